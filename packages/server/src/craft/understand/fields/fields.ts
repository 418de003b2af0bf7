import type { Field, FieldType, Provenance } from '../../requirements.ts';
import { link } from '../things/associations.ts';
import {
  type Draft,
  type DraftEntity,
  type FieldNote,
  addField,
  addRule,
  cannot,
  findEntity,
  stated,
} from '../draft.ts';
import { doerOf, headEntity, personReference, relate, roleOf } from './field-references.ts';
import { isProse, makeField, measureAmount, numeric, parseFieldSpecs, ruleForName, typeNamed } from './field-types.ts';
import { camel, nounAt, parenthesis, phraseOf, splitItems } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isAttribute, isFeatureWord, isMeasure, isThing } from '../words/noun-sense.ts';
import { readRange } from '../words/quantities.ts';
import { limitLength, readLength } from '../rules/length.ts';
import { choicesOf, measured, numbersIn } from './number-choices.ts';

/** Turns what was noted about fields into fields: name, type, bounds, values, required or not, or a reference. */

export function readFields(draft: Draft): void {
  for (const entity of draft.entities)
    entity.closed = draft.notes.filter((note) => note.closed && note.entity === entity).length >= 2;
  for (const note of draft.notes) readNote(draft, note);
  for (const { fields } of draft.entities) measureAmount(fields);
}

const optionalByNature =
  /(?:due|expiry|expiration|end|completed|finished|closed|returned|published|deleted|resolved|paid|deadline|left|exit|closing|birth|until)/;

function readNote(draft: Draft, note: FieldNote): void {
  const { entity, clause } = note;
  const paren = parenthesis(note.text);
  const main = (paren ? `${paren.before} ${paren.after}` : note.text)
    .trim()
    // "50 seats at most"
    .replace(/^(\d+) ([a-z]+(?: [a-z]+)?) (at most|maximum|max|at least|minimum|min)$/, '$2 $3 $1');
  const slashed = paren ? null : /^([a-z][a-z ]*?) ([a-z0-9]+(?: \/ [a-z0-9]+)+)$/.exec(main);
  if (slashed?.[1] && slashed[2] && !/\b(?:from|to|start|end|min|max|first|last|yes|no|and|valid)\b/.test(main)) {
    readNote(draft, { ...note, text: `${slashed[1]} ( ${slashed[2]} )` });
    return;
  }
  const inside = paren?.inside ?? '';
  const parsed = readName(main);
  if (parsed === undefined) return;
  const from = stated(clause, note.from, note.to);
  const own = phraseOf(entity.words);
  if (
    parsed.words.length > entity.words.length &&
    phraseOf(parsed.words) === `${own} ${parsed.words.at(-1) ?? ''}` &&
    /^(?:name|title|description|status|type)$/.test(parsed.words.at(-1) ?? '')
  ) {
    parsed.words = parsed.words.slice(entity.words.length);
    parsed.raw = parsed.raw.slice(entity.words.length);
  }
  const { words, plural } = parsed;
  if (words.length === 0 || phraseOf(words) === 'id' || isFeatureWord(words)) return;
  if (entity === draft.user && /^(?:password|password hash|role|roles)$/.test(phraseOf(words))) return;
  // "customer_id"
  const keyed = words.length > 1 && words.at(-1) === 'id' ? findEntity(draft, words.slice(0, -1)) : undefined;
  const other = keyed ?? findEntity(draft, words) ?? headEntity(draft, words);
  if (other && other !== entity && parsed.type === undefined) {
    relate(
      draft,
      entity,
      other,
      plural || parsed.several === true,
      from,
      keyed ? words.slice(0, -1) : words,
      /\b(?:optional(?:ly)?|nullable|may)\b/.test(note.text),
    );
    return;
  }
  const meant = parsed.type === undefined && parsed.rest === '' ? roleOf(draft, entity, inside) : undefined;
  if (meant) {
    link(draft, entity, meant, from, !/\boptional\b/.test(inside), `${camel(words)}Id`);
    return;
  }
  // The author of a book is seldom who types it in.
  const work =
    /^(?:book|quote|song|poem|textbook|novel|movie|play|paper)$/.test(entity.entry?.key ?? '') &&
    /^(?:author|writer)$/.test(phraseOf(words));
  const person = work ? undefined : personReference(draft, words);
  if (person !== undefined && parsed.type === undefined && entity !== draft.user && draft.auth === 'token') {
    link(draft, entity, draft.user, from, person, `${camel(words)}Id`);
    return;
  }
  if (
    plural &&
    !/^(?:max|min|number|total|maximum|minimum|count)$/.test(words[0] ?? '') &&
    isThing(draft, words, true) &&
    parsed.type === undefined &&
    parsed.rest === '' &&
    !note.closed
  )
    return;
  const doer = parsed.type === undefined && parsed.rest === '' ? doerOf(draft, entity, words) : undefined;
  if (doer) {
    link(draft, entity, doer, from, !optionalByNature.test(words[0] ?? '') || words[0] === 'paid', `${camel(words)}Id`);
    return;
  }
  const name = plural && parsed.keepPlural ? camel(parsed.raw) : camel(words);
  const length = readLength(`${inside} ${parsed.rest}`);
  const choice = length ? undefined : numbersIn(`${inside} ${parsed.rest}`);
  if (choice) {
    parsed.type = choice.some((value) => !Number.isInteger(value)) ? 'decimal' : 'integer';
    parsed.rest = `${/\bin [a-z]+/.exec(parsed.rest)?.[0] ?? ''} between ${Math.min(...choice)} .. ${Math.max(...choice)}`;
  }
  // "wattage (at most 9000)": what has a bound is a number, whatever its name says.
  const typed = inside.split(/[ ,]+/).some((word) => typeNamed(word) !== undefined);
  if (!length && !typed && ruleForName(words) === undefined && readRange(inside, 'integer'))
    parsed.type ??= /\d\.\d/.test(inside) || measured.test(parsed.rest) ? 'decimal' : 'integer';
  const described = describe(entity, words, name, parsed, choice ? '' : inside, note.text, from);
  const added = addField(entity, described);
  if (added !== described) sayDefault(added, described.default);
  if (described.unique) added.unique = true;
  if (length && !limitLength(added, length))
    cannot(draft, from.words, 'The length of this is not enforced yet', 'the field without that limit');
  if (added.unique) addRule(draft, { kind: 'unique', entity: entity.name, fields: [added.name], from });
  const range = numeric(added.type) && !length ? readRange(`${inside} ${parsed.rest}`, added.type) : undefined;
  if (range)
    addRule(draft, { kind: 'range', entity: entity.name, field: added.name, ...range, ...choicesOf(choice), from });
}

interface Parsed {
  words: string[];
  raw: string[];
  plural: boolean;
  /** "levels", which is a field of one more often than things of their own. */
  several?: boolean;
  keepPlural: boolean;
  type: FieldType | undefined;
  rest: string;
}

const modifiers = /^(?:unique|optional|required|mandatory|nullable|optionally)$/;

/** "unique email", "string title", "price : decimal", "price as decimal", "due date". */
function readName(text: string): Parsed | undefined {
  const clean = text.replace(/ ?: ?/g, ' : ').trim();
  const [left = '', ...right] = clean.split(' : ');
  let tokens = left.split(' ').filter((token) => token !== '');
  while (
    tokens.length > 1 &&
    (modifiers.test(tokens[0] ?? '') ||
      /^(?:a|an|the|its|their|his|her|some|one|1|own|also|of|possibly|maybe|each|many|multiple|several|all|various)$/.test(
        tokens[0] ?? '',
      ) ||
      (tokens[0] === 'list' && tokens[1] === 'of'))
  )
    tokens = tokens.slice(1);
  const stop = tokens.findIndex(
    (token, i) =>
      i > 0 &&
      /^(?:as|is|are|going|moving|changing|starting|must|should|can|cannot|may|which|that|in|from|between|of|with|max|min|maximum|minimum|default|defaults|at|up|for|like|eg|unique|required|optional|nullable|not|never|\.\.|\d.*|>|<|=|non|positive|greater|more|less|over|under|above|below|larger|higher|lower|longer|->)$/.test(
        token,
      ) &&
      !(/^(?:from|until|to)$/.test(token) && /^(?:valid|available|active|open)$/.test(tokens[i - 1] ?? '')) &&
      !(
        /^(?:at|from|until|to|by|on|in|out)$/.test(token) &&
        (i === tokens.length - 1 ||
          modifiers.test(tokens[i + 1] ?? '') ||
          (/^(?:at|on)$/.test(token) && i === tokens.length - 2 && typeNamed(tokens[i + 1] ?? '') !== undefined))
      ) &&
      !(
        token === 'of' &&
        /^(?:number|date|time|place|type|year|name|amount|country|state|cost|mode|means|method|kind|reason|source|point|level|degree|proof|rate|form|sort|port|unit|size|colou?r|grade|day|month|hour|age|range|code|city|class|cause|manner|language|city|town|direction|length|width|height|depth|weight)$/.test(
          tokens[i - 1] ?? '',
        )
      ) &&
      !(/^(?:in|out)$/.test(token) && /^(?:check|clock|sign|log)$/.test(tokens[i - 1] ?? '')) &&
      // "pick up day"
      !(token === 'up' && /^[a-z]/.test(tokens[i + 1] ?? '') && tokens[i + 1] !== 'to') &&
      !(token === 'is' && i === 0) &&
      // "picked up at"
      !(/^(?:up|off|out|in)$/.test(token) && /^(?:at|on|by)$/.test(tokens[i + 1] ?? '')),
  );
  let rest = stop < 0 ? '' : tokens.slice(stop).join(' ');
  if (stop > 0) tokens = tokens.slice(0, stop);
  if (tokens.length > 1 && tokens.at(-1) === 'of') tokens = tokens.slice(0, -1);
  let type: FieldType | undefined;
  const last = tokens.at(-1) ?? '';
  const first = tokens[0] ?? '';
  if (
    tokens.length > 1 &&
    typeNamed(first) !== undefined &&
    /^(?:string|int|integer|float|decimal|boolean|bool|datetime|enum|number)$/.test(first) &&
    tokens[1] !== 'of'
  ) {
    type = typeNamed(first);
    tokens = tokens.slice(1);
  } else if (
    tokens.length > 1 &&
    typeNamed(last) !== undefined &&
    (!/^(?:email|phone|url|date|time|number|text|percentage|percent|timestamp|datetime|money|currency|real)$/.test(
      last,
    ) ||
      (/^(?:at|on|until|from)$/.test(tokens.at(-2) ?? '') && /^(?:timestamp|datetime)$/.test(last)))
  ) {
    type = typeNamed(last);
    tokens = tokens.slice(0, -1);
  }
  rest = `${rest} ${right.join(' ')}`.trim();
  for (const token of rest.split(' '))
    if (type === undefined && typeNamed(token) !== undefined && !rest.startsWith('email must')) type = typeNamed(token);
  tokens = tokens.filter((token) => /^[a-z0-9]/.test(token) && !/^(?:s)$/.test(token));
  if (tokens.length === 0 || tokens.length > 5) return undefined;
  const found = nounAt(tokens.join(' '));
  // "starts at" ends in no noun.
  const whole = found !== undefined && found.to >= tokens.join(' ').length;
  const plural = whole && found.plural;
  const words = plural && found ? [...tokens.slice(0, -1), found.words.at(-1) ?? ''] : tokens;
  const single = plural && found !== undefined && isAttribute(found.words) && !isMeasure(found.words);
  if (single && found)
    return { words: found.words, raw: found.words, plural: false, several: true, keepPlural: false, type, rest };
  const keepPlural = plural;
  return { words: plural && keepPlural ? words : tokens, raw: tokens, plural, keepPlural, type, rest };
}

/** What the lexicon knows of a field of that name on this thing: the value of a deal is money. */
function usualField(entity: DraftEntity, name: string): Field | undefined {
  if (!entity.entry) return undefined;
  const known = parseFieldSpecs(entity.entry.fields, entity.from).find((field) => field.name === name);
  return known?.type === 'enum' || known?.type === 'string' || known?.type === 'reference' ? undefined : known;
}

function describe(
  entity: DraftEntity,
  words: readonly string[],
  name: string,
  parsed: Parsed,
  inside: string,
  whole: string,
  from: Provenance,
): Field {
  const details = `${inside} ${parsed.rest}`.trim();
  const values = valuesIn(inside === '' ? parsed.rest : inside, words);
  const type = values
    ? 'enum'
    : (parsed.type ??
      details
        .split(/[ ,]+/)
        .map(typeNamed)
        .find((known) => known !== undefined));
  const usual = type === undefined ? usualField(entity, name) : undefined;
  const told = type === 'enum' && values === undefined ? undefined : (type ?? usual?.type);
  const field = makeField(parsed.raw, from, told ?? (isProse(entity.words, entity.fields, words) ? 'text' : undefined));
  if (usual?.min !== undefined && field.min === undefined) field.min = usual.min;
  if (usual?.max !== undefined && field.max === undefined) field.max = usual.max;
  field.name = name;
  if (values) field.values = values;
  if (
    !values &&
    field.type === 'string' &&
    /^(?:status|state|priority)$/.test(phraseOf(words)) &&
    !/\d|\bdefault [a-z]/.test(details)
  )
    Object.assign(field, usualEnum(phraseOf(words)), { from: { ...from, confidence: 0.65 } });
  if (
    field.type === 'string' &&
    /^(?:priority|level|importance|difficulty)$/.test(phraseOf(words)) &&
    /\d \.\. \d/.test(details)
  )
    field.type = 'integer';
  const unit =
    /\bin (?:square |cubic )?(minutes|hours|days|weeks|months|years|seconds|kg|kilograms|grams|g|mg|cm|mm|m|km|meters|miles|liters|ml|percent|litres|millilitres|metres|kilometres|centimetres|millimetres|tonnes|hectares|acres|kilos|degrees|decibels|watts|volts|kelvin|celsius|fahrenheit|bar|pascals?|hertz|hz|khz|amperes?|amps|newtons?|joules|calories|kcal|lumens|lux|knots|feet|inches|yards|pounds|ounces|pints|gallons|dl|cl|hl|ml|km2|m2|m3|kwh|kw|kwp|mw|mwh|mbit|[a-z]+ per [a-z]+)\b/.exec(
      details,
    )?.[1];
  const weighed =
    unit !== undefined && field.type === 'integer' && /^(?:max|min|maximum|minimum|total)$/.test(words[0] ?? '');
  // "finish time in seconds"
  const lasts = /^(?:minutes|hours|days|weeks|months|years|seconds)$/.test(unit ?? '');
  const timed = lasts && (field.type === 'datetime' || field.type === 'date');
  if (unit !== undefined && (field.type === 'string' || field.type === 'money' || weighed || timed)) {
    field.type = lasts ? 'integer' : 'decimal';
    if (!/^(?:degrees|celsius|fahrenheit)$/.test(unit)) field.min = 0;
  }
  // Nothing is colder than 0 kelvin.
  if (unit === 'kelvin' && numeric(field.type)) field.min ??= 0;
  if (field.type === 'string' && /\d \.\. \d/.test(details) && !readLength(details)) field.type = 'integer';
  // "varroa count never negative": what has a bound is a number.
  if (field.type === 'string' && /\bnegative\b/.test(details)) field.type = 'integer';
  // "a number of hours between 0.25 and 12"
  if (field.type === 'integer' && /\d\.\d/.test(details)) field.type = 'decimal';
  const range = numeric(field.type) ? readRange(details, field.type) : undefined;
  if (range?.min !== undefined) field.min = range.min;
  if (range?.max !== undefined) field.max = range.max;
  if (/\bunique\b/.test(whole)) field.unique = true;
  if (field.type === 'text' || field.type === 'url' || field.type === 'phone') field.required = false;
  if ((field.type === 'date' || field.type === 'datetime') && optionalByNature.test(phraseOf(words)))
    field.required = false;
  if (/\b(?:optional|optionally|nullable|not required|can be empty|may be empty)\b/.test(whole)) field.required = false;
  if (/\b(?:required|mandatory|not null|obligatory)\b/.test(whole) && !/\bnot required\b/.test(whole))
    field.required = true;
  if (/^(?:created at|updated at|created date|creation date|created on|modified at)$/.test(phraseOf(words)))
    Object.assign(field, { readOnly: true, default: 'now', type: field.type === 'date' ? 'date' : 'datetime' });
  if (field.values && field.default === undefined && /^(?:status|state|stage|phase)$/.test(words.at(-1) ?? ''))
    field.default = field.values[0];
  setDefault(field, details);
  return field;
}

export function usualEnum(phrase: string): Partial<Field> {
  if (phrase === 'priority') return { type: 'enum', values: ['low', 'medium', 'high'], default: 'medium' };
  return { type: 'enum', values: ['open', 'in_progress', 'closed'], default: 'open' };
}

export const valueName = (text: string): string =>
  text
    .trim()
    .replaceAll(/^(?:a|an|the|or|and) /g, '')
    .replaceAll(/[^a-z0-9 ]/g, ' ')
    .trim()
    .replaceAll(/\s+/g, '_');

/** "8 mm, 16 mm or 35 mm" */
const sizes = /^(?:\d+ [a-z]+(?: ,| or| \/|, or)+ )+\d+ [a-z]+$/;

/** What an amount is counted in, among the values of a currency. */
const coins = /^(?:eur|usd|gbp|chf|euros?|dollars?|cents?|pence)$/;

/** "open / in progress / closed", "low, medium, high". */
function valuesIn(text: string, words: readonly string[]): string[] | undefined {
  const list = text
    .replace(/^(?:can be|may be|must be|is|one of|either|values?|enum|:|with|of|default \S+|,|as|eg|like)+ /, '')
    .replace(/^(?:one of|either|enum|:|\() ?/, '')
    .replace(/[,]? ?(?:default|defaults to|initially) .*$/, '')
    .replaceAll(/^(?:optional|required|unique|mandatory) , | , (?:optional|required|unique|mandatory)(?= ,|$)/g, '');
  if (
    /\.\.|\b(?:optional|required|unique|mandatory|must|max|min|positive|char|chars|characters)\b/.test(list) ||
    (/(?:^|[ ,])-?\d/.test(list) && !sizes.test(list))
  )
    return undefined;
  const parts = splitItems(list, 0, true).map((item) => item.text);
  const minimum = /^(?:eg)\b/.test(text) ? 9 : 2;
  if (
    parts.length < minimum ||
    parts.some(
      (part) => part.split(' ').length > 3 || (typeNamed(part) !== undefined && part !== 'double' && !coins.test(part)),
    )
  )
    return undefined;
  // "basic , plus or premium": what one may choose from, whatever the words mean elsewhere.
  const plainly = /^(?:type|direction|status|state|kind)$/.test(words.at(-1) ?? '') || / or [a-z]+$/.test(list);
  if (
    parts.some((part) =>
      plainly && parts.every((other) => other.length <= 2)
        ? false
        : plainly
          ? /^(?:a|the|of|and|with|is)$/.test(part)
          : !/^(?:other|basic|simple|plus|yes|maybe|never|always|none|all|both|off|own)$/.test(part) &&
            part.length > 2 &&
            lexicon().functionWords.has(part),
    )
  )
    return undefined;
  return [...new Set(parts.map(valueName).filter((part) => part !== ''))];
}

function setDefault(field: Field, details: string): void {
  const match =
    /\b(?:default(?:s)?(?: to| is| value)?|initially|starts (?:at|as|with)) :? ?([a-z0-9.-]+(?: progress)?)/.exec(
      details,
    );
  if (!match?.[1]) return;
  const given = valueName(match[1]);
  // "flag (default: Panama)"
  if (field.type === 'boolean' && !/^(?:true|yes|on|false|no|off|0|1|not_.*)$/.test(given))
    Object.assign(field, { type: 'string', default: match[1] });
  else if (field.type === 'boolean') field.default = /^(?:true|yes|on|1)$/.test(given);
  else if (numeric(field.type) && /^-?\d/.test(match[1]))
    setNumber(field, Number(match[1]) * (field.type === 'money' ? 100 : 1));
  else if (field.type === 'enum' && field.values?.includes(given)) field.default = given;
  else if ((field.type === 'date' || field.type === 'datetime') && /^(?:now|today|current)/.test(given))
    field.default = 'now';
  else if (field.type === 'string' && !/^\d/.test(given)) field.default = match[1];
}

/** A rating that starts at 1200 has no five stars. */
function setNumber(field: Field, value: number): void {
  field.default = value;
  if (field.max === undefined || value <= field.max) return;
  delete field.max;
  delete field.min;
}

/** "the priority defaults to normal", said of a field that was told of before. */
function sayDefault(field: Field, value: Field['default']): void {
  if (value === undefined || value === null || field.readOnly) return;
  if (field.type === 'enum' ? field.values?.includes(valueName(String(value))) : field.type === 'string')
    field.default = field.type === 'enum' ? valueName(String(value)) : value;
  else if (numeric(field.type) && typeof value === 'number') field.default = value;
  else if (field.type === 'boolean' && typeof value === 'boolean') field.default = value;
}
