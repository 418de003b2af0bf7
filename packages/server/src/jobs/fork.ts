import type { EntryDraft, LedgerEntry } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import type { JsonObject, JsonValue } from '@codewright/protocol/json';
import type { Ledger } from '../ledger/contract.ts';
import type { Queue } from '../queue/contract.ts';
import { CodewrightError } from '../shared/errors.ts';
import { isMeant } from '../shared/record.ts';

/** What a fork waits for until its record is complete; one that still does was cut off in the middle. */
export const beingCopied = 'its record is being copied';

/** Steps that belong to one job's own workspace and end; a fork makes its own. */
const ownSteps = new Set(['open', 'deliver', 'truthpack']);

/**
 * A new job that shares its parent's record up to and including an entry: the recorded steps are copied under their keys,
 * each citing the original, so the journal of the new job returns them instead of running them again.
 */
export async function copyRecord(parts: {
  /** In whose name. */
  user: string;
  ledger: Ledger;
  queue: Queue;
  parent: Job;
  entries: LedgerEntry[];
  cut: LedgerEntry;
  /** Commit of the parent's workspace at the cut; null where nothing had been written yet. */
  checkpoint: string | null;
}): Promise<Job> {
  const { user, ledger, queue, parent, entries, cut, checkpoint } = parts;
  if (parent.status === 'running' || parent.status === 'cancelling') {
    throw new CodewrightError('CONFLICT', 'A running job cannot be forked.', {
      hint: 'Pause it first, or wait for its end.',
    });
  }
  const { output, idempotencyKey: _itsOwn, replay: _repeated, ...request } = parent.request;
  const job = await queue.enqueue({
    request: {
      ...request,
      parent: parent.id,
      ...(output === undefined ? {} : { output: `${output}-fork-${Date.now().toString(36)}` }),
    },
    mode: parent.mode,
    caps: parent.caps,
    intent: parent.intent,
    intake: { rule: null, confidence: 1, risk: 0, verdict: 'forked' },
    // Nobody may claim it before its record is complete.
    parked: beingCopied,
  });
  const drafts = entries
    .filter((entry) => entry.seq <= cut.seq && copied(entry))
    .map(
      (entry): EntryDraft => ({
        job: job.id,
        kind: entry.kind,
        actor: entry.actor,
        summary: entry.summary,
        // What the parent paid is not paid again.
        data: { ...withoutUsage(entry.data), ...meaning(entry, entries), forkedFrom: entry.id },
        refs: [entry.id],
      }),
    );
  drafts.push({
    job: job.id,
    kind: 'event',
    actor: { type: 'user', id: user },
    summary: `Forked from job ${parent.id} after ${cut.summary}`,
    data: { event: 'checkpoint-made', forkedJob: parent.id, ...(checkpoint ? { checkpoint } : {}) },
    refs: [cut.id],
  });
  await ledger.append(drafts);
  await queue.unpark(job.id, user);
  return queue.get(job.id);
}

function copied(entry: LedgerEntry): boolean {
  if (entry.kind === 'job_created' || entry.kind === 'job_claimed' || entry.kind === 'job_status') return false;
  const step = entry.data['step'];
  return !(typeof step === 'string' && ownSteps.has(step));
}

/** Ids by which an entry means others of its job, in a fork of a fork too: those of the entries that are copied here. */
function meaning({ data }: LedgerEntry, entries: LedgerEntry[]): JsonObject {
  const own = (id: JsonValue): JsonValue => entries.find((entry) => isMeant(entry, id))?.id ?? id;
  return {
    ...(data['question'] === undefined ? {} : { question: own(data['question']) }),
    ...(Array.isArray(data['applied']) ? { applied: data['applied'].map((id) => own(id)) } : {}),
  };
}

function withoutUsage(data: LedgerEntry['data']): LedgerEntry['data'] {
  const { usage: _paid, ...rest } = data;
  return rest;
}
