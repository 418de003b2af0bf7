import { CodewrightError } from '../shared/errors.ts';
import { nestingLimit } from './contract.ts';
import type { Reference, Span, Table, Value } from './contract.ts';
import { classify, referencePattern } from './lexer.ts';

/** Strings of these characters stay without quotes, if they also mean themselves when read (`5` does not). */
const plainAscii = /^[\w./@(*?$][\w ./:;@()*?$+=%&!'-]*$/;
/** The same in all scripts; looked at second, since compiling it takes milliseconds. */
const plainPattern = /^[\p{L}\p{N}_./@(*?$][\p{L}\p{M}\p{N} _./:;@()*?$+=%&!'-]*$/u;
const keyPattern = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const beyondAscii = /[^\x20-\x7e]/;
/** Everything that a terminal might act on, that ends a line for somebody, or that UTF-8 cannot hold. */
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

function invalid(message: string): CodewrightError {
  return new CodewrightError('LOGLINE_INVALID', message);
}

function quote(text: string): string {
  const escaped = text.replace(/["\\\n\t\r]/g, (char) => {
    if (char === '\n') return '\\n';
    if (char === '\t') return '\\t';
    return char === '\r' ? '\\r' : `\\${char}`;
  });
  if (!beyondAscii.test(escaped)) return `"${escaped}"`;
  return `"${escaped.replace(unprintable, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

function plain(text: string): boolean {
  return (
    (plainAscii.test(text) || (beyondAscii.test(text) && plainPattern.test(text))) &&
    !text.endsWith(' ') &&
    classify(text) === text
  );
}

function word(text: string): string {
  return plain(text) ? text : quote(text);
}

function key(text: string): string {
  return keyPattern.test(text) && text !== 'END' ? text : quote(text);
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw invalid(`LogLine has no number ${value}.`);
  if (Object.is(value, -0)) return '-0';
  // Digits alone beyond 2^53 are read as a string; with an exponent they are a number again.
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function printValue(value: Value, depth: number): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return word(value);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return String(value);
  if (isList(value)) {
    deeper(depth);
    return `[${value.map((item) => printValue(item, depth + 1)).join(', ')}]`;
  }
  return value.kind === 'reference' ? reference(value) : table(value, depth);
}

function deeper(depth: number): void {
  if (depth > nestingLimit) throw invalid(`Lists and tables nest at most ${nestingLimit} deep.`);
}

function reference(value: Reference): string {
  if (!referencePattern.test(value.path)) throw invalid(`@${value.path} is not a reference of the form @a.b.c.`);
  return `@${value.path}`;
}

function table(value: Table, depth: number): string {
  deeper(depth);
  unique(value.fields, 'a table');
  return `{${value.fields.map((field) => `${key(field.key)}: ${printValue(field.value, depth + 1)}`).join(', ')}}`;
}

function unique(fields: readonly { key: string }[], where: string): void {
  const seen = new Set<string>();
  for (const field of fields) {
    if (seen.has(field.key)) throw invalid(`The key ${field.key} stands twice in ${where}.`);
    seen.add(field.key);
  }
}

function printSpan(span: Span, depth: number, out: string[]): void {
  if (depth >= nestingLimit) throw invalid(`Spans nest at most ${nestingLimit} deep.`);
  if (!/^[A-Z][A-Z0-9_]*$/.test(span.type) || span.type === 'END') {
    throw invalid(`${JSON.stringify(span.type)} is not a type: uppercase letters, digits and _, and not END.`);
  }
  unique(span.fields, span.type);
  const pad = '  '.repeat(depth);
  out.push(`${pad}${span.type}:${span.name === '' ? '' : ` ${plainName(span.name)}`}`);
  for (const field of span.fields) out.push(`${pad}  ${key(field.key)}: ${printValue(field.value, 1)}`);
  for (const child of span.children) printSpan(child, depth + 1, out);
  out.push(`${pad}END`);
}

/** A name is always a string, so `1` and `true` need no quotes there. */
function plainName(name: string): string {
  return plainPattern.test(name) && !name.endsWith(' ') ? name : quote(name);
}

/**
 * The canonical text: two spaces per level, a line break at the end. `parse(print(spans))` equals `spans`.
 * @throws CodewrightError LOGLINE_INVALID for what has no text: NaN, a type or reference that is none, a key twice,
 * nesting beyond the limit.
 */
export function print(spans: readonly Span[]): string {
  const out: string[] = [];
  for (const span of spans) printSpan(span, 0, out);
  return out.length === 0 ? '' : `${out.join('\n')}\n`;
}
