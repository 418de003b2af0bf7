import { join } from 'node:path';
import { systemClock } from '../shared/clock.ts';
import { toCodewrightError } from '../shared/errors.ts';
import { endExpired } from '../jobs/expiry.ts';
import { type Pool, startPool } from '../worker/pool.ts';
import { createCatalog } from './catalog.ts';
import { createJobParts } from './job-parts.ts';
import { isWorkerAlive, type Runtime } from './runtime.ts';
import type { Sandboxes } from './sandboxes.ts';

const rescueEveryMs = 10_000;

/** Workers of this process, after the leftovers of crashed ones are gone; and the rescuer that watches over all of them. */
export async function startWorkers(
  runtime: Runtime,
  sandboxes: Sandboxes,
  options: { concurrency: number; only?: string; attended: boolean },
): Promise<Pool> {
  const { config, home, queue, logger, workerName } = runtime;
  await sweep(runtime, sandboxes, options.only === undefined);
  const rescue = async () => {
    const { requeued, failed } = await queue.rescue(isWorkerAlive);
    if (requeued.length + failed.length > 0) logger.info({ requeued, failed }, 'jobs of silent workers taken back');
    // Of a command that has its own job nobody expects that it ends those of others.
    if (options.only === undefined) await endExpired({ ...runtime, clock: systemClock });
  };
  await rescue().catch((error: unknown) => {
    // A database that is very busy just now is asked again by the clock.
    if (toCodewrightError(error).code !== 'STORAGE_BUSY') throw error;
    logger.warn({ error: String(error) }, 'rescue failed; tried again later');
  });
  const timer = setInterval(() => {
    rescue().catch((error: unknown) => logger.warn({ error: String(error) }, 'rescue failed; tried again later'));
  }, rescueEveryMs);
  timer.unref();
  const pool = startPool(
    createJobParts(
      runtime,
      createCatalog(() => Object.keys(runtime.config.agents)),
      sandboxes,
    ),
    {
      name: workerName,
      concurrency: options.concurrency,
      attended: options.attended,
      heartbeatMs: config.worker.heartbeatSeconds * 1000,
      drainMs: config.worker.drainSeconds * 1000,
      ...(options.only === undefined ? {} : { only: options.only }),
    },
  );
  const done = pool.done.finally(() => clearInterval(timer));
  // The owner of the pool awaits `done`; this line only keeps a failure from being reported twice.
  done.catch((error: unknown) => logger.error({ error: String(error), home: join(home) }, 'the pool failed'));
  return { ...pool, done, running: () => pool.running(), stop: () => pool.stop() };
}

/** Processes of crashed workers are ended at once; workspaces of finished jobs only by a long-running worker. */
async function sweep(runtime: Runtime, sandboxes: Sandboxes, whole: boolean): Promise<void> {
  const { home, logger, storage } = runtime;
  const { sweepOrphans } = await import('../sandbox/orphans.ts');
  const swept = await sweepOrphans(join(home, 'processes'));
  logger.debug({ swept }, 'swept what crashed processes left');
  if (!whole) return;
  const { manager } = await sandboxes.workspaces();
  // A failed job's workspace is what a person looks at: only those of succeeded and cancelled ones go. One that this database does not
  // know is perhaps a job of another: a home may be used with more than one.
  const removed = await manager.sweep(async (job) => {
    const found = await storage.job(job);
    return found !== null && (found.status === 'succeeded' || found.status === 'aborted');
  });
  if (removed.length > 0) logger.info({ removed }, 'workspaces of finished jobs removed');
}
