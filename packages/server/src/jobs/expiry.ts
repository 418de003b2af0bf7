import type { Ledger } from '../ledger/contract.ts';
import type { Queue } from '../queue/contract.ts';
import type { Clock } from '../shared/clock.ts';
import { pendingDecisions } from './report.ts';

/** So many are ended at once; the next look finds those behind them. */
const mostAtOnce = 500;

/**
 * Ends jobs whose question for a larger budget nobody has answered in time: to spend nothing more is what they were told before.
 * Whatever else has expired waits for a person. @returns their ids
 */
export async function endExpired(parts: { ledger: Ledger; queue: Queue; clock: Clock }): Promise<string[]> {
  const { ledger, queue } = parts;
  const now = parts.clock.now().toISOString();
  const byJob = Map.groupBy(await ledger.asked({ limit: mostAtOnce }), ({ job }) => job);
  const ended: string[] = [];
  for (const [job, entries] of byJob) {
    const over = pendingDecisions(entries).find(
      ({ budget, expiresAt }) => budget !== undefined && expiresAt !== null && expiresAt <= now,
    );
    if (!over) continue;
    await ledger.append([
      {
        job,
        kind: 'event',
        actor: { type: 'system', id: 'clock' },
        summary: 'Nobody has raised the budget in time: the job ends.',
        data: { event: 'approval-answered', question: over.id, digest: over.digest, answer: 'reject', expired: true },
        refs: [over.id],
      },
    ]);
    await queue.unpark(job, null);
    ended.push(job);
  }
  return ended;
}
