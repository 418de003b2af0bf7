import { join } from 'node:path';
import { jobStatuses } from '@codewright/protocol/job';
import { toCodewrightError } from '../shared/errors.ts';
import { type Pool, startPool } from '../worker/pool.ts';
import { createCatalog } from './catalog.ts';
import { createJobParts } from './job-parts.ts';
import { isWorkerAlive, type Runtime } from './runtime.ts';
import type { Sandboxes } from './sandboxes.ts';

const rescueEveryMs = 10_000;
const kept = jobStatuses.filter((status) => status !== 'succeeded' && status !== 'aborted');

/** Workers of this process, after the leftovers of crashed ones are gone; and the rescuer that watches over all of them. */
export async function startWorkers(
  runtime: Runtime,
  sandboxes: Sandboxes,
  options: { concurrency: number; only?: string },
): Promise<Pool> {
  const { config, home, queue, logger, workerName } = runtime;
  await sweep(runtime, sandboxes, options.only === undefined);
  const rescue = async () => {
    const { requeued, failed } = await queue.rescue(isWorkerAlive);
    if (requeued.length + failed.length > 0) logger.info({ requeued, failed }, 'jobs of silent workers taken back');
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
  const { home, logger, queue } = runtime;
  const { sweepOrphans } = await import('../sandbox/orphans.ts');
  const swept = await sweepOrphans(join(home, 'processes'));
  logger.debug({ swept }, 'swept what crashed processes left');
  if (!whole) return;
  const { manager } = await sandboxes.workspaces();
  const open = new Set<string>();
  let before: string | undefined;
  for (;;) {
    // A failed job's workspace is what a person looks at: only succeeded and cancelled ones go. Those, a year of work, are not read.
    const page = await queue.list({ status: [...kept], limit: 500, ...(before === undefined ? {} : { before }) });
    for (const job of page) open.add(job.id);
    before = page.at(-1)?.id;
    if (page.length < 500) break;
  }
  const removed = await manager.sweep(open);
  if (removed.length > 0) logger.info({ removed }, 'workspaces of finished jobs removed');
}
