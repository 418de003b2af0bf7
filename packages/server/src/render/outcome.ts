import type { LedgerEntry } from '@codewright/protocol/event';
import { gateResult } from '@codewright/protocol/evidence';
import type { Job } from '@codewright/protocol/job';
import { type JsonValue, textOf } from '@codewright/protocol/json';
import type { Fact, Rendered, TemplateData, TemplateName } from './contract.ts';
import { render } from './render.ts';

/** The outcome of a job that is over, from its record alone; null while it runs. */
export function renderOutcome(job: Job, entries: readonly LedgerEntry[]): Rendered | null {
  const reviewed = job.status === 'succeeded' && job.mode === 'review' ? renderReview(entries) : null;
  if (reviewed) return reviewed;
  const answered = job.status === 'succeeded' && job.result === null ? renderAnswer(entries) : null;
  if (answered) return answered;
  const template = templateFor(job, entries);
  if (!template) return null;
  const created = entries.find((entry) => entry.kind === 'job_created');
  const ended = entries.findLast((entry) => entry.kind === 'job_status');
  const delivered = entries.findLast((entry) => entry.data['event'] === 'result-delivered');
  const signed = entries.findLast((entry) => entry.data['event'] === 'truthpack-signed');
  const fact = (value: string | number | null | undefined, entry: LedgerEntry | undefined): Fact | null =>
    value === null || value === undefined || value === '' ? null : { value, entry: entry?.id ?? null };
  const gates = gatesOf(entries);
  const data: TemplateData = {
    goal: fact(job.goal, created),
    status: fact(job.status, ended),
    result: fact(job.result, delivered),
    // Who stopped it says more than that it was stopped.
    reason: fact(job.error?.message ?? (job.status === 'aborted' ? ended?.summary : null) ?? job.stopReason, ended),
    hint: fact(job.error?.hint, ended),
    truthpack: fact(signed?.summary, signed),
    proven: gates.filter((gate) => gate.verdict.value === 'passed'),
    open: gates.filter((gate) => gate.verdict.value !== 'passed'),
  };
  return render(template, data);
}

/** Where nothing was changed the agent's last words are what was asked for. */
function renderAnswer(entries: readonly LedgerEntry[]): Rendered | null {
  const said = entries.findLast((entry) => entry.data['event'] === 'agent-finished');
  const outcome = said?.data['result'] as { text?: JsonValue } | undefined;
  const text = textOf(outcome?.text, '').trim();
  if (!said || text === '') return null;
  const signed = entries.findLast((entry) => entry.data['event'] === 'truthpack-signed');
  return render('job_answered', {
    answer: { value: text, entry: said.id },
    truthpack: signed ? { value: signed.summary, entry: signed.id } : null,
  });
}

/** What a review is for is its findings. */
function renderReview(entries: readonly LedgerEntry[]): Rendered | null {
  const review = entries.findLast((entry) => entry.kind === 'review');
  if (!review) return null;
  const fact = (value: string): Fact => ({ value, entry: review.id });
  const { verdict, summary, blockers } = review.data;
  const findings = (Array.isArray(blockers) ? blockers : []).map((given): TemplateData => {
    const { severity, message, file, line } = given as { [key: string]: JsonValue };
    const place = textOf(file, '') + (typeof line === 'number' ? `:${line}` : '');
    return {
      severity: fact(textOf(severity, '')),
      message: fact(textOf(message, '')),
      place: place === '' ? null : fact(place),
    };
  });
  return render(verdict === 'approve' ? 'review_approved' : 'review_changes_requested', {
    reviewer: fact(review.actor.id),
    summary: fact(textOf(summary, review.summary)),
    findings,
  });
}

function templateFor(job: Job, entries: readonly LedgerEntry[]): TemplateName | null {
  switch (job.status) {
    case 'succeeded':
      return gatesOf(entries).some((gate) => gate.verdict.value !== 'passed')
        ? 'job_complete_partial'
        : 'job_complete_success';
    case 'failed':
    case 'aborted':
      return 'job_complete_failure';
    default:
      return null;
  }
}

/** The newest result of each gate, in the order in which they first ran; what branches came to by themselves is left out. */
function gatesOf(entries: readonly LedgerEntry[]) {
  const found = new Map<string, { name: Fact; verdict: Fact; reason: Fact }>();
  for (const entry of entries) {
    if (entry.data['event'] !== 'gate-finished' || 'branch' in entry.data) continue;
    const parsed = gateResult.safeParse(entry.data['result']);
    if (!parsed.success) continue;
    const fact = (value: string): Fact => ({ value, entry: entry.id });
    const { gate, verdict, reason } = parsed.data;
    found.set(gate, { name: fact(gate), verdict: fact(verdict), reason: fact(reason) });
  }
  return [...found.values()];
}
