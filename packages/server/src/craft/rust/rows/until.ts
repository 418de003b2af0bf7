import { enteredState } from '../../domain/code/until-rules.ts';
import type { EntityModel, ProjectModel, RuleModel } from '../../domain/model.ts';
import { entityOf } from '../../domain/model.ts';
import { plain, type Statement } from '../statements.ts';
import { parentOf, refuseWhen, replaced, ruleFunction, type RustCheck, unless, unlessSet } from './check-function.ts';
import { agree, isNotOpen, isOpen, spanSource, textOf, valueOf } from './conditions.ts';

/** Whatever is done only before a time; the row as it was says when, a new one as it would be. */
export function untilCheck(
  project: ProjectModel,
  entity: EntityModel,
  rule: Extract<RuleModel, { kind: 'until' }>,
): RustCheck {
  const { change, via, time, lead } = rule;
  const row = via ? 'parent' : change === 'create' ? 'next' : 'current';
  const latest = lead ? 'limit.as_str()' : 'now';
  const present = time.type === 'date' ? `day_of(${lead ? '&limit' : 'now'})` : latest;
  return ruleFunction(entity, rule, [
    ...unlessDone(change),
    ...(via ? [...unlessSet([via.field]), ...parentOf(entityOf(project, via.parent), via.field)] : []),
    ...(time.nullable ? [unless([`${valueOf(row, time)}.is_none()`])] : []),
    ...(lead ? [plain(`let limit = ${spanSource(lead)}.after(now);`)] : []),
    refuseWhen([`${textOf(row, time)} ${lead ? '<' : '<='} ${present}`], rule),
  ]);
}

function unlessDone(change: Extract<RuleModel, { kind: 'until' }>['change']): Statement[] {
  if (change === 'create') return [unless(['current.is_some()'])];
  if (Array.isArray(change)) return [replaced, unless(change.map((field) => agree(field, 'current', 'next')))];
  return unlessEntered(change);
}

/** Leaves the function where the change does not bring the row into the state. */
export function unlessEntered(change: Parameters<typeof enteredState>[0]): Statement[] {
  const { state, is } = enteredState(change);
  const [was, becomes] = is
    ? [isOpen('current', state), isNotOpen('next', state)]
    : [isNotOpen('current', state), isOpen('next', state)];
  return [replaced, unless([{ any: [was, becomes] }])];
}
