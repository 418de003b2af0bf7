import { expect, test } from 'vitest';
import { toolBench } from '../testing-each.ts';

const library = 'a REST API for a library: books, authors, members, loans; a member borrows at most 5 books';

test('words become requirements, packages, a plan and a project, each from what was recorded before', async () => {
  const bench = await toolBench();
  const analysed = await bench.call('analyze_requirements', { description: library });
  expect(analysed.status).toBe('ok');
  const { verdict, requirements } = analysed.data as {
    verdict: string;
    requirements: { entities: { name: string }[] };
  };
  expect(verdict).toBe('understood');
  expect(requirements.entities.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Book', 'Author', 'Member', 'Loan']),
  );
  expect(await bench.call('latest_versions', {})).toMatchObject({
    status: 'error',
    text: expect.stringContaining('record'),
  });
  await bench.call('record_analysis', { type: 'requirements', summary: 'Library', data: requirements });

  const versions = await bench.call('latest_versions', {});
  expect(versions.status).toBe('ok');
  expect((versions.data as { packages: { name: string }[] }).packages.map(({ name }) => name)).toContain('typescript');

  const plan = await bench.call('create_plan', {});
  expect(plan.status).toBe('ok');
  const scaffolded = await bench.call('scaffold_project', {});
  expect(scaffolded.status).toBe('ok');
  const planned = (plan.data as { tasks: { files: string[] }[] }).tasks.flatMap(({ files }) => files);
  expect(planned.toSorted()).toEqual((scaffolded.data as { files: string[] }).files.toSorted());
});

test('words that say too little become questions', async () => {
  const bench = await toolBench();
  const analysed = await bench.call('analyze_requirements', { description: 'app' });
  const { verdict, questions } = analysed.data as { verdict: string; questions: string[] };
  expect(verdict).toBe('abstained');
  expect(questions.length).toBeGreaterThan(0);
  for (const question of questions) expect(analysed.text).toContain(question);
});

test('a plan with tasks needs a word on what it is for', async () => {
  const bench = await toolBench();
  const tasks = [{ id: 'a', title: 'A' }];
  expect(await bench.call('create_plan', { tasks })).toMatchObject({
    status: 'error',
    text: expect.stringContaining('summary'),
  });
  expect(await bench.call('create_plan', { tasks, summary: 'S' })).toMatchObject({ status: 'ok' });
});
