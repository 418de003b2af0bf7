import { fieldsNamed } from '../things/context.ts';
import { type Draft, type DraftEntity, addField, addRule, fieldOf, mentions, stated } from '../draft.ts';
import { makeField, numeric } from '../fields/field-types.ts';
import type { Field } from '../../requirements.ts';
import type { Aside } from '../sentences/asides.ts';

/** "share : total : more 19 : net : : ": a fixed part of an amount, put on it, taken off it or alone. */

const amounts = [
  /^(?:subtotal|sub|net|netAmount|netPrice|netTotal)$/,
  /^(?:amount|sum|price|value|total|totalPrice|totalAmount)$/,
];
const wholes =
  /^(?:total|totalPrice|totalAmount|finalPrice|finalTotal|finalAmount|gross|grossAmount|grossPrice|endPrice)$/;

export function readShare(draft: Draft, aside: Aside): boolean {
  const match = /^share : ([a-z ]*) : (more|less|alone) ([\d.]+) : ([a-z ]*) : ([a-z ]*) : ([\d.]*)$/.exec(
    aside.clause.text,
  );
  if (!match) return false;
  const [target = '', as = 'more', percent = '', base = '', of = '', over = ''] = match
    .slice(1)
    .map((part) => part.trim());
  if (shareOfSum(draft, aside, of, base, { percent, as, over })) return true;
  const near = aside.before ? mentions(draft, aside.before.text).map((mention) => mention.entity) : [];
  const named = mentions(draft, `${of} ${target}`).map((mention) => mention.entity);
  for (const entity of new Set([...named, ...near.toReversed(), ...draft.entities])) {
    if (entity === draft.user || (of !== '' && named.length > 0 && !named.includes(entity))) continue;
    const amount = base === '' ? amountOf(entity) : namedIn(entity, base);
    if (!amount) continue;
    const from = stated(aside.clause);
    const result = targetOf(entity, target, amount, as === 'alone', from);
    if (!result || result === amount) continue;
    if (amount.type === 'string') Object.assign(amount, { type: 'money', min: amount.min ?? 0 });
    Object.assign(amount, { required: true });
    delete amount.default;
    Object.assign(result, {
      type: amount.type === 'integer' ? 'decimal' : amount.type,
      required: true,
      readOnly: true,
      from,
    });
    for (const name of ['min', 'max', 'default'] as const) delete result[name];
    addRule(draft, {
      kind: 'computed',
      entity: entity.name,
      field: result.name,
      factors: [amount.name],
      share: {
        percent: Number(percent),
        as: as === 'less' || as === 'alone' ? as : 'more',
        ...(over === '' ? {} : { over: Number(over) * (amount.type === 'money' ? 100 : 1) }),
      },
      from,
    });
    return true;
  }
  return false;
}

/** "orders above 50 get 10 percent off", "the total is the sum of its lines plus 20 percent vat": of what the lines add up to. */
function shareOfSum(
  draft: Draft,
  aside: Aside,
  of: string,
  base: string,
  { percent, as, over }: { percent: string; as: string; over: string },
): boolean {
  const named = mentions(draft, of)[0]?.entity;
  const sum = draft.rules.find(
    (rule) => rule.kind === 'sum' && !rule.share && !rule.average && (!named || rule.entity === named.name),
  );
  const field = draft.entities
    .find(({ name }) => name === sum?.entity)
    ?.fields.find(({ name }) => sum?.kind === 'sum' && name === sum.field);
  if (sum?.kind !== 'sum' || as === 'alone' || field?.type !== 'money') return false;
  if (base === '' ? !named : !/^(?:sum|lines|items)$/.test(base)) return false;
  const { words } = stated(aside.clause);
  // Two sentences make one rule.
  if (!sum.from.words.includes(words)) sum.from = { ...sum.from, words: `${sum.from.words} ${words}`.trim() };
  sum.share = {
    percent: Number(percent),
    as: as === 'less' ? 'less' : 'more',
    ...(over === '' ? {} : { over: Number(over) * 100 }),
  };
  return true;
}

function namedIn(entity: DraftEntity, words: string): Field | undefined {
  const field =
    fieldOf(entity, words.split(' ')) ??
    fieldOf(entity, [...words.split(' '), 'amount']) ??
    fieldOf(entity, [...words.split(' '), 'price']) ??
    fieldsNamed([entity], words).find((hit) => hit.to === words.length)?.field ??
    fieldOf(entity, words.split(' ').slice(0, -1));
  return field && (numeric(field.type) || field.type === 'string') && field.type !== 'reference' ? field : undefined;
}

/** What a discount is taken off where nobody says of what. */
function amountOf(entity: DraftEntity): Field | undefined {
  const fields = entity.fields.filter((field) => field.type === 'money' && !field.readOnly && !field.from.assumed);
  for (const names of amounts) {
    const found = fields.find((field) => names.test(field.name));
    if (found) return found;
  }
  return fields.length === 1 ? fields[0] : undefined;
}

function targetOf(
  entity: DraftEntity,
  words: string,
  amount: Field,
  alone: boolean,
  from: Field['from'],
): Field | undefined {
  const known =
    words === ''
      ? entity.fields.find((field) => wholes.test(field.name) && field !== amount)
      : (fieldOf(entity, words.split(' ')) ??
        fieldsNamed([entity], words).find((hit) => hit.from === 0 && hit.to === words.length)?.field);
  if (known && known !== amount) return known.type === 'reference' ? undefined : known;
  if (words !== '' && known === undefined) return addField(entity, makeField(words.split(' '), from, 'money'));
  return alone
    ? undefined
    : addField(entity, makeField(amount.name === 'total' ? ['final', 'total'] : ['total'], from, 'money'));
}
