import type { JsonObject } from '@codewright/protocol/json';
import type { Experience } from './contract.ts';

/** Tries of one fix at one kind of mistake, added up. `entries`: data of `fix-tried` entries, newest first. */
export function experienceOf(entries: readonly JsonObject[]): Experience[] {
  const sums = new Map<string, Experience>();
  for (const { signature, fix, worked } of entries) {
    if (typeof signature !== 'string' || typeof fix !== 'string') continue;
    const key = `${signature}\n${fix}`;
    const sum = sums.get(key) ?? { signature, fix, tried: 0, worked: 0 };
    sums.set(key, { ...sum, tried: sum.tried + 1, worked: sum.worked + (worked === true ? 1 : 0) });
  }
  return [...sums.values()];
}
