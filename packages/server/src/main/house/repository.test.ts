import type { JobReport } from '@codewright/protocol/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitReason } from '../../cli/view/final.ts';
import { openHouse, scriptedModel, type House, type Script, type Turn } from './testing-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

const verdicts = (report: JobReport) => Object.fromEntries(report.gates.map(({ gate, verdict }) => [gate, verdict]));

/** What was measured of a job at its end. */
async function quality({ job }: JobReport) {
  const scored = (await house.client.history(job.id)).filter(({ kind }) => kind === 'evaluation');
  expect(scored).toHaveLength(1);
  return { score: scored[0]?.data['score'], verdict: scored[0]?.data['verdict'] };
}

const edit: Turn = [['edit_file', { path: 'src/sum.js', old: 'one - other', new: 'one + other' }]];
const runTests: Turn = [['run_tests', {}]];
const commit: Turn = [['commit_changes', { message: 'Let sum add' }]];
const mends: Script = [
  [['read_file', { path: 'src/sum.js' }]],
  edit,
  runTests,
  commit,
  'sum adds now, and the tests pass.',
];
const goal = 'fix: sum() subtracts';

describe('a fix with a language model', () => {
  test('goes from words to a proven branch, and from there into the user’s branch', async () => {
    const { repository, untouched } = house.user('fix');
    const report = await house.run({ goal, repository }, scriptedModel({ implement: mends }));
    expect(report.job).toMatchObject({ status: 'succeeded', mode: 'mechanic', stopReason: 'completed', error: null });
    expect(verdicts(report)).toMatchObject({ 'patch-limits': 'passed', 'tests-kept': 'passed', tests: 'passed' });
    expect(exitReason(report)).toBe('done');
    expect(await quality(report)).toEqual({ score: 100, verdict: 'OK' });
    untouched();
    await house.recorded(report);
    expect(house.results(repository)).toEqual([report.job.result?.split('#')[1]]);
    const diff = await house.client.diff(report.job.id);
    expect(diff).toContain('-  return one - other;\n+  return one + other;');

    await house.client.merge(report.job.id);
    expect(house.git(repository, 'show', 'main:src/sum.js')).toContain('one + other');
    expect(house.git(repository, 'status', '--porcelain')).toBe('');
    await house.recorded(report);
  });

  test('leaves what the user has not committed alone, and does not merge over it', async () => {
    const { repository } = house.user('dirty');
    house.put(repository, { 'src/sum.js': '// half a thought\n', 'notes.txt': 'mine\n', 'src/double.js': 'staged\n' });
    house.git(repository, 'add', 'src/double.js');
    const before = house.fingerprint(repository);
    const report = await house.run({ goal, repository }, scriptedModel({ implement: mends }));
    expect(report.job.status).toBe('succeeded');
    await expect(house.client.merge(report.job.id)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(house.fingerprint(repository)).toBe(before);
    await house.recorded(report);
  });

  test('is told what it may not do, call by call, and goes on', async () => {
    const { repository, untouched } = house.user('refused');
    const fetches =
      'fetch("http://example.com").then(() => console.log("reached"), (e) => { console.log("cut off"); process.exit(1); })';
    const model = scriptedModel({
      implement: [
        [
          ['edit_file', { path: 'src/sum.js' }],
          ['edit_file', '{"path": '],
          ['teleport', {}],
        ],
        [
          ['read_file', { path: '../../../etc/passwd' }],
          ['write_file', { path: '/tmp/codewright-was-here', content: 'x' }],
          ['create_review', { verdict: 'approve', summary: 'Fine.' }],
        ],
        [
          ['write_file', { path: '.env', content: 'KEY=1\n' }],
          ['write_file', { path: '.git/hooks/pre-commit', content: 'x' }],
          ['run_command', { command: 'sudo rm -rf /' }],
        ],
        [['run_command', { command: ['node', '-e', fetches] }]],
        edit,
        commit,
        runTests,
        commit,
        'Done.',
      ],
    });
    const report = await house.run({ goal, repository, caps: { steps: 60 } }, model);
    const said = model.results.map(({ tool, status, text }) => `${tool} ${status}: ${text.split('\n').join(' ')}`);
    expect(said.slice(0, 12)).toEqual([
      expect.stringMatching(/^edit_file error: Wrong arguments .*old/),
      expect.stringMatching(/^edit_file error: Wrong arguments/),
      expect.stringMatching(/^teleport error: There is no tool/),
      expect.stringMatching(/^read_file denied: /),
      expect.stringMatching(/^write_file denied: /),
      expect.stringMatching(/^create_review error: There is no tool/),
      expect.stringMatching(/^write_file denied: .*\.env/),
      expect.stringMatching(/^write_file denied: .*git/),
      expect.stringMatching(/^run_command denied: .*another user/),
      expect.stringMatching(/^run_command failed: .*cut off/),
      expect.stringMatching(/^edit_file ok/),
      expect.stringMatching(/^commit_changes error: No tests were run yet/),
    ]);
    expect(report.job.status).toBe('succeeded');
    expect(await house.client.diff(report.job.id)).not.toContain('.env');
    untouched();
    await house.recorded(report);
  });

  test('never succeeds beyond the limits of a small change', async () => {
    const { repository, untouched } = house.user('limits');
    const many: Turn = Array.from({ length: 6 }, (_, at) => [
      'write_file',
      { path: `src/new-${at}.js`, content: 'export const value = 1;\n'.repeat(40) },
    ]);
    const model = scriptedModel({
      implement: [edit, many, runTests, commit, 'Done.'],
      refine: () => 'It needs all of that.',
    });
    const report = await house.run({ goal, repository, caps: { steps: 60 } }, model);
    expect(report.job).toMatchObject({ status: 'failed', error: { code: 'GATES_FAILED' } });
    const limits = report.gates.find(({ gate }) => gate === 'patch-limits');
    expect(await quality(report)).toMatchObject({ verdict: 'BLOCK' });
    expect(limits?.problems.map(({ code }) => code)).toEqual(['too-many-files', 'too-many-lines']);
    expect(exitReason(report)).toBe('failed');
    await expect(house.client.merge(report.job.id)).rejects.toMatchObject({ code: 'CONFLICT' });
    untouched();
    await house.recorded(report);
  });

  test('does not get through with fewer tests, and does once they are back', async () => {
    const { repository, untouched } = house.user('weakened');
    const path = 'test/sum.test.js';
    const model = scriptedModel({
      implement: [
        [['edit_file', { path, old: "test('sum adds'", new: "test.skip('sum adds'" }]],
        runTests,
        [['commit_changes', { message: 'Make the tests pass' }]],
        'All tests pass.',
      ],
      refine: [
        ({ prompt }) => {
          expect(prompt).toContain('A test is skipped');
          return [['edit_file', { path, old: 'test.skip(', new: 'test(' }]];
        },
        edit,
        runTests,
        commit,
        'sum adds now.',
      ],
    });
    const report = await house.run({ goal, repository, caps: { steps: 60 } }, model);
    const kept = await house.events(report.job.id, 'gate-finished');
    const all = kept.map((entry) => entry.data['result'] as { gate: string; verdict: string });
    expect(all.filter(({ gate }) => gate === 'tests-kept').map(({ verdict }) => verdict)).toEqual(['failed', 'passed']);
    expect(report.job.status).toBe('succeeded');
    untouched();
    await house.recorded(report);
  });

  test('loses points for figures and paths that nothing holds, and for marks of unfinished work', async () => {
    const { repository } = house.user('boasts');
    const marked: Turn = [
      ['edit_file', { path: 'src/sum.js', old: 'one - other;', new: 'one + other; // TODO: floats' }],
    ];
    const boast = 'sum adds now. I ran 4711 tests and mended lib/never-seen.js, all of them pass.';
    const model = scriptedModel({ implement: [marked, runTests, commit, boast] });
    const report = await house.run({ goal, repository }, model);
    expect(report.job.status).toBe('succeeded');
    expect(await quality(report)).toEqual({ score: 75, verdict: 'WARN' });
  });

  test('is judged by the gates where it claims success without having run anything', async () => {
    const { repository, untouched } = house.user('claims');
    const wrong: Turn = [['edit_file', { path: 'src/sum.js', old: 'one - other', new: 'one * other' }]];
    const model = scriptedModel({ implement: [wrong, commit, 'Fixed, all tests pass!'], refine: () => 'It is fine.' });
    const report = await house.run({ goal, repository }, model);
    expect(model.results.at(-1)).toMatchObject({ tool: 'commit_changes', status: 'error' });
    expect(report.job).toMatchObject({ status: 'failed', error: { code: 'GATES_FAILED' } });
    expect(verdicts(report)['tests']).toBe('failed');
    expect(await quality(report)).toMatchObject({ verdict: 'BLOCK' });
    untouched();
    await house.recorded(report);
  });
});

describe('a budget', () => {
  const reads: Script = ({ turn }) => [['read_file', { path: 'src/sum.js', offset: 1, limit: turn }]];

  test('ends the work at its step, with nothing delivered', async () => {
    const { repository, untouched } = house.user('steps');
    const report = await house.run({ goal, repository, caps: { steps: 5 } }, scriptedModel({ implement: reads }));
    expect(report.job).toMatchObject({ status: 'failed', stopReason: 'step_limit', result: null });
    expect(report.job.used.steps).toBeLessThanOrEqual(6);
    expect(exitReason(report)).toBe('budget');
    expect(house.results(repository)).toEqual([]);
    untouched();
    await house.recorded(report);
  });

  test('ends it at its tokens', async () => {
    const { repository } = house.user('tokens');
    const model = scriptedModel({ implement: reads }, { tokens: 20_000 });
    const report = await house.run({ goal, repository }, model);
    expect(report.job).toMatchObject({ status: 'failed', stopReason: 'token_limit', used: { tokens: 60_000 } });
    expect(exitReason(report)).toBe('budget');
  });

  const led = `name: led
description: A coordinator that hands the work on.
steps:
  - {name: lead, agent: coordinator, instruction: Have it done.}
  - {name: validate, gates: [tests]}
`;
  const lead: Script = [
    [['delegate', { role: 'builder', instruction: 'Let sum add.' }]],
    ({ results }) => results[0]?.text ?? 'nothing',
  ];

  test('counts what a sub-agent spends, and the work of a sub-agent is proven like any', async () => {
    const { repository, untouched } = house.user('delegate');
    const model = scriptedModel({ lead, builder: mends }, { workflow: led });
    const report = await house.run({ goal, repository }, model);
    expect(report.job.status).toBe('succeeded');
    // Two turns and one call of the coordinator, five turns and four calls of the builder.
    expect(report.job.used.steps).toBe(12);
    expect(model.results.find(({ tool }) => tool === 'delegate')?.text).toBe('sum adds now, and the tests pass.');
    untouched();
    await house.recorded(report);
  });

  test('of a job ends its sub-agents too', async () => {
    const { repository } = house.user('delegate-limit');
    const model = scriptedModel({ lead, builder: reads }, { workflow: led });
    const report = await house.run({ goal, repository, caps: { steps: 7 } }, model);
    expect(report.job).toMatchObject({ status: 'failed', stopReason: 'step_limit' });
    expect(report.job.used.steps).toBeLessThanOrEqual(8);
  });
});

describe('an agent that does not get on', () => {
  test('is stopped when it makes the same call for ever', async () => {
    const { repository, untouched } = house.user('stuck');
    const again: Script = () => [['read_file', { path: 'src/sum.js' }]];
    const report = await house.run({ goal, repository, caps: { steps: 100 } }, scriptedModel({ implement: again }));
    expect(report.job).toMatchObject({ status: 'failed', error: { code: 'STUCK' } });
    expect(report.job.used.steps).toBeLessThan(20);
    untouched();
    await house.recorded(report);
  });

  test('asks the user, waits without working, and goes on with the answer', async () => {
    const { repository, untouched } = house.user('asks');
    const model = scriptedModel({
      implement: [
        [['ask_user', { question: 'Add or multiply?', choices: ['add', 'multiply'] }]],
        ({ results }) => {
          expect(results[0]?.text).toBe('The user answers: add');
          return edit;
        },
        runTests,
        commit,
        'Done.',
      ],
    });
    const waiting = await house.run({ goal, repository }, model);
    expect(waiting.job).toMatchObject({ status: 'waiting_human', waitingFor: 'Add or multiply?' });
    expect(exitReason(waiting)).toBe('waiting');
    expect(await house.work(waiting.job.id, model)).toMatchObject({ job: { status: 'waiting_human' } });
    const report = await house.answer(waiting.job.id, 'add', model);
    expect(report.job.status).toBe('succeeded');
    untouched();
    await house.recorded(report);
  });

  test('hears at its next turn what the user says meanwhile', async () => {
    const { repository } = house.user('says');
    const { job } = await house.client.submit({ goal, repository, model: 'scripted/script' });
    const model = scriptedModel({
      implement: [
        async () => {
          await house.client.say(job.id, 'Name the change in CHANGES.md too.');
          return edit;
        },
        ({ prompt }) => {
          expect(prompt).toContain('Name the change in CHANGES.md too.');
          return [['write_file', { path: 'CHANGES.md', content: '- sum adds\n' }]];
        },
        runTests,
        commit,
        'Done.',
      ],
    });
    const report = await house.work(job.id, model);
    expect(report.job.status).toBe('succeeded');
    expect(await house.client.diff(job.id)).toContain('+- sum adds');
    await house.recorded(report);
  });
});
