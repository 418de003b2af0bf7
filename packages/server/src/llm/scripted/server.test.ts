import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScriptedServer, SeenRequest } from './contract.ts';
import { startScriptedServer } from './server.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer({ models: ['one', 'two'] });
});
afterAll(() => server.close());

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const sent = body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
  return fetch(server.url + path, { method: 'POST', body: sent, headers });
}
const shell = {
  type: 'function',
  function: { name: 'bash', parameters: { properties: { command: { type: 'string' } } } },
};
const user = (content: string) => ({ role: 'user', content });

describe('paths', () => {
  it.each([
    ['/v1/chat/completions', 'openai-chat'],
    ['/chat/completions', 'openai-chat'],
    ['/openai/deployments/gpt/chat/completions?api-version=1', 'openai-chat'],
    ['/v1/messages?beta=true', 'anthropic'],
    ['/messages', 'anthropic'],
    ['/v1/responses', 'openai-responses'],
    ['/v1beta/models/m:generateContent?key=paths', 'google'],
    ['/v1/models/m:generateContent', 'google'],
  ])('%s is %s, by whatever header the key comes', async (path, wire) => {
    server.session('paths', [{ text: 'Hello.' }]);
    const ways: Record<string, string>[] = [
      { authorization: 'Bearer paths' },
      { 'x-api-key': 'paths' },
      { 'x-goog-api-key': 'paths' },
      { 'api-key': 'paths' },
    ];
    for (const headers of ways) {
      const response = await post(path, { messages: [], contents: [], input: 'x' }, headers);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('Hello.');
      expect(server.requests('paths').at(-1)).toMatchObject({ wire, key: 'paths', path, outcome: 'whole' });
    }
  });

  it('lists models in the shape of whoever asks', async () => {
    const list = async (path: string, headers: Record<string, string> = {}) =>
      (await (await fetch(server.url + path, { headers })).json()) as unknown;
    expect(await list('/v1/models')).toMatchObject({ object: 'list', data: [{ id: 'one' }, { id: 'two' }] });
    expect(await list('/v1/models', { 'anthropic-version': '2023-06-01' })).toMatchObject({
      data: [{ type: 'model', id: 'one' }, { id: 'two' }],
      has_more: false,
    });
    expect(await list('/v1beta/models')).toMatchObject({ models: [{ name: 'models/one' }, { name: 'models/two' }] });
    expect(await list('/v1/models/two')).toMatchObject({ id: 'two' });
    expect((await fetch(`${server.url}/v1/models/three`)).status).toBe(404);
    expect((await fetch(`${server.url}/elsewhere`)).status).toBe(404);
    expect(server.others.map(({ path }) => path)).toContain('/elsewhere');
  });

  it('reads bodies that clients have packed', async () => {
    server.session('packed', [{ text: 'Read.' }]);
    const body = Buffer.from(JSON.stringify({ messages: [user('packed')] }));
    for (const [encoding, packed] of [
      ['gzip', gzipSync(body)],
      ['zstd', zstdCompressSync(body)],
    ] as const) {
      const response = await post('/v1/chat/completions', packed, {
        'content-encoding': encoding,
        authorization: 'Bearer packed',
      });
      expect(response.status).toBe(200);
      expect(server.requests('packed').at(-1)?.messages).toMatchObject([{ text: 'packed' }]);
    }
  });

  it('streams Gemini as one JSON list where nobody asks for events', async () => {
    server.session('list', [{ text: 'A text of more than one piece, so that there is something to list.' }]);
    const response = await post(
      '/v1beta/models/m:streamGenerateContent',
      { contents: [] },
      { 'x-goog-api-key': 'list' },
    );
    const chunks = (await response.json()) as { candidates: { content: { parts: { text: string }[] } }[] }[];
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks.map(({ candidates }) => candidates[0]?.content.parts[0]?.text).join('')).toContain(
      'something to list.',
    );
  });
});

describe('the place in a script', () => {
  const ask = async (key: string, messages: unknown[], tools: unknown[] = []) => {
    const response = await post('/v1/chat/completions', { messages, tools }, { authorization: `Bearer ${key}` });
    const { choices } = (await response.json()) as { choices: { message: { content: string } }[] };
    return choices[0]?.message.content;
  };

  it('is told by routes: by system prompt, task and tool, the first that fits', async () => {
    server.session('routes', {
      script: [
        { tool: 'bash', steps: [{ text: 'with a shell' }] },
        { system: 'you review', task: 'carefully', steps: [{ text: 'a careful review' }] },
        { system: /^you review/, steps: [{ text: 'a review' }] },
        { steps: [{ text: 'anything else' }] },
      ],
    });
    const system = { role: 'system', content: 'You review code.' };
    expect(await ask('routes', [user('x')], [shell])).toBe('with a shell');
    expect(await ask('routes', [system, user('Look carefully.')])).toBe('a careful review');
    expect(await ask('routes', [system, user('Look.')])).toBe('a review');
    expect(await ask('routes', [user('Look carefully.')])).toBe('anything else');
  });

  it('goes by arrival where the session says so, and by a function where the script is one', async () => {
    server.session('arrival', {
      script: [{ text: 'one' }, { text: 'two' }],
      position: 'arrival',
      after: { text: 'over' },
    });
    const said = [];
    for (let index = 0; index < 4; index += 1) said.push(await ask('arrival', [user('same')]));
    expect(said).toEqual(['one', 'two', 'over', 'over']);
    server.session('function', (seen: SeenRequest) => ({
      text: `turn ${seen.turn}, told ${seen.results[0]?.text ?? 'nothing'}`,
    }));
    const call = { id: 'call_1', type: 'function', function: { name: 'bash', arguments: '{}' } };
    const done = [
      user('x'),
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: 'ok' },
    ];
    expect(await ask('function', [user('x')])).toBe('turn 0, told nothing');
    expect(await ask('function', done)).toBe('turn 1, told ok');
  });

  it('is found again where OpenAI keeps the conversation', async () => {
    server.session('kept', [{ text: 'first' }, { text: 'second' }]);
    const go = async (body: object) =>
      (await (await post('/v1/responses', body, { authorization: 'Bearer kept' })).json()) as {
        id: string;
        output: { content: { text: string }[] }[];
      };
    const first = await go({ input: 'begin' });
    const second = await go({ input: 'go on', previous_response_id: first.id });
    expect(second.output[0]?.content[0]?.text).toBe('second');
    expect(server.requests('kept')[1]?.messages).toMatchObject([
      { text: 'begin' },
      { text: 'first' },
      { text: 'go on' },
    ]);
  });

  it('is left alone by requests on the side, which declare no tools', async () => {
    server.session('side', [{ calls: [{ do: 'shell', command: 'ls' }] }]);
    expect(await ask('side', [user('Give this a title.')])).toBe('Done.');
  });
});

it('forgets what it saw and begins anew when it is cleared', async () => {
  await using fresh = await startScriptedServer({
    sessions: { default: { script: [{ text: 'the first' }], position: 'arrival' } },
  });
  const ask = async () => (await fetch(`${fresh.url}/v1/messages`, { method: 'POST', body: '{"messages":[]}' })).text();
  expect(await ask()).toContain('the first');
  expect(await ask()).not.toContain('the first');
  fresh.clear();
  expect(fresh.requests()).toEqual([]);
  expect(await ask()).toContain('the first');
});

it('says in its log that a client went away', async () => {
  server.session('slow', [{ text: 'x'.repeat(5000), paceMs: 20 }]);
  const stop = new AbortController();
  const response = await fetch(`${server.url}/v1/messages`, {
    method: 'POST',
    body: '{"stream":true}',
    headers: { 'x-api-key': 'slow' },
    signal: stop.signal,
  });
  await response.body?.getReader().read();
  stop.abort();
  await expect.poll(() => server.requests('slow')[0]?.outcome).toBe('gone');
});
