import { expect, test } from 'vitest';
import { requirementsOf } from '../expectation.ts';
import { meant } from './spelling.ts';

test('one letter left out, doubled, swapped or a vowel taken for another is mended', () => {
  for (const [written, read] of [
    ['resrvation', 'reservation'],
    ['equippment', 'equipment'],
    ['departmnet', 'department'],
    ['lenght', 'length'],
    ['inspaction', 'inspection'],
  ] as const)
    expect(meant(written), written).toBe(read);
});

test('a word of English, a name, and a word between two others stay as they are', () => {
  for (const word of ['sailing', 'kombucha', 'beans', 'bards', 'stable', 'manger', 'socks', 'entires'])
    expect(meant(word), word).toBeUndefined();
});

test('what was read as another word is said', () => {
  const found = requirementsOf('REST API. Departmments hav a name and a color.');
  expect(found.entities.map(({ name }) => name)).toEqual(['Department']);
  expect(found.assumptions.join(' ')).toContain('"Departmments" was read as "departments"');
  expect(requirementsOf('REST API. Departments have a name.').assumptions.join(' ')).not.toContain('was read as');
});
