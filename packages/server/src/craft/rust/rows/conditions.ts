import type { ExpiryModel, FieldModel, OpenModel, Scalar } from '../../domain/model.ts';
import { isWhole } from '../../domain/model.ts';
import { floatSource, rustString, wholeSource } from '../source.ts';
import type { Condition } from '../statements.ts';
import { isText, rowField } from './names.ts';

/** What is asked of rows, as conditions; `other` is a row that is stored, `next` one as it would be. */

/** A field of a row as an expression. */
export function valueOf(row: string, field: FieldModel): string {
  return `${row}.${rowField(field)}`;
}

/** A number as a value of the field. */
export function numeral(field: FieldModel, value: number): string {
  return isWhole(field) ? wholeSource(value) : floatSource(value);
}

/** Whether a field of a row holds a value. */
export function holds(row: string, field: FieldModel, value: Scalar): string {
  const held = valueOf(row, field);
  if (value === null) return field.nullable ? `${held}.is_none()` : 'false';
  if (typeof value === 'boolean') return value ? held : `!${held}`;
  if (typeof value === 'string') return `${field.nullable ? textOf(row, field) : held} == ${rustString(value)}`;
  return `${held} == ${field.nullable ? `Some(${numeral(field, value)})` : numeral(field, value)}`;
}

/** Whether a row is in the state that counts. */
export function isOpen(row: string, { field, equals, or }: OpenModel): string {
  if (or.length === 0) return holds(row, field, equals);
  return `matches!(${textOf(row, field)}, ${[equals, ...or].map((one) => rustString(String(one))).join(' | ')})`;
}

export function isNotOpen(row: string, open: OpenModel): string {
  const test = isOpen(row, open);
  if (test === 'false') return 'true';
  if (test.startsWith('!')) return test.slice(1);
  if (test.endsWith('.is_none()')) return test.replace(/is_none\(\)$/, 'is_some()');
  return test.includes(' == ') ? test.replace(' == ', ' != ') : `!${test}`;
}

export function openAmong(open: OpenModel | undefined): string[] {
  return open ? [isOpen('other', open)] : [];
}

/** A text as `&str`, which is empty where there is none. */
export function textOf(row: string, field: FieldModel): string {
  return field.nullable ? `text(&${valueOf(row, field)})` : `${valueOf(row, field)}.as_str()`;
}

/** What a field holds, or the zero of its kind. */
export function numberIn(row: string, field: FieldModel): string {
  if (isText(field)) return textOf(row, field);
  return field.nullable ? `number(${valueOf(row, field)})` : valueOf(row, field);
}

/** Two fields of which both hold something, compared. */
export function compared(
  [left, first]: readonly [string, FieldModel],
  operator: string,
  [right, second]: readonly [string, FieldModel],
): string {
  // What both may hold nothing is compared as it is: both are known to hold something.
  if (first.nullable === second.nullable) return `${valueOf(left, first)} ${operator} ${valueOf(right, second)}`;
  return `${numberIn(left, first)} ${operator} ${numberIn(right, second)}`;
}

/** Whether the time of a row is not over; one of these is enough. */
export function isAlive(row: string, { field, open }: ExpiryModel): string[] {
  const present = field.type === 'date' ? 'day_of(now)' : 'now';
  return [
    ...(open ? [isNotOpen(row, open)] : []),
    ...(field.nullable ? [`${valueOf(row, field)}.is_none()`] : []),
    `${textOf(row, field)} ${field.type === 'date' ? '>=' : '>'} ${present}`,
  ];
}

export function aliveAmong(expiry: ExpiryModel | undefined): Condition[] {
  return expiry ? [{ any: isAlive('other', expiry) }] : [];
}

/** Whether two rows agree in a field that is known to hold something. */
export function agree(field: FieldModel, left = 'other', right = 'next'): string {
  return `${valueOf(left, field)} == ${valueOf(right, field)}`;
}

/** Whether a row that is stored points to the row with an id. */
export function pointsTo(field: FieldModel, id: string, row = 'other'): string {
  return `${valueOf(row, field)} == ${field.nullable ? `Some(${id})` : id}`;
}

const spans: Record<string, string> = { minute: 'MINUTE', hour: 'HOUR', day: 'DAY', week: 'WEEK' };

/** A span of time, which may go back. */
export function spanSource({ amount, unit }: NonNullable<FieldModel['after']>): string {
  if (unit === 'month') return `Span::Months(${amount})`;
  if (unit === 'year') return `Span::Months(${12 * amount})`;
  return `Span::Millis(${amount === 1 ? '' : `${amount} * `}${spans[unit]})`;
}
