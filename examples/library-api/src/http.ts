import type { Context } from 'hono';
import { z } from 'zod';
import { HttpError } from './errors.ts';

const json = /^application\/([\w.+-]+\+)?json\s*(;|$)/i;

/** The body as `schema` has it; 415 when it is sent as something else, 400 when it is not JSON, 422 when it does not fit. */
export async function readBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  if (!json.test(c.req.header('Content-Type') ?? '')) {
    throw new HttpError(415, 'not_json', 'Send the body with Content-Type: application/json.');
  }
  let body: unknown;
  try {
    body = await c.req.json();
  } catch {
    throw new HttpError(400, 'invalid_json', 'The body is not valid JSON.');
  }
  return check(schema, body);
}

export function readQuery<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  return check(schema, c.req.query());
}

const idText = z.string().regex(/^[1-9]\d{0,15}$/);

/** An id from the path; what can not be an id names nothing. */
export function readId(c: Context, name = 'id'): number {
  const text = idText.safeParse(c.req.param(name));
  if (!text.success) throw new HttpError(404, 'not_found', 'There is nothing at this address.');
  return Number(text.data);
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const details = result.error.issues.flatMap((issue) =>
    // Each unknown key by its own name, so that a typing error is found at a glance.
    (issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')]).map((field) => ({
      field,
      message: issue.message,
    })),
  );
  throw new HttpError(422, 'validation_failed', 'Some values are not valid.', details);
}
