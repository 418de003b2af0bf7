import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { readEnvironment } from '../config.ts';
import type { Sandbox, SandboxKind } from '../sandbox/contract.ts';
import type { NpmConfig, RegistryAccess } from '../sandbox/registry.ts';
import type { WorkspaceManager } from '../sandbox/workspace/contract.ts';
import type { OpenInstall } from '../tools/contract.ts';
import { toCodewrightError } from '../shared/errors.ts';
import type { Runtime } from './runtime.ts';

/** Sandboxes and what they need of the host, made on first use. */
export interface Sandboxes {
  /** Has really started a command. @throws CodewrightError SANDBOX_UNAVAILABLE */
  sandbox(kind?: SandboxKind): Promise<Sandbox>;
  workspaces(kind?: SandboxKind): Promise<{ manager: WorkspaceManager; sandbox: SandboxKind }>;
  /**
   * Tries the sandbox by beginning the workspace that a job on this repository needs. Resolves as soon as the first command is
   * handed over to the sandbox, with what becomes of it: SANDBOX_UNAVAILABLE, or all is well; what else stands in the way is heard
   * of where the request is read.
   */
  begin(kind: SandboxKind | undefined, repository: string | undefined): Promise<{ works: Promise<void> }>;
  npm(): Promise<NpmConfig>;
  access(): Promise<RegistryAccess>;
  install: OpenInstall;
}

export function createSandboxes(runtime: Pick<Runtime, 'config' | 'home' | 'onClose'>): Sandboxes {
  const { config, home, onClose } = runtime;
  const environment = readEnvironment();
  const opened = new Map<SandboxKind, Promise<Sandbox>>();
  const managers = new Map<SandboxKind, Promise<WorkspaceManager>>();
  let npmConfig: Promise<NpmConfig> | undefined;

  const npm = () => {
    npmConfig ??= (async () => {
      const { readNpmConfig } = await import('../sandbox/registry.ts');
      return readNpmConfig({ npm: findNpm(environment.path), env: environment.npm, cwd: home });
    })();
    return npmConfig;
  };
  const access = async () => {
    const { registryAccess } = await import('../sandbox/registry.ts');
    const found = await npm();
    const { registry, retries } = config.research;
    return registryAccess(registry ? { ...found, registry } : found, retries);
  };

  const create = (kind: SandboxKind) => {
    let made = opened.get(kind);
    if (!made) {
      made = (async () => {
        const { createSandbox } = await import('../sandbox/choose.ts');
        const proxied = Object.values(environment.proxy).some((value) => value !== '');
        const upstreamProxy = proxied
          ? (await import('../sandbox/egress/upstream.ts')).upstreamOf(environment.proxy)
          : null;
        const box = createSandbox({
          kind,
          upstreamProxy: upstreamProxy ?? undefined,
          nodeBin: process.execPath,
          hostPath: environment.path,
          stateDir: join(home, 'processes'),
          limits: {
            timeMs: config.sandbox.commandSeconds * 1000,
            memoryBytes: config.sandbox.memoryMegabytes * 1024 * 1024,
            processes: config.sandbox.processes,
            outputBytes: config.sandbox.outputMegabytes * 1024 * 1024,
          },
        });
        onClose(() => box.close());
        return box;
      })();
      opened.set(kind, made);
      made.catch(() => opened.delete(kind));
    }
    return made;
  };

  const workspaces: Sandboxes['workspaces'] = async (kind = config.sandbox.kind) => {
    let manager = managers.get(kind);
    if (!manager) {
      manager = (async () => {
        const { createWorkspaceManager } = await import('../sandbox/workspace/manager.ts');
        const made = createWorkspaceManager({
          stateDir: home,
          sandbox: await create(kind),
          identity: { name: config.git.authorName, email: config.git.authorEmail },
        });
        onClose(() => made.discardBegun());
        return made;
      })();
      managers.set(kind, manager);
      manager.catch(() => managers.delete(kind));
    }
    return { manager: await manager, sandbox: kind };
  };
  const sandbox: Sandboxes['sandbox'] = async (kind = config.sandbox.kind) => {
    const { trySandbox } = await import('../sandbox/choose.ts');
    const box = await create(kind);
    await trySandbox(box);
    return box;
  };

  const begin = async (manager: WorkspaceManager, kind: SandboxKind | undefined, repository: string | undefined) => {
    if (repository === undefined) return void (await sandbox(kind));
    try {
      await manager.begin(repository);
    } catch (error) {
      if (toCodewrightError(error).code === 'SANDBOX_UNAVAILABLE') throw error;
      await sandbox(kind);
    }
  };

  return {
    sandbox,
    workspaces,
    async begin(kind, repository) {
      const { manager } = await workspaces(kind);
      const works = begin(manager, kind, repository);
      works.catch(() => 'the caller hears of it');
      await setImmediate();
      return { works };
    },
    npm,
    access,
    async install(of) {
      const npmAccess = of.includes('npm') ? await access() : null;
      const others = of.includes('pip') || of.includes('go') ? await import('../sandbox/other-registries.ts') : null;
      const { registries } = config.research;
      const all = [
        ...(npmAccess ? [npmAccess] : []),
        ...(others && of.includes('pip') ? [others.pipAccess(registries.pypi)] : []),
        ...(others && of.includes('go') ? [others.goAccess(registries.go)] : []),
      ];
      const loopback = others ? all.flatMap((one) => ('loopback' in one ? one.loopback : [])) : [];
      return {
        network: {
          mode: 'allow',
          hosts: [...all.flatMap(({ hosts }) => hosts), ...config.sandbox.allowHosts],
          ...(loopback.length > 0 ? { loopback } : {}),
        },
        env: Object.assign({}, ...all.map(({ env }) => env)) as Record<string, string>,
        mounts: npmAccess?.mounts ?? [],
      };
    },
  };
}

function findNpm(path: string): string {
  return (
    path
      .split(delimiter)
      .map((folder) => join(folder, 'npm'))
      .find((file) => existsSync(file)) ?? 'npm'
  );
}
