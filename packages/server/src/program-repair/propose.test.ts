import { describe, expect, test } from 'vitest';
import { applyEdit, proposeEdits, readHints } from './propose.ts';
import { SourceReader } from './syntax.ts';

const reader = new SourceReader();

/** Whether some change of the line gives the wanted text, and how many came before it. */
async function rankOf(path: string, wrong: string, right: string, messages: string[] = []): Promise<number> {
  const source = await reader.read(path, wrong);
  if (!source) throw new Error(`nothing reads ${path}`);
  const suspects = wrong.split('\n').map((_, at) => ({ path, line: at + 1, suspicion: 1, failing: 1, passing: 0 }));
  const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
  const found = proposeEdits(source, suspects, readHints(messages, ''));
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

describe('changes that are proposed', () => {
  test.each(slips)('include what mends %s', async (_what, path, wrong, right) => {
    const rank = await rankOf(path, wrong, right);
    expect(rank).toBeGreaterThanOrEqual(0);
    expect(rank).toBeLessThan(200);
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
