import { expect, test } from 'vitest';
import { rankOf } from '../testing.ts';

const slips: [what: string, path: string, right: string, was: string, slip: string, most: number][] = [
  [
    'a piece of a pattern that takes too much',
    'a.js',
    "function f(path) {\n  const source = path.replace(/:(\\w+)/g, () => '([^/]+)');\n  return new RegExp(`^${source}/?$`);\n}\n",
    '([^/]+)',
    '(.+)',
    25,
  ],
  [
    'a pattern that goes on behind what ends it',
    'a.js',
    'function f(text) {\n  return /^([^:]+):(.+)$/.exec(text);\n}\n',
    '([^:]+)',
    '(.+)',
    10,
  ],
  [
    'a pattern of Go that takes too much',
    'a.go',
    'package a\n\nimport "regexp"\n\nvar pair = regexp.MustCompile(`^([^=]+)=(.*)$`)\n',
    '([^=]+)',
    '(.+)',
    10,
  ],
  [
    'digits of a pattern of Go',
    'a.go',
    'package a\n\nimport "regexp"\n\nvar number = regexp.MustCompile(`^\\d+$`)\n',
    '^\\d+$',
    '^\\d$',
    12,
  ],
];

test.each(slips)('%s', async (_what, path, right, was, slip, most) => {
  const rank = await rankOf(path, right, was, slip);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(most);
});
