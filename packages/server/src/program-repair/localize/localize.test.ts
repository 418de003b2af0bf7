import { expect, test } from 'vitest';
import type { Trials } from '../contract.ts';
import { localize } from './localize.ts';

const text = `function grade(points) {
  if (points > 90) {
    return 'A';
  }
  return 'B';
}
`;

test('of tape what ran for an assertion counts for that one, though its test and its file have others', async () => {
  const results = [
    { name: 'grades > good', file: 'test/a.js', ok: true, message: '' },
    { name: 'grades > best', file: 'test/a.js', ok: false, message: 'not equal' },
  ];
  // Probes in the order of their lines: 2, 3 and 5.
  const hits: [string, number][] = [
    ['test/a.js', 3],
    ['test/a.js\ngrades\n0', 1],
    ['test/a.js\ngrades\n0', 3],
    ['test/a.js\ngrades\n1', 1],
    ['test/a.js\ngrades\n1', 2],
  ];
  const trials: Trials = {
    files: ['test/a.js'],
    width: 1,
    chooses: false,
    stays: false,
    run: async ({ cover }) => ({ results, ms: 1, lines: [], hits: cover === true ? hits : [], profile: '' }),
  };
  const { suspects } = await localize(trials, [{ path: 'a.js', text }], '');
  const of = (line: number) => suspects.find((one) => one.line === line);
  expect(of(3)).toMatchObject({ suspicion: 1, failing: 1, passing: 0 });
  expect(of(2)).toMatchObject({ failing: 1, passing: 1 });
  // That loading ran it as well says little.
  expect(of(5)).toMatchObject({ suspicion: 0.35, failing: 0, passing: 1 });
});

test('what may have thrown is nearly as suspicious as what catches it', async () => {
  const caught =
    'def f(text):\n    try:\n        text = convert(text)\n    except ValueError:\n        pass\n    return text\n';
  const results = [
    { name: 'plain', file: 'test_a.py', ok: true, message: '' },
    { name: 'other', file: 'test_a.py', ok: true, message: '' },
    { name: 'wrong', file: 'test_a.py', ok: false, message: 'not equal' },
  ];
  const lines: [string, string, number][] = results.flatMap(({ name }) =>
    [2, 3, 6, ...(name === 'wrong' ? [4, 5] : [])].map((line): [string, string, number] => [name, 'a.py', line]),
  );
  const trials: Trials = {
    files: ['test_a.py'],
    width: 1,
    chooses: true,
    stays: false,
    run: async ({ cover }) => ({ results, ms: 1, lines: cover === true ? lines : [], hits: [], profile: '' }),
  };
  const { suspects } = await localize(trials, [{ path: 'a.py', text: caught }], '');
  const of = (line: number) => suspects.find((one) => one.line === line)?.suspicion ?? 0;
  expect(of(5)).toBe(1);
  expect(of(3)).toBeCloseTo(0.9);
  expect(of(6)).toBeLessThan(0.7);
});
