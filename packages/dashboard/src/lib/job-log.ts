import type { LedgerEntry } from '@codewright/protocol/event';
import { useEffect, useSyncExternalStore } from 'react';
import { api } from './api.ts';
import { onConnected, onEntry } from './live.ts';

export interface JobLog {
  /** By sequence, each once; the tail first, then what came before. */
  entries: readonly LedgerEntry[];
  /** True once everything from the first entry on is here. */
  whole: boolean;
  error: unknown;
}

const empty: JobLog = { entries: [], whole: false, error: null };
/** Read and checked in one go: more at once would make a key press wait. */
const pageSize = 2500;
const tailSize = 200;

interface Store {
  get: () => JobLog;
  subscribe: (listener: () => void) => () => void;
  load: () => Promise<void>;
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
  const bySeq = new Map<number, LedgerEntry>();
  const listeners = new Set<() => void>();
  let snapshot = empty;
  let error: unknown = null;
  let scheduled = false;
  let publishedAt = 0;
  let newest: LedgerEntry | undefined;
  let filling = false;
  let again = false;
  const publish = () => {
    scheduled = false;
    publishedAt = Date.now();
    const all = [...bySeq.values()].sort((one, other) => one.seq - other.seq);
    // Up to where nothing is missing: what is still being read comes in all at once, above what is there.
    let from = all.length;
    while (from > 0 && (from === all.length || all[from - 1]?.seq === (all[from]?.seq ?? 0) - 1)) from -= 1;
    const entries = all.slice(from);
    snapshot = { entries, whole: entries[0]?.seq === 1, error };
    for (const listener of listeners) listener();
  };
  const take = (entries: readonly LedgerEntry[]) => {
    for (const entry of entries) {
      bySeq.set(entry.seq, entry);
      if (entry.seq > (newest?.seq ?? 0)) newest = entry;
    }
    if (scheduled) return;
    scheduled = true;
    // Many entries, one picture; where they do not stop coming, ten a second. Not by animation frames: a hidden window has none.
    const busy = Date.now() - publishedAt < 300;
    setTimeout(
      () => {
        if (scheduled) publish();
      },
      busy ? 100 : 30,
    );
  };
  /** What came after an entry, to the end. */
  const readOn = async (last: LedgerEntry) => {
    for (let { position } = last; ; ) {
      const page = await api().entries({ job: last.job, after: position, limit: pageSize });
      take(page);
      position = page.at(-1)?.position ?? position;
      if (page.length < pageSize) return;
    }
  };
  /** Reads what is missing behind an entry; asked meanwhile it does so once more, since the answer may be older. */
  const fill = (last: LedgerEntry) => {
    if (filling) {
      again = true;
      return;
    }
    filling = true;
    again = false;
    readOn(last)
      .catch((thrown: unknown) => {
        error = thrown;
      })
      .finally(() => {
        filling = false;
        if (again && newest) fill(newest);
      });
  };
  const follow = (entry: LedgerEntry) => {
    if (newest === undefined ? entry.job !== address : entry.job !== newest.job) return;
    const last = newest;
    take([entry]);
    if (last !== undefined && entry.seq > last.seq + 1) fill(last);
  };
  return {
    get: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      const stop = [
        onEntry(follow),
        // Recorded after the end was read and before the stream began: it would be missing until the next one comes.
        onConnected(() => {
          if (newest) fill(newest);
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
        const tail = await (early ?? readTail(address));
        take(tail);
        // The first picture waits for nothing.
        publish();
        const [top] = tail;
        if (early && top) fill(top);
        const from = Math.min(...tail.map((entry) => entry.seq));
        let after = 0;
        for (let seen = 0; tail.length > 0 && seen < from - 1; ) {
          const page = await api().entries({ job: address, after, limit: pageSize });
          take(page);
          seen = page.at(-1)?.seq ?? from;
          after = page.at(-1)?.position ?? 0;
        }
        error = null;
      } catch (thrown) {
        error = thrown;
      }
      take([]);
    },
  };
}

export function useJobLog(address: string): JobLog & { reload: () => void } {
  const store = storeOf(address);
  useEffect(() => {
    void store.load();
  }, [store]);
  const log = useSyncExternalStore(store.subscribe, store.get);
  return { ...log, reload: () => void store.load() };
}
