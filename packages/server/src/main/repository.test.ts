import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calculator, openHouse, scriptedModel, type House, type Script } from './testing.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());

/** Reads, mends, tests, commits. */
const mends: Script = [
  [['read_file', { path: 'src/sum.js' }]],
  [['edit_file', { path: 'src/sum.js', old: 'one - other', new: 'one + other' }]],
  [['run_tests', {}]],
  [['commit_changes', { message: 'Let sum add' }]],
  'sum adds now; the tests pass.',
];

describe('a repository, with a language model', () => {
  test('a fix goes from words to a proven branch, and from there into the user’s branch', async () => {
    const repository = house.repository('fix', calculator);
    const before = house.fingerprint(repository);
    const model = scriptedModel({ implement: mends });
    const report = await house.run({ goal: 'fix: sum() subtracts', repository }, model);
    expect(report.job.status).toBe('succeeded');
    expect(house.fingerprint(repository)).toBe(before);
  });
});
