import type { FieldModel } from '../domain/model.ts';
import { kebab, withArticle } from '../emit/names.ts';

/** What a value must be like: "whole number, at least 1900, at most 2030". */
export function describe(field: FieldModel): string {
  const bounds = field.choices
    ? [`one of ${field.choices.join(', ')}`]
    : [
        ...(field.min === undefined ? [] : [`at least ${field.min}`]),
        ...(field.max === undefined ? [] : [`at most ${field.max}`]),
      ];
  const kinds: Partial<Record<FieldModel['type'], string>> = {
    string: 'text',
    text: 'long text',
    integer: 'whole number',
    decimal: 'number',
    money: 'amount in cents',
    date: 'date, YYYY-MM-DD',
    datetime: 'time, ISO 8601',
    enum: field.values.join(', '),
    reference: `id of ${withArticle(kebab(field.references ?? '').replaceAll('-', ' '))}`,
  };
  const characters = field.type === 'string' || field.type === 'text' ? ' characters' : '';
  const limits = bounds.length > 0 ? `, ${bounds.join(', ')}${characters}` : '';
  return (kinds[field.type] ?? field.type) + limits;
}
