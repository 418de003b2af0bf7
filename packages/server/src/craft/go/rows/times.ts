import { enteredState } from '../../domain/code/until-rules.ts';
import type { EntityModel, ProjectModel, RuleModel } from '../../domain/model.ts';
import { entityOf } from '../../domain/model.ts';
import type { Span } from '../../requirements.ts';
import { goString } from '../source.ts';
import { type GoCheck, refuseIf, ruleFunction, unless, unlessSet } from './check-function.ts';
import { heldIn, isNotOpen, isOpen, valueOf } from './conditions.ts';
import { tableName } from './names.ts';

/** Rules about the times of a row: where they lie seen from the present, how far apart, and what is done before them. */

/** A time that has passed since it was written may stay. */
export function momentCheck(entity: EntityModel, rule: Extract<RuleModel, { kind: 'moment' }>): GoCheck {
  const { field, distance, side } = rule;
  const [before, after] = [valueOf('current', field), valueOf('next', field)];
  const unchanged = field.nullable ? `same(${before}, ${after})` : `${before} == ${after}`;
  const day = field.type === 'date' ? '[:len("2006-01-02")]' : '';
  const limit = distance
    ? `later{${side === 'past' ? '-' : ''}${distance.amount}, ${goString(distance.unit)}}.than(now)${day}`
    : `now${day}`;
  const wrong = `${side === 'future' ? '<' : '>'}${rule.orNow ? '' : '='}`;
  return ruleFunction(entity, rule, [
    ...unlessSet([field]),
    unless(`current != nil && ${unchanged}`),
    `limit := ${limit}`,
    refuseIf(`${heldIn('next', field)} ${wrong} limit`, rule, 'Invalid'),
  ]);
}

/** Whatever is done only before a time; the row as it was says when, a new one as it would be. */
export function untilCheck(
  project: ProjectModel,
  entity: EntityModel,
  rule: Extract<RuleModel, { kind: 'until' }>,
): GoCheck {
  const { change, via, time, lead } = rule;
  const day = time.type === 'date' ? '[:len("2006-01-02")]' : '';
  const away = lead ? `later{${lead.amount}, ${goString(lead.unit)}}.than(now)` : 'now';
  const parent = via && entityOf(project, via.parent);
  const row = parent ? 'parent' : change === 'create' ? 'next' : 'current';
  return ruleFunction(entity, rule, [
    ...unlessDone(change),
    ...(via && parent
      ? [...unlessSet([via.field]), `parent, _ := d.${tableName(parent)}.Get(${heldIn('next', via.field)})`]
      : []),
    ...(time.nullable ? [unless(`${valueOf(row, time)} == nil`)] : []),
    `limit := ${away}${day}`,
    refuseIf(`${heldIn(row, time)} ${lead ? '<' : '<='} limit`, rule),
  ]);
}

function unlessDone(change: Extract<RuleModel, { kind: 'until' }>['change']): string[] {
  if (change === 'create') return [unless('current != nil')];
  if (Array.isArray(change)) {
    const kept = change.map((field) => {
      const [before, after] = [valueOf('current', field), valueOf('next', field)];
      return field.nullable ? `same(${after}, ${before})` : `${after} == ${before}`;
    });
    return [unless('current == nil'), unless(kept.join(' && '))];
  }
  return unlessEntered(change);
}

/** Leaves the function where the change does not bring the row into the state. */
export function unlessEntered(change: Parameters<typeof enteredState>[0]): string[] {
  const { state, is } = enteredState(change);
  const [was, becomes] = is
    ? [isOpen('current', state), isNotOpen('next', state)]
    : [isNotOpen('current', state), isOpen('next', state)];
  return [unless(`current == nil || ${was} || ${becomes}`)];
}

export function spanCheck(entity: EntityModel, rule: Extract<RuleModel, { kind: 'span' }>): GoCheck {
  const { start, end, least, most } = rule;
  const day = start.type === 'date' ? '[:len("2006-01-02")]' : '';
  const limit = ({ amount, unit }: Span): string =>
    `later{${amount}, ${goString(unit)}}.than(${heldIn('next', start)})${day}`;
  return ruleFunction(entity, rule, [
    ...unlessSet([start, end]),
    ...(least ? [`least := ${limit(least)}`] : []),
    ...(most ? [`most := ${limit(most)}`] : []),
    refuseIf(
      [...(least ? [`${heldIn('next', end)} < least`] : []), ...(most ? [`${heldIn('next', end)} > most`] : [])].join(
        ' || ',
      ),
      rule,
      'Invalid',
    ),
  ]);
}
