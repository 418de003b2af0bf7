import { openOf } from '../things/context.ts';
import { type Draft, type DraftEntity, addField, addRule, assumed, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { isPerson } from '../words/noun-sense.ts';
import { operation } from '../actions/operations.ts';
import type { Rule } from '../../requirements.ts';
import type { Aside } from '../sentences/asides.ts';
import { subjectOf } from './expiry.ts';
import { countPlaces } from './full.ts';
import { notCancelled } from './totals.ts';

/** "when it is full, further sign-ups wait", "cancelled bookings do not count". */

type Capacity = Extract<Rule, { kind: 'capacity' }>;

export function readWaiting(draft: Draft, aside: Aside): boolean {
  const what = /\b(?:when|if|once|as soon as) (?:an? |the )?([a-z]+(?: [a-z]+)?) (?:is|are|gets?|becomes?) /.exec(
    aside.clause.text,
  )?.[1];
  if (!draft.rules.some((rule) => rule.kind === 'capacity' || rule.kind === 'max-per')) {
    countPlaces(draft, aside, { what: what ?? '', counted: '', size: '', total: false });
  }
  const capacity = capacityOf(draft);
  const rows = draft.entities.find((entity) => entity.name === capacity?.entity);
  if (!capacity || !rows) return false;
  stated(aside.clause);
  if (capacity.waiting !== undefined) return true;
  if (capacity.places !== undefined) return false;
  const status = statusOf(draft, rows);
  const [first = 'confirmed'] = status.values ?? [];
  Object.assign(capacity, { open: { field: status.name, equals: first }, waiting: 'waiting' });
  return true;
}

/** A number that is the same for all becomes a field of each, so that places have somewhere to be counted against. */
function capacityOf(draft: Draft): Capacity | undefined {
  const known = draft.rules.find((rule) => rule.kind === 'capacity');
  if (known?.kind === 'capacity') {
    draft.rules = draft.rules.filter(
      (rule) => !(rule.kind === 'max-per' && rule.entity === known.entity && rule.per === known.per),
    );
    return known;
  }
  const fixed = draft.rules.find(
    (rule) => rule.kind === 'max-per' && rule.within === undefined && !isPerson(parentOf(draft, rule)),
  );
  const rows = draft.entities.find((entity) => entity.name === fixed?.entity);
  if (fixed?.kind !== 'max-per' || !rows) return undefined;
  const parent = parentOf(draft, fixed);
  if (!parent) return undefined;
  const field = addField(parent, {
    ...makeField(['capacity'], fixed.from, 'integer'),
    default: fixed.limit,
    required: true,
    min: 1,
  });
  const rule: Capacity = {
    kind: 'capacity',
    entity: rows.name,
    per: fixed.per,
    parent: parent.name,
    parentField: field.name,
    from: fixed.from,
  };
  draft.rules = draft.rules.filter((other) => other !== fixed);
  addRule(draft, rule);
  return rule;
}

/** Whom or what a rule counts the rows of. */
function parentOf(draft: Draft, rule: Extract<Rule, { kind: 'max-per' }>): DraftEntity | undefined {
  const rows = draft.entities.find((entity) => entity.name === rule.entity);
  const of = rows?.fields.find((field) => field.name === rule.per)?.references;
  return draft.entities.find((entity) => entity.name === of);
}

/** The states of a row that may wait: it has its place, waits for it, or gave it back. */
function statusOf(draft: Draft, rows: DraftEntity): DraftEntity['fields'][number] {
  const known = rows.fields.find((field) => field.type === 'enum' && /^(?:status|state)$/.test(field.name));
  const moment = rows.fields.find((field) => /^cancell?edAt$/.test(field.name));
  rows.fields = rows.fields.filter((field) => field !== moment);
  draft.operations = draft.operations.filter(
    (other) => !(other.entity === rows.name && moment && (moment.name in other.sets || moment.name in other.when)),
  );
  const status =
    known ??
    addField(rows, {
      ...makeField(['status'], assumed(0.7), 'enum'),
      values: ['confirmed', 'waiting', 'cancelled'],
      default: 'confirmed',
    });
  if (status.values && !status.values.includes('waiting')) status.values.splice(1, 0, 'waiting');
  if (status.values && !status.values.some((value) => /^cancell?ed$/.test(value))) status.values.push('cancelled');
  Object.assign(status, { required: true, default: status.values?.[0] });
  const cancelled = status.values?.find((value) => /^cancell?ed$/.test(value)) ?? 'cancelled';
  operation(draft, rows, 'cancel', assumed(0.7), { [status.name]: cancelled }, {});
  for (const rule of draft.rules)
    if (rule.kind === 'until' && rule.entity === rows.name && typeof rule.change === 'object')
      if (rule.change.field === moment?.name) rule.change = { field: status.name, to: cancelled };
  return status;
}

/** Rules that count the rows look only at those that are not cancelled. */
export function readUncounted(draft: Draft, aside: Aside): boolean {
  const entity = subjectOf(draft, aside);
  const open = entity && (openOf(entity) ?? notCancelled(draft, entity, aside));
  if (!entity || !open) return false;
  stated(aside.clause);
  for (const rule of draft.rules) {
    const counts =
      rule.kind === 'capacity' || rule.kind === 'max-per' || rule.kind === 'exclusive' || rule.kind === 'no-overlap';
    if (counts && rule.entity === entity.name && !rule.open) rule.open = open;
  }
  return true;
}
