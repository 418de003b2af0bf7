import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PriorityQueue } from '../src/priority-queue.ts';

describe('PriorityQueue', () => {
  it('sorts many items', () => {
    const queue = new PriorityQueue<number>();
    const numbers = Array.from({ length: 500 }, (_, at) => (at * 7919) % 503);
    for (const number of numbers) queue.push(number, { priority: number });
    const out = numbers.map(() => queue.pop());
    assert.deepEqual(
      out,
      numbers.toSorted((a, b) => a - b),
    );
  });

  it('takes an order of its own', () => {
    const queue = new PriorityQueue<string>({ compare: (a, b) => a.length - b.length });
    for (const word of ['three', 'a', 'to']) queue.push(word);
    assert.deepEqual([queue.pop(), queue.pop(), queue.pop()], ['a', 'to', 'three']);
  });
});
