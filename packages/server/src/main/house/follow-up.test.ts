import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, scriptedModel, type House, type Script } from './testing-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

const mends: Script = [
  [['edit_file', { path: 'src/sum.js', old: 'one - other', new: 'one + other' }]],
  [['run_tests', {}]],
  [['commit_changes', { message: 'Let sum add' }]],
  'sum adds now.',
];

test('What is said to a job that is over becomes a job on its branch, which knows what came before', async () => {
  const { repository, untouched } = house.user('follow');
  const first = await house.run({ goal: 'fix: sum() subtracts', repository }, scriptedModel({ implement: mends }));
  expect(first.job.status).toBe('succeeded');

  const next = await house.client.say(first.job.id, 'and the same for three numbers');
  expect(next).toMatchObject({ parent: first.job.id, conversation: first.job.id, status: 'queued' });
  const prompts: string[] = [];
  const follows: Script = [
    ({ prompt }) => {
      prompts.push(prompt);
      return [['edit_file', { path: 'src/sum.js', old: 'one, other', new: 'one, other, third = 0' }]];
    },
    [['edit_file', { path: 'src/sum.js', old: 'one + other', new: 'one + other + third' }]],
    [['run_tests', {}]],
    [['commit_changes', { message: 'Let sum take a third number' }]],
    'sum takes three.',
  ];
  const second = await house.work(next.id, scriptedModel({ implement: follows }));
  expect(second.job.status).toBe('succeeded');
  expect(prompts[0]).toContain('fix: sum() subtracts');
  expect(prompts[0]).toContain('sum adds now.');
  const branch = second.job.result?.split('#')[1] ?? '';
  expect(house.git(repository, 'show', `${branch}:src/sum.js`)).toContain('one + other + third');
  expect(house.git(repository, 'log', '--format=%s', `main..${branch}`)).toBe(
    'Let sum take a third number\nLet sum add',
  );

  const third = await house.client.say(second.job.id, 'fix it');
  expect(third.conversation).toBe(first.job.id);
  const all: string[] = [];
  const reads: Script = [
    ({ prompt }) => {
      all.push(prompt);
      return 'What should be fixed?';
    },
  ];
  await house.work(third.id, scriptedModel({ implement: reads, refine: () => 'Nothing.' }));
  expect(all[0]).toMatch(/fix: sum\(\) subtracts.*and the same for three numbers/);
  untouched();
  for (const report of [first, second]) await house.recorded(report);
});

test('What is said while only the gates are left to run is not lost: it becomes a job that follows', async () => {
  const { repository } = house.user('late');
  const { job } = await house.client.submit({ goal: 'fix: sum() subtracts', repository, model: 'scripted/script' });
  const stop = new AbortController();
  const said = (async () => {
    for await (const entry of house.client.events({ job: job.id, signal: stop.signal })) {
      if (entry.data['event'] !== 'gate-started') continue;
      await house.client.say(job.id, 'Also add a test for zero');
      return;
    }
  })();
  const report = await house.work(job.id, scriptedModel({ implement: mends }));
  await said;
  stop.abort();
  expect(report.job.status).toBe('succeeded');
  const [next, ...others] = await house.client.jobs({ conversation: job.id });
  expect(others).toEqual([]);
  expect(next).toMatchObject({ goal: 'Also add a test for zero', parent: job.id, status: 'queued' });
  expect(next?.request.base).toBe(report.job.result?.split('#')[1]);
});

test('A result is merged where the branch has moved on beside it, and refused where it has moved on against it', async () => {
  const beside = house.user('beside').repository;
  const first = await house.run(
    { goal: 'fix: sum() subtracts', repository: beside },
    scriptedModel({ implement: mends }),
  );
  house.put(beside, { 'README.md': 'New\n' });
  house.git(beside, 'add', '--all');
  house.git(beside, 'commit', '--quiet', '--message=Beside');
  await house.client.merge(first.job.id);
  expect(house.git(beside, 'show', 'HEAD:src/sum.js')).toContain('one + other');
  expect(house.git(beside, 'show', 'HEAD:README.md')).toBe('New');

  const against = house.user('against').repository;
  const second = await house.run(
    { goal: 'fix: sum() subtracts', repository: against },
    scriptedModel({ implement: mends }),
  );
  house.put(against, { 'src/sum.js': 'export const sum = (...all) => all.reduce((a, b) => a + b, 0);\n' });
  house.git(against, 'commit', '--all', '--quiet', '--message=Against');
  // Looking at the tree may refresh git's own notes of its times; nothing else.
  const tree = () => house.fingerprint(against).replaceAll(/^\.git\/index .*$/gm, '');
  const before = tree();
  await expect(house.client.merge(second.job.id)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(tree()).toBe(before);
  expect(house.git(against, 'status', '--porcelain')).toBe('');
});
