import { link } from '../things/associations.ts';
import { type Draft, type DraftEntity, addField, addRule, assumed, declare, mentions, stated } from '../draft.ts';
import { makeField, numeric } from '../fields/field-types.ts';
import { camel } from '../words/grammar.ts';
import { isPerson } from '../words/noun-sense.ts';
import type { Aside } from '../sentences/asides.ts';
import { tellUnread } from './expiry.ts';

/** "move money between accounts": rows that say what moved, and change two others together. */

const amounts = /^(?:balance|points|credits?|coins|funds|amount|stock|quantity|tokens|money|units)$/i;

export function readTransfer(draft: Draft, aside: Aside): boolean {
  const { clause } = aside;
  if (clause.text === 'both or neither') {
    const known = draft.rules.some((rule) => rule.kind === 'transfer');
    if (known) stated(clause);
    // "transfers are atomic" where they go from one to another: that is what moves the amount.
    if (known || !draft.entities.some((entity) => entity.words.at(-1) === 'transfer')) return known;
  }
  const named = mentions(draft, clause.text).map((mention) => mention.entity);
  const before = aside.before
    ? mentions(draft, aside.before.text)
        .map((mention) => mention.entity)
        .toReversed()
    : [];
  const near = [...named, ...before, ...draft.entities].filter((entity) => entity.words.at(-1) !== 'transfer');
  const account =
    named.find((entity) => entity.words.at(-1) !== 'transfer') ?? near.find((entity) => amountOf(entity) !== undefined);
  if (!account || (account === draft.user && !draft.entities.includes(draft.user))) return false;
  const shared =
    /\b(?:stock|goods)\b/.test(clause.text) && amountOf(account) === undefined && draft.entities.length > 1;
  if (shared) {
    tellUnread(
      draft,
      aside,
      'An amount that is kept for each pair of two things cannot be moved in one step yet',
      'rows that each hold an amount of their own, between which it moves',
    );
    return true;
  }
  const from = stated(clause);
  const said = /^move ([a-z]+) between/.exec(clause.text)?.[1];
  const told = account.fields.find(({ name, type }) => name === said && (type === 'integer' || type === 'money'));
  const points = /\b(points|credits?|coins|stock|units|tokens)\b/.exec(clause.text)?.[1];
  const field =
    told ??
    amountOf(account) ??
    addField(account, {
      ...makeField([points ?? 'balance'], from, points === undefined ? 'money' : 'integer'),
      required: true,
    });
  if (field.type === 'decimal') field.type = 'money';
  Object.assign(field, { required: true, min: Math.max(field.min ?? 0, 0) });
  const transfer = moverOf(draft, from.words, account) ?? declare(draft, ['transfer'], from);
  const type = field.type === 'money' ? 'money' : 'integer';
  const amount =
    transfer.fields.find((candidate) => /^(?:amount|points|quantity|credits|coins)$/.test(candidate.name)) ??
    addField(transfer, makeField(['amount'], from, type));
  Object.assign(amount, { type, required: true, min: 1 });
  const source = endOf(draft, transfer, account, 'from', from);
  const target = endOf(draft, transfer, account, 'to', from);
  // Nobody signs in: whose money it is and who gets it are both said.
  if (draft.auth === 'none')
    for (const end of transfer.fields.filter(({ name }) => name === source || name === target)) end.readOnly = false;
  // Any other reference to the same thing was only guessed.
  transfer.fields = transfer.fields.filter(
    (candidate) => candidate.references !== account.name || candidate.name === source || candidate.name === target,
  );
  draft.relations = draft.relations.filter(
    (relation) =>
      relation.many !== transfer.name || transfer.fields.some((candidate) => candidate.name === relation.field),
  );
  const moment = transfer.fields.find(
    (candidate) => /^(?:transferredAt|date|madeAt)$/.test(candidate.name) && candidate.from.assumed,
  );
  if (moment) Object.assign(moment, { required: true, readOnly: true, default: 'now' });
  addRule(draft, {
    kind: 'transfer',
    entity: transfer.name,
    source,
    target,
    amount: amount.name,
    field: field.name,
    from,
  });
  transfer.without.add('update');
  transfer.without.add('delete');
  return true;
}

function amountOf(entity: DraftEntity): DraftEntity['fields'][number] | undefined {
  return entity.fields.find((field) => amounts.test(field.name) && numeric(field.type));
}

/** The reference to where it comes from or goes to. */
function endOf(
  draft: Draft,
  transfer: DraftEntity,
  account: DraftEntity,
  side: 'from' | 'to',
  from: ReturnType<typeof stated>,
): string {
  const words = side === 'from' ? /^(?:from|source|sender)/ : /^(?:to|target|destination|recipient|receiver)/;
  const known = transfer.fields.find((field) => words.test(field.name) && field.references === account.name);
  if (known) {
    known.required = true;
    return known.name;
  }
  transfer.fields = transfer.fields.filter((field) => !(words.test(field.name) && field.type === 'string'));
  // Called as its counterpart is: beside "to account" stands "from account".
  const other = transfer.fields.find(
    (field) => field.references === account.name && /^(?:from|to)[A-Z]/.test(field.name) && !words.test(field.name),
  );
  const name =
    other === undefined ? `${camel([side, ...account.words])}Id` : `${side}${other.name.replace(/^(?:from|to)/, '')}`;
  link(draft, transfer, account, { ...assumed(0.8), words: from.words }, true, name);
  return name;
}

/** "a payment moves money from one wallet to another": the payment. */
function moverOf(draft: Draft, words: string, account: DraftEntity): DraftEntity | undefined {
  const subject = /^(?:each |every |an? |the )?([a-z]+) (?:moves?|transfers?|sends?|brings?) /.exec(
    words.toLowerCase(),
  )?.[1];
  const mover = subject === undefined ? undefined : mentions(draft, subject)[0]?.entity;
  return mover === account || mover === draft.user || isPerson(mover) ? undefined : mover;
}
