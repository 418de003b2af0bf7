import { z } from 'zod';
import { textField } from '../fields.ts';
import { pageFields, sortField, textFilter } from '../listing.ts';

const routeFields = z.strictObject({
  grade: textField(1, 200),
});

/** The body that creates a route. */
export const routeInput = routeFields;

/** The body that changes a route: what is left out stays as it is. */
export const routePatch = routeFields.partial();

/** How a list of routes may be narrowed and ordered. */
export const routeQuery = z.strictObject({
  ...pageFields,
  sort: sortField(['id', 'grade', 'createdAt', 'updatedAt']),
  grade: textFilter,
});
export type RouteQuery = z.output<typeof routeQuery>;

/** A route as it is stored, less what the database adds. */
export interface RouteValues {
  grade: string;
}

export interface Route extends RouteValues {
  id: number;
  createdAt: string;
  updatedAt: string;
}
