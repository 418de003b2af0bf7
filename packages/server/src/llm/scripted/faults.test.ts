import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { request } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault, ScriptedServer, ScriptedStep } from './contract.ts';
import { startScriptedServer } from './server.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

const clients: Record<string, (baseUrl: string, apiKey: string) => LanguageModelV4> = {
  anthropic: (url, apiKey) => createAnthropic({ baseURL: `${url}/v1`, apiKey })('m'),
  'openai responses': (url, apiKey) => createOpenAI({ baseURL: `${url}/v1`, apiKey }).responses('m'),
  'openai chat': (url, apiKey) => createOpenAI({ baseURL: `${url}/v1`, apiKey }).chat('m'),
  google: (url, apiKey) => createGoogle({ baseURL: `${url}/v1beta`, apiKey })('m'),
};

const step: ScriptedStep = {
  text: 'I write it now.',
  calls: [{ do: 'write', path: 'a.txt', content: 'a long line of words\n'.repeat(20) }],
};
let keys = 0;
function session(fault: Fault | Fault[], over: ScriptedStep = {}): string {
  keys += 1;
  server.session(`fault-${keys}`, [{ ...step, fault, ...over }]);
  return `fault-${keys}`;
}

async function parts(model: LanguageModelV4, abortSignal?: AbortSignal): Promise<LanguageModelV4StreamPart[]> {
  const { stream } = await model.doStream({
    prompt: [{ role: 'user', content: [{ type: 'text', text: 'Write it.' }] }],
    tools: [
      {
        type: 'function',
        name: 'write_file',
        inputSchema: {
          type: 'object',
          properties: { path: { type: 'string' }, content: { type: 'string' } },
          required: ['path', 'content'],
        },
      },
    ],
    ...(abortSignal ? { abortSignal } : {}),
  });
  const found: LanguageModelV4StreamPart[] = [];
  for await (const part of stream) found.push(part);
  return found;
}
const callsOf = (all: LanguageModelV4StreamPart[]) => all.flatMap((part) => (part.type === 'tool-call' ? [part] : []));
/** An answer is good when nothing threw, no part is an error, and it has an end that is none. */
async function isWhole(asked: Promise<LanguageModelV4StreamPart[]>): Promise<boolean> {
  const all = (await asked.catch(() => null)) ?? [];
  if (!all.some((part) => part.type === 'finish')) return false;
  return all.every(
    (part) =>
      part.type !== 'error' && !(part.type === 'finish' && /error|interrupted|other/.test(part.finishReason.unified)),
  );
}

for (const [name, client] of Object.entries(clients)) {
  describe(name, () => {
    const wrongEnds: [string, Fault][] = [
      ['a reset before the headers', { kind: 'reset' }],
      ['a reset in the middle', { kind: 'reset', after: 'half' }],
      ['a connection torn in the middle of a call', { kind: 'cut' }],
      ['an answer that ends in the middle of a call', { kind: 'cut', how: 'end' }],
      ['a page of HTML', { kind: 'html' }],
      ['a broken event', { kind: 'invalid-json' }],
      ['an error event in the middle', { kind: 'error-event' }],
    ];
    it.each(wrongEnds)('never takes %s for an answer, and gets the answer the next time', async (_, fault) => {
      const key = session({ ...fault, times: 1 });
      const model = client(server.url, key);
      // Some clients let an answer pass that merely ends, with the half of a call in it: that half must not be JSON.
      const first = parts(model);
      const all = await first.catch(() => []);
      if (fault.kind === 'cut' && fault.how === 'end')
        for (const { input } of callsOf(all)) expect(() => JSON.parse(input) as unknown).toThrow();
      else expect(await isWhole(first)).toBe(false);
      expect(callsOf(await parts(model))).toHaveLength(1);
      expect(server.requests(key).map(({ fault: played, outcome }) => [played, outcome])).toEqual([
        [fault.kind, fault.kind === 'invalid-json' ? expect.any(String) : 'fault'],
        [null, 'whole'],
      ]);
    });

    it.each([
      [429, true],
      [500, true],
      [503, true],
      [529, true],
      [401, false],
      [400, false],
    ])('reads status %i in its own error shape, and knows whether to try again', async (status, isRetryable) => {
      const key = session({ kind: 'status', status, retryAfter: 7, message: 'Slowly, please.' });
      await expect(parts(client(server.url, key))).rejects.toMatchObject({
        statusCode: status,
        isRetryable,
        message: 'Slowly, please.',
        responseHeaders: { 'retry-after': '7' },
      });
    });

    it('says that a prompt is too long in words of its vendor', async () => {
      const error: unknown = await parts(client(server.url, session({ kind: 'context-overflow' }))).catch(
        (one: unknown) => one,
      );
      expect(error).toMatchObject({ statusCode: 400, isRetryable: false });
      expect(String(error)).toMatch(/too long|context length|context window|token count/);
    });

    it.each(['silence', 'stall'] as const)('leaves the client waiting after %s until it hangs up', async (kind) => {
      const key = session({ kind });
      const stop = new AbortController();
      const asked = parts(client(server.url, key), stop.signal).then(
        () => 'ended',
        () => 'hung up',
      );
      await expect.poll(() => server.requests(key)[0]?.outcome).toBe('fault');
      stop.abort();
      expect(await asked).toBe('hung up');
    });

    it('asks for a tool that nobody declared', async () => {
      const calls = callsOf(await parts(client(server.url, session({ kind: 'unknown-tool' }))));
      expect(calls).toMatchObject([{ toolName: 'teleport_files' }]);
    });

    it.each(['wrong-type', 'missing'] as const)('sends arguments that are invalid by %s', async (how) => {
      const [call] = callsOf(await parts(client(server.url, session({ kind: 'invalid-arguments', how }))));
      const input = JSON.parse(call?.input ?? '') as Record<string, unknown>;
      if (how === 'missing') expect(input).toEqual({});
      else expect(input.path).toBeTypeOf('object');
    });

    it('gives two calls one id', async () => {
      const calls = callsOf(await parts(client(server.url, session({ kind: 'duplicate-ids' }))));
      expect(calls).toHaveLength(2);
      // The other clients make an id of their own for the second.
      if (name === 'anthropic' || name === 'openai responses') expect(calls[0]?.toolCallId).toBe(calls[1]?.toolCallId);
    });

    it('says nothing at all in an empty turn', async () => {
      const all = await parts(client(server.url, session({ kind: 'empty' })));
      expect(
        all.filter((part) => part.type === 'tool-call' || (part.type === 'text-delta' && part.delta !== '')),
      ).toEqual([]);
      expect(all.at(-1)).toMatchObject({ type: 'finish', finishReason: { unified: 'stop' } });
    });

    it('sends a turn of ten megabytes', async () => {
      const all = await parts(client(server.url, session({ kind: 'huge' })));
      const letters = all.reduce((sum, part) => sum + (part.type === 'text-delta' ? part.delta.length : 0), 0);
      expect(letters).toBeGreaterThan(10_000_000);
    });
  });
}

describe('anywhere', () => {
  it('uses up several faults one after the other', async () => {
    const key = session([
      { kind: 'status', status: 529, times: 2 },
      { kind: 'reset', times: 1 },
    ]);
    const post = () =>
      fetch(`${server.url}/v1/messages`, {
        method: 'POST',
        headers: { 'x-api-key': key },
        body: '{"tools":[{"name":"write_file","input_schema":{"properties":{"path":{},"content":{}}}}]}',
      });
    expect((await post()).status).toBe(529);
    expect((await post()).status).toBe(529);
    await expect(post()).rejects.toThrow();
    expect((await post()).status).toBe(200);
  });

  it('gives Retry-After as a date when the script says so', async () => {
    const key = session({ kind: 'status', status: 429, retryAfterDate: 60 }, { calls: [] });
    const response = await fetch(`${server.url}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': key },
      body: '{}',
    });
    const ahead = Date.parse(response.headers.get('retry-after') ?? '') - Date.now();
    expect(ahead).toBeGreaterThan(30_000);
    expect(ahead).toBeLessThanOrEqual(60_000);
  });

  it('sends a client to another origin, where what it brings along can be seen', async () => {
    await using other = await startScriptedServer({ sessions: { default: [{ text: 'Here.' }] } });
    const key = session({ kind: 'redirect', to: other.url }, { calls: [] });
    const response = await fetch(`${server.url}/v1/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'x-api-key': key },
      body: '{"messages":[]}',
    });
    expect(response.status).toBe(200);
    const [seen] = other.requests();
    expect(seen?.headers.authorization).toBeUndefined();
    // What a careless client sends along is in the log.
    expect(seen?.headers['x-api-key']).toBe(key);
  });

  it('answers over TLS with a certificate that only those trust who were given it', async () => {
    await using secure = await startScriptedServer({ tls: true, sessions: { default: [{ text: 'Safe.' }] } });
    await expect(fetch(`${secure.url}/v1/models`)).rejects.toMatchObject({
      cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
    request(`${secure.url}/v1/models`, { ca: secure.certificate ?? '' }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
    expect(await promise).toBe(200);
  });

  it('refuses a key that has no session, and logs it', async () => {
    const response = await fetch(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer nobody' },
      body: '{"model":"m","messages":[]}',
    });
    expect(response.status).toBe(401);
    expect(server.requests().at(-1)).toMatchObject({ key: 'nobody', session: 'default', status: 401 });
  });

  it('tells a script that wants the impossible from a fault of the client', async () => {
    server.session('stuck', [{ calls: [{ do: 'shell', command: 'ls' }] }]);
    const response = await fetch(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer stuck' },
      body: '{"model":"m","messages":[],"tools":[{"type":"function","function":{"name":"sum","parameters":{}}}]}',
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('declares no tool that can do');
  });
});
