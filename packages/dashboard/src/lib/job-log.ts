import type { LedgerEntry } from '@codewright/protocol/event';
import { useEffect, useSyncExternalStore } from 'react';
import { api } from './api.ts';
import type { EntrySource } from './entry-window.ts';
import { DigestMaker, type JobDigest } from './job-digest.ts';
import { onConnected, onEntry } from './live.ts';

export interface JobLog {
  digest: JobDigest;
  /** True once the digest holds every entry; until then it is that of the last ones. */
  whole: boolean;
  /** Number of the newest entry; 0 before any is known. */
  newest: number;
  error: unknown;
}

const empty: JobLog = { digest: new DigestMaker().read(), whole: false, newest: 0, error: null };
/** Read and checked in one go: more at once would make a key press wait. */
const pageSize = 2500;
const tailSize = 200;

export interface Store extends EntrySource {
  get: () => JobLog;
  subscribe: (listener: () => void) => () => void;
  load: () => Promise<void>;
  /** Calls with the entries that come in at the end, without a gap. */
  onAppended: (listener: (entries: readonly LedgerEntry[]) => void) => () => void;
}

/** The last few jobs stay, so that going back shows them at once. */
const stores = new Map<string, Store>();
const keptStores = 5;

/** @param address id of a job, or its ending. */
function storeOf(address: string): Store {
  const known = stores.get(address);
  if (known) return known;
  const made = createStore(address);
  stores.set(address, made);
  const oldest = [...stores.keys()][0];
  if (stores.size > keptStores && oldest !== undefined) stores.delete(oldest);
  return made;
}

/** Last entries that were asked for before there was a page to show them. */
const ahead = new Map<string, Promise<LedgerEntry[]>>();
const readTail = (job: string) => api().entries({ job, limit: tailSize, newestFirst: true });

/** Asks for the end of a job's record while the page that will show it is still being put together. */
export function readAhead(address: string): void {
  const tail = readTail(address);
  // Whoever takes it hears of its failure; perhaps nobody does.
  tail.catch(() => ahead.delete(address));
  ahead.set(address, tail);
}

function createStore(address: string): Store {
  const listeners = new Set<() => void>();
  const appended = new Set<(entries: readonly LedgerEntry[]) => void>();
  /** The last entries, without a gap. */
  let tail: LedgerEntry[] = [];
  /** Of these, what the windows were not told of yet. */
  let waiting: LedgerEntry[] = [];
  const maker = new DigestMaker();
  /** Number of the last entry that the digest holds. */
  let digested = 0;
  let snapshot = empty;
  let error: unknown = null;
  let scheduled = false;
  let publishedAt = 0;
  /** Milliseconds that the page took for the last picture. */
  let drawing = 0;
  let filling = false;
  let again = false;
  let digesting = false;
  const newest = () => tail.at(-1)?.seq ?? 0;
  const read = (afterSeq: number, limit: number) => api().entries({ job: tail[0]?.job ?? address, afterSeq, limit });
  const publish = () => {
    scheduled = false;
    publishedAt = performance.now();
    const whole = digested > 0 && digested === newest();
    snapshot = { digest: whole ? maker.read() : digestOf(tail), whole, newest: newest(), error };
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) for (const listener of appended) listener(batch);
    for (const listener of listeners) listener();
    // By then what the listeners asked to be drawn is drawn.
    queueMicrotask(() => {
      drawing = performance.now() - publishedAt;
    });
  };
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    // Many entries, one picture; where they do not stop coming, a fifth of the time is for drawing, and no entry waits longer than
    // 100 ms. Not by animation frames: a hidden window has none.
    const busy = performance.now() - publishedAt < 300;
    setTimeout(
      () => {
        if (scheduled) publish();
      },
      busy ? Math.min(100, Math.max(30, drawing * 4)) : 30,
    );
  };
  const digest = (entries: readonly LedgerEntry[]) => {
    for (const entry of entries) {
      if (entry.seq !== digested + 1) continue;
      maker.take(entry);
      digested = entry.seq;
    }
  };
  /** Takes what follows on the last entry. */
  const append = (entries: readonly LedgerEntry[]) => {
    const fresh = entries.filter(({ seq }) => seq > newest());
    if (fresh.length === 0) return;
    tail.push(...fresh);
    if (tail.length > tailSize * 2) tail = tail.slice(-tailSize);
    digest(fresh);
    waiting.push(...fresh);
    schedule();
  };
  /** Reads what came after the last entry; asked meanwhile it does so once more, since the answer may be older. */
  const fill = () => {
    if (filling) {
      again = true;
      return;
    }
    filling = true;
    again = false;
    const readOn = async () => {
      for (;;) {
        const page = await read(newest(), pageSize);
        append(page);
        if (page.length < pageSize) return digestAll();
      }
    };
    readOn()
      .catch((thrown: unknown) => {
        error = thrown;
      })
      .finally(() => {
        filling = false;
        if (again) fill();
      });
  };
  /** Reads from the first entry on what the digest does not hold yet, and keeps none of it. */
  const digestAll = async () => {
    if (digesting) return;
    digesting = true;
    try {
      while (digested < newest()) {
        const page = await read(digested, pageSize);
        digest(page);
        if (page.length === 0) return;
      }
    } finally {
      digesting = false;
    }
  };
  const follow = (entry: LedgerEntry) => {
    const last = tail.at(-1);
    if (last === undefined || entry.job !== last.job) return;
    if (entry.seq === last.seq + 1) append([entry]);
    else if (entry.seq > last.seq) fill();
  };
  return {
    get: () => snapshot,
    read,
    tail: () => tail,
    onAppended(listener) {
      appended.add(listener);
      return () => appended.delete(listener);
    },
    subscribe(listener) {
      listeners.add(listener);
      const stop = [
        onEntry(follow),
        onConnected(() => {
          if (tail.length > 0) fill();
        }),
      ];
      return () => {
        listeners.delete(listener);
        for (const off of stop) off();
      };
    },
    async load() {
      const early = ahead.get(address);
      ahead.delete(address);
      try {
        if (tail.length === 0) {
          append((await (early ?? readTail(address))).toReversed());
          // The first picture waits for nothing.
          publish();
        }
        // Recorded since the end was read, or while nobody looked: it would be missing until the next one comes.
        fill();
        await digestAll();
        error = null;
      } catch (thrown) {
        error = thrown;
      }
      schedule();
    },
  };
}

function digestOf(entries: readonly LedgerEntry[]): JobDigest {
  const maker = new DigestMaker();
  for (const entry of entries) maker.take(entry);
  return maker.read();
}

export function useJobLog(address: string): JobLog & { store: Store; reload: () => void } {
  const store = storeOf(address);
  useEffect(() => {
    void store.load();
  }, [store]);
  const log = useSyncExternalStore(store.subscribe, store.get);
  return { ...log, store, reload: () => void store.load() };
}
