import { type Draft, type DraftEntity, addField, addRule, mentions, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { referenceTo } from '../things/context.ts';
import type { Span } from '../../requirements.ts';
import type { Aside } from '../sentences/asides.ts';
import { spanOf } from './overlap.ts';

/** "length : stays : most 30 day": how long the rows that have a start and an end may take. */
export function readLengthOfTime(draft: Draft, aside: Aside): boolean {
  const match = /^length : ([a-z ]+?)(?: : least (\d+) ([a-z]+))?(?: : most (\d+) ([a-z]+))?$/.exec(aside.clause.text);
  if (!match) return false;
  const [least, most] = [lengthIn(match[2], match[3]), lengthIn(match[4], match[5])];
  const named = mentions(draft, match[1] ?? '').map((mention) => mention.entity);
  const about = named.flatMap((entity) => draft.entities.filter((other) => referenceTo(other, entity)));
  const near = aside.before ? mentions(draft, aside.before.text).map((mention) => mention.entity) : [];
  // "stays" may be what bookings are called.
  const rest = named.length > 0 ? [] : [...near.toReversed(), ...draft.entities];
  for (const entity of new Set([...named, ...about, ...rest])) {
    const span = timesOf(entity);
    if (!span) continue;
    const times = [span.start, span.end].map((name) => entity.fields.find((field) => field.name === name));
    const short = [least, most].some((one) => one !== undefined && /minute|hour/.test(one.unit));
    if (times.some((field) => field === undefined || (short && field.type === 'date'))) continue;
    addRule(draft, {
      kind: 'span',
      entity: entity.name,
      ...span,
      ...(least ? { least } : {}),
      ...(most ? { most } : {}),
      from: stated(aside.clause),
    });
    return true;
  }
  return aside.clause.text.includes('least') || aside.clause.text.includes('most')
    ? duration(draft, aside, named)
    : false;
}

function lengthIn(amount: string | undefined, unit: string | undefined): Span | undefined {
  const size = Number(amount);
  return amount === undefined || unit === undefined || size < 1
    ? undefined
    : { amount: size, unit: unit as Span['unit'] };
}

/** Two times that are both entered by whoever makes the row. */
function timesOf(entity: DraftEntity): ReturnType<typeof spanOf> {
  const span = spanOf(entity);
  const own = [span?.start, span?.end].map((name) => entity.fields.find((field) => field.name === name));
  return own.every((field) => field !== undefined && !field.readOnly) ? span : undefined;
}

const minutes: Record<string, number> = { minute: 1, hour: 60, day: 1440, week: 10_080 };

/** "an exam lasts at most 4 hours", and nothing else was said of when: how long is entered. */
function durationFor(aside: Aside, entity: DraftEntity): DraftEntity['fields'][number] {
  const unit = /minute/.test(aside.clause.text) ? 'minutes' : /hour/.test(aside.clause.text) ? 'hours' : 'days';
  return addField(entity, {
    ...makeField(['duration', 'in', unit], { ...stated(aside.clause), confidence: 0.7 }, 'integer'),
    required: true,
    min: 1,
  });
}

/** Where no two times are kept, but how long it takes is. */
function duration(draft: Draft, aside: Aside, named: readonly DraftEntity[]): boolean {
  const match = /^length : [a-z ]+?(?: : least (\d+) ([a-z]+))?(?: : most (\d+) ([a-z]+))?$/.exec(aside.clause.text);
  // "a concert programme may last at most 120 minutes": not each piece of it.
  const known = (named.length > 0 ? named : draft.entities).find((one) =>
    one.fields.some(({ name }) => /^(?:duration|length)/.test(name)),
  );
  const entity = known ?? (named.length === 1 ? named[0] : undefined);
  if (!match || !entity) return false;
  const field =
    entity.fields.find(({ name, type }) => /^(?:duration|length)/.test(name) && type === 'integer') ??
    (known ? undefined : durationFor(aside, entity));
  if (!field) return false;
  // In hours where its name says so, else in minutes.
  const unit = /minute|hour|day|night/i.test(field.name) ? field.name : field.from.words;
  const one = /hour/i.test(unit) ? 60 : /day|night/i.test(unit) ? 1440 : 1;
  const size = (amount: string | undefined, each: string | undefined): number | undefined => {
    const found = amount === undefined ? undefined : (Number(amount) * (minutes[each ?? ''] ?? 1)) / one;
    return found !== undefined && Number.isInteger(found) ? found : undefined;
  };
  const [min, max] = [size(match[1], match[2]), size(match[3], match[4])];
  if (min === undefined && max === undefined) return false;
  addRule(draft, {
    kind: 'range',
    entity: entity.name,
    field: field.name,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    from: stated(aside.clause),
  });
  return true;
}
