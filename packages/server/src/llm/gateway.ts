import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import { abortError, raceAbort, throwIfAborted } from '../shared/abort.ts';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import type {
  Model,
  ModelGateway,
  ModelProvider,
  ModelRequest,
  ProviderFactory,
  ProviderSettings,
} from './contract.ts';
import { lettersOf, tokensIn } from './letters.ts';
import { centsOf, describeModel, type PriceTable } from './prices.ts';
import { type Answer, readAnswer } from './read-stream.ts';

export interface GatewayOptions {
  /** By provider name; `provider` of `provider/model`. */
  providers: Readonly<Record<string, ProviderFactory>>;
  settings?: Readonly<Record<string, ProviderSettings>>;
  prices: PriceTable;
  clock: Clock;
  /** Further tries of a call that failed in a way that its provider calls passing; 2 when absent. */
  retries?: number;
}

export function createModelGateway(options: GatewayOptions): ModelGateway {
  const { clock, prices, retries = 2 } = options;
  const opened = new Map<string, Promise<ModelProvider>>();

  function open(name: string): Promise<Model> {
    const [provider = '', ...rest] = name.split('/');
    const factory = Object.hasOwn(options.providers, provider) ? options.providers[provider] : undefined;
    if (!factory || rest.length === 0) {
      throw new CodewrightError('NOT_FOUND', `There is no model "${name}": a model is named provider/model.`, {
        hint: `Known providers: ${Object.keys(options.providers).join(', ')}.`,
      });
    }
    let made = opened.get(provider);
    if (!made) {
      made = factory(options.settings?.[provider] ?? {});
      opened.set(provider, made);
      // A provider that could not be loaded is tried afresh at the next call.
      made.catch(() => opened.delete(provider));
    }
    return made.then((ready) => ready.model(rest.join('/')));
  }

  async function answerOf(model: Model, request: ModelRequest): Promise<Answer> {
    const call = model.doStream({
      prompt: request.prompt,
      abortSignal: request.signal,
      ...(request.tools.length > 0 ? { tools: request.tools } : {}),
    });
    const { stream } = await raceAbort(Promise.resolve(call), request.signal);
    return readAnswer(stream, request);
  }

  return {
    describe: (name) => describeModel(prices, name),

    async call(name, request) {
      throwIfAborted(request.signal);
      const model = await open(name);
      const started = clock.monotonic();
      for (let attempt = 0; ; attempt += 1) {
        try {
          const answer = await answerOf(model, request);
          const counted = countUsage(answer, request);
          const { text, reasoning, calls, content, finish } = answer;
          const usage = { ...counted, cents: centsOf(counted, describeModel(prices, name)) };
          return {
            text,
            reasoning,
            calls,
            content,
            finish,
            usage,
            model: name,
            durationMs: Math.round(clock.monotonic() - started),
          };
        } catch (error) {
          if (request.signal.aborted) throw abortError(request.signal);
          if (attempt >= retries || !isPassing(error)) throw failure(name, error);
          await clock.sleep(500 * 2 ** attempt, request.signal);
        }
      }
    },
  };
}

/** What the provider reported, and by 4 letters a token where it reported nothing usable. */
function countUsage(answer: Answer, request: ModelRequest) {
  const usage: Partial<LanguageModelV4Usage> | undefined = answer.usage;
  const input = count(usage?.inputTokens?.total);
  const output = count(usage?.outputTokens?.total);
  const said = answer.text.length + answer.reasoning.length + JSON.stringify(answer.calls).length;
  return {
    inputTokens: input ?? tokensIn(lettersOf([request.prompt, request.tools])),
    cachedInputTokens: input === null ? 0 : Math.min(count(usage?.inputTokens?.cacheRead) ?? 0, input),
    outputTokens: output ?? tokensIn(said),
    reported: input !== null && output !== null,
  };
}

const count = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.round(value) : null;

/** Errors of the AI SDK's providers say so themselves (rate limits, overload, a broken connection). */
function isPassing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'isRetryable' in error && error.isRetryable === true;
}

function failure(name: string, error: unknown): CodewrightError {
  if (error instanceof CodewrightError) return error;
  const reason = error instanceof Error ? error.message : typeof error === 'string' ? error : JSON.stringify(error);
  return new CodewrightError('MODEL_FAILED', `The model ${name} failed: ${reason}`, { cause: error });
}
