import { expect, test } from 'vitest';
import { entityOf } from '../../../domain/model.ts';
import { normalise } from '../../../domain/normalise.ts';
import { requirementsOf } from '../../../understand/expectation.ts';
import { updateSuite } from './crud-tests.ts';
import { untilCases } from './until-tests.ts';

test('a row that may only last so long is moved with both of its times', () => {
  const said =
    'REST API. Rooms have a number. Reservations: room, start date, end date. A reservation can be cancelled until 24 hours before its start date.';
  const timesOf = (more: string) => {
    const project = normalise(requirementsOf(`${said}${more}`));
    const entity = entityOf(project, 'Reservation');
    const rule = entity.rules.find((one) => one.kind === 'until');
    const cases = rule?.kind === 'until' ? untilCases(project, entity, rule).join('\n') : '';
    return [...cases.matchAll(/startDate: '([\d-]+)'(?:, endDate: '([\d-]+)')?/g)].map(([, start = '', end]) =>
      end === undefined ? undefined : (Date.parse(end) - Date.parse(start)) / 86_400_000,
    );
  };
  expect(timesOf(' A reservation lasts at most 30 nights.')).toEqual([1, 1]);
  // The control: what may last as long as it likes ends when any other does.
  expect(timesOf('')).toEqual([undefined, undefined]);
});

test('what is tried as a change differs from what the row has', () => {
  const project = normalise(
    requirementsOf(
      'REST API. Singers: name. Rehearsals: start time, place. Attendance per singer and rehearsal (present, excused, absent). An attendance can only be changed before the rehearsal starts.',
    ),
  );
  const entity = entityOf(project, 'Attendance');
  const rule = entity.rules.find((one) => one.kind === 'until');
  const cases = rule?.kind === 'until' ? untilCases(project, entity, rule).join('\n') : '';
  expect(cases).toContain("status: 'excused'");
  expect(cases).not.toContain("status: 'present'");
});

test('what may be changed for 15 minutes is changed at once, and anything else a day later', () => {
  const suite = (more: string): string => {
    const project = normalise(requirementsOf(`REST API. Messages: text.${more}`));
    return updateSuite(project, entityOf(project, 'Message')) ?? '';
  };
  expect(suite(' Messages can be edited within 15 minutes.')).toContain("clock.now = '2029-06-01T12:00:01.000Z'");
  expect(suite('')).toContain("clock.now = '2029-06-02T12:00:00.000Z'");
});
