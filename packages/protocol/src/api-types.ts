import type { z } from 'zod';
import type { routes } from './api.ts';

export type Routes = typeof routes;
export type RouteName = keyof Routes;

type Parsed<R, Part extends string> = R extends Record<Part, infer S extends z.ZodType> ? z.output<S> : undefined;
type Given<R, Part extends string> = R extends Record<Part, infer S extends z.ZodType> ? z.input<S> : undefined;

/** What a handler gets: `id` from the path, the rest checked. */
export interface RouteInput<Name extends RouteName> {
  id: string;
  query: Parsed<Routes[Name], 'query'>;
  headers: Parsed<Routes[Name], 'headers'>;
  body: Parsed<Routes[Name], 'body'>;
}
/** What a caller gives. */
export interface RouteRequest<Name extends RouteName> {
  id?: string;
  query?: Given<Routes[Name], 'query'>;
  headers?: Given<Routes[Name], 'headers'>;
  body?: Given<Routes[Name], 'body'>;
}
/** The checked JSON answer; text and streams are read as they are. */
export type RouteAnswer<Name extends RouteName> = Routes[Name]['answer'] extends {
  type: 'json';
  schema: infer S extends z.ZodType;
}
  ? z.output<S>
  : string;
