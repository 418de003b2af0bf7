import { runInNewContext } from 'node:vm';
import { afterEach, expect, test, vi } from 'vitest';
import type { Localized, TestOutcome, Trials } from '../contract.ts';
import { proposeEdits, readHints } from '../edits/propose.ts';
import { SourceReader } from '../syntax.ts';
import { searchPatch } from './search.ts';

afterEach(() => void vi.restoreAllMocks());

/** A fault in each of two functions, and lines that offer far more to change than there is time for. */
const path = 'shapes.js';
const unrelated = Array.from({ length: 16 }, (_none, n) => `  log.push(w + ${n} - h * ${n + 1} / (w - ${n + 2}));`);
const text = [
  'function area(w, h) {',
  '  return w + h;',
  '}',
  'function edge(w, h) {',
  '  return 2 * (w - h);',
  '}',
  'function half(w, h) {',
  '  const log = [];',
  ...unrelated,
  '  return w / 2;',
  '}',
].join('\n');

const cases: [name: 'area' | 'edge' | 'half', given: [w: number, h: number], wanted: number][] = [
  ['area', [3, 4], 12],
  ['area', [5, 2], 10],
  ['area', [7, 1], 7],
  ['edge', [3, 4], 14],
  ['edge', [5, 2], 14],
  ['half', [8, 1], 4],
];

type Shapes = Record<'area' | 'edge' | 'half', (w: number, h: number) => unknown>;

function outcomesOf(source: string): TestOutcome[] {
  let shapes: Shapes | undefined;
  try {
    shapes = runInNewContext(`${source}\n({ area, edge, half });`) as Shapes;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  return cases.map(([name, given, wanted]) => {
    let got: unknown;
    try {
      got = shapes?.[name](...given);
    } catch (error) {
      got = error;
    }
    return { name: `${name} ${given.join(' ')}`, file: 'shapes.test.js', ok: got === wanted, message: '' };
  });
}

/** Each trial takes so long by a clock that only trials move. */
const trialMs = 10;

async function searched(seconds: number) {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const trials: Trials = {
    files: ['shapes.test.js'],
    width: 1,
    chooses: false,
    stays: false,
    run: ({ edits }) => {
      now += trialMs;
      return Promise.resolve({
        results: outcomesOf(edits[path] ?? text),
        ms: trialMs,
        lines: [],
        hits: [],
        profile: '',
      });
    },
  };
  const suspects = text
    .split('\n')
    .map((_line, at) => ({ path, line: at + 1, suspicion: at < 6 ? 1 : 0.5, failing: 5, passing: 0 }));
  const hints = readHints([], '');
  const outcomes = outcomesOf(text);
  const localized: Localized = {
    outcomes,
    failing: outcomes.filter(({ ok }) => !ok),
    aside: [],
    ran: new Map(),
    suspects,
    ms: trialMs,
    aloneMs: trialMs,
    hints,
  };
  const source = await new SourceReader().read(path, text);
  const singles = source ? proposeEdits(source, suspects, hints).length : 0;
  return { ...(await searchPatch(trials, [{ path, text }], localized, { seconds })), singles };
}

test('goes on from a change that mends a part before all single changes are tried', async () => {
  const seconds = 2;
  const { patch, partial, singles, tried } = await searched(seconds);
  // Single changes alone would have taken more than the time.
  expect(singles * trialMs).toBeGreaterThan(seconds * 1000);
  expect(patch?.candidates).toHaveLength(2);
  expect(patch?.edits[path]).toContain('return w * h;');
  expect(patch?.edits[path]).toContain('return 2 * (w + h);');
  expect(partial).toBeNull();
  expect(tried * trialMs).toBeLessThan(seconds * 1000);
});

test('tells of the part where there is no time to go on', async () => {
  const { patch, partial } = await searched(0.4);
  expect(patch).toBeNull();
  const mended = ['return w * h;', 'return 2 * (w + h);'].filter((line) => partial?.edits[path]?.includes(line));
  expect(mended).toHaveLength(1);
});
