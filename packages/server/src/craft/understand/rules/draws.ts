import { link } from '../things/associations.ts';
import { fieldsNamed, openOf, referenceTo } from '../things/context.ts';
import { type Draft, type DraftEntity, addField, addRule, declare, mentions, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { stocked } from './totals.ts';
import { singular } from '../words/grammar.ts';
import type { Field } from '../../requirements.ts';
import type { Aside } from '../sentences/asides.ts';

/** "draw : withdrawal : balance : account", "within : refunds : amount : payment": amounts bounded by one of another row. */

const quantities = /^(?:amount|quantity|sum|value|price|points|credits?|total)$/;

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

const balances = /^(?:balance|credits?|points|stock|quantity|funds)$/;

/** What is drawn is taken from the balance, and given back when the row goes. */
export function readDraw(draft: Draft, aside: Aside): boolean {
  const [all = '', store = '', of, adds] = partsOf(aside);
  const done = all
    .split(' and ')
    .map((what) => drawnBy(draft, aside, what, store, of, adds === 'adds' || puts.test(what)));
  return done.every(Boolean);
}

/** Rows of these put something there. */
const puts = /^(?:deposits?|top ?ups?|credits?|refills?|restocks?)$/;

/** What is drawn or put somewhere is a thing of its own before its rules are read. */
export function declareDrawn(draft: Draft): void {
  for (const aside of draft.asides.filter(({ kind }) => kind === 'draw')) {
    const [all = ''] = partsOf(aside);
    for (const what of all.split(' and '))
      if (/^(?:deposits?|withdrawals?)$/.test(what)) {
        const from = stated(aside.clause);
        const entity = declare(draft, [singular(what)], from);
        // All that there is to say of it, unless more is said.
        entity.closed = true;
        if (amountOf(entity) === undefined && !draft.notes.some((note) => note.entity === entity))
          addField(entity, { ...makeField(['amount'], from, 'money'), required: true, min: 1 });
      }
  }
}

function drawnBy(
  draft: Draft,
  aside: Aside,
  what: string,
  store: string,
  of: string | undefined,
  adds: boolean,
): boolean {
  const holds = (entity: DraftEntity): Field | undefined =>
    (/^(?:it|stock)$/.test(store)
      ? entity.fields.filter(({ name }) => (store === 'it' ? balances : stocked).test(name))
      : fieldsNamed([entity], store).map(({ field }) => field)
    ).find((field) => field.type === 'money' || field.type === 'integer');
  const holder = [named(draft, of), ...draft.entities].find(
    (entity) => entity !== undefined && holds(entity) !== undefined,
  );
  const field = holder && holds(holder);
  if (!holder || !field) return false;
  const from = stated(aside.clause);
  // "the spent amount can never exceed the budget": two amounts of one row.
  const [own, ...more] = fieldsNamed([holder], what);
  if (own && more.length === 0 && own.from === 0 && own.to === what.length && own.field.type === field.type) {
    const before = own.field.name;
    addRule(draft, { kind: 'order', entity: holder.name, before, after: field.name, orEqual: true, from });
    return true;
  }
  const rows = named(draft, what) ?? (/^[a-z]+$/.test(what) ? declare(draft, [singular(what)], from) : undefined);
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
    ...(adds ? { adds } : {}),
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
