import { describe, expect, it } from 'vitest';
import type { Requirements, Rule } from '../requirements.ts';
import { build, entity, field, optional, ref, rules } from './fixtures/kit.ts';
import { normalise } from './normalise.ts';

function loans(more: { rules?: Rule[]; operations?: Parameters<typeof build>[0]['operations'] } = {}): Requirements {
  return build({
    name: 'loans',
    title: 'Loans',
    entities: [
      entity('Book', 'books', [field('title', 'string'), field('seats', 'integer')]),
      entity('Loan', 'loans', [
        ref('bookId', 'Book'),
        field('state', 'enum', { values: ['out', 'back'] }),
        optional('returnedAt', 'datetime', { readOnly: true }),
        field('note', 'string'),
      ]),
    ],
    ...more,
  });
}

describe('requirements that contradict themselves', () => {
  const cases: [string, Rule[], RegExp][] = [
    ['a rule about an unknown entity', rules({ kind: 'unique', entity: 'Page', fields: ['n'] }), /Page/],
    ['a rule about an unknown field', rules({ kind: 'unique', entity: 'Loan', fields: ['nothing'] }), /Loan\.nothing/],
    ['a range of words', rules({ kind: 'range', entity: 'Loan', field: 'state', min: 1 }), /Loan\.state/],
    ['an empty range', rules({ kind: 'range', entity: 'Book', field: 'seats', min: 5, max: 4 }), /5 to 4/],
    [
      'an order of unlike fields',
      rules({ kind: 'order', entity: 'Loan', before: 'note', after: 'returnedAt' }),
      /order/,
    ],
    [
      'a state that does not exist',
      rules({ kind: 'transitions', entity: 'Loan', field: 'state', allowed: [['out', 'lost']] }),
      /lost/,
    ],
    [
      'a condition that can never hold',
      rules({ kind: 'exclusive', entity: 'Loan', field: 'bookId', open: { field: 'note', equals: null } }),
      /never empty/,
    ],
    [
      'a capacity of something else',
      rules({ kind: 'capacity', entity: 'Loan', per: 'note', parent: 'Book', parentField: 'seats' }),
      /does not refer to Book/,
    ],
    [
      'a deletion blocked by nothing',
      rules({ kind: 'no-delete-while', entity: 'Loan', blockedBy: 'Book', field: 'title' }),
      /does not refer to Loan/,
    ],
  ];
  it.each(cases)('are refused: %s', (_what, list, message) => {
    expect(() => normalise(loans({ rules: list }))).toThrow(message);
  });

  it('are refused when they ask for another kind of project', () => {
    const other = loans();
    expect(() => normalise({ ...other, kind: 'cli_tool', stack: { ...other.stack, database: 'postgresql' } })).toThrow(
      /PostgreSQL/,
    );
  });

  it('are refused when an action sets an unknown field', () => {
    expect(() => normalise(loans({ operations: [{ entity: 'Loan', verb: 'end', sets: { ended: true } }] }))).toThrow(
      /ended/,
    );
  });
});

describe('what requirements imply', () => {
  it('makes a reference optional where rows would need one another first', () => {
    const project = normalise(
      build({
        name: 'x',
        title: 'X',
        entities: [entity('A', 'as', [ref('bId', 'B')]), entity('B', 'bs', [ref('aId', 'A')])],
      }),
    );
    const optionals = project.entities.flatMap((one) => one.fields.filter((other) => other.nullable));
    expect(optionals).toHaveLength(1);
    expect(project.notes).toHaveLength(1);
  });

  it('keeps what belongs to a private row private', () => {
    const project = normalise(
      build({
        name: 'x',
        title: 'X',
        entities: [
          entity('List', 'lists', [field('name', 'string')], { owned: true }),
          entity('Item', 'items', [ref('listId', 'List')]),
        ],
      }),
    );
    expect(project.byName.get('Item')?.isPrivate).toBe(true);
    expect(project.auth).toBeDefined();
  });

  it('gives a new user a role that no rule keeps for others', () => {
    const project = normalise(
      build({
        name: 'x',
        title: 'X',
        roles: ['admin', 'reader'],
        entities: [entity('Page', 'pages', [field('text', 'text')])],
        rules: rules({ kind: 'role-only', role: 'admin', entity: 'Page', verbs: ['create'] }),
      }),
    );
    expect(project.auth?.roles[0]).toBe('reader');
  });

  it('lets rows go that a rule does not count when their parent is deleted', () => {
    const project = normalise(
      loans({
        rules: rules({
          kind: 'no-delete-while',
          entity: 'Book',
          blockedBy: 'Loan',
          field: 'bookId',
          open: { field: 'returnedAt', equals: null },
        }),
      }),
    );
    expect(project.byName.get('Book')?.children[0]?.onDelete).toBe('cascade');
  });
});

describe('what is said of an action', () => {
  it('is what it asks for, and what comes of it where it asks for nothing', () => {
    const sentenceOf = (when: Record<string, string>): string | undefined =>
      normalise(
        loans({ operations: [{ entity: 'Loan', verb: 'bring', sets: { state: 'back' }, when }] }),
      ).entities.find(({ name }) => name === 'Loan')?.actions[0]?.sentence;
    expect(sentenceOf({ state: 'out' })).toBe('To bring a loan, its state must be out.');
    expect(sentenceOf({})).toBe('Its state becomes back.');
  });
});

describe('two limits for the same rows', () => {
  it.each([
    [3, 8],
    [8, 3],
  ])('are the smaller one: %i and %i', (first, second) => {
    const limit = (most: number): Rule[] => rules({ kind: 'max-per', entity: 'Loan', per: 'bookId', limit: most });
    const { rules: kept } = normalise(loans({ rules: [...limit(first), ...limit(second)] })).entities[1] ?? {};
    expect(kept).toMatchObject([{ kind: 'max-per', limit: 3 }]);
  });
});
