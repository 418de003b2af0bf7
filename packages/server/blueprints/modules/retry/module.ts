import { setTimeout } from 'node:timers/promises';

export interface BackoffOptions {
  /** Most calls. */
  attempts?: number;
  /** Milliseconds before the second call. */
  delay?: number;
  /** By what the wait grows each time. */
  factor?: number;
  /** Longest wait in milliseconds. */
  maxDelay?: number;
}

export interface RetryOptions extends BackoffOptions {
  /** Whether an error is worth another attempt; all are if not given. */
  shouldRetry?: (error: unknown) => boolean;
  /** Ends the waiting. */
  signal?: AbortSignal;
  /** Shortens waits by chance, so that many callers do not come back at once. */
  jitter?: boolean;
}

/** Calls a function until it succeeds or there are no attempts left; then the last error is thrown. */
export async function retry<Result>(
  work: (attempt: number) => Result | Promise<Result>,
  options: RetryOptions = {},
): Promise<Result> {
  const { shouldRetry = () => true, signal, jitter = false } = options;
  const delays = backoffDelays(options);
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await work(attempt);
    } catch (error) {
      const wait = delays[attempt - 1];
      if (wait === undefined || !shouldRetry(error)) throw error;
      await setTimeout(jitter ? Math.random() * wait : wait, undefined, signal ? { signal } : {});
    }
  }
}

/** Lists the milliseconds of the waits between attempts. */
export function backoffDelays(options: BackoffOptions = {}): number[] {
  const { attempts = 5, delay = 100, factor = 2, maxDelay = 30_000 } = options;
  if (!Number.isInteger(attempts) || attempts < 1)
    throw new RangeError('attempts must be at least 1.');
  return Array.from({ length: attempts - 1 }, (_, at) => Math.min(delay * factor ** at, maxDelay));
}
