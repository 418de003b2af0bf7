import { expect, test } from 'vitest';
import { parseDiff } from './diff.ts';
import { weakenings } from './test-changes.ts';

/** A diff of one file: lines that go and lines that come. */
const file = (path: string, removed: string[], added: string[]) =>
  [
    `diff --git a/${path} b/${path}`,
    `@@ -1,${removed.length} +1,${added.length} @@`,
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
  ].join('\n');
const found = (...files: string[]) =>
  weakenings(parseDiff(files.join('\n'))).map(({ weight, file: path, message }) => `${weight} ${path}: ${message}`);

test.each([
  ['a test that is gone', file('a.test.js', ["test('a', () => {});"], []), 'lost a.test.js: 1 test case is removed.'],
  [
    'one that is skipped',
    file('a.test.js', ["it('a', f);"], ["it.skip('a', f);"]),
    'lost a.test.js: A test is skipped.',
  ],
  [
    'one that is skipped by an option',
    file('a.test.js', [], ['test("a", { skip: true }, f);']),
    'lost a.test.js: A test is skipped.',
  ],
  [
    'a focused one',
    file('test/a.js', ["it('a', f);"], ["it.only('a', f);"]),
    'lost test/a.js: A focused test keeps the others from running.',
  ],
  ['a Python one', file('tests/test_a.py', ['def test_a():'], []), 'lost tests/test_a.py: 1 test case is removed.'],
  [
    'an assertion that is gone',
    file('a.test.js', ['  assert.equal(a, 1);'], []),
    'doubtful a.test.js: 1 assertion is removed.',
  ],
  [
    'another test command',
    file('package.json', ['    "test": "node --test"'], ['    "test": "true"']),
    'doubtful package.json: The test command is another one.',
  ],
])('%s is seen', (_what, diff, said) => {
  expect(found(diff)).toEqual([said]);
});

test.each([
  ['more tests', file('a.test.js', [], ["test('a', () => {", '  assert.ok(a);', '});'])],
  [
    'a test that moves to another file',
    `${file('a.test.js', ["test('a', f);"], [])}\n${file('b.test.js', [], ["test('a', f);"])}`,
  ],
  ['another name for a test', file('a.test.js', ["test('a', f);"], ["test('b', f);"])],
  ['a skipped test that stays so', file('a.test.js', ["test.skip('a', f);"], ["test.skip('b', f);"])],
  ['code that speaks of tests', file('src/run.js', ["test('a');", 'assert(b);'], [])],
  ['another place of the same command', file('package.json', ['  "test": "a"'], ['    "test": "a",'])],
])('%s is no weakening', (_what, diff) => {
  expect(found(diff)).toEqual([]);
});
