import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { despiteLoss, LostSandbox } from '../../shared/lost.ts';
import { removeLocks } from './state.ts';
import { openBench } from './testing.ts';
import type { Bench } from './testing.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** The outermost process of the sandbox in which a command with this word runs. */
function sandboxOf(word: string): number | undefined {
  const look = (pid: number, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8');
    } catch {
      // It is gone by now.
      return '';
    }
  };
  const parent = (pid: number) => Number(/\) . (\d+)/.exec(look(pid, 'stat'))?.[1]);
  const isBwrap = (pid: number) => look(pid, 'comm').trim() === 'bwrap';
  const pids = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0);
  let found = pids.find((pid) => look(pid, 'cmdline').includes(word) && pid !== process.pid);
  while (found !== undefined && found > 1 && !(isBwrap(found) && !isBwrap(parent(found)))) found = parent(found);
  return found !== undefined && isBwrap(found) ? found : undefined;
}

test('A command whose sandbox is killed is lost, while one that is killed itself has ended', async () => {
  const main = await bench.manager.open({ job: 'job', branch: 'main' }, bench.signal);
  const running = main.exec({ argv: ['/bin/sh', '-c', 'touch began; sleep 60.125; echo over'], signal: bench.signal });
  const lost = running.catch((error: unknown) => error);
  await expect.poll(() => existsSync(join(main.root, 'began'))).toBe(true);
  const pid = sandboxOf('60.125');
  expect(pid).toBeDefined();
  process.kill(pid ?? 0, 'SIGKILL');
  expect(await lost).toBeInstanceOf(LostSandbox);
  expect(await lost).toMatchObject({ code: 'SANDBOX_FAILED' });
  const killed = await main.exec({ argv: ['/bin/sh', '-c', 'kill -9 $$'], signal: bench.signal });
  expect(killed).toMatchObject({ outcome: 'signalled', signal: 'SIGKILL' });
  // The next has a sandbox of its own.
  expect(await main.exec({ argv: ['echo', 'on'], signal: bench.signal })).toMatchObject({ stdout: 'on\n' });
});

test('Work that is cut off that way begins again, three times in all, and other failures are passed on at once', async () => {
  let tries = 0;
  let put = 0;
  const cut = (times: number) =>
    despiteLoss(
      async () => {
        tries += 1;
        if (tries <= times) throw new LostSandbox({});
        return 'done';
      },
      async () => void (put += 1),
    );
  expect(await cut(2)).toBe('done');
  expect(put).toBe(2);
  tries = 0;
  await expect(cut(3)).rejects.toBeInstanceOf(LostSandbox);
  expect(tries).toBe(3);
  tries = 0;
  await expect(despiteLoss(async () => Promise.reject(new Error(`other ${(tries += 1)}`)))).rejects.toThrow('other 1');
});

test('A git that was killed before its repository stood can begin again', () => {
  const git = join(bench.folder, 'git');
  mkdirSync(git);
  writeFileSync(join(git, 'config.lock'), '');
  removeLocks(git);
  expect(readdirSync(git)).toEqual([]);
});

test('A git that was killed leaves locks that hold nobody up', async () => {
  const main = await bench.manager.open({ job: 'job', branch: 'main' }, bench.signal);
  await main.write('a.txt', 'one\n');
  writeFileSync(join(bench.stateDir, 'workspaces/job/git/index.lock'), '');
  const again = await bench.reopened().find('job', bench.signal);
  expect(await again?.commit('One', bench.signal)).toMatchObject({ files: 1 });
});
