import { expect, it } from 'vitest';
import { rulesSource } from '../../python/rules.ts';
import { effectSources as pythonEffects } from '../../python/effects.ts';
import { effectSources as goEffects } from '../../go/rows/effects.ts';
import { build, entity, field, optional, ref, rules } from '../fixtures/kit.ts';
import { entityOf } from '../model.ts';
import { normalise } from '../normalise.ts';
import { derivedFile } from './derived.ts';
import { sumSql } from './effects.ts';

const project = normalise(
  build({
    name: 'invoices',
    title: 'Invoices',
    entities: [
      entity('Customer', 'customers', [field('state', 'enum', { values: ['active', 'blocked'] })]),
      entity('Invoice', 'invoices', [
        ref('customerId', 'Customer'),
        field('net', 'money'),
        optional('gross', 'money', { readOnly: true }),
        optional('reduced', 'money', { readOnly: true }),
        optional('total', 'money', { readOnly: true }),
        field('sentAt', 'datetime'),
        field('days', 'integer'),
        optional('dueAt', 'datetime', { readOnly: true }),
      ]),
      entity('Line', 'lines', [ref('invoiceId', 'Invoice'), field('price', 'money')]),
    ],
    relations: [{ one: 'Invoice', many: 'Line', field: 'invoiceId', kind: 'one-to-many', onDelete: 'cascade' }],
    rules: rules(
      { kind: 'computed', entity: 'Invoice', field: 'gross', factors: ['net'], share: { percent: 7.7, as: 'more' } },
      {
        kind: 'computed',
        entity: 'Invoice',
        field: 'reduced',
        factors: ['net'],
        share: { percent: 10, as: 'less', over: 10_000 },
      },
      {
        kind: 'sum',
        entity: 'Invoice',
        field: 'total',
        of: 'Line',
        via: 'invoiceId',
        factors: ['price'],
        share: { percent: 20, as: 'more' },
      },
      { kind: 'ends', entity: 'Invoice', field: 'dueAt', start: 'sentAt', by: 'days', amount: 1, unit: 'day' },
      {
        kind: 'usable',
        entity: 'Invoice',
        via: 'customerId',
        parent: 'Customer',
        open: { field: 'state', equals: 'active' },
      },
    ),
  }),
);
const invoice = entityOf(project, 'Invoice');

it('a part of an amount is put on it, or taken off what is more than the limit alone', () => {
  const file = derivedFile(project, invoice) ?? '';
  expect(file).toContain('gross: Math.round((row.net * 107.7) / 100)');
  expect(file).toContain('reduced: row.net > 10_000 ? Math.round((row.net * 90) / 100) : row.net');
  const [python] = pythonEffects(project, invoice);
  expect(python?.code).toContain('floor(row["net"] * 90 / 100 + 0.5) if row["net"] > 10000 else row["net"]');
  const [go] = goEffects(project, invoice);
  expect(go?.code).toMatch(/if amount > 10000 \{\s+amount = amount \* 90 \/ 100\s+\}/);
});

it('a part is put on what lines add up to', () => {
  const rule = invoice.rules.find(({ kind }) => kind === 'sum');
  if (rule?.kind !== 'sum') expect.fail('no sum');
  expect(sumSql(rule, project.database)).toBe('CAST(round(coalesce(sum(price), 0) * 120 / 100.0) AS INTEGER)');
});

it('a time follows from another and from how long it takes', () => {
  expect(derivedFile(project, invoice)).toContain("dueAt: later(row.sentAt, row.days, 'day')");
  expect(invoice.fields.find(({ name }) => name === 'dueAt')).toMatchObject({ readOnly: true, needed: false });
});

it('a row is made only for one in the state that is asked for', () => {
  expect(rulesSource(project, invoice)).toContain("WHERE id = ? AND state = 'active'");
});
