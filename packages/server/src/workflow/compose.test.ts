import { describe, expect, test } from 'vitest';
import { CodewrightError } from '../shared/errors.ts';
import { memoryLedger } from '../shared/testing-ledger.ts';
import type { MemoryLedger } from '../shared/testing-ledger.ts';
import type { Workflow } from './contract.ts';
import { drawWorkflow } from './draw.ts';
import { runWorkflow } from './engine.ts';
import { loadWorkflow } from './load.ts';
import type { WorkflowNames } from './report.ts';
import { scripted } from './testing.ts';
import type { Script } from './testing.ts';

/** Workflows that may call one another, by name; `steps` of `main`. */
function names(others: Record<string, string>): WorkflowNames {
  return {
    roles: { planner: [], builder: [], reviewer: [] },
    tools: [],
    gates: ['syntax', 'tests'],
    agents: ['codex', 'claude', 'gemini'],
    workflows: Object.keys(others),
    workflow: (name) => {
      const text = others[name];
      return text === undefined ? null : { text, file: `${name}.yaml` };
    },
  };
}
const whole = (name: string, steps: string, more = '') => `name: ${name}\ndescription: d\n${more}steps:\n${steps}`;
const load = (steps: string, others: Record<string, string> = {}) =>
  loadWorkflow(whole('main', steps), 'main.yaml', names({ main: whole('main', steps), ...others }));
function faults(steps: string, others: Record<string, string> = {}): string {
  try {
    load(steps, others);
  } catch (error) {
    if (error instanceof CodewrightError && error.code === 'WORKFLOW_INVALID') return error.message;
    throw error;
  }
  return 'none';
}
const agent = (name: string, more = '') => `  - {name: ${name}, agent: builder, instruction: do it${more}}\n`;

async function run(workflow: Workflow, script: Script = {}, ledger: MemoryLedger = memoryLedger()) {
  const parts = scripted(script, ledger);
  return { ...parts, ledger, result: await runWorkflow(workflow, parts.deps) };
}

describe('a workflow that calls another', () => {
  const greet = whole(
    'greet',
    `${agent('say', ", instruction: '${{ inputs.words }} ${{ inputs.times }}'").replace('instruction: do it, ', '')}  - {name: check, gates: [tests]}\n`,
    'inputs: {words: {}, times: {default: 2}}\nresult: steps.say.output.of\n',
  );

  test('gives it its inputs, typed, and gets its result, its gates and nothing else of it', async () => {
    const workflow = load(
      `${agent('first')}  - name: call\n    workflow: greet\n    with: {words: '\${{ steps.first.output.list }}'}\n${agent('last', ', inputs: [call, gates]')}`,
      { greet },
    );
    const { tasks, checked, result } = await run(workflow, {
      agent: ({ step }) => ({ data: { list: ['x'], of: `by ${step}` } }),
    });
    expect(tasks.map(({ key, instruction }) => [key, instruction])).toEqual([
      ['first', 'do it'],
      ['call/say', '[\n  "x"\n] 2'],
      ['last', 'do it'],
    ]);
    expect(tasks[2]?.inputs).toMatchObject({ call: 'by say', gates: { ok: true } });
    expect(checked).toEqual(['call/check']);
    expect(Object.keys(result.outputs)).toEqual(['first', 'call', 'last']);
  });

  test('goes on from its record after a stop anywhere', async () => {
    const workflow = load(`  - {name: call, workflow: greet, with: {words: hi}}\n${agent('last')}`, { greet });
    const script: Script = { agent: ({ step }) => ({ data: { of: step ?? '' } }) };
    const first = await run(workflow, script);
    for (let cut = 0; cut <= first.ledger.entries.length; cut++) {
      const ledger = memoryLedger(first.ledger.entries.slice(0, cut));
      expect((await run(workflow, script, ledger)).result).toEqual(first.result);
      expect(ledger.entries).toHaveLength(first.ledger.entries.length);
    }
  });

  test('is refused where the calls go in a circle, too deep, or to nobody', () => {
    const call = (name: string) => `  - {name: call_${name}, workflow: ${name}}\n`;
    expect(faults(call('other'), { other: whole('other', call('main')) })).toMatch(
      /main\.yaml:4:34: The workflow other is not valid:[\s\S]*other\.yaml:4:33: Workflows call one another in a circle: main → other → main\./,
    );
    expect(faults(call('main'))).toContain('in a circle: main → main.');
    const chain = (deep: number) =>
      Object.fromEntries(
        Array.from({ length: deep }, (_, index) => [
          `w${index}`,
          whole(`w${index}`, index === deep - 1 ? agent('a') : call(`w${index + 1}`)),
        ]),
      );
    expect(faults(call('w0'), chain(7))).toBe('none');
    expect(faults(call('w0'), chain(9))).toContain('more than 8 deep');
    expect(faults(call('greeet'), { greet })).toContain('There is no workflow greeet; did you mean greet?');
  });

  test('is refused with inputs that are missing, unknown or wrong', () => {
    expect(faults('  - {name: call, workflow: greet}\n', { greet })).toContain(
      'The workflow greet has to be given the input words, under with.',
    );
    expect(faults('  - {name: call, workflow: greet, with: {word: x, words: x}}\n', { greet })).toContain(
      'The workflow greet takes no input word; did you mean words?',
    );
    expect(faults("  - {name: call, workflow: greet, with: {words: '${{ steps.later.text }}'}}\n", { greet })).toMatch(
      /main\.yaml:4:\d+: There is no step later/,
    );
    expect(faults(agent('a', ", when: 'inputs.x == 1'"))).toContain('This workflow declares no input x.');
  });
});

describe('the best of several attempts', () => {
  const best = (more = '') =>
    load(`${agent('a', `, best_of: {attempts: 3, gates: [tests]${more}}`)}${agent('b', ', inputs: [a]')}`);
  const data = (key: string) => ({ of: key });
  const reviews: Record<string, [string, number]> = {
    'a/try-1/review': ['request_changes', 1],
    'a/try-2/review': ['approve', 2],
    'a/try-3/review': ['approve', 1],
  };
  const script: Script = {
    agent: ({ key, step }) => {
      if (step !== 'review') return { data: data(key) };
      const [verdict, minor] = reviews[key] ?? ['approve', 0];
      return {
        data: { verdict, summary: 's', blockers: Array.from({ length: minor }, () => ({ severity: 'minor' })) },
      };
    },
    // What each changed differs in its size.
    lines: (branch) => Number(branch.slice(-1)),
  };

  test('are made apart, judged, and one of them is merged; what comes after gets its result', async () => {
    const { tasks, places, merged, dropped, ledger } = await run(best(), script);
    expect(merged).toEqual(['a/try-3']);
    expect(dropped).toEqual(['a/try-1', 'a/try-2', 'a/try-3']);
    expect(tasks.at(-1)?.inputs).toEqual({ a: data('a/try-3/a') });
    expect(places.get('a/try-2/a')?.place).toBe('a/try-2');
    expect(places.get('a/try-2/proof')?.place).toBe('a/try-2');
    expect(places.get('b')?.place).toBe('');
    expect(ledger.entries.find(({ data: made }) => made['chosen'] === 3)?.data['attempts']).toHaveLength(3);
  });

  test('that no gate holds are judged all the same: fewest failures first', async () => {
    const { merged, tasks } = await run(best(), { ...script, gates: (key) => key === 'a/try-1/proof' });
    expect(merged).toEqual(['a/try-1']);
    // One alone holds: nobody has to judge.
    expect(tasks.filter(({ step }) => step === 'review')).toEqual([]);
    expect((await run(best(), { ...script, gates: () => false })).merged).toEqual(['a/try-3']);
  });

  test('that came to the same are judged once, and a reviewer who fails decides nothing', async () => {
    const same = await run(best(), { ...script, lines: () => null });
    expect(same.tasks.filter(({ step }) => step === 'review')).toEqual([]);
    expect(same.merged).toEqual(['a/try-1']);
    const silent = await run(best(), {
      ...script,
      agent: (task) => {
        if (task.step === 'review') throw new CodewrightError('MODEL_FAILED', 'no');
        return {};
      },
    });
    expect(silent.merged).toEqual(['a/try-1']);
  });

  test('take turns with the agents that are named, and go on from the record after a stop anywhere', async () => {
    const workflow = load(agent('a', ', best_of: 4, by: [codex, claude, gemini]'));
    const { tasks } = await run(workflow, script);
    expect(tasks.filter(({ step }) => step === 'a').map(({ brain }) => brain)).toEqual([
      'codex',
      'claude',
      'gemini',
      'codex',
    ]);
    const first = await run(best(), script);
    for (let cut = 0; cut <= first.ledger.entries.length; cut++) {
      const ledger = memoryLedger(first.ledger.entries.slice(0, cut));
      const again = await run(best(), script, ledger);
      expect(again.result).toEqual(first.result);
      expect(again.tasks.length).toBeLessThanOrEqual(first.tasks.length);
      expect(ledger.entries).toHaveLength(first.ledger.entries.length);
    }
  });

  test('are refused with wrong numbers, gates and reviewers', () => {
    expect(faults(agent('a', ', best_of: 1'))).toContain('Give at least two attempts.');
    expect(faults(agent('a', ', best_of: 99'))).toContain('Give eight attempts at most.');
    expect(faults(agent('a', ', best_of: {attempts: 2, gates: [tets], reviewer: nobody, often: 1}'))).toContain(
      'often',
    );
    const names_ = faults(agent('a', ', best_of: {attempts: 2, gates: [tets], reviewer: nobody}'));
    expect(names_).toContain('There is no gate tets; did you mean tests?');
    expect(names_).toContain('There is no role nobody');
    expect(faults(agent('a', ', by: codexx'))).toContain('There is no agent codexx; did you mean codex?');
  });
});

describe('parallel branches', () => {
  const two = load(
    `  - name: p\n    parallel:\n${['x', 'y'].map((name) => `    ${agent(name)}`).join('')}${agent('z')}`,
  );

  test('have a place each, are merged in the order written, and are not run again once they are over', async () => {
    const ledger = memoryLedger();
    const stopped = run(
      two,
      { agent: ({ key }) => (key === 'p/y' ? Promise.reject(new CodewrightError('LEASE_LOST', 'x')) : {}) },
      ledger,
    );
    await expect(stopped).rejects.toMatchObject({ code: 'LEASE_LOST' });
    const { tasks, merged, places } = await run(two, {}, ledger);
    expect(tasks.map(({ key }) => key)).toEqual(['p/y', 'z']);
    expect(merged).toEqual(['p/x', 'p/y']);
    expect(places.get('p/y')?.place).toBe('p/y');
  });

  test('that collide are resolved by a builder before the next is merged; marks that stay end the job', async () => {
    const conflict = { conflicts: ['a.js'], notes: ['CONFLICT'], marks: ['<<<<<<< 1'] };
    const script: Script = { merge: (branch) => (branch === 'p/x' ? conflict : {}) };
    const { tasks, places } = await run(two, script);
    expect(tasks.map(({ key }) => key).sort()).toEqual(['p/merge+x/resolve', 'p/x', 'p/y', 'z']);
    const resolve = tasks.find(({ step }) => step === 'resolve');
    expect(resolve).toMatchObject({ role: 'builder', inputs: { conflict: { branch: 'x', files: ['a.js'] } } });
    expect(places.get('p/merge+x/resolve')?.place).toBe('');
    await expect(run(two, { ...script, unsettled: () => true })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('see the gates that ran before them and their own, and none of their neighbours', async () => {
    const flow = load(
      `  - name: p\n    parallel:\n      - name: one\n        sequence:\n          - {name: g1, gates: [tests]}\n    ${agent('slow')}  - {name: after, agent: builder, instruction: do it, inputs: [gates]}\n`,
    );
    const { tasks } = await run(flow);
    expect(tasks.at(-1)?.inputs).toMatchObject({ gates: { ok: true } });
    expect(
      faults(`  - name: p\n    parallel:\n      - {name: g, gates: [tests]}\n    ${agent('x', ", when: 'gates.ok'")}`),
    ).toContain('No gates have run before this step.');
  });
});

test('what a step may spend is a budget inside the one around it', async () => {
  const flow = load(
    `  - name: s\n    caps: {steps: 5, cents: 10}\n    sequence:\n    ${agent('a', ', caps: {steps: 9}')}${agent('b')}`,
  );
  const { places } = await run(flow);
  expect(places.get('s/a')?.budget?.caps).toMatchObject({ steps: 5, cents: 10 });
  expect(places.get('b')?.budget).toBeNull();
  expect(faults(agent('a', ', caps: {steps: 0}'))).toContain('main.yaml:4:');
  expect(faults(agent('a', ', caps: {turns: 3}'))).toContain('Unknown key turns');
});

test('conditions name what there is of the job, and what can never run is told', () => {
  expect(faults(agent('a', ", when: 'job.modee == 1'"))).toContain(
    'Of the job are known goal, mode, confirmPlan, compared, not modee; did you mean mode?',
  );
  expect(faults(agent('a', ", when: 'iteration > 0'"))).toContain('Step a can never run.');
  expect(
    faults(`  - name: r\n    repeat:\n    ${agent('a', ", when: 'iteration > 1'")}    until: 'true'\n    max: 3\n`),
  ).toContain('This always holds: the second round of r can never run.');
  expect(
    faults(
      `  - name: r\n    repeat:\n    ${agent('a', ", when: 'iteration > 1'")}    until: 'iteration > 2'\n    max: 3\n`,
    ),
  ).toBe('none');
});

test('a workflow is drawn as a tree of who does what', () => {
  const flow = load(
    `  - name: p\n    parallel:\n    ${agent('x', ', by: [codex, claude], optional: true')}    ${agent('y', ', best_of: {attempts: 2, gates: [tests]}')}  - name: r\n    when: steps.x.status == "done"\n    repeat:\n      - {name: g, gates: [tests, syntax]}\n    until: gates.ok\n    max: 3\n  - {name: h, human: Go on?, caps: {steps: 3, cents: 150}}\n`,
  );
  expect(drawWorkflow(flow).join('\n')).toBe(`main: d
├─ p: side by side, merged in this order
│  ├─ x: builder (codex, else claude), optional
│  └─ y: the best of 2 attempts by builder
│     └─ proven by tests; judged by the reviewer
├─ r: again until gates.ok, 3 times at most, when steps.x.status == "done"
│  └─ g: gates tests, syntax
└─ h: asks a person (approve, reject), at most 3 steps, $1.50`);
});
