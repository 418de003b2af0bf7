export interface TaskQueueOptions {
  /** How many run at once. */
  concurrency?: number;
  /** How often a function that failed runs again. */
  retries?: number;
}

interface WaitingTask {
  priority: number;
  run: () => Promise<void>;
}

/** Functions that wait for their turn. */
export class TaskQueue {
  readonly #concurrency: number;
  readonly #retries: number;
  readonly #waiting: WaitingTask[] = [];
  #running = 0;
  #isPaused = false;
  #idle: (() => void)[] = [];

  constructor(options: TaskQueueOptions = {}) {
    const { concurrency = 4, retries = 0 } = options;
    if (!Number.isInteger(concurrency) || concurrency < 1) {
      throw new RangeError('concurrency must be at least 1.');
    }
    if (!Number.isInteger(retries) || retries < 0) {
      throw new RangeError('retries must be at least 0.');
    }
    this.#concurrency = concurrency;
    this.#retries = retries;
  }

  /** Adds a function and gives what it gives; of those that wait the largest priority runs first. */
  add<Result>(
    task: () => Result | Promise<Result>,
    options: { priority?: number } = {},
  ): Promise<Result> {
    const { priority = 0 } = options;
    return new Promise<Result>((resolve, reject) => {
      const run = () => this.#attempt(task).then(resolve, reject);
      const behind = this.#waiting.findIndex((other) => other.priority < priority);
      this.#waiting.splice(behind < 0 ? this.#waiting.length : behind, 0, { priority, run });
      this.#startMore();
    });
  }

  /** Starts no more of them; those that run go on. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#startMore();
  }

  /** Waits until nothing runs and nothing waits. */
  async idle(): Promise<void> {
    if (this.#running === 0 && this.#waiting.length === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Counts those that wait. */
  waiting(): number {
    return this.#waiting.length;
  }

  async #attempt<Result>(task: () => Result | Promise<Result>): Promise<Result> {
    for (let left = this.#retries; ; left -= 1) {
      try {
        return await task();
      } catch (error) {
        if (left <= 0) throw error;
      }
    }
  }

  #startMore(): void {
    while (!this.#isPaused && this.#running < this.#concurrency) {
      const next = this.#waiting.shift();
      if (!next) break;
      this.#running += 1;
      void next.run().finally(() => {
        this.#running -= 1;
        this.#startMore();
      });
    }
    if (this.#running > 0 || this.#waiting.length > 0) return;
    const done = this.#idle;
    this.#idle = [];
    for (const tell of done) tell();
  }
}
