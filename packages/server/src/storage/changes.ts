/** Who wants to know of commits, and the watch that runs only while somebody does. */
export interface Changes {
  onChange(listener: () => void): () => void;
  notify(): void;
  stop(): void;
}

/** Work commits two or three times in a row: whoever looks a moment later looks once, and not in the middle of it. Milliseconds. */
const gatherMs = 5;

/** `watch` starts seeing what other processes commit and returns what ends it. */
export function createChanges(watch: (notify: () => void) => () => void): Changes {
  const listeners = new Set<() => void>();
  let stopWatching: (() => void) | null = null;
  let gathering: NodeJS.Timeout | undefined;
  const call = () => {
    gathering = undefined;
    for (const listener of listeners) listener();
  };
  const notify = () => {
    if (listeners.size > 0) gathering ??= setTimeout(call, gatherMs);
  };
  const stop = () => {
    clearTimeout(gathering);
    gathering = undefined;
    stopWatching?.();
    stopWatching = null;
  };
  return {
    onChange: (listener) => {
      // A function of its own per call: the same listener may listen twice.
      const own = () => listener();
      listeners.add(own);
      stopWatching ??= watch(notify);
      return () => {
        listeners.delete(own);
        if (listeners.size === 0) stop();
      };
    },
    notify,
    stop: () => {
      listeners.clear();
      stop();
    },
  };
}
