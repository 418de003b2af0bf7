import { describe, expect, test } from 'vitest';
import type { Hints } from '../contract.ts';
import { applyEdit, proposeEdits, readHints } from './propose.ts';
import { SourceReader } from '../syntax.ts';

const reader = new SourceReader();

/** Whether some change of the line gives the wanted text, and how many came before it. */
async function rankOf(path: string, wrong: string, right: string, said: string[] | Hints = []): Promise<number> {
  const source = await reader.read(path, wrong);
  if (!source) throw new Error(`nothing reads ${path}`);
  const suspects = wrong.split('\n').map((_, at) => ({ path, line: at + 1, suspicion: 1, failing: 1, passing: 0 }));
  const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
  const found = proposeEdits(source, suspects, Array.isArray(said) ? readHints(said, '') : said);
  return found.findIndex((one) => plain(applyEdit(wrong, one)) === plain(right));
}

const slips: [string, string, string, string][] = [
  [
    'a bound',
    'a.js',
    'function f(n) { for (let i = 0; i < n; i++) g(i); }',
    'function f(n) { for (let i = 0; i <= n; i++) g(i); }',
  ],
  [
    'a missing await',
    'a.js',
    'async function f(x) { const y = load(x); return y; }',
    'async function f(x) { const y = await load(x); return y; }',
  ],
  [
    'numbers sorted as text',
    'a.ts',
    'export function f(list: number[]) { return list.sort(); }',
    'export function f(list: number[]) { return list.sort((a, b) => a - b); }',
  ],
  [
    'a pattern that stops at the first',
    'a.js',
    "function f(s) { return s.replace(/ /, '-'); }",
    "function f(s) { return s.replace(/ /g, '-'); }",
  ],
  [
    'a list that starts empty',
    'a.py',
    'def f(xs):\n    if not xs:\n        return []\n    return xs\n',
    'def f(xs):\n    if not xs:\n        return [[]]\n    return xs\n',
  ],
  [
    'what a loop gives at its end',
    'a.py',
    'def f(text):\n    out = []\n    word = ""\n    for c in text:\n        if c != " ":\n            word += c\n        else:\n            if word:\n                out.append(word)\n            word = ""\n    return out\n',
    'def f(text):\n    out = []\n    word = ""\n    for c in text:\n        if c != " ":\n            word += c\n        else:\n            if word:\n                out.append(word)\n            word = ""\n    if word:\n        out.append(word)\n    return out\n',
  ],
  [
    'the last of a loop where there is one',
    'a.js',
    'function f(list) { let batch = []; const out = []; for (const x of list) { batch.push(x); if (batch.length === 2) { out.push(batch); batch = []; } }\n  return out; }',
    'function f(list) { let batch = []; const out = []; for (const x of list) { batch.push(x); if (batch.length === 2) { out.push(batch); batch = []; } }\n  if (batch.length > 0) out.push(batch);\n  return out; }',
  ],
  [
    'an element that is still in its list',
    'a.go',
    'package a\n\nfunc (q *Queue) Next() int {\n\tfirst := q.items[0]\n\treturn first\n}\n',
    'package a\n\nfunc (q *Queue) Next() int {\n\tfirst := q.items[0]\n\tq.items = q.items[1:]\n\treturn first\n}\n',
  ],
  [
    'the greatest so far',
    'a.js',
    'function f(list) { let most = 0; let best = null; for (const one of list) { if (one.size > most) {\n best = one;\n } } return best; }',
    'function f(list) { let most = 0; let best = null; for (const one of list) { if (one.size > most) {\n best = one;\n most = one.size;\n } } return best; }',
  ],
  [
    'the least so far',
    'a.py',
    'def f(rows):\n    least = 9\n    at = 0\n    for i, row in enumerate(rows):\n        if row < least:\n            at = i\n    return at\n',
    'def f(rows):\n    least = 9\n    at = 0\n    for i, row in enumerate(rows):\n        if row < least:\n            at = i\n            least = row\n    return at\n',
  ],
  [
    'the longest so far',
    'a.go',
    'package a\n\nfunc f(words []string) string {\n\tlongest, found := 0, ""\n\tfor _, word := range words {\n\t\tif size := len(word); size > longest {\n\t\t\tfound = word\n\t\t}\n\t}\n\treturn found\n}\n',
    'package a\n\nfunc f(words []string) string {\n\tlongest, found := 0, ""\n\tfor _, word := range words {\n\t\tif size := len(word); size > longest {\n\t\t\tfound = word\n\t\t\tlongest = size\n\t\t}\n\t}\n\treturn found\n}\n',
  ],
  [
    'what is left of the other list',
    'a.go',
    'package a\n\nfunc f(a, b []int) []int {\n\tvar out []int\n\ti, j := 0, 0\n\tfor i < len(a) && j < len(b) {\n\t\tif a[i] < b[j] {\n\t\t\tout = append(out, a[i])\n\t\t\ti++\n\t\t} else {\n\t\t\tout = append(out, b[j])\n\t\t\tj++\n\t\t}\n\t}\n\tout = append(out, a[i:]...)\n\treturn out\n}\n',
    'package a\n\nfunc f(a, b []int) []int {\n\tvar out []int\n\ti, j := 0, 0\n\tfor i < len(a) && j < len(b) {\n\t\tif a[i] < b[j] {\n\t\t\tout = append(out, a[i])\n\t\t\ti++\n\t\t} else {\n\t\t\tout = append(out, b[j])\n\t\t\tj++\n\t\t}\n\t}\n\tout = append(out, a[i:]...)\n\tout = append(out, b[j:]...)\n\treturn out\n}\n',
  ],
  [
    'one kind of letters forgotten',
    'a.go',
    'package a\n\nfunc f(r rune) bool {\n\tif unicode.IsLetter(r) {\n\t\treturn true\n\t}\n\treturn false\n}\n',
    'package a\n\nfunc f(r rune) bool {\n\tif (unicode.IsLetter(r) || unicode.IsDigit(r)) {\n\t\treturn true\n\t}\n\treturn false\n}\n',
  ],
  [
    'rows for columns',
    'a.ts',
    'function f(grid: number[][], x: number, y: number) { return grid[x]?.[y] ?? 0; }',
    'function f(grid: number[][], x: number, y: number) { return grid[y]?.[x] ?? 0; }',
  ],
  [
    'a separator that stands in the value too',
    'a.go',
    'package a\n\nfunc f(line string) []string { return strings.Split(line, ":") }\n',
    'package a\n\nfunc f(line string) []string { return strings.SplitN(line, ":", 2) }\n',
  ],
  [
    'a loop without end',
    'a.py',
    'def f(queue):\n    while True:\n        queue.pop()\n',
    'def f(queue):\n    while queue:\n        queue.pop()\n',
  ],
  [
    'a value that nobody keeps',
    'a.py',
    'def f(items):\n    out = []\n    for item in items:\n        print(item)\n    return out\n',
    'def f(items):\n    out = []\n    for item in items:\n        print(item)\n        out.append(item)\n    return out\n',
  ],
  [
    'a range that ends too early',
    'a.py',
    'def f(n):\n    return [i for i in range(n)]\n',
    'def f(n):\n    return [i for i in range(n + 1)]\n',
  ],
  [
    'a family of methods',
    'a.go',
    'package a\n\nimport "strings"\n\nfunc f(s string) bool {\n\treturn strings.HasPrefix(s, "a")\n}\n',
    'package a\n\nimport "strings"\n\nfunc f(s string) bool {\n\treturn strings.HasSuffix(s, "a")\n}\n',
  ],
  [
    'a guard',
    'a.js',
    'function f(list) {\n  return list[0].name;\n}',
    'function f(list) {\n  return list[0]?.name;\n}',
  ],
];

/** What people write where the language wants something else: rare shapes whose cure comes early. */
const idioms: [string, string, string, string][] = [
  [
    'an order that says only yes or no',
    'a.js',
    'function f(list) { return list.sort((a, b) => b.points > a.points); }',
    'function f(list) { return list.sort((a, b) => b.points - a.points); }',
  ],
  [
    'equals in no order',
    'a.js',
    'function f(list) { g(list[0].name); return list.sort((a, b) => a.age - b.age); }',
    'function f(list) { g(list[0].name); return list.sort((a, b) => a.age - b.age || a.name.localeCompare(b.name)); }',
  ],
  [
    'a default for what is empty',
    'a.ts',
    "function f(given: Given) { const end = given.end || '.'; return end; }",
    "function f(given: Given) { const end = given.end ?? '.'; return end; }",
  ],
  [
    'null taken for an object',
    'a.js',
    "function f(x) { return typeof x === 'object' && !Array.isArray(x); }",
    "function f(x) { return typeof x === 'object' && x !== null && !Array.isArray(x); }",
  ],
  [
    'a length taken for a place',
    'a.js',
    'function f(list, from, size) { return list.slice(from, size); }',
    'function f(list, from, size) { return list.slice(from, from + size); }',
  ],
  [
    'one list for all calls',
    'a.py',
    'def f(x, seen=[]):\n    seen.append(x)\n    return seen\n',
    'def f(x, seen=None):\n    if seen is None:\n        seen = []\n    seen.append(x)\n    return seen\n',
  ],
  [
    'zero taken for nothing',
    'a.py',
    'def f(x=None):\n    if not x:\n        x = 1\n    return x\n',
    'def f(x=None):\n    if x is None:\n        x = 1\n    return x\n',
  ],
  [
    'a dict that shrinks under its loop',
    'a.py',
    'def f(d):\n    for k in d:\n        del d[k]\n',
    'def f(d):\n    for k in list(d):\n        del d[k]\n',
  ],
  [
    'a depth that is not passed on',
    'a.py',
    'def f(x, depth=3):\n    return [f(y) for y in x] if depth else x\n',
    'def f(x, depth=3):\n    return [f(y, depth - 1) for y in x] if depth else x\n',
  ],
  [
    'a result of itself that is lost',
    'a.py',
    'def f(n, k):\n    if k < n.key:\n        f(n.left, k)\n    return n\n',
    'def f(n, k):\n    if k < n.key:\n        return f(n.left, k)\n    return n\n',
  ],
  [
    'a part that did not go through the function itself',
    'a.js',
    'function f(x) { return Object.fromEntries(Object.entries(x).map(([k, v]) => [g(k), v])); }',
    'function f(x) { return Object.fromEntries(Object.entries(x).map(([k, v]) => [g(k), f(v)])); }',
  ],
  [
    'an element beyond the end',
    'a.py',
    'def f(xs):\n    for i, x in enumerate(xs):\n        if x < xs[i + 1]:\n            return i\n',
    'def f(xs):\n    for i, x in enumerate(xs):\n        if i + 1 < len(xs) and x < xs[i + 1]:\n            return i\n',
  ],
  [
    'one row for all',
    'a.py',
    'def f(n, m):\n    grid = [[0] * n] * m\n    return grid\n',
    'def f(n, m):\n    grid = [[0] * n for _ in range(m)]\n    return grid\n',
  ],
  [
    'steps in the wrong order',
    'a.js',
    "function f(s) { return s.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('&', '&amp;'); }",
    "function f(s) { return s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'); }",
  ],
  [
    'a change of a copy',
    'a.go',
    'package a\n\nfunc f(xs []T) {\n\tfor _, x := range xs {\n\t\tx.N += 1\n\t}\n}\n',
    'package a\n\nfunc f(xs []T) {\n\tfor i := range xs {\n\t\txs[i].N += 1\n\t}\n}\n',
  ],
  [
    'a map that was never made',
    'a.go',
    'package a\n\nfunc f() map[string]int {\n\tvar m map[string]int\n\tm["a"] = 1\n\treturn m\n}\n',
    'package a\n\nfunc f() map[string]int {\n\tm := map[string]int{}\n\tm["a"] = 1\n\treturn m\n}\n',
  ],
  [
    'a fraction cut off',
    'a.go',
    'package a\n\nfunc f(a, b int) float64 {\n\treturn float64(a / b)\n}\n',
    'package a\n\nfunc f(a, b int) float64 {\n\treturn float64(a) / float64(b)\n}\n',
  ],
  [
    'nothing to look at, with two results',
    'a.go',
    'package a\n\nfunc f(xs []int) (int, bool) {\n\ty := xs[0]\n\treturn y, true\n}\n',
    'package a\n\nfunc f(xs []int) (int, bool) {\n\tif len(xs) == 0 {\n\treturn 0, false\n\t}\n\ty := xs[0]\n\treturn y, true\n}\n',
  ],
];

describe('changes that are proposed', () => {
  test.each(slips)('include what mends %s', async (_what, path, wrong, right) => {
    const rank = await rankOf(path, wrong, right);
    expect(rank).toBeGreaterThanOrEqual(0);
    expect(rank).toBeLessThan(200);
  });

  test.each(idioms)('come early for %s', async (_what, path, wrong, right) => {
    const rank = await rankOf(path, wrong, right);
    expect(rank).toBeGreaterThanOrEqual(0);
    expect(rank).toBeLessThan(30);
  });

  test('give a choice the label that only failing tests speak of', async () => {
    const wrong =
      "function f(x) {\n  switch (x) {\n    case 'jpg':\n      return 1;\n    default:\n      return 2;\n  }\n}\n";
    const right = wrong.replace("    case 'jpg':", "    case 'jpeg':\n    case 'jpg':");
    const asked = (passing: string[]) => readHints([], '', { failing: ['reads jpeg'], passing });
    expect(await rankOf('a.js', wrong, right, asked(['reads jpg']))).toBeGreaterThanOrEqual(0);
    expect(await rankOf('a.js', wrong, right, asked(['writes jpeg']))).toBe(-1);
  });

  test('let a loop end first where a test never ended', async () => {
    const wrong =
      'function f(s) {\n  let at = 0;\n  while (at < s.length) {\n    if (s[at] === g) {\n      continue;\n    }\n    at += 1;\n  }\n  return at;\n}\n';
    const right = wrong.replace('      continue;', '      at += 1;\n      continue;');
    const late = await rankOf('a.js', wrong, right, ['The test ran too long.']);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(await rankOf('a.js', wrong, right));
  });

  test('put a text right by what was expected', async () => {
    const wrong = 'function f(n) { return `${n} itmes left`; }';
    const message = "x\nactual: '3 itmes left'\nexpected: '3 items left'";
    expect(await rankOf('a.js', wrong, wrong.replace('itmes', 'items'), [message])).toBe(0);
    // Without the message nothing knows of it.
    expect(await rankOf('a.js', wrong, wrong.replace('itmes', 'items'))).toBe(-1);
  });

  test('leave lines alone that no failing test ran', async () => {
    const source = await reader.read('a.js', 'const f = (a) => a + 1;\nconst g = (a) => a + 1;\n');
    if (!source) throw new Error('not read');
    const found = proposeEdits(
      source,
      [{ path: 'a.js', line: 2, suspicion: 1, failing: 1, passing: 0 }],
      readHints([], ''),
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ line }) => line === 2)).toBe(true);
  });
});
