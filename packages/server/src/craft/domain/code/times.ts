import { quote } from '../../emit/layout.ts';
import type { FieldModel } from '../model.ts';

/** What a field that starts with the present holds, given the source of the present: it, or so long after it. */
export function timeFrom(field: FieldModel, now: string): string {
  const { after } = field;
  const time = after ? `later(${now}, ${after.amount}, ${quote(after.unit)})` : now;
  return field.type === 'date' ? `${time}.slice(0, 10)` : time;
}
