import type { LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { describe, expect, it } from 'vitest';
import type { ModelRequest, PromptMessage } from '../llm/contract.ts';
import { CodewrightError } from '../shared/errors.ts';
import { chooseCompaction, compacted, tokensOf } from './context.ts';
import { createAgentRunner } from './loop.ts';
import { nudgeMessage, personMessage, resultsMessage } from './prompt.ts';
import { agentParts, memoryJournal, scriptedModel, scriptedTools, words } from './testing.ts';

const long = 'line of output\n'.repeat(200);
const result = (tool: string, id: string): PromptMessage =>
  resultsMessage([
    {
      call: { id, tool, input: {} },
      result: { tool, callId: id, text: long, data: { keep: true }, status: 'ok', durationMs: 1, handle: null },
    },
  ]);
const call = (tool: string, id: string): PromptMessage => ({
  role: 'assistant',
  content: [{ type: 'tool-call', toolCallId: id, toolName: tool, input: { content: long, path: 'a' } }],
});
const said = (text: string) => personMessage({ id: 'm', text }, words);
const history: PromptMessage[] = [
  { role: 'system', content: long },
  said(long),
  call('write_file', '1'),
  result('write_file', '1'),
  call('create_plan', '2'),
  result('create_plan', '2'),
  said(`the user says ${long}`),
  nudgeMessage('You go in circles.'),
  ...['3', '4', '5', '6'].flatMap((id) => [call('run_command', id), result('run_command', id)]),
];
const total = (messages: readonly PromptMessage[]) => messages.reduce((sum, message) => sum + tokensOf(message), 0);

describe('compaction', () => {
  it('shortens old results and inputs and keeps instructions, plan, user messages and the recent part word for word', () => {
    const way = chooseCompaction(history, total(history) * 1.8, 'm4rk');
    expect(way).toEqual({ how: 'shortened', end: 10 });
    const shorter = compacted(history, way, 'm4rk');
    const changed = history.flatMap((message, at) =>
      JSON.stringify(message) === JSON.stringify(shorter[at]) ? [] : [at],
    );
    expect(changed).toEqual([2, 3, 8, 9]);
    expect(JSON.stringify(shorter[3])).toMatch(/line of output.*shortened: \d+ more characters/);
    expect(JSON.stringify(shorter[3])).toContain('"keep":true');
  });

  it('puts a line in place of each old call where that is not enough, and keeps the same things word for word', () => {
    const way = chooseCompaction(history, total(history) * 1.3, 'm4rk');
    expect(way).toEqual({ how: 'digested', end: 14 });
    const shorter = compacted(history, way, 'm4rk');
    for (const at of [0, 1, 5, 6, 14, 15]) expect(shorter).toContainEqual(history[at]);
    const text = JSON.stringify(shorter);
    expect(text).toContain('write_file a: ok\\nrun_command a: ok\\nrun_command a: ok\\nrun_command a: ok');
    expect(text).not.toContain('go in circles');
    // No call without its result, no result without its call.
    const ids = (role: string, type: string) =>
      shorter.flatMap((message) =>
        message.role === role && typeof message.content !== 'string'
          ? message.content.flatMap((part) => (part.type === type && 'toolCallId' in part ? [part.toolCallId] : []))
          : [],
      );
    expect(ids('tool', 'tool-result')).toEqual(ids('assistant', 'tool-call'));
  });

  it('keeps the way back to a long output whose text it takes away', () => {
    const cut = `start\n[… 900 lines left out: read_file {"handle":"out-0123456789abcdef"} …]\n${long}`;
    const message = resultsMessage([
      {
        call: { id: '1', tool: 'run_command', input: {} },
        result: {
          tool: 'run_command',
          callId: '1',
          text: `${long}${cut}`,
          data: null,
          status: 'ok',
          durationMs: 1,
          handle: 'out-0123456789abcdef',
        },
      },
    ]);
    const [shorter] = compacted([message], { how: 'shortened', end: 1 }, 'm4rk');
    expect(JSON.stringify(shorter).length).toBeLessThan(800);
    expect(JSON.stringify(shorter)).toContain('out-0123456789abcdef');
  });

  it('cuts what an agent said at length itself, and keeps what it said in few words', () => {
    const speech = (text: string): PromptMessage => ({ role: 'assistant', content: [{ type: 'text', text }] });
    const [cut, kept] = compacted(
      [speech('word '.repeat(2_000)), speech('word '.repeat(200))],
      { how: 'shortened', end: 2 },
      'm4rk',
    );
    expect(JSON.stringify(cut).length).toBeLessThan(400);
    expect(kept).toEqual(speech('word '.repeat(200)));
  });

  it('takes old images away, which can be read again', () => {
    const image: PromptMessage = {
      role: 'user',
      content: [{ type: 'file', mediaType: 'image/png', data: { type: 'data', data: 'AAAA' } }],
      providerOptions: { codewright: { kind: 'images' } },
    };
    expect(tokensOf(image)).toBeGreaterThan(1_000);
    expect(JSON.stringify(compacted([image], { how: 'shortened', end: 1 }, 'm4rk'))).not.toContain('AAAA');
    expect(JSON.stringify(compacted([image], { how: 'digested', end: 1 }, 'm4rk'))).not.toContain('AAAA');
  });

  it('is an error when it frees less than 10 %', () => {
    expect(() => chooseCompaction(history.slice(0, 2), 100, 'm4rk')).toThrow(
      expect.objectContaining({ code: 'CONTEXT_FULL' }),
    );
  });

  it('happens once when the window is full, and then the prompt grows at its end again, also on a replay', async () => {
    const journal = memoryJournal();
    const tools = scriptedTools(journal, (_tool, _input, count) => ({ text: `${count}: ${long}` }));
    const script = (turn: number) =>
      turn <= 30 ? { calls: [{ tool: 'run_command', input: { turn } }] } : { text: 'end' };
    const scripted = scriptedModel(script);
    const { deps } = agentParts({ journal, tools, factory: scripted.factory });
    const models = {
      ...deps.models,
      describe: (name: string) => ({ ...deps.models.describe(name), contextTokens: 20_000 }),
    };
    const task = { role: 'builder', key: 'k', goal: 'the goal', instruction: 'do', inputs: {} };
    await createAgentRunner({ ...deps, models }, words).run(task);
    const breaks = scripted.prompts.flatMap((prompt, at) =>
      at > 0 && !prompt.startsWith(scripted.prompts[at - 1] as string) ? [at] : [],
    );
    const compactions = journal.ran.filter((key) => key.endsWith('/compact'));
    expect(breaks.map((at) => `k/turn-${at + 1}/compact`)).toEqual(compactions);
    expect(compactions.length).toBeGreaterThan(0);
    expect(scripted.prompts.at(-1)).toContain('the goal');

    const records = [...journal.records].filter(([key]) => !/finish|turn-31/.test(key));
    const again = memoryJournal(records);
    const second = scriptedModel(script, { before: 30 });
    const parts = agentParts({ journal: again, tools: scriptedTools(again, () => ({})), factory: second.factory });
    await createAgentRunner({ ...parts.deps, models: { ...parts.deps.models, describe: models.describe } }, words).run(
      task,
    );
    expect(second.prompts).toEqual([scripted.prompts.at(-1)]);
  });

  const goal = 'Keep the public API as it is';
  const task = { role: 'builder', key: 'k', goal, instruction: 'do', inputs: {}, guide: 'Use tabs, always.' };

  /** A model with a small window that refuses whatever is longer, as a provider does. */
  function smallWindow(
    window: number,
    script: Parameters<typeof scriptedModel>[0],
    resultOf: (count: number) => string,
  ) {
    const journal = memoryJournal();
    const tools = scriptedTools(journal, (tool, _input, count) =>
      tool === 'create_plan' ? { text: 'The plan: first the parser.' } : { text: resultOf(count) },
    );
    const scripted = scriptedModel(script);
    const waiting = new Map<number, string>();
    let turns = 0;
    const parts = agentParts({
      journal,
      tools,
      factory: scripted.factory,
      inbox: async () => {
        turns += 1;
        const text = waiting.get(turns);
        return text === undefined ? [] : [{ id: `m${turns}`, text }];
      },
    });
    const refused: number[] = [];
    const models = {
      describe: (name: string) => ({ ...parts.deps.models.describe(name), contextTokens: window }),
      call: (name: string, request: ModelRequest) => {
        const tokens = total(request.prompt as LanguageModelV4CallOptions['prompt']);
        if (tokens > window) {
          refused.push(tokens);
          throw new CodewrightError('CONTEXT_FULL', 'The prompt is too long.');
        }
        return parts.deps.models.call(name, request);
      },
    };
    const run = () => createAgentRunner({ ...parts.deps, models }, words).run(task);
    return { run, journal, prompts: scripted.prompts, waiting, refused, emitted: parts.emitted };
  }

  it('carries hundreds of turns through a small window, and the task, plan and corrections word for word', async () => {
    const bench = smallWindow(
      6_000,
      (turn) =>
        turn === 1
          ? { calls: [{ tool: 'create_plan', input: {} }] }
          : turn <= 400
            ? { text: `Now step ${turn}.`, calls: [{ tool: 'run_command', input: { command: `step ${turn}`, turn } }] }
            : { text: 'end' },
      (count) => `${count}: ${'output '.repeat(20 + (count % 5) * 60)}`,
    );
    bench.waiting.set(3, 'No: never touch src/legacy.');
    bench.waiting.set(150, 'And mind the umlauts: äöü.');
    expect(await bench.run()).toMatchObject({ stop: 'completed', turns: 401 });
    const compactions = bench.journal.ran.filter((key) => key.endsWith('/compact'));
    expect(compactions.length).toBeGreaterThan(5);
    expect(compactions.length).toBeLessThan(80);
    for (const [at, prompt] of bench.prompts.entries()) {
      expect(prompt).toContain(goal);
      expect(prompt).toContain('Use tabs, always.');
      if (at >= 2) expect(prompt).toContain('The plan: first the parser.');
      if (at >= 3) expect(prompt).toContain('No: never touch src/legacy.');
      if (at >= 150) expect(prompt).toContain('And mind the umlauts: äöü.');
    }
    // Between two compactions the prompt only ever grows.
    const breaks = bench.prompts.flatMap((prompt, at) =>
      at > 0 && !prompt.startsWith(bench.prompts[at - 1] as string) ? [`k/turn-${at + 1}/compact`] : [],
    );
    expect(breaks).toEqual(compactions);
    const entries = compactions.map((key) => bench.journal.records.get(key)?.entry);
    expect(entries.at(-1)?.summary).toMatch(/The history of builder is digested: about \d+ tokens were too many/);

    // Killed anywhere, the same prompts are made again.
    const until = [...bench.journal.records].slice(0, 500);
    const before = until.filter(([key]) => /turn-\d+$/.test(key)).length;
    const again = memoryJournal(until);
    const second = scriptedModel(() => ({ text: 'end' }), { before });
    const parts = agentParts({ journal: again, tools: scriptedTools(again, () => ({})), factory: second.factory });
    const describe = (name: string) => ({ ...parts.deps.models.describe(name), contextTokens: 6_000 });
    await createAgentRunner({ ...parts.deps, models: { ...parts.deps.models, describe } }, words).run(task);
    expect(second.prompts[0]?.startsWith(bench.prompts[before - 1] as string)).toBe(true);
    expect(second.prompts[0]).toContain('No: never touch src/legacy.');
  });

  it('follows once on a refusal of the provider, and the turn is asked for once more', async () => {
    let refusals = 1;
    const journal = memoryJournal();
    const tools = scriptedTools(journal, () => ({ text: long }));
    const scripted = scriptedModel((turn) =>
      turn <= 8 ? { calls: [{ tool: 'run_command', input: { turn } }] } : { text: 'end' },
    );
    const { deps } = agentParts({ journal, tools, factory: scripted.factory });
    const call = async (name: string, request: ModelRequest) => {
      if (request.prompt.length > 15 && refusals-- > 0) throw new CodewrightError('CONTEXT_FULL', 'too long');
      return deps.models.call(name, request);
    };
    const outcome = await createAgentRunner({ ...deps, models: { ...deps.models, call } }, words).run(task);
    expect(outcome).toMatchObject({ stop: 'completed', turns: 9 });
    expect(journal.ran.filter((key) => key.endsWith('/compact'))).toEqual(['k/turn-8/compact']);
  });

  it('ends typed where the provider refuses the shortened prompt too', async () => {
    let calls = 0;
    const journal = memoryJournal();
    const scripted = scriptedModel((turn) => ({ calls: [{ tool: 'run_command', input: { turn } }] }));
    const { deps } = agentParts({
      journal,
      tools: scriptedTools(journal, () => ({ text: long })),
      factory: scripted.factory,
    });
    const call = async (name: string, request: ModelRequest) => {
      calls += 1;
      if (calls > 7) throw new CodewrightError('CONTEXT_FULL', 'too long');
      return deps.models.call(name, request);
    };
    const run = createAgentRunner({ ...deps, models: { ...deps.models, call } }, words).run(task);
    await expect(run).rejects.toMatchObject({ code: 'CONTEXT_FULL' });
    expect(calls).toBe(9);
  });

  it('never goes in a circle: where each turn fills the window alone it ends, typed', async () => {
    const bench = smallWindow(
      3_000,
      (turn) => ({ calls: [1, 2, 3].map((n) => ({ tool: 'run_command', input: { turn, n } })) }),
      () => 'x'.repeat(3_600),
    );
    await expect(bench.run()).rejects.toMatchObject({ code: 'CONTEXT_FULL' });
    expect(bench.journal.ran.filter((key) => key.endsWith('/compact')).length).toBeLessThanOrEqual(3);
  });
});
