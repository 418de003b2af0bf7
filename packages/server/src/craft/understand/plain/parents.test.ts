import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../expectation.ts';

const base = 'REST API. Farms have a name. Barns have a title and a color.';
/** The same two things in many mouths: each barn belongs to a farm. */
const said = [
  `${base} Barns reference a farm.`,
  `${base} A barn points to its farm.`,
  `${base} The relation between farm and barn is one to many.`,
  `${base} There is a relationship between barn and farm: many-to-one.`,
  `${base} Farm 1:n barn.`,
  `${base} Barns are grouped by farm.`,
  `${base} A barn can't exist without a farm.`,
  `${base} When creating a barn, the farm must be given.`,
  `${base} Deleting a farm deletes its barns.`,
  `REST API for farms and their barns. ${base.slice(10)}`,
  'REST API. A farm has a name and a list of barns. A barn has a title and a color.',
  'REST API. A farm has a name and barns. Barns have a title and a color.',
  'REST API. A farm consists of a name and multiple barns; a barn has a title and a color.',
  'REST API. Farms with a name contain barns with a title and a color.',
  'Every barn (title, color) is linked to exactly one farm (name). REST API please.',
  'I need an API where I can add farms with a name, and for each farm I can add barns with a title and a color.',
  '# API\n\n## Farm\n- name\n- has many barns\n\n## Barn\n- title\n- color\n',
];

describe('what belongs to a thing', () => {
  it.each(said)('%s', (text) => {
    const { entities, unread, unsupported } = requirementsOf(text);
    const fields = Object.fromEntries(entities.map((entity) => [entity.name, entity.fields.map(({ name }) => name)]));
    expect(fields['Farm']).toEqual(['name']);
    expect(fields['Barn']?.toSorted()).toEqual(['color', 'farmId', 'title']);
    expect(Object.keys(fields)).toHaveLength(2);
    expect([...unread, ...unsupported]).toEqual([]);
  });

  it.each([
    [
      'Films have a title. Screenings have a film and a start time. Each film is shown in screenings.',
      { Film: ['title'], Screening: ['filmId', 'startTime'] },
    ],
    [
      'Trips go from an origin to a destination and have a price.',
      { Trip: ['title', 'origin', 'destination', 'price'] },
    ],
  ])('%s', (text, things) => {
    const { entities, rules } = requirementsOf(`REST API. ${text}`);
    expect(Object.fromEntries(entities.map(({ name, fields }) => [name, fields.map((field) => field.name)]))).toEqual(
      things,
    );
    expect(rules).toEqual([]);
  });

  it('rows do not need each other, since none could be made then', () => {
    const { entities } = requirementsOf(
      'REST API. Crews have a name and a ship. Ships have a name and a crew. Both are needed.',
    );
    const needed = entities.flatMap(({ fields }) =>
      fields.filter(({ references, required }) => references && required),
    );
    expect(needed.length).toBeLessThan(2);
  });
});
