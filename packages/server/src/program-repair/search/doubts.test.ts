import { expect, test } from 'vitest';
import type { Candidate } from '../contract.ts';
import { doubtsOf, earlyEnd } from './doubts.ts';

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

test('one very value that becomes a bound is doubted', () => {
  const asked = 'if (now === until) drop();\n';
  const told = (text: string) => {
    const start = asked.indexOf('===');
    const place = { path: 'a.js', start, end: start + 3, line: 1 };
    const candidate = { ...place, text, operator: 'another operator', score: 0.5, removes: false };
    return doubtsOf({ candidates: [candidate], score: 0.5 }, [], new Map([['a.js', asked]]), []);
  };
  expect(told('<=')).toEqual(['it lets in more or less where one very value was asked for']);
  expect(told('!==')).toEqual([]);
});

test('rivals are counted that are nearly as likely', () => {
  const others = [0.4, 0.1].map((score) => ({ candidates: [], score }));
  const told = doubtsOf({ candidates: [], score: 0.5 }, others, new Map(), []);
  expect(told).toEqual(['1 other change satisfies the tests as well and is nearly as likely']);
});

test('a number that only the failing test names is doubted, a usual one is not', () => {
  const expected = (text: string) => doubts({ ...change('until', text), operator: 'the expected number' });
  expect(expected('-5')).toEqual(['it puts in the very number that a failing test expects']);
  expect(expected('-1')).toEqual([]);
});

test('an early end is doubted where one for another value satisfies the tests, however unlikely; the same in other words is none', () => {
  const end = { ...change('if', 'if (!now) return;\nif'), operator: earlyEnd };
  const told = (text: string, operator = earlyEnd) =>
    doubtsOf(
      { candidates: [end], score: 0.5 },
      [{ candidates: [{ ...end, text, operator }], score: 0.02 }],
      new Map([['a.js', source]]),
      [],
    );
  expect(told('if (!until) return;\nif')).toEqual(['1 other early end satisfies the tests as well']);
  expect(told('if (now === null) return;\nif')).toEqual([]);
  expect(told('if (!until) return;\nif', 'another operator')).toEqual([]);
});

test('what keeps only the last of what was gathered is doubted, what gathers is not', () => {
  const gathers = 'cell += letter;\n';
  const told = (text: string) => {
    const place = { path: 'a.js', start: 5, end: 7, line: 1 };
    const candidate = { ...place, text, operator: 'another assignment', score: 0.5, removes: false };
    return doubtsOf({ candidates: [candidate], score: 0.5 }, [], new Map([['a.js', gathers]]), []);
  };
  expect(told('=')).toEqual(['it keeps only the last of what was put together before']);
  expect(told('-=')).toEqual([]);
});

test('a constant in the place of what was decided is doubted, another decision and a constant for a constant are not', () => {
  const decided = "next = sign === '_';\nopen = false;\n";
  const told = (start: number, end: number, text: string) => {
    const candidate = { path: 'a.js', start, end, line: 1, text, operator: 'another', score: 0.5, removes: false };
    return doubtsOf({ candidates: [candidate], score: 0.5 }, [], new Map([['a.js', decided]]), []);
  };
  expect(told(7, 19, 'true')).toEqual(['it puts a constant where something was decided']);
  expect(told(7, 19, "sign === '-'")).toEqual([]);
  expect(told(decided.indexOf('false'), decided.indexOf('false') + 5, 'true')).toEqual([]);
});
