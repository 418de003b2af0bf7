import { throwIfAborted } from '../shared/abort.ts';
import type { Clock } from '../shared/clock.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { Connections } from './connections.ts';
import type { Embedder } from './contract.ts';
import { type Failure, readFailure } from './failure.ts';
import { describeModel, type PriceTable } from './prices.ts';

export interface EmbedderOptions {
  model: string;
  models: () => { connections: Connections; prices: PriceTable };
  clock: Clock;
  /** Takes secrets out of a text before it leaves. */
  clean: (text: string) => string;
  retries?: number;
}

const firstWaitMs = 500;
const longestWaitMs = 60_000;
/** Texts of one request, where the provider sets no lower limit. */
const most = 96;

/** Texts as vectors by the model that the user named; a failure that may pass is tried again. */
export function createEmbedder({ model, models, clock, clean, retries = 3 }: EmbedderOptions): Embedder {
  return {
    model,
    async embed(texts, signal) {
      const { connections, prices } = models();
      const connection = await connections.open(model);
      const found = connection.provider.embedding?.(model.slice(model.indexOf('/') + 1));
      if (!found)
        throw new CodewrightError('CONFIG_INVALID', `The provider of ${model} has no embeddings.`, {
          hint: 'Set model.embeddings to a model of a provider that has some (OpenAI, Google, any server with /embeddings), or to null.',
        });
      const limit = Math.min((await found.maxEmbeddingsPerCall) ?? most, most);
      const { pricePerMillion } = describeModel(prices, model, connections.pricesOf);
      const vectors: Float32Array[] = [];
      let cents = 0;
      for (let at = 0; at < texts.length; at += limit) {
        const values = texts.slice(at, at + limit).map(clean);
        const answer = await patiently(async () => found.doEmbed({ values, abortSignal: signal }), signal);
        if (answer.embeddings.length !== values.length)
          throw failed(model, 'it answered with another number of vectors');
        vectors.push(...answer.embeddings.map((one) => unit(one, model)));
        const tokens = answer.usage?.tokens ?? values.reduce((sum, text) => sum + text.length, 0) / 4;
        cents += (Number.isFinite(tokens) ? tokens : 0) * pricePerMillion.input * 1e-4;
      }
      return { vectors, cents };

      async function patiently<T>(ask: () => Promise<T>, aborted: AbortSignal): Promise<T> {
        for (let attempt = 1; ; attempt += 1) {
          throwIfAborted(aborted);
          let failure: Failure;
          try {
            return await ask();
          } catch (error) {
            throwIfAborted(aborted);
            failure = readFailure(error, clock.now());
          }
          const waitMs = failure.retryAfterMs ?? firstWaitMs * 2 ** (attempt - 1);
          if (!failure.passing || attempt > retries || waitMs > longestWaitMs)
            throw failed(model, withoutKey(failure.reason, connection.key));
          await clock.sleep(waitMs, aborted);
        }
      }
    },
  };
}

function unit(values: readonly number[], model: string): Float32Array {
  const length = Math.hypot(...values);
  if (!Number.isFinite(length) || length === 0) throw failed(model, 'one of its vectors is none');
  return Float32Array.from(values, (value) => value / length);
}

const failed = (model: string, why: string) =>
  new CodewrightError('MODEL_FAILED', `${model} gave no embeddings: ${why}.`);

function withoutKey(text: string, key: string | null): string {
  return key === null || key.length < 4 ? text : text.replaceAll(key, '[key]');
}
