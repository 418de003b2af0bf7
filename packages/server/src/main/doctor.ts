import { rm, statfs } from 'node:fs/promises';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DoctorLine } from '../cli/contract.ts';
import type { LoadedConfig } from '../config.ts';
import { toCodewrightError } from '../shared/errors.ts';
import { createCatalog } from './catalog.ts';
import { openRuntime, type Runtime } from './runtime.ts';
import { createSandboxes, type Sandboxes } from './sandboxes.ts';

const signal = () => AbortSignal.timeout(60_000);

/** Tries every part for real. One part's failure never hides another's state. */
export async function examine(loaded: LoadedConfig): Promise<DoctorLine[]> {
  const lines: DoctorLine[] = [nodeLine()];
  let runtime: Runtime;
  try {
    runtime = await openRuntime(loaded);
  } catch (thrown) {
    return [...lines, broken('storage', thrown, 'nothing can be queued or recorded')];
  }
  const sandboxes = createSandboxes(runtime);
  const attempt = async (part: string, costs: string, look: () => Promise<string | DoctorLine>) => {
    try {
      const found = await look();
      lines.push(typeof found === 'string' ? { part, state: 'works', detail: found } : found);
    } catch (thrown) {
      lines.push(broken(part, thrown, costs));
    }
  };
  try {
    await attempt('storage', 'nothing can be queued or recorded', async () => {
      const kind = loaded.config.storage.url === null ? `SQLite in ${runtime.home}` : 'PostgreSQL';
      return `${kind}, ${await runtime.ledger.position()} ledger entries`;
    });
    await attempt('disk', 'jobs stop when it is full', async () => {
      const { bavail, bsize } = await statfs(runtime.home);
      const free = (bavail * bsize) / 1e9;
      const detail = `${free.toFixed(1)} GB free in ${runtime.home}`;
      return free > 1
        ? detail
        : { part: 'disk', state: 'broken', detail, hint: 'Free some space, or set CODEWRIGHT_HOME to another disk.' };
    });
    await attempt('sandbox', 'nothing is executed: it fails closed', () => sandboxLine(sandboxes));
    await attempt('git', 'no repository can be read or made', () => gitLine(sandboxes, runtime));
    await attempt('registry', 'versions come from the curated list, packages cannot be installed', () =>
      registryLine(sandboxes, runtime),
    );
    await attempt('roles, workflows', 'no job can run', async () => {
      const catalog = createCatalog();
      return `${catalog.roles().length} roles, ${catalog.workflows().length} workflows load`;
    });
    await attempt('model', 'agents cannot think', async () => {
      const name = loaded.config.model.default;
      return name.startsWith('builtin/') ? `${name}: built in, needs no key and no network` : name;
    });
  } finally {
    await runtime.close();
  }
  return lines;
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
async function gitLine(sandboxes: Sandboxes, runtime: Runtime): Promise<string> {
  const { manager } = await sandboxes.workspaces();
  const folder = mkdtempSync(join(runtime.home, 'doctor-'));
  try {
    const workspace = await manager.open(
      { job: `doctor-${process.pid}`, branch: 'main', output: join(folder, 'out') },
      signal(),
    );
    try {
      writeFileSync(await workspace.resolve('hello.txt', 'write'), 'hello\n');
      const { commit } = await workspace.commit('Try a commit', signal());
      return `committed ${commit.slice(0, 10)} in the sandbox`;
    } finally {
      await workspace.dispose();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One small package fetched the way jobs fetch theirs: through the egress proxy, from the registry npm is set to. */
async function registryLine(sandboxes: Sandboxes, runtime: Runtime): Promise<string | DoctorLine> {
  const box = await sandboxes.sandbox();
  const access = await sandboxes.install();
  const folder = mkdtempSync(join(runtime.home, 'doctor-'));
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
      costs: 'versions come from the curated list, packages cannot be installed',
      hint: 'Check `npm ping` on this machine and the registry in `npm config get registry`.',
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
