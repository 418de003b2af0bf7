import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDescriptions, readDescriptions } from './descriptions.ts';
import { closest, likeness } from './names.ts';
import { fieldTables, rowsOf } from './readme.ts';

describe('the descriptions of the bench', () => {
  test('there are at least 120, of every kind, and a third of them is held out', () => {
    const all = readDescriptions(join(import.meta.dirname, 'descriptions'));
    expect(all.length).toBeGreaterThanOrEqual(120);
    expect(new Set(all.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(11);
    const share = all.filter(({ heldOut }) => heldOut).length / all.length;
    expect(share).toBeGreaterThan(0.28);
    expect(share).toBeLessThan(0.36);
  });

  test('a word that no description has is an error', () => {
    expect(() => parseDescriptions('- { id: a, kind: b, say: c, rulez: [] }')).toThrow(/rulez/);
  });
});

describe('names of a program are matched with stated ones', () => {
  test('spelling, number and small words make no difference', () => {
    expect(likeness('number of frames', 'frameCount')).toBe(1);
    expect(likeness('duty periods', 'duty-period')).toBe(1);
    expect(likeness('max temperature', 'maximumTemperature')).toBe(1);
  });

  test('of two that are alike it is the one that is the same', () => {
    expect(closest('state', ['station', 'state'], (name) => name)).toBe('state');
  });

  test('another name is another thing', () => {
    expect(likeness('hive', 'apiary')).toBe(0);
    expect(closest('remarks', ['notes', 'varroaCount'], (name) => name)).toBeUndefined();
  });
});

describe('a README is read as its users read it', () => {
  const readme = [
    '| method | path | does |',
    '| --- | --- | --- |',
    '| GET | `/hives` | list hives |',
    '',
    '### Fields of hives',
    '',
    '| field | holds | needed |',
    '| --- | --- | --- |',
    '| `state` | `open`, `shut` | no, starts as `open` |',
    '| `label` | text, 1 to 200 characters | yes |',
  ].join('\n');

  test('addresses and fields are found, with what each holds', () => {
    expect(rowsOf(readme, 'method')).toEqual([['GET', '/hives', 'list hives']]);
    expect(fieldTables(readme)).toEqual([
      {
        title: 'hives',
        fields: [
          { name: 'state', holds: '`open`, `shut`', needed: false },
          { name: 'label', holds: 'text, 1 to 200 characters', needed: true },
        ],
      },
    ]);
  });
});
