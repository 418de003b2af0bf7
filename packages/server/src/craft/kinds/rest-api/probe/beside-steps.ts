import type { EntityModel, RuleModel } from '../../../domain/model.ts';
import { entityOf } from '../../../domain/model.ts';
import { isoTime, sampleNumber } from '../../../domain/samples.ts';
import { childOf, parentOf } from './effect-steps.ts';
import { type Script, idOf } from './script.ts';

/** Rules that hold a row against others: one that breaks each. */

type Beside = Extract<RuleModel, { kind: 'rising' | 'apart' | 'backed' }>;

export function besideOf(script: Script, entity: EntityModel, rule: Beside): void {
  const broken = `rule ${rule.code}`;
  const mark = script.steps.length;
  const undo = (): void => void script.steps.splice(mark);
  switch (rule.kind) {
    case 'rising': {
      const { field, of } = rule;
      if (of?.readOnly) return;
      const scope = of ? parentOf(script, entity, of) : { given: {} };
      const high = sampleNumber(field) + 1000;
      if (!scope || high > (field.max ?? Infinity)) return undo();
      const first = script.row(entity, { ...scope.given, [field.name]: high }, scope.by);
      if (!first || !script.row(entity, { ...scope.given, [field.name]: high }, scope.by)) return undo();
      return script.lastFails(409, broken);
    }
    case 'apart': {
      const { via, field, parentField } = rule;
      const parent = entityOf(script.project, rule.parent);
      if (via.readOnly) return;
      if (field.actor !== parentField.actor) return;
      const people =
        field.actor || field.references === undefined
          ? undefined
          : script.row(entityOf(script.project, field.references));
      if (!field.actor && !people) return undo();
      const maker = people ? idOf(people.name) : undefined;
      const row = script.parentRow(entity, via, maker ? { [parentField.name]: maker } : {});
      const given = row && { ...childOf(parent, via, row).given, ...(maker ? { [field.name]: maker } : {}) };
      const made = given && script.row(entity, given, row.by);
      // Only what the same person made is their own.
      return made && made.by === row.by ? script.lastFails(409, broken) : undo();
    }
    case 'backed': {
      const named = rule.pairs.filter(([own]) => !own.actor);
      const given = named.map(([own]) => (own.readOnly ? undefined : parentOf(script, entity, own)));
      const by = given.find((one) => one?.by !== undefined)?.by;
      if (named.length === 0 || given.includes(undefined)) return undo();
      const all = Object.assign({}, ...given.map((one) => one?.given)) as Record<string, unknown>;
      if (rule.none) {
        const barring = barringOf(script, rule, all);
        if (!barring || !script.openRow(entityOf(script.project, rule.by), rule.open, barring, by)) return undo();
        return script.row(entity, all, by) ? script.lastFails(409, broken) : undo();
      }
      return script.unbackedRow(entity, all, by) ? script.lastFails(409, broken) : undo();
    }
  }
}

/** Values of a row that stands against another with `all`; undefined where no client can make it. */
function barringOf(
  script: Script,
  { by, pairs, past }: Extract<RuleModel, { kind: 'backed' }>,
  all: Record<string, unknown>,
): Record<string, unknown> | undefined {
  const held = Object.fromEntries(pairs.map(([own, other]) => [other.name, all[own.name]]));
  if (pairs.some(([own, other]) => own.actor || other.readOnly)) return undefined;
  if (!past) return held;
  const bounded = entityOf(script.project, by).rules.some(
    (rule) =>
      (rule.kind === 'order' && (rule.before === past || rule.after === past)) ||
      (rule.kind === 'span' && (rule.start === past || rule.end === past)) ||
      (rule.kind === 'moment' && rule.field === past),
  );
  return past.readOnly || bounded ? undefined : { ...held, [past.name]: isoTime(past, Date.UTC(2020, 0, 1)) };
}
