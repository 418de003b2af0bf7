import { describe, expect, test } from 'vitest';
import { licencesOf, readLicence, toldLicences } from './licences.ts';

const lock = (...licences: (string | undefined)[]): Record<string, unknown> => ({
  '': { name: 'own' },
  ...Object.fromEntries(licences.map((license, at) => [`node_modules/p${at}`, { version: '1.0.0', license }])),
});
const codes = (own: string, ...licences: (string | undefined)[]) =>
  licencesOf(own, lock(...licences)).problems.map(({ code }) => code);

describe('an expression', () => {
  test.each([
    ['MIT', 'permissive'],
    ['(MIT OR GPL-3.0-only)', 'permissive'],
    ['MIT AND GPL-3.0-only', 'strong'],
    ['(MIT AND AGPL-3.0-or-later) OR MPL-2.0', 'weak'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'strong'],
    ['LGPL-2.1+', 'weak'],
    ['Wonderful-1.0', null],
    ['', null],
    [')(', null],
  ])('%s', (expression, group) => {
    expect(readLicence(expression).group).toBe(group);
  });
});

describe('what a project cannot take', () => {
  test('depends on its own licence', () => {
    expect(codes('', 'GPL-3.0-only')).toEqual(['licence']);
    expect(codes('MIT', 'GPL-3.0-only')).toEqual(['licence']);
    expect(codes('GPL-3.0-only', 'GPL-3.0-only')).toEqual([]);
    expect(codes('GPL-3.0-only', 'AGPL-3.0-only')).toEqual(['licence']);
    expect(codes('AGPL-3.0-only', 'BUSL-1.1')).toEqual(['licence']);
    expect(codes('MIT', 'MIT', 'LGPL-3.0-or-later', '(GPL-2.0-only OR MIT)')).toEqual([]);
  });

  test('is asked of what ships, not of tools', () => {
    const tool = { 'node_modules/tool': { license: 'GPL-3.0-only', dev: true } };
    expect(licencesOf('MIT', tool)).toEqual({ counts: [], problems: [] });
  });

  test('is not guessed where nothing is said, and what nobody knows is shown', () => {
    expect(codes('MIT', undefined)).toEqual([]);
    expect(codes('MIT', 'SEE LICENSE IN file.txt')).toEqual(['licence-unknown']);
  });
});

test('the record counts them, the most frequent first', () => {
  const found = licencesOf('MIT', lock('ISC', 'MIT', 'MIT', undefined));
  expect(toldLicences(found)).toBe('Packages that ship: 2 under MIT, 1 under ISC, 1 without one that is said.');
  expect(toldLicences(licencesOf('MIT', {}))).toBe('No package ships.');
});
