import { link } from '../things/associations.ts';
import { fieldsNamed, openOf, referenceTo } from '../things/context.ts';
import { type Draft, type DraftEntity, addField, addRule, assumed, mentions, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { singular } from '../words/grammar.ts';
import { isPerson } from '../words/noun-sense.ts';
import type { Field } from '../../requirements.ts';
import type { Aside } from '../sentences/asides.ts';
import { headsIn, sizeOf } from './capacity.ts';
import { countThrough } from './through.ts';

/** "full : room", "room : guests than beds", "persons of boat": there are only so many places, however it is said. */

export function readFull(draft: Draft, aside: Aside): boolean {
  const match = /^full : ([a-z ]*) : (total )?([a-z ]*) : ([a-z ]*)$/.exec(aside.clause.text);
  if (!match) return false;
  const [what = '', counted = '', size = ''] = [match[1], match[3], match[4]].map((part) => (part ?? '').trim());
  return countPlaces(draft, aside, { what, counted, size, total: match[2] !== undefined });
}

interface Places {
  what: string;
  counted: string;
  size: string;
  /** What is counted are numbers that rows have, not the rows. */
  total: boolean;
}

const anybody =
  /^(?:people|persons?|participants?|attendees?|guests?|visitors?|passengers?|customers?|bookings?|places|seats|sign ?ups?)$/;

/** Whether a rule was made of it. */
export function countPlaces(draft: Draft, aside: Aside, { what, counted, size, total }: Places): boolean {
  const before = aside.before ? mentions(draft, aside.before.text).map((mention) => mention.entity) : [];
  const named = mentions(draft, what)[0]?.entity;
  const rowsNamed = mentions(draft, counted)[0]?.entity;
  if (!total && compared(draft, aside, { what, counted, size })) return true;
  // "the party size cannot be more than the seats" compares a value of one row.
  if (!rowsNamed && counted !== '' && !total && !anybody.test(counted)) return false;
  const holders = [named, ...(named ? [] : [...before.toReversed(), ...draft.entities])].filter(
    (entity): entity is DraftEntity =>
      entity !== undefined && !isPerson(entity) && entity !== rowsNamed && entity !== draft.user,
  );
  for (const holder of holders) {
    const takers = rowsNamed ? [rowsNamed] : counted === '' ? draft.entities.filter(isTaken) : [];
    if (!total && takers.some((one) => countThrough(draft, one, holder, size, () => stated(aside.clause)))) return true;
    const rows = rowsOf(draft, holder, rowsNamed, named !== undefined);
    const known = sizeOf(holder, size);
    const per = rows && referenceTo(rows, holder);
    if (!rows || !per || (named === undefined && !known)) continue;
    const places = total ? placesOf(rows, counted) : counted === '' ? headsIn(rows) : undefined;
    if (total && !places) continue;
    const from = stated(aside.clause);
    const field = known ?? addField(holder, { ...makeField(['capacity'], from, 'integer'), required: true });
    Object.assign(field, { type: 'integer', required: true });
    if (places) Object.assign(places, { type: 'integer', required: true, min: Math.max(places.min ?? 1, 1) });
    const open = openOf(rows);
    const counts = draft.rules.some(
      (rule) =>
        (rule.kind === 'capacity' || (rule.kind === 'max-per' && !rule.within)) &&
        rule.entity === rows.name &&
        rule.per === per.name,
    );
    if (counts && !places) return true;
    draft.rules = draft.rules.filter(
      (rule) => !(places && rule.kind === 'capacity' && rule.entity === rows.name && rule.per === per.name),
    );
    addRule(draft, {
      kind: 'capacity',
      entity: rows.name,
      per: per.name,
      parent: holder.name,
      parentField: field.name,
      ...(places ? { places: places.name } : {}),
      ...(open ? { open } : {}),
      from,
    });
    return true;
  }
  return false;
}

const isTaken = ({ entry }: DraftEntity): boolean => entry?.is === 'association';

/** "the party size cannot be more than the seats of the table": a number of one row and one of the row that it is for. */
function compared(draft: Draft, aside: Aside, { what, counted, size }: Omit<Places, 'total'>): boolean {
  if (counted === '') return false;
  const named = mentions(draft, what)[0]?.entity;
  for (const rows of draft.entities) {
    const own =
      fieldsNamed([rows], counted).find((hit) => hit.to === counted.length && hit.field.type !== 'reference')?.field ??
      (anybody.test(counted) ? headsIn(rows) : undefined) ??
      headsOf(draft, rows, counted, named, size);
    if (!own || !/^(?:string|decimal|integer)$/.test(own.type)) continue;
    for (const parent of named ? [named] : draft.entities) {
      const via = referenceTo(rows, parent);
      const most = via && sizeOf(parent, size);
      if (!most || parent === rows) continue;
      Object.assign(own, { type: 'integer', required: true, min: own.min ?? 1 });
      Object.assign(most, { type: 'integer', required: true });
      addRule(draft, {
        kind: 'fits',
        entity: rows.name,
        field: own.name,
        via: via.name,
        parent: parent.name,
        parentField: most.name,
        from: stated(aside.clause),
      });
      return true;
    }
  }
  return false;
}

/** "the number of guests must not exceed the seats of the table": a reservation says for how many it is. */
function headsOf(
  draft: Draft,
  rows: DraftEntity,
  counted: string,
  parent: DraftEntity | undefined,
  size: string,
): Field | undefined {
  if (!/^(?:guests|people|persons?|diners|visitors|attendees)$/.test(counted) || mentions(draft, counted).length > 0)
    return undefined;
  if (!parent || rows.entry?.is !== 'association' || !referenceTo(rows, parent) || !sizeOf(parent, size))
    return undefined;
  return addField(rows, makeField(['number', 'of', counted], assumed(0.8), 'integer'));
}

/** The rows that take its places: those that are named, or join them to it, else whatever is booked of it. */
function rowsOf(
  draft: Draft,
  holder: DraftEntity,
  named: DraftEntity | undefined,
  certain: boolean,
): DraftEntity | undefined {
  const joined = draft.entities.filter(
    (entity) => entity !== holder && referenceTo(entity, holder) && entity.entry?.is === 'association',
  );
  if (!named) return joined[0];
  if (named.entry?.is !== 'association') {
    const through = joined.find((entity) => referenceTo(entity, named)) ?? (isPerson(named) ? joined[0] : undefined);
    if (through) return through;
  }
  if (referenceTo(named, holder)) return named;
  if (!certain || named === draft.user) return joined[0];
  // Seats of the hall in which a show is given, for which a ticket is: counted for the show, which has no number.
  const between = draft.entities.some((entity) => referenceTo(named, entity) && referenceTo(entity, holder));
  if (between) return undefined;
  link(draft, named, holder, assumed(0.7), true);
  return named;
}

/** "persons" where a booking says for how many it is. */
function placesOf(rows: DraftEntity, counted: string): Field | undefined {
  const words = counted
    .split(' ')
    .map((word) => singular(word))
    .filter((word) => word.length > 3);
  return rows.fields.find(
    (field) =>
      /^(?:string|decimal|integer)$/.test(field.type) &&
      words.some((word) => singular(field.name.toLowerCase()).includes(word)),
  );
}
