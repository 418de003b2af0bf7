import type { EntityModel, FieldModel, OpenModel, RuleModel } from '../../../domain/model.ts';
import { isTime } from '../../../domain/model.ts';
import { daysIn, isoTime, mayTake } from '../../../domain/samples.ts';
import { crowding } from '../tests/effect-tests.ts';
import { type Parent, parentOf } from './effect-steps.ts';
import { point } from './row-steps.ts';
import type { Script } from './script.ts';

/** A row beside another, one that starts as the other ends, and one that reaches into both. */
export function overlapOf(
  script: Script,
  entity: EntityModel,
  rule: Extract<RuleModel, { kind: 'no-overlap' }>,
  twice: (parent: Parent, times: number, open?: OpenModel) => void,
): void {
  const { scope, start, end, open } = rule;
  const follows = entity.rules.some((other) => other.kind === 'ends' && other.field === end);
  const at = (field: FieldModel, step: number): unknown =>
    unit === undefined || unit === 1
      ? point(field, step)
      : isoTime(field, Math.round(Date.parse(String(point(start, 1))) + (step - 1) * unit * day));
  const hidden = [scope, start, ...(follows ? [] : [end])].some((field) => field?.readOnly === true && !field.actor);
  const unit = follows ? 1 : unitOf(entity, start);
  if (hidden || unit === undefined) return;
  const mark = script.steps.length;
  const undo = (): void => void script.steps.splice(mark);
  const scoped = scope ? parentOf(script, entity, scope) : { given: {} };
  if (!scoped) return undo();
  const span = (from: number, to: number): Parent => ({
    ...scoped,
    given: { ...scoped.given, [start.name]: at(start, from), ...(follows ? {} : { [end.name]: at(end, to) }) },
  });
  const crowded = entity.rules.some((other) => other !== rule && crowding.has(other.kind));
  // Times that lie weeks apart, and rows that are limited in another way as well, are tried by the same span twice.
  if (follows || crowded || start.step === 7) return twice(span(1, 3), 1, open);
  const beside = script.openRow(entity, open, span(3, 5).given, scoped.by);
  if (!beside) return undo();
  if (!script.openRow(entity, open, span(1, 3).given, scoped.by ?? beside.by)) return undo();
  if (!script.openRow(entity, open, span(2, 4).given, scoped.by ?? beside.by)) return undo();
  script.lastFails(409, `rule ${rule.code}`);
}

const day = 86_400_000;

/** So many days that a row may take two of them; undefined where there is no telling. */
function unitOf(entity: EntityModel, start: FieldModel): number | undefined {
  if (!isTime(start) || mayTake(entity, start, 2)) return 1;
  const most = entity.rules.flatMap((rule) =>
    rule.kind === 'span' && rule.start === start ? (daysIn(rule.most) ?? []) : [],
  );
  const half = Math.min(...most) / 2;
  const isFree = entity.rules.every(({ kind }) => kind !== 'hours');
  return start.type === 'datetime' && isFree && Number.isFinite(half) && mayTake(entity, start, 2 * half)
    ? half
    : undefined;
}
