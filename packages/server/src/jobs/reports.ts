import type { JobReport } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import { finalStatuses, type Job } from '@codewright/protocol/job';
import type { Ledger } from '../ledger/contract.ts';
import { type Digest, digest, emptyDigest, reportFrom } from './report.ts';

interface Known extends Digest {
  /** The words of the outcome, and up to which entry they were made. */
  words: { seq: number; text: string | null } | null;
}

/** Digests of so many jobs are kept, those that were asked for last. */
const mostKept = 100;
const pageSize = 5000;

/**
 * Reports of jobs, each made from what came since the last one: entries are only ever added, so that a job of 20,000 is read once and
 * not at every look.
 */
export function createReports(
  ledger: Pick<Ledger, 'read'>,
  render: (job: Job, entries: LedgerEntry[]) => string | null,
): (job: Job) => Promise<JobReport> {
  const known = new Map<string, Promise<Known>>();
  const upToDate = async (job: Job, before: Known): Promise<Known> => {
    const now = { ...before, kept: [...before.kept], points: [...before.points] };
    const over = finalStatuses.includes(job.status);
    const fresh: LedgerEntry[] = [];
    for (;;) {
      const page = await ledger.read({ job: job.id, afterSeq: now.seq, limit: pageSize });
      for (const entry of page) digest(now, entry);
      if (over) fresh.push(...page);
      if (page.length < pageSize) break;
    }
    if (over && now.words?.seq !== now.seq) {
      const entries = before.seq === 0 ? fresh : await ledger.read({ job: job.id, limit: 1_000_000 });
      now.words = { seq: now.seq, text: render(job, entries) };
    }
    return now;
  };
  return async (job) => {
    const fresh = (): Known => ({ ...emptyDigest(), words: null });
    // Who asks at the same time waits for the same reading; one that failed is begun anew.
    const own = (known.get(job.id) ?? Promise.resolve(fresh())).then(
      (before) => upToDate(job, before),
      () => upToDate(job, fresh()),
    );
    known.delete(job.id);
    known.set(job.id, own);
    const oldest = known.keys().next().value;
    if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
    const now = await own;
    return reportFrom(job, now, finalStatuses.includes(job.status) ? (now.words?.text ?? null) : null);
  };
}
