import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Asker } from '@codewright/protocol/access';
import type { CodewrightClient, JobsClient } from '@codewright/protocol/client';
import type { Job, JobRequestInput } from '@codewright/protocol/job';
import { createAccess } from '../access/access.ts';
import type { Access } from '../access/contract.ts';
import { loadConfig } from '../config.ts';
import { createViews } from '../jobs/views.ts';
import { createClient } from '../main/client.ts';
import { createConversing, ownerIn } from '../main/conversations.ts';
import { openMemory } from '../main/memory.ts';
import { createNotifying } from '../main/notify.ts';
import { isWorkerAlive, openRuntime, type Runtime } from '../main/runtime.ts';
import { createTeam } from '../main/team.ts';
import { createTelemetry } from '../telemetry/telemetry.ts';
import { createSandboxes } from '../main/sandboxes.ts';
import { makeRepository, passing } from '../main/e2e/testing-launcher.ts';
import { createSettingsAdmin } from '../main/settings.ts';
import { startWorkers } from '../main/workers.ts';
import { systemClock } from '../shared/clock.ts';
import type { ApiOptions, RunningApi } from './contract.ts';
import { listen } from './listen.ts';

export const token = 'a-token-of-the-test';

/** A real server over a home of its own, with one worker. */
export interface ApiBench extends AsyncDisposable {
  folder: string;
  runtime: Runtime;
  access: Access;
  /** In process. */
  client: CodewrightClient;
  api: RunningApi;
  /** A repository whose tests pass. */
  repo: string;
  call: (path: string, options?: CallOptions) => Promise<Response>;
  post: (path: string, body: unknown) => Promise<Response>;
  /** A job that writes one file; it is in the queue. */
  submit(file: string, more?: Partial<JobRequestInput>): Promise<Job>;
  /** Another server over the same runtime. */
  listen(options: Partial<ApiOptions>): Promise<RunningApi>;
}

/** What a server needs that knows `token`, over a runtime. */
export function partsOf({ storage, ledger, logger, queue }: Runtime): Pick<ApiOptions, 'access' | 'ownerOf' | 'token'> {
  return {
    access: createAccess({ storage, ledger, logger, token, clock: systemClock, sessionDays: 1 }),
    ownerOf: async (job) => (await queue.get(job)).createdBy,
    token,
  };
}

export type CallOptions = RequestInit & { token?: string | null; url?: string };

export async function openApi(
  options: Partial<ApiOptions> = {},
  settings: Record<string, unknown> = {},
): Promise<ApiBench> {
  const folder = mkdtempSync(join(tmpdir(), 'codewright-api-'));
  const repo = makeRepository(join(folder, 'repo'), passing);
  const runtime = await openRuntime(
    loadConfig({ env: { HOME: folder }, home: join(folder, 'home'), flags: settings }),
    { quiet: true },
  );
  const sandboxes = createSandboxes(runtime);
  const pool = await startWorkers(runtime, sandboxes, { concurrency: 1, attended: true });
  const client = createClient(runtime, sandboxes, folder, { version: '1.2.3', workers: 1 });
  const clientFor = (user: string) => createClient(runtime, sandboxes, folder, { version: '1.2.3', workers: 1, user });
  const parts = partsOf(runtime);
  const conversing = createConversing(runtime, sandboxes);
  const memory = openMemory(runtime);
  const { notify } = createNotifying(runtime, clientFor);
  const opened: RunningApi[] = [];
  const open = async (more: Partial<ApiOptions>) => {
    const ownerOf = ownerIn(runtime);
    const usual = {
      client,
      clientFor,
      talkOf: (owner: string, jobs: JobsClient) => conversing.of(owner, jobs),
      memoryOf: (asker: Asker) => memory.of(asker),
      viewsOf: (user: string) => createViews(runtime.storage, { clock: systemClock }, user),
      notify,
      telemetry: createTelemetry(runtime.storage, { clock: systemClock, isAlive: isWorkerAlive }),
      team: createTeam(runtime),
      ownerOf,
      access: parts.access,
      settings: createSettingsAdmin(runtime),
      token,
      version: '1.2.3',
      logger: runtime.logger,
      heartbeatMs: 100,
    };
    const limits = { requestsPerMinute: null, jobsPerMinute: null };
    const ready = async () => (await runtime.ledger.position()) >= 0;
    const api = await listen({ ...usual, ...limits, ready, ...options, ...more }, { host: '127.0.0.1', port: 0 });
    opened.push(api);
    return api;
  };
  const api = await open({});
  const call: ApiBench['call'] = (path, { token: own = token, headers, url = api.url, ...rest } = {}) =>
    fetch(`${url}${path}`, {
      ...rest,
      headers: {
        ...(own === null ? {} : { authorization: `Bearer ${own}` }),
        ...Object.fromEntries(new Headers(headers)),
      },
      signal: rest.signal ?? AbortSignal.timeout(120_000),
    });
  return {
    folder,
    runtime,
    client,
    access: parts.access,
    api,
    repo,
    call,
    listen: open,
    post: (path, body) =>
      call(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    async submit(file, more = {}) {
      const goal = `create file ${file} with "hello"`;
      return (await client.submit({ goal, repository: repo, ...more })).job;
    },
    async [Symbol.asyncDispose]() {
      for (const one of opened) await one.close();
      await pool.stop();
      await runtime.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Sent {
  event: string;
  id: string | null;
  data: string;
}

/** Server-Sent Events, by hand and not by the client's own reader. */
export function parseStream(text: string): Sent[] {
  return text
    .split('\n\n')
    .filter(Boolean)
    .map((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
      return { event: field('event') ?? 'message', id: field('id'), data: field('data') ?? '' };
    });
}

/** A repository whose tests never end. */
export const endless = {
  ...passing,
  'slow.test.js': "import test from 'node:test'; test('slow', () => new Promise((r) => setTimeout(r, 60_000)));\n",
};
