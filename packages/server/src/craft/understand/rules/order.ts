import { around, ensureField, fieldsNamed } from '../things/context.ts';
import { type Draft, type DraftEntity, addRule, stated } from '../draft.ts';
import { ruleForName } from '../fields/field-types.ts';
import { nounAt } from '../words/grammar.ts';
import type { Clause } from '../words/text.ts';
import { spanOf } from './overlap.ts';

const pattern =
  /^(.*?)\b(?:must|should|has to|have to|needs? to|is|are|cannot|can not|may not|must not|can only|can|never|always|shall|comes?|lies?)(?: (?:be|come|lie|only be|not be|always be|never be|only|set|happen|not|never))* (before|after|later than|earlier than|greater than|less than|prior to|past|behind|smaller than|larger than) (.+)$/;

/** "end date must be after start date": one moment of a row lies before another. */
export function readOrderRule(draft: Draft, clause: Clause): void {
  // "no appointment may start before 8 am": a time of day, not another moment.
  if (/\b\d{1,2} (?:: \d{2}|am|pm)\b|\bo clock\b/.test(clause.text)) return;
  const match = pattern.exec(
    clause.text
      .replace(
        /^((?:[a-z]+ ){0,2}[a-z]+) (after|before) ((?:[a-z]+ ){0,2}[a-z]+)$/,
        (whole, left: string, word: string, right: string) =>
          /\b(?:must|should|is|are|can|cannot|comes?|lies?|be)$/.test(left) ||
          / (?:must|should|is|are|can|cannot|be) /.test(` ${left} `)
            ? whole
            : `${left} must be ${word} ${right}`,
      )
      .replace(/^(.*?) (end|start)s? (after|before) /, '$1 $2 date must be $3 ')
      .replace(
        /^((?:[a-z]+ ){0,3}(?:date|time|day|mileage|reading|price)) (after|before|later than|earlier than|greater than|less than) (?!\d)/,
        '$1 must be $2 ',
      ),
  );
  if (!match?.[1] || !match[2] || !match[3]) return;
  const entities = [...around(draft, clause), ...draft.entities];
  const left =
    times(entities, match[1]).at(-1) ?? edge(entities, match[1]) ?? made(draft, clause, entities, match[1], match[3]);
  if (!left) return;
  const right =
    times([left.entity], match[3])[0] ??
    edge([left.entity], match[3]) ??
    made(draft, clause, [left.entity], match[3], match[1]);
  if (!right || left.field.name === right.field.name || left.field.type !== right.field.type) return;
  const later = /after|later|greater|past|behind|larger/.test(match[2]);
  const negated = /\b(?:cannot|not|never)\b/.test(
    clause.text.slice(match[1].length, clause.text.indexOf(match[2], match[1].length)),
  );
  const leftFirst = later === negated;
  const [before, after] = leftFirst ? [left, right] : [right, left];
  addRule(draft, {
    kind: 'order',
    entity: left.entity.name,
    before: before.field.name,
    after: after.field.name,
    from: stated(clause),
  });
  draft.ruled.add(clause);
}

const aliases: Record<string, string[]> = {
  deadline: ['dueDate', 'dueAt', 'endDate', 'endsAt', 'closesAt'],
  'due date': ['dueAt', 'deadline', 'endDate'],
  'start date': ['startsAt', 'startTime', 'startDate', 'from', 'start', 'begin', 'fromDate', 'validFrom'],
  'end date': ['endsAt', 'endTime', 'endDate', 'to', 'until', 'end', 'till', 'toDate', 'validUntil', 'dueDate'],
  'start time': ['startsAt', 'startDate'],
  'end time': ['endsAt', 'endDate'],
  'pickup date': ['startDate', 'startsAt'],
  'return date': ['endDate', 'endsAt', 'dueAt'],
  'check in': ['startDate', 'startsAt'],
  'check out': ['endDate', 'endsAt'],
};

/** A moment under another name, else one made for the entity that has its counterpart. */
function made(
  draft: Draft,
  clause: Clause,
  entities: readonly DraftEntity[],
  text: string,
  other: string,
): Hit | undefined {
  const words = nounAt(text.trim())?.words ?? [];
  const name = words.join(' ');
  const names = Object.hasOwn(aliases, name) ? (aliases[name] ?? []) : [];
  for (const entity of entities) {
    const field = entity.fields.find((candidate) => names.includes(candidate.name));
    if (field) return { entity, field, from: 0, to: text.length };
  }
  const type = ruleForName(words)?.type;
  const entity =
    entities.find(
      (candidate) =>
        candidate !== draft.user && (times([candidate], other).length > 0 || edge([candidate], other) !== undefined),
    ) ?? entities.find((candidate) => candidate !== draft.user);
  if (!entity || (type !== 'date' && type !== 'datetime')) return undefined;
  return { entity, field: ensureField(entity, words, stated(clause)), from: 0, to: text.length };
}

type Hit = ReturnType<typeof fieldsNamed>[number];

function times(entities: readonly DraftEntity[], text: string): Hit[] {
  return fieldsNamed(entities, text.trim()).filter(
    (hit) =>
      hit.field.type === 'date' ||
      hit.field.type === 'datetime' ||
      hit.field.type === 'integer' ||
      hit.field.type === 'decimal' ||
      hit.field.type === 'money',
  );
}

/** "the end must be after the start" where the fields are called endsAt and startsAt. */
function edge(entities: readonly DraftEntity[], text: string): Hit | undefined {
  const start = /\b(?:starts?|begin(?:ning|s)?|check in|arrival|pickup)\b/.test(text);
  const end = /\b(?:ends?|finish|check out|departure|dropoff|return)\b/.test(text);
  if (start === end) return undefined;
  for (const entity of entities) {
    const span = spanOf(entity);
    const field = span && entity.fields.find((candidate) => candidate.name === (start ? span.start : span.end));
    if (field) return { entity, field, from: 0, to: text.length };
  }
  return undefined;
}
