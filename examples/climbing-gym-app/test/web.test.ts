import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRoute } from '../web/src/address.ts';
import type { Entity, Field } from '../web/src/model.ts';
import { fromInput, nameOf, possibleActions, problemOf, show, toInput } from '../web/src/values.ts';

function field(type: string, more: Partial<Field> = {}): Field {
  return { name: 'value', label: 'Value', type, ...more };
}

describe('values on the screen', () => {
  it('keeps money in whole cents behind a decimal point', () => {
    assert.equal(toInput(field('money'), 1999), '19.99');
    assert.equal(fromInput(field('money'), '19.99'), 1999);
    assert.equal(fromInput(field('money'), '0,29'), 29);
    assert.match(show(field('money'), 500), /^5[.,]00$/);
    assert.match(show(field('money', { currency: 'EUR' }), 500), /€/);
  });

  it('reads numbers and leaves texts as they are', () => {
    assert.equal(fromInput(field('integer'), ' 12 '), 12);
    assert.equal(fromInput(field('string'), ' a b '), 'a b');
    assert.equal(fromInput(field('string'), '  '), null);
    assert.equal(fromInput(field('boolean'), 'true'), true);
  });

  it('gives times in UTC and shows them in the local zone', () => {
    const iso = '2030-01-31T09:30:00.000Z';
    assert.equal(fromInput(field('datetime'), toInput(field('datetime'), iso)), iso);
  });

  it('shows a day as that day, wherever the reader is', () => {
    assert.match(show(field('date'), '2030-01-31'), /31/);
  });

  it('shows values as words, and what is missing as a dash', () => {
    assert.equal(show(field('enum', { values: ['in_progress'] }), 'in_progress'), 'In progress');
    assert.equal(show(field('string'), null), '–');
    assert.equal(show(field('boolean'), false), 'no');
    assert.equal(show(field('integer', { unit: 'm²' }), 12), '12 m²');
  });

  it('calls a row by its name, or by its number', () => {
    assert.equal(nameOf('title', { id: 7, title: 'Dune' }), 'Dune');
    assert.equal(nameOf('title', { id: 7, title: null }), '#7');
    assert.equal(nameOf(undefined, { id: 7 }), '#7');
    assert.equal(nameOf('note', { id: 7, note: 'x'.repeat(99) }), `${'x'.repeat(60)} …`);
  });
});

describe('what is typed', () => {
  it('is missed only where it is needed', () => {
    assert.equal(problemOf(field('string', { needed: true }), ' '), 'Fill this in.');
    assert.equal(problemOf(field('string'), ' '), null);
  });

  it('must be a number between its limits', () => {
    const loaves = field('integer', { min: 1, max: 20 });
    assert.equal(problemOf(loaves, 'ten'), 'Type a number.');
    assert.equal(problemOf(loaves, '1.5'), 'Type a whole number.');
    assert.equal(problemOf(loaves, '0'), 'At least 1.');
    assert.equal(problemOf(loaves, '21'), 'At most 20.');
    assert.equal(problemOf(loaves, '20'), null);
  });

  it('must look like an address where it is one', () => {
    assert.match(problemOf(field('email'), 'ada') ?? '', /e-mail/);
    assert.equal(problemOf(field('email'), 'ada@example.com'), null);
    assert.match(problemOf(field('url'), 'example') ?? '', /https/);
  });
});

describe('rows', () => {
  it('offer what can be done with them as they are', () => {
    const action = { path: 'close', verb: 'close', label: 'Close', when: { status: 'open' } };
    const entity: Entity = {
      path: 'doors',
      one: 'door',
      many: 'Doors',
      verbs: [],
      searched: false,
      fields: [],
      actions: [action],
    };
    assert.deepEqual(possibleActions(entity, { id: 1, status: 'open' }), [action]);
    assert.deepEqual(possibleActions(entity, { id: 1, status: 'closed' }), []);
  });
});

describe('addresses of the page', () => {
  it('name a list, a row, a new row, or nothing', () => {
    assert.deepEqual(readRoute('#/doors'), { path: 'doors', id: null });
    assert.deepEqual(readRoute('#/doors/7'), { path: 'doors', id: 7 });
    assert.deepEqual(readRoute('#/doors/new'), { path: 'doors', id: 'new' });
    assert.deepEqual(readRoute('#/doors/x'), { path: 'doors', id: 'unknown' });
  });
});
