import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { readEnvironment } from '../config.ts';
import type { Sandbox, SandboxKind } from '../sandbox/contract.ts';
import type { NpmConfig, RegistryAccess } from '../sandbox/registry.ts';
import type { WorkspaceManager } from '../sandbox/workspace/contract.ts';
import type { InstallAccess } from '../tools/contract.ts';
import type { Runtime } from './runtime.ts';

/** Sandboxes and what they need of the host, made on first use. */
export interface Sandboxes {
  sandbox(kind?: SandboxKind): Promise<Sandbox>;
  workspaces(kind?: SandboxKind): Promise<{ manager: WorkspaceManager; sandbox: SandboxKind }>;
  npm(): Promise<NpmConfig>;
  access(): Promise<RegistryAccess>;
  install(): Promise<InstallAccess>;
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
    return registryAccess(config.research.registry ? { ...found, registry: config.research.registry } : found);
  };

  const sandbox = (kind: SandboxKind = config.sandbox.kind) => {
    let made = opened.get(kind);
    if (!made) {
      made = (async () => {
        const { chooseSandbox } = await import('../sandbox/choose.ts');
        const box = await chooseSandbox({
          kind,
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
      // A sandbox that could not be set up may be mended by the user: the next job tries again.
      made.catch(() => opened.delete(kind));
    }
    return made;
  };

  return {
    sandbox,
    npm,
    access,
    async workspaces(kind = config.sandbox.kind) {
      let manager = managers.get(kind);
      if (!manager) {
        manager = (async () => {
          const { createWorkspaceManager } = await import('../sandbox/workspace/manager.ts');
          return createWorkspaceManager({
            stateDir: home,
            sandbox: await sandbox(kind),
            identity: { name: config.git.authorName, email: config.git.authorEmail },
          });
        })();
        managers.set(kind, manager);
        manager.catch(() => managers.delete(kind));
      }
      return { manager: await manager, sandbox: kind };
    },
    async install() {
      const found = await access();
      return {
        network: { mode: 'allow', hosts: [...found.hosts, ...config.sandbox.allowHosts] },
        env: found.env,
        mounts: found.mounts,
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
