import type { JsonObject, JsonValue } from '@codewright/protocol/json';

/** Readers for what a CLI sends: nothing of it is certain. */

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const objects = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The value of a line; undefined where it is no JSON. */
export function asJson(line: string): JsonValue | undefined {
  try {
    return JSON.parse(line) as JsonValue;
  } catch {
    // CLIs print other lines between those of their protocol.
    return undefined;
  }
}
