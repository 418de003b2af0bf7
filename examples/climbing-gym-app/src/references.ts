import type { DatabaseSync } from 'node:sqlite';
import { exists } from './database.ts';
import { HttpError } from './errors.ts';

interface Reference {
  /** The field that names the row. */
  field: string;
  id: number | null;
  table: string;
  what: string;
}

/** Throws unless the row that a field names exists. */
export function requireRow(database: DatabaseSync, reference: Reference): void {
  const { field, id, table, what } = reference;
  if (id === null) return;
  if (exists(database, `SELECT 1 FROM ${table} WHERE id = ?`, id)) return;
  throw new HttpError(422, 'reference_not_found', `${field} names no ${what}.`, [{ field }]);
}
