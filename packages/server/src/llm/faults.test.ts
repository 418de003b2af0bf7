import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fault, ScriptedServer, ScriptedStep } from './scripted/contract.ts';
import { startScriptedServer } from './scripted/server.ts';
import { wired, type WiredOptions, wires } from './testing-wires.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

const call = { do: 'write', path: 'a.txt', content: 'hello world, '.repeat(40) } as const;
let sessions = 0;

/** A gateway over the scripted server whose first answer goes wrong in this way. */
function faulty(
  fault: Fault | Fault[],
  step: ScriptedStep = { text: 'I write.', calls: [call] },
  more: Partial<WiredOptions> = {},
) {
  sessions += 1;
  const key = `sk-key-of-session-${sessions}`;
  server.session(key, [{ ...step, fault }]);
  return { key, ...wired({ url: server.url, key, ...more }) };
}

const written = { tool: 'write_file', input: { path: 'a.txt', content: call.content } };

describe.each(wires)('over %s', (wire) => {
  const name = `${wire}/scripted-model`;

  test('a limit of requests is waited for as long as the provider asks: seconds, or until a date', async () => {
    const seconds = faulty({ kind: 'status', status: 429, retryAfter: 7, times: 1 });
    const turn = await seconds.models.call(name, seconds.request());
    expect(turn.calls).toMatchObject([written]);
    expect(seconds.waits).toEqual([7000]);
    expect(seconds.attempts).toMatchObject([
      { model: name, attempt: 1, failure: 'rate-limit', status: 429, next: { model: name, waitMs: 7000 } },
    ]);
    const date = faulty({ kind: 'status', status: 429, retryAfterDate: 20, times: 1 });
    await date.models.call(name, date.request());
    expect(date.waits[0]).toBeGreaterThan(15_000);
    expect(date.waits[0]).toBeLessThanOrEqual(20_000);
  });

  test('without a word how long, the waits grow and end', async () => {
    const bench = faulty({ kind: 'status', status: 429 });
    await expect(bench.models.call(name, bench.request())).rejects.toMatchObject({
      code: 'MODEL_FAILED',
      message: expect.stringMatching(new RegExp(`${name} failed: 429, .*tried 5 times`)),
      hint: expect.stringContaining('model.fallbacks'),
    });
    expect(bench.waits).toEqual([500, 1000, 2000, 4000]);
    expect(bench.attempts.at(-1)).toMatchObject({ attempt: 5, next: null });
  });

  test('who asks to wait for longer than is allowed is not waited for', async () => {
    const bench = faulty({ kind: 'status', status: 429, retryAfter: 3600 });
    await expect(bench.models.call(name, bench.request())).rejects.toMatchObject({ code: 'MODEL_FAILED' });
    expect(bench.waits).toEqual([]);
  });

  test.each([500, 503, 529])('status %i passes, and the same is asked again', async (status) => {
    const bench = faulty({ kind: 'status', status, times: 2 });
    expect((await bench.models.call(name, bench.request())).calls).toMatchObject([written]);
    expect(bench.attempts.map(({ failure, status: seen }) => [failure, seen])).toEqual([
      ['server-error', status],
      ['server-error', status],
    ]);
    const bodies = server.requests(bench.key).map(({ body }) => body);
    expect(bodies).toHaveLength(3);
    expect(new Set(bodies).size).toBe(1);
  });

  test.each<[string, Fault, string]>([
    ['a reset before the answer', { kind: 'reset', after: 'nothing', times: 1 }, 'cut'],
    ['a reset in the middle', { kind: 'reset', after: 'half', times: 1 }, 'cut'],
    ['a torn stream in the middle of a call', { kind: 'cut', how: 'close', times: 1 }, 'cut'],
    ['a stream that ends in the middle of a call', { kind: 'cut', how: 'end', times: 1 }, 'broken-off|unreadable'],
    ['an event that is no JSON', { kind: 'invalid-json', times: 1 }, 'unreadable'],
    ['an error in the middle of the stream', { kind: 'error-event', times: 1 }, 'server-error'],
  ])('%s is never taken for an answer, and the next one is', async (_, fault, kind) => {
    const bench = faulty(fault);
    const turn = await bench.models.call(name, bench.request());
    expect(turn.calls).toMatchObject([written]);
    expect(turn.calls).toHaveLength(1);
    expect(turn.text).toBe('I write.');
    expect(bench.attempts.map(({ failure }) => failure)).toEqual([expect.stringMatching(kind)]);
    const always = faulty({ ...fault, times: 99 });
    await expect(always.models.call(name, always.request())).rejects.toMatchObject({ code: 'MODEL_FAILED' });
    expect(server.requests(always.key)).toHaveLength(5);
  });

  test.each<[string, Fault, string, { firstByteMs: number } | { stallMs: number }]>([
    ['is never sent', { kind: 'silence' }, 'no-answer', { firstByteMs: 400 }],
    ['stops in the middle', { kind: 'stall' }, 'stalled', { stallMs: 400 }],
  ])('an answer that %s is given up, and its connection is closed', async (_, fault, kind, limit) => {
    const http = { firstByteMs: 60_000, stallMs: 60_000, ...limit };
    const bench = faulty({ ...fault, times: 1 }, undefined, { http });
    expect((await bench.models.call(name, bench.request())).calls).toMatchObject([written]);
    // A busy machine may be so late with the whole answer too.
    expect([...new Set(bench.attempts.map(({ failure }) => failure))]).toEqual([kind]);
    await expect.poll(() => server.requests(bench.key)[0]?.outcome).toMatch(/gone|fault/);
  });

  test('a call that lasts longer than it may is given up, whatever still comes', async () => {
    const bench = faulty([], { text: 'word '.repeat(400), paceMs: 20 }, { settings: { callSeconds: 0.5 } });
    await expect(bench.models.call(name, bench.request())).rejects.toMatchObject({
      code: 'MODEL_FAILED',
      message: expect.stringContaining('not whole after 0.5 s'),
    });
    await expect.poll(() => server.requests(bench.key)[0]?.outcome).toBe('gone');
  });

  test('an abort ends the call at once, closes its connection and is no failure of the model', async () => {
    const bench = faulty({ kind: 'stall' });
    const abort = new AbortController();
    const asked = bench.models.call(name, bench.request({ signal: abort.signal }));
    await expect.poll(() => server.requests(bench.key)).toHaveLength(1);
    abort.abort();
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(bench.attempts).toEqual([]);
    await expect.poll(() => server.requests(bench.key)[0]?.outcome).toMatch(/gone|fault/);
  });

  test('a web page in place of an answer is told as what it is, once', async () => {
    const bench = faulty({ kind: 'html' });
    await expect(bench.models.call(name, bench.request())).rejects.toMatchObject({
      message: expect.stringContaining('answers with a web page'),
      hint: expect.stringContaining('address of the API'),
    });
    expect(server.requests(bench.key)).toHaveLength(1);
  });

  test('a redirect is not followed: the key goes nowhere else', async () => {
    await using elsewhere = await startScriptedServer({ sessions: { default: [{ text: 'Give me the key.' }] } });
    const bench = faulty({ kind: 'redirect', to: elsewhere.url });
    await expect(bench.models.call(name, bench.request())).rejects.toMatchObject({
      code: 'MODEL_FAILED',
      message: expect.stringContaining(elsewhere.url),
    });
    expect([...elsewhere.requests(), ...elsewhere.others]).toEqual([]);
    expect(server.requests(bench.key)).toHaveLength(1);
  });

  test('a prompt that is too long is for the agent to shorten: nothing is tried again', async () => {
    const bench = faulty({ kind: 'context-overflow' });
    await expect(bench.models.call(name, bench.request())).rejects.toMatchObject({ code: 'CONTEXT_FULL' });
    expect(server.requests(bench.key)).toHaveLength(1);
  });

  test.each([401, 403])('a key that is refused (%i) is named by its variable and never shown', async (status) => {
    const bench = faulty({ kind: 'status', status });
    server.session(bench.key, [
      { fault: { kind: 'status', status, message: `Incorrect API key provided: ${bench.key}` } },
    ]);
    const thrown = await bench.models
      .call(name, bench.request())
      .catch((error: unknown) => error as Error & { hint: string });
    expect(thrown).toMatchObject({
      code: 'MODEL_FAILED',
      message: expect.stringContaining(`${name} failed: ${status}, Incorrect API key provided: [key]`),
      hint: expect.stringMatching(/(ANTHROPIC|OPENAI|GEMINI)_API_KEY \(from the environment\)/),
    });
    expect(JSON.stringify(thrown) + String((thrown as Error).message) + JSON.stringify(bench.attempts)).not.toContain(
      bench.key,
    );
    expect(server.requests(bench.key)).toHaveLength(1);
  });

  test('where there is no such model, those that there are are named', async () => {
    const bench = faulty({ kind: 'status', status: 404 });
    await expect(bench.models.call(name, bench.request())).rejects.toMatchObject({
      message: expect.stringContaining('404'),
      hint: expect.stringContaining('offers: scripted-model'),
    });
  });

  test('a request that is refused as wrong is not sent again', async () => {
    const bench = faulty({ kind: 'status', status: 400 });
    await expect(bench.models.call(name, bench.request())).rejects.toMatchObject({
      message: expect.stringContaining('400'),
    });
    expect(server.requests(bench.key)).toHaveLength(1);
  });

  test('what the model itself does wrong reaches the agent as it is', async () => {
    const asked = async (fault: Fault, step?: ScriptedStep) => {
      const bench = faulty(fault, step);
      const turn = await bench.models.call(name, bench.request());
      expect(bench.attempts).toEqual([]);
      return turn;
    };
    expect((await asked({ kind: 'unknown-tool' })).calls[0]?.tool).not.toBe('write_file');
    const same = (await asked({ kind: 'duplicate-ids' }, { calls: [call, { ...call, path: 'b.txt' }] })).calls;
    expect(same).toHaveLength(2);
    expect(new Set(same.map(({ id }) => id)).size).toBe(2);
    expect(await asked({ kind: 'empty' })).toMatchObject({ text: '', calls: [] });
    expect((await asked({ kind: 'invalid-arguments', how: 'wrong-type' })).calls).toHaveLength(1);
    expect(['content-filter', 'stop']).toContain((await asked({ kind: 'refusal' })).finish);
  });

  test('tokens are counted by us where the provider says nothing of them, or nonsense', async () => {
    for (const value of ['missing', 'nan'] as const) {
      const bench = faulty({ kind: 'usage', value });
      const { usage } = await bench.models.call(name, bench.request());
      expect(usage.reported).toBe(false);
      expect(usage.inputTokens).toBeGreaterThan(10);
      expect(usage.outputTokens).toBeGreaterThan(10);
      expect(Number.isFinite(usage.cents)).toBe(true);
    }
  });

  test('an answer of 10 MB ends with a clear word, and what came of it is not kept', async () => {
    const bench = faulty({ kind: 'huge', megabytes: 10 });
    await expect(bench.models.call(name, bench.request())).rejects.toMatchObject({
      code: 'MODEL_FAILED',
      message: expect.stringContaining('longer than 4 MB'),
    });
    expect(server.requests(bench.key)).toHaveLength(1);
    // The rest was never read.
    await expect.poll(() => server.requests(bench.key)[0]?.outcome).toBe('gone');
  });

  test('a server that is not there is told with its address', async () => {
    const port = await freePort();
    const bench = wired({ url: `http://127.0.0.1:${port}` });
    await expect(bench.models.call(name, bench.request())).rejects.toMatchObject({
      message: expect.stringContaining(`nothing listens at http://127.0.0.1:${port}`),
      hint: expect.stringContaining(`codewright models test ${name}`),
    });
    expect(bench.attempts.map(({ failure }) => failure)).toEqual(Array(5).fill('unreachable'));
  });

  test('a certificate that nobody signed is not accepted', async () => {
    await using strange = await startScriptedServer({ tls: true, sessions: { default: [{ text: 'Hello.' }] } });
    const bench = wired({ url: strange.url });
    await expect(bench.models.call(name, bench.request())).rejects.toMatchObject({
      message: expect.stringMatching(/certificate of https:\/\/127\.0\.0\.1:\d+ is not trusted/),
      hint: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
    expect(strange.requests()).toEqual([]);
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((ready) => probe.listen(0, '127.0.0.1', ready));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}
