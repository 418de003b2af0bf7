import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../repair/mend.ts';
import { openToolBench } from '../testing.ts';

const javascript: Record<string, string> = {
  'package.json': '{ "name": "shapes", "type": "module", "scripts": { "test": "node --test" } }\n',
  'src/area.js': `export function rectangle(width, height) {
  return width * height;
}

export async function load(name) {
  return { name, sides: 4 };
}
`,
  'src/index.js': `import { load, rectangle } from './area.js';

export async function describeShape(name, width, height) {
  const shape = await load(name);
  const area = rectangle(width, height);
  return \`\${shape.name}: \${shape.sides} sides, \${area} in all\`;
}
`,
  'test/shapes.test.js': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeShape } from '../src/index.js';

test('a shape is described', async () => {
  assert.equal(await describeShape('square', 2, 3), 'square: 4 sides, 6 in all');
});
`,
};

const python: Record<string, string> = {
  'pyproject.toml': '[project]\nname = "shapes"\nversion = "1.0.0"\n',
  'shapes.py': `import math


def circle(radius):
    return math.pi * radius**2


class Shape:
    def __init__(self, name, sides):
        self.name = name
        self.sides = sides

    def describe(self):
        if self.sides == 0:
            return f"{self.name}: round"
        return f"{self.name}: {self.sides} sides"
`,
  'tests/__init__.py': '',
  'tests/test_shapes.py': `import unittest

from shapes import Shape, circle


class ShapesTest(unittest.TestCase):
    def test_circle(self):
        self.assertAlmostEqual(circle(1), 3.14159, 4)

    def test_describe(self):
        self.assertEqual(Shape("square", 4).describe(), "square: 4 sides")
        self.assertEqual(Shape("circle", 0).describe(), "circle: round")
`,
};

/** The kiosk of the fault corpus: a server over SQLite with migrations, settings and a file of data. */
const kioskFolder = join(import.meta.dirname, '../../../../../bench/faults/projects/kiosk');
const kiosk: Record<string, string> = Object.fromEntries(
  readdirSync(kioskFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(kioskFolder, path), readFileSync(path, 'utf8')]),
);

/** One breakage of a project that was whole: file, what stands there, what comes in its place. */
type Fault = [name: string, file: string, old: string, broken: string];

const faults: Record<string, { files: Record<string, string>; faults: Fault[] }> = {
  javascript: {
    files: javascript,
    faults: [
      ['a wrong path of an import', 'src/index.js', './area.js', './areas.js'],
      ['an import without its ending', 'src/index.js', './area.js', './area'],
      ['a mistyped import', 'src/index.js', 'load, rectangle', 'load, rectagnle'],
      ['a mistyped name', 'src/index.js', 'rectangle(width, height)', 'rectangle(widht, height)'],
      ['a missing await', 'src/index.js', 'await load', 'load'],
      ['a bracket too few', 'src/area.js', 'rectangle(width, height) {', 'rectangle(width, height {'],
      ['a brace too few in the middle', 'src/area.js', 'width * height;\n}', 'width * height;\n'],
      ['a mistyped member that nothing complains of', 'src/index.js', 'shape.name', 'shape.nmae'],
      ['a comma too few', 'src/area.js', 'name, sides: 4', 'name sides: 4'],
      ['a manifest with a comma too many', 'package.json', '--test" }', '--test", }'],
    ],
  },
  python: {
    files: python,
    faults: [
      ['a mistyped module', 'shapes.py', 'import math', 'import maths'],
      [
        'a mistyped attribute',
        'shapes.py',
        'return f"{self.name}: {self.sides} sides"',
        'return f"{self.name}: {self.sieds} sides"',
      ],
      ['a mistyped name', 'shapes.py', 'math.pi * radius**2', 'math.pi * raduis**2'],
      ['a missing colon', 'shapes.py', 'if self.sides == 0:', 'if self.sides == 0'],
      ['a mistyped import', 'tests/test_shapes.py', 'import Shape, circle', 'import Shape, cirle'],
      ['a bracket too few', 'shapes.py', 'def circle(radius):', 'def circle(radius:'],
      ['a forgotten self', 'shapes.py', 'if self.sides == 0:', 'if sides == 0:'],
      ['a method that does not take self', 'shapes.py', 'def describe(self):', 'def describe():'],
    ],
  },
  'JavaScript and SQLite': {
    files: kiosk,
    faults: [
      ['a wrong path of a file', 'src/database.js', 'data/products.json', 'data/proudcts.json'],
      ['a variable that nobody sets', 'src/settings.js', 'KIOSK_CURRENCY', 'KIOSK_CURENCY'],
      ['a slip in a migration', 'migrations/002-sales.sql', 'REFERENCES', 'REFERNECES'],
      ['a column that is called otherwise', 'migrations/002-sales.sql', 'sold_at', 'slod_at'],
      ['a port that is taken', 'test/kiosk.test.js', 'port: 0', 'port: 8080'],
    ],
  },
};

describe.each(Object.entries(faults))('in a %s project', (_language, { files, faults: all }) => {
  test.each(all)('%s is mended so that every check passes', async (_name, file, old, broken) => {
    const text = files[file] ?? '';
    expect(text).toContain(old);
    await using bench = await openToolBench({ ...files, [file]: text.replace(old, () => broken) });
    const result = await bench.call('mend_problems', { seconds: 60 });
    expect(result.text).toMatch(/^Mended/);
    expect(await bench.call('run_tests', {})).toMatchObject({ status: 'ok' });
    // What was tried is on record, with what came of it.
    const tried = bench.ledger.entries.filter(({ data }) => data['event'] === 'fix-tried');
    expect(tried.some(({ data }) => data['worked'] === true)).toBe(true);
  });
});

test('a whole project is left as it is, and a wrong expectation is not talked away', async () => {
  await using whole = await openToolBench(javascript);
  expect((await whole.call('mend_problems', {})).text).toBe('Nothing is wrong.');

  const test = javascript['test/shapes.test.js']?.replace('6 in all', '7 in all') ?? '';
  await using wrong = await openToolBench({ ...javascript, 'test/shapes.test.js': test });
  const before = await wrong.workspace.treeHash(new AbortController().signal);
  const result = await wrong.call('mend_problems', { seconds: 30 });
  expect(result).toMatchObject({ status: 'failed', text: expect.stringMatching(/^Not mended: tests still fails/) });
  expect(await wrong.workspace.treeHash(new AbortController().signal), result.text).toBe(before);
});

test('what has worked for a kind of mistake is tried first in the next project', async () => {
  const broken = { ...javascript, 'src/index.js': javascript['src/index.js']?.replace('await load', 'load') ?? '' };
  const attemptsWith = async (experience: { signature: string; fix: string; tried: number; worked: number }[]) => {
    await using bench = await openToolBench(broken, { experience: async () => experience });
    const { data } = await bench.call('mend_problems', { seconds: 60 });
    return (data as unknown as { attempts: Attempt[] }).attempts;
  };
  const first = await attemptsWith([]);
  const worked = first.find((one) => one.worked);
  expect(worked).toBeDefined();
  const { signature = '', fix = '' } = worked ?? {};
  const vain = first.filter((one) => !one.worked).map((one) => one.fix);
  const again = await attemptsWith([
    { signature, fix, tried: 3, worked: 3 },
    ...[...new Set(vain)]
      .filter((other) => other !== fix)
      .map((other) => ({ signature, fix: other, tried: 3, worked: 0 })),
  ]);
  expect(again.length).toBeLessThanOrEqual(first.length);
  expect(again.at(-1)).toMatchObject({ worked: true, fix });
});
