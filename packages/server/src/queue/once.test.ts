import { expect, test } from 'vitest';
import { stoppedClock, testLedger } from '../ledger/testing-ledger.ts';
import { onBothStores } from '../storage/testing-stores.ts';
import { createQueue } from './queue.ts';
import { newJob } from './testing-process.ts';

const once = (key: string, fingerprint = 'f') =>
  newJob('Build it', { idempotencyKey: key }, { once: { key, fingerprint } });

onBothStores('A request with a key', (store) => {
  test('makes one job, however often and from however many processes it comes at once', async () => {
    const queues = await Promise.all(
      [1, 2, 3].map(async () => {
        const storage = await store().open();
        const clock = stoppedClock();
        return createQueue(storage, testLedger(storage, clock), { clock });
      }),
    );
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, index) => queues[index % 3]?.enqueue(once('k1')) ?? Promise.reject(new Error())),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    const [queue] = queues;
    expect(await queue?.list({})).toHaveLength(1);
    expect(await queue?.made({ key: 'k1', fingerprint: 'f' })).toEqual(made[0]);
    expect(await queue?.made({ key: 'k2', fingerprint: 'f' })).toBeNull();
    // The control: other keys, and none, make jobs of their own.
    await queue?.enqueue(once('k2'));
    await queue?.enqueue(newJob());
    await queue?.enqueue(newJob());
    expect(await queue?.list({})).toHaveLength(4);
  });

  test('is refused when the key was used for another one, and the job that it made can be found by its ending', async () => {
    const storage = await store().open();
    const clock = stoppedClock();
    const ledger = testLedger(storage, clock);
    const queue = createQueue(storage, ledger, { clock });
    const job = await queue.enqueue(once('k1'));
    await expect(queue.enqueue(once('k1', 'g'))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(queue.made({ key: 'k1', fingerprint: 'g' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await queue.list({})).toHaveLength(1);
    expect((await queue.get(job.id.slice(-8))).id).toBe(job.id);
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });
});
