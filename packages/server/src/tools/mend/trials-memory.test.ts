import { describe, expect, test } from 'vitest';
import { openTrialProcess } from './testing-trials.ts';

/** What ends these trials is what they hold, and not the clock. */
const patience = { timeoutMs: 100_000 };

describe('what gathers without end is ended as what never ends is', () => {
  test('in JavaScript, in a process that stays or one of its own', async () => {
    await using trials = await openTrialProcess('node', {
      'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }',
      'range.js': 'export const range = (to) => Array.from({ length: to }, (_, at) => at);\n',
      'range.test.js': `import assert from 'node:assert';
import { test } from 'node:test';
import { range } from './range.js';
test('some', () => assert.deepEqual(range(2), [0, 1]));
`,
    });
    const endless = {
      'range.js':
        'export function range(to) {\n  const all = [];\n  while (all.length >= 0) all.push({ to });\n  return all;\n}\n',
    };
    expect(await trials.stopped(endless, { ...patience, fresh: true })).toEqual(['range.test.js']);
    expect(await trials.stopped(endless, patience)).toEqual(['range.test.js']);
    expect(await trials.attempt({}, patience)).toEqual({ some: true });
  });

  test('in Python', async () => {
    await using trials = await openTrialProcess('python', {
      'pages.py': 'def pages(count):\n    return list(range(count))\n',
      'test_pages.py': `import unittest
from pages import pages


class PagesTest(unittest.TestCase):
    def test_two(self):
        self.assertEqual(pages(2), [0, 1])
`,
    });
    const endless = {
      'pages.py':
        'def pages(count):\n    found = []\n    while True:\n        found.append("x" * 100_000)\n    return found\n',
    };
    expect(await trials.stopped(endless, patience)).toEqual(['PagesTest.test_two']);
    expect(await trials.attempt({}, patience)).toEqual({ 'PagesTest.test_two': true });
  });
});
