import type { Row } from './model.ts';

/** What the server says when it does not do what was asked. */
export class ApiError extends Error {
  readonly status: number;
  /** What is wrong with which field. */
  readonly fields: ReadonlyMap<string, string>;

  constructor(status: number, message: string, fields: ReadonlyMap<string, string>) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.fields = fields;
  }
}

export interface Page {
  items: Row[];
  total: number;
  limit: number;
  offset: number;
}

export async function send<Result>(method: string, path: string, body?: unknown): Promise<Result> {
  const response = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  if (response.ok) return answer as Result;
  throw errorOf(response.status, answer);
}

interface ErrorBody {
  error?: { message?: string; details?: { field?: string; message?: string }[] | null };
}

function errorOf(status: number, answer: unknown): ApiError {
  const { error } = (answer ?? {}) as ErrorBody;
  const details = Array.isArray(error?.details) ? error.details : [];
  const fields = details.map(({ field = '', message = 'is not valid' }): [string, string] => [
    field,
    message,
  ]);
  return new ApiError(status, error?.message ?? `The server answered ${status}.`, new Map(fields));
}
