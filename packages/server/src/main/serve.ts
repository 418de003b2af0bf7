import { join } from 'node:path';
import type { Host } from '../cli/contract.ts';
import { openBrowser } from '../sandbox/open-browser.ts';
import { watchConfig } from '../config.ts';
import { dataFolder } from '../shared/data.ts';
import { createClient } from './client.ts';
import type { Runtime } from './runtime.ts';
import type { Sandboxes } from './sandboxes.ts';
import { announce, storageMark } from './servers.ts';
import { readToken, tokenFile } from './token.ts';
import { startWorkers } from './workers.ts';

type ServeOptions = Parameters<Host['serve']>[0] & { version: string };
type WorkerOptions = Parameters<Host['worker']>[0];

/** API and workers until the signal fires; the API stops first, then the workers drain. */
export async function serve(runtime: Runtime, sandboxes: Sandboxes, options: ServeOptions): Promise<void> {
  const { config, home, logger, ledger, redactor } = runtime;
  const token = readToken(home);
  redactor.add({ name: 'API token', value: token });
  const { listen } = await import('../api/listen.ts');
  const { createSignInCodes } = await import('../api/sign-in.ts');
  const signIn = createSignInCodes();
  const count = options.workers ?? config.worker.concurrency;
  let working = count === 0;
  let withdraw = () => {};
  // Listens before a worker takes a job: a taken port must not leave a job half begun.
  const api = await listen(
    {
      client: createClient(runtime, sandboxes, process.cwd(), { version: options.version, workers: count }),
      token,
      version: options.version,
      site: join(dataFolder('bin'), '../dist/dashboard'),
      signIn,
      logger,
      hostNames: config.api.hostNames,
      jobsPerMinute: config.api.jobsPerMinute,
      requestsPerMinute: config.api.requestsPerMinute,
      ready: async () => working && (await ledger.position()) >= 0,
    },
    { host: options.host ?? config.api.host, port: options.port ?? config.api.port },
  );
  const watching = await watch(runtime);
  try {
    const workers = count > 0 ? await startWorkers(runtime, sandboxes, { concurrency: count }) : null;
    try {
      working = true;
      const { url } = api;
      const record = { url, tokenFile: tokenFile(home), workers: count, version: options.version, pid: process.pid };
      const sandbox = config.sandbox.kind;
      withdraw = announce(home, { ...record, sandbox, storage: storageMark(config.storage.url) });
      const linkOf = () => `${url}/#code=${signIn.make()}`;
      options.onReady({ url, tokenFile: record.tokenFile, workers: count, link: linkOf() });
      if (options.open && !(await openBrowser(linkOf()))) logger.warn({}, 'no browser could be opened');
      await Promise.race([untilAborted(options.signal), ...(workers ? [workers.done] : [])]);
    } finally {
      working = false;
      // First, so that no command begins to use a server that is closing.
      withdraw();
      await api.close();
      await workers?.stop();
    }
  } finally {
    await api.close();
    await watching.close();
  }
}

/** Takes jobs until the signal fires, then drains. */
export async function work(runtime: Runtime, sandboxes: Sandboxes, options: WorkerOptions): Promise<void> {
  const concurrency = options.concurrency ?? runtime.config.worker.concurrency;
  const watching = await watch(runtime);
  try {
    const workers = await startWorkers(runtime, sandboxes, { concurrency });
    try {
      await Promise.race([untilAborted(options.signal), workers.done]);
    } finally {
      await workers.stop();
    }
  } finally {
    await watching.close();
  }
}

/** An invalid file is logged and changes nothing. */
function watch(runtime: Runtime) {
  return watchConfig(runtime.loaded, {}, runtime.logger, (next) => runtime.reload(next));
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
