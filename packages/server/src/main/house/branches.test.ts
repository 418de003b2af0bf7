import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobReport } from '@codewright/protocol/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, scriptedModel, type House, type Script, type Turn } from './testing-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

/** A workflow of these steps, proven in the end. */
const flow = (steps: string) => `name: mine
description: d
steps:
${steps}
  - name: validate
    gates: [patch-limits, syntax, tests]
`;
const branch = (name: string, more = '') =>
  `      - {name: ${name}, agent: builder, instruction: Do ${name}.${more}}\n`;
const parallel = (...names: string[]) => `  - name: work\n    parallel:\n${names.map((name) => branch(name)).join('')}`;
const edit = (path: string, old: string, now: string): Turn => [['edit_file', { path, old, new: now }]];
const write = (path: string, content: string): Turn => [['write_file', { path, content }]];
const commit = (message: string): Turn => [['commit_changes', { message }]];
const tests: Turn = [['run_tests', {}]];
const mended: Turn[] = [edit('src/sum.js', 'one - other', 'one + other'), tests, commit('Let sum add'), 'It adds.'];

async function run(name: string, workflow: string, scripts: Record<string, Script>) {
  const { repository, untouched } = house.user(name);
  const request = { goal: 'Let sum add its two numbers', repository, workflow: 'task', autoApprove: true };
  const report = await house.run({ ...request, caps: { steps: 200 } }, scriptedModel(scripts, { workflow }));
  untouched();
  const show = (path: string) => house.git(repository, 'show', `codewright/${report.job.id.slice(-8)}:${path}`);
  const log = () =>
    house.git(repository, 'log', '--format=%s', `main..codewright/${report.job.id.slice(-8)}`).split('\n');
  return { report, repository, show, log };
}
const besides = ({ job }: JobReport) => join(house.runtime.home, 'workspaces', job.id, 'beside');

describe('Branches that change files', () => {
  test('work in trees of their own and come together in the order written, each as its commit', async () => {
    const seen: string[] = [];
    const { report, show, log } = await run('apart', flow(parallel('first', 'second')), {
      // Waits for the other to be done: it must not see what that one wrote, and be brought in before it all the same.
      first: [
        async () => {
          await expect.poll(() => seen).toContain('second');
          return [['read_file', { path: 'src/double.js' }]];
        },
        ({ results }) => {
          expect(results[0]?.text).toContain('value * 2');
          return edit('src/sum.js', 'one - other', 'one + other');
        },
        tests,
        commit('Let sum add'),
        'It adds.',
      ],
      second: [
        edit('src/double.js', 'value * 2', 'value + value'),
        // Its own tree has the broken sum, so it does not commit.
        () => {
          seen.push('second');
          return 'Done.';
        },
      ],
    });
    expect(report.job, JSON.stringify(report.job.error)).toMatchObject({ status: 'succeeded' });
    expect(show('src/sum.js')).toContain('one + other');
    expect(show('src/double.js')).toContain('value + value');
    expect(log()).toEqual(['Let sum add its two numbers', 'Let sum add']);
    expect(report.gates.find(({ gate }) => gate === 'tests')?.verdict).toBe('passed');
    expect(existsSync(besides(report))).toBe(false);
    await house.recorded(report);
  });

  test('that collide are given to a builder, who leaves no mark of it', async () => {
    const told: string[] = [];
    const { report, show } = await run('collide', flow(parallel('first', 'second')), {
      first: mended,
      second: [edit('src/sum.js', 'one - other', 'other + one'), 'Changed.'],
      resolve: [
        ({ prompt }) => {
          told.push(prompt);
          return [['read_file', { path: 'src/sum.js' }]];
        },
        ({ results }) => {
          expect(results[0]?.text).toMatch(
            /<<<<<<< [\s\S]*one \+ other[\s\S]*=======[\s\S]*other \+ one[\s\S]*>>>>>>> /,
          );
          return write('src/sum.js', 'export function sum(one, other) {\n  return one + other;\n}\n');
        },
        tests,
        'Resolved.',
      ],
    });
    expect(report.job, JSON.stringify(report.job.error)).toMatchObject({ status: 'succeeded' });
    expect(told[0]).toContain('src/sum.js');
    expect(told[0]).toContain('Branches of the work were brought together');
    expect(show('src/sum.js')).not.toContain('<<<<');
    await house.recorded(report);
  });

  test('whose conflict is left standing end the job, with the files named', async () => {
    const { report } = await run('standing', flow(parallel('first', 'second')), {
      first: mended,
      second: [edit('src/sum.js', 'one - other', 'other + one'), 'Changed.'],
      resolve: ['I leave it.'],
    });
    expect(report.job).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('Marks of a conflict are left in src/sum.js') },
    });
  });

  test('that fail and are optional leave nothing behind; the job goes on', async () => {
    const steps = `  - name: work\n    parallel:\n${branch('first')}${branch('second', '", optional: true').replace('Do second.', '"Do second.')}`;
    const { report, show } = await run('optional', flow(steps), {
      first: mended,
      second: [edit('src/double.js', 'value * 2', 'broken('), '', ''],
    });
    expect(report.job, JSON.stringify(report.job.error)).toMatchObject({ status: 'succeeded' });
    expect(show('src/double.js')).toContain('value * 2');
  });

  test('that only look share the tree they look at', async () => {
    const steps = `${parallel('first', 'second')}  - {name: work_on, agent: builder, instruction: Do it.}`;
    const workspaces = join(house.runtime.home, 'workspaces');
    const trees = () => readdirSync(workspaces).filter((id) => existsSync(join(workspaces, id, 'beside'))).length;
    const before = trees();
    const looks: Script = ({ turn }) => {
      expect(trees()).toBe(before);
      return turn === 1 ? [['read_file', { path: 'src/sum.js' }]] : 'It subtracts.';
    };
    const { report } = await run('looks', flow(steps), { first: looks, second: looks, work_on: mended });
    expect(report.job, JSON.stringify(report.job.error)).toMatchObject({ status: 'succeeded' });
    const entries = await house.client.history(report.job.id);
    expect(entries.filter(({ data }) => 'merged' in data)).toEqual([]);
  });

  test('may branch in turn, and try several times', async () => {
    const steps = `  - name: work
    parallel:
      - name: outer
        sequence:
          - {name: before, agent: builder, instruction: Before.}
          - name: inner
            parallel:
              - {name: one, agent: builder, instruction: One.}
              - {name: two, agent: builder, instruction: Two., best_of: {attempts: 2, gates: [syntax]}}
          - {name: after, agent: builder, instruction: After.}
      - {name: mend, agent: builder, instruction: Mend.}
`;
    const { report, show } = await run('nested', flow(steps), {
      before: [write('src/before.js', 'export const before = 1;\n'), 'Done.'],
      one: [
        [['read_file', { path: 'src/before.js' }]],
        ({ results }) => {
          expect(results[0]?.text).toContain('before = 1');
          return write('src/one.js', 'export const one = 1;\n');
        },
        'Done.',
      ],
      two: ({ turn, task }) =>
        turn === 1 ? write('src/two.js', `export const two = ${task.key.includes('try-2') ? '2' : '2 +'};\n`) : 'Done.',
      after: [
        [
          ['read_file', { path: 'src/one.js' }],
          ['read_file', { path: 'src/two.js' }],
        ],
        ({ results }) => {
          expect(results.map(({ text }) => /(one|two) = \d;/.exec(text)?.[0])).toEqual(['one = 1;', 'two = 2;']);
          return 'Both are there.';
        },
      ],
      mend: mended,
    });
    expect(report.job, JSON.stringify(report.job.error)).toMatchObject({ status: 'succeeded' });
    expect([show('src/before.js'), show('src/one.js'), show('src/two.js'), show('src/sum.js')].join('\n')).toMatch(
      /before = 1[\s\S]*one = 1[\s\S]*two = 2;[\s\S]*one \+ other/,
    );
    await house.recorded(report);
  });

  test('wait for a person where one of them asks; what is over by then is not done again', async () => {
    const { repository } = house.user('asks');
    const workflow = flow(parallel('first', 'second'));
    const began: string[] = [];
    const scripts: Record<string, Script> = {
      first: (seen) => {
        if (seen.turn === 1) began.push('first');
        return mended[seen.turn - 1] ?? '';
      },
      second: ({ turn, results }) => {
        if (turn === 1) return write('src/before.js', 'export const asked = 1;\n');
        if (turn === 2) return [['ask_user', { question: 'Which name?', choices: ['left', 'right'] }]];
        return turn === 3 ? write('src/name.js', `export const name = '${results[0]?.text}';\n`) : 'Done.';
      },
    };
    const request = { goal: 'Let sum add its two numbers', repository, workflow: 'task', caps: { steps: 200 } };
    const waiting = await house.run(request, scriptedModel(scripts, { workflow }));
    expect(waiting.job.status, JSON.stringify(waiting.job.error)).toBe('waiting_human');
    const report = await house.answer(waiting.job.id, 'left', scriptedModel(scripts, { workflow }));
    expect(report.job, JSON.stringify(report.job.error)).toMatchObject({ status: 'succeeded' });
    expect(began).toEqual(['first']);
    const show = (path: string) => house.git(repository, 'show', `codewright/${report.job.id.slice(-8)}:${path}`);
    expect(show('src/name.js')).toContain('left');
    expect(show('src/before.js')).toContain('asked');
    expect(show('src/sum.js')).toContain('one + other');
    await house.recorded(report);
  });

  test('can be forked after, and replayed', async () => {
    const { report } = await run('forked', flow(parallel('first', 'second')), {
      first: mended,
      second: [write('src/new.js', 'export const fresh = 1;\n'), 'Done.'],
    });
    expect(report.job.status).toBe('succeeded');
    const fork = await house.client.fork(report.job.id, 'work');
    const again = await house.work(fork.id, scriptedModel({}, { workflow: flow(parallel('first', 'second')) }));
    expect(again.job, JSON.stringify(again.job.error)).toMatchObject({ status: 'succeeded' });
    const { repository = '' } = again.job.request;
    expect(house.git(repository, 'show', `codewright/${fork.id.slice(-8)}:src/new.js`)).toContain('fresh');
    const replay = await house.client.replay(report.job.id);
    const same = await house.work(replay.id, scriptedModel({}, { workflow: flow(parallel('first', 'second')) }));
    expect(same.job, JSON.stringify(same.job.error)).toMatchObject({ status: 'succeeded' });
  });
});

describe('The best of several attempts', () => {
  const best = (more = '') =>
    `  - {name: implement, agent: builder, instruction: Do it., best_of: {attempts: 3, gates: [syntax, tests]${more}}}\n`;
  const tries = (...scripts: Script[]): Script => {
    return (seen) => {
      const number = Number(/try-(\d)/.exec(seen.task.key)?.[1]);
      const script = scripts[number - 1] ?? [];
      const reply = typeof script === 'function' ? script : script[seen.turn - 1];
      if (reply === undefined) throw new Error(`no turn ${seen.turn} of try ${number}`);
      return typeof reply === 'function' ? reply(seen) : reply;
    };
  };
  const adds = (words: string): Script => [
    edit('src/sum.js', 'one - other', words),
    tests,
    commit('Let sum add'),
    'ok',
  ];
  const review = (verdict: string, blockers: number): Turn => [
    [
      'create_review',
      {
        verdict,
        summary: `verdict ${verdict}`,
        blockers: Array.from({ length: blockers }, () => ({ severity: 'major', message: 'finding' })),
      },
    ],
  ];

  test('is the one that its gates hold and the reviewer approves; the others stay in the record', async () => {
    const judged: string[] = [];
    const { report, show, log } = await run('best', flow(best()), {
      implement: tries(
        [edit('src/sum.js', 'one - other', 'one * other'), 'Wrong.'],
        adds('Number(one) + other'),
        adds('one + other'),
      ),
      review: ({ task, turn }) => {
        if (turn > 1) return 'Reviewed.';
        judged.push(task.key);
        return task.key.includes('try-2') ? review('request_changes', 1) : review('approve', 0);
      },
    });
    expect(report.job, JSON.stringify(report.job.error)).toMatchObject({ status: 'succeeded' });
    expect(judged.sort()).toEqual(['implement/try-2/review', 'implement/try-3/review']);
    expect(show('src/sum.js')).toContain('return one + other');
    expect(log()).toEqual(['Let sum add']);
    const entries = await house.client.history(report.job.id);
    const choice = entries.find(({ data }) => 'chosen' in data);
    expect(choice).toMatchObject({
      summary: expect.stringContaining('attempt 3 of 3 is taken, it passes its checks; the reviewer approves it'),
      data: {
        chosen: 3,
        attempts: [
          { attempt: 1, proven: false, unproven: ['tests'], verdict: null },
          { attempt: 2, proven: true, verdict: 'request_changes', findings: 10 },
          { attempt: 3, proven: true, verdict: 'approve' },
        ],
      },
    });
    // By the names in the record what lost can still be looked at.
    const attempts = choice?.data['attempts'] as { commit: string }[];
    const git = join(house.runtime.home, 'workspaces', report.job.id, 'git');
    for (const { commit: id } of attempts) expect(house.git(git, 'cat-file', '-t', id)).toBe('commit');
    expect(house.git(git, 'show', `${attempts[0]?.commit}:src/sum.js`)).toContain('one * other');
    expect(readdirSync(join(house.runtime.home, 'workspaces', report.job.id)).sort()).toEqual([
      'git',
      'outputs',
      'workspace.json',
    ]);
    expect(readFileSync(join(report.job.repository ?? '', 'src/sum.js'), 'utf8')).toContain('one - other');
    await house.recorded(report);
  });

  test('is what there is where only one comes to an end, and none where all fail', async () => {
    const one = await run('only', flow(best()), {
      implement: tries(['', ''], adds('one + other'), ['', '']),
    });
    expect(one.report.job, JSON.stringify(one.report.job.error)).toMatchObject({ status: 'succeeded' });
    const none = await run('none', flow(best()), { implement: tries(['', ''], ['', ''], ['', '']) });
    expect(none.report.job).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('no attempt came to an end') },
    });
  });
});

test('A step that has used up what it may spend fails by itself, and an optional one takes nothing from the rest', async () => {
  const steps = `  - {name: look, agent: analyst, instruction: Look., caps: {steps: 4}, optional: true}
  - {name: mend, agent: builder, instruction: Mend.}
`;
  const looks: Script = ({ turn }) => [['read_file', { path: 'src/sum.js', offset: turn }]];
  const { report } = await run('caps', flow(steps), { look: looks, mend: mended });
  expect(report.job, JSON.stringify(report.job.error)).toMatchObject({ status: 'succeeded' });
  const ends = (await house.events(report.job.id, 'phase-finished')).map(({ data }) => [data['name'], data['status']]);
  expect(ends).toEqual([
    ['look', 'failed'],
    ['mend', 'done'],
    ['validate', 'done'],
  ]);
  const asked = (await house.events(report.job.id, 'turn-finished')).filter(({ actor }) => actor.id === 'analyst');
  expect(asked).toHaveLength(2);
});

test('A job that ends at a limit of one of its steps says whose limit it is, and no larger budget is offered for it', async () => {
  const steps = `  - {name: look, agent: analyst, instruction: Look., caps: {steps: 2}}
  - {name: mend, agent: builder, instruction: Mend.}
`;
  const looks: Script = ({ turn }) => [['read_file', { path: 'src/sum.js', offset: turn }]];
  const { report } = await run('step-caps', flow(steps), { look: looks, mend: mended });
  expect(report.job).toMatchObject({ status: 'failed', stopReason: 'error', error: { code: 'BUDGET_EXCEEDED' } });
  expect(report.job.error?.hint).toMatch(/^This limit is the workflow's \(`caps` of a step\)/);
  await expect(house.client.resume(report.job.id, { caps: { steps: 500 } })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
});
