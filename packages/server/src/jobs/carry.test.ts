import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { carry, movesOf } from './carry.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'codewright-carry-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const numbered = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`);

/** The moves between two contents of one file, by git itself. */
function between(before: string[], after: string[], name = 'a b.txt') {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=u', '-c', 'user.email=u@e', ...args], {
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
    });
  rmSync(join(folder, '.git'), { recursive: true, force: true });
  git('init', '-q');
  writeFileSync(join(folder, name), before.map((line) => `${line}\n`).join(''));
  git('add', '-A');
  git('commit', '-qm', 'x');
  writeFileSync(join(folder, name), after.map((line) => `${line}\n`).join(''));
  return movesOf(git('diff', '-U0', '--no-color'));
}
const at = (line: number, endLine = line) => ({ file: 'a b.txt', line, endLine });
const states = (after: string[], ...places: [number, number?][]) => {
  const moves = between(numbered, after);
  return places.map(([line, end]) => {
    const now = carry(at(line, end), moves);
    return now.line === null ? now.state : `${now.state} ${now.line}`;
  });
};

test('Lines above, below and inside of a change are told apart', () => {
  expect(states(numbered.with(4, 'changed'), [4], [5], [6], [4, 6], [1, 12])).toEqual([
    'same 4',
    'outdated',
    'same 6',
    'outdated',
    'outdated',
  ]);
});

test('Lines that came in or went above move what is below; right beside it they leave it as it is', () => {
  const added = numbered.toSpliced(4, 0, 'new', 'newer');
  expect(states(added, [4], [5], [4, 5], [12])).toEqual(['same 4', 'moved 7', 'outdated', 'moved 14']);
  const removed = numbered.toSpliced(4, 2);
  expect(states(removed, [4], [5], [6], [7], [3, 7])).toEqual([
    'same 4',
    'outdated',
    'outdated',
    'moved 5',
    'outdated',
  ]);
});

test('A change of a line that looks like a header of a diff is read as what it is', () => {
  const odd = ['--- a/other', '+++ b/other', '@@ -1 +1 @@', 'diff --git a/x b/x', ...numbered];
  const moves = between(odd, ['x', ...odd.slice(1, 8), '-- a/y', ...odd.slice(9)]);
  expect(moves.map(({ from }) => from)).toEqual(['a b.txt']);
  expect(carry(at(2), moves)).toMatchObject({ state: 'same', line: 2 });
  expect(carry(at(1), moves)).toMatchObject({ state: 'outdated' });
  expect(carry(at(9), moves)).toMatchObject({ state: 'outdated' });
});

test('A file that was deleted, renamed or left alone', () => {
  const [deleted, renamed] = [
    'diff --git a/x.ts b/x.ts\ndeleted file mode 100644\n--- a/x.ts\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n',
    'diff --git a/x.ts b/y.ts\nsimilarity index 90%\nrename from x.ts\nrename to y.ts\n--- a/x.ts\n+++ b/y.ts\n@@ -0,0 +1 @@\n+a\n',
  ];
  const place = { file: 'x.ts', line: 2, endLine: 2 };
  expect(carry(place, movesOf(deleted))).toEqual({ state: 'outdated', file: 'x.ts', line: null });
  expect(carry(place, movesOf(renamed))).toEqual({ state: 'moved', file: 'y.ts', line: 3 });
  expect(carry(place, movesOf(''))).toEqual({ state: 'same', file: 'x.ts', line: 2 });
});
