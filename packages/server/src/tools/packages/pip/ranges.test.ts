import { expect, test } from 'vitest';
import { leastOf, pythonVersions, raisedSpecifier } from './ranges.ts';

test.each([
  ['==1.0.0', '2.3.4', '==2.3.4'],
  ['===1.0', '2.3.4', '===2.3.4'],
  [' == 1.0', '2.3.4', ' == 2.3.4'],
  ['==1.4.*', '2.3.4', '==2.3.*'],
  ['~=1.4', '2.3.4', '~=2.3'],
  ['~=1.4.2', '2.3', '~=2.3.0'],
  ['>=1,<2', '4.1', '>=1,<5'],
  ['>=1.0,<2.0', '4.1', '>=1.0,<5.0'],
  ['<1.5', '3.7.2', '<3.8'],
  ['<1.5.0', '3.7.2', '<3.8.0'],
  ['<0.9', '0.11.2', '<0.12'],
  ['>1,<=1.9', '2.3', '>1,<=2.3'],
  ['>=1,!=1.5', '2.3', '>=1,!=1.5'],
  ['', '2.3', ''],
  ['>=2023.7,<2024', '2026.1', '>=2023.7,<2027'],
])('%s around %s becomes %s', (specifier, to, expected) => {
  expect(raisedSpecifier(specifier, to)).toBe(expected);
});

test('versions of Python are stepped by their first two numbers, and what is below a version is named as a range', () => {
  expect([
    pythonVersions.step('1.4', '1.4.1'),
    pythonVersions.step('1.4', '1.5'),
    pythonVersions.step('1.4', '2'),
    pythonVersions.step('1.4', '1!1.4'),
  ]).toEqual(['patch', 'minor', 'major', 'major']);
  expect(pythonVersions.below('3.2.1', '1.0')).toBe('>1.0,<3');
  expect(pythonVersions.below('1.4.2', '1.0')).toBe('>1.0,<1.4');
  expect(pythonVersions.below('1.4.2', '1.4')).toBe('>1.4,<1.4.2');
});

test('the least version is the highest of those that must be reached', () => {
  expect(leastOf('>=3.9')).toBe('3.9');
  expect(leastOf('>=1,~=1.4,<3,!=1.5')).toBe('1.4');
  expect(leastOf('<2')).toBeNull();
});
