import { rm, statfs } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DoctorLine } from '../../cli/contract.ts';
import { type LoadedConfig, readSecretEnvironment } from '../../config.ts';
import { ownedName } from '../../sandbox/workspace/begun.ts';
import { toCodewrightError } from '../../shared/errors.ts';
import { createRedactor } from '../../shared/redact.ts';
import { makeTemporary } from '../../shared/temporary.ts';
import { agentLines, listAgents } from './agents.ts';
import { createCatalog } from '../catalog.ts';
import { createModels, openDirectory } from '../models.ts';
import { keyVariables } from '../provider-keys.ts';
import { openRuntime } from '../runtime.ts';
import { createSandboxes, type Sandboxes } from '../sandboxes.ts';
import { openSecrets } from '../secrets.ts';
import { toolchainLines } from '../toolchains.ts';

const signal = () => AbortSignal.timeout(60_000);

const nothingRecorded = 'nothing can be queued or recorded';

/** Tries every part for real. One part's failure never hides another's state. */
export async function examine(config: () => LoadedConfig): Promise<DoctorLine[]> {
  const lines: DoctorLine[] = [];
  const closers: (() => Promise<void>)[] = [];
  const attempt = async (part: string, costs: string, look: () => Promise<string | DoctorLine>) => {
    try {
      const found = await look();
      lines.push(typeof found === 'string' ? { part, state: 'works', detail: found } : found);
    } catch (thrown) {
      lines.push(broken(part, thrown, costs));
    }
  };
  lines.push(nodeLine());
  let loaded: LoadedConfig;
  try {
    loaded = config();
  } catch (thrown) {
    return [...lines, broken('settings', thrown, 'nothing starts until they are valid')];
  }
  const { files, origins, home } = loaded;
  lines.push({ part: 'settings', state: 'works', detail: `${origins.size} differ from the defaults (${files.user})` });
  const sandboxes = createSandboxes({ config: loaded.config, home, onClose: (close) => closers.push(close) });
  try {
    await attempt('storage', nothingRecorded, () => storageLine(loaded));
    await attempt('disk', 'jobs stop when it is full', () => diskLine(home));
    await attempt('sandbox', 'nothing is executed: it fails closed', () => sandboxLine(sandboxes));
    await attempt('git', 'no repository can be read or made', () => gitLine(sandboxes));
    await attempt('registry', noRegistry, () => registryLine(sandboxes));
    try {
      lines.push(...(await toolchainLines(await sandboxes.sandbox(), signal())));
    } catch (thrown) {
      lines.push(broken('languages', thrown, 'projects in Python, Go and Rust cannot be checked'));
    }
    await attempt('roles, workflows', 'no job can run', async () => {
      const catalog = createCatalog();
      return `${catalog.roles().length} roles, ${catalog.workflows().length} workflows load`;
    });
    await attempt('secrets', 'stored keys cannot be used', () => secretsLine(loaded));
    await attempt('model', 'agents cannot think', () => modelLine(loaded));
    try {
      const rows = await listAgents(loaded, createRedactor(), () => undefined, undefined);
      lines.push(...agentLines(rows));
    } catch (thrown) {
      lines.push(broken('agent CLIs', thrown, '--agent cannot be used'));
    }
  } finally {
    for (const close of closers.reverse()) await close();
  }
  return lines;
}

const noRegistry = 'versions come from the curated list, packages cannot be installed';

async function storageLine(loaded: LoadedConfig): Promise<string> {
  const { url } = loaded.config.storage;
  const runtime = await openRuntime(loaded, { quiet: true });
  try {
    const position = await runtime.ledger.position();
    const where = url === null ? `SQLite in ${runtime.home}` : `PostgreSQL at ${new URL(url).host}`;
    return `${where}, ledger at entry ${position}`;
  } finally {
    await runtime.close();
  }
}

async function diskLine(home: string): Promise<string | DoctorLine> {
  const { bavail, bsize } = await statfs(home);
  const free = (bavail * bsize) / 1e9;
  const detail = `${free.toFixed(1)} GB free in ${home}`;
  if (free > 1) return detail;
  return {
    part: 'disk',
    state: 'broken',
    detail,
    costs: 'jobs stop when it is full',
    hint: 'Free some space, or set CODEWRIGHT_HOME to another disk.',
  };
}

/** Which keys are there, and where: never a value. */
async function secretsLine(loaded: LoadedConfig): Promise<string> {
  const { home } = loaded;
  const environment = readSecretEnvironment();
  const warnings: string[] = [];
  const store = openSecrets(home, createRedactor(), (message) => warnings.push(message));
  const stored = await store.all();
  const protection = await store.protection();
  const own = keyVariables(openDirectory(loaded)).filter((name) => environment.variable(name) !== null);
  const parts = [
    ...(own.length > 0 ? [`from the environment ${own.join(', ')}`] : []),
    ...(stored.length > 0 ? [`stored under a ${protection} ${stored.map(({ name }) => name).join(', ')}`] : []),
    ...warnings,
  ];
  return parts.join('; ') || 'no key of a model provider; the built-in model needs none';
}

/** The provider is loaded and gives the model; no call is made, since one may cost money (`codewright models test` makes one). */
async function modelLine(loaded: LoadedConfig): Promise<string> {
  const { default: name } = loaded.config.model;
  const secrets = openSecrets(loaded.home, createRedactor(), () => undefined);
  const { place } = await createModels(loaded, secrets).connections.open(name);
  if (place.provider === 'builtin') return `${name}: built in, needs no key and no network`;
  return `${name} at ${place.address ?? place.provider}, ${place.key === null ? 'without a key' : `key ${place.key}`}`;
}

function nodeLine(): DoctorLine {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > 22 || (major === 22 && minor >= 18);
  return {
    part: 'node',
    state: fits ? 'works' : 'broken',
    detail: `${process.versions.node} at ${process.execPath}`,
    ...(fits ? {} : { hint: 'Node 22.18 or newer is needed: https://nodejs.org' }),
  };
}

function broken(part: string, thrown: unknown, costs: string): DoctorLine {
  const error = toCodewrightError(thrown);
  return { part, state: 'broken', detail: error.message, costs, ...(error.hint ? { hint: error.hint } : {}) };
}

async function sandboxLine(sandboxes: Sandboxes): Promise<DoctorLine> {
  const probe = await (await sandboxes.sandbox()).probe();
  return {
    part: 'sandbox',
    state: probe.works ? 'works' : 'broken',
    detail: `${probe.kind}: ${probe.works ? probe.protections.join(', ') : probe.detail}`,
    costs: 'nothing is executed: it fails closed',
    ...(probe.hint ? { hint: probe.hint } : {}),
  };
}

/** A commit made in a sandbox, the way jobs make theirs. */
async function gitLine(sandboxes: Sandboxes): Promise<string> {
  const { manager } = await sandboxes.workspaces();
  const folder = makeTemporary('doctor');
  try {
    const workspace = await manager.open(
      { job: ownedName('doctor'), branch: 'main', output: join(folder, 'out') },
      signal(),
    );
    try {
      writeFileSync(await workspace.resolve('hello.txt', 'write'), 'hello\n');
      const { commit } = await workspace.commit('Try a commit', signal());
      const { stdout } = await workspace.exec({
        argv: ['git', '--version'],
        network: { mode: 'none' },
        signal: signal(),
      });
      const [, major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(stdout) ?? []).map(Number);
      const old = major < 2 || (major === 2 && minor < 38) ? '; branches of workflows are merged by 2.38 or newer' : '';
      return `${stdout.trim()}, committed ${commit.slice(0, 10)} in the sandbox${old}`;
    } finally {
      await workspace.dispose();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One small package fetched the way jobs fetch theirs: through the egress proxy, from the registry npm is set to. */
async function registryLine(sandboxes: Sandboxes): Promise<string | DoctorLine> {
  const box = await sandboxes.sandbox();
  const access = await sandboxes.install(['npm']);
  const folder = makeTemporary('doctor');
  try {
    const result = await box.exec({
      argv: ['npm', 'view', 'zod', 'version'],
      cwd: folder,
      mounts: [{ path: folder, access: 'write' }, ...access.mounts],
      env: access.env,
      network: access.network,
      limits: { timeMs: 60_000 },
      signal: signal(),
    });
    if (result.exitCode === 0) return `npm answers from inside the sandbox (zod ${result.stdout.trim()})`;
    return {
      part: 'registry',
      state: 'missing',
      detail: `npm does not answer from inside the sandbox: ${result.stderr.trim().split('\n', 1)[0] ?? result.outcome}`,
      costs: noRegistry,
      hint: 'Check `npm ping` on this machine and the registry in `npm config get registry`.',
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
