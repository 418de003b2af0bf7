import { isOvernight } from '../domain/code/beside-rules.ts';
import { openSql } from '../domain/code/sql.ts';
import type { EntityModel, ProjectModel, RuleModel } from '../domain/model.ts';
import { entityOf } from '../domain/model.ts';
import { ask, type Check, refusal, rowValue, ruleFunction, unlessOpen, unlessSet } from './check-function.ts';
import { pythonString } from './source.ts';

/** Checks that hold a row against others, or against the hours in which something happens at all. */

type Rule<K extends RuleModel['kind']> = Extract<RuleModel, { kind: K }>;

const own = '    own = current["id"] if current else None';

function unlessSame(fields: readonly { name: string }[]): string {
  const same = fields.map(({ name }) => `current[${pythonString(name)}] == row[${pythonString(name)}]`);
  const flat = `    if current and ${same.join(' and ')}:`;
  return `${flat.length <= 100 ? flat : `    if (\n        current\n        and ${same.join('\n        and ')}\n    ):`}\n        return`;
}

export function besideCheck(
  project: ProjectModel,
  entity: EntityModel,
  rule: Rule<'rising' | 'total' | 'apart' | 'backed' | 'hours'>,
): Check {
  switch (rule.kind) {
    case 'rising': {
      const { field, of } = rule;
      const where = [...(of ? [`${of.column} = ?`] : []), `${field.column} >= ?`, 'id IS NOT ?'].join(' AND ');
      const both = [field, ...(of ? [of] : [])];
      const values = [...(of ? [rowValue(of)] : []), rowValue(field), 'own'];
      return ruleFunction(rule, [
        unlessSame(both),
        ...unlessSet(both),
        own,
        ask('outdone', 'exists', `SELECT 1 FROM ${entity.table} WHERE ${where}`, values),
        '    if outdone:',
        refusal('        ', rule),
      ]);
    }
    case 'total': {
      const where = [...(rule.open ? [openSql(rule.open, 'sqlite')] : []), 'id IS NOT ?'].join(' AND ');
      return ruleFunction(rule, [
        unlessOpen(rule.open),
        own,
        ask('others', 'count', `SELECT count(*) FROM ${entity.table} WHERE ${where}`, ['own']),
        `    if others >= ${rule.limit}:`,
        refusal('        ', rule),
      ]);
    }
    case 'apart': {
      const { via, field, parentField } = rule;
      const sql = `SELECT 1 FROM ${entityOf(project, rule.parent).table} WHERE id = ? AND ${parentField.column} = ?`;
      return ruleFunction(rule, [
        ...unlessSet([via, field]),
        ask('is_own', 'exists', sql, [rowValue(via), rowValue(field)]),
        '    if is_own:',
        refusal('        ', rule),
      ]);
    }
    case 'backed': {
      const { pairs, open, none, past } = rule;
      const fields = pairs.map(([mine]) => mine);
      const where = [
        ...pairs.map(([, other]) => `${other.column} = ?`),
        ...(open ? [openSql(open, 'sqlite')] : []),
        ...(past ? [`${past.column} < ?`] : []),
      ].join(' AND ');
      const sql = `SELECT 1 FROM ${entityOf(project, rule.by).table} WHERE ${where}`;
      return ruleFunction(rule, [
        unlessSame(fields),
        ...unlessSet(fields),
        ask(none ? 'barred' : 'backed', 'exists', sql, [
          ...fields.map(rowValue),
          ...(past ? [past.type === 'date' ? 'now[:10]' : 'now'] : []),
        ]),
        none ? '    if barred:' : '    if not backed:',
        refusal('        ', rule),
      ]);
    }
    case 'hours':
      return hoursCheck(rule);
  }
}

function hoursCheck(rule: Rule<'hours'>): Check {
  const { field, opens, closes, days } = rule;
  const cut = field.type === 'date' ? '[:10]' : '';
  const [opening, closing] = [opens, closes].map((time) => (time === undefined ? '' : pythonString(`${time}:00`)));
  const hour =
    opens !== undefined && closes !== undefined
      ? isOvernight(rule)
        ? `(hour >= ${opening} or hour <= ${closing})`
        : `${opening} <= hour <= ${closing}`
      : opens === undefined
        ? `hour <= ${closing}`
        : `hour >= ${opening}`;
  const tests = [
    ...(opens === undefined && closes === undefined ? [] : [hour]),
    ...(days && days[0] > 1 ? [`time >= later(monday, ${days[0] - 1}, "day")${cut}`] : []),
    ...(days && days[1] < 7 ? [`time < later(monday, ${days[1]}, "day")${cut}`] : []),
  ];
  const whole = tests.join(' and ');
  return ruleFunction(rule, [
    ...unlessSet([field]),
    unlessSame([field]),
    `    time = ${rowValue(field)}`,
    opens === undefined && closes === undefined ? undefined : '    hour = time[11:19]',
    days ? '    monday, _ = period_of(time, "week")' : undefined,
    tests.length === 1 ? `    if not ${whole}:` : `    if not (${whole}):`,
    refusal('        ', rule, 'Unprocessable'),
  ]);
}
