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
