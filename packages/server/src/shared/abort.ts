import { CodewrightError } from './errors.ts';

/** Throws CANCELLED once the signal has fired; cheap enough for every loop turn. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortError(signal);
}

/** The reason of an aborted signal as one of our errors. */
export function abortError(signal: AbortSignal): CodewrightError {
  const reason: unknown = signal.reason;
  if (reason instanceof CodewrightError) return reason;
  return new CodewrightError('CANCELLED', 'The work was cancelled.', { cause: reason });
}

/** Settles with the promise, or rejects as soon as the signal fires; the promise keeps its owner. */
export async function raceAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  throwIfAborted(signal);
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(abortError(signal));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
