/** Variables by which the common providers' keys are known, and the providers that read each; the first is asked first. */
const table: Readonly<Record<string, readonly string[]>> = {
  anthropic: ['ANTHROPIC_API_KEY'],
  openai: ['OPENAI_API_KEY'],
  google: ['GEMINI_API_KEY', 'GOOGLE_GENERATIVE_AI_API_KEY', 'GOOGLE_API_KEY'],
  'openai-compatible': ['OPENAI_API_KEY'],
  openrouter: ['OPENROUTER_API_KEY'],
  azure: ['AZURE_API_KEY'],
};

/** Keys of what is no model. */
const others: Readonly<Record<string, string>> = { BRAVE_API_KEY: 'web search', TAVILY_API_KEY: 'web search' };

/** Names of the variables that a provider's key is looked for under, best first. */
export function variablesOf(provider: string): readonly string[] {
  if (Object.hasOwn(table, provider)) return table[provider] ?? [];
  return [`${provider.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}_API_KEY`];
}

/** Every variable of the table, once. */
export function keyVariables(): string[] {
  return [...new Set(Object.values(table).flat())];
}

/** The providers that look for their key under this name. */
export function keyUsers(name: string): string[] {
  const known = Object.keys(table).filter((provider) => table[provider]?.includes(name));
  if (known.length > 0) return known;
  if (Object.hasOwn(others, name)) return [others[name] ?? ''];
  const [, other] = /^([A-Z][A-Z0-9_]*)_API_KEY$/.exec(name) ?? [];
  return other === undefined ? [] : [other.toLowerCase().replaceAll('_', '-')];
}
