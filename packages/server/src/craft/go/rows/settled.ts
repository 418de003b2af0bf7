import type { EntityModel, ProjectModel, RuleModel } from '../../domain/model.ts';
import { entityOf } from '../../domain/model.ts';
import { type GoCheck, refuseIf, ruleFunction } from './check-function.ts';
import { among, openAmong, valueOf } from './conditions.ts';
import { tableName } from './names.ts';
import { unlessEntered } from './times.ts';

/** What does not happen to a row while others refer to it. */
export function settledCheck(
  project: ProjectModel,
  entity: EntityModel,
  rule: Extract<RuleModel, { kind: 'settled' }>,
): GoCheck {
  const { change, via, open } = rule;
  const by = entityOf(project, rule.by);
  const held = valueOf('other', via);
  const conditions = [via.nullable ? `is(${held}, current.ID)` : `${held} == current.ID`, ...openAmong(open)];
  return ruleFunction(entity, rule, [
    ...unlessEntered(change),
    `held := d.${tableName(by)}.Any(${among(by, conditions)})`,
    refuseIf('held', rule),
  ]);
}
