import { setImmediate as others } from 'node:timers/promises';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { EntryRow, Storage } from '../storage/contract.ts';
import { entryOf } from './entries.ts';

const page = 200;
/** A longer answer belongs to somebody who catches up: hardly anybody else asks for the same, and it would only be held. */
const mostKept = 20;
const mostReads = 1000;

interface Options {
  after: number;
  job?: string;
  signal: AbortSignal;
}

/** Every entry after a position, then each new one as it is committed, once and in order, until the signal fires. */
export function createSubscribe(storage: Storage): (options: Options) => AsyncGenerator<LedgerEntry> {
  const shared = shareReads(storage);
  return (options) => subscribe(storage, shared, options);
}

async function* subscribe(
  storage: Storage,
  shared: SharedReads,
  { after, job, signal }: Options,
): AsyncGenerator<LedgerEntry> {
  const next = job === undefined ? readAll(storage, shared, after) : readJob(storage, shared, job, after);
  let changed = true;
  let wake: () => void = () => undefined;
  // Listens before the first read, so that nothing committed in between is waited for in vain.
  const stop = shared.onChange(() => {
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
      const entries = await next();
      for (const entry of entries) {
        if (signal.aborted) return;
        yield entry;
      }
      if (entries.length < page) continue;
      changed = true;
      // A database in a file answers at once: without a pause nobody else's request is served until all is read.
      await others();
    }
  } finally {
    stop();
    signal.removeEventListener('abort', onAbort);
  }
}

type ReadOn = () => Promise<readonly LedgerEntry[]>;

function readAll(storage: Storage, shared: SharedReads, after: number): ReadOn {
  let position = after;
  return async () => {
    const from = position;
    const entries = await shared.read(`${from}`, () => storage.settledEntries(from, page));
    position = entries.at(-1)?.position ?? position;
    return entries;
  };
}

/** Within one chain entries become visible in their order; going on by seq reads only what is new, however long the job. */
function readJob(storage: Storage, shared: SharedReads, job: string, after: number): ReadOn {
  let afterSeq: number | null = null;
  return async () => {
    if (afterSeq === null) {
      const [newest] = await storage.entries({ job, limit: 1, newestFirst: true });
      const seen = newest === undefined || newest.position <= after;
      const [first] = seen ? [] : await storage.entries({ job, after, limit: 1 });
      afterSeq = first ? first.seq - 1 : (newest?.seq ?? 0);
    }
    const from = afterSeq;
    const entries = await shared.read(`${job} ${from}`, () => storage.entries({ job, afterSeq: from, limit: page }));
    afterSeq = entries.at(-1)?.seq ?? afterSeq;
    return entries;
  };
}

interface SharedReads {
  onChange(listener: () => void): () => void;
  /** What `rows` gives; whoever has asked for the same since the last change is given the same answer. */
  read(key: string, rows: () => Promise<EntryRow[]>): Promise<readonly LedgerEntry[]>;
}

/** A thousand readers stand at the same place and are woken by the same change: one of them asks the database for all. */
function shareReads(storage: Storage): SharedReads {
  const reads = new Map<string, Promise<readonly LedgerEntry[]>>();
  const listeners = new Set<() => void>();
  let stop: (() => void) | null = null;
  const onChange = () => {
    // Before anybody is woken: an answer from before the change lacks what has changed.
    reads.clear();
    for (const listener of listeners) listener();
  };
  return {
    onChange: (listener) => {
      listeners.add(listener);
      stop ??= storage.onChange(onChange);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = null;
        // Nobody watches any more, so what is held could be out of date.
        reads.clear();
      };
    },
    read: (key, rows) => {
      const known = reads.get(key);
      if (known) return known;
      const forget = () => {
        if (reads.get(key) === made) reads.delete(key);
      };
      const made = rows().then((found) => {
        if (found.length > mostKept) forget();
        return found.map(entryOf);
      });
      made.catch(forget);
      if (reads.size >= mostReads) reads.clear();
      reads.set(key, made);
      return made;
    },
  };
}
