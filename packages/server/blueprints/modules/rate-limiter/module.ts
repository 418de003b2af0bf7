export interface BucketOptions {
  /** Most tokens of a key. */
  capacity?: number;
  /** Tokens that come back each second. */
  refillPerSecond?: number;
  /** Milliseconds of a clock. */
  now?: () => number;
}

export interface Taken {
  allowed: boolean;
  /** Whole tokens that are left. */
  left: number;
  /** Milliseconds until there are enough; 0 when it was allowed. */
  waitMs: number;
}

interface Bucket {
  tokens: number;
  /** When they were counted. */
  at: number;
}

/** Gives each key tokens that come back over time. */
export class TokenBucket {
  readonly #capacity: number;
  readonly #perMs: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(options: BucketOptions = {}) {
    const { capacity = 10, refillPerSecond = 1, now = Date.now } = options;
    if (!(capacity >= 1 && refillPerSecond > 0)) {
      throw new RangeError('The capacity must be at least 1 and the refill above zero.');
    }
    this.#capacity = capacity;
    this.#perMs = refillPerSecond / 1000;
    this.#now = now;
  }

  /** Takes tokens of a key if there are enough. */
  take(key: string, options: { tokens?: number } = {}): Taken {
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

  /** Counts the whole tokens of a key. */
  available(key: string): number {
    return Math.floor(this.#tokensOf(key));
  }

  #tokensOf(key: string): number {
    const bucket = this.#buckets.get(key);
    if (!bucket) return this.#capacity;
    const gained = (this.#now() - bucket.at) * this.#perMs;
    return Math.min(this.#capacity, bucket.tokens + gained);
  }

  /** A full bucket is as good as none, so keys that rest need no memory. */
  #keep(key: string, tokens: number): void {
    for (const other of [...this.#buckets.keys()].slice(0, 2)) {
      if (this.#tokensOf(other) >= this.#capacity) this.#buckets.delete(other);
    }
    this.#buckets.set(key, { tokens, at: this.#now() });
  }
}
