import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** As it is until a person chooses another: `g j` is one key after another, within a second. */
  keys: string;
  what: string;
}

/** Everything that a key does, as the list of shortcuts shows it. */
export const shortcuts: Shortcut[] = [
  { keys: 'mod+k', what: 'Command palette' },
  { keys: 'c', what: 'New job' },
  { keys: 'g i', what: 'Go to the inbox' },
  { keys: 'g j', what: 'Go to the jobs' },
  { keys: 'g c', what: 'Go to the conversations' },
  { keys: 'g m', what: 'Go to the metrics' },
  { keys: 'g l', what: 'Go to the record' },
  { keys: 'j', what: 'Next in a list' },
  { keys: 'k', what: 'Previous in a list' },
  { keys: 'o', what: 'Open the job that is chosen in the list' },
  { keys: 'w', what: 'To what the job waits for: an answer, a merge' },
  { keys: 's', what: 'Say something to the job' },
  { keys: 'd', what: 'Changes of the job' },
  { keys: 't', what: 'Transcript of the job' },
  { keys: '/', what: 'Find in the record of the job, or among the jobs' },
  { keys: 'n', what: 'Next file of the changes' },
  { keys: 'p', what: 'Previous file of the changes' },
  { keys: '.', what: 'Next comment' },
  { keys: ',', what: 'Previous comment' },
  { keys: 'r', what: 'Changes since my last review' },
  { keys: 'a', what: 'All changes' },
  { keys: '?', what: 'This list' },
];

/** By the keys that a thing has by itself, those that a person gave it; '' takes them away. */
type Chosen = Readonly<Record<string, string>>;
const key = 'codewright.shortcuts';
const listeners = new Set<() => void>();
let chosen: Chosen = readChosen();

function readChosen(): Chosen {
  const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
  const given = typeof kept === 'object' && kept !== null ? Object.entries(kept) : [];
  return Object.fromEntries(given.filter((one): one is [string, string] => typeof one[1] === 'string'));
}

/** `keys`: those it has by itself. Null gives it these again. */
export function changeShortcut(keys: string, to: string | null): void {
  const { [keys]: _before, ...rest } = chosen;
  chosen = to === null || to === keys ? rest : { ...rest, [keys]: to };
  localStorage.setItem(key, JSON.stringify(chosen));
  for (const listener of listeners) listener();
}

export function useChosenShortcuts(): Chosen {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chosen,
  );
}

/** What was pressed, under the name that the action has by itself. */
function meantBy(pressed: string): string | null {
  const given = Object.entries(chosen).find(([, to]) => to === pressed)?.[0];
  return given ?? (chosen[pressed] === undefined ? pressed : null);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || !!target.closest('[role=dialog]'));

/** Single keys are off where somebody types, and with Ctrl, Alt or Meta held. */
export function useShortcuts(actions: Record<string, () => void>): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    let before = '';
    let beforeAt = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat) return;
      const mod = event.metaKey || event.ctrlKey;
      if (!mod && (isTyping(event.target) || event.altKey)) return;
      const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const pair = Date.now() - beforeAt < 1000 ? `${before} ${pressed}` : '';
      const named = (keys: string) => latest.current[meantBy(keys) ?? ''];
      const action = mod ? named(`mod+${pressed}`) : (named(pair) ?? named(pressed));
      before = pressed;
      beforeAt = Date.now();
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
