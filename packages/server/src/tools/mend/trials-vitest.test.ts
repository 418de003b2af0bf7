import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTrialProcess } from './testing-trials.ts';

const source = 'let calls = 0;\nexport const count = () => (calls += 1);\nexport const double = (n) => n + n;\n';
const wrong = source.replace('n + n', 'n');
const provings = 3;

let notes: string;
beforeEach(() => {
  notes = mkdtempSync(join(tmpdir(), 'trial-notes-'));
});
afterEach(() => rmSync(notes, { recursive: true, force: true }));

/** Tests that note down in which process they ran. */
const open = (more: string) =>
  openTrialProcess(
    'vitest',
    {
      'package.json': '{ "type": "module", "scripts": { "test": "vitest run" } }',
      'double.js': source,
      'double.test.js': `import { appendFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { count, double } from './double.js';
appendFileSync(${JSON.stringify(join(notes, 'pids'))}, process.pid + '\\n');
test('double', () => expect(double(2)).toBe(4));
test('loaded anew', () => expect(count()).toBe(1));
${more}`,
    },
    (root) => {
      mkdirSync(join(root, 'node_modules'));
      const vitest = dirname(createRequire(import.meta.url).resolve('vitest/package.json'));
      symlinkSync(vitest, join(root, 'node_modules/vitest'));
    },
  );

const pids = () => readFileSync(join(notes, 'pids'), 'utf8').trim().split('\n');

test('a process of Vitest stays from one trial to the next once it has told what new ones tell', async () => {
  await using trials = await open('');
  const told = { double: true, 'loaded anew': true };
  for (let at = 0; at < provings + 4; at += 1) expect(await trials.attempt({})).toEqual(told);
  expect(new Set(pids().slice(-4)).size).toBe(1);
  expect(await trials.attempt({}, { fresh: true })).toEqual(told);
  expect(new Set(pids().slice(-2)).size).toBe(2);
});

test('each trial sees its own text, whatever a process of Vitest has loaded before', async () => {
  await using trials = await open('');
  for (let at = 0; at < provings + 1; at += 1) await trials.attempt({});
  for (let at = 0; at < provings + 2; at += 1) {
    expect(await trials.attempt({ 'double.js': wrong })).toEqual({ double: false, 'loaded anew': true });
    expect(await trials.attempt({ 'double.js': source })).toEqual({ double: true, 'loaded anew': true });
  }
});

test('tests that depend on a process of their own get a new one from Vitest', async () => {
  await using trials = await open(
    "globalThis.runs = (globalThis.runs ?? 0) + 1;\ntest('first', () => expect(globalThis.runs).toBe(1));\n",
  );
  for (let at = 0; at < provings + 2; at += 1) {
    const told = await trials.attempt({ 'double.js': wrong });
    expect(told).toEqual({ double: false, 'loaded anew': true, first: true });
  }
  expect(new Set(pids().slice(-3)).size).toBe(3);
});
