import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRepository, openPlace, type Place } from '../e2e/testing-launcher.ts';
import { calculator, openHouse, scriptedModel, type House } from './testing-house.ts';
import { createWorkflowsHost } from '../host/workflows.ts';

const mine = `name: careful
description: Looks, then mends.
steps:
  - name: look
    workflow: looking
    with: {what: 'src, for \${{ job.goal }}'}
  - name: implement
    agent: builder
    instruction: 'Mend it: \${{ steps.look.output }}'
  - name: validate
    gates: [syntax, tests]
`;
const looking = `name: looking
description: Looks at a part.
inputs: {what: {}}
steps:
  - {name: read, agent: analyst, instruction: 'Look at \${{ inputs.what }}.'}
`;
const files = {
  ...calculator,
  '.codewright/workflows/careful.yaml': mine,
  '.codewright/workflows/looking.yaml': looking,
};

describe('A workflow of a project', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house[Symbol.asyncDispose]());
  const host = () => createWorkflowsHost(house.runtime.loaded);
  const request = (repository: string) => ({
    goal: 'Let sum add its two numbers',
    repository,
    workflow: 'careful',
    autoApprove: true,
  });

  test('runs once it is approved, with what it calls, and is off again when a file changes', async () => {
    const { repository } = house.user('approved', files);
    const refused = house.client.submit({ ...request(repository), model: 'scripted/script' });
    await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN', hint: expect.stringContaining('trust careful') });
    const shown: string[] = [];
    const trust = () =>
      host().trust(repository, 'careful', async ({ files: named, tree }) => {
        shown.push(...named, ...tree);
        return true;
      });
    expect(await trust()).toBe('yes');
    expect(shown).toEqual(
      expect.arrayContaining([
        '.codewright/workflows/careful.yaml (new)',
        '.codewright/workflows/looking.yaml (new)',
        '│  └─ read: analyst',
      ]),
    );
    expect(await trust()).toBe('was already');
    const told: string[] = [];
    const report = await house.run(
      request(repository),
      scriptedModel({
        read: ({ prompt }) => {
          told.push(prompt);
          return 'sum subtracts';
        },
        implement: ({ turn, prompt }) => {
          if (turn === 1) told.push(prompt);
          if (turn === 1) return [['edit_file', { path: 'src/sum.js', old: 'one - other', new: 'one + other' }]];
          if (turn === 2) return [['run_tests', {}]];
          return turn === 3 ? [['commit_changes', { message: 'Let sum add' }]] : 'It adds.';
        },
      }),
    );
    expect(report.job, JSON.stringify(report.job.error)).toMatchObject({ status: 'succeeded' });
    expect(told[0]).toContain('Look at src, for Let sum add its two numbers.');
    expect(told[1]).toContain('Mend it: sum subtracts');
    // What the job began with stays its workflow: a replay needs no file.
    writeFileSync(join(repository, '.codewright/workflows/looking.yaml'), looking.replace('Look at', 'Delete'));
    await expect(house.client.submit({ ...request(repository), model: 'scripted/script' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('looking'),
    });
    const replay = await house.client.replay(report.job.id);
    const again = await house.work(replay.id);
    expect(again.job, JSON.stringify(again.job.error)).toMatchObject({ status: 'succeeded' });
    expect(host().distrust(repository, 'careful')).toBe(true);
    expect(host().distrust(repository, 'careful')).toBe(false);
  });

  test('cannot take the name of one that comes with Codewright, nor be a link out of the project', () => {
    const { repository } = house.user('names', {
      ...calculator,
      '.codewright/workflows/task.yaml': looking.replace('looking', 'task'),
    });
    expect(() => host().check(join(repository, '.codewright/workflows/task.yaml'))).toThrow(/comes with Codewright/);
    symlinkSync('/etc/passwd', join(repository, '.codewright/workflows/leak.yaml'));
    expect(() => host().list(repository)).toThrow(/leak\.yaml/);
  });
});

describe('codewright workflows', () => {
  let place: Place;
  beforeAll(() => {
    place = openPlace();
  });
  afterAll(() => place[Symbol.asyncDispose]());

  test('lists, draws, checks and approves', async () => {
    const cwd = makeRepository(join(place.folder, 'project'), files);
    const run = (...args: string[]) => place.run(['workflows', ...args], { cwd });
    const listed = await run();
    expect(listed.stdout).toMatch(/^careful\s+yours, not approved\s/m);
    expect(listed.stdout).toMatch(/^thorough\s/m);
    expect((await run('show', 'careful')).stdout).toBe(
      `careful: Looks, then mends.
├─ look: the workflow looking
│  └─ read: analyst
├─ implement: builder
└─ validate: gates syntax, tests
`,
    );
    expect((await run('show', 'thorough')).stdout).toContain('builder (codex)');
    expect(await run('show', 'nobody')).toMatchObject({ code: 2, stderr: expect.stringContaining('nobody') });
    expect(await run('check', '.codewright/workflows/careful.yaml')).toMatchObject({ code: 0, stderr: '' });
    writeFileSync(
      join(cwd, 'broken.yaml'),
      mine.replace('workflow: looking', 'workflow: lookin').replace('gates:', 'gate:'),
    );
    const checked = await run('check', 'broken.yaml', '.codewright/workflows/careful.yaml');
    expect(checked.code).toBe(2);
    expect(checked.stderr).toMatch(/broken\.yaml:5:15: There is no workflow lookin/);
    expect(checked.stderr).toMatch(/broken\.yaml:10:5: /);
    expect(checked.stdout).toContain('careful: Looks');
    expect(await run('trust', 'careful')).toMatchObject({ code: 2, stderr: expect.stringContaining('by a person') });
    expect(await run('trust', 'careful', '--yes')).toMatchObject({ code: 0 });
    expect((await run('list')).stdout).toMatch(/^careful\s+yours\s/m);
    expect(await run('check', 'nowhere.yaml')).toMatchObject({ code: 2, stderr: expect.stringContaining('no file') });
  });
});
