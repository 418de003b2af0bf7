import { setTimeout as delay } from 'node:timers/promises';
import type { Storage } from '../storage/contract.ts';

/**
 * Asks `isTrue` now and after every commit, at most once in `everyMs`; resolves when it is true, after `ms`, or when the signal
 * fires. Never rejects and leaves no timer behind: when the database fails, it waits for the time and its caller meets
 * the error.
 */
export async function waitUntil(
  storage: Pick<Storage, 'onChange'>,
  { ms, signal, everyMs }: { ms: number; signal: AbortSignal; everyMs: number },
  isTrue: () => Promise<boolean>,
): Promise<void> {
  const end = new AbortController();
  const finish = () => end.abort();
  let changed = true;
  let wake: () => void = () => undefined;
  const woken = () => {
    changed = true;
    wake();
  };
  const stop = storage.onChange(woken);
  const timer = setTimeout(finish, ms);
  signal.addEventListener('abort', finish, { once: true });
  end.signal.addEventListener('abort', woken, { once: true });
  if (signal.aborted) finish();
  try {
    while (!end.signal.aborted) {
      if (!changed) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      changed = false;
      const answer = await isTrue().catch(() => 'failed' as const);
      if (answer === true) return;
      if (answer === 'failed') await delay(ms, undefined, { signal: end.signal }).catch(finish);
      else if (everyMs > 0) await delay(everyMs, undefined, { signal: end.signal }).catch(finish);
    }
  } finally {
    stop();
    clearTimeout(timer);
    signal.removeEventListener('abort', finish);
  }
}
