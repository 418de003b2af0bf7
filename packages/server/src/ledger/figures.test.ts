import type { EntryDraft } from '@codewright/protocol/event';
import { expect, test } from 'vitest';
import type { Storage } from '../storage/contract.ts';
import { onBothStores } from '../storage/testing-stores.ts';
import { claimed, created, draft, stoppedClock, testLedger } from './testing-ledger.ts';

const always = { from: '', to: '9' };
const moved = (job: string, from: string, to: string, more = {}): EntryDraft =>
  draft(job, { kind: 'job_status', data: { from, to, ...more } });
const turn = (job: string, tokens: number): EntryDraft =>
  draft(job, {
    data: {
      event: 'turn-finished',
      step: `turn-${tokens}`,
      usage: { steps: 1, tokens, seconds: 2, cents: 0.5 },
      result: { model: 'acme/large', usage: { cachedInputTokens: 0 } },
    },
  });

async function counts(storage: Storage, day: string): Promise<Record<string, number>> {
  const found = await storage.figures({ from: day, to: day });
  return Object.fromEntries(found.map((one) => [[one.measure, one.subject, one.label].join(' ').trim(), one.count]));
}

onBothStores('The figures', (store) => {
  test('add up what the entries of a day say, and a rebuilt ledger says the same', async () => {
    const storage = await store().open();
    const clock = stoppedClock('2026-01-01T23:59:00.000Z');
    const ledger = testLedger(storage, clock);
    await ledger.append([created('a'), claimed('a'), turn('a', 100), turn('a', 50), created('b')]);
    clock.move(120_000);
    await ledger.append([moved('a', 'running', 'failed', { error: { code: 'MODEL_FAILED', message: 'No.' } })]);
    await ledger.append([draft('no-job', { data: { usage: { tokens: 7 } } })]);
    expect(await counts(storage, '2026-01-01')).toMatchObject({
      'created build': 2,
      'agent coder': 2,
      'model acme/large': 2,
      'cache miss': 2,
    });
    const second = await counts(storage, '2026-01-02');
    expect(second).toMatchObject({ 'ended build failed': 1, 'ended-by acme/large failed': 1, 'error MODEL_FAILED': 1 });
    expect(second).not.toHaveProperty('created build');
    const model = (await storage.figures({ from: '', to: '' })).find(({ measure }) => measure === 'model');
    expect(model).toMatchObject({ count: 2, tokens: 150, cents: 1, seconds: 4 });
    const before = await storage.figures(always);
    await ledger.rebuild();
    expect(await storage.figures(always)).toEqual(before);
    expect(before.length).toBeGreaterThan(10);
  });

  test('count a job that a person rejected as stopped, not as failed', async () => {
    const storage = await store().open();
    const ledger = testLedger(storage, stoppedClock('2026-01-01T12:00:00.000Z'));
    const rejected = { code: 'POLICY_DENIED', message: 'The plan: a person answered reject.' };
    await ledger.append([created('a'), claimed('a'), moved('a', 'running', 'failed', { error: rejected })]);
    const found = await counts(storage, '2026-01-01');
    expect(found).toMatchObject({ 'ended build aborted': 1, 'ended-by none aborted': 1 });
    expect(Object.keys(found).filter((key) => /failed|error/.test(key))).toEqual([]);
  });

  test('take an end back when the job goes on', async () => {
    const storage = await store().open();
    const clock = stoppedClock('2026-01-01T12:00:00.000Z');
    const ledger = testLedger(storage, clock);
    await ledger.append([created('a'), claimed('a'), moved('a', 'running', 'failed', { stopReason: 'step_limit' })]);
    expect(await counts(storage, '2026-01-01')).toMatchObject({ 'ended build failed': 1 });
    clock.move(86_400_000);
    await ledger.append([moved('a', 'failed', 'queued', { reopened: true })]);
    expect(await counts(storage, '2026-01-01')).toMatchObject({ 'ended build failed': 0 });
    await ledger.append([claimed('a', 2), moved('a', 'running', 'succeeded')]);
    expect(await counts(storage, '2026-01-02')).toMatchObject({ 'ended build succeeded': 1 });
  });

  test('are kept by owner, and jobs that are not over by their state', async () => {
    const storage = await store().open();
    const ledger = testLedger(storage);
    await ledger.append([created('a'), created('b'), claimed('b')]);
    expect(await storage.figures({ ...always, owner: 'ada' })).not.toEqual([]);
    expect(await storage.figures({ ...always, owner: 'bob' })).toEqual([]);
    expect(await storage.activeJobs()).toEqual({ queued: 1, running: 1 });
    expect(await storage.activeJobs('ada')).toEqual({ queued: 1, running: 1 });
    expect(await storage.activeJobs('bob')).toEqual({});
  });

  test('count what several writers add at once', async () => {
    const handles = [await store().open(), await store().open()];
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        testLedger(handles[index % 2] as Storage).append([created(`job-${index}`), turn(`job-${index}`, 1)]),
      ),
    );
    expect(await counts(handles[0] as Storage, '')).toMatchObject({ 'created build': 40, 'agent coder': 40 });
  });
});
