import type { Worker } from '@codewright/protocol/team';
import type { Clock } from '../shared/clock.ts';
import type { Storage } from '../storage/contract.ts';
import type { Telemetry } from './contract.ts';
import { metricsOf, queueOf, type Sum } from './metrics.ts';

const dayMs = 86_400_000;
/** A ledger whose figures were made anew shows them after this time at the latest. */
const settledMs = 600_000;
/** Spans of days whose figures are kept: a year has some thousands. */
const mostSettled = 16;

/** From the figures that are counted with the ledger, and from who holds leases. Nothing here goes through entries. */
export function createTelemetry(
  storage: Storage,
  { clock, isAlive }: { clock: Clock; isAlive: (worker: string) => boolean },
): Telemetry {
  const settled = new Map<string, { readAt: number; figures: Promise<Sum[]> }>();
  /** The figures of days of which nothing is counted any more: a year of them is gone through once and not at every look. */
  const figuresOfOld = (from: string, to: string, owner: string | undefined): Promise<Sum[]> => {
    const key = JSON.stringify([from, to, owner ?? null]);
    const now = clock.now().getTime();
    const known = settled.get(key);
    if (known && now - known.readAt < settledMs) return known.figures;
    const figures = storage.figures({ from, to, ...(owner === undefined ? {} : { owner }) });
    figures.catch(() => settled.delete(key));
    settled.delete(key);
    settled.set(key, { readAt: now, figures });
    const oldest = settled.keys().next().value;
    if (settled.size > mostSettled && oldest !== undefined) settled.delete(oldest);
    return figures;
  };
  return {
    async metrics({ days = 30, owner } = {}) {
      const now = clock.now();
      const to = now.toISOString().slice(0, 10);
      const from = new Date(now.getTime() - (days - 1) * dayMs).toISOString().slice(0, 10);
      // Another machine's clock may be behind, and its midnight later.
      const [open, before] = [1, 2].map((ago) => new Date(now.getTime() - ago * dayMs).toISOString().slice(0, 10));
      const [recent, old] = [open ?? to, before ?? from];
      const figures = [
        ...(from <= old ? await figuresOfOld(from, old, owner) : []),
        ...(await storage.figures({
          from: from > recent ? from : recent,
          to,
          ...(owner === undefined ? {} : { owner }),
        })),
      ];
      return {
        at: now.toISOString(),
        from,
        to,
        queue: queueOf(await storage.activeJobs(owner)),
        ...metricsOf(figures),
      };
    },
    queue: async (owner) => queueOf(await storage.activeJobs(owner)),
    async workers(owner) {
      const workers = new Map<string, Worker>();
      for (const { job } of await storage.heldJobs()) {
        if (job.worker === null || (owner !== undefined && job.createdBy !== owner)) continue;
        const known = workers.get(job.worker) ?? {
          name: job.worker,
          alive: isAlive(job.worker),
          jobs: [],
          heartbeatAt: null,
        };
        known.jobs.push({ id: job.id, goal: job.goal, action: job.currentAction });
        if (job.heartbeatAt !== null && job.heartbeatAt > (known.heartbeatAt ?? ''))
          known.heartbeatAt = job.heartbeatAt;
        workers.set(job.worker, known);
      }
      return [...workers.values()];
    },
    async prometheus(owner) {
      // All days together stand under no day.
      const whole = { from: '', to: '', ...(owner === undefined ? {} : { owner }) };
      const { expose } = await import('./prometheus.ts');
      return expose(await storage.figures(whole), queueOf(await storage.activeJobs(owner)));
    },
    onChange: (listener) => storage.onChange(listener),
  };
}
