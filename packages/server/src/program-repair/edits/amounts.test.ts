import { expect, test } from 'vitest';
import { rankOf } from '../testing.ts';

/** A slip, its file, the right program, what the slip makes of a part of it, and what the failure says where that tells. */
const slips: [what: string, path: string, right: string, was: string, slip: string, said?: string][] = [
  [
    'the last by a key in place of the sum',
    'a.js',
    'function f(lines) {\n  const all = new Map();\n  for (const { sku, count } of lines) all.set(sku, (all.get(sku) ?? 0) + count);\n  return all;\n}\n',
    'for (const { sku, count } of lines) all.set(sku, (all.get(sku) ?? 0) + count);',
    'for (const { sku, count } of lines) all.set(sku, count);',
  ],
  [
    'the last by a key of Python',
    'a.py',
    'def f(lines):\n    found = {}\n    for line in lines:\n        found[line.sku] = found.get(line.sku, 0) + line.count\n    return found\n',
    'found.get(line.sku, 0) + line.count',
    'line.count',
  ],
  [
    'milliseconds for seconds',
    'a.ts',
    'function f(from: number, now: number) {\n  return Math.ceil((from - now) / 1000);\n}\n',
    '(from - now) / 1000',
    'from - now',
    'AssertionError: expected 5000 to be 5 // Object.is equality',
  ],
  [
    'hours for minutes',
    'a.go',
    'package a\n\nfunc f(start, end int) int {\n\treturn (end - start) * 60\n}\n',
    '(end - start) * 60',
    'end - start',
    'a_test.go:9: got 2, want 120',
  ],
  [
    'what is between two bounds',
    'a.py',
    'def f(self, value):\n    if value < self.target - self.margin:\n        self.on = True\n    elif value > self.target + self.margin:\n        self.on = False\n',
    'elif value > self.target + self.margin:',
    'else:',
  ],
  [
    'what is between two bounds in JavaScript',
    'a.js',
    'function f(state, value) {\n  if (value < state.target - state.margin) {\n    state.on = true;\n  } else if (value > state.target + state.margin) {\n    state.on = false;\n  }\n}\n',
    'else if (value > state.target + state.margin)',
    'else',
  ],
  [
    'what is between two bounds in Go',
    'a.go',
    'package a\n\nfunc (s *State) f(value int) {\n\tif value < s.target - s.margin {\n\t\ts.on = true\n\t} else if value > s.target + s.margin {\n\t\ts.on = false\n\t}\n}\n',
    'else if value > s.target + s.margin {',
    'else {',
  ],
  [
    'two guards in the wrong order',
    'a.js',
    "function can(user, action, paper) {\n  if (paper.locked && action !== 'read') return user.role === 'admin';\n  if (paper.owner === user.id) return true;\n  return atLeast(user.role, action);\n}\n",
    "  if (paper.locked && action !== 'read') return user.role === 'admin';\n  if (paper.owner === user.id) return true;\n",
    "  if (paper.owner === user.id) return true;\n  if (paper.locked && action !== 'read') return user.role === 'admin';\n",
  ],
  [
    'what is put together the other way round',
    'a.js',
    'function f(target, source) {\n  return target.concat(source).map((one) => one * 2);\n}\n',
    'target.concat(source)',
    'source.concat(target)',
  ],
];

test.each(slips)('%s is mended among the first', async (_what, path, right, was, slip, said) => {
  const rank = await rankOf(path, right, was, slip, said);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(60);
});
