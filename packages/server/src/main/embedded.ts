import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ownUser } from '@codewright/protocol/access';
import { loadConfig } from '../config.ts';
import type { Backend } from '../sdk/backend.ts';
import type { CodewrightOptions } from '../sdk/contract.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { Pool } from '../worker/pool.ts';
import { createClient } from './client.ts';
import { openMemory } from './memory.ts';
import { ownVersion } from './own-version.ts';
import { openRuntime } from './runtime.ts';
import { createSandboxes } from './sandboxes.ts';
import { startWorkers } from './workers.ts';

/** Codewright within another program: its own process, no handlers, no output. */
export async function openEmbedded(options: CodewrightOptions): Promise<Backend> {
  const file = options.config === undefined ? undefined : resolve(options.config);
  if (file !== undefined && !existsSync(file))
    throw new CodewrightError('CONFIG_INVALID', `There is no settings file ${file}.`);
  const loaded = loadConfig({
    ...(options.home === undefined ? {} : { home: options.home }),
    ...(file === undefined ? {} : { file }),
    ...(options.settings ? { flags: options.settings } : {}),
  });
  const runtime = await openRuntime(loaded, { quiet: true });
  const sandboxes = createSandboxes(runtime);
  const client = createClient(runtime, sandboxes, process.cwd(), { version: ownVersion(), workers: 1 });
  const running = new Set<Pool>();
  return {
    client,
    memory: openMemory(runtime).of({ user: ownUser, role: 'admin' }),
    async prepare(sandbox) {
      await sandboxes.sandbox(sandbox);
    },
    async work(job) {
      const pool = await startWorkers(runtime, sandboxes, {
        concurrency: 1,
        only: job,
        attended: true,
      });
      running.add(pool);
      return { done: pool.done.finally(() => running.delete(pool)) };
    },
    async close() {
      // Whoever waits for a job hears of its failure; here it only has to be over.
      await Promise.allSettled([...running].map((pool) => pool.stop()));
      await runtime.close();
    },
  };
}
