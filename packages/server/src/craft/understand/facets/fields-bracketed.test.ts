import { describe, expect, it } from 'vitest';
import { understand } from '../understand.ts';

/** One thing as a test looks at it: "name, color?, code!, priority(low|high)=low", and what was said and not read. */
function read(text: string): string {
  const found = understand(text, { constraints: {}, preferences: {} });
  if (found.verdict !== 'understood') return 'not understood';
  const { entities, unread, unsupported } = found.requirements;
  return [
    ...entities.map(
      ({ name, fields }) =>
        `${name}: ${fields
          .map(
            (field) =>
              `${field.name}:${field.type}${field.required ? '' : '?'}${field.unique ? '!' : ''}${field.values ? `(${field.values.join('|')})` : ''}${field.default === undefined ? '' : `=${String(field.default)}`}`,
          )
          .join(', ')}`,
    ),
    ...unread,
    ...unsupported.map(({ words }) => words),
  ].join('; ');
}

const things = ['lighthouse', 'beehive'];
const about = (thing: string, words: string): string =>
  `REST API for ${thing}s. ${words.replaceAll('Ts', `${thing}s`).replaceAll(/\bT\b/g, thing)}`;
const name = (thing: string): string => `${thing.charAt(0).toUpperCase()}${thing.slice(1)}`;

const priority = 'name:string, priority:enum(low|medium|high)';
const color = 'name:string, color:string?';
const code = 'code:string!, color:string';
const rows: [words: string, fields: string][] = [
  ['A T has a name and a priority. Priority: one of low, medium, high.', priority],
  ['A T has a name and a priority. Allowed priorities are low, medium and high.', priority],
  ['A T has a name and a priority. There are three priorities: low, medium and high.', priority],
  ['A T has a name and a priority. Valid values of the priority are "low", "medium" and "high".', priority],
  ['A T has a name and a priority, which can only be low, medium or high.', priority],
  ['A T has a name and a low, medium or high priority.', priority],
  ['A T has a name. Its priority is low, medium or high.', priority],
  ['A T has a name. Users choose a priority from low, medium and high.', priority],
  ['Ts have a name and one of the following priorities: low, medium, high.', priority],
  ['A T has a name and a priority (low, medium, high). If no priority is given, it is high.', `${priority}=high`],
  ['A T has a name and a priority (low, medium, high). It defaults to high.', `${priority}=high`],
  ['A T has a name and a priority, which is low, medium or high (default).', `${priority}=high`],
  ['A T has a name and a priority (low, medium, high), defaulting to high.', `${priority}=high`],
  ['A T has a name and a color. You do not have to give a color.', color],
  ['A T has a name and a color. Not every T has a color.', color],
  ['A T has a name and a color. Some Ts have no color.', color],
  ['A T has a name and a color. Only the name is mandatory.', color],
  ['A T has a name and a color. Everything except the name is optional.', color],
  ['A T has a name and a color. The name is required, the color is not.', color],
  ['A T has a name and, if known, a color.', color],
  ['A T has a name and a color, but the color can be left blank.', color],
  ['A T has a name. It may have a color too.', color],
  ['A T has a code and a color. Every code exists only once.', code],
  ['A T has a code and a color. Each T needs its own code.', code],
  ['A T has a code and a color. A T with a code that already exists is refused.', code],
  ['A T has a code and a color. If the code is already taken, return an error.', code],
  ['A T has a code and a color, no two with the same code.', code],
  ['A T has a name and a quantity. If the quantity is missing, use 3.', 'name:string, quantity:integer=3'],
  ['A T has a name and a quantity. The initial quantity is 3.', 'name:string, quantity:integer=3'],
  ['A T has a name and a quantity. New Ts have a quantity of 3.', 'name:string, quantity:integer=3'],
  ['A T has a name and a quantity (3 by default).', 'name:string, quantity:integer=3'],
  ['A T has a name and a quantity, initially 3.', 'name:string, quantity:integer=3'],
  ['A T has a name and a size. Size is given in meters.', 'name:string, size:decimal'],
  ['A T has a name of type string and a size of type integer.', 'name:string, size:integer'],
  ['A T has a name and a start. The start is a date.', 'name:string, start:date'],
  ['A T has a name and a checkbox "finished".', 'name:string, finished:boolean?=false'],
  ['A T has a name; we also track if it is finished.', 'name:string, finished:boolean?=false'],
];

describe('what is said of a field elsewhere than behind its name', () => {
  it.each(rows)('%s', (words, fields) => {
    for (const thing of things) {
      const found = read(about(thing, words));
      const plain = fields === priority ? found.replace(/=medium$/, '') : found;
      expect(plain).toBe(`${name(thing)}: ${fields}`);
    }
  });

  it.each([
    // What a thing has is no choice of it.
    ['REST API. Checks: engine, date. Engines: code, power in kw.', /^Check: engineId.*; Engine: code/],
    // Another thing than the one told last is not meant.
    [
      'REST API. A lamp has a name and a size. A room has a name and a size. Not every lamp has a size.',
      /^Lamp: name:string, size:\w+\?; Room: name:string, size:\w+$/,
    ],
    // Its name is no name of the program.
    ['REST API for lamps. A lamp has a name and a color. The name is unique.', /^Lamp: name:string!, color:string$/],
  ])('%s', (words, found) => {
    expect(read(words)).toMatch(found);
  });
});
