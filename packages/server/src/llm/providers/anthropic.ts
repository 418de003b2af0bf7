import { createAnthropic } from '@ai-sdk/anthropic';
import type { CallOptions, Manner, ModelProvider, ProviderSettings } from '../contract.ts';
import { fillCounts, isEvent, mendingFetch } from './mend-usage.ts';
import { withOptions } from './options.ts';

const ephemeral = { type: 'ephemeral' };

/** Anthropic's Messages API. */
export async function createAnthropicProvider(settings: ProviderSettings): Promise<ModelProvider> {
  const { apiKey = 'none', baseUrl, headers, fetch } = settings;
  const provider = createAnthropic({
    apiKey,
    ...(baseUrl === undefined ? {} : { baseURL: baseUrl }),
    ...(headers ? { headers } : {}),
    ...mendingFetch(fetch, /"message_(start|delta)"/, mendUsage),
  });
  return {
    model: (id) => provider(id),
    tokensIn,
    prepare: (options, manner) =>
      withOptions(marked(options), 'anthropic', { ...settings.options, ...manners(manner) }),
  };
}

/**
 * Tools and system prompt end at a mark that never moves; the conversation's own mark is put at its end by the provider
 * itself, so that no message is ever sent in two ways.
 */
function marked(options: CallOptions): CallOptions {
  const [first, ...rest] = options.prompt;
  if (first?.role !== 'system') return options;
  const providerOptions = { ...first.providerOptions, anthropic: { cacheControl: ephemeral } };
  return { ...options, prompt: [{ ...first, providerOptions }, ...rest] };
}

function manners({ reasoning }: Manner) {
  const thinking =
    typeof reasoning === 'object' && reasoning !== null
      ? { thinking: { type: 'enabled', budgetTokens: reasoning.budgetTokens } }
      : {};
  return { cacheControl: ephemeral, ...thinking };
}

function mendUsage(event: Record<string, unknown>): boolean {
  if (event['type'] === 'message_delta') return fillCounts(event, 'usage', ['output_tokens']);
  const { message } = event;
  return isEvent(message) && fillCounts(message, 'usage', ['input_tokens', 'output_tokens']);
}

/** What the prompt costs is said with the first event. */
function tokensIn(piece: unknown): { input: number; output: number } | null {
  if (!isEvent(piece) || piece['type'] !== 'message_start' || !isEvent(piece['message'])) return null;
  const { usage } = piece['message'];
  if (!isEvent(usage)) return null;
  const count = (name: string) => (typeof usage[name] === 'number' ? usage[name] : 0);
  const input = count('input_tokens') + count('cache_creation_input_tokens') + count('cache_read_input_tokens');
  return { input, output: count('output_tokens') };
}
