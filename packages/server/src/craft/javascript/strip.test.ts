import { expect, test } from 'vitest';
import { toJavaScript } from './strip.ts';

const js = (source: string): string => toJavaScript('a.ts', source);

test('types of functions become JSDoc beside what was said of them', () => {
  expect(js('/** Adds. */\nexport function add<T extends number>(a: T, b = 1, ...rest: string[]): number {\n}\n')).toBe(
    '/**\n * Adds.\n *\n * @template {number} T\n * @param {T} a\n * @param {...string} rest\n * @returns {number}\n */\nexport function add(a, b = 1, ...rest) {\n}\n',
  );
});

test('interfaces and aliases become typedefs', () => {
  expect(js('export interface Point {\n  /** Across. */\n  x: number;\n  y?: number;\n}\n')).toBe(
    '/**\n * @typedef {object} Point\n * @property {number} x Across.\n * @property {number} [y]\n */\n',
  );
  expect(js("type Kind = 'a' | 'b';\n")).toBe("/** @typedef {'a' | 'b'} Kind */\n");
});

test('imports of types become JSDoc imports, and paths end in .js', () => {
  expect(js("import { type A, b } from './b.ts';\nimport type { C } from 'c';\nexport const d: A | C = b;\n")).toBe(
    "import { b } from './b.js';\n/** @import { A } from './b.js' */\n/** @import { C } from 'c' */\n\n/** @type {A | C} */\nexport const d = b;\n",
  );
});

test('casts stay casts, even by way of unknown', () => {
  expect(js('const x = a as unknown as B;\n')).toBe('const x = /** @type {B} */ (/** @type {unknown} */ (a));\n');
});

test('fields lose their modifiers and keep their types', () => {
  expect(js('class A extends B {\n  readonly #s = new Set<Q>();\n  private n: number | undefined;\n}\n')).toBe(
    'class A extends B {\n  /** @type {Set<Q>} */\n  #s = new Set();\n  /** @type {number | undefined} */\n  n;\n}\n',
  );
});

test('inline functions keep their types inside', () => {
  expect(js('list.map((x: A): B => x.b);\n')).toBe('list.map((/** @type {A} */ x) => /** @type {B} */ (x.b));\n');
});
