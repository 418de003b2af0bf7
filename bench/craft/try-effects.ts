import type { Claim } from './claims.ts';
import { closest } from './names.ts';
import { isReference, isTime, leastOf, timeAt } from './samples.ts';
import type { Answer, EntityDoc, FieldDoc, Row, Store } from './stores/contract.ts';
import { NotThere, entityOf, fieldOf, findField, linkOf, made, make } from './things.ts';
import type { Verdict } from './verdicts.ts';

/** Claims about amounts that move, are taken, add up or cost, and about who waits: tried by what they leave behind. */

type Kind = 'transfer' | 'stock' | 'sum' | 'computed' | 'percent' | 'fee' | 'cost' | 'expires' | 'waits';
type EffectClaim = Extract<Claim, { kind: Kind }>;

export function isEffect(claim: Claim): claim is EffectClaim {
  return ['transfer', 'stock', 'sum', 'computed', 'percent', 'fee', 'cost', 'expires', 'waits'].includes(claim.kind);
}

export async function tryEffect(store: Store, claim: EffectClaim): Promise<Verdict> {
  switch (claim.kind) {
    case 'transfer':
      return await tryTransfer(store, claim);
    case 'stock':
      return await tryStock(store, claim);
    case 'sum':
      return await trySum(store, claim);
    case 'computed':
      return await tryComputed(store, claim);
    case 'percent':
      return await tryPercent(store, claim);
    case 'fee':
      return await tryFee(store, claim);
    case 'cost':
      return await tryCost(store, claim);
    case 'expires':
      return await tryExpires(store, claim);
    case 'waits':
      return await tryWaits(store, claim);
  }
}

type Of<K extends Kind> = Extract<Claim, { kind: K }>;

async function number(store: Store, entity: EntityDoc, row: Row, field: string): Promise<number> {
  const answer = await store.read(entity, row.id);
  if (!answer.ok) throw new NotThere(`not read: ${answer.problem}`);
  return Number(answer.row[field]);
}

const differs = (what: string, is: number, wanted: number): Verdict =>
  is === wanted ? null : `${what} is ${is}, not ${wanted}`;

function refused(what: string, answer: Answer): Verdict {
  if (answer.ok) return `${what}: taken`;
  return answer.refused ? null : `${what}: ${answer.problem}`;
}

/** A part moves, all that is left moves, one more does not, and nothing moves to itself; the sum stays. */
async function tryTransfer(store: Store, { transfer, account, field }: Of<'transfer'>): Promise<Verdict> {
  const log = entityOf(store, transfer);
  const entity = entityOf(store, account);
  const amount = fieldOf(entity, field);
  const ends = log.fields.filter(isReference).toSorted((a, b) => Number(isTarget(a)) - Number(isTarget(b)));
  const [source, target] = ends;
  const moved = findField(log, 'amount') ?? findField(log, field) ?? findField(log, 'quantity');
  if (!source || !target || !moved) return `${log.name} names no two rows and an amount`;
  const [one, two] = [
    await made(store, entity, { [amount.name]: 50 }),
    await made(store, entity, { [amount.name]: 5 }),
  ];
  const move = (value: number, to: Row): Promise<Answer> =>
    make(store, log, { [source.name]: one.id, [target.name]: to.id, [moved.name]: value });
  const part = await move(20, two);
  if (!part.ok) return `moving a part: ${part.problem}`;
  const all = await move(30, two);
  if (!all.ok) return `moving all: ${all.problem}`;
  return (
    refused('one more', await move(1, two)) ??
    refused('to itself', await move(1, one)) ??
    differs('the first', await number(store, entity, one, amount.name), 0) ??
    differs('the second', await number(store, entity, two, amount.name), 55)
  );
}

function isTarget({ name }: FieldDoc): boolean {
  return /^(?:to|target|recipient|destination|receiver)/i.test(name);
}

async function tryStock(store: Store, { line, item, field }: Of<'stock'>): Promise<Verdict> {
  const taker = entityOf(store, line);
  const entity = entityOf(store, item);
  const stock = fieldOf(entity, field);
  const link = linkOf(store, taker, item);
  const quantity = findField(taker, 'quantity') ?? findField(taker, 'amount|units|pieces');
  const row = await made(store, entity, { [stock.name]: 3 });
  const take = (count: number): Promise<Answer> =>
    make(store, taker, { [link.name]: row.id, ...(quantity ? { [quantity.name]: count } : {}) });
  const tooMany = refused('more than there is', await take(4));
  if (tooMany !== null) return tooMany;
  const taken = await take(3);
  if (!taken.ok) return `all that there is: ${taken.problem}`;
  const empty = differs(stock.name, await number(store, entity, row, stock.name), 0);
  if (empty !== null) return empty;
  const removed = await store.remove(taker, taken.row.id);
  if (!removed.ok) return removed.refused ? null : `removing: ${removed.problem}`;
  return differs(`${stock.name} given back`, await number(store, entity, row, stock.name), 3);
}

async function trySum(store: Store, { whole, field, part, factors }: Of<'sum'>): Promise<Verdict> {
  const entity = entityOf(store, whole);
  const lines = entityOf(store, part);
  const link = linkOf(store, lines, whole);
  const names = factors.map((factor) => fieldOf(lines, factor).name);
  const row = await made(store, entity);
  const total = findField(entity, field, row);
  if (!total) return `${entity.name} has no ${field}`;
  let wanted = 0;
  for (const value of [2, 3]) {
    await made(store, lines, { ...Object.fromEntries(names.map((name) => [name, value])), [link.name]: row.id });
    wanted += value ** names.length;
  }
  return differs(total.name, await number(store, entity, row, total.name), wanted);
}

async function tryComputed(store: Store, { entity: stated, field, base, share }: Of<'computed'>): Promise<Verdict> {
  const entity = entityOf(store, stated);
  const row = await made(store, entity, { [fieldOf(entity, base).name]: 1000, [fieldOf(entity, share).name]: 25 });
  const found = findField(entity, field, row);
  return found ? differs(found.name, Number(row[found.name]), 750) : `${entity.name} has no ${field}`;
}

async function tryPercent(store: Store, { entity: stated, field, share, base }: Of<'percent'>): Promise<Verdict> {
  const entity = entityOf(store, stated);
  const row = await made(store, entity, { [fieldOf(entity, base).name]: 2000 });
  const found = findField(entity, field, row);
  return found ? differs(found.name, Number(row[found.name]), share * 20) : `${entity.name} has no ${field}`;
}

/** What is ended at once costs nothing when it is only late that costs, else at most the first unit. */
async function tryFee(store: Store, { entity: stated, field, action, rate }: Of<'fee'>): Promise<Verdict> {
  const entity = entityOf(store, stated);
  const row = await made(store, entity);
  const verb = closest(action, entity.actions, (name) => name);
  if (verb === undefined) return `${entity.name} has no ${action}`;
  const ended = await store.act(entity, row.id, verb);
  if (!ended.ok) return `${action}: ${ended.problem}`;
  const fee = findField(entity, field, ended.row);
  const value = fee && ended.row[fee.name];
  return typeof value === 'number' && (value === 0 || value === rate) ? null : `${field} is ${String(value)}`;
}

/** Two whole units cost two, and what goes a little beyond the second costs three. */
async function tryCost(store: Store, claim: Of<'cost'>): Promise<Verdict> {
  const entity = entityOf(store, claim.entity);
  const [from, to] = [fieldOf(entity, claim.from), fieldOf(entity, claim.to)];
  if (from.holds.startsWith('date') || to.holds.startsWith('date'))
    return `${from.name} and ${to.name} tell no time of day`;
  for (const [units, wanted] of [
    [2, 2],
    [2.1, 3],
  ] as const) {
    const answer = await make(store, entity, {
      [from.name]: timeAt(from, 900),
      [to.name]: timeAt(to, 900 + (units * claim.minutes) / 1440),
    });
    if (!answer.ok) return `${units} units: ${answer.problem}`;
    const fee = [claim.field, 'fee', 'cost', 'price', 'charge', 'amount']
      .map((name) => findField(entity, name, answer.row))
      .find((field) => field !== undefined);
    if (!fee) return `${entity.name} has no ${claim.field}`;
    const verdict = differs(`${fee.name} of ${units} units`, Number(answer.row[fee.name]), wanted * claim.rate);
    if (verdict !== null) return verdict;
  }
  return null;
}

/** The time at which it is over is set by the server, so far from now. */
async function tryExpires(store: Store, { entity: stated, minutes }: Of<'expires'>): Promise<Verdict> {
  const entity = entityOf(store, stated);
  const row = await made(store, entity);
  const wanted = Date.now() + minutes * 60_000;
  const given = new Set(entity.fields.filter(isTime).map(({ name }) => name));
  const times = Object.entries(row).filter(
    ([name, value]) => typeof value === 'string' && !given.has(name) && /expir|until|due|close/i.test(name),
  );
  const near = times.some(([, value]) => Math.abs(Date.parse(String(value)) - wanted) < 600_000);
  return near ? null : `no time ${minutes} minutes from now in ${JSON.stringify(row)}`;
}

async function tryWaits(store: Store, { child, parent, field }: Of<'waits'>): Promise<Verdict> {
  const entity = entityOf(store, parent);
  const rows = entityOf(store, child);
  const link = linkOf(store, rows, parent);
  const places = fieldOf(entity, field);
  const room = Math.max(1, leastOf(places));
  const place = await made(store, entity, { [places.name]: room });
  const first = await made(store, rows, { [link.name]: place.id });
  for (let taken = 1; taken < room; taken++) await made(store, rows, { [link.name]: place.id });
  const second = await made(store, rows, { [link.name]: place.id });
  if (!String(second['status']).startsWith('wait')) return `the one without a place is ${String(second['status'])}`;
  const gone = await store.remove(rows, first.id);
  if (!gone.ok) return `removing the first: ${gone.problem}`;
  const now = await store.read(rows, second.id);
  return now.ok && now.row['status'] === first['status'] ? null : 'nobody moves up';
}
