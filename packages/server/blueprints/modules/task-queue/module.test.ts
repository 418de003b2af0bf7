import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TaskQueue } from '../src/task-queue.ts';

describe('TaskQueue', () => {
  it('runs no more at once than it may', async () => {
    const queue = new TaskQueue({ concurrency: 2 });
    let running = 0;
    let most = 0;
    const task = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    };
    await Promise.all([1, 2, 3, 4, 5].map(() => queue.add(task)));
    assert.equal(most, 2);
  });

  it('runs the largest priority first of those that wait', async () => {
    const queue = new TaskQueue({ concurrency: 1 });
    const order: string[] = [];
    queue.pause();
    const added = [
      queue.add(() => order.push('plain')),
      queue.add(() => order.push('later'), { priority: -1 }),
      queue.add(() => order.push('first'), { priority: 5 }),
    ];
    assert.equal(queue.waiting(), 3);
    queue.resume();
    await Promise.all(added);
    assert.deepEqual(order, ['first', 'plain', 'later']);
  });

  it('tries again what failed, and then gives the error', async () => {
    const queue = new TaskQueue({ retries: 2 });
    let calls = 0;
    const failing = () => {
      calls += 1;
      if (calls < 3) throw new Error('not yet');
      return calls;
    };
    assert.equal(await queue.add(failing), 3);
    await assert.rejects(
      queue.add(() => {
        throw new Error('never');
      }),
      /never/,
    );
  });

  it('goes on after one that failed, and tells when it is idle', async () => {
    const queue = new TaskQueue({ concurrency: 1 });
    const failed = queue.add(() => Promise.reject(new Error('no'))).catch(() => 'caught');
    const next = queue.add(() => 'next');
    await queue.idle();
    assert.deepEqual(await Promise.all([failed, next]), ['caught', 'next']);
    await queue.idle();
  });
});
