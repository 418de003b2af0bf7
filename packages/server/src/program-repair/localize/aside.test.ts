import { expect, test } from 'vitest';
import { failForSurroundings, othersFail, withoutTests } from './aside.ts';
import type { Localized, Patch, TestOutcome, Trials } from '../contract.ts';

const failed = (name: string, message = 'wrong'): TestOutcome => ({ name, file: 'a.test.js', ok: false, message });
const offline = failed('asks a server', 'Error: getaddrinfo ENOTFOUND example.com');

test('a test that lacks the network is left out beside one that fails for the sources', () => {
  expect(failForSurroundings([failed('adds'), offline])).toEqual([offline]);
  expect(failForSurroundings([failed('adds')])).toEqual([]);
});

test('where every test fails for its surroundings none is left out', () => {
  expect(failForSurroundings([offline])).toEqual([]);
});

test('a module of the project that is not found is a fault of the sources', () => {
  const own = failed('loads', "Cannot find module './sum.js'");
  expect(failForSurroundings([own, failed('adds')])).toEqual([]);
  const other = failed('loads', "Cannot find module 'left-pad'");
  expect(failForSurroundings([other, failed('adds')])).toEqual([other]);
});

/** What a run tells of these tests. */
const telling = (results: TestOutcome[]): Trials => ({
  files: ['a.test.js'],
  width: 1,
  chooses: false,
  stays: false,
  run: () => Promise.resolve({ results, ms: 1, lines: [], hits: [], profile: '' }),
});

test('runs tell nothing of the tests that are left out', async () => {
  const { results } = await withoutTests(telling([failed('adds'), offline]), [offline]).run({
    edits: {},
    timeoutMs: 1,
  });
  expect(results).toEqual([failed('adds')]);
});

test('a patch of a part is whole where what fails still never runs what it changes', async () => {
  const outcomes = [failed('adds'), failed('shows')];
  const place = { path: 'a.js', line: 3 };
  const patch = { candidates: [place], edits: {} } as unknown as Patch;
  const localized = (line: number) =>
    ({ outcomes, failing: outcomes, ran: new Map([['shows', new Set([`a.js:${line}`])]]) }) as unknown as Localized;
  const trials = telling([{ ...failed('adds'), ok: true }, failed('shows')]);
  expect(await othersFail(trials, patch, localized(9))).toEqual([failed('shows')]);
  expect(await othersFail(trials, patch, localized(3))).toBeNull();
});
