import { array, assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crudVerbs, type Requirements, requirements as schema } from '../requirements.ts';
import { understand } from './understand.ts';

const free = { constraints: {}, preferences: {} };

const words = [
  'book',
  'books',
  'member',
  'users',
  'order',
  'a',
  'each',
  'has',
  'have',
  'can',
  'cannot',
  'must',
  'be',
  'at most',
  '5',
  'between 1 and 5',
  'unique',
  'title',
  'price',
  'status',
  'open -> closed',
  'only',
  'the author',
  'admins',
  'may',
  'edit',
  'delete',
  'borrow',
  'return',
  'with',
  'and',
  ',',
  '.',
  ';',
  ':',
  '(',
  ')',
  '\n- ',
  'belongs to',
  'many to many',
  'per',
  'once',
  'never negative',
  'capacity',
  'overlap',
  'from draft to sent',
  'before',
  'after',
  'while',
  'a REST API for',
  'authentication',
  'constructor',
  'toString',
  '__proto__',
  'select',
  'class',
  'order by',
  'email (unique, required)',
  'is required',
  'defaults to 3',
  'money',
  'dragons',
  'x',
  'no',
  'two',
  'same time',
  'the user',
  'their own',
  'roles',
  'for a library',
];
const sentence = array(constantFrom(...words), { minLength: 1, maxLength: 60 }).map((parts) => parts.join(' '));

/** What generation relies on: every name that is spoken of exists, once. */
function expectConsistent(found: Requirements): void {
  expect(schema.safeParse(found).success).toBe(true);
  const names = found.entities.map((entity) => entity.name);
  expect(new Set(names).size).toBe(names.length);
  const known = new Set([...names, ...(found.stack.auth === 'token' ? ['User'] : [])]);
  const fieldsOf = (name: string): string[] =>
    found.entities.find((entity) => entity.name === name)?.fields.map((field) => field.name) ?? [];
  for (const entity of found.entities) {
    const fields = fieldsOf(entity.name);
    expect(new Set(fields).size).toBe(fields.length);
    for (const field of entity.fields) {
      if (field.type === 'reference') expect(known).toContain(field.references);
      if (field.type === 'enum') expect(field.values?.length).toBeGreaterThan(0);
      if (field.min !== undefined && field.max !== undefined) expect(field.min).toBeLessThanOrEqual(field.max);
    }
  }
  for (const relation of found.relations) {
    expect(known).toContain(relation.one);
    expect(known).toContain(relation.many);
    if (relation.kind === 'one-to-many') expect(fieldsOf(relation.many)).toContain(relation.field);
  }
  for (const operation of found.operations) {
    expect(known).toContain(operation.entity);
    for (const name of [...Object.keys(operation.sets), ...Object.keys(operation.when)])
      expect(fieldsOf(operation.entity)).toContain(name);
  }
  for (const rule of found.rules) {
    expect(known).toContain(rule.entity);
    const fields = fieldsOf(rule.entity);
    if ('open' in rule && rule.open && rule.kind !== 'no-delete-while') expect(fields).toContain(rule.open.field);
    if (rule.kind === 'range' || rule.kind === 'exclusive') expect(fields).toContain(rule.field);
    if (rule.kind === 'unique') for (const name of rule.fields) expect(fields).toContain(name);
    if (rule.kind === 'max-per' || rule.kind === 'capacity') expect(fields).toContain(rule.per);
    if (rule.kind === 'capacity') expect(fieldsOf(rule.parent)).toContain(rule.parentField);
    if (rule.kind === 'order') expect(fields).toEqual(expect.arrayContaining([rule.before, rule.after]));
    if (rule.kind === 'no-overlap') expect(fields).toEqual(expect.arrayContaining([rule.start, rule.end]));
    if (rule.kind === 'no-delete-while') expect(fieldsOf(rule.blockedBy)).toContain(rule.field);
    if (rule.kind === 'transitions') {
      const values = found.entities
        .find((entity) => entity.name === rule.entity)
        ?.fields.find((field) => field.name === rule.field)?.values;
      for (const value of rule.allowed.flat()) expect(values).toContain(value);
    }
  }
}

describe('whatever it is given', () => {
  test('any string ends in a verdict', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(['understood', 'abstained']).toContain(understand(text, free).verdict);
      }),
      { numRuns: 300 },
    );
  });

  test('any heap of its own words gives consistent requirements or questions', () => {
    assert(
      property(sentence, (text) => {
        const found = understand(text, free);
        if (found.verdict === 'understood') expectConsistent(found.requirements);
        else expect(found.questions.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  test('the same words give the same requirements', () => {
    assert(
      property(sentence, (text) => {
        expect(understand(text, free)).toEqual(understand(text, free));
      }),
      { numRuns: 50 },
    );
  });

  test('what it quotes stands in the description', () => {
    assert(
      property(sentence, (text) => {
        const found = understand(text, free);
        if (found.verdict !== 'understood') return;
        const { entities, rules, operations, assumptions } = found.requirements;
        // What was put into other words first is shown as it was read.
        const shown = [text, ...assumptions.filter((one) => one.startsWith('Read as: '))].join('\n');
        for (const part of [...entities, ...rules, ...operations, ...entities.flatMap((entity) => entity.fields)]) {
          expect(shown).toContain(part.from.words);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('what it quotes of a heading is as it was written', () => {
    const found = understand('book two : \n-  book', free);
    if (found.verdict !== 'understood') throw new Error(found.reason);
    expect(found.requirements.entities.map((entity) => entity.from.words)).toEqual(['book two']);
  });

  test('every entity can be created, listed and read unless that is ruled out', () => {
    const found = understand('API for books and authors. Books cannot be deleted.', free);
    if (found.verdict !== 'understood') throw new Error(found.reason);
    const verbs = (name: string) =>
      found.requirements.operations.filter((entry) => entry.entity === name).map((entry) => entry.verb);
    expect(verbs('Author').sort()).toEqual([...crudVerbs].sort());
    expect(verbs('Book')).not.toContain('delete');
  });

  test.each([
    'x and ',
    'a ',
    'status is x, ',
    '( ',
    'open -> ',
    'each thing has a part and ',
    'at the same time ',
    '- a: b\n',
  ])('five thousand characters of %j end at all', (piece) => {
    const text = piece.repeat(Math.ceil(5000 / piece.length));
    expect(['understood', 'abstained']).toContain(understand(text, free).verdict);
  });
});
