import type { EntityModel, ExpiryModel, FieldModel, OpenModel, Scalar } from '../../domain/model.ts';
import { functionValue } from '../literal.ts';
import { goValue } from '../source.ts';
import { rowField, rowType } from './names.ts';

/** What is asked of rows, as conditions; `other` is a row that is stored, `next` one as it would be. */

/** A field of a row as an expression. */
export function valueOf(row: string, field: FieldModel): string {
  return `${row}.${rowField(field)}`;
}

/** Whether a field of a row holds a value, as a condition. */
export function holds(row: string, field: FieldModel, value: Scalar): string {
  const held = valueOf(row, field);
  if (value === null) return field.nullable ? `${held} == nil` : 'false';
  if (typeof value === 'boolean') return value ? held : `!${held}`;
  return field.nullable ? `is(${held}, ${goValue(value)})` : `${held} == ${goValue(value)}`;
}

/** Whether a row is in the state that counts. */
export function isOpen(row: string, { field, equals, or }: OpenModel): string {
  if (or.length === 0) return holds(row, field, equals);
  const all = [equals, ...or].map(goValue).join(', ');
  return `contains([]string{${all}}, ${numberIn(row, field)})`;
}

export function isNotOpen(row: string, open: OpenModel): string {
  const plain = isOpen(row, open);
  if (plain.startsWith('!')) return plain.slice(1);
  if (plain.includes(' == ')) return plain.replace(' == ', ' != ');
  return plain === 'false' ? 'true' : `!${plain}`;
}

/** What a field holds, or the zero of its kind where it holds nothing. */
export function numberIn(row: string, field: FieldModel): string {
  return field.nullable ? `value(${valueOf(row, field)})` : valueOf(row, field);
}

/** The present as a value of the field: a day or a moment. */
export function presentFor(field: FieldModel): string {
  return field.type === 'date' ? 'now[:len("2006-01-02")]' : 'now';
}

/** Whether the time of a row is not over. */
export function isAlive(row: string, { field, open }: ExpiryModel): string {
  const later = `${heldIn(row, field)} ${field.type === 'date' ? '>=' : '>'} ${presentFor(field)}`;
  const always = [
    ...(open ? [isNotOpen(row, open)] : []),
    ...(field.nullable ? [`${valueOf(row, field)} == nil`] : []),
  ];
  return [...always, later].join(' || ');
}

export function alive(row: string, expiry: ExpiryModel | undefined): string[] {
  if (!expiry) return [];
  const test = isAlive(row, expiry);
  return [test.includes(' || ') ? `(${test})` : test];
}

/** What a field holds where it is known to hold something. */
export function heldIn(row: string, field: FieldModel): string {
  return `${field.nullable ? '*' : ''}${valueOf(row, field)}`;
}

/** Whether two rows agree in a field, where that holds something in the second. */
export function agree(field: FieldModel): string {
  if (!field.nullable) return `${valueOf('other', field)} == ${valueOf('next', field)}`;
  return `same(${valueOf('other', field)}, ${valueOf('next', field)})`;
}

/** A function over rows that are stored, as an argument. */
export function among(entity: EntityModel, conditions: readonly string[]): string {
  const head = `func(other *${rowType(entity)}) bool`;
  const flat = functionValue(head, [`return ${conditions.join(' && ')}`]);
  return flat.includes('\n') ? functionValue(head, [`return ${conditions.join(' &&\n\t')}`]) : flat;
}

export function openAmong(open: OpenModel | undefined): string[] {
  return open ? [isOpen('other', open)] : [];
}

/** Whether a row that is stored points to the row with an id, as a condition. */
export function pointsTo(field: FieldModel, id = 'id'): string {
  return field.nullable ? `is(${valueOf('other', field)}, ${id})` : `${valueOf('other', field)} == ${id}`;
}
