import type { Worker } from '@codewright/protocol/team';
import type { Clock } from '../shared/clock.ts';
import type { Storage } from '../storage/contract.ts';
import type { Telemetry } from './contract.ts';
import { metricsOf, queueOf } from './metrics.ts';

const dayMs = 86_400_000;

/** From the figures that are counted with the ledger, and from who holds leases. Nothing here goes through entries. */
export function createTelemetry(
  storage: Storage,
  { clock, isAlive }: { clock: Clock; isAlive: (worker: string) => boolean },
): Telemetry {
  return {
    async metrics({ days = 30, owner } = {}) {
      const now = clock.now();
      const to = now.toISOString().slice(0, 10);
      const from = new Date(now.getTime() - (days - 1) * dayMs).toISOString().slice(0, 10);
      const figures = await storage.figures({ from, to, ...(owner === undefined ? {} : { owner }) });
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
