import { finalStatuses } from '@codewright/protocol/job';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, scriptedModel, type House, type Script, type Turn } from './testing-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

const edit: Turn = [['edit_file', { path: 'src/sum.js', old: 'one - other', new: 'one + other' }]];
const runTests: Turn = [['run_tests', {}]];

describe('a feature with a language model', () => {
  const feature = 'Add a function triple to src/double.js';
  const plan: Script = [
    [['read_file', { path: 'src/double.js' }]],
    [
      [
        'create_plan',
        { summary: 'Add triple', tasks: [{ id: 'triple', title: 'Write triple', files: ['src/double.js'] }] },
      ],
    ],
    'Planned.',
  ];
  const source = 'export const double = (value) => value * 2;';
  const builds: Script = [
    edit,
    [
      [
        'edit_file',
        { path: 'src/double.js', old: source, new: `${source}\nexport const triple = (value) => value * 3;` },
      ],
    ],
    runTests,
    [['commit_changes', { message: 'Add triple' }]],
    'Added triple.',
  ];
  const adds = [
    "import assert from 'node:assert/strict';",
    "import test from 'node:test';",
    "import { triple } from '../src/double.js';",
    "test('triple triples', () => {\n  assert.equal(triple(2), 6);\n});\n",
  ].join('\n');

  test('is planned, approved, built, reviewed, mended, reviewed again and proven', async () => {
    const { repository, untouched } = house.user('feature');
    let reviews = 0;
    const model = scriptedModel({
      plan,
      implement: builds,
      review: ({ turn, prompt }) => {
        if (turn === 1)
          return [
            ['get_diff', {}],
            ['run_tests', {}],
          ];
        if (turn > 2) return 'Reviewed.';
        reviews += 1;
        expect(prompt).toContain('triple');
        const missing = { severity: 'major', message: 'triple has no test.', file: 'src/double.js', line: 2 };
        return reviews === 1
          ? [['create_review', { verdict: 'request_changes', summary: 'A test is missing.', blockers: [missing] }]]
          : [['create_review', { verdict: 'approve', summary: 'Right, and tested.' }]];
      },
      refine: [
        ({ prompt }) => {
          expect(prompt).toContain('triple has no test.');
          return [['write_file', { path: 'test/triple.test.js', content: adds }]];
        },
        runTests,
        [['commit_changes', { message: 'Test triple' }]],
        'Tested.',
      ],
    });
    const waiting = await house.run({ goal: feature, repository }, model);
    expect(waiting.job).toMatchObject({ status: 'waiting_human', mode: 'genius' });
    expect(waiting.pending[0]).toMatchObject({
      kind: 'approval',
      action: { inputs: { plan: { summary: 'Add triple' } } },
    });
    const report = await house.answer(waiting.job.id, 'approve', model);
    expect(report.job).toMatchObject({ status: 'succeeded', error: null });
    expect(reviews).toBe(2);
    expect(report.gates.find(({ gate }) => gate === 'tests')?.reason).toContain('3 tests passed');
    expect(house.git(repository, 'show', `${report.job.result?.split('#')[1]}:test/triple.test.js`)).toContain(
      'triple(2)',
    );
    untouched();
    await house.recorded(report);
  });

  test('ends cleanly when the plan is rejected: nothing is built, nothing delivered', async () => {
    const { repository, untouched } = house.user('rejected');
    const model = scriptedModel({ plan });
    const waiting = await house.run({ goal: feature, repository }, model);
    const report = await house.answer(waiting.job.id, 'reject', model);
    expect(finalStatuses).toContain(report.job.status);
    expect(report.job).toMatchObject({ status: 'failed', result: null, error: { code: 'POLICY_DENIED' } });
    expect(house.results(repository)).toEqual([]);
    untouched();
    await house.recorded(report);
  });

  test('that its reviewer never approves goes to a person', async () => {
    const { repository } = house.user('unapproved');
    const no = { verdict: 'request_changes', summary: 'No.', blockers: [{ severity: 'minor', message: 'Hm.' }] };
    const model = scriptedModel({
      plan,
      implement: builds,
      review: ({ turn }) => (turn === 1 ? [['create_review', no]] : 'Still not.'),
      refine: () => 'I see nothing to mend.',
    });
    const planned = await house.run({ goal: feature, repository }, model);
    const waiting = await house.answer(planned.job.id, 'approve', model);
    expect(waiting.job.waitingFor).toContain('not approved');
    const report = await house.answer(planned.job.id, 'reject', model);
    expect(report.job).toMatchObject({ status: 'failed', error: { code: 'POLICY_DENIED' } });
    expect(house.results(repository)).toEqual([]);
    await house.recorded(report);
  });
});
