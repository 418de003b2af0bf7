import type { ProviderFactory } from './contract.ts';

/** Every provider by the name that stands before the slash of a model's name. Adding one is a file and a line. */
export const providers: Readonly<Record<string, ProviderFactory>> = {
  builtin: async (settings) => (await import('./providers/builtin.ts')).createBuiltinProvider(settings),
};
