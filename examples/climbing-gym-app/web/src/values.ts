import type { Field, Row } from './model.ts';

/** Between values as the API has them and texts as people type and read them. */

/** The text that an input shows. */
export function toInput(field: Field, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (field.type === 'money') return (Number(value) / 100).toFixed(2);
  if (field.type === 'datetime') return localTime(new Date(String(value)));
  return String(value);
}

/** What the API gets for the text of an input; null where it is empty. */
export function fromInput(field: Field, text: string): string | number | null {
  const plain = text.trim();
  if (plain === '') return null;
  switch (field.type) {
    case 'money':
      return Math.round(Number(plain) * 100);
    case 'integer':
    case 'decimal':
    case 'percentage':
    case 'reference':
      return Number(plain);
    case 'datetime':
      return new Date(plain).toISOString();
    default:
      return plain;
  }
}

/** A value for reading. */
export function show(field: Field, value: unknown): string {
  if (value === null || value === undefined) return '–';
  switch (field.type) {
    case 'boolean':
      return value ? 'yes' : 'no';
    case 'money':
      return (Number(value) / 100).toFixed(2);
    case 'percentage':
      return `${value} %`;
    case 'datetime':
      return localTime(new Date(String(value))).replace('T', ' ');
    default:
      return String(value);
  }
}

/** What a person calls a row. */
export function nameOf(labelField: string | null, row: Row): string {
  const label = labelField === null ? undefined : row[labelField];
  return label === undefined || label === null || label === '' ? `#${row.id}` : String(label);
}

/** As an input of the kind datetime-local wants it. */
function localTime(time: Date): string {
  const pad = (number: number): string => String(number).padStart(2, '0');
  const day = `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}`;
  return `${day}T${pad(time.getHours())}:${pad(time.getMinutes())}`;
}
