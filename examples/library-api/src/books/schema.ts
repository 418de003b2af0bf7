import { z } from 'zod';
import { idField, textField } from '../fields.ts';
import { numberFilter, pageFields, sortField, textFilter } from '../listing.ts';

const bookFields = z.strictObject({
  authorId: idField,
  title: textField(1, 200),
  isbn: textField(1, 200).nullable(),
  publishedYear: z.int().min(0).max(2200).nullable(),
  pages: z.int().min(0).nullable(),
  genre: textField(1, 200).nullable(),
});

/** The body that creates a book. */
export const bookInput = bookFields.extend({
  isbn: textField(1, 200).nullable().default(null),
  publishedYear: z.int().min(0).max(2200).nullable().default(null),
  pages: z.int().min(0).nullable().default(null),
  genre: textField(1, 200).nullable().default(null),
});

/** The body that changes a book: what is left out stays as it is. */
export const bookPatch = bookFields.partial();

/** How a list of books may be narrowed and ordered. */
export const bookQuery = z.strictObject({
  ...pageFields,
  sort: sortField([
    'id',
    'title',
    'isbn',
    'publishedYear',
    'pages',
    'genre',
    'createdAt',
    'updatedAt',
  ]),
  authorId: numberFilter,
  title: textFilter,
  isbn: textFilter,
  publishedYear: numberFilter,
  pages: numberFilter,
  genre: textFilter,
});
export type BookQuery = z.output<typeof bookQuery>;

/** A book as it is stored, less what the database adds. */
export interface BookValues {
  authorId: number;
  title: string;
  isbn: string | null;
  publishedYear: number | null;
  pages: number | null;
  genre: string | null;
}

export interface Book extends BookValues {
  id: number;
  createdAt: string;
  updatedAt: string;
}
