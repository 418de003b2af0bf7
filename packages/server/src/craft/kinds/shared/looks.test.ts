import { expect, test } from 'vitest';
import { faviconOf, looksOf } from './looks.ts';

test('the subject chooses the colour and the letters', () => {
  const bakery = looksOf({ title: 'Krume', description: 'a site for a bakery' });
  const clinic = looksOf({ title: 'Krume', description: 'a site for a clinic' });
  expect(bakery.headings).toBe('serif');
  expect(clinic.headings).toBe('sans');
  expect(bakery.hue).not.toBe(clinic.hue);
});

test('what no subject is known for always looks the same, by its title', () => {
  const one = looksOf({ title: 'Zug', description: 'qqq' });
  expect(looksOf({ title: 'Zug', description: 'something else' })).toEqual(one);
});

test('the sign of a title that begins with a quote is its first letter', () => {
  expect(faviconOf('"øre"', looksOf({ title: 'x', description: '' }))).toContain('>Ø</text>');
});
