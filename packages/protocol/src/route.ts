import type { z } from 'zod';
import type { Role } from './access.ts';
import type { ApiErrorCode } from './errors.ts';

/** One operation of the API, defined once: the server, its document and the client are made from it. */
export type RouteDefinition = RouteParts & Audience;

/** Either anybody may ask, or only who has at least this role. Whose jobs that user may touch is decided beside it. */
type Audience = { open: true; role?: never } | { open?: never; role: Role };

interface RouteParts {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With parameters in braces: `/api/jobs/{id}`. */
  path: string;
  tag:
    | 'jobs'
    | 'ledger'
    | 'server'
    | 'access'
    | 'settings'
    | 'chat'
    | 'memory'
    | 'knowledge'
    | 'notifications'
    | 'webhooks'
    | 'team';
  /** One sentence. */
  summary: string;
  /** Counts against the limit of new jobs. */
  makesJob?: true;
  /** Counts against a limit of its own. */
  limit?: 'chat' | 'messages';
  /** Every value comes as text; lists are separated by commas. */
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: z.ZodType;
  /** Most bytes of a body; 256 KiB when absent. */
  bodyBytes?: number;
  status: 200 | 201;
  answer: Answer;
  /** A second answer that is no error. */
  otherwise?: { status: 503; schema: z.ZodType };
  /** What it can answer with beside what follows from its parts (see {@link errorsOf}). */
  errors?: readonly ApiErrorCode[];
}

export type Answer =
  | { type: 'json'; schema: z.ZodType }
  | { type: 'text'; media: string }
  /** Server-Sent Events: the JSON in `data` by the name of the event. */
  | { type: 'events'; events: Readonly<Record<string, z.ZodType>> };

export const httpStatus = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  VALIDATION_ERROR: 422,
  RATE_LIMITED: 429,
  INTERNAL_ERROR: 500,
} as const satisfies Record<ApiErrorCode, number>;

/** A body that is too large is a VALIDATION_ERROR with a status of its own; so is a wrong method a BAD_REQUEST. */
export const tooLargeStatus = 413;
export const wrongMethodStatus = 405;

/** Every status that a route can fail with, by what is wrong. Faults of the server itself are 500 on each of them. */
export function errorsOf(route: RouteDefinition): Map<number, string> {
  const found = new Map<number, string>();
  const add = (code: ApiErrorCode, why: string) => found.set(httpStatus[code], why);
  if (route.body) {
    add('BAD_REQUEST', 'The body is not JSON.');
    found.set(tooLargeStatus, 'The body is larger than the server takes.');
  }
  if (!route.open) {
    add('UNAUTHORIZED', 'Neither a token nor a session, or one that does not count any more.');
    add('RATE_LIMITED', 'Too many requests; Retry-After says in how many seconds one more is taken.');
  }
  add('FORBIDDEN', 'A foreign host name or site, a role that is too small, or refused by policy.');
  if (route.path.includes('{')) add('NOT_FOUND', 'There is no such thing, or it is another user’s.');
  if (route.body || route.query || route.headers)
    add('VALIDATION_ERROR', 'A value is missing or wrong; `details` says which.');
  for (const code of route.errors ?? []) {
    if (!found.has(httpStatus[code])) add(code, meanings[code]);
  }
  return found;
}

const meanings: Record<ApiErrorCode, string> = {
  BAD_REQUEST: 'The request cannot be read.',
  UNAUTHORIZED: 'Neither a token nor a session, or one that does not count any more.',
  FORBIDDEN: 'Refused.',
  NOT_FOUND: 'There is no such thing.',
  CONFLICT: 'Its state does not allow this, or somebody has changed it meanwhile.',
  VALIDATION_ERROR: 'The request leaves something open, or cannot be carried out.',
  RATE_LIMITED: 'Too many requests.',
  INTERNAL_ERROR: 'A fault of the server.',
};
