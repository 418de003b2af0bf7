import type { EntityModel, RuleModel } from '../../../domain/model.ts';
import { entityOf } from '../../../domain/model.ts';
import { parentNumberOf } from '../../../domain/following.ts';
import { mayTake, sampleNumber } from '../../../domain/samples.ts';
import { childOf } from './effect-steps.ts';
import { point } from './row-steps.ts';
import type { Script } from './script.ts';

/** Amounts that follow from the rate or the price of another row. */

/** What follows from a number of another row is that many times as much. */
export function pricedOf(
  script: Script,
  entity: EntityModel,
  rule: Extract<RuleModel, { kind: 'fee' | 'computed' }>,
): void {
  const of = parentNumberOf(rule);
  if (!of || of.via.actor || of.via.readOnly || of.field.readOnly) return;
  const mark = script.steps.length;
  const each = sampleNumber(of.field);
  const counted = rule.kind === 'fee' ? stayOf(entity, rule) : factorsOf(rule);
  const parent = entityOf(script.project, of.parent);
  const row = counted && script.parentRow(entity, of.via, { [of.field.name]: each });
  const child = row && childOf(parent, of.via, row);
  const made = counted && child && script.row(entity, { ...counted.given, ...child.given }, child.by);
  const last = script.steps.at(-1);
  if (!made || !last) return void script.steps.splice(mark);
  last.gives = { [rule.field.name]: counted.times * each };
  delete last.save;
}

interface Times {
  given: Record<string, unknown>;
  times: number;
}

/** Two days; none where it can not be chosen when it lies, or how long it costs anything. */
function stayOf(
  entity: EntityModel,
  { start, end, unit, every, most }: Extract<RuleModel, { kind: 'fee' }>,
): Times | undefined {
  if (start.readOnly || end.readOnly || most || !mayTake(entity, start, 2)) return undefined;
  const [from, to] = [String(point(start, 1)), String(point(end, 3))];
  const length =
    { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 0, year: 0 }[unit] * every;
  return length === 0
    ? undefined
    : {
        given: { [start.name]: from, [end.name]: to },
        times: Math.ceil((Date.parse(to) - Date.parse(from)) / length),
      };
}

function factorsOf({ factors, percent, share }: Extract<RuleModel, { kind: 'computed' }>): Times | undefined {
  if (percent || share || factors.some((factor) => factor.readOnly)) return undefined;
  const values = factors.map((factor) => sampleNumber(factor));
  return {
    given: Object.fromEntries(factors.map((factor, at) => [factor.name, values[at]])),
    times: values.reduce((product, value) => product * value, 1),
  };
}
