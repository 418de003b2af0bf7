export interface JobQueueOptions {
  /** How often a job is handed out before it is dead. */
  attempts?: number;
  /** Milliseconds. */
  now?: () => number;
}

export interface QueuedJob {
  id: number;
  payload: unknown;
  priority: number;
  state: 'waiting' | 'leased' | 'done' | 'dead';
  /** How often it was handed out. */
  attempts: number;
}

export interface JobQueueState {
  jobs: (QueuedJob & { until?: number })[];
}

export interface AddJobOptions {
  /** The largest comes first. */
  priority?: number;
}

export interface LeaseOptions {
  /** Seconds until the job is handed out again. */
  seconds?: number;
}

/** Jobs that wait, are leased, or are done with. */
export class JobQueue {
  readonly #jobs: Map<number, QueuedJob>;
  /** When the lease of a job runs out, on the clock. */
  readonly #until: Map<number, number>;
  readonly #attempts: number;
  readonly #now: () => number;

  constructor(options: JobQueueOptions = {}, state: JobQueueState = { jobs: [] }) {
    const { attempts = 3, now = Date.now } = options;
    if (attempts < 1) throw new RangeError('A job has at least 1 attempt.');
    this.#attempts = attempts;
    this.#now = now;
    this.#jobs = new Map(state.jobs.map(({ until: _, ...job }) => [job.id, { ...job }]));
    this.#until = new Map(
      state.jobs.flatMap(({ id, until }) => (until === undefined ? [] : [[id, until]])),
    );
  }

  add(payload: unknown, options: AddJobOptions = {}): QueuedJob {
    const { priority = 0 } = options;
    const job: QueuedJob = {
      id: this.#jobs.size + 1,
      payload,
      priority,
      state: 'waiting',
      attempts: 0,
    };
    this.#jobs.set(job.id, job);
    return { ...job };
  }

  /** Hands out the most urgent job, of equals the first that came; undefined where none waits. */
  lease(options: LeaseOptions = {}): QueuedJob | undefined {
    const { seconds = 30 } = options;
    if (seconds < 1) throw new RangeError('A lease lasts at least 1 second.');
    this.#endLeases();
    const waiting = [...this.#jobs.values()].filter(({ state }) => state === 'waiting');
    const [job] = waiting.sort((a, b) => b.priority - a.priority || a.id - b.id);
    if (!job) return undefined;
    job.state = 'leased';
    job.attempts += 1;
    this.#until.set(job.id, this.#now() + seconds * 1000);
    return { ...job };
  }

  finish(id: number): QueuedJob {
    const job = this.#leased(id);
    this.#until.delete(id);
    job.state = 'done';
    return { ...job };
  }

  /** Gives a leased job back; after all attempts it is dead. */
  fail(id: number): QueuedJob {
    const job = this.#leased(id);
    this.#giveBack(job);
    return { ...job };
  }

  job(id: number): QueuedJob {
    this.#endLeases();
    return { ...this.#need(id) };
  }

  counts(): Record<QueuedJob['state'], number> {
    this.#endLeases();
    const counts = { waiting: 0, leased: 0, done: 0, dead: 0 };
    for (const { state } of this.#jobs.values()) counts[state] += 1;
    return counts;
  }

  toJSON(): JobQueueState {
    const jobs = [...this.#jobs.values()].map((job) => {
      const until = this.#until.get(job.id);
      return until === undefined ? { ...job } : { ...job, until };
    });
    return { jobs };
  }

  #need(id: number): QueuedJob {
    const job = this.#jobs.get(id);
    if (!job) throw new RangeError(`There is no job ${id}.`);
    return job;
  }

  #leased(id: number): QueuedJob {
    this.#endLeases();
    const job = this.#need(id);
    if (job.state !== 'leased') throw new RangeError(`Job ${id} is not leased.`);
    return job;
  }

  #endLeases(): void {
    for (const [id, until] of [...this.#until]) {
      if (until <= this.#now()) this.#giveBack(this.#need(id));
    }
  }

  #giveBack(job: QueuedJob): void {
    this.#until.delete(job.id);
    job.state = job.attempts < this.#attempts ? 'waiting' : 'dead';
  }
}
