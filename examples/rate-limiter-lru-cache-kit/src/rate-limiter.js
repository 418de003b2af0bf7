/**
 * @typedef {object} BucketOptions
 * @property {number} [capacity] Most tokens of a key.
 * @property {number} [refillPerSecond] Tokens that come back each second.
 * @property {() => number} [now] Milliseconds of a clock.
 */

/**
 * @typedef {object} Taken
 * @property {boolean} allowed
 * @property {number} left Whole tokens that are left.
 * @property {number} waitMs Milliseconds until there are enough; 0 when it was allowed.
 */

/**
 * @typedef {object} Bucket
 * @property {number} tokens
 * @property {number} at When they were counted.
 */

/** Gives each key tokens that come back over time. */
export class TokenBucket {
  /** @type {number} */
  #capacity;
  /** @type {number} */
  #perMs;
  /** @type {() => number} */
  #now;
  /** @type {Map<string, Bucket>} */
  #buckets = new Map();

  /** @param {BucketOptions} [options] */
  constructor(options = {}) {
    const { capacity = 10, refillPerSecond = 1, now = Date.now } = options;
    if (!(capacity >= 1 && refillPerSecond > 0)) {
      throw new RangeError('The capacity must be at least 1 and the refill above zero.');
    }
    this.#capacity = capacity;
    this.#perMs = refillPerSecond / 1000;
    this.#now = now;
  }

  /**
   * Takes tokens of a key if there are enough.
   *
   * @param {string} key
   * @param {{ tokens?: number }} [options]
   * @returns {Taken}
   */
  take(key, options = {}) {
    const { tokens = 1 } = options;
    if (!(tokens > 0)) throw new RangeError('The number of tokens must be above zero.');
    if (tokens > this.#capacity) {
      throw new RangeError(`A bucket has a capacity of ${this.#capacity} tokens.`);
    }
    const found = this.#tokensOf(key);
    const allowed = found >= tokens;
    const left = allowed ? found - tokens : found;
    this.#keep(key, left);
    return {
      allowed,
      left: Math.floor(left),
      waitMs: allowed ? 0 : Math.ceil((tokens - found) / this.#perMs),
    };
  }

  /**
   * Counts the whole tokens of a key.
   *
   * @param {string} key
   * @returns {number}
   */
  available(key) {
    return Math.floor(this.#tokensOf(key));
  }

  /**
   * @param {string} key
   * @returns {number}
   */
  #tokensOf(key) {
    const bucket = this.#buckets.get(key);
    if (!bucket) return this.#capacity;
    const gained = (this.#now() - bucket.at) * this.#perMs;
    return Math.min(this.#capacity, bucket.tokens + gained);
  }

  /**
   * A full bucket is as good as none, so keys that rest need no memory.
   *
   * @param {string} key
   * @param {number} tokens
   * @returns {void}
   */
  #keep(key, tokens) {
    for (const other of [...this.#buckets.keys()].slice(0, 2)) {
      if (this.#tokensOf(other) >= this.#capacity) this.#buckets.delete(other);
    }
    this.#buckets.set(key, { tokens, at: this.#now() });
  }
}
