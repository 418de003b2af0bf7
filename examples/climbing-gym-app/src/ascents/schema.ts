import { z } from 'zod';
import { textField } from '../fields.ts';
import { booleanFilter, pageFields, sortField, textFilter } from '../listing.ts';

const ascentFields = z.strictObject({
  name: textField(1, 200),
  description: textField(1, 10_000).nullable(),
  active: z.boolean(),
});

/** The body that creates an ascent. */
export const ascentInput = ascentFields.extend({
  description: textField(1, 10_000).nullable().default(null),
  active: z.boolean().default(true),
});

/** The body that changes an ascent: what is left out stays as it is. */
export const ascentPatch = ascentFields.partial();

/** How a list of ascents may be narrowed and ordered. */
export const ascentQuery = z.strictObject({
  ...pageFields,
  sort: sortField(['id', 'name', 'active', 'createdAt', 'updatedAt']),
  name: textFilter,
  active: booleanFilter,
});
export type AscentQuery = z.output<typeof ascentQuery>;

/** An ascent as it is stored, less what the database adds. */
export interface AscentValues {
  name: string;
  description: string | null;
  active: boolean;
}

export interface Ascent extends AscentValues {
  id: number;
  createdAt: string;
  updatedAt: string;
}
