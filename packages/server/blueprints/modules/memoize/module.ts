export interface MemoizeOptions<Args extends unknown[]> {
  /** Most results to remember; the one that was not asked for the longest is forgotten first. */
  size?: number;
  /** Milliseconds for which a result is remembered, 0 for ever. */
  ttl?: number;
  /** What tells arguments apart; JSON if not given. */
  key?: (...args: Args) => unknown;
  /** Milliseconds. */
  now?: () => number;
}

export interface Memoized<Args extends unknown[], Result> {
  (...args: Args): Result;
  /** Forgets all results. */
  clear(): void;
  /** How many are remembered. */
  size(): number;
}

/** Makes a function that remembers its results. A promise that is rejected is forgotten. */
export function memoize<Args extends unknown[], Result>(
  work: (...args: Args) => Result,
  options: MemoizeOptions<Args> = {},
): Memoized<Args, Result> {
  const { size = 100, ttl = 0, key = (...args) => JSON.stringify(args), now = Date.now } = options;
  if (size < 1 || ttl < 0) throw new RangeError('size must be at least 1, ttl at least 0.');
  const results = new Map<unknown, { result: Result; until: number }>();
  const remembered = (...args: Args): Result => {
    const name = key(...args);
    const known = results.get(name);
    results.delete(name);
    const isFresh = known !== undefined && now() < known.until;
    const entry = isFresh
      ? known
      : { result: work(...args), until: ttl === 0 ? Number.POSITIVE_INFINITY : now() + ttl };
    results.set(name, entry);
    const [oldest] = results.keys();
    if (results.size > size) results.delete(oldest);
    if (!isFresh && entry.result instanceof Promise) {
      entry.result.catch(() => {
        if (results.get(name) === entry) results.delete(name);
      });
    }
    return entry.result;
  };
  return Object.assign(remembered, { clear: () => results.clear(), size: () => results.size });
}
