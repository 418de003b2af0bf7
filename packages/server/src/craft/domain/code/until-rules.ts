import { call, lines, quote } from '../../emit/layout.ts';
import type { EntityModel, FieldModel, OpenModel, ProjectModel, RuleModel } from '../model.ts';
import { entityOf } from '../model.ts';
import { type Check, openTest, refuse, ruleFunction, unlessSet } from './check-function.ts';
import { presentFor } from './counted.ts';
import { columnType, placed } from './sql.ts';

/** What is done only before a time. */

type Until = Extract<RuleModel, { kind: 'until' }>;

/** How a time that is early enough compares with the present, moved on by the lead. */
export function untilSign({ lead }: Until): '>' | '>=' {
  return lead ? '>=' : '>';
}

/** The state into which a change brings a row, and whether it is that state (`is`) or its opposite that is asked about. */
export function enteredState(change: { field: FieldModel; to: OpenModel['equals'] }): {
  state: OpenModel;
  is: boolean;
} {
  const { field, to } = change;
  // A time that gets set is no longer empty.
  return to === 'now'
    ? { state: { field, equals: null, or: [] }, is: false }
    : { state: { field, equals: to, or: [] }, is: true };
}

/** Lines that leave the function where the change is another one. */
function unlessDone(entity: EntityModel, { change }: Until): string[] {
  if (change === 'create') return ['  if (current) return;'];
  if (Array.isArray(change)) {
    const names = change.map(({ name }) => quote(name)).join(', ');
    return [
      '  if (!current) return;',
      `  const kept: (keyof ${entity.typeName}Values)[] = [${names}];`,
      '  if (kept.every((name) => next[name] === current[name])) return;',
    ];
  }
  return [unlessEntered(change)];
}

/** Leaves the function where the change does not bring the row into the state. */
export function unlessEntered(change: { field: FieldModel; to: OpenModel['equals'] }): string {
  const { state, is } = enteredState(change);
  return `  if (!current || ${openTest('current', state, is)} || ${openTest('next', state, !is)}) return;`;
}

export function untilCheck(project: ProjectModel, entity: EntityModel, rule: Until): Check {
  const { change, via, time, lead } = rule;
  const row = change === 'create' ? 'next' : 'current';
  const away = lead && `later(now, ${lead.amount}, ${quote(lead.unit)})${time.type === 'date' ? '.slice(0, 10)' : ''}`;
  const latest = away ?? presentFor(time);
  const early = untilSign(rule);
  if (!via) {
    const held = `${row}.${time.name}`;
    return ruleFunction(
      entity,
      rule,
      ['next', 'current', 'now'],
      [
        ...unlessDone(entity, rule),
        `  if (${time.nullable ? `${held} === null || ` : ''}${held} ${early} ${latest}) return;`,
        `  ${refuse(rule)}`,
      ],
    );
  }
  const { table } = entityOf(project, via.parent);
  const typed = project.database === 'sqlite' ? '?' : `?::${columnType(time, project.database)}`;
  const column = `${time.column} ${early} ${typed}`;
  const sql = `SELECT 1 FROM ${table} WHERE id = ? AND ${time.nullable ? `(${time.column} IS NULL OR ${column})` : column}`;
  return ruleFunction(
    entity,
    rule,
    ['database', 'next', 'current', 'now'],
    [
      ...unlessDone(entity, rule),
      ...unlessSet([via.field]),
      `  const early = ${call('exists', ['database', quote(placed(sql, project.database)), `next.${via.field.name}`, latest])}`,
      lines('  if (!early) {', `    ${refuse(rule)}`, '  }'),
    ],
  );
}
