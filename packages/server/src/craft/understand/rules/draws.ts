import { link } from '../things/associations.ts';
import { fieldsNamed, openOf, referenceTo } from '../things/context.ts';
import { type Draft, type DraftEntity, addField, addRule, declare, mentions, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import type { Field } from '../../requirements.ts';
import type { Aside } from '../sentences/asides.ts';

/** "draw : withdrawal : balance : account", "within : refunds : amount : payment": amounts bounded by one of another row. */

const quantities = /^(?:amount|sum|value|price|points|credits?|total)$/;

function partsOf(aside: Aside): string[] {
  return aside.clause.text
    .split(' :')
    .slice(1)
    .map((part) => part.trim());
}

function named(draft: Draft, text: string | undefined): DraftEntity | undefined {
  return text === undefined || text === ''
    ? undefined
    : mentions(draft, text).find(({ entity }) => entity !== draft.user)?.entity;
}

function amountOf(rows: DraftEntity): Field | undefined {
  const fields = rows.fields.filter(({ type }) => type === 'money' || type === 'integer');
  return fields.find(({ name }) => quantities.test(name)) ?? fields.find(({ type }) => type === 'money');
}

/** What is drawn is taken from the balance, and given back when the row goes. */
export function readDraw(draft: Draft, aside: Aside): boolean {
  const [what = '', store = '', of] = partsOf(aside);
  const holds = (entity: DraftEntity): Field | undefined =>
    fieldsNamed([entity], store).find(({ field }) => field.type === 'money' || field.type === 'integer')?.field;
  const holder = [named(draft, of), ...draft.entities].find(
    (entity) => entity !== undefined && holds(entity) !== undefined,
  );
  const field = holder && holds(holder);
  if (!holder || !field) return false;
  const from = stated(aside.clause);
  const rows = named(draft, what) ?? (/^[a-z]+$/.test(what) ? declare(draft, [what], from) : undefined);
  if (!rows || rows === holder || rows.name === 'Transfer') return false;
  const via = referenceTo(rows, holder) ?? (link(draft, rows, holder, from, true), referenceTo(rows, holder));
  if (!via) return false;
  const amount =
    amountOf(rows) ?? addField(rows, makeField(['amount'], from, field.type === 'integer' ? 'integer' : 'money'));
  Object.assign(amount, { type: field.type, required: true, min: Math.max(amount.min ?? 1, 1) });
  Object.assign(field, { required: true, min: Math.max(field.min ?? 0, 0) });
  via.required = true;
  addRule(draft, {
    kind: 'stock',
    entity: rows.name,
    item: via.name,
    stock: field.name,
    quantity: amount.name,
    from,
  });
  return true;
}

/** All rows of one parent together stay within an amount of it. */
export function readWithin(draft: Draft, aside: Aside): boolean {
  const [what, size = '', of] = partsOf(aside);
  const rows = named(draft, what);
  if (!rows) return false;
  const amount = amountOf(rows);
  const parents = rows.fields.flatMap(({ references }) => draft.entities.filter(({ name }) => name === references));
  const parent = [named(draft, of), ...parents].find(
    (entity) =>
      entity !== undefined &&
      entity !== rows &&
      fieldsNamed([entity], size).some(({ field }) => field.type === 'money' || /limit|budget|max/i.test(field.name)),
  );
  const most = parent && fieldsNamed([parent], size)[0]?.field;
  if (!parent || !most || amount?.type !== 'money') return false;
  const from = stated(aside.clause);
  const via = referenceTo(rows, parent) ?? (link(draft, rows, parent, from, true), referenceTo(rows, parent));
  if (!via) return false;
  Object.assign(most, { type: 'money', required: true });
  Object.assign(amount, { required: true, min: Math.max(amount.min ?? 1, 1) });
  via.required = true;
  const open = openOf(rows);
  addRule(draft, {
    kind: 'capacity',
    entity: rows.name,
    per: via.name,
    parent: parent.name,
    parentField: most.name,
    places: amount.name,
    ...(open ? { open } : {}),
    from,
  });
  return true;
}
