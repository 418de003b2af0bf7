import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createBubblewrapSandbox } from '../bubblewrap.ts';
import type { Sandbox } from '../contract.ts';
import { createProcessSandbox } from '../process.ts';
import type { WorkspaceManager } from './contract.ts';
import { removeTree } from './files.ts';
import { createWorkspaceManager } from './manager.ts';

/** A folder of its own per test, the real sandbox and the real git, gone at the end of the scope. */
export interface Bench extends AsyncDisposable {
  folder: string;
  home: string;
  stateDir: string;
  sandbox: Sandbox;
  manager: WorkspaceManager;
  signal: AbortSignal;
  /** git on the host, as the user would run it, with nothing configured. */
  git(cwd: string, ...args: string[]): string;
  /** A repository of the user with one commit of these files. */
  repository(name: string, files: Record<string, string>): string;
  put(root: string, files: Record<string, string>): void;
  /** A manager as another process would have it. */
  reopened(): WorkspaceManager;
}

export function openBench(kind: Sandbox['kind'] = 'bubblewrap'): Bench {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'codewright-workspace-')));
  const home = join(folder, 'home');
  mkdirSync(home);
  const options = { nodeBin: process.execPath };
  const sandbox = kind === 'process' ? createProcessSandbox(options) : createBubblewrapSandbox(options);
  const stateDir = join(folder, 'state');
  const env = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'User',
    GIT_AUTHOR_EMAIL: 'user@example.org',
    GIT_COMMITTER_NAME: 'User',
    GIT_COMMITTER_EMAIL: 'user@example.org',
  };
  const git = (cwd: string, ...args: string[]): string =>
    execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  const put = (root: string, files: Record<string, string>): void => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
  };
  return {
    folder,
    home,
    stateDir,
    sandbox,
    manager: createWorkspaceManager({ stateDir, sandbox }),
    signal: new AbortController().signal,
    git,
    put,
    repository(name, files) {
      const root = join(folder, name);
      mkdirSync(root, { recursive: true });
      git(root, 'init', '--quiet', '--initial-branch=main');
      put(root, files);
      git(root, 'add', '--all');
      git(root, 'commit', '--quiet', '--message=First');
      return root;
    },
    reopened: () => createWorkspaceManager({ stateDir, sandbox }),
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      await removeTree(folder);
    },
  };
}

/** A command for a repository's configuration that leaves a mark on the machine that runs it. */
export function marker(bench: Bench, name: string): { path: string; command: string } {
  const path = join(bench.folder, `ran-${name}`);
  const command = join(bench.folder, `mark-${name}`);
  // Passes its input through, so that it serves as a filter too.
  writeFileSync(command, `#!/bin/sh\ntouch '${path}'\ncat 2>/dev/null || true\n`);
  chmodSync(command, 0o755);
  rmSync(path, { force: true });
  return { path, command };
}
