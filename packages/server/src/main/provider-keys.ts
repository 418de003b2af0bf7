import type { Directory } from '../llm/directory.ts';
import { usedHere } from '../notify/contract.ts';

/** Keys of what is no model, and what uses them. */
const others: Readonly<Record<string, string>> = { BRAVE_API_KEY: 'web search', TAVILY_API_KEY: 'web search' };

/** Every name that a key of ours is looked for under, once. */
export function keyVariables(directory: Directory): string[] {
  return [...new Set([...[...directory.values()].flatMap(({ keys }) => keys), ...Object.keys(others)])];
}

/** Who looks for a key under this name, and whether it was made here: such a one is nobody’s to remove. */
export function usersOfKey(directory: Directory, name: string): { usedBy: string; own: boolean } {
  const here = usedHere(name);
  if (here !== null) return { usedBy: here, own: true };
  const providers = [...directory.values()].filter(({ keys }) => keys.includes(name)).map((entry) => entry.name);
  const users = [...providers, ...(Object.hasOwn(others, name) ? [others[name] ?? ''] : [])];
  return { usedBy: users.join(', ') || 'nothing yet', own: false };
}
