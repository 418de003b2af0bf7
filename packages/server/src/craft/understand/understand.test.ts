import { supported } from '../kinds/registry.ts';
import { describe, expect, test } from 'vitest';
import { requirementsOf } from './expectation.ts';
import { understand } from './understand.ts';

const free = { constraints: {}, preferences: {} };
const wish = (
  constraints: Record<string, string>,
  preferences: Record<string, string> = {},
  text = 'a REST API for a todo app',
) => {
  const found = understand(text, { constraints, preferences });
  if (found.verdict !== 'understood') throw new Error(found.reason);
  return found.requirements;
};

describe('the two descriptions of the main job', () => {
  test('a library keeps its four things, and a member has at most five open loans', () => {
    const { entities, rules, relations } = requirementsOf(
      'a REST API for a library: books, authors, members, loans; a member borrows at most 5 books',
    );
    expect(entities.map((entity) => entity.name)).toEqual(['Book', 'Author', 'Member', 'Loan']);
    expect(rules).toMatchObject([
      { kind: 'max-per', entity: 'Loan', per: 'memberId', limit: 5, open: { field: 'returnedAt', equals: null } },
    ]);
    expect(relations.map((relation) => `${relation.one} ${relation.many}`)).toEqual(
      expect.arrayContaining(['Book Loan', 'Member Loan']),
    );
  });

  test('todos with authentication belong to the signed-in user', () => {
    const found = requirementsOf('Create a REST API for a todo app with authentication');
    expect(found.stack).toEqual({ framework: 'hono', database: 'sqlite', auth: 'token' });
    expect(found.entities).toMatchObject([{ name: 'Todo', owned: true }]);
    expect(found.name).toBe('todo-api');
  });
});

describe('too little to build from', () => {
  test.each([
    '',
    ' ',
    'qr code',
    'an app',
    'make something cool',
    'asdf qwer zxcv',
    'hotel',
    '???',
    'build me an api',
    'hello',
    '12345',
    'a REST API',
  ])('%j is answered with questions', (text) => {
    const found = understand(text, free);
    expect(found.verdict).toBe('abstained');
    if (found.verdict === 'abstained') {
      expect(found.questions.length).toBeGreaterThan(0);
      expect(found.suggestions.length).toBeGreaterThan(0);
    }
  });

  test('a language that there is no dictionary of is asked to be another', () => {
    const found = understand('Een kleine toepassing met een lijst van gebruikers voor het beheer van een winkel', free);
    if (found.verdict !== 'abstained') throw new Error('understood');
    expect(found.reason).toBe('unsupported');
    expect(found.questions[0]).toMatch(/in English, or in German, .*, or Portuguese\?/);
  });

  test('what it suggests is understood itself', () => {
    const found = understand('an app', free);
    if (found.verdict !== 'abstained') throw new Error('understood');
    for (const suggestion of found.suggestions) expect(understand(suggestion, free).verdict).toBe('understood');
  });
});

describe('other kinds of programs are recognised, and where nothing builds them that is said', () => {
  test.each([
    ['GraphQL API for a bookstore with books and authors', 'graphql_api'],
    ['a command line tool that renames files', 'cli_tool'],
    ['a landing page for my bakery with products', 'static_site'],
    ['a telegram bot for reminders', 'worker'],
  ] as const)('%s', (text, kind) => {
    const found = requirementsOf(text);
    expect(found.kind).toBe(kind);
    const refused = found.unsupported.filter((entry) => entry.blocking);
    if (!supported(kind, 'typescript')) expect(refused[0]?.nearest).toBeTruthy();
    else if (kind !== 'cli_tool' && kind !== 'worker') expect(refused).toEqual([]);
  });

  test('an API for the same thing is not taken for another kind', () => {
    expect(requirementsOf('a REST API for a library of games and players').kind).toBe('rest_api');
  });

  test('a language and a database that cannot be generated are named', () => {
    const found = requirementsOf('parking lot system in kotlin with mysql');
    expect(found.unsupported.map((entry) => entry.words)).toEqual(['in kotlin', 'with mysql']);
  });

  test.each([
    ['a REST API for a bike shop with bikes and rentals. Use PostgreSQL.', 'postgresql'],
    ['a blog with posts and comments, data in a postgres database', 'postgresql'],
    ['GraphQL API for recipes backed by Postgres', 'postgresql'],
    ['full stack app for a hotel with rooms and bookings. PostgreSQL as the database.', 'postgresql'],
    ['REST backend, TypeScript, PostgreSQL, Docker. Bikes: frame number, colour.', 'postgresql'],
    ['Stack: Node / Postgres. An API for kites (span, colour)', 'postgresql'],
    ['REST API with PostgreSQL? No, SQLite is fine. Parcels with name and area.', 'sqlite'],
    ['REST API for recipes, without Postgres', 'sqlite'],
    ['REST API for books with title, isbn and postgres version', 'sqlite'],
  ])('rows are kept where it is said: %s', (text, database) => {
    const found = requirementsOf(text);
    expect(found.stack.database).toBe(database);
    expect(found.unsupported.filter((entry) => entry.blocking)).toEqual([]);
  });

  test('a tool that one person runs has no database server', () => {
    const found = requirementsOf('CLI tool to track expenses in PostgreSQL');
    expect(found.unsupported).toMatchObject([{ nearest: 'the same with SQLite' }]);
    expect(found.unsupported[0]?.blocking).toBeUndefined();
  });
});

describe('constraints bind and preferences lead', () => {
  test('a constraint that cannot be met is named as a constraint', () => {
    expect(wish({ language: 'kotlin', database: 'mysql' }).unsupported).toMatchObject([
      { words: 'language=kotlin', reason: expect.stringMatching(/^constraint/) },
      { words: 'database=mysql', reason: expect.stringMatching(/^constraint/) },
    ]);
  });

  test('constraints that can be met leave nothing unsupported', () => {
    const found = wish({
      language: 'typescript',
      framework: 'hono',
      database: 'sqlite',
      auth: 'token',
      name: 'My Todos',
    });
    expect(found.unsupported).toEqual([]);
    expect(found.stack.auth).toBe('token');
    expect(found.name).toBe('my-todos');
    expect(found.entities).toMatchObject([{ owned: true }]);
  });

  test('what others vote for is not seen by its maker alone', () => {
    const owned = (more: string): [string, boolean][] =>
      requirementsOf(`a REST API with login for photos${more}`).entities.map((entity) => [entity.name, entity.owned]);
    expect(owned(', albums')).toContainEqual(['Photo', true]);
    expect(owned(', votes; nobody votes for their own photo')).toContainEqual(['Photo', false]);
  });

  test.each([
    ['Users sign up with a username and a password.', 'username'],
    ['Users sign up with a username and password and sign in.', 'username'],
    ['Sign in with email and password.', undefined],
  ])('%s', (said, login) => {
    const found = requirementsOf(`REST API for notes. ${said} Notes have a text.`);
    expect(found.stack).toMatchObject({ auth: 'token', ...(login ? { login } : {}) });
    expect(found.entities.map(({ name }) => name)).toEqual(['Note']);
    expect(found.unsupported).toEqual([]);
  });

  test.each(['username/password login', 'email and password authentication', 'email/password auth'])(
    'how people sign in is no field: %s',
    (said) => {
      const found = requirementsOf(`REST API for notes with ${said}. Notes have a text.`);
      expect(found.entities).toMatchObject([{ name: 'Note', fields: [{ name: 'text' }] }]);
      expect(found.unsupported).toEqual([]);
    },
  );

  test('with accounts, who only makes things is a user like others', () => {
    const told = 'Sellers list items with a title. Bidders place bids. Nobody can bid on their own item.';
    const found = requirementsOf(`REST API for auctions. Users sign up with email and password. ${told}`);
    const names = found.entities.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Item', 'Bid']));
    expect(names).not.toEqual(expect.arrayContaining(['Seller']));
    expect(found.rules).toContainEqual(expect.objectContaining({ kind: 'apart', parent: 'Item' }));
    // Of whom more is told are people of their own.
    const apart = requirementsOf('REST API with login. Users sign up. Authors have a birth year. Authors write books.');
    expect(apart.entities.map(({ name }) => name)).toContain('Author');
  });

  test('what only its owner may do, and what is written where others read', () => {
    const polls = requirementsOf('REST API with login for polls: a question; a poll can be closed by its owner');
    expect(polls.rules).toContainEqual(expect.objectContaining({ kind: 'owner-only', verbs: ['close'] }));
    const chat = requirementsOf('REST API with login for chat: rooms with a name, messages with a text');
    expect(chat.entities.filter(({ owned }) => owned)).toEqual([]);
  });

  test('an unknown constraint is not ignored', () => {
    expect(wish({ colour: 'blue' }).unsupported).toMatchObject([{ words: 'colour=blue' }]);
  });

  test('a preference that cannot be followed is an assumption, not a refusal', () => {
    const found = wish({}, { database: 'mysql' });
    expect(found.unsupported).toEqual([]);
    expect(found.assumptions.join(' ')).toContain('database=mysql');
  });

  test('no sign-in against a description that needs it is refused', () => {
    const found = wish({ auth: 'none' }, {}, 'a todo API with login');
    expect(found.unsupported).toMatchObject([{ words: 'auth=none', reason: expect.stringMatching(/^constraint/) }]);
  });
});

describe('nothing is dropped silently', () => {
  test.each([
    ['Orders API. Every customer must pay within 30 days.', 'must pay within 30 days'],
    ['Todo API. Users receive an email reminder before the due date.', 'email reminder'],
    ['Product API. Products are exported to CSV every night.', 'exported to CSV'],
    [
      'Library API with books and members. A member who is late three times is blocked unless he pays.',
      'unless he pays',
    ],
  ])('%s', (text, words) => {
    const found = requirementsOf(text);
    expect([...found.unsupported.map((entry) => entry.words), ...found.unread].join(' | ')).toContain(words);
  });

  test('assumed fields are marked and said', () => {
    const found = requirementsOf('API for books');
    const book = found.entities[0];
    expect(book?.fields.every((field) => field.from.assumed)).toBe(true);
    expect(book?.fields.map((field) => field.name)).toEqual(expect.arrayContaining(['title', 'isbn', 'publishedYear']));
    expect(found.assumptions.join(' ')).toContain('Book also has title');
  });
});
