import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBubblewrapSandbox } from './bubblewrap.ts';
import type { ExecResult, ExecSpec, Mount, Sandbox } from './contract.ts';
import { WORDS } from './first-process.ts';
import { commandLine, readStat, tree } from './processes.ts';

let sandbox: Sandbox;
let folder: string;
const signal = new AbortController().signal;
const place = (name: string, access: Mount['access'] = 'write'): Pick<ExecSpec, 'cwd' | 'mounts'> => {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return { cwd: path, mounts: [{ path, access }] };
};
const run = (argv: string[], where: Pick<ExecSpec, 'cwd' | 'mounts'>, more: Partial<ExecSpec> = {}) =>
  sandbox.exec({ argv, signal, ...where, ...more });
const words = ({ stdout }: ExecResult) => stdout.trim();
/** First processes that are set up and wait for their words. */
const ready = () => tree(process.pid, 1000).filter(({ pid }) => commandLine(pid)[2]?.includes('/proc/self/fd/'));
/** Has one made ready in this place; by then the one before, which ends a moment later, is gone. */
async function makeReady(where: Pick<ExecSpec, 'cwd' | 'mounts'>): Promise<void> {
  const before = ready().map(({ pid }) => pid);
  sandbox.expect(where);
  const there = () => ready().map(({ pid }) => before.includes(pid));
  await expect.poll(there, { interval: 10 }).toEqual([false]);
}

beforeAll(async () => {
  sandbox = createBubblewrapSandbox({ nodeBin: process.execPath });
  folder = mkdtempSync(join(tmpdir(), 'expected-test-'));
  await run(['true'], place('first'));
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a command finds its place made ready, with its own limits, input and environment, and isolated as any', async () => {
  const where = place('work');
  await makeReady(where);
  const [waiting] = ready();
  const script = 'cat; echo "$ODD"; ulimit -n; ulimit -f; echo x > /etc/x || pwd';
  const result = await run(['sh', '-c', script], where, {
    stdin: 'in\n',
    env: { ODD: `a 'b' "$c"\n`, LD_BIND_NOW: '1', 'with.dot': '1' },
    limits: { fileBytes: 1024 * 1024 },
  });
  expect(result.exitCode).toBe(0);
  expect(words(result).split('\n')).toEqual(['in', `a 'b' "$c"`, '', '4096', '2048', where.cwd]);
  // With a variable that no shell exports it is another place, so the one that was ready still waits.
  expect(ready()).toContainEqual(waiting);
  const plain = await run(['sh', '-c', 'echo "$ODD"; env | grep -c .'], where, { env: { ODD: 'second' } });
  expect(words(plain)).toBe('second\n6');
  expect(ready()).not.toContainEqual(waiting);
});

test('a place that was not expected is its own, and a folder by the same name is another', async () => {
  const where = place('tree');
  await makeReady(where);
  expect(words(await run(['sh', '-c', 'pwd; ls'], place('other')))).toBe(place('other').cwd);
  renameSync(where.cwd, `${where.cwd}-before`);
  const again = place('tree');
  writeFileSync(join(again.cwd, 'new.txt'), '');
  expect(words(await run(['sh', '-c', 'ls; echo > made.txt'], again))).toBe('new.txt');
  expect(readFileSync(join(again.cwd, 'made.txt'), 'utf8')).toBe('\n');
});

test('what is to be read only stays so in a place that was ready for writing', async () => {
  const where = place('guarded');
  await makeReady(where);
  expect((await run(['sh', '-c', 'echo > x.txt'], place('guarded', 'read'))).exitCode).not.toBe(0);
  expect((await run(['sh', '-c', 'echo > x.txt'], where)).exitCode).toBe(0);
});

test('a hint about a folder that is not there changes nothing', async () => {
  sandbox.expect({ cwd: '/', mounts: [{ path: join(folder, 'nowhere'), access: 'read' }] });
  expect(words(await run(['echo', 'on'], place('first')))).toBe('on');
});

test('one that was made ready and died is replaced', async () => {
  const where = place('died');
  await makeReady(where);
  const around = ready().map(({ pid }) => readStat(pid)?.parent ?? 0);
  for (const { pid } of ready()) process.kill(pid, 'SIGKILL');
  // Its bwrap ends with it, a moment later; and we have to have heard of it at all.
  const isThere = (pid: number) => !['Z', 'X', undefined].includes(readStat(pid)?.state);
  await expect.poll(() => around.filter(isThere)).toEqual([]);
  for (let turns = 0; turns < 5; turns++) await delay(10);
  expect(words(await run(['echo', 'on'], where))).toBe('on');
});

test('what one that is ended waited for is no longer anybody’s way in: dying, it could still read there', async () => {
  const waitsAt = () => ready().map(({ pid }) => readlinkSync(`/proc/${pid}/fd/${WORDS}`));
  await makeReady(place('left'));
  const [left = ''] = waitsAt();
  expect(existsSync(left)).toBe(true);
  sandbox.expect(place('other'));
  await expect.poll(() => ready().length === 1 && waitsAt()[0] !== left).toBe(true);
  await expect.poll(() => existsSync(left)).toBe(false);
  const [other = ''] = waitsAt();
  // One that ran to its end leaves nobody behind: its pipe serves again.
  expect(words(await run(['echo', 'on'], place('other')))).toBe('on');
  expect(existsSync(other)).toBe(true);
});
