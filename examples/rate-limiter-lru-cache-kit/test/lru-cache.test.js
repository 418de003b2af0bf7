import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LruCache } from '../src/lru-cache.js';

describe('LruCache', () => {
  it('keeps values by key', () => {
    const cache = new LruCache();
    cache.set('a', 1);
    assert.equal(cache.get('a'), 1);
    assert.equal(cache.get('b') ?? null, null);
    assert.deepEqual(cache.stats(), { size: 1, hits: 1, misses: 1 });
  });

  it('drops what was not used for the longest time', () => {
    const cache = new LruCache({ capacity: 2 });
    cache.set('a', 1);
    cache.set('b', 2);
    assert.equal(cache.get('a'), 1);
    cache.set('c', 3);
    assert.equal(cache.has('b'), false);
    assert.equal(cache.has('a'), true);
    assert.equal(cache.has('c'), true);
  });

  it('is empty once it was cleared, and fills again', () => {
    const cache = new LruCache({ capacity: 2 });
    cache.set('a', 1);
    cache.set('b', 2);
    cache.clear();
    assert.equal(cache.has('a'), false);
    assert.deepEqual(cache.stats(), { size: 0, hits: 0, misses: 0 });
    cache.set('c', 3);
    cache.set('d', 4);
    assert.equal(cache.get('c'), 3);
    assert.deepEqual(cache.stats(), { size: 2, hits: 1, misses: 0 });
  });

  it('forgets entries when their time is over', () => {
    let time = 0;
    const cache = new LruCache({ ttl: 1000, now: () => time });
    cache.set('a', 1);
    cache.set('b', 2, { ttl: 5000 });
    time += 999;
    assert.equal(cache.get('a'), 1);
    time += 1;
    assert.equal(cache.get('a') ?? null, null);
    assert.equal(cache.get('b'), 2);
  });

  it('replaces a value without growing', () => {
    const cache = new LruCache({ capacity: 1 });
    cache.set('a', 1);
    cache.set('a', 2);
    assert.equal(cache.get('a'), 2);
    assert.equal(cache.delete('a'), true);
    assert.equal(cache.delete('a'), false);
  });
});
