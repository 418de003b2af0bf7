import { ruleForName } from '../understand/fields/field-types.ts';
import { singular } from '../understand/words/grammar.ts';

/** Things with their fields, as a notation gives them, and the plain sentences that say the same. */

export interface Column {
  /** Plain words: "picked on", "weight in kg". */
  name: string;
  /** A word for a type that the reader of fields knows; none where the name says enough. */
  type?: 'string' | 'text' | 'integer' | 'decimal' | 'boolean' | 'date' | 'datetime' | 'email' | 'url' | 'phone';
  values?: readonly string[];
  /** Bounds, lengths and defaults in words: "at least 0", "at most 80 characters". */
  bounds?: readonly string[];
  optional?: boolean;
  unique?: boolean;
  /** The name of another thing, of which this is one. */
  refers?: string;
}

export interface Thing {
  name: string;
  columns: readonly Column[];
  /** What is said of it besides its fields: whole sentences. */
  besides?: readonly string[];
}

/** Fields on one line: what is longer is cut by the reader of sentences, which would lose the name. */
const lineful = 5;

/** "weightKg", "picked_on", "Valid until" as plain words. */
export function plainName(written: string): string {
  return written
    .replaceAll(/[`"'*[\]]/g, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]{2,})([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/[_.-]+/g, ' ')
    .trim()
    .replaceAll(/\s+/g, ' ')
    .split(' ')
    .map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()))
    .join(' ');
}

/** As it begins a sentence. */
export function titled(name: string): string {
  const plain = plainName(name);
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
}

/** The thing in plain sentences, one or more lines. */
export function told(thing: Thing, all: ReadonlySet<string>): string {
  const name = plainName(thing.name);
  const columns = thing.columns.filter(({ name: column }) => !/^(?:id|uuid|_id)$/.test(column));
  const lines: string[] = columns.length === 0 ? [`Manage ${name}.`] : [];
  for (let at = 0; at < columns.length; at += lineful)
    lines.push(
      `${titled(name)}: ${columns
        .slice(at, at + lineful)
        .map((column) => item(column, all))
        .join(', ')}.`,
    );
  return [...lines, ...(thing.besides ?? [])].join('\n');
}

/** A field as an item of a list; `all` are the keys of the things that there are. */
export function item(column: Column, all: ReadonlySet<string>): string {
  const refers = column.refers === undefined ? undefined : plainName(column.refers);
  const own = refers !== undefined && all.has(key(refers));
  const same = own && key(column.name).endsWith(key(refers));
  const type =
    column.type ??
    (!own && column.values === undefined && column.bounds === undefined && isSeveral(column.name)
      ? 'string'
      : undefined);
  const note = own
    ? same
      ? []
      : [refers]
    : column.values
      ? [column.values.join(' / ')]
      : [...(type === undefined ? [] : [type]), ...(column.bounds ?? [])];
  const name = same ? column.name.replace(/ ids?$/, '') : column.name.replace(/^(?:is|has) (?=[a-z])/, '');
  const besides = [...(column.unique === true ? ['unique'] : []), ...(column.optional === true ? ['optional'] : [])];
  // Among values the word would be one more of them.
  if (column.values) return [name, `(${note.join(', ')})`, ...besides].join(' ');
  const said = [...note, ...besides];
  return said.length === 0 ? name : `${name} (${said.join(', ')})`;
}

/** "tags", "languages": more than one of something, which is a text where nothing else is known of it. */
function isSeveral(name: string): boolean {
  const words = name.split(' ');
  return singular(words.at(-1) ?? '') !== words.at(-1) && ruleForName(words) === undefined;
}

/** How a thing is told apart whether there is one of it or many: "Kites", "kite". */
export function key(name: string): string {
  return plainName(name)
    .toLowerCase()
    .replace(/ies$/, 'y')
    .replace(/(?<=ch|sh|x|ss)es$/, '')
    .replace(/(?<![su])s$/, '');
}
