import { expect, test } from 'vitest';
import type { TransactionalLedger } from '../ledger/contract.ts';
import { created, draft, stoppedClock, testLedger } from '../ledger/testing-ledger.ts';
import type { Storage } from '../storage/contract.ts';
import { onBothStores, type TestStore } from '../storage/testing-stores.ts';
import type { Queue } from './contract.ts';
import { createQueue } from './queue.ts';
import { newJob } from './testing-process.ts';

interface Bench {
  queue: Queue;
  ledger: TransactionalLedger;
  storage: Storage;
  clock: ReturnType<typeof stoppedClock>;
}

async function bench(store: TestStore, clock = stoppedClock()): Promise<Bench> {
  const storage = await store.open();
  const ledger = testLedger(storage, clock);
  return { storage, ledger, clock, queue: createQueue(storage, ledger, { clock, leaseMs: 30_000, maxAttempts: 3 }) };
}

/** Claims a job that must be there, with the fence to write under. */
async function take(queue: Queue, worker = 'w1') {
  const job = await queue.claim(worker);
  if (!job) throw new Error('There was nothing to claim.');
  return { job, fence: { job: job.id, epoch: job.epoch } };
}

const done = { status: 'succeeded', stopReason: 'completed', summary: 'Done' } as const;

onBothStores('The queue', (store) => {
  test('records a job before it is acknowledged, with all it was given', async () => {
    const { queue, ledger } = await bench(store());
    const job = await queue.enqueue(newJob('Build a library'));
    expect(job).toMatchObject({ status: 'queued', goal: 'Build a library', mode: 'build', epoch: 0, attempts: 0 });
    expect(job.intentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(job.trace).toMatch(/^[0-9a-f]{32}$/);
    const [entry] = await ledger.read({ job: job.id });
    expect(entry).toMatchObject({
      kind: 'job_created',
      actor: { type: 'user', id: 'ada' },
      data: { intake: { risk: 10 } },
    });
    expect(await queue.get(job.id)).toEqual(job);
    const child = await queue.enqueue(newJob('Part of it', { parent: job.id }));
    expect(child).toMatchObject({ parent: job.id, trace: job.trace });
    const orphan = newJob('x', { parent: 'nobody' });
    await expect(queue.enqueue(orphan)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('holds a job back from its first moment, when it is told to', async () => {
    const { queue, ledger, storage } = await bench(store());
    const held = await queue.enqueue(newJob('Build it', {}, { parked: 'its record is being copied' }));
    expect(held).toMatchObject({ status: 'waiting_human', waitingFor: 'its record is being copied' });
    expect(await queue.get(held.id)).toEqual(held);
    expect(await queue.claim('w1', { job: held.id })).toBeNull();
    expect(await queue.claim('w1')).toBeNull();
    expect((await ledger.read({ job: held.id })).map(({ kind, data }) => [kind, data['to']])).toEqual([
      ['job_created', undefined],
      ['job_status', 'waiting_human'],
    ]);
    const other = await queue.enqueue(newJob());
    await queue.unpark(held.id, 'ada');
    expect(await storage.job(held.id)).toMatchObject({ status: 'queued', waitingFor: null });
    expect((await take(queue)).job.id).toBe(held.id);
    expect((await take(queue)).job.id).toBe(other.id);
    await ledger.rebuild();
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });

  test('finds a job by its whole id or an unambiguous ending', async () => {
    const { queue, ledger } = await bench(store());
    const job = await queue.enqueue(newJob());
    expect((await queue.get(job.id.slice(-8))).id).toBe(job.id);
    expect((await queue.get(job.id.slice(-4).toUpperCase())).id).toBe(job.id);
    for (const unknown of ['ffff0000', job.id.slice(-3), '%', '____', '']) {
      await expect(queue.get(unknown), unknown).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await ledger.append([created('0000-abcd'), created('1111-abcd')]);
    await expect(queue.get('abcd')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('More than one'),
    });
    expect((await queue.get('1111-abcd')).id).toBe('1111-abcd');
    const many = await Promise.all(Array.from({ length: 40 }, () => queue.enqueue(newJob())));
    const [a, b] = many;
    expect(a?.id.slice(0, 8)).toBe(b?.id.slice(0, 8));
    for (const each of many) expect((await queue.get(each.id)).id).toBe(each.id);
  });

  test('lists the newest first, by state, mode and conversation, page by page', async () => {
    const { queue } = await bench(store());
    const jobs = [];
    for (let index = 0; index < 5; index++) {
      const request = index % 2 ? { conversation: 'c' } : {};
      const mode = index === 4 ? 'review' : 'build';
      jobs.push(await queue.enqueue(newJob(`job ${index}`, request, { mode })));
    }
    const goals = async (filter: Parameters<Queue['list']>[0]) => (await queue.list(filter)).map(({ goal }) => goal);
    expect(await goals({ limit: 2 })).toEqual(['job 4', 'job 3']);
    expect(await goals({ before: jobs[3]?.id ?? '', limit: 2 })).toEqual(['job 2', 'job 1']);
    expect(await goals({ conversation: 'c' })).toEqual(['job 3', 'job 1']);
    expect(await goals({ mode: 'review' })).toEqual(['job 4']);
    await queue.claim('w');
    expect(await goals({ status: ['running'] })).toEqual(['job 0']);
    expect(await goals({ status: ['queued', 'running'], conversation: 'c', limit: 1 })).toEqual(['job 3']);
  });

  test('gives the oldest job first, each to one worker, and none twice', async () => {
    const { queue } = await bench(store());
    const ids = [];
    for (let index = 0; index < 12; index++) ids.push((await queue.enqueue(newJob())).id);
    expect((await take(queue)).job).toMatchObject({
      id: ids[0],
      status: 'running',
      worker: 'w1',
      epoch: 1,
      attempts: 1,
    });
    expect((await queue.claim('w2', { job: ids[5] ?? '' }))?.id).toBe(ids[5]);
    expect(await queue.claim('w2', { job: ids[5] ?? '' })).toBeNull();
    expect(await queue.claim('w2', { job: 'nobody' })).toBeNull();
    const rest = await Promise.all(Array.from({ length: 10 }, (_, index) => queue.claim(`w${index}`)));
    const got = rest.map((job) => job?.id ?? '').toSorted();
    expect(got).toEqual(ids.filter((_, index) => index !== 0 && index !== 5));
    expect(await queue.claim('w')).toBeNull();
  });

  test('ends a job with its outcome, once', async () => {
    const { queue } = await bench(store());
    await queue.enqueue(newJob());
    const { job, fence } = await take(queue);
    const error = { code: 'GATES_FAILED', message: 'No.', hint: 'Look.' };
    await queue.finish(fence, {
      ...done,
      status: 'failed',
      stopReason: 'error',
      result: '/out',
      truthpack: 'e1',
      error,
    });
    expect(await queue.get(job.id)).toMatchObject({
      status: 'failed',
      stopReason: 'error',
      result: '/out',
      truthpack: 'e1',
      error,
    });
    await expect(queue.finish(fence, done)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    await expect(queue.heartbeat(fence)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect((await queue.requestCancel(job.id, 'ada')).status).toBe('failed');
    expect((await queue.requestPause(job.id, 'ada')).status).toBe('failed');
  });

  test('parks a job without counting the attempt, and takes it up again after the answer', async () => {
    const { queue, ledger } = await bench(store());
    await queue.enqueue(newJob());
    for (let round = 1; round <= 5; round++) {
      const { job, fence } = await take(queue);
      expect(job).toMatchObject({ epoch: round, attempts: 1 });
      await queue.park(fence, 'Which database?');
      expect(await queue.get(job.id)).toMatchObject({
        status: 'waiting_human',
        waitingFor: 'Which database?',
        worker: null,
      });
      expect(await queue.claim('w2')).toBeNull();
      await expect(queue.heartbeat(fence)).rejects.toMatchObject({ code: 'LEASE_LOST' });
      await queue.unpark(job.id, 'ada');
      await queue.unpark(job.id, 'ada');
      expect(await queue.get(job.id)).toMatchObject({ status: 'queued', waitingFor: null });
    }
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });

  test('loses no answer that comes before the job is parked', async () => {
    const { queue, ledger } = await bench(store());
    const { id } = await queue.enqueue(newJob());
    const say = (event: string) => ledger.append([draft(id, { data: { event } })]);
    const parked = async () => {
      const { fence } = await take(queue);
      return { park: () => queue.park(fence, '?') };
    };
    const first = await parked();
    await say('approval-requested');
    await say('approval-answered');
    await queue.unpark(id, 'ada');
    await first.park();
    expect((await queue.get(id)).status).toBe('queued');
    // An answer that the worker has seen, since it asked again after it, does not count.
    const second = await parked();
    await say('question-answered');
    await say('question-asked');
    await second.park();
    expect((await queue.get(id)).status).toBe('waiting_human');
    // Nor one from before the claim.
    await say('question-answered');
    await queue.unpark(id, 'ada');
    await (await parked()).park();
    expect((await queue.get(id)).status).toBe('waiting_human');
  });

  test('takes a job back from a worker that stops, without counting the attempt', async () => {
    const { queue } = await bench(store());
    await queue.enqueue(newJob());
    for (let round = 0; round < 5; round++) {
      const { job, fence } = await take(queue);
      expect(job.attempts).toBe(1);
      await queue.release(fence, 'drain');
      expect(await queue.get(job.id)).toMatchObject({ status: 'queued', worker: null, heartbeatAt: null });
    }
  });

  test('cancels a waiting job at once and a running one through its worker', async () => {
    const { queue } = await bench(store());
    const queued = await queue.enqueue(newJob());
    expect(await queue.requestCancel(queued.id, 'ada')).toMatchObject({ status: 'aborted', stopReason: 'cancelled' });
    expect(await queue.claim('w')).toBeNull();
    await queue.enqueue(newJob());
    const parked = await take(queue);
    await queue.park(parked.fence, '?');
    expect((await queue.requestCancel(parked.job.id, 'ada')).status).toBe('aborted');
    for (const end of ['finish', 'release', 'park'] as const) {
      await queue.enqueue(newJob());
      const { job, fence } = await take(queue);
      expect(await queue.heartbeat(fence)).toEqual({ cancelRequested: false, pauseRequested: false });
      expect((await queue.requestCancel(job.id, 'ada')).status).toBe('cancelling');
      expect((await queue.requestCancel(job.id, 'ada')).cancelRequestedAt).not.toBeNull();
      expect(await queue.heartbeat(fence)).toEqual({ cancelRequested: true, pauseRequested: false });
      if (end === 'finish') await queue.finish(fence, { ...done, status: 'aborted', stopReason: 'cancelled' });
      else await queue[end](fence, 'x');
      expect(await queue.get(job.id)).toMatchObject({ status: 'aborted', stopReason: 'cancelled' });
    }
  });

  test('pauses a waiting job at once and a running one through its worker, until it is resumed', async () => {
    const { queue } = await bench(store());
    const { id } = await queue.enqueue(newJob());
    expect((await queue.requestPause(id, 'ada')).status).toBe('waiting_human');
    await queue.unpark(id, 'ada');
    const { fence } = await take(queue);
    expect((await queue.requestPause(id, 'ada')).status).toBe('running');
    expect(await queue.heartbeat(fence)).toEqual({ cancelRequested: false, pauseRequested: true });
    await queue.unpark(id, 'ada');
    expect(await queue.heartbeat(fence)).toEqual({ cancelRequested: false, pauseRequested: false });
    // Taken back before the worker came to park it: it goes on by itself.
    await queue.park(fence, 'Paused');
    expect((await queue.get(id)).status).toBe('queued');
    const again = await take(queue);
    await queue.requestPause(id, 'ada');
    await queue.park(again.fence, 'Paused');
    expect(await queue.get(id)).toMatchObject({ status: 'waiting_human', pauseRequestedAt: null });
  });

  test('rescues a job whose worker fell silent, refuses the old worker, and gives up after three attempts', async () => {
    const { queue, clock, ledger } = await bench(store());
    const { id } = await queue.enqueue(newJob());
    const first = await take(queue, 'slow');
    clock.move(29_000);
    expect(await queue.rescue()).toEqual({ requeued: [], failed: [] });
    await queue.heartbeat(first.fence);
    clock.move(29_000);
    expect(await queue.rescue()).toEqual({ requeued: [], failed: [] });
    clock.move(2000);
    expect(await queue.rescue()).toEqual({ requeued: [id], failed: [] });
    expect(await queue.rescue()).toEqual({ requeued: [], failed: [] });
    const second = await take(queue, 'quick');
    expect(second.job).toMatchObject({ epoch: 2, attempts: 2 });
    for (const late of [
      () => queue.heartbeat(first.fence),
      () => queue.finish(first.fence, done),
      () => queue.park(first.fence, '?'),
      () => queue.release(first.fence, 'x'),
      () => ledger.append([draft(id)], { fence: first.fence }),
    ]) {
      await expect(late()).rejects.toMatchObject({ code: 'LEASE_LOST' });
    }
    await ledger.append([draft(id)], { fence: second.fence });
    clock.move(31_000);
    expect(await queue.rescue()).toEqual({ requeued: [id], failed: [] });
    await take(queue);
    clock.move(31_000);
    expect(await queue.rescue()).toEqual({ requeued: [], failed: [id] });
    expect(await queue.get(id)).toMatchObject({ status: 'failed', stopReason: 'error', error: { code: 'LEASE_LOST' } });
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });

  test('rescues a job once when several rescuers are at work', async () => {
    const rescuers = [await bench(store()), await bench(store()), await bench(store())];
    const { queue } = rescuers[0] as Bench;
    const ids = [];
    for (let index = 0; index < 5; index++) {
      ids.push((await queue.enqueue(newJob())).id);
      await take(queue);
    }
    for (const { clock } of rescuers) clock.move(31_000);
    const outcomes = await Promise.all(rescuers.map((rescuer) => rescuer.queue.rescue()));
    expect(outcomes.flatMap(({ requeued }) => requeued).toSorted()).toEqual(ids.toSorted());
    expect(await queue.list({ status: ['queued'] })).toHaveLength(5);
  });

  test('rescues at once what a dead worker held, and nothing of a living one', async () => {
    const { queue } = await bench(store());
    const ids = [];
    for (const worker of ['dead', 'alive', 'dead']) {
      ids.push((await queue.enqueue(newJob())).id);
      await queue.claim(worker);
    }
    await queue.requestCancel(ids[2] ?? '', 'ada');
    expect(await queue.rescue((worker) => worker !== 'dead')).toEqual({ requeued: [ids[0]], failed: [] });
    expect((await queue.get(ids[1] ?? '')).status).toBe('running');
    expect((await queue.get(ids[2] ?? '')).status).toBe('aborted');
  });

  test('wakes who waits for work when a job is queued, here or elsewhere, and for nothing else', async () => {
    const [here, there] = [await bench(store()), await bench(store())];
    const { signal } = new AbortController();
    for (const from of [here, there]) {
      let woken = false;
      const waiting = (async () => {
        await here.queue.waitForWork(60_000, signal);
        woken = true;
      })();
      await from.ledger.append([draft('system', { kind: 'audit' })]);
      await here.queue.waitForWork(60, signal);
      expect(woken).toBe(false);
      await from.queue.enqueue(newJob());
      await waiting;
      await here.queue.waitForWork(60_000, signal);
      await take(here.queue);
    }
    await here.queue.waitForWork(60_000, AbortSignal.timeout(20));
    await here.queue.waitForWork(60_000, AbortSignal.abort());
  });

  test('signals a cancel or a pause to the worker once, also one that came before it waited', async () => {
    const [worker, person] = [await bench(store()), await bench(store())];
    const { id } = await worker.queue.enqueue(newJob());
    const { fence } = await take(worker.queue);
    const never = new AbortController().signal;
    await worker.queue.heartbeat(fence);
    let signalled = false;
    const waiting = (async () => {
      await worker.queue.waitForSignal(id, 60_000, never);
      signalled = true;
    })();
    await worker.ledger.append([draft(id)], { fence });
    await worker.queue.waitForSignal(id, 150, never);
    expect(signalled).toBe(false);
    await person.queue.requestPause(id, 'ada');
    await waiting;
    await worker.queue.waitForSignal(id, 60_000, never);
    expect(await worker.queue.heartbeat(fence)).toMatchObject({ pauseRequested: true });
    // Told already: it waits for news, or its worker would beat without a pause.
    const timeout = AbortSignal.timeout(100);
    await worker.queue.waitForSignal(id, 60_000, timeout);
    expect(timeout.aborted).toBe(true);
    await person.queue.requestCancel(id, 'ada');
    await worker.queue.waitForSignal(id, 60_000, never);
    expect(await worker.queue.heartbeat(fence)).toMatchObject({ cancelRequested: true });
  });

  test('a rebuild of the projections gives the same jobs', async () => {
    const { queue, ledger, clock } = await bench(store());
    for (let index = 0; index < 6; index++) await queue.enqueue(newJob(`job ${index}`));
    const taken = [await take(queue), await take(queue), await take(queue), await take(queue)];
    const fences = taken.map(({ fence }) => fence) as [Fence, Fence, Fence, Fence];
    clock.move(5);
    await queue.finish(fences[0], { ...done, result: '/x' });
    await queue.park(fences[1], '?');
    await queue.requestCancel(fences[2].job, 'ada');
    await queue.requestPause(fences[3].job, 'ada');
    const before = await queue.list({});
    await ledger.rebuild();
    expect(await queue.list({})).toEqual(before);
    expect(await queue.heartbeat(fences[2])).toMatchObject({ cancelRequested: true });
    expect((await take(queue)).job.goal).toBe('job 4');
  });
});

type Fence = Awaited<ReturnType<typeof take>>['fence'];
