import { capFlags } from '@codewright/protocol/budget';
import type { Emit } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import type { JsonValue } from '@codewright/protocol/json';
import type { GateReport } from '../gates/contract.ts';
import type { JobOutcome } from '../queue/contract.ts';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { CodewrightError, toCodewrightError } from '../shared/errors.ts';
import { shortId } from '../shared/ids.ts';
import type { Journal } from '../shared/step.ts';
import type { Quality } from '../policy/quality.ts';
import type { JobParts } from './contract.ts';
import { counted } from '../shared/words.ts';

const system = { type: 'system', id: 'worker' } as const;
/** Characters of a diff that the ledger keeps; a longer one is looked at in the branch itself. */
const longestDiff = 4_000_000;

/** What the end of a job is made from. */
export interface Closing {
  job: Job;
  workspace: Workspace;
  journal: Journal;
  emit: Emit;
  parts: JobParts;
  signal: AbortSignal;
  /** The newest gate report; null where no gate has run. */
  gates: GateReport | null;
  /** Sets the keys of this end apart from those of an end that a raised budget has undone; '' for the first. */
  round: string;
}

/**
 * The end of a workflow that ran through: delivered, and proven or marked as failed by what its gates found. `answers`: without
 * any change the agent's words are the result.
 */
export async function conclude(closing: Closing, answers: boolean): Promise<JobOutcome> {
  const { job, gates } = closing;
  if (answers && !gates && (await asksForChange(closing))) {
    const said = new CodewrightError('GATES_FAILED', 'A change was asked for, and nothing was changed.', {
      hint: `What it said is no proof: codewright jobs show ${shortId(job.id)}. If words are all you want, ask a question.`,
    });
    return sign(closing, failed(said, {}));
  }
  if (answers && !gates) {
    return sign(closing, {
      status: 'succeeded',
      stopReason: 'completed',
      summary: 'Answered in words; nothing was changed',
    });
  }
  if (job.mode === 'review') {
    return sign(closing, {
      status: 'succeeded',
      stopReason: 'completed',
      summary: 'The review is recorded; nothing was changed',
    });
  }
  if (!gates) {
    throw new CodewrightError('GATES_FAILED', 'The workflow ended without running any check, so nothing is proven.', {
      hint: 'A workflow that changes files needs a `gates` step.',
    });
  }
  const delivered = await handOver(closing, gates);
  const summary = delivered.result === undefined ? `Nothing was changed: ${summaryOf(gates)}` : summaryOf(gates);
  const quality = await evaluate(closing);
  const [blocking] = quality.findings.filter((finding) => finding.severity === 'fail');
  if (gates.ok && !blocking) {
    return sign(closing, { status: 'succeeded', stopReason: 'completed', summary, ...delivered });
  }
  if (gates.ok && blocking) {
    const low = new CodewrightError('GATES_FAILED', `The quality is too low: ${blocking.message}`, {
      hint: `codewright jobs show ${shortId(job.id)} lists every check with its evidence.`,
    });
    return sign(closing, failed(low, { summary: low.message, ...delivered }));
  }
  return sign(closing, failed(gatesFailed(job, gates), { summary, ...delivered }));
}

/** Rules whose requests cannot be fulfilled by words. */
const changes = ['bug_fix', 'feature', 'refactor', 'build', 'file_create', 'file_rename', 'file_delete', 'document'];

/** By the rule that read the request: what only a language model could read may want words. */
async function asksForChange({ job, parts }: Closing): Promise<boolean> {
  const [created] = await parts.ledger.read({ job: job.id, kinds: ['job_created'], limit: 1 });
  const intake = created?.data['intake'] as { rule?: string } | undefined;
  return changes.includes(intake?.rule ?? '');
}

/**
 * The end of a job that was stopped by an error. What its gates have judged is delivered all the same, marked as failed; what no gate
 * has seen stays in the workspace, and the hint says where.
 * @throws CodewrightError CANCELLED, LEASE_LOST
 */
export async function failure(error: CodewrightError, closing: Closing): Promise<JobOutcome> {
  const { job, gates, emit } = closing;
  // The agent that was to mend what the gates found gave up: what the job failed by are the gates.
  const gaveUp = error.code === 'MODEL_FAILED' || error.code === 'STUCK';
  const told = gates && !gates.ok && gaveUp ? gatesFailed(job, gates, error.message) : withResume(error, job);
  await emit({
    kind: 'error',
    actor: system,
    summary: told.message,
    data: { code: told.code, ...(told.hint ? { hint: told.hint } : {}) },
  });
  const stopReason = error.code === 'BUDGET_EXCEEDED' && !isWithin(error) ? budgetStop(error) : 'error';
  try {
    if (gates) {
      const delivered = await handOver(closing, gates);
      await evaluate(closing);
      return await sign(closing, failed(told, { stopReason, ...delivered }));
    }
    return failed(told, { stopReason, left: await whatIsLeft(closing) });
  } catch (thrown) {
    const second = toCodewrightError(thrown);
    if (second.code === 'CANCELLED' || second.code === 'LEASE_LOST') throw second;
    return failed(told, { stopReason, left: `It could not be handed over: ${second.message} ${inWorkspace(closing)}` });
  }
}

/** What a budget has ended can go on: nothing of it is lost. */
function withResume(error: CodewrightError, job: Job): CodewrightError {
  if (error.code !== 'BUDGET_EXCEEDED' || isWithin(error)) return error;
  const stop = budgetStop(error);
  const flag = stop in capFlags ? capFlags[stop as keyof typeof capFlags] : '--max-steps';
  return new CodewrightError(error.code, error.message, {
    hint: `codewright jobs resume ${shortId(job.id)} ${flag} N goes on from here with a larger budget.`,
    ...(error.details === undefined ? {} : { details: error.details }),
  });
}

function failed(
  { code, message, hint }: CodewrightError,
  more: { summary?: string; stopReason?: JobOutcome['stopReason']; result?: string; left?: string },
): JobOutcome {
  const hints = [hint, more.left].filter(Boolean).join(' ');
  return {
    status: 'failed',
    stopReason: more.stopReason ?? 'error',
    summary: more.summary ?? message,
    ...(more.result === undefined ? {} : { result: more.result }),
    error: { code, message, ...(hints === '' ? {} : { hint: hints }) },
  };
}

function gatesFailed(job: Job, gates: GateReport, gaveUp?: string): CodewrightError {
  const found = gates.results.filter((gate) => gate.verdict === 'failed');
  const what =
    found.length > 0
      ? `${found.map((gate) => gate.gate).join(', ')} failed: ${found[0]?.reason}`
      : `No check passed: ${gates.results.map(({ gate, verdict, reason }) => `${gate} ${verdict} (${reason})`).join('; ')}`;
  return new CodewrightError('GATES_FAILED', gaveUp === undefined ? what : `${what} ${gaveUp}`, {
    hint: `codewright jobs show ${shortId(job.id)} lists every check with its evidence.`,
  });
}

/** Where the work of a job lies that has delivered nothing; empty when there is none. */
async function whatIsLeft(closing: Closing): Promise<string> {
  const changes = await closing.workspace.changes({ signal: closing.signal });
  if (changes.length === 0) return '';
  return inWorkspace(closing);
}

function inWorkspace({ job, workspace }: Closing): string {
  return `What was written lies unproven in ${workspace.root}; codewright jobs diff ${shortId(job.id)} shows it.`;
}

/** By a limit of a role or a step: a larger budget of the job would change nothing. */
const isWithin = ({ details }: CodewrightError): boolean =>
  (details as { within?: boolean } | undefined)?.within === true;

function budgetStop(error: CodewrightError): JobOutcome['stopReason'] {
  const limit = (error.details as { limit?: string } | undefined)?.limit;
  const known = ['step_limit', 'token_limit', 'time_limit', 'cost_limit'] as const;
  return known.find((reason) => reason === limit) ?? 'error';
}

function summaryOf(gates: GateReport): string {
  const count = (verdict: string) => gates.results.filter((gate) => gate.verdict === verdict).length;
  const parts = [`${count('passed')} of ${gates.results.length} checks passed`];
  if (count('warned') > 0) parts.push(`${count('warned')} warned`);
  if (count('failed') > 0) parts.push(`${count('failed')} failed`);
  if (count('not-checked') > 0) parts.push(`${count('not-checked')} not checked`);
  return parts.join(', ');
}

/** The change as a whole, recorded before it is handed over: a workspace goes, the record stays. */
export async function recordPatch(closing: Closing, commit: string): Promise<void> {
  const { workspace, journal, signal, round } = closing;
  const size = await journal.run(
    `patch/size${round}`,
    async () => {
      const { files: changes } = await workspace.change(commit, signal);
      const sum = (key: 'added' | 'removed') => changes.reduce((total, change) => total + change[key], 0);
      return { files: changes.length, added: sum('added'), removed: sum('removed') };
    },
    ({ files, added, removed }) => ({
      actor: system,
      summary: `${files} files changed, ${added} lines added, ${removed} removed`,
    }),
  );
  await journal.run(
    `patch${round}`,
    async () => {
      const { diff } = await workspace.change(commit, signal);
      return diff.length <= longestDiff ? diff : null;
    },
    (diff) => ({
      kind: 'patch',
      actor: system,
      summary: `The change: ${counted(size.files, 'file')}, +${size.added} −${size.removed}`,
      data: { commit, ...size, ...(diff === null ? { omitted: 'longer than 4 MB' } : {}) },
    }),
  );
}

/** A branch that holds what the user has already is nothing to hand over. */
async function handOver(closing: Closing, { commit }: GateReport): Promise<{ result?: string }> {
  const { base } = closing.workspace;
  return base !== null && commit === base ? {} : { result: await deliver(closing, commit) };
}

async function deliver(closing: Closing, commit: string): Promise<string> {
  await recordPatch(closing, commit);
  const delivery = await closing.journal.run(
    `deliver${closing.round}`,
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

/** The score of what was measured, recorded before the truthpack covers the record. It can make a job red, never green. */
async function evaluate({ job, journal, parts, gates, round }: Closing): Promise<Quality> {
  const made = await journal.run<JsonValue>(
    `evaluation${round}`,
    async () => {
      const entries = await parts.ledger.read({ job: job.id, limit: 1_000_000 });
      return parts.evaluate(job, entries, gates?.results ?? []) as unknown as JsonValue;
    },
    (result) => {
      const { score, verdict, findings } = result as unknown as Quality;
      const why = findings.length > 0 ? `: ${findings.map(({ message }) => message).join(' ')}` : '';
      return {
        kind: 'evaluation',
        actor: system,
        summary: `Quality ${score} of 100${why}`,
        data: { type: 'quality', score, verdict },
      };
    },
  );
  return made as unknown as Quality;
}

export async function sign(closing: Closing, outcome: JobOutcome): Promise<JobOutcome> {
  const { job, parts, journal, gates, round } = closing;
  const pack = await journal.run(
    `truthpack${round}`,
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
  const id = journal.entryOf(`truthpack${round}`);
  return { ...outcome, ...(pack && id ? { truthpack: id } : {}) };
}
