import { createOpenAI } from '@ai-sdk/openai';
import type { JsonValue } from '@codewright/protocol/json';
import type { Manner, ModelProvider, ProviderSettings } from '../contract.ts';
import { dropWrong, isEvent, mendingFetch } from './mend-usage.ts';
import { asEffort, withOptions } from './options.ts';

/** OpenAI's Responses API. Nothing is stored there: what a model thought comes back encrypted and is sent again. */
export async function createOpenAIProvider(settings: ProviderSettings): Promise<ModelProvider> {
  const provider = open(settings);
  return {
    model: (id) => provider.responses(id),
    embedding: (id) => provider.embeddingModel(id),
    prepare: (options, manner) =>
      withOptions(asEffort(options, manner), 'openai', { store: false, ...manners(manner), ...settings.options }),
  };
}

/** OpenAI's Chat Completions API. */
export async function createOpenAIChatProvider(settings: ProviderSettings): Promise<ModelProvider> {
  const provider = open(settings);
  return {
    model: (id) => provider.chat(id),
    embedding: (id) => provider.embeddingModel(id),
    prepare: (options, manner) =>
      withOptions(asEffort(options, manner), 'openai', { store: false, ...manners(manner), ...settings.options }),
  };
}

function open({ apiKey = 'none', baseUrl, headers, fetch }: ProviderSettings) {
  return createOpenAI({
    apiKey,
    ...(baseUrl === undefined ? {} : { baseURL: baseUrl }),
    ...(headers ? { headers } : {}),
    ...mendingFetch(fetch, /"response\.(completed|incomplete)"/, mendUsage),
  });
}

/**
 * Conversations with one key come to one machine, where the beginning of the prompt is in memory. How hard to think is said also
 * to a model whose name the package does not know: the user asked for it.
 */
function manners({ conversation, reasoning }: Manner): Record<string, JsonValue> {
  return {
    ...(conversation === null ? {} : { promptCacheKey: conversation }),
    ...(reasoning === null ? {} : { forceReasoning: true }),
  };
}

/** All of it is left out where a count is none: nothing there must be. */
function mendUsage({ response }: Record<string, unknown>): boolean {
  return isEvent(response) && dropWrong(response, 'usage');
}
