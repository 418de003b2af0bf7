import { expect, test } from 'vitest';
import type { Candidate } from '../contract.ts';
import { doubtsOf } from './doubts.ts';

const source = 'if (now >= until) drop();\n';
const change = (was: string, text: string): Candidate => {
  const start = source.indexOf(was);
  const place = { path: 'a.js', start, end: start + was.length, line: 1 };
  return { ...place, text, operator: 'another operator', score: 0.5, removes: false };
};
const doubts = (...candidates: Candidate[]) =>
  doubtsOf({ candidates, score: 0.5 }, [], new Map([['a.js', source]]), []);

test('a bound that becomes one very value is doubted, one that moves is not', () => {
  expect(doubts(change('>=', '=='))).toEqual(['it asks for one very value where more or less counted as well']);
  expect(doubts(change('>=', '>'))).toEqual([]);
});

test('rivals are counted that are nearly as likely', () => {
  const told = doubtsOf({ candidates: [], score: 0.5 }, [{ score: 0.4 }, { score: 0.1 }], new Map(), []);
  expect(told).toEqual(['1 other change satisfies the tests as well and is nearly as likely']);
});

test('a number that only the failing test names is doubted, a usual one is not', () => {
  const expected = (text: string) => doubts({ ...change('until', text), operator: 'the expected number' });
  expect(expected('-5')).toEqual(['it puts in the very number that a failing test expects']);
  expect(expected('-1')).toEqual([]);
});
