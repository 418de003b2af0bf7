import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressFor } from '../llm/directory.ts';
import { kinds } from '../llm/providers.ts';
import type { ScriptedServer, ScriptedStep, SeenRequest } from '../llm/scripted/contract.ts';
import { startScriptedServer } from '../llm/scripted/server.ts';
import { ownWords, tools, toolSchema } from '../tools/registry.ts';
import { createAgentRunner } from './loop.ts';
import { agentParts, memoryJournal, type MemoryJournal, roles, scriptedTools, words } from './testing.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

const wires = ['anthropic', 'openai', 'openai-chat', 'google', 'openai-compatible'];

/** One white pixel. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';
const turns = 200;
/** Turns at which a person has said something. */
const messages: Record<number, string> = { 20: 'Use `tabs`, please.', 121: 'Leave src/legacy alone: “really”.' };

/** Everything that a conversation may hold: reasoning, parallel calls, refusals, broken arguments, empty and cut turns. */
function step({ turn }: SeenRequest): ScriptedStep {
  const at = turn + 1;
  const read = { tool: 'read_file', input: { path: `src/${at}.ts`, offset: at } };
  const run = { tool: 'run_command', input: { command: `echo "${at}" && printf '\\u00fc\\n'` } };
  if (at > turns) return { text: 'The end.' };
  if (at === 40) return {};
  if (at === 60) return { text: 'half of a sent', finish: 'length' };
  if (at === 80) return { calls: [{ tool: 'write_file', input: { path: '.env', content: 'x' } }] };
  if (at === 90) return { calls: [run], fault: { kind: 'invalid-arguments', how: 'not-json' } };
  if (at === 93) return { calls: [{ tool: 'read_file', input: { path: 'logo.png' } }] };
  if (at === 95) return { calls: [{ tool: 'teleport', input: {} }] };
  if (at === 100) return { calls: [read, run], fault: { kind: 'duplicate-ids' } };
  if (at % 10 === 0 && at !== 150) return { reasoning: `Thinking of ${at}.`, text: `Step ${at}.`, calls: [read, run] };
  if (at === 150) return { calls: [run], fault: { kind: 'invalid-arguments', how: 'wrong-type' } };
  return { calls: [at % 2 === 0 ? read : run] };
}

/** One run over the wire. */
async function run(wire: string, key: string, journal: MemoryJournal): Promise<void> {
  server.session(key, (seen) => step(seen));
  const executor = scriptedTools(journal, (tool, input) =>
    tool === 'write_file'
      ? { status: 'denied', text: 'Denied: .env holds secrets.' }
      : tool === 'teleport'
        ? { status: 'error', text: 'There is no tool "teleport" here.' }
        : input['path'] === 'logo.png'
          ? { text: '[image/png, 68 bytes]', image: { mediaType: 'image/png', handle: 'out-1' } }
          : { text: `${JSON.stringify(input)}: ü "quoted" \\ ${'long '.repeat(40)}` },
  );
  const schemas = roles.get('builder').tools.flatMap((name) => {
    const tool = tools.get(name);
    return tool ? [toolSchema(tool, ownWords)] : [];
  });
  const { deps } = agentParts({
    journal,
    tools: { ...executor, schemas: () => schemas, image: () => pixel },
    factory: async () => {
      const open = kinds[wire];
      if (!open) throw new Error(`There is no wire ${wire}.`);
      return open({ name: wire, apiKey: key, baseUrl: addressFor(wire, server.url) });
    },
    // OpenAI signs the reasoning of those models that it knows to reason.
    model: wire === 'openai' ? 'scripted/gpt-5' : 'scripted/scripted-model',
    inbox: async () => {
      const turn = [...journal.records.keys()].filter((one) => /\/turn-\d+$/.test(one)).length + 1;
      const text = messages[turn];
      return text === undefined ? [] : [{ id: `m${turn}`, text }];
    },
  });
  const task = {
    role: 'builder',
    key: 'k',
    goal: 'Work `on`',
    instruction: 'Do it.',
    inputs: { plan: { a: 1 } },
    guide: 'Use tabs.',
  };
  const models = { ...deps.models, describe: (name: string) => ({ ...deps.models.describe(name), images: true }) };
  await createAgentRunner({ ...deps, models }, words).run(task);
}

/** What a request says, in the order in which a provider reads it: tools, system, messages. */
function saidBy(request: Pick<SeenRequest, 'body'>): { fixed: string; messages: string[] } {
  const body = JSON.parse(request.body) as Record<string, unknown>;
  const list = (body['messages'] ?? body['input'] ?? body['contents']) as unknown[];
  const fixed = JSON.stringify([body['tools'], body['system'], body['systemInstruction'], body['instructions']]);
  return { fixed, messages: list.map((message) => JSON.stringify(message)) };
}

describe.each(wires)('over %s', (wire) => {
  it('each of 200 requests extends the one before byte for byte, whatever happened in between', async () => {
    const journal = memoryJournal();
    await run(wire, `${wire} whole`, journal);
    const requests = server.requests(`${wire} whole`).map(saidBy);
    expect(requests).toHaveLength(turns + 1);
    for (const [at, request] of requests.entries()) {
      const before = requests[at - 1];
      if (!before) continue;
      expect(request.fixed === before.fixed).toBe(true);
      expect(request.messages.length).toBeGreaterThan(before.messages.length);
      expect([at, before.messages.findIndex((message, place) => message !== request.messages[place])]).toEqual([
        at,
        -1,
      ]);
    }
    const last = server.requests(`${wire} whole`).at(-1)?.body ?? '';
    for (const text of Object.values(messages)) expect(last).toContain(JSON.stringify(text).slice(1, -1));
    expect(last).toContain('Denied: .env holds secrets.');
    expect(last).toContain('Your last turn was empty');
    expect(last).toContain(pixel);
    // Reasoning goes back signed, on the wires that sign it.
    const signed = { anthropic: '"signature":', openai: '"encrypted_content":', google: '"thoughtSignature":' }[wire];
    if (signed !== undefined) expect(last).toContain(signed);
  });

  it('a process that takes over sends the very same bytes for the turn whose answer was not recorded, and goes on from them', async () => {
    const key = `${wire} killed`;
    const journal = memoryJournal();
    const dying: MemoryJournal = {
      ...journal,
      run: (step, work, describe) =>
        journal.run(
          step,
          async () => {
            const result = await work();
            if (step === 'k/turn-110') throw new Error('killed');
            return result;
          },
          describe,
        ),
    };
    await expect(run(wire, key, dying)).rejects.toThrow('killed');
    const before = server.requests(key).map(({ body }) => body);
    expect(before).toHaveLength(110);
    await run(wire, key, memoryJournal(journal.records));
    const all = server.requests(key).map(({ body }) => body);
    expect(all).toHaveLength(turns + 2);
    expect(all[110] === before[109]).toBe(true);
    const [last, next] = [all[110], all[111]].map((body) => saidBy({ body: body ?? '' }).messages);
    expect(last?.findIndex((message, at) => message !== next?.[at])).toBe(-1);
  });
});
