import { describe, expect, test } from 'vitest';
import type { Entity, Requirements } from '../../requirements.ts';
import { architectureOf } from '../architecture.ts';
import { understand } from '../understand.ts';

/** Ways of saying that people of the bench had, said here of other things. */

function read(text: string): Requirements {
  const found = understand(text, { constraints: {}, preferences: {} });
  if (found.verdict !== 'understood') throw new Error(`Not understood: ${text}`);
  return found.requirements;
}
const entity = (found: Requirements, name: string): Entity => {
  const one = found.entities.find((other) => other.name === name);
  if (!one) throw new Error(`No ${name} among ${found.entities.map((other) => other.name).join()}`);
  return one;
};
const names = (found: Requirements, name: string): string[] => entity(found, name).fields.map((field) => field.name);

describe('what is said in a way of its own is read by its meaning', () => {
  test('"which is unique" belongs to one item of a list, and the list goes on', () => {
    const found = read('REST API. Goats have an ear tag, which is unique, a breed and a birth year.');
    expect(names(found, 'Goat')).toEqual(expect.arrayContaining(['earTag', 'breed', 'birthYear']));
    expect(entity(found, 'Goat').fields.find((field) => field.name === 'earTag')?.unique).toBe(true);
  });

  test('what something belongs to does not get its fields', () => {
    const found = read('REST API. Boats have a name. Defects belong to a boat with a reason and a cost.');
    expect(names(found, 'Defect')).toEqual(expect.arrayContaining(['boatId', 'reason', 'cost']));
    expect(names(found, 'Boat')).not.toContain('reason');
  });

  test('what goes into a thing belongs to it', () => {
    const found = read('REST API. Silos have a location. Fillings go into a silo with tonnes between 1 and 90.');
    expect(names(found, 'Filling')).toContain('siloId');
    expect(found.rules).toContainEqual(expect.objectContaining({ kind: 'range', entity: 'Filling', max: 90 }));
  });

  test('a chain of steps names each start once', () => {
    const found = read(
      'API. Permits have a title. The status moves from draft to filed, filed to in review, in review back to filed or to granted.',
    );
    expect(found.rules.find((rule) => rule.kind === 'transitions')).toMatchObject({
      allowed: [
        ['draft', 'filed'],
        ['filed', 'in_review'],
        ['in_review', 'filed'],
        ['in_review', 'granted'],
      ],
    });
  });

  test('a number above a bound is meant by its sign as well', () => {
    const found = read('REST API: dives{site, depth_m}. depth_m > 0.');
    const rule = found.rules.find((one) => one.kind === 'range');
    expect(rule?.kind === 'range' ? (rule.min ?? 0) : 0).toBeGreaterThan(0);
  });

  test('one for two things together is no two with both', () => {
    const found = read(
      'REST API. Meadows have a name. Yields of a meadow with year, kilos. There is only one yield per meadow and year.',
    );
    expect(found.entities.map((one) => one.name).toSorted()).toEqual(['Meadow', 'Yield']);
    expect(found.rules).toContainEqual(expect.objectContaining({ kind: 'unique', fields: ['meadowId', 'year'] }));
  });

  test('what is counted against a number of something else is a capacity, whatever the number is called', () => {
    const found = read(
      'REST API. Barns (name, stalls). Cows belong to a barn. A barn can never have more cows than stalls.',
    );
    expect(found.rules).toContainEqual(
      expect.objectContaining({ kind: 'capacity', entity: 'Cow', parentField: 'stalls' }),
    );
  });

  test('"nobody" is whoever holds them', () => {
    const found = read('API where members borrow kayaks. Nobody may have more than 2 kayaks at once.');
    expect(found.rules).toContainEqual(expect.objectContaining({ kind: 'max-per', per: 'memberId', limit: 2 }));
  });

  test('"each has" tells of what the sentence before kept', () => {
    const found = read(
      'A command line tool to keep a list of bridges I have crossed. Each has a name, a country and a rating from 1 to 5.',
    );
    expect(found.entities.map((one) => one.name)).toEqual(['Bridge']);
    expect(names(found, 'Bridge')).toEqual(expect.arrayContaining(['name', 'country', 'rating']));
  });

  test('who is told of changes is no thing to keep', () => {
    const found = read(
      'WebSocket service for drums. Drums have a name and a volume. All clients get told when a drum changes.',
    );
    expect(found.entities.map((one) => one.name)).toEqual(['Drum']);
    expect(found.unsupported).toEqual([]);
  });

  test('words that are synonyms elsewhere are two things where both are told of', () => {
    const found = read('REST API. Shows have a title. Performances of a show have a date and a place.');
    expect(names(found, 'Performance')).toEqual(expect.arrayContaining(['showId', 'date', 'place']));
  });
});

describe('how it is put together is told before the work', () => {
  test('each kind says what it is made of, and personal data without a sign-in is a risk', () => {
    const api = read(
      'A REST API. Patients have a name, a phone and a birth date. Visits belong to a patient with a cost.',
    );
    expect(architectureOf(api)).toBe(
      'HTTP routes on 2 parts (input checks, rules, SQL in a repository each) over SQLite with migrations',
    );
    expect(api.risks.join()).toMatch(/personal data \(Patient\)/);
    const signed = read('A REST API with login. Patients have a name, a phone and a birth date.');
    expect(signed.risks.join()).not.toMatch(/personal data/);
    expect(architectureOf(read('a library that validates IBANs'))).toBe(
      '1 module of pure logic behind one entry point, without dependencies',
    );
  });
});

test('an amount that moves from one row to another is taken and given in one step', () => {
  const found = read(
    'REST API. Accounts have an owner name and a balance that never goes below zero. Clerks move money from one account to another in an atomic transfer with an amount greater than zero.',
  );
  expect(found.unsupported).toEqual([]);
  expect(found.rules.filter((rule) => rule.kind === 'transfer')).toMatchObject([
    { entity: 'Transfer', source: 'fromAccountId', target: 'toAccountId', field: 'balance' },
  ]);
});

test('the language that a description begins with is the language of the program, whatever its kind', () => {
  for (const text of [
    'JavaScript websocket server for bowling. Lanes have a number.',
    'A JavaScript single page app to collect stamps. A stamp has a name and a year.',
    'Small JavaScript cron worker that converts units every night.',
  ])
    expect(read(text).language).toBe('javascript');
  expect(read('Websocket server for bowling. Lanes have a number.').language).toBe('typescript');
});
