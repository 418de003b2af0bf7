import type { EntityModel, FieldModel, RuleModel } from '../../../domain/model.ts';
import { entityOf, isTime } from '../../../domain/model.ts';
import { daysIn, isoTime, sampleNumber } from '../../../domain/samples.ts';
import { childOf, parentOf } from './effect-steps.ts';
import type { Script } from './script.ts';

/** Rules that a row keeps or breaks by itself, or beside the one that it refers to: one that breaks each. */

type RowRule = Extract<RuleModel, { kind: 'order' | 'moment' | 'needs' | 'distinct' | 'fits' | 'span' }>;

/** A point far from those of ordinary rows. */
export function point(field: FieldModel, step: number): unknown {
  if (isTime(field)) return isoTime(field, Date.UTC(2040, 0, field.step === 7 ? step + 2 : step, field.hour));
  return sampleNumber(field, step);
}

export function rowRuleOf(script: Script, entity: EntityModel, rule: RowRule): void {
  const broken = `rule ${rule.code}`;
  const mark = script.steps.length;
  const undo = (): void => void script.steps.splice(mark);
  const may = (fields: FieldModel[]): boolean => fields.every((field) => !field.readOnly || field.actor);
  switch (rule.kind) {
    case 'fits': {
      const { field, via, parentField } = rule;
      const parent = entityOf(script.project, rule.parent);
      const limit = Math.max(2, field.min ?? 0, parentField.min ?? 0);
      if (!may([field, via]) || parentField.readOnly || (!rule.least && limit >= (field.max ?? Infinity))) return;
      const row = script.parentRow(entity, via, { [parentField.name]: limit });
      const given = row && childOf(parent, via, row);
      if (!given) return undo();
      const wrong = rule.least ? limit - 1 : limit + 1;
      if (wrong < (field.min ?? 0)) return undo();
      const tried = { ...given.given, [field.name]: wrong };
      return script.row(entity, tried, given.by) ? script.lastFails(422, broken) : undo();
    }
    case 'span': {
      const { start, end } = rule;
      if (!may([start, end])) return;
      const days = rule.most ? (daysIn(rule.most) ?? 0) + 1 : 0;
      const begin = Date.UTC(2040, 0, start.step === 7 ? 3 : 1, start.hour);
      const last = begin + (rule.most ? days : (daysIn(rule.least) ?? 0) / 2) * 86_400_000;
      const given = { [start.name]: isoTime(start, begin), [end.name]: isoTime(end, last) };
      return start.type === 'date' && !rule.most && (daysIn(rule.least) ?? 0) < 2
        ? undefined
        : script.row(entity, given)
          ? script.lastFails(422, broken)
          : undo();
    }
    case 'moment': {
      if (!may([rule.field])) return;
      const wrong = isoTime(rule.field, Date.UTC(rule.side === 'future' ? 2001 : 2099, 0, 1, 9));
      return script.row(entity, { [rule.field.name]: wrong }) ? script.lastFails(422, broken) : undo();
    }
    case 'needs': {
      const { field, open } = rule;
      if (!may([field, open.field]) || open.field.startsFixed || typeof open.equals === 'object') return;
      const given = { [open.field.name]: open.equals, [field.name]: null };
      return script.row(entity, given) ? script.lastFails(422, broken) : undo();
    }
    case 'distinct': {
      if (!may(rule.fields)) return;
      const first = parentOf(script, entity, rule.fields[0]);
      const value = first && Object.values(first.given)[0];
      if (value === undefined) return undo();
      const given = Object.fromEntries(rule.fields.map((field) => [field.name, value]));
      return script.row(entity, given, first?.by) ? script.lastFails(422, broken) : undo();
    }
    case 'order': {
      if (!may([rule.before, rule.after])) return;
      const given = { [rule.before.name]: point(rule.before, 3), [rule.after.name]: point(rule.after, 1) };
      const same = { [rule.before.name]: point(rule.before, 3), [rule.after.name]: point(rule.after, 3) };
      if (rule.orEqual && !script.row(entity, same)) return undo();
      return script.row(entity, given) ? script.lastFails(422, broken) : undo();
    }
  }
}

/** Whether other rules say where the time may lie. */
export function isBound(entity: EntityModel, field: FieldModel): boolean {
  return entity.rules.some(
    (rule) =>
      ((rule.kind === 'moment' || rule.kind === 'hours') && rule.field === field) ||
      (rule.kind === 'order' && rule.after === field) ||
      (rule.kind === 'span' && (rule.start === field || rule.end === field)),
  );
}
