import { toCodewrightError } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import type { Identity } from './contract.ts';

const everyMs = 1000;

export interface Watch {
  add(identity: Identity, onEnd: () => void): () => void;
  /** Looks now: what this process has changed itself takes effect at once. */
  check(): Promise<void>;
}

/**
 * Tells those who are connected for long that they may not be any more. One look for all of them, once a second and only while
 * somebody is watched: another process may have changed what they rest on, and time passes.
 */
export function createWatch(look: () => Promise<(identity: Identity) => boolean>, logger: Logger): Watch {
  const watched = new Set<{ identity: Identity; onEnd: () => void }>();
  let timer: ReturnType<typeof setInterval> | null = null;
  const check = async () => {
    if (watched.size === 0) return;
    const holds = await look();
    for (const one of watched) {
      if (holds(one.identity)) continue;
      watched.delete(one);
      one.onEnd();
    }
  };
  const tick = () => {
    check().catch((error: unknown) =>
      logger.warn({ error: toCodewrightError(error).message }, 'access was not looked at'),
    );
  };
  return {
    add(identity, onEnd) {
      const one = { identity, onEnd };
      watched.add(one);
      timer ??= setInterval(tick, everyMs).unref();
      return () => {
        watched.delete(one);
        if (watched.size > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
      };
    },
    check,
  };
}
