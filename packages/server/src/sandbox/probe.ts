import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { toCodewrightError } from '../shared/errors.ts';
import { makeTemporary } from '../shared/temporary.ts';
import type { Sandbox, SandboxProbe } from './contract.ts';

/** What the probe tries, by name; each is a protection that a bubblewrap sandbox must have. */
export const protections = [
  'host-files',
  'read-only-system',
  'processes',
  'network',
  'unix-sockets',
  'system-calls',
  'privileges',
  'limits',
  'environment',
] as const;
export type Protection = (typeof protections)[number];

/** Runs inside. Tries to break out in each way and prints what was stopped; argv: secret file, TCP port, Unix socket. */
const attempts = `
const fs = require('node:fs'), net = require('node:net'), { spawnSync } = require('node:child_process');
const [secret, port, socket] = process.argv.slice(1);
const ours = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'PWD', 'CODEWRIGHT_EXEC', 'SHLVL', '_', 'OLDPWD'];
const fails = (f) => { try { f(); return false; } catch { return true; } };
const unreachable = (to) => new Promise((done) => {
  const s = net.connect(to);
  s.on('connect', () => { s.destroy(); done(false); });
  s.on('error', () => done(true));
  s.setTimeout(2000, () => { s.destroy(); done(true); });
});
(async () => {
  const status = fs.readFileSync('/proc/self/status', 'utf8');
  const limits = fs.readFileSync('/proc/self/limits', 'utf8');
  const held = {
    'host-files': fails(() => fs.readFileSync(secret)),
    'read-only-system': fails(() => fs.accessSync('/usr', fs.constants.W_OK)) && fails(() => fs.accessSync('/', fs.constants.W_OK)),
    processes: fs.readdirSync('/proc').filter((n) => /^\\d+$/.test(n)).length < 10,
    network: await unreachable({ host: '127.0.0.1', port: Number(port) }),
    'unix-sockets': await unreachable({ path: socket }),
    'system-calls': /^Seccomp:\\s+2$/m.test(status) && spawnSync('unshare', ['-U', 'true']).status !== 0,
    privileges: /^NoNewPrivs:\\s+1$/m.test(status) && /^CapEff:\\s+0+$/m.test(status) && /^CapBnd:\\s+0+$/m.test(status),
    limits: !/^Max (?:data size|file size|processes|cpu time)\\s+unlimited/m.test(limits) && /^Max core file size\\s+0/m.test(limits),
    environment: Object.keys(process.env).every((name) => ours.includes(name)),
  };
  console.log(JSON.stringify(held));
})();
`;

/** Really runs a command in the sandbox that tries to get out; reports which protections held. */
export async function probeSandbox(sandbox: Sandbox): Promise<SandboxProbe> {
  const folder = makeTemporary('probe');
  const secret = join(folder, 'secret');
  const socket = join(folder, 'socket');
  writeFileSync(secret, 'secret');
  const servers = [createServer((s) => s.destroy()), createServer((s) => s.destroy())];
  try {
    const [tcp, unix] = servers;
    tcp?.listen(0, '127.0.0.1');
    const place = openSync(folder, 'r');
    try {
      // The address of a socket holds 107 letters.
      unix?.listen(socket.length > 100 ? `/proc/self/fd/${place}/socket` : socket);
      await Promise.all(servers.map((server) => once(server, 'listening')));
    } finally {
      closeSync(place);
    }
    const address = tcp?.address();
    const port = typeof address === 'object' && address ? String(address.port) : '0';
    const result = await sandbox.exec({
      argv: ['node', '-e', attempts, secret, port, socket],
      cwd: '/',
      mounts: [],
      limits: { timeMs: 20_000 },
      signal: new AbortController().signal,
    });
    if (result.outcome !== 'exited' || result.exitCode !== 0) {
      return failed(sandbox, `The probe ended with ${result.outcome} ${result.exitCode}: ${result.stderr.trim()}`);
    }
    const held = JSON.parse(result.stdout) as Partial<Record<Protection, boolean>>;
    // Whether the kernel or our own count ends it: sixty processes where thirty are allowed must not all come up.
    const crowd = await sandbox.exec({
      argv: ['sh', '-c', 'i=0; while [ $i -lt 60 ]; do sleep 5 & i=$((i + 1)); done; sleep 0.5; echo all'],
      cwd: '/',
      mounts: [],
      limits: { timeMs: 20_000, processes: 30 },
      signal: new AbortController().signal,
    });
    return judged(sandbox, { ...held, limits: held.limits === true && !crowd.stdout.includes('all') });
  } catch (error) {
    const ours = toCodewrightError(error);
    return failed(sandbox, ours.message, ours.hint);
  } finally {
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function failed(sandbox: Sandbox, detail: string, hint?: string): SandboxProbe {
  return { kind: sandbox.kind, works: false, detail, protections: [], ...(hint === undefined ? {} : { hint }) };
}

function judged(sandbox: Sandbox, held: Partial<Record<Protection, boolean>>): SandboxProbe {
  const good = protections.filter((name) => held[name] === true);
  const open = protections.filter((name) => held[name] !== true);
  if (sandbox.kind === 'process') {
    const detail = `Commands run, as ordinary processes of this account. Not protected: ${open.join(', ')}.`;
    return { kind: sandbox.kind, works: true, detail, protections: good };
  }
  const detail = open.length === 0 ? `Tried and stopped: ${good.join(', ')}.` : `Not stopped: ${open.join(', ')}.`;
  return { kind: sandbox.kind, works: open.length === 0, detail, protections: good };
}
