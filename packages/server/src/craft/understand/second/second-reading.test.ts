import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../expectation.ts';

/** One thing with three fields in many mouths, none of which a pass was written for. */
const said: readonly ((things: string, thing: string, fields: readonly string[]) => string)[] = [
  (things, _, fields) => `Could you build me an API for my ${things}? For each one I want to save ${list(fields)}.`,
  (things, _, fields) => `${things} backend.\n\nModel:\n- ${fields.join('\n- ')}`,
  (things, _, fields) => `REST API with CRUD for ${things} (${fields.join(', ')})`,
  (things, thing, fields) => `Build a REST API which manages ${things}. The data of a ${thing} is ${list(fields)}.`,
  (things, thing, fields) =>
    `${thing} management service for ${things}. The ${list(fields, 'the ')} of a ${thing} can be edited.`,
  (things, thing, fields) =>
    `We need software to administer ${things}. The ${list(fields, 'the ')} should be saved for every ${thing}.`,
  (things, thing, fields) => `An API to register ${things}; registering a ${thing} requires a ${list(fields, 'a ')}.`,
  (_, thing, fields) => `Simple API, one entity "${thing}" with ${list(fields)}`,
  (things, thing, fields) => `Create an API for ${things}. When adding a ${thing}, ${list(fields)} must be given.`,
  (things, _, fields) => `REST API for storing ${things}: ${fields.join(' / ')}`,
  (things, thing, fields) =>
    `A ${thing} service: POST /${things} creates a ${thing} with ${list(fields)}; GET /${things} returns all.`,
  (things, _, fields) => `An inventory API for ${things}. I'd like to record the ${list(fields, 'the ')}.`,
  (things, _, fields) => `A REST API exposing ${things}, with ${list(fields)} for each.`,
  (things, thing, fields) => `${thing} API - store ${things} along with their ${list(fields)}.`,
  (things, _, fields) =>
    `I collect ${things}. Write an API so I can keep the ${list(fields, 'the ')} of each in one place.`,
  (things, thing, fields) =>
    `Every ${thing} we own should be listed with its ${list(fields, 'its ')}. REST API for ${things}.`,
  (things, _, fields) => `Please write a CRUD backend. Objects: ${things}. Properties: ${fields.join(', ')}.`,
  (things, thing, fields) => `API: ${things}. Data per ${thing}: ${list(fields)}.`,
  (things, thing, fields) => `We sell ${things}. I want an API that knows the ${list(fields)} of every ${thing}.`,
  (things, _, fields) => `A tiny service that remembers our ${things}, including the ${list(fields, 'the ')}.`,
];

const list = (fields: readonly string[], article = ''): string =>
  `${fields.slice(0, -1).join(`, ${article}`)} and ${article}${fields.at(-1)}`;

const camel = (name: string): string => name.replaceAll(/ (.)/g, (_, letter: string) => letter.toUpperCase());

describe('a list of fields that nobody knew the words around', () => {
  it.each(
    said.flatMap((tell) => [
      [tell('vineyards', 'vineyard', ['title', 'year', 'rating']), 'Vineyard', ['title', 'year', 'rating']] as const,
      [tell('lamps', 'lamp', ['name', 'color', 'weight']), 'Lamp', ['name', 'color', 'weight']] as const,
      [tell('statues', 'statue', ['code', 'price', 'notes']), 'Statue', ['code', 'price', 'notes']] as const,
    ]),
  )('%s', (text, name, fields) => {
    const { entities, unread, unsupported } = requirementsOf(text);
    expect(entities.map((entity) => entity.name)).toEqual([name]);
    expect(entities[0]?.fields.map((field) => field.name).sort()).toEqual([...fields].map(camel).sort());
    expect([...unread, ...unsupported]).toEqual([]);
  });

  it('says how the sentence was read, and nothing where nothing was lost', () => {
    const second = requirementsOf('API to register lamps; registering a lamp requires a name, a color and a weight.');
    expect(second.assumptions.join(' ')).toContain('Read as: each lamp has a name, a color, a weight.');
    const first = requirementsOf('API for lamps. A lamp has a name, a color and a weight.');
    expect(first.assumptions.join(' ')).not.toContain('Read as');
  });

  it.each([
    // Who puts them up has none of what they have.
    ['REST API. Sellers put up lots with a title and an end time.', 'Lot', ['title', 'endTime']],
    // "of places" goes on.
    ['REST API. Courses have a title and a number of places. Students enrol in courses.', 'Course', ['title']],
    // A list of states is no list of fields.
    ['REST API. Orders have a number and a state: open, paid, done.', 'Order', ['number']],
  ] as const)('leaves what it says of others as it was: %s', (text, name, fields) => {
    const found = requirementsOf(text);
    const entity = found.entities.find((one) => one.name === name);
    for (const field of fields) expect(entity?.fields.map((one) => one.name)).toContain(field);
    expect(found.assumptions.join(' ')).not.toContain('Read as');
  });

  it('keeps a rule that stands in the same sentence', () => {
    const { rules } = requirementsOf(
      'API for lamps. Each lamp has a name, a color and a weight, where the weight must be between 1 and 20.',
    );
    expect(rules).toContainEqual(expect.objectContaining({ kind: 'range', entity: 'Lamp', field: 'weight' }));
  });
});
