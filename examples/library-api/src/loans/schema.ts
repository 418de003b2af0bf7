import { z } from 'zod';
import { datetimeField, idField } from '../fields.ts';
import { numberFilter, pageFields, sortField, textFilter } from '../listing.ts';

const loanFields = z.strictObject({
  bookId: idField,
  memberId: idField,
  loanedAt: datetimeField,
  dueAt: datetimeField.nullable(),
});

/** The body that creates a loan. */
export const loanInput = loanFields.extend({
  loanedAt: datetimeField.optional(),
  dueAt: datetimeField.nullable().default(null),
});

/** The body that changes a loan: what is left out stays as it is. */
export const loanPatch = loanFields.partial();

/** How a list of loans may be narrowed and ordered. */
export const loanQuery = z.strictObject({
  ...pageFields,
  sort: sortField(['id', 'loanedAt', 'dueAt', 'returnedAt', 'createdAt', 'updatedAt']),
  bookId: numberFilter,
  memberId: numberFilter,
  loanedAt: textFilter,
  dueAt: textFilter,
  returnedAt: textFilter,
});
export type LoanQuery = z.output<typeof loanQuery>;

/** A loan as it is stored, less what the database adds. */
export interface LoanValues {
  bookId: number;
  memberId: number;
  loanedAt: string;
  dueAt: string | null;
  returnedAt: string | null;
}

export interface Loan extends LoanValues {
  id: number;
  createdAt: string;
  updatedAt: string;
}
