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
    'a named step from one unit to another',
    'a.go',
    'package a\n\nconst (\n\tmetresPerKilometre = 1000\n\tsecondsPerHour = 3600\n)\n\nfunc metres(kilometres float64) float64 { return kilometres * metresPerKilometre }\n\nfunc speed(metres float64, seconds int) float64 {\n\treturn metres / metresPerKilometre / (float64(seconds) / secondsPerHour)\n}\n',
    'metres / metresPerKilometre / (',
    'metres / (',
    'a_test.go:9: Average() = 75000, want 75',
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

test('a function that would only give back what it is given is no likely mend', async () => {
  const right = 'function metres(km) {\n  return km;\n}\n';
  expect(await rankOf('a.js', right, 'return km;', 'return km * perKilometre;')).toBeGreaterThan(8);
});

test('what is set by a key is not set by its value', async () => {
  const right =
    'class Cache {\n  get(key) {\n    const value = make();\n    this.kept.set(value, key);\n    return this.kept.get(key);\n  }\n}\n';
  expect(await rankOf('a.js', right, 'set(value, key)', 'set(key, value)')).toBeGreaterThan(20);
});

const parts: [what: string, path: string, right: string, was: string, slip: string][] = [
  [
    'Go',
    'a.go',
    'package a\n\nfunc f(list []int, limit int) []int {\n\treturn list[len(list)-limit:]\n}\n',
    '[len(list)-limit:]',
    '[:limit]',
  ],
  ['Python', 'a.py', 'def f(items, limit):\n    return items[-limit:]\n', '[-limit:]', '[:limit]'],
  [
    'JavaScript',
    'a.js',
    'function f(items, limit) {\n  return items.slice(-limit);\n}\n',
    'slice(-limit)',
    'slice(0, limit)',
  ],
];

test.each(parts)('the last ones for the first ones of %s', async (_what, path, right, was, slip) => {
  const rank = await rankOf(path, right, was, slip);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(12);
});
