import type { Caps, Job, JobRequest, JobStatus, Mode, StopReason } from '@codewright/protocol/job';
import type { Fence } from '../ledger/contract.ts';

export interface NewJob {
  request: JobRequest;
  mode: Mode;
  caps: Caps;
  /** LogLine text of the checked intent. */
  intent: string;
  /** What intake and policy found, kept in the job_created entry. */
  intake: { rule: string | null; confidence: number; risk: number; verdict: string; approval?: string | null };
  /** Starts as `waiting_human` with these words instead of `queued`; `unpark` lets it go. */
  parked?: string;
  once?: Once;
  /** A worker of this process that does it at once: it is `running` from its first entry, so that no other takes it. */
  worker?: string;
}

/** A request that may come twice: the key names it, the fingerprint says that it is the same one. */
export interface Once {
  key: string;
  fingerprint: string;
}

export interface JobFilter {
  status?: JobStatus[];
  conversation?: string;
  mode?: Mode;
  createdBy?: string;
  /** 50 when absent. */
  limit?: number;
  /** Job id of the last one seen; newest first. */
  before?: string;
  /** That the goal holds; the last one may be the beginning of a word. */
  words?: readonly string[];
  oldestFirst?: boolean;
}

export interface JobOutcome {
  status: 'succeeded' | 'failed' | 'aborted';
  stopReason: StopReason;
  summary: string;
  result?: string;
  truthpack?: string;
  error?: { code: string; message: string; hint?: string };
}

/**
 * Jobs, durable before they are acknowledged. A claim is a lease: the worker beats it, whoever holds an older epoch is
 * refused. See docs/job-states.md for the state machine.
 */
export interface Queue {
  /** With `once` the job that its key has made before, if there is one. @throws CodewrightError INVALID_INPUT as `made`. */
  enqueue(job: NewJob): Promise<Job>;
  /** The job that a key has made. @throws CodewrightError INVALID_INPUT when that was another request. */
  made(once: Once): Promise<Job | null>;
  /**
   * The oldest job that waits (or only the named one, also where it was enqueued for this worker), or null. Two callers never
   * get the same one.
   */
  claim(worker: string, options?: { job?: string }): Promise<Job | null>;
  /** Extends the lease. @throws CodewrightError LEASE_LOST when another worker has taken over. */
  heartbeat(fence: Fence): Promise<{ cancelRequested: boolean; pauseRequested: boolean }>;
  finish(fence: Fence, outcome: JobOutcome): Promise<void>;
  /** Parks the job until a person answers; the lease ends. */
  park(fence: Fence, waitingFor: string): Promise<void>;
  /** Puts a parked job back into the queue (after an answer). A job that is not parked is left as it is. `by` null: its time was over. */
  unpark(job: string, by: string | null): Promise<void>;
  /**
   * Puts a job that its budget has ended back into the queue, with what it may spend from now on.
   * @throws CodewrightError CONFLICT when it has ended otherwise, or not at all.
   */
  reopen(job: string, caps: Caps, by: string): Promise<Job>;
  /** Gives the job back without counting an attempt (drain). */
  release(fence: Fence, reason: string): Promise<void>;
  /** A queued or parked job is aborted at once; a running one becomes `cancelling` and its worker is told. */
  requestCancel(job: string, by: string): Promise<Job>;
  /** Asks the worker to park the job at its next step's border; a queued job is parked at once. `unpark` takes it back. */
  requestPause(job: string, by: string): Promise<Job>;
  /** Resolves when a cancel or pause of this job is requested, or after `ms`, or when the signal fires; never rejects. */
  waitForSignal(job: string, ms: number, signal: AbortSignal): Promise<void>;
  /** Requeues jobs whose lease has run out, or whose worker is known to be dead (`isAlive` false: same host, no such process); those out of attempts fail (dead letter). Returns their ids. */
  rescue(isAlive?: (worker: string) => boolean): Promise<{ requeued: string[]; failed: string[] }>;
  /** @throws CodewrightError NOT_FOUND. Accepts a full id or an unambiguous ending of at least 4 characters. */
  get(id: string): Promise<Job>;
  list(filter: JobFilter): Promise<Job[]>;
  /** Resolves when there may be something to claim, or after `ms`. */
  waitForWork(ms: number, signal: AbortSignal): Promise<void>;
}
