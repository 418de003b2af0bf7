/**
 * Known ways out of a sandbox. Each is tried twice: against a sandbox without the defence (it must succeed, else the test proves
 * nothing), and against ours (it must fail).
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBubblewrapSandbox } from './bubblewrap.ts';
import { sweepOrphans } from './orphans.ts';
import type { ExecResult, ExecSpec, Sandbox } from './contract.ts';
import { allPids, startedWith } from './processes.ts';

let sandbox: Sandbox;
let folder: string;
const run = (argv: string[], more: Partial<ExecSpec> = {}): Promise<ExecResult> =>
  sandbox.exec({ argv, cwd: '/', mounts: [], signal: new AbortController().signal, ...more });
/** bwrap by hand, with only the named arguments: the control. */
const naive = (args: string[], env: Record<string, string> = {}) =>
  spawnSync('/usr/bin/bwrap', args, { env: { PATH: '/usr/bin:/bin', ...env }, encoding: 'utf8', timeout: 280_000 });
const fresh = (name: string): string => {
  const path = mkdtempSync(join(folder, `${name}-`));
  return path;
};
const MiB = 1024 * 1024;

beforeAll(() => {
  sandbox = createBubblewrapSandbox({ nodeBin: process.execPath });
  folder = mkdtempSync(join(tmpdir(), 'traps-test-'));
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a Unix socket of the host cannot be reached', async () => {
  const path = join(folder, 'service');
  const server = createServer((socket) => socket.end('reached'));
  server.listen(path);
  await once(server, 'listening');
  const client = `require('net').connect(process.argv[1]).on('data', (d) => console.log(String(d))).on('error', (e) => console.log(e.code))`;
  const control = spawn('/usr/bin/bwrap', [
    '--unshare-all',
    '--ro-bind',
    '/',
    '/',
    process.execPath,
    '-e',
    client,
    path,
  ]);
  const [seen] = (await once(control.stdout, 'data')) as [Buffer];
  expect(String(seen)).toBe('reached\n');
  expect((await run(['node', '-e', client, path])).stdout).toBe('ENOENT\n');
  server.close();
});

test('the environment of the starter cannot be read through /proc/1/environ', async () => {
  const read = ['sh', '-c', 'cat /proc/*/environ'];
  const control = naive(['--unshare-all', '--ro-bind', '/', '/', '--proc', '/proc', '--clearenv', ...read], {
    TOKEN: 'hunter2',
  });
  expect(control.stdout).toContain('hunter2');
  process.env.CODEWRIGHT_TRAP_TOKEN = 'hunter2';
  const result = await run(read);
  delete process.env.CODEWRIGHT_TRAP_TOKEN;
  expect(result.stdout).toContain('PATH=');
  expect(result.stdout).not.toContain('hunter2');
});

test('a read-only folder inside a writable one cannot be swapped by renaming its parent', async () => {
  const prepared = (): string => {
    const work = fresh('rename');
    mkdirSync(join(work, '.git/hooks'), { recursive: true });
    return work;
  };
  const attack = 'mv .git .gone && mkdir -p .git/hooks && echo evil > .git/hooks/pre-commit';
  const open = prepared();
  naive([
    '--unshare-all',
    '--ro-bind',
    '/',
    '/',
    '--bind',
    open,
    open,
    '--ro-bind',
    `${open}/.git/hooks`,
    `${open}/.git/hooks`,
    '--chdir',
    open,
    'sh',
    '-c',
    attack,
  ]);
  expect(existsSync(join(open, '.git/hooks/pre-commit'))).toBe(true);

  const work = prepared();
  const mounts = [
    { path: work, access: 'write' as const },
    { path: join(work, '.git/hooks'), access: 'read' as const },
  ];
  const result = await run(['sh', '-c', `${attack}; touch other && touch .git/index`], { cwd: work, mounts });
  expect(result.stderr).toMatch(/busy/i);
  expect(result.exitCode).toBe(0);
  expect(existsSync(join(work, '.git/hooks/pre-commit'))).toBe(false);
  expect(existsSync(join(work, '.git/index'))).toBe(true);
});

test('a link planted in a writable folder is not followed when something below it is mounted', async () => {
  const work = fresh('planted');
  symlinkSync('/etc', join(work, 'config'));
  const outer = { path: work, access: 'write' as const };
  await expect(
    run(['true'], { mounts: [outer, { path: join(work, 'config'), access: 'read' }] }),
  ).rejects.toMatchObject({
    code: 'SANDBOX_FAILED',
  });
  await expect(
    run(['true'], { mounts: [outer, { path: '/usr', at: join(work, 'config/x'), access: 'read' }] }),
  ).rejects.toMatchObject({ code: 'SANDBOX_FAILED' });
  mkdirSync(join(work, 'plain'));
  const good = await run(['true'], { mounts: [outer, { path: join(work, 'plain'), access: 'read' }] });
  expect(good.exitCode).toBe(0);
});

test('a read-only file cannot be linked into the writable folder and changed there', async () => {
  const read = fresh('link-read');
  const write = fresh('link-write');
  writeFileSync(join(read, 'file'), 'clean');
  const attack = `ln ${read}/file ${write}/same && echo evil > ${write}/same`;
  naive(['--unshare-all', '--bind', '/', '/', 'sh', '-c', attack]);
  expect(readFileSync(join(read, 'file'), 'utf8')).toBe('evil\n');

  writeFileSync(join(read, 'file'), 'clean');
  rmSync(join(write, 'same'));
  const mounts = [
    { path: read, access: 'read' as const },
    { path: write, access: 'write' as const },
  ];
  const result = await run(['sh', '-c', attack], { mounts });
  expect(result.stderr).toMatch(/cross-device/i);
  expect(readFileSync(join(read, 'file'), 'utf8')).toBe('clean');
});

test('a writable folder that shares a file with the outside by a hard link is refused', async () => {
  const work = fresh('hard');
  const outside = join(fresh('outside'), 'profile');
  writeFileSync(outside, 'clean');
  linkSync(outside, join(work, 'innocent'));
  naive(['--unshare-all', '--ro-bind', '/', '/', '--bind', work, work, 'sh', '-c', `echo evil > ${work}/innocent`]);
  expect(readFileSync(outside, 'utf8')).toBe('evil\n');
  const mounts = [{ path: work, access: 'write' as const }];
  await expect(run(['true'], { mounts })).rejects.toMatchObject({
    code: 'SANDBOX_FAILED',
    message: expect.stringContaining('innocent') as unknown,
  });

  const own = fresh('hard-own');
  writeFileSync(join(own, 'a'), 'same');
  linkSync(join(own, 'a'), join(own, 'b'));
  expect((await run(['true'], { mounts: [{ path: own, access: 'write' }] })).exitCode).toBe(0);
});

test('a descriptor left open by whoever started us is not handed on', async () => {
  const secret = join(folder, 'descriptor');
  writeFileSync(secret, 'hunter2');
  const module = join(import.meta.dirname, 'bubblewrap.ts');
  const script = `
    const { createBubblewrapSandbox } = await import(${JSON.stringify(module)});
    const { spawnSync } = await import('node:child_process');
    // Each its own opening of the file: what one has read the other would not see again.
    const read = (fd) => ['-c', 'cat <&' + fd];
    console.log('control', spawnSync('/bin/bash', read(88), { encoding: 'utf8' }).stdout);
    const sandbox = createBubblewrapSandbox({ nodeBin: process.execPath });
    const result = await sandbox.exec({ argv: ['bash', '-c', 'cat <&87; cat <&9'], cwd: '/', mounts: [], signal: new AbortController().signal });
    console.log('ours', result.stdout, result.exitCode);
    await sandbox.close();`;
  const started = spawnSync(
    '/bin/bash',
    [
      '-c',
      `exec 88<"$1" 87<"$1" 9<"$1"; exec "$2" --input-type=module -e "$3"`,
      'bash',
      secret,
      process.execPath,
      script,
    ],
    {
      env: { PATH: '/usr/bin:/bin', TMPDIR: tmpdir() },
      encoding: 'utf8',
    },
  );
  expect(started.stdout).toContain('control hunter2');
  expect(started.stdout.split('ours')[1]).toBeDefined();
  expect(started.stdout.split('ours')[1]).not.toContain('hunter2');
});

/** Calls a system function through Python, the only interpreter at hand that can make any call; prints the error name or "done". */
const python = (body: string): string[] => [
  '/usr/bin/python3',
  '-c',
  `import ctypes, errno, fcntl, os, socket\nlibc = ctypes.CDLL(None, use_errno=True)\ndef call(n, *a):\n  r = libc.syscall(n, *a)\n  return "done" if r >= 0 else errno.errorcode[ctypes.get_errno()]\n${body}`,
];
const numbers =
  process.arch === 'arm64'
    ? { unshare: 97, ptrace: 117, keyctl: 219, bpf: 280, clone3: 435 }
    : { unshare: 272, ptrace: 101, keyctl: 250, bpf: 321, clone3: 435 };

test('keys typed into a terminal by TIOCSTI or TIOCLINUX are refused by the filter', async () => {
  // On something that is no terminal: the kernel says so itself (ENOTTY) when the filter lets the request through. On a terminal it
  // says EPERM by itself on some kernels and settings, and types the key on others.
  const push = `
for request in (0x5412, 0x541C, 0x5413):
  try:
    fcntl.ioctl(os.open("/dev/null", os.O_RDONLY), request, b"x" * 8); print("done")
  except OSError as e:
    print(errno.errorcode[e.errno])`;
  const control = naive(['--unshare-pid', '--ro-bind', '/', '/', '--dev', '/dev', ...python(push)]);
  expect(control.stdout).toBe('ENOTTY\nENOTTY\nENOTTY\n');
  expect((await run(python(push))).stdout).toBe('EPERM\nEPERM\nENOTTY\n');
});

test('new namespaces, tracing, keys, bpf and odd sockets are refused; ordinary threads and sockets work', async () => {
  const body = `
import threading
print(call(${numbers.unshare}, 0x10000000))
print(call(${numbers.ptrace}, 0, 0, 0, 0))
print(call(${numbers.keyctl}, 0, -3, 1))
print(call(${numbers.clone3}, 0, 0))
for f, t, p in ((socket.AF_NETLINK, 3, 0), (socket.AF_NETLINK, 3, 9), (40, 1, 0), (38, 5, 0), (socket.AF_INET, 1, 0), (socket.AF_UNIX, 1, 0)):
  try:
    socket.socket(f, t, p); print("done")
  except OSError as e:
    print(errno.errorcode[e.errno])
t = threading.Thread(target=lambda: print("thread")); t.start(); t.join()`;
  const control = naive(['--unshare-user', '--unshare-pid', '--ro-bind', '/', '/', ...python(body)]);
  const ours = await run(python(body));
  expect(ours.stdout.split('\n')).toEqual([
    'EPERM',
    'EPERM',
    'EPERM',
    'ENOSYS',
    'done',
    'EAFNOSUPPORT',
    'EAFNOSUPPORT',
    'EAFNOSUPPORT',
    'done',
    'done',
    'thread',
    '',
  ]);
  expect(control.stdout.split('\n').slice(0, 3)).toEqual(['done', 'done', 'done']);
});

test('nothing of /proc that steers the machine can be written', async () => {
  const attempt = `for f in /proc/sys/kernel/core_pattern /proc/sys/vm/drop_caches /proc/sysrq-trigger /proc/irq/default_smp_affinity; do [ -e $f ] && (exec 2>/dev/null; : >> $f) && echo "open $f"; done; true`;
  expect((await run(['sh', '-c', attempt])).stdout).toBe('');
  if (process.getuid?.() === 0)
    expect(spawnSync('sh', ['-c', attempt], { encoding: 'utf8' }).stdout).toContain('core_pattern');
});

test('Node runs under the memory limit, which address-space limits would not allow', async () => {
  const wasm = `new WebAssembly.Memory({ initial: 1 }); console.log('fine')`;
  const control = spawnSync(
    '/bin/sh',
    ['-c', `ulimit -v ${1024 * 1024}; exec "$1" -e "$2"`, 'sh', process.execPath, wasm],
    { encoding: 'utf8' },
  );
  expect(control.stdout).not.toBe('fine\n');
  const ours = await run(['node', '-e', wasm], { limits: { memoryBytes: 1024 * MiB } });
  expect(ours.stdout).toBe('fine\n');
});

test('a memory hog fails at its limit', async () => {
  const hog = [`/usr/bin/python3`, '-c', `b = bytearray(600 << 20); print('got it')`];
  expect((await run(hog, { limits: { memoryBytes: 2048 * MiB } })).stdout).toBe('got it\n');
  const held = await run(hog, { limits: { memoryBytes: 200 * MiB } });
  expect(held.stdout).toBe('');
  expect(held.stderr).toContain('MemoryError');
});

test('shared memory, which the data limit does not count, is held to it too', async () => {
  const hog = (seconds: number) => [
    '/usr/bin/python3',
    '-c',
    `import mmap, time\nm = mmap.mmap(-1, 600 << 20)\nfor i in range(0, 600 << 20, 4096): m[i] = 1\ntime.sleep(${seconds})\nprint('got it')`,
  ];
  expect((await run(hog(0), { limits: { memoryBytes: 2048 * MiB } })).stdout).toBe('got it\n');
  const held = await run(hog(280), { limits: { memoryBytes: 200 * MiB } });
  expect(held.stdout).toBe('');
  expect(held.stderr).toContain('memory');
});

test('a file stops growing at its limit', async () => {
  const work = fresh('big');
  const grow = (fileBytes: number) =>
    run(['dd', 'if=/dev/zero', `of=${work}/file`, 'bs=1M', 'count=8'], {
      mounts: [{ path: work, access: 'write' }],
      limits: { fileBytes },
    });
  expect((await grow(16 * MiB)).exitCode).toBe(0);
  expect((await grow(2 * MiB)).exitCode).not.toBe(0);
  expect(readFileSync(join(work, 'file')).length).toBe(2 * MiB);
});

test('a busy loop ends at its processor time', async () => {
  const result = await run(['sh', '-c', 'while :; do :; done'], { limits: { cpuSeconds: 1, timeMs: 280_000 } });
  expect(result.outcome).toBe('signalled');
});

test('a fork bomb is ended and leaves nothing', async () => {
  const mark = `BOMB=${crypto.randomUUID()}`;
  const bomb = 'b() { b | b & }; b; sleep 2';
  const result = await run(['bash', '-c', bomb], {
    env: { BOMB: mark.slice(5) },
    limits: { processes: 100, timeMs: 60_000 },
  });
  expect(result.stderr).toMatch(/Resource temporarily unavailable|more than 100/);
  expect(allPids().filter((pid) => startedWith(pid, mark))).toEqual([]);
});

test('a flood of output is ended at its limit, and our memory stays flat', async () => {
  const before = process.memoryUsage().rss;
  let live = 0;
  const result = await run(['cat', '/dev/zero'], {
    limits: { outputBytes: 256 * MiB, timeMs: 280_000 },
    onOutput: (_, text) => {
      live += text.length;
    },
  });
  expect(result.outcome).toBe('output-limit');
  expect(result.outputBytes).toBeGreaterThan(256 * MiB);
  expect(live).toBeGreaterThan(255 * MiB);
  expect(result.stdout.length).toBeLessThan(2 * MiB);
  expect(result.stdout).toContain('bytes left out');
  expect(process.memoryUsage().rss - before).toBeLessThan(128 * MiB);
});

test('kill -9 of us leaves nothing running', async () => {
  const mark = `ORPHAN=${crypto.randomUUID()}`;
  const module = join(import.meta.dirname, 'bubblewrap.ts');
  const script = `
    const { createBubblewrapSandbox } = await import(${JSON.stringify(module)});
    const sandbox = createBubblewrapSandbox({ nodeBin: process.execPath });
    await sandbox.exec({ argv: ['sh', '-c', 'setsid sleep 300 & echo up; sleep 300'], cwd: '/', mounts: [], env: { ORPHAN: ${JSON.stringify(mark.slice(7))} },
      signal: new AbortController().signal, onOutput: (_, text) => process.stdout.write(text) });`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: '/usr/bin:/bin', TMPDIR: tmpdir() },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(owner.stdout, 'data');
  const marked = () => allPids().filter((pid) => startedWith(pid, mark));
  await expect.poll(() => marked().length).toBeGreaterThanOrEqual(3);
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  await expect.poll(marked).toEqual([]);
  // Its folder and its control group, which any later start would take away.
  await sweepOrphans(join(folder, 'never'));
});
