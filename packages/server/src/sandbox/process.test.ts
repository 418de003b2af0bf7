import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox, trySandbox } from './choose.ts';
import type { ExecResult, ExecSpec, Sandbox, SandboxKind } from './contract.ts';
import { findProgram } from './layout.ts';
import { recordProcess, sweepOrphans } from './orphans.ts';
import { createProcessSandbox } from './process.ts';
import { allPids, identify, isRunning, killProcess, readProc, startedWith, tree } from './processes.ts';

let sandbox: Sandbox;
let folder: string;
const run = (argv: string[], more: Partial<ExecSpec> = {}): Promise<ExecResult> =>
  sandbox.exec({ argv, cwd: folder, mounts: [], signal: new AbortController().signal, ...more });
const marked = (mark: string): number[] => allPids().filter((pid) => startedWith(pid, mark));

beforeAll(() => {
  sandbox = createProcessSandbox({ nodeBin: process.execPath });
  folder = mkdtempSync(join(tmpdir(), 'process-test-'));
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the process fallback', () => {
  test('gives the same result shape and says what it is', async () => {
    const result = await run(['sh', '-c', 'printf out; printf wrong >&2; exit 7']);
    expect(result).toMatchObject({
      outcome: 'exited',
      exitCode: 7,
      stdout: 'out',
      stderr: 'wrong',
      sandbox: 'process',
    });
    expect((await run(['cat'], { stdin: 'in' })).stdout).toBe('in');
    expect((await run(['sh', '-c', 'kill -TERM $$'])).signal).toBe('SIGTERM');
  });

  test('gives output that can be opened again, as scripts do', async () => {
    const result = await run([
      'sh',
      '-c',
      'echo out >/dev/stdout; echo wrong >/dev/stderr; echo more | tee /dev/stderr',
    ]);
    expect(result).toMatchObject({ exitCode: 0, stdout: 'out\nmore\n', stderr: 'wrong\nmore\n' });
  });

  test('says so when the arguments are too long for the system, and goes on working', async () => {
    await expect(run(['echo', 'x'.repeat(4_000_000)])).rejects.toMatchObject({ code: 'SANDBOX_FAILED' });
    expect((await run(['echo', 'x'.repeat(100_000)])).stdout).toHaveLength(100_001);
  });

  test('hands on none of our environment', async () => {
    process.env.CODEWRIGHT_TRAP_TOKEN = 'hunter2';
    const result = await run(['env'], { env: { COLOUR: 'blue' } });
    delete process.env.CODEWRIGHT_TRAP_TOKEN;
    expect(result.stdout).toContain('COLOUR=blue');
    expect(result.stdout).not.toContain('hunter2');
  });

  test('refuses to show a folder at another place, which it cannot', async () => {
    await expect(run(['true'], { mounts: [{ path: folder, at: '/work', access: 'write' }] })).rejects.toMatchObject({
      code: 'SANDBOX_FAILED',
    });
  });

  test('ends background children, own sessions and double forks with the command', async () => {
    const mark = `MARK=${crypto.randomUUID()}`;
    const script = 'sleep 300 & setsid sleep 300 & (setsid sh -c "sleep 300 & sleep 300" &); sleep 0.2';
    await run(['sh', '-c', script], { env: { MARK: mark.slice(5) } });
    expect(marked(mark)).toEqual([]);
  });

  test('ends a child that dropped its environment but not its session, and one that dropped both after it was seen', async () => {
    const name = `/tmp/process-test-${crypto.randomUUID()}`;
    const holds = (pid: number) => isRunning(identify(pid) ?? { pid, startTime: '' });
    const seen = join(folder, 'seen');
    const script = `env -i sleep 300 & echo $!; env -i setsid sleep 300 & echo $!; until [ -e ${seen} ]; do sleep 0.05; done`;
    let said = '';
    const result = await run(['sh', '-c', script], {
      env: { NAME: name },
      onOutput: (_, text) => {
        said += text;
        // Several looks later, by the clock of the one who looks.
        if (/^\d+\n\d+\n$/.test(said)) setTimeout(() => writeFileSync(seen, ''), 300);
      },
    });
    const pids = result.stdout.trim().split('\n').map(Number);
    expect(pids).toHaveLength(2);
    expect(pids.filter(holds)).toEqual([]);
  });

  test('ends at its time limit, at its output limit and when cancelled', async () => {
    expect((await run(['sh', '-c', 'trap "" TERM; sleep 300; sleep 300'], { limits: { timeMs: 200 } })).outcome).toBe(
      'timeout',
    );
    expect((await run(['cat', '/dev/zero'], { limits: { outputBytes: 1_000_000 } })).outcome).toBe('output-limit');
    const abort = new AbortController();
    const cancelled = await run(['sh', '-c', 'echo up; sleep 300'], {
      signal: abort.signal,
      onOutput: () => abort.abort(),
    });
    expect(cancelled.outcome).toBe('cancelled');
  });

  test('says in its probe what it does not protect', async () => {
    const probe = await sandbox.probe();
    expect(probe).toMatchObject({ kind: 'process', works: true });
    expect(probe.detail).toContain('network');
    expect(probe.protections).not.toContain('host-files');
    expect(probe.protections).toContain('environment');
  });
});

describe('choosing a sandbox', () => {
  const chooseSandbox = async (config: Parameters<typeof createSandbox>[0]) => {
    const sandbox = createSandbox(config);
    try {
      await trySandbox(sandbox);
      return sandbox;
    } finally {
      await sandbox.close();
    }
  };

  test('gives what was named', async () => {
    for (const kind of ['bubblewrap', 'process'] as const) {
      const chosen = await chooseSandbox({ kind, nodeBin: process.execPath });
      expect(chosen.kind).toBe(kind);
    }
  });

  test('refuses, naming the package to install, where there is no bubblewrap; it never takes the weaker one', async () => {
    const choice = chooseSandbox({ kind: 'bubblewrap', nodeBin: process.execPath, hostPath: folder });
    await expect(choice).rejects.toMatchObject({
      code: 'SANDBOX_UNAVAILABLE',
      hint: expect.stringContaining('apt-get install bubblewrap') as unknown,
    });
  });

  test('refuses where bubblewrap is there but cannot work', async () => {
    const broken = mkdtempSync(join(folder, 'broken-'));
    writeFileSync(
      join(broken, 'bwrap'),
      '#!/bin/sh\necho "bwrap: Creating new namespace failed: Operation not permitted" >&2\nexit 1\n',
      { mode: 0o755 },
    );
    const choice = chooseSandbox({ kind: 'bubblewrap', nodeBin: process.execPath, hostPath: broken });
    await expect(choice).rejects.toMatchObject({
      code: 'SANDBOX_UNAVAILABLE',
      hint: expect.stringContaining('user namespaces') as unknown,
    });
  });

  test('refuses a name that it does not know', async () => {
    await expect(chooseSandbox({ kind: 'docker' as SandboxKind, nodeBin: process.execPath })).rejects.toMatchObject({
      code: 'SANDBOX_UNAVAILABLE',
    });
  });
});

describe('the sweep at boot', () => {
  const started: number[] = [];
  afterEach(() => {
    for (const pid of started.splice(0)) {
      const identity = identify(pid);
      if (identity) killProcess(identity);
    }
  });

  test('ends what a killed owner left, double forks included, and nothing else', async () => {
    const state = mkdtempSync(join(folder, 'state-'));
    const mark = `ORPHAN=${crypto.randomUUID()}`;
    const module = join(import.meta.dirname, 'process.ts');
    const script = `
      const { createProcessSandbox } = await import(${JSON.stringify(module)});
      const sandbox = createProcessSandbox({ nodeBin: process.execPath, stateDir: ${JSON.stringify(state)} });
      await sandbox.exec({ argv: ['sh', '-c', '(setsid sleep 300 &); echo up; sleep 300'], cwd: '/', mounts: [], env: { ORPHAN: ${JSON.stringify(mark.slice(7))} },
        signal: new AbortController().signal, onOutput: (_, text) => process.stdout.write(text) });`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: { PATH: '/usr/bin:/bin', TMPDIR: tmpdir() },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(owner.stdout, 'data');
    const other = spawn('sleep', ['300'], { env: { PATH: '/usr/bin:/bin' } });
    if (other.pid) started.push(other.pid);

    expect((await sweepOrphans(state)).ended).not.toContain(owner.pid);
    expect(marked(mark).length).toBeGreaterThanOrEqual(2);
    expect(readdirSync(state)).toHaveLength(1);

    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(marked(mark).length).toBeGreaterThanOrEqual(2);
    const sweep = await sweepOrphans(state);
    expect(sweep.ended.length).toBeGreaterThanOrEqual(2);
    expect(sweep.folders.length).toBeGreaterThanOrEqual(1);
    expect(marked(mark)).toEqual([]);
    expect(readdirSync(state)).toEqual([]);
    expect(other.exitCode).toBe(null);
  });

  test('leaves a process alone that only took over a recorded number', async () => {
    const state = mkdtempSync(join(folder, 'state-'));
    const other = spawn('sleep', ['300'], { env: { PATH: '/usr/bin:/bin' } });
    const pid = other.pid ?? 0;
    started.push(pid);
    recordProcess(state, { process: { pid, startTime: '1' }, kind: 'process' });
    const [name = ''] = readdirSync(state);
    // The owner too is one that no longer runs.
    const { readFileSync } = await import('node:fs');
    const record = JSON.parse(readFileSync(join(state, name), 'utf8')) as { owner: { startTime: string } };
    record.owner.startTime = '1';
    writeFileSync(join(state, name), JSON.stringify(record));
    expect((await sweepOrphans(state)).ended).not.toContain(pid);
    expect(other.exitCode).toBe(null);
    expect(readdirSync(state)).toEqual([]);
  });

  test('ends what starts sandboxes, and the sandbox below it, where nobody was left to take them along', async () => {
    const state = mkdtempSync(join(folder, 'state-'));
    const script = `
      const { createBubblewrapSandbox } = await import(${JSON.stringify(join(import.meta.dirname, 'bubblewrap.ts'))});
      const sandbox = createBubblewrapSandbox({ nodeBin: process.execPath, stateDir: ${JSON.stringify(state)} });
      await sandbox.exec({ argv: ['sh', '-c', 'echo up; sleep 300'], cwd: '/', mounts: [],
        signal: new AbortController().signal, onOutput: (_, text) => process.stdout.write(text) });`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: { PATH: '/usr/bin:/bin', TMPDIR: tmpdir() },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    started.push(owner.pid ?? 0);
    await once(owner.stdout, 'data');
    const below = tree(owner.pid ?? 0, 100).filter(({ pid }) => pid !== owner.pid);
    const starters = below.filter(({ parent }) => parent === owner.pid);
    const isAbove = (pid: number) => below.some(({ parent }) => parent === pid);
    const watchers = below.filter(({ pid, parent }) => !isAbove(pid) && starters.some((one) => one.pid === parent));
    expect([starters.length, watchers.length]).toEqual([1, 1]);
    started.push(...below.map(({ pid }) => pid));
    // Stopped, it cannot even notice that their owner is gone.
    for (const { pid } of watchers) process.kill(pid, 'SIGSTOP');
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(below.filter(isRunning)).toHaveLength(below.length);
    const { ended } = await sweepOrphans(state);
    expect(starters.filter(({ pid }) => !ended.includes(pid))).toEqual([]);
    await expect.poll(() => below.filter(isRunning)).toEqual([]);
    expect(readdirSync(state)).toEqual([]);
  });

  test('finds nobody of a command that was being handed over when its owner was killed', async () => {
    const tree = mkdtempSync(join(folder, 'tree-'));
    const load = `const { createBubblewrapSandbox } = await import(${JSON.stringify(join(import.meta.dirname, 'bubblewrap.ts'))});`;
    const script = `${load}
      const sandbox = createBubblewrapSandbox({ nodeBin: process.execPath });
      const spec = { argv: ['true'], cwd: process.argv[1], signal: new AbortController().signal };
      const run = () => sandbox.exec({ ...spec, mounts: [{ path: process.argv[1], access: 'write' }] });
      await run();
      void run();
      const end = performance.now() + Number(process.argv[2]);
      const look = () => performance.now() < end ? setImmediate(look) : process.kill(process.pid, 'SIGKILL');
      look();`;
    const env = { PATH: '/usr/bin:/bin', TMPDIR: tmpdir(), NODE_COMPILE_CACHE: join(folder, 'compiled') };
    const owner = (...words: string[]) =>
      once(spawn(process.execPath, ['--input-type=module', '-e', ...words], { env, stdio: 'ignore' }), 'exit');
    // One that ends by itself leaves the sources compiled for the others.
    expect(await owner(load)).toEqual([0, null]);
    const moments = Array.from({ length: 90 }, (_, index) => 2 + (index % 30) * 0.25);
    const lane = async () => {
      for (let moment = moments.pop(); moment !== undefined; moment = moments.pop())
        expect(await owner(script, tree, String(moment))).toEqual([null, 'SIGKILL']);
    };
    await Promise.all([lane(), lane(), lane()]);
    const seesTree = (pid: number) => readProc(`/proc/${pid}/mountinfo`)?.includes(tree) === true;
    await expect.poll(() => allPids().filter(seesTree)).toEqual([]);
    // Their temporary folders, which any later start would take away.
    await sweepOrphans(join(folder, 'never'));
  });

  test('ends a bubblewrap whose owner left it before anything ran in it', async () => {
    const owner = spawn('sleep', ['300'], { env: { PATH: '/usr/bin:/bin' } });
    const { startTime } = identify(owner.pid ?? 0) ?? {};
    const own = mkdtempSync(join(tmpdir(), `codewright-sandbox-${owner.pid}-${startTime}-`));
    const unborn = spawn(
      findProgram('bwrap', '/usr/local/bin:/usr/bin:/bin') ?? '',
      ['--unshare-user', '--ro-bind', own, '/own', '--args', '4', '--', '/bin/true'],
      {
        env: { PATH: '/usr/bin:/bin' },
        stdio: ['ignore', 'ignore', 'ignore', 'ignore', 'pipe'],
      },
    );
    const ended = once(unborn, 'exit');
    started.push(owner.pid ?? 0, unborn.pid ?? 0);
    expect((await sweepOrphans(join(folder, 'never'))).ended).not.toContain(unborn.pid);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect((await sweepOrphans(join(folder, 'never'))).ended).toContain(unborn.pid);
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(existsSync(own)).toBe(false);
  });

  test('has nothing to do where nothing was written', async () => {
    expect(await sweepOrphans(join(folder, 'never'))).toBeDefined();
  });
});
