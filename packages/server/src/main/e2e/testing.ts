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
import { setTimeout as delay } from 'node:timers/promises';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import { textOf } from '@codewright/protocol/json';
import { expect, vi } from 'vitest';
import type { Ledger } from '../../ledger/contract.ts';
import { testLedger } from '../../ledger/testing-ledger.ts';
import { systemClock } from '../../shared/clock.ts';
import type { Storage } from '../../storage/contract.ts';
import { type Address, openAddress } from '../../storage/testing-address.ts';

/** What the end-to-end tests are made from: the real launcher as a process, in an environment that holds nothing else. */

export const launcher = join(import.meta.dirname, '../../../bin/codewright.mjs');
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
  ended: Promise<Exit>;
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
  start(args: string[], env?: Record<string, string>): Run;
  /** Runs one command to its end. */
  run(args: string[], env?: Record<string, string>): Promise<Exit>;
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
    // The one thing that Node itself would put there.
    NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
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
  const identity = { GIT_AUTHOR_NAME: 'User', GIT_AUTHOR_EMAIL: 'user@example.org' };
  const committer = { GIT_COMMITTER_NAME: 'User', GIT_COMMITTER_EMAIL: 'user@example.org' };
  const gitEnv = { PATH: path, HOME: user, GIT_CONFIG_NOSYSTEM: '1', ...identity, ...committer };
  const git: Place['git'] = (cwd, ...args) =>
    execFileSync('git', args, { cwd, env: gitEnv, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

  const start: Place['start'] = (args, more = {}) => {
    const child = spawn(process.execPath, [launcher, ...args], {
      cwd: user,
      env: { ...own, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.add(child);
    return watch(child);
  };
  const run: Place['run'] = (args, more) => start(args, more).ended;
  return {
    folder,
    state,
    temporary,
    env: own,
    git,
    start,
    run,
    repository(name, files = { 'README.md': '# A project\n' }) {
      const root = join(folder, name);
      for (const [file, content] of Object.entries(files)) {
        mkdirSync(dirname(join(root, file)), { recursive: true });
        writeFileSync(join(root, file), content);
      }
      git(root, 'init', '--quiet', '--initial-branch=main');
      git(root, 'add', '--all');
      git(root, 'commit', '--quiet', '--message=First');
      return root;
    },
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
      await vi.waitFor(() => expect(processesOf(folder)).toEqual([]), 10_000);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

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
  return {
    child,
    ended,
    lines: () => stdout.split('\n').slice(0, -1),
    entries,
    async until(is) {
      for (;;) {
        const found = entries().find(is);
        if (found) return found;
        if (over) throw new Error(`The process ended before what was waited for:\n${stdout}\n${stderr}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
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

function look(read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}

/** A project whose tests take a while, or do anything else that `test` says. */
export function project(test: string): Record<string, string> {
  const manifest = { name: 'sample', version: '1.0.0', type: 'module', scripts: { test: 'node --test' } };
  return {
    'README.md': '# A project\n',
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    'test/sample.test.js': `import { test } from 'node:test';\nimport { setTimeout as delay } from 'node:timers/promises';\n\ntest('works', async () => {\n  ${test}\n});\n`,
  };
}

export const request = 'create file docs/notes.md with "hello"';

/** What the record of a whole job must hold, whatever happened on the way: no step, model call or tool call twice. */
export function expectOnce(entries: LedgerEntry[]): void {
  const steps = entries
    .filter(({ data }) => 'step' in data && 'result' in data)
    .map(({ data }) => data['step'] ?? null);
  expect(steps.filter((step, index) => steps.indexOf(step) !== index)).toEqual([]);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  // Each turn of the built-in model makes one call, but for the last.
  const turns = entries.filter(({ data }) => data['event'] === 'turn-finished').map(({ data }) => data['step']);
  expect(turns).toEqual(turns.map((_, index) => `implement/turn-${index + 1}`));
  const calls = entries.filter(({ data }) => data['event'] === 'tool-finished' || (data['tool'] && 'result' in data));
  expect(calls.map(({ data }) => data['step'])).toEqual(turns.slice(0, -1).map((turn) => `${textOf(turn, '')}/call-0`));
  expect(turns.length).toBeGreaterThan(4);
}

export const pause = (ms: number) => delay(ms);
