import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FunctionTool,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssistantContent } from '../contract.ts';
import type { ScriptedServer, ScriptedStep } from './contract.ts';
import { startScriptedServer } from './server.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

const model = 'scripted-model';
const clients: Record<string, (baseUrl: string, apiKey: string) => LanguageModelV4> = {
  anthropic: (url, apiKey) => createAnthropic({ baseURL: `${url}/v1`, apiKey })(model),
  'openai responses': (url, apiKey) => createOpenAI({ baseURL: `${url}/v1`, apiKey }).responses(model),
  'openai chat': (url, apiKey) => createOpenAI({ baseURL: `${url}/v1`, apiKey }).chat(model),
  google: (url, apiKey) => createGoogle({ baseURL: `${url}/v1beta`, apiKey })(model),
  'openai-compatible': (url, apiKey) =>
    createOpenAICompatible({ name: 'rig', baseURL: url, apiKey, includeUsage: true }).chatModel(model),
};

const tools: LanguageModelV4FunctionTool[] = [
  tool('read_file', { path: { type: 'string' }, offset: { type: 'integer' } }, ['path']),
  tool('run_command', { command: { type: 'string' } }, ['command']),
];
function tool(name: string, properties: Record<string, { type: 'string' | 'integer' }>, required: string[]) {
  return {
    type: 'function' as const,
    name,
    description: name,
    inputSchema: { type: 'object' as const, properties, required },
  };
}
const prompt: LanguageModelV4Prompt = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: [{ type: 'text', text: 'What is in the file?' }] },
];

/** One call, streamed or whole, as the parts that both give. */
async function ask(
  made: LanguageModelV4,
  streamed: boolean,
  options: Partial<LanguageModelV4CallOptions> = {},
): Promise<{
  content: LanguageModelV4Content[];
  finish: string;
  usage: Extract<LanguageModelV4StreamPart, { type: 'finish' }>['usage'];
}> {
  const call = { prompt, tools, ...options };
  if (!streamed) {
    const { content, finishReason, usage } = await made.doGenerate(call);
    return { content, finish: finishReason.unified, usage };
  }
  const { stream } = await made.doStream(call);
  const content: LanguageModelV4Content[] = [];
  const open = new Map<string, { type: 'text' | 'reasoning'; text: string }>();
  for await (const part of stream) {
    if (part.type === 'error') throw part.error;
    if (part.type === 'text-start' || part.type === 'reasoning-start') {
      const one = { type: part.type === 'text-start' ? ('text' as const) : ('reasoning' as const), text: '' };
      open.set(`${one.type} ${part.id}`, one);
      content.push(one);
    } else if (part.type === 'text-delta') open.get(`text ${part.id}`)!.text += part.delta;
    else if (part.type === 'reasoning-delta') open.get(`reasoning ${part.id}`)!.text += part.delta;
    else if (part.type === 'tool-call') content.push(part);
    else if (part.type === 'finish') return { content, finish: part.finishReason.unified, usage: part.usage };
  }
  throw new Error('The stream ended without its finish.');
}

const wordsOf = (content: LanguageModelV4Content[], type: 'text' | 'reasoning') =>
  content.map((part) => (part.type === type ? part.text : '')).join('');
const callsOf = (content: LanguageModelV4Content[]) =>
  content.flatMap((part) => (part.type === 'tool-call' ? [part] : []));

let keys = 0;
function session(script: ScriptedStep[]): string {
  keys += 1;
  server.session(`key-${keys}`, script);
  return `key-${keys}`;
}

const long = 'Grüße, 世界 🌍! '.repeat(30);

for (const [name, client] of Object.entries(clients)) {
  describe(name, () => {
    for (const streamed of [true, false]) {
      const way = streamed ? 'streamed' : 'whole';

      it(`reads text, its end and what it cost, ${way}`, async () => {
        const key = session([{ text: long, usage: { input: 100, cachedInput: 60, output: 20 } }]);
        const { content, finish, usage } = await ask(client(server.url, key), streamed);
        expect(wordsOf(content, 'text')).toBe(long);
        expect(finish).toBe('stop');
        expect(usage.inputTokens).toMatchObject({ total: 100, cacheRead: 60 });
        expect(usage.outputTokens.total).toBe(20);
        const [seen] = server.requests(key);
        expect(seen).toMatchObject({
          key,
          system: 'Be brief.',
          stream: streamed,
          turn: 0,
          outcome: 'whole',
          status: 200,
        });
        expect(seen?.messages).toMatchObject([{ role: 'user', text: 'What is in the file?' }]);
        expect(seen?.tools.map((tool) => tool.name)).toEqual(['read_file', 'run_command']);
      });

      it(`reads parallel calls, mapped onto the tools that were declared, ${way}`, async () => {
        const key = session([
          {
            text: 'Let me look.',
            calls: [
              { do: 'read', path: 'a "b".txt', offset: 3 },
              { do: 'read', path: 'c.txt' },
              { do: 'shell', command: 'echo "ä\n\\"' },
            ],
          },
        ]);
        const { content, finish } = await ask(client(server.url, key), streamed);
        expect(finish).toBe('tool-calls');
        expect(wordsOf(content, 'text')).toBe('Let me look.');
        const calls = callsOf(content);
        expect(calls.map((call) => [call.toolName, JSON.parse(call.input) as unknown])).toEqual([
          ['read_file', { path: 'a "b".txt', offset: 3 }],
          ['read_file', { path: 'c.txt' }],
          ['run_command', { command: 'echo "ä\n\\"' }],
        ]);
        expect(new Set(calls.map((call) => call.toolCallId)).size).toBe(3);
      });

      // OpenAI itself shows no reasoning in Chat Completions.
      it.skipIf(name === 'openai chat')(`reads reasoning apart from text, ${way}`, async () => {
        const key = session([
          { reasoning: `First I think. ${long}`, text: 'So.', usage: { output: 30, reasoning: 12 } },
        ]);
        const { content, usage } = await ask(client(server.url, key), streamed);
        expect(wordsOf(content, 'reasoning')).toBe(`First I think. ${long}`);
        expect(wordsOf(content, 'text')).toBe('So.');
        expect(usage.outputTokens.total).toBe(30);
        if (name !== 'anthropic') expect(usage.outputTokens.reasoning).toBe(12);
      });

      it.each([
        ['length', 'length'],
        ['content-filter', 'content-filter'],
        ['refusal', 'content-filter'],
      ] as const)(`reads an end by %s, ${way}`, async (finish, read) => {
        const key = session([{ text: 'Half of', finish }]);
        expect((await ask(client(server.url, key), streamed)).finish).toBe(read);
      });

      it(`finds its place by the transcript that the client sends back, ${way}`, async () => {
        const key = session([
          { reasoning: 'Hm.', text: 'Looking.', calls: [{ do: 'read', path: 'a.txt' }] },
          { calls: [{ do: 'shell', command: 'ls' }] },
          { text: 'The end.' },
        ]);
        const made = client(server.url, key);
        const messages: LanguageModelV4Prompt = [...prompt];
        const said: string[] = [];
        for (let turn = 0; turn < 3; turn += 1) {
          // Twice: a client that comes again with the same transcript gets the same answer.
          await ask(made, streamed, { prompt: messages });
          const { content } = await ask(made, streamed, { prompt: messages });
          const parts = content.flatMap((part): AssistantContent => {
            if (part.type === 'tool-call') return [{ ...part, input: JSON.parse(part.input) as unknown }];
            return part.type === 'text' || part.type === 'reasoning' ? [part] : [];
          });
          messages.push({ role: 'assistant', content: parts });
          const calls = callsOf(content);
          said.push(calls[0]?.toolName ?? wordsOf(content, 'text'));
          if (calls.length > 0)
            messages.push({
              role: 'tool',
              content: calls.map(({ toolCallId, toolName }) => ({
                type: 'tool-result',
                toolCallId,
                toolName,
                output: { type: 'text', value: `result ${turn}` },
              })),
            });
        }
        expect(said).toEqual(['read_file', 'run_command', 'The end.']);
        const seen = server.requests(key);
        expect(seen.map(({ turn }) => turn)).toEqual([0, 0, 1, 1, 2, 2]);
        expect(seen.at(-1)?.results).toMatchObject([{ tool: 'run_command', text: 'result 1' }]);
        expect(seen[2]?.messages[1]).toMatchObject({
          text: 'Looking.',
          calls: [{ tool: 'read_file', input: { path: 'a.txt' } }],
        });
      });
    }

    it('reads a stream that is cut into pieces anywhere, letters too', async () => {
      await using cut = await startScriptedServer({
        chunkBytes: 3,
        sessions: { default: [{ text: long, calls: [{ do: 'shell', command: 'echo ü' }] }] },
      });
      const { content } = await ask(client(cut.url, 'any'), true);
      expect(wordsOf(content, 'text')).toBe(long);
      expect(callsOf(content)[0]?.input).toBe('{"command":"echo ü"}');
    });

    it('takes usage that is missing for unknown', async () => {
      const key = session([{ text: 'Hello.', usage: 'missing' }]);
      const answer = await ask(client(server.url, key), true).catch((error: unknown) => error);
      // Anthropic's client insists on usage; the others do without.
      if (name === 'anthropic') expect(answer).toBeInstanceOf(Error);
      else expect(answer).toMatchObject({ finish: 'stop', usage: { inputTokens: { total: undefined } } });
    });
  });
}
