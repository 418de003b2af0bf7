import { momentSign } from '../domain/code/row-rules.ts';
import type { RuleModel } from '../domain/model.ts';
import type { Span } from '../requirements.ts';
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

/** How long a row takes; texts of times sort as the times do. */
export function spanLines({ start, end, least, most }: Extract<RuleModel, { kind: 'span' }>): string[] {
  const name = pythonString(end.name);
  const limit = ({ amount, unit }: Span): string =>
    `later(row[${pythonString(start.name)}], ${amount}, ${pythonString(unit)})${start.type === 'date' ? '[:10]' : ''}`;
  if (least && most)
    return [`    least = ${limit(least)}`, `    most = ${limit(most)}`, `    if not least <= row[${name}] <= most:`];
  const [side, length] = least ? (['<', least] as const) : (['>', most] as const);
  return length ? [`    if row[${name}] ${side} ${limit(length)}:`] : [];
}
