import { describe, expect, test } from 'vitest';
import { parseRule } from './claims.ts';

describe('a rule of a description is data', () => {
  test('bounds may be open at either end', () => {
    expect(parseRule('range shelf.max load 0.5..')).toMatchObject({
      kind: 'range',
      entity: 'shelf',
      field: 'max load',
      min: 0.5,
    });
    expect(parseRule('range shelf.tilt -5..5')).toMatchObject({ min: -5, max: 5 });
    expect(parseRule('range shelf.load 0..')).not.toHaveProperty('max');
  });

  test('states may have several words, and steps may be such as must be refused', () => {
    expect(parseRule('transitions case.state new>under review; under review>closed; !new>closed')).toMatchObject({
      allowed: [
        ['new', 'under review'],
        ['under review', 'closed'],
      ],
      refused: [['new', 'closed']],
    });
  });

  test('an exclusive thing is at most one at a time', () => {
    expect(parseRule('exclusive loan per bike until return')).toMatchObject({
      kind: 'max',
      child: 'loan',
      parent: 'bike',
      limit: 1,
      until: 'return',
    });
  });

  test('what a state needs names the states on the way to it, and two that differ name both', () => {
    expect(parseRule('needs repair.cost when status = assigned>finished')).toMatchObject({
      kind: 'needs',
      entity: 'repair',
      field: 'cost',
      state: 'status',
      steps: ['assigned', 'finished'],
    });
    expect(parseRule('distinct match.home club<>away club')).toMatchObject({ fields: ['home club', 'away club'] });
  });

  test('a form that nobody knows is an error, never a rule that always holds', () => {
    expect(() => parseRule('colour of bike matters')).toThrow('No form');
  });
});
