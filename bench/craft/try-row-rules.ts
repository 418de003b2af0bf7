import type { Claim } from './claims.ts';
import { closest, likeness } from './names.ts';
import { choicesOf, isReference, sampleRow, timeAt } from './samples.ts';
import type { Answer, EntityDoc, FieldDoc, Row, Store } from './stores/contract.ts';
import { NotThere, entityOf, fieldOf, findEntity, findField, make, made } from './things.ts';
import { type Verdict, all, expectRefused, expectTaken } from './verdicts.ts';

/** Claims about a row by itself: what must be in it, how long, when, in which order, and in which of its states. */

const kinds = ['required', 'fixed', 'future', 'past', 'longest', 'order', 'needs', 'distinct'] as const;
type RowClaim = Extract<Claim, { kind: (typeof kinds)[number] }>;
type Of<K extends RowClaim['kind']> = Extract<Claim, { kind: K }>;

export function isRowRule(claim: Claim): claim is RowClaim {
  return kinds.some((kind) => kind === claim.kind);
}

export async function tryRowRule(store: Store, claim: RowClaim): Promise<Verdict> {
  switch (claim.kind) {
    case 'required': {
      const entity = entityOf(store, claim.entity);
      const field = fieldOf(entity, claim.field);
      return await all(
        async () => expectTaken('with it', await make(store, entity)),
        async () => expectRefused('without it', await make(store, entity, { [field.name]: undefined })),
      );
    }
    case 'fixed': {
      const entity = entityOf(store, claim.entity);
      const field = fieldOf(entity, claim.field);
      const row = await made(store, entity);
      const other = sampleRow([field])[field.name];
      const answer = await store.update(entity, row.id, { [field.name]: other });
      if (!answer.ok) return expectRefused('changing it', answer);
      return answer.row[field.name] === other ? 'it is changed' : null;
    }
    case 'future': {
      const entity = entityOf(store, claim.entity);
      const field = fieldOf(entity, claim.field);
      return await all(
        async () => expectTaken('a time to come', await make(store, entity, { [field.name]: timeAt(field, 30) })),
        async () => expectRefused('a time gone by', await make(store, entity, { [field.name]: timeAt(field, -4000) })),
      );
    }
    case 'past': {
      const entity = entityOf(store, claim.entity);
      const field = fieldOf(entity, claim.field);
      return await all(
        async () => expectTaken('a time gone by', await make(store, entity, { [field.name]: timeAt(field, -12_000) })),
        async () => expectRefused('a time to come', await make(store, entity, { [field.name]: timeAt(field, 30) })),
      );
    }
    case 'longest': {
      const entity = entityOf(store, claim.entity);
      const field = fieldOf(entity, claim.field);
      const text = (length: number) => ({ [field.name]: 'x'.repeat(length) });
      return await all(
        async () => expectTaken('the longest', await make(store, entity, text(claim.characters))),
        async () => expectRefused('one more', await make(store, entity, text(claim.characters + 1))),
      );
    }
    case 'order': {
      const entity = entityOf(store, claim.entity);
      const [before, after] = [fieldOf(entity, claim.before), fieldOf(entity, claim.after)];
      return await all(
        async () =>
          expectTaken(
            'in order',
            await make(store, entity, { [before.name]: timeAt(before, 900), [after.name]: timeAt(after, 902) }),
          ),
        async () =>
          expectRefused(
            'the other way round',
            await make(store, entity, { [before.name]: timeAt(before, 912), [after.name]: timeAt(after, 910) }),
          ),
      );
    }
    case 'needs':
      return await tryNeeds(store, claim);
    case 'distinct':
      return await tryDistinct(store, claim);
  }
}

/** Sets a field to a value, or calls the action that ends there; `refused` where the row stays as it was. */
export async function moveTo(store: Store, entity: EntityDoc, row: Row, field: FieldDoc, to: string): Promise<Answer> {
  const choices = choicesOf(field);
  const value = closest(to, choices, (one) => one) ?? to.replaceAll(' ', '_');
  const answer = await store.update(entity, row.id, { [field.name]: value });
  if (answer.ok && likeness(to, String(answer.row[field.name])) === 1) return answer;
  for (const action of entity.actions.filter((name) => likeness(to, name) > 0 || name.slice(0, 4) === to.slice(0, 4))) {
    const acted = await store.act(entity, row.id, action);
    if (acted.ok && likeness(to, String(acted.row[field.name])) === 1) return acted;
  }
  return answer.ok ? { ok: false, refused: true, problem: `stays ${String(answer.row[field.name])}` } : answer;
}

async function tryNeeds(store: Store, claim: Of<'needs'>): Promise<Verdict> {
  const entity = entityOf(store, claim.entity);
  const field = fieldOf(entity, claim.field);
  const last = claim.steps.at(-1) ?? '';
  const before = async (): Promise<{ row: Row; state: FieldDoc }> => {
    let row = await made(store, entity, { [field.name]: undefined });
    const state = findField(entity, claim.state, row);
    if (!state) throw new NotThere(`${entity.name} has no ${claim.state}`);
    for (const step of claim.steps.slice(0, -1)) {
      const answer = await moveTo(store, entity, row, state, step);
      if (!answer.ok) throw new NotThere(`on the way to ${last}: ${answer.problem}`);
      row = answer.row;
    }
    return { row, state };
  };
  const without = await before();
  const refused = expectRefused(`${last} without it`, await moveTo(store, entity, without.row, without.state, last));
  if (refused !== null) return refused;
  const { row, state } = await before();
  const set = await store.update(entity, row.id, sampleRow([field]));
  if (!set.ok) return `setting it: ${set.problem}`;
  return expectTaken(`${last} with it`, await moveTo(store, entity, row, state, last));
}

async function tryDistinct(store: Store, claim: Of<'distinct'>): Promise<Verdict> {
  const entity = entityOf(store, claim.entity);
  const [one, other] = claim.fields.map((name) => fieldOf(entity, name));
  if (!one || !other || one === other) return `${entity.name} has no two such fields`;
  const value = async (field: FieldDoc): Promise<unknown> => {
    if (!isReference(field)) return sampleRow([field])[field.name];
    const parent = findEntity(store, field.holds.replace(/^ids? of (an? )?/, ''));
    if (!parent) throw new NotThere(`no ${field.holds}`);
    return (await made(store, parent)).id;
  };
  const [first, second] = [await value(one), await value(other)];
  return await all(
    async () => expectTaken('two that differ', await make(store, entity, { [one.name]: first, [other.name]: second })),
    async () => expectRefused('twice the same', await make(store, entity, { [one.name]: first, [other.name]: first })),
  );
}
