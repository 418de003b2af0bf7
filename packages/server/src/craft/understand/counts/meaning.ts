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
  /** No two rows of `thing` of one of `per` have the same `field`. */
  | { kind: 'distinct'; thing: Counted; per: Counted[]; field: string }
  /** No two rows of `thing` for one of `per` at the same time. */
  | { kind: 'apart'; thing: Counted; per: Counted }
  /** No more rows of `thing` for one of `per` than it has room for. */
  | { kind: 'room'; thing: Counted; per: Counted };

/** `spoken`: the thing that was told before. */
export function countFactOf({ signs: told, things }: Masked, spoken: Counted | undefined): CountFact | undefined {
  const named = [...new Set(told.filter((sign) => sign.startsWith('#')))].map((sign) => thingOf(sign, things));
  const made = told.filter((sign) => sign.startsWith('V')).map((sign) => thingOf(sign, things));
  const thing = countedOf(told, named, made, things, spoken);
  if (!thing) return undefined;
  const index = things.indexOf(thing);
  const said = told.map((sign) => (sign === 'DOUBLE' ? (thing.span ? 'OVER' : 'TWICE') : sign));
  // "the 1 member", "for 1 member": an article.
  const signs = said.filter(
    (sign, at) => !(sign === '1' && said[at + 1]?.startsWith('#') && said[at + 1] !== `#${index}`),
  );
  const per = named.filter((one) => one !== thing);
  if (per.some(({ name }) => !thing.refs.includes(name))) return undefined;
  const has = (...wanted: string[]): boolean => signs.some((sign) => wanted.includes(sign));
  const not = has('NO', 'REF');
  const fields = signs.filter((sign) => sign.startsWith('=')).map((sign) => sign.slice(1));
  const [inState, other] = signs.filter((sign) => sign.startsWith('~')).map((sign) => sign.slice(1));
  const period = periodOf(signs);
  if (other !== undefined && other !== inState) return undefined;
  if (inState !== undefined && !thing.states.includes(inState)) return undefined;
  // "closed ones do not count"
  const counting = has('UNCOUNTED') ? thing.states.filter((name) => name !== inState) : [inState];
  if (counting.length !== 1) return undefined;
  const [state] = counting;

  const room = (per.length > 0 ? per : things.filter(({ name }) => thing.refs.includes(name))).filter(
    ({ capacity }) => capacity !== undefined,
  );
  const roomy = fields.some((field) => room.some(({ capacity }) => capacity === field)) || fields.includes('capacity');
  if (has('FULL', 'LEFT') || roomy) {
    const [holder] = room;
    const rest = per.filter((one) => one !== holder && !one.person);
    // "the party size of a reservation must not exceed the seats": a number of its own.
    if (fields.some((field) => field !== 'capacity' && field !== holder?.capacity)) return undefined;
    if (
      !holder ||
      room.length > 1 ||
      rest.length > 0 ||
      state !== undefined ||
      period !== undefined ||
      signs.some((sign) => /^[\d^]/.test(sign))
    )
      return undefined;
    const bound =
      has('MOST', 'AS', 'EXCEED') || not || (has('REACHED') && has('CLOSED')) || (has('FULL') && has('NO', 'REF'));
    return bound ? { kind: 'room', thing, per: holder } : undefined;
  }

  const own = fields.filter((field) => thing.fields.includes(field) && field !== thing.capacity);
  if (fields.length > 0) {
    const [field] = own;
    if (field === undefined || fields.some((one) => one !== field) || state !== undefined || period !== undefined)
      return undefined;
    const many = limitOf(signs, index);
    // "more than two landings for the same fee"
    if (many !== undefined && many > 1 && per.length === 1 && has('SAME', 'PER') && !has('OVER', 'TIME'))
      return { kind: 'limit', thing, per, limit: many, field };
    if (signs.some((sign) => /^\d/.test(sign)) && many !== 1) return undefined;
    const alike = has('SAME', 'TWICE', 'SHARE', 'BUSY', 'ALREADY', 'ONCE', 'ON');
    const distinct =
      (has('UNLIKE') && !has('REF')) ||
      (has('TOGETHER') && has('UNLIKE')) ||
      (alike && (not || has('ONCE') || many === 1));
    return distinct && per.length > 0 ? { kind: 'distinct', thing, per, field } : undefined;
  }

  // "by one band at a time", "two bands cannot use it at the same time"
  const alone = per.find((one) =>
    said.some((sign, at) => sign === (not ? '2' : '1') && said[at + 1] === `#${things.indexOf(one)}`),
  );
  const limit = limitOf(signs, index);
  // "four toys", where loans are counted
  if (
    !alone &&
    said.some(
      (sign, at) => /^\d+$/.test(sign) && sign !== '1' && said[at + 1]?.startsWith('#') && said[at + 1] !== `#${index}`,
    )
  )
    return undefined;
  if (has('TIME') && thing.span && alone && per.length === 2 && (not || has('BUSY', `V${index}`))) {
    const [holder] = per.filter((one) => one !== alone);
    return holder && { kind: 'apart', thing, per: holder };
  }
  const taken = not && has('WHEN') && (has('BUSY') || told.filter((sign) => sign === `V${index}`).length > 1);
  if (
    has('OVER') ||
    (taken && thing.span) ||
    (has('TIME') &&
      thing.span &&
      (limit === 1 || ((not || has('UNLIKE')) && has('BUSY', 'V' + index, 'TWICE', 'ON', 'FREE'))))
  ) {
    if (!(not || limit === 1) || state !== undefined || period !== undefined) return undefined;
    const holder = per.length < 2 ? per[0] : scopeOf(signs, per, things);
    return holder ? { kind: 'apart', thing, per: holder } : undefined;
  }

  if (has('UNLIKE') && (has('TOGETHER') || named.includes(thing)) && per.length === 2 && !not)
    return { kind: 'limit', thing, per, limit: 1 };
  if (limit === undefined || has('BUSY', 'FREE', 'SHARE')) return undefined;
  // "nobody": whoever makes such a row, which is what it refers to beside the others.
  const others = thing.refs.flatMap((name) => things.filter((one) => one.name === name && !per.includes(one)));
  const people = others.filter((one) => one.person);
  const [whoever] = others.length === 1 ? others : people.length === 1 ? people : [];
  const unnamed =
    has('ANY') ||
    (has('TWICE', 'ONCE') &&
      !has('WHO', 'WHEN', 'ALREADY') &&
      per.length === 1 &&
      per[0]?.person === false &&
      whoever?.person === true);
  if (has('ANY') && !whoever) return undefined;
  const holders = unnamed && whoever ? [whoever, ...per] : per;
  // "a house is closed at most once": its row may be all there is of it.
  if (holders.length === 1 && has('TWICE', 'ONCE') && period === undefined && !named.includes(thing)) return undefined;
  // What has a start alone may take a while.
  if (has('TIME') && limit === 1 && thing.started && !thing.span) return undefined;
  if (holders.length === 0 && (has('PER') || period !== undefined || limit < 2)) return undefined;
  if (holders.length > 2 || (holders.length === 2 && (period !== undefined || state !== undefined))) return undefined;
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
  const children = named.filter((thing) => thing.refs.length > 0 && fits(thing));
  if (children.length === 1) return children[0];
  if (children.length > 1) return undefined;
  const done = made.filter(fits);
  if (done.length > 0) return done[0];
  if (named.length === 0) return undefined;
  const fields = signs.filter((sign) => sign.startsWith('=')).map((sign) => sign.slice(1));
  const having = things.filter(
    (thing) => thing.refs.length > 0 && fits(thing) && fields.some((field) => thing.fields.includes(field)),
  );
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

/** The bound, however it is put; undefined where none is, or where it may be another. */
function limitOf(signs: readonly string[], counted: number): number | undefined {
  const line = ` ${signs.join(' ')} `;
  const numbers = signs.filter((sign) => /^\d+$/.test(sign)).map(Number);
  const nth = signs.filter((sign) => /^\^\d+$/.test(sign)).map((sign) => Number(sign.slice(1)));
  const not = / (?:NO|REF) /.test(line);
  const twoNots = (line.match(/ (?:NO|REF)(?= )/g) ?? []).length > 1;
  if (numbers.length + nth.length > 1) return undefined;
  const [number] = numbers;
  const [ordinal] = nth;
  if (ordinal !== undefined) return not && !twoNots && !/ (?:MOST|MORE|EXCEED) /.test(line) ? ordinal - 1 : undefined;
  if (number === undefined) {
    if (/ TWICE /.test(line)) return not && !twoNots ? 1 : undefined;
    if (/ ONCE /.test(line)) return not ? undefined : 1;
    // "who already has a review for it cannot", "when there is no other open one"
    if (not && !twoNots && / (?:WHO|WHEN|ALREADY) (?:.* )?(?:NO|REF) /.test(line) && / (?:ALREADY|ON) /.test(line))
      return 1;
    if (not && !twoNots && / REF (?:.* )?(?:WHO|WHEN) (?:.* )?ALREADY /.test(line)) return 1;
    if (/ MOST (?:.* )?WHEN (?:.* )?NO (?:ON )/.test(line) || / WHEN (?:.* )?NO ON /.test(line)) return 1;
    if (/ NO ON (?:~\S+ )?[#V]\d+ (?:.* )?(?:PER|SAME) /.test(line) && / ALREADY /.test(line)) return 1;
    return undefined;
  }
  if (twoNots) return undefined;
  if (/ MORE \d+ /.test(line)) return not ? number : undefined;
  if (/ EXCEED (?:.* )?\d+ /.test(line)) return not ? number : undefined;
  if (not) {
    // "who already has 3 cannot get another"
    if (/ (?:WHO|WHEN|ALREADY|REACHED) (?:\S+ )*?\d+ (?:.* )?(?:NO|REF) /.test(line)) return number;
    if (/ REF (?:.* )?(?:WHO|WHEN) (?:.* )?\d+ /.test(line)) return number;
    if (/ REF (?:.* )?(?:ON )?WHEN \d+ /.test(line)) return number;
    // "not be able to have four"
    return number > 1 && !/ (?:MOST|REACHED) /.test(line) && new RegExp(` ${number} (?:~\\S+ )?#${counted} `).test(line)
      ? number - 1
      : undefined;
  }
  if (/ MOST /.test(line)) return number;
  if (new RegExp(` ${number} (?:~\\S+ )?#${counted} (?:PER|SAME) `).test(line)) return number;
  if (number === 1 && / (?:PER) /.test(line) && new RegExp(` 1 (?:~\\S+ )?#${counted} `).test(line)) return 1;
  return undefined;
}

/** Which of two the time of is told: "the same kayak by two customers", "a court cannot be reserved by two players". */
function scopeOf(signs: readonly string[], per: readonly Counted[], things: readonly Counted[]): Counted | undefined {
  const others = per.filter(({ person }) => !person);
  if (others.length === 1) return others[0];
  const same = signs.flatMap((sign, at) => (/^(?:SAME|PER)$/.test(sign) ? [signs[at + 1] ?? ''] : []));
  const held = per.filter((one) => same.includes(`#${things.indexOf(one)}`));
  return held.length === 1 ? held[0] : undefined;
}
