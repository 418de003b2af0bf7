import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shuffleList } from '../src/arrays.ts';

describe('shuffleList', () => {
  it('keeps each item, and leaves the list that it was given alone', () => {
    const items = Array.from({ length: 100 }, (_, at) => at);
    const shuffled = shuffleList(items);
    assert.deepEqual(
      shuffled.toSorted((a, b) => a - b),
      items,
    );
    assert.equal(items[0], 0);
    // Of so many orders it is one in 10^157 that they stay.
    assert.notDeepEqual(shuffled, items);
  });
});
