import type { JsonObject } from '@codewright/protocol/json';
import type { Experience } from './contract.ts';

/**
 * Tries of one fix at one kind of mistake, added up. `entries`: data of `fix-tried` entries, newest first; what was tried before a
 * person had it forgotten (`fix-forgotten`) counts no longer.
 */
export function experienceOf(entries: readonly JsonObject[]): Experience[] {
  const sums = new Map<string, Experience>();
  const forgotten = new Set<string>();
  for (const { event, signature, fix, worked } of entries) {
    if (typeof signature !== 'string' || typeof fix !== 'string') continue;
    const key = `${signature}\n${fix}`;
    if (event === 'fix-forgotten') forgotten.add(key);
    if (forgotten.has(key)) continue;
    const sum = sums.get(key) ?? { signature, fix, tried: 0, worked: 0 };
    sums.set(key, { ...sum, tried: sum.tried + 1, worked: sum.worked + (worked === true ? 1 : 0) });
  }
  return [...sums.values()];
}
