import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
