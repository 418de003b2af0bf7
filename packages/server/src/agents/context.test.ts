import { describe, expect, it } from 'vitest';
import type { PromptMessage } from '../llm/contract.ts';
import { compact } from './context.ts';
import { createAgentRunner } from './loop.ts';
import { nudgeMessage, resultsMessage } from './prompt.ts';
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
const history: PromptMessage[] = [
  { role: 'system', content: long },
  nudgeMessage(long),
  call('write_file', '1'),
  result('write_file', '1'),
  call('create_plan', '2'),
  result('create_plan', '2'),
  nudgeMessage(`the user says ${long}`),
  ...['3', '4', '5', '6'].flatMap((id) => [call('run_command', id), result('run_command', id)]),
];

describe('compaction', () => {
  it('shortens old results and inputs and keeps instructions, plan, user messages and the recent part word for word', () => {
    const shorter = compact(history);
    const changed = history.flatMap((message, at) =>
      JSON.stringify(message) === JSON.stringify(shorter[at]) ? [] : [at],
    );
    expect(changed).toEqual([2, 3, 7, 8]);
    expect(JSON.stringify(shorter[3])).toMatch(/line of output.*shortened: \d+ more characters/);
    expect(JSON.stringify(shorter[3])).toContain('"keep":true');
  });

  it('is an error when it frees less than 10 %', () => {
    expect(() => compact(history.slice(0, 2))).toThrow(expect.objectContaining({ code: 'CONTEXT_FULL' }));
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
});
