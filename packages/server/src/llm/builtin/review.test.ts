import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../shared/diff.ts';
import { readErrand } from './errands.ts';
import { findingsOf } from './findings.ts';

const added = (path: string, ...lines: string[]) =>
  [
    `diff --git a/${path} b/${path}`,
    '--- a/x',
    '+++ b/x',
    `@@ -10,0 +11,${lines.length} @@`,
    ...lines.map((line) => `+${line}`),
  ].join('\n');
const removed = (path: string, ...lines: string[]) =>
  [
    `diff --git a/${path} b/${path}`,
    '--- a/x',
    '+++ b/x',
    `@@ -1,${lines.length} +0,0 @@`,
    ...lines.map((line) => `-${line}`),
  ].join('\n');
const find = (...parts: string[]) => findingsOf(parseDiff(parts.join('\n')));
const withTest = added('src/a.test.ts', 'const helper = 1;');

describe('review findings', () => {
  it.each([
    ['src/a.ts', 'const key = "AKIAABCDEFGHIJKLMNOP";', 'critical', 'AWS'],
    ['a.pem', '-----BEGIN RSA PRIVATE KEY-----', 'critical', 'private key'],
    ['src/a.ts', "const password = 'correct-horse-7';", 'critical', 'plain text'],
    ['src/a.ts', '<<<<<<< HEAD', 'critical', 'conflict'],
    ['src/a.test.ts', "  it.only('works', () => {", 'major', 'focused'],
    ['src/a.test.ts', "  it.skip('works', () => {", 'major', 'skipped'],
    ['tests/test_a.py', '@pytest.mark.skip', 'major', 'skipped'],
    ['src/a.ts', '  debugger;', 'major', 'debugger'],
    ['src/a.ts', '  console.log(user);', 'minor', 'debugging'],
    ['src/a.ts', '  // TODO: later', 'minor', 'unfinished'],
  ])('name place and weight: %s %s', (path, line, severity, words) => {
    const found = find(added(path, 'fine', line), withTest);
    expect(found).toContainEqual({ severity, message: expect.stringContaining(words), file: path, line: 12 });
  });

  it('let ordinary code pass', () => {
    const lines = [
      'const password = process.env.PASSWORD ?? "";',
      "const secret = 'your-secret-here';",
      'const todo = 1;',
      'logger.info("x");',
      'import x from "y"',
    ];
    expect(find(added('src/a.ts', ...lines), withTest)).toEqual([]);
  });

  it('see removed tests, but not moved ones', () => {
    expect(find(removed('src/a.test.ts', "it('a', () => {", "it('b', () => {"))).toMatchObject([
      { severity: 'major', message: '2 test cases are removed.' },
    ]);
    const both = `${removed('src/a.test.ts', "it('a', () => {")}\n@@ -9,0 +9,1 @@\n+it('b', () => {`;
    expect(find(both)).toEqual([]);
  });

  it('say once that source changed without a test', () => {
    const message = expect.stringContaining('2 changed source files');
    expect(find(added('src/a.ts', 'x'), added('src/b.ts', 'x'))).toEqual([
      { severity: 'minor', message, file: 'src/a.ts' },
    ]);
    expect(find(added('README.md', 'x'))).toEqual([]);
  });

  it('read no header inside a hunk', () => {
    const [file, ...rest] = parseDiff(added('a.md', 'diff --git a/b b/b', '@@ -1 +1 @@', '--- a/c'));
    expect(rest).toEqual([]);
    expect(file?.added.map(({ text }) => text)).toEqual(['diff --git a/b b/b', '@@ -1 +1 @@', '--- a/c']);
  });
});

describe('an errand', () => {
  it.each([
    [
      'Create a file docs/a.md with content "hello world"',
      { kind: 'create', path: 'docs/a.md', content: 'hello world\n' },
    ],
    ['add `src/b.txt` containing:\n```\none\ntwo\n```', { kind: 'create', path: 'src/b.txt', content: 'one\ntwo\n' }],
    ['Rename src/old.ts to src/new.ts.', { kind: 'rename', from: 'src/old.ts', to: 'src/new.ts' }],
    [
      'please move the file "my notes.txt" to "notes/my notes.txt"',
      { kind: 'rename', from: 'my notes.txt', to: 'notes/my notes.txt' },
    ],
    ['Delete the file tmp/x.log', { kind: 'delete', path: 'tmp/x.log' }],
    ['Format the code', { kind: 'tidy' }],
    ['fix all lint errors in the project', { kind: 'tidy' }],
  ])('is read from %s', (goal, errand) => {
    expect(readErrand(goal)).toEqual(errand);
  });

  it.each([
    'Create a file src/sort.ts with a function that sorts',
    'Create src/a.ts',
    'Rename the function foo to bar',
    'Delete unused code in src/a.ts and its tests',
    'Format the dates in the invoice',
    'fix the lint rule for imports in eslint.config.js',
    'Delete everything',
    'create a.ts with "x" and b.ts with "y"',
  ])('is not read from %s', (goal) => {
    expect(readErrand(goal)).toBeNull();
  });
});
