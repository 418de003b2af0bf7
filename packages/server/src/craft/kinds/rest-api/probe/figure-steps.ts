import type { EntityModel, RuleModel } from '../../../domain/model.ts';
import { entityOf, isTime, isWhole } from '../../../domain/model.ts';
import { isoTime } from '../../../domain/samples.ts';
import { crowding, factorValue, lengths } from '../tests/effect-tests.ts';
import { childOf } from './effect-steps.ts';
import { point } from './row-steps.ts';
import { isApart, type Script } from './script.ts';

/** Figures that rows are given: a sum over others, and times that follow from times. */

type Rule<K extends RuleModel['kind']> = Extract<RuleModel, { kind: K }>;

/** One part, and another where they do not stand in each other's way; then one of them goes. */
export function sumOf(script: Script, entity: EntityModel, rule: Rule<'sum'>): void {
  const part = entityOf(script.project, rule.of);
  const { field, via, factors, average } = rule;
  if (!entity.verbs.has('read') || !part.verbs.has('create') || via.readOnly || rule.share) return;
  if (factors.some((factor) => factor.readOnly)) return;
  const mark = script.steps.length;
  const whole = script.parentRow(part, via);
  const child = whole && childOf(entity, via, whole);
  if (!child) return void script.steps.splice(mark);
  const reader = script.actor(entity, 'read', whole.by);
  const holds = (values: readonly number[]): void => {
    const sum = values.reduce((all, value) => all + value, 0);
    const value = average ? sum / values.length : sum;
    script.add({
      name: `${field.label} of ${entity.one}`,
      method: 'GET',
      path: `/${entity.path}/{${whole.name}}`,
      expected: 200,
      gives: { [field.name]: isWhole(field) ? Math.round(value) : value },
      ...(reader === undefined ? {} : { as: reader }),
    });
  };
  const several = part.rules.every((one) => !crowding.has(one.kind)) && part.effects.every((one) => one.as === 'part');
  const values: number[] = [];
  let last;
  for (const n of several ? [1, 2] : [1]) {
    const given = Object.fromEntries(factors.map((factor) => [factor.name, factorValue(factor, n)]));
    // Nobody rates what is their own.
    const by = isApart(part, via) ? script.another(part) : (child.by ?? whole.by);
    last = script.row(part, { ...child.given, ...given }, by);
    if (!last) return void script.steps.splice(mark);
    values.push(factors.reduce((product, factor) => product * factorValue(factor, n), 1));
    holds(values);
  }
  if (!several || !last || !part.verbs.has('delete') || part.guards.length > 0) return;
  script.remove(part, last);
  holds(values.slice(0, 1));
}

/** A time that follows from the one before it. */
export function endsOf(script: Script, entity: EntityModel, rule: Rule<'ends'>): void {
  const { field, start, by, amount, unit } = rule;
  const past = entity.rules.some((other) => other.kind === 'moment' && other.field === start && other.side === 'past');
  if (start.readOnly || by?.readOnly || past || !isTime(field) || unit === 'month' || unit === 'year') return;
  const count = by ? Math.min(Math.max(2, by.min ?? 0), by.max ?? 2) : amount;
  const begun = String(point(start, 1));
  const mark = script.steps.length;
  const row = script.row(entity, { [start.name]: begun, ...(by ? { [by.name]: count } : {}) });
  const last = script.steps.at(-1);
  if (!row || !last) return void script.steps.splice(mark);
  last.gives = { [field.name]: isoTime(field, Date.parse(begun) + count * lengths[unit]) };
  delete last.save;
}
