import type { JobReport } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import { finalStatuses, type Job, type JobStatus, type Usage } from '@codewright/protocol/job';
import type { JobDigest } from '@codewright/protocol/job-digest';
import { changeIn, factsOf } from '@codewright/protocol/job-facts';
import { textOf } from '@codewright/protocol/json';
import { type Phase, type PhaseState, progress } from '@codewright/protocol/progress';
import { isMeant } from '../shared/record.ts';
import { stepsOfPlan } from './plan-steps.ts';

/** Turns whose changes can be chosen one by one. */
const mostTurns = 300;

/** What a report of a job and the digest of its record need of the entries, taken in one by one; small however many there are. */
export interface Digest {
  /** Of the last entry. */
  seq: number;
  /** Gates, questions and answers. */
  kept: LedgerEntry[];
  checkpoint: string;
  /** Finished phases of the workflow: what a fork can start after. */
  points: JobReport['checkpoints'];
  change: JobReport['change'];
  merged: boolean;
  /** The phases of the workflow, as the first of them tells; none in records from before it did. */
  workflow: Phase[];
  /** Beginnings and ends of phases. */
  phases: LedgerEntry[];
  /** Of the phase that runs: what is done of it. */
  tasks: LedgerEntry[];
  /** Of the newest plan: its steps that have begun, by their ids. */
  worked: Map<string, PhaseState>;
  /** Where each phase lies in the record, and between which states of the files. */
  places: Map<string, Place>;
  turns: JobDigest['turns'];
  /** By step of the workflow. */
  spent: Map<string, Usage>;
  /** By task: what agents that have begun and not ended may still spend. */
  atWork: Map<string, Usage>;
  turnsOfModels: JobDigest['turnsOfModels'];
  said: (NonNullable<JobDigest['said']> & { entry: LedgerEntry }) | null;
  /** The newest plan, requirements and last words of an agent. */
  newest: Map<string, LedgerEntry>;
}

interface Place {
  first: number;
  last: number | null;
  from: string;
  /** null until it has ended once. */
  to: string | null;
}

export const emptyDigest = (): Digest => ({
  seq: 0,
  kept: [],
  checkpoint: '',
  points: [],
  change: null,
  merged: false,
  workflow: [],
  phases: [],
  tasks: [],
  worked: new Map(),
  places: new Map(),
  turns: [],
  spent: new Map(),
  atWork: new Map(),
  turnsOfModels: { all: 0, reported: 0 },
  said: null,
  newest: new Map(),
});

/** One that goes on by itself: what is read from the other stays as it is. */
export function copyOf(all: Digest): Digest {
  return {
    ...all,
    kept: [...all.kept],
    points: [...all.points],
    phases: [...all.phases],
    places: new Map(all.places),
    turns: [...all.turns],
    spent: new Map(all.spent),
    atWork: new Map(all.atWork),
    newest: new Map(all.newest),
  };
}

const asked = new Set(['gate-finished', 'approval-requested', 'question-asked']);

export function digest(into: Digest, entry: LedgerEntry): void {
  const { data, kind, seq } = entry;
  const event = textOf(data['event'], '');
  into.seq = seq;
  changed(into, entry);
  into.change = changeIn(entry) ?? into.change;
  if (event === 'result-merged') into.merged = true;
  if (asked.has(event) || data['question'] !== undefined) into.kept.push(entry);
  if (event === 'phase-finished')
    into.points.push({ step: textOf(data['name'], entry.summary), commit: into.checkpoint, at: entry.time });
  if (event === 'phase-started' || event === 'phase-finished') bounded(into, entry, event === 'phase-finished');
  else if (event === 'task-finished') into.tasks = [...into.tasks, entry];
  if (kind === 'plan') into.worked = new Map();
  if (event === 'task-started' || event === 'task-finished')
    into.worked.set(textOf(data['task'], ''), event === 'task-started' ? 'running' : 'done');
  if (kind === 'message' && entry.actor.type === 'user') into.said = { seq, state: 'queued', entry };
  if (kind === 'plan' || event === 'agent-finished') into.newest.set(kind === 'plan' ? kind : event, entry);
  if (kind === 'analysis' && data['type'] === 'requirements') into.newest.set(kind, entry);
  heard(into, entry);
  if (event === 'turn-finished') turned(into, entry);
  spend(into, entry, event);
}

/** States of the files: those of branches are none of the job's own tree. */
function changed(into: Digest, { id, data, summary }: LedgerEntry): void {
  const to = data['checkpoint'];
  if (typeof to !== 'string' || to === '' || to === into.checkpoint || 'branch' in data) return;
  const from = into.checkpoint;
  into.checkpoint = to;
  // Before it there was the base, unless this tells the state that a call began with.
  if (from === '' && data['event'] !== 'tool-finished') return;
  into.turns.push({ id, label: `${turnOf(into, textOf(data['step'], ''))}${summary}`.slice(0, 80), from, to });
  if (into.turns.length > mostTurns) into.turns.shift();
}

/** `Making the change, turn 13: `, of the call `implement/turn-13/call-0`. */
function turnOf({ phases }: Digest, step: string): string {
  const [, name, number] = /^([^/]+)\/(?:.+\/)?turn-(\d+)(?:\/|$)/.exec(step) ?? [];
  if (name === undefined) return '';
  const begun = phases.findLast(({ data }) => data['name'] === name);
  return `${textOf(begun?.data['title'], name)}, turn ${number}: `;
}

/** A phase begins or ends, perhaps once more: it reaches from its first beginning to its last end. */
function bounded(into: Digest, entry: LedgerEntry, ends: boolean): void {
  into.phases.push(entry);
  if (into.workflow.length === 0) into.workflow = phasesIn(entry.data['phases']);
  into.tasks = [];
  const name = textOf(entry.data['name'], '');
  const { first, from, to } = into.places.get(name) ?? { first: entry.seq, from: into.checkpoint, to: null };
  into.places.set(name, {
    first,
    from,
    last: ends ? entry.seq : null,
    to: ends ? (to ?? into.checkpoint) : to,
  });
}

function phasesIn(value: unknown): Phase[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    const { name, title, weight } = (one ?? {}) as Record<string, unknown>;
    if (typeof name !== 'string' || typeof title !== 'string' || typeof weight !== 'number') return [];
    return [{ name, title, weight }];
  });
}

function turned(into: Digest, { data }: LedgerEntry): void {
  const result = data['result'] as { usage?: { reported?: unknown } } | undefined;
  const { all, reported } = into.turnsOfModels;
  into.turnsOfModels = { all: all + 1, reported: reported + (result?.usage?.reported === true ? 1 : 0) };
  if (into.said?.state === 'delivered') into.said = { ...into.said, state: 'applied' };
}

/** A turn that was under way when a word came knows nothing of it: read it is when an agent says so. */
function heard(into: Digest, { data: { applied } }: LedgerEntry): void {
  const { said } = into;
  if (said?.state === 'queued' && Array.isArray(applied) && applied.some((id) => isMeant(said.entry, id)))
    into.said = { ...said, state: 'delivered' };
}

function spend(into: Digest, { data }: LedgerEntry, event: string): void {
  const task = textOf(data['task'], '');
  if (event === 'agent-started') {
    const caps = usageIn(data['caps']);
    if (caps) into.atWork.set(task, caps);
  } else if (event === 'agent-finished') into.atWork.delete(task);
  const used = usageIn(data['usage']);
  if (used === null) return;
  const left = into.atWork.get(task);
  if (left) {
    const less = each((key) => Math.max(0, left[key] - used[key]));
    into.atWork.set(task, less);
  }
  const step = textOf(data['step'], '').split('/')[0] ?? '';
  if (step === '') return;
  const sum = into.spent.get(step);
  into.spent.set(step, sum ? each((key) => sum[key] + used[key]) : used);
}

/** How it stands with what the record leaves under way, where the job itself is not: nothing moves there any more, or not yet. */
const atRest: Partial<Record<JobStatus, PhaseState>> = {
  queued: 'waiting',
  waiting_human: 'waiting',
  failed: 'failed',
  aborted: 'stopped',
};

/** What the page of a job shows of its whole record. */
export function digestFrom(job: Job, all: Digest): JobDigest {
  const { percent, phases } = progress(all.workflow, [...all.phases, ...all.tasks]);
  const facts = factsOf([...all.newest.values()]);
  const now = (state: PhaseState): PhaseState => {
    if (state === 'running') return atRest[job.status] ?? state;
    return state === 'waiting' && (job.status === 'failed' || job.status === 'aborted') ? 'not-begun' : state;
  };
  return {
    seq: all.seq,
    percent,
    phases: phases.map(({ name, title, state }) => {
      const { first, last, from, to } = all.places.get(name) ?? { first: null, last: null, from: '', to: '' };
      return { name, title, state: now(state), first, last, from, to: to ?? all.checkpoint };
    }),
    plan: stepsOfPlan(all.newest.get('plan')?.data ?? {}).map((step) => ({
      ...step,
      state: all.worked.size > 0 ? now(all.worked.get(step.id) ?? 'waiting') : null,
    })),
    turns: all.turns,
    checkpoint: all.checkpoint,
    used: job.used,
    reserved: reservedOf(job, all),
    bySteps: [...all.spent].map(([step, used]) => ({ step, used })),
    turnsOfModels: all.turnsOfModels,
    said: all.said && { seq: all.said.seq, state: all.said.state },
    answer: facts.answer,
    unsupported: facts.unsupported,
    assumptions: facts.assumptions,
  };
}

/** At most what is left to the job, and nothing where it is over. */
function reservedOf({ status, caps, used }: Job, { atWork }: Digest): Usage {
  if (finalStatuses.includes(status)) return each(() => 0);
  return each((key) => {
    const wanted = [...atWork.values()].reduce((sum, left) => sum + left[key], 0);
    return Math.min(wanted, Math.max(0, caps[key] - used[key]));
  });
}

function each(amount: (key: keyof Usage) => number): Usage {
  return { steps: amount('steps'), tokens: amount('tokens'), seconds: amount('seconds'), cents: amount('cents') };
}

function usageIn(value: unknown): Usage | null {
  if (typeof value !== 'object' || value === null) return null;
  const given = value as Record<string, unknown>;
  return each((key) => (typeof given[key] === 'number' ? given[key] : 0));
}
