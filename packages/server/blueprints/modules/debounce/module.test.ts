import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { debounce, once, throttle } from '../src/debounce.ts';

describe('debounce', () => {
  it('calls once with the last arguments, when all is quiet', () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const calls: number[] = [];
    const slow = debounce((number: number) => calls.push(number), 100);
    slow(1);
    mock.timers.tick(99);
    slow(2);
    mock.timers.tick(99);
    assert.deepEqual(calls, []);
    assert.equal(slow.pending(), true);
    mock.timers.tick(1);
    assert.deepEqual(calls, [2]);
    assert.equal(slow.pending(), false);
    mock.timers.reset();
  });

  it('can be told to forget or to hurry', () => {
    const calls: number[] = [];
    const slow = debounce((number: number) => calls.push(number), 60_000);
    slow(1);
    slow.cancel();
    slow.flush();
    assert.deepEqual(calls, []);
    slow(2);
    slow.flush();
    assert.deepEqual(calls, [2]);
  });

  it('calls first where that is wished', () => {
    const calls: number[] = [];
    const slow = debounce((number: number) => calls.push(number), 60_000, { leading: true });
    slow(1);
    slow(2);
    slow.cancel();
    assert.deepEqual(calls, [1]);
  });

  it('refuses times that are none', () => {
    assert.throws(() => debounce(() => {}, Number.NaN), RangeError);
  });
});

describe('throttle', () => {
  it('calls at once, and the last of those that follow later', () => {
    const calls: number[] = [];
    const slow = throttle((number: number) => calls.push(number), 60_000);
    slow(1);
    slow(2);
    slow(3);
    assert.deepEqual(calls, [1]);
    slow.flush();
    assert.deepEqual(calls, [1, 3]);
    slow.cancel();
  });
});

describe('once', () => {
  it('calls the first time, and gives what came of it ever after', () => {
    const calls: number[] = [];
    const first = once((number: number) => calls.push(number));
    assert.equal(first(7), 1);
    assert.equal(first(8), 1);
    assert.deepEqual(calls, [7]);
  });

  it('tries again what has thrown', () => {
    let tries = 0;
    const work = once(() => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
      return tries;
    });
    assert.throws(work, /not yet/);
    assert.equal(work(), 2);
    assert.equal(work(), 2);
  });
});
