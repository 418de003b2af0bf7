import type { DatabaseSync } from 'node:sqlite';
import { exists } from '../database.ts';
import { conflict } from '../errors.ts';
import { requireRow } from '../references.ts';
import type { Book, BookValues } from './schema.ts';

/** Throws unless books as `next` may stand beside what is stored; `current` is the row that it replaces. */
export function checkBook(database: DatabaseSync, next: BookValues, current?: Book): void {
  const id = current?.id ?? null;
  checkReferences(database, next);
  checkBookIsbnTaken(database, next, id);
}

function checkReferences(database: DatabaseSync, next: BookValues): void {
  requireRow(database, {
    field: 'authorId',
    id: next.authorId,
    table: 'authors',
    what: 'author',
  });
}

/** No two books have the same isbn. */
function checkBookIsbnTaken(database: DatabaseSync, next: BookValues, id: number | null): void {
  if (next.isbn === null) return;
  const taken = exists(
    database,
    'SELECT 1 FROM books WHERE isbn = ? AND id IS NOT ?',
    next.isbn,
    id,
  );
  if (taken) {
    throw conflict('book_isbn_taken', 'No two books have the same isbn.');
  }
}

/** Throws while something stands against deleting the row. */
export function checkBookDeletion(database: DatabaseSync, id: number): void {
  if (exists(database, 'SELECT 1 FROM loans WHERE book_id = ?', id)) {
    throw conflict('book_has_loans', 'A book is not deleted while it has loans.');
  }
}
