import { textOf } from '@codewright/protocol/json';
import { useEffect, useMemo, useRef } from 'react';
import { EntryWindow } from '../../lib/entry-window.ts';
import type { Store } from '../../lib/job-log.ts';

/**
 * The part of a job's record that is looked at; of a step only its entries, and the one that is asked for. `end`: number of the last
 * entry that may be shown, without an end while the job may add to it.
 */
export function useEntryWindow(
  store: Store,
  { step, entry, end, following }: { step: string; entry: number | null; end: number; following: boolean },
): EntryWindow {
  const shown = step === '' ? null : entry;
  const ends = useRef(end);
  ends.current = end;
  const win = useMemo(
    () =>
      new EntryWindow(
        store,
        ({ data, seq }) => step === '' || seq === shown || textOf(data['step'], '').split('/')[0] === step,
        () => ends.current,
      ),
    [store, step, shown],
  );
  const follows = useRef(following);
  follows.current = following;
  useEffect(() => {
    // What came in between its making and now.
    win.take(store.tail(), follows.current);
    return store.onAppended((entries) => win.take(entries, follows.current));
  }, [win, store]);
  return win;
}
