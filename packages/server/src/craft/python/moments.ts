import { momentSign } from '../domain/code/row-rules.ts';
import type { RuleModel } from '../domain/model.ts';
import { pythonString } from './source.ts';

/** Where a time lies, seen from the present; one that has passed since it was written may stay. */
export function momentLines(rule: Extract<RuleModel, { kind: 'moment' }>): string[] {
  const { field, distance, side } = rule;
  const name = pythonString(field.name);
  const away = distance
    ? `later(now, ${side === 'past' ? '-' : ''}${distance.amount}, ${pythonString(distance.unit)})`
    : 'now';
  const limit = field.type === 'date' ? `${away}[:10]` : away;
  return [
    `    if current and current[${name}] == row[${name}]:\n        return`,
    `    if not row[${name}] ${momentSign(rule)} ${limit}:`,
  ];
}
