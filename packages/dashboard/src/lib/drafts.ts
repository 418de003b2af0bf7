import { useCallback, useState } from 'react';

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
    },
    [key],
  );
  return [text, write];
}

/** Whether words of this name lie unsent in this browser, in whichever window they were typed. */
export const hasDraft = (name: string): boolean => (localStorage.getItem(`codewright.draft.${name}`) ?? '') !== '';
