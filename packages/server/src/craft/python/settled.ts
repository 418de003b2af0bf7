import { openSql } from '../domain/code/sql.ts';
import type { ProjectModel, RuleModel } from '../domain/model.ts';
import { entityOf } from '../domain/model.ts';
import { ask, type Check, refusal, ruleFunction } from './check-function.ts';
import { unlessEntered } from './until.ts';

/** What does not happen to a row while others refer to it. */
export function settledCheck(project: ProjectModel, rule: Extract<RuleModel, { kind: 'settled' }>): Check {
  const { change, by, via, open } = rule;
  const where = [`${via.column} = ?`, ...(open ? [openSql(open, 'sqlite')] : [])].join(' AND ');
  const sql = `SELECT 1 FROM ${entityOf(project, by).table} WHERE ${where}`;
  return ruleFunction(rule, [
    ...unlessEntered(change),
    ask('is_held', 'exists', sql, ['current["id"]']),
    '    if is_held:',
    refusal('        ', rule),
  ]);
}
