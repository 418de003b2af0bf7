import type { EntityModel, FieldModel } from '../../../domain/model.ts';
import { inputFields } from '../../../domain/model.ts';

/** A field that may be changed without touching a rule. */
export function plainField(entity: EntityModel): FieldModel | undefined {
  const ruled = new Set<FieldModel>(
    entity.rules.flatMap((rule) => {
      if (rule.kind === 'order') return [rule.before, rule.after];
      return rule.kind === 'no-overlap' ? [rule.start, rule.end] : [];
    }),
  );
  return inputFields(entity).find(
    (field) =>
      !field.startsFixed &&
      !entity.rules.some((rule) => rule.kind === 'unique' && rule.fields.includes(field)) &&
      field.references === undefined &&
      !ruled.has(field) &&
      !field.secret,
  );
}
