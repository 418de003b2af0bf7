import { useSyncExternalStore } from 'react';
import { type Route, readRoute } from './address.ts';

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return readRoute(hash);
}

export function go(path: string): void {
  window.location.hash = `#/${path}`;
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}
