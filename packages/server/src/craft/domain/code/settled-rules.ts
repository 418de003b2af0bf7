import { call, lines, quote } from '../../emit/layout.ts';
import type { EntityModel, ProjectModel, RuleModel } from '../model.ts';
import { entityOf } from '../model.ts';
import { type Check, refuse, ruleFunction } from './check-function.ts';
import { openSql, placed } from './sql.ts';
import { unlessEntered } from './until-rules.ts';

/** What does not happen to a row while others refer to it. */
export function settledCheck(
  project: ProjectModel,
  entity: EntityModel,
  rule: Extract<RuleModel, { kind: 'settled' }>,
): Check {
  const { change, by, via, open } = rule;
  const where = [`${via.column} = ?`, ...(open ? [openSql(open, project.database)] : [])].join(' AND ');
  const sql = `SELECT 1 FROM ${entityOf(project, by).table} WHERE ${where}`;
  return ruleFunction(
    entity,
    rule,
    ['database', 'next', 'current'],
    [
      unlessEntered(change),
      `  const isHeld = ${call('exists', ['database', quote(placed(sql, project.database)), 'current.id'])}`,
      lines('  if (isHeld) {', `    ${refuse(rule)}`, '  }'),
    ],
  );
}
