import type { DatabaseSync } from 'node:sqlite';
import { type Listing, listRows } from '../listing.ts';
import type { Route, RouteQuery, RouteValues } from './schema.ts';

const columns = `
  id, name, grade, created_at AS createdAt, updated_at AS updatedAt`;

const columnOf = {
  id: 'id',
  name: 'name',
  grade: 'grade',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

function toRow(row: Record<string, unknown>): Route {
  return { ...(row as unknown as Route) };
}

function parameters(values: RouteValues) {
  return {
    name: values.name,
    grade: values.grade,
  };
}

export function findRoute(database: DatabaseSync, id: number): Route | undefined {
  const row = database.prepare(`SELECT ${columns} FROM routes WHERE id = ?`).get(id);
  return row && toRow(row);
}

/** A page of routes; the scope holds whatever the query asks for. */
export function listRoutes(
  database: DatabaseSync,
  query: RouteQuery,
  scope: Partial<Route> = {},
): Listing<Route> {
  const source = { table: 'routes', columns, columnOf, toRow };
  return listRows(database, source, query, scope);
}

export function insertRoute(database: DatabaseSync, values: RouteValues, now: string): Route {
  const [row = {}] = database
    .prepare(
      `INSERT INTO routes (
         name, grade, created_at, updated_at
       ) VALUES (
         :name, :grade, :now, :now
       )
       RETURNING ${columns}`,
    )
    .all({ ...parameters(values), now });
  return toRow(row);
}

export function updateRoute(
  database: DatabaseSync,
  id: number,
  values: RouteValues,
  now: string,
): Route {
  const [row = {}] = database
    .prepare(
      `UPDATE routes SET
         name = :name, grade = :grade, updated_at = :now
       WHERE id = :id
       RETURNING ${columns}`,
    )
    .all({ ...parameters(values), id, now });
  return toRow(row);
}

export function deleteRoute(database: DatabaseSync, id: number): void {
  database.prepare('DELETE FROM routes WHERE id = ?').run(id);
}
