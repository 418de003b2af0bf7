import { expect, test } from 'vitest';
import { rankOf } from '../testing.ts';

const slips: [what: string, path: string, right: string, was: string, slip: string][] = [
  [
    'a rounding that is imported and not given',
    'a.py',
    "from decimal import ROUND_HALF_UP, Decimal\n\n\ndef money(value):\n    return Decimal(value).quantize(Decimal('0.01'), ROUND_HALF_UP)\n",
    ', ROUND_HALF_UP)',
    ')',
  ],
  [
    'an imported function that nothing goes through',
    'a.js',
    "import { escape, unescape as plain } from './escape.js';\nexport const row = (cell) => `<td>${escape(cell)}</td>`;\nexport const read = (cell) => plain(cell);\n",
    'escape(cell)}',
    'cell}',
  ],
  [
    'an imported function in the place of another',
    'a.py',
    'from copy import copy, deepcopy\n\n\ndef f(rows):\n    return copy([deepcopy(one) for one in rows])\n',
    'deepcopy(one)',
    'copy(one)',
  ],
  [
    'a sunday that is the last day',
    'a.ts',
    'export function monday(date: Date): number {\n  const day = date.getUTCDay();\n  return date.getUTCDate() + 1 - (day || 7);\n}\n',
    '(day || 7)',
    'day',
  ],
  [
    'a name that is set to a sunday',
    'a.js',
    'export function left(date) {\n  const day = date.getDay() || 7;\n  return 7 - day;\n}\n',
    ' || 7',
    '',
  ],
  [
    'a week that begins with monday',
    'a.go',
    'package a\n\nimport "time"\n\nfunc Column(day time.Time) int {\n\tat := int(day.Weekday())\n\treturn ((at + 6) % 7)\n}\n',
    '((at + 6) % 7)',
    'at',
  ],
];

test.each(slips)('%s is mended among the first', async (_what, path, right, was, slip) => {
  const rank = await rankOf(path, right, was, slip);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(20);
});

test('what is used, only a type or given on is put nowhere', async () => {
  const rank = (head: string) =>
    rankOf('a.ts', `${head}\nexport const f = (x: number) => half(x);\n`, '=> half(x)', '=> x');
  expect(await rank("import { half } from './half.ts';")).toBeGreaterThanOrEqual(0);
  expect(await rank("import { half } from './half.ts';\nexport { half };")).toBe(-1);
  expect(await rank("import { type half } from './half.ts';")).toBe(-1);
  expect(await rank("import type { half } from './half.ts';")).toBe(-1);
});
