import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../expectation.ts';

const valuesOf = (text: string, name: string): string[] | undefined =>
  requirementsOf(text)
    .entities.flatMap(({ fields }) => fields)
    .find((field) => field.name === name)?.values;

describe('values of a field', () => {
  it.each([
    ['REST API. Payments have an amount and a currency (EUR, USD, GBP).', 'currency', ['EUR', 'USD', 'GBP']],
    ['REST API. Shirts have a name and a size S/M/L.', 'size', ['S', 'M', 'L']],
    ['REST API. Donors have a name and a blood type (A+, A-, AB+, 0-).', 'bloodType', ['A+', 'A-', 'AB+', '0-']],
    ['REST API. Exams have a date and an optional grade from A to F.', 'grade', ['A', 'B', 'C', 'D', 'E', 'F']],
    [
      'REST API. Tasks have a title. Tasks move from TODO to IN_PROGRESS to DONE.',
      'status',
      ['TODO', 'IN_PROGRESS', 'DONE'],
    ],
    ['REST API. Members have an email and a plan (basic, plus, premium).', 'plan', ['basic', 'plus', 'premium']],
    ['REST API. Cakes have a name and a Size (Small, Large).', 'size', ['small', 'large']],
    // Not all of them are written in capitals: they are words.
    ['REST API. Films have a title and a format (DVD, tape).', 'format', ['dvd', 'tape']],
  ])('%s', (text, name, values) => {
    expect(valuesOf(text, name)).toEqual(values);
  });

  it('have one spelling in all rules that speak of them', () => {
    const { rules, operations } = requirementsOf(
      'REST API. Orders have a number and a status (NEW, PAID, SHIPPED). Orders move from new to paid to shipped. Paid orders cannot be deleted. Refunds: order, amount. Only NEW orders can be cancelled. An order has at most 3 refunds.',
    );
    const said = JSON.stringify([
      rules.map(({ from: _from, ...rule }) => rule),
      operations.map(({ when, sets }) => [when, sets]),
    ]);
    expect(said).toContain('["NEW","PAID"]');
    expect(said).toContain('"equals":"PAID"');
    expect(said).not.toMatch(/"(?:new|paid|shipped)"/);
  });
});

it('a rating that starts above five has no stars', () => {
  const ratingOf = (text: string) =>
    requirementsOf(text)
      .entities.flatMap(({ fields }) => fields)
      .find(({ name }) => name === 'rating');
  expect(ratingOf('REST API. Players: nickname, rating default 1200, country.')).toMatchObject({ default: 1200 });
  expect(ratingOf('REST API. Players: nickname, rating default 1200, country.')?.max).toBeUndefined();
  expect(ratingOf('REST API. Players: nickname, rating default 3, country.')).toMatchObject({ default: 3, max: 5 });
});
