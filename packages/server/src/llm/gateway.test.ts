import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../shared/clock.ts';
import type { Model, ModelRequest } from './contract.ts';
import { loadPrices } from './prices.ts';
import { gatewayOver, testPrices as prices } from './testing.ts';

const usage = {
  inputTokens: { total: 1000, noCache: 400, cacheRead: 600, cacheWrite: 0 },
  outputTokens: { total: 50, text: 50, reasoning: 0 },
};
const finish: LanguageModelV4StreamPart = { type: 'finish', finishReason: { unified: 'stop', raw: 'end' }, usage };
const text = (delta: string): LanguageModelV4StreamPart[] => [
  { type: 'text-start', id: 'a' },
  { type: 'text-delta', id: 'a', delta },
  { type: 'text-end', id: 'a' },
];
const toolCall = (toolCallId: string, input: string): LanguageModelV4StreamPart => ({
  type: 'tool-call',
  toolCallId,
  toolName: 't',
  input,
});
const request = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  prompt: [
    {
      role: 'user',
      content: [{ type: 'text', text: 'hello' }],
      providerOptions: { codewright: { long: 'x'.repeat(4000) } },
    },
  ],
  tools: [],
  signal: new AbortController().signal,
  ...more,
});

function gateway(stream: (call: number) => ReadableStream<LanguageModelV4StreamPart> | LanguageModelV4StreamPart[]) {
  const calls = { count: 0 };
  const model: Model = {
    specificationVersion: 'v4',
    provider: 'openai',
    modelId: 'gpt-5',
    supportedUrls: {},
    doGenerate: () => Promise.reject(new Error('not used')),
    doStream: async () => {
      calls.count += 1;
      const made = stream(calls.count);
      return {
        stream: Array.isArray(made) ? (ReadableStream.from(made) as ReadableStream<LanguageModelV4StreamPart>) : made,
      };
    },
  };
  const clock = { ...systemClock, sleep: async () => undefined };
  return {
    calls,
    models: gatewayOver({ openai: async () => ({ model: () => model }) }, { clock }),
  };
}

describe('the model gateway', () => {
  it('reads text, reasoning, calls, usage and price of an answer', async () => {
    const deltas: string[] = [];
    const { models } = gateway(() => [
      { type: 'reasoning-start', id: 'r' },
      { type: 'reasoning-delta', id: 'r', delta: 'thinking' },
      { type: 'reasoning-end', id: 'r' },
      ...text('Hel'),
      ...text('lo'),
      toolCall('1', '{"a":1}'),
      finish,
    ]);
    const turn = await models.call(
      'openai/gpt-5',
      request({ onDelta: (delta) => deltas.push(`${delta.kind}:${delta.text}`) }),
    );
    expect(turn).toMatchObject({
      text: 'Hello',
      reasoning: 'thinking',
      calls: [{ id: '1', tool: 't', input: { a: 1 } }],
      content: null,
      finish: 'stop',
      model: 'openai/gpt-5',
      usage: { inputTokens: 1000, cachedInputTokens: 600, outputTokens: 50, reported: true },
    });
    // 400 × 1.25 + 600 × 0.125 + 50 × 10 dollars per million, in cents.
    expect(turn.usage.cents).toBeCloseTo(0.1075, 10);
    expect(deltas).toEqual(['reasoning:thinking', 'text:Hel', 'text:lo']);
  });

  it('keeps an input that is no JSON, or was never finished, as the text that it is', async () => {
    const { models } = gateway(() => [
      toolCall('1', '{"a":'),
      toolCall('2', ''),
      { type: 'tool-input-start', id: '3', toolName: 't' },
      { type: 'tool-input-delta', id: '3', delta: '{"path": "x' },
      finish,
    ]);
    const turn = await models.call('openai/gpt-5', request());
    expect(turn.calls.map(({ input }) => input)).toEqual(['{"a":', {}, '{"path": "x']);
  });

  it('gives every call an id of its own', async () => {
    const { models } = gateway(() => [toolCall('same', '{}'), toolCall('same', '{}'), toolCall('', '{}'), finish]);
    const ids = (await models.call('openai/gpt-5', request())).calls.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id) => id !== '')).toBe(true);
  });

  it('keeps the parts with their metadata where the provider attached any', async () => {
    const providerMetadata = { openai: { itemId: 'x' } };
    const { models } = gateway(() => [
      { type: 'reasoning-start', id: 'r', providerMetadata },
      { type: 'reasoning-delta', id: 'r', delta: 'why' },
      { ...toolCall('1', '{}'), providerMetadata } as LanguageModelV4StreamPart,
      finish,
    ]);
    const turn = await models.call('openai/gpt-5', request());
    expect(turn.content).toEqual([
      { type: 'reasoning', text: 'why', providerOptions: providerMetadata },
      { type: 'tool-call', toolCallId: '1', toolName: 't', input: {}, providerOptions: providerMetadata },
    ]);
  });

  it('returns nothing of an answer that is cut, interrupted or reports an error', async () => {
    const half = [...text('half'), toolCall('1', '{}')];
    const interrupted = {
      ...finish,
      finishReason: { unified: 'interrupted', raw: undefined },
    } as LanguageModelV4StreamPart;
    for (const parts of [
      half,
      [...half, interrupted],
      [...half, { type: 'error', error: new Error('boom') } as const, finish],
    ]) {
      await expect(gateway(() => parts).models.call('openai/gpt-5', request())).rejects.toMatchObject({
        code: 'MODEL_FAILED',
      });
    }
    const broken = () =>
      new ReadableStream<LanguageModelV4StreamPart>({
        start: (controller) => controller.enqueue(toolCall('1', '{}')),
        pull: (controller) => controller.error(new Error('connection reset')),
      });
    await expect(gateway(broken).models.call('openai/gpt-5', request())).rejects.toThrow(/connection reset/);
  });

  it('counts by letters what the provider did not report, without what only programs read', async () => {
    const nothing = { inputTokens: { total: Number.NaN, cacheRead: 5 }, outputTokens: {} } as unknown as typeof usage;
    const { models } = gateway(() => [...text('12345678'), { ...finish, usage: nothing } as LanguageModelV4StreamPart]);
    const { usage: counted } = await models.call('openai/gpt-5', request());
    expect(counted.reported).toBe(false);
    expect(counted.outputTokens).toBe(3);
    expect(counted.inputTokens).toBeGreaterThan(0);
    expect(counted.inputTokens).toBeLessThan(100);
    expect(counted.cachedInputTokens).toBe(0);
  });

  it('tries again what the provider calls passing, and nothing else', async () => {
    const passing = Object.assign(new Error('overloaded'), { isRetryable: true });
    const twice = gateway((call) => {
      if (call < 3) throw passing;
      return [...text('ok'), finish];
    });
    expect((await twice.models.call('openai/gpt-5', request())).text).toBe('ok');
    const always = gateway(() => {
      throw passing;
    });
    await expect(always.models.call('openai/gpt-5', request())).rejects.toThrow('overloaded');
    expect(always.calls.count).toBe(5);
    const final = gateway(() => {
      throw new Error('bad key');
    });
    await expect(final.models.call('openai/gpt-5', request())).rejects.toThrow('bad key');
    expect(final.calls.count).toBe(1);
  });

  it('ends at once when the signal fires, and closes the stream', async () => {
    const abort = new AbortController();
    let closed = false;
    const { models } = gateway(
      () =>
        new ReadableStream<LanguageModelV4StreamPart>({
          pull: () => {
            abort.abort();
            return new Promise(() => undefined);
          },
          cancel: () => {
            closed = true;
          },
        }),
    );
    await expect(models.call('openai/gpt-5', request({ signal: abort.signal }))).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(closed).toBe(true);
  });

  it('names the providers that there are when a name fits none', async () => {
    const { models } = gateway(() => [finish]);
    for (const name of ['nobody/x', 'gpt-5', 'constructor/x', '']) {
      await expect(models.call(name, request())).rejects.toMatchObject({
        code: 'NOT_FOUND',
        hint: expect.stringContaining('openai'),
      });
    }
  });
});

describe('the price table', () => {
  it('prices an unknown model dearly and a built-in one at nothing', () => {
    const { models } = gateway(() => []);
    expect(models.describe('builtin/craft').pricePerMillion).toEqual({
      input: 0,
      cachedInput: 0,
      cacheWrite: 0,
      output: 0,
    });
    const dearest = Math.max(...Object.values(prices.models).map(({ output }) => output));
    expect(models.describe('someone/new').pricePerMillion.output).toBeGreaterThanOrEqual(dearest);
  });

  it('names file, line and column of a mistake', () => {
    const folder = mkdtempSync(join(tmpdir(), 'prices-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'prices.yaml');
    writeFileSync(
      file,
      'asOf: 2026-01-01\nmodels:\n  a/b: { input: -1, output: 1, context: 10 }\nunknown: { input: 1, output: 1, context: 1 }\n',
    );
    expect(() => loadPrices(file)).toThrow(/prices\.yaml:3:17: /);
  });
});
