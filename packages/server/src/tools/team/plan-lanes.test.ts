import { expect, test } from 'vitest';
import { workOff } from './plan-lanes.ts';

/** Work that stays open until it is told to end, and what happened in order. */
function bench() {
  const log: string[] = [];
  const open = new Map<string, () => void>();
  const work = async ({ id }: { id: string }) => {
    log.push(`+${id}`);
    await new Promise<void>((resolve) => open.set(id, resolve));
    open.delete(id);
    log.push(`-${id}`);
  };
  const end = async (id: string) => {
    open.get(id)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { log, open, work, end };
}

test('independent tasks are worked on four at a time, and each begins only after those that it comes after', async () => {
  const { log, open, work, end } = bench();
  const books = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, after: ['ground'] }));
  const all = workOff([{ id: 'ground', after: [] }, ...books, { id: 'tests', after: ['a', 'e'] }], work);
  expect([...open.keys()]).toEqual(['ground']);
  await end('ground');
  expect([...open.keys()]).toEqual(['a', 'b', 'c', 'd']);
  await end('a');
  expect([...open.keys()]).toEqual(['b', 'c', 'd', 'e']);
  await end('e');
  expect([...open.keys()]).toEqual(['b', 'c', 'd', 'tests']);
  for (const id of ['b', 'c', 'd', 'tests']) await end(id);
  await all;
  expect(log.at(-1)).toBe('-tests');
});

test('after a failure nothing new begins, and what has begun is waited for', async () => {
  const { log, work, end } = bench();
  const pieces = [
    { id: 'good', after: [] },
    { id: 'bad', after: [] },
    { id: 'later', after: ['good'] },
  ];
  const all = workOff(pieces, async (piece) => {
    if (piece.id === 'bad') throw new Error('it does not go');
    await work(piece);
  });
  const refused = expect(all).rejects.toThrow('it does not go');
  await new Promise((resolve) => setImmediate(resolve));
  await end('good');
  await refused;
  expect(log).toEqual(['+good', '-good']);
});

test('tasks that wait for each other are said by name', async () => {
  const circle = [
    { id: 'egg', after: ['hen'] },
    { id: 'hen', after: ['egg'] },
  ];
  await expect(workOff(circle, async () => {})).rejects.toThrow('These tasks can never begin: egg, hen.');
});
