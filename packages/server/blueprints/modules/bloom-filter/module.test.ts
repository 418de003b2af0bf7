import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BloomFilter } from '../src/bloom-filter.ts';

describe('BloomFilter', () => {
  it('forgets nothing, and is seldom wrong about other words', () => {
    const filter = new BloomFilter({ items: 1000, falsePercent: 1 });
    const words = Array.from({ length: 1000 }, (_, at) => `word ${at}`);
    for (const word of words) filter.add(word);
    assert.ok(words.every((word) => filter.mightHave(word)));
    const wrong = words.filter((word) => filter.mightHave(`other ${word}`)).length;
    assert.ok(wrong < 30, `${wrong} of 1000 were taken for added ones`);
  });
});
