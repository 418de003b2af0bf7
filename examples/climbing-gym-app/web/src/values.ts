import type { Action, Entity, Field, Row } from './model.ts';

/** Between values as the API has them and texts as people type and read them. */

/** The text that an input shows. */
export function toInput(field: Field, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (field.type === 'money') return (Number(value) / 100).toFixed(2);
  if (field.type === 'datetime') return localTime(new Date(String(value)));
  return String(value);
}

/** What the API gets for the text of an input; null where it is empty. */
export function fromInput(field: Field, text: string): string | number | boolean | null {
  const plain = text.trim();
  if (field.type === 'boolean') return plain === 'true';
  if (plain === '') return null;
  switch (field.type) {
    case 'money':
      return Math.round(numberOf(plain) * 100);
    case 'integer':
    case 'decimal':
    case 'percentage':
    case 'reference':
      return numberOf(plain);
    case 'datetime':
      return new Date(plain).toISOString();
    default:
      return plain;
  }
}

/** A decimal comma is as good as a point. */
function numberOf(text: string): number {
  return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
}

export function isNumber(field: Field): boolean {
  return ['integer', 'decimal', 'money', 'percentage'].includes(field.type);
}

/** What is wrong with the text of an input, as far as the page can know; null where nothing is. */
export function problemOf(field: Field, text: string): string | null {
  const plain = text.trim();
  if (field.type === 'boolean') return null;
  if (plain === '') {
    if (!field.needed) return null;
    return field.references || field.values ? 'Choose one.' : 'Fill this in.';
  }
  if (isNumber(field)) return problemOfNumber(field, plain);
  if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(plain)) {
    return 'Type an e-mail address such as ada@example.com.';
  }
  if (field.type === 'url' && !URL.canParse(plain))
    return 'Type an address such as https://example.com.';
  if (!['string', 'text', 'password'].includes(field.type)) return null;
  if (field.min !== undefined && plain.length < field.min)
    return `At least ${field.min} characters.`;
  if (field.max !== undefined && plain.length > field.max)
    return `At most ${field.max} characters.`;
  return null;
}

function problemOfNumber(field: Field, text: string): string | null {
  const value = fromInput(field, text);
  if (typeof value !== 'number' || Number.isNaN(value)) {
    return field.type === 'money' ? 'Type an amount such as 4.50.' : 'Type a number.';
  }
  if (field.type === 'integer' && !Number.isInteger(value)) return 'Type a whole number.';
  if (field.min !== undefined && value < field.min) return `At least ${show(field, field.min)}.`;
  if (field.max !== undefined && value > field.max) return `At most ${show(field, field.max)}.`;
  return null;
}

/** A value for reading, in the way of the reader's own country. */
export function show(field: Field, value: unknown): string {
  if (value === null || value === undefined) return '–';
  switch (field.type) {
    case 'boolean':
      return value ? 'yes' : 'no';
    case 'money':
      return moneyFormat(field.currency).format(Number(value) / 100);
    case 'percentage':
      return `${numberFormat.format(Number(value))} %`;
    case 'decimal':
      return withUnit(field, numberFormat.format(Number(value)));
    case 'integer':
      return withUnit(
        field,
        /^year/i.test(field.label) ? String(value) : numberFormat.format(Number(value)),
      );
    case 'date':
      return dayFormat.format(new Date(`${value}T00:00:00Z`));
    case 'datetime':
      return timeFormat.format(new Date(String(value)));
    default:
      return field.values ? wordOf(String(value)) : String(value);
  }
}

const numberFormat = new Intl.NumberFormat(undefined, { maximumFractionDigits: 6 });
const timeFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
// A day is the same day everywhere.
const dayFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

function moneyFormat(currency: string | undefined): Intl.NumberFormat {
  if (currency !== undefined)
    return new Intl.NumberFormat(undefined, { style: 'currency', currency });
  return new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function withUnit(field: Field, text: string): string {
  return field.unit === undefined ? text : `${text} ${field.unit}`;
}

/** `in_progress` → "In progress". */
export function wordOf(value: string): string {
  const words = value.replaceAll(/[_-]+/g, ' ').replaceAll(/(?<=[a-z])(?=[A-Z][a-z])/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function articleOf(noun: string): string {
  return /^([aeio]|u(?!ni|se|ti))/i.test(noun) ? 'an' : 'a';
}

/** Characters of a text by which a row is called; the rest is on its page. */
const longestName = 60;

/** What a person calls a row. */
export function nameOf(labelField: string | undefined, row: Row): string {
  const label = labelField === undefined ? undefined : row[labelField];
  if (label === undefined || label === null || label === '') return `#${row.id}`;
  const text = String(label);
  return text.length > longestName ? `${text.slice(0, longestName).trimEnd()} …` : text;
}

/** What can be done with a row as it is now. */
export function possibleActions(entity: Entity, row: Row): Action[] {
  return entity.actions.filter(({ when }) =>
    Object.entries(when).every(([name, value]) => row[name] === value),
  );
}

/** As an input of the kind datetime-local wants it. */
function localTime(time: Date): string {
  const pad = (number: number): string => String(number).padStart(2, '0');
  const day = `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}`;
  return `${day}T${pad(time.getHours())}:${pad(time.getMinutes())}`;
}
