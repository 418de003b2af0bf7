import type { EntityModel, RuleModel } from '../../../domain/model.ts';
import { entityOf } from '../../../domain/model.ts';
import { startOfRow, stateFor } from '../tests/states.ts';
import { childOf } from './effect-steps.ts';
import type { Script } from './script.ts';
import { valuesOf, wayTo } from './way.ts';

/** What a row changes in the one that it refers to: that one holds it afterwards. */
export function marksOf(script: Script, entity: EntityModel, rule: Extract<RuleModel, { kind: 'marks' }>): void {
  const { change, via, field, to } = rule;
  const parent = entityOf(script.project, rule.parent);
  const way = change ? wayTo(entity, [change.field], (state) => state[change.field.name] === change.to) : [];
  if (via.readOnly || !parent.verbs.has('read') || !way || (change && way.length === 0)) return;
  const asked = stateFor(entity, via);
  // It has to be something else before.
  const starts = startOfRow(field) === to && asked?.field !== field;
  const other = starts && !field.readOnly && !field.startsFixed ? valuesOf(field).find((one) => one !== to) : undefined;
  if (starts && other === undefined) return;
  const mark = script.steps.length;
  const row = script.parentRow(entity, via, other === undefined ? {} : { [field.name]: other });
  const given = row && childOf(parent, via, row);
  const made = given && script.row(entity, given.given, given.by);
  if (!row || !made) return void script.steps.splice(mark);
  script.follow(entity, made, way);
  const reader = script.actor(parent, 'read', row.by);
  script.add({
    name: `${field.label} of ${parent.one}`,
    method: 'GET',
    path: `/${parent.path}/{${row.name}}`,
    expected: 200,
    gives: { [field.name]: to },
    ...(reader === undefined ? {} : { as: reader }),
  });
}
