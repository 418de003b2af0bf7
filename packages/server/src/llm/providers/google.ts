import { createGoogle } from '@ai-sdk/google';
import type { Manner, ModelProvider, ProviderSettings } from '../contract.ts';
import { dropWrong, isEvent, mendingFetch } from './mend-usage.ts';
import { withOptions } from './options.ts';

/** Google's Gemini API. It finds the beginning of a prompt in its cache by itself. */
export async function createGoogleProvider(settings: ProviderSettings): Promise<ModelProvider> {
  const { apiKey = 'none', baseUrl, headers, fetch } = settings;
  const provider = createGoogle({
    apiKey,
    ...(baseUrl === undefined ? {} : { baseURL: baseUrl }),
    ...(headers ? { headers } : {}),
    ...mendingFetch(fetch, /"usageMetadata".*null/, (event) => dropWrong(event, 'usageMetadata')),
  });
  return {
    model: (id) => provider(id),
    embedding: (id) => provider.embeddingModel(id),
    tokensIn,
    prepare: (options, manner) => withOptions(options, 'google', { ...thinking(manner), ...settings.options }),
  };
}

function thinking({ reasoning }: Manner) {
  return typeof reasoning === 'object' && reasoning !== null
    ? { thinkingConfig: { thinkingBudget: reasoning.budgetTokens } }
    : {};
}

/** Every event counts anew. */
function tokensIn(piece: unknown): { input: number; output: number } | null {
  const usage = isEvent(piece) ? piece['usageMetadata'] : null;
  if (!isEvent(usage)) return null;
  const count = (name: string) => (typeof usage[name] === 'number' ? usage[name] : 0);
  return { input: count('promptTokenCount'), output: count('candidatesTokenCount') + count('thoughtsTokenCount') };
}
