import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../shared/clock.ts';
import { Breaker } from '../shared/breaker.ts';
import type { ScriptedServer, ScriptedSession } from './scripted/contract.ts';
import { startScriptedServer } from './scripted/server.ts';
import { wired } from './testing-wires.ts';

let server: ScriptedServer;
let other: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
  other = await startScriptedServer();
});
afterAll(async () => {
  await server.close();
  await other.close();
});

let sessions = 0;
/** Anthropic at one server, everything else at another. */
function two(first: ScriptedSession['script'], second: ScriptedSession['script'], retries = 1) {
  sessions += 1;
  const key = `key-${sessions}`;
  server.session(key, { script: first });
  other.session(key, { script: second });
  const bench = wired({
    url: other.url,
    key,
    variables: { ANTHROPIC_BASE_URL: server.url },
    settings: { retries, fallbacks: ['openai/second', 'google/third'] },
  });
  return { key, ...bench };
}
const down = (status: number) => [{ fault: { kind: 'status' as const, status } }];

test('When one provider is down the next is asked, and every step of it is told', async () => {
  const { models, request, attempts, key } = two(down(529), [{ text: 'I am the second.' }]);
  const turn = await models.call('anthropic/first', request());
  expect(turn).toMatchObject({ text: 'I am the second.', model: 'openai/second' });
  expect(attempts.map(({ model, attempt, status, next }) => [model, attempt, status, next?.model])).toEqual([
    ['anthropic/first', 1, 529, 'anthropic/first'],
    ['anthropic/first', 2, 529, 'openai/second'],
  ]);
  expect(server.requests(key)).toHaveLength(2);
});

test('When all are down the error names each with its status, and what to do', async () => {
  const { models, request } = two(down(500), down(401), 0);
  await expect(models.call('anthropic/first', request())).rejects.toMatchObject({
    code: 'MODEL_FAILED',
    message: expect.stringMatching(
      /^No model answered\. anthropic\/first failed: 500, .* openai\/second failed: 401, .* google\/third failed: 401, /,
    ),
    hint: expect.stringMatching(/OPENAI_API_KEY \(from the environment\).*GEMINI_API_KEY/),
    details: {
      failures: [{ model: 'anthropic/first', status: 500 }, { model: 'openai/second' }, { model: 'google/third' }],
    },
  });
});

test('A fallback that is not set up is passed over; a model that was named is not', async () => {
  sessions += 1;
  const key = `key-${sessions}`;
  server.session(key, { script: down(503) });
  other.session(key, { script: [{ text: 'Here.' }] });
  const { models, request, attempts } = wired({
    url: other.url,
    key,
    variables: { ANTHROPIC_BASE_URL: server.url },
    settings: { retries: 0, fallbacks: ['groq/nothing', 'openai/second'] },
  });
  expect((await models.call('anthropic/first', request())).model).toBe('openai/second');
  expect(attempts.map(({ model, failure }) => [model, failure])).toEqual([
    ['anthropic/first', 'server-error'],
    ['groq/nothing', 'not-set-up'],
  ]);
  await expect(models.call('groq/nothing', request())).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    hint: expect.stringContaining('codewright secrets set GROQ_API_KEY'),
  });
});

test('A prompt that is too long for one model is not sent to the next: it is for the agent to shorten', async () => {
  const { models, request, key } = two([{ fault: { kind: 'context-overflow' } }], [{ text: 'No.' }]);
  await expect(models.call('anthropic/first', request())).rejects.toMatchObject({ code: 'CONTEXT_FULL' });
  expect(other.requests(key)).toEqual([]);
});

test('A provider that fails 5 times in a row is left alone for a minute, then tried once', async () => {
  let now = 0;
  const clock = { ...systemClock, monotonic: () => now };
  let works = false;
  server.session('breaker', () => (works ? { text: 'I am back.' } : { fault: { kind: 'status', status: 500 } }));
  const { models, request, attempts } = wired({ url: server.url, key: 'breaker', clock, settings: { retries: 4 } });
  const ask = () => models.call('openai/only', request());
  await expect(ask()).rejects.toThrow('500');
  expect(server.requests('breaker')).toHaveLength(5);
  await expect(ask()).rejects.toThrow(/failed 5 times in a row within a minute and is left alone for 60 s/);
  expect(server.requests('breaker')).toHaveLength(5);
  now = 61_000;
  await expect(ask()).rejects.toThrow(/left alone|500/);
  expect(server.requests('breaker')).toHaveLength(6);
  now = 122_000;
  works = true;
  expect((await ask()).text).toBe('I am back.');
  expect((await ask()).text).toBe('I am back.');
  expect(attempts.some(({ failure }) => failure === 'circuit-open')).toBe(true);
});

test('A breaker forgets failures that lie a minute back, and those before a success', () => {
  let now = 0;
  const breaker = new Breaker({ ...systemClock, monotonic: () => now });
  for (let at = 0; at < 8; at += 1) {
    now += 20_000;
    breaker.failed('m');
  }
  expect(breaker.wait('m')).toBe(0);
  for (let at = 0; at < 4; at += 1) breaker.failed('m');
  expect(breaker.wait('m')).toBeGreaterThan(0);
  breaker.succeeded('m');
  for (let at = 0; at < 4; at += 1) breaker.failed('m');
  expect(breaker.wait('m')).toBe(0);
});

test.each(['anthropic', 'google'])(
  'Tokens of an attempt of %s that came to nothing are counted: it had said them',
  async (wire) => {
    const key = `wasted-${wire}`;
    const usage = { input: 5000, output: 100 };
    server.session(key, [{ text: 'word '.repeat(100), usage, fault: { kind: 'cut', how: 'close', times: 2 } }]);
    const { models, request, attempts } = wired({ url: server.url, key });
    const turn = await models.call(`${wire}/x`, request());
    expect(turn.usage).toMatchObject({ inputTokens: 5000, outputTokens: 100 });
    expect(attempts.map((attempt) => attempt.usage?.inputTokens)).toEqual([5000, 5000]);
    expect(turn.wasted?.inputTokens).toBe(10_000);
    expect(turn.wasted?.cents).toBeGreaterThan((2 * 5000 * 15) / 10_000);
  },
);

test('A key that was replaced while a process runs is used from the next call on, without a failure', async () => {
  server.session('new-key', [{ text: 'Welcome.' }]);
  server.session('old-key', [{ text: 'Hello.' }]);
  const { models, request, variables, attempts } = wired({ url: server.url, key: 'old-key' });
  const ask = async () => (await models.call('openai/x', request())).text;
  expect(await ask()).toBe('Hello.');
  variables['OPENAI_API_KEY'] = 'new-key';
  server.session('old-key', down(401));
  expect(await ask()).toBe('Welcome.');
  expect(attempts.map(({ failure }) => failure)).toEqual(['unauthorized']);
  expect(await ask()).toBe('Welcome.');
  expect(attempts).toHaveLength(1);
});
