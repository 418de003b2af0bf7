import type { JobReport, Preview } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import { factsOf, type JobFacts } from '@codewright/protocol/job-facts';
import type { BuildResult, Metrics, Problem, Result, ReviewResult, RunResult } from './contract.ts';

const nothing: Metrics = {
  steps: 0,
  tokens: 0,
  seconds: 0,
  cents: 0,
  files: 0,
  linesAdded: 0,
  linesRemoved: 0,
  gatesPassed: 0,
  gatesFailed: 0,
  gatesNotChecked: 0,
};

/** A request that became no job. */
export function refused(preview: Preview): Ended {
  const code =
    preview.verdict === 'needs-answer' ? 'ABSTAINED' : preview.unsupported.length > 0 ? 'UNSUPPORTED' : 'POLICY_DENIED';
  const result: Result = {
    success: false,
    status: 'refused',
    summary: preview.summary,
    errors: [{ code, message: preview.summary, ...(preview.hint === undefined ? {} : { hint: preview.hint }) }],
    warnings: preview.unsupported.map((item) => `“${item.words}”: ${item.reason}`),
    metrics: nothing,
    gates: [],
    questions: preview.questions,
    suggestions: preview.suggestions,
    pending: [],
    job: null,
  };
  return { result, facts: factsOf([]) };
}

/** How a job stands when nobody works on it any more. */
export function ended(report: JobReport, entries: readonly LedgerEntry[]): Ended {
  const facts = factsOf(entries);
  const { job, gates, pending } = report;
  const of = (verdict: string) => gates.filter((gate) => gate.verdict === verdict);
  const result: Result = {
    success: job.status === 'succeeded',
    status: job.status,
    summary: report.summary ?? job.error?.message ?? job.waitingFor ?? '',
    errors: problemsOf(report),
    warnings: [
      ...[...of('warned'), ...of('not-checked')].map((gate) => `${gate.gate}: ${gate.reason}`),
      ...facts.unsupported,
      ...facts.assumptions.map((text) => `Assumed: ${text}`),
    ],
    metrics: {
      ...job.used,
      files: facts.change?.files ?? 0,
      linesAdded: facts.change?.added ?? 0,
      linesRemoved: facts.change?.removed ?? 0,
      gatesPassed: of('passed').length,
      gatesFailed: of('failed').length,
      gatesNotChecked: of('not-checked').length,
    },
    gates,
    questions: pending.filter((item) => item.kind === 'question').map((item) => item.text),
    suggestions: [],
    pending,
    job,
  };
  return { result, facts };
}

export interface Ended {
  result: Result;
  facts: JobFacts;
}

function problemsOf({ job, gates }: JobReport): Problem[] {
  if (job.status === 'succeeded') return [];
  const failed = gates
    .filter((gate) => gate.verdict === 'failed')
    .map((gate) => ({ code: 'GATES_FAILED', message: `${gate.gate}: ${gate.reason}` }));
  if (job.error) {
    const { hint, ...error } = job.error;
    return [{ ...error, ...(hint === undefined ? {} : { hint }) }, ...failed];
  }
  if (job.status === 'aborted') return [{ code: 'CANCELLED', message: 'The job was cancelled.' }];
  if (job.status === 'waiting_human')
    return [{ code: 'ABSTAINED', message: `The job waits for a person: ${job.waitingFor ?? ''}` }];
  if (job.status === 'failed') return failed;
  const hint = `codewright jobs resume ${job.id.slice(-8)}`;
  return [{ code: 'CANCELLED', message: `The job is ${job.status}: it was left before its end.`, hint }];
}

export function buildResult({ result, facts }: Ended): BuildResult {
  const project = result.success ? (result.job?.result ?? null) : null;
  return { ...result, projectPath: project, techStack: facts.stack, packages: facts.versions };
}

export function runResult({ result, facts }: Ended): RunResult {
  const [, branch = null] = (result.success ? (result.job?.result ?? '') : '').split('#');
  return { ...result, repository: result.job?.repository ?? null, branch, answer: facts.answer };
}

export function reviewResult({ result, facts }: Ended): ReviewResult {
  return {
    ...result,
    approved: result.success && facts.review?.verdict === 'approve',
    findings: facts.review?.blockers ?? [],
  };
}
