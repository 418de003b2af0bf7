import { isWhole } from '../../domain/model.ts';
import type { FieldModel } from '../../domain/model.ts';

/** Values for rows that together make up the limit, the last of which may be made larger; undefined: there are none. */
export function amountsUpTo(field: FieldModel, limit: number): { first: number[]; rest: number } | undefined {
  const step = isWhole(field) ? 1 : 0.5;
  const least = Math.max(field.min ?? step, step);
  const most = Math.min(field.max ?? limit, limit) - step;
  const rest = Math.max(least, step);
  if (rest > most) return undefined;
  const first: number[] = [];
  for (let left = limit - rest; left > 0; ) {
    const value = left <= most ? left : Math.min(most, left - least);
    if (value < least || first.length === 20) return undefined;
    first.push(value);
    left -= value;
  }
  return first.length === 0 ? undefined : { first, rest };
}
