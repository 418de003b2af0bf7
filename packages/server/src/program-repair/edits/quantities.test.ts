import { expect, test } from 'vitest';
import { rankOf } from '../testing.ts';

const month =
  'function daysIn(year, month) {\n  return month === 2 ? 28 : 31;\n}\n\nfunction check(year, month, day) {\n  if (day > daysIn(year, month)) throw new Error("no such day");\n}\n\nfunction later({ year, month, day }) {\n  const nextYear = month === 12 ? year + 1 : year;\n  const nextMonth = month === 12 ? 1 : month + 1;\n  check(nextYear, nextMonth, 1);\n  return { year: nextYear, month: nextMonth, day: Math.min(day, daysIn(nextYear, nextMonth)) };\n}\n';

/** A slip, and what it makes of a part of the program. */
const slips: [what: string, path: string, right: string, was: string, slip: string][] = [
  [
    'a step backwards past the first in Go',
    'a.go',
    'package a\n\nfunc left(facing int) int {\n\treturn (facing + 3) % 4\n}\n',
    '(facing + 3) % 4',
    '(facing - 1) % 4',
  ],
  [
    'a step backwards past the first in JavaScript',
    'a.js',
    'function before(at, list) {\n  return ((at - 1) % list.length + list.length) % list.length;\n}\n',
    '((at - 1) % list.length + list.length) % list.length',
    '(at - 1) % list.length',
  ],
  [
    'days that are counted back',
    'a.py',
    'def add(day, count):\n    step = timedelta(days=1 if count > 0 else -1)\n    for _ in range(abs(count)):\n        day += step\n    return day\n',
    'days=1 if count > 0 else -1',
    'days=1',
  ],
  [
    'numbers that are compared as texts',
    'a.js',
    'function newer(a, b) {\n  const digits = /^\\d+$/;\n  if (digits.test(a) && digits.test(b)) return Number(a) > Number(b);\n  return a > b;\n}\n',
    'Number(a) > Number(b)',
    'a > b',
  ],
  ['a day beyond the end of its month', 'a.js', month, 'day: Math.min(day, daysIn(nextYear, nextMonth))', 'day'],
  [
    'another cell of a table',
    'a.py',
    'def f(a, b, t):\n    for i in range(1, len(a) + 1):\n        for j in range(1, len(b) + 1):\n            t[i][j] = max(t[i - 1][j], t[i][j - 1])\n    return t\n',
    't[i][j - 1]',
    't[i - 1][j - 1]',
  ],
  [
    'the last value of a key',
    'a.py',
    'def f(pairs):\n    found = {}\n    for key, value in pairs:\n        found[key] = value\n    return found\n',
    'found[key] = value',
    'found.setdefault(key, value)',
  ],
  [
    'a sign that was looked at ahead of its turn',
    'a.py',
    "def f(line):\n    at = 0\n    field = ''\n    while at < len(line):\n        if line[at] == '\"' and line[at + 1] == '\"':\n            field += '\"'\n            at += 1\n        at += 1\n    return field\n",
    "            field += '\"'\n            at += 1\n",
    "            field += '\"'\n",
  ],
];

test.each(slips)('%s is mended among the first', async (_what, path, right, was, slip) => {
  const rank = await rankOf(path, right, was, slip);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(30);
});

test('what begins as a list is neither counted nor given a text', async () => {
  const right =
    "def f(line):\n    fields = []\n    count = 0\n    field = ''\n    for sign in line:\n        field += sign\n        count += 1\n        fields.append(field)\n    return fields, count\n";
  expect(await rankOf('a.py', right, '        count += 1\n', '')).toBeGreaterThanOrEqual(0);
  const odd = right.replace('        count += 1\n', '        fields += 1\n');
  expect(await rankOf('a.py', odd, '        fields += 1\n', '')).toBe(-1);
});

test('of two loops that go equally far one alone is changed later than a loop on its own', async () => {
  const program =
    'function f(a, b) {\n  let n = 0;\n  for (let i = 0; i < a.length; i++) {\n    for (let j = 0; j < b.length; j++) n += a[i] * b[j];\n  }\n  return n;\n}\n\nfunction g(c) {\n  let n = 0;\n  for (let k = 0; k < c.length; k++) n += c[k];\n  return n;\n}\n';
  const [paired, alone] = await Promise.all(
    ['i < a.length', 'k < c.length'].map((bound) =>
      rankOf('a.js', program.replace(bound, bound.replace('<', '<=')), bound.replace('<', '<='), bound),
    ),
  );
  expect(alone).toBeGreaterThanOrEqual(0);
  expect(paired).toBeGreaterThan(alone ?? 0);
});
