import { expect, test } from 'vitest';
import { goRuns, guardPanics } from './go-runs.ts';
import type { Trials } from '../contract.ts';

const text = `package a

import "testing"

func TestAdd(t *testing.T) {
	t.Run("one", func(t *testing.T) { add(nil, 1) })
}

func helper(_ *testing.T) {}
`;

test('a panic ends its own test: each function of a test takes it up, and no line moves', () => {
  const { 'a_test.go': guarded = '' } = guardPanics(
    [
      { path: 'a_test.go', text },
      { path: 'a.go', text: 'package a\n' },
      { path: 'b_test.go', text: 'package a\n' },
    ],
    ['a_test.go', 'b_test.go'],
  );
  expect(guarded.split('\n').length).toBe(text.split('\n').length);
  expect(guarded.split('recover()').length - 1).toBe(2);
  expect(guarded.split('\n')[0]).toBe('package a; import trialDebug "runtime/debug"');
  expect(guardPanics([{ path: 'b_test.go', text: 'package a\n' }], ['b_test.go'])).toEqual({});
});

test('a test of which nothing is told may have run what its trace names and what the others ran', async () => {
  const trials: Trials = {
    files: ['a_test.go'],
    width: 1,
    chooses: true,
    stays: false,
    run: async ({ names }) => ({
      results: [],
      ms: 1,
      lines: [],
      hits: [],
      profile: names?.[0] === 'm > TestGood' ? 'mode: set\nm/a.go:3.1,4.2 1 1\nm/a.go:6.1,6.9 1 0\n' : '',
    }),
  };
  const outcomes = [
    { name: 'm > TestHangs', file: 'a_test.go', ok: false, message: 'panic: timed out\n\t/x/a.go:9 +0x1\n' },
    { name: 'm > TestGood', file: 'a_test.go', ok: true, message: '' },
  ];
  const runs = await goRuns(trials, outcomes, new Set(['a.go']), 1000, {}, []);
  const linesOf = (name: string) => runs.filter(({ test: one }) => one === name).map(({ line }) => line);
  expect(linesOf('m > TestGood')).toEqual([3, 4]);
  expect(linesOf('m > TestHangs')).toEqual([9, 3, 4]);
});

test('what hangs may hang for what a function that it calls did before', async () => {
  const source =
    'package a\n\nfunc Nth(v []int) int {\n\tfor {\n\t\tpart(v)\n\t}\n}\n\nfunc part(v []int) int {\n\treturn 0\n}\n\nfunc other() {\n}\n';
  const told = { results: [], ms: 1, lines: [], hits: [], profile: '' };
  const trials: Trials = { files: [], width: 1, chooses: true, stays: false, run: async () => told };
  const linesOf = async (outcome: { late?: boolean; message: string }) => {
    const hangs = { name: 'm > TestNth', file: 'a_test.go', ok: false, ...outcome };
    const runs = await goRuns(trials, [hangs], new Set(['a.go']), 1000, {}, [{ path: 'a.go', text: source }]);
    return [...new Set(runs.map(({ line }) => line))].sort((a, b) => a - b);
  };
  expect(await linesOf({ late: true, message: 'panic: timed out\n\t/x/a.go:5 +0x1\n' })).toEqual([
    3, 4, 5, 6, 7, 9, 10, 11,
  ]);
  expect(await linesOf({ late: true, message: 'panic: timed out\n' })).toEqual([]);
});
