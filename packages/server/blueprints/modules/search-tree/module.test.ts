import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SearchTree } from '../src/search-tree.ts';

describe('SearchTree', () => {
  it('stays flat and in order, whatever goes in and out', () => {
    const tree = new SearchTree();
    const numbers = Array.from({ length: 1000 }, (_, at) => (at * 7919) % 1009);
    for (const number of numbers) tree.insert(number);
    assert.ok(tree.height() <= 14, `${tree.height()} steps`);
    const left = numbers.filter((number) => number % 3 > 0);
    for (const number of numbers) if (number % 3 === 0) assert.ok(tree.remove(number));
    assert.deepEqual(
      tree.keys(),
      left.toSorted((a, b) => a - b),
    );
    assert.ok(tree.height() <= 13, `${tree.height()} steps`);
  });
});
