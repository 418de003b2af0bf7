import type { DatabaseSync } from 'node:sqlite';
import { type Listing, listRows } from '../listing.ts';
import type { Author, AuthorQuery, AuthorValues } from './schema.ts';

const columns = `
  id, name, biography, birth_date AS birthDate, nationality, created_at AS createdAt,
  updated_at AS updatedAt`;

const columnOf = {
  id: 'id',
  name: 'name',
  biography: 'biography',
  birthDate: 'birth_date',
  nationality: 'nationality',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

function toRow(row: Record<string, unknown>): Author {
  return { ...(row as unknown as Author) };
}

function parameters(values: AuthorValues) {
  return {
    name: values.name,
    biography: values.biography,
    birthDate: values.birthDate,
    nationality: values.nationality,
  };
}

export function findAuthor(database: DatabaseSync, id: number): Author | undefined {
  const row = database.prepare(`SELECT ${columns} FROM authors WHERE id = ?`).get(id);
  return row && toRow(row);
}

/** A page of authors; the scope holds whatever the query asks for. */
export function listAuthors(
  database: DatabaseSync,
  query: AuthorQuery,
  scope: Partial<Author> = {},
): Listing<Author> {
  const source = { table: 'authors', columns, columnOf, toRow };
  return listRows(database, source, query, scope);
}

export function insertAuthor(database: DatabaseSync, values: AuthorValues, now: string): Author {
  const [row = {}] = database
    .prepare(
      `INSERT INTO authors (
         name, biography, birth_date, nationality, created_at, updated_at
       ) VALUES (
         :name, :biography, :birthDate, :nationality, :now, :now
       )
       RETURNING ${columns}`,
    )
    .all({ ...parameters(values), now });
  return toRow(row);
}

export function updateAuthor(
  database: DatabaseSync,
  id: number,
  values: AuthorValues,
  now: string,
): Author {
  const [row = {}] = database
    .prepare(
      `UPDATE authors SET
         name = :name, biography = :biography, birth_date = :birthDate,
         nationality = :nationality, updated_at = :now
       WHERE id = :id
       RETURNING ${columns}`,
    )
    .all({ ...parameters(values), id, now });
  return toRow(row);
}

export function deleteAuthor(database: DatabaseSync, id: number): void {
  database.prepare('DELETE FROM authors WHERE id = ?').run(id);
}
