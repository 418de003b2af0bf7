import { setTimeout as delay } from 'node:timers/promises';

/** Time, handed in wherever a test must be able to move it. */
export interface Clock {
  now(): Date;
  /** Milliseconds from an arbitrary start; never goes back. */
  monotonic(): number;
  /** Rejects with an AbortError as soon as the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: monotonicMs,
  sleep: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}),
};

/** Milliseconds from an arbitrary start; never goes back. Node's `performance` loads eleven of its modules first, at every start. */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
