import { limitOf } from './bounds.ts';
import type { Masked } from './masked.ts';
import type { Counted } from './things.ts';

/** What a sentence says of how many rows there may be, by the signs in it. */

export type CountFact =
  /** At most `limit` rows of `thing` for each of `per` together; none: in all. */
  | {
      kind: 'limit';
      thing: Counted;
      per: Counted[];
      limit: number;
      period?: string;
      state?: string;
      field?: string;
      once?: boolean;
    }
  /** No two rows of `thing` of one of `per` agree in all of these fields. */
  | { kind: 'distinct'; thing: Counted; per: Counted[]; fields: string[] }
  /** No two rows of `thing` for one of `per` at the same time. */
  | { kind: 'apart'; thing: Counted; per: Counted }
  /** No more rows of `thing` for one of `per` than it has room for. */
  | { kind: 'room'; thing: Counted; per: Counted };

/** What the signs of one sentence come to, before it is known what kind of sentence it is. */
interface Said {
  /** What is counted. */
  thing: Counted;
  /** Its sign without the mark. */
  index: number;
  /** What else is named: for each of these. */
  per: Counted[];
  named: readonly Counted[];
  things: readonly Counted[];
  /** Without numbers that stand for an article. */
  signs: readonly string[];
  /** With them. */
  all: readonly string[];
  fields: string[];
  state: string | undefined;
  period: string | undefined;
  limit: number | undefined;
  /** Whether something is refused. */
  not: boolean;
  has: (...wanted: string[]) => boolean;
}

/** `spoken`: the thing that was told before. */
export function countFactOf(masked: Masked, spoken: Counted | undefined): CountFact | undefined {
  const said = saidIn(masked, spoken);
  if (!said) return undefined;
  const room = roomsOf(said);
  if (said.has('FULL', 'LEFT') || isRoomy(said, room)) return roomIn(said, room);
  if (said.fields.length > 0) return distinctIn(said);
  if (countsOthers(said)) return undefined;
  if (isOfTime(said)) return apartIn(said);
  return limitIn(said);
}

function saidIn({ signs: told, things }: Masked, spoken: Counted | undefined): Said | undefined {
  const named = [...new Set(told.filter((sign) => sign.startsWith('#')))].map((sign) => thingOf(sign, things));
  const made = told.filter((sign) => sign.startsWith('V')).map((sign) => thingOf(sign, things));
  const thing = countedOf(told, named, made, things, spoken);
  if (!thing) return undefined;
  const index = things.indexOf(thing);
  const per = named.filter((one) => one !== thing);
  if (per.some(({ name }) => !thing.refs.includes(name))) return undefined;
  const all = told.map((sign) => (sign === 'DOUBLE' ? (thing.span ? 'OVER' : 'TWICE') : sign));
  // "for 1 member": an article.
  const signs = all.filter((sign, at) => !(sign === '1' && isOther(all[at + 1], index)));
  const has = (...wanted: string[]): boolean => signs.some((sign) => wanted.includes(sign));
  const states = [...new Set(signs.filter((sign) => sign.startsWith('~')).map((sign) => sign.slice(1)))];
  if (states.some((state) => !thing.states.includes(state))) return undefined;
  // "closed ones do not count"
  const counting = has('UNCOUNTED') ? thing.states.filter((name) => !states.includes(name)) : states;
  if (has('UNCOUNTED') && (counting.length === 0 || states.length === 0)) return undefined;
  return {
    thing,
    index,
    per,
    named,
    things,
    signs,
    all,
    fields: [...new Set(signs.filter((sign) => sign.startsWith('=')).map((sign) => sign.slice(1)))],
    state: counting.length === 0 ? undefined : counting.join(' or '),
    period: periodOf(signs),
    limit: limitOf(signs, index),
    not: has('NO', 'REF'),
    has,
  };
}

const isOther = (sign: string | undefined, counted: number): boolean =>
  sign?.startsWith('#') === true && sign !== `#${counted}`;

/** Of the things that it is for, those that say how many there is room for. */
const roomsOf = ({ per, things, thing }: Said): Counted[] =>
  (per.length > 0 ? per : things.filter(({ name }) => thing.refs.includes(name))).filter(
    ({ capacity }) => capacity !== undefined,
  );

const isRoomy = ({ fields }: Said, room: readonly Counted[]): boolean =>
  fields.includes('capacity') || fields.some((field) => room.some(({ capacity }) => capacity === field));

function roomIn(said: Said, room: readonly Counted[]): CountFact | undefined {
  const { thing, per, fields, signs, not, has } = said;
  const [holder, second] = room;
  if (!holder || second || per.some((one) => one !== holder && !one.person)) return undefined;
  // "the party size of a reservation must not exceed the seats": a number of its own.
  if (fields.some((field) => field !== 'capacity' && field !== holder.capacity)) return undefined;
  if (said.state !== undefined || said.period !== undefined || signs.some((sign) => /^[\d^]/.test(sign)))
    return undefined;
  const bound = not || has('MOST', 'AS', 'EXCEED') || (has('REACHED') && has('CLOSED'));
  return bound ? { kind: 'room', thing, per: holder } : undefined;
}

function distinctIn({ thing, per, fields, signs, state, period, limit, not, has }: Said): CountFact | undefined {
  const [field, other] = fields;
  if (field === undefined || fields.some((one) => !thing.fields.includes(one))) return undefined;
  // "a trainer cannot give two courses on the same day", where the trainer is a field
  if (fields.length > 2 || (other !== undefined && (per.length > 0 || limit !== 1 || !has('SAME')))) return undefined;
  if (state !== undefined || period !== undefined) return undefined;
  // "more than two landings for the same fee"
  if (limit !== undefined && limit > 1 && per.length === 1 && has('SAME', 'PER') && !has('OVER', 'TIME'))
    return { kind: 'limit', thing, per, limit, field };
  if (signs.some((sign) => /^\d/.test(sign)) && limit !== 1) return undefined;
  const alike = has('SAME', 'TWICE', 'SHARE', 'BUSY', 'ALREADY', 'ONCE', 'ON') && (not || has('ONCE') || limit === 1);
  const distinct = alike || (has('UNLIKE') && (!has('REF') || has('TOGETHER')));
  return distinct && (per.length > 0 || other !== undefined) ? { kind: 'distinct', thing, per, fields } : undefined;
}

/** "four toys", where loans are counted. */
const countsOthers = (said: Said): boolean =>
  !aloneIn(said) &&
  said.all.some((sign, at) => /^\d+$/.test(sign) && sign !== '1' && isOther(said.all[at + 1], said.index));

/** "by one band at a time", "two bands cannot use it at the same time": not what the time of is told. */
const aloneIn = ({ per, all, things, not }: Said): Counted | undefined =>
  per.find((one) => all.some((sign, at) => sign === (not ? '2' : '1') && all[at + 1] === `#${things.indexOf(one)}`));

function isOfTime(said: Said): boolean {
  const { thing, index, per, signs, not, has } = said;
  if (has('OVER')) return true;
  if (!thing.span) return false;
  const done = `V${index}`;
  // "while it is booked by somebody else"
  if (not && has('WHEN') && (has('BUSY') || signs.filter((sign) => sign === done).length > 1)) return true;
  if (!has('TIME')) return false;
  if (per.length === 2 && aloneIn(said) && (not || has('BUSY', done))) return true;
  return said.limit === 1 || ((not || has('UNLIKE')) && has('BUSY', done, 'TWICE', 'ON', 'FREE'));
}

function apartIn(said: Said): CountFact | undefined {
  const { thing, per, not, limit, state, period } = said;
  const alone = per.length === 2 ? aloneIn(said) : undefined;
  if (state !== undefined || period !== undefined || !(not || limit === 1 || alone)) return undefined;
  const holder = alone ? per.find((one) => one !== alone) : per.length < 2 ? per[0] : scopeOf(said);
  return holder ? { kind: 'apart', thing, per: holder } : undefined;
}

function limitIn(said: Said): CountFact | undefined {
  const { thing, per, named, limit, state, period, not, has } = said;
  if (has('UNLIKE') && (has('TOGETHER') || named.includes(thing)) && per.length === 2 && !not)
    return { kind: 'limit', thing, per, limit: 1 };
  if (limit === undefined || has('BUSY', 'FREE', 'SHARE')) return undefined;
  const holders = holdersOf(said);
  if (!holders || holders.length > 2) return undefined;
  // "a house is closed at most once": its row may be all there is of it.
  if (holders.length === 1 && has('TWICE', 'ONCE') && period === undefined && !named.includes(thing)) return undefined;
  // What has a start alone may take a while.
  if (has('TIME') && limit === 1 && thing.started && !thing.span) return undefined;
  if (holders.length === 0 && (has('PER') || period !== undefined || limit < 2)) return undefined;
  if (holders.length === 2 && (period !== undefined || state !== undefined)) return undefined;
  return {
    kind: 'limit',
    thing,
    per: holders,
    limit,
    ...(period === undefined ? {} : { period }),
    ...(state === undefined ? {} : { state }),
    ...(has('TIME') ? { once: true } : {}),
  };
}

/** For whom each: "nobody" is whoever makes such a row, which is what it refers to beside the others. */
function holdersOf({ thing, per, things, has }: Said): Counted[] | undefined {
  const others = things.filter((one) => thing.refs.includes(one.name) && !per.includes(one));
  const people = others.filter((one) => one.person);
  const [whoever] = others.length === 1 ? others : people.length === 1 ? people : [];
  if (has('ANY')) return whoever && [whoever, ...per];
  const [only, second] = per;
  // "a film is reviewed only once"
  const unnamed = has('TWICE', 'ONCE') && !has('WHO', 'WHEN', 'ALREADY') && !second && only?.person === false;
  return unnamed && whoever?.person ? [whoever, only] : per;
}

const thingOf = (sign: string, things: readonly Counted[]): Counted => {
  const thing = things[Number(sign.slice(1))];
  if (!thing) throw new RangeError(`no thing ${sign}`);
  return thing;
};

/** The one that refers to all others that are named; what one does tells it too. */
function countedOf(
  signs: readonly string[],
  named: readonly Counted[],
  made: readonly Counted[],
  things: readonly Counted[],
  spoken: Counted | undefined,
): Counted | undefined {
  const fits = (thing: Counted): boolean => named.every((one) => one === thing || thing.refs.includes(one.name));
  const fields = signs.filter((sign) => sign.startsWith('=')).map((sign) => sign.slice(1));
  const has = (thing: Counted): boolean =>
    fields.some((field) => thing.fields.includes(field) && thing.capacity !== field);
  // "the same seat cannot be sold twice for one show", where tickets have a seat
  const children = named.filter((thing) => fits(thing) && (has(thing) || (thing.refs.length > 0 && !things.some(has))));
  if (children.length === 1) return children[0];
  if (children.length > 1) return undefined;
  const done = made.filter(fits);
  if (done.length > 0) return done[0];
  if (named.length === 0) return undefined;
  const having = things.filter((thing) => thing.refs.length > 0 && fits(thing) && has(thing));
  if (having.length === 1) return having[0];
  if (spoken && spoken.refs.length > 0 && fits(spoken) && !signs.some((sign) => /^[~=]/.test(sign))) return spoken;
  // "never overbook a class": the one thing that is of it and of somebody.
  const [holder] = named;
  const takers = things.filter((thing) => fits(thing) && thing.refs.length > 1);
  return signs.some((sign) => sign === 'FULL' || sign === 'LEFT') &&
    named.length === 1 &&
    holder?.capacity !== undefined &&
    takers.length === 1
    ? takers[0]
    : undefined;
}

function periodOf(signs: readonly string[]): string | undefined {
  const periods = new Set(signs.filter((sign) => /^P[a-z]/.test(sign)).map((sign) => sign.slice(1)));
  return periods.size === 1 ? [...periods][0] : undefined;
}

/** Which of two the time of is told: "the same kayak by two customers", "a court cannot be reserved by two players". */
function scopeOf({ signs, per, things }: Said): Counted | undefined {
  const others = per.filter(({ person }) => !person);
  if (others.length === 1) return others[0];
  const same = signs.flatMap((sign, at) => (/^(?:SAME|PER)$/.test(sign) ? [signs[at + 1] ?? ''] : []));
  const held = per.filter((one) => same.includes(`#${things.indexOf(one)}`));
  return held.length === 1 ? held[0] : undefined;
}
