import type { EntityModel, ProjectModel, RuleModel } from '../../domain/model.ts';
import { entityOf } from '../../domain/model.ts';
import { refuseAny, ruleFunction, type RustCheck } from './check-function.ts';
import { openAmong, valueOf } from './conditions.ts';
import { unlessEntered } from './until.ts';

/** What does not happen to a row while others refer to it. */
export function settledCheck(
  project: ProjectModel,
  entity: EntityModel,
  rule: Extract<RuleModel, { kind: 'settled' }>,
): RustCheck {
  const { change, by, via, open } = rule;
  const held = valueOf('other', via);
  const conditions = [`${held} == ${via.nullable ? 'Some(current.meta.id)' : 'current.meta.id'}`, ...openAmong(open)];
  return ruleFunction(entity, rule, [...unlessEntered(change), refuseAny(entityOf(project, by), conditions, rule)]);
}
