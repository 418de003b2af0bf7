import type { EntityModel, FieldModel, OpenModel } from '../../../domain/model.ts';
import { inputFields } from '../../../domain/model.ts';

/** Whether a new row is in the state; without one, every row is. */
function holdsFromStart(open: OpenModel | undefined): boolean {
  if (!open) return true;
  const start = open.field.initial ?? (open.field.nullable ? null : open.field.values[0]);
  return [open.equals, ...open.or].some((value) => value === start);
}

/** A field that may be changed without touching a rule. */
export function plainField(entity: EntityModel): FieldModel | undefined {
  const ruled = new Set<FieldModel>(
    entity.rules.flatMap((rule) => {
      if (rule.kind === 'order') return [rule.before, rule.after];
      if (rule.kind === 'moment' || rule.kind === 'needs') return [rule.field];
      if (rule.kind === 'distinct') return rule.fields;
      if (rule.kind === 'fits' || rule.kind === 'rising' || rule.kind === 'hours') return [rule.field];
      if (rule.kind === 'span') return [rule.start, rule.end];
      // Not changed in the state in which a row starts, or ever.
      if (rule.kind === 'fixed' && holdsFromStart(rule.open)) return rule.fields;
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
