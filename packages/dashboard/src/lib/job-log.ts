import type { LedgerEntry } from '@codewright/protocol/event';
import { useEffect, useSyncExternalStore } from 'react';
import { api } from './api.ts';
import { onEntry } from './live.ts';

export interface JobLog {
  /** By sequence, each once; the tail first, then what came before. */
  entries: readonly LedgerEntry[];
  /** True once everything from the first entry on is here. */
  whole: boolean;
  error: unknown;
}

const empty: JobLog = { entries: [], whole: false, error: null };
const pageSize = 5000;
const tailSize = 400;

interface Store {
  get(): JobLog;
  subscribe(listener: () => void): () => void;
  load(): Promise<void>;
}

/** The last few jobs stay, so that going back shows them at once. */
const stores = new Map<string, Store>();
const keptStores = 5;

function storeOf(job: string): Store {
  const known = stores.get(job);
  if (known) return known;
  const made = createStore(job);
  stores.set(job, made);
  const oldest = [...stores.keys()][0];
  if (stores.size > keptStores && oldest !== undefined) stores.delete(oldest);
  return made;
}

function createStore(job: string): Store {
  const bySeq = new Map<number, LedgerEntry>();
  const listeners = new Set<() => void>();
  let snapshot = empty;
  let error: unknown = null;
  let scheduled = false;
  const publish = () => {
    scheduled = false;
    const all = [...bySeq.values()].sort((one, other) => one.seq - other.seq);
    // Up to where nothing is missing: what is still being read comes in all at once, above what is there.
    let from = all.length;
    while (from > 0 && (from === all.length || all[from - 1]?.seq === (all[from]?.seq ?? 0) - 1)) from -= 1;
    const entries = all.slice(from);
    snapshot = { entries, whole: entries[0]?.seq === 1, error };
    for (const listener of listeners) listener();
  };
  const take = (entries: readonly LedgerEntry[]) => {
    for (const entry of entries) bySeq.set(entry.seq, entry);
    if (scheduled) return;
    scheduled = true;
    // Many entries, one picture. Not by animation frames: a hidden window has none.
    setTimeout(publish, 30);
  };
  return {
    get: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      const off = onEntry((entry) => {
        if (entry.job === job) take([entry]);
      });
      return () => {
        listeners.delete(listener);
        off();
      };
    },
    async load() {
      try {
        const tail = await api().entries({ job, limit: tailSize, newestFirst: true });
        take(tail);
        const from = Math.min(...tail.map((entry) => entry.seq));
        let after = 0;
        for (let seen = 0; tail.length > 0 && seen < from - 1; ) {
          const page = await api().entries({ job, after, limit: pageSize });
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

export function useJobLog(job: string | undefined): JobLog & { reload: () => void } {
  const store = job === undefined ? null : storeOf(job);
  useEffect(() => {
    void store?.load();
  }, [store]);
  const log = useSyncExternalStore(
    (listener) => store?.subscribe(listener) ?? (() => undefined),
    () => store?.get() ?? empty,
  );
  return { ...log, reload: () => void store?.load() };
}
