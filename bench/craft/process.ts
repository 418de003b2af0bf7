import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
  seconds: number;
}

/** What every process of the bench gets, and nothing else of ours. */
export function baseEnvironment(home: string): Record<string, string> {
  const kept = [
    'NPM_CONFIG_USERCONFIG',
    'NPM_CONFIG_REGISTRY',
    'npm_config_registry',
    'NODE_EXTRA_CA_CERTS',
    'PIP_INDEX_URL',
    'PIP_CONFIG_FILE',
    'GOPROXY',
    'GOFLAGS',
    'GOSUMDB',
    'RUSTUP_HOME',
    'SSL_CERT_FILE',
    'HTTPS_PROXY',
    'https_proxy',
    'HTTP_PROXY',
    'http_proxy',
  ];
  const temporary = join(home, 'tmp');
  mkdirSync(temporary, { recursive: true });
  // A database server that root starts runs as a user of its own.
  chmodSync(temporary, 0o1777);
  return {
    PATH: [dirname(process.execPath), process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'].join(':'),
    HOME: home,
    TMPDIR: temporary,
    TERM: 'dumb',
    LANG: 'C.UTF-8',
    NO_PROXY: '127.0.0.1,localhost',
    // A cargo of rustup looks for its tool chains in the home, which is another one here.
    ...(existsSync(join(homedir(), '.rustup')) ? { RUSTUP_HOME: join(homedir(), '.rustup') } : {}),
    ...Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
  };
}

/** Runs to the end or to its limit. A program that cannot be started has the code null. */
export async function run(
  argv: readonly string[],
  options: { cwd: string; env: Record<string, string>; stdin?: string; seconds?: number },
): Promise<Ran> {
  const [program = '', ...args] = argv;
  const began = performance.now();
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (piece: Buffer) => (said.stdout += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (said.stderr += piece.toString()));
  // A program may end before it has read all.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.stdin ?? '');
  const limit = setTimeout(() => endGroup(child, 'SIGKILL'), (options.seconds ?? 60) * 1000);
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(null));
    child.on('close', (ended) => resolve(ended));
  });
  clearTimeout(limit);
  return { code, ...said, seconds: (performance.now() - began) / 1000 };
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
  }
}

/** A server that runs until it is closed. @throws Error when it does not listen within its time. */
export async function serve(
  argv: readonly string[],
  options: { cwd: string; env: Record<string, string>; port: number },
): Promise<{ close(): Promise<void> }> {
  const [program = '', ...args] = argv;
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  child.stdout.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-2000)));
  child.stderr.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-2000)));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  child.on('error', (cause) => (said += String(cause)));
  const close = async () => {
    endGroup(child, 'SIGTERM');
    const limit = setTimeout(() => endGroup(child, 'SIGKILL'), 3000);
    await ended;
    clearTimeout(limit);
  };
  for (let tries = 0; tries < 150; tries++) {
    if (child.exitCode !== null) break;
    if (await answers(options.port)) return { close };
    await pause(100);
  }
  await close();
  throw new Error(`It does not listen: ${said}`);
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
