import { type Draft, type DraftEntity, addField, addRule, assumed, cannot, mentions, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { operation } from '../actions/operations.ts';
import type { Rule } from '../../requirements.ts';
import type { Aside } from '../sentences/asides.ts';

/** "fee of 2 per hour most 15 each day : cars", "late fee of 0.20 per day : ": what time costs. */

type Fee = Extract<Rule, { kind: 'fee' }>;

/** In the smallest unit; undefined: it is no whole number of them. */
function minor(value: string, cents: boolean): number | undefined {
  const whole = Math.round(Number(value) * (cents ? 1 : 100));
  return whole > 0 && Math.abs(whole - Number(value) * (cents ? 1 : 100)) < 1e-6 ? whole : undefined;
}

function mostOf(text: string): Fee['most'] {
  const match = /\bmost ([\d.]+)( cents)?( each day)?/.exec(text);
  const amount = match?.[1] === undefined ? undefined : minor(match[1], match[2] !== undefined);
  return amount === undefined ? undefined : { amount, each: match?.[3] === undefined ? 'all' : 'day' };
}

export function readFee(draft: Draft, aside: Aside): boolean {
  const match = /^(late )?fee of ([\d.]+)( cents)? per (?:(\d+) )?(minute|hour|day|week)/.exec(aside.clause.text);
  const rate = match?.[2] === undefined ? undefined : minor(match[2], match[3] !== undefined);
  if (!match || rate === undefined) return false;
  const late = match[1] !== undefined;
  const unit = match[5] as Fee['unit'];
  const every = Number(match[4] ?? 1);
  const entity = rowsOf(draft, aside, late);
  if (!entity) return false;
  const from = stated(aside.clause);
  const times = late ? lateTimes(entity) : stayTimes(draft, entity, unit);
  if (!times) return false;
  const most = mostOf(aside.clause.text);
  addRule(draft, {
    kind: 'fee',
    entity: entity.name,
    field: feeField(entity, late, from).name,
    ...times,
    rate,
    unit,
    ...(every > 1 ? { every } : {}),
    ...(most ? { most } : {}),
    from,
  });
  if (/\b(?:at least|minimum|not less than|no less than)\b/i.test(from.words))
    cannot(draft, from.words, 'A fee has no least amount yet', 'the fee without it');
  if (/\bfree\b/i.test(from.words))
    cannot(
      draft,
      from.words,
      'Time that is free at the beginning is not taken off',
      'the fee from the first minute on',
    );
  return true;
}

/** "at most 15 per day" after the fee that it bounds. */
export function readMost(draft: Draft, aside: Aside): boolean {
  const fee = draft.rules.findLast((rule) => rule.kind === 'fee');
  const most = mostOf(aside.clause.text);
  if (fee?.kind !== 'fee' || !most || fee.most) return false;
  fee.most = most;
  stated(aside.clause);
  return true;
}

/** The rows that take time: those that are named, those that refer to what is named, those of the sentence before, any. */
function rowsOf(draft: Draft, aside: Aside, late: boolean): DraftEntity | undefined {
  const fits = (entity: DraftEntity): boolean => (late ? lateTimes(entity) !== undefined : takesTime(entity));
  const named = mentions(draft, aside.clause.text).map((mention) => mention.entity);
  const before = aside.before ? mentions(draft, aside.before.text).map((mention) => mention.entity) : [];
  const near = [...named, ...before.toReversed()].filter((entity) => entity !== draft.user);
  const referring = draft.entities.filter((entity) =>
    near.some((other) => entity.fields.some((field) => field.references === other.name)),
  );
  const all = [...near, ...referring, ...draft.entities];
  return all.find(fits) ?? near.find((entity) => !late && comesAndGoes(entity));
}

const starts =
  /^(?:startedAt|enteredAt|checkedInAt|parkedAt|pickedUpAt|rentedAt|loanedAt|borrowedAt|arrivedAt|startsAt|startTime|entryTime|startAt|from|since|start|begin|begins|fromTime|beginsAt|entry|in|takenAt|lentAt|hiredAt|pick[uU]p(?:Time|At|Date)?|arrival(?:Time|Date)?|checkIn(?:Time|Date)?)$/;
const ends =
  /^(?:leftAt|returnedAt|endedAt|checkedOutAt|exitedAt|finishedAt|departedAt|endsAt|endTime|exitTime|endAt|stoppedAt|until|till|to|end|ends|toTime|untilTime|exit|out|broughtBackAt|returnTime|returnDate|drop[oO]ff(?:Time|Date)?|departure(?:Time|Date)?|checkOut(?:Time|Date)?)$/;

function comesAndGoes(entity: DraftEntity): boolean {
  return entity.fields.some((field) => ends.test(field.name) || starts.test(field.name));
}

function takesTime(entity: DraftEntity): boolean {
  const own = entity.entry?.key ?? '';
  return (
    entity.fields.some((field) => ends.test(field.name)) ||
    /^(?:rental|loan|parking_session|ride|trip|stay|booking|reservation|session|checkout|lease|visit)$/.test(own) ||
    (entity.fields.some((field) => /^(?:startDate|checkIn)/.test(field.name)) &&
      entity.fields.some((field) => /^(?:endDate|checkOut)/.test(field.name)))
  );
}

interface Times {
  start: string;
  end: string;
}

function lateTimes(entity: DraftEntity): Times | undefined {
  const end = entity.fields.find((field) =>
    /^(?:returnedAt|returnedOn|returnDate|returnTime|paidAt|broughtBackAt|deliveredAt)$/.test(field.name),
  );
  const due =
    entity.fields.find((field) => field.name.startsWith('due') && field.type.startsWith('date')) ??
    entity.fields.find(
      (field) => /^(?:endDate|endsAt|until|returnBy|plannedReturn)/.test(field.name) && field.type.startsWith('date'),
    );
  if (!end || !due) return undefined;
  due.required = true;
  // It is empty until then.
  end.required = false;
  return { start: due.name, end: end.name };
}

/** From when to when: two times of one kind, the later of which an action may set. */
function stayTimes(draft: Draft, entity: DraftEntity, unit: string): Times | undefined {
  const said = (names: RegExp): DraftEntity['fields'][number] | undefined =>
    entity.fields.find(
      ({ name, type, readOnly, from }) => names.test(name) && type.startsWith('date') && !readOnly && !from.assumed,
    );
  const [since, till] = [said(starts), said(ends)];
  // "from, until": the two times that were said, which hold a time of day where hours are paid.
  if (since && till && since.type === till.type) {
    if (/minute|hour/.test(unit)) Object.assign(since, { type: 'datetime' });
    till.type = since.type;
    if (/^(?:exit|out|left|returned|brought)/.test(till.name)) till.required = false;
    return { start: since.name, end: till.name };
  }
  const gone = entity.fields.find((field) => ends.test(field.name) && field.readOnly);
  const whole = entity.fields.find(
    (field) => /^(?:startDate|checkInDate|pickupDate)$/.test(field.name) && field.type === 'date',
  );
  const until = entity.fields.find(
    (field) => /^(?:endDate|checkOutDate|dropoffDate)$/.test(field.name) && field.type === 'date',
  );
  if (whole && until && /day|week/.test(unit) && (!gone || !whole.from.assumed))
    return { start: whole.name, end: until.name };
  const end = gone ?? entity.fields.find((field) => ends.test(field.name) && field.type === 'datetime');
  if (end && !end.readOnly) {
    const start = entity.fields.find((field) => starts.test(field.name) && field.type === 'datetime');
    if (start) return { start: start.name, end: end.name };
  }
  // Days that nobody asked for stand in the way of hours that count.
  entity.fields = entity.fields.filter((field) => !(field.from.assumed && /^(?:startDate|endDate)$/.test(field.name)));
  draft.rules = draft.rules.filter(
    (rule) => rule.entity !== entity.name || !('start' in rule) || has(entity, rule.start),
  );
  const begun = entity.fields.find((field) => starts.test(field.name) && field.type === 'datetime' && field !== end);
  const start =
    begun ?? addField(entity, { ...makeField(['started', 'at'], assumed(0.6), 'datetime'), readOnly: true });
  Object.assign(start, { required: true, default: 'now', ...(start.from.assumed ? { readOnly: true } : {}) });
  if (end) return { start: start.name, end: end.name };
  const made = addField(entity, {
    ...makeField(['ended', 'at'], assumed(0.6), 'datetime'),
    required: false,
    readOnly: true,
  });
  operation(draft, entity, 'end', assumed(0.7), { [made.name]: 'now' }, { [made.name]: null });
  // "a spot holds one vehicle at a time", said before it was known that there is an end.
  for (const rule of draft.rules)
    if (
      (rule.kind === 'max-per' || rule.kind === 'exclusive' || rule.kind === 'capacity') &&
      rule.entity === entity.name &&
      rule.open === undefined &&
      /\b(?:at a time|at once|at the same time|simultaneously)\b/i.test(rule.from.words)
    )
      rule.open = { field: made.name, equals: null };
  return { start: start.name, end: made.name };
}

function has(entity: DraftEntity, name: string): boolean {
  return entity.fields.some((field) => field.name === name);
}

/** Nobody is taken to pay a fare that was not spoken of. */
const isFare = ({ name, from }: DraftEntity['fields'][number]): boolean => name === 'fare' && !from.assumed;

function feeField(entity: DraftEntity, late: boolean, from: Rule['from']): DraftEntity['fields'][number] {
  const names = late
    ? /^(?:lateFee|fine|penalty|overdueFee|fee)$/
    : /^(?:fee|price|totalPrice|cost|total|amount|charge|parkingFee|totalCost|totalFee)$/;
  const field =
    entity.fields.find((candidate) => names.test(candidate.name) || (!late && isFare(candidate))) ??
    addField(entity, makeField(late ? ['late', 'fee'] : ['fee'], from, 'money'));
  return Object.assign(field, { type: 'money', required: false, readOnly: true, from });
}
