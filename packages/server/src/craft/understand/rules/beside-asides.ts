import { signInBecause } from '../actions/sign-in.ts';
import { act } from '../actions/operations.ts';
import type { Field, Rule, SpanUnit } from '../../requirements.ts';
import { around, fieldsNamed, isTime, referenceTo } from '../things/context.ts';
import { link } from '../things/associations.ts';
import { type Draft, type DraftEntity, addField, addRule, mentions, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { infinitive, singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isPerson } from '../words/noun-sense.ts';
import type { Aside } from '../sentences/asides.ts';
import { spanOf } from './overlap.ts';
import { startOf } from './until.ts';
import { rowsOf } from './usable.ts';

/** "apart : sellers : bid : items", "hours : bookings : 09.00 17.00 : 1 5 : both", "lag : donations : refunded : 14 day : ". */

function partsOf(aside: Aside): string[] {
  return aside.clause.text
    .split(' :')
    .slice(1)
    .map((part) => part.trim());
}

/** Who made a row: somebody who is kept as a row, or the user who is signed in. */
function makersOf(draft: Draft, entity: DraftEntity): Field[] {
  return entity.fields.filter((field) => {
    const person = draft.entities.find((other) => other.name === field.references);
    return field.references === 'User' || (person !== undefined && isPerson(person));
  });
}

/** What is one's own may be made by somebody, so that it can be told whose it is. */
export function readApart(draft: Draft, aside: Aside): boolean {
  const [who = '', verb = '', thing = ''] = partsOf(aside);
  const parent = mentions(draft, thing).find(({ entity }) => entity !== draft.user)?.entity;
  const rows = parent && rowsOf(draft, parent, verb);
  if (!parent || !rows || rows === parent) return false;
  const from = stated(aside.clause);
  const via = referenceTo(rows, parent) ?? (link(draft, rows, parent, from, true), referenceTo(rows, parent));
  if (!via) return false;
  const whom = mentions(draft, who)[0]?.entity;
  // "members cannot rate their own recipes": so recipes are members' too.
  if (whom && whom !== draft.user && isPerson(whom) && referenceTo(rows, whom) && makersOf(draft, parent).length === 0)
    link(draft, parent, whom, from, true);
  const [owners, makers] = [makersOf(draft, parent), makersOf(draft, rows)];
  for (const field of makers)
    for (const other of owners)
      if (field.references === other.references && (field.references !== 'User' || draft.auth === 'none')) {
        const fields = { field: field.name, parentField: other.name };
        addRule(draft, { kind: 'apart', entity: rows.name, via: via.name, parent: parent.name, ...fields, from });
        return true;
      }
  // People of two kinds are never the same.
  const told = (field: Field): boolean => field.references !== 'User' && field.required;
  if ((owners.some(told) || makers.some(told)) && !isPlain(draft, who)) return false;
  if (makers.some(told) || owners.some(told) || parent.owned) return false;
  signInBecause(draft, from.words);
  addRule(draft, { kind: 'apart', entity: rows.name, via: via.name, parent: parent.name, from });
  return true;
}

function isPlain(draft: Draft, who: string): boolean {
  return (
    /^(?:users?|people|nobody|no one|noone|they|members?|creators?|owners?|authors?|one|he|she)$/.test(who) ||
    mentions(draft, who).length === 0
  );
}

/** Rows that have a time of day, the nearest first. */
function timedRows(draft: Draft, text: string, aside: Aside): DraftEntity[] {
  const named = mentions(draft, text).map(({ entity }) => entity);
  const near = [...named, ...around(draft, aside.clause), ...(aside.before ? around(draft, aside.before) : [])];
  const stays = draft.entities.filter((entity) =>
    /^(?:booking|reservation|appointment|lesson|session|meeting|visit|viewing|consultation|slot)$/.test(
      entity.words.at(-1) ?? '',
    ),
  );
  // "the shop is open from 9 to 17" is said of what is done there.
  return [...new Set([...near, ...stays])].filter((entity) => entity !== draft.user && !isPerson(entity));
}

const text = (time: string): string => time.replace('.', ':');

export function readHours(draft: Draft, aside: Aside): boolean {
  const [what = '', times = '', days = '', how = ''] = partsOf(aside);
  const [opens, closes] = times === 'none' ? [] : times.split(' ');
  const [first, last] = days === 'none' ? [] : days.split(' ').map(Number);
  // Samples of rows lie on a Tuesday and the days behind it.
  if (first !== undefined && last !== undefined && (first > 2 || last < 4)) return false;
  const timed = opens !== undefined;
  const fit = (field: Field): boolean => field.type === 'datetime' || (!timed && field.type === 'date');
  for (const entity of timedRows(draft, what, aside)) {
    const span = spanOf(entity);
    const start = span?.start ?? startOf(entity);
    const named = fieldsNamed([entity], what).filter(({ field }) => isTime(field));
    const names =
      named.length > 0 && !span
        ? named.map(({ field }) => field.name)
        : [start, how === 'start' ? undefined : span?.end];
    const fields = entity.fields.filter((field) => names.includes(field.name) && !field.readOnly);
    if (fields.length === 0) continue;
    // A day without a time of day is one with, where hours are asked of it.
    for (const field of fields) if (timed && field.type === 'date') field.type = 'datetime';
    const from = stated(aside.clause);
    for (const field of fields.filter(fit))
      addRule(draft, {
        kind: 'hours',
        entity: entity.name,
        field: field.name,
        ...(opens === undefined ? {} : { opens: text(opens) }),
        ...(closes === undefined || closes === 'none' ? {} : { closes: text(closes) }),
        ...(first === undefined || last === undefined ? {} : { days: [first, last] }),
        from,
      });
    draft.assumptions.push('Hours and days of the week are those of UTC.');
    return true;
  }
  return false;
}

type Change = Extract<Rule, { kind: 'until' }>['change'];

/** What is done only so long after a row was made, or after a time that it keeps. */
export function readLag(draft: Draft, aside: Aside): boolean {
  const [what = '', done = '', length = '', event = ''] = partsOf(aside);
  const [amount, unit] = length.split(' ');
  const entity = mentions(draft, what).findLast((mention) => mention.entity !== draft.user)?.entity;
  if (!entity || !amount || !unit) return false;
  const from = stated(aside.clause);
  const verb = infinitive(done) ?? done;
  const change = changeOf(draft, entity, verb, from);
  if (change === undefined) return false;
  const time = timeFor(entity, event, from);
  if (!time) return false;
  addRule(draft, {
    kind: 'until',
    entity: entity.name,
    change,
    time: time.name,
    lag: { amount: Number(amount), unit: unit as SpanUnit },
    from,
  });
  return true;
}

function changeOf(draft: Draft, entity: DraftEntity, verb: string, from: Rule['from']): Change | undefined {
  if (/^(?:edit|change|update|correct|modify)$/.test(verb)) return 'update';
  if (/^(?:delete|remove|undo|recall)$/.test(verb)) return undefined;
  const known = () => draft.operations.find((other) => other.entity === entity.name && other.verb === verb);
  const action = lexicon().actions[verb];
  if (!known()) act(draft, entity, verb, action ?? {}, from);
  const [set] = Object.entries(known()?.sets ?? {});
  return set && { field: set[0], to: set[1] };
}

/** The time that the event is, else the one that the server writes as the row is made. */
function timeFor(entity: DraftEntity, event: string, from: Rule['from']): Field | undefined {
  const named = fieldsNamed([entity], event).find(({ field }) => isTime(field))?.field;
  if (named) return named;
  const verbs = event.split(' ').map((word) => singular(word).replace(/(?:y|ery|al|ing|ion|ment)$/, ''));
  const told = entity.fields.find(
    (field) => isTime(field) && verbs.some((stem) => stem.length > 3 && field.name.toLowerCase().startsWith(stem)),
  );
  if (told) return told;
  const made = entity.fields.find((field) => field.type === 'datetime' && field.default === 'now');
  if (made) {
    // What a client may set would say nothing of when it was.
    if (made.from.assumed) Object.assign(made, { readOnly: true, required: true });
    return made;
  }
  return addField(entity, {
    ...makeField(['made', 'at'], { ...from, assumed: true, confidence: 0.7 }, 'datetime'),
    required: true,
    readOnly: true,
    default: 'now',
  });
}
