import type { Directory } from '../llm/directory.ts';

/** Keys of what is no model, and what uses them. */
const others: Readonly<Record<string, string>> = { BRAVE_API_KEY: 'web search', TAVILY_API_KEY: 'web search' };

/** Every name that a key of ours is looked for under, once. */
export function keyVariables(directory: Directory): string[] {
  return [...new Set([...[...directory.values()].flatMap(({ keys }) => keys), ...Object.keys(others)])];
}

/** Who looks for a key under this name. */
export function keyUsers(directory: Directory, name: string): string[] {
  const providers = [...directory.values()].filter(({ keys }) => keys.includes(name)).map((entry) => entry.name);
  return [...providers, ...(Object.hasOwn(others, name) ? [others[name] ?? ''] : [])];
}
