import type { EntryDraft, LedgerEntry } from '@codewright/protocol/event';
import type { Job, JobStatus } from '@codewright/protocol/job';
import { expect, test } from 'vitest';
import { countedReads, created, testLedger } from '../ledger/testing-ledger.ts';
import { onSqlite } from '../storage/testing-stores.ts';
import { reportOf } from './report.ts';
import { createReports } from './reports.ts';

const actor = { type: 'system', id: 'test' } as const;
const event = (summary: string, data: EntryDraft['data']): EntryDraft => ({
  job: 'j',
  kind: 'event',
  actor,
  summary,
  data,
});

onSqlite((store) => {
  test('a report that was made bit by bit is the one of the whole record, and each entry is read once', async () => {
    const storage = await store().open();
    const ledger = testLedger(storage);
    const counted = countedReads(ledger);
    const words = (_job: Job, entries: LedgerEntry[]) => `${entries.length} entries`;
    const reports = createReports(counted, words);
    await ledger.append([created('j')]);
    const job = async (status: JobStatus) => ({ ...((await storage.job('j')) as Job), status });
    const check = async (status: JobStatus) => {
      const now = await job(status);
      const whole = reportOf(now, await ledger.read({ job: 'j' }), words);
      const [one, other] = await Promise.all([reports.report(now), reports.report(now), reports.digest(now)]);
      expect(one).toEqual(whole);
      expect(other).toEqual(whole);
      return one;
    };
    await check('running');
    await ledger.append([
      event('wrote', { event: 'tool-finished', checkpoint: 'c1' }),
      event('wrote beside', { event: 'tool-finished', checkpoint: 'c2', branch: 'b' }),
      event('done', { event: 'phase-finished', name: 'implement' }),
      { ...event('The change', { files: 2, added: 3, removed: 1 }), kind: 'patch' },
      event('May I?', { event: 'approval-requested', digest: 'd' }),
    ]);
    const asked = await check('waiting_human');
    expect(asked.checkpoints).toMatchObject([{ step: 'implement', commit: 'c1' }]);
    expect(asked.pending).toMatchObject([{ text: 'May I?' }]);
    expect(asked).toMatchObject({ change: { files: 2, added: 3, removed: 1 }, merged: false });
    await ledger.append([event('Approved', { event: 'approval-answered', question: asked.pending[0]?.id ?? '' })]);
    expect((await check('waiting_human')).pending).toEqual([]);
    expect(counted.seen()).toBe(7);
    expect((await check('succeeded')).summary).toBe('7 entries');
    await check('succeeded');
    expect(counted.seen()).toBe(14);
    await ledger.append([event('merged', { event: 'result-merged' })]);
    expect(await check('succeeded')).toMatchObject({ summary: '8 entries', merged: true });
  });
});
