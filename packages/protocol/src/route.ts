import type { z } from 'zod';
import type { ApiErrorCode } from './errors.ts';

/** One operation of the API, defined once: the server, its document and the client are made from it. */
export interface RouteDefinition {
  method: 'GET' | 'POST';
  /** With parameters in braces: `/api/jobs/{id}`. */
  path: string;
  tag: 'jobs' | 'ledger' | 'server';
  /** One sentence. */
  summary: string;
  /** Answers without a token. */
  open?: true;
  /** Counts against the limit of new jobs. */
  makesJob?: true;
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
    add('UNAUTHORIZED', 'No token, or a wrong one.');
    add('RATE_LIMITED', 'Too many requests; Retry-After says in how many seconds one more is taken.');
  }
  add('FORBIDDEN', 'A foreign host name or site, or refused by policy.');
  if (route.path.includes('{')) add('NOT_FOUND', 'There is no such job.');
  if (route.body || route.query) add('VALIDATION_ERROR', 'A value is missing or wrong; `details` says which.');
  for (const code of route.errors ?? []) {
    if (!found.has(httpStatus[code])) add(code, meanings[code]);
  }
  return found;
}

const meanings: Record<ApiErrorCode, string> = {
  BAD_REQUEST: 'The request cannot be read.',
  UNAUTHORIZED: 'No token, or a wrong one.',
  FORBIDDEN: 'Refused.',
  NOT_FOUND: 'There is no such thing.',
  CONFLICT: 'The job is not in a state in which this can be done.',
  VALIDATION_ERROR: 'The request leaves something open, or cannot be carried out.',
  RATE_LIMITED: 'Too many requests.',
  INTERNAL_ERROR: 'A fault of the server.',
};
