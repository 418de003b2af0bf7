import { closest, likeness } from './names.ts';
import { isReference, isTime, leastOf, sampleRow } from './samples.ts';
import type { Answer, EntityDoc, FieldDoc, Row, Store } from './stores/contract.ts';

/** What a description states and the program does not have. */
export class NotThere extends Error {}

export function findEntity(store: Store, stated: string): EntityDoc | undefined {
  return closest(stated, store.entities, ({ name }) => name);
}

export function findField(entity: EntityDoc, stated: string, row?: Row): FieldDoc | undefined {
  const own: FieldDoc[] = row
    ? Object.keys(row)
        .filter((name) => !entity.fields.some((field) => field.name === name))
        .map((name) => ({ name, holds: '', needed: false }))
    : [];
  const found = closest(stated, [...entity.fields, ...own], ({ name }) => name.replace(/Id$/, ''));
  if (found || !/^(date|time)$/.test(stated)) return found;
  // "a firing with a date" is well served by `firedOn`.
  const times = entity.fields.filter(isTime);
  return times.length === 1 ? times[0] : undefined;
}

export function entityOf(store: Store, stated: string): EntityDoc {
  const found = findEntity(store, stated);
  if (!found) throw new NotThere(`no ${stated}`);
  return found;
}

export function fieldOf(entity: EntityDoc, stated: string): FieldDoc {
  const found = findField(entity, stated);
  if (!found) throw new NotThere(`${entity.name} has no ${stated}`);
  return found;
}

/** The field of one entity that points to another. */
export function linkTo(store: Store, child: EntityDoc, parent: string): FieldDoc | undefined {
  const target = findEntity(store, parent);
  return child.fields
    .filter(isReference)
    .toSorted((a, b) => fit(b) - fit(a))
    .find((field) => fit(field) >= 0.5);

  function fit(field: FieldDoc): number {
    const of = field.holds.replace(/^ids? of (an? )?/, '');
    return Math.max(
      likeness(parent, of),
      likeness(parent, field.name.replace(/Id$/, '')),
      target ? likeness(target.name, of) : 0,
    );
  }
}

export function linkOf(store: Store, child: EntityDoc, parent: string): FieldDoc {
  const found = linkTo(store, child, parent);
  if (!found) throw new NotThere(`${child.name} does not point to a ${parent}`);
  return found;
}

/** A row with everything that must be given, its parents made first; `values` win. */
export async function make(store: Store, entity: EntityDoc, values: Row = {}, depth = 0): Promise<Answer> {
  const row = { ...sampleRow(entity.fields.filter(({ needed, name }) => needed && !(name in values))), ...values };
  for (const field of entity.fields.filter((one) => isReference(one) && one.needed && !(one.name in values))) {
    const of = field.holds.replace(/^ids? of (an? )?/, '');
    const parent = findEntity(store, of);
    if (!parent || depth > 5) {
      row[field.name] = 1;
      continue;
    }
    const made = await make(store, parent, {}, depth + 1);
    // Who signs in is there already, and nobody else makes such rows.
    const known = made.ok ? made.row : (await store.list(parent, {}))?.[0];
    if (!made.ok && !known) return made;
    row[field.name] = known?.id;
  }
  const answer = await store.create(entity, row);
  return !answer.ok && answer.refused && learns(entity, answer.problem, values)
    ? await make(store, entity, values, depth)
    : answer;
}

/** Takes from a refusal what the documentation leaves out of the fields that the caller did not choose, as whoever reads it would; false where it says nothing new. */
function learns(entity: EntityDoc, problem: string, values: Row): boolean {
  let learnt = false;
  for (const [, name = '', said = '', what = ''] of problem.matchAll(
    /\b([\w-]+) must be (at least|at most|one of) ([^;"]+)/g,
  )) {
    const field = entity.fields.find((one) => likeness(one.name, name) === 1);
    if (!field || field.name in values || field.holds.includes(what.trim())) continue;
    const list = what.split(',').map((one) => one.trim());
    field.holds =
      said === 'one of' ? list.map((one) => `\`${one}\``).join(', ') : `${field.holds}, ${said} ${what.trim()}`;
    learnt = true;
  }
  // A number that has to fit one of its parent: the least there can be fits everywhere.
  for (const [, label = ''] of problem.matchAll(/\bThe ([\w -]+) of an? [\w -]+ is at most the [\w -]+ of its /g)) {
    const field = entity.fields.find((one) => likeness(one.name, label) === 1);
    if (!field || field.name in values) continue;
    const least = Math.max(1, leastOf(field));
    const holds = `${field.holds.split(',')[0] ?? ''}, ${least} to ${least}`;
    if (field.holds === holds) continue;
    field.holds = holds;
    learnt = true;
  }
  return learnt;
}

export async function made(store: Store, entity: EntityDoc, values: Row = {}): Promise<Row> {
  const answer = await make(store, entity, values);
  if (!answer.ok) throw new NotThere(`not created: ${answer.problem}`);
  return answer.row;
}
