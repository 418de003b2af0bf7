import type { ProviderFactory } from './contract.ts';

/** Every wire that is spoken, by its kind. Adding one is a file and a line; models/providers.yaml says who speaks it. */
export const kinds: Readonly<Record<string, ProviderFactory>> = {
  builtin: async (settings) => (await import('./providers/builtin.ts')).createBuiltinProvider(settings),
  anthropic: async (settings) => (await import('./providers/anthropic.ts')).createAnthropicProvider(settings),
  openai: async (settings) => (await import('./providers/openai.ts')).createOpenAIProvider(settings),
  'openai-chat': async (settings) => (await import('./providers/openai.ts')).createOpenAIChatProvider(settings),
  google: async (settings) => (await import('./providers/google.ts')).createGoogleProvider(settings),
  'openai-compatible': async (settings) =>
    (await import('./providers/openai-compatible.ts')).createOpenAICompatibleProvider(settings),
  package: async (settings) => (await import('./providers/package.ts')).createPackageProvider(settings),
};
