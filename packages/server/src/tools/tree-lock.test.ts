import { expect, test } from 'vitest';
import { TreeLock } from './tree-lock.ts';

/** Work that notes when it begins and ends, and ends when told. */
function worker(log: string[], name: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const work = async (): Promise<string> => {
    log.push(`${name} begins`);
    await promise;
    log.push(`${name} ends`);
    return name;
  };
  return { work, end: resolve };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('readers run side by side, a writer alone and in its turn', async () => {
  const lock = new TreeLock();
  const log: string[] = [];
  const [r1, r2, w1, w2, r3] = ['r1', 'r2', 'w1', 'w2', 'r3'].map((name) => worker(log, name));
  if (!r1 || !r2 || !w1 || !w2 || !r3) throw new Error('five workers');
  const all = [lock.read(r1.work), lock.read(r2.work), lock.write(w1.work), lock.write(w2.work), lock.read(r3.work)];
  await turn();
  expect(log).toEqual(['r1 begins', 'r2 begins']);
  r1.end();
  await turn();
  expect(log.at(-1)).toBe('r1 ends');
  r2.end();
  await turn();
  expect(log.at(-1)).toBe('w1 begins');
  w1.end();
  await turn();
  expect(log.slice(-2)).toEqual(['w1 ends', 'w2 begins']);
  w2.end();
  r3.end();
  expect(await Promise.all(all)).toEqual(['r1', 'r2', 'w1', 'w2', 'r3']);
  expect(log.slice(-2)).toEqual(['r3 begins', 'r3 ends']);
});

test('a failure of one is its own and holds nobody up', async () => {
  const lock = new TreeLock();
  const fails = async (): Promise<never> => {
    throw new Error('no');
  };
  const first = lock.write(fails);
  const second = lock.read(fails);
  const third = lock.write(async () => 'done');
  await expect(first).rejects.toThrow('no');
  await expect(second).rejects.toThrow('no');
  expect(await third).toBe('done');
});
