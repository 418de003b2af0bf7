import { hash } from 'node:crypto';
import type { JsonValue } from '@codewright/protocol/json';
import canonicalize from 'canonicalize';

/** SHA-256 as 64 lower-case hex digits. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data);
}

/** RFC 8785 (JSON Canonicalization Scheme): one text for one value, whatever the key order. */
export function canonicalJson(value: JsonValue): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Not a JSON value.');
  return text;
}
