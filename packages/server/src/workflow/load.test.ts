import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gates } from '../gates/registry.ts';
import { CodewrightError } from '../shared/errors.ts';
import { loadWorkflow } from './load.ts';
import type { WorkflowNames } from './report.ts';
import { readAgentTasks } from './team.ts';

const names: WorkflowNames = {
  roles: { planner: ['read_file'], builder: ['write_file'], reviewer: [], broken: ['teleport'] },
  tools: ['read_file', 'write_file'],
  gates: [
    'patch-limits',
    'tests-kept',
    'syntax',
    'performance',
    'types',
    'lint',
    'tests',
    'start-and-answer',
    'secrets',
    'dependencies',
  ],
};

const whole = (steps: string) => `name: demo\ndescription: A demo\nsteps:\n${steps}`;
const load = (steps: string) => loadWorkflow(whole(steps), 'demo.yaml', names);
function faults(text: string): string {
  try {
    loadWorkflow(text, 'demo.yaml', names);
  } catch (error) {
    if (error instanceof CodewrightError && error.code === 'WORKFLOW_INVALID') return error.message;
    throw error;
  }
  return 'none';
}
const stepFaults = (steps: string) => faults(whole(steps));

const agent = (name: string, more = '') => `  - {name: ${name}, agent: planner, instruction: do it${more}}\n`;

describe('the workflows that come with it', () => {
  const folder = join(import.meta.dirname, '../../workflows');
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

  test('are one for each mode, one each for open tasks and questions, and five of teams', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'answer.yaml',
        'build.yaml',
        'default.yaml',
        'document.yaml',
        'fix.yaml',
        'genius.yaml',
        'mechanic.yaml',
        'quick.yaml',
        'review-only.yaml',
        'review.yaml',
        'task.yaml',
        'thorough.yaml',
      ]),
    );
  });

  const roles = readdirSync(join(import.meta.dirname, '../../roles'))
    .filter((file) => /^[a-z].*\.md$/.test(file))
    .map((file) => [file.slice(0, -'.md'.length), []]);
  const agents = ['claude', 'codex', 'copilot', 'gemini'];
  const tasks = readAgentTasks();
  const real: WorkflowNames = { roles: Object.fromEntries(roles), tools: [], gates: [...gates.keys()], agents, tasks };

  test.each(files)('%s loads with the roles and gates that there are, and is called as its file', (file) => {
    const workflow = loadWorkflow(readFileSync(join(folder, file), 'utf8'), file, real);
    expect(`${workflow.name}.yaml`).toBe(file);
    expect(workflow.steps.reduce((sum, step) => sum + step.weight, 0)).toBe(100);
  });

  test('build has the six phases with their weights', () => {
    const { steps } = loadWorkflow(readFileSync(join(folder, 'build.yaml'), 'utf8'), 'build.yaml', names);
    expect(steps.map((step) => [step.name, step.weight])).toEqual([
      ['understand', 8],
      ['research', 10],
      ['planning', 12],
      ['implement', 50],
      ['validate', 14],
      ['refinement', 6],
    ]);
  });
});

describe('a list of who does what', () => {
  const team: WorkflowNames = { ...names, agents: ['codex', 'gemini', 'claude'], tasks: readAgentTasks() };
  const loadTeam = (text: string, wanted?: string) =>
    loadWorkflow(text, 'team.yaml', wanted === undefined ? team : { ...team, wanted });
  const told = (text: string) => {
    try {
      loadTeam(text);
    } catch (error) {
      return error instanceof CodewrightError ? error.message : String(error);
    }
    return 'none';
  };

  test('is gone through in rounds until a review finds little, then proven, and mended by the last who changed something', () => {
    const {
      steps,
      description,
      team: isTeam,
    } = loadTeam(
      'workflows:\n  default:\n    - agent: "codex"\n      task: "implement"\n    - agent: "gemini"\n      task: "review"\n    - agent: "claude"\n      task: "refine"\n',
    );
    expect(isTeam).toBe(true);
    expect(description).toBe('codex implement → gemini review → claude refine');
    expect(steps).toMatchObject([
      { kind: 'repeat', max: 3, until: expect.stringContaining('size(steps.review.output.blockers) < 3') },
      { kind: 'gates' },
      { kind: 'repeat', when: '!gates.ok', steps: [{ kind: 'agent', brains: ['claude'] }, { kind: 'gates' }] },
    ]);
    expect(steps[0]).toMatchObject({
      steps: [
        { name: 'implement', role: 'builder', brains: ['codex'] },
        { name: 'review', role: 'reviewer', brains: ['gemini'] },
        { name: 'refine', role: 'builder', brains: ['claude'], inputs: ['implement', 'review'] },
      ],
    });
  });

  test('loads as the document that asked for it has it, word for word', () => {
    const comesWithIt = (name: string) =>
      readFileSync(join(import.meta.dirname, `../../workflows/${name}.yaml`), 'utf8').replaceAll(/^#.*\n/gm, '');
    const asked = {
      default:
        'workflows:\n  default:\n    - agent: "codex"\n      task: "implement"\n    - agent: "gemini"\n      task: "review"\n    - agent: "claude"\n      task: "refine"\n',
      thorough:
        'workflows:\n  thorough:\n    max_iterations: 5\n    min_suggestions_threshold: 3\n    steps:\n      - agent: "codex"\n        task: "implement"\n        description: "Create initial implementation"\n\n      - agent: "copilot"\n        task: "suggestions"\n        description: "Get alternative approaches"\n        optional: true\n\n      - agent: "gemini"\n        task: "review"\n        description: "Comprehensive code review"\n\n      - agent: "claude"\n        task: "refine"\n        description: "Implement feedback"\n\n      - agent: "gemini"\n        task: "review"\n        description: "Verify improvements"\n',
    };
    for (const [name, text] of Object.entries(asked)) {
      expect(comesWithIt(name)).toBe(text);
      const all = { ...team, agents: ['codex', 'gemini', 'claude', 'copilot'] };
      expect(loadWorkflow(text, 'config.yaml', all).name).toBe(name);
    }
  });

  test('may say by a condition when its rounds end, and is told what can never happen', () => {
    const rounds = (more: string) =>
      `workflows:\n  w:\n    max_iterations: 4\n${more}    steps:\n      - {agent: codex, task: implement}\n      - {agent: gemini, task: review}\n`;
    expect(loadTeam(rounds('    until: \'iteration > 1 && steps.review.status == "done"\'\n')).steps[0]).toMatchObject({
      kind: 'repeat',
      max: 4,
      until: expect.stringContaining('iteration > 1'),
    });
    expect(told(rounds('    until: \'steps.reviews.text == ""\'\n'))).toMatch(
      /team\.yaml:4:13: There is no step reviews; did you mean review\?/,
    );
    expect(told(rounds("    until: 'true'\n"))).toContain('can never run');
    expect(told('workflows:\n  w:\n    - {agent: codex, task: implement, fallback: codex}\n')).toContain(
      'codex cannot do it by then',
    );
  });

  test('of several in one file is the one that is meant', () => {
    const text =
      'workflows:\n  one: [{agent: codex, task: implement}]\n  two:\n    max_iterations: 5\n    min_suggestions_threshold: 2\n    steps: [{agent: codex, task: implement}, {agent: gemini, task: review}]\n';
    expect(loadTeam(text).name).toBe('one');
    expect(loadTeam(text, 'two')).toMatchObject({
      name: 'two',
      steps: [{ kind: 'repeat', max: 5, until: expect.stringContaining('< 2') }, {}, {}],
    });
  });

  test('with wrong names is told them all, each with its place', () => {
    const message = told(
      'workflows:\n  w:\n    - agent: codexx\n      task: implment\n    - agent: gemini\n      task: review\n      fallback: nobody\n      often: 3\n    - task: review\n',
    );
    expect(message).toContain('team.yaml:3:14: There is no agent codexx; did you mean codex?');
    expect(message).toContain('team.yaml:4:13: There is no task implment; did you mean implement?');
    expect(message).toContain('Unknown key often');
    expect(message).toContain('The key agent is missing.');
    expect(told('workflows: {}\n')).not.toBe('none');
    expect(told('workflows:\n  w: []\n')).not.toBe('none');
    expect(told('workflows:\n  w: {max_iterations: 0, steps: [{agent: codex, task: implement}]}\n')).toContain(
      'team.yaml:2:',
    );
  });
});

test('the example in the documentation loads', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/workflows.md'), 'utf8');
  const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  expect(loadWorkflow(example, 'docs/workflows.md', names).steps).toHaveLength(5);
});

describe('a workflow', () => {
  test('without weights shares them equally', () => {
    expect(load(agent('a') + agent('b')).steps.map((step) => step.weight)).toEqual([50, 50]);
  });

  test('keeps kinds, defaults and nesting', () => {
    const { steps } = load(
      '  - name: p\n    parallel:\n      - {name: x, agent: planner, instruction: i}\n      - {name: y, human: "Go?"}\n  - {name: z, gates: [tests], optional: true}\n',
    );
    expect(steps).toMatchObject([
      {
        kind: 'parallel',
        steps: [
          { kind: 'agent', inputs: [] },
          { kind: 'human', choices: ['approve', 'reject'] },
        ],
      },
      { kind: 'gates', optional: true, when: null, title: 'z' },
    ]);
  });

  test('may refer to steps inside an earlier parallel, sequence or repeat', () => {
    const parallel = '  - name: p\n    parallel:\n      - {name: x, agent: planner, instruction: i}\n';
    const text = `${parallel}${agent('after', ', inputs: [p, x], when: \'steps.x.output.ok && steps["p"].status == "done"\'')}`;
    expect(stepFaults(text)).toBe('none');
  });
});

describe('a fault is reported with file, line, column and a caret', () => {
  test('for broken syntax', () => {
    expect(faults('name: demo\nsteps: [\n')).toMatch(/^demo\.yaml:\d+:\d+: /);
    expect(faults('')).toContain('demo.yaml:1:1');
    expect(faults('just words')).toContain('demo.yaml:1:1: A workflow is a mapping with name, description and steps');
    const many = faults(`name: a\ndescription: d\nsteps:\n${'  - words\n'.repeat(100)}`);
    expect(many.match(/A step needs one of/g)).toHaveLength(30);
    expect(many).toContain('and 70 more faults');
    expect(faults('name: a\nname: b\n')).toContain('demo.yaml:2:1: Map keys must be unique.');
  });

  test('for an unknown key, with the nearest known one', () => {
    expect(stepFaults('  - name: a\n    agent: planner\n    instrution: x\n    instruction: x\n')).toBe(
      'demo.yaml:6:5: Unknown key instrution; did you mean instruction?\n6 |     instrution: x\n  |     ^',
    );
    expect(faults('name: a\ndescription: d\nstepps: []\nsteps: [{name: x, gates: [tests]}]\n')).toContain(
      'demo.yaml:3:1: Unknown key stepps; did you mean steps?',
    );
  });

  test('for unknown roles, gates and tools', () => {
    expect(stepFaults('  - {name: a, agent: plannr, instruction: x}\n')).toBe(
      'demo.yaml:4:22: There is no role plannr; did you mean planner?\n4 |   - {name: a, agent: plannr, instruction: x}\n  |                      ^',
    );
    expect(stepFaults('  - {name: a, gates: [tests, sintax]}\n')).toContain(
      'There is no gate sintax; did you mean syntax?',
    );
    expect(stepFaults('  - {name: a, agent: broken, instruction: x}\n')).toContain(
      'uses the tool teleport, which does not exist',
    );
    expect(stepFaults('  - {name: a, agent: toString, instruction: x}\n')).toContain('There is no role toString.');
  });

  test('for a missing key, an empty list and an empty text', () => {
    expect(stepFaults('  - {name: a, agent: planner}\n')).toContain('The key instruction is missing.');
    expect(stepFaults('  - {name: a, sequence: []}\n')).toContain('There must be at least one step here.');
    expect(faults('name: a\ndescription: d\nsteps: []\n')).toContain('There must be at least one step here.');
    expect(stepFaults('  - {name: a, agent: planner, instruction: "  "}\n')).toContain('This must not be empty.');
    expect(stepFaults('  - {name: "a b", agent: planner, instruction: x}\n')).toContain('letters, digits');
  });

  test('for a step that is nothing or two things', () => {
    expect(stepFaults('  - {name: a}\n')).toContain('A step needs one of the keys agent, gates, human');
    expect(stepFaults('  - words\n')).toContain('demo.yaml:4:5: A step needs one of');
    expect(stepFaults('  - {name: a, agent: planner, instruction: x, gates: [tests]}\n')).toContain('not both');
  });

  test('for two steps of one name, also when one is nested', () => {
    expect(stepFaults(`${agent('a')}  - name: s\n    sequence:\n      - {name: a, gates: [tests]}\n`)).toContain(
      'demo.yaml:7:16: Two steps are called a.',
    );
  });

  test.each([
    ['an unknown step', agent('a', ', inputs: [b]'), 'demo.yaml:4:60: There is no step b.'],
    ['a later step', agent('a', ', inputs: [later]') + agent('later'), 'Step later is not over when a runs.'],
    ['itself', agent('a', ', inputs: [a]'), 'Step a refers to itself.'],
    [
      'a step beside it',
      `  - name: p\n    parallel:\n    ${agent('x')}    ${agent('y', ', inputs: [x]')}`,
      'Step x is not over when y runs.',
    ],
    ['gates that have not run', agent('a', ', inputs: [gates]'), 'No gates have run before this step.'],
    [
      'gates that have not run, in a condition',
      agent('a', ", when: 'gates.ok'"),
      'No gates have run before this step.',
    ],
    ['one another', agent('a', ', inputs: [b]') + agent('b', ', inputs: [a]'), 'Step b is not over when a runs.'],
  ])('for a reference to %s', (_what, steps, message) => {
    expect(stepFaults(steps)).toContain(message);
  });

  test('for a reference inside an instruction, at its very place', () => {
    expect(stepFaults('  - name: a\n    agent: planner\n    instruction: See ${{ steps.zzz.output }} now\n')).toBe(
      'demo.yaml:6:26: There is no step zzz.\n6 |     instruction: See ${{ steps.zzz.output }} now\n  |                          ^',
    );
    expect(
      stepFaults(agent('a') + '  - name: b\n    agent: planner\n    instruction: See ${{ steps.a.output }} now\n'),
    ).toBe('none');
    expect(stepFaults('  - name: a\n    agent: planner\n    instruction: See ${{ goal\n')).toContain(
      'This ${{ has no }}.',
    );
  });

  test('for conditions that do not parse, know no such name, or are no conditions', () => {
    expect(stepFaults(agent('a', ", when: 'job.x &&'"))).toContain('demo.yaml:4:');
    expect(stepFaults(agent('a', ", when: 'jop.x'"))).toContain('Unknown variable: jop.');
    expect(stepFaults(agent('a', ", when: 'iteration + 1'"))).toContain('this is of type int');
    expect(stepFaults(agent('a') + agent('b', ", when: 'steps.a.ouput'"))).toContain(
      'A step has output, text and status, not ouput.',
    );
    expect(stepFaults(agent('a') + agent('b', ", when: 'size(steps) > 0'"))).toContain('Name the step');
  });

  test('for a step that can never run', () => {
    expect(stepFaults(agent('a', ", when: '1 > 2'"))).toContain('Step a can never run.');
    expect(stepFaults(agent('a', ", when: '1 < 2'"))).toBe('none');
  });

  test('for weights that do not add up, are missing on some, or stand on an inner step', () => {
    expect(stepFaults(agent('a', ', weight: 30') + agent('b', ', weight: 30'))).toContain(
      'The weights add up to 60, not to 100.',
    );
    expect(stepFaults(agent('a', ', weight: 30') + agent('b'))).toContain('Step b needs a weight');
    expect(stepFaults('  - name: s\n    sequence:\n      - {name: a, gates: [tests], weight: 3}\n')).toContain(
      'Only steps of the outermost list',
    );
    expect(stepFaults(agent('a', ', weight: -3'))).toContain('demo.yaml:4:');
  });

  test('for repeats without a bound, an end or with a wild one', () => {
    const repeat = (more: string) => stepFaults(`  - name: r\n    repeat:\n      - {name: a, gates: [tests]}\n${more}`);
    expect(repeat('    until: gates.ok\n    max: 3\n')).toBe('none');
    expect(repeat('    until: gates.ok\n')).toContain('The key max is missing.');
    expect(repeat('    max: 3\n')).toContain('The key until is missing.');
    expect(repeat('    until: gates.ok\n    max: 9999\n')).toContain('demo.yaml:8:10');
  });

  test('and all faults of a file are told at once, in the order of the file', () => {
    const text = stepFaults('  - {name: a, agent: nobody, instruction: x}\n  - {name: b, gates: [nothing]}\n');
    expect(text.match(/^demo\.yaml:\d+/gm)).toEqual(['demo.yaml:4', 'demo.yaml:5']);
  });
});
