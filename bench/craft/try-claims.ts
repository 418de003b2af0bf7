import type { Claim, Step } from './claims.ts';
import { closest, likeness } from './names.ts';
import { choicesOf, isMoney, isTime, leastOf, sampleRow, timeAt } from './samples.ts';
import type { Answer, EntityDoc, Row, Store } from './stores/contract.ts';
import { isAccess, tryAccess } from './try-access.ts';
import { isBetween, tryBetween } from './try-between.ts';
import { isEffect, tryEffect } from './try-effects.ts';
import { isRowRule, moveTo, tryRowRule } from './try-row-rules.ts';
import { NotThere, findField, entityOf, fieldOf, linkTo, linkOf, make, made } from './things.ts';
import { type Verdict, all, expectRefused, expectTaken, said } from './verdicts.ts';

export async function tryClaim(store: Store, claim: Claim): Promise<Verdict> {
  try {
    return await outcome(store, claim);
  } catch (cause) {
    if (cause instanceof NotThere) return cause.message;
    return `fault: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

async function outcome(store: Store, claim: Claim): Promise<Verdict> {
  if (isEffect(claim)) return await tryEffect(store, claim);
  if (isBetween(claim)) return await tryBetween(store, claim);
  if (isAccess(claim)) return await tryAccess(store, claim);
  if (isRowRule(claim)) return await tryRowRule(store, claim);
  switch (claim.kind) {
    case 'relation': {
      const child = entityOf(store, claim.child);
      const parent = entityOf(store, claim.parent);
      const link = linkOf(store, child, claim.parent);
      const row = await made(store, parent);
      return expectTaken('with its parent', await make(store, child, { [link.name]: row.id }));
    }
    case 'range':
      return await tryRange(store, claim);
    case 'unique':
      return await tryUnique(store, entityOf(store, claim.entity), claim.fields);
    case 'one-of': {
      const entity = entityOf(store, claim.entity);
      const field = fieldOf(entity, claim.field);
      const values =
        choicesOf(field).length > 0
          ? claim.values.map((value) => closest(value, choicesOf(field), (one) => one) ?? value)
          : claim.values;
      return await all(
        ...values.map((value) => async () => expectTaken(value, await make(store, entity, { [field.name]: value }))),
        async () => expectRefused('another value', await make(store, entity, { [field.name]: 'zzzz' })),
      );
    }
    case 'max':
      return await tryMax(store, claim.child, claim.parent, claim.limit, {}, claim);
    case 'capacity': {
      const parent = entityOf(store, claim.parent);
      const field = fieldOf(parent, claim.field);
      const places = Math.max(2, leastOf(field));
      return await tryMax(store, claim.child, claim.parent, places, { [field.name]: places });
    }
    case 'no-overlap':
      return await tryOverlap(store, claim.child, claim.parent);
    case 'keeps': {
      const parent = entityOf(store, claim.parent);
      const child = entityOf(store, claim.child);
      const link = linkOf(store, child, claim.parent);
      const [row, free] = [await made(store, parent), await made(store, parent)];
      await made(store, child, { [link.name]: row.id });
      return await all(
        async () => expectRefused('deleting it', await store.remove(parent, row.id)),
        async () => expectTaken('deleting another', await store.remove(parent, free.id)),
      );
    }
    case 'transitions':
      return await tryTransitions(store, entityOf(store, claim.entity), claim.field, claim.allowed, claim.refused);
    case 'operation':
      return await tryOperation(store, claim.verb, claim.entity, claim.field);
  }
}

async function tryRange(store: Store, claim: Extract<Claim, { kind: 'range' }>): Promise<Verdict> {
  const entity = entityOf(store, claim.entity);
  const field = fieldOf(entity, claim.field);
  const scale = isMoney(field) ? 100 : 1;
  const { min, max } = claim;
  const under = min === undefined ? 0 : min > 0 && min <= 1 ? 0 : min - 1;
  // A number that another row has already was within the bounds.
  const at = (value: number) => async () => {
    const answer = await make(store, entity, { [field.name]: Math.round(value * scale * 1000) / 1000 });
    return answer.ok || /_taken\b|\bNo two\b/.test(answer.problem) ? null : said(`${value}`, answer);
  };
  const out = (value: number) => async () =>
    expectRefused(`${value}`, await make(store, entity, { [field.name]: Math.round(value * scale * 1000) / 1000 }));
  return await all(
    ...(min === undefined ? [] : [at(min), out(under)]),
    ...(max === undefined ? [] : [at(max), out(max + 1)]),
  );
}

async function tryUnique(store: Store, entity: EntityDoc, stated: readonly string[]): Promise<Verdict> {
  const values: Row = {};
  const other: Row = {};
  for (const name of stated) {
    const link = linkTo(store, entity, name);
    if (link) {
      const parent = entityOf(store, name);
      values[link.name] = (await made(store, parent)).id;
      other[link.name] = (await made(store, parent)).id;
    } else {
      const field = fieldOf(entity, name);
      const sample = { ...sampleRow([field]) };
      values[field.name] = sample[field.name];
      other[field.name] = sampleRow([field])[field.name];
    }
  }
  const names = Object.keys(values);
  return await all(
    async () => expectTaken('the first', await make(store, entity, values)),
    async () => expectRefused('the same again', await make(store, entity, values)),
    ...names.map(
      (name) => async () =>
        expectTaken(`another ${name}`, await make(store, entity, { ...values, [name]: other[name] })),
    ),
  );
}

/** As many as may be, one more, and where it is said the same after one of them has ended, or on another date. */
async function tryMax(
  store: Store,
  childName: string,
  parentName: string,
  limit: number,
  parentValues: Row,
  { until, on }: { until?: string; on?: string } = {},
): Promise<Verdict> {
  const child = entityOf(store, childName);
  const parent = entityOf(store, parentName);
  const link = linkOf(store, child, parentName);
  const row = await made(store, parent, parentValues);
  const another = await made(store, parent, parentValues);
  const when = on === undefined ? undefined : fieldOf(child, on);
  const add = (id: unknown, days = 0) =>
    make(store, child, { [link.name]: id, ...(when ? { [when.name]: timeAt(when, 800 + days) } : {}) });
  let first: Row | undefined;
  for (let count = 0; count < limit; count++) {
    const answer = await add(row.id);
    if (!answer.ok) return said(`number ${count + 1} of ${limit}`, answer);
    first ??= answer.row;
  }
  return await all(
    async () => expectRefused(`number ${limit + 1}`, await add(row.id)),
    async () => expectTaken('another parent', await add(another.id)),
    async () => (on === undefined ? null : expectTaken(`another ${on}`, await add(row.id, 2))),
    async () => {
      if (until === undefined) return null;
      const action = closest(until, child.actions, (name) => name);
      if (!action) return `${child.name} has no ${until}`;
      return expectTaken(until, await store.act(child, first?.id, action));
    },
    async () => (until === undefined ? null : expectTaken(`after ${until}`, await add(row.id))),
  );
}

async function tryOverlap(store: Store, childName: string, parentName: string): Promise<Verdict> {
  const child = entityOf(store, childName);
  const parent = entityOf(store, parentName);
  const link = linkOf(store, child, parentName);
  const times = child.fields.filter(isTime);
  const start = times.find(({ name }) => /start|begin|from|in(At|On|Date)?$|depart/i.test(name)) ?? times[0];
  const end =
    times.find((field) => field !== start && /end|until|to|out|finish|arriv|due/i.test(field.name)) ??
    times.find((field) => field !== start);
  if (!start || !end) return `${child.name} has no start and end`;
  const [one, two] = [await made(store, parent), await made(store, parent)];
  const add = (id: unknown, from: number, to: number) =>
    make(store, child, { [link.name]: id, [start.name]: timeAt(start, from), [end.name]: timeAt(end, to) });
  return await all(
    async () => expectTaken('the first', await add(one.id, 1000, 1010)),
    async () => expectRefused('one across its end', await add(one.id, 1005, 1015)),
    async () => expectRefused('one inside', await add(one.id, 1003, 1005)),
    async () => expectTaken('one later', await add(one.id, 1020, 1025)),
    async () => expectTaken('one elsewhere', await add(two.id, 1005, 1015)),
  );
}

async function tryTransitions(
  store: Store,
  entity: EntityDoc,
  stated: string,
  allowed: readonly Step[],
  refused: readonly Step[],
): Promise<Verdict> {
  const sample = await made(store, entity);
  const field = findField(entity, stated, sample);
  if (!field) return `${entity.name} has no ${stated}`;
  const initial = String(sample[field.name]);
  const move = (row: Row, to: string): Promise<Answer> => moveTo(store, entity, row, field, to);
  const way = (to: string): string[] | undefined => {
    const queue: string[][] = [[initial]];
    const seen = new Set([initial]);
    for (let path = queue.shift(); path; path = queue.shift()) {
      const last = path.at(-1) ?? '';
      if (likeness(to, last) === 1) return path.slice(1);
      for (const [from, next] of allowed)
        if (likeness(from, last) === 1 && !seen.has(next)) {
          seen.add(next);
          queue.push([...path, next]);
        }
    }
    return undefined;
  };
  const at = async (state: string): Promise<Row> => {
    const steps = way(state);
    if (!steps) throw new NotThere(`${state} is not reached from ${initial}`);
    let row = await made(store, entity);
    for (const step of steps) {
      const answer = await move(row, step);
      if (!answer.ok) throw new NotThere(`on the way to ${state}: ${answer.problem}`);
      row = answer.row;
    }
    return row;
  };
  return await all(
    ...allowed.map(
      ([from, to]) =>
        async () =>
          expectTaken(`${from} to ${to}`, await move(await at(from), to)),
    ),
    ...refused.map(
      ([from, to]) =>
        async () =>
          expectRefused(`${from} to ${to}`, await move(await at(from), to)),
    ),
  );
}

async function tryOperation(store: Store, verb: string, entityName: string, fieldName?: string): Promise<Verdict> {
  // What a whole program has, not one kind of row; looked at where the program's files are at hand.
  if (entityName === '') return null;
  const entity = entityOf(store, entityName);
  if (verb === 'page') {
    for (let count = 0; count < 3; count++) await made(store, entity);
    const rows = await store.list(entity, { limit: '2' });
    return rows?.length === 2 ? null : `a page of 2 has ${rows?.length ?? 'no'} rows`;
  }
  if (verb === 'search') {
    const field = fieldOf(entity, fieldName ?? '');
    const digits = String(Date.now()).slice(-6);
    const text = /^(?:phone|email)/.test(field.holds)
      ? String(sampleRow([field])[field.name]).replace(/\d+(?=@|$)/, digits)
      : `needle${digits}`;
    await made(store, entity, { [field.name]: text });
    await made(store, entity);
    for (const query of [{ q: text }, { search: text }, { [field.name]: text }]) {
      const rows = await store.list(entity, query as Record<string, string>);
      if (rows?.length === 1) return null;
    }
    return 'it is not found alone';
  }
  if (verb === 'broadcast') {
    if (!store.hears) return 'nobody can listen';
    return (await store.hears(entity, () => make(store, entity))) ? null : 'a listener hears nothing';
  }
  const action = closest(verb, entity.actions, (name) => name);
  if (!action) return `${entity.name} has no ${verb}`;
  const row = await made(store, entity);
  return expectTaken(verb, await store.act(entity, row.id, action));
}
