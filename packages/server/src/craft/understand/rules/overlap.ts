import { around, fieldsNamed, isTime, openOf, referenceTo, things } from '../things/context.ts';
import { type Draft, type DraftEntity, addField, addRule, assumed, cannot, mentions, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { isPerson } from '../words/noun-sense.ts';
import { type Clause, wordsOf } from '../words/text.ts';
import { lastingSpan } from './lasting.ts';

const words =
  /\b(?:double book(?:ed|ing|ings)?|doubly booked|doublebook(?:ed|ing)?|overlap(?:s|ping|ped)?|(?:at |for |in )?(?:the )?same (?:time(?: ?slots?)?|slot|period|dates?|hours?|moment|nights?|days?)|(?:in|during|for|within) (?:that|this) (?:period|time(?: ?slot| span| frame)?|slot)|(?:in|for|during) (?:those|these) (?:dates|days|nights|hours)|conflict(?:s|ing)?(?: (?:bookings|times|reservations|appointments))?|clash(?:es)?|booked twice|reserved twice|rented twice|already (?:booked|reserved|taken|rented|occupied)|2 [a-z]+ (?:at once|simultaneously|at a time|in parallel)|simultaneously)\b/;

export interface Span {
  start: string;
  end: string;
}

/** The fields between which a row takes up its place, made when none were named. */
export function spanOf(entity: DraftEntity): Span | undefined {
  const times = entity.fields.filter((field) => field.type === 'date' || field.type === 'datetime');
  const start = times.find((field) =>
    /^(?:start|from|begin|first(?:Day|Date|Night)|pickup|checkIn|arrival|pickUp|opens|departs)/i.test(field.name),
  );
  const end = times.find(
    (field) =>
      /^(?:end|to$|last(?:Day|Date|Night)|until|till|finish|dropoff|checkOut|departure|dropOff|return|to[A-Z]|closes|arrives|due)/i.test(
        field.name,
      ) &&
      field.type === start?.type &&
      !field.readOnly,
  );
  if (!start || !end) return undefined;
  // A guest arrives before departing; what travels departs before it arrives.
  return /^arrival/i.test(start.name) && /^departure/i.test(end.name) && !staysFor(entity)
    ? { start: end.name, end: start.name }
    : { start: start.name, end: end.name };
}

/** Somebody comes first and goes again: its arrival is told before its departure, or it is of a room. */
function staysFor({ fields, words }: DraftEntity): boolean {
  const at = (name: RegExp): number => fields.findIndex((field) => name.test(field.name));
  return (
    /^(?:stay|booking|reservation|visit|guest|holiday|camping|mooring|berth)$/.test(words.at(-1) ?? '') ||
    at(/^arrival/i) < at(/^departure/i)
  );
}

/** "requests for the same tool": the requests, though only the tool has times. */
const namedFor = (entity: DraftEntity, named: readonly DraftEntity[]): boolean =>
  named.some((other) => other !== entity && !isPerson(other) && referenceTo(other, entity) !== undefined);

const granted = /\b(?:allowed|permitted|possible|fine|okay?|(?:can|may) overlap)\b/;

/** "no double booking", "two appointments of a doctor must not overlap". */
export function readOverlapRule(draft: Draft, clause: Clause): void {
  const single = words.test(clause.text) ? null : oneAtATime(draft, clause);
  const match = single ?? words.exec(clause.text);
  if (!match) return;
  // "overlapping bookings are allowed", "bookings may overlap"
  if (
    granted.test(clause.text) &&
    !/\b(?:no|not|never|nobody|cannot|only|1|unless|without|refused|rejected)\b/.test(clause.text)
  )
    return;
  // "which may be the same day": allowed, and of one row.
  if (/\b(?:can|may) be (?:on )?the same\b/.test(clause.text)) return;
  if (/same (?:time|moment)|at once/.test(match[0]) && /\b(?:[3-9]|\d\d+)\b/.test(clause.text)) return;
  const named = things(draft, clause);
  // "booked twice for the same screening": no matter when.
  if (
    /twice/.test(match[0]) &&
    /\bthe same (?!time|slot|period|date|day|hour|night)[a-z]+/.test(clause.text) &&
    draft.ruled.has(clause)
  )
    return;
  const near = around(draft, clause);
  const candidates = [...named, ...near, ...draft.entities];
  // "no two showings on the same screen overlap": the showings, whatever is booked of them.
  const two = mentions(draft, /\b2 ([a-z]+(?: [a-z]+)?)/.exec(clause.text)?.[1] ?? '')[0]?.entity;
  const spoken = two && !isPerson(two) && refersTo(two, named) ? two : undefined;
  if (spoken && readSameDay(draft, clause, spoken, named)) return;
  const told = spoken && spanOf(spoken) !== undefined ? spoken : undefined;
  const rows =
    told ??
    candidates.find(
      (entity) => isStay(entity) && spanOf(entity) !== undefined && (named.includes(entity) || refersTo(entity, named)),
    ) ??
    candidates.find((entity) => isStay(entity) && (named.includes(entity) || refersTo(entity, named))) ??
    candidates.find((entity) => isStay(entity) && !entity.from.assumed) ??
    candidates.find((entity) => isStay(entity)) ??
    named.find((entity) => spanOf(entity) !== undefined && !namedFor(entity, named)) ??
    named.find((entity) => !isPerson(entity) && refersTo(entity, named)) ??
    named.find((entity) => !isPerson(entity) && entity.fields.some((field) => field.type === 'reference')) ??
    // "no double booking of a boat": what it goes out on, from when to when.
    draft.entities.find((entity) => spanOf(entity) !== undefined && refersTo(entity, named));
  if (!rows) return;
  if (match[0].startsWith('already') && spanOf(rows) === undefined && openOf(rows) !== undefined) return;
  if (readSameDay(draft, clause, rows, named)) return;
  const span = lastingSpan(draft, rows) ?? spanOf(rows) ?? makeSpan(rows);
  if (!span) return;
  const scopes = named.filter((entity) => entity !== rows && referenceTo(rows, entity));
  if (scopes.length === 0 && bookedBeside(draft, clause, rows, named)) return;
  const things1 = scopes.filter((entity) => !isPerson(entity));
  // "a keeper is on duty at one lighthouse at a time": it is the keeper who can be at one alone.
  const chosen =
    single && scopes.length > 0
      ? scopes.slice(0, 1)
      : things1.length > 0
        ? things1.slice(0, 1)
        : scopes.length > 0
          ? scopes.slice(0, 1)
          : defaults(draft, rows);
  // "two approved requests": only those in the state that is named.
  const stands = mentions(draft, clause.text).find(({ entity }) => entity === rows)?.from ?? 0;
  const state = openOf(rows, clause.text.slice(0, stands).trim().split(' ').at(-1));
  const open = state && state.field !== span.end && state.field !== span.start ? state : undefined;
  // "a stylist cannot have two appointments at once", where the stylist is a name.
  const own =
    scopes.length > 0
      ? undefined
      : fieldsNamed([rows], clause.text).find(({ field }) => ['string', 'email', 'enum', 'phone'].includes(field.type))
          ?.field;
  if (own) own.required = true;
  for (const scope of chosen.length > 0 && !own ? chosen : [undefined]) {
    const field = own ?? (scope && referenceTo(rows, scope));
    addRule(draft, {
      kind: 'no-overlap',
      entity: rows.name,
      ...(field ? { scope: field.name } : {}),
      ...span,
      ...(open ? { open } : {}),
      from: stated(clause),
    });
  }
  draft.ruled.add(clause);
}

/** "two tours cannot have the same driver on the same day", where a tour has a date and no end. */
function readSameDay(draft: Draft, clause: Clause, rows: DraftEntity, named: readonly DraftEntity[]): boolean {
  if (!/\bsame (?:days?|dates?)\b/.test(clause.text)) return false;
  const times = rows.fields.filter((field) => isTime(field) && !field.readOnly && !field.from.assumed);
  const [day] = times;
  const scope = named.map((entity) => referenceTo(rows, entity)).find((field) => field !== undefined);
  if (day?.type !== 'date' || times.length > 1 || !scope) return false;
  scope.required = true;
  // "the same driver" alone was read as one for good.
  draft.rules = draft.rules.filter(
    (rule) => rule.kind !== 'unique' || rule.entity !== rows.name || rule.fields.join() !== scope.name,
  );
  addRule(draft, { kind: 'unique', entity: rows.name, fields: [scope.name, day.name], from: stated(clause) });
  draft.ruled.add(clause);
  return true;
}

/** "a member cannot book two classes at the same time": the times are those of the class, and whose it is says the booking. */
function bookedBeside(draft: Draft, clause: Clause, rows: DraftEntity, named: readonly DraftEntity[]): boolean {
  const person = named.find((entity) => isPerson(entity) && !referenceTo(rows, entity));
  const join = person && draft.entities.find((entity) => referenceTo(entity, person) && referenceTo(entity, rows));
  if (!join || join === rows) return false;
  const what = join.words.join(' ');
  cannot(draft, wordsOf(clause), `Times of the ${rows.words.join(' ')} are not compared for each ${what} yet`);
  draft.ruled.add(clause);
  return true;
}

/** "a machine can only be used by one member at a time", where it is kept from when to when. */
function oneAtATime(draft: Draft, clause: Clause): RegExpExecArray | null {
  const match = /\b(?:only )?1 (?!time)[a-z]+ (?:at a time|at once)\b/.exec(clause.text);
  const named = things(draft, clause);
  const isKept = draft.entities.some((rows) => {
    const span = spanOf(rows);
    const told = rows.fields.filter(({ name }) => name === span?.start || name === span?.end);
    return span !== undefined && told.every(({ from }) => !from.assumed) && refersTo(rows, named);
  });
  return isKept ? match : null;
}

function refersTo(entity: DraftEntity, named: readonly DraftEntity[]): boolean {
  return named.some((other) => referenceTo(entity, other) !== undefined);
}

function isStay(entity: DraftEntity): boolean {
  return /^(?:booking|reservation|appointment|rental|lease|shift|meeting|session|interview|viewing|lesson|class|event|match|screening|movie_screening|schedule|slot|loan|visit)$/.test(
    entity.entry?.key ?? '',
  );
}

/** A booking is for a room before it is by a guest; an appointment is with a doctor before it is for a patient. */
function defaults(draft: Draft, rows: DraftEntity): DraftEntity[] {
  const references = rows.fields.filter((field) => field.type === 'reference');
  const parents = references
    .map((field) => draft.entities.find((entity) => entity.name === field.references))
    .filter((entity) => entity !== undefined);
  const thing = parents.find((entity) => !isPerson(entity) && entity.entry?.key !== 'service') ?? parents[0];
  return thing ? [thing] : [];
}

function makeSpan(rows: DraftEntity): Span | undefined {
  const start = rows.fields.find((field) =>
    /^(?:startsAt|startTime|startDate|scheduledAt|date|dateTime|datetime|time|appointmentDate|playedAt)$/.test(
      field.name,
    ),
  );
  if (
    start?.from.assumed === false &&
    /^(?:date|dateTime|datetime|time|scheduledAt|appointmentDate|playedAt)$/.test(start.name)
  ) {
    const end = addField(rows, {
      ...makeField(['ends', 'at'], assumed(0.6), start.type === 'date' ? 'date' : 'datetime'),
      required: true,
    });
    return { start: start.name, end: end.name };
  }
  if (start) {
    const name =
      start.name === 'startDate' ? ['end', 'date'] : start.name === 'startTime' ? ['end', 'time'] : ['ends', 'at'];
    const end = addField(rows, { ...makeField(name, assumed(0.6), start.type), required: true });
    return { start: start.name, end: end.name };
  }
  const first = addField(rows, makeField(['starts', 'at'], assumed(0.6), 'datetime'));
  const last = addField(rows, makeField(['ends', 'at'], assumed(0.6), 'datetime'));
  return { start: first.name, end: last.name };
}
