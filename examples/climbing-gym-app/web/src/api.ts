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
  const response = await ask(method, path, body);
  const answer = readAnswer(await response.text());
  if (response.ok) return answer as Result;
  throw errorOf(response.status, answer);
}

async function ask(method: string, path: string, body: unknown): Promise<Response> {
  const given = { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  try {
    return await fetch(path, { method, ...(body === undefined ? {} : given) });
  } catch {
    throw new ApiError(0, 'The server does not answer. Is there a connection?', new Map());
  }
}

/** Something between the page and the server may answer with what is no JSON. */
function readAnswer(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** All rows at a path, as far as a person can look through them. */
export async function allRows(path: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let total = 1; rows.length < Math.min(total, 1000); ) {
    const page = await send<Page>('GET', `/${path}?limit=100&offset=${rows.length}`);
    if (page.items.length === 0) break;
    rows.push(...page.items);
    total = page.total;
  }
  return rows;
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
