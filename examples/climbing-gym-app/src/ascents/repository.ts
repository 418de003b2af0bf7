import type { DatabaseSync } from 'node:sqlite';
import { type Listing, listRows } from '../listing.ts';
import type { Ascent, AscentQuery, AscentValues } from './schema.ts';

const columns = `
  id, route_id AS routeId, member_id AS memberId, notes, date, created_at AS createdAt,
  updated_at AS updatedAt`;

const columnOf = {
  id: 'id',
  routeId: 'route_id',
  memberId: 'member_id',
  notes: 'notes',
  date: 'date',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

function toRow(row: Record<string, unknown>): Ascent {
  return { ...(row as unknown as Ascent) };
}

function parameters(values: AscentValues) {
  return {
    routeId: values.routeId,
    memberId: values.memberId,
    notes: values.notes,
    date: values.date,
  };
}

export function findAscent(database: DatabaseSync, id: number): Ascent | undefined {
  const row = database.prepare(`SELECT ${columns} FROM ascents WHERE id = ?`).get(id);
  return row && toRow(row);
}

/** A page of ascents; the scope holds whatever the query asks for. */
export function listAscents(
  database: DatabaseSync,
  query: AscentQuery,
  scope: Partial<Ascent> = {},
): Listing<Ascent> {
  const source = { table: 'ascents', columns, columnOf, toRow };
  return listRows(database, source, query, scope);
}

export function insertAscent(database: DatabaseSync, values: AscentValues, now: string): Ascent {
  const [row = {}] = database
    .prepare(
      `INSERT INTO ascents (
         route_id, member_id, notes, date, created_at, updated_at
       ) VALUES (
         :routeId, :memberId, :notes, :date, :now, :now
       )
       RETURNING ${columns}`,
    )
    .all({ ...parameters(values), now });
  return toRow(row);
}

export function updateAscent(
  database: DatabaseSync,
  id: number,
  values: AscentValues,
  now: string,
): Ascent {
  const [row = {}] = database
    .prepare(
      `UPDATE ascents SET
         route_id = :routeId, member_id = :memberId, notes = :notes, date = :date,
         updated_at = :now
       WHERE id = :id
       RETURNING ${columns}`,
    )
    .all({ ...parameters(values), id, now });
  return toRow(row);
}

export function deleteAscent(database: DatabaseSync, id: number): void {
  database.prepare('DELETE FROM ascents WHERE id = ?').run(id);
}
