import { isOvernight } from '../../domain/code/beside-rules.ts';
import type { EntityModel, FieldModel, ProjectModel, RuleModel } from '../../domain/model.ts';
import { entityOf } from '../../domain/model.ts';
import { goString } from '../source.ts';
import { type GoCheck, refuseIf, ruleFunction, unless, unlessOpen, unlessSet } from './check-function.ts';
import { agree, among, heldIn, openAmong, presentFor, valueOf } from './conditions.ts';
import { tableName } from './names.ts';

/** Checks that hold a row against others, or against the hours in which something happens at all. */

type Rule<K extends RuleModel['kind']> = Extract<RuleModel, { kind: K }>;

const others = 'other.ID != next.ID';

/** Leaves the function where the row was the same in these fields before. */
function unlessSame(fields: readonly FieldModel[]): string {
  const same = fields.map((field) => {
    const [before, after] = [valueOf('current', field), valueOf('next', field)];
    return field.nullable ? `same(${before}, ${after})` : `${before} == ${after}`;
  });
  return unless(`current != nil && ${same.join(' && ')}`);
}

/** Whether a row that is stored holds in `field` what the next row holds in `own`, which is known to hold something. */
function matches(field: FieldModel, own: FieldModel): string {
  const held = heldIn('next', own);
  return field.nullable ? `is(${valueOf('other', field)}, ${held})` : `${valueOf('other', field)} == ${held}`;
}

export function besideCheck(
  project: ProjectModel,
  entity: EntityModel,
  rule: Rule<'rising' | 'total' | 'apart' | 'backed' | 'hours'>,
): GoCheck {
  const table = `d.${tableName(entity)}`;
  switch (rule.kind) {
    case 'rising': {
      const { field, of } = rule;
      const both = [field, ...(of ? [of] : [])];
      const high = `${heldIn('other', field)} >= ${heldIn('next', field)}`;
      const conditions = [
        others,
        ...(of ? [agree(of)] : []),
        ...(field.nullable ? [`${valueOf('other', field)} != nil`] : []),
        high,
      ];
      return ruleFunction(entity, rule, [
        unlessSame(both),
        ...unlessSet(both),
        `outdone := ${table}.Any(${among(entity, conditions)})`,
        refuseIf('outdone', rule),
      ]);
    }
    case 'total':
      return ruleFunction(entity, rule, [
        ...unlessOpen(rule.open),
        `count := ${table}.Count(${among(entity, [others, ...openAmong(rule.open)])})`,
        refuseIf(`count >= ${rule.limit}`, rule),
      ]);
    case 'apart': {
      const parent = entityOf(project, rule.parent);
      const held = rule.parentField.nullable
        ? `is(${valueOf('parent', rule.parentField)}, ${heldIn('next', rule.field)})`
        : `${valueOf('parent', rule.parentField)} == ${heldIn('next', rule.field)}`;
      return ruleFunction(entity, rule, [
        ...unlessSet([rule.via, rule.field]),
        `parent, _ := d.${tableName(parent)}.Get(${heldIn('next', rule.via)})`,
        refuseIf(held, rule),
      ]);
    }
    case 'backed': {
      const by = entityOf(project, rule.by);
      const fields = rule.pairs.map(([own]) => own);
      const { none, past } = rule;
      const conditions = [
        ...rule.pairs.map(([own, other]) => matches(other, own)),
        ...openAmong(rule.open),
        ...(past?.nullable === true ? [`${valueOf('other', past)} != nil`] : []),
        ...(past ? [`${heldIn('other', past)} < ${presentFor(past)}`] : []),
      ];
      const found = none ? 'barred' : 'backed';
      return ruleFunction(entity, rule, [
        unlessSame(fields),
        ...unlessSet(fields),
        `${found} := d.${tableName(by)}.Any(${among(by, conditions)})`,
        refuseIf(none ? found : `!${found}`, rule),
      ]);
    }
    case 'hours':
      return hoursCheck(entity, rule);
  }
}

function hoursCheck(entity: EntityModel, rule: Rule<'hours'>): GoCheck {
  const { field, opens, closes, days } = rule;
  const day = field.type === 'date' ? '[:len("2006-01-02")]' : '';
  const times = [
    ...(opens === undefined ? [] : [`hour < ${goString(`${opens}:00`)}`]),
    ...(closes === undefined ? [] : [`hour > ${goString(`${closes}:00`)}`]),
  ];
  const shut = isOvernight(rule) ? [times.join(' && ')] : times;
  const off = [...(days && days[0] > 1 ? ['at < first'] : []), ...(days && days[1] < 7 ? ['at >= end'] : [])];
  const bounds = [
    ...(days && days[0] > 1 ? [`first := later{${days[0] - 1}, "day"}.than(monday)${day}`] : []),
    ...(days && days[1] < 7 ? [`end := later{${days[1]}, "day"}.than(monday)${day}`] : []),
  ];
  return ruleFunction(entity, rule, [
    ...unlessSet([field]),
    unlessSame([field]),
    ...(off.length > 0 ? [`at := ${heldIn('next', field)}`] : []),
    ...(times.length > 0
      ? [
          `hour := ${off.length > 0 ? 'at' : field.nullable ? `(${heldIn('next', field)})` : heldIn('next', field)}[len("2006-01-02T"):len("2006-01-02T15:04:05")]`,
        ]
      : []),
    ...(off.length > 0 ? ['monday, _ := periodOf(at, "week")', ...bounds] : []),
    refuseIf([...shut, ...off].join(' || '), rule, 'Invalid'),
  ]);
}
