export interface StoreOptions {
  /** Milliseconds of a clock. */
  now?: () => number;
}

interface KeptValue {
  value: unknown;
  /** When it is gone, in milliseconds of the clock. */
  end?: number;
}

export type KeyValueStoreState = Record<string, KeptValue>;

/** Keeps values by key, with an expiry if wanted. */
export class KeyValueStore {
  readonly #entries: Map<string, KeptValue>;
  readonly #now: () => number;

  constructor(options: StoreOptions = {}, state: KeyValueStoreState = {}) {
    this.#now = options.now ?? Date.now;
    this.#entries = new Map(Object.entries(state));
  }

  /** Keeps a value under a key, for `ttl` seconds where that is given. */
  set(key: string, value: unknown, options: { ttl?: number | undefined } = {}): void {
    const { ttl } = options;
    if (key === '') throw new RangeError('A key must not be empty.');
    this.#entries.set(key, ttl === undefined ? { value } : { value, end: this.#after(ttl) });
  }

  /** Gives the value of a key. */
  get(key: string): unknown {
    const entry = this.#living(key);
    if (!entry) throw new RangeError(`There is no key "${key}".`);
    return entry.value;
  }

  /** Drops a key; says whether it was there. */
  remove(key: string): boolean {
    return this.#living(key) !== undefined && this.#entries.delete(key);
  }

  /** Lists the keys in the order of the alphabet. */
  keys(options: { prefix?: string } = {}): string[] {
    const { prefix = '' } = options;
    return [...this.#entries.keys()]
      .filter((key) => key.startsWith(prefix) && this.#living(key) !== undefined)
      .sort();
  }

  /** Adds to a number; a key that is missing counts as 0. */
  increment(key: string, options: { by?: number } = {}): number {
    const { by = 1 } = options;
    const entry = this.#living(key);
    const value = entry?.value ?? 0;
    if (typeof value !== 'number') throw new RangeError(`The value of "${key}" is not a number.`);
    this.#entries.set(key, { ...entry, value: value + by });
    return value + by;
  }

  /** Lets a key go after so many seconds; says whether it was there. */
  expire(key: string, seconds: number): boolean {
    const end = this.#after(seconds);
    const entry = this.#living(key);
    if (entry) this.#entries.set(key, { ...entry, end });
    return entry !== undefined;
  }

  /** Says how many seconds a key will be there; undefined when it has no end. */
  secondsLeft(key: string): number | undefined {
    const entry = this.#living(key);
    if (!entry) throw new RangeError(`There is no key "${key}".`);
    return entry.end === undefined ? undefined : (entry.end - this.#now()) / 1000;
  }

  toJSON(): KeyValueStoreState {
    return Object.fromEntries(this.#entries);
  }

  #after(ttl: number): number {
    if (!(ttl > 0)) throw new RangeError('The ttl must be above zero.');
    return this.#now() + ttl * 1000;
  }

  #living(key: string): KeptValue | undefined {
    const entry = this.#entries.get(key);
    if (entry?.end === undefined || this.#now() < entry.end) return entry;
    this.#entries.delete(key);
    return undefined;
  }
}
