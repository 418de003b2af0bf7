import type { JsonValue } from '@codewright/protocol/json';
import { toCodewrightError } from '../shared/errors.ts';
import { cleanError, type Redactor } from '../shared/redact.ts';

/** A signed pack is given as it was signed: it was made of what is recorded, which holds no secret. */
const asTheyAre: readonly string[] = ['truthpack'];

/**
 * A client (of jobs, talk or memory) without known secrets in either direction: whoever types one into a request keeps it out of the record, and
 * answers, events and errors carry none, those that were recorded before it was known included.
 */
export function guardClient<T extends object>(client: T, redactor: Redactor): T {
  const cleaned: Cleaned = new WeakMap();
  const guarded = Object.entries(client).map(([name, method]: [string, unknown]) => {
    if (typeof method !== 'function' || asTheyAre.includes(name)) return [name, method];
    return [
      name,
      (...args: unknown[]) => {
        const result: unknown = method.call(client, ...args.map((arg) => cleanValue(arg, redactor)));
        if (isStream(result)) return cleanStream(result, redactor, cleaned);
        return result instanceof Promise ? cleanPromise(result, redactor) : cleanValue(result, redactor);
      },
    ];
  });
  return Object.fromEntries(guarded) as unknown as T;
}

/** Plain data is redacted; what is no data (a signal, a callback) stays what it is. */
function cleanValue(value: unknown, redactor: Redactor): unknown {
  if (redactor.idle) return value;
  if (typeof value === 'string') return redactor.text(value);
  if (Array.isArray(value)) return redactor.json(value as JsonValue);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const whole = Object.values(value).some((inner) => inner instanceof AbortSignal || typeof inner === 'function');
  if (!whole) return redactor.json(value as JsonValue);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleanValue(inner, redactor)]));
}

async function cleanPromise(promise: Promise<unknown>, redactor: Redactor): Promise<unknown> {
  try {
    return cleanValue(await promise, redactor);
  } catch (error) {
    throw cleanError(toCodewrightError(error), redactor);
  }
}

function isStream(value: unknown): value is AsyncIterable<JsonValue> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** Thousands who read along are given the very same entry: it is looked through once. */
type Cleaned = WeakMap<object, { value: JsonValue; known: number }>;

async function* cleanStream(
  stream: AsyncIterable<JsonValue>,
  redactor: Redactor,
  cleaned: Cleaned,
): AsyncIterable<JsonValue> {
  const clean = (item: JsonValue): JsonValue => {
    if (typeof item !== 'object' || item === null) return redactor.json(item);
    const before = cleaned.get(item);
    if (before?.known === redactor.known) return before.value;
    const value = redactor.json(item);
    cleaned.set(item, { value, known: redactor.known });
    return value;
  };
  try {
    for await (const item of stream) yield clean(item);
  } catch (error) {
    throw cleanError(toCodewrightError(error), redactor);
  }
}
