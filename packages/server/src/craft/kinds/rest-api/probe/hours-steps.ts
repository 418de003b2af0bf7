import type { EntityModel, FieldModel, RuleModel } from '../../../domain/model.ts';
import { daysIn, isoTime } from '../../../domain/samples.ts';
import type { Script } from './script.ts';

/** Times that have to lie within hours, or on some days of the week. */

type Hours = Extract<RuleModel, { kind: 'hours' }>;

const minute = 60_000;
const day = 86_400_000;
const tuesday = Date.UTC(2040, 0, 3);

/** A time just outside of its hours, or on a wrong day. */
export function hoursOf(script: Script, entity: EntityModel, rule: Hours): void {
  const mark = script.steps.length;
  for (const wrong of wrongTimes(rule)) {
    const beside = partnerOf(entity, rule, wrong);
    if (!beside) continue;
    const made = script.row(entity, { ...beside, [rule.field.name]: isoTime(rule.field, wrong) });
    return made ? script.lastFails(422, `rule ${rule.code}`) : void script.steps.splice(mark);
  }
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function wrongTimes({ field, opens, closes, days }: Hours): number[] {
  return [
    ...(opens !== undefined && opens !== '00:00' ? [tuesday + (minutes(opens) - 1) * minute] : []),
    ...(closes !== undefined && closes !== '24:00' ? [tuesday + (minutes(closes) + 1) * minute] : []),
    ...(days && days[1] < 7 ? [tuesday + (days[1] - 1) * day + field.hour * 60 * minute] : []),
  ];
}

/** A value for the time that has to lie before or behind this one, which no rule refuses; undefined where there is none. */
function partnerOf(entity: EntityModel, { field }: Hours, at: number): Record<string, string> | undefined {
  const pairs = entity.rules.flatMap((rule): { first: FieldModel; last: FieldModel; least: number; most: number }[] => {
    if (rule.kind === 'order') return [{ first: rule.before, last: rule.after, least: minute, most: Infinity }];
    if (rule.kind !== 'span') return [];
    const [least, most] = [daysIn(rule.least), daysIn(rule.most)];
    return [{ first: rule.start, last: rule.end, least: (least ?? 0) * day, most: (most ?? Infinity) * day }];
  });
  const near = pairs.filter(({ first, last }) => first === field || last === field);
  const others = new Set(near.map(({ first, last }) => (first === field ? last : first)));
  const [other] = others;
  if (!other) return {};
  if (others.size > 1 || other.readOnly || other.type !== field.type) return undefined;
  const isRight = (time: number): boolean =>
    near.every(({ first, least, most }) => {
      const length = first === field ? time - at : at - time;
      return length >= least && length <= most;
    }) && entity.rules.every((rule) => rule.kind !== 'hours' || rule.field !== other || isWithin(rule, time));
  const halfHours = Array.from({ length: 48 }, (_none, n) => Math.floor(at / day) * day + n * 30 * minute);
  const time = halfHours.find(isRight);
  return time === undefined ? undefined : { [other.name]: isoTime(other, time) };
}

function isWithin({ opens, closes, days }: Hours, time: number): boolean {
  const ofDay = (time % day) / minute;
  const weekday = new Date(time).getUTCDay() || 7;
  return (
    ofDay >= minutes(opens ?? '00:00') &&
    ofDay <= minutes(closes ?? '24:00') &&
    (!days || (weekday >= days[0] && weekday <= days[1]))
  );
}
