import { expect, test } from 'vitest';
import { offsetOf, readFaults } from './workflow-faults.ts';

test('each fault has its place, and the lines that only show it fall away', () => {
  const { placed, others } = readFaults([
    'mine.yaml:5:12: There is no role buildr; did you mean builder?',
    '5 |     agent: a:1:2: buildr',
    '  |            ^',
    'mine.yaml:12:1: Two steps are called a.',
    '12 | x',
    '   | ^',
    'mine.yaml: and 3 more faults.',
  ]);
  expect(placed).toEqual([
    { file: 'mine.yaml', line: 5, column: 12, what: 'There is no role buildr; did you mean builder?' },
    { file: 'mine.yaml', line: 12, column: 1, what: 'Two steps are called a.' },
  ]);
  expect(others).toEqual(['mine.yaml: and 3 more faults.']);
});

test('a place is found in the text, and never beyond it', () => {
  const text = 'name: a\nsteps:\n  - b';
  expect(text.slice(offsetOf(text, { line: 3, column: 3 }))).toBe('- b');
  expect(offsetOf(text, { line: 2, column: 99 })).toBe(text.indexOf('\n  - b'));
  expect(offsetOf(text, { line: 99, column: 1 })).toBe(text.length);
});
