import { setTimeout as delay } from 'node:timers/promises';
import type { Job } from '@codewright/protocol/job';
import { CodewrightError, toCodewrightError } from '../shared/errors.ts';
import type { JobParts } from './contract.ts';
import { createDialogue } from './dialogue.ts';
import { Interrupted, runJob } from './run-job.ts';

export interface PoolOptions {
  /** Names this process in leases: `host:pid:start`. */
  name: string;
  concurrency: number;
  heartbeatMs: number;
  drainMs: number;
  /** Takes only this job, and stops after it (a command that runs its own job). */
  only?: string;
  /** Somebody can be asked: a job that stands at a limit waits for them, and ends by it otherwise. */
  attended?: boolean;
}

export interface Pool {
  /** Resolves when the pool has stopped: after `stop()`, or after the `only` job has ended or parked. */
  readonly done: Promise<void>;
  /** Takes no further job; running ones stop at their next step, or are cut off after the drain time and given back. */
  stop(): Promise<void>;
  /** Ids of the jobs that run now. */
  running(): string[];
}

/** Claims jobs and runs them. Every promise it starts is awaited before `done` resolves. */
export function startPool(parts: JobParts, options: PoolOptions): Pool {
  const running = new Map<string, AbortController>();
  const closing = new AbortController();
  let draining = false;

  async function lane(): Promise<void> {
    while (!draining) {
      const job = await next();
      const lost = job !== null && (await carry(job));
      // A machine that slept for longer than the lease finds its job in the queue again, where nobody else may be to take it.
      if (lost) continue;
      if (options.only !== undefined) return;
      if (job || draining) continue;
      await parts.queue.waitForWork(1000, closing.signal);
      // What waits may be locked by another: asked for again after a breath, so that nothing else in this process starves.
      await delay(5);
    }
  }

  /** The database may be away for a while: a worker that waits for any job outlives that, a command is told. */
  async function next(): Promise<Job | null> {
    if (options.only !== undefined) return parts.queue.claim(options.name, { job: options.only });
    try {
      return await parts.queue.claim(options.name);
    } catch (error) {
      parts.logger.error({ error: String(error) }, 'no job could be claimed; tried again later');
      await delay(options.heartbeatMs, undefined, { signal: closing.signal }).catch(() => undefined);
      return null;
    }
  }

  /** True when the job was taken from us in the middle. */
  async function carry(job: Job): Promise<boolean> {
    const fence = { job: job.id, epoch: job.epoch };
    const abort = new AbortController();
    running.set(job.id, abort);
    let paused = false;
    const beat = heart(job, abort, (asked) => {
      paused = asked;
    });
    try {
      const end = await runJob(job, parts, {
        signal: abort.signal,
        attended: options.attended ?? false,
        interrupt: () => (draining ? 'drain' : paused ? 'pause' : null),
      });
      if (end.kind === 'parked') await parts.queue.park(fence, end.waitingFor);
      else {
        await parts.queue.finish(fence, end.outcome);
        if (end.outcome.status === 'succeeded' && job.request.replay === undefined) await followOn(job);
      }
      return false;
    } catch (error) {
      return await settle(job, error);
    } finally {
      running.delete(job.id);
      await beat.stop();
    }
  }

  /** The lease is extended while the job runs; a beat that fails for good ends the run, since its writes would be refused. */
  function heart(job: Job, abort: AbortController, onPause: (asked: boolean) => void): { stop(): Promise<void> } {
    const stopped = new AbortController();
    const beating = (async () => {
      while (!stopped.signal.aborted) {
        try {
          const state = await parts.queue.heartbeat({ job: job.id, epoch: job.epoch });
          if (state.cancelRequested) abort.abort(new CodewrightError('CANCELLED', 'The job was cancelled.'));
          // Also taken back: a person may change their mind before the next step's border.
          onPause(state.pauseRequested);
        } catch (error) {
          const known = toCodewrightError(error);
          if (known.code === 'LEASE_LOST') abort.abort(known);
          else parts.logger.warn({ job: job.id, error: known.message }, 'heartbeat failed');
        }
        // Also looked at between beats, so that a cancel takes effect within a second.
        await parts.queue.waitForSignal(job.id, options.heartbeatMs, stopped.signal);
      }
    })();
    return {
      stop: async () => {
        stopped.abort();
        await beating;
      },
    };
  }

  /** Words that came while only gates were left to run: nobody has read them, so they are a request of their own. */
  async function followOn(job: Job): Promise<void> {
    const emit = () => Promise.reject(new CodewrightError('INTERNAL', 'A job that is over asks nothing.'));
    for (const { text } of await createDialogue({ ...parts, job, emit, approvalHours: null }).inbox()) {
      await parts.followUp(job, text).catch((error: unknown) => {
        parts.logger.warn(
          { job: job.id, error: toCodewrightError(error).message },
          'what was said too late could not be queued',
        );
      });
    }
  }

  /** True when there was nothing left to settle: another has the job now, or the queue. */
  async function settle(job: Job, error: unknown): Promise<boolean> {
    const fence = { job: job.id, epoch: job.epoch };
    try {
      if (error instanceof Interrupted) {
        if (error.why === 'pause') await parts.queue.park(fence, 'Paused by a person');
        else await parts.queue.release(fence, 'The worker is stopping');
        return false;
      }
      const known = toCodewrightError(error);
      if (known.code === 'LEASE_LOST') return true;
      if (known.code === 'CANCELLED') {
        if (draining && (await parts.queue.get(job.id)).status !== 'cancelling') {
          await parts.queue.release(fence, 'The worker is stopping');
          return false;
        }
        await parts.queue.finish(fence, {
          status: 'aborted',
          stopReason: 'cancelled',
          summary: 'Cancelled by a person',
        });
        return false;
      }
      parts.logger.error({ job: job.id, error: known.message, stack: known.stack }, 'job failed outside its workflow');
      await parts.queue.finish(fence, {
        status: 'failed',
        stopReason: 'error',
        summary: known.message,
        error: { code: known.code, message: known.message, ...(known.hint ? { hint: known.hint } : {}) },
      });
      return false;
    } catch (second) {
      if (toCodewrightError(second).code === 'LEASE_LOST') return true;
      // The rescuer takes the job over when its lease runs out; here only the reason can still be told.
      parts.logger.error({ job: job.id, error: String(second) }, 'the end of a job could not be recorded');
      if (options.only !== undefined) throw second;
      return false;
    }
  }

  const done = Promise.all(Array.from({ length: options.only ? 1 : options.concurrency }, () => lane())).then(
    () => undefined,
  );

  return {
    done,
    running: () => [...running.keys()],
    async stop() {
      draining = true;
      closing.abort();
      const cutOff = setTimeout(() => {
        for (const abort of running.values()) abort.abort(new CodewrightError('CANCELLED', 'The worker is stopping.'));
      }, options.drainMs);
      try {
        await done;
      } finally {
        clearTimeout(cutOff);
      }
    },
  };
}
