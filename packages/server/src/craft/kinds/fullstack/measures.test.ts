import { describe, expect, test } from 'vitest';
import type { FieldModel } from '../../domain/model.ts';
import { currencyIn, unitIn } from './measures.ts';

const number = (label: string): FieldModel => ({ label, type: 'decimal' }) as FieldModel;

describe('the currency of a description', () => {
  test.each([
    ['a price in euros', 'EUR'],
    ['an amount of $5 and more', 'USD'],
    ['an insurance value in CHF', 'CHF'],
    ['a yearly fee in pounds', 'GBP'],
    ['a weight in pounds', undefined],
    ['prices in euros or dollars', undefined],
    ['a price', undefined],
  ])('%s', (description, currency) => {
    expect(currencyIn(description)).toBe(currency);
  });
});

describe('the unit behind the name of a number', () => {
  test.each([
    ['plots have a size in square metres', 'size', 'm²'],
    ['runs: distance (km), date', 'distance', 'km'],
    ['a weight in pounds', 'weight', undefined],
    ['a size in two halves', 'size', undefined],
  ])('%s', (description, label, unit) => {
    expect(unitIn(description, number(label))).toBe(unit);
  });

  test('only numbers have one', () => {
    expect(unitIn('a weight in grams', { ...number('weight'), type: 'string' })).toBeUndefined();
  });
});
