import type { Span } from '../../requirements.ts';
import { around, fieldsNamed, isTime } from '../things/context.ts';
import { type Draft, type DraftEntity, addRule, cannot, mentions, stated } from '../draft.ts';
import { lexicon } from '../words/lexicon.ts';
import { isPerson } from '../words/noun-sense.ts';
import type { Clause } from '../words/text.ts';
import { stateOf } from './kept.ts';
import { spanOf } from './overlap.ts';

/** Where times lie when they are written: "must be in the future", "born at least 18 years ago", "two days ahead". */

const side =
  /\b(?:(?:must|has to|have to|should|can|may|needs? to|is|are|cannot|must not|may not|never|lies?|be|always|only|not|which|that) )+(?:(?:only|always|never|not|be|lie|start|begin|happen|take place|come|set|placed|made|booked|scheduled|chosen|ever|dated) )*(?:in|for|into|to) the (future|past)\b|\b(?:future|upcoming) (?:dates?|times?|days?) only$|\bonly (?:(?:in|for) the future|future (?:dates?|times?|days?))\b/;
const ofToday =
  /\b(must|has to|have to|should|can|may|cannot|must not|may not|never|lies?|comes?|is|are)\b(.*?)\b(before|after|earlier than|later than|in|from) (today|now|the current (?:date|time|day|moment)|the present)\b( or later| onwards?| on| or earlier)?/;
const ahead =
  /\b(?:at least|no less than|not less than|a minimum of|minimum|min) (\d+) (minutes?|hours?|days?|weeks?|months?) (?:before|ahead(?: of)?|in advance(?: of)?|prior to|earlier than|in the future|from (?:now|today)|after today|away)\b(.*)$/;
const aged =
  /\b(?:at least|minimum(?: age)?(?: of| is)?|not younger than|no younger than|be|older than|over|from|younger than|under) (\d+)(?: years?)?(?: old| of age)?(?: or (?:older|over|more))?$/;

export function readMomentRule(draft: Draft, clause: Clause): void {
  if (ageOfBirth(draft, clause) || inAdvance(draft, clause)) return;
  const found = side.exec(clause.text);
  const today = found ? null : ofToday.exec(clause.text);
  if (!found && !today) return;
  const at = (found ?? today)?.index ?? 0;
  // "title, date in the future": said of the field in the list, unless the whole is about one.
  const hit = momentOf(draft, clause, clause.text.slice(0, at + ((found ?? today)?.[0] ?? '').length));
  if (!hit) return;
  if (refused(draft, clause, hit.entity)) return;
  const not = /\b(?:cannot|not|never)\b/.test((found ?? today)?.[0] ?? '');
  let where: 'future' | 'past' = found?.[1] === 'past' ? 'past' : 'future';
  let orNow = not;
  if (today) {
    const before = /before|earlier/.test(today[3] ?? '');
    if (/^(?:in|from)$/.test(today[3] ?? '') && today[5] === undefined) return;
    where = before ? 'past' : 'future';
    orNow = not || today[5] !== undefined || today[3] === 'from';
  }
  if (not) where = where === 'future' ? 'past' : 'future';
  addRule(draft, {
    kind: 'moment',
    entity: hit.entity.name,
    field: hit.field,
    side: where,
    orNow,
    from: stated(clause),
  });
  draft.ruled.add(clause);
}

/** "scheduled episodes need a date in the future": the others do not. */
function refused(draft: Draft, clause: Clause, entity: DraftEntity): boolean {
  const mention = mentions(draft, clause.text).find((candidate) => candidate.entity === entity);
  const word =
    clause.text
      .slice(0, mention?.from ?? 0)
      .trim()
      .split(' ')
      .at(-1) ?? '';
  if (stateOf(entity, word) === undefined && !(word.endsWith('ed') && lexicon().verbForms.has(word))) return false;
  cannot(draft, stated(clause).words, 'Where a time lies is asked for in all states or in none');
  draft.ruled.add(clause);
  return true;
}

/** "a date ( in the future )": said of a field in a list. */
export function readNotedMoments(draft: Draft): void {
  for (const note of draft.notes) {
    const found = /\b((?:not|never|cannot|can not)(?: be| lie)? )?in the (future|past)\b/.exec(note.text);
    const hit = found && fieldsNamed([note.entity], note.text).find(({ field }) => isTime(field));
    if (!found || !hit) continue;
    if (refused(draft, note.clause, note.entity)) continue;
    const not = found[1] !== undefined;
    addRule(draft, {
      kind: 'moment',
      entity: note.entity.name,
      field: hit.field.name,
      side: (found[2] === 'future') === not ? 'past' : 'future',
      orNow: not,
      from: stated(note.clause, note.from, note.to),
    });
  }
}

/** The time that the text is about: named, or the start of what it speaks of. */
function momentOf(draft: Draft, clause: Clause, text: string): { entity: DraftEntity; field: string } | undefined {
  const near = [...new Set([...around(draft, clause), ...draft.entities])];
  const named = fieldsNamed(near, text).find((hit) => isTime(hit.field));
  if (named) return { entity: named.entity, field: named.field.name };
  const entity =
    mentions(draft, text)
      .map((mention) => mention.entity)
      .find((candidate) => candidate.fields.some(isTime)) ??
    around(draft, clause).find((candidate) => candidate.fields.some(isTime));
  if (!entity) return undefined;
  const start = spanOf(entity)?.start;
  const times = entity.fields.filter((field) => isTime(field) && !field.readOnly);
  const field =
    entity.fields.find((candidate) => candidate.name === start) ??
    times.find((candidate) => !candidate.from.assumed && !/^(?:birth|dateOfBirth|end|until)/.test(candidate.name)) ??
    times.find((candidate) => /^(?:starts?At|startDate|date|time|scheduled)/.test(candidate.name));
  return field && { entity, field: field.name };
}

/** "members have to be at least 18 years old" where their day of birth is kept. */
function ageOfBirth(draft: Draft, clause: Clause): boolean {
  const match = aged.exec(clause.text);
  const years = Number(match?.[1]);
  if (!match || !(years >= 5 && years <= 120)) return false;
  const upTo = /^(?:younger than|under)/.test(match[0]);
  const negated = /\b(?:cannot|not|never|nobody|no one|no)\b/.test(
    clause.text.slice(0, match.index).replace(/\bnot younger|no younger/, ''),
  );
  if (upTo !== negated) return false;
  const named = mentions(draft, clause.text).map((mention) => mention.entity);
  const entity = [...named, ...around(draft, clause)].find(
    (candidate) =>
      (isPerson(candidate) || /\bold\b|\bolder\b|\bage\b|\byounger\b/.test(clause.text)) &&
      birthOf(candidate) !== undefined,
  );
  const birth = entity && birthOf(entity);
  if (!entity || birth === undefined || entity.fields.some((field) => field.name === 'age' && !field.from.assumed))
    return false;
  if (!/\b(?:old|older|age|aged|years|younger|adults?)\b/.test(clause.text) && !isPerson(entity)) return false;
  addRule(draft, {
    kind: 'moment',
    entity: entity.name,
    field: birth,
    side: 'past',
    distance: { amount: years, unit: 'year' },
    orNow: false,
    from: stated(clause),
  });
  draft.ruled.add(clause);
  return true;
}

function birthOf(entity: DraftEntity): string | undefined {
  return entity.fields.find((field) => isTime(field) && /birth|born|^dob$/i.test(field.name) && !field.from.assumed)
    ?.name;
}

/** "orders have to be placed at least two days before the pick up date" */
function inAdvance(draft: Draft, clause: Clause): boolean {
  const match = ahead.exec(clause.text);
  if (!match || !/\b(?:must|has to|have to|should|can|may|needs? to|only|at least)\b/.test(clause.text)) return false;
  const near = [...new Set([...around(draft, clause), ...draft.entities])];
  const about = /\b(?:cancel|cancell?ed|cancell?ing|cancellation|return|pay|paid|remind)/.test(clause.text);
  if (about) return false;
  const named = fieldsNamed(near, match[3] ?? '').find((hit) => isTime(hit.field));
  const hit = named ? { entity: named.entity, field: named.field.name } : momentOf(draft, clause, clause.text);
  if (!hit) return false;
  const unit = (match[2] ?? 'day').replace(/s$/, '') as Span['unit'];
  addRule(draft, {
    kind: 'moment',
    entity: hit.entity.name,
    field: hit.field,
    side: 'future',
    distance: { amount: Number(match[1]), unit },
    orNow: false,
    from: stated(clause),
  });
  draft.ruled.add(clause);
  return true;
}
