import { capital, wordsOf } from '../emit/names.ts';

/** How names and values look in Go. */

// Words that Go writes in capitals wherever they stand in a name.
const initialisms = new Set('api css csv html http https iban id ip json lru sql ttl uri url utf8 xml'.split(' '));

const reserved = new Set(
  `break case chan const continue default defer else fallthrough for func go goto if import interface map package range
  return select struct switch type var any append bool byte cap close complex copy delete error false float32 float64 imag int
  int64 iota len make new nil panic print println real recover rune string true uint main internal vendor testing`.split(
    /\s+/,
  ),
);

function goWord(word: string): string {
  if (word === 'urls' || word === 'ids') return `${word.slice(0, -1).toUpperCase()}s`;
  return initialisms.has(word) ? word.toUpperCase() : capital(word);
}

/** `parseCsv` as others see it: `ParseCSV`. */
export function exportedName(name: string): string {
  return wordsOf(name).map(goWord).join('');
}

/** `maxLength`, clear of Go's own words. */
export function localName(name: string): string {
  const [first = 'value', ...rest] = wordsOf(name);
  const plain = first + rest.map(goWord).join('');
  return reserved.has(plain) ? `${plain}Value` : plain;
}

/** The package of a project: letters and digits only. */
export function packageName(project: string): string {
  const plain = wordsOf(project).join('');
  const named = /^[a-z]/.test(plain) ? plain : `lib${plain}`;
  return reserved.has(named) ? `${named}kit` : named;
}

/** Where the project stands until its owner publishes it elsewhere; that domain belongs to nobody. */
export function modulePath(project: string): string {
  return `example.com/${project}`;
}

export function goString(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Text as a raw string where that spares escapes. */
export function rawString(text: string): string {
  return /^[^`\p{C}]*$/u.test(text) && /["\\]/.test(text) ? `\`${text}\`` : goString(text);
}

/** A JSON value as an expression; lists and objects as those of `encoding/json`. */
export function goValue(value: unknown): string {
  if (value === null || value === undefined) return 'nil';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return rawString(value);
  if (typeof value === 'number') return goNumber(value);
  if (Array.isArray(value)) return `[]any{${value.map(goValue).join(', ')}}`;
  return `map[string]any{${Object.entries(value)
    .map(([key, entry]) => `${goString(key)}: ${goValue(entry)}`)
    .join(', ')}}`;
}

/** As {@link goValue}, where the type of a parameter is declared. */
export function typedValue(type: string, value: unknown): string {
  if (!Array.isArray(value) || !type.endsWith('[]')) return goValue(value);
  return `[]${type === 'string[]' ? 'string' : 'float64'}{${value.map(goValue).join(', ')}}`;
}

/** A pattern as Go knows them: what is only looked ahead for becomes a pattern of its own. */
export function goPatterns(pattern: string): string[] {
  const [, ahead = '', rest = pattern] = /^\^((?:\(\?=[^()]*\))+)(.*)$/.exec(pattern) ?? [];
  if (ahead === '') return [pattern];
  return [...[...ahead.matchAll(/\(\?=([^()]*)\)/g)].map((match) => match[1] ?? ''), rest].map((part) => `^${part}`);
}

function goNumber(value: number): string {
  return String(value).replace('e+', 'e');
}
