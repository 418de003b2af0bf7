import { expect, test } from 'vitest';
import { entityOf } from '../../../domain/model.ts';
import { normalise } from '../../../domain/normalise.ts';
import { sampleNumber } from '../../../domain/samples.ts';
import { requirementsOf } from '../../../understand/expectation.ts';
import { transferCases } from './effect-tests.ts';

test('what is moved keeps to what may be moved at once', () => {
  const amountsOf = (bound: string): number[] => {
    const said = `REST API. Accounts have a number and a balance. Transfers move money from one account to another${bound}.`;
    const project = normalise(requirementsOf(said));
    const entity = entityOf(project, 'Transfer');
    const rule = entity.rules.find((one) => one.kind === 'transfer');
    const cases = rule?.kind === 'transfer' ? transferCases(project, entity, rule).join('\n') : '';
    return [...cases.matchAll(/amount: ([\d_]+)/g)].map(([, amount = '']) => Number(amount.replaceAll('_', '')));
  };
  expect(amountsOf('')).toEqual([20, 50, 51, 1, 40]);
  expect(amountsOf(', at least 2 and at most 80 euros')).toEqual([3199, 7999, 8000, 200, 6400]);
  expect(Math.min(...amountsOf(', at least 10 euros'))).toBe(1000);
});

test('a row that takes places takes as few as it may, so that others find room as well', () => {
  const said =
    'REST API. Trips: destination, seats. A booking has a trip, a name and a number of persons (1 to 9). There must be enough seats.';
  const booking = entityOf(normalise(requirementsOf(said)), 'Booking');
  const persons = booking.fields.find(({ name }) => name === 'numberOfPersons');
  expect(persons && sampleNumber(persons)).toBe(1);
});
