import type { Folded } from '../emit/fold.ts';
import { snake } from '../emit/names.ts';

/** How names and values look in Python. */

export const pythonStyle = { width: 100, indent: '    ' } as const;

const keywords = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield match case type`.split(/\s+/),
);

// Packages of these names would stand in front of the standard library's own, or of the kit of the tests.
const standard = new Set(
  `abc api array ast asyncio base64 bisect builtins calendar cmd code codecs collections copy csv ctypes dataclasses datetime
  decimal difflib email enum errno fractions functools gc getpass glob graphlib gzip hashlib heapq hmac html http imaplib
  importlib inspect io ipaddress itertools json keyword linecache locale logging math mailbox mimetypes numbers operator os
  parser pathlib pickle platform profile pty pwd queue random re readline resource sched secrets select selectors shelve
  shlex shutil signal site smtplib socket sqlite3 ssl stat statistics string struct subprocess sys syslog tempfile test
  tests textwrap this threading time timeit token tokenize tomllib trace traceback turtle types typing unicodedata unittest
  urllib uuid venv warnings wave weakref webbrowser xml zipfile zlib`.split(/\s+/),
);

/** A name in snake case that Python lets stand for a value. */
export function pythonName(name: string): string {
  const plain = snake(name);
  return keywords.has(plain) ? `${plain}_` : plain;
}

/** The package that a distribution installs, clear of the standard library. */
export function packageName(distribution: string): string {
  const plain = snake(distribution);
  return keywords.has(plain) || standard.has(plain) ? `${plain}_tools` : plain;
}

export function pythonString(text: string): string {
  const double = JSON.stringify(text);
  const count = (quote: string): number => text.split(quote).length - 1;
  // As formatters have it: the quotes that need fewer escapes.
  const fewer = count('"') > count("'");
  const plain = fewer ? `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'` : double;
  return plain.replace(/[\u007f-\u009f\u2028\u2029]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** A JSON value as an expression. */
export function pythonValue(value: unknown): Folded {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return pythonString(value);
  if (typeof value === 'number') return pythonNumber(value);
  if (Array.isArray(value)) return { open: '[', items: value.map(pythonValue), close: ']' };
  const items = Object.entries(value).map(([key, entry]) => prefixed(`${pythonString(key)}: `, pythonValue(entry)));
  return { open: '{', items, close: '}' };
}

export function prefixed(text: string, folded: Folded): Folded {
  return typeof folded === 'string' ? text + folded : { ...folded, open: text + folded.open };
}

function pythonNumber(value: number): string {
  if (!Number.isInteger(value) || Math.abs(value) < 100_000 || Math.abs(value) >= 1e21) return String(value);
  return String(value).replace(/\B(?=(\d{3})+$)/g, '_');
}

/** Keys of results are names of ours, and follow the language's spelling: `waitMs` is `wait_ms`. */
export function pythonKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pythonKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      /^[a-z]+([A-Z][a-z]*)+$/.test(key) ? snake(key) : key,
      pythonKeys(entry),
    ]),
  );
}

/** Names in messages likewise: "maxLength must be …". */
export function pythonWords(text: string): string {
  return text.replace(/\b[a-z]+(?:[A-Z][a-z]+)+\b/g, snake);
}

/** A phrase as the name of a test: "gives 2 for "a"" is `gives_2_for_a`. */
export function testName(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  let name = '';
  for (const word of words ?? ['works']) {
    if (name !== '' && name.length + word.length > 60) break;
    name += name === '' ? word : `_${word}`;
  }
  return name;
}
