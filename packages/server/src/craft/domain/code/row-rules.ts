import { call, lines, quote } from '../../emit/layout.ts';
import type { Span } from '../../requirements.ts';
import type { EntityModel, MomentModel, ProjectModel, RuleModel } from '../model.ts';
import { entityOf } from '../model.ts';
import { type Check, openTest, refuse, ruleFunction, unlessOpen, unlessSet } from './check-function.ts';
import { presentFor } from './counted.ts';
import { openSql, placed } from './sql.ts';

/** Checks that look at nothing but the row, and the one it replaces. */

type Rule<K extends RuleModel['kind']> = Extract<RuleModel, { kind: K }>;

/** How a time that keeps the rule compares with its limit. */
export function momentSign({ side, orNow }: MomentModel): string {
  return `${side === 'future' ? '>' : '<'}${orNow ? '=' : ''}`;
}

/** A time that has passed since it was written may stay. */
export function momentCheck(entity: EntityModel, rule: Rule<'moment'>): Check {
  const { field, distance, side } = rule;
  const next = `next.${field.name}`;
  const limit = distance
    ? `later(now, ${side === 'past' ? '-' : ''}${distance.amount}, ${quote(distance.unit)})${field.type === 'date' ? '.slice(0, 10)' : ''}`
    : presentFor(field);
  return ruleFunction(
    entity,
    rule,
    ['next', 'current', 'now'],
    [
      ...unlessSet([field]),
      `  if (${next} === current?.${field.name}) return;`,
      `  if (${next} ${momentSign(rule)} ${limit}) return;`,
      `  ${refuse(rule, 'unprocessable')}`,
    ],
  );
}

export function fixedCheck(entity: EntityModel, rule: Rule<'fixed'>): Check {
  const { fields, open } = rule;
  const [only] = fields;
  const kept =
    fields.length === 1 && only
      ? [`  if (next.${only.name} === current.${only.name}) return;`]
      : [
          `  const kept: (keyof ${entity.typeName}Values)[] = [${fields.map(({ name }) => quote(name)).join(', ')}];`,
          '  if (kept.every((name) => next[name] === current[name])) return;',
        ];
  return ruleFunction(
    entity,
    rule,
    ['next', 'current'],
    [
      '  if (!current) return;',
      open && `  if (${openTest('current', open, false)}) return;`,
      ...kept,
      `  ${refuse(rule)}`,
    ],
  );
}

export function needsCheck(entity: EntityModel, rule: Rule<'needs'>): Check {
  return ruleFunction(
    entity,
    rule,
    ['next'],
    [unlessOpen(rule.open), `  if (next.${rule.field.name} !== null) return;`, `  ${refuse(rule, 'unprocessable')}`],
  );
}

/** A number and the one that bounds it, which stands in another row. */
export function fitsCheck(project: ProjectModel, entity: EntityModel, rule: Rule<'fits'>): Check {
  const { field, via, parentField, least } = rule;
  const bound = least ? 'least' : 'most';
  const sql = `SELECT ${parentField.column} FROM ${entityOf(project, rule.parent).table} WHERE id = ?`;
  return ruleFunction(
    entity,
    rule,
    ['database', 'next'],
    [
      ...unlessSet([via]),
      `  const ${bound} = ${call('count', ['database', quote(placed(sql, project.database)), `next.${via.name}`])}`,
      `  if (next.${field.name} ${least ? '>=' : '<='} ${bound}) return;`,
      `  ${refuse(rule, 'unprocessable')}`,
    ],
  );
}

/** A row that is made, or comes to belong to another one, asks in which state that is. */
export function usableCheck(project: ProjectModel, entity: EntityModel, rule: Rule<'usable'>): Check {
  const { per, open } = rule;
  const sql = `SELECT 1 FROM ${entityOf(project, rule.parent).table} WHERE id = ? AND ${openSql(open, project.database)}`;
  return ruleFunction(
    entity,
    rule,
    ['database', 'next', 'current'],
    [
      `  if (current?.${per.name} === next.${per.name}) return;`,
      ...unlessSet([per]),
      `  const isOpen = ${call('exists', ['database', quote(placed(sql, project.database)), `next.${per.name}`])}`,
      lines('  if (!isOpen) {', `    ${refuse(rule)}`, '  }'),
    ],
  );
}

/** Texts of times sort as the times do. */
export function spanCheck(entity: EntityModel, rule: Rule<'span'>): Check {
  const { start, end, least, most } = rule;
  const limit = ({ amount, unit }: Span): string =>
    `later(next.${start.name}, ${amount}, ${quote(unit)})${start.type === 'date' ? '.slice(0, 10)' : ''}`;
  const tests = [
    ...(least ? [`next.${end.name} >= ${limit(least)}`] : []),
    ...(most ? [`next.${end.name} <= ${limit(most)}`] : []),
  ];
  return ruleFunction(
    entity,
    rule,
    ['next'],
    [
      ...unlessSet([start, end]),
      ...(tests.length === 1
        ? [`  if (${tests[0]}) return;`]
        : [`  const fits =\n    ${tests.join(' &&\n    ')};`, '  if (fits) return;']),
      `  ${refuse(rule, 'unprocessable')}`,
    ],
  );
}

export function distinctCheck(entity: EntityModel, rule: Rule<'distinct'>): Check {
  const [one, other] = rule.fields;
  return ruleFunction(
    entity,
    rule,
    ['next'],
    [
      // Where both may be empty, two that are empty are not the same.
      ...(one.nullable && other.nullable ? unlessSet([one]) : []),
      `  if (next.${one.name} !== next.${other.name}) return;`,
      `  ${refuse(rule, 'unprocessable')}`,
    ],
  );
}
