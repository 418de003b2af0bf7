import { enteredState, untilSign } from '../domain/code/until-rules.ts';
import type { ProjectModel, RuleModel } from '../domain/model.ts';
import { entityOf } from '../domain/model.ts';
import { fold } from '../emit/fold.ts';
import { ask, type Check, openTest, refusal, rowValue, ruleFunction, unlessSet } from './check-function.ts';
import { pythonString, pythonStyle } from './source.ts';

/** Whatever is done only before a time; the row as it was says when, a new one as it would be. */
export function untilCheck(project: ProjectModel, rule: Extract<RuleModel, { kind: 'until' }>): Check {
  const { change, via, time, lead } = rule;
  const away = lead ? `later(now, ${lead.amount}, ${pythonString(lead.unit)})` : 'now';
  const latest = time.type === 'date' ? `${away}[:10]` : away;
  const held = `${change === 'create' ? 'row' : 'current'}[${pythonString(time.name)}]`;
  const early = `${held} ${untilSign(rule)} ${latest}`;
  const column = `${time.column} ${untilSign(rule)} ?`;
  const sql = (table: string): string =>
    `SELECT 1 FROM ${table} WHERE id = ? AND ${time.nullable ? `(${time.column} IS NULL OR ${column})` : column}`;
  return ruleFunction(rule, [
    ...unlessDone(change),
    ...(via
      ? [
          ...unlessSet([via.field]),
          ask('early', 'exists', sql(entityOf(project, via.parent).table), [rowValue(via.field), latest]),
          '    if not early:',
        ]
      : [`    if not (${time.nullable ? `${held} is None or ` : ''}${early}):`]),
    refusal('        ', rule),
  ]);
}

const replaced = '    if current is None:\n        return';

function unlessDone(change: Extract<RuleModel, { kind: 'until' }>['change']): string[] {
  if (change === 'create') return ['    if current is not None:\n        return'];
  if (Array.isArray(change))
    return [
      replaced,
      fold(
        '    kept = ',
        { open: '(', items: change.map(({ name }) => pythonString(name)), close: change.length === 1 ? ',)' : ')' },
        pythonStyle,
      ),
      '    if all(row[name] == current[name] for name in kept):\n        return',
    ];
  return unlessEntered(change);
}

/** Leaves the function where the change does not bring the row into the state. */
export function unlessEntered(change: Parameters<typeof enteredState>[0]): string[] {
  const { state, is } = enteredState(change);
  return [replaced, `    if ${openTest('current', state, is)} or ${openTest('row', state, !is)}:\n        return`];
}
