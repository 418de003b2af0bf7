import { describe, expect, test } from 'vitest';
import { check, type Expectation, requirementsOf } from './expectation.ts';

/** Descriptions of one or two lines, as most people type them: what is listed is kept, and what belongs to what is tied. */
const rows: Expectation[] = [
  {
    text: 'Build me a marina app with boats, skippers and fuel logs',
    entities: 'Boat Skipper FuelLog',
  },
  {
    text: 'A stamp collection catalogue with stamps, countries and albums',
    entities: 'Stamp Country Album',
  },
  {
    text: 'Houseplant care tracker: plants, light level, last watered date, notes',
    entities: 'Plant',
    fields: { Plant: 'name lightLevel lastWateredDate:date notes:text' },
  },
  {
    text: 'Create a to-do app with users, projects and tasks, due dates and priorities',
    entities: 'User Project Task',
    fields: { Task: 'dueDate:date priority:enum title' },
    relations: 'Project<Task',
  },
  {
    text: 'A pottery site where people can share glazes with colors and steps, comment and rate them from 1 to 4',
    entities: 'Glaze Comment Rating',
    relations: 'Glaze<Comment Glaze<Rating',
    rules: [{ kind: 'range', entity: 'Rating', field: 'value', min: 1, max: 4 }],
  },
  {
    text: 'Grant tracker API: grants and funders. Grants move through stages: idea, drafted, submitted, lost.',
    entities: 'Grant Funder',
    fields: { Grant: 'stage:enum' },
  },
  {
    text: 'Go CLI for my watch list: films with title, director, status to watch, watching, watched',
    entities: 'Film',
    fields: { Film: 'title director status:enum' },
  },
  {
    text: 'Motel booking API with motels, rooms, guests and bookings',
    entities: 'Motel Room Guest Booking',
    relations: 'Room<Booking Guest<Booking',
  },
  {
    text: 'Build a kanban tool like Trello, full stack, with boards, lists, cards and comments',
    entities: 'Board List Card Comment',
    relations: 'Board<List List<Card Card<Comment',
  },
  {
    text: 'Social network where people post tweets and follow each other',
    entities: 'Tweet Follower User',
    fields: { Follower: 'followerId:reference followedId:reference followedAt:datetime' },
  },
];

describe('short descriptions', () => {
  test.each(rows)('$text', (row) => {
    check(row);
  });
});

test('a list of rows is no library of functions, whatever words they share', () => {
  for (const text of [
    'Create a fleet app with trucks, drivers and maintenance logs',
    'Create a trivia quiz platform with quizzes, questions and answers',
  ])
    expect(requirementsOf(text).kind, text).toBe('rest_api');
  expect(requirementsOf('Make a quiz for the terminal').modules.map(({ module }) => module)).toEqual(['quiz-game']);
});

test('the language that stands beside a rule is the language', () => {
  const found = requirementsOf('Car park API in Go: spots, vehicles, a fee of 3 euros per started hour');
  expect(found.language).toBe('go');
  expect(found.rules.map(({ kind }) => kind)).toContain('fee');
});

test.each([
  [
    'Ledger app: categories and payments with an amount. Show the total per category.',
    'Category',
    'totalAmount',
    'Payment',
    ['amount'],
    undefined,
  ],
  [
    'Choir API with singers and absences, and the number of absences per singer',
    'Singer',
    'absenceCount',
    'Absence',
    [],
    undefined,
  ],
  [
    'Cider API: ciders and reviews. Show the average rating of each cider.',
    'Cider',
    'averageRating',
    'Review',
    ['rating'],
    true,
  ],
  [
    'Fund app: campaigns, donors, donations; show how much each campaign has raised',
    'Campaign',
    'totalAmount',
    'Donation',
    ['amount'],
    undefined,
  ],
])('%s', (text, entity, field, of, factors, average) => {
  const found = requirementsOf(text);
  expect(found.rules).toContainEqual(
    expect.objectContaining({ kind: 'sum', entity, field, of, factors, ...(average ? { average } : {}) }),
  );
  expect(found.entities.find(({ name }) => name === entity)?.fields.find(({ name }) => name === field)?.readOnly).toBe(
    true,
  );
  expect(found.unsupported).toEqual([]);
});

test('a figure of every month is said not to be built, the one of all time is', () => {
  const found = requirementsOf('Expense CLI in Go with categories and a monthly report of spending per category');
  expect(found.rules.map(({ kind }) => kind)).toEqual(['sum']);
  expect(found.unsupported.map(({ words }) => words)).toEqual(['monthly']);
});

test('dragging is a gesture, no action of a row', () => {
  const found = requirementsOf('A seating plan web app with tables and guests that I can drag between tables');
  expect(found.operations.map(({ verb }) => verb)).not.toContain('drag');
  expect(found.unsupported.map(({ words }) => words).join(' ')).toContain('drag');
});

const more: Expectation[] = [
  {
    text: 'A shopping planner web app with aisles, due dates and priorities (low, middle, high).',
    entities: 'Aisle',
    fields: { Aisle: 'dueDate:date priority:enum' },
  },
  {
    text: 'Build a chore CLI in Go: add, list, finish and remove chores. Chores have a title and a room.',
    entities: 'Chore',
    fields: { Chore: 'title room' },
  },
  {
    text: 'Web app to keep track of my teapots: each piece has a title, a glaze and a price.',
    entities: 'Teapot',
    fields: { Teapot: 'title glaze price:money' },
  },
  {
    text: 'API for rabbits. Rabbits have a name, sex buck or doe and a diet - hay, pellets or mixed.',
    entities: 'Rabbit',
    fields: { Rabbit: 'name sex:enum diet:enum' },
  },
  {
    text: 'Evenings have a date and the book that is read. Books have a title.',
    entities: 'Evening Book',
    relations: 'Book<Evening',
  },
  {
    text: 'Balms have a name and the jars, the units in stock, which can never drop below zero.',
    entities: 'Balm',
    fields: { Balm: 'name stock:integer' },
    rules: [{ kind: 'range', entity: 'Balm', field: 'stock', min: 0 }],
  },
];

describe('one line of many kinds', () => {
  test.each(more)('$text', (row) => {
    check(row);
  });
});

test('a name that nobody gave is needed only where nothing else tells what it is', () => {
  const nameOf = (text: string, entity: string) =>
    requirementsOf(text)
      .entities.find(({ name }) => name === entity)
      ?.fields.find(({ name }) => name === 'title' || name === 'name')?.required;
  expect(nameOf('Todo CLI in Python with priorities and due dates', 'Todo')).toBe(true);
  expect(nameOf('Meetings have a date and a place.', 'Meeting')).toBe(false);
});

test.each([
  ['API for projects with title and budget.', 'Project', ['title', 'budget']],
  ['API for companies with name and city.', 'Company', ['name', 'city']],
  ['API for texts with title, word count and language', 'Text', ['title', 'wordCount', 'language']],
  ['API for stores with a name and a manager', 'Store', ['name', 'manager']],
  ['REST API for records with title and year', 'Record', ['title', 'year']],
  ['API for platforms (name, url, launch date)', 'Platform', ['name', 'url', 'launchDate']],
])(
  'rows whose word is one for programs, businesses or deeds are rows where they are described: %s',
  (text, name, fields) => {
    const { entities } = requirementsOf(text);
    expect(entities.map((entity) => entity.name)).toEqual([name]);
    expect(entities[0]?.fields.map((field) => field.name)).toEqual(fields);
  },
);
