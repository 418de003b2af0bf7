import { describe, expect, it } from 'vitest';
import { fixtures } from '../../../domain/fixtures/all.ts';
import { build, entity, field, optional, ref, rules } from '../../../domain/fixtures/kit.ts';
import { normalise } from '../../../domain/normalise.ts';
import { requirementsOf } from '../../../understand/expectation.ts';
import type { Requirements } from '../../../requirements.ts';
import { type ServiceSection, serviceSections } from './steps.ts';
import { untriedRules } from './untried.ts';
import { timedSections } from './timed-steps.ts';

function sectionsOf(requirements: Requirements): ServiceSection[] {
  const project = normalise(requirements);
  return [...serviceSections(project), ...timedSections(project)].filter(({ steps }) => steps.length > 0);
}

/** Each step as "status method what", ids by the names of their rows. */
function told(requirements: Requirements, title: RegExp): string[] {
  const found = sectionsOf(requirements).find((section) => title.test(section.title));
  return (found?.steps ?? []).map(({ expected, method, path, body = {}, gives, times }) =>
    [
      expected,
      method,
      path,
      JSON.stringify(body),
      ...(gives ? [JSON.stringify(gives)] : []),
      ...(times === undefined ? [] : [times, 'times']),
    ].join(' '),
  );
}

const kitchen = build({
  name: 'kitchen',
  title: 'Kitchen',
  entities: [
    entity('Order', 'Orders', [
      field('title', 'string'),
      optional('state', 'enum', { values: ['taken', 'cooking', 'ready', 'served'], default: 'taken' }),
    ]),
    entity('Table', 'Tables', [field('name', 'string'), optional('free', 'boolean', { default: true })]),
    entity('Sitting', 'Sittings', [ref('tableId', 'Table'), field('price', 'integer')]),
    entity('Bill', 'Bills', [field('name', 'string'), optional('total', 'integer', { readOnly: true })]),
    entity('Line', 'Lines', [ref('billId', 'Bill'), field('price', 'integer')]),
  ],
  rules: rules(
    {
      kind: 'transitions',
      entity: 'Order',
      field: 'state',
      allowed: [
        ['taken', 'cooking'],
        ['cooking', 'ready'],
        ['ready', 'served'],
      ],
    },
    { kind: 'usable', entity: 'Sitting', via: 'tableId', parent: 'Table', open: { field: 'free', equals: true } },
    { kind: 'sum', entity: 'Bill', field: 'total', of: 'Line', via: 'billId', factors: ['price'] },
  ),
});

describe('what is tried of a service', () => {
  it('has each rule in it', () => {
    const untried = Object.values(fixtures).flatMap((requirements) => [...untriedRules(normalise(requirements))]);
    expect(untried).toEqual([]);
  });

  it('follows the states, and refuses in each what may not follow on it', () => {
    expect(told(kitchen, /^The state of an order changes only/)).toEqual([
      '201 POST /orders {"title":"title 1"}',
      '409 PATCH /orders/{order 1} {"state":"ready"}',
      '200 PATCH /orders/{order 1} {"state":"cooking"}',
      '409 PATCH /orders/{order 1} {"state":"taken"}',
      '200 PATCH /orders/{order 1} {"state":"ready"}',
      '409 PATCH /orders/{order 1} {"state":"taken"}',
      '200 PATCH /orders/{order 1} {"state":"served"}',
      '409 PATCH /orders/{order 1} {"state":"taken"}',
    ]);
  });

  it('refuses what is done too early, and does it later', () => {
    expect(told(fixtures['logistics'] ?? kitchen, /^can finish a trip/).slice(-4)).toEqual([
      '409 POST /trips/{trip 3}/finish {}',
      '200 POST /trips/{trip 3}/start {}',
      '200 POST /trips/{trip 3}/finish {}',
      '409 POST /trips/{trip 3}/finish {}',
    ]);
  });

  it('refers to a row that may be used, and to one that may not', () => {
    expect(told(kitchen, /^A sitting is made only for/)).toEqual([
      '201 POST /tables {"name":"name 1"}',
      '201 POST /sittings {"price":10,"tableId":{"$id":"table 1"}}',
      '201 POST /tables {"name":"name 2","free":false}',
      '409 POST /sittings {"price":10,"tableId":{"$id":"table 3"}}',
    ]);
  });

  it('adds up rows as they come and go', () => {
    expect(told(kitchen, /^The total of a bill/)).toEqual([
      '201 POST /bills {"name":"name 1"}',
      '201 POST /lines {"billId":{"$id":"bill 1"},"price":2}',
      '200 GET /bills/{bill 1} {} {"total":2}',
      '201 POST /lines {"billId":{"$id":"bill 1"},"price":3}',
      '200 GET /bills/{bill 1} {} {"total":5}',
      '204 DELETE /lines/{line 3} {}',
      '200 GET /bills/{bill 1} {} {"total":2}',
    ]);
  });

  it('lets whoever finds no place wait, and move up when another goes', () => {
    expect(told(fixtures['market'] ?? kitchen, /^A course never has more bookings/).slice(-3)).toEqual([
      '200 GET /bookings/{booking 5} {} {"status":"waiting"}',
      '200 POST /bookings/{booking 3}/cancel {}',
      '200 GET /bookings/{booking 5} {} {"status":"confirmed"}',
    ]);
  });

  it('makes many rows by one step, and one too many', () => {
    expect(told(fixtures['college'] ?? kitchen, /^There are at most 60 tutors/)).toEqual([
      '201 POST /tutors {"name":"name 1"}',
      '201 POST /tutors {"name":"name 1"} 59 times',
      '409 POST /tutors {"name":"name 61"}',
    ]);
  });

  it('gives a time out of hours a partner that no rule refuses', () => {
    expect(told(fixtures['auction'] ?? kitchen, /^The ends at of a viewing lies/).slice(-1)).toEqual([
      '422 POST /viewings {"itemId":{"$id":"item 1"},"startsAt":"2040-01-03T10:00:00.000Z","endsAt":"2040-01-03T18:01:00.000Z"}',
    ]);
  });

  it('lays rows that last for hours beside one another within a day', () => {
    const spans = told(fixtures['booking'] ?? kitchen, /^Two shifts never overlap/);
    expect(spans.map((step) => step.slice(0, 3))).toEqual(['201', '201', '409']);
    expect(spans.at(-1)).toContain('"startsAt":"2040-01-01T14:00:00.000Z","endsAt":"2040-01-02T00:00:00.000Z"');
  });

  it('counts the last day of what expires as a whole', () => {
    expect(told(fixtures['market'] ?? kitchen, /^An offer expires/)).toEqual([
      '201 POST /offers {"title":"title 1","price":1250,"validUntil":"2029-06-02"}',
      '0 CLOCK 129599999 {}',
      '200 PATCH /offers/{offer 1} {"title":"title 900"}',
      '0 CLOCK 1 {}',
      '410 PATCH /offers/{offer 1} {"title":"title 900"}',
    ]);
  });

  it('has what nobody gives to their own given by others, for a figure too', () => {
    const said =
      'REST API. Users sign in. A recipe has a title. Users can rate a recipe once from 1 to 5 but not their own.';
    const steps = sectionsOf(requirementsOf(`${said} Show the average rating.`)).find(({ title }) =>
      title.startsWith('The average rating'),
    )?.steps;
    const makers = (path: string) => steps?.filter((step) => step.path === path).map(({ as }) => as) ?? [];
    expect(makers('/ratings').length).toBeGreaterThan(0);
    expect(makers('/recipes')).toHaveLength(1);
    expect(makers('/ratings')).not.toContain(makers('/recipes')[0]);
  });
});
