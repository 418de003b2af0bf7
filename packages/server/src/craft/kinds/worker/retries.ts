import type { Requirements } from '../../requirements.ts';

type Retries = NonNullable<Requirements['retries']>;

/** Where nothing is said of them. */
export const usualRetries: Retries = { attempts: 5, delayMs: 1000 };

const units: [name: string, ms: number][] = [
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

export function retriesInWords({ attempts, delayMs, fixed }: Retries): string {
  if (attempts < 2) return 'A job that fails is not tried again.';
  const [unit, ms] = units.find(([, size]) => delayMs >= size && delayMs % size === 0) ?? ['millisecond', 1];
  const count = delayMs / ms;
  const wait = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return attempts === 2
    ? `A job that fails is tried once more, after ${wait}.`
    : `A job that fails is tried ${attempts} times in all: again after ${wait}${fixed === true ? ' each time' : ', then after twice as long each time'}.`;
}
