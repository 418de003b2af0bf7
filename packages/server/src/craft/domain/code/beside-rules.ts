import { call, lines, quote } from '../../emit/layout.ts';
import type { HoursModel } from '../beside.ts';
import type { EntityModel, ProjectModel, RuleModel } from '../model.ts';
import { entityOf } from '../model.ts';
import { type Check, refuse, ruleFunction, unlessOpen, unlessSet } from './check-function.ts';
import { presentFor } from './counted.ts';
import { openSql, placed } from './sql.ts';

/** Checks that hold a row against others, or against the hours in which something happens at all. */

type Rule<K extends RuleModel['kind']> = Extract<RuleModel, { kind: K }>;
type Beside = Rule<'rising' | 'total' | 'apart' | 'backed' | 'hours'>;

export function besideCheck(project: ProjectModel, entity: EntityModel, rule: Beside): Check {
  switch (rule.kind) {
    case 'rising':
      return risingCheck(project, entity, rule);
    case 'total':
      return totalCheck(project, entity, rule);
    case 'apart':
      return apartCheck(project, entity, rule);
    case 'backed':
      return backedCheck(project, entity, rule);
    case 'hours':
      return hoursCheck(entity, rule);
  }
}

function ask(project: ProjectModel, helper: 'count' | 'exists', sql: string, parameters: readonly string[]): string {
  return call(helper, ['database', quote(placed(sql, project.database)), ...parameters]);
}

/** A row that is changed in other respects may stay as low as it is. */
function risingCheck(project: ProjectModel, entity: EntityModel, rule: Rule<'rising'>): Check {
  const own = [rule.field, ...(rule.of ? [rule.of] : [])];
  const same = own.map(({ name }, at) => `current${at === 0 ? '?' : ''}.${name} === next.${name}`).join(' && ');
  const where = [...(rule.of ? [`${rule.of.column} = ?`] : []), `${rule.field.column} >= ?`, 'id IS NOT ?'];
  const sql = `SELECT 1 FROM ${entity.table} WHERE ${where.join(' AND ')}`;
  const parameters = [...(rule.of ? [`next.${rule.of.name}`] : []), `next.${rule.field.name}`, 'current?.id ?? null'];
  return ruleFunction(
    entity,
    rule,
    ['database', 'next', 'current'],
    [
      `  if (${same}) return;`,
      ...unlessSet(own),
      `  const isOutdone = ${ask(project, 'exists', sql, parameters)}`,
      lines('  if (isOutdone) {', `    ${refuse(rule)}`, '  }'),
    ],
  );
}

function totalCheck(project: ProjectModel, entity: EntityModel, rule: Rule<'total'>): Check {
  const where = [...(rule.open ? [openSql(rule.open, project.database)] : []), 'id IS NOT ?'].join(' AND ');
  const sql = `SELECT count(*) FROM ${entity.table} WHERE ${where}`;
  return ruleFunction(
    entity,
    rule,
    ['database', ...(rule.open ? (['next'] as const) : []), 'id'],
    [
      unlessOpen(rule.open),
      `  const others = ${ask(project, 'count', sql, ['id'])}`,
      lines(`  if (others >= ${rule.limit}) {`, `    ${refuse(rule)}`, '  }'),
    ],
  );
}

function apartCheck(project: ProjectModel, entity: EntityModel, rule: Rule<'apart'>): Check {
  const { via, field, parentField } = rule;
  const sql = `SELECT 1 FROM ${entityOf(project, rule.parent).table} WHERE id = ? AND ${parentField.column} = ?`;
  return ruleFunction(
    entity,
    rule,
    ['database', 'next'],
    [
      ...unlessSet([via, field]),
      `  const isOwn = ${ask(project, 'exists', sql, [`next.${via.name}`, `next.${field.name}`])}`,
      lines('  if (isOwn) {', `    ${refuse(rule)}`, '  }'),
    ],
  );
}

/** A row that stands may go on standing when what it was made on is gone. */
function backedCheck(project: ProjectModel, entity: EntityModel, rule: Rule<'backed'>): Check {
  const { pairs, open, none, past } = rule;
  const same = pairs.map(([{ name }], at) => `current${at === 0 ? '?' : ''}.${name} === next.${name}`).join(' && ');
  const where = [
    ...pairs.map(([, other]) => `${other.column} = ?`),
    ...(open ? [openSql(open, project.database)] : []),
    ...(past ? [`${past.column} < ?`] : []),
  ].join(' AND ');
  const sql = `SELECT 1 FROM ${entityOf(project, rule.by).table} WHERE ${where}`;
  const parameters = [...pairs.map(([own]) => `next.${own.name}`), ...(past ? [presentFor(past)] : [])];
  const name = none ? 'isBarred' : 'isBacked';
  return ruleFunction(
    entity,
    rule,
    ['database', 'next', 'current', ...(past ? (['now'] as const) : [])],
    [
      `  if (${same}) return;`,
      ...unlessSet(pairs.map(([own]) => own)),
      `  const ${name} = ${ask(project, 'exists', sql, parameters)}`,
      lines(`  if (${none ? '' : '!'}${name}) {`, `    ${refuse(rule)}`, '  }'),
    ],
  );
}

/** Whether one time of day is enough, because the hours go on past midnight. */
export function isOvernight({ opens, closes }: HoursModel): boolean {
  return opens !== undefined && closes !== undefined && opens > closes;
}

/** All of them on one line where there is room, else each on its own. */
function joined(tests: readonly string[]): string {
  const flat = tests.join(' && ');
  return flat.length <= 95 ? flat : tests.flatMap((test) => test.split(/ && (?![^(]*\))/)).join(' &&\n    ');
}

function hoursCheck(entity: EntityModel, rule: Rule<'hours'>): Check {
  const { field, opens, closes, days } = rule;
  const held = `next.${field.name}`;
  const times = [
    ...(opens === undefined ? [] : [`hour >= ${quote(`${opens}:00`)}`]),
    ...(closes === undefined ? [] : [`hour <= ${quote(`${closes}:00`)}`]),
  ].join(isOvernight(rule) ? ' || ' : ' && ');
  const cut = field.type === 'date' ? '.slice(0, 10)' : '';
  const after = (count: number): string => `later(week.from, ${count}, 'day')${cut}`;
  const week = days
    ? [
        ...(days[0] > 1 ? [`${held} >= ${after(days[0] - 1)}`] : []),
        ...(days[1] < 7 ? [`${held} < ${after(days[1])}`] : []),
      ]
    : [];
  const tests = [...(times === '' ? [] : [isOvernight(rule) && week.length > 0 ? `(${times})` : times]), ...week];
  return ruleFunction(
    entity,
    rule,
    ['next', 'current'],
    [
      ...unlessSet([field]),
      `  if (current?.${field.name} === ${held}) return;`,
      times === '' ? undefined : `  const hour = ${held}.slice(11, 19);`,
      week.length === 0 ? undefined : `  const week = periodOf(${held}, 'week');`,
      ...(tests.length === 1
        ? [`  if (${tests[0]}) return;`]
        : [`  const isOpen =\n    ${joined(tests)};`, '  if (isOpen) return;']),
      `  ${refuse(rule, 'unprocessable')}`,
    ],
  );
}
