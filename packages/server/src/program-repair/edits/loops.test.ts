import { expect, test } from 'vitest';
import { rankOf } from '../testing.ts';

/** A slip, its file, the right program, and what the slip makes of a part of it. */
const slips: [what: string, path: string, right: string, was: string, slip: string][] = [
  [
    'what goes through a loop and does not go on',
    'a.py',
    'def f(total, parts):\n    left = total\n    found = []\n    for part in parts:\n        due = min(left, part)\n        found.append(due)\n        left -= due\n    return found\n',
    '        left -= due\n',
    '',
  ],
  [
    'a step that another branch takes',
    'a.js',
    "function f(text) {\n  let at = 0;\n  let count = 0;\n  while (at < text.length) {\n    if (text[at] === 'a') {\n      count += 1;\n      at += 1;\n    } else {\n      at += 1;\n    }\n  }\n  return count;\n}\n",
    'count += 1;\n      at += 1;',
    'count += 1;',
  ],
  [
    'the place in the middle of its neighbours',
    'a.py',
    'def f(grid, x, y):\n    count = 0\n    for dy in (-1, 0, 1):\n        for dx in (-1, 0, 1):\n            if dy == 0 and dx == 0:\n                continue\n            count += grid[y + dy][x + dx]\n    return count\n',
    '            if dy == 0 and dx == 0:\n                continue\n',
    '',
  ],
  [
    'a name that says the opposite',
    'a.py',
    'class A:\n    def has_above(self):\n        return self.n > 0\n\n    def has_below(self):\n        return self.n < 0\n\n    def turn(self):\n        if self.has_below():\n            return -1\n        return 1\n',
    'if self.has_below()',
    'if self.has_above()',
  ],
  [
    'what is left of a unit',
    'a.go',
    'package a\n\nfunc f(seconds int) (int, int, int) {\n\treturn seconds / 3600, seconds % 3600 / 60, seconds % 60\n}\n',
    'seconds % 3600 / 60',
    'seconds / 60',
  ],
  [
    'a statement that stands too far down',
    'a.js',
    "class A {\n  go(next) {\n    this.past.push(this.now);\n    if (next === 'b') this.turns += 1;\n    this.now = next;\n    return next;\n  }\n}\n",
    "    this.past.push(this.now);\n    if (next === 'b') this.turns += 1;\n    this.now = next;\n",
    "    if (next === 'b') this.turns += 1;\n    this.now = next;\n    this.past.push(this.now);\n",
  ],
  [
    'the same member of another thing',
    'a.js',
    'function f(rows) {\n  rows.forEach((row, index) => {\n    const before = rows[index - 1];\n    row.rank = before && before.points === row.points ? before.rank : index + 1;\n  });\n}\n',
    '? before.rank :',
    '? index :',
  ],
  [
    'the size of a row of another',
    'a.js',
    'function f(a, b) {\n  const sums = [];\n  for (let row = 0; row < a.length; row++) {\n    sums.push([]);\n    for (let column = 0; column < b[0].length; column++) sums[row].push(a[row][0] * b[0][column]);\n  }\n  return sums;\n}\n',
    'column < b[0].length',
    'column < a.length',
  ],
  [
    'a copy that is not deep',
    'a.py',
    'import copy\n\n\ndef f(base, key, value):\n    merged = copy.deepcopy(base)\n    merged[key] += [value]\n    return merged\n',
    'copy.deepcopy(base)',
    'dict(base)',
  ],
  [
    'work of Python that is not awaited',
    'a.py',
    'async def f(job):\n    try:\n        return await job()\n    except ValueError:\n        return None\n',
    'await job()',
    'job()',
  ],
  [
    'what is asked for when it is over',
    'a.ts',
    'function f(call: () => void) {\n  let timer: number | undefined;\n  const run = () => {\n    timer = undefined;\n    call();\n  };\n  return () => {\n    if (timer !== undefined) return;\n    timer = later(run);\n  };\n}\n',
    '    timer = undefined;\n',
    '',
  ],
  [
    'a guard for one of two parameters',
    'a.py',
    "def f(a, b):\n    if a < 0:\n        raise ValueError('less than none')\n    if b < 0:\n        raise ValueError('less than none')\n    return a * b\n",
    "    if b < 0:\n        raise ValueError('less than none')\n",
    '',
  ],
];

test.each(slips)('%s is mended among the first', async (_what, path, right, was, slip) => {
  const rank = await rankOf(path, right, was, slip);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(100);
});
