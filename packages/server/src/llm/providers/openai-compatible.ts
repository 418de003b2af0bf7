import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { CodewrightError } from '../../shared/errors.ts';
import type { ModelProvider, ProviderSettings } from '../contract.ts';
import { asEffort, withOptions } from './options.ts';

/** Any server that speaks Chat Completions: most of those that are not OpenAI's. */
export async function createOpenAICompatibleProvider(settings: ProviderSettings): Promise<ModelProvider> {
  const { apiKey, baseUrl, headers, fetch } = settings;
  if (baseUrl === undefined)
    throw new CodewrightError('CONFIG_INVALID', 'A compatible server has no address of its own.');
  const provider = createOpenAICompatible({
    name: 'compatible',
    baseURL: baseUrl,
    includeUsage: true,
    supportsStructuredOutputs: true,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(headers ? { headers } : {}),
    ...(fetch ? { fetch } : {}),
  });
  return {
    model: (id) => provider.chatModel(id),
    embedding: (id) => provider.embeddingModel(id),
    prepare: (options, manner) => withOptions(asEffort(options, manner), 'compatible', { ...settings.options }),
  };
}
