import { expect, it } from 'vitest';
import { retriesInWords } from './retries.ts';

it.each<[number, number, string, boolean?]>([
  [5, 1000, 'A job that fails is tried 5 times in all: again after 1 second, then after twice as long each time.'],
  [
    3,
    1500,
    'A job that fails is tried 3 times in all: again after 1500 milliseconds, then after twice as long each time.',
  ],
  [2, 120_000, 'A job that fails is tried once more, after 2 minutes.'],
  [1, 1000, 'A job that fails is not tried again.'],
  [3, 5000, 'A job that fails is tried 3 times in all: again after 5 seconds each time.', true],
])('%i tries, %i milliseconds before the second', (attempts, delayMs, words, fixed = false) => {
  expect(retriesInWords({ attempts, delayMs, fixed })).toBe(words);
});
