import type { DatabaseSync } from 'node:sqlite';
import { type Listing, listRows } from '../listing.ts';
import type { Book, BookQuery, BookValues } from './schema.ts';

const columns = `
  id, author_id AS authorId, title, isbn, published_year AS publishedYear, pages, genre,
  created_at AS createdAt, updated_at AS updatedAt`;

const columnOf = {
  id: 'id',
  authorId: 'author_id',
  title: 'title',
  isbn: 'isbn',
  publishedYear: 'published_year',
  pages: 'pages',
  genre: 'genre',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

function toRow(row: Record<string, unknown>): Book {
  return { ...(row as unknown as Book) };
}

function parameters(values: BookValues) {
  return {
    authorId: values.authorId,
    title: values.title,
    isbn: values.isbn,
    publishedYear: values.publishedYear,
    pages: values.pages,
    genre: values.genre,
  };
}

export function findBook(database: DatabaseSync, id: number): Book | undefined {
  const row = database.prepare(`SELECT ${columns} FROM books WHERE id = ?`).get(id);
  return row && toRow(row);
}

/** A page of books; the scope holds whatever the query asks for. */
export function listBooks(
  database: DatabaseSync,
  query: BookQuery,
  scope: Partial<Book> = {},
): Listing<Book> {
  const source = { table: 'books', columns, columnOf, toRow };
  return listRows(database, source, query, scope);
}

export function insertBook(database: DatabaseSync, values: BookValues, now: string): Book {
  const [row = {}] = database
    .prepare(
      `INSERT INTO books (
         author_id, title, isbn, published_year, pages, genre, created_at, updated_at
       ) VALUES (
         :authorId, :title, :isbn, :publishedYear, :pages, :genre, :now, :now
       )
       RETURNING ${columns}`,
    )
    .all({ ...parameters(values), now });
  return toRow(row);
}

export function updateBook(
  database: DatabaseSync,
  id: number,
  values: BookValues,
  now: string,
): Book {
  const [row = {}] = database
    .prepare(
      `UPDATE books SET
         author_id = :authorId, title = :title, isbn = :isbn, published_year = :publishedYear,
         pages = :pages, genre = :genre, updated_at = :now
       WHERE id = :id
       RETURNING ${columns}`,
    )
    .all({ ...parameters(values), id, now });
  return toRow(row);
}

export function deleteBook(database: DatabaseSync, id: number): void {
  database.prepare('DELETE FROM books WHERE id = ?').run(id);
}
