import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { systemClock } from '../shared/clock.ts';
import { testLedger } from '../ledger/testing-ledger.ts';
import { onBothStores } from '../storage/testing-stores.ts';
import { createQueue } from './queue.ts';
import { newJob, type Task } from './testing-process.ts';

const program = new URL('./testing-process.ts', import.meta.url).pathname;

function start(task: Task) {
  const env = { PATH: '/usr/bin:/bin', HOME: '/nonexistent' };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, JSON.stringify(task)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += String(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += String(chunk);
  });
  const closed = once(child, 'close') as Promise<[number | null, string | null]>;
  return {
    child,
    /** Whole lines so far. */
    ids: () => out.split('\n').slice(0, -1),
    ended: async () => {
      const [code, signal] = await closed;
      return { code, signal, errors };
    },
  };
}

onBothStores('Several processes on one queue', (store) => {
  test('take every job once, and lose none', async () => {
    const storage = await store().open();
    const ledger = testLedger(storage, systemClock);
    const queue = createQueue(storage, ledger, { clock: systemClock });
    const wanted: string[] = [];
    for (let index = 0; index < 400; index++) wanted.push((await queue.enqueue(newJob())).id);
    const workers = ['w1', 'w2', 'w3'].map((name) => start({ address: store().address, what: 'claim', name }));
    const mine: string[] = [];
    // This process claims too, over several connections at once.
    const lane = async () => {
      for (let job = await queue.claim('w0'); job; job = await queue.claim('w0')) {
        await queue.finish(
          { job: job.id, epoch: job.epoch },
          { status: 'succeeded', stopReason: 'completed', summary: '' },
        );
        mine.push(job.id);
      }
    };
    // Not before one of the others, which start later, has begun.
    await expect.poll(() => workers.some((worker) => worker.ids().length > 0), { interval: 1 }).toBe(true);
    await Promise.all(Array.from({ length: 4 }, lane));
    for (const worker of workers) expect(await worker.ended()).toEqual({ code: 0, signal: null, errors: '' });
    const taken = [...mine, ...workers.flatMap((worker) => worker.ids())];
    expect(taken.toSorted()).toEqual(wanted.toSorted());
    expect(await ledger.verify()).toMatchObject({ ok: true, jobs: 400 });
    const claims = await ledger.read({ kinds: ['job_claimed'], limit: 10_000 });
    expect(new Set(claims.map(({ job }) => job)).size).toBe(claims.length);
  });

  test('make the tables of a new database once, when they start together', async () => {
    const starting = ['w1', 'w2', 'w3', 'w4'].map((name) => start({ address: store().address, what: 'claim', name }));
    for (const each of starting) expect(await each.ended()).toEqual({ code: 0, signal: null, errors: '' });
    const storage = await store().open();
    expect(await storage.jobs({ limit: 1 })).toEqual([]);
  });

  test('lose nothing that was acknowledged before a kill -9, twelve times', async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 12; round++) {
      const writer = start({ address: store().address, what: 'enqueue', name: `round ${round}` });
      await expect.poll(() => writer.ids().length, { interval: 1 }).toBeGreaterThan(5);
      await delay(Math.random() * 30);
      writer.child.kill('SIGKILL');
      expect(await writer.ended()).toMatchObject({ signal: 'SIGKILL', errors: '' });
      acknowledged.push(...writer.ids());
    }
    const storage = await store().open();
    const ledger = testLedger(storage, systemClock);
    const queue = createQueue(storage, ledger, { clock: systemClock });
    const there = new Set((await queue.list({ limit: 1_000_000 })).map(({ id }) => id));
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(60);
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });
});
