import { useSyncExternalStore } from 'react';
import { wordsOf } from './api.ts';

export interface Notice {
  id: number;
  tone: 'good' | 'bad' | 'calm';
  title: string;
  detail: string;
  retry?: () => void;
}

let notices: readonly Notice[] = [];
let count = 0;
const listeners = new Set<() => void>();

function change(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

export function notify(notice: Omit<Notice, 'id'>): void {
  count += 1;
  change([...notices.slice(-3), { ...notice, id: count }]);
}

export function notifyError(error: unknown, what: string, retry?: () => void): void {
  const { message, hint } = wordsOf(error);
  notify({ tone: 'bad', title: what, detail: hint ? `${message} ${hint}` : message, ...(retry ? { retry } : {}) });
}

export function dismiss(id: number): void {
  change(notices.filter((notice) => notice.id !== id));
}

export function useNotices(): readonly Notice[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
  );
}
