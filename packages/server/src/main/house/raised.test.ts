import type { Emit } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBudget } from '../../agents/budget.ts';
import { endExpired } from '../../jobs/expiry.ts';
import { systemClock } from '../../shared/clock.ts';
import { createDialogue } from '../../worker/dialogue.ts';
import { createRaises } from '../../worker/raises.ts';
import { openHouse, scriptedModel, type House, type Script } from './testing-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

const goal = 'fix: sum() subtracts';
/** Counts how often a turn is really asked for. */
function counted(script: Script) {
  const asked: string[] = [];
  const model = scriptedModel({
    implement: async (seen) => {
      asked.push(`${seen.task.step}-${seen.turn}`);
      const step = typeof script === 'function' ? script(seen) : script[seen.turn - 1];
      return (typeof step === 'function' ? step(seen) : step) ?? 'Done.';
    },
    refine: () => [['edit_file', { path: 'src/sum.js', old: 'one * other', new: 'one + other' }]],
  });
  return { model, asked };
}

const mends: Script = [
  [['read_file', { path: 'src/sum.js' }]],
  [['edit_file', { path: 'src/sum.js', old: 'one - other', new: 'one + other' }]],
  [['run_tests', {}]],
  [['commit_changes', { message: 'Let sum add' }]],
  'sum adds now.',
];

describe('a job that its budget has ended', () => {
  test('goes on with a larger one from its last step, and no turn is paid twice', async () => {
    const { repository, untouched } = house.user('raised');
    const { model, asked } = counted(mends);
    const ended = await house.run({ goal, repository, caps: { steps: 5 } }, model);
    expect(ended.job).toMatchObject({ status: 'failed', stopReason: 'step_limit' });

    const { id } = ended.job;
    expect(ended.job.error?.hint).toContain(`codewright jobs resume ${id.slice(-8)} --max-steps N`);
    await expect(house.client.resume(id)).rejects.toMatchObject({
      code: 'CONFLICT',
      hint: expect.stringContaining('--max-steps'),
    });
    await expect(house.client.resume(id, { caps: { steps: 5 } })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(house.client.resume(id, { caps: { tokens: 900_000 } })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await house.client.resume(id, { caps: { steps: 60 } })).toMatchObject({
      status: 'queued',
      stopReason: null,
      error: null,
      finishedAt: null,
      caps: { steps: 60, tokens: 50_000 },
    });
    const report = await house.work(id, model);
    expect(report.job).toMatchObject({ status: 'succeeded', stopReason: 'completed', error: null });
    expect(asked).toEqual(['implement-1', 'implement-2', 'implement-3', 'implement-4', 'implement-5']);
    expect(report.job.used.steps).toBe(9);
    untouched();
    await house.recorded(report);
    await house.client.merge(id);
  });

  test('after its gates had judged a first result delivers and signs the one that it reaches then', async () => {
    const { repository, untouched } = house.user('raised-late');
    const wrong: Script = [[['edit_file', { path: 'src/sum.js', old: 'one - other', new: 'one * other' }]], 'Done.'];
    const { model } = counted(wrong);
    const ended = await house.run({ goal, repository, caps: { steps: 4 } }, model);
    expect(ended.job).toMatchObject({ status: 'failed', stopReason: 'step_limit', result: expect.any(String) });
    const finish: Script = ({ turn }) =>
      turn === 1 ? [['edit_file', { path: 'src/sum.js', old: 'one * other', new: 'one + other' }]] : 'Mended.';
    await house.client.resume(ended.job.id, { caps: { steps: 40 } });
    const report = await house.work(ended.job.id, scriptedModel({ implement: wrong, refine: finish }));
    expect(report.job.status).toBe('succeeded');
    const branch = report.job.result?.split('#')[1] ?? '';
    expect(house.git(repository, 'show', `${branch}:src/sum.js`)).toContain('one + other');
    expect(report.job.truthpack).not.toBe(ended.job.truthpack);
    untouched();
    await house.recorded(report);
    await expect(house.client.resume(report.job.id, { caps: { steps: 99 } })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });
});

describe('a job that stands at a limit where somebody can be asked', () => {
  /** The job, waiting for a larger budget after five steps. */
  async function standing(name: string) {
    const { repository, untouched } = house.user(name);
    const { model, asked } = counted(mends);
    house.attended = true;
    const report = await house.run({ goal, repository, caps: { steps: 5 } }, model);
    return { id: report.job.id, report, model, asked, untouched };
  }
  const later = (ms: number) => ({
    ...house.runtime,
    clock: { ...systemClock, now: () => new Date(Date.now() + ms) },
  });
  const hour = 3_600_000;

  test('waits, and goes on from there once the budget is raised: no turn is paid twice', async () => {
    const { id, report, model, asked, untouched } = await standing('asks');
    expect(report.job).toMatchObject({ status: 'waiting_human', stopReason: null, caps: { steps: 5 } });
    expect(report.pending).toMatchObject([
      {
        kind: 'approval',
        text: 'The budget of 5 steps is used up. Raise it to 10 steps and go on?',
        budget: { limit: 'step_limit', caps: { steps: 5 }, raise: { steps: 10 } },
      },
    ]);
    expect(asked).toEqual(['implement-1', 'implement-2', 'implement-3']);
    await expect(house.client.resume(id)).rejects.toMatchObject({ code: 'CONFLICT' });
    const done = await house.answer(id, 'raise', model);
    expect(done.job).toMatchObject({ status: 'succeeded', caps: { steps: 10, tokens: 50_000 }, used: { steps: 9 } });
    expect(asked).toEqual(['implement-1', 'implement-2', 'implement-3', 'implement-4', 'implement-5']);
    untouched();
    await house.recorded(done);
  });

  test('takes another budget than it asked for, and asks again at that', async () => {
    const { id, report, model, asked } = await standing('asks-more');
    await expect(house.client.resume(id, { caps: { steps: 5 } })).rejects.toMatchObject({
      code: 'CONFLICT',
      hint: expect.stringContaining('--max-steps'),
    });
    await expect(house.client.resume(id, { caps: { tokens: 900_000 } })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await house.client.resume(id, { caps: { steps: 7 } })).toMatchObject({
      status: 'queued',
      caps: { steps: 7 },
    });
    const again = await house.work(id, model);
    expect(again.job.status).toBe('waiting_human');
    expect(again.pending).toMatchObject([{ budget: { caps: { steps: 7 }, raise: { steps: 14 } } }]);
    expect(again.pending[0]?.id).not.toBe(report.pending[0]?.id);
    expect((await house.answer(id, 'approve', model)).job).toMatchObject({ status: 'succeeded', caps: { steps: 14 } });
    expect(asked).toHaveLength(5);
    // What the ledger says of it is all there is: derived again, the job is the same.
    const before = await house.client.job(id);
    await house.runtime.ledger.rebuild();
    expect((await house.client.job(id)).job).toEqual(before.job);
  });

  test('ends by its budget when a person does not raise it, and spends nothing more', async () => {
    const { id, model, asked } = await standing('asks-refused');
    const spent = (await house.client.job(id)).job.used;
    const over = await house.answer(id, 'end', model);
    expect(over.job).toMatchObject({ status: 'failed', stopReason: 'step_limit', used: spent, caps: { steps: 5 } });
    expect(over.job.error?.hint).toContain(`codewright jobs resume ${id.slice(-8)} --max-steps N`);
    expect(asked).toHaveLength(3);
    // Refused is not for ever.
    await house.client.resume(id, { caps: { steps: 60 } });
    expect((await house.work(id, model)).job.status).toBe('succeeded');
    expect(asked).toHaveLength(5);
  });

  test('ends when nobody has answered in time, and not before', async () => {
    const { id, model, asked } = await standing('asks-nobody');
    expect(await endExpired(later(hour))).not.toContain(id);
    expect((await house.client.job(id)).job.status).toBe('waiting_human');
    expect(await endExpired(later(1000 * hour))).toContain(id);
    expect(await endExpired(later(1000 * hour))).not.toContain(id);
    expect((await house.work(id, model)).job).toMatchObject({ status: 'failed', stopReason: 'step_limit' });
    expect(asked).toHaveLength(3);
  });

  test('waits in the middle of a sub-agent, and goes on inside it', async () => {
    house.attended = true;
    const { repository, untouched } = house.user('asks-inside');
    const turns: string[] = [];
    const noted =
      (who: string, script: readonly (readonly [string, object][] | string)[]): Script =>
      ({ turn }) => {
        turns.push(`${who}-${turn}`);
        return (script[turn - 1] ?? 'Done.') as never;
      };
    const workflow = `name: led
description: A coordinator that hands the work on.
steps:
  - {name: lead, agent: coordinator, instruction: Have it done.}
  - {name: validate, gates: [tests]}
`;
    const builder = [
      [['read_file', { path: 'src/sum.js' }]],
      [['edit_file', { path: 'src/sum.js', old: 'one - other', new: 'one + other' }]],
      [['commit_changes', { message: 'Let sum add' }]],
      'sum adds now.',
    ] as const;
    const lead = [[['delegate', { role: 'builder', instruction: 'Let sum add.' }]], 'It is done.'] as const;
    const model = scriptedModel(
      { lead: noted('lead', lead as never), builder: noted('builder', builder as never) },
      { workflow },
    );
    const waiting = await house.run({ goal, repository, caps: { steps: 7 } }, model);
    expect(waiting.job.status).toBe('waiting_human');
    expect(turns).toEqual(['lead-1', 'builder-1', 'builder-2', 'builder-3']);
    const done = await house.answer(waiting.job.id, 'approve', model);
    expect(done.job).toMatchObject({ status: 'succeeded', used: { steps: 10 } });
    expect(turns.slice(4)).toEqual(['builder-4', 'lead-2']);
    untouched();
    await house.recorded(done);
  });

  test('is asked about once by agents that reach it side by side', async () => {
    const { repository } = house.user('asks-once');
    const { job } = await house.client.submit({ goal: 'create file a.md with "x"', repository, caps: { steps: 5 } });
    const { ledger } = house.runtime;
    const emit: Emit = async (draft) => {
      const [entry] = await ledger.append([{ job: job.id, ...draft }]);
      if (!entry) throw new Error('Nothing was appended.');
      return entry;
    };
    const dialogue = createDialogue({ job, ledger, emit, clock: systemClock, approvalHours: null });
    const budget = createBudget(job.caps);
    budget.spend({ steps: 5 });
    const raises = createRaises({ job, ledger, dialogue, attended: true });
    const both = await Promise.allSettled([1, 2, 3].map(() => raises.reached('step_limit', budget)));
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    // A moment later more has gone, and it is the same question still.
    budget.spend({ seconds: 3 });
    const later = createRaises({ job, ledger, dialogue, attended: true });
    await expect(later.reached('step_limit', budget)).rejects.toThrow('Raise it to 10 steps');
    expect(await house.events(job.id, 'approval-requested')).toHaveLength(1);
  });

  test('is not asked about where all was approved in advance: it ends', async () => {
    house.attended = true;
    const { repository } = house.user('asks-not');
    const { model } = counted(mends);
    const ended = await house.run({ goal, repository, caps: { steps: 5 }, autoApprove: true }, model);
    expect(ended.job).toMatchObject({ status: 'failed', stopReason: 'step_limit' });
    expect(await house.events(ended.job.id, 'approval-requested')).toEqual([]);
  });
});

describe('what was approved in advance', () => {
  test('is approved by whoever takes over from a process that was killed as it asked', async () => {
    const { repository } = house.user('killed-as-it-asked');
    const request = { goal: 'create file a.md with "x"', repository };
    const question = { kind: 'approval', text: 'Shall the work go on by this plan?' } as const;
    const { ledger } = house.runtime;
    const dialogueOf = (job: Job, entries: number) => {
      const emit: Emit = async (draft) => {
        entries -= 1;
        if (entries < 0) throw new Error('The process is gone.');
        const [entry] = await ledger.append([{ job: job.id, ...draft }]);
        if (!entry) throw new Error('Nothing was appended.');
        return entry;
      };
      return createDialogue({ job, ledger, emit, clock: systemClock, approvalHours: null });
    };
    const { job } = await house.client.submit({ ...request, autoApprove: true });
    await expect(dialogueOf(job, 1).ask('plan', question)).rejects.toThrow('The process is gone.');
    expect(await dialogueOf(job, 1).ask('plan', question)).toBe('approve');
    expect(await dialogueOf(job, 0).ask('plan', question)).toBe('approve');
    expect(await house.events(job.id, 'approval-requested')).toHaveLength(1);
    expect(await house.events(job.id, 'approval-answered')).toHaveLength(1);
    // Nobody approved anything here.
    const asking = (await house.client.submit(request)).job;
    await expect(dialogueOf(asking, 1).ask('plan', question)).rejects.toThrow(question.text);
    await expect(dialogueOf(asking, 0).ask('plan', question)).rejects.toThrow(question.text);
  });
});
