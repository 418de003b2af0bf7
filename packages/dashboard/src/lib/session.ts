import { useSyncExternalStore } from 'react';

const key = 'codewright.token';
const listeners = new Set<() => void>();

/**
 * Signs in by the link that `codewright serve` prints: its code stands behind `#`, which no browser puts into an address that it
 * asks for, and counts once. Also takes the token itself in the same place, as `#token=`.
 */
export async function takeLink(): Promise<void> {
  const [, kind, value] = /^#(code|token)=([\w~.-]+)$/.exec(location.hash) ?? [];
  if (kind === undefined || value === undefined) return;
  history.replaceState(null, '', location.pathname + location.search);
  if (kind === 'token') return keepToken(value);
  const response = await fetch('/sign-in', { method: 'POST', body: value });
  if (!response.ok) return;
  const { token } = (await response.json()) as { token: string };
  keepToken(token);
}

export function readToken(): string | null {
  return localStorage.getItem(key);
}

export function keepToken(token: string | null): void {
  if (token === null) localStorage.removeItem(key);
  else localStorage.setItem(key, token);
  for (const listener of listeners) listener();
}

export function useToken(): string | null {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, readToken);
}
