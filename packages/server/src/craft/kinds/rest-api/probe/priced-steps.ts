import type { EntityModel, FieldModel, RuleModel } from '../../../domain/model.ts';
import { entityOf, isWhole } from '../../../domain/model.ts';
import { inputsOf, parentNumberOf } from '../../../domain/following.ts';
import { mayTake, sampleNumber } from '../../../domain/samples.ts';
import { workedOut } from '../tests/computed-tests.ts';
import { shareIn } from '../tests/effect-tests.ts';
import { childOf } from './effect-steps.ts';
import { point } from './row-steps.ts';
import type { Script } from './script.ts';

/** Amounts that follow from the rate or the price of another row. */

/** What follows from numbers of the row and of another, and the share that is taken of it. */
export function pricedOf(
  script: Script,
  entity: EntityModel,
  rule: Extract<RuleModel, { kind: 'fee' | 'computed' }>,
): void {
  const of = parentNumberOf(rule);
  if (of ? of.via.actor || of.via.readOnly || of.field.readOnly : rule.kind === 'fee') return;
  const mark = script.steps.length;
  const each = of ? sampleNumber(of.field) : 1;
  if (rule.kind === 'computed' && inputsOf(rule).some((input) => input.readOnly)) return chained(script, entity, rule);
  const trials = rule.kind === 'fee' ? [stayOf(entity, rule)] : factorsOf(rule, each);
  for (const counted of trials) {
    const parent = of && entityOf(script.project, of.parent);
    const row = of && counted && script.parentRow(entity, of.via, { [of.field.name]: each });
    const child = of && parent && row ? childOf(parent, of.via, row) : { given: {} };
    const made = counted && (row || !of) && script.row(entity, { ...counted.given, ...child.given }, child.by);
    const last = script.steps.at(-1);
    if (!made || !last) return void script.steps.splice(mark);
    const value = rule.kind === 'fee' ? counted.times * each : amountIn(rule, counted.times * each, counted.part);
    last.gives = { [rule.field.name]: isWhole(rule.field) ? Math.round(value) : value };
    delete last.save;
  }
}

function chained(script: Script, entity: EntityModel, rule: Extract<RuleModel, { kind: 'computed' }>): void {
  const found = workedOut(entity, rule, sampleNumber);
  const given = found && Object.fromEntries([...found.given].map(([field, value]) => [field.name, value]));
  const mark = script.steps.length;
  const last = given && script.row(entity, given) ? script.steps.at(-1) : undefined;
  if (!found || !last) return void script.steps.splice(mark);
  last.gives = { [rule.field.name]: found.value };
  delete last.save;
}

interface Times {
  given: Record<string, unknown>;
  times: number;
  /** What is put on or taken off, in per cent. */
  part?: number;
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

function factorsOf(rule: Extract<RuleModel, { kind: 'computed' }>, each: number): Times[] {
  const { factors, percent, terms, share } = rule;
  if (inputsOf(rule).some((input) => input.readOnly)) return [];
  const [only] = factors;
  const over = share?.over === undefined || each !== 1 || factors.length !== 1 || !only ? undefined : share.over;
  // At the edge from which on a share is taken, and over it.
  const edges = over === undefined || !only ? [] : [over, over + 100].filter((value) => isIn(only, value));
  const firsts = edges.length > 0 ? edges : [undefined];
  const parts = percent ? [0, 25, 100].filter((value) => isIn(percent.field, value)) : [undefined];
  return firsts.flatMap((first) =>
    parts.map((part) => {
      const values = factors.map((factor) => first ?? sampleNumber(factor));
      return {
        given: {
          ...Object.fromEntries(factors.map((factor, at) => [factor.name, values[at]])),
          ...Object.fromEntries(terms.map(({ field }) => [field.name, sampleNumber(field)])),
          ...(percent && part !== undefined ? { [percent.field.name]: part } : {}),
        },
        times: terms.reduce(
          (sum, { field, sign }) => sum + sign * sampleNumber(field),
          values.reduce((product, value) => product * value, 1),
        ),
        ...(part === undefined ? {} : { part }),
      };
    }),
  );
}

function isIn({ min, max }: FieldModel, value: number): boolean {
  return value >= (min ?? value) && value <= (max ?? value);
}

/** What becomes of an amount. */
function amountIn(
  { percent, share }: Extract<RuleModel, { kind: 'computed' }>,
  amount: number,
  part: number | undefined,
): number {
  const whole = percent && part !== undefined ? (amount * (100 + percent.sign * part)) / 100 : amount;
  return shareIn(share, whole);
}
