import { fieldsNamed, referenceTo } from '../things/context.ts';
import { type Draft, type DraftEntity, addField, addRule, fieldOf, mentions, stated } from '../draft.ts';
import { makeField, numeric } from '../fields/field-types.ts';
import { camel, singular } from '../words/grammar.ts';
import { act } from '../actions/operations.ts';
import { lexicon } from '../words/lexicon.ts';
import { wordsOf } from '../words/text.ts';
import { lineTotal, priceOf, readPriced } from './priced.ts';
import type { Field, OpenWhen } from '../../requirements.ts';
import type { Aside } from '../sentences/asides.ts';

/** Fields that follow from others: totals of lines, products, discounts; and stock that is taken and given back. */

const counted = /^(?:quantity|count|amount|number|pieces|hours|units|qty|days)$/;
const priced = /^(?:unitPrice|price|pricePerUnit|rate|hourlyRate|cost|lineTotal|amount|total|subtotal|sum)$/;

/** What follows from the row that a row refers to, in the words in which it was said. */
function readByOther(draft: Draft, aside: Aside): boolean {
  const said = wordsOf(aside.clause)
    .toLowerCase()
    .replaceAll("'s", " 's")
    .replace(/[.,;]$/, '');
  return readPriced(draft, said, aside.before ?? aside.clause, () => stated(aside.clause));
}

export function readTotal(draft: Draft, aside: Aside): boolean {
  if (readByOther(draft, aside)) return true;
  const match =
    /^([a-z ]+?) of ([a-z]*) over ?([a-z ]*)$/.exec(aside.clause.text) ??
    /^([a-z ]+?) of ([a-z]*)$/.exec(aside.clause.text);
  const named = match?.[2] === undefined || match[2] === '' ? undefined : mentions(draft, match[2])[0]?.entity;
  const parts = match?.[3] === undefined || match[3] === '' ? undefined : mentions(draft, match[3])[0]?.entity;
  const pair = pairOf(draft, aside, named, parts);
  if (!match || !pair) return false;
  const { whole, part, via } = pair;
  const from = stated(aside.clause);
  const factors = factorsOf(part);
  const line = factors.length === 0 ? lineOf(draft, part, from) : undefined;
  if (line) factors.push(line);
  if (factors.length === 0) return false;
  const name = camel((match[1] ?? 'total').split(' '));
  const field =
    whole.fields.find((candidate) => candidate.name === name) ??
    whole.fields.find((candidate) => /^(?:total|sum|subtotal|totalPrice|totalAmount|amount)$/.test(candidate.name)) ??
    addField(whole, makeField((match[1] ?? 'total').split(' '), from, 'money'));
  const money = factors.some((factor) => factor.type === 'money');
  Object.assign(field, {
    type: money ? 'money' : factors.every((factor) => factor.type === 'integer') ? 'integer' : 'decimal',
    required: true,
    readOnly: true,
    from,
  });
  delete field.default;
  addRule(draft, {
    kind: 'sum',
    entity: whole.name,
    field: field.name,
    of: part.name,
    via,
    factors: factors.map((factor) => factor.name),
    from,
  });
  return true;
}

/** The whole and its lines: those that are named, else any part that has a number to add up. */
function pairOf(draft: Draft, aside: Aside, named: DraftEntity | undefined, parts: DraftEntity | undefined) {
  const before = aside.before ? mentions(draft, aside.before.text).map((mention) => mention.entity) : [];
  const wholes = [named, ...before.toReversed(), ...draft.entities].filter((entity) => entity !== undefined);
  for (const whole of wholes) {
    const candidates =
      parts && parts !== whole
        ? [parts]
        : draft.entities.filter(
            (entity) => entity.entry?.is === 'part' || /\b(?:line|item|position|entry)$/.test(entity.words.join(' ')),
          );
    for (const part of candidates) {
      const via = referenceTo(part, whole);
      if (via && part !== whole && (factorsOf(part).length > 0 || countOf(part))) return { whole, part, via: via.name };
    }
  }
  return undefined;
}

function countOf(part: DraftEntity): Field | undefined {
  return part.fields.find((field) => counted.test(field.name) && numeric(field.type));
}

/** Lines that say how many of what: the price is that of the product. */
function lineOf(draft: Draft, part: DraftEntity, from: Field['from']): Field | undefined {
  const count = countOf(part);
  const price = count && priceOf(draft, part, 'price');
  if (!count || !price) return undefined;
  count.required = true;
  return lineTotal(draft, part, count, price, from);
}

/** "quantity times unit price", or the one amount that a line has. */
function factorsOf(part: DraftEntity): Field[] {
  const price =
    part.fields.find((field) => priced.test(field.name) && numeric(field.type) && !counted.test(field.name)) ??
    part.fields.find((field) => field.type === 'money');
  const count = part.fields.find((field) => counted.test(field.name) && numeric(field.type) && field !== price);
  for (const factor of [price, count]) if (factor) factor.required = true;
  return price ? [...(count ? [count] : []), price] : [];
}

/** "line total = quantity * price", "final price = price - discount". */
export function readComputed(draft: Draft, aside: Aside): boolean {
  const match = /^([a-z ]+) = ([a-z *+-]+)$/.exec(aside.clause.text);
  if (!match?.[1] || !match[2]) return false;
  const [start = '', ...rest] = match[2].split(/ (?=[+-] )/);
  const before = aside.before
    ? mentions(draft, aside.before.text)
        .map((mention) => mention.entity)
        .toReversed()
    : [];
  const target = match[1].split(' ');
  for (const entity of [...before, ...draft.entities]) {
    const own = (said: string): Field | undefined => {
      const words = said.split(' ');
      const single = [...words.slice(0, -1), singular(words.at(-1) ?? '')];
      const field = fieldOf(entity, words) ?? fieldOf(entity, single) ?? near(entity, words);
      // A word that no type is known of is a number where it is counted with.
      return field && (numeric(field.type) || (field.type === 'string' && !field.values)) ? field : undefined;
    };
    const factors = start.split(' * ').map(own);
    const terms = rest.map((one) => ({
      sign: one.startsWith('-') ? (-1 as const) : (1 as const),
      field: own(one.slice(2)),
    }));
    const inputs = [...factors, ...terms.map(({ field }) => field)].filter((field) => field !== undefined);
    if (inputs.length < factors.length + terms.length || new Set(inputs).size < inputs.length) continue;
    const [percent, ...more] = terms.filter(({ field }) => field?.type === 'percentage');
    if (percent && (more.length > 0 || terms.length > 1 || factors.length > 1)) continue;
    const amounts = inputs.filter(({ type }) => type !== 'percentage');
    const money = amounts.some(({ type }) => type === 'money');
    const added = terms.flatMap(({ field }) => (field && field.type !== 'percentage' ? [field] : []));
    const priced = factors.some((factor) => factor?.type === 'money');
    if (!amounts.some(({ type }) => numeric(type))) continue;
    // Euros and pieces are not added up.
    const sides = factors.length > 1 ? added : amounts;
    if (terms.length > 0 && money && sides.some(({ type }) => type !== 'money' && type !== 'string')) continue;
    if (factors.length > 1 && added.some(({ type }) => type === 'money') && !priced) continue;
    for (const input of inputs)
      if (input.type === 'string') Object.assign(input, { type: money && terms.length > 0 ? 'money' : 'decimal' });
    const from = stated(aside.clause);
    const prefix = `${entity.words.join(' ')} `;
    const words = target.join(' ').startsWith(prefix) ? target.slice(entity.words.length) : target;
    const known = fieldOf(entity, words);
    if (known && inputs.includes(known)) return false;
    const field = known ?? addField(entity, makeField(words, from));
    const whole = terms.length > 0 && amounts.every(({ type }) => type === 'integer');
    Object.assign(field, {
      type: money ? 'money' : whole ? 'integer' : 'decimal',
      required: false,
      readOnly: true,
      from,
    });
    delete field.min;
    delete field.max;
    for (const input of inputs) if (input.default === undefined && !input.readOnly) input.required = true;
    const signed = terms.flatMap(({ sign, field: one }) => (one ? [{ field: one.name, sign }] : []));
    addRule(draft, {
      kind: 'computed',
      entity: entity.name,
      field: field.name,
      factors: factors.flatMap((one) => (one ? [one.name] : [])),
      ...(percent ? { percent: signed[0] } : signed.length > 0 ? { terms: signed } : {}),
      from,
    });
    return true;
  }
  return readByOther(draft, aside);
}

/** "discount" for `discountPercentage`. */
function near(entity: DraftEntity, words: readonly string[]): Field | undefined {
  const name = camel(words).toLowerCase();
  const found = entity.fields.filter((field) => numeric(field.type) && field.name.toLowerCase().includes(name));
  return found.length === 1 ? found[0] : undefined;
}

export const stocked =
  /^(?:stock|availableQuantity|availableStock|inStock|quantity|inventory|stockLevel|available|unitsInStock|stockQuantity|quantityInStock)$/;

export function readStock(draft: Draft, aside: Aside): boolean {
  const known = draft.rules.find((rule) => rule.kind === 'stock' && rule.adds !== true);
  const store = draft.entities.find((entity) =>
    entity.fields.some((field) => stocked.test(field.name) && field.type === 'integer'),
  );
  const stock = store?.fields.find((field) => stocked.test(field.name) && field.type === 'integer');
  if (known?.kind === 'stock') {
    if (/\bcancel/.test(aside.clause.text)) releaseOnCancel(draft, known, aside);
    stated(aside.clause);
    return true;
  }
  if (!store || !stock) return false;
  const told = (entity: DraftEntity): boolean =>
    entity.fields.some(({ name, type, from }) => counted.test(name) && type === 'integer' && !from.assumed);
  const taker =
    draft.entities
      .toSorted((a, b) => Number(told(b)) - Number(told(a)))
      .find(
        (entity) =>
          entity !== store &&
          referenceTo(entity, store) !== undefined &&
          (entity.entry?.is === 'part' ||
            /order|sale|purchase|cart|basket|issue|withdrawal|reservation|booking|line|item/.test(
              entity.words.join(' '),
            )),
      ) ??
    // What is handed out of it says how much.
    draft.entities.find((entity) => entity !== store && referenceTo(entity, store) !== undefined && told(entity)) ??
    lineFor(draft, store, aside);
  const item = taker && referenceTo(taker, store);
  if (!taker || !item) return false;
  const from = stated(aside.clause);
  item.required = true;
  Object.assign(stock, { required: true, min: Math.max(stock.min ?? 0, 0) });
  const quantity =
    taker.fields.find((field) => counted.test(field.name) && field.type === 'integer') ??
    fieldsNamed([taker], aside.clause.text).find(({ field }) => field.type === 'integer' && !field.readOnly)?.field ??
    addField(taker, {
      ...makeField(['quantity'], { ...from, assumed: true, confidence: 0.6 }, 'integer'),
      required: true,
    });
  Object.assign(quantity, { required: true, min: Math.max(quantity.min ?? 1, 1) });
  const rule: Extract<Draft['rules'][number], { kind: 'stock' }> = {
    kind: 'stock',
    entity: taker.name,
    item: item.name,
    stock: stock.name,
    quantity: quantity.name,
    from,
  };
  addRule(draft, rule);
  if (/\bcancel/.test(aside.clause.text)) releaseOnCancel(draft, rule, aside);
  return true;
}

/** Orders without lines get them: that is what refers to the product. */
function lineFor(draft: Draft, store: DraftEntity, aside: Aside): DraftEntity | undefined {
  const named = mentions(draft, aside.clause.text).map((mention) => mention.entity);
  const order = [...named, ...draft.entities].find(
    (entity) => /order|sale|purchase/.test(entity.words.join(' ')) && entity !== store,
  );
  if (!order) return undefined;
  const from = { words: '', confidence: 0.6, assumed: true };
  addField(order, {
    ...makeField([...store.words, 'id'], from, 'reference'),
    name: `${camel(store.words)}Id`,
    references: store.name,
    required: true,
  });
  draft.relations.push({
    one: store.name,
    many: order.name,
    field: `${camel(store.words)}Id`,
    kind: 'one-to-many',
    onDelete: 'restrict',
    from,
  });
  return order;
}

/** A cancelled order, or the order of a cancelled line, gives back what it took. */
function releaseOnCancel(draft: Draft, rule: Extract<Draft['rules'][number], { kind: 'stock' }>, aside: Aside): void {
  const taker = draft.entities.find((entity) => entity.name === rule.entity);
  if (!taker || rule.open || rule.holder) return;
  const parents = taker.fields.flatMap((field) =>
    draft.entities
      .filter((entity) => entity.name === field.references && field.name !== rule.item)
      .map((entity) => ({ field, entity })),
  );
  const holder = parents.find(({ entity }) => /order|sale|purchase|cart|basket/.test(entity.words.join(' ')));
  const owner = holder?.entity ?? taker;
  const open = notCancelled(draft, owner, aside);
  if (!open) return;
  if (holder) rule.holder = { via: holder.field.name, open };
  else rule.open = open;
}

/** All states but that of being cancelled; the way into it is made where there is none. */
export function notCancelled(draft: Draft, entity: DraftEntity, aside: Aside): OpenWhen | undefined {
  const ended = /^(?:cancell?ed|refunded|rejected|returned|void)$/;
  const status = entity.fields.find(
    (field) => field.type === 'enum' && field.values?.some((value) => ended.test(value)),
  );
  act(draft, entity, 'cancel', lexicon().actions['cancel'] ?? { at: 'cancelledAt' }, {
    ...stated(aside.clause),
    confidence: 0.7,
  });
  if (status?.values) {
    const [first, ...more] = status.values.filter((value) => !ended.test(value));
    if (!status.required && status.default === undefined) Object.assign(status, { default: first });
    return first === undefined
      ? undefined
      : { field: status.name, equals: first, ...(more.length > 0 ? { or: more } : {}) };
  }
  const moment = entity.fields.find((field) => /^cancell?edAt$/.test(field.name));
  if (moment) return { field: moment.name, equals: null };
  const flag = entity.fields.find((field) => field.type === 'boolean' && /^cancell?ed$/.test(field.name));
  return flag ? { field: flag.name, equals: false } : undefined;
}
