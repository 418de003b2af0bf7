import { expect, test } from 'vitest';
import { rankOf } from '../testing.ts';

const bucket = (line: string) =>
  `export class Bucket {\n  constructor(size, now) {\n    this.size = size;\n    this.tokens = size;\n    this.last = now;\n  }\n\n  refill(now) {\n    this.tokens = Math.min(this.size, this.tokens + now - this.last);\n${line}  }\n}\n`;
const groups =
  'package a\n\ntype Groups struct {\n\tparent, size []int\n}\n\nfunc (g *Groups) find(i int) int {\n\tfor g.parent[i] != i {\n\t\ti = g.parent[i]\n\t}\n\treturn i\n}\n\nfunc (g *Groups) Together(a, b int) bool {\n\treturn g.find(a) == g.find(b)\n}\n\nfunc (g *Groups) Size(i int) int {\n\treturn g.size[g.find(i)]\n}\n';
const clock = "def clock(seconds):\n    minutes, seconds = divmod(seconds, 60)\n    return f'{minutes}:{seconds:02}'\n";
const fields =
  "package a\n\nfunc f(line string) int {\n\tcount := 1\n\tquoted := false\n\tfor i := range line {\n\t\tif line[i] == '\"' {\n\t\t\tquoted = !quoted\n\t\t} else if line[i] == ',' && !quoted {\n\t\t\tcount++\n\t\t}\n\t}\n\treturn count\n}\n";
const words =
  'def remove(path, word):\n    path[-1].word = False\n    for i in range(len(word) - 1, -1, -1):\n        node = path[i + 1]\n        if node.children or node.word:\n            break\n        del path[i].children[word[i]]\n';

/** A slip, its file, the right program, and what the slip makes of a part of it. */
const slips: [what: string, path: string, right: string, was: string, slip: string][] = [
  [
    'a member that is read and not brought up to date',
    'a.js',
    bucket('    this.last = now;\n'),
    'this.last);\n    this.last = now;\n',
    'this.last);\n',
  ],
  ['an element that goes through a method of its object', 'a.go', groups, 'g.size[g.find(i)]', 'g.size[i]'],
  ['what is left of a division', 'a.py', clock, 'minutes, seconds = divmod(seconds, 60)', 'minutes = seconds // 60'],
  [
    'what is left of a division, where it is shown',
    'a.js',
    'export function clock(seconds) {\n  const minutes = Math.floor(seconds / 60);\n  return [minutes, seconds % 60];\n}\n',
    'seconds % 60',
    'seconds',
  ],
  ['what turns round each time', 'a.go', fields, '!quoted\n', 'true\n'],
  ['another member of what is asked', 'a.py', words, 'node.children or node.word', 'node.children'],
  [
    'a cell too far to the left',
    'a.js',
    'export function f(fits, i, j) {\n  fits[i][j] = fits[i - 1][j] || fits[i][j - 1];\n}\n',
    'fits[i - 1][j]',
    'fits[i - 1][j - 1]',
  ],
];

test.each(slips)('%s is mended among the first', async (_, path, right, was, slip) => {
  const rank = await rankOf(path, right, was, slip);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(100);
});

test('a member that a method sets already is not set once more among the first', async () => {
  const set = '    this.last = now;\n';
  expect(await rankOf('a.js', bucket(set), `this.last);\n${set}`, 'this.last);\n')).toBeLessThan(100);
  const twice = bucket(`${set}${set}`);
  const again = await rankOf('a.js', twice, `${set}${set}`, set);
  expect(again === -1 || again > 300).toBe(true);
});

test('one less of what is one more is the thing itself', async () => {
  const right = 'def f(xs, i):\n    return xs[i]\n';
  expect(await rankOf('a.py', right, 'xs[i]', 'xs[i + 1]')).toBeGreaterThanOrEqual(0);
  expect(await rankOf('a.py', right.replace('xs[i]', 'xs[(i + 1) - 1]'), 'xs[(i + 1) - 1]', 'xs[i + 1]')).toBe(-1);
});
