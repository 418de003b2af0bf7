import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Field } from '../web/src/model.ts';
import { fromInput, nameOf, show, toInput } from '../web/src/values.ts';

function field(type: string): Field {
  return {
    name: 'value',
    label: 'Value',
    type,
    needed: false,
    readOnly: false,
    startsFixed: false,
    initial: '',
    values: [],
    references: null,
  };
}

describe('values on the screen', () => {
  it('keeps money in whole cents behind a decimal point', () => {
    assert.equal(toInput(field('money'), 1999), '19.99');
    assert.equal(fromInput(field('money'), '19.99'), 1999);
    assert.equal(fromInput(field('money'), '0.29'), 29);
    assert.equal(show(field('money'), 500), '5.00');
  });

  it('reads numbers and leaves texts as they are', () => {
    assert.equal(fromInput(field('integer'), ' 12 '), 12);
    assert.equal(fromInput(field('string'), ' a b '), 'a b');
    assert.equal(fromInput(field('string'), '  '), null);
  });

  it('gives times in UTC and shows them in the local zone', () => {
    const iso = '2030-01-31T09:30:00.000Z';
    assert.equal(fromInput(field('datetime'), toInput(field('datetime'), iso)), iso);
  });

  it('says what is missing', () => {
    assert.equal(show(field('string'), null), '–');
    assert.equal(show(field('boolean'), false), 'no');
  });

  it('calls a row by its name, or by its number', () => {
    assert.equal(nameOf('title', { id: 7, title: 'Dune' }), 'Dune');
    assert.equal(nameOf('title', { id: 7, title: null }), '#7');
    assert.equal(nameOf(null, { id: 7 }), '#7');
  });
});
