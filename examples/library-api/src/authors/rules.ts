import type { DatabaseSync } from 'node:sqlite';
import { exists } from '../database.ts';
import { conflict } from '../errors.ts';

/** Throws while something stands against deleting the row. */
export function checkAuthorDeletion(database: DatabaseSync, id: number): void {
  if (exists(database, 'SELECT 1 FROM books WHERE author_id = ?', id)) {
    throw conflict('author_has_books', 'An author is not deleted while it has books.');
  }
}
