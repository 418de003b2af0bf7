/**
 * @typedef {object} LruOptions
 * @property {number} [capacity] Most entries at a time.
 * @property {number | undefined} [ttl] Milliseconds after which an entry is gone.
 * @property {() => number} [now] Milliseconds of a clock.
 */

/**
 * @typedef {object} CacheStats
 * @property {number} size
 * @property {number} hits
 * @property {number} misses
 */

/**
 * @template Value
 * @typedef {{ value: Value; end: number; }} CacheEntry
 */

/**
 * Keeps the entries that were used last.
 *
 * @template [Value=unknown]
 */
export class LruCache {
  /** @type {number} */
  #capacity;
  /** @type {number} */
  #ttl;
  /** @type {() => number} */
  #now;
  /**
   * A map keeps the order in which keys were added: the first is the one to drop.
   * @type {Map<string, CacheEntry<Value>>}
   */
  #entries = new Map();
  #hits = 0;
  #misses = 0;

  /** @param {LruOptions} [options] */
  constructor(options = {}) {
    const { capacity = 100, ttl = Infinity, now = Date.now } = options;
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new RangeError('The capacity must be a whole number above zero.');
    }
    this.#capacity = capacity;
    this.#ttl = ttl;
    this.#now = now;
  }

  /**
   * Keeps a value under a key; the entry that was not used for the longest time makes room.
   *
   * @param {string} key
   * @param {Value} value
   * @param {{ ttl?: number | undefined }} [options]
   * @returns {void}
   */
  set(key, value, options = {}) {
    this.#entries.delete(key);
    this.#entries.set(key, { value, end: this.#now() + (options.ttl ?? this.#ttl) });
    if (this.#entries.size <= this.#capacity) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  /**
   * Gives the value of a key and counts as a use of it.
   *
   * @param {string} key
   * @returns {Value | undefined}
   */
  get(key) {
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

  /**
   * Says whether a key is there, without counting as a use.
   *
   * @param {string} key
   * @returns {boolean}
   */
  has(key) {
    return this.#living(key) !== undefined;
  }

  /**
   * Drops a key; says whether it was there.
   *
   * @param {string} key
   * @returns {boolean}
   */
  delete(key) {
    return this.#living(key) !== undefined && this.#entries.delete(key);
  }

  /**
   * Drops all entries; hits and misses stay counted.
   *
   * @returns {void}
   */
  clear() {
    this.#entries.clear();
  }

  /**
   * Counts entries, hits and misses.
   *
   * @returns {CacheStats}
   */
  stats() {
    for (const key of [...this.#entries.keys()]) this.#living(key);
    return { size: this.#entries.size, hits: this.#hits, misses: this.#misses };
  }

  /**
   * @param {string} key
   * @returns {CacheEntry<Value> | undefined}
   */
  #living(key) {
    const entry = this.#entries.get(key);
    if (!entry || this.#now() < entry.end) return entry;
    this.#entries.delete(key);
    return undefined;
  }
}
