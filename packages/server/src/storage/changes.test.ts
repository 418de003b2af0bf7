import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createChanges } from './changes.ts';

test('commits in a row are one call, a later one is another, and whoever stopped listening is not called', async () => {
  const changes = createChanges(() => () => undefined);
  const calls = { one: 0, other: 0 };
  const stopOne = changes.onChange(() => (calls.one += 1));
  for (let count = 0; count < 3; count++) changes.notify();
  expect(calls.one).toBe(0);
  await expect.poll(() => calls.one).toBe(1);
  changes.notify();
  await expect.poll(() => calls.one).toBe(2);
  changes.onChange(() => (calls.other += 1));
  changes.notify();
  stopOne();
  await expect.poll(() => calls.other).toBe(1);
  changes.notify();
  changes.stop();
  await delay(20);
  expect(calls).toEqual({ one: 2, other: 1 });
});
