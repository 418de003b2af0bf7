import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import type { CodewrightClient, Verification } from '@codewright/protocol/client';
import type { Host, LedgerHost, Terminal } from '../cli/contract.ts';
import { describeSettings, type LoadedConfig, loadConfig, readEnvironment } from '../config.ts';
import type { VerifyReport } from '../ledger/contract.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { Runtime } from './runtime.ts';
import type { Sandboxes } from './sandboxes.ts';

interface Opened {
  runtime: Runtime;
  sandboxes: Sandboxes;
}

/**
 * What main.ts hands to the command line. Modules are loaded when a command first needs them: a command that only looks
 * at a job must not pay for the craft, the sandbox or the API.
 */
export function createHost(version: string): Host {
  const { terminal: seen, ci } = readEnvironment();
  const terminal: Terminal = {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    noColor: seen.noColor || seen.term === 'dumb',
    ci,
  };
  let loaded: LoadedConfig | undefined;
  let opened: Promise<Opened> | undefined;
  let client: Promise<CodewrightClient> | undefined;
  const config = () => (loaded ??= loadConfig({ project: process.cwd() }));

  const open = () =>
    (opened ??= (async () => {
      const { openRuntime } = await import('./runtime.ts');
      const { createSandboxes } = await import('./sandboxes.ts');
      const runtime = await openRuntime(config());
      return { runtime, sandboxes: createSandboxes(runtime) };
    })());

  const getClient = () =>
    (client ??= (async () => {
      const { runtime, sandboxes } = await open();
      const { createClient } = await import('./client.ts');
      return createClient(runtime, sandboxes, process.cwd());
    })());

  const pool = async (options: { concurrency: number; only?: string }) => {
    const { runtime, sandboxes } = await open();
    const { startWorkers } = await import('./workers.ts');
    return startWorkers(runtime, sandboxes, options);
  };

  return {
    version,
    terminal,
    client: getClient,

    async work(job) {
      const workers = await pool({ concurrency: 1, only: job });
      return { done: workers.done, stop: () => workers.stop() };
    },

    async worker({ concurrency, signal }) {
      const workers = await pool({ concurrency: concurrency ?? config().config.worker.concurrency });
      await untilAborted(signal);
      await workers.stop();
    },

    async serve(options) {
      const { runtime } = await open();
      const { config: settings, home } = config();
      const { listen } = await import('../api/listen.ts');
      const count = options.workers ?? settings.worker.concurrency;
      const workers = count > 0 ? await pool({ concurrency: count }) : null;
      const api = await listen(
        {
          client: await getClient(),
          token: readToken(home),
          version,
          logger: runtime.logger,
          ready: async () => (await runtime.ledger.position()) >= 0,
        },
        { host: options.host ?? settings.api.host, port: options.port ?? settings.api.port },
      );
      try {
        options.onReady({ url: api.url, tokenFile: tokenFile(home), workers: count });
        await untilAborted(options.signal);
      } finally {
        await api.close();
        await workers?.stop();
      }
    },

    ledger: createLedgerHost(async () => (await open()).runtime),

    async doctor() {
      const { examine } = await import('./doctor.ts');
      return examine(config());
    },

    async verifyFile(file) {
      if (!existsSync(file)) throw new CodewrightError('NOT_FOUND', `There is no file ${file}.`);
      const { verifyTruthpack, readTruthpack } = await import('../ledger/truthpack.ts');
      const { translate } = await import('./rules.ts');
      const text = readFileSync(file, 'utf8');
      const { predicate } = readTruthpack(text);
      const { runtime } = await open();
      const entries = await runtime.ledger.read({ job: predicate.job, limit: 1_000_000 });
      const knownKey = createPublicKey({
        key: Buffer.from(runtime.keys.publicKey, 'base64'),
        type: 'spki',
        format: 'der',
      });
      // A pack from elsewhere has no ledger here: it is checked by itself, and that is said.
      const result = verifyTruthpack(text, { translate, knownKey, ...(entries.length > 0 ? { entries } : {}) });
      if (entries.length > 0) return result;
      return {
        ok: result.ok,
        checks: [
          ...result.checks,
          { name: 'ledger', ok: true, detail: 'not checked: this job is not in the ledger here' },
        ],
      };
    },

    async settings() {
      const { config: settings, origins } = config();
      return describeSettings().map(({ path, variable, meaning }) => {
        const value = path
          .split('.')
          .reduce<unknown>((tree, key) => (tree as Record<string, unknown> | undefined)?.[key], settings);
        return { path, value, variable, meaning, origin: origins.get(path) ?? 'default' };
      });
    },

    async init(folder) {
      const file = join(folder, '.codewright', 'config.yaml');
      if (existsSync(file)) throw new CodewrightError('CONFLICT', `${file} exists already; it is left as it is.`);
      const { dataFolder } = await import('../shared/data.ts');
      mkdirSync(join(folder, '.codewright'), { recursive: true });
      writeFileSync(file, readFileSync(join(dataFolder('templates'), 'project-config.yaml'), 'utf8'), { flag: 'wx' });
      return [file];
    },

    async catalog() {
      const { createCatalog } = await import('./catalog.ts');
      const { tools, ownWords } = await import('../tools/registry.ts');
      const catalog = createCatalog();
      return {
        workflows: catalog.workflows().map(({ name, description }) => ({ name, about: description })),
        roles: catalog.roles().map(({ name, tools: own }) => ({ name, about: own.join(', ') })),
        tools: [...tools.values()].map(({ name, effect }) => ({
          name,
          about: `${effect}: ${ownWords(name).split('\n', 1)[0] ?? ''}`,
        })),
        models: [{ name: 'builtin/craft', about: 'built in: deterministic programs, no key, no network' }],
      };
    },

    async close() {
      if (opened) await (await opened).runtime.close();
    },
  };
}

function createLedgerHost(runtime: () => Promise<Runtime>): LedgerHost {
  return {
    verify: async (job) => {
      const { ledger, queue } = await runtime();
      return worded('chains', await ledger.verify(job === undefined ? undefined : (await queue.get(job)).id));
    },
    rebuild: async () => (await runtime()).ledger.rebuild(),
    search: async (text, limit) => (await runtime()).ledger.search(text, limit),
    checkpoint: async () => JSON.stringify(await (await runtime()).ledger.checkpoint(), null, 2),
    async verifyCheckpoint(text) {
      const { ledger } = await runtime();
      let parsed: Parameters<typeof ledger.verifyCheckpoint>[0];
      try {
        parsed = JSON.parse(text) as typeof parsed;
      } catch (cause) {
        throw new CodewrightError('INVALID_INPUT', 'This is not a checkpoint: it is not JSON.', { cause });
      }
      return worded('heads', await ledger.verifyCheckpoint(parsed));
    },
  };
}

function worded(name: string, report: VerifyReport): Verification {
  if (report.ok)
    return { ok: true, checks: [{ name, ok: true, detail: `${report.jobs} chains, ${report.entries} entries hold` }] };
  return {
    ok: false,
    checks: report.problems.map((problem) => ({ name: problem.kind, ok: false, detail: problem.message })),
  };
}

const tokenFile = (home: string) => join(home, 'keys', 'token');

/** The token of this installation; made at the first start, readable by its user only. */
function readToken(home: string): string {
  const file = tokenFile(home);
  if (!existsSync(file)) {
    mkdirSync(join(home, 'keys'), { recursive: true, mode: 0o700 });
    const token = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
    try {
      writeFileSync(file, token, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      // Another process was faster: its token counts.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  return readFileSync(file, 'utf8').trim();
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
