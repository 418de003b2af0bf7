import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../expectation.ts';

/** How many rows there may be, in words that nobody listed: the class is what counts, and none of the sentences alone. */

const rulesOf = (text: string): string[] =>
  requirementsOf(`A REST API. ${text}`).rules.map(({ from: _from, ...rule }) =>
    JSON.stringify(rule.kind === 'unique' ? { ...rule, fields: rule.fields.toSorted() } : rule),
  );
const shapeOf = (text: string): unknown => {
  const { entities, unread, unsupported } = requirementsOf(`A REST API. ${text}`);
  return {
    entities: entities.map(({ name, fields }) => [
      name,
      fields.map((field) => `${field.name} ${field.type}`).toSorted(),
    ]),
    said: [...unread, ...unsupported.map(({ words }) => words)],
  };
};

/** That rule and nothing else: no table, no field, no action, and nothing left unread. */
function adds(base: string, sentence: string, rule: object): void {
  const before = rulesOf(base);
  expect(rulesOf(`${base} ${sentence}`).filter((one) => !before.includes(one))).toEqual([JSON.stringify(rule)]);
  expect(shapeOf(`${base} ${sentence}`)).toEqual(shapeOf(base));
}

const depots =
  'Farmers have a name. Depots have a title. Deliveries have a farmer, a depot, a date and a note. Teams have a motto.';

describe('how many for each', () => {
  it.each([
    'A farmer can have at most 3 deliveries.',
    'The maximum number of deliveries per farmer is 3.',
    'Deliveries are limited to 3 per farmer.',
    'A fourth delivery for the same farmer is refused.',
    'A farmer who already has 3 deliveries cannot get another one.',
    'Three deliveries are the most that a farmer can have.',
    'Once a farmer has three deliveries, no more can be added.',
    'When a farmer has 3 deliveries already, adding another must fail.',
    'The number of deliveries of a farmer must not exceed 3.',
    'We only allow three deliveries per farmer.',
    'Creating a fourth delivery for a farmer should fail.',
    'Farmers may have three deliveries, no more.',
    'Cap the deliveries of a farmer at 3.',
    'A farmer should not be able to have four deliveries.',
    'It is forbidden to give a farmer more than 3 deliveries.',
    'Please limit every farmer to 3 deliveries.',
  ])('%s', (sentence) => {
    adds(depots, sentence, { kind: 'max-per', entity: 'Delivery', per: 'farmerId', limit: 3 });
  });

  it.each([
    'Deliveries are limited to 2 per farmer and week.',
    'The weekly limit is 2 deliveries per farmer.',
    'A third delivery in the same week is refused for a farmer.',
    'Every farmer is allowed two deliveries weekly.',
    'The number of deliveries of a farmer in a week must not exceed 2.',
    'A farmer may have two deliveries a week and no more.',
  ])('%s', (sentence) => {
    const within = { field: 'date', period: 'week' };
    adds(depots, sentence, { kind: 'max-per', entity: 'Delivery', per: 'farmerId', limit: 2, within });
  });

  it.each([
    'There are at most 100 deliveries in total.',
    'The total number of deliveries must not exceed 100.',
    'No more than 100 deliveries can exist.',
    'We have room for 100 deliveries at most.',
    'Stop after 100 deliveries.',
  ])('%s', (sentence) => {
    adds(depots, sentence, { kind: 'total', entity: 'Delivery', limit: 100 });
  });
});

const tickets = 'Engineers have a name. Tickets have an engineer, a title and a status (open, closed).';

describe('how many in a state', () => {
  it.each([
    ['Only three tickets of an engineer may be open at once.', 3],
    ['An engineer with 3 open tickets cannot get another.', 3],
    ['Closed tickets do not count towards the limit of 3 tickets per engineer.', 3],
    ['An engineer who has three open tickets must close one before getting another.', 3],
    ['A second open ticket of the same engineer is refused.', 1],
    ['A new ticket can only be opened when the engineer has no other open ticket.', 1],
    ['Never two open tickets for one engineer.', 1],
    ['As long as an engineer has an open ticket, no other one can be created.', 1],
  ])('%s', (sentence, limit) => {
    const open = { field: 'status', equals: 'open' };
    adds(tickets, sentence, { kind: 'max-per', entity: 'Ticket', per: 'engineerId', limit, open });
  });
});

describe('one of each pair', () => {
  it.each([
    'A critic can review the same film only once.',
    'Nobody can review the same film twice.',
    'A second review by the same critic for the same film is refused.',
    'A critic who has already reviewed a film cannot do it again.',
    'Duplicate reviews by the same critic for one film are rejected.',
    'The combination of critic and film must be unique.',
    'Two reviews with the same critic and film must not exist.',
    'No film can get two reviews from the same critic.',
    'Refuse a review when the critic already reviewed that film.',
    'Each critic gets a single review per film.',
    'Reviews are unique per critic and film.',
  ])('%s', (sentence) => {
    const films = 'Critics have a name. Films have a title. Reviews have a critic, a film and a comment.';
    adds(films, sentence, { kind: 'unique', entity: 'Review', fields: ['criticId', 'filmId'] });
  });
});

describe('what differs within a whole', () => {
  it.each([
    'The label is unique within a store.',
    'No two shelves in a store share a label.',
    'The same label cannot be used twice in one store.',
    'Shelves in the same store must have different labels.',
    'Each shelf of a store has its own label.',
    'In a store, labels must not repeat.',
    'A label that is already taken in that store is refused.',
    'Labels only have to be unique inside a store.',
    'Each label can be used by only one shelf of a store.',
  ])('%s', (sentence) => {
    const stores = 'Stores have a city and a phone number. Shelves have a store, a label and a note.';
    adds(stores, sentence, { kind: 'unique', entity: 'Shelf', fields: ['label', 'storeId'] });
  });
});

describe('what is apart in time', () => {
  it.each([
    'Two sessions for the same studio must not overlap.',
    'No double bookings of a studio.',
    'Nobody can book a studio that is taken at that time.',
    'A new session may not collide with an existing session of the studio.',
    'Per studio there is only one session at any time.',
    'Two bands cannot use the same studio at the same time.',
    'A studio can be used by one band at a time only.',
    'Sessions of the same studio exclude each other in time.',
    'A session must not start before the previous session of the studio has ended.',
  ])('%s', (sentence) => {
    const studios =
      'Studios have a name. Bands have a name. Sessions have a studio, a band, a title, a start time and an end time.';
    const times = { start: 'startTime', end: 'endTime' };
    adds(studios, sentence, { kind: 'no-overlap', entity: 'Session', scope: 'studioId', ...times });
  });
});

const tours = 'Tours have a title and a capacity. Guests have a name. Bookings have a tour and a guest.';

describe('for how many there is room', () => {
  it.each([
    'There cannot be more bookings for a tour than its capacity.',
    'Once the capacity of a tour is reached, further bookings are refused.',
    'A full tour takes no more bookings.',
    'The capacity limits the number of bookings per tour.',
    'At most capacity bookings per tour.',
    'A booking is only possible while there are free places in the tour.',
    'A tour accepts bookings only up to its capacity.',
    'Bookings close when the capacity is reached.',
    'Guests cannot book a full tour.',
  ])('%s', (sentence) => {
    const parent = { parent: 'Tour', parentField: 'capacity' };
    adds(tours, sentence, { kind: 'capacity', entity: 'Booking', per: 'tourId', ...parent });
  });
});

describe('what says something else stays what it is', () => {
  const kinds = (text: string): string[] => rulesOf(text).map((rule) => String(JSON.parse(rule).kind));

  it.each([
    ['overlapping sessions may exist', 'Overlapping bookings are allowed.', 'no-overlap'],
    ['what counts is another thing', 'A guest can have at most 4 pets.', 'capacity'],
    ['a number of its own', 'A booking has at most 4 notes.', 'capacity'],
  ])('%s', (_, sentence, kind) => {
    expect(kinds(`${tours} ${sentence}`)).not.toContain(kind);
  });

  it('an action that a limit speaks of is kept', () => {
    const text =
      'Animals have a name. Applications belong to an animal, with a message and a status (pending, approved, declined). Only one application per animal can be approved.';
    const { operations } = requirementsOf(`A REST API. ${text}`);
    expect(operations.map(({ verb }) => verb)).toContain('approve');
  });
});
