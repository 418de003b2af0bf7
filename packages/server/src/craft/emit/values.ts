import { literal, quote } from './layout.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A JSON value as TypeScript source, on one line. */
export function valueSource(value: unknown): string {
  const json = value as Json;
  if (Array.isArray(json)) return `[${json.map(valueSource).join(', ')}]`;
  if (json === null || typeof json !== 'object') return literal(json);
  const entries = Object.entries(json).map(([key, entry]) => `${keySource(key)}: ${valueSource(entry)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function keySource(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

/** As a word of a command for a POSIX shell. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A JSON value as a person writes it: texts without quotes, the rest as JSON. */
export function plainText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
