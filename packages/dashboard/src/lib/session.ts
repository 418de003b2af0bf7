import { type Asker, asker as askerShape, reaches, type Role } from '@codewright/protocol/access';
import { sessionHeader } from '@codewright/protocol/http-client';
import { useSyncExternalStore } from 'react';

// The session is a cookie that no script can read: what is known here is only who it belongs to.

/** null: nobody; undefined: not known yet. */
let current: Asker | null | undefined;
const listeners = new Set<() => void>();

function set(next: Asker | null): void {
  if (current?.user === next?.user && current?.role === next?.role && current !== undefined) return;
  current = next;
  for (const listener of listeners) listener();
}

export function useAsker(): Asker | null | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Why whoever is signed in may not do what takes a role; null: they may. */
export function useRefusal(needs: Role): string | null {
  const asker = useAsker();
  if (!asker || reaches(asker.role, needs)) return null;
  return `This takes the role ${needs}; you are signed in as ${asker.user}, with the role ${asker.role}.`;
}

/**
 * Signs in by a link: its code stands behind `#`, which no browser puts into an address that it asks for, and counts once. Also
 * takes a token in the same place, as `#token=`. Without either asks who this browser is signed in as.
 */
export async function startSession(): Promise<void> {
  const [, secret] = /^#(?:code|token)=([\w~.-]+)$/.exec(location.hash) ?? [];
  if (secret !== undefined) {
    history.replaceState(null, '', location.pathname + location.search);
    if ((await signIn(secret)).ok) return;
  }
  await askWho();
}

async function askWho(): Promise<void> {
  try {
    const response = await fetch('/api/session');
    if (response.ok) return set(askerShape.parse(await response.json()));
    if (response.status === 401) return set(null);
  } catch {
    // The server is away: whoever was signed in still is when it comes back.
  }
  if (current !== undefined) return;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await askWho();
}

/** @param secret a token, or the code of a link. Resolves with the status of the answer. */
export async function signIn(secret: string): Promise<{ ok: boolean; status: number }> {
  const response = await fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', [sessionHeader]: '1' },
    body: JSON.stringify({ secret }),
  });
  if (response.ok) set(askerShape.parse(await response.json()));
  return { ok: response.ok, status: response.status };
}

/** The server does not know this browser any more. */
export function forgetSession(): void {
  set(null);
}

export async function signOut(): Promise<void> {
  await fetch('/api/session', { method: 'DELETE', headers: { [sessionHeader]: '1' } });
  set(null);
}
