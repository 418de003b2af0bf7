import { describe, expect, test } from 'vitest';
import { requirementsOf } from '../expectation.ts';

/** What is marked of a thing, and the life it goes through, in the words of those who never drew a state. */

const start = 'REST API for saddles. A saddle has a title. ';
const saddle = (said: string) => {
  const requirements = requirementsOf(`${start}${said}`);
  expect(requirements.entities.map(({ name }) => name)).toEqual(['Saddle']);
  return requirements;
};

describe('the life of a thing', () => {
  test.each([
    'You can mark a saddle as checked.',
    'It should be possible to mark saddles as checked and to undo that.',
    'Users can tick a saddle off as checked.',
    'I want to set a saddle to checked.',
    'Saddles can be marked checked.',
    'Saddles get marked as checked.',
    'A saddle may be checked or unchecked, and starts unchecked.',
    'Each saddle has a flag checked, false at first.',
    'There is a flag that says whether the saddle is checked.',
    'We need to know if a saddle was checked.',
  ])('what is so of a thing or not is a field of its own: %s', (said) => {
    const told = saddle(said).entities.flatMap(({ fields }) => fields.map(({ name, type }) => `${name}:${type}`));
    expect(told).toEqual(['title:string', 'checked:boolean']);
  });

  test.each([
    ['The lifecycle of a saddle is draft, published, archived.', 1],
    ['Lifecycle: draft → published → archived', 1],
    ['The workflow is: draft, then published, then archived.', 1],
    ['A saddle can be in one of three states: draft, published and archived.', 0],
    ['States of a saddle: draft, published, archived.', 0],
    ['The status of a saddle can be draft (initial), published or archived.', 0],
  ])('the states of a thing are told by its life: %s', (said, ways) => {
    const { entities, rules } = saddle(said);
    const status = entities[0]?.fields.find(({ name }) => name === 'status');
    expect(status?.values).toEqual(['draft', 'published', 'archived']);
    expect(status?.default).toBe('draft');
    expect(rules.filter(({ kind }) => kind === 'transitions')).toHaveLength(ways);
  });

  test('what begins as something is the thing, and no field that was named last', () => {
    const { entities, unread } = saddle('It starts out as draft. A saddle can be published.');
    expect(entities[0]?.fields.find(({ name }) => name === 'title')?.default).toBeUndefined();
    expect(unread).toEqual([]);
  });

  test('what begins as a value of the field named last is that field', () => {
    const { entities } = requirementsOf(
      'REST API for saddles. A saddle has a name and a grade (low, medium, high). It starts as medium.',
    );
    expect(entities[0]?.fields.map(({ name, default: first }) => [name, first])).toEqual([
      ['name', undefined],
      ['grade', 'medium'],
    ]);
  });

  test('what always belongs to something belongs to it', () => {
    const { entities, relations } = requirementsOf(
      'REST API for crates and saddles. A crate has a label. A saddle always belongs to exactly one crate and has a weight.',
    );
    expect(entities.map(({ name }) => name).toSorted()).toEqual(['Crate', 'Saddle']);
    expect(relations.map(({ many, one }) => `${one}<${many}`)).toEqual(['Crate<Saddle']);
  });
});
