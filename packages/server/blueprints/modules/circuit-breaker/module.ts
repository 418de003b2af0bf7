export interface CircuitBreakerOptions {
  /** Failures in a row that open it. */
  failures?: number;
  /** Milliseconds until one call is let through again. */
  wait?: number;
  /** Milliseconds. */
  now?: () => number;
}

/** The breaker is open: nothing was called. */
export class CircuitOpenError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CircuitOpenError';
  }
}

/** Whether calls go through, by how the last ones went. */
export class CircuitBreaker {
  readonly #allowed: number;
  readonly #wait: number;
  readonly #now: () => number;
  #failed = 0;
  #openedAt: number | undefined;
  #isTrying = false;

  constructor(options: CircuitBreakerOptions = {}) {
    const { failures = 5, wait = 30_000, now = Date.now } = options;
    if (failures < 1 || wait < 0)
      throw new RangeError('failures must be at least 1, wait at least 0.');
    this.#allowed = failures;
    this.#wait = wait;
    this.#now = now;
  }

  /** Calls a function. @throws CircuitOpenError while it is open; half-open, one call at a time goes through. */
  async call<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    const state = this.state();
    if (state === 'open' || (state === 'half-open' && this.#isTrying)) {
      throw new CircuitOpenError('The circuit is open.');
    }
    this.#isTrying = state === 'half-open';
    try {
      const result = await work();
      this.reset();
      return result;
    } catch (error) {
      this.#failed += 1;
      if (state === 'half-open' || this.#failed >= this.#allowed) this.#openedAt = this.#now();
      throw error;
    } finally {
      this.#isTrying = false;
    }
  }

  state(): 'closed' | 'open' | 'half-open' {
    if (this.#openedAt === undefined) return 'closed';
    return this.#now() - this.#openedAt < this.#wait ? 'open' : 'half-open';
  }

  /** Closes it. */
  reset(): void {
    this.#failed = 0;
    this.#openedAt = undefined;
  }
}
