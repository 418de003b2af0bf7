import { expect, test } from 'vitest';
import { rankOf } from '../testing.ts';

/** A slip, its file, the right program, and what the slip makes of a part of it. */
const slips: [what: string, path: string, right: string, was: string, slip: string][] = [
  [
    'a sum that the second round goes on with',
    'a.py',
    'def f(groups):\n    rows = []\n    for group in groups:\n        part = 0\n        for one in group:\n            part += one\n        rows.append(part)\n    return rows\n',
    '    for group in groups:\n        part = 0\n        for',
    '    part = 0\n    for group in groups:\n        for',
  ],
  [
    'a row that the second round goes on with',
    'a.js',
    'function f(groups) {\n  const rows = [];\n  for (const group of groups) {\n    const row = [];\n    for (const one of group) row.push(one);\n    rows.push(row);\n  }\n  return rows;\n}\n',
    '  for (const group of groups) {\n    const row = [];\n    for',
    '  const row = [];\n  for (const group of groups) {\n    for',
  ],
  [
    'a count of Go that the second round goes on with',
    'a.go',
    'package a\n\nfunc f(groups [][]int) []int {\n\tvar rows []int\n\tfor _, group := range groups {\n\t\tpart := 0\n\t\tfor _, one := range group {\n\t\t\tpart += one\n\t\t}\n\t\trows = append(rows, part)\n\t}\n\treturn rows\n}\n',
    '\tfor _, group := range groups {\n\t\tpart := 0\n\t\tfor',
    '\tpart := 0\n\tfor _, group := range groups {\n\t\tfor',
  ],
  [
    'a search that asks the first child only',
    'a.py',
    'def find(node, name):\n    if node.name == name:\n        return node\n    for child in node.children:\n        found = find(child, name)\n        if found is not None:\n            return found\n    return None\n',
    '        found = find(child, name)\n        if found is not None:\n            return found\n',
    '        return find(child, name)\n',
  ],
  [
    'a search of JavaScript that asks the first child only',
    'a.js',
    'function find(node, name) {\n  if (node.name === name) return node;\n  for (const child of node.children) {\n    const found = find(child, name);\n    if (found !== null) return found;\n  }\n  return null;\n}\n',
    '    const found = find(child, name);\n    if (found !== null) return found;\n',
    '    return find(child, name);\n',
  ],
  [
    'a search of Go that asks the first child only',
    'a.go',
    'package a\n\nfunc find(node *Node, name string) *Node {\n\tif node.Name == name {\n\t\treturn node\n\t}\n\tfor _, child := range node.Children {\n\t\tif found := find(child, name); found != nil {\n\t\t\treturn found\n\t\t}\n\t}\n\treturn nil\n}\n',
    '\t\tif found := find(child, name); found != nil {\n\t\t\treturn found\n\t\t}\n',
    '\t\treturn find(child, name)\n',
  ],
  [
    'no room for what follows',
    'a.py',
    'def f(text, limit, suffix):\n    if len(text) <= limit:\n        return text\n    return text[: limit - len(suffix)].rstrip() + suffix\n',
    '[: limit - len(suffix)]',
    '[: limit]',
  ],
  [
    'no room for what follows in JavaScript',
    'a.js',
    "function f(text, limit) {\n  return text.length <= limit ? text : text.slice(0, limit - 3) + '...';\n}\n",
    'limit - 3',
    'limit',
  ],
  [
    'no room for what follows in a template',
    'a.ts',
    'function f(text: string, limit: number) {\n  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;\n}\n',
    'limit - 1',
    'limit',
  ],
  [
    'no room for what follows in Go',
    'a.go',
    'package a\n\nfunc f(text string, limit int) string {\n\tif len(text) <= limit {\n\t\treturn text\n\t}\n\treturn text[:limit - 3] + "..."\n}\n',
    'limit - 3',
    'limit',
  ],
  [
    'one part too many',
    'a.js',
    'function f(all, size) {\n  const pages = Math.ceil(all.length / size);\n  return pages;\n}\n',
    'Math.ceil(all.length / size)',
    'Math.floor(all.length / size) + 1',
  ],
  [
    'one part too many, and one of nothing',
    'a.py',
    'def f(items, size):\n    pages = max(1, (len(items) + size - 1) // size)\n    return pages\n',
    'max(1, (len(items) + size - 1) // size)',
    'len(items) // size + 1',
  ],
  [
    'one part too many in Go',
    'a.go',
    'package a\n\nfunc f(items []int, size int) int {\n\treturn (len(items) + size - 1) / size\n}\n',
    '(len(items) + size - 1) / size',
    'len(items)/size + 1',
  ],
  [
    'a place beyond the end',
    'a.ts',
    'function f(sorted: number[], p: number) {\n  const index = Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length));\n  return sorted[index];\n}\n',
    'Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length))',
    'Math.floor((p / 100) * sorted.length)',
  ],
  [
    'one value in another unit',
    'a.js',
    "import { toCents } from './money.js';\n\nfunction f(lines, fee) {\n  return subtotal(lines) >= toCents(LIMIT) ? 0 : toCents(fee);\n}\n",
    'toCents(LIMIT)',
    'LIMIT',
  ],
  [
    'a map of a named type by a second name',
    'a.go',
    'package a\n\ntype Settings map[string]string\n\nfunc f(base, over Settings) Settings {\n\tmerged := make(Settings, len(base))\n\tfor key, one := range base {\n\t\tmerged[key] = one\n\t}\n\tfor key, one := range over {\n\t\tmerged[key] = one\n\t}\n\treturn merged\n}\n',
    'merged := make(Settings, len(base))\n\tfor key, one := range base {\n\t\tmerged[key] = one\n\t}\n',
    'merged := base\n',
  ],
  [
    'what is done only with what a map has',
    'a.go',
    'package a\n\nfunc (c *Cache) Get(key string) (string, bool) {\n\tvalue, ok := c.entries[key]\n\tif ok {\n\t\tc.touch(key)\n\t}\n\treturn value, ok\n}\n\nfunc (c *Cache) Put(key, value string) {\n\tc.entries[key] = value\n\tc.touch(key)\n}\n',
    '\tif ok {\n\t\tc.touch(key)\n\t}\n',
    '',
  ],
];

test.each(slips)('%s is mended among the first', async (_what, path, right, was, slip) => {
  const rank = await rankOf(path, right, was, slip);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(100);
});
