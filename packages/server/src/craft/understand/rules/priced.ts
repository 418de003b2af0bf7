import { around, fieldsNamed, referenceTo } from '../things/context.ts';
import { type Draft, type DraftEntity, addField, addRule, fieldOf, mentions, stated } from '../draft.ts';
import { makeField, numeric } from '../fields/field-types.ts';
import { spaced } from '../words/grammar.ts';
import type { Field, Provenance } from '../../requirements.ts';
import type { Clause } from '../words/text.ts';
import { spanOf } from './overlap.ts';

/** Amounts that follow from a number of another row: nights times the rate of the room, a quantity times the price of the product. */

const product =
  /^(?:the |an? |each |every |its |their )*(.+?) (?:(?:is|are) (?:always |automatically )?(?:calculated|computed|derived|determined|worked out|made up) (?:as|from|by|of|out of)|is the product of|results from|equals?|amounts to|is|are|=) (?:the product of )?(.+?) (times|\*|×|x|multiplied by|multiplied with|and|by) (.+)$/;
const timePart =
  /^(?:the |its |a )*(?:(?:total |whole )?number of )?(?:booked |rented |started |full |stayed )?(night|day|hour|week)s?(?: (?:of (?:the |its |a )?[a-z]+|booked|stayed|rented|used|between .+|from .+))?$/;
const pricedBy = /\b(?:rate|price|cost|fee|tariff|charge|wage|salary|value|amount)s?\b/;

/** "the total price of a booking is the number of nights times the nightly rate of the room". */
export function readPricedRule(draft: Draft, clause: Clause): void {
  if (readPriced(draft, clause.text, clause, () => stated(clause))) draft.ruled.add(clause);
}

/** Whether a rule was made of it; `source` says that the words were read, which is asked for only then. */
export function readPriced(draft: Draft, text: string, clause: Clause, source: () => Provenance): boolean {
  const match = product.exec(text);
  if (!match?.[1] || !match[2] || !match[4]) return false;
  // "is 5 and the price": only what is worked out of two is their product.
  if (match[3] === 'and' && !/\b(?:calculated|computed|derived|determined|worked out|product|results)\b/.test(text))
    return false;
  const target = match[1];
  const pairs: [string, string][] = [
    [match[2], match[4]],
    [match[4], match[2]],
  ];
  for (const [count, price] of pairs) {
    if (!pricedBy.test(price) && mentions(draft, price).length === 0) continue;
    for (const rows of rowsFor(draft, clause, target)) {
      const of = priceOf(draft, rows, price);
      if (of && (stay(draft, rows, target, count, of, source) || multiple(draft, rows, target, count, of, source)))
        return true;
    }
  }
  return false;
}

function rowsFor(draft: Draft, clause: Clause, target: string): DraftEntity[] {
  const named = mentions(draft, target).map(({ entity }) => entity);
  const parts = draft.entities.filter((entity) => named.some((whole) => referenceTo(entity, whole)));
  return [...new Set([...named, ...parts, ...around(draft, clause), ...draft.entities])].filter(
    (entity) => entity !== draft.user,
  );
}

interface Price {
  via: Field;
  field: Field;
}

/** The number of one that the rows refer to, by the words for it: "the room 's price per night", "its hourly rate". */
export function priceOf(draft: Draft, rows: DraftEntity, words: string): Price | undefined {
  const named = mentions(draft, words).map(({ entity }) => entity);
  // What the rows say themselves is not looked up elsewhere.
  // "the daily price" is not the total price of the row.
  const said = words.split(' ');
  const own = fieldsNamed([rows], words).find(
    ({ field }) =>
      field.type === 'money' &&
      !field.readOnly &&
      spaced(field.name)
        .split(' ')
        .every((word) => said.includes(word)),
  );
  if (own && named.every((entity) => entity === rows)) return undefined;
  for (const via of rows.fields) {
    const parent = draft.entities.find((entity) => entity.name === via.references && entity !== rows);
    if (!parent || (named.length > 0 && !named.includes(parent))) continue;
    const amounts = parent.fields.filter((field) => numeric(field.type) && !field.readOnly);
    const hit =
      fieldsNamed([parent], words).find(({ field }) => amounts.includes(field))?.field ??
      // What an order comes to is no price of its lines.
      onlyOne(
        amounts.filter(
          (field) => (field.type === 'money' || pricedBy.test(spaced(field.name))) && !summed.test(field.name),
        ),
      );
    if (hit && (hit.type === 'money' || pricedBy.test(spaced(hit.name)))) return { via, field: hit };
  }
  return undefined;
}

const summed = /^(?:(?:sub|grand)?total|sum|balance|budget|due)(?:[A-Z]|$)/i;

function onlyOne(fields: readonly Field[]): Field | undefined {
  return fields.length === 1 ? fields[0] : undefined;
}

/** So much for each night from one date to the other. */
function stay(
  draft: Draft,
  rows: DraftEntity,
  target: string,
  count: string,
  of: Price,
  source: () => Provenance,
): boolean {
  const unit = timePart.exec(count)?.[1];
  const span = unit === undefined ? undefined : spanOf(rows);
  if (!span || unit === undefined) return false;
  const [start, end] = [span.start, span.end].map((name) => rows.fields.find((field) => field.name === name));
  if (!start || !end || (unit === 'hour' && start.type === 'date')) return false;
  const from = source();
  const field = amountField(rows, target, from);
  addRule(draft, {
    kind: 'fee',
    entity: rows.name,
    field: field.name,
    start: start.name,
    end: end.name,
    rateOf: lookedUp(of),
    unit: unit === 'night' ? 'day' : unit === 'week' ? 'week' : unit === 'hour' ? 'hour' : 'day',
    from,
  });
  if (unit === 'day' && start.type === 'date')
    draft.assumptions.push(`Days are counted from ${start.name} to ${end.name}: from the 1st to the 3rd are two.`);
  return true;
}

/** A number of the row, that many times. */
function multiple(
  draft: Draft,
  rows: DraftEntity,
  target: string,
  count: string,
  of: Price,
  source: () => Provenance,
): boolean {
  const number = fieldsNamed([rows], count).find(({ field }) => numeric(field.type) && !field.readOnly)?.field;
  if (!number || number.type === 'money') return false;
  const whole = mentions(draft, target).find(({ entity }) => entity !== rows && referenceTo(rows, entity))?.entity;
  if (whole && whole.name === of.via.references) return false;
  const from = source();
  number.required = true;
  const field = whole ? lineTotal(draft, rows, number, of, from) : amountField(rows, target, from);
  if (!whole) addMultiple(draft, rows, field, number, of, from);
  const via = whole && referenceTo(rows, whole);
  if (whole && via) {
    const total = amountField(whole, target, from);
    total.required = true;
    addRule(draft, {
      kind: 'sum',
      entity: whole.name,
      field: total.name,
      of: rows.name,
      via: via.name,
      factors: [field.name],
      from,
    });
  }
  return true;
}

/** What a line costs: its number of the other row's price. */
export function lineTotal(draft: Draft, rows: DraftEntity, number: Field, of: Price, from: Provenance): Field {
  const known = rows.fields.find(({ name }) => /^(?:lineTotal|total|subtotal|amount|totalPrice)$/.test(name));
  const field = known ?? addField(rows, makeField(['line', 'total'], from, 'money'));
  settle(field, from);
  if (!draft.rules.some((rule) => rule.kind === 'computed' && rule.entity === rows.name && rule.field === field.name))
    addMultiple(draft, rows, field, number, of, from);
  return field;
}

function addMultiple(draft: Draft, rows: DraftEntity, field: Field, number: Field, of: Price, from: Provenance): void {
  addRule(draft, {
    kind: 'computed',
    entity: rows.name,
    field: field.name,
    factors: [number.name],
    of: lookedUp(of),
    from,
  });
}

function lookedUp({ via, field }: Price): { via: string; field: string } {
  via.required = true;
  if (field.type !== 'integer') field.type = 'money';
  field.required = true;
  delete field.default;
  return { via: via.name, field: field.name };
}

/** The field that is told of: "total price of a booking", "rental price", "the booking 's total". */
function amountField(entity: DraftEntity, target: string, from: Provenance): Field {
  const own = entity.words.join(' ');
  const words = target
    .replace(/ (?:of|for) (?:an?|the|each|every|one|1) [a-z ]+$/, '')
    .replace(/^.* 's /, '')
    .replace(new RegExp(`^${own} (?=[a-z])`), '')
    .split(' ');
  const usual = /^(?:total|totalPrice|totalCost|totalAmount|price|cost|amount)$/;
  const field =
    fieldOf(entity, words) ??
    entity.fields.find(({ name, from: said }) => said.assumed && usual.test(name)) ??
    addField(entity, makeField(words, from, 'money'));
  settle(field, from);
  return field;
}

/** Written by the server alone. */
function settle(field: Field, from: Provenance): void {
  Object.assign(field, { type: 'money', required: false, readOnly: true, from });
  for (const name of ['min', 'max', 'default'] as const) delete field[name];
}
