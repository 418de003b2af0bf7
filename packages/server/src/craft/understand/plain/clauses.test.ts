import { describe, expect, test } from 'vitest';
import { type Expectation, check, requirementsOf } from '../expectation.ts';

/** What a clause within a list says of one item, values of a state in their many forms, and commands as manuals write them. */

const rows: Expectation[] = [
  {
    text: 'REST API. Ponies have a name, a birth date that cannot be in the future, a chip number that must be unique, a height in cm that must not exceed 150, and a note that can be empty.',
    entities: 'Pony',
    fields: { Pony: 'name birthDate:date chipNumber height note' },
    rules: [
      { kind: 'moment', entity: 'Pony', field: 'birthDate', side: 'past', orNow: true },
      { kind: 'unique', entity: 'Pony', fields: ['chipNumber'] },
      { kind: 'range', entity: 'Pony', field: 'height', max: 150 },
    ],
  },
  {
    text: 'REST API. Skippers have a name, an age that must be 18 or older, and a balance that can never be negative.',
    entities: 'Skipper',
    fields: { Skipper: 'name age:integer balance' },
    rules: [
      { kind: 'range', entity: 'Skipper', field: 'age', min: 18 },
      { kind: 'range', entity: 'Skipper', field: 'balance', min: 0 },
    ],
  },
  {
    text: 'REST API. Tools have a name, a category and a daily fee. Cars have a make and a model.',
    entities: 'Tool Car',
    fields: { Tool: 'name category dailyFee:money', Car: 'make model' },
  },
  {
    text: 'REST API. Customers have a name. Bundles belong to a customer and consist of parcels with a weight and a quantity of at least 1.',
    entities: 'Customer Bundle Parcel',
    fields: { Bundle: 'customerId:reference', Parcel: 'bundleId:reference weight quantity:integer' },
    relations: 'Bundle<Parcel Customer<Bundle',
  },
  {
    text: 'REST API. Films have a title. Halls have a name and a code. Screenings belong to a film and take place in a hall, with a start time and a price.',
    entities: 'Film Hall Screening',
    fields: { Screening: 'filmId:reference hallId:reference price:money' },
  },
  {
    text: 'A command line tool `chores` in Python with the commands `add <title> --priority`, `list`, `done <id>` and `remove <id>`. Priority is low, medium or high, medium by default. Exit code 1 for an unknown id, 2 for wrong usage.',
    entities: 'Chore',
    fields: { Chore: 'title priority:enum !commandsAddTitlePriority' },
    actions: 'Chore.done',
    unsupported: [],
  },
  {
    text: 'Build a CLI tool in Go called `jot` that keeps notes. Commands:\n- `jot add <title> [--tag TAG]` adds a note\n- `jot list` lists all notes\n- `jot archive <id>` archives a note',
    entities: 'Note',
    fields: { Note: 'title tag !jot' },
    actions: 'Note.archive',
  },
  {
    text: 'REST API. Pigments have a name. Shipments belong to a pigment and have a date. Pigments that have shipments cannot be deleted.',
    entities: 'Pigment Shipment',
    rules: [{ kind: 'no-delete-while', entity: 'Pigment', blockedBy: 'Shipment' }],
  },
  {
    text: 'Full-stack app. Members have a name. Classes have a title. Members book classes. A dashboard shows the number of bookings per class.',
    entities: 'Member Class Booking',
    fields: { Class: 'bookingCount:integer' },
    unsupported: [],
  },
  {
    text: 'GraphQL API. Users log in. Recipes have a title. Users rate recipes from 1 to 5 stars, once per recipe, and nobody can rate their own. Each recipe shows its average rating.',
    entities: 'Recipe Rating',
    rules: [
      { kind: 'apart', entity: 'Rating', parent: 'Recipe' },
      { kind: 'sum', entity: 'Recipe', field: 'averageRating', average: true },
    ],
  },
  {
    text: 'REST API. Clerks have a name. A leave request has a from date, a to date and a reason, and is pending until a manager approves or rejects it. Entries belong to a clerk and have a number of hours between 0.25 and 12.',
    entities: 'Clerk LeaveRequest Entry',
    fields: { LeaveRequest: 'fromDate:date toDate:date status:enum', Entry: 'numberOfHours:decimal' },
    rules: [{ kind: 'role-only', role: 'manager', entity: 'LeaveRequest', verbs: ['approve', 'reject'] }],
  },
];

describe('what a clause within a list says is said of that item', () => {
  test.each(rows)('$text', (row) => {
    check(row);
  });
});

const states: [string, string[]][] = [
  [
    'Parcels have a code and a status which can be draft, in transit, delivered or lost.',
    ['draft', 'in_transit', 'delivered', 'lost'],
  ],
  [
    'Parcels have a code. A parcel can be pending, confirmed, picked up or cancelled.',
    ['pending', 'confirmed', 'picked_up', 'cancelled'],
  ],
  ['Parcels have a code. The status of a parcel is one of idle, moving, broken.', ['idle', 'moving', 'broken']],
  ['Parcels have a code and a status that is one of active, returned and overdue.', ['active', 'returned', 'overdue']],
  [
    'Parcels have a code and can be in one of these states: filed, approved, rejected.',
    ['filed', 'approved', 'rejected'],
  ],
  ['Parcels have a code and a status. Status is new, sent or lost, new by default.', ['new', 'sent', 'lost']],
];

test.each(states)('the values of a state: %s', (said, values) => {
  const [parcel] = requirementsOf(`REST API. ${said}`).entities;
  expect(parcel?.fields.find(({ name }) => name === 'status')?.values).toEqual(values);
});

test('what is done to a thing is no state of it, and an exit code of its own is not passed over', () => {
  const orders = requirementsOf('REST API. Orders have a note. Orders can be cancelled or refunded.');
  expect(orders.entities[0]?.fields.some(({ name }) => name === 'status')).toBe(false);
  const text = 'CLI for chores with a title. It exits with 3 if the id is not found.';
  expect(
    requirementsOf(text)
      .unsupported.map(({ words }) => words)
      .join(),
  ).toContain('exits with 3');
});
