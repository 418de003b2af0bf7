import { nestingLimit } from './contract.ts';
import type { Field, Reference, Table, Value } from './contract.ts';

/** A line that says something: blank lines and comments are gone. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Width of the leading white space; a tab counts {@link tabWidth}. */
  readonly indent: number;
  /** Characters of leading white space. */
  readonly start: number;
  /** The whole line, without its line end. */
  readonly text: string;
  readonly end: boolean;
}

const tabWidth = 4;
const keyPattern = /[A-Za-z_][A-Za-z0-9_.-]*/y;
const numberPattern = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
export const referencePattern = /^[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/;
const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };

/** Thrown inside the room only: the parser knows the line and makes the error that others see. */
export class LexError extends Error {
  /** Index in the line, from 0. */
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

export function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t';
}

/** Where a `#` starts a comment: at the start of a line or after white space, so that `a.ts#L3` survives. */
function commentAt(text: string, at: number): boolean {
  return text[at] === '#' && (at === 0 || isBlank(text[at - 1]));
}

export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text[at])) at += 1;
  return at;
}

export function significantLines(source: string): Line[] {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const lines: Line[] = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const start = skipBlanks(line, 0);
    if (start === line.length || line[start] === '#') continue;
    let indent = 0;
    for (let at = 0; at < start; at += 1) indent += line[at] === '\t' ? tabWidth : 1;
    const afterEnd = line.startsWith('END', start) ? skipBlanks(line, start + 3) : -1;
    const end = afterEnd >= 0 && (afterEnd === line.length || commentAt(line, afterEnd));
    lines.push({ number: index + 1, indent, start, text: line, end });
  }
  return lines;
}

/** The key that a line (or a table's entry) starts with, and the index behind it. */
export function readKey(text: string, from: number): { key: string; at: number } {
  if (text[from] === '"') {
    const quoted = readQuoted(text, from);
    return { key: quoted.value, at: quoted.at };
  }
  keyPattern.lastIndex = from;
  const match = keyPattern.exec(text);
  if (!match) throw new LexError(from, 'A line is KEY: value, a bare KEY, or a span; this is none of them.');
  return { key: match[0], at: from + match[0].length };
}

export function readQuoted(text: string, from: number): { value: string; at: number } {
  const parts: string[] = [];
  let at = from + 1;
  for (;;) {
    const stop = nextOf(text, at, '"', '\\');
    parts.push(text.slice(at, stop));
    if (stop >= text.length) throw new LexError(from, 'This string is not closed; a line break inside is written \\n.');
    if (text[stop] === '"') return { value: parts.join(''), at: stop + 1 };
    const code = text[stop + 1] ?? '';
    const hex = code === 'u' ? text.slice(stop + 2, stop + 6) : '';
    if (/^[0-9a-fA-F]{4}$/.test(hex)) {
      parts.push(String.fromCharCode(Number.parseInt(hex, 16)));
      at = stop + 6;
    } else if (Object.hasOwn(escapes, code)) {
      parts.push(escapes[code] ?? '');
      at = stop + 2;
    } else {
      throw new LexError(stop, 'Unknown escape; known are \\n \\t \\r \\" \\\\ and \\uXXXX.');
    }
  }
}

function nextOf(text: string, from: number, one: string, other: string): number {
  let at = from;
  while (at < text.length && text[at] !== one && text[at] !== other) at += 1;
  return at;
}

/** Index of the comment that ends a line's plain words, or the length of the line. */
export function plainEnd(text: string, from: number): number {
  let at = text.indexOf('#', from);
  while (at >= 0 && !commentAt(text, at)) at = text.indexOf('#', at + 1);
  return at < 0 ? text.length : at;
}

/** Plain words from `from` to the end of the line or its comment. */
export function plainRest(text: string, from: number): string {
  return trimBlanks(text, from, plainEnd(text, from));
}

function trimBlanks(text: string, from: number, to: number): string {
  let end = to;
  while (end > from && isBlank(text[end - 1])) end -= 1;
  return text.slice(skipBlanks(text, from), end);
}

/** What unquoted words mean. An integer beyond 2^53 stays a string: as a number it would not be the same one. */
export function classify(words: string): Value {
  if (words === 'true') return true;
  if (words === 'false') return false;
  if (words === 'null') return null;
  if (numberPattern.test(words)) {
    const value = Number(words);
    const whole = !/[.eE]/.test(words);
    if (Number.isFinite(value) && (!whole || Number.isSafeInteger(value))) return value;
    return words;
  }
  if (words.startsWith('@') && referencePattern.test(words.slice(1))) {
    return { kind: 'reference', path: words.slice(1) } satisfies Reference;
  }
  return words;
}

/** The value of a whole line: everything from `from` to its end. */
export function readLineValue(text: string, from: number): Value {
  const at = skipBlanks(text, from);
  const first = text[at];
  if (first !== '"' && first !== '[' && first !== '{') return classify(plainRest(text, at));
  const read = first === '"' ? readQuoted(text, at) : readFlow(text, at, 1);
  const rest = skipBlanks(text, read.at);
  if (rest < text.length && !commentAt(text, rest)) {
    const what = first === '"' ? 'string' : first === '[' ? 'list' : 'table';
    throw new LexError(rest, `Nothing may follow the ${what}; put the whole value into quotes if it belongs to it.`);
  }
  return read.value;
}

interface Read {
  value: Value;
  at: number;
}

function readFlow(text: string, from: number, depth: number): Read {
  if (depth > nestingLimit) throw new LexError(from, `Lists and tables nest at most ${nestingLimit} deep.`);
  return text[from] === '[' ? readList(text, from, depth) : readTable(text, from, depth);
}

function readList(text: string, from: number, depth: number): Read {
  const items: Value[] = [];
  let at = skipBlanks(text, from + 1);
  if (text[at] === ']') return { value: items, at: at + 1 };
  for (;;) {
    const item = readItem(text, at, ']', depth, from);
    items.push(item.value);
    at = skipBlanks(text, item.at);
    if (text[at] === ']') return { value: items, at: at + 1 };
    at = separator(text, at, from, ']');
  }
}

function readTable(text: string, from: number, depth: number): Read {
  const fields: Field[] = [];
  const seen = new Set<string>();
  const done = (at: number): Read => ({ value: { kind: 'table', fields } satisfies Table, at });
  let at = skipBlanks(text, from + 1);
  if (text[at] === '}') return done(at + 1);
  for (;;) {
    if (at >= text.length) throw unclosed(text, from, '}');
    const { key, at: afterKey } = readKey(text, at);
    if (seen.has(key)) throw new LexError(at, `The key ${key} stands twice in this table.`);
    seen.add(key);
    const colon = skipBlanks(text, afterKey);
    if (text[colon] !== ':') throw new LexError(colon, 'A table holds pairs of the form key: value.');
    const item = readItem(text, skipBlanks(text, colon + 1), '}', depth, from);
    fields.push({ key, value: item.value });
    at = skipBlanks(text, item.at);
    if (text[at] === '}') return done(at + 1);
    at = separator(text, at, from, '}');
  }
}

function separator(text: string, at: number, from: number, close: string): number {
  if (text[at] === ',') return skipBlanks(text, at + 1);
  if (at >= text.length || commentAt(text, at)) throw unclosed(text, from, close);
  throw new LexError(at, `Expected , or ${close} here.`);
}

function unclosed(text: string, from: number, close: string): LexError {
  const hint = text.includes('#', from) ? ' A # after a space starts a comment: quote it.' : '';
  return new LexError(from, `There is no ${close} for this on its line.${hint}`);
}

function readItem(text: string, from: number, close: string, depth: number, open: number): Read {
  const first = text[from];
  if (first === '"') return readQuoted(text, from);
  if (first === '[' || first === '{') return readFlow(text, from, depth + 1);
  // Brackets inside plain words are part of them as long as they pair up: `src/[id].tsx`.
  let nested = 0;
  let at = from;
  for (; at < text.length; at += 1) {
    const char = text[at];
    if (commentAt(text, at)) throw unclosed(text, open, close);
    if (char === '[' || char === '{') nested += 1;
    else if (nested > 0 && (char === ']' || char === '}')) nested -= 1;
    else if (nested === 0 && (char === ',' || char === ']' || char === '}')) break;
  }
  if (at >= text.length) throw unclosed(text, open, close);
  const words = trimBlanks(text, from, at);
  if (words === '') throw new LexError(from, 'A value is missing here; an empty string is written "".');
  return { value: classify(words), at };
}
