import type { DatabaseSync } from 'node:sqlite';
import { exists } from '../database.ts';
import { conflict } from '../errors.ts';

/** Throws while something stands against deleting the row. */
export function checkRouteDeletion(database: DatabaseSync, id: number): void {
  if (exists(database, 'SELECT 1 FROM ascents WHERE route_id = ?', id)) {
    throw conflict('route_has_ascents', 'A route is not deleted while it has ascents.');
  }
}
