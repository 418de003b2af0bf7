import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../expectation.ts';

/** A limit never loses the period that it is for: without it, it would refuse what is right. */

const read = (text: string) => {
  const { rules, unsupported } = requirementsOf(`REST API. ${text}`);
  return { rules: rules.map(({ from: _from, ...rule }) => rule), said: unsupported.map(({ words }) => words) };
};
const ships = 'Ships have a name. Landings have a date and a fee and belong to a ship.';

describe('limits for a period', () => {
  it.each([
    ['At most one landing per ship and year.', 1, 'year'],
    ['No more than five landings per ship in any calendar month.', 5, 'month'],
    ['A ship may have at most 3 landings in the same week.', 3, 'week'],
    ['Each ship has at most 2 landings in a month.', 2, 'month'],
  ])('%s', (words, limit, period) => {
    expect(read(`${ships} ${words}`).rules).toContainEqual({
      kind: 'max-per',
      entity: 'Landing',
      per: 'shipId',
      limit,
      within: { field: 'date', period },
    });
  });

  it('is said where it cannot be kept', () => {
    const words = 'At most 3 landings per ship and season';
    const { rules, said } = read(`${ships} ${words}.`);
    expect(rules).toEqual([]);
    expect(said).toEqual([words]);
  });

  it('those that agree in a field are counted', () => {
    expect(read(`${ships} No ship may have more than two landings for the same fee.`).rules).toEqual([
      { kind: 'max-per', entity: 'Landing', per: 'shipId', also: ['fee'], limit: 2 },
    ]);
  });

  it.each([
    ['A ship can never have two landings on the same day.', ['date', 'shipId']],
    ['A ship cannot have two landings with the same fee.', ['fee', 'shipId']],
  ])('%s', (words, fields) => {
    const { rules } = read(`${ships} ${words}`);
    expect(rules.map((rule) => ('fields' in rule ? rule.fields?.toSorted() : rule))).toEqual([fields]);
  });
});
