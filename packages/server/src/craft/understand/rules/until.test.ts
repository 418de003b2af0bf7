import { describe, expect, it } from 'vitest';
import { understand } from '../understand.ts';

/** Rules of a description, without where they come from. */
function rulesIn(base: string, sentence: string): string[] {
  const read = understand(`${base} ${sentence}`, { constraints: {}, preferences: {} });
  if (read.verdict !== 'understood') return [];
  return read.requirements.rules.map(({ from: _from, ...rule }) => JSON.stringify(rule));
}

const lessons =
  'API for a riding school: lessons have a title, a start time and an end time; pupils have a name. A pupil books lessons.';
const until = (change: unknown, time: string, lead?: [number, string]): string =>
  JSON.stringify({
    kind: 'until',
    entity: 'Booking',
    change,
    via: 'lessonId',
    time,
    ...(lead ? { lead: { amount: lead[0], unit: lead[1] } } : {}),
  });
const cancelled = { field: 'cancelledAt', to: 'now' };

describe('a time until which something may be done', () => {
  it.each([
    ['A booking can be cancelled until the lesson starts.', until(cancelled, 'startTime')],
    ['Bookings cannot be cancelled once the lesson has started.', until(cancelled, 'startTime')],
    ['It is not possible to cancel a booking after the lesson has started.', until(cancelled, 'startTime')],
    [
      'Pupils can cancel a booking up to 12 hours before the lesson starts.',
      until(cancelled, 'startTime', [12, 'hour']),
    ],
    [
      'Pupils may cancel their booking no later than 2 days before the lesson.',
      until(cancelled, 'startTime', [2, 'day']),
    ],
    [
      'Bookings must be cancelled at least 3 hours before the lesson starts.',
      until(cancelled, 'startTime', [3, 'hour']),
    ],
    [
      'A booking cannot be cancelled less than 6 hours before the lesson starts.',
      until(cancelled, 'startTime', [6, 'hour']),
    ],
    ['Bookings close 1 day before the lesson starts.', until('create', 'startTime', [1, 'day'])],
    ['No bookings after the lesson has ended.', until('create', 'endTime')],
    ['Bookings can only be made until the lesson starts.', until('create', 'startTime')],
  ])('%s', (sentence, rule) => {
    expect(rulesIn(lessons, '')).not.toContain(rule);
    const rules = rulesIn(lessons, sentence);
    expect(rules).toContain(rule);
    // The number in it is no limit of anything.
    expect(rules.filter((text) => /max-per|capacity|range/.test(text))).toEqual([]);
  });

  it('is a rule of the row itself where the time is its own', () => {
    expect(rulesIn(lessons, 'A lesson can be changed until 2 days before its start time.')).toContain(
      JSON.stringify({
        kind: 'until',
        entity: 'Lesson',
        change: 'update',
        time: 'startTime',
        lead: { amount: 2, unit: 'day' },
      }),
    );
  });
});

const parcels =
  'API for parcels: parcels have a receiver and a status (packed, posted, delivered, withdrawn, cancelled). Parcels can be cancelled.';

describe('a state until which something may be done', () => {
  it.each([
    'Parcels can be cancelled until they are posted.',
    'A parcel can only be cancelled before it is posted.',
    'A parcel can be cancelled as long as it has not been posted.',
    'Parcels cannot be cancelled once they have been posted or delivered.',
  ])('%s', (sentence) => {
    const [text = ''] = rulesIn(parcels, sentence).filter((rule) => rule.includes('transitions'));
    const { allowed } = JSON.parse(text) as { allowed: [string, string][] };
    expect(allowed).toContainEqual(['packed', 'cancelled']);
    expect(allowed).toContainEqual(['packed', 'posted']);
    for (const from of ['posted', 'delivered']) expect(allowed).not.toContainEqual([from, 'cancelled']);
  });

  it('is asked for where only things in one state may be changed', () => {
    expect(rulesIn(parcels, 'Only packed parcels can be edited.')).toContain(
      JSON.stringify({
        kind: 'fixed',
        entity: 'Parcel',
        fields: [],
        open: { field: 'status', equals: 'posted', or: ['delivered', 'withdrawn', 'cancelled'] },
      }),
    );
  });
});

describe('a time that was told of in the sentence before', () => {
  const closes = 'Polls API with login. Polls have a question.';
  it.each([
    'Users vote on polls. Polls close at a given time; after that no more votes.',
    'Users vote on polls. Polls end at a given time. After that nobody can vote.',
    'Users vote on polls. Each poll has a given time. No votes after that.',
  ])('%s', (sentence) => {
    expect(rulesIn(closes, sentence)).toContain(
      JSON.stringify({ kind: 'until', entity: 'Vote', change: 'create', via: 'pollId', time: 'givenTime' }),
    );
  });
});
