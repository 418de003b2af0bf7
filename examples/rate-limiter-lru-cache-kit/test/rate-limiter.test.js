import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TokenBucket } from '../src/rate-limiter.js';

describe('TokenBucket', () => {
  it('allows a burst up to the capacity and no more', () => {
    let time = 0;
    const tokenBucket = new TokenBucket({ capacity: 2, refillPerSecond: 1, now: () => time });
    assert.deepEqual(tokenBucket.take('ada'), { allowed: true, left: 1, waitMs: 0 });
    assert.deepEqual(tokenBucket.take('ada'), { allowed: true, left: 0, waitMs: 0 });
    time += 250;
    assert.deepEqual(tokenBucket.take('ada'), { allowed: false, left: 0, waitMs: 750 });
    time += 750;
    assert.deepEqual(tokenBucket.take('ada'), { allowed: true, left: 0, waitMs: 0 });
  });

  it('counts each key by itself', () => {
    const tokenBucket = new TokenBucket({ capacity: 1, refillPerSecond: 1 });
    assert.deepEqual(tokenBucket.take('ada'), { allowed: true, left: 0, waitMs: 0 });
    assert.deepEqual(tokenBucket.take('bob'), { allowed: true, left: 0, waitMs: 0 });
    assert.equal(tokenBucket.available('ada'), 0);
    assert.equal(tokenBucket.available('new'), 1);
  });

  it('never holds more than its capacity', () => {
    let time = 0;
    const tokenBucket = new TokenBucket({ capacity: 3, refillPerSecond: 100, now: () => time });
    assert.deepEqual(tokenBucket.take('ada', { tokens: 3 }), { allowed: true, left: 0, waitMs: 0 });
    time += 60000;
    assert.equal(tokenBucket.available('ada'), 3);
    assert.throws(() => tokenBucket.take('ada', { tokens: 4 }), /capacity/);
    assert.throws(() => tokenBucket.take('ada', { tokens: 0 }), /tokens/);
  });

  it('starts with full buckets', () => {
    const tokenBucket = new TokenBucket();
    assert.equal(tokenBucket.available('ada'), 10);
  });
});
