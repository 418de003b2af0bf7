import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allPids, commandLine } from '../sandbox/processes.ts';
import { dataFolder } from '../shared/data.ts';

/** The runner of trials as a process, over a project that is tested with Vitest. */

interface Answer {
  id?: number;
  results?: { name: string; file: string; ok: boolean; message: string }[];
}

const source =
  'export function clamp(value, low, high) {\n  if (value > high) return low;\n  return value < low ? low : value;\n}\n';
const right = source.replace('return low;', 'return high;');
let folder: string;
let child: ChildProcess;
let answers: AsyncIterator<string>;
let count = 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'codewright-warm-'));
  const root = join(folder, 'project');
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  symlinkSync(
    dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
    join(root, 'node_modules/vitest'),
  );
  writeFileSync(join(root, 'package.json'), '{ "type": "module", "scripts": { "test": "vitest run" } }');
  writeFileSync(join(root, 'clamp.js'), source);
  writeFileSync(
    join(root, 'clamp.test.js'),
    `import { describe, expect, test } from 'vitest';
import { clamp } from './clamp.js';
console.log('words of a test');
describe('clamp', () => {
  test('high', () => expect(clamp(5, 1, 3)).toBe(3));
  test('low', () => expect(clamp(0, 1, 3)).toBe(1));
});
`,
  );
  const config = {
    root,
    workers: 1,
    kind: 'vitest',
    flags: [],
    args: [],
    patterns: [],
    env: {},
    argv: ['npm', 'test'],
  };
  child = spawn(process.execPath, [join(dataFolder('repair'), 'trial.mjs'), JSON.stringify(config)], {
    env: { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: folder, TMPDIR: folder },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  answers = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> })[Symbol.asyncIterator]();
  expect(await next()).toMatchObject({ ready: true, files: ['clamp.test.js'] });
});
afterEach(async () => {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.stdin?.end();
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

async function next(): Promise<Answer> {
  const line = await answers.next();
  return JSON.parse(String(line.value)) as Answer;
}

/** What the tests do with this text in place of the file; how each of them ends, by its name. */
async function attempt(text: string, more: object = {}): Promise<Record<string, boolean>> {
  const request = { id: (count += 1), edits: { 'clamp.js': text }, timeoutMs: 8000, ...more };
  child.stdin?.write(`${JSON.stringify(request)}\n`);
  const { results = [] } = await next();
  return Object.fromEntries(results.map(({ name, ok }) => [name, ok]));
}

/** Vitests that stay and belong to this test. */
const kept = () =>
  allPids().filter(
    (pid) => commandLine(pid).join(' ').includes('trial-vitest.mjs') && commandLine(pid).join(' ').includes(folder),
  );

test('each trial sees its own text, in one Vitest that stays', async () => {
  expect(await attempt(source)).toEqual({ 'clamp > high': false, 'clamp > low': true });
  const first = kept();
  expect(first).toHaveLength(1);
  expect(await attempt(right)).toEqual({ 'clamp > high': true, 'clamp > low': true });
  expect(await attempt(source)).toEqual({ 'clamp > high': false, 'clamp > low': true });
  expect(await attempt('export function clamp( {')).toEqual({ 'clamp.test.js': false });
  expect(await attempt(right)).toEqual({ 'clamp > high': true, 'clamp > low': true });
  expect(kept()).toEqual(first);
  expect(readFileSync(join(folder, 'project/clamp.js'), 'utf8')).toBe(source);
}, 60_000);

test('a trial that never ends is ended with its Vitest, and the next one runs in another', async () => {
  expect(await attempt(right)).toEqual({ 'clamp > high': true, 'clamp > low': true });
  const [before] = kept();
  expect(await attempt('export function clamp() { for (;;); }', { timeoutMs: 500 })).toEqual({
    'clamp.test.js': false,
  });
  expect(await attempt(right)).toEqual({ 'clamp > high': true, 'clamp > low': true });
  const after = kept();
  expect(after).toHaveLength(1);
  expect(after[0]).not.toBe(before);
}, 60_000);
