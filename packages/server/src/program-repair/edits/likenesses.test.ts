import { expect, test } from 'vitest';
import { rankOf } from '../testing.ts';

const ordered =
  'def ordered(node, low=None, high=None):\n    if node is None:\n        return True\n    if low is not None and node.key <= low or high is not None and node.key >= high:\n        return False\n    return ordered(node.left, low, node.key) and ordered(node.right, node.key, high)\n';
const sift =
  'export function sift(items, at) {\n  const left = at * 2 + 1;\n  const right = left + 1;\n  let least = at;\n  if (left < items.length && items[left] < items[least]) least = left;\n  if (right < items.length && items[right] < items[least]) least = right;\n  return least;\n}\n';
const part =
  'package a\n\nfunc part(values []int, low, high int) int {\n\tat := low\n\tfor i := low; i < high; i++ {\n\t\tif values[i] < values[high] {\n\t\t\tat++\n\t\t}\n\t}\n\treturn at\n}\n';
const decode =
  "def decode(text):\n    out = []\n    count = 0\n    for char in text:\n        if char.isdigit():\n            count = count * 10 + int(char)\n        else:\n            out.append(char * count)\n            count = 0\n    return ''.join(out)\n";
const sum =
  "export function add(a, b) {\n  let i = a.length - 1;\n  let j = b.length - 1;\n  let carry = 0;\n  let out = '';\n  while (i >= 0 || j >= 0 || carry > 0) {\n    const sum = Number(a[i--] ?? 0) + Number(b[j--] ?? 0) + carry;\n    out = (sum % 10) + out;\n    carry = Math.floor(sum / 10);\n  }\n  return out;\n}\n";

/** A slip, its file, the right program, and what the slip makes of a part of it. */
const slips: [what: string, path: string, right: string, was: string, slip: string][] = [
  [
    'a name that the statement beside it has otherwise',
    'a.js',
    sift,
    'items[right] < items[least]',
    'items[right] < items[at]',
  ],
  [
    'the bounds that a function passes on',
    'a.py',
    ordered,
    'node.left, low, node.key) and ordered(node.right, node.key, high)',
    'node.left, None, node.key) and ordered(node.right, node.key, None)',
  ],
  ['where a part begins', 'a.go', part, 'at := low', 'at := 0'],
  ['a number of several digits', 'a.py', decode, 'count * 10 + int(char)', 'int(char)'],
  ['what is left when a loop ends', 'a.js', sum, ' || carry > 0', ''],
  [
    'the other end, which goes in as well',
    'a.js',
    "export function bare(text, valueStart, valueEnd) {\n  if (text[valueStart] === '\"') {\n    valueStart++;\n    valueEnd--;\n  }\n  return text.slice(valueStart, valueEnd);\n}\n",
    '    valueEnd--;\n',
    '',
  ],
  [
    'another state',
    'a.js',
    "export function read(text) {\n  let part = 'start';\n  for (const c of text) {\n    if (c === '[') part = 'index';\n    else if (c === ']') part = 'behind';\n    else if (part === 'behind') throw new Error('no');\n    else part = 'name';\n  }\n  return part;\n}\n",
    "= 'behind'",
    "= 'name'",
  ],
  [
    'what counts by a parameter that is not looked at',
    'a.ts',
    'export interface Entry {\n  account: string;\n  amount: number;\n}\n\nexport function total(entries: readonly Entry[], account: string): number {\n  let sum = 0;\n  for (const entry of entries) {\n    if (entry.account !== account) continue;\n    sum += entry.amount;\n  }\n  return sum;\n}\n',
    '    if (entry.account !== account) continue;\n',
    '',
  ],
  [
    'the first of equals',
    'a.py',
    'def most(counts):\n    return min(counts, key=lambda word: (-counts[word], word))\n',
    'min(counts, key=lambda word: (-counts[word], word))',
    'max(counts, key=lambda word: (counts[word], word))',
  ],
];

test.each(slips)('%s is mended among the first', async (_, path, right, was, slip) => {
  const rank = await rankOf(path, right, was, slip);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(80);
});

test('what is asked for behind a loop is not lost: the loop need not wait for it', async () => {
  const wanted = { was: ' || carry > 0', slip: '' };
  expect(await rankOf('a.js', sum, wanted.was, wanted.slip)).toBeLessThan(80);
  const asked = sum.replace('return out;', 'return carry > 0 ? carry + out : out;');
  expect(await rankOf('a.js', asked, wanted.was, wanted.slip)).toBeGreaterThan(80);
});
