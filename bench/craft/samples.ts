import type { FieldDoc, Row } from './stores/contract.ts';

const day = 86_400_000;
const start = Date.UTC(2031, 0, 6, 9);
let counter = 0;
/** A number that no sample before had. */
export const fresh = (): number => ++counter;

export const isReference = (field: FieldDoc): boolean => /^ids? of /.test(field.holds);
export const isTime = (field: FieldDoc): boolean => /^(date|time),?/.test(field.holds);
export const isMoney = (field: FieldDoc): boolean => field.holds.startsWith('money');
export const isNumber = (field: FieldDoc): boolean => /^(whole number|number|money|percent)/.test(field.holds);

/** A date or time so many days after the bench's first. */
export function timeAt(field: FieldDoc, days: number): string {
  const iso = new Date(start + days * day).toISOString();
  return field.holds.startsWith('date') ? iso.slice(0, 10) : iso;
}

/** Text choices that a field's documentation lists. */
export function choicesOf(field: FieldDoc): string[] {
  return [...field.holds.matchAll(/`([^`]*)`/g)].map((match) => match[1] ?? '');
}

/** Values that a stranger would try for the fields that must be given; references are left to the caller. */
export function sampleRow(fields: readonly FieldDoc[]): Row {
  const number = fresh();
  const row: Row = {};
  for (const [index, field] of fields.entries())
    if (!isReference(field)) row[field.name] = sampleOf(field, number, index);
  return row;
}

function sampleOf(field: FieldDoc, number: number, index: number): unknown {
  const { holds } = field;
  if (isTime(field)) return timeAt(field, holds.includes('in the past') ? -12_000 + number : number * 20 + index);
  // What is taken comes from somewhere: few enough that it is there.
  if (isNumber(field)) return numberWithin(holds, /^quantity$/i.test(field.name) ? 0 : number);
  if (holds.startsWith('true or false')) return false;
  if (holds.startsWith('email')) return `person${number}@example.com`;
  if (holds.startsWith('phone')) return `+44 20 7946 ${String(1000 + (number % 9000))}`;
  if (/^(web|url|address of)/i.test(holds) || /https?:/.test(holds)) return `https://example.com/${number}`;
  const [first] = choicesOf(field);
  if (first !== undefined) return first;
  const longest = Number(/to (\d+) characters/.exec(holds)?.[1] ?? 200);
  const text = `${field.name} ${number}`;
  return text.length <= longest ? text : String(number).slice(-longest);
}

/** The least number that a field's documentation allows; 0 where it says nothing. */
export function leastOf({ holds }: FieldDoc): number {
  return Number((/(-?[\d.]+) to -?[\d.]+/.exec(holds) ?? /at least (-?[\d.]+)/.exec(holds))?.[1] ?? 0);
}

function numberWithin(holds: string, number: number): number {
  const between = /(-?[\d.]+) to (-?[\d.]+)/.exec(holds);
  const least = between?.[1] ?? /at least (-?[\d.]+)/.exec(holds)?.[1];
  const most = between?.[2] ?? /at most (-?[\d.]+)/.exec(holds)?.[1];
  if (least !== undefined && most !== undefined)
    return Number(least) + (number % Math.max(1, Math.floor(Number(most) - Number(least)) + 1));
  if (least !== undefined) return Number(least) + number;
  if (most !== undefined) return Number(most) - number;
  return number;
}
