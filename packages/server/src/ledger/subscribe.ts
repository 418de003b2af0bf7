import type { LedgerEntry } from '@codewright/protocol/event';
import type { EntryRow, Storage } from '../storage/contract.ts';
import { entryOf } from './entries.ts';

const page = 200;

/** Every entry after a position, then each new one as it is committed, once and in order, until the signal fires. */
export async function* subscribe(
  storage: Storage,
  { after, job, signal }: { after: number; job?: string; signal: AbortSignal },
): AsyncGenerator<LedgerEntry> {
  const next = job === undefined ? readAll(storage, after) : readJob(storage, job, after);
  let changed = true;
  let wake: () => void = () => undefined;
  // Listens before the first read, so that nothing committed in between is waited for in vain.
  const stop = storage.onChange(() => {
    changed = true;
    wake();
  });
  const onAbort = () => wake();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    while (!signal.aborted) {
      if (!changed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      changed = false;
      const rows = await next();
      for (const row of rows) {
        if (signal.aborted) return;
        yield entryOf(row);
      }
      if (rows.length === page) changed = true;
    }
  } finally {
    stop();
    signal.removeEventListener('abort', onAbort);
  }
}

type ReadOn = () => Promise<EntryRow[]>;

function readAll(storage: Storage, after: number): ReadOn {
  let position = after;
  return async () => {
    const rows = await storage.settledEntries(position, page);
    position = rows.at(-1)?.position ?? position;
    return rows;
  };
}

/** Within one chain entries become visible in their order; going on by seq reads only what is new, however long the job. */
function readJob(storage: Storage, job: string, after: number): ReadOn {
  let afterSeq: number | null = null;
  return async () => {
    if (afterSeq === null) {
      const [newest] = await storage.entries({ job, limit: 1, newestFirst: true });
      const seen = newest === undefined || newest.position <= after;
      const [first] = seen ? [] : await storage.entries({ job, after, limit: 1 });
      afterSeq = first ? first.seq - 1 : (newest?.seq ?? 0);
    }
    const rows = await storage.entries({ job, afterSeq, limit: page });
    afterSeq = rows.at(-1)?.seq ?? afterSeq;
    return rows;
  };
}
