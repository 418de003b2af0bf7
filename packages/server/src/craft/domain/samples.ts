import type { Span, SpanUnit } from '../requirements.ts';
import { type EntityModel, type FieldModel, type Scalar, type SpanModel, isNumber } from './model.ts';

/** Valid and invalid values for a field, for tests and the probe. */

const day = 86_400_000;
const epoch = Date.UTC(2030, 0, 1);

/** Where the clock of the tests' helpers stands: a Friday. */
export const present = Date.UTC(2029, 5, 1, 12);

/** Place of a field in the order rules of its entity: what must lie before others has the smaller rank. */
export function rankOf(entity: EntityModel, field: FieldModel, seen: readonly FieldModel[] = []): number {
  if (seen.includes(field)) return 0;
  const before = entity.rules.flatMap((rule) => (rule.kind === 'order' && rule.after === field ? [rule.before] : []));
  const taken = entity.rules.find((rule) => rule.kind === 'span' && rule.end === field);
  if (taken?.kind === 'span') return rankOf(entity, taken.start, [...seen, field]) + daysTaken(taken);
  return Math.max(-1, ...before.map((other) => rankOf(entity, other, [...seen, field]))) + 1;
}

const daysOf: Partial<Record<SpanUnit, number>> = { minute: 1 / 1440, hour: 1 / 24, day: 1, week: 7 };

/** In days; nothing where it is not said. */
export function daysIn(length: Span | undefined): number | undefined {
  return length && length.amount * (daysOf[length.unit] ?? 1);
}

/** Whether a row may take so many days. */
export function mayTake(entity: EntityModel, start: FieldModel, days: number): boolean {
  return entity.rules.every(
    (rule) =>
      rule.kind !== 'span' ||
      rule.start !== start ||
      (days >= (daysIn(rule.least) ?? 0) && days <= (daysIn(rule.most) ?? Infinity)),
  );
}

/** How many days a sample takes: one where it may, else what is nearest to that. */
function daysTaken({ least, most }: SpanModel): number {
  const [low, high] = [daysIn(least) ?? 0, daysIn(most) ?? Infinity];
  if (low > 1) return Math.ceil(low) <= high ? Math.ceil(low) : low;
  return [1, 0.5, 0.25, 0.125, 0.1, 0.05, 0.02, 0.01].find((days) => days >= low && days <= high) ?? high;
}

export function isOrdered(entity: EntityModel, field: FieldModel): boolean {
  return entity.rules.some(
    (rule) =>
      (rule.kind === 'order' && (rule.before === field || rule.after === field)) ||
      (rule.kind === 'span' && (rule.start === field || rule.end === field)),
  );
}

export function isoTime(field: FieldModel, at: number): string {
  const iso = new Date(at).toISOString();
  return field.type === 'date' ? iso.slice(0, 10) : iso;
}

/** Time number `index` of a series without overlaps; `rank` moves it on inside its own slot. */
export function sampleTime(field: FieldModel, index: number, rank: number): string {
  // Times gone by lie closer together: they are to be gone however many there are.
  const step = field.shift < 0 && field.step === 10 ? 1 : field.step;
  return isoTime(field, epoch + (field.shift + index * step + rank) * day + field.hour * 3_600_000);
}

/** A number that the field accepts, the same for every row. */
export function sampleNumber(field: FieldModel, rank = 0): number {
  if (field.choices) return field.choices[rank % field.choices.length] ?? 0;
  if (field.few && field.type === 'integer') return Math.max(field.min ?? 1, 1) + rank;
  const usual = { percentage: 25, decimal: 12.5, money: 1250 }[field.type as string] ?? 10;
  const low = field.min ?? Math.min(usual, (field.max ?? usual) - 1);
  if (field.max === undefined || usual + rank <= field.max) return Math.max(usual, low) + rank;
  // Where there is little room, near its upper end: a parent of capacity one would hold too little for other rules.
  return Math.max(low, Math.floor(field.max) - 3) + rank;
}

export function sampleText(field: FieldModel, stem: string, index: number | string): string {
  switch (field.type) {
    case 'email':
      return `${stem.toLowerCase().replace(/[^a-z0-9]+/g, '.')}.${index}@example.com`;
    case 'url':
      return `https://example.com/${stem.toLowerCase().replace(/[^a-z0-9]+/g, '-')}/${index}`;
    case 'phone':
      return `+44 20 7946 ${String(index).padStart(4, '0')}`;
    default:
      return fitLength(`${stem} ${index}`, field);
  }
}

/** A text cut or filled to the field's bounds, keeping the end, which makes it unique. */
export function fitLength(text: string, field: FieldModel): string {
  const min = field.min ?? 0;
  const max = field.max ?? textLimit(field);
  const long = text.length < min ? text.padStart(min, 'x') : text;
  return long.length > max ? long.slice(long.length - max).replace(/^ /, 'x') : long;
}

export function textLimit(field: FieldModel): number {
  return field.max ?? (field.type === 'text' ? 10_000 : 200);
}

/** What the builders put there, where it is one of few. */
export function startOf(field: FieldModel): Scalar {
  if (field.type === 'boolean') return false;
  if (field.type === 'enum') return field.initial ?? field.values[0] ?? null;
  return isNumber(field) ? sampleNumber(field) : null;
}

/** A value that the field may hold and that differs from `value`. */
export function otherValue(entity: EntityModel, field: FieldModel, value: Scalar): Scalar {
  switch (field.type) {
    case 'boolean':
      return value !== true;
    case 'enum':
      return field.values.find((candidate) => candidate !== value) ?? null;
    case 'date':
    case 'datetime':
      return sampleTime(field, 900, rankOf(entity, field));
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percentage': {
      if (field.choices) return field.choices.find((one) => one !== value) ?? null;
      const usual = sampleNumber(field);
      if (usual !== value) return usual;
      return field.max !== undefined && usual + 1 > field.max ? usual - 1 : usual + 1;
    }
    case 'reference':
      return null;
    default:
      return sampleText(field, value === null ? 'Some' : 'Other', 900);
  }
}

/** A body value that validation refuses, and why, as the end of "answers 422 when the title …". */
export interface BadValue {
  /** TypeScript source. */
  source: string;
  json: unknown;
  why: string;
}

export function badValues(field: FieldModel): BadValue[] {
  const bad = (json: unknown, why: string, source = JSON.stringify(json).replaceAll('"', "'")): BadValue => ({
    source,
    json,
    why,
  });
  const found: BadValue[] = [];
  switch (field.type) {
    case 'string':
    case 'text': {
      const max = textLimit(field);
      const min = field.min ?? 1;
      if (min === 1) found.push(bad('', 'is empty'), bad('   ', 'is blank'));
      else if (min > 1)
        found.push(bad('x'.repeat(min - 1), `is shorter than ${min} characters`, `'x'.repeat(${min - 1})`));
      found.push(bad('x'.repeat(max + 1), `is longer than ${max} characters`, `'x'.repeat(${group(max + 1)})`));
      found.push(bad(42, 'is a number'));
      break;
    }
    case 'integer':
    case 'money':
      found.push(bad(sampleNumber(field) + 0.5, 'is not whole'), bad('ten', 'is not a number'));
      break;
    case 'decimal':
    case 'percentage':
      found.push(bad('ten', 'is not a number'));
      break;
    case 'boolean':
      found.push(bad('yes', 'is not true or false'));
      break;
    case 'date':
      found.push(bad('2030-02-30', 'is a day that does not exist'), bad('tomorrow', 'is not a date'));
      break;
    case 'datetime':
      found.push(bad('2030-01-01', 'has no time of day'), bad('tomorrow', 'is not a time'));
      break;
    case 'enum':
      found.push(bad('nonsense', 'is not one of its values'));
      break;
    case 'email':
      found.push(bad('not an address', 'is not an email address'));
      break;
    case 'url':
      found.push(bad('not a url', 'is not a URL'), bad('ftp://example.com/file', 'is not a web address'));
      break;
    case 'phone':
      found.push(bad('call me', 'is not a phone number'));
      break;
    case 'reference':
      found.push(bad('first', 'is not an id'), bad(0, 'is zero'));
      break;
  }
  if (['integer', 'decimal', 'money', 'percentage'].includes(field.type)) {
    const step = field.type === 'integer' || field.type === 'money' ? 1 : 0.5;
    if (field.min !== undefined) found.push(numberBad(field.min - step, `is under ${field.min}`));
    if (field.max !== undefined) found.push(numberBad(field.max + step, `is over ${field.max}`));
  }
  const between = gapIn(field.choices ?? []);
  if (between !== undefined) found.push(numberBad(between, 'is none of its numbers'));
  if (!field.nullable) found.push(bad(null, 'is null'));
  return found;
}

/** A number within the bounds that is none of them. */
function gapIn(choices: readonly number[]): number | undefined {
  return choices.map((one) => one + 1).find((one) => one < (choices.at(-1) ?? one) && !choices.includes(one));
}

function numberBad(value: number, why: string): BadValue {
  return { source: group(value), json: value, why };
}

function group(value: number): string {
  return Number.isInteger(value) && Math.abs(value) >= 10_000
    ? String(value).replace(/\B(?=(\d{3})+$)/g, '_')
    : String(value);
}

/** Whether how much there is elsewhere bounds the field as well. */
function isTaken(entity: EntityModel, field: FieldModel): boolean {
  return entity.rules.some(
    (rule) =>
      (rule.kind === 'stock' && rule.quantity === field && !rule.adds) ||
      (rule.kind === 'capacity' && rule.places === field) ||
      (rule.kind === 'max-per' && rule.amount === field) ||
      (rule.kind === 'fits' && rule.field === field) ||
      (rule.kind === 'rising' && rule.field === field) ||
      (rule.kind === 'transfer' && rule.amount === field),
  );
}

/** Values at the edge that validation lets through. */
export function edgeValues(entity: EntityModel, field: FieldModel): BadValue[] {
  if (isOrdered(entity, field) || field.startsFixed || field.readOnly || isTaken(entity, field)) return [];
  const edges: BadValue[] = [];
  if (['integer', 'decimal', 'money', 'percentage'].includes(field.type)) {
    if (field.min !== undefined) edges.push(numberBad(field.min, `is ${field.min}`));
    if (field.max !== undefined && field.max !== field.min) edges.push(numberBad(field.max, `is ${field.max}`));
  }
  if (field.type === 'string' || field.type === 'text') {
    const max = textLimit(field);
    edges.push({ source: `'x'.repeat(${group(max)})`, json: 'x'.repeat(max), why: `has ${max} characters` });
    if ((field.min ?? 1) > 1) {
      const min = field.min ?? 1;
      edges.push({ source: `'x'.repeat(${min})`, json: 'x'.repeat(min), why: `has ${min} characters` });
    }
  }
  return edges;
}
