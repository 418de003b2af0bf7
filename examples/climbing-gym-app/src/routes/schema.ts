import { z } from 'zod';
import { textField } from '../fields.ts';
import { pageFields, sortField, textFilter } from '../listing.ts';

const routeFields = z.strictObject({
  name: textField(1, 200).nullable(),
  grade: textField(1, 200),
});

/** The body that creates a route. */
export const routeInput = routeFields.extend({
  name: textField(1, 200).nullable().default(null),
});

/** The body that changes a route: what is left out stays as it is. */
export const routePatch = routeFields.partial();

/** How a list of routes may be narrowed and ordered. */
export const routeQuery = z.strictObject({
  ...pageFields,
  sort: sortField(['id', 'name', 'grade', 'createdAt', 'updatedAt']),
  name: textFilter,
  grade: textFilter,
});
export type RouteQuery = z.output<typeof routeQuery>;

/** A route as it is stored, less what the database adds. */
export interface RouteValues {
  name: string | null;
  grade: string;
}

export interface Route extends RouteValues {
  id: number;
  createdAt: string;
  updatedAt: string;
}
