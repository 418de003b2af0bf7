import { expect, it } from 'vitest';
import { understand } from '../understand.ts';

/** What is said of some of them alone is no rule for all of them: it is said where it cannot be kept. */
const some: [base: string, sentence: string][] = [
  [
    'API for a tool library. Tools have a name. Members have a name. Members borrow tools.',
    'Members who joined this month may borrow only one tool.',
  ],
  [
    'API for a quiz. Questions have a text. Options belong to a question and have a text.',
    'Each question has exactly one correct option.',
  ],
  [
    'API for rentals. Bikes have a number. Rentals belong to a bike and a customer with a start date and an end date. Customers have a name.',
    'A customer may have up to 2 open rentals.',
  ],
  [
    'API for a clinic. Pets have a name. Appointments belong to a pet and have a start.',
    'A pet with future appointments cannot be deleted.',
  ],
  [
    'API for chat with login. Rooms have a name. Users join rooms. Messages belong to a room and have a text.',
    'Only members of a room can post in it.',
  ],
  [
    'API for a gym. Trainers have a name. Classes have a name, a start time and a duration in minutes and belong to a trainer. Members book classes.',
    'A member cannot book two classes at the same time.',
  ],
  [
    'API for rooms. Rooms have a name. Bookings belong to a room and have a start.',
    'Rooms can be booked at most 30 days ahead.',
  ],
];

it.each(some)('%s %s', (base, sentence) => {
  const rulesOf = (text: string): unknown[] => {
    const read = understand(text, { constraints: {}, preferences: {} });
    if (read.verdict !== 'understood') expect.fail(read.questions.join(' '));
    return read.requirements.rules.filter(({ kind }) => kind !== 'ends').map(({ kind }) => kind);
  };
  const read = understand(`${base} ${sentence}`, { constraints: {}, preferences: {} });
  if (read.verdict !== 'understood') expect.fail(read.questions.join(' '));
  expect(rulesOf(`${base} ${sentence}`)).toEqual(rulesOf(base));
  expect(read.requirements.unsupported.map(({ words }) => words)).toContain(sentence.slice(0, -1));
});

it('what is said of all of them is one', () => {
  const read = understand(`${some[0]?.[0] ?? ''} A member may borrow only one tool.`, {
    constraints: {},
    preferences: {},
  });
  expect(read.verdict === 'understood' && read.requirements.rules.map(({ kind }) => kind)).toEqual(['max-per']);
});
