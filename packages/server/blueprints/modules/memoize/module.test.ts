import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoize } from '../src/memoize.ts';

/** A function that counts its calls. */
function counting() {
  const calls: number[] = [];
  const work = (number: number) => {
    calls.push(number);
    return number * 2;
  };
  return { calls, work };
}

describe('memoize', () => {
  it('calls once for the same arguments', () => {
    const { calls, work } = counting();
    const twice = memoize(work);
    assert.deepEqual([twice(2), twice(2), twice(3)], [4, 4, 6]);
    assert.deepEqual(calls, [2, 3]);
    twice.clear();
    assert.equal(twice.size(), 0);
  });

  it('forgets what was not asked for the longest', () => {
    const { calls, work } = counting();
    const twice = memoize(work, { size: 2 });
    for (const number of [1, 2, 1, 3, 1, 2]) twice(number);
    assert.deepEqual(calls, [1, 2, 3, 2]);
  });

  it('forgets after a time', () => {
    const { calls, work } = counting();
    let time = 0;
    const twice = memoize(work, { ttl: 100, now: () => time });
    twice(1);
    time = 99;
    twice(1);
    time = 100;
    twice(1);
    assert.deepEqual(calls, [1, 1]);
  });

  it('does not remember promises that were rejected', async () => {
    let calls = 0;
    const flaky = memoize(async () => {
      calls += 1;
      if (calls === 1) throw new Error('first');
      return 'second';
    });
    await assert.rejects(flaky(), /first/);
    assert.equal(await flaky(), 'second');
  });
});
