import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodewrightClient } from '@codewright/protocol/client';
import { ownUser } from '@codewright/protocol/access';
import { exitCodes } from '@codewright/protocol/errors';
import type { Role } from '../../agents/contract.ts';
import type { CatalogLine, Host, ModelsHost, SecretsHost, Terminal } from '../../cli/contract.ts';
import type { GuestBackend } from '../../guests/contract.ts';
import { describeSettings, type LoadedConfig, loadConfig, readEnvironment } from '../../config.ts';
import { CodewrightError } from '../../shared/errors.ts';
import { shortId } from '../../shared/ids.ts';
import { secretsInSettings, withoutPassword } from '../../shared/known-secrets.ts';
import type { Redactor } from '../../shared/redact.ts';
import type { Attached } from '../attach.ts';
import type { Runtime } from '../runtime.ts';
import type { Sandboxes } from '../sandboxes.ts';
import { createOwnRedactor, withoutSecrets } from '../secrets.ts';

interface Opened {
  runtime: Runtime;
  sandboxes: Sandboxes;
}

/**
 * What main.ts hands to the command line. Modules are loaded when a command first needs them: a command that only looks
 * at a job must not pay for the craft, the sandbox or the API.
 */
export function createHost(version: string): Host {
  let loaded: LoadedConfig | undefined;
  let opened: Promise<Opened> | undefined;
  const clients: { working?: Promise<CodewrightClient>; asking?: Promise<CodewrightClient> } = {};
  let checking: Promise<unknown> | undefined;
  let attaching: Promise<Attached | null> | undefined;
  let wanted: { server?: string | false } = {};
  // A sandbox sets itself up outside this process: it begins first, and meanwhile what will work in it is loaded.
  let underWay: Promise<unknown> | undefined;
  const redactor = createOwnRedactor();
  const terminal = createTerminal(redactor);
  const warn = (message: string) => terminal.stderr.write(`codewright: ${message}\n`);
  // A process that works for many projects takes none of their files for its own.
  const config = (project: string | null = process.cwd()) =>
    (loaded ??= known(loadConfig(project === null ? {} : { project })));
  const known = (settings: LoadedConfig) => {
    for (const secret of secretsInSettings(settings.config)) redactor.add(secret);
    return settings;
  };

  const open = (options: { service?: boolean } = {}) =>
    (opened ??= (async () => {
      const { openRuntime } = await import('../runtime.ts');
      const { createSandboxes } = await import('../sandboxes.ts');
      const runtime = await openRuntime(config(options.service ? null : process.cwd()), {
        quiet: !options.service,
        redactor,
        warn,
      });
      return { runtime, sandboxes: createSandboxes(runtime) };
    })());
  const openLedger = async () => (await open()).runtime;

  const local = {
    async client(works: boolean) {
      const { runtime, sandboxes } = await open();
      await underWay;
      const { createClient } = await import('../client.ts');
      return createClient(runtime, sandboxes, process.cwd(), { version, workers: 0, works });
    },
    async work(job: string, { attended = false }: { attended?: boolean } = {}) {
      const { runtime, sandboxes } = await open();
      const { startWorkers } = await import('../workers.ts');
      const workers = await startWorkers(runtime, sandboxes, { concurrency: 1, only: job, attended });
      const left = `Stopping; go on later with: codewright jobs resume ${shortId(job)}`;
      return { done: workers.done, stop: () => workers.stop(), left };
    },
  };
  const attached = () => (attaching ??= findServer());
  async function findServer(): Promise<Attached | null> {
    if (wanted.server === false) return null;
    const named = wanted.server ?? readEnvironment().server.url;
    const { home, config: settings } = config();
    // The one look that a command costs which has no server.
    if (named === undefined && !holdsFiles(join(home, 'servers'))) return null;
    const { attachHere, attachTo } = await import('../attach.ts');
    const say = warn;
    if (named !== undefined) return attachTo(named, { token: readEnvironment().server.token, home, say });
    return attachHere({ home, version, storageUrl: settings.storage.url, say, local });
  }

  const host: Host = {
    version,
    terminal,

    use(options) {
      wanted = options;
    },
    attached: async () => {
      const server = await attached();
      return server && { url: server.url, ...server.info };
    },

    client: ({ works = false } = {}) =>
      (clients[works ? 'working' : 'asking'] ??= attached().then((server) => server?.client ?? local.client(works))),

    async prepare({ sandbox, repository }) {
      const server = await attached();
      if (server) return { kind: sandbox ?? server.info.sandbox };
      const beginning = open().then(({ sandboxes }) => sandboxes.begin(sandbox, repository));
      underWay = beginning.catch(() => null);
      const { works } = await beginning;
      checking = Promise.all([works, import('../workers.ts')]);
      await checking;
      return { kind: sandbox ?? config().config.sandbox.kind };
    },

    work: async (job, options) => ((await attached()) ?? local).work(job, options),

    async worker(options) {
      const { runtime, sandboxes } = await open({ service: true });
      const { work } = await import('../serve.ts');
      await work(runtime, sandboxes, options);
    },

    async serve(options) {
      const { runtime, sandboxes } = await open({ service: true });
      const { serve } = await import('../serve.ts');
      await serve(runtime, sandboxes, { ...options, version });
    },

    async guest({ protocol, signal }) {
      const backend: GuestBackend = {
        version,
        client: () => host.client({ works: true }),
        prepare: ({ repository }) => host.prepare({ sandbox: undefined, repository }),
        work: (job) => host.work(job, { attended: true }),
      };
      const options = { backend, input: terminal.stdin, output: terminal.stdout, folder: process.cwd(), signal };
      if (protocol === 'mcp') await (await import('../../guests/mcp.ts')).serveMcp(options);
      else await (await import('../../guests/acp.ts')).serveAcp(options);
    },

    async rebuild() {
      const server = await attached();
      if (server && wanted.server !== undefined)
        throw new CodewrightError('USAGE', 'The ledger is rebuilt where its database is, not through a server.', {
          hint: 'Run it there, without --server.',
        });
      return (await openLedger()).ledger.rebuild();
    },
    async access() {
      if (wanted.server !== undefined && wanted.server !== false)
        throw new CodewrightError('USAGE', 'Users and tokens are kept where the database is, not through a server.', {
          hint: 'Run it there, without --server; or open Settings in the dashboard.',
        });
      const { createAccessHost } = await import('./access.ts');
      return createAccessHost(await openLedger());
    },
    secrets: createLazySecrets(async () => {
      const { createSecretsHost } = await import('./secrets.ts');
      return createSecretsHost(config(), redactor, warn);
    }),
    models: createLazyModels(async () => {
      const { createModelsHost } = await import('./models.ts');
      return createModelsHost(config(), redactor, warn);
    }),

    async shell(command, folder) {
      const { sandboxes } = await open();
      const sandbox = await sandboxes.sandbox(undefined);
      const result = await sandbox.exec({
        argv: ['/bin/sh', '-c', command],
        cwd: folder,
        mounts: [{ path: folder, access: 'write' }],
        network: { mode: 'none' },
        limits: { timeMs: 600_000 },
        signal: new AbortController().signal,
      });
      return { output: redactor.text(result.stdout + result.stderr), exitCode: result.exitCode };
    },

    async toolServers() {
      const { runtime, sandboxes } = await open();
      const { createToolServersHost } = await import('../tool-servers.ts');
      return createToolServersHost(runtime, sandboxes);
    },

    async workflows() {
      const { createWorkflowsHost } = await import('./workflows.ts');
      return createWorkflowsHost(config());
    },

    async agents({ name }) {
      const { listAgents } = await import('./agents.ts');
      return listAgents(config(), redactor, warn, name);
    },

    async doctor() {
      const { examine } = await import('./doctor.ts');
      return examine(config);
    },

    async verifyFile(file) {
      const { verifyFile } = await import('../verify-file.ts');
      return verifyFile(file, openLedger);
    },

    async settings() {
      const { config: settings, origins } = config();
      return describeSettings().map(({ path, variable, meaning }) => {
        const value = path
          .split('.')
          .reduce<unknown>((tree, key) => (tree as Record<string, unknown> | undefined)?.[key], settings);
        // Of a setting that is a table each row has its own origin; the setting as a whole has that of the last one laid.
        const inner = [...origins].findLast(([key]) => key === path || key.startsWith(`${path}.`));
        return { path, value: withoutPassword(value), variable, meaning, origin: inner?.[1] ?? 'default' };
      });
    },

    async howToRun(folder) {
      const { howToRun } = await import('../how-to-run.ts');
      return howToRun(folder);
    },

    async init(folder) {
      const file = join(folder, '.codewright', 'config.yaml');
      if (existsSync(file)) throw new CodewrightError('CONFLICT', `${file} exists already; it is left as it is.`);
      const { dataFolder } = await import('../../shared/data.ts');
      mkdirSync(join(folder, '.codewright'), { recursive: true });
      writeFileSync(file, readFileSync(join(dataFolder('templates'), 'project-config.yaml'), 'utf8'), { flag: 'wx' });
      return [file];
    },

    async memory() {
      const named = wanted.server === false ? undefined : (wanted.server ?? readEnvironment().server.url);
      const server = named === undefined ? null : await attached();
      if (server) return server.memory;
      // A server of this home works on the same database: nothing is gained by asking it.
      const { openMemory } = await import('../memory.ts');
      return openMemory(await openLedger()).of({ user: ownUser, role: 'admin' });
    },

    async catalog() {
      const { createCatalog } = await import('../catalog.ts');
      const { tools, ownWords, toolSchema } = await import('../../tools/registry.ts');
      const { readPolicies } = await import('../policies.ts');
      const { dataFolder } = await import('../../shared/data.ts');
      const policies = readPolicies(dataFolder('policies'));
      const catalog = createCatalog();
      return {
        workflows: catalog
          .workflows()
          .map(({ name, description }) => ({ name, about: description, text: description })),
        roles: catalog.roles().map(roleLine),
        tools: [...tools.values()].map((tool) => {
          const { name, effect, risk } = tool;
          const words = ownWords(name);
          const input = JSON.stringify(toolSchema(tool, ownWords).inputSchema, null, 2);
          return {
            name,
            about: `${effect}: ${words.split('\n', 1)[0] ?? ''}`,
            text: `${words}\n\neffect: ${effect}\nrisk: ${risk}\ntakes: ${input}`,
          };
        }),
        policies: policies.map(({ name, text }) => ({
          name: name.replace(/\.yaml$/, ''),
          about: firstComment(text),
          text,
        })),
      };
    },

    async close() {
      // What could not be opened was reported where it was needed.
      const ready = await opened?.catch(() => null);
      await checking?.catch(() => null);
      await ready?.runtime.close();
    },
  };
  return host;
}

function roleLine({ name, prompt, tools, only, appends, model }: Role): CatalogLine {
  const facts = [
    `tools: ${tools.join(', ')}`,
    ...Object.entries(only).map(([mode, more]) => `tools in ${mode}: ${(more ?? []).join(', ')}`),
    `records: ${appends.join(', ')}`,
    `model: ${model ?? 'that of the job'}`,
  ];
  return { name, about: tools.join(', '), text: `${facts.join('\n')}\n\n${prompt}` };
}

/** What a file says of itself at its beginning. */
function firstComment(text: string): string {
  return /^#\s*(.+)$/m.exec(text)?.[1] ?? '';
}

function createLazySecrets(open: () => Promise<SecretsHost>): SecretsHost {
  return {
    list: async () => (await open()).list(),
    set: async (name, value) => (await open()).set(name, value),
    remove: async (name) => (await open()).remove(name),
    rotate: async (options) => (await open()).rotate(options),
    import: async (names) => (await open()).import(names),
  };
}

function createLazyModels(open: () => Promise<ModelsHost>): ModelsHost {
  return { list: async () => (await open()).list(), test: async (name) => (await open()).test(name) };
}

function holdsFiles(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    // There is none: no server has ever run here.
    return false;
  }
}

/**
 * The process's own streams, without the secrets that are known. A reader that has had enough (`| head`) is no error: from then
 * on nothing is shown.
 */
function createTerminal(redactor: Redactor): Terminal {
  const { terminal, ci } = readEnvironment();
  const { stdout, stderr } = process;
  const closed = new AbortController();
  const clean = (stream: NodeJS.WriteStream) => withoutSecrets(stream, redactor);
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (closed.signal.aborted) return;
    closed.abort();
    if (error.code === 'EPIPE' || error.code === 'EIO') return;
    // The work is not given up for that, but whoever reads the output later must not take it for whole.
    stderr.write(
      `codewright: The output could not be written (${error.code ?? error.message}); the rest is not shown.\n`,
    );
    process.once('exit', () => (process.exitCode ||= exitCodes.environment));
  });
  // There is nowhere left to say it.
  stderr.on('error', () => undefined);
  return {
    // Opened by whoever reads it: most never do.
    get stdin() {
      return process.stdin;
    },
    stdout: clean(stdout),
    stderr: clean(stderr),
    noColor: terminal.noColor || terminal.term === 'dumb',
    ci,
    closed: closed.signal,
  };
}
