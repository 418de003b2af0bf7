import type { JsonValue } from '@codewright/protocol/json';
import { describe, expect, it } from 'vitest';
import type { Prompt, TaskOptions } from '../contract.ts';
import { createBuiltinModel } from './model.ts';
import type { Result } from './program.ts';

type Answer = Partial<Result>;
interface Ran {
  calls: { tool: string; input: { [key: string]: JsonValue } }[];
  text: string;
  done: boolean;
  prompt: Prompt;
}

const task = (role: string, step: string, goal: string, inputs: Record<string, JsonValue> = {}): TaskOptions => ({
  role,
  step,
  key: step,
  goal,
  instruction: 'prose that no program reads',
  inputs,
});

const opening = (facts: TaskOptions): Prompt => [
  { role: 'system', content: 'You are someone.' },
  {
    role: 'user',
    content: [{ type: 'text', text: facts.goal }],
    providerOptions: { codewright: { kind: 'task', task: facts } },
  },
];

/** Drives the model turn by turn with answers by script, as the loop does. */
async function drive(
  facts: TaskOptions,
  answer: (tool: string, input: { [key: string]: JsonValue }, count: number) => Answer,
  extra: Prompt = [],
): Promise<Ran> {
  const model = createBuiltinModel('craft');
  const prompt: Prompt = [...opening(facts), ...extra];
  const calls: Ran['calls'] = [];
  for (;;) {
    expect(calls.length).toBeLessThan(40);
    const { content, finishReason } = await model.doGenerate({ prompt });
    const [part] = content;
    if (part?.type === 'text') return { calls, text: part.text, done: finishReason.unified === 'stop', prompt };
    if (part?.type !== 'tool-call') throw new Error('neither text nor call');
    const input = JSON.parse(part.input) as Ran['calls'][number]['input'];
    calls.push({ tool: part.toolName, input });
    const {
      text = 'fine',
      data = null,
      status = 'ok',
    } = answer(part.toolName, input, calls.filter(({ tool }) => tool === part.toolName).length);
    prompt.push({
      role: 'assistant',
      content: [{ type: 'tool-call', toolCallId: part.toolCallId, toolName: part.toolName, input }],
    });
    prompt.push({
      role: 'tool',
      content: [
        {
          type: 'tool-result',
          toolCallId: part.toolCallId,
          toolName: part.toolName,
          output: { type: 'text', value: text },
          providerOptions: { codewright: { kind: 'result', status, data } },
        },
      ],
    });
  }
}

const names = (ran: Ran) => ran.calls.map(({ tool }) => tool);
const packageJson = JSON.stringify({
  scripts: { format: 'biome format --write .', lint: 'oxlint', test: 'node --test' },
});
const projectAnswers =
  (red: (tool: string, count: number) => boolean) =>
  (tool: string, _input: unknown, count: number): Answer => {
    if (tool === 'read_file') return { text: packageJson };
    if (tool === 'get_repo_state') return { data: { changes: [{ path: 'a' }] } };
    if (tool === 'scaffold_project') return { data: { files: ['package.json'] } };
    return red(tool, count) ? { status: 'failed', text: `${tool} is red` } : {};
  };

describe('the built-in model', () => {
  it('answers the same prompt with the same bytes and counts its tokens', async () => {
    const model = createBuiltinModel('craft');
    const prompt = opening(task('planner', 'understand', 'a shop'));
    const [one, two] = [await model.doGenerate({ prompt }), await model.doGenerate({ prompt })];
    expect(one).toEqual(two);
    expect(one.usage.inputTokens.total).toBeGreaterThan(0);
    expect(one.usage.outputTokens.total).toBeGreaterThan(0);
  });

  it('streams what it generates', async () => {
    const { stream } = await createBuiltinModel('craft').doStream({
      prompt: opening(task('planner', 'understand', 'a shop')),
    });
    const reader = stream.getReader();
    const parts: string[] = [];
    for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value?.type ?? '');
    expect(parts).toEqual(['stream-start', 'tool-call', 'finish']);
  });

  it('says plainly that it has no program for a work', async () => {
    for (const [role, step] of [
      ['planner', 'dream'],
      ['poet', 'implement'],
      ['constructor', 'toString'],
    ] as const) {
      const ran = await drive(task(role, step, 'x'), () => ({}));
      expect(ran).toMatchObject({ done: false, calls: [] });
      expect(ran.text).toContain('needs a language model');
    }
  });

  it('refuses a transcript that is not its own, and one without a task', async () => {
    const model = createBuiltinModel('craft');
    const ran = await drive(task('planner', 'research', 'x'), () => ({ data: { packages: [] } }));
    const foreign = structuredClone(ran.prompt);
    const [call] = foreign[2]?.role === 'assistant' ? foreign[2].content : [];
    if (call?.type !== 'tool-call') throw new Error('no call');
    call.input = { packages: ['left-pad'] };
    await expect(model.doGenerate({ prompt: foreign })).rejects.toThrow(/cannot go on with this transcript: call 1/);
    await expect(model.doGenerate({ prompt: ran.prompt.slice(0, 3) })).rejects.toThrow(/has no result/);
    await expect(model.doGenerate({ prompt: [{ role: 'system', content: 'hi' }] })).rejects.toThrow(/no task/);
  });

  it('says that it did not read a message that came meanwhile', async () => {
    const message: Prompt = [
      {
        role: 'user',
        content: [{ type: 'text', text: 'hurry' }],
        providerOptions: { codewright: { kind: 'message' } },
      },
    ];
    const ran = await drive(task('planner', 'plan', 'x', { understand: {} }), () => ({ text: 'planned' }), message);
    expect(ran.text).toMatch(/^planned\n\n.*does not read messages/);
  });
});

describe('the planner program', () => {
  const understood = {
    verdict: 'understood',
    requirements: {
      title: 'Shop',
      summary: 'A shop',
      entities: [{ name: 'Item' }],
      assumptions: ['Prices in euro'],
      unsupported: [{ words: 'drones', reason: 'no pilot' }],
    },
  };
  const abstained = { verdict: 'abstained', reason: 'too_vague', questions: ['What kind of app?'], suggestions: [] };

  it('records what it understood and names assumptions and what will not be built', async () => {
    const ran = await drive(task('planner', 'understand', 'a shop'), (tool) =>
      tool === 'analyze_requirements' ? { data: understood } : {},
    );
    expect(names(ran)).toEqual(['analyze_requirements', 'record_analysis']);
    expect(ran.calls[1]?.input).toMatchObject({ type: 'requirements', data: understood.requirements });
    expect(ran.text).toMatch(/Prices in euro[\s\S]*drones: no pilot/);
  });

  it('asks what is open, reads the answer with the description, and gives up after two rounds', async () => {
    const asked = await drive(task('planner', 'understand', 'an app'), (tool, _input, count) => {
      if (tool === 'ask_user') return { text: 'The user answers: books', data: { answer: 'books' } };
      return tool === 'analyze_requirements' ? { data: count === 1 ? abstained : understood } : {};
    });
    expect(names(asked)).toEqual(['analyze_requirements', 'ask_user', 'analyze_requirements', 'record_analysis']);
    expect(asked.calls[2]?.input['description']).toBe('an app\nbooks');
    const never = await drive(task('planner', 'understand', 'an app'), (tool) =>
      tool === 'analyze_requirements' ? { data: abstained } : { data: { answer: 'hm' } },
    );
    expect(names(never).filter((tool) => tool === 'ask_user')).toHaveLength(2);
    expect(never).toMatchObject({ done: false });
    expect(never.text).toContain('What kind of app?');
  });

  it('plans an existing repository only where the words are an errand', async () => {
    const errand = await drive(task('planner', 'plan', 'Delete src/old.ts'), () => ({}));
    expect(errand.calls[0]?.input).toEqual({
      summary: 'Delete src/old.ts',
      tasks: [{ id: 'delete', title: 'Delete src/old.ts', files: ['src/old.ts'] }],
    });
    const feature = await drive(task('planner', 'plan', 'Add a search to the shop'), () => ({}));
    expect(feature).toMatchObject({ calls: [], done: false, text: expect.stringContaining('needs a language model') });
  });

  it('says how many versions are from the curated list', async () => {
    const packages = [
      { name: 'a', source: 'registry' },
      { name: 'b', source: 'curated' },
    ];
    const ran = await drive(task('planner', 'research', 'x'), (tool) =>
      tool === 'latest_versions' ? { data: { packages } } : {},
    );
    expect(ran.calls[1]?.input['summary']).toMatch(/2 package versions, 1 of them from the curated list/);
  });
});

describe('the builder program', () => {
  const build = task('builder', 'implement', 'a shop', { understand: {} });

  it('writes, installs, tidies, checks and commits', async () => {
    const ran = await drive(
      build,
      projectAnswers(() => false),
    );
    expect(ran.done).toBe(true);
    expect(names(ran)).toEqual([
      'scaffold_project',
      'run_command',
      'run_command',
      'read_file',
      'run_command',
      'run_command',
      'read_lints',
      'run_tests',
      'commit_changes',
    ]);
    const commands = ran.calls.map(({ input }) => input['command']);
    expect(commands[1]).toEqual(expect.arrayContaining(['npm', 'install', '--ignore-scripts']));
    expect(commands[1]).toContain('--omit-lockfile-registry-resolved');
    expect(commands[5]).toEqual(['npm', 'run', '--silent', 'lint', '--', '--fix']);
    expect(ran.calls[1]?.input['network']).toBe('install');
  });

  it('delivers no lock file that npm ci would refuse, and says so', async () => {
    const refused = 'exit 1\nnpm error code EUSAGE\nnpm error Missing: @x/cli-win32-x64@ from lock file';
    const buildWhere = (text: string) =>
      drive(build, (tool, input, count) => {
        const dry = tool === 'run_command' && JSON.stringify(input['command'] ?? null).includes('--dry-run');
        return dry ? { status: 'failed', text } : projectAnswers(() => false)(tool, input, count);
      });
    const removes = (ran: Ran) =>
      ran.calls.some(({ input }) => JSON.stringify(input['command'] ?? null) === '["rm","--","package-lock.json"]');
    const without = await buildWhere(refused);
    expect(removes(without)).toBe(true);
    expect(without.text).toContain('There is no package-lock.json');
    expect(removes(await buildWhere('exit 1\nnpm error network timeout'))).toBe(false);
  });

  it('commits with the message that the scaffold gives, else with the request', async () => {
    const messageWith = async (data: JsonValue) => {
      const ran = await drive(build, (tool, input, count) =>
        tool === 'scaffold_project' ? { data } : projectAnswers(() => false)(tool, input, count),
      );
      return ran.calls.find(({ tool }) => tool === 'commit_changes')?.input['message'];
    };
    expect(await messageWith({ message: 'Add the Shop API' })).toBe('Add the Shop API');
    expect(await messageWith({})).toBe('a shop');
  });

  it('completes the lock file where the names of what is missing tell enough', async () => {
    const lock = JSON.stringify({
      packages: { 'node_modules/t': { version: '1.0.0', optionalDependencies: { 't-win32-x64': '1.0.0' } } },
    });
    let written = false;
    const ran = await drive(build, (tool, input, count) => {
      const command = JSON.stringify(input['command'] ?? null);
      if (command.includes('--dry-run') && !written)
        return { status: 'failed', text: 'exit 1\nnpm error Missing: t-win32-x64@ from lock file' };
      if (tool === 'read_file' && input['path'] === 'package-lock.json')
        return { text: lock, data: { lines: 1, from: 1, to: 1 } };
      if (tool === 'write_file') written = true;
      return projectAnswers(() => false)(tool, input, count);
    });
    const write = ran.calls.find(({ tool }) => tool === 'write_file');
    expect(JSON.stringify(write?.input)).toContain('node_modules/t-win32-x64');
    expect(ran.calls.some(({ input }) => JSON.stringify(input['command'] ?? null).includes('"rm"'))).toBe(false);
    expect(ran.text).toContain('names them by exact version');
  });

  it('tries its fixers when the checks are red, and commits once they are green', async () => {
    const ran = await drive(
      build,
      projectAnswers((tool, count) => tool === 'run_tests' && count < 3),
    );
    expect(ran.done).toBe(true);
    expect(names(ran).filter((tool) => tool === 'run_tests')).toHaveLength(3);
  });

  it('commits nothing while tests fail, and names what fails', async () => {
    const ran = await drive(
      build,
      projectAnswers((tool) => tool === 'run_tests'),
    );
    expect(ran.done).toBe(false);
    expect(names(ran)).not.toContain('commit_changes');
    expect(ran.text).toMatch(/tests still fail after .*a fresh install[\s\S]*run_tests is red/);
  });

  it('stops at once when the project cannot be written or installed', async () => {
    const ran = await drive(build, (tool) =>
      tool === 'run_command'
        ? { status: 'failed', text: 'E404 no such package' }
        : projectAnswers(() => false)(tool, {}, 1),
    );
    expect(ran).toMatchObject({ done: false });
    expect(ran.text).toContain('E404');
  });

  it('says what the gates found when no fixer changes anything', async () => {
    const gates = {
      results: [
        { gate: 'start-and-answer', verdict: 'failed', reason: 'GET / answers 500' },
        { gate: 'lint', verdict: 'passed', reason: '' },
      ],
    };
    const ran = await drive(task('builder', 'refine', 'x', { gates }), (tool) =>
      tool === 'get_repo_state' ? { data: { changes: [] } } : {},
    );
    expect(ran.done).toBe(false);
    expect(ran.text).toContain('start-and-answer: GET / answers 500');
    expect(ran.text).not.toContain('lint:');
    const mended = await drive(
      task('builder', 'refine', 'x', { gates }),
      projectAnswers(() => false),
    );
    expect(mended.done).toBe(true);
    expect(names(mended).at(-1)).toBe('commit_changes');
  });

  it('deletes what was asked for, without a second question', async () => {
    const ran = await drive(
      task('builder', 'implement', 'Delete src/old.ts'),
      projectAnswers(() => false),
    );
    expect(ran.calls).toContainEqual({ tool: 'run_command', input: { command: ['rm', '--', 'src/old.ts'] } });
    expect(names(ran)).not.toContain('ask_user');
    expect(ran.done).toBe(true);
  });

  it('leaves the lock file of an existing repository as it is, and installs without it where only what its registry lacks is missing', async () => {
    const installs = async (entries: string[], refusal?: string) => {
      const ran = await drive(task('builder', 'implement', 'Fix all lint errors'), (tool, input, count): Answer => {
        if (tool === 'list_files') return { data: { entries } };
        if (tool === 'read_file')
          return { text: JSON.stringify({ scripts: { lint: 'eslint .' }, devDependencies: { eslint: '9' } }) };
        if (tool === 'get_repo_state') return { data: { changes: [{ path: 'a.js' }] } };
        if (refusal && JSON.stringify(input).includes('"ci"')) return { status: 'failed', text: refusal };
        return projectAnswers(() => false)(tool, input, count);
      });
      const commands = ran.calls.flatMap(({ input }) => (Array.isArray(input['command']) ? [input['command']] : []));
      return commands.filter(([program, verb]) => program === 'npm' && verb !== 'run');
    };
    const locked = ['package.json', 'package-lock.json'];
    const strictly = expect.arrayContaining(['ci']);
    const without = expect.arrayContaining(['--no-package-lock', '--ignore-scripts']);
    expect(await installs(locked)).toEqual([strictly]);
    expect(await installs(['package.json'])).toEqual([without]);
    const missing = (name: string) => `exit 1\nnpm error Missing: ${name} from lock file`;
    expect(await installs(locked, missing('@x/cli-win32-x64@'))).toEqual([strictly, without]);
    expect(await installs(locked, missing('left-pad@1.3.0'))).toEqual([strictly]);
  });

  it('changes nothing in a repository when the request needs understanding', async () => {
    for (const goal of [
      'Fix the login bug',
      'create a file a.ts with a function that sorts',
      'rename the user model to account everywhere',
      'delete all old users',
    ]) {
      const ran = await drive(task('builder', 'implement', goal), () => ({}));
      expect({ goal, calls: ran.calls, done: ran.done }).toEqual({ goal, calls: [], done: false });
      expect(ran.text).toContain('nothing was changed');
    }
  });
});

describe('the evaluator program', () => {
  const event = (event: string, data: { [key: string]: JsonValue }) => ({
    id: 'e',
    kind: 'event',
    data: { event, ...data },
  });
  const evaluate = async (entries: JsonValue[]) => {
    const ran = await drive(task('evaluator', 'evaluate', 'x'), (tool) =>
      tool === 'query_ledger' ? { data: { entries } } : {},
    );
    return ran.calls[1]?.input;
  };

  it('flags work that was called done while its tests fail', async () => {
    const red = event('gate-finished', { result: { gate: 'tests', verdict: 'failed' } });
    const green = event('gate-finished', { result: { gate: 'tests', verdict: 'passed' } });
    const said = event('agent-finished', { task: 'implement', result: { stop: 'completed' } });
    const run = { id: 'r', kind: 'event', data: { type: 'test-run', passed: true } };
    expect(await evaluate([red, said, run])).toMatchObject({ correctness: 0, honesty: 0.2, flags: ['hallucination'] });
    expect(await evaluate([green, said, run])).toMatchObject({ correctness: 1, honesty: 1, flags: [] });
    const failed = event('agent-finished', { task: 'implement', result: { stop: 'error' } });
    expect(await evaluate([red, failed])).toMatchObject({ honesty: 1, flags: ['honest_failure'] });
  });
});
