import type { LedgerEntry } from '@codewright/protocol/event';
import { useEffect, useSyncExternalStore } from 'react';
import { api } from './api.ts';
import type { EntrySource } from './entry-window.ts';
import { onConnected, onEntry } from './live.ts';

export interface JobLog {
  /** Number of the newest entry; 0 before any is known. */
  newest: number;
  error: unknown;
}

const empty: JobLog = { newest: 0, error: null };
/** Read and checked in one go: more at once would make a key press wait. Where more came in than this, only the last are read. */
const pageSize = 500;
const tailSize = 200;

export interface Store extends EntrySource {
  get: () => JobLog;
  subscribe: (listener: () => void) => () => void;
  load: () => Promise<void>;
  /** Calls with the entries that come in at the end, each time without a gap between them. */
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
const readTail = async (job: string) => (await api().entries({ job, limit: tailSize, newestFirst: true })).toReversed();

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
  let snapshot = empty;
  let error: unknown = null;
  let scheduled = false;
  let publishedAt = 0;
  /** Milliseconds that the page took for the last picture. */
  let drawing = 0;
  let filling = false;
  let again = false;
  const newest = () => tail.at(-1)?.seq ?? 0;
  const read = (afterSeq: number, limit: number) => api().entries({ job: tail[0]?.job ?? address, afterSeq, limit });
  const publish = () => {
    scheduled = false;
    publishedAt = performance.now();
    snapshot = { newest: newest(), error };
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
  /** Takes what follows on the last entry, or where that is far away by now, the end alone. */
  const append = (entries: readonly LedgerEntry[]) => {
    const fresh = entries.filter(({ seq }) => seq > newest());
    const [first] = fresh;
    if (first === undefined) return;
    if (first.seq === newest() + 1) {
      tail.push(...fresh);
      if (tail.length > tailSize * 2) tail = tail.slice(-tailSize);
      waiting.push(...fresh);
    } else {
      tail = fresh;
      waiting = [...fresh];
    }
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
      const page = await read(newest(), pageSize);
      append(page.length < pageSize ? page : await readTail(tail[0]?.job ?? address));
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
          append(await (early ?? readTail(address)));
          // The first picture waits for nothing.
          publish();
        }
        // Recorded since the end was read, or while nobody looked: it would be missing until the next one comes.
        fill();
        error = null;
      } catch (thrown) {
        error = thrown;
      }
      schedule();
    },
  };
}

export function useJobLog(address: string): JobLog & { store: Store; reload: () => void } {
  const store = storeOf(address);
  useEffect(() => {
    void store.load();
  }, [store]);
  const log = useSyncExternalStore(store.subscribe, store.get);
  return { ...log, store, reload: () => void store.load() };
}
