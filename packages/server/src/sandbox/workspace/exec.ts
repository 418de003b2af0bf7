import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../../shared/errors.ts';
import { LostSandbox } from '../../shared/lost.ts';
import type { ExecResult, Mount, Sandbox } from '../contract.ts';
import type { Workspace } from './contract.ts';
import { openDoor } from './files.ts';
import { resolveInside } from './paths.ts';
import type { RepoPlaces } from './repo.ts';

/** Git inside the work's own commands: it may look, and finds the repository trustworthy although another id owns it. */
const workEnvironment: Readonly<Record<string, string>> = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
};

/** Where pip and Go put packages by themselves: HOME is empty with each command, and what one installed the next could not use. */
const packagesEnvironment = (packages: string): Record<string, string> => ({
  PYTHONUSERBASE: join(packages, 'python'),
  GOPATH: join(packages, 'go'),
  GOCACHE: join(packages, 'go-build'),
});

/** Runs a command of the work in its tree. @throws CodewrightError SANDBOX_FAILED (shared/lost.ts) when it was ended from outside. */
export async function execIn(
  sandbox: Sandbox,
  { tree: root, packages }: Pick<RepoPlaces, 'tree' | 'packages'>,
  mounts: Mount[],
  spec: Parameters<Workspace['exec']>[0],
): Promise<ExecResult> {
  const cwd = spec.cwd === undefined ? root : resolveInside(root, spec.cwd, 'read');
  if (cwd !== root && !statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ToolError(`There is no folder ${spec.cwd} to run in.`);
  }
  openDoor(root);
  const { tree: _, ...rest } = spec;
  const result = await sandbox.exec({
    ...rest,
    cwd,
    mounts: [...mounts, ...(spec.mounts ?? [])],
    env: { ...workEnvironment, ...packagesEnvironment(packages), ...spec.env },
  });
  if (result.lost) throw new LostSandbox(result);
  return result;
}
