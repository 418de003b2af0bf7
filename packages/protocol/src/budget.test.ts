import { expect, test } from 'vitest';
import { capsWords, raiseFor } from './budget.ts';

const caps = { steps: 40, tokens: 200_000, seconds: 60, cents: 100 };
const raised = (used: Partial<typeof caps>) =>
  raiseFor({ limit: 'time_limit', used: { steps: 0, tokens: 0, seconds: 0, cents: 0, ...used }, caps }).raise;

test('a limit is raised to twice of it, though a moment more has gone', () => {
  expect(raised({ seconds: 61.4 })).toEqual({ seconds: 120 });
  expect(raised({ seconds: 60, steps: 33, tokens: 10 })).toEqual({ seconds: 120, steps: 80 });
});

test('where much more has gone, what is asked for leaves as much again, in round figures', () => {
  expect(raised({ seconds: 93.2, tokens: 301_234 })).toEqual({ seconds: 190, tokens: 610_000 });
  expect(raised({ seconds: 60, cents: 1234 })).toEqual({ seconds: 120, cents: 2500 });
});

test('time is said in minutes from two of them on', () => {
  expect(capsWords({ seconds: 90 })).toBe('90 seconds of work');
  expect(capsWords({ steps: 40, seconds: 300 })).toBe('40 steps and 5 minutes of work');
  expect(capsWords({ seconds: 190 })).toBe('3 minutes 10 seconds of work');
});
