import { ruleForName } from '../understand/fields/field-types.ts';
import { type Column, key, plainName } from './things.ts';

/** One field as a notation writes it: its name, its type in any language's words, and what stands beside it. */

type Type = NonNullable<Column['type']>;

const types: [RegExp, Type | 'number' | 'day'][] = [
  [
    /^(?:string|str|varchar2?|char|nvarchar|character varying|uuid|id|objectid|cstring|&str|citext|slug|json|jsonb|any|object)$/,
    'string',
  ],
  [/^(?:text|longtext|mediumtext|markdown|clob|richtext|long text|multiline)$/, 'text'],
  [
    /^(?:int|integer|bigint|smallint|tinyint|serial|bigserial|u?int(?:8|16|32|64)|[iu](?:8|16|32|64|size)|long|short|whole number|count|year)$/,
    'integer',
  ],
  [
    /^(?:float|double|decimal|numeric|real|float(?:32|64)|f(?:32|64)|double precision|bigdecimal|money|currency|percent|percentage)$/,
    'decimal',
  ],
  [/^(?:number|num|numeral)$/, 'number'],
  [/^(?:bool|boolean|bit|yes\/no|flag|checkbox|y\/n|true\/false)$/, 'boolean'],
  [
    /^(?:datetime|timestamp|timestamptz|timestamp with(?:out)? time zone|time|instant|offsetdatetime|localdatetime|time\.time|datetime\.datetime|isodate|date-time)$/,
    'datetime',
  ],
  [/^(?:date|localdate|datetime\.date|naivedate|day)$/, 'day'],
  [/^(?:email|e-mail|emailstr|mail)$/, 'email'],
  [/^(?:url|uri|link|httpurl)$/, 'url'],
  [/^(?:phone|tel|telephone|phone number)$/, 'phone'],
];

/** Whether a word is the name of a type in any of the usual notations. */
export function isType(word: string): boolean {
  return types.some(([pattern]) => pattern.test(bare(word)));
}

function bare(type: string): string {
  return type
    .toLowerCase()
    .replaceAll(/[?!*]/g, '')
    .replace(/\(.*$/, '')
    .replace(/^(?:option(?:al)?|nullable|maybe)[<[](.*)[>\]]$/, '$1')
    .replace(/ ?\| ?(?:null|none|undefined)\b/g, '')
    .trim();
}

export interface Written {
  name: string;
  type?: string;
  notes?: readonly string[];
  optional?: boolean;
}

export interface Read extends Column {
  /** There are many of it. */
  many?: boolean;
}

/** What a field is, as far as its name, its type and the notes beside it say. */
export function columnOf(written: Written): Read {
  const raw = written.type?.trim() ?? '';
  const column: Read = {
    name: plainName(written.name.replace(/[?!*]+$/, '')).replace(/ id$/, ''),
  };
  const foreign = /[a-z]_?[iI]d$/.test(written.name) && !/^(?:uu)?id$/i.test(written.name);
  if (foreign) column.refers = column.name;
  if (
    written.optional === true ||
    written.name.endsWith('?') ||
    /\?$|^(?:option|optional|nullable|maybe)\b|\|\s*(?:null|none|undefined)\b/i.test(raw)
  )
    column.optional = true;
  const values = valuesOf(raw);
  const inner =
    /^(?:list|array|vec|set|sequence|many|collection)\s*(?:of|[<[(])\s*([A-Za-z][\w ]*?)[!?]?[>\])]?$/i.exec(
      raw,
    )?.[1] ?? /^\[?\s*([A-Za-z]\w*)[!?]?\s*(?:\[\]|\])!?$/.exec(raw)?.[1];
  if (values) column.values = values;
  else if (inner !== undefined) {
    column.many = true;
    if (isType(inner)) column.type = 'string';
    else column.refers = inner;
  } else if (raw !== '') typed(column, raw);
  for (const note of written.notes ?? []) beside(column, chosen(raw, note));
  // "string, max 80": so many characters.
  if (/^(?:string|str|text|varchar2?|char|citext)$/.test(bare(raw)))
    column.bounds = column.bounds?.map((said) => (/^at (?:most|least) \d+$/.test(said) ? `${said} characters` : said));
  if (column.bounds === undefined) delete column.bounds;
  return column;
}

/** "enum" in one cell and "car, motorcycle" in the next: the values of it. */
function chosen(type: string, note: string): string {
  return /^(?:enum(?:eration)?|choices?|select|one of|options?)$/i.test(type) &&
    /^["'`]?[\p{L}\d][\p{L}\d _-]*["'`]?(?:\s*[,;]\s*(?:or )?["'`]?[\p{L}\d][\p{L}\d _-]*["'`]?)+$/u.test(note.trim())
    ? `enum: ${note.replaceAll(/([,;])\s*or /g, '$1 ')}`
    : note;
}

function typed(column: Read, raw: string): void {
  const plain = bare(raw);
  const found = types.find(([pattern]) => pattern.test(plain))?.[1];
  const length = /^(?:var|nvar)?char(?:acter varying)?\s*\((\d+)\)/i.exec(raw)?.[1];
  if (length !== undefined) column.bounds = [...(column.bounds ?? []), `at most ${length} characters`];
  const words = column.name.split(' in ')[0]?.split(' ') ?? [];
  const rule = ruleForName(words)?.type;
  if (found === undefined) {
    const named =
      /^(?:(?:fk|ref|reference|foreign key|link|relation|->|→)\s*(?:to|of|:|<|\()?\s*)?([A-Za-z][A-Za-z0-9_]*)[>)]?[!?]?$/i.exec(
        raw,
      )?.[1];
    if (named !== undefined && !/^(?:fk|ref|reference|relation|link|enum|unknown|none|null)$/i.test(named))
      column.refers = named;
    return;
  }
  if (column.refers !== undefined && /^(?:string|integer)$/.test(found)) return;
  const counted = /^(?:integer|decimal|money|percentage)$/.test(rule ?? '');
  if (found === 'number') {
    if (!counted) column.type = 'decimal';
  } else if (found === 'day') column.type = / (?:at|time)$/.test(column.name) ? 'datetime' : 'date';
  else if (found === 'decimal' && (rule === 'money' || rule === 'percentage')) return;
  else if (found === 'string') {
    if (rule !== undefined && !/^(?:string|email|url|phone|text)$/.test(rule) && !/^(?:json|any|object)/.test(plain)) {
      if (rule !== 'date' && rule !== 'datetime') column.type = 'string';
    }
  } else column.type = found;
}

/** "'a' | 'b'", "enum(a, b)", "low/medium/high", "one of a, b". */
export function valuesOf(raw: string): string[] | undefined {
  const text = raw.trim().replace(/[!?]$/, '');
  const listed =
    /^(?:enum|one of|choice|choices|literal|select|values?)\s*[:([<{]?\s*(.+?)[)\]>}]?$/i.exec(text)?.[1] ??
    (/^["'`]?[\p{L}\d][\p{L}\d _-]*["'`]?(?:\s*[|/]\s*["'`]?[\p{L}\d][\p{L}\d _-]*["'`]?)+$/u.test(text) &&
    !/\|\s*(?:null|none|undefined)\s*$/i.test(text)
      ? text
      : undefined);
  if (listed === undefined) return undefined;
  const values = listed
    .split(/\s*[|,/;]\s*/)
    .map((value) => value.replaceAll(/["'`()]/g, '').trim())
    .filter((value) => value !== '' && !/^(?:null|none|undefined)$/i.test(value));
  return values.length > 1 && !values.every((value) => isType(value)) && !/^(?:yes|true|y)$/i.test(values[0] ?? '')
    ? values
    : undefined;
}

const bound =
  /^(?:[<>≤≥]=?\s*-?\d|-?\d+(?:\.\d+)?\s*(?:-|–|\.\.|to|and)\s*-?\d|(?:at least|at most|min(?:imum)?|max(?:imum)?|between|up to|more than|less than|from|not negative|never negative|non-?negative|positive|greater than|no more than|default|defaults|in the (?:past|future))\b)/i;
const unit =
  /^(?:in )?(hectares|metres|meters|kilometres|kilometers|grams|kilograms|kg|km|cm|mm|litres|liters|minutes|hours|seconds|days|celsius|degrees|percent|%|m2|ml|euros?|dollars?|square metres|square meters)$/i;

/** What a cell or a remark beside a field says of it. */
function beside(column: Read, note: string): void {
  const whole = note.trim();
  const values = column.values ?? valuesOf(whole);
  if (values && !/[<>]/.test(whole)) {
    column.values = values;
    return;
  }
  for (const part of whole.split(/\s*[,;]\s*(?![^()]*\))|\band\b(?!\s*-?\d)/)) {
    const said = part.trim().replaceAll(/[`*]/g, '');
    if (said === '') continue;
    if (/^(?:optional|nullable|may be empty|not required|null|no)$/i.test(said)) column.optional = true;
    else if (/^(?:required|mandatory|not null|yes|x|✓|✔)$/i.test(said)) delete column.optional;
    else if (/^(?:unique|no duplicates)$/i.test(said)) column.unique = true;
    else if (bound.test(said)) column.bounds = [...(column.bounds ?? []), bounded(said)];
    else if (unit.test(said) && !/ in /.test(column.name))
      column.name += ` in ${said.replace(/^in /i, '').replace('%', 'percent')}`;
    else if (/^(?:fk|foreign key|references?|ref|reference to|link to|->|→)\b/i.test(said)) {
      const to = /(\w+)(?:\s*\(\w+\))?$/.exec(said)?.[1];
      if (to !== undefined && key(to) !== 'key') column.refers = to;
    } else if (isType(said) && column.type === undefined && column.refers === undefined) typed(column, said);
  }
}

/** "> 0" as "more than 0". */
export function bounded(said: string): string {
  return said
    .replace(/^(?:>=|≥)\s*/, 'at least ')
    .replace(/^(?:<=|≤)\s*/, 'at most ')
    .replace(/^>\s*/, 'more than ')
    .replace(/^<\s*/, 'less than ')
    .replace(/^(?:from )?(-?\d+(?:\.\d+)?)\s*(?:-|–|\.\.|to|and)\s*(-?\d+(?:\.\d+)?)/, 'between $1 and $2')
    .replace(/^(?:min|minimum):?\s*(-?\d)/i, 'at least $1')
    .replace(/^(?:max|maximum):?\s*(-?\d)/i, 'at most $1');
}
