import type { EntryDraft, LedgerEntry } from '@codewright/protocol/event';
import { finalStatuses, type Job } from '@codewright/protocol/job';
import type { Ledger } from '../ledger/contract.ts';
import type { NewJob, Queue } from '../queue/contract.ts';
import { CodewrightError } from '../shared/errors.ts';
import { shortId } from '../shared/ids.ts';
import { beingCopied } from './fork.ts';

/**
 * A new job that repeats one by its record: the same words at the same base, in a workspace of its own. Its worker answers every
 * model turn, look-up and question as the record does; nothing of it is delivered.
 */
export async function startReplay(parts: {
  /** In whose name. */
  user: string;
  ledger: Ledger;
  queue: Queue;
  of: Job;
  entries: LedgerEntry[];
}): Promise<Job> {
  const { user, ledger, queue, of, entries } = parts;
  if (!finalStatuses.includes(of.status)) {
    throw new CodewrightError('CONFLICT', `Job ${shortId(of.id)} is not over yet (${of.status}): its record goes on.`, {
      hint: 'Replay it when it has ended.',
    });
  }
  const { output: _delivered, idempotencyKey: _itsOwn, base, ...request } = of.request;
  const opened = entries.find((entry) => entry.data['step'] === 'open')?.data['result'] as
    | { base?: unknown }
    | undefined;
  if (!opened) {
    throw new CodewrightError('CONFLICT', `Job ${shortId(of.id)} ended before it began: there is nothing to replay.`);
  }
  const began = of.mode === 'review' || typeof opened.base !== 'string' ? base : opened.base;
  // A fork's record begins with what was copied from its parent.
  const copied = entries.filter(({ data }) => data['forkedFrom'] !== undefined || data['forkedJob'] !== undefined);
  const job = await queue.enqueue({
    request: { ...request, ...(began === undefined ? {} : { base: began }), parent: of.id, replay: of.id },
    mode: of.mode,
    // Time is no part of what is repeated: this machine may be slower.
    caps: { ...of.caps, seconds: of.caps.seconds * 4 },
    intent: of.intent,
    intake: { rule: null, confidence: 1, risk: 0, verdict: 'replayed', approval: approvalOf(entries) },
    ...(copied.length > 0 ? { parked: beingCopied } : {}),
  });
  if (copied.length === 0) return job;
  await ledger.append(
    copied.map(
      ({ kind, actor, summary, data, id }): EntryDraft => ({ job: job.id, kind, actor, summary, data, refs: [id] }),
    ),
  );
  await queue.unpark(job.id, user);
  return queue.get(job.id);
}

/** What a person had to confirm before the job began: its replay asks the same, and gets the recorded answer. */
function approvalOf(entries: LedgerEntry[]): string | null {
  const created = entries.find((entry) => entry.kind === 'job_created');
  return (created?.data['intake'] as NewJob['intake'] | undefined)?.approval ?? null;
}
