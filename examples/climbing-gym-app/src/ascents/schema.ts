import { z } from 'zod';
import { dateField, idField, textField } from '../fields.ts';
import { numberFilter, pageFields, sortField, textFilter } from '../listing.ts';

const ascentFields = z.strictObject({
  routeId: idField,
  memberId: idField,
  notes: textField(1, 10_000).nullable(),
  date: dateField,
});

/** The body that creates an ascent. */
export const ascentInput = ascentFields.extend({
  notes: textField(1, 10_000).nullable().default(null),
});

/** The body that changes an ascent: what is left out stays as it is. */
export const ascentPatch = ascentFields.partial();

/** How a list of ascents may be narrowed and ordered. */
export const ascentQuery = z.strictObject({
  ...pageFields,
  sort: sortField(['id', 'date', 'createdAt', 'updatedAt']),
  routeId: numberFilter,
  memberId: numberFilter,
  date: textFilter,
});
export type AscentQuery = z.output<typeof ascentQuery>;

/** An ascent as it is stored, less what the database adds. */
export interface AscentValues {
  routeId: number;
  memberId: number;
  notes: string | null;
  date: string;
}

export interface Ascent extends AscentValues {
  id: number;
  createdAt: string;
  updatedAt: string;
}
