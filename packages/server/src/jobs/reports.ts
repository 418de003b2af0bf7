import type { JobReport } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import { finalStatuses, type Job } from '@codewright/protocol/job';
import type { JobDigest } from '@codewright/protocol/job-digest';
import type { Ledger } from '../ledger/contract.ts';
import { copyOf, type Digest, digest, digestFrom, emptyDigest } from './digest.ts';
import { reportFrom } from './report.ts';

interface Known {
  digest: Digest;
  /** The words of the outcome, and up to which entry they were made. */
  words: { seq: number; text: string | null } | null;
}

/** Digests of so many jobs are kept, those that were asked for last. */
const mostKept = 100;
const pageSize = 5000;

export interface Reports {
  report(job: Job): Promise<JobReport>;
  digest(job: Job): Promise<JobDigest>;
}

/**
 * Reports and digests of jobs, each made from what came since the last one: entries are only ever added, so that a job of 20,000 is
 * read once and not at every look.
 */
export function createReports(
  ledger: Pick<Ledger, 'read'>,
  render: (job: Job, entries: LedgerEntry[]) => string | null,
): Reports {
  const known = new Map<string, Promise<Known>>();
  const upToDate = async (job: Job, before: Known, told: boolean): Promise<Known> => {
    const now = copyOf(before.digest);
    const over = told && finalStatuses.includes(job.status);
    const fresh: LedgerEntry[] = [];
    for (;;) {
      const page = await ledger.read({ job: job.id, afterSeq: now.seq, limit: pageSize });
      for (const entry of page) digest(now, entry);
      if (over) fresh.push(...page);
      if (page.length < pageSize) break;
    }
    if (!over || before.words?.seq === now.seq) return { digest: now, words: before.words };
    const entries = before.digest.seq === 0 ? fresh : await ledger.read({ job: job.id, limit: 1_000_000 });
    return { digest: now, words: { seq: now.seq, text: render(job, entries) } };
  };
  /** `told`: with the words of the outcome where it is over, for which all of its entries are read again. */
  const look = (job: Job, told: boolean): Promise<Known> => {
    const fresh = (): Known => ({ digest: emptyDigest(), words: null });
    // Who asks at the same time waits for the same reading; one that failed is begun anew.
    const own = (known.get(job.id) ?? Promise.resolve(fresh())).then(
      (before) => upToDate(job, before, told),
      () => upToDate(job, fresh(), told),
    );
    known.delete(job.id);
    known.set(job.id, own);
    const oldest = known.keys().next().value;
    if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
    return own;
  };
  return {
    async report(job) {
      const now = await look(job, true);
      return reportFrom(job, now.digest, finalStatuses.includes(job.status) ? (now.words?.text ?? null) : null);
    },
    digest: async (job) => digestFrom(job, (await look(job, false)).digest),
  };
}
