import type { Database, EntityModel, ExpiryModel, FieldModel, OpenModel, WithinModel } from '../model.ts';
import { openSql } from './sql.ts';

/** Which rows a rule counts, as conditions of SQL, and the sources of their parameters. */

export interface Conditions {
  sql: string[];
  /** `now` and `period` are variables of the function that asks. */
  parameters: string[];
}

/** The present as a value of the field: a day or a moment. */
export function presentFor(field: FieldModel): string {
  return field.type === 'date' ? 'now.slice(0, 10)' : 'now';
}

/** True of rows that have not expired: `field > ?`, or what is left of it where only some rows expire. */
export function aliveSql({ field, open }: ExpiryModel, database: Database): string {
  const later = `${field.column} ${field.type === 'date' ? '>=' : '>'} ?`;
  const always = [
    ...(open ? [`NOT (${openSql(open, database)})`] : []),
    ...(field.nullable ? [`${field.column} IS NULL`] : []),
  ];
  return always.length === 0 ? later : `(${[...always, later].join(' OR ')})`;
}

export function countedRows(
  rule: {
    open: OpenModel | undefined;
    expiry: ExpiryModel | undefined;
    within?: WithinModel | undefined;
    also?: readonly FieldModel[];
  },
  database: Database,
): Conditions {
  const { open, expiry, within, also = [] } = rule;
  const column = within?.field.column ?? '';
  return {
    sql: [
      ...also.map((field) => `${field.column} = ?`),
      ...(open ? [openSql(open, database)] : []),
      ...(within ? [`${column} >= ?`, `${column} < ?`] : []),
      ...(expiry ? [aliveSql(expiry, database)] : []),
    ],
    parameters: [
      ...also.map((field) => `next.${field.name}`),
      ...(within ? ['period.from', 'period.until'] : []),
      ...(expiry ? [presentFor(expiry.field)] : []),
    ],
  };
}

/** Rules of the entity, or on what it holds, that ask for the present. */
export function asksForNow(entity: EntityModel): boolean {
  return [...entity.rules, ...entity.capacities.map(({ rule }) => rule)].some(
    (rule) =>
      ('expiry' in rule && rule.expiry !== undefined) ||
      (rule.kind === 'backed' && rule.past !== undefined) ||
      ['moment', 'until'].includes(rule.kind),
  );
}
