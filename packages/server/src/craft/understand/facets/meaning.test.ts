import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../expectation.ts';
import { factsIn } from './facts.ts';
import { factOf } from './meaning.ts';

/** What holds for one field, in as many wordings as people have for it: T is the thing, Ts many of them. */

const things = ['lamp', 'vineyard', 'statue'];

function fieldOf(thing: string, name: string, words: string): string[] {
  const said = `REST API to manage ${thing}s. Each ${thing} has a name, a ${name} and a price. ${words}`;
  const { entities, unread, unsupported } = requirementsOf(
    said.replaceAll(/\bTs\b/g, `${thing}s`).replaceAll(/\bT\b/g, thing),
  );
  return [
    ...entities.flatMap(({ fields }) =>
      fields.map(
        (field) =>
          `${field.name}:${field.type}${field.required ? '' : '?'}${field.unique ? '!' : ''}${field.values ? `(${field.values.join('|')})` : ''}${field.default === undefined ? '' : `=${String(field.default)}`}`,
      ),
    ),
    ...unread,
    ...unsupported.map((item) => item.words),
  ];
}

const rows: [field: string, becomes: string, wordings: string[]][] = [
  [
    'color',
    'color:enum(red|green|blue)',
    [
      'Only red, green and blue are allowed as color.',
      'The color has to be one out of red, green, blue.',
      'Valid colors: red | green | blue',
      'The color field is an enum with the values red, green and blue.',
      'Colors other than red, green and blue should not be accepted.',
      'For color we use a fixed list (red, green, blue).',
      'When adding a T you choose its color: red, green or blue.',
      'It should be impossible to save a T whose color is not red, green or blue.',
      'The API must refuse a T if its color is neither red, green nor blue.',
      'As for the color, there is red, green and blue, nothing else.',
    ],
  ],
  [
    'quantity',
    'quantity:integer=1',
    [
      'The quantity is 1 if nobody says otherwise.',
      'New Ts start with quantity 1.',
      'When a T is created without a quantity, it is set to 1.',
      'A T that is added without quantity gets 1.',
      'Leave the quantity out and it becomes 1.',
      'Unless the user provides it, the quantity is 1.',
      'A missing quantity means 1.',
      '1 is the default value of the quantity.',
    ],
  ],
  [
    'color',
    'color:string?',
    [
      'The color is not a must.',
      'You can skip the color.',
      'Ts without a color are fine.',
      'It is okay to leave the color out.',
      'Nobody has to enter a color.',
      'All fields except the color are required.',
      'We do not always know the color.',
      'If a T has no color that is ok.',
    ],
  ],
  [
    'comment',
    'comment:text',
    [
      'A T without a comment must be rejected.',
      'There is no T without a comment.',
      'If the comment is missing, return 400.',
      'An empty comment is not allowed.',
      'Every T must come with a comment.',
      'The comment is not optional.',
    ],
  ],
  [
    'code',
    'code:string!',
    [
      'Codes may not repeat.',
      'No code is used more than once.',
      'The code identifies a T.',
      'The code has to be different from that of all other Ts.',
      'If somebody adds a T with a code that is already there, they get an error.',
      'It is forbidden to have the same code for several Ts.',
      'Make sure that no two Ts end up with the same code.',
      'Adding a second T with the same code fails with 409.',
      'Rules:\n- code: unique',
    ],
  ],
  ['size', 'size:integer', ['Only a whole number is valid as size.', 'The size should be a whole number, not text.']],
];

describe('what holds for a field', () => {
  for (const [name, becomes, wordings] of rows)
    it.each(wordings)('%s', (words) => {
      for (const thing of things) {
        const found = fieldOf(thing, name, words).map((field) => field.replace('integer≥0', 'integer'));
        expect(found).toEqual(['name:string', becomes, 'price:money']);
      }
    });

  it.each([
    'two # may have the same ~',
    'the ~ cannot be changed',
    'the ~ of a broken # is required',
    'no 2 # of the same shelf may have the same ~',
    '~ is unique per shelf',
    'the ~ cannot be less than 1',
    'number of # per ~',
    'the ~ cannot be red or blue',
    'users can enter a ~',
    'the ~ must not be given',
  ])('says more, or nothing of this: %s', (words) => {
    expect(factOf(words)).toBeUndefined();
  });

  it('what is said of two fields together is the uniqueness of neither', () => {
    const found = fieldOf('lamp', 'code', 'No two Ts have the same name and code.');
    expect(found).toContain('code:string');
    expect(found).toContain('name:string');
  });

  it('a sentence of many pieces is read at once', () => {
    const pieces = Array.from({ length: 12 }, () => 'code , color').join(' and ');
    const told = { fields: new Set(['code', 'color']), things: new Set(['lamp']) };
    expect(factsIn(`the code , ${pieces} is good`, told)).toEqual([]);
  });

  it('several things are said of one field, and of several', () => {
    expect(fieldOf('kite', 'code', 'The code is required and must be unique, and the price can be left out.')).toEqual([
      'name:string',
      'code:string!',
      'price:money?',
    ]);
    expect(fieldOf('kite', 'color', 'Color is optional. The color is red, green or blue.')).toEqual([
      'name:string',
      'color:enum?(red|green|blue)',
      'price:money',
    ]);
  });
});
