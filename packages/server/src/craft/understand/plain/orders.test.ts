import { describe, expect, test } from 'vitest';
import { type Expectation, check, requirementsOf } from '../expectation.ts';

/** What is to be done with things, and what with the whole: each class in words of its own. */

const rows: Record<string, Expectation[]> = {
  'orders in a row are done to the thing spoken of': [
    {
      text: 'A chores app: chores with label, deadline; mark as finished, archive, copy, sort by deadline',
      entities: 'Chore',
      fields: { Chore: 'label deadline' },
      actions: 'Chore.finish Chore.archive',
      features: 'search',
      unsupported: ['copy'],
    },
    {
      text: 'REST API. Parcels have a code and a weight in kg. Suspend and activate parcels. Cancel a parcel.',
      entities: 'Parcel',
      actions: 'Parcel.suspend Parcel.activate Parcel.cancel',
    },
    {
      text: 'REST API for lamps. Lamps have a place and lit (boolean). Toggle lit.',
      entities: 'Lamp',
      actions: 'Lamp.markLit',
    },
  ],
  'any other verb is an order where the thing is told of': [
    {
      text: 'REST API. Patents have a number and a title. Withdraw a patent.',
      entities: 'Patent',
      actions: 'Patent.withdraw',
    },
  ],
  'what is worked out from many rows is named as not built and makes no thing': [
    {
      text: 'REST API. Kayaks have a colour and a length in cm. Number of kayaks per colour. Show overdue kayaks. Weekly usage report.',
      entities: 'Kayak',
      unsupported: ['Number of kayaks per colour', 'Show overdue kayaks', 'Weekly usage report'],
    },
    {
      text: 'REST API. Swims have a date and a distance in m. It should show the total distance per week and the best one.',
      entities: 'Swim',
      unsupported: ['total distance per week'],
    },
  ],
  'with what it is made names no field and no thing': [
    {
      text: 'REST API for stamps. Stamps - country, year, face value using postgres',
      entities: 'Stamp',
      fields: { Stamp: 'country year faceValue' },
    },
    {
      text: 'GraphQL API with sqlite and drizzle for harbours (name, depth in m)',
      entities: 'Harbour',
      fields: { Harbour: 'name depth:decimal' },
      unsupported: ['drizzle'],
    },
  ],
  'a state has its first value, and those that follow': [
    {
      text: 'REST API. Complaint: subject, text; stage is new by default, can be accepted or dismissed.',
      entities: 'Complaint',
      fields: { Complaint: 'subject stage:enum' },
    },
    {
      text: 'REST API. A kiln has a name. Status starts as cold.',
      entities: 'Kiln',
      fields: { Kiln: 'name status:string' },
    },
    {
      text: 'REST API. Flights: code, gate, status default scheduled, other values boarding, gone',
      entities: 'Flight',
      fields: { Flight: 'code gate status:enum' },
    },
  ],
  'what leads up to a list of fields is none of them': [
    {
      text: 'TypeScript REST API w/ sqlite: Cabins - name, bunks; Hikers - name, email (unique); Nights - hiker, cabin, from, to',
      entities: 'Cabin Hiker Night',
      fields: { Cabin: 'name bunks', Night: 'hikerId cabinId from to' },
    },
    {
      text: 'REST API. Tapes have a label. Tapes start as blank and can then be recorded or wiped. A tape has a maker, a length in m and is rented or not, mood out of 7.',
      entities: 'Tape',
      fields: { Tape: 'label status:enum maker rented:boolean mood:integer' },
    },
    {
      text: 'I want an application that stores information about statues: title, sculptor, height in cm. Optional: remarks, donor.',
      entities: 'Statue',
      fields: { Statue: 'title sculptor height:decimal remarks donor' },
    },
    {
      text: 'API to manage a collection of card games: title, min players, minutes to play, difficulty 1-5',
      entities: 'CardGame',
      fields: { CardGame: 'title minPlayers:integer difficulty:integer' },
    },
    {
      text: 'Make a service to track things like kites, lines and reels. A kite has a span.',
      entities: 'Kite Line Reel',
    },
    {
      text: 'Web app for recording my swims with date, distance (m), how it felt (great, ok, bad) and goggles used',
      entities: 'Swim',
      fields: { Swim: 'date distance feeling:enum gogglesUsed' },
    },
    {
      text: 'REST API with login where each user keeps their own spice list - name, origin, heat 1-10',
      entities: 'Spice',
      fields: { Spice: 'name origin heat:integer' },
      auth: true,
    },
    {
      text: 'REST API. Clubs have a name. Games between two clubs with date, home goals, away goals.',
      entities: 'Club Game',
      fields: { Game: 'homeClubId awayClubId date homeGoals awayGoals' },
    },
  ],
  'fields that begin with a small word, and bounds by another field': [
    {
      text: 'REST API. Trips: from harbour, to harbour, sailing time, landing time (after sailing time), on charter yes/no',
      entities: 'Trip',
      fields: { Trip: 'fromHarbour toHarbour sailingTime landingTime onCharter:boolean' },
      rules: [{ kind: 'order', entity: 'Trip', before: 'sailingTime', after: 'landingTime' }],
    },
  ],
};

for (const [name, list] of Object.entries(rows)) {
  describe(name, () => {
    test.each(list.map((row) => [row.text, row] as const))('%s', (_, row) => {
      check(row);
    });
  });
}

test('the first value of a state is its default', () => {
  const [complaint] = requirementsOf(
    'REST API. Complaint: subject, text; stage is new by default, can be accepted or dismissed.',
  ).entities;
  expect(complaint?.fields.find(({ name }) => name === 'stage')).toMatchObject({
    values: ['new', 'accepted', 'dismissed'],
    default: 'new',
  });
});

describe('a tool or a library is told apart from what it keeps and what it is called', () => {
  test('commands that are named make no thing, and a tool of one kind of rows has them', () => {
    const found = requirementsOf(
      'CLI tool in Python named "jotter" with commands add, ls, done and frobnicate. A jotting has a text, a mood and an optional hour.',
    );
    expect(found.name).toBe('jotter');
    expect(found.entities.map(({ name }) => name)).toEqual(['Jotting']);
    expect(found.commands).toEqual({ create: 'add', list: 'ls' });
    expect(found.operations.map(({ verb }) => verb)).toContain('done');
    expect(found.unsupported.map(({ words }) => words)).toEqual(['frobnicate']);
  });

  test.each([
    [
      'Python CLI todo list: add, list, done and rm commands, tasks have a title and a priority.',
      'Task',
      { create: 'add', list: 'list', delete: 'rm' },
    ],
    [
      'Todo CLI in Rust: commands add, list, complete and remove.',
      'Todo',
      { create: 'add', list: 'list', delete: 'remove' },
    ],
    [
      'CLI contact book in Go: `contacts new <name> --email`, `contacts ls`, `contacts edit <id>`.',
      'Contact',
      { create: 'new', list: 'ls', update: 'edit' },
    ],
  ])('names of commands are no fields: %s', (text, thing, commands) => {
    const found = requirementsOf(text);
    expect(found.entities.map(({ name }) => name)).toEqual([thing]);
    expect(found.commands).toEqual(commands);
    expect(found.unsupported).toEqual([]);
    expect(found.entities[0]?.fields.map(({ name }) => name)).not.toContain('add');
  });

  test('where several kinds of rows are kept, commands are called after them', () => {
    const found = requirementsOf(
      'CLI tool in Python with commands add, ls and rm. A book has a title. An author has a name.',
    );
    expect(found.commands).toBeUndefined();
    expect(found.unsupported.map(({ words }) => words).join()).toContain('commands add, ls and rm');
  });

  test('a library in a language with functions is a library, and a sample in quotes asks for nothing', () => {
    const found = requirementsOf(
      "I need a library in Go for slugs: 'Grüß Gott & Co' should become 'gruss-gott-und-co'.",
    );
    expect(found).toMatchObject({ kind: 'library', language: 'go', modules: [{ module: 'slugify' }] });
    expect(requirementsOf('small http server, python, no database, converts feet to metres').modules).toMatchObject([
      { module: 'unit-conversion' },
    ]);
  });

  test('rows with fields are kept, though old ones are to be deleted', () => {
    const found = requirementsOf(
      'Service for storing noise levels: street (string), decibels (float), heard_at (timestamp). Delete noise levels older than 9 days.',
    );
    expect(found.kind).toBe('rest_api');
    expect(found.unread.join()).toContain('older than 9 days');
  });
});

test('an action sets only what its field can hold', () => {
  const { entities, operations } = requirementsOf(
    'REST API. Sluices have a name and a status (shut, ajar). Shut sluices may be reopened.',
  );
  const values = entities[0]?.fields.find(({ name }) => name === 'status')?.values ?? [];
  for (const { sets } of operations) if (typeof sets['status'] === 'string') expect(values).toContain(sets['status']);
});
