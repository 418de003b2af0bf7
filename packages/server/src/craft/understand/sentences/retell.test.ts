import { describe, expect, test } from 'vitest';
import type { Requirements } from '../../requirements.ts';
import { understand } from '../understand.ts';

function read(description: string): Requirements {
  const found = understand(description, { constraints: {}, preferences: {} });
  if (found.verdict !== 'understood') throw new Error(found.questions.join(' '));
  return found.requirements;
}

const fieldsOf = (found: Requirements, name: string): string[] =>
  found.entities.find((entity) => entity.name === name)?.fields.map((field) => field.name) ?? [];

describe('what is told in a way of its own is read like the plain sentence', () => {
  test('rows that are for another have their fields and belong to it', () => {
    const found = read(
      'A REST API. Bikes have a brand and a price. Repairs are for a bike, with date, reason and cost.',
    );
    expect(fieldsOf(found, 'Repair')).toEqual(expect.arrayContaining(['bikeId', 'date', 'reason', 'cost']));
  });

  test('rows per parent have their fields and belong to it', () => {
    const found = read('REST API. Ponds have a name and a depth. Samples per pond with place and colour.');
    expect(fieldsOf(found, 'Sample')).toEqual(expect.arrayContaining(['pondId', 'place', 'colour']));
  });

  test('a sentence in brackets is read, or said where it cannot be', () => {
    const found = read(
      'REST API. Articles have a slug (this must be unique) and an opening day and a closing day (it may be any day but a Sunday).',
    );
    expect(found.rules).toMatchObject([{ kind: 'unique', entity: 'Article', fields: ['slug'] }]);
    expect(fieldsOf(found, 'Article')).toEqual(['slug', 'openingDay', 'closingDay']);
    expect([...found.unsupported.map(({ words }) => words), ...found.unread].join(' ')).toContain('Sunday');
  });

  test('what one value is beside another is no part of its name', () => {
    const found = read(
      'REST API. Offers have a regular price and a sale price, the sale price being lower than the regular price.',
    );
    expect(fieldsOf(found, 'Offer')).toEqual(['regularPrice', 'salePrice']);
    expect(found.rules).toContainEqual(
      expect.objectContaining({ kind: 'order', before: 'salePrice', after: 'regularPrice' }),
    );
  });

  test('what may be the same is no ban on rows at the same time', () => {
    const found = read('REST API. Events have a title, a start date and an end date, which may be the same day.');
    expect(found.rules).not.toContainEqual(expect.objectContaining({ kind: 'no-overlap' }));
  });

  test('an amount of a row that stays within another of it is no row that takes from it', () => {
    const found = read(
      'REST API. Campaigns have a name, a budget and a spent amount. The spent amount must never exceed the budget.',
    );
    expect(found.entities.map(({ name }) => name)).toEqual(['Campaign']);
    expect(found.rules).toContainEqual(
      expect.objectContaining({ kind: 'order', before: 'spentAmount', after: 'budget', orEqual: true }),
    );
  });

  test('where some may only read, what others may do is theirs alone, and all sign in', () => {
    const say = 'REST API. Notices have a title and a body. Teachers can edit notices';
    expect(read(`${say}, students can only read.`).rules).toContainEqual(
      expect.objectContaining({ kind: 'role-only', role: 'teacher', entity: 'Notice', verbs: ['update'] }),
    );
    expect(read(`${say}.`).stack.auth).toBe('none');
  });

  test('who may only read is not forgotten where nobody is known who may do more', () => {
    const found = read('REST API. Notices have a title and a body. Students can only read.');
    expect([...found.unsupported.map(({ words }) => words), ...found.unread].join(' ')).toContain('only read');
  });

  test('what happens to a thing at most once has one row for each', () => {
    const say = 'REST API. Houses (address, price), closings (house, buyer name, closing date). A house is closed';
    const once = expect.objectContaining({ kind: 'unique', entity: 'Closing', fields: ['houseId'] });
    expect(read(`${say} at most once.`).rules).toContainEqual(once);
    expect(read(`${say} by its owner.`).rules).not.toContainEqual(once);
  });

  test('what you cannot delete because it still has something is kept', () => {
    const say = 'REST API. Keepers have a name. Hives belong to a keeper and have a label.';
    expect(read(`${say} You can't delete a keeper who still has hives.`).rules).toContainEqual(
      expect.objectContaining({ kind: 'no-delete-while', entity: 'Keeper', blockedBy: 'Hive' }),
    );
    expect(read(say).rules).toEqual([]);
  });

  test('a number unique within a parent stands in the list with those behind it', () => {
    const found = read(
      'REST API. Shows have a title. An episode has a title, a number that is unique per show, and a length in minutes from 1 to 600.',
    );
    expect(found.rules).toContainEqual(
      expect.objectContaining({ kind: 'unique', entity: 'Episode', fields: ['number', 'showId'] }),
    );
    expect(found.rules).toContainEqual(expect.objectContaining({ kind: 'range', entity: 'Episode', min: 1, max: 600 }));
  });

  test('the place where it all happens is no row', () => {
    const found = read('API for a quarry. Trucks have a plate and a load in tonnes.');
    expect(found.entities.map(({ name }) => name)).toEqual(['Truck']);
    expect(read('API for quarries. Quarries have a name. Trucks have a plate.').entities).toHaveLength(2);
  });

  test('a website with sections is a site, one where people add things is none', () => {
    expect(read('Website for a baker. It needs sections for bread, cakes and prices.').kind).toBe('static_site');
    expect(
      read('Website for a baker where users add cakes. Cakes have a name and a price. Pages for cakes.').kind,
    ).not.toBe('static_site');
  });

  test('pages behind a dash are pages', () => {
    const pages = read('static site for our choir - concerts, members, joining').screens.map(({ name }) => name);
    expect(pages).toEqual(expect.arrayContaining(['concerts', 'members', 'joining']));
  });
});
