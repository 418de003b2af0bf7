import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunnerPlan } from '../../program-repair/runner.ts';
import { openTrialProcess } from './testing-trials.ts';

const source =
  'export function clamp(value, low, high) {\n  if (value > high) return low;\n  return value < low ? low : value;\n}\n';
const right = source.replace('return low;', 'return high;');
const failing = { 'clamp > high': false, 'clamp > low': true };
const passing = { 'clamp > high': true, 'clamp > low': true };

const withPackage = (name: string) => (root: string) => {
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(
    dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)),
    join(root, 'node_modules', name),
  );
};

describe('with Vitest', () => {
  const open = () =>
    openTrialProcess(
      'vitest',
      {
        'package.json': '{ "type": "module", "scripts": { "test": "vitest run" } }',
        'clamp.js': source,
        'clamp.test.js': `import { describe, expect, test } from 'vitest';
import { clamp } from './clamp.js';
console.log('words of a test');
describe('clamp', () => {
  test('high', () => expect(clamp(5, 1, 3)).toBe(3));
  test('low', () => expect(clamp(0, 1, 3)).toBe(1));
});
`,
      },
      withPackage('vitest'),
    );

  test('each trial sees its own text, in one Vitest that stays', async () => {
    await using trials = await open();
    expect(trials.tests).toEqual(['clamp.test.js']);
    expect(await trials.attempt({ 'clamp.js': source })).toEqual(failing);
    const first = trials.kept('trial-vitest.mjs');
    expect(first).toHaveLength(1);
    expect(await trials.attempt({ 'clamp.js': right })).toEqual(passing);
    expect(await trials.attempt({ 'clamp.js': source })).toEqual(failing);
    expect(await trials.attempt({ 'clamp.js': 'export function clamp( {' })).toEqual({ 'clamp.test.js': false });
    expect(await trials.attempt({ 'clamp.js': right })).toEqual(passing);
    expect(trials.kept('trial-vitest.mjs')).toEqual(first);
    expect(readFileSync(join(trials.root, 'clamp.js'), 'utf8')).toBe(source);
  });

  test('a trial that never ends is ended with its Vitest, and the next one runs in another', async () => {
    await using trials = await open();
    expect(await trials.attempt({ 'clamp.js': right })).toEqual(passing);
    const [before] = trials.kept('trial-vitest.mjs');
    const endless = { 'clamp.js': 'export function clamp() { for (;;); }' };
    expect(await trials.attempt(endless, { timeoutMs: 500 })).toEqual({ 'clamp.test.js': false });
    expect(await trials.attempt({ 'clamp.js': right })).toEqual(passing);
    const after = trials.kept('trial-vitest.mjs');
    expect(after).toHaveLength(1);
    expect(after[0]).not.toBe(before);
  });
});

const ofNode: Record<string, string> = {
  'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }',
  'clamp.js': source,
  'clamp.test.js': `import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clamp } from './clamp.js';
console.log('words of a test');
describe('clamp', () => {
  it('high', () => assert.equal(clamp(5, 1, 3), 3));
  it('low', () => assert.equal(clamp(0, 1, 3), 1));
});
`,
};

describe('with node:test', () => {
  test('a Node that stays runs hooks, subtests, callbacks, CommonJS and TypeScript as a new one does', async () => {
    await using trials = await openTrialProcess('node', {
      'package.json': '{ "scripts": { "test": "node --test" } }',
      'lib.cjs': 'exports.one = () => 1;\n',
      'lib.ts': 'export const two = (): number => 2;\n',
      'common.test.cjs': `const test = require('node:test');
const assert = require('node:assert');
const { one } = require('./lib.cjs');
test('one', () => assert.strictEqual(one(), 1));
test.describe('inner', () => { test.it('none', () => assert.strictEqual(one(), 0)); });
`,
      'odd.test.mts': `import assert from 'node:assert/strict';
import test, { after, before, beforeEach, describe, it } from 'node:test';
import { two } from './lib.ts';
let count: number = 0;
before(() => { count = 100; });
beforeEach(() => { count += 1; });
after(() => { count = 0; });
test('hooks of the file', () => assert.equal(count, 101));
test('subtests', async (t) => { await t.test('good', () => {}); await t.test('bad', () => assert.ok(false)); });
test('says when it is done', (_, done) => { setTimeout(done, 2); });
test('thrown beside it', async () => {
  setTimeout(() => { throw new Error('beside'); }, 1);
  await new Promise((resolve) => setTimeout(resolve, 30));
});
describe('outer', () => {
  before(() => { count = two(); });
  it('its own hooks', () => assert.equal(count, 3));
  it.skip('left out', () => assert.fail());
  describe('inner', () => { it('deep', async () => { await null; }); });
});
describe('broken', () => { before(() => { throw new Error('before'); }); it('never runs', () => {}); });
test('a mock', (t) => { const fn = t.mock.fn(() => 3); fn(); assert.equal(fn.mock.callCount(), 1); });
await test('waited for', () => {});
`,
    });
    for (const file of trials.tests) {
      const plain = await trials.attempt({}, { files: [file], fresh: true });
      expect(Object.keys(plain).length, file).toBeGreaterThan(1);
      // The first runs are compared with a new process; what differed would never be kept.
      for (let run = 0; run < 6; run += 1) expect(await trials.attempt({}, { files: [file] })).toEqual(plain);
    }
    const none = { 'lib.cjs': 'exports.one = () => 0;\n' };
    expect(await trials.attempt(none, { files: ['common.test.cjs'] })).toEqual({ one: false, 'inner > none': true });
    expect(await trials.attempt({}, { files: ['common.test.cjs'] })).toEqual({ one: true, 'inner > none': false });
    // One that is not believed is ended.
    expect(trials.kept('trial-node.mjs')).toHaveLength(1);
  });

  test('tests that depend on a process of their own get one', async () => {
    await using trials = await openTrialProcess('node', {
      ...ofNode,
      'clamp.test.js': `${ofNode['clamp.test.js']}
globalThis.runs = (globalThis.runs ?? 0) + 1;
it('is the first', () => assert.equal(globalThis.runs, 1));
`,
    });
    for (let run = 0; run < 4; run += 1) {
      expect(await trials.attempt({ 'clamp.js': right })).toEqual({ ...passing, 'is the first': true });
      expect(await trials.attempt({})).toEqual({ ...failing, 'is the first': true });
    }
    expect(trials.kept('trial-node.mjs')).toHaveLength(0);
  });
});

const common = source.replace('export function', 'exports.clamp = function');
const stays: [name: RunnerPlan['kind'], title: string, files: Record<string, string>][] = [
  ['node', 'modules', ofNode],
  [
    'jest',
    'files named by its settings',
    {
      'package.json': '{ "scripts": { "test": "jest" }, "jest": { "testMatch": ["**/checks/*.js"], "transform": {} } }',
      'clamp.js': common,
      'checks/clamp.js': `const { clamp } = require('../clamp');
console.log('words of a test');
describe('clamp', () => {
  test('high', () => expect(clamp(5, 1, 3)).toBe(3));
  test('low', () => expect(clamp(0, 1, 3)).toBe(1));
});
`,
    },
  ],
  [
    'mocha',
    'CommonJS, with hooks of a file that its settings require',
    {
      'package.json': '{ "scripts": { "test": "mocha" } }',
      '.mocharc.json':
        '{ "spec": ["checks/**/*.js"], "require": ["./set-up.js"], "ui": "tdd", "check-leaks": true, "global": ["begun"] }',
      'set-up.js': 'exports.mochaHooks = { beforeEach() { globalThis.begun = true; } };\n',
      'clamp.js': common,
      'checks/deep/clamp.js': `const assert = require('node:assert');
const { clamp } = require('../../clamp');
console.log('words of a test');
suite('clamp', () => {
  test('high', () => assert.equal(globalThis.begun && clamp(5, 1, 3), 3));
  test('low', () => assert.equal(clamp(0, 1, 3), 1));
});
`,
    },
  ],
  [
    'mocha',
    'modules in TypeScript',
    {
      'package.json': '{ "type": "module", "scripts": { "test": "mocha" }, "mocha": { "spec": "*.check.ts" } }',
      'clamp.js': source,
      'clamp.check.ts': `import assert from 'node:assert';
import { clamp } from './clamp.js';
describe('clamp', () => {
  it('high', () => assert.equal(clamp(5, 1, 3) as number, 3));
  it('low', () => assert.equal(clamp(0, 1, 3), 1));
});
`,
    },
  ],
];

test.each(stays)(
  'with %s, each trial sees its own text in one process that stays once it has told what new ones tell: %s',
  async (kind, _, files) => {
    await using trials = await openTrialProcess(kind, files, kind === 'node' ? undefined : withPackage(kind));
    const named = (one: Record<string, boolean>) =>
      kind === 'mocha'
        ? Object.fromEntries(Object.entries(one).map(([name, ok]) => [name.replace(' > ', ' '), ok]))
        : one;
    const text = files['clamp.js'] ?? '';
    const mended = { 'clamp.js': text.replace('return low;', 'return high;') };
    const wrong = { 'clamp.js': `${text}\n` };
    expect(await trials.attempt({})).toEqual(named(failing));
    for (let proving = 0; proving < 3; proving += 1) expect(await trials.attempt(wrong)).toEqual(named(failing));
    const first = trials.kept(`trial-${kind}.mjs`);
    expect(first).toHaveLength(1);
    expect(await trials.attempt(mended)).toEqual(named(passing));
    expect(await trials.attempt(wrong)).toEqual(named(failing));
    expect(Object.values(await trials.attempt({ 'clamp.js': 'function clamp( {' }))).toEqual([false]);
    expect(trials.kept(`trial-${kind}.mjs`)).toEqual(first);
    const endless = { 'clamp.js': text.replace('if', 'for (;;); if') };
    expect(Object.values(await trials.attempt(endless, { timeoutMs: 500 }))).toEqual([false]);
    expect(await trials.attempt(mended)).toEqual(named(passing));
    // The endless one took its process with it.
    expect(trials.kept(`trial-${kind}.mjs`)).not.toEqual(first);
  },
  60_000,
);
