import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LinkedList, Queue, Stack } from '../src/collections.ts';

describe('collections', () => {
  it('give out the last one first, or the first one first', () => {
    const stack = new Stack<number>();
    const queue = new Queue<number>();
    for (const number of [1, 2, 3]) {
      stack.push(number);
      queue.enqueue(number);
    }
    assert.deepEqual([stack.peek(), stack.pop(), stack.pop(), stack.size], [3, 3, 2, 1]);
    assert.deepEqual([queue.peek(), queue.dequeue(), queue.dequeue(), queue.size], [1, 1, 2, 1]);
  });

  it('are empty where nothing was put in', () => {
    assert.equal(new Stack().pop(), undefined);
    assert.equal(new Queue().dequeue(), undefined);
    assert.equal(new LinkedList().first(), undefined);
  });

  it('can be walked through', () => {
    const list = new LinkedList<string>();
    for (const item of ['a', 'b']) list.append(item);
    assert.deepEqual([...list], ['a', 'b']);
    assert.deepEqual([list.first(), list.last(), list.size], ['a', 'b', 2]);
  });
});
