import type { LanguageModelV4Prompt, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { describe, expect, test } from 'vitest';
import { createRedactor } from '../shared/redact.ts';
import type { Model, ModelRequest, PromptMessage } from './contract.ts';
import { guardModels } from './guard.ts';
import { gatewayOver } from './testing.ts';

const key = 'sk-Canary-1234567';

/** A model that says again what it was told last, piece by piece, as text and as the argument of a call; or fails with it. */
function echo(redactor = createRedactor([{ name: 'KEY', value: key }]), said: 'echo' | 'fail' = 'echo') {
  const prompts: LanguageModelV4Prompt[] = [];
  const model: Model = {
    specificationVersion: 'v4',
    provider: 'echo',
    modelId: 'echo',
    supportedUrls: {},
    doGenerate: () => Promise.reject(new Error('not used')),
    async doStream({ prompt }) {
      prompts.push(prompt);
      if (said === 'fail') throw new Error(`Incorrect API key provided: ${key}`);
      const parts: LanguageModelV4StreamPart[] = [
        { type: 'text-start', id: 'a' },
        ...Array.from(`It is ${key}!`).map((delta) => ({ type: 'text-delta' as const, id: 'a', delta })),
        { type: 'text-end', id: 'a' },
        { type: 'tool-call', toolCallId: '1', toolName: 't', input: JSON.stringify({ command: `echo ${key}` }) },
        {
          type: 'finish',
          finishReason: { unified: 'tool-calls', raw: undefined },
          usage: {
            inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
            outputTokens: { total: 1, text: 1, reasoning: 0 },
          },
        },
      ];
      return { stream: ReadableStream.from(parts) as ReadableStream<LanguageModelV4StreamPart> };
    },
  };
  const providers = { echo: async () => ({ model: () => model }) };
  const models = guardModels(gatewayOver(providers), redactor);
  return { models, prompts };
}

const system: PromptMessage = { role: 'system', content: 'You build.' };
const user = (text: string): PromptMessage => ({ role: 'user', content: [{ type: 'text', text }] });
const tools: ModelRequest['tools'] = [{ type: 'function', name: 't', description: 't', inputSchema: {} }];
const request = (prompt: PromptMessage[], more: Partial<ModelRequest> = {}): ModelRequest => ({
  prompt,
  tools,
  signal: new AbortController().signal,
  ...more,
});

describe('A secret', () => {
  test('does not reach the model, and what the model says of it goes no further', async () => {
    const { models, prompts } = echo();
    const deltas: string[] = [];
    const turn = await models.call(
      'echo/echo',
      request([system, user(`My key is ${key}.`)], { onDelta: ({ text }) => deltas.push(text) }),
    );
    expect(JSON.stringify(prompts)).not.toContain(key);
    expect(JSON.stringify(prompts)).toContain('My key is [secret KEY].');
    expect(turn.text).toBe('It is [secret KEY]!');
    expect(turn.calls[0]?.input).toEqual({ command: 'echo [secret KEY]' });
    expect(deltas.join('')).toBe('It is [secret KEY]!');
  });

  test('goes through where nobody knows it: it is the guard that holds it back', async () => {
    const { models, prompts } = echo(createRedactor());
    const turn = await models.call('echo/echo', request([system, user(`My key is ${key}.`)]));
    expect(JSON.stringify(prompts)).toContain(key);
    expect(turn.text).toContain(key);
  });

  test('is not in the error of a provider that repeats it', async () => {
    const failed = (redactor?: Parameters<typeof echo>[0]) =>
      echo(redactor, 'fail').models.call('echo/echo', request([user('x')]));
    await expect(failed()).rejects.toMatchObject({
      code: 'MODEL_FAILED',
      message: expect.stringContaining('[secret KEY]'),
    });
    await expect(failed()).rejects.not.toMatchObject({ message: expect.stringContaining(key) });
    await expect(failed(createRedactor())).rejects.toMatchObject({ message: expect.stringContaining(key) });
  });
});

test('Each request extends the one before by the very same messages, with secrets or without', async () => {
  const { models, prompts } = echo();
  const messages = [system, user(`first ${key}`), user('second')];
  await models.call('echo/echo', request(messages.slice(0, 2)));
  await models.call('echo/echo', request(messages));
  expect(prompts[1]?.slice(0, 2)).toEqual(prompts[0]);
  expect(prompts[1]?.[1]).toBe(prompts[0]?.[1]);
});

test('The digests of a turn say whether it was asked the same, and in what not', async () => {
  const { models } = echo();
  const asked = async (prompt: PromptMessage[], more?: Partial<ModelRequest>) =>
    (await models.call('echo/echo', request(prompt, more))).request;
  const first = await asked([system, user('do it'), user('more')]);
  expect(await asked([{ ...system }, user('do it'), user('more')])).toEqual(first);
  expect(first).toMatchObject({ messages: 3, all: expect.stringMatching(/^[0-9a-f]{16}$/) });
  const differing = (other: typeof first) =>
    Object.entries(first ?? {})
      .filter(([name, value]) => Object.entries(other ?? {}).find(([key]) => key === name)?.[1] !== value)
      .map(([name]) => name);
  expect(differing(await asked([system, user('do it'), user('less')]))).toEqual(['all']);
  expect(differing(await asked([system, user('do that'), user('more')]))).toEqual(['task', 'all']);
  expect(differing(await asked([user('You build.'), user('do it'), user('more')]))).toEqual(['system', 'task', 'all']);
  expect(differing(await asked([system, user('do it'), user('more')], { tools: [] }))).toEqual(['tools']);
  expect(differing(await asked([system, user('do it')]))).toEqual(['messages', 'all']);
});
