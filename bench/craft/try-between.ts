import type { Claim } from './claims.ts';
import { leastOf, timeAt } from './samples.ts';
import type { Answer, EntityDoc, FieldDoc, Row, Store } from './stores/contract.ts';
import { wholeRow } from './try-access.ts';
import { entityOf, fieldOf, findField, linkOf, make, made, NotThere } from './things.ts';
import { type Verdict, all, expectRefused, expectTaken, said } from './verdicts.ts';

/** Claims about a row and those around it: the ones before it, the one it belongs to, and all of its kind. */

const kinds = ['rising', 'closed', 'fits', 'hours', 'total', 'ledger', 'mean', 'cascade'] as const;
type BetweenClaim = Extract<Claim, { kind: (typeof kinds)[number] }>;
type Of<K extends BetweenClaim['kind']> = Extract<Claim, { kind: K }>;

export function isBetween(claim: Claim): claim is BetweenClaim {
  return kinds.some((kind) => kind === claim.kind);
}

export async function tryBetween(store: Store, claim: BetweenClaim): Promise<Verdict> {
  switch (claim.kind) {
    case 'rising':
      return await tryRising(store, claim);
    case 'closed':
      return await tryClosed(store, claim);
    case 'fits':
      return await tryFits(store, claim);
    case 'hours':
      return await tryHours(store, claim);
    case 'total':
      return await tryTotal(store, claim);
    case 'ledger':
      return await tryLedger(store, claim);
    case 'mean':
      return await tryMean(store, claim);
    case 'cascade':
      return await tryCascade(store, claim);
  }
}

/** A child of some row, with what else it needs. */
const childOf = (store: Store, child: EntityDoc, link: FieldDoc, parent: Row, values: Row = {}): Promise<Answer> =>
  make(store, child, { ...values, [link.name]: parent.id });

async function tryRising(store: Store, claim: Of<'rising'>): Promise<Verdict> {
  const [child, parent] = [entityOf(store, claim.child), entityOf(store, claim.parent)];
  const link = linkOf(store, child, claim.parent);
  const field = fieldOf(child, claim.field);
  const [one, other] = [await made(store, parent), await made(store, parent)];
  // Far above whatever a parent may ask for as its least.
  const at = (row: Row, value: number) => childOf(store, child, link, row, { [field.name]: 500_000 + value });
  return await all(
    async () => expectTaken('the first', await at(one, 100)),
    async () => expectRefused('a smaller one', await at(one, 99)),
    async () => expectRefused('the same again', await at(one, 100)),
    async () => expectTaken('a larger one', await at(one, 101)),
    async () => expectTaken('a smaller one elsewhere', await at(other, 50)),
  );
}

async function tryClosed(store: Store, claim: Of<'closed'>): Promise<Verdict> {
  const [child, parent] = [entityOf(store, claim.child), entityOf(store, claim.parent)];
  const link = linkOf(store, child, claim.parent);
  const field = fieldOf(parent, claim.field);
  const open = await made(store, parent, { [field.name]: timeAt(field, 900) });
  const over = await made(store, parent, { [field.name]: timeAt(field, -4000) });
  return await all(
    async () => expectTaken('before', await childOf(store, child, link, open)),
    async () => expectRefused('after', await childOf(store, child, link, over)),
  );
}

async function tryFits(store: Store, claim: Of<'fits'>): Promise<Verdict> {
  const [child, parent] = [entityOf(store, claim.child), entityOf(store, claim.parent)];
  const link = linkOf(store, child, claim.parent);
  const [field, most] = [fieldOf(child, claim.field), fieldOf(parent, claim.most)];
  const places = Math.max(3, leastOf(most), leastOf(field));
  const inOne = async (count: number): Promise<Answer> =>
    childOf(store, child, link, await made(store, parent, { [most.name]: places }), { [field.name]: count });
  return await all(
    async () => expectTaken('as many as there are', await inOne(places)),
    async () => expectRefused('one more', await inOne(places + 1)),
  );
}

async function tryHours(store: Store, claim: Of<'hours'>): Promise<Verdict> {
  const entity = entityOf(store, claim.entity);
  const field = fieldOf(entity, claim.field);
  const at = (days: number, hour: number) => {
    const time = new Date(timeAt(field, days));
    time.setUTCHours(hour);
    return make(store, entity, { [field.name]: time.toISOString() });
  };
  return await all(
    async () => expectTaken('just after it opens', await at(900, claim.from)),
    async () => expectTaken('just before it closes', await at(901, claim.to - 1)),
    async () => expectRefused('an hour too early', await at(902, claim.from - 1)),
    async () => expectRefused('an hour too late', await at(903, claim.to + 1)),
  );
}

async function tryTotal(store: Store, { entity: stated, limit }: Of<'total'>): Promise<Verdict> {
  const entity = entityOf(store, stated);
  const there = (await store.list(entity, { limit: '100' }))?.length ?? 0;
  if (there > limit) return `there are ${there} already`;
  for (let count = there; count < limit; count++) {
    const answer = await make(store, entity);
    if (!answer.ok) return said(`number ${count + 1} of ${limit}`, answer);
  }
  return expectRefused(`number ${limit + 1}`, await make(store, entity));
}

async function tryLedger(store: Store, claim: Of<'ledger'>): Promise<Verdict> {
  const [adds, takes, parent] = [
    entityOf(store, claim.adds),
    entityOf(store, claim.takes),
    entityOf(store, claim.parent),
  ];
  const row = await made(store, parent);
  const balance = findField(parent, claim.field, row);
  if (!balance) return `${parent.name} has no ${claim.field}`;
  const now = async (): Promise<number> => {
    const answer = await store.read(parent, row.id);
    if (!answer.ok) throw new NotThere(`not read: ${answer.problem}`);
    return Number(answer.row[balance.name]);
  };
  const move = (log: EntityDoc, amount: number): Promise<Answer> =>
    childOf(store, log, linkOf(store, log, claim.parent), row, { [fieldOf(log, 'amount').name]: amount });
  const is = async (what: string, wanted: number): Promise<Verdict> =>
    (await now()) === wanted ? null : `after ${what} it is ${await now()}, not ${wanted}`;
  const before = await now();
  return await all(
    async () => expectTaken('paying in', await move(adds, 100)),
    async () => is('paying in 100', before + 100),
    async () => expectTaken('taking out', await move(takes, 40)),
    async () => is('taking out 40', before + 60),
    async () => expectRefused('taking out more than there is', await move(takes, before + 61)),
    async () => is('a refusal', before + 60),
    async () => expectTaken('taking out all', await move(takes, before + 60)),
    async () => is('taking out all', 0),
  );
}

/** Where each user may add one only, two users add one each. */
async function tryMean(store: Store, claim: Of<'mean'>): Promise<Verdict> {
  const [whole, part] = [entityOf(store, claim.whole), entityOf(store, claim.part)];
  const link = linkOf(store, part, claim.whole);
  const of = fieldOf(part, claim.of);
  const row = await made(store, whole);
  for (const value of [2, 4]) {
    const user = await store.signUp?.();
    const values = { ...(await wholeRow(store, part)), [link.name]: row.id, [of.name]: value };
    const answer = await store.create(part, values, user);
    if (!answer.ok) return said(`a ${value}`, answer);
  }
  const answer = await store.read(whole, row.id);
  if (!answer.ok) return said('reading it', answer);
  const found = findField(whole, claim.field, answer.row);
  if (!found) return `${whole.name} has no ${claim.field}`;
  return Number(answer.row[found.name]) === 3 ? null : `${found.name} of 2 and 4 is ${String(answer.row[found.name])}`;
}

async function tryCascade(store: Store, claim: Of<'cascade'>): Promise<Verdict> {
  const [parent, child] = [entityOf(store, claim.parent), entityOf(store, claim.child)];
  const link = linkOf(store, child, claim.parent);
  const [row, kept] = [await made(store, parent), await made(store, parent)];
  const [gone, stays] = [
    await made(store, child, { [link.name]: row.id }),
    await made(store, child, { [link.name]: kept.id }),
  ];
  return await all(
    async () => expectTaken('deleting it', await store.remove(parent, row.id)),
    async () => expectRefused('reading what belonged to it', await store.read(child, gone.id)),
    async () => expectTaken('reading what belongs to another', await store.read(child, stays.id)),
  );
}
