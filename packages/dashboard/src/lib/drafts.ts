import { useCallback, useState, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/** Words that were typed and not sent: they outlive a reload, and stay in this browser. */
export function useDraft(name: string): [string, (text: string) => void] {
  const key = `codewright.draft.${name}`;
  const [state, setState] = useState({ key, text: localStorage.getItem(key) ?? '' });
  // Another draft is shown by the same field: it must not be overwritten with the first one's words.
  const text = state.key === key ? state.text : (localStorage.getItem(key) ?? '');
  const write = useCallback(
    (next: string) => {
      if (next === '') localStorage.removeItem(key);
      else localStorage.setItem(key, next);
      setState({ key, text: next });
      for (const listener of listeners) listener();
    },
    [key],
  );
  return [text, write];
}

/** True while words of this name lie unsent, wherever in the window they were typed. */
export function useHasDraft(name: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (localStorage.getItem(`codewright.draft.${name}`) ?? '') !== '',
  );
}
