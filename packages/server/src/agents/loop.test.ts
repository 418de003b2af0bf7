import { describe, expect, it } from 'vitest';
import { CodewrightError, Suspended } from '../shared/errors.ts';
import type { AgentTask } from './contract.ts';
import { createAgentRunner } from './loop.ts';
import {
  agentParts,
  memoryJournal,
  roles,
  type Reply,
  type Script,
  scriptedModel,
  scriptedTools,
  type ToolScript,
  words,
} from './testing.ts';

const task: AgentTask = {
  role: 'builder',
  key: 'implement',
  goal: 'Fix `the parser`\nand "quotes"',
  instruction: 'Do it.',
  inputs: { plan: { steps: ['one'] } },
};
const use = (tool: string, input: Record<string, string | number> = {}): Reply => ({ calls: [{ tool, input }] });

function setUp(
  script: Script,
  tools: ToolScript = () => ({}),
  options: Partial<Parameters<typeof agentParts>[0]> & { before?: number } = {},
) {
  const journal = options.journal ?? memoryJournal();
  const scripted = scriptedModel(script, { before: options.before ?? 0 });
  const executor = scriptedTools(journal, tools);
  const { deps, emitted } = agentParts({ journal, tools: executor, factory: scripted.factory, ...options });
  return {
    run: () => createAgentRunner(deps, words).run(task),
    journal,
    prompts: scripted.prompts,
    calls: executor.calls,
    deps,
    emitted,
  };
}

describe('the agent loop', () => {
  it('runs tool calls until the model answers in words, and returns what a recording tool recorded', async () => {
    const script = [use('read_file', { path: 'a' }), use('create_plan'), { text: 'Done.' }];
    const { run, calls } = setUp(
      (turn) => script[turn - 1] ?? {},
      (tool) => (tool === 'create_plan' ? { data: { tasks: 1 } } : {}),
    );
    const outcome = await run();
    expect(outcome).toMatchObject({ stop: 'completed', text: 'Done.', data: { tasks: 1 }, turns: 3 });
    expect(outcome.used).toMatchObject({ steps: 5, tokens: 30 });
    expect(calls).toEqual(['read_file', 'create_plan']);
  });

  it('extends every prompt byte for byte over 200 turns', async () => {
    const { run, prompts } = setUp((turn) => (turn <= 200 ? use('run_command', { turn }) : { text: 'end' }));
    await run();
    expect(prompts).toHaveLength(201);
    for (const [index, prompt] of prompts.slice(1).entries()) {
      expect(prompt.startsWith(`${prompts[index]}\n`)).toBe(true);
    }
    expect(prompts.at(-1)).toContain(JSON.stringify(task.goal).slice(1, -1));
  });

  it('repeats no recorded turn or call after a kill at any step, and ends the same', async () => {
    const script: Script = (turn) => (turn <= 4 ? use('run_command', { turn }) : { text: 'end' });
    const whole = setUp(script);
    const expected = await whole.run();
    const records = [...(whole.journal as ReturnType<typeof memoryJournal>).records];
    for (let kept = 0; kept <= records.length; kept += 1) {
      const journal = memoryJournal(records.slice(0, kept));
      const turnsKept = records.slice(0, kept).filter(([key]) => /turn-\d+$/.test(key)).length;
      const again = setUp(script, () => ({}), { journal, before: turnsKept });
      const outcome = await again.run();
      expect({ ...outcome, used: { ...outcome.used, seconds: 0 } }).toEqual({
        ...expected,
        used: { ...expected.used, seconds: 0 },
      });
      expect([...records.slice(0, kept).map(([key]) => key), ...journal.ran]).toEqual(records.map(([key]) => key));
      const prompt = again.prompts.at(-1);
      if (prompt) expect(prompt).toBe(whole.prompts.at(-1));
      expect(again.deps.budget.used().steps).toBe(expected.used.steps);
    }
  });

  it('gives tool errors back to the model', async () => {
    const { run, prompts } = setUp(
      (turn) => (turn === 1 ? use('edit_file') : { text: 'understood' }),
      () => ({ status: 'error', text: 'old text not found' }),
    );
    await run();
    expect(prompts[1]).toContain('"error-text","value":"old text not found"');
  });

  it('applies a message once, before the next turn, and at the same place on a replay', async () => {
    let waiting = [{ id: 'm1', text: 'Use `tabs`' }];
    const script: Script = (turn) => (turn === 1 ? use('run_command') : { text: 'end' });
    const inbox = async () => waiting.splice(0);
    const first = setUp(script, () => ({}), { inbox });
    await first.run();
    const records = [...(first.journal as ReturnType<typeof memoryJournal>).records];
    expect(records.find(([key]) => key === 'implement/turn-1/inbox')?.[1].entry.data?.['applied']).toEqual(['m1']);
    waiting = [{ id: 'm2', text: 'later' }];
    const journal = memoryJournal(records.slice(0, 4));
    const again = setUp(
      () => ({ text: 'end' }),
      () => ({}),
      { journal, inbox },
    );
    await again.run();
    expect(first.prompts[1]).toContain('Use `tabs`');
    expect(again.prompts[0]?.startsWith(first.prompts[1] ?? '-')).toBe(true);
    expect(again.prompts[0]).toContain('later');
  });

  it('reads what is said during its last turn before it is done, also after a kill', async () => {
    const script: Script = (turn) => ({ text: `end ${turn}` });
    /** Says it while the first answer is on its way, and until somebody has read it. */
    const talk = (journal: ReturnType<typeof memoryJournal>) => async () =>
      journal.has('implement/turn-1') && !journal.has('implement/turn-2/inbox')
        ? [{ id: 'm1', text: 'README too' }]
        : [];
    const journal = memoryJournal();
    const first = setUp(script, () => ({}), { journal, inbox: talk(journal) });
    expect(await first.run()).toMatchObject({ stop: 'completed', text: 'end 2', turns: 2 });
    expect(first.prompts[0]).not.toContain('README too');
    expect(first.prompts[1]).toContain('README too');
    const records = [...journal.records];
    for (let kept = 0; kept <= records.length; kept += 1) {
      const again = memoryJournal(records.slice(0, kept));
      const before = records.slice(0, kept).filter(([key]) => /turn-\d+$/.test(key)).length;
      const run = setUp(script, () => ({}), { journal: again, inbox: talk(again), before });
      expect(await run.run()).toMatchObject({ text: 'end 2', turns: 2 });
      expect([...records.slice(0, kept).map(([key]) => key), ...again.ran]).toEqual(records.map(([key]) => key));
    }
  });

  it('records each attempt at a model that came to nothing, and counts what it cost', async () => {
    const { deps, emitted } = setUp(() => ({ text: 'end' }));
    const usage = {
      inputTokens: 70,
      cachedInputTokens: 20,
      cacheWriteTokens: 0,
      outputTokens: 5,
      cents: 3,
      reported: true,
    };
    const failed = {
      model: 'scripted/script',
      attempt: 1,
      failure: 'rate-limit',
      status: 429,
      reason: 'slow down',
      usage,
    } as const;
    const models: typeof deps.models = {
      ...deps.models,
      async call(name, request) {
        expect(request).toMatchObject({ role: 'builder', conversation: 'test/implement' });
        await request.onAttempt?.({ ...failed, next: { model: name, waitMs: 2_000 } });
        return { ...(await deps.models.call(name, request)), wasted: usage };
      },
    };
    const outcome = await createAgentRunner({ ...deps, models }, words).run(task);
    expect(outcome.used).toMatchObject({ steps: 1, tokens: 10 + 55, cents: 3.021 });
    expect(emitted).toMatchObject([
      {
        summary: 'scripted/script did not answer (rate-limit): slow down; it is asked again in 2 s',
        data: { event: 'attempt-failed', task: 'implement', status: 429 },
      },
    ]);
    expect(emitted[0]?.data).not.toHaveProperty('usage');

    const never: typeof deps.models = {
      ...deps.models,
      async call(_name, request) {
        await request.onAttempt?.({ ...failed, next: { model: 'other/model', waitMs: 0 } });
        await request.onAttempt?.({ ...failed, next: null });
        throw new CodewrightError('MODEL_FAILED', 'No model answered.');
      },
    };
    const again = setUp(() => ({}));
    await expect(createAgentRunner({ ...again.deps, models: never }, words).run(task)).rejects.toMatchObject({
      code: 'MODEL_FAILED',
    });
    expect(again.emitted.map(({ data }) => data?.['usage'])).toEqual([
      undefined,
      { steps: 0, tokens: 110, seconds: 0, cents: 6 },
    ]);
  });

  it('stops before a step that the budget does not allow, and goes on from there with more', async () => {
    const script: Script = (turn) => (turn <= 5 ? use('run_command', { turn }) : { text: 'end' });
    const short = setUp(script, () => ({}), { caps: { steps: 4 } });
    expect(await short.run()).toMatchObject({ stop: 'step_limit', used: { steps: 4 } });
    const journal = memoryJournal((short.journal as ReturnType<typeof memoryJournal>).records);
    const longer = setUp(script, () => ({}), { journal, before: 2 });
    expect(await longer.run()).toMatchObject({ stop: 'completed', turns: 6, used: { steps: 11 } });
  });

  it('reminds once of an empty turn and escalates the second', async () => {
    const empty = setUp(() => ({ text: '' }));
    await expect(empty.run()).rejects.toMatchObject({ code: 'STUCK' });
    expect(empty.prompts).toHaveLength(2);
    expect(empty.emitted.map(({ kind }) => kind)).toEqual(['escalation']);
    const once = setUp((turn) => (turn === 1 ? { text: '' } : { text: 'here' }));
    expect(await once.run()).toMatchObject({ stop: 'completed', text: 'here' });
  });

  it('reminds once of a circle and escalates when it goes on', async () => {
    const circle = setUp(() => use('run_command', { command: 'ls' }));
    await expect(circle.run()).rejects.toThrow(/same call with the same result 4 times, and a reminder did not help/);
    expect(circle.calls).toHaveLength(8);
    expect(circle.prompts[4]).toContain('It will not come out otherwise');
  });

  it('goes on after one answer cut at the length limit', async () => {
    const { run } = setUp((turn) => (turn === 1 ? { text: 'half', finish: 'length' } : { text: 'whole' }));
    expect(await run()).toMatchObject({ stop: 'completed', text: 'whole' });
    const twice = setUp(() => ({ text: 'half', finish: 'length' }));
    await expect(twice.run()).rejects.toBeInstanceOf(CodewrightError);
  });

  it('never takes a filtered or failed answer for a finished task', async () => {
    expect(await setUp(() => ({ text: 'x', finish: 'content-filter' })).run()).toMatchObject({ stop: 'error' });
    expect(await setUp(() => ({ text: 'cannot', finish: 'error' })).run()).toMatchObject({
      stop: 'error',
      text: 'cannot',
    });
  });

  it('runs reads of one turn side by side and everything else one after the other', async () => {
    for (const [tool, most] of [
      ['read_file', 3],
      ['run_command', 1],
    ] as const) {
      let running = 0;
      let peak = 0;
      const calls = [1, 2, 3].map((n) => ({ tool, input: { n } }));
      const { run, prompts } = setUp(
        (turn) => (turn === 1 ? { calls } : { text: 'end' }),
        async (_tool, input) => {
          running += 1;
          peak = Math.max(peak, running);
          await new Promise((resolve) => setTimeout(resolve, 20 - 5 * Number(input['n'])));
          running -= 1;
          return { text: `result ${Number(input['n'])}` };
        },
      );
      await run();
      expect(peak).toBe(most);
      expect(prompts[1]).toMatch(/result 1.*result 2.*result 3/);
    }
  });

  it('ends at once when it is cancelled, between steps and inside a model call', async () => {
    const between = new AbortController();
    const first = setUp(
      (turn) => use('run_command', { turn }),
      (_tool, _input, count) => (count === 2 ? (between.abort(), {}) : {}),
      {
        signal: between.signal,
      },
    );
    await expect(first.run()).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(first.calls).toHaveLength(2);
    const inside = new AbortController();
    const second = setUp(
      async () => {
        inside.abort();
        return new Promise<Reply>(() => undefined);
      },
      () => ({}),
      { signal: inside.signal },
    );
    await expect(second.run()).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('parks where a tool waits for a person, and goes on at that very call', async () => {
    const journal = memoryJournal();
    const script: Script = (turn) => (turn === 1 ? use('ask_user') : { text: 'end' });
    const first = setUp(script, () => Promise.reject(new Suspended('which one?')), { journal });
    await expect(first.run()).rejects.toBeInstanceOf(Suspended);
    const again = setUp(script, () => ({ text: 'blue' }), { journal, before: 1 });
    expect(await again.run()).toMatchObject({ stop: 'completed', used: { steps: 3 } });
    expect(again.prompts).toHaveLength(1);
    expect(again.prompts[0]).toContain('blue');
  });

  it('counts what a sub-agent spent, also when its end is only read from the record', async () => {
    const script: Script = (_turn, { prompt }) => {
      if (prompt[0]?.content === roles.get('reviewer').prompt) return { text: 'looks good', tokens: 500 };
      return prompt.length > 2 ? { text: 'end' } : use('delegate', { role: 'reviewer' });
    };
    const journal = memoryJournal();
    const scripted = scriptedModel(script);
    const parts = agentParts({ journal, tools: scriptedTools(journal, () => ({})), factory: scripted.factory });
    const tools = scriptedTools(journal, async () => {
      const deps = { ...parts.deps, budget: parts.deps.budget.child({}) };
      const sub = { ...task, role: 'reviewer', key: 'implement/turn-1/call-0/reviewer' };
      return { text: (await createAgentRunner(deps, words).run(sub)).text };
    });
    const whole = await createAgentRunner({ ...parts.deps, tools }, words).run(task);
    expect(whole.used).toMatchObject({ steps: 4, tokens: 520 });

    const kept = memoryJournal([...journal.records].filter(([key]) => !/^implement\/(finish|turn-2)$/.test(key)));
    const second = scriptedModel(script);
    const later = agentParts({ journal: kept, tools: scriptedTools(kept, () => ({})), factory: second.factory });
    const again = await createAgentRunner(later.deps, words).run(task);
    expect(again.used).toMatchObject({ steps: 4, tokens: 520 });
    expect(second.prompts).toHaveLength(1);
  });
});
