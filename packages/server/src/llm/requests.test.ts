import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Prompt } from './contract.ts';
import type { ScriptedServer, ScriptedStep, SeenRequest } from './scripted/contract.ts';
import { startScriptedServer } from './scripted/server.ts';
import { wired, type WiredOptions, wires } from './testing-wires.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

let sessions = 0;
function bench(steps: ScriptedStep[], more: Partial<WiredOptions> = {}) {
  sessions += 1;
  const key = `key-${sessions}`;
  server.session(key, steps);
  const last = () => {
    const seen = server.requests(key).at(-1);
    if (!seen) throw new Error('Nothing was asked.');
    return { seen, body: JSON.parse(seen.body) as Record<string, unknown> };
  };
  return { key, last, ...wired({ url: server.url, key, ...more }) };
}

// One black pixel.
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';
const image = { type: 'file', mediaType: 'image/png', data: { type: 'data', data: png } } as const;
const words = 'I write two files, one after the other. '.repeat(4);
const [readsImages, writes] = [
  { type: 'text', text: 'What is this?' } as const,
  { do: 'write', path: 'a.txt', content: 'a' } as const,
];

describe.each(wires)('over %s', (wire) => {
  const name = `${wire}/scripted-model`;

  test('text, reasoning and parallel calls of a stream arrive piece by piece, with tokens and price', async () => {
    const { models, request } = bench(
      [
        {
          text: words,
          calls: [writes, { ...writes, path: 'b.txt' }],
          usage: { input: 1000, cachedInput: 800, output: 50 },
          paceMs: 1,
        },
      ],
      { own: {} },
    );
    const pieces: string[] = [];
    const turn = await models.call(
      name,
      request({ onDelta: ({ kind, text }) => kind === 'text' && pieces.push(text) }),
    );
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(words);
    expect(turn.calls.map(({ input }) => (input as { path: string }).path)).toEqual(['a.txt', 'b.txt']);
    expect(turn.usage).toMatchObject({ inputTokens: 1000, cachedInputTokens: 800, outputTokens: 50, reported: true });
    expect(turn.usage.cents).toBeCloseTo((1000 * 15 + 50 * 75) / 10_000, 6);
    expect(turn.finish).toBe('tool-calls');
  });

  test('an image reaches the model as a file', async () => {
    const { models, request, last } = bench([{ text: 'A pixel.' }, { text: 'Again.' }]);
    const prompt: Prompt = [
      { role: 'system', content: 'You look.' },
      { role: 'user', content: [readsImages, image] },
    ];
    await models.call(name, request({ prompt }));
    expect(last().seen.messages.at(-1)?.files).toBe(1);
    expect(last().seen.body).toContain(png);
  });

  test('an answer of a schema is asked for in the words of the provider', async () => {
    const { models, request, last } = bench([{ text: '{"word":"yes"}' }]);
    const schema = {
      type: 'object',
      properties: { word: { type: 'string' } },
      required: ['word'],
      additionalProperties: false,
    };
    const turn = await models.call(name, request({ tools: [], answer: { name: 'word', schema } }));
    expect(JSON.parse(turn.text)).toEqual({ word: 'yes' });
    const { body } = last();
    const said = JSON.stringify([
      body['response_format'],
      body['text'],
      body['generationConfig'],
      body['output_config'],
      body['output_format'],
      body['tools'],
    ]);
    expect(said).toContain('"word"');
  });

  test('how hard to think is said for the role that asks, for the model or for all, and for nobody else', async () => {
    const said = ({ body }: SeenRequest) =>
      /"(effort|reasoning_effort|thinking|thinkingConfig|thinkingLevel)"/.test(body);
    const { models, request, last } = bench([{ text: 'a' }, { text: 'b' }], {
      settings: { reasoning: { planner: 'high', 'other/model': 'low' } },
    });
    await models.call(name, request({ role: 'builder' }));
    expect(said(last().seen)).toBe(false);
    await models.call(name, request({ role: 'planner' }));
    expect(said(last().seen)).toBe(true);
    expect(last().seen.body).toMatch(/high|budget/i);
  });

  test('the longest answer is limited where the user limits it', async () => {
    const { models, request, last } = bench([{ text: 'a' }], { settings: { maxOutputTokens: 1234 } });
    await models.call(name, request());
    expect(last().seen.body).toContain('1234');
  });

  test('an address is found with its version or without', async () => {
    const version = wire === 'google' ? 'v1beta' : 'v1';
    for (const url of [server.url, `${server.url}/`, `${server.url}/${version}`, `${server.url}/${version}/`]) {
      const { models, request, last } = bench([{ text: 'Here.' }], {
        variables: { ANTHROPIC_BASE_URL: url, OPENAI_BASE_URL: url, GOOGLE_GEMINI_BASE_URL: url },
      });
      expect((await models.call(name, request())).text).toBe('Here.');
      expect(last().seen.path).toMatch(new RegExp(`^/${version}/[^/]`));
    }
  });
});

/** A conversation of so many turns, each sent with all that was before it. */
async function converse(name: string, turns: number, more: Partial<WiredOptions> = {}) {
  const { models, request, key } = bench(
    Array.from({ length: turns }, (_, at) => ({ text: `Turn ${at}.` })),
    more,
  );
  const prompt: Prompt = [{ role: 'system', content: 'You talk.' }];
  for (let at = 0; at < turns; at += 1) {
    prompt.push({ role: 'user', content: [{ type: 'text', text: `Question ${at}` }] });
    const { text } = await models.call(name, request({ prompt: [...prompt], conversation: 'one/builder' }));
    prompt.push({ role: 'assistant', content: [{ type: 'text', text }] });
  }
  return server.requests(key).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
}

test('Anthropic is told where its cache begins and to keep what comes after; what was sent stays as it was', async () => {
  const bodies = await converse('anthropic/scripted-model', 5);
  const [first] = bodies;
  expect(first?.['system']).toEqual([{ type: 'text', text: 'You talk.', cache_control: { type: 'ephemeral' } }]);
  expect(first?.['cache_control']).toEqual({ type: 'ephemeral' });
  for (const [at, body] of bodies.entries()) {
    expect(JSON.stringify([body['system'], body['tools'], body['cache_control']])).toBe(
      JSON.stringify([first?.['system'], first?.['tools'], first?.['cache_control']]),
    );
    const before = (bodies[at - 1]?.['messages'] ?? []) as unknown[];
    expect(JSON.stringify((body['messages'] as unknown[]).slice(0, before.length))).toBe(JSON.stringify(before));
  }
});

test.each(['openai', 'openai-chat'])('%s finds a conversation again by a key that says nothing of it', async (wire) => {
  const bodies = await converse(`${wire}/scripted-model`, 3);
  const keys = new Set(bodies.map((body) => body['prompt_cache_key']));
  expect([...keys]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
  expect(bodies.every((body) => body['store'] === false)).toBe(true);
});

test('What was written to a cache and read from it is paid at its own price', async () => {
  const { models, request } = bench([
    { text: 'Hello.', usage: { input: 10_000, cachedInput: 6000, cacheWrite: 3000, output: 100 } },
  ]);
  const { usage } = await models.call('anthropic/claude-opus-5-5', request());
  expect(usage).toMatchObject({ inputTokens: 10_000, cachedInputTokens: 6000, cacheWriteTokens: 3000 });
  expect(usage.cents).toBeCloseTo((1000 * 4 + 6000 * 0.2 + 3000 * 5 + 100 * 20) / 10_000, 6);
});

test('A conversation that began with one provider goes on with another', async () => {
  const { models, request, key } = bench([{ reasoning: 'Hm.', text: 'I write.', calls: [writes] }, { text: 'Done.' }]);
  const { prompt } = request();
  for (const [one, other] of [
    ['anthropic', 'openai'],
    ['openai', 'google'],
    ['google', 'openai-compatible'],
    ['openai-compatible', 'anthropic'],
  ]) {
    const turn = await models.call(`${one}/scripted-model`, request());
    const [call] = turn.calls;
    const content = turn.content ?? [
      { type: 'tool-call' as const, toolCallId: call?.id ?? '', toolName: 'write_file', input: call?.input },
    ];
    const output = { type: 'text' as const, value: 'written' };
    const next = await models.call(
      `${other}/scripted-model`,
      request({
        prompt: [
          ...prompt,
          { role: 'assistant', content },
          {
            role: 'tool',
            content: [{ type: 'tool-result', toolCallId: call?.id ?? '', toolName: 'write_file', output }],
          },
        ],
      }),
    );
    expect(next.text).toBe('Done.');
    expect(server.requests(key).at(-1)?.results[0]?.text).toContain('written');
  }
});
