import type { LedgerEntry } from '@codewright/protocol/event';
import type { Storage } from '../storage/contract.ts';
import { entryOf } from './entries.ts';

const page = 200;

/** Every entry after a position, then each new one as it is committed, once and in order, until the signal fires. */
export async function* subscribe(
  storage: Storage,
  { after, job, signal }: { after: number; job?: string; signal: AbortSignal },
): AsyncGenerator<LedgerEntry> {
  let position = after;
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
      // Within one chain positions become visible in their order; over all chains the storage has to see to it.
      const rows =
        job === undefined
          ? await storage.settledEntries(position, page)
          : await storage.entries({ job, after: position, limit: page });
      for (const row of rows) {
        if (signal.aborted) return;
        position = row.position;
        yield entryOf(row);
      }
      if (rows.length === page) changed = true;
    }
  } finally {
    stop();
    signal.removeEventListener('abort', onAbort);
  }
}
