import { join } from 'node:path';
import { ownUser } from '@codewright/protocol/access';
import type { Host } from '../cli/contract.ts';
import { openBrowser } from '../sandbox/open-browser.ts';
import { watchConfig } from '../config.ts';
import { dataFolder } from '../shared/data.ts';
import { createAccess } from './access.ts';
import { createClient } from './client.ts';
import { createConversing, ownerIn } from './conversations.ts';
import { guardClient } from './guard-client.ts';
import { openMemory } from './memory.ts';
import { createNotifying } from './notify.ts';
import { isWorkerAlive, type Runtime } from './runtime.ts';
import { createTeam } from './team.ts';
import { systemClock } from '../shared/clock.ts';
import { createViews } from '../jobs/views.ts';
import { createTelemetry } from '../telemetry/telemetry.ts';
import type { Sandboxes } from './sandboxes.ts';
import { createSettingsAdmin } from './settings.ts';
import { announce, storageMark } from './servers.ts';
import { readToken, tokenFile } from './token.ts';
import { startWorkers } from './workers.ts';

type ServeOptions = Parameters<Host['serve']>[0] & { version: string };
type WorkerOptions = Parameters<Host['worker']>[0];

/** How long the link counts that is shown at the start: what a terminal shows may be read by others later. */
const linkHours = 1;

/** API and workers until the signal fires; the API stops first, then the workers drain. */
export async function serve(runtime: Runtime, sandboxes: Sandboxes, options: ServeOptions): Promise<void> {
  const { config, home, logger, ledger } = runtime;
  const { listen } = await import('../api/listen.ts');
  const access = createAccess(runtime);
  const count = options.workers ?? config.worker.concurrency;
  let working = count === 0;
  let withdraw = () => {};
  const clientFor = (user: string) =>
    createClient(runtime, sandboxes, process.cwd(), { version: options.version, workers: count, user });
  const conversing = createConversing(runtime, sandboxes);
  const memory = openMemory(runtime);
  const notifying = createNotifying(runtime, clientFor);
  // Listens before a worker takes a job: a taken port must not leave a job half begun.
  const api = await listen(
    {
      client: clientFor(ownUser),
      clientFor,
      talkOf: (owner, jobs) => guardClient(conversing.of(owner, jobs), runtime.redactor),
      memoryOf: (asker) => memory.of(asker),
      viewsOf: (user) => createViews(runtime.storage, { clock: systemClock }, user),
      notify: notifying.notify,
      telemetry: createTelemetry(runtime.storage, { clock: systemClock, isAlive: isWorkerAlive }),
      team: createTeam(runtime),
      ownerOf: ownerIn(runtime),
      access,
      settings: createSettingsAdmin(runtime),
      token: readToken(home),
      version: options.version,
      site: join(dataFolder('bin'), '../dist/dashboard'),
      logger,
      hostNames: config.api.hostNames,
      https: config.api.https,
      jobsPerMinute: config.api.jobsPerMinute,
      chatPerMinute: config.api.chatPerMinute,
      messagesPerMinute: config.api.messagesPerMinute,
      requestsPerMinute: config.api.requestsPerMinute,
      windowPerMinute: config.api.windowPerMinute,
      allPerMinute: config.api.allPerMinute,
      ready: async () => working && (await ledger.position()) >= 0,
    },
    { host: options.host ?? config.api.host, port: options.port ?? config.api.port },
  );
  const watching = await watch(runtime);
  try {
    const workers = count > 0 ? await startWorkers(runtime, sandboxes, { concurrency: count, attended: true }) : null;
    const dispatcher = notifying.start();
    try {
      working = true;
      const { url } = api;
      const record = { url, tokenFile: tokenFile(home), workers: count, version: options.version, pid: process.pid };
      const sandbox = config.sandbox.kind;
      withdraw = announce(home, { ...record, sandbox, storage: storageMark(config.storage.url) });
      const linkOf = async () => `${url}/#code=${await access.link(ownUser, linkHours)}`;
      options.onReady({ url, tokenFile: record.tokenFile, workers: count, link: await linkOf() });
      if (options.open && !(await openBrowser(await linkOf()))) logger.warn({}, 'no browser could be opened');
      await Promise.race([untilAborted(options.signal), ...(workers ? [workers.done] : [])]);
    } finally {
      working = false;
      // First, so that no command begins to use a server that is closing.
      withdraw();
      await api.close();
      await workers?.stop();
      await dispatcher.stop();
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
    const workers = await startWorkers(runtime, sandboxes, { concurrency, attended: true });
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
