import { expect, test } from 'vitest';
import { stoppedClock, testLedger } from '../ledger/testing-ledger.ts';
import { onBothStores, type TestStore } from '../storage/testing-stores.ts';
import { createQueue } from './queue.ts';
import { newJob } from './testing-process.ts';

const done = { status: 'succeeded', stopReason: 'completed', summary: 'Done' } as const;

async function opened(store: TestStore) {
  const clock = stoppedClock();
  const storage = await store.open();
  const ledger = testLedger(storage, clock);
  return { storage, ledger, clock, queue: createQueue(storage, ledger, { clock, leaseMs: 30_000, maxAttempts: 3 }) };
}

onBothStores('The queue', (store) => {
  test('gives a job to the worker it was made for, and to no other meanwhile', async () => {
    const { queue, ledger, storage, clock } = await opened(store());
    const own = await queue.enqueue(newJob('Build it', {}, { worker: 'w1' }));
    expect(own).toMatchObject({ status: 'running', worker: 'w1', epoch: 1, attempts: 1 });
    expect(await queue.claim('w2')).toBeNull();
    expect(await queue.claim('w2', { job: own.id })).toBeNull();
    const mine = await queue.enqueue(newJob('Build it', {}, { worker: 'w1' }));
    expect(await queue.claim('w1')).toBeNull();
    expect(await queue.claim('w1', { job: mine.id })).toMatchObject({ id: mine.id, epoch: 1, attempts: 1 });
    // Once: who holds it does not get it again.
    expect(await queue.claim('w1', { job: mine.id })).toBeNull();
    const entries = await ledger.read({ job: mine.id });
    expect(entries.map(({ kind }) => kind)).toEqual(['job_created', 'job_claimed']);
    await queue.finish({ job: mine.id, epoch: 1 }, done);
    // One whose worker never came for it is free once the lease has run out, and then anybody's.
    const left = await queue.enqueue(newJob('Build it', {}, { worker: 'w1' }));
    clock.move(30_001);
    expect((await queue.rescue()).requeued.sort()).toEqual([own.id, left.id].sort());
    const other = createQueue(storage, ledger, { clock });
    expect(await other.claim('w2', { job: left.id })).toMatchObject({ worker: 'w2', epoch: 2 });
    expect(await queue.claim('w1', { job: left.id })).toBeNull();
  });
});
