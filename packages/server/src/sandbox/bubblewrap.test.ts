import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBubblewrapSandbox } from './bubblewrap.ts';
import type { ExecResult, ExecSpec, Sandbox } from './contract.ts';
import { protections } from './probe.ts';
import { allPids, startedWith } from './processes.ts';

let sandbox: Sandbox;
let folder: string;
const run = (argv: string[], more: Partial<ExecSpec> = {}): Promise<ExecResult> =>
  sandbox.exec({ argv, cwd: '/', mounts: [], signal: new AbortController().signal, ...more });
const withMark = (mark: string): number[] => allPids().filter((pid) => startedWith(pid, mark));

beforeAll(() => {
  sandbox = createBubblewrapSandbox({ nodeBin: process.execPath });
  folder = mkdtempSync(join(tmpdir(), 'bubblewrap-test-'));
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('what a command gets', () => {
  test('gives back exit code, both streams and their size', async () => {
    const result = await run(['sh', '-c', 'printf out; printf wrong >&2; exit 7']);
    expect(result).toMatchObject({ outcome: 'exited', exitCode: 7, stdout: 'out', stderr: 'wrong', outputBytes: 8 });
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
    await expect(run(['echo', 'x'.repeat(4_000_000)])).rejects.toMatchObject({ code: 'TOOL_FAILED' });
    expect((await run(['echo', 'x'.repeat(100_000)])).stdout).toHaveLength(100_001);
  });

  test('says which program is missing', async () => {
    const result = await run(['no-such-program']);
    expect(result.exitCode).toBe(127);
    expect(result.stderr).toContain('no-such-program');
  });

  test('runs programs, never built-ins of its own first shell', async () => {
    expect((await run(['exit', '3'])).exitCode).toBe(127);
    expect((await run(['eval', 'echo no'])).stdout).toBe('');
  });

  test('is talked to while it runs, until its input is ended', async () => {
    const stdin = new PassThrough();
    stdin.write('one\n');
    let said = '';
    const result = await run(['sh', '-c', 'while read -r line; do echo "heard $line"; done; echo end'], {
      stdin,
      onOutput: (_, text) => {
        said += text;
        if (said === 'heard one\n') stdin.write('two\n');
        if (said.endsWith('two\n')) stdin.end();
      },
    });
    expect(result).toMatchObject({ exitCode: 0, stdout: 'heard one\nheard two\nend\n' });
  });

  test('reaches a server of this machine at its own port where that port is named, and no other', async () => {
    const server = createServer((_, response) => response.end('outside')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const program = `fetch("http://127.0.0.1:${port}/").then(async (r) => console.log(await r.text()), () => console.log("cut off"))`;
    const ask = (loopback: number[]) =>
      run(['node', '-e', program], { network: { mode: 'allow', hosts: [], loopback } });
    expect((await ask([port])).stdout).toBe('outside\n');
    expect((await ask([])).stdout).toBe('cut off\n');
    server.close();
  });

  test('passes arguments and input byte for byte', async () => {
    const odd = `a "b" 'c' $HOME \\ \n é * āȁ\u{1F600}\u0081\u0088 `.repeat(2_500);
    expect((await run(['printf', '%s', odd])).stdout).toBe(odd);
    expect((await run(['cat'], { stdin: odd })).stdout).toBe(odd);
  });

  test('names the signal that ended a command and adds nothing to its output', async () => {
    const result = await run(['sh', '-c', 'kill -SEGV $$']);
    expect(result).toMatchObject({ outcome: 'signalled', signal: 'SIGSEGV', stderr: '' });
  });

  test('hands on exactly the given environment and four defaults', async () => {
    const result = await run(['env'], { env: { COLOUR: 'blue', LD_PRELOAD: '/nowhere/evil.so' } });
    const names = result.stdout
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0]);
    expect(new Set(names)).toEqual(new Set(['COLOUR', 'HOME', 'LANG', 'LD_PRELOAD', 'PATH', 'PWD', 'TMPDIR']));
  });

  test('runs the pinned Node and an npm that runs on it', async () => {
    const node = await run(['node', '-p', 'process.version']);
    expect(node.stdout.trim()).toBe(process.version);
    const npm = await run(['npm', 'version', '--json']);
    expect((JSON.parse(npm.stdout) as { node: string }).node).toBe(process.versions.node);
  });

  test('writes only to what is mounted for writing', async () => {
    const write = join(folder, 'write');
    const read = join(folder, 'read');
    mkdirSync(write);
    mkdirSync(read);
    const mounts = [
      { path: write, access: 'write' as const },
      { path: read, access: 'read' as const },
    ];
    const result = await run(
      [
        'sh',
        '-c',
        `echo yes > ${write}/file; for p in ${read} / /etc /usr /opt /dev /var; do echo no > $p/file && echo wrote $p; done; true`,
      ],
      { mounts },
    );
    expect(result.stdout).toBe('');
    expect(readFileSync(join(write, 'file'), 'utf8')).toBe('yes\n');
  });

  test('shows nothing of the host but its programs', async () => {
    writeFileSync(join(folder, 'secret'), 'secret');
    const result = await run([
      'sh',
      '-c',
      `cat ${folder}/secret /etc/shadow /root/.bashrc /etc/ssh/*; ls /sys /var/lib /boot`,
    ]);
    expect(result.stdout).toBe('');
  });

  test('has no way to the network', async () => {
    const code = `const s = require('net').connect(9, '192.0.2.1'); s.on('error', (e) => console.log(e.code)); s.setTimeout(3000, () => process.exit(1))`;
    expect((await run(['node', '-e', code])).stdout.trim()).toBe('ENETUNREACH');
  });
});

test('the probe tries to get out and finds every way closed', async () => {
  const probe = await sandbox.probe();
  expect(probe).toMatchObject({ kind: 'bubblewrap', works: true });
  expect(probe.protections).toEqual([...protections]);
});

describe('how a command ends', () => {
  test('takes every process with it: background, own session, double fork', async () => {
    const mark = `MARK=${crypto.randomUUID()}`;
    const env = { MARK: mark.slice(5) };
    // The one that counts by `$(…)` is the eighth.
    const script =
      'sleep 300 & setsid sleep 300 & (setsid sh -c "sleep 300 & sleep 300" &) ; all() { set -- /proc/[0-9]*; echo $#; }; while [ $(all) -lt 8 ]; do :; done; all';
    const result = await run(['sh', '-c', script], { env });
    expect(Number(result.stdout)).toBeGreaterThanOrEqual(7);
    expect(withMark(mark)).toEqual([]);
  });

  test('ends at its time limit, whatever it ignores', async () => {
    const result = await run(['sh', '-c', 'trap "" TERM INT HUP; sleep 300 & setsid sleep 300; sleep 300'], {
      limits: { timeMs: 300 },
    });
    expect(result.outcome).toBe('timeout');
    expect(result.stderr).toContain('300 ms');
  });

  test('ends when it is cancelled, leaving nothing', async () => {
    const mark = `MARK=${crypto.randomUUID()}`;
    const abort = new AbortController();
    const result = await run(['sh', '-c', 'echo started; setsid sleep 300 & sleep 300'], {
      env: { MARK: mark.slice(5) },
      signal: abort.signal,
      onOutput: () => abort.abort(),
    });
    expect(result.outcome).toBe('cancelled');
    expect(withMark(mark)).toEqual([]);
  });

  test('does not start when it was cancelled before', async () => {
    const result = await run(['touch', join(folder, 'started')], {
      signal: AbortSignal.abort(),
      mounts: [{ path: folder, access: 'write' }],
    });
    expect(result).toMatchObject({ outcome: 'cancelled', outputBytes: 0 });
  });

  test('leaves nothing when many are cancelled at any moment', async () => {
    const mark = `MARK=${crypto.randomUUID()}`;
    const outcomes = await Promise.all(
      Array.from({ length: 24 }, async (_, index) => {
        const abort = new AbortController();
        const timer = setTimeout(() => abort.abort(), index * 8);
        const result = await run(['sh', '-c', 'setsid sleep 300 & sleep 0.02; echo done'], {
          env: { MARK: mark.slice(5) },
          signal: abort.signal,
        });
        clearTimeout(timer);
        return result.outcome === 'exited' ? result.stdout : result.outcome;
      }),
    );
    expect(outcomes.filter((outcome) => outcome !== 'done\n' && outcome !== 'cancelled')).toEqual([]);
    expect(withMark(mark)).toEqual([]);
  });

  test('closing the sandbox ends what runs', async () => {
    const other = createBubblewrapSandbox({ nodeBin: process.execPath });
    const running = other.exec({ argv: ['sleep', '300'], cwd: '/', mounts: [], signal: new AbortController().signal });
    await other.close();
    expect((await running).outcome).not.toBe('exited');
  });
});
