import type { Limits } from './contract.ts';

const MiB = 1024 * 1024;

/** Enough for an install, a type check and a test run of an ordinary project; callers narrow them. */
export const defaultLimits: Limits = {
  timeMs: 120_000,
  cpuSeconds: 600,
  memoryBytes: 4096 * MiB,
  processes: 512,
  fileBytes: 1024 * MiB,
  outputBytes: 64 * MiB,
};

/** Open files per process; not a promise of the contract, so not a setting. */
export const openFiles = 4096;

/** Later ones win; absent values never erase present ones. */
export function mergeLimits(...parts: (Partial<Limits> | undefined)[]): Limits {
  const merged = { ...defaultLimits };
  for (const part of parts) {
    for (const key of Object.keys(defaultLimits) as (keyof Limits)[]) {
      const value = part?.[key];
      if (value !== undefined) merged[key] = value;
    }
  }
  return merged;
}
