import type { EntryDraft, LedgerEntry } from '@codewright/protocol/event';
import { finalStatuses, type Job } from '@codewright/protocol/job';
import { jobDigest } from '@codewright/protocol/job-digest';
import { expect, test } from 'vitest';
import { claimed, countedReads, created, draft, testLedger } from '../ledger/testing-ledger.ts';
import { onBothStores } from '../storage/testing-stores.ts';
import { digest, digestFrom, emptyDigest } from './digest.ts';
import { createReports } from './reports.ts';

const steps = ['analyse', 'implement', 'validate'];
const event = (data: EntryDraft['data'], more: Partial<EntryDraft> = {}) => draft('j', { data: data ?? {}, ...more });

/** A step in which many turns change files, one after the other and in a branch. */
function worked(name: string, turns: number): EntryDraft[] {
  const drafts = [
    event({ event: 'phase-started', name, title: `Step ${name}`, weight: 30 }),
    event({ event: 'agent-started', task: name, caps: { steps: 900, tokens: 90_000, seconds: 900, cents: 10 } }),
  ];
  for (let turn = 0; turn < turns; turn += 1) {
    const step = `${name}/turn-${turn}`;
    const usage = { steps: 1, tokens: 10, seconds: 0.5, cents: 0 };
    const result = { text: 'words '.repeat(20), usage: { reported: turn % 2 === 0 } };
    drafts.push(event({ event: 'turn-finished', step, task: name, usage, result }));
    const checkpoint = `${name}-${Math.floor(turn / 2)}`;
    drafts.push(
      event({ event: 'tool-finished', step: `${step}/call-0`, checkpoint, result: { text: 'long '.repeat(40) } }),
    );
    if (turn % 7 === 0) drafts.push(event({ event: 'checkpoint-made', branch: 'other', checkpoint: `b-${turn}` }));
  }
  return drafts;
}

const ended = (name: string): EntryDraft[] => [
  event({ steps: [{ id: 'one', title: `Plan of ${name}` }, 'Then this'] }, { kind: 'plan' }),
  event({ text: 'go on' }, { kind: 'message', actor: { type: 'user', id: 'ada' } }),
  event({ event: 'task-finished', task: 'one', share: 0.5 }),
  event({ event: 'agent-finished', task: name, result: { text: `Did ${name}.` } }),
  event({ event: 'phase-finished', name, status: 'done', weight: 30 }),
];

onBothStores('The digest of a job', (store) => {
  test('is small however long the record is, says what all of it says, and goes on where it stopped reading', async () => {
    const storage = await store().open();
    const ledger = testLedger(storage);
    const counted = countedReads(ledger);
    const reports = createReports(counted, () => 'Done.');
    const look = async () => reports.digest((await storage.job('j')) as Job);
    const turns = 800;
    await ledger.append([created('j'), claimed('j')]);
    for (const name of steps.slice(0, 2)) {
      await ledger.append(worked(name, turns));
      if (name !== 'implement') await ledger.append(ended(name));
    }
    const all = async (): Promise<LedgerEntry[]> => ledger.read({ job: 'j', limit: 1_000_000 });

    const during = await look();
    expect(during.phases).toMatchObject([
      { name: 'analyse', title: 'Step analyse', state: 'done', from: '', to: 'analyse-399' },
      { name: 'implement', state: 'running', last: null, from: 'analyse-399', to: 'implement-399' },
    ]);
    expect(during).toMatchObject({
      percent: 30,
      plan: [
        { id: 'one', title: 'Plan of analyse', after: [], state: 'done' },
        { id: '1', title: 'Then this', after: [], state: 'waiting' },
      ],
      // What agents are allowed beyond what the job is allowed is nothing that could be taken.
      reserved: { steps: 0, tokens: 0, seconds: 0, cents: 10 },
      said: { state: 'queued' },
      answer: 'Did analyse.',
    });
    await ledger.append([...ended('implement'), ...worked('validate', turns), ...ended('validate')]);
    await look();
    expect(counted.seen()).toBe((await all()).length);
    await ledger.append([draft('j', { kind: 'job_status', data: { from: 'running', to: 'succeeded' } })]);

    const record = await all();
    const before = counted.seen();
    const whole = await look();
    // No words of an outcome are made for it, which take all entries once more.
    expect(counted.seen() - before).toBe(1);
    expect(record.length).toBeGreaterThan(5000);
    expect(JSON.stringify(whole).length).toBeLessThan(60_000);
    expect(jobDigest.parse(whole)).toEqual(whole);
    expect(whole.seq).toBe(record.length);
    const seqOf = (name: string, what: string) =>
      record.find(({ data }) => data['name'] === name && data['event'] === what)?.seq;
    expect(whole.phases.map(({ first, last }) => [first, last])).toEqual(
      steps.map((name) => [seqOf(name, 'phase-started'), seqOf(name, 'phase-finished')]),
    );
    expect(whole.turns).toHaveLength(300);
    expect(whole.turns.at(-1)).toMatchObject({ from: 'validate-398', to: 'validate-399' });
    expect(whole.turns.some(({ to }) => to.startsWith('b-'))).toBe(false);
    const used = { steps: turns, tokens: turns * 10, seconds: turns / 2, cents: 0 };
    expect(whole.bySteps).toEqual(steps.map((step) => ({ step, used })));
    expect(whole.used).toEqual({ steps: turns * 3, tokens: turns * 30, seconds: (turns * 3) / 2, cents: 0 });
    expect(whole.turnsOfModels).toEqual({ all: turns * 3, reported: (turns * 3) / 2 });
    expect(whole).toMatchObject({ percent: 90, said: { state: 'queued' }, reserved: { steps: 0, cents: 0 } });
    expect(whole).toMatchObject({ checkpoint: 'validate-399', answer: 'Did validate.' });
    // Made in one go by another process it is the same.
    expect(finalStatuses).toContain((await storage.job('j'))?.status);
    expect(await createReports(ledger, () => 'Done.').digest((await storage.job('j')) as Job)).toEqual(whole);
  });
});

test('the first turn that changes a file can be chosen too, and a state that a call only began with is none', () => {
  const turnsOf = (...drafts: EntryDraft[]) => {
    const into = emptyDigest();
    for (const [at, one] of drafts.entries())
      digest(into, { ...one, id: `e${at}`, seq: at + 1 } as unknown as LedgerEntry);
    return into.turns.map(({ from, to }) => [from, to]);
  };
  const write = (checkpoint: string) => event({ event: 'tool-finished', step: 's/turn-1/call-0', checkpoint });
  const begin = (checkpoint: string) => event({ event: 'tool-started', step: 's/turn-1/call-0', checkpoint });
  expect(turnsOf(write('one'), write('two'))).toEqual([
    ['', 'one'],
    ['one', 'two'],
  ]);
  expect(turnsOf(begin('base'), write('base'), write('one'))).toEqual([['base', 'one']]);
});

test('a word is delivered when an agent has read it and applied when its turn has ended; a turn that was under way counts for nothing', () => {
  const into = emptyDigest();
  let seq = 0;
  const states = (...drafts: EntryDraft[]) =>
    drafts.map((one) => {
      seq += 1;
      digest(into, { ...one, id: `e${seq}`, seq } as unknown as LedgerEntry);
      return into.said?.state ?? null;
    });
  const turn = event({ event: 'turn-finished', step: 's/turn-1', result: {} });
  const read = (...applied: string[]) => event({ event: 'step-finished', applied });
  expect(
    states(
      turn,
      event({ text: 'go on' }, { kind: 'message', actor: { type: 'user', id: 'ada' } }),
      turn,
      read('e1'),
      turn,
      read('e2'),
      turn,
    ),
  ).toEqual([null, 'queued', 'queued', 'queued', 'queued', 'delivered', 'applied']);
});

test('where a job is not at work nothing of it is, and a turn is named by its step and its number', () => {
  const zero = { steps: 0, tokens: 0, seconds: 0, cents: 0 };
  const into = emptyDigest();
  const ahead = [
    { name: 'implement', title: 'Making the change', weight: 50 },
    { name: 'review', title: 'Reviewing it', weight: 50 },
  ];
  const drafts = [
    event({ tasks: [{ id: 'one' }] }, { kind: 'plan' }),
    event({ event: 'phase-started', name: 'implement', title: 'Making the change', weight: 50, phases: ahead }),
    event({ event: 'task-started', task: 'one' }),
    event(
      { event: 'tool-finished', step: 'implement/one/turn-13/call-0', checkpoint: 'c1' },
      { summary: 'write a.js' },
    ),
  ];
  for (const [at, one] of drafts.entries())
    digest(into, { ...one, id: `e${at}`, seq: at + 1 } as unknown as LedgerEntry);
  const stateIn = (status: Job['status']) => {
    const { phases, plan } = digestFrom({ status, caps: zero, used: zero } as unknown as Job, into);
    return [...phases, ...plan].map(({ state }) => state);
  };
  expect(stateIn('running')).toEqual(['running', 'waiting', 'running']);
  expect(stateIn('waiting_human')).toEqual(['waiting', 'waiting', 'waiting']);
  expect(stateIn('failed')).toEqual(['failed', 'not-begun', 'failed']);
  expect(stateIn('aborted')).toEqual(['stopped', 'not-begun', 'stopped']);
  expect(into.turns).toMatchObject([{ label: 'Making the change, turn 13: write a.js' }]);
});

test('steps of a plan are as far as the record tells of them, and of no state where it tells of none', () => {
  const statesOf = (...drafts: EntryDraft[]) => {
    const into = emptyDigest();
    for (const [at, one] of drafts.entries())
      digest(into, { ...one, id: `e${at}`, seq: at + 1 } as unknown as LedgerEntry);
    return digestFrom({ status: 'running', caps: zero, used: zero } as unknown as Job, into).plan.map(
      ({ state }) => state,
    );
  };
  const zero = { steps: 0, tokens: 0, seconds: 0, cents: 0 };
  const plan = event({ tasks: [{ id: 'one' }, { id: 'two' }, { id: 'three' }] }, { kind: 'plan' });
  const task = (name: string, id: string) => event({ event: name, task: id });
  expect(statesOf(plan)).toEqual([null, null, null]);
  const begun = [plan, task('task-started', 'one'), task('task-finished', 'one'), task('task-started', 'two')];
  expect(statesOf(...begun)).toEqual(['done', 'running', 'waiting']);
  expect(statesOf(...begun, plan)).toEqual([null, null, null]);
});
