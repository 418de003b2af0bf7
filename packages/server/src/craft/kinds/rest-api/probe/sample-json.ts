import type { EntityModel, FieldModel } from '../../../domain/model.ts';
import { rankOf, sampleNumber, sampleText, sampleTime, textLimit } from '../../../domain/samples.ts';

/** The value of a field in the body of row number `n`. */
export function sampleJson(entity: EntityModel, field: FieldModel, n: number): unknown {
  const rank = rankOf(entity, field);
  switch (field.type) {
    case 'boolean':
      return false;
    case 'enum':
      return isUnique(entity, field) ? field.values[n % field.values.length] : field.values[0];
    case 'date':
    case 'datetime':
      return sampleTime(field, n, rank);
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percentage':
      if (rises(entity, field)) return sampleNumber(field, rank) + n;
      return isUnique(entity, field) ? (field.min ?? 0) + n : sampleNumber(field, rank);
    default:
      return uniqueText(field, n);
  }
}

/** Whether each row has to have more of it than those before. */
function rises(entity: EntityModel, field: FieldModel): boolean {
  return entity.rules.some((rule) => rule.kind === 'rising' && rule.field === field);
}

export function isUnique(entity: EntityModel, field: FieldModel): boolean {
  return entity.rules.some((rule) => rule.kind === 'unique' && rule.fields.includes(field));
}

function uniqueText(field: FieldModel, n: number): string {
  if (field.type !== 'string' && field.type !== 'text') return sampleText(field, field.label, n);
  const limit = textLimit(field);
  const stem = `${field.label} ${n}`;
  if (stem.length <= limit) return stem.padEnd(field.min ?? 1, '.');
  return String(n)
    .padStart(field.min ?? 1, '0')
    .slice(-limit);
}
