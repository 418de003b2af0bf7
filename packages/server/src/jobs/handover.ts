import type { CodewrightClient, PublishedResult, PullRequestOptions } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { GateResult } from '@codewright/protocol/evidence';
import type { Job } from '@codewright/protocol/job';
import type { Ledger } from '../ledger/contract.ts';
import type { Queue } from '../queue/contract.ts';
import { CodewrightError } from '../shared/errors.ts';
import { shortId } from '../shared/ids.ts';
import { reportOf } from './report.ts';

/** How a proven branch leaves Codewright. */
export interface HandoverParts {
  /** In whose name the results are handed over. */
  user: string;
  ledger: Ledger;
  queue: Queue;
  merge(job: Job): Promise<{ branch: string; commit: string }>;
  publish(
    result: { job: Job; summary: string; gates: GateResult[]; truthpack: string | null },
    options: PullRequestOptions,
  ): Promise<PublishedResult>;
  /** Words for a finished job, each fact citing its entry. */
  render(job: Job, entries: LedgerEntry[]): string | null;
}

/** `merge` and `publish`: both only for what the gates have proven, both recorded. */
export function createHandover(
  parts: HandoverParts,
  reads: { entriesOf(job: string): Promise<LedgerEntry[]>; packOf(job: Job): Promise<string | null> },
): Pick<CodewrightClient, 'merge' | 'publish'> {
  const { ledger, queue, user } = parts;
  const proven = async (id: string, what: string): Promise<Job> => {
    const job = await queue.get(id);
    if (job.status === 'succeeded' && job.request.repository !== undefined) return job;
    throw new CodewrightError('CONFLICT', `Job ${shortId(job.id)} has no proven branch to ${what} (${job.status}).`, {
      hint: job.result ? `Look at ${job.result} yourself.` : `codewright jobs show ${shortId(job.id)}`,
    });
  };
  const actor = { type: 'user', id: user } as const;
  return {
    async merge(id) {
      const job = await proven(id, 'merge');
      const { branch: into, commit } = await parts.merge(job);
      const branch = (job.result ?? '').split('#').at(-1) ?? '';
      const summary = `Merged ${branch} into ${into} at ${commit.slice(0, 10)}`;
      const data = { event: 'result-merged', branch, into, commit } as const;
      await ledger.append([{ job: job.id, kind: 'event', actor, summary, data }]);
      return { branch, commit };
    },

    async publish(id, options = {}) {
      const job = await proven(id, 'publish');
      const { gates, summary } = reportOf(job, await reads.entriesOf(job.id), (of, entries) =>
        parts.render(of, entries),
      );
      const result = { job, summary: summary ?? job.goal, gates, truthpack: await reads.packOf(job) };
      const published = await parts.publish(result, options);
      const { branch, url, number } = published;
      const data = { event: 'result-published', branch, url, number } as const;
      await ledger.append([{ job: job.id, kind: 'event', actor, summary: `Published ${branch} as ${url}`, data }]);
      return published;
    },
  };
}
