import { z } from 'zod';
import { dateField, textField } from '../fields.ts';
import { pageFields, sortField, textFilter } from '../listing.ts';

const authorFields = z.strictObject({
  name: textField(1, 200),
  biography: textField(1, 10_000).nullable(),
  birthDate: dateField.nullable(),
  nationality: textField(1, 200).nullable(),
});

/** The body that creates an author. */
export const authorInput = authorFields.extend({
  biography: textField(1, 10_000).nullable().default(null),
  birthDate: dateField.nullable().default(null),
  nationality: textField(1, 200).nullable().default(null),
});

/** The body that changes an author: what is left out stays as it is. */
export const authorPatch = authorFields.partial();

/** How a list of authors may be narrowed and ordered. */
export const authorQuery = z.strictObject({
  ...pageFields,
  sort: sortField(['id', 'name', 'birthDate', 'nationality', 'createdAt', 'updatedAt']),
  name: textFilter,
  birthDate: textFilter,
  nationality: textFilter,
});
export type AuthorQuery = z.output<typeof authorQuery>;

/** An author as it is stored, less what the database adds. */
export interface AuthorValues {
  name: string;
  biography: string | null;
  birthDate: string | null;
  nationality: string | null;
}

export interface Author extends AuthorValues {
  id: number;
  createdAt: string;
  updatedAt: string;
}
