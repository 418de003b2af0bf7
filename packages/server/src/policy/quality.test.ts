import { expect, test } from 'vitest';
import { modeDefaults } from './modes.ts';
import { countLeftovers, scoreQuality } from './quality.ts';
import type { QualityFacts } from './quality.ts';

const { limits, quality } = modeDefaults('mechanic');
const good: QualityFacts = {
  tests: { run: 9, failed: 0 },
  lint: { errors: 0, warnings: 10 },
  coverage: 0.8,
  files: 5,
  lines: 200,
  overruns: [],
  missingCitations: 0,
  outputLength: 30,
  leftovers: 0,
};

test('work at the limits of every check is worth 100', () => {
  expect(scoreQuality(good, limits, quality)).toEqual({ score: 100, verdict: 'OK', findings: [] });
});

test.each<[string, Partial<QualityFacts>, number, string]>([
  ['failed tests', { tests: { run: 9, failed: 1 } }, 70, 'BLOCK'],
  ['lint errors', { lint: { errors: 1, warnings: 0 } }, 80, 'BLOCK'],
  ['too many files', { files: 6 }, 75, 'BLOCK'],
  ['too many lines', { lines: 201 }, 75, 'BLOCK'],
  ['no tests', { tests: null }, 85, 'WARN'],
  ['tests of which none ran', { tests: { run: 0, failed: 0 } }, 85, 'WARN'],
  ['low coverage', { coverage: 0.79 }, 90, 'WARN'],
  ['two budget overruns', { overruns: ['tokens', 'cents'] }, 80, 'WARN'],
  ['three statements without a source', { missingCitations: 3 }, 70, 'WARN'],
  ['lint warnings', { lint: { errors: 0, warnings: 11 } }, 95, 'WARN'],
  ['a short answer', { outputLength: 29 }, 95, 'WARN'],
  ['two leftovers', { leftovers: 2 }, 90, 'WARN'],
  ['coverage that nobody measured', { coverage: null }, 100, 'OK'],
])('%s', (_, more, score, verdict) => {
  expect(scoreQuality({ ...good, ...more }, limits, quality)).toMatchObject({ score, verdict });
});

test('a score never falls below 0, and a soft limit warns', () => {
  expect(scoreQuality({ ...good, leftovers: 50 }, limits, quality).score).toBe(0);
  expect(scoreQuality({ ...good, files: 9 }, { ...limits, soft: true }, quality)).toMatchObject({
    score: 75,
    verdict: 'WARN',
  });
});

test('marks of unfinished work are counted as words', () => {
  const mark = ['TO', 'DO'].join('');
  expect(countLeftovers(`// ${mark}: a\nconst ${mark.toLowerCase()}s = 1; ${mark}LIST ${mark}`)).toBe(2);
});
