import { fieldsNamed, isTime, referenceTo } from '../things/context.ts';
import { type Draft, type DraftEntity, addField, addRule, cannot, mentions, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { infinitive } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { act } from '../actions/operations.ts';
import type { Field, Span, SpanUnit, OpenWhen } from '../../requirements.ts';
import { spanUnits } from '../../row-rules.ts';
import type { Aside } from '../sentences/asides.ts';
import { wordsOf } from '../words/text.ts';

/** "coupons expire after 7 days", "expired coupons cannot be redeemed", "loans are due after 14 days". */

export function spanIn(text: string): Span | undefined {
  const match = /\b(\d+) (minute|hour|day|week|month|year|min|h)/.exec(text);
  const unit = { min: 'minute', h: 'hour' }[match?.[2] ?? ''] ?? match?.[2];
  const known = spanUnits.find((name): name is SpanUnit => name === unit);
  const amount = Number(match?.[1]);
  return known && amount > 0 ? { amount, unit: known } : undefined;
}

/** What a rule said by the way is about: what it names, else what was spoken of before. */
export function subjectOf(draft: Draft, aside: Aside, text = aside.clause.text): DraftEntity | undefined {
  const named = mentions(draft, text).map((mention) => mention.entity);
  const near = aside.before ? mentions(draft, aside.before.text).map((mention) => mention.entity) : [];
  return [...named, ...near.toReversed()].find((entity) => entity !== draft.user);
}

const expiryField = /^(?:expir|validUntil|validTo|validTill|closesAt$|bestBefore)/;

export function readExpiry(draft: Draft, aside: Aside): boolean {
  const { clause } = aside;
  const entity = subjectOf(draft, aside);
  const after = spanIn(clause.text);
  if (!entity || !after) return false;
  const from = stated(clause);
  const known = entity.fields.find((field) => expiryField.test(field.name) && field.type.startsWith('date'));
  // A day that nobody named would end at midnight instead of so long after it began.
  if (known?.from.assumed && known.type === 'date') entity.fields = entity.fields.filter((field) => field !== known);
  const stays = known && entity.fields.includes(known) ? known : undefined;
  const field = stays ?? addField(entity, makeField(['expires', 'at'], from, 'datetime'));
  Object.assign(field, { required: true, readOnly: true, default: 'now', after, from });
  if (field.type === 'date' && /minute|hour/.test(after.unit)) field.type = 'datetime';
  const open = stateOf(draft, entity, clause.text, aside);
  addRule(draft, {
    kind: 'expires',
    entity: entity.name,
    field: field.name,
    ...(open ? { open } : {}),
    hidden: false,
    usedBy: usersOf(draft, entity),
    from,
  });
  return true;
}

/** What is done with it: votes of a poll, redemptions of a coupon. */
function usersOf(draft: Draft, entity: DraftEntity): string[] {
  return draft.entities
    .filter(
      (other) =>
        (other.entry?.is === 'association' || /^(?:redemption|use|usage)$/.test(other.words.at(-1) ?? '')) &&
        referenceTo(other, entity)?.required,
    )
    .map((other) => other.name);
}

/** "if they are not confirmed", "unpaid orders": only those that wait for it. */
function stateOf(draft: Draft, entity: DraftEntity, text: string, aside: Aside): OpenWhen | undefined {
  const done =
    /\b(?:if|unless|until|when|as long as|while) .*?(?:not |been |is |are |yet |was |were |has |have )*\b([a-z]+ed|paid|picked up|sent|sold)(?: yet| in time| by then)?$/.exec(
      text,
    )?.[1] ?? /^(?:manage )?un([a-z]+ed|paid)\b/.exec(text)?.[1];
  const status = entity.fields.find((field) => field.type === 'enum' && /^(?:status|state|stage)$/.test(field.name));
  const waiting = /^(pending|open|held|reserved|unused|new|requested)\b/.exec(text)?.[1];
  if (waiting !== undefined && status?.values?.includes(waiting)) return { field: status.name, equals: waiting };
  if (done === undefined) return undefined;
  const verb = infinitive(done) ?? done;
  const action = lexicon().actions[verb] ?? { at: `${done.split(' ')[0] ?? done}At` };
  const first = status?.values?.find((value) =>
    /^(?:pending|open|held|reserved|requested|new|unpaid|unconfirmed|placed|booked)$/.test(value),
  );
  if (status && first !== undefined && status.values?.some((value) => value === done || action.status?.includes(value)))
    return { field: status.name, equals: first };
  act(draft, entity, verb, action, stated(aside.clause));
  const operation = draft.operations.find(
    (other) =>
      other.entity === entity.name &&
      other.verb === verb.replace(/ (.)/g, (_all, letter: string) => letter.toUpperCase()),
  );
  const [name, value] = Object.entries(operation?.sets ?? {})[0] ?? [];
  if (name === undefined) return undefined;
  if (value === 'now') return { field: name, equals: null };
  const field = entity.fields.find((candidate) => candidate.name === name);
  const start = field?.type === 'boolean' ? false : field?.values?.[0];
  return start === undefined || start === value ? undefined : { field: name, equals: start };
}

/** What can not be done with an expired row: it is not read, not used by others, or an action of its own. */
export function readUse(draft: Draft, aside: Aside): boolean {
  const { clause } = aside;
  const entity = subjectOf(draft, aside);
  if (!entity) return false;
  const from = stated(clause);
  let rule = draft.rules.find((other) => other.kind === 'expires' && other.entity === entity.name);
  if (!rule) {
    const field = entity.fields.find(
      (candidate) => expiryField.test(candidate.name) && candidate.type.startsWith('date'),
    );
    if (!field) return false;
    rule = { kind: 'expires', entity: entity.name, field: field.name, hidden: false, usedBy: [], from };
    addRule(draft, rule);
  }
  if (rule.kind !== 'expires') return false;
  if (
    /\b410\b|\bgone\b|\b(?:open|opened|read|viewed|view|accessed|access|shown|followed|visited|seen|found|resolved?|redirect(?:ed|s)?)\b/.test(
      clause.text,
    )
  )
    rule.hidden = true;
  rule.usedBy = usersOf(draft, entity);
  const done = /\b(?:be|are not|is not) ([a-z]+ed)\b/.exec(clause.text)?.[1];
  const verb = done === undefined ? undefined : infinitive(done);
  const action = verb === undefined ? undefined : lexicon().actions[verb];
  const uses = verb !== undefined && /^(?:redeem|accept|activate|use|claim|confirm|approve)$/.test(verb);
  if (verb !== undefined && rule.usedBy.length === 0 && uses) {
    act(draft, entity, verb, action ?? { at: `${done ?? ''}At` }, from);
  }
  return true;
}

const dueField = /^due|^returnBy|^returnDate$|^dueBy/;

export function readDue(draft: Draft, aside: Aside): boolean {
  const after = spanIn(aside.clause.text);
  const named = subjectOf(draft, aside);
  const entity =
    named?.entry?.is === 'association' || (named && named.fields.some((field) => dueField.test(field.name)))
      ? named
      : (draft.entities.find((other) => other.entry?.return === true) ?? named);
  if (!entity || !after) return false;
  const from = stated(aside.clause);
  const known = entity.fields.find((field) => dueField.test(field.name) && field.type.startsWith('date'));
  const field = known ?? addField(entity, makeField(['due', 'at'], from, 'datetime'));
  if (afterOwn(draft, aside, entity, field, after)) return true;
  Object.assign(field, { required: true, readOnly: true, default: 'now', after, from });
  return true;
}

/** "30 days after the issue date", which a row has itself: it follows from that one. */
function afterOwn(draft: Draft, aside: Aside, entity: DraftEntity, field: Field, { amount, unit }: Span): boolean {
  const named = / after (?:the |its |their )?([a-z ]+)$/.exec(
    wordsOf(aside.clause)
      .toLowerCase()
      .replace(/[.,;]$/, ''),
  );
  const start = fieldsNamed([entity], named?.[1] ?? '').find(
    (hit) => hit.field !== field && isTime(hit.field) && !hit.field.readOnly && !hit.field.from.assumed,
  )?.field;
  if (!start) return false;
  Object.assign(field, { type: start.type, required: false, readOnly: true, from: stated(aside.clause) });
  delete field.default;
  addRule(draft, {
    kind: 'ends',
    entity: entity.name,
    field: field.name,
    start: start.name,
    amount,
    unit,
    from: field.from,
  });
  return true;
}

/** What no reader made anything of is said, as other rules are. */
export function tellUnread(draft: Draft, aside: Aside, why: string, nearest?: string): void {
  cannot(draft, wordsOf(aside.clause), why, nearest);
}
