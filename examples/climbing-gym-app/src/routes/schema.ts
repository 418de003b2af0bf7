import { z } from 'zod';
import { textField } from '../fields.ts';
import { numberFilter, pageFields, sortField, textFilter } from '../listing.ts';

const routeFields = z.strictObject({
  grade: textField(1, 200),
  name: textField(1, 200),
  origin: textField(1, 200),
  destination: textField(1, 200),
  distanceKm: z.number().min(0).nullable(),
});

/** The body that creates a route. */
export const routeInput = routeFields.extend({
  distanceKm: z.number().min(0).nullable().default(null),
});

/** The body that changes a route: what is left out stays as it is. */
export const routePatch = routeFields.partial();

/** How a list of routes may be narrowed and ordered. */
export const routeQuery = z.strictObject({
  ...pageFields,
  sort: sortField([
    'id',
    'grade',
    'name',
    'origin',
    'destination',
    'distanceKm',
    'createdAt',
    'updatedAt',
  ]),
  grade: textFilter,
  name: textFilter,
  origin: textFilter,
  destination: textFilter,
  distanceKm: numberFilter,
});
export type RouteQuery = z.output<typeof routeQuery>;

/** A route as it is stored, less what the database adds. */
export interface RouteValues {
  grade: string;
  name: string;
  origin: string;
  destination: string;
  distanceKm: number | null;
}

export interface Route extends RouteValues {
  id: number;
  createdAt: string;
  updatedAt: string;
}
