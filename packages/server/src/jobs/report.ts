import { budgetRaise } from '@codewright/protocol/budget';
import type { JobReport, PendingDecision } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import { gateResult } from '@codewright/protocol/evidence';
import { finalStatuses, type Job } from '@codewright/protocol/job';
import { textOf } from '@codewright/protocol/json';
import { isMeant } from '../shared/record.ts';
import { type Digest, digest, emptyDigest } from './digest.ts';

/** Questions and approvals that were asked and not answered, oldest first; what was asked again counts as it was asked last. */
export function pendingDecisions(entries: LedgerEntry[]): PendingDecision[] {
  const answers = entries.flatMap((entry) => entry.data['question'] ?? []);
  const asked = entries.filter(
    (entry) => entry.data['event'] === 'approval-requested' || entry.data['event'] === 'question-asked',
  );
  const forms = Map.groupBy(asked, ({ id, job, data: { key, digest } }) =>
    typeof key === 'string' ? JSON.stringify([job, key, digest]) : id,
  );
  return [...forms.values()]
    .filter((same) => !same.some((entry) => answers.some((id) => isMeant(entry, id))))
    .flatMap((same) => same.slice(-1))
    .map((entry) => ({
      job: entry.job,
      id: entry.id,
      kind: entry.data['event'] === 'approval-requested' ? 'approval' : 'question',
      text: entry.summary,
      choices: Array.isArray(entry.data['choices']) ? entry.data['choices'].map((choice) => textOf(choice, '')) : [],
      action: entry.data['action'] ?? null,
      rule: textOf(entry.data['rule'], '') || null,
      repository: textOf(entry.data['repository'], '') || null,
      ...budgetIn(entry),
      digest: textOf(entry.data['digest'], ''),
      askedAt: entry.time,
      expiresAt: textOf(entry.data['expiresAt'] ?? null, '') || null,
    }));
}

function budgetIn({ data }: LedgerEntry): Pick<PendingDecision, 'budget'> {
  const { success, data: budget } = budgetRaise.safeParse(data['budget']);
  return success ? { budget } : {};
}

/** The newest result of each gate, in the order in which the gates first ran. */
export function gateResults(entries: LedgerEntry[]): JobReport['gates'] {
  const found = new Map<string, JobReport['gates'][number]>();
  for (const entry of entries) {
    if (entry.data['event'] !== 'gate-finished' || 'branch' in entry.data) continue;
    const parsed = gateResult.safeParse(entry.data['result']);
    if (parsed.success) found.set(parsed.data.gate, { ...parsed.data, entry: entry.id });
  }
  return [...found.values()];
}

/** Commit of the last checkpoint at or before a place in the job's record; those of branches are none of the job's own tree. */
export function lastCheckpoint(entries: LedgerEntry[], upTo: number): string | null {
  const made = entries.findLast(
    (entry) => entry.seq <= upTo && typeof entry.data['checkpoint'] === 'string' && !('branch' in entry.data),
  );
  return made ? textOf(made.data['checkpoint'], '') : null;
}

/** A job with what a person wants to know at one glance. `summary`: the words of its outcome, once it is over. */
export function reportFrom(job: Job, { kept, points, change, merged }: Digest, summary: string | null): JobReport {
  return {
    job,
    gates: gateResults(kept),
    summary,
    pending: job.status === 'waiting_human' ? pendingDecisions(kept) : [],
    checkpoints: points,
    change,
    merged,
  };
}

/** The same from a whole record. */
export function reportOf(
  job: Job,
  entries: LedgerEntry[],
  render: (job: Job, entries: LedgerEntry[]) => string | null,
): JobReport {
  const all = emptyDigest();
  for (const entry of entries) digest(all, entry);
  return reportFrom(job, all, finalStatuses.includes(job.status) ? render(job, entries) : null);
}
