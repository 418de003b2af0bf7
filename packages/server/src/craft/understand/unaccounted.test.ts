import { describe, expect, test } from 'vitest';
import { requirementsOf } from './expectation.ts';

/** Nothing that is said is dropped without a word: it is used, or named as not understood. */

describe('what nothing answers to is named', () => {
  test.each([
    ['REST API. Tents have a name and a size. Lanterns hum softly at dusk.', 'Lanterns hum softly at dusk'],
    [
      'REST API. Tents have a name and a price per night. Price of a tent is nights times mood.',
      'Price of a tent is nights times mood',
    ],
    ['REST API. Tents have a name. Blink when wet, glow.', 'Blink when wet, glow'],
    ['REST API. Tents have a name. Invite neighbours over to a campfire.', 'Invite neighbours'],
    [
      'REST API. Groups have members. Costs have an amount. Costs are shared equally among all members of the group.',
      'Costs are shared equally among all members of the group',
    ],
    // A price of some of them makes no table of those.
    ['REST API. Keys have a number. A lost key costs 80 euro.', 'A lost key costs 80 euro'],
    ['REST API for tents (name, size). Crank table of a valley.', 'Crank table of a valley'],
  ])('%s', (text, words) => {
    const { unread, unsupported } = requirementsOf(text);
    expect([...unread, ...unsupported.map((entry) => entry.words)].join(' | ')).toContain(words);
  });
});

describe('a bound that nothing knows is named', () => {
  test.each([
    ['REST API. Tents have a name, how cosy they are from 1 to 7, and a width.', 'from 1 to 7'],
    ['REST API. Tents have a name, and how cosy they are, from 1 to 9.', 'from 1 to 9'],
  ])('%s', (text, words) => {
    const { unread, unsupported } = requirementsOf(text);
    expect([...unread, ...unsupported.map((entry) => entry.words)].join(' | ')).toContain(words);
  });

  test.each([
    'REST API. We are about 40 to 50 people. Tents have a name and a price from 10 to 90 euros.',
    'REST API. Users register with an email and a password. Passwords must have at least 8 characters. Tents have a name.',
    'REST API. Tents have a name and a width in m, between 2 and 9. Stays of a tent have a start and an end. Stays last at most 14 days.',
  ])('%s', (text) => {
    expect(requirementsOf(text).unread).toEqual([]);
  });
});

describe('what is used, or is talk, is not', () => {
  test.each([
    'Dear Sir, I hope you are well. We run a ski school in Davos. We need a REST API. Skis have a label and a length in cm. No hurry, but before Easter would be great.\n\nUrs',
    'REST API. Kilns have a code and a status (cold, hot). Only signed in potters can delete kilns. A kiln is cold or hot.',
    'WebSocket service. Scores belong to a game and have points. Games have a name. Everyone connected sees new scores at once.',
    'Dear all, a REST API for oars: length in cm, maker, cracked yes/no. Nobody needs a monthly overview. Thanks!',
  ])('%s', (text) => {
    expect(requirementsOf(text).unread).toEqual([]);
  });
});

test('reading five thousand characters takes no pass long', () => {
  const text = `REST API. ${Array.from({ length: 60 }, (_, i) => `Boats have a name${i}, a length in m and an owner. Quux frobs over the hill ${i}.`).join(' ')}`;
  expect(text.length).toBeGreaterThan(4_500);
  expect(requirementsOf(text).unread.length).toBeGreaterThan(0);
});
