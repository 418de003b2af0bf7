import type { Claim } from './claims.ts';
import { isReference, sampleRow } from './samples.ts';
import type { EntityDoc, Row, Store } from './stores/contract.ts';
import { entityOf, findEntity, linkOf, made } from './things.ts';
import { type Verdict, all, expectRefused, expectTaken, said } from './verdicts.ts';

/** Claims about who may do what, tried as two users, as one with a role and as nobody. */

const kinds = ['login', 'owner-only', 'owner-changes', 'role-only', 'once'] as const;
type AccessClaim = Extract<Claim, { kind: (typeof kinds)[number] }>;

export function isAccess(claim: Claim): claim is AccessClaim {
  return kinds.some((kind) => kind === claim.kind);
}

export async function tryAccess(store: Store, claim: AccessClaim): Promise<Verdict> {
  if (!store.signUp || !store.stranger) return 'nobody signs in';
  const { stranger } = store;
  if (claim.kind === 'login') {
    const [entity] = store.entities;
    if (!entity) return 'there is nothing to see';
    return (await store.list(entity, {}, stranger)) === null ? null : 'a stranger sees the rows';
  }
  const entity = entityOf(store, claim.kind === 'once' ? claim.child : claim.entity);
  const values = await wholeRow(store, entity);
  const [one, two] = [await store.signUp(), await store.signUp()];
  if (claim.kind === 'owner-only') {
    const row = await store.create(entity, values, one);
    if (!row.ok) return said('creating one', row);
    return await all(
      async () => expectTaken('the owner reads', await store.read(entity, row.row.id, one)),
      async () => expectRefused('another reads', await store.read(entity, row.row.id, two)),
      async () => expectRefused('another deletes', await store.remove(entity, row.row.id, two)),
    );
  }
  if (claim.kind === 'owner-changes') {
    const row = await store.create(entity, values, one);
    if (!row.ok) return said('creating one', row);
    const change = sampleRow(entity.fields.filter((field) => field.needed && !isReference(field)).slice(0, 1));
    return await all(
      async () => expectRefused('another changes', await store.update(entity, row.row.id, change, two)),
      async () => expectRefused('another deletes', await store.remove(entity, row.row.id, two)),
      async () => expectTaken('the owner changes', await store.update(entity, row.row.id, change, one)),
    );
  }
  if (claim.kind === 'once') {
    const parent = entityOf(store, claim.parent);
    const link = linkOf(store, entity, claim.parent);
    const [row, another] = [await made(store, parent), await made(store, parent)];
    const inside = async (id: unknown): Promise<Row> => ({ ...(await wholeRow(store, entity)), [link.name]: id });
    return await all(
      async () => expectTaken('the first', await store.create(entity, await inside(row.id), one)),
      async () => expectRefused('the same user again', await store.create(entity, await inside(row.id), one)),
      async () => expectTaken('another user', await store.create(entity, await inside(row.id), two)),
      async () => expectTaken('elsewhere', await store.create(entity, await inside(another.id), one)),
    );
  }
  const holder = await store.signUp(claim.role);
  if (claim.verb === 'create')
    return await all(
      async () => expectRefused('without the role', await store.create(entity, values, one)),
      async () => expectTaken('with the role', await store.create(entity, await wholeRow(store, entity), holder)),
    );
  const row = await made(store, entity, values);
  return await all(
    async () => expectRefused('without the role', await store.remove(entity, row.id, one)),
    async () => expectTaken('with the role', await store.remove(entity, row.id, holder)),
  );
}

/** The values of a row that could be created, its parents made. */
export async function wholeRow(store: Store, entity: EntityDoc): Promise<Row> {
  const row = sampleRow(entity.fields.filter(({ needed }) => needed));
  for (const field of entity.fields.filter((one) => isReference(one) && one.needed)) {
    const parent = findEntity(store, field.holds.replace(/^ids? of (an? )?/, ''));
    if (parent) row[field.name] = (await made(store, parent)).id;
  }
  return row;
}
