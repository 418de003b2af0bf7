import { isOvernight } from '../../domain/code/beside-rules.ts';
import type { EntityModel, FieldModel, ProjectModel, RuleModel } from '../../domain/model.ts';
import { entityOf } from '../../domain/model.ts';
import { rustString } from '../source.ts';
import { block, type Condition, plain, type Statement, when } from '../statements.ts';
import {
  lastRefusal,
  parentOf,
  refuseWhen,
  returnsWell,
  ruleFunction,
  type RustCheck,
  unless,
  unlessOpen,
  unlessSet,
} from './check-function.ts';
import { agree, compared, openAmong, spanSource, textOf, valueOf } from './conditions.ts';
import { others, tableName } from './names.ts';

/** Checks that hold a row against others, or against the hours in which something happens at all. */

type Rule<K extends RuleModel['kind']> = Extract<RuleModel, { kind: K }>;

/** Leaves the function where the row was the same in these fields before. */
function unlessSame(fields: readonly FieldModel[]): Statement {
  return block('if let Some(current) = current', [unless(fields.map((field) => agree(field, 'current', 'next')))]);
}

export function besideCheck(
  project: ProjectModel,
  entity: EntityModel,
  rule: Rule<'rising' | 'total' | 'apart' | 'backed' | 'hours'>,
): RustCheck {
  switch (rule.kind) {
    case 'rising': {
      const { field, of } = rule;
      const both = [field, ...(of ? [of] : [])];
      const conditions: Condition[] = [
        others,
        ...(of ? [agree(of)] : []),
        `${valueOf('other', field)} >= ${valueOf('next', field)}`,
      ];
      return ruleFunction(entity, rule, [
        unlessSame(both),
        ...unlessSet(both),
        block(`for other in d.${tableName(entity)}.rows()`, [refuseWhen(conditions, rule)]),
      ]);
    }
    case 'total':
      return ruleFunction(entity, rule, [
        ...unlessOpen(rule.open),
        plain('let mut taken = 0;'),
        block(`for other in d.${tableName(entity)}.rows()`, [
          when([others, ...openAmong(rule.open)], [plain('taken += 1;')]),
        ]),
        refuseWhen([`taken >= ${rule.limit}`], rule),
      ]);
    case 'apart':
      return ruleFunction(entity, rule, [
        ...unlessSet([rule.via, rule.field]),
        ...parentOf(entityOf(project, rule.parent), rule.via),
        refuseWhen([compared(['next', rule.field], '==', ['parent', rule.parentField])], rule),
      ]);
    case 'backed': {
      const by = entityOf(project, rule.by);
      const fields = rule.pairs.map(([own]) => own);
      const conditions = [
        ...rule.pairs.map(([own, other]) => compared(['other', other], '==', ['next', own])),
        ...openAmong(rule.open),
        ...(rule.past?.nullable === true ? [`${valueOf('other', rule.past)}.is_some()`] : []),
        ...(rule.past ? [`${textOf('other', rule.past)} < ${rule.past.type === 'date' ? 'day_of(now)' : 'now'}`] : []),
      ];
      if (rule.none)
        return ruleFunction(entity, rule, [
          unlessSame(fields),
          ...unlessSet(fields),
          block(`for other in d.${tableName(by)}.rows()`, [refuseWhen(conditions, rule)]),
        ]);
      const body = [
        unlessSame(fields),
        ...unlessSet(fields),
        block(`for other in d.${tableName(by)}.rows()`, [when(conditions, [returnsWell])]),
        lastRefusal(rule, 'Conflict'),
      ];
      return ruleFunction(entity, rule, body, true);
    }
    case 'hours':
      return hoursCheck(entity, rule);
  }
}

function hoursCheck(entity: EntityModel, rule: Rule<'hours'>): RustCheck {
  const { field, opens, closes, days } = rule;
  const limit = (name: string): string => (field.type === 'date' ? `day_of(&${name})` : `${name}.as_str()`);
  const [opening, closing] = [opens, closes].map((time) => (time === undefined ? undefined : rustString(`${time}:00`)));
  const times = [
    ...(opening === undefined ? [] : [`hour < ${opening}`]),
    ...(closing === undefined ? [] : [`hour > ${closing}`]),
  ];
  const inside = opening !== undefined && closing !== undefined && `!(${opening}..=${closing}).contains(&hour)`;
  const [first, last] = days ?? [1, 7];
  const off = [...(first > 1 ? [`at < ${limit('first')}`] : []), ...(last < 7 ? [`at >= ${limit('end')}`] : [])];
  // As clippy would have it.
  const shut: Condition[] = isOvernight(rule) ? [times.join(' && ')] : inside ? [inside] : times;
  const wrong = [...shut, ...off];
  return ruleFunction(entity, rule, [
    ...unlessSet([field]),
    unlessSame([field]),
    plain(`let at = ${textOf('next', field)};`),
    ...(times.length > 0 ? [plain('let hour = at.get(11..19).unwrap_or_default();')] : []),
    ...(off.length > 0 ? [plain('let (monday, _) = Period::Week.around(at);')] : []),
    ...(first > 1 ? [plain(`let first = ${spanSource({ amount: first - 1, unit: 'day' })}.after(&monday);`)] : []),
    ...(last < 7 ? [plain(`let end = ${spanSource({ amount: last, unit: 'day' })}.after(&monday);`)] : []),
    refuseWhen(wrong.length === 1 ? wrong : [{ any: wrong }], rule, 'Invalid'),
  ]);
}
