import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../expectation.ts';

/** The same program in many mouths: one thing with three fields, and nothing else. */
const said = [
  'CRUD API for lamps with fields name, color and weight',
  'REST API for lamps with the fields name, color and weight.',
  'API for lamps with the following fields: name, color, weight.',
  'API for lamps with attributes name, color, weight',
  'API for lamps with properties: name, color and weight',
  'An API where I can store lamps with their name, color and weight',
  'I need an API to store lamps. They have a name, a color and a weight.',
  'I need an API for my lamps. Every one of them has a name, color and weight.',
  'Build an API for lamps. For every lamp, store its name, color and weight.',
  'Build an API. It should store lamps. A lamp consists of a name, a color and a weight.',
  'API for lamps. A lamp is described by its name, color and weight.',
  'API with one resource: lamp (name, color, weight).',
  'API with a lamp resource that has name, color and weight.',
  'Create a lamp tracker with name, color and weight.',
  'Create a backend that manages lamps, each with a name, a color and a weight.',
  'Users can create lamps. When creating a lamp, they enter a name, a color and a weight.',
  '# Lamp service\n\nEntities:\n- Lamp: name, color, weight\n',
  'Please build a small API for lamps.\nFields:\n- name (string)\n- color (string)\n- weight (number)\n',
  'POST /lamps creates a lamp with name, color and weight. GET /lamps lists them.',
  'We want to digitise our lamps. Name, color and weight should be stored for each.',
  'The API stores the name, the color and the weight of lamps.',
  'The system should allow storing lamps including name, color and weight.',
  'Simple lamp list API with add, edit, delete. Each entry has a name, color and weight.',
  'can you make me an api for lamps? name color and weight is enough',
  'As a collector I want to keep a list of my lamps so that I know the name, color and weight of each.',
  'API for lamps. Required fields: name, color. Optional: weight.',
  'Lamp registry: each record holds name, color and weight.',
  'Inventory of lamps – name, color, weight',
];

describe('what is known of a thing', () => {
  it.each(said)('%s', (text) => {
    for (const thing of ['Lamp', 'Invoice']) {
      const { entities, unread, unsupported, kind } = requirementsOf(
        text.replaceAll('lamp', thing.toLowerCase()).replaceAll('Lamp', thing),
      );
      expect(entities.map(({ name, fields }) => [name, fields.map((field) => field.name)])).toEqual([
        [thing, ['name', 'color', 'weight']],
      ]);
      expect([...unread, ...unsupported]).toEqual([]);
      expect(kind).toBe('rest_api');
    }
  });

  it('what may be left out is told by a heading of its own', () => {
    const [lamp] = requirementsOf('API for lamps. Required fields: name, color. Optional: weight.').entities;
    expect(lamp?.fields.map(({ required }) => required)).toEqual([true, true, false]);
  });

  it.each([
    ['Lamps have a name and maybe a description.', ['name:string', 'description:text?']],
    ['Lamps: name!, price, description?', ['name:string', 'price:money', 'description:text?']],
    ['Lamps have a non-empty name and a non-negative price.', ['name:string', 'price:money']],
    ['Lamps have a name; whether they are sold is stored too.', ['name:string', 'sold:boolean?']],
    ['Lamps have a name. Additionally, a price is stored for each lamp.', ['name:string', 'price:money']],
    ['Lamps have a name. The price of a lamp is stored as well.', ['name:string', 'price:money']],
    ['Each lamp is given a name, a price and a color by the seller.', ['name:string', 'price:money', 'color:string']],
    ['Lamps have a name and how many bulbs they have.', ['name:string', 'numberOfBulbs:integer']],
    ['Lamps have a name and a condition (one of new, used, broken).', ['name:string', 'condition:enum']],
    [
      'Lamps have a name, and an address consisting of street and city.',
      ['name:string', 'street:string', 'city:string'],
    ],
  ])('%s', (text, fields) => {
    const { entities, unread, unsupported } = requirementsOf(`REST API. ${text}`);
    expect(entities.map(({ name }) => name)).toEqual(['Lamp']);
    expect(entities[0]?.fields.map(({ name, type, required }) => `${name}:${type}${required ? '' : '?'}`)).toEqual(
      fields,
    );
    expect([...unread, ...unsupported]).toEqual([]);
  });
});
