import type { JobReport } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitReason } from '../../cli/view/final.ts';
import { replayReport } from '../../cli/view/replay.ts';
import { type House, openHouse, type Script, scriptedModel, type ScriptedModel, type Turn } from './testing-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

interface Comparison {
  same: boolean;
  trees: { recorded: string | null; replayed: string | null };
  turns: { recorded: number; replayed: number };
  firstOtherTree: string | null;
  differences: { step: string; what: string }[];
  files: string[];
  diff: string;
}

/** Replays a job in a process that has no model but the built-in one: whoever asked another would get NOT_FOUND. */
async function replay(
  job: string,
  model?: ScriptedModel,
): Promise<{ report: JobReport; found: Comparison; text: string; entries: LedgerEntry[] }> {
  const started = await house.client.replay(job);
  expect(started).toMatchObject({ status: 'queued', parent: job, request: { replay: job } });
  const report = await house.work(started.id, model);
  const entries = await house.client.history(started.id);
  const compared = entries.findLast(({ data }) => data['event'] === 'replay-compared');
  expect(compared, JSON.stringify(report.job.error)).toBeDefined();
  return { report, found: compared?.data['result'] as unknown as Comparison, text: replayReport(entries), entries };
}

const goal = 'fix: sum() subtracts';
const edit: Turn = [['edit_file', { path: 'src/sum.js', old: 'one - other', new: 'one + other' }]];
const commit: Turn = [['commit_changes', { message: 'Let sum add' }]];
const mends: Script = [[['read_file', { path: 'src/sum.js' }]], edit, [['run_tests', {}]], commit, 'sum adds now.'];

describe('The replay of a job', () => {
  test('asks no model and comes to the same tree, though its repository has moved on; nothing is delivered or paid', async () => {
    const { repository } = house.user('moved');
    let asked = 0;
    const counted = mends.map((turn) => () => {
      asked += 1;
      return turn as Turn;
    });
    const first = await house.run({ goal, repository }, scriptedModel({ implement: counted }, { tokens: 1000 }));
    expect(first.job).toMatchObject({ status: 'succeeded', used: { tokens: 5000 } });
    house.put(repository, { 'src/sum.js': 'export const sum = null;\n' });
    house.git(repository, 'commit', '--all', '--quiet', '--message=Moved on');
    const branches = house.git(repository, 'for-each-ref');

    const { report, found, text, entries } = await replay(first.job.id);
    expect(asked).toBe(5);
    expect(report.job).toMatchObject({
      status: 'succeeded',
      mode: 'mechanic',
      result: null,
      used: { tokens: 0, cents: 0 },
    });
    expect(exitReason(report)).toBe('done');
    expect(found).toMatchObject({
      same: true,
      turns: { recorded: 5, replayed: 5 },
      differences: [],
      firstOtherTree: null,
    });
    expect(found.trees.replayed).toMatch(/^[0-9a-f]{40}$/);
    expect(text).toContain('SAME');
    expect(house.git(repository, 'for-each-ref')).toBe(branches);
    // Tools and gates really ran: what they captured has times of its own.
    const gates = entries.filter(({ data }) => data['event'] === 'gate-finished');
    expect(gates.length).toBeGreaterThan(5);
    expect(gates.every(({ data }) => typeof data['replays'] === 'string')).toBe(true);
    await house.recorded(report);
    // A replay is a job like any other: it can be replayed too.
    expect((await replay(report.job.id)).found.same).toBe(true);
  });

  test('takes approvals, answers and messages of people from the record', async () => {
    const { repository } = house.user('people');
    const model = scriptedModel({
      plan: [
        [['create_plan', { summary: 'Mend sum', tasks: [{ id: 'a', title: 'Mend', files: ['src/sum.js'] }] }]],
        'Planned.',
      ],
      implement: [
        edit,
        [['ask_user', { question: 'Which name shall the helper bear?' }]],
        ({ results }) => [
          ['write_file', { path: 'src/helper.js', content: `export const name = '${results[0]?.text.trim()}';\n` }],
        ],
        ({ prompt }) => [
          ['write_file', { path: 'NOTES.md', content: prompt.includes('zebras') ? 'zebras\n' : 'nothing\n' }],
        ],
        commit,
        'Done.',
      ],
      review: ({ turn }) => (turn === 1 ? [['create_review', { verdict: 'approve', summary: 'Right.' }]] : 'Reviewed.'),
    });
    const { job } = await house.run({ goal: 'Add a helper to src/sum.js', repository }, model);
    expect(job).toMatchObject({ status: 'waiting_human', mode: 'genius' });
    const asking = await house.answer(job.id, 'approve', model);
    expect(asking.job.waitingFor).toContain('Which name');
    await house.client.say(job.id, 'Mind the zebras');
    const first = await house.answer(job.id, 'quick', model);
    expect(first.job).toMatchObject({ status: 'succeeded', error: null });

    const { report, found, entries } = await replay(job.id);
    expect(found).toMatchObject({ same: true, differences: [] });
    expect(report.job.status).toBe('succeeded');
    const said = entries
      .filter(({ data }) => data['answer'] !== undefined)
      .map(({ data, actor }) => [data['answer'], actor.type]);
    expect(said).toEqual([
      ['approve', 'system'],
      ['quick', 'system'],
    ]);
    expect(await house.client.diff(report.job.id)).toContain('+zebras');
    await house.recorded(report);
  });

  test('of a job that failed comes to the same failure', async () => {
    const { repository } = house.user('failed');
    const model = scriptedModel({
      implement: [
        edit,
        () => {
          throw new Error('The provider is gone for good.');
        },
      ],
    });
    const first = await house.run({ goal, repository }, model);
    expect(first.job).toMatchObject({ status: 'failed', error: { code: 'MODEL_FAILED' } });
    const { report, found } = await replay(first.job.id);
    expect(found).toMatchObject({
      same: true,
      turns: { recorded: 1, replayed: 1 },
      trees: { recorded: null, replayed: null },
    });
    expect(report.job.status).toBe('succeeded');
  });

  test('of a fork begins where the fork began', async () => {
    const { repository } = house.user('forked');
    const first = await house.run({ goal, repository }, scriptedModel({ implement: mends }));
    const fork = await house.client.fork(first.job.id, 'implement');
    expect((await house.work(fork.id)).job.status).toBe('succeeded');
    const { found } = await replay(fork.id);
    expect(found).toMatchObject({ same: true, turns: { recorded: 5, replayed: 5 } });
  });
});

describe('The replay differs, and says in what,', () => {
  test('when a command leaves something else: the step, the file, the lines', async () => {
    const { repository } = house.user('stamp');
    const stamp: Turn = [['run_command', { command: 'cat /proc/sys/kernel/random/uuid > stamp.txt && cat stamp.txt' }]];
    const first = await house.run({ goal, repository }, scriptedModel({ implement: [edit, stamp, commit, 'Done.'] }));
    expect(first.job.status).toBe('succeeded');
    const { report, found, text } = await replay(first.job.id);
    expect(report.job).toMatchObject({
      status: 'failed',
      error: { code: 'REPLAY_DIFFERS', message: expect.stringContaining('stamp.txt') },
    });
    expect(exitReason(report)).toBe('failed');
    expect(found).toMatchObject({ same: false, firstOtherTree: 'implement/turn-2/call-0', files: ['stamp.txt'] });
    expect(found.diff).toMatch(/^-[0-9a-f-]{36}\n\+[0-9a-f-]{36}$/m);
    expect(text).toMatch(/DIFFERS[^]*implement\/turn-2\/call-0[^]*stamp\.txt/);
    await house.recorded(report).catch((error: unknown) => expect(String(error)).toContain('truthpack'));
  });

  test('when the job goes on to a turn that the record does not have', async () => {
    const { repository } = house.user('further');
    // The first run lies in a folder that its test asks for; the next lies in another.
    const model = scriptedModel({
      implement: [
        edit,
        [['run_command', { command: 'basename "$(dirname "$(pwd)")"' }]],
        ({ results }) => [
          [
            'write_file',
            {
              path: 'test/where.test.js',
              content: `import assert from 'node:assert/strict';\nimport test from 'node:test';\ntest('is at home', () => assert.ok(process.cwd().includes('${/[0-9a-f]{8}-[0-9a-f-]{27}/.exec(results[0]?.text ?? '')?.[0]}')));\n`,
            },
          ],
        ],
        'Done.',
      ],
    });
    const first = await house.run({ goal, repository }, model);
    expect(first.job).toMatchObject({ status: 'succeeded' });
    const { report, found, text } = await replay(first.job.id);
    expect(report.job.status).toBe('failed');
    expect(found.same).toBe(false);
    expect(found.trees.recorded).toBe(found.trees.replayed);
    expect(text).toMatch(/validate\/gate-tests: failed: .*; in the record passed/);
    expect(text).toMatch(/The record has no turn \S+\/turn-1: the job asked scripted\/script once more than before/);
  });

  test('when the model would have been asked something else', async () => {
    const { repository } = house.user('asked');
    const first = await house.run({ goal, repository }, scriptedModel({ implement: mends }));
    const started = await house.client.replay(first.job.id);
    const other = scriptedModel({}, { workflow: otherWords });
    await house.work(started.id, other);
    const text = replayReport(await house.client.history(started.id));
    expect(text).toContain('implement/turn-1: the task is worded otherwise');
  });
});

const otherWords = `
name: mechanic
description: The same steps in other words.
steps:
  - name: implement
    title: Making the change
    weight: 60
    agent: builder
    instruction: Something else entirely.
  - name: validate
    title: Proving the result
    weight: 40
    gates: [patch-limits, tests]
`;

test('What is not over yet cannot be replayed, and nobody submits a replay by hand', async () => {
  const { repository } = house.user('early');
  const model = 'scripted/script';
  const { job } = await house.client.submit({ goal, repository, model });
  await expect(house.client.replay(job.id)).rejects.toMatchObject({ code: 'CONFLICT' });
  await house.client.cancel(job.id);
  await expect(house.client.replay(job.id)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('before it began'),
  });
  const { job: sly } = await house.client.submit({ goal, repository, model, replay: job.id });
  expect(sly.request.replay).toBeUndefined();
  await house.client.cancel(sly.id);
});
