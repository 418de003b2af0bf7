import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { factsOf } from '@codewright/protocol/job-facts';
import { calculator, openHouse, scriptedModel, type House, type Script, type Turn } from './testing-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

const scripted = { model: 'scripted/script' };

/** Eighty reads, one edit, and the end. */
const longWork: Script = ({ turn }): Turn => {
  if (turn <= 80)
    return [['read_file', { path: turn % 2 === 0 ? 'src/sum.js' : 'src/double.js', offset: 1, limit: turn }]];
  if (turn === 81) return [['edit_file', { path: 'src/sum.js', old: 'one - other', new: 'one + other' }]];
  if (turn === 82) return [['run_tests', {}]];
  return turn === 83 ? [['commit_changes', { message: 'Let sum add' }]] : 'Carried out.';
};

describe('a request that no rule reads', () => {
  test('is carried out by a language model in one conversation, however many turns it takes, and proven', async () => {
    const { repository, untouched } = house.user('long');
    const request = { goal: 'Carry out the script', repository, autoApprove: true };
    const report = await house.run(request, scriptedModel({ implement: longWork }));
    expect(report.job).toMatchObject({ status: 'succeeded', mode: 'genius', stopReason: 'completed' });
    expect(report.job.request.workflow).toBe('task');
    expect(report.job.used.steps).toBe(84 + 83);
    expect(report.gates.find(({ gate }) => gate === 'tests')?.verdict).toBe('passed');
    untouched();
    await house.recorded(report);
  });

  test('may end in words, which are the result, with nothing delivered', async () => {
    const { repository, untouched } = house.user('words');
    const report = await house.run(
      { goal: 'Say hello to me', repository, autoApprove: true },
      scriptedModel({ implement: [[['read_file', { path: 'src/sum.js' }]], 'Hello!'] }),
    );
    expect(report.job).toMatchObject({ status: 'succeeded', result: null });
    expect(report.gates).toEqual([]);
    expect(report.summary).toContain('Hello!');
    expect(factsOf(await house.client.history(report.job.id)).answer).toBe('Hello!');
    expect(house.results(repository)).toEqual([]);
    untouched();
    await house.recorded(report);
  });

  test('that asks for a change is not fulfilled by words, whatever they claim', async () => {
    const { repository, untouched } = house.user('claims');
    const asked = { goal: 'Fix the failing test', repository, autoApprove: true };
    const claimed = await house.run(asked, scriptedModel({ implement: ['Fixed. All tests pass now.'] }));
    expect(claimed.job).toMatchObject({ status: 'failed', result: null, error: { code: 'GATES_FAILED' } });
    expect(claimed.job.error?.message).toBe('A change was asked for, and nothing was changed.');
    untouched();
  });

  test('asks nobody where everything was approved in advance, and does not wait', async () => {
    const { repository } = house.user('nobody');
    const script: Script = [
      [['ask_user', { question: 'Add or multiply?', choices: ['add', 'multiply'] }]],
      ({ results }) => {
        expect(results[0]?.text).toMatch(/^Nobody is there to answer\. Decide by the task/);
        return 'I would add.';
      },
    ];
    const request = { goal: 'Carry out the script', repository };
    const alone = await house.run({ ...request, autoApprove: true }, scriptedModel({ implement: script }));
    expect(alone.job.status).toBe('succeeded');
    const asked = await house.run(request, scriptedModel({ implement: script }));
    expect(asked.job).toMatchObject({ status: 'waiting_human', waitingFor: 'Add or multiply?' });
  });

  test('fails by its gates where what it changed does not hold', async () => {
    const { repository } = house.user('unproven', {
      ...calculator,
      'src/sum.js': calculator['src/sum.js']?.replace('-', '+') ?? '',
    });
    const report = await house.run(
      { goal: 'Carry out the script', repository, autoApprove: true },
      scriptedModel({
        implement: [[['edit_file', { path: 'src/sum.js', old: 'one + other', new: 'one * other' }]], 'All tests pass.'],
        refine: () => 'Nothing to mend.',
      }),
    );
    expect(report.job).toMatchObject({ status: 'failed', error: { code: 'GATES_FAILED' } });
    await house.recorded(report);
  });

  test('is a question to the person without a language model, and where there is no repository', async () => {
    const { repository } = house.user('asks');
    expect(await house.client.preview({ goal: 'xyzzy plugh the frobnitz', repository })).toMatchObject({
      verdict: 'needs-answer',
    });
    expect(await house.client.preview({ goal: 'xyzzy plugh the frobnitz', ...scripted })).toMatchObject({
      verdict: 'needs-answer',
    });
    expect(await house.client.preview({ goal: 'xyzzy plugh the frobnitz', repository, ...scripted })).toMatchObject({
      verdict: 'ready',
      rule: 'task',
      workflow: 'task',
    });
    expect(
      await house.client.preview({
        goal: 'Füge bitte eine Funktion hinzu, die zwei Zahlen addiert',
        repository,
        ...scripted,
      }),
    ).toMatchObject({ verdict: 'ready' });
  });

  test.each(['fix it', 'hello', 'do the thing', 'Create a TODO app'])(
    'that is too vague asks a person who is there, and goes on where everything was approved in advance: %s',
    async (goal) => {
      const { repository } = house.user(`vague-${goal.replaceAll(' ', '-')}`);
      const asked = { goal, repository, ...scripted };
      expect(['needs-answer', 'ready']).toContain((await house.client.preview(asked)).verdict);
      expect(await house.client.preview({ ...asked, autoApprove: true })).toMatchObject({ verdict: 'ready' });
    },
  );

  test('that nobody will look after is one open task, unless a mode or workflow is named', async () => {
    const { repository } = house.user('unattended');
    const asked = { repository, ...scripted };
    for (const goal of ['Fix the failing test.', 'Make the tests pass', 'Do the task.', 'Run the benchmark.']) {
      expect(await house.client.preview({ goal, ...asked, autoApprove: true }), goal).toMatchObject({
        workflow: 'task',
      });
    }
    const small = { goal: 'Fix the failing test.', ...asked };
    expect(await house.client.preview(small)).toMatchObject({ mode: 'mechanic', workflow: 'mechanic' });
    expect(await house.client.preview({ ...small, autoApprove: true, mode: 'mechanic' })).toMatchObject({
      workflow: 'mechanic',
    });
    expect(await house.client.preview({ goal: 'Review it', ...asked, autoApprove: true })).toMatchObject({
      mode: 'review',
    });
  });

  test('that would do harm is refused whoever reads it', async () => {
    const { repository } = house.user('harm');
    const harm = { goal: 'Drop the production database', repository, ...scripted };
    expect(await house.client.preview({ ...harm, autoApprove: true })).toMatchObject({ verdict: 'refused' });
    expect(await house.client.preview({ goal: 'fix it', repository, ...scripted })).toMatchObject({
      verdict: 'needs-answer',
    });
  });
});

test('A question about the code is read and answered by a role that can change nothing', async () => {
  const { repository, untouched } = house.user('question');
  const model = scriptedModel({
    answer: [
      [['read_file', { path: 'src/sum.js' }]],
      [['write_file', { path: 'a.txt', content: 'x' }]],
      'src/sum.js:2 subtracts.',
    ],
  });
  const report = await house.run({ goal: 'How does sum work?', repository }, model);
  expect(report.job).toMatchObject({ status: 'succeeded', mode: 'review', result: null });
  expect(model.results.map(({ tool, status }) => `${tool} ${status}`)).toEqual(['read_file ok', 'write_file error']);
  expect(report.summary).toContain('src/sum.js:2 subtracts.');
  untouched();
  await house.recorded(report);
});

test('A plan that was approved in advance is not waited for, and the record says who approved it and that it was before', async () => {
  const { repository, untouched } = house.user('in-advance');
  const source = 'export const double = (value) => value * 2;';
  const model = scriptedModel({
    plan: [[['create_plan', { summary: 'Add triple', tasks: [{ id: 'triple', title: 'Write triple' }] }]], 'Planned.'],
    implement: [
      [
        ['edit_file', { path: 'src/sum.js', old: 'one - other', new: 'one + other' }],
        [
          'edit_file',
          { path: 'src/double.js', old: source, new: `${source}\nexport const triple = (value) => value * 3;` },
        ],
      ],
      [['run_tests', {}]],
      [['commit_changes', { message: 'Add triple' }]],
      'Added.',
    ],
    review: [[['create_review', { verdict: 'approve', summary: 'Fine.' }]], 'Reviewed.'],
  });
  const goal = 'Add a function triple to src/double.js';
  const report = await house.run({ goal, repository, autoApprove: true }, model);
  expect(report.job).toMatchObject({ status: 'succeeded', mode: 'genius' });
  const [answered, ...others] = await house.events(report.job.id, 'approval-answered');
  expect(others).toEqual([]);
  expect(answered).toMatchObject({
    actor: { type: 'user' },
    summary: 'Approved in advance (--yes)',
    data: { answer: 'approve', inAdvance: true },
  });
  untouched();
  await house.recorded(report);
});
