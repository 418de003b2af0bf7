import type { Database, FieldModel, OpenModel, Scalar } from '../model.ts';
import { isNumber, isWhole } from '../model.ts';

/** What SQLite and PostgreSQL say differently. */

export function sqlLiteral(value: Scalar, database: Database): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return database === 'sqlite' ? String(Number(value)) : String(value);
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

/** The condition that makes a row count, as SQL. */
export function openSql(open: OpenModel | undefined, database: Database): string {
  if (!open) return '';
  const { column } = open.field;
  if (open.or.length > 0) {
    return `${column} IN (${[open.equals, ...open.or].map((value) => sqlLiteral(value, database)).join(', ')})`;
  }
  return open.equals === null ? `${column} IS NULL` : `${column} = ${sqlLiteral(open.equals, database)}`;
}

/** A statement that was written for SQLite, with the places of its parameters as the database wants them. */
export function placed(sql: string, database: Database): string {
  if (database === 'sqlite') return sql;
  let place = 0;
  return sql.replaceAll('IS NOT ?', 'IS DISTINCT FROM ?').replaceAll('?', () => `$${(place += 1)}`);
}

/** Where a statement has its n-th parameter. */
export function placeOf(n: number, database: Database): string {
  return database === 'sqlite' ? '?' : `$${n}`;
}

export function columnType(field: FieldModel, database: Database): string {
  if (database === 'sqlite')
    return field.type === 'boolean' || isWhole(field) ? 'INTEGER' : isNumber(field) ? 'REAL' : 'TEXT';
  if (field.type === 'boolean') return 'boolean';
  if (isWhole(field)) return 'bigint';
  if (isNumber(field)) return 'double precision';
  return { date: 'date', datetime: 'timestamptz' }[field.type as string] ?? 'text';
}
