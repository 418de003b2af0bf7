import type { Emit, LedgerEntry } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import type { JsonValue } from '@codewright/protocol/json';
import type { GateReport } from '../gates/contract.ts';
import type { JobOutcome } from '../queue/contract.ts';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { throwIfAborted } from '../shared/abort.ts';
import { CodewrightError, Suspended, toCodewrightError } from '../shared/errors.ts';
import { shortId } from '../shared/ids.ts';
import type { Journal } from '../shared/step.ts';
import type { WorkflowResult } from '../workflow/contract.ts';
import type { JobParts } from './contract.ts';
import { createDialogue, type Dialogue } from './dialogue.ts';
import { createTeam } from './team.ts';

const system = { type: 'system', id: 'worker' } as const;
/** Characters of a diff that the ledger keeps; a longer one is looked at in the branch itself. */
const longestDiff = 4_000_000;

/** How the pool reaches into a run: the signal ends it at once, `interrupt` at the next step's border. */
export interface JobControl {
  signal: AbortSignal;
  interrupt(): 'drain' | 'pause' | null;
}

/** Unwinds a run at the border of a step, with nothing half done; the same job goes on from there later. */
export class Interrupted extends Error {
  readonly why: 'drain' | 'pause';

  constructor(why: 'drain' | 'pause') {
    super(`Interrupted between two steps: ${why}`);
    this.name = 'Interrupted';
    this.why = why;
  }
}

function interruptible(journal: Journal, control: JobControl): Journal {
  return {
    has: (key) => journal.has(key),
    entryOf: (key) => journal.entryOf(key),
    run: async (key, fn, describe) => {
      const why = journal.has(key) ? null : control.interrupt();
      if (why) throw new Interrupted(why);
      return journal.run(key, fn, describe);
    },
  };
}

/** How a run ended: with an outcome for the queue, or parked until a person answers. */
export type RunEnd = { kind: 'finished'; outcome: JobOutcome } | { kind: 'parked'; waitingFor: string };

/**
 * Carries one claimed job from its workspace to its truthpack. Everything that costs something is a journal step, so a
 * second run of the same job repeats nothing that the ledger holds.
 * @throws CodewrightError LEASE_LOST when another worker owns the job by now, CANCELLED when the signal fired.
 */
export async function runJob(job: Job, parts: JobParts, control: JobControl): Promise<RunEnd> {
  const { signal } = control;
  const fence = { job: job.id, epoch: job.epoch };
  const emit: Emit = async (draft) => {
    const [entry] = await parts.ledger.append([{ job: job.id, ...draft }], { fence });
    if (!entry) throw new CodewrightError('INTERNAL', 'The ledger returned no entry for an append.');
    return entry;
  };
  const journal = interruptible(await parts.ledger.openJournal(fence), control);
  const { manager, sandbox } = await parts.workspaces(job.request.sandbox);
  const workspace = await manager.open(
    {
      job: job.id,
      branch: job.request.repository === undefined ? 'main' : `codewright/${shortId(job.id)}`,
      ...(job.request.repository ? { repository: job.request.repository } : {}),
      ...(job.request.base ? { base: job.request.base } : {}),
      ...(job.request.output ? { output: job.request.output } : {}),
      ...(await forkedFrom(parts, job)),
    },
    signal,
  );
  if (!journal.has('open')) {
    await journal.run(
      'open',
      async () => ({ sandbox, base: workspace.base }),
      () => ({
        event: 'sandbox-opened',
        actor: system,
        summary:
          sandbox === 'process'
            ? 'Workspace opened WITHOUT a sandbox, because it was asked for by name'
            : `Workspace opened in a ${sandbox} sandbox`,
        data: { sandbox },
      }),
    );
  }
  const limits = { ...parts.limits(job.mode) };
  const install = () => parts.install();
  const dialogue = createDialogue({ job, ledger: parts.ledger, emit });
  const team = createTeam({ job, workspace, journal, emit, limits, install, dialogue, parts, signal });
  let last: GateReport | null = null;
  try {
    await approveStart(parts, job, dialogue);
    const result = await parts.runWorkflow(parts.workflow(job.request.workflow ?? job.mode), {
      journal,
      emit,
      goal: job.goal,
      signal,
      runAgent: (task) => team.run(task),
      ask: (key, question) => dialogue.ask(key, question),
      runGates: async (key, names) => {
        const commit = await resultCommit(key, workspace, journal, job, signal);
        const analysis = await latestAnalysis(parts, job);
        last = await parts.runGates({
          names,
          key,
          workspace,
          commit,
          install,
          limits,
          analysis,
          journal,
          emit,
          signal,
        });
        return last;
      },
    });
    throwIfAborted(signal);
    const outcome = await conclude({ job, workspace, journal, emit, parts, signal, result });
    // A failed job's tree is what a person looks at; of a proven one the checkpoints are enough.
    if (outcome.status === 'succeeded') await workspace.retire();
    return { kind: 'finished', outcome };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    if (error instanceof Suspended) return { kind: 'parked', waitingFor: error.waitingFor };
    const known = toCodewrightError(error);
    if (known.code === 'CANCELLED' || known.code === 'LEASE_LOST') throw known;
    return {
      kind: 'finished',
      outcome: await failure(known, { job, workspace, journal, emit, parts, signal, gates: last }),
    };
  }
}

interface Closing {
  job: Job;
  workspace: Workspace;
  journal: Journal;
  emit: Emit;
  parts: JobParts;
  signal: AbortSignal;
}

async function conclude(closing: Closing & { result: WorkflowResult }): Promise<JobOutcome> {
  const { job, result } = closing;
  const gates = result.gates;
  if (job.mode === 'review') {
    return sign(closing, gates, {
      status: 'succeeded',
      stopReason: 'completed',
      summary: 'The review is recorded; nothing was changed',
    });
  }
  if (!gates) {
    throw new CodewrightError('GATES_FAILED', 'The workflow ended without running any gate, so nothing is proven.', {
      hint: 'A workflow that changes files needs a `gates` step.',
    });
  }
  const delivered = await deliver(closing, gates.commit);
  const where = { result: delivered };
  if (gates.ok)
    return sign(closing, gates, { status: 'succeeded', stopReason: 'completed', summary: summaryOf(gates), ...where });
  const failed = gates.results.filter((gate) => gate.verdict === 'failed');
  return sign(closing, gates, {
    status: 'failed',
    stopReason: 'error',
    summary: summaryOf(gates),
    ...where,
    error: {
      code: 'GATES_FAILED',
      message:
        failed.length > 0
          ? `${failed.map((gate) => gate.gate).join(', ')} failed: ${failed[0]?.reason}`
          : 'No gate passed.',
      hint: `codewright jobs show ${shortId(job.id)} lists every gate with its evidence.`,
    },
  });
}

/** A job that ends by an error still leaves what it has: the ledger, and the branch if there is a commit. */
async function failure(error: CodewrightError, closing: Closing & { gates: GateReport | null }): Promise<JobOutcome> {
  const used = error.code === 'BUDGET_EXCEEDED' ? budgetStop(error) : 'error';
  await closing.emit({
    kind: 'error',
    actor: system,
    summary: error.message,
    data: { code: error.code, ...(error.hint ? { hint: error.hint } : {}) },
  });
  return {
    status: 'failed',
    stopReason: used,
    summary: error.message,
    error: { code: error.code, message: error.message, ...(error.hint ? { hint: error.hint } : {}) },
  };
}

function budgetStop(error: CodewrightError): JobOutcome['stopReason'] {
  const limit = (error.details as { limit?: string } | undefined)?.limit;
  const known = ['step_limit', 'token_limit', 'time_limit', 'cost_limit'] as const;
  return known.find((reason) => reason === limit) ?? 'error';
}

function summaryOf(gates: GateReport): string {
  const count = (verdict: string) => gates.results.filter((gate) => gate.verdict === verdict).length;
  const parts = [`${count('passed') + count('warned')} of ${gates.results.length} gates passed`];
  if (count('failed') > 0) parts.push(`${count('failed')} failed`);
  if (count('not-checked') > 0) parts.push(`${count('not-checked')} not checked`);
  return parts.join(', ');
}

/** The commit that the gates judge: what is in the tree now, committed by us if the agent left anything uncommitted. */
async function resultCommit(
  key: string,
  workspace: Workspace,
  journal: Journal,
  job: Job,
  signal: AbortSignal,
): Promise<string> {
  return journal.run(
    `${key}/commit`,
    async () => {
      const state = await workspace.status(signal);
      if (state.changes.length === 0 && state.head) return state.head;
      if (state.changes.length === 0)
        throw new CodewrightError('GATES_FAILED', 'Nothing was written, so there is nothing to prove.');
      const made = await workspace.commit(
        `${firstLine(job.goal)}\n\nUncommitted work of job ${shortId(job.id)}.`,
        signal,
      );
      return made.commit;
    },
    (commit) => ({
      event: 'checkpoint-made',
      actor: system,
      summary: `Gates judge commit ${commit.slice(0, 10)}`,
      data: { commit },
    }),
  );
}

/** The change as a whole, recorded before it is handed over: a workspace goes, the record stays. */
async function recordPatch(closing: Closing, commit: string): Promise<void> {
  const { workspace, journal, signal } = closing;
  const size = await journal.run(
    'patch/size',
    async () => {
      const changes = await workspace.changes({ to: commit, signal });
      const sum = (key: 'added' | 'removed') => changes.reduce((total, change) => total + change[key], 0);
      return { files: changes.length, added: sum('added'), removed: sum('removed') };
    },
    ({ files, added, removed }) => ({
      actor: system,
      summary: `${files} files changed, ${added} lines added, ${removed} removed`,
    }),
  );
  await journal.run(
    'patch',
    async () => {
      const diff = await workspace.diff({ to: commit, signal });
      return diff.length <= longestDiff ? diff : null;
    },
    (diff) => ({
      kind: 'patch',
      actor: system,
      summary: `The change: ${size.files} files, +${size.added} −${size.removed}`,
      data: { commit, ...size, ...(diff === null ? { omitted: 'longer than 4 MB' } : {}) },
    }),
  );
}

async function deliver(closing: Closing, commit: string): Promise<string> {
  await recordPatch(closing, commit);
  const delivery = await closing.journal.run(
    'deliver',
    async () => ({ ...(await closing.workspace.deliver(commit, closing.signal)) }),
    (made) => ({
      event: 'result-delivered',
      actor: system,
      summary: made.kind === 'folder' ? `Delivered to ${made.path}` : `Delivered as branch ${made.branch}`,
      data: { ...made, result: made.kind === 'folder' ? made.path : `${made.path}#${made.branch}` },
    }),
  );
  return delivery.kind === 'folder' ? delivery.path : `${delivery.path}#${delivery.branch}`;
}

async function sign(closing: Closing, gates: GateReport | null, outcome: JobOutcome): Promise<JobOutcome> {
  const { job, parts, journal } = closing;
  const pack = await journal.run(
    'truthpack',
    async () =>
      parts.signTruthpack({
        job,
        entries: await parts.ledger.read({ job: job.id, limit: 1_000_000 }),
        commit: gates?.commit ?? null,
        tree: gates?.tree ?? null,
        gates: gates?.results ?? [],
      }),
    () => ({ event: 'truthpack-signed', actor: system, summary: 'Truthpack signed' }),
  );
  const id = journal.entryOf('truthpack');
  return { ...outcome, ...(pack && id ? { truthpack: id } : {}) };
}

/** A forked job starts from its parent's checkpoint; the copied record says which. */
async function forkedFrom(parts: JobParts, job: Job): Promise<{ from?: { job: string; checkpoint: string } }> {
  if (!job.parent) return {};
  const entries = await parts.ledger.read({ job: job.id, kinds: ['event'], limit: 1_000_000 });
  const fork = entries.find((entry) => typeof entry.data['forkedJob'] === 'string');
  const checkpoint = fork?.data['checkpoint'];
  return typeof checkpoint === 'string' ? { from: { job: job.parent, checkpoint } } : {};
}

/** What intake and policy want a person to confirm is confirmed before anything is done. */
async function approveStart(parts: JobParts, job: Job, dialogue: Dialogue): Promise<void> {
  const [created] = await parts.ledger.read({ job: job.id, kinds: ['job_created'], limit: 1 });
  const intake = created?.data['intake'] as { approval?: string | null } | undefined;
  if (!intake?.approval) return;
  const reply = await dialogue.ask('start/approval', {
    kind: 'approval',
    text: intake.approval,
    choices: ['approve', 'reject'],
    action: { goal: job.goal, mode: job.mode, repository: job.repository },
  });
  if (reply !== 'approve') throw new CodewrightError('CANCELLED', 'The request was rejected before it began.');
}

async function latestAnalysis(parts: JobParts, job: Job): Promise<JsonValue> {
  const entries = await parts.ledger.read({ job: job.id, kinds: ['analysis'], newestFirst: true, limit: 50 });
  const found = entries.find((entry: LedgerEntry) => entry.data['type'] === 'requirements');
  return found?.data['data'] ?? null;
}

function firstLine(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 72 ? `${line.slice(0, 69)}…` : line;
}
