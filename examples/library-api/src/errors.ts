import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** An answer other than success: `{ "error": { "code", "message", "details" } }`. */
export class HttpError extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly details: unknown;

  constructor(status: ContentfulStatusCode, code: string, message: string, details?: unknown) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export function notFound(what: string): HttpError {
  return new HttpError(404, 'not_found', `There is no such ${what}.`);
}

/** The request is fine, but what is stored stands against it. */
export function conflict(code: string, message: string): HttpError {
  return new HttpError(409, code, message);
}

export function answerError(error: Error, c: Context): Response {
  const known = toHttpError(error);
  if (known.status >= 500) console.error(error);
  const { code, message, details } = known;
  return c.json({ error: { code, message, details: details ?? null } }, known.status);
}

function toHttpError(error: Error): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof HTTPException) {
    return new HttpError(error.status as ContentfulStatusCode, 'bad_request', error.message);
  }
  // The tables hold the rules too; where two requests race, they have the last word.
  if ('errcode' in error && typeof error.errcode === 'number' && (error.errcode & 0xff) === 19) {
    return conflict('conflict', 'This contradicts what is stored.');
  }
  return new HttpError(500, 'internal_error', 'Something went wrong on our side.');
}
