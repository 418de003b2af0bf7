import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { z } from 'zod';

/** Query parameters that every list takes. */
export const pageFields = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).default(0),
};

/** One of the fields; a leading minus turns the order round. */
export function sortField(fields: readonly string[]) {
  return z.enum([...fields, ...fields.map((field) => `-${field}`)]).default('id');
}

export const numberFilter = z.coerce.number().optional();

export const textFilter = z.string().optional();

export interface Listing<Row> {
  items: Row[];
  /** All rows that match, on this page or not. */
  total: number;
  limit: number;
  offset: number;
}

type Filter = SQLInputValue | boolean | undefined;

export interface ListQuery {
  limit: number;
  offset: number;
  sort: string;
  [field: string]: Filter;
}

interface Source<Row> {
  table: string;
  /** What to select. */
  columns: string;
  /** Column of each field that may be filtered or sorted by. */
  columnOf: Readonly<Record<string, string>>;
  toRow: (row: Record<string, unknown>) => Row;
}

/** One page of rows that match both the query and the scope, which the caller can not widen. */
export function listRows<Row>(
  database: DatabaseSync,
  source: Source<Row>,
  query: ListQuery,
  scope: Readonly<Record<string, Filter>>,
): Listing<Row> {
  const { limit, offset, sort, ...filters } = query;
  const conditions: string[] = [];
  const parameters: SQLInputValue[] = [];
  for (const [field, value] of [...Object.entries(filters), ...Object.entries(scope)]) {
    const column = source.columnOf[field];
    if (value === undefined || column === undefined) continue;
    conditions.push(`${column} IS ?`);
    parameters.push(typeof value === 'boolean' ? Number(value) : value);
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const column = source.columnOf[sort.replace(/^-/, '')] ?? 'id';
  const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
  const rows = database
    .prepare(
      `SELECT ${source.columns} FROM ${source.table} ${where}
       ORDER BY ${column} ${direction}, id ${direction} LIMIT ? OFFSET ?`,
    )
    .all(...parameters, limit, offset);
  const counted = database
    .prepare(`SELECT count(*) AS total FROM ${source.table} ${where}`)
    .get(...parameters);
  return { items: rows.map(source.toRow), total: Number(counted?.total ?? 0), limit, offset };
}
