import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const launcher = join(import.meta.dirname, '../../bin/codewright.mjs');

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Bench {
  readonly folder: string;
  readonly home: string;
  readonly env: Record<string, string>;
  /** Runs the launcher to its end, with nothing on stdin. */
  run(args: string[], options?: RunOptions): Promise<Ended>;
  /** Starts the launcher; it is ended by `close`, by its own pid, if it still runs. */
  start(args: string[], options?: RunOptions): Started;
  close(): Promise<void>;
}

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  input?: string;
  /** In place of the launcher and its arguments. */
  shell?: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves once the output (both streams) matches; rejects when the process ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
}

/** The real launcher as child processes, in an environment of its own: nothing of the machine's user comes in. */
export function openBench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'codewright-cli-'));
  const home = join(folder, 'home');
  const work = join(folder, 'work');
  mkdirSync(work);
  const env = {
    // The Node of this process first, for shells that say only `node`.
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    HOME: folder,
    CODEWRIGHT_HOME: home,
    GIT_CONFIG_GLOBAL: '/dev/null',
    LAUNCHER: launcher,
  };
  const running = new Set<Started>();

  function start(args: string[], options: RunOptions = {}): Started {
    const [file, list] =
      options.shell === undefined ? [process.execPath, [launcher, ...args]] : ['/bin/bash', ['-c', options.shell]];
    const child = spawn(file, list, {
      cwd: options.cwd ?? work,
      env: { ...env, ...options.env },
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    if (options.input !== undefined) child.stdin?.end(options.input);
    let stdout = '';
    let stderr = '';
    let look: (() => void) | null = null;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      look?.();
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      look?.();
    });
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        running.delete(started);
        resolve({ code, stdout, stderr });
        look?.();
      });
    });
    const started: Started = {
      child,
      ended,
      until: (pattern) =>
        new Promise((resolve, reject) => {
          look = () => {
            const found = pattern.exec(stdout) ?? pattern.exec(stderr);
            if (found) resolve(found);
            else if (child.exitCode !== null) reject(new Error(`It ended before ${pattern}:\n${stdout}\n${stderr}`));
          };
          look();
        }),
    };
    running.add(started);
    return started;
  }

  return {
    folder,
    home,
    env,
    start,
    run: (args, options) => start(args, options).ended,
    async close() {
      for (const one of running) {
        one.child.kill('SIGKILL');
        await one.ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A git repository with one commit, whose tests pass. */
export function makeRepository(folder: string, files: Record<string, string> = {}): string {
  mkdirSync(folder, { recursive: true });
  const all = {
    'package.json': '{"name":"r","type":"module","scripts":{"test":"node --test"}}\n',
    'ok.test.js': "import test from 'node:test';\ntest('holds', () => {});\n",
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@localhost', ...args], {
      cwd: folder,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: folder, GIT_CONFIG_GLOBAL: '/dev/null' },
    });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'First');
  return folder;
}
