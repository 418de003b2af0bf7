import { describe, expect, test } from 'vitest';
import { type Expectation, check, requirementsOf } from '../expectation.ts';
import { understand } from '../understand.ts';

const rows: Expectation[] = [
  {
    text: 'command line tool that keeps a reading list: add book with title, author and pages, mark as read, list unread',
    entities: 'Book',
    fields: { Book: 'title author pages:integer read:boolean' },
    actions: 'Book.markRead',
  },
  {
    text: 'CLI that keeps a wine list: add wine with name, year and price, mark as drunk, list undrunk',
    entities: 'Wine',
    fields: { Wine: 'name year:integer price:money drunk:boolean !addWine !mark' },
    actions: 'Wine.markDrunk',
  },
  {
    text: 'a CLI to track chores: add a chore with a room and a due date, list chores, mark as done, remove',
    entities: 'Chore',
    fields: { Chore: 'room dueDate:date' },
    actions: 'Chore.complete',
  },
  {
    text: 'A CLI for seeds. Add seed with name and sowing month. Flag a seed as rare.',
    entities: 'Seed',
    fields: { Seed: 'name sowingMonth rare:boolean' },
    actions: 'Seed.markRare',
  },
  {
    text: 'Write me a CLI that keeps my tea list: add a tea with name, region and grams, mark it as drunk, list undrunk ones',
    entities: 'Tea',
    fields: { Tea: 'name region grams drunk:boolean !addATea !markIt' },
    actions: 'Tea.markDrunk',
  },
  {
    text: 'Expense tracker CLI in Python: add expenses with amount, category, date and note; list them; delete them.',
    entities: 'Expense',
    fields: { Expense: 'amount:money category date:date note !description' },
  },
  {
    text: 'REST API for a library: create books with title and author.',
    entities: 'Book',
    fields: { Book: 'title author' },
  },
  {
    text: 'Film watchlist CLI. Commands are add a film with title and year, list films, mark a film as watched, remove a film.',
    entities: 'Film',
    fields: { Film: 'title year:integer watched:boolean !markAFilm !removeAFilm' },
    actions: 'Film.markWatched',
  },
  {
    text: 'A Rust command line tool to track my plants. I can add a plant with name, species and watering interval, list plants by species, and mark a plant as watered.',
    entities: 'Plant',
    fields: { Plant: 'name species wateringInterval !markAPlant' },
    actions: 'Plant.water',
  },
  {
    text: 'To-do list in Go for the command line. Tasks have a title, priority (low, medium, high) and due date. Commands: add, list, done, remove. list has --priority and --format json.',
    entities: 'Task',
    fields: { Task: 'title priority:enum dueDate:date' },
    actions: 'Task.done',
  },
  // A mere list of orders names its things itself.
  { text: 'REST API for a parking app: create zones, list zones and delete them', entities: 'Zone' },
];

describe('orders one after another tell of the thing that is added', () => {
  test.each(rows)('$text', (row) => {
    check(row);
  });
});

const bounds: Expectation[] = [
  {
    text: 'Inventory API: products with sku (unique), name, quantity never negative, price; warehouses',
    entities: 'Product Warehouse',
    fields: { Product: 'sku name quantity:integer price:money' },
    rules: [{ kind: 'range', entity: 'Product', field: 'quantity', min: 0 }],
  },
  {
    text: 'REST API for kilns: a kiln has a name, height at least 1, wattage at most 9000 and a location',
    entities: 'Kiln',
    fields: { Kiln: 'name height wattage location' },
    rules: [
      { kind: 'range', entity: 'Kiln', field: 'height', min: 1 },
      { kind: 'range', entity: 'Kiln', field: 'wattage', max: 9000 },
    ],
  },
];

test('several things that are done with the same thing name no fields of it', () => {
  check({
    text: 'A terminal contact book: add, search, edit and delete contacts with name and phone number.',
    entities: 'Contact',
    fields: { Contact: 'name phoneNumber !add !edit !search' },
  });
});

describe('an item of a list may say its bound behind its name', () => {
  test.each(bounds)('$text', (row) => {
    check(row);
  });
});

test('people who are assigned to work have it, one each', () => {
  check({
    text: 'Ticket API where agents are assigned to tickets',
    entities: 'Agent Ticket',
    relations: 'Agent<Ticket',
    fields: { Agent: '!ticketId' },
  });
});

test('a game for which there is only a tool becomes that tool', () => {
  const found = requirementsOf('A dice game on the command line with two dice');
  expect(found.kind).toBe('cli_tool');
  expect(found.modules.map(({ module }) => module)).toEqual(['dice']);
  expect(found.unsupported).toMatchObject([{ words: 'dice game', nearest: 'a command line tool for it' }]);
});

test('a game with questions from a file is a game', () => {
  const found = requirementsOf('A quiz game on the command line with multiple choice questions from a JSON file');
  expect(found.kind).toBe('terminal_game');
  expect(found.modules.map(({ module }) => module)).toEqual(['quiz-game']);
  expect(found.unsupported).toEqual([]);
});

test('what every list does of itself is not said to be missing', () => {
  for (const text of [
    'Expense tracker CLI in Python: add expenses with amount and date; list them; edit or delete them.',
    'REST API for a wine cellar. You can add bottles with name, vintage and region, list them by region, and mark a bottle as opened.',
    'Go CLI for plants with a name and a height. list takes --format json.',
  ]) {
    const found = requirementsOf(text);
    expect(found.entities).toHaveLength(1);
    expect(found.unread).toEqual([]);
    expect(found.unsupported).toEqual([]);
  }
});

test.each([
  ['A Go CLI to-do list: add, list, done, remove.', 'Todo', { create: 'add', list: 'list', delete: 'remove' }],
  [
    'A command line tool for contacts in Rust: new, ls, show and rm.',
    'Contact',
    { create: 'new', list: 'ls', read: 'show', delete: 'rm' },
  ],
])(
  'what a tool does, with nothing that it is done to, names its commands and no fields: %s',
  (text, entity, commands) => {
    const found = requirementsOf(text);
    expect(found.entities.map(({ name }) => name)).toEqual([entity]);
    expect(found.entities.flatMap(({ fields }) => fields.map(({ name }) => name)).join()).not.toMatch(
      /add|list|remove|ls|rm/,
    );
    expect(found.commands).toEqual(commands);
  },
);

describe('what a program keeps, where its words are no names of things', () => {
  const keptBy = (description: string): string[] => {
    const found = understand(description, { constraints: {}, preferences: {} });
    if (found.verdict !== 'understood') expect.fail(found.questions.join(' '));
    expect(found.requirements.unread).toEqual([]);
    const { kind, language, entities } = found.requirements;
    return [
      kind,
      language,
      ...entities.map(({ name, fields }) => `${name}: ${fields.map((one) => one.name).join(', ')}`),
    ];
  };

  test.each([
    [
      'A command line tool in TypeScript. A tool that tracks expenses. Each expense has an amount and a date.',
      ['cli_tool', 'typescript', 'Expense: amount, date'],
    ],
    [
      'Write a small program that tracks my lamps. A lamp has a color and a weight. CLI, Go.',
      ['cli_tool', 'go', 'Lamp: color, weight'],
    ],
    [
      'A utility that keeps snippets. A snippet has a title and a language. CLI in Python.',
      ['cli_tool', 'python', 'Snippet: title, language'],
    ],
    [
      'A JavaScript tool to store recipes with a title and a duration, list them, search them by title and delete them.',
      ['cli_tool', 'javascript', 'Recipe: title, duration'],
    ],
    [
      'Command line tool in Rust: save lamps with a color and a weight, show them, edit them and remove them.',
      ['cli_tool', 'rust', 'Lamp: color, weight'],
    ],
    [
      'A CLI for films: each film has a title, whether I have seen it, whether we own it and when it was last shown.',
      ['cli_tool', 'typescript', 'Film: title, seen, owned, lastShownOn'],
    ],
    [
      'A Go CLI that keeps a list of films to watch. A film has a title, who lends it, whether I still own it and what happened.',
      ['cli_tool', 'go', 'Film: title, lentBy, owned, description'],
    ],
    ['A Go CLI. Lamps have a name. I can check lamps off.', ['cli_tool', 'go', 'Lamp: name, completedAt']],
    [
      'A Python CLI expense tracker: save purchases with amount and shop.',
      ['cli_tool', 'python', 'Expense: amount, shop'],
    ],
    [
      'A Rust command line bookmark manager. Save URLs with tags, list them, search by tag and delete them.',
      ['cli_tool', 'rust', 'Bookmark: url', 'Tag: name, color'],
    ],
    [
      'A CLI bookmark manager: save links with a title, list the links, delete a link.',
      ['cli_tool', 'typescript', 'Bookmark: url, title'],
    ],
    [
      'CLI in Go. Add lamps with a color and a weight, list the lamps, delete a lamp.',
      ['cli_tool', 'go', 'Lamp: color, weight'],
    ],
  ])('%s', (description, things) => {
    expect(keptBy(description)).toEqual(things);
  });
});
