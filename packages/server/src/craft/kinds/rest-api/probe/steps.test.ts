import { describe, expect, it } from 'vitest';
import { fixtures } from '../../../domain/fixtures/all.ts';
import { build, entity, field, optional, ref, rules } from '../../../domain/fixtures/kit.ts';
import { normalise } from '../../../domain/normalise.ts';
import type { Requirements } from '../../../requirements.ts';
import { type ServiceSection, serviceSections } from './steps.ts';
import { timedSections } from './timed-steps.ts';

function sectionsOf(requirements: Requirements): ServiceSection[] {
  const project = normalise(requirements);
  return [...serviceSections(project), ...timedSections(project)].filter(({ steps }) => steps.length > 0);
}

/** Each step as "status method what", ids by the names of their rows. */
function told(requirements: Requirements, title: RegExp): string[] {
  const found = sectionsOf(requirements).find((section) => title.test(section.title));
  return (found?.steps ?? []).map(({ expected, method, path, body = {}, gives }) =>
    [expected, method, path, JSON.stringify(body), ...(gives ? [JSON.stringify(gives)] : [])].join(' '),
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
  it('has each rule in it, but for these', () => {
    const untried = Object.values(fixtures).flatMap((requirements) => {
      const sections = sectionsOf(requirements);
      const isTried = (sentence: string, label: string): boolean =>
        sections.some(({ title }) => title === sentence || title.startsWith(`${label} of `));
      return normalise(requirements).entities.flatMap((one) =>
        one.isAccount
          ? []
          : one.rules
              .filter((rule) => !isTried(rule.sentence, 'field' in rule ? rule.field.label : '-'))
              .map((rule) => `${one.name}: ${rule.kind}`),
      );
    });
    expect(untried.toSorted()).toEqual([
      // Who finds no room waits.
      'Booking: capacity',
      'Loan: fee',
      'Offer: expires',
      'Product: computed',
      'Shift: no-overlap',
      // Closes on a day, not at a time.
      'Ticket: until',
      // More rows than anybody wants to read.
      'Tutor: total',
      // Two times that have to keep an order as well.
      'Viewing: hours',
      'Viewing: hours',
    ]);
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
});
