export interface LruOptions {
  /** Most entries at a time. */
  capacity?: number;
  /** Milliseconds after which an entry is gone. */
  ttl?: number | undefined;
  /** Milliseconds of a clock. */
  now?: () => number;
}

export interface CacheStats {
  size: number;
  hits: number;
  misses: number;
}

interface CacheEntry<Value> {
  value: Value;
  /** When it is gone, on the cache's clock. */
  end: number;
}

/** Keeps the entries that were used last. */
export class LruCache<Value = unknown> {
  readonly #capacity: number;
  readonly #ttl: number;
  readonly #now: () => number;
  /** A map keeps the order in which keys were added: the first is the one to drop. */
  readonly #entries = new Map<string, CacheEntry<Value>>();
  #hits = 0;
  #misses = 0;

  constructor(options: LruOptions = {}) {
    const { capacity = 100, ttl = Infinity, now = Date.now } = options;
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new RangeError('The capacity must be a whole number above zero.');
    }
    this.#capacity = capacity;
    this.#ttl = ttl;
    this.#now = now;
  }

  /** Keeps a value under a key; the entry that was not used for the longest time makes room. */
  set(key: string, value: Value, options: { ttl?: number | undefined } = {}): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, end: this.#now() + (options.ttl ?? this.#ttl) });
    if (this.#entries.size <= this.#capacity) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  /** Gives the value of a key and counts as a use of it. */
  get(key: string): Value | undefined {
    const entry = this.#living(key);
    if (!entry) {
      this.#misses += 1;
      return undefined;
    }
    this.#hits += 1;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Says whether a key is there, without counting as a use. */
  has(key: string): boolean {
    return this.#living(key) !== undefined;
  }

  /** Drops a key; says whether it was there. */
  delete(key: string): boolean {
    return this.#living(key) !== undefined && this.#entries.delete(key);
  }

  /** Drops all entries; hits and misses stay counted. */
  clear(): void {
    this.#entries.clear();
  }

  /** Counts entries, hits and misses. */
  stats(): CacheStats {
    for (const key of [...this.#entries.keys()]) this.#living(key);
    return { size: this.#entries.size, hits: this.#hits, misses: this.#misses };
  }

  #living(key: string): CacheEntry<Value> | undefined {
    const entry = this.#entries.get(key);
    if (!entry || this.#now() < entry.end) return entry;
    this.#entries.delete(key);
    return undefined;
  }
}
