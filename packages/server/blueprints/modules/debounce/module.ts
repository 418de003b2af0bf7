export interface DebounceOptions {
  /** Calls at the first call rather than behind the last. */
  leading?: boolean;
}

/** A function whose calls wait. */
export interface Delayed<Args extends unknown[]> {
  (...args: Args): void;
  /** Forgets the call that waits. */
  cancel(): void;
  /** Makes the call that waits now. */
  flush(): void;
  /** Whether a call waits. */
  pending(): boolean;
}

/** Calls a function with the last arguments when it was not called for so many milliseconds. */
export function debounce<Args extends unknown[]>(
  work: (...args: Args) => void,
  wait: number,
  options: DebounceOptions = {},
): Delayed<Args> {
  const { leading = false } = options;
  const timer = delayedCall(work, wait);
  const later = (...args: Args): void => {
    const isFirst = !timer.isRunning();
    if (leading && isFirst) work(...args);
    timer.start(leading ? undefined : args, wait, undefined);
  };
  return Object.assign(later, timer.controls);
}

/** Calls a function at once, and then at most every so many milliseconds, with the last arguments. */
export function throttle<Args extends unknown[]>(
  work: (...args: Args) => void,
  wait: number,
): Delayed<Args> {
  const timer = delayedCall(work, wait);
  let calledAt = Number.NEGATIVE_INFINITY;
  const spaced = (...args: Args): void => {
    const left = calledAt + wait - performance.now();
    if (left <= 0 && !timer.controls.pending()) {
      calledAt = performance.now();
      work(...args);
      return;
    }
    timer.start(args, Math.max(0, left), () => {
      calledAt = performance.now();
    });
  };
  return Object.assign(spaced, timer.controls);
}

/** Calls a function the first time, and gives what came of it ever after. What throws is tried again. */
export function once<Args extends unknown[], Result>(
  work: (...args: Args) => Result,
): (...args: Args) => Result {
  let done: { result: Result } | undefined;
  return (...args) => {
    done ??= { result: work(...args) };
    return done.result;
  };
}

/** One call that waits; starting it again puts it off. */
function delayedCall<Args extends unknown[]>(work: (...args: Args) => void, wait: number) {
  if (!(wait >= 0)) throw new RangeError('wait must be at least 0 milliseconds.');
  let timer: NodeJS.Timeout | undefined;
  let waiting: Args | undefined;
  let before: (() => void) | undefined;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
    waiting = undefined;
  };
  const fire = () => {
    const args = waiting;
    stop();
    if (!args) return;
    before?.();
    work(...args);
  };
  return {
    isRunning: () => timer !== undefined,
    start(args: Args | undefined, delay: number, first: (() => void) | undefined) {
      stop();
      waiting = args;
      before = first;
      timer = setTimeout(fire, delay);
    },
    controls: { cancel: stop, flush: fire, pending: () => waiting !== undefined },
  };
}
