import { randomBytes } from 'node:crypto';
import type { Actor, EntryDraft } from '@codewright/protocol/event';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { Job } from '@codewright/protocol/job';
import type { Fence, TransactionalLedger } from '../ledger/contract.ts';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';
import type { Chain, Storage, Writes } from '../storage/contract.ts';
import type { NewJob, Queue } from './contract.ts';
import { findOnce, idFor, lockOf } from './once.ts';
import { assertTransition, type Operation } from './transitions.ts';
import { waitUntil } from './wait.ts';

export interface QueueOptions {
  clock: Clock;
  /** How long a worker may be silent before its job goes to another; 30,000 when absent. */
  leaseMs?: number;
  /** How often a job is given to a worker before it fails; 3 when absent. */
  maxAttempts?: number;
}

type Change = JsonObject & { to: Job['status'] };
type HeldChain = Chain & { job: Job };

/** Entries after which a parked job would go on, and those that ask for one. */
const answers = ['approval-answered', 'question-answered', 'pause-withdrawn'];
const questions = ['approval-requested', 'question-asked'];
const pausedByPerson = 'Paused by a person';

export function createQueue(storage: Storage, ledger: TransactionalLedger, options: QueueOptions): Queue {
  const { clock, leaseMs = 30_000, maxAttempts = 3 } = options;

  /** What the workers of this process know of requests: only news is a signal. */
  const told = new Map<string, Requests>();

  /** Records the change of a job's state; the table of transitions has the last word. */
  const move = async (
    tx: Writes,
    chain: HeldChain,
    step: { operation: Operation; change: Change; actor: Actor; summary: string; fence?: Fence },
  ): Promise<Job> => {
    assertTransition(step.operation, chain.job.status, step.change.to);
    const data = { from: chain.job.status, ...step.change };
    const draft: EntryDraft = { job: chain.id, kind: 'job_status', actor: step.actor, summary: step.summary, data };
    const held = { locked: [chain], ...(step.fence ? { fence: step.fence } : {}) };
    const { chains } = await ledger.appendWithin(tx, [draft], held);
    if (step.change.to !== 'cancelling') {
      await tx.endLease(chain.id);
      told.delete(chain.id);
    }
    return jobOf(chains.get(chain.id), chain.id);
  };

  const audit = async (tx: Writes, chain: HeldChain, event: string, by: string, what: string): Promise<Job> => {
    const summary = `${by} ${what}.`;
    const draft: EntryDraft = { job: chain.id, kind: 'audit', actor: person(by), summary, data: { event, by } };
    const { chains } = await ledger.appendWithin(tx, [draft], { locked: [chain] });
    return jobOf(chains.get(chain.id), chain.id);
  };

  /** One change by the worker that holds the job. */
  const moveHeld = (fence: Fence, operation: Operation, decide: (job: Job, tx: Writes) => Promise<Decision>) =>
    storage.write(async (tx) => {
      const chain = await lockJob(tx, fence.job);
      const { change, summary } = await decide(chain.job, tx);
      const actor: Actor = { type: 'system', id: chain.job.worker ?? 'worker' };
      // The fence goes before the transition: a worker that lost the job is told so, not that the state is wrong.
      await ledger.appendWithin(tx, [], { fence, locked: [chain] });
      return move(tx, chain, { operation, change, actor, summary, fence });
    });

  const take = async (tx: Writes, chain: HeldChain, worker: string): Promise<Job> => {
    const { job } = chain;
    const data = { from: 'queued', to: 'running', worker, epoch: job.epoch + 1, attempt: job.attempts + 1 };
    const summary = `Worker ${worker} took the job (attempt ${data.attempt}).`;
    const draft: EntryDraft = { job: job.id, kind: 'job_claimed', actor: system(worker), summary, data };
    const { chains } = await ledger.appendWithin(tx, [draft], { locked: [chain] });
    const now = clock.now().getTime();
    await tx.setLease(job.id, { expiresAt: now + leaseMs, heartbeatAt: now });
    return { ...jobOf(chains.get(job.id), job.id), heartbeatAt: new Date(now).toISOString() };
  };

  /** Jobs that were taken as they were queued, by epoch, until their worker asks for them. */
  const handed = new Map<string, { worker: string; epoch: number }>();

  const queue: Queue = {
    enqueue: async ({ parked, worker, ...job }) => {
      const queued = await storage.write(async (tx) => {
        if (job.once) {
          await tx.lockChain(lockOf(job.once));
          const made = await findOnce(tx, job.once);
          if (made) return made;
        }
        const { id, createdBy } = await enqueue(tx, ledger, job);
        const chain = await lockJob(tx, id);
        // In the same transaction: no other worker ever sees it queued.
        if (parked !== undefined) {
          const change: Change = { to: 'waiting_human', waitingFor: parked };
          return move(tx, chain, {
            operation: 'pause',
            change,
            actor: person(createdBy),
            summary: `Held back: ${parked}`,
          });
        }
        return worker === undefined ? chain.job : take(tx, chain, worker);
      });
      if (worker !== undefined && queued.worker === worker) handed.set(queued.id, { worker, epoch: queued.epoch });
      return queued;
    },

    made: (once) => findOnce(storage, once),

    claim: async (worker, { job: only } = {}) => {
      const own = only === undefined ? undefined : handed.get(only);
      if (only !== undefined) handed.delete(only);
      const taking = async (tx: Writes): Promise<Job | null> => {
        const chain = only === undefined ? await tx.lockOldestQueued() : await tx.lockChain(only);
        if (!chain?.job) return null;
        const { job } = chain;
        if (job.status === 'queued') return take(tx, { ...chain, job }, worker);
        const isHeld = job.status === 'running' || job.status === 'cancelling';
        return isHeld && own?.worker === worker && job.worker === worker && job.epoch === own.epoch ? job : null;
      };
      // Nobody was promised anything: after a power cut the job is queued as before, and whoever had taken it is gone with the machine.
      return storage.write(taking, { durable: 'soon' });
    },

    heartbeat: (fence) =>
      storage.write(async (tx) => {
        const chain = await lockJob(tx, fence.job);
        told.delete(fence.job);
        await ledger.appendWithin(tx, [], { fence, locked: [chain] });
        const now = clock.now().getTime();
        await tx.setLease(fence.job, { expiresAt: now + leaseMs, heartbeatAt: now });
        const requests = requestsOf(chain.job);
        told.set(fence.job, requests);
        return requests;
      }),

    finish: async (fence, outcome) => {
      const { status, summary, ...rest } = outcome;
      const change = { to: status, ...rest };
      await moveHeld(fence, 'finish', async () => ({ change: change as Change, summary }));
    },

    park: async (fence, waitingFor) => {
      await moveHeld(fence, 'park', async (job, tx) => {
        if (job.status === 'cancelling') return aborted('It was cancelled while it waited.');
        if (job.pauseRequestedAt === null && (await answeredMeanwhile(tx, job.id))) {
          // The answer came before the job was parked: nobody would wake it again.
          const change: Change = { to: 'queued', attempts: job.attempts - 1, reason: 'answered' };
          return { change, summary: 'The answer is there already; the job goes on.' };
        }
        // Waiting for a person is no failed attempt.
        const change: Change = { to: 'waiting_human', waitingFor, attempts: job.attempts - 1 };
        return { change, summary: `Waits for a person: ${waitingFor}` };
      });
    },

    unpark: (job, by) =>
      storage.write(async (tx) => {
        const chain = await lockJob(tx, job);
        if (chain.job.pauseRequestedAt !== null && by !== null)
          await audit(tx, chain, 'pause-withdrawn', by, 'took the pause back');
        if (chain.job.status !== 'waiting_human') return;
        const change: Change = { to: 'queued', ...(by === null ? {} : { by }) };
        const actor = by === null ? system('clock') : person(by);
        await move(tx, chain, { operation: 'unpark', change, actor, summary: 'The job goes on.' });
      }),

    reopen: (job, caps, by) =>
      storage.write(async (tx) => {
        const chain = await lockJob(tx, job);
        const { status, stopReason } = chain.job;
        if (status !== 'failed' || !stopReason?.endsWith('_limit')) {
          throw new CodewrightError('CONFLICT', `Job ${job} was not ended by its budget (${status}).`);
        }
        const change: Change = { to: 'queued', by, attempts: 0, caps: { ...caps }, reopened: true };
        const summary = `${by} raised the budget; the job goes on.`;
        return move(tx, chain, { operation: 'reopen', change, actor: person(by), summary });
      }),

    release: async (fence, reason) => {
      await moveHeld(fence, 'release', async (job) => {
        if (job.status === 'cancelling') return aborted('It was cancelled while its worker stopped.');
        const change: Change = { to: 'queued', attempts: job.attempts - 1, reason };
        return { change, summary: `Given back by its worker: ${reason}` };
      });
    },

    requestCancel: (job, by) =>
      storage.write(async (tx) => {
        const chain = await lockJob(tx, job);
        const { status } = chain.job;
        if (status === 'running') {
          const change: Change = { to: 'cancelling', by };
          const summary = `${by} asked to cancel the job.`;
          return move(tx, chain, { operation: 'cancel', change, actor: person(by), summary });
        }
        if (status !== 'queued' && status !== 'waiting_human') return chain.job;
        const { change } = aborted('');
        const summary = `${by} cancelled the job.`;
        return move(tx, chain, { operation: 'cancel', change: { ...change, by }, actor: person(by), summary });
      }),

    requestPause: (job, by) =>
      storage.write(async (tx) => {
        const chain = await lockJob(tx, job);
        if (chain.job.status === 'running' && chain.job.pauseRequestedAt === null) {
          return audit(tx, chain, 'pause-requested', by, 'asked to pause the job');
        }
        if (chain.job.status !== 'queued') return chain.job;
        const change: Change = { to: 'waiting_human', waitingFor: pausedByPerson, by };
        const summary = `${by} paused the job.`;
        return move(tx, chain, { operation: 'pause', change, actor: person(by), summary });
      }),

    waitForSignal: (job, ms, signal) =>
      waitUntil(storage, { ms, signal, everyMs: 50 }, async () => {
        const now = await storage.job(job);
        const known = told.get(job);
        if (!now || !known) return false;
        const requests = requestsOf(now);
        return requests.cancelRequested !== known.cancelRequested || requests.pauseRequested !== known.pauseRequested;
      }),

    rescue: async (isAlive = () => true) => {
      const outcome: { requeued: string[]; failed: string[] } = { requeued: [], failed: [] };
      const isStale = (worker: string | null, expiresAt: number | null) =>
        expiresAt === null || expiresAt < clock.now().getTime() || (worker !== null && !isAlive(worker));
      for (const { job, expiresAt } of await storage.heldJobs()) {
        if (!isStale(job.worker, expiresAt)) continue;
        const to = await storage.write(async (tx) => {
          // Looks again under the lock: the worker may have come back, or another rescuer was faster.
          const chain = await lockJob(tx, job.id);
          const held = chain.job.status === 'running' || chain.job.status === 'cancelling';
          const lease = await tx.lease(job.id);
          if (!held || !isStale(chain.job.worker, lease?.expiresAt ?? null)) return null;
          const { change, summary } = rescueDecision(chain.job, maxAttempts);
          await move(tx, chain, { operation: 'rescue', change, actor: system('rescuer'), summary });
          return change.to;
        });
        if (to === 'queued') outcome.requeued.push(job.id);
        if (to === 'failed') outcome.failed.push(job.id);
      }
      return outcome;
    },

    get: async (id) => {
      const job = await storage.job(id);
      if (job) return job;
      const found = /^[0-9a-f-]{4,36}$/i.test(id) ? await storage.jobsEndingWith(id.toLowerCase(), 2) : [];
      if (found.length === 1 && found[0]) return found[0];
      if (found.length === 0) throw notFound(id);
      throw new CodewrightError('NOT_FOUND', `More than one job ends in ${id}.`, { hint: 'Give more of its id.' });
    },

    list: ({ limit = 50, ...filter }) => storage.jobs({ ...filter, limit }),

    // Most commits are not about new work; asking costs microseconds.
    waitForWork: (ms, signal) => waitUntil(storage, { ms, signal, everyMs: 0 }, () => storage.hasQueued()),
  };
  return queue;
}

interface Decision {
  change: Change;
  summary: string;
}

function rescueDecision(job: Job, maxAttempts: number): Decision {
  const worker = job.worker ?? 'unknown';
  if (job.status === 'cancelling') return aborted(`Its worker ${worker} fell silent while it was being cancelled.`);
  if (job.pauseRequestedAt !== null) {
    const change: Change = { to: 'waiting_human', waitingFor: pausedByPerson, reason: `worker ${worker} fell silent` };
    return { change, summary: `Worker ${worker} fell silent; the job stays paused, as it was asked to.` };
  }
  if (job.attempts < maxAttempts) {
    const change: Change = { to: 'queued', reason: `worker ${worker} fell silent` };
    return { change, summary: `Worker ${worker} fell silent; the job goes back into the queue.` };
  }
  const error = {
    code: 'LEASE_LOST',
    message: `The job was given up after ${job.attempts} attempts: each time its worker fell silent before it was done.`,
    hint: 'Look at the last entries of the job, and at the log of the workers.',
  };
  return { change: { to: 'failed', stopReason: 'error', error }, summary: error.message };
}

function aborted(summary: string): Decision {
  return { change: { to: 'aborted', stopReason: 'cancelled' }, summary };
}

async function enqueue(
  tx: Writes,
  ledger: TransactionalLedger,
  { request, once, ...job }: Omit<NewJob, 'parked'>,
): Promise<Job> {
  const id = idFor(once);
  const parent = request.parent === undefined ? null : await tx.job(request.parent);
  if (request.parent !== undefined && parent === null) throw notFound(request.parent);
  const data: JsonObject = {
    // Fields that are absent leave no trace in JSON, so the row of today equals the row of a rebuild.
    request: JSON.parse(JSON.stringify(request)) as JsonValue,
    mode: job.mode,
    caps: { ...job.caps },
    intent: job.intent,
    intentHash: sha256(job.intent),
    intake: { ...job.intake },
    trace: parent?.trace ?? randomBytes(16).toString('hex'),
    ...(once === undefined ? {} : { fingerprint: once.fingerprint }),
  };
  const summary = request.goal.length > 200 ? `${request.goal.slice(0, 199)}…` : request.goal;
  const draft: EntryDraft = { job: id, kind: 'job_created', actor: person(request.createdBy), summary, data };
  const { chains } = await ledger.appendWithin(tx, [draft]);
  return jobOf(chains.get(id), id);
}

/**
 * Whether an answer came that the worker may not have seen: since its claim, and after the last question it asked (what was
 * approved in advance is answered before the next question).
 */
async function answeredMeanwhile(tx: Writes, job: string): Promise<boolean> {
  const newest = { job, limit: 1, newestFirst: true } as const;
  const [claim] = await tx.entries({ ...newest, kinds: ['job_claimed'] });
  const [asked] = await tx.entries({ ...newest, events: questions });
  const afterSeq = Math.max(claim?.seq ?? 0, asked?.seq ?? 0);
  return (await tx.entries({ job, afterSeq, events: answers, limit: 1 })).length > 0;
}

interface Requests {
  cancelRequested: boolean;
  pauseRequested: boolean;
}

function requestsOf(job: Job): Requests {
  return { cancelRequested: job.status === 'cancelling', pauseRequested: job.pauseRequestedAt !== null };
}

async function lockJob(tx: Writes, id: string): Promise<HeldChain> {
  const chain = await tx.lockChain(id);
  return { ...chain, job: jobOf(chain, id) };
}

function jobOf(chain: Chain | undefined, id: string): Job {
  if (!chain?.job) throw notFound(id);
  return chain.job;
}

function notFound(id: string): CodewrightError {
  return new CodewrightError('NOT_FOUND', `There is no job ${id}.`, { hint: 'See `codewright jobs list`.' });
}

function system(id: string): Actor {
  return { type: 'system', id };
}

function person(id: string): Actor {
  return { type: 'user', id };
}
