import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate as immediate, setTimeout as delay } from 'node:timers/promises';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import type { Ledger } from '../../ledger/contract.ts';
import { testLedger } from '../../ledger/testing-ledger.ts';
import { systemClock } from '../../shared/clock.ts';
import type { Storage } from '../../storage/contract.ts';
import { type Address, openAddress } from '../../storage/testing-address.ts';
import { type Hold, holdEnvironment, isHeld } from './testing-hold.ts';

/** What tests from outside are made from: the real launcher as a process, in an environment that holds nothing else. */

export const launcher = join(import.meta.dirname, '../../../bin/codewright.cjs');
const path = '/usr/local/bin:/usr/bin:/bin';

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Run {
  child: ChildProcess;
  /** Whole lines on stdout so far. */
  lines(): string[];
  /** With `--json`: the entries so far. */
  entries(): LedgerEntry[];
  /** Resolves when an entry is shown for which `is` holds. @throws when the process ends before. */
  until(is: (entry: LedgerEntry, index: number) => boolean): Promise<LedgerEntry>;
  /** Resolves once the output (either stream) matches. @throws when the process ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves when it has stopped itself where `hold` says. @throws when the process ends before. */
  held(): Promise<void>;
  ended: Promise<Exit>;
}

export interface RunOptions {
  /** The user's home when absent. */
  cwd?: string;
  env?: Record<string, string>;
  /** On stdin, which is closed when absent. */
  input?: string;
  /** In place of the launcher and its arguments; `$LAUNCHER` names it there, and `node` is the Node of the tests. */
  shell?: string;
  /** Where it stops itself. */
  hold?: Hold;
}

/** A user with a home, a state folder and repositories of their own. */
export interface Place extends AsyncDisposable {
  folder: string;
  /** CODEWRIGHT_HOME. */
  state: string;
  /** Where the processes put what is temporary. */
  temporary: string;
  env: Record<string, string>;
  git(cwd: string, ...args: string[]): string;
  /** A repository with one commit of these files. */
  repository(name: string, files?: Record<string, string>): string;
  start(args: string[], options?: RunOptions): Run;
  /** Runs one command to its end. */
  run(args: string[], options?: RunOptions): Promise<Exit>;
  job(id: string): Promise<Job>;
  history(id: string): Promise<LedgerEntry[]>;
  /** The same database, as another process has it. */
  ledger(): Promise<Ledger>;
  /** Processes that have to do with this place: by command line, environment, folder or mounts. */
  processes(): number[];
  processesOf(folder: string): number[];
}

/** `env`: more settings. The database is a SQLite file in the state folder, unless one of PostgreSQL is given. */
export function openPlace(env: Record<string, string> = {}, database?: string): Place {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'codewright-e2e-')));
  const state = join(folder, 'state');
  const user = join(folder, 'user');
  const temporary = join(folder, 'tmp');
  for (const each of [user, temporary]) mkdirSync(each);
  const own = {
    PATH: path,
    HOME: user,
    TMPDIR: temporary,
    CODEWRIGHT_HOME: state,
    // Node itself would put it beside the other temporary files.
    NODE_COMPILE_CACHE: join(import.meta.dirname, '../../../../../node_modules/.cache/codewright-tests/compiled'),
    ...(database === undefined ? {} : { CODEWRIGHT_STORAGE_URL: database }),
    ...env,
  };
  const address: Address =
    database === undefined
      ? { kind: 'sqlite', file: join(state, 'codewright.db') }
      : { kind: 'postgres', url: database };
  let opened: Promise<Storage> | undefined;
  const storage = () => (opened ??= openAddress(address));
  const ledger = async () => testLedger(await storage(), systemClock);
  const started = new Set<ChildProcess>();

  const start: Place['start'] = (args, { cwd = user, env: more, input, shell, hold } = {}) => {
    const [file, list] = shell === undefined ? [process.execPath, [launcher, ...args]] : ['/bin/bash', ['-c', shell]];
    const inShell = { PATH: `${dirname(process.execPath)}:${path}`, LAUNCHER: launcher };
    const child = spawn(file, list, {
      cwd,
      env: { ...own, ...(shell === undefined ? {} : inShell), ...(hold && holdEnvironment(hold)), ...more },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    if (input !== undefined) child.stdin?.end(input);
    started.add(child);
    return watch(child);
  };
  const run: Place['run'] = (args, options) => start(args, options).ended;
  return {
    folder,
    state,
    temporary,
    env: own,
    git,
    start,
    run,
    repository: (name, files = { 'README.md': '# A project\n' }) => makeRepository(join(folder, name), files),
    ledger,
    async job(id) {
      const job = await (await storage()).job(id);
      if (!job) throw new Error(`There is no job ${id}.`);
      return job;
    },
    history: async (id) => (await ledger()).read({ job: id, limit: 100_000 }),
    processes: () => processesOf(folder),
    processesOf,
    async [Symbol.asyncDispose]() {
      for (const child of started) child.kill('SIGKILL');
      await (await opened)?.close();
      await gone(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Git as a user who has no settings. */
function git(cwd: string, ...args: string[]): string {
  const identity = { GIT_AUTHOR_NAME: 'User', GIT_AUTHOR_EMAIL: 'user@example.org' };
  const committer = { GIT_COMMITTER_NAME: 'User', GIT_COMMITTER_EMAIL: 'user@example.org' };
  const env = { PATH: path, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', ...identity, ...committer };
  return execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** A git repository with one commit of these files, or of a package whose one test passes. */
export function makeRepository(root: string, files: Record<string, string> = passing): string {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  git(root, 'init', '--quiet', '--initial-branch=main');
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message=First');
  return root;
}

export const passing = {
  'package.json': '{"name":"r","type":"module","scripts":{"test":"node --test"}}\n',
  'ok.test.js': "import test from 'node:test';\ntest('holds', () => {});\n",
};

function watch(child: ChildProcess): Run {
  let stdout = '';
  let stderr = '';
  let wake: () => void = () => undefined;
  let over = false;
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += String(chunk);
    wake();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += String(chunk);
    wake();
  });
  const ended = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      over = true;
      wake();
      resolve({ code, signal, stdout, stderr });
    });
  });
  const entries = () => jsonLines(stdout.slice(0, stdout.lastIndexOf('\n') + 1));
  async function seen<T>(look: () => T | null | undefined): Promise<T> {
    for (;;) {
      const found = look();
      if (found) return found;
      if (over) throw new Error(`The process ended before what was waited for:\n${stdout.slice(-4000)}\n${stderr}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  return {
    child,
    ended,
    lines: () => stdout.split('\n').slice(0, -1),
    entries,
    until: (is) => seen(() => entries().find(is)),
    says: (pattern) => seen(() => pattern.exec(stdout) ?? pattern.exec(stderr)),
    async held() {
      const { pid = 0 } = child;
      while (!over && child.exitCode === null && !isHeld(pid)) await delay(5);
      await seen(() => child.exitCode === null && !over);
      // What it said until then lies in its pipe, and each turn of the event loop takes some of it.
      for (let known = -1; known !== stdout.length; await immediate()) known = stdout.length;
    },
  };
}

/** Entries among the lines; the report at the end is none. */
function jsonLines(text: string): LedgerEntry[] {
  const lines = text.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as LedgerEntry).filter(({ seq }) => typeof seq === 'number');
}

/** Looks at every process of the machine; what may not be looked at, or is gone by then, is none of ours. */
function processesOf(folder: string): number[] {
  const numbers = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid);
  return numbers.filter((pid) => {
    const parts = ['cmdline', 'environ', 'mountinfo'].map((name) =>
      look(() => readFileSync(`/proc/${pid}/${name}`, 'utf8')),
    );
    return [...parts, look(() => readlinkSync(`/proc/${pid}/cwd`))].some((text) => text.includes(folder));
  });
}

/** Waits until nothing of a place runs any more. @throws after a minute. */
async function gone(folder: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (let left = processesOf(folder); left.length > 0; left = processesOf(folder)) {
    if (Date.now() > deadline) throw new Error(`Processes are left running: ${left.join(', ')}`);
    await delay(50);
  }
}

function look(read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}
