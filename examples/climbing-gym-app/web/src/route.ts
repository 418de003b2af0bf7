import { useSyncExternalStore } from 'react';

/** The page that the address names: `#/books`, `#/books/new`, `#/books/7`. */
export interface Route {
  path: string;
  id: 'new' | number | null;
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return readRoute(hash);
}

export function readRoute(hash: string): Route {
  const [path = '', id] = hash.replace(/^#\/?/, '').split('/');
  if (id === undefined || id === '') return { path, id: null };
  return { path, id: id === 'new' ? 'new' : Number(id) };
}

export function go(path: string): void {
  window.location.hash = `#/${path}`;
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}
