import { expect, test } from 'vitest';
import { rankOf } from '../testing.ts';

/** A slip, its file, the right program, and what the slip makes of a part of it; words of the failure where they tell. */
const slips: [what: string, path: string, right: string, was: string, slip: string, said?: string][] = [
  [
    'where a search goes on from',
    'a.js',
    'export function f(text, part, table) {\n  let done = 0;\n  for (const one of text) {\n    while (done > 0 && one !== part[done]) done = table[done - 1];\n    if (one === part[done]) done++;\n    if (done === part.length) done = table[done - 1];\n  }\n  return done;\n}\n',
    'part.length) done = table[done - 1]',
    'part.length) done = 0',
  ],
  [
    'a member for a variable of its name',
    'a.go',
    'package a\n\nfunc f(n *node, key int) *node {\n\tnext := least(n.right)\n\tn.key = next.key\n\tn.right = f(n.right, next.key)\n\treturn n\n}\n',
    'f(n.right, next.key)',
    'f(n.right, key)',
  ],
  [
    'a variable for a member of its name',
    'a.py',
    'class A:\n    def rename(self, name):\n        self.log.append(name)\n        self.name = name\n',
    'append(name)',
    'append(self.name)',
  ],
  [
    'the size of the row that is read',
    'a.py',
    "def f(grid, r, c):\n    if r < 0 or c < 0 or r >= len(grid) or c >= len(grid[r]):\n        return '.'\n    return grid[r][c]\n",
    'len(grid[r])',
    'len(grid)',
  ],
  [
    'what stands for none in another element',
    'a.go',
    'package a\n\nimport "math"\n\nfunc f(best, coins []int, n int) int {\n\tfor _, coin := range coins {\n\t\tif coin > n || best[n-coin] == math.MaxInt {\n\t\t\tcontinue\n\t\t}\n\t\tbest[n] = best[n-coin] + 1\n\t}\n\tif best[n] == math.MaxInt {\n\t\treturn -1\n\t}\n\treturn best[n]\n}\n',
    ' || best[n-coin] == math.MaxInt',
    '',
  ],
  [
    'a text where there is none',
    'a.js',
    "export function f(node, path, table) {\n  if (node.letter) table[node.letter] = path || '0';\n  else f(node.left, path + '0', table);\n}\n",
    "path || '0'",
    'path',
    "actual: ''\nexpected: '000'",
  ],
  [
    'a best that is less than nothing',
    'a.py',
    "def f(values):\n    best = now = float('-inf')\n    for value in values:\n        now = max(value, now + value)\n        best = max(best, now)\n    return best\n",
    "float('-inf')",
    '0',
  ],
  [
    'a best that begins as the first',
    'a.js',
    'export function f(values) {\n  let best = values[0];\n  for (let i = 0; i < values.length; i++) best = Math.max(best, values[i]);\n  return best;\n}\n',
    'values[0]',
    '0',
  ],
  [
    'a queen that stays on the board',
    'a.py',
    'def solve(row, board, out):\n    if row == 4:\n        out.append(list(board))\n        return\n    for column in range(4):\n        board.append(column)\n        solve(row + 1, board, out)\n        board.pop()\n',
    '\n        board.pop()',
    '',
  ],
  [
    'a board that is kept as it is now',
    'a.py',
    'def solve(row, board, out):\n    if row == 4:\n        out.append(list(board))\n        return\n    for column in range(4):\n        board.append(column)\n        solve(row + 1, board, out)\n        board.pop()\n',
    'list(board)',
    'board',
  ],
  [
    'a way that is kept as it is now',
    'a.js',
    'export function ways(at, way, all) {\n  if (at === 3) return all.push([...way]);\n  for (const one of [1, 2]) {\n    way.push(one);\n    ways(at + 1, way, all);\n    way.pop();\n  }\n}\n',
    '[...way]',
    'way',
  ],
  [
    'a subset that is kept as it is now',
    'a.go',
    'package a\n\nfunc subsets(values []int) [][]int {\n\tvar all [][]int\n\tvar walk func(at int, chosen []int)\n\twalk = func(at int, chosen []int) {\n\t\tall = append(all, append([]int(nil), chosen...))\n\t\tfor i := at; i < len(values); i++ {\n\t\t\tchosen = append(chosen, values[i])\n\t\t\twalk(i+1, chosen)\n\t\t\tchosen = chosen[:len(chosen)-1]\n\t\t}\n\t}\n\twalk(0, nil)\n\treturn all\n}\n',
    'append([]int(nil), chosen...)',
    'chosen',
  ],
  [
    'a cell that stays filled',
    'a.go',
    'package a\n\nfunc (b *Board) Solve() bool {\n\tfor c := range b.cells {\n\t\tif b.cells[c] != 0 {\n\t\t\tcontinue\n\t\t}\n\t\tfor n := 1; n < 10; n++ {\n\t\t\tb.cells[c] = n\n\t\t\tif b.Solve() {\n\t\t\t\treturn true\n\t\t\t}\n\t\t}\n\t\tb.cells[c] = 0\n\t\treturn false\n\t}\n\treturn true\n}\n',
    '\t\tb.cells[c] = 0\n',
    '',
  ],
  [
    'a node that stays seen',
    'a.js',
    "module.exports = function (data) {\n  var seen = [];\n  return (function walk(node) {\n    if (seen.indexOf(node) !== -1) throw new TypeError('circular');\n    var at = seen.push(node) - 1;\n    var out = '';\n    for (var key of Object.keys(node)) out += walk(node[key]);\n    seen.splice(at, 1);\n    return out;\n  })(data);\n};\n",
    '    seen.splice(at, 1);\n',
    '',
  ],
  [
    'a place that stays visited',
    'a.js',
    'export function paths(at, end, seen, next) {\n  if (at === end) return 1;\n  let count = 0;\n  seen.add(at);\n  for (const one of next[at]) if (!seen.has(one)) count += paths(one, end, seen, next);\n  seen.delete(at);\n  return count;\n}\n',
    '  seen.delete(at);\n',
    '',
  ],
];

test.each(slips)('%s is mended among the first', async (_, path, right, was, slip, said) => {
  const rank = await rankOf(path, right, was, slip, said);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(130);
});

test('a number as it is written is neither rounded nor sorted nor cut, what a call gives is', async () => {
  const rank = (wrong: string, right: string) =>
    rankOf('a.py', `def f(rows):\n    n = ${right}\n    return n\n`, right, wrong);
  expect(await rank('0', 'sorted(0)')).toBe(-1);
  expect(await rank('g(rows)', 'sorted(g(rows))')).toBeGreaterThanOrEqual(0);
});
