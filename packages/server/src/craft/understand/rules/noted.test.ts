import { expect, it } from 'vitest';
import { understand } from '../understand.ts';

/** What an action notes by itself, and what it is not done twice. */

function read(text: string) {
  const found = understand(text, { constraints: {}, preferences: {} });
  if (found.verdict !== 'understood') expect.fail(found.questions.join(' '));
  return found.requirements;
}

const noted: [text: string, verb: string, sets: Record<string, string>][] = [
  [
    'API for permits. Permits have a number and a status (draft, issued, revoked). The issue date is noted when a permit is issued.',
    'issue',
    { status: 'issued', issueDate: 'now' },
  ],
  [
    'API for parcels. Parcels have a weight and a status (registered, delivered). When a parcel is delivered, its delivery time is recorded.',
    'deliver',
    { status: 'delivered', deliveryTime: 'now' },
  ],
  [
    'API for a workshop. Repairs have a title and a status (open, done, paid). When a repair is done, the completion time is stored automatically.',
    'complete',
    { status: 'done', completionTime: 'now' },
  ],
  [
    'API for a map room. Maps have a name. Checkouts belong to a map, with a due date and a return date. When a checkout is returned, the return date is set.',
    'return',
    { returnDate: 'now' },
  ],
  [
    'API for loans. Loans have a borrower, a due date and a return date. Loans can be returned.',
    'return',
    { returnDate: 'now' },
  ],
];

it.each(noted)('%s', (text, verb, sets) => {
  const { operations, entities, rules, unsupported } = read(text);
  expect(operations.find((operation) => operation.verb === verb)?.sets).toEqual(sets);
  const field = Object.keys(sets).at(-1) ?? '';
  expect(entities.flatMap(({ fields }) => fields).find(({ name }) => name === field)?.required).toBe(false);
  expect([...rules, ...unsupported]).toEqual([]);
});

it('is what is noted that is no thing, and no other date of the row', () => {
  const { entities } = read(
    'API for expenses. An expense has an amount, a date and a status (draft, approved). When an expense is approved, the approval date is set.',
  );
  expect(entities.map(({ name }) => name)).toEqual(['Expense']);
  expect(entities[0]?.fields.map(({ name, readOnly }) => `${name}${readOnly ? ' ro' : ''}`)).toEqual([
    'amount',
    'date',
    'status',
    'approvalDate ro',
  ]);
});

it('is done once, where it is said that it is not done again', () => {
  const { operations, rules, unsupported } = read(
    'API for loans. Games have a title. Loans belong to a game, with a loan date, a due date and a return date. A returned game cannot be returned again.',
  );
  expect(operations.find(({ verb }) => verb === 'return')?.when).toEqual({ returnDate: null });
  expect([...rules, ...unsupported]).toEqual([]);
});

it('is decided of what waits, though more is said of what was declined', () => {
  const { operations } = read(
    'API for a shelter. Applications have a message and a status (pending, approved, rejected). Applications can be approved or rejected. A rejected application cannot be approved later.',
  );
  expect(operations.find(({ verb }) => verb === 'approve')?.when).toEqual({ status: 'pending' });
});
