import type { LedgerEntry } from '@codewright/protocol/event';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import { modelOf } from './figures.ts';
import type { Caps, Job, JobRequest, JobStatus, Mode, StopReason } from '@codewright/protocol/job';

/** `data` of a job_created entry. */
export interface JobCreated {
  request: JobRequest;
  mode: Mode;
  caps: Caps;
  intent: string;
  intentHash: string;
  trace: string;
}

/** `data` of a job_claimed entry. */
export interface JobClaimed {
  from: 'queued';
  to: 'running';
  worker: string;
  epoch: number;
  /** Which attempt this is, from 1. */
  attempt: number;
}

/** `data` of a job_status entry. Fields that are absent stay as they were. */
export interface StatusChange {
  from: JobStatus;
  to: JobStatus;
  stopReason?: StopReason;
  waitingFor?: string;
  /** Attempts that count from now on (a drained worker's does not). */
  attempts?: number;
  error?: { code: string; message: string; hint?: string };
  result?: string;
  truthpack?: string;
  /** What the job may spend from now on, where a person has raised it. */
  caps?: Caps;
  /** The job was over and goes on. */
  reopened?: boolean;
  /** Who asked for it, and why. */
  by?: string;
  reason?: string;
}

/** `data.event` of the audit entries that a request to pause, and taking it back, leave. */
export const pauseRequested = 'pause-requested';
export const pauseWithdrawn = 'pause-withdrawn';

const finals: readonly JobStatus[] = ['succeeded', 'failed', 'aborted'];
/** Events whose summary says what is being done right now. */
const actions = ['phase-started', 'turn-started', 'tool-started', 'gate-started', 'agent-started'];

/**
 * The job after one more entry: the only source of the jobs table, so that replaying the ledger gives the same rows.
 * Null as long as the chain has no job_created entry.
 */
export function project(job: Job | null, entry: LedgerEntry): Job | null {
  if (entry.kind === 'job_created') return job ?? created(entry);
  if (job === null) return null;
  const next = spend(used(job, modelOf(entry.data)), entry.data['usage']);
  switch (entry.kind) {
    case 'job_claimed':
      return claimed(next, entry);
    case 'job_status':
      return moved(next, entry);
    case 'event':
      return acted(next, entry);
    case 'audit':
      return audited(next, entry);
    default:
      return next;
  }
}

function created(entry: LedgerEntry): Job {
  const { request, mode, caps, intent, intentHash, trace } = entry.data as unknown as JobCreated;
  return {
    id: entry.job,
    trace,
    conversation: request.conversation ?? null,
    parent: request.parent ?? null,
    goal: request.goal,
    mode,
    status: 'queued',
    stopReason: null,
    repository: request.repository ?? null,
    intent,
    intentHash,
    request,
    caps,
    used: { steps: 0, tokens: 0, seconds: 0, cents: 0 },
    currentAction: null,
    waitingFor: null,
    worker: null,
    epoch: 0,
    attempts: 0,
    cancelRequestedAt: null,
    pauseRequestedAt: null,
    truthpack: null,
    result: null,
    error: null,
    createdBy: request.createdBy,
    createdAt: entry.time,
    startedAt: null,
    finishedAt: null,
    heartbeatAt: null,
  };
}

function claimed(job: Job, entry: LedgerEntry): Job {
  const { worker, epoch, attempt } = entry.data as unknown as JobClaimed;
  return {
    ...job,
    status: 'running',
    worker,
    epoch,
    attempts: attempt,
    waitingFor: null,
    pauseRequestedAt: null,
    startedAt: job.startedAt ?? entry.time,
  };
}

function moved(job: Job, entry: LedgerEntry): Job {
  const change = entry.data as unknown as StatusChange;
  const held = change.to === 'running' || change.to === 'cancelling';
  const next: Job = {
    ...job,
    status: change.to,
    stopReason: change.stopReason ?? job.stopReason,
    waitingFor: change.to === 'waiting_human' ? (change.waitingFor ?? null) : null,
    attempts: change.attempts ?? job.attempts,
    error: change.error ?? job.error,
    result: change.result ?? job.result,
    truthpack: change.truthpack ?? job.truthpack,
    worker: held || finals.includes(change.to) ? job.worker : null,
  };
  if (change.caps) next.caps = change.caps;
  if (change.reopened === true) {
    next.stopReason = null;
    next.error = null;
    next.finishedAt = null;
  }
  if (change.to === 'cancelling') next.cancelRequestedAt = job.cancelRequestedAt ?? entry.time;
  if (change.to === 'aborted') next.cancelRequestedAt = job.cancelRequestedAt ?? entry.time;
  if (!held) {
    next.currentAction = null;
    next.pauseRequestedAt = null;
  }
  if (finals.includes(change.to)) next.finishedAt = entry.time;
  return next;
}

function audited(job: Job, entry: LedgerEntry): Job {
  const { event } = entry.data;
  if (event === pauseRequested) return { ...job, pauseRequestedAt: job.pauseRequestedAt ?? entry.time };
  if (event === pauseWithdrawn) return { ...job, pauseRequestedAt: null };
  return job;
}

function acted(job: Job, entry: LedgerEntry): Job {
  const { event, result } = entry.data;
  if (typeof event !== 'string') return job;
  if (actions.includes(event)) return { ...job, currentAction: entry.summary };
  if (event === 'approval-answered') return raised(job, entry.data['caps']);
  if (event === 'truthpack-signed') return { ...job, truthpack: entry.id };
  if (event === 'result-delivered') return { ...job, result: delivered(result) ?? job.result };
  return job;
}

/** An answer that raises the budget. A copied one of an earlier job may allow less than the job began with: nothing is lowered. */
function raised(job: Job, caps: JsonValue | undefined): Job {
  if (caps === null || typeof caps !== 'object' || Array.isArray(caps)) return job;
  const more = (name: keyof Caps) => Math.max(job.caps[name], amount(caps, name));
  return {
    ...job,
    caps: { steps: more('steps'), tokens: more('tokens'), seconds: more('seconds'), cents: more('cents') },
  };
}

/** A folder, or `repository#branch`: as text, or as the recorded result of the step that delivered it. */
function delivered(result: JsonValue | undefined): string | null {
  if (typeof result === 'string') return result;
  if (result === null || typeof result !== 'object' || Array.isArray(result)) return null;
  const { path, branch } = result;
  if (typeof path !== 'string') return null;
  return typeof branch === 'string' ? `${path}#${branch}` : path;
}

/** Which models and agent CLIs worked on it, whatever was asked for. */
function used(job: Job, model: string | null): Job {
  const { models = [] } = job;
  return model === null || models.includes(model) ? job : { ...job, models: [...models, model].sort() };
}

/** Entries carry what they cost as a part of Usage in `data.usage`. */
function spend(job: Job, usage: JsonValue | undefined): Job {
  if (usage === null || typeof usage !== 'object' || Array.isArray(usage)) return job;
  const part = (name: string) => amount(usage, name);
  const { steps, tokens, seconds, cents } = job.used;
  return {
    ...job,
    used: {
      steps: steps + part('steps'),
      tokens: tokens + part('tokens'),
      seconds: seconds + part('seconds'),
      cents: cents + part('cents'),
    },
  };
}

function amount(usage: JsonObject, name: string): number {
  const value = usage[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
