import { around, ensureField, fieldsNamed } from '../things/context.ts';
import { type Draft, type DraftEntity, addRule, stated } from '../draft.ts';
import { ruleForName } from '../fields/field-types.ts';
import { nounAt } from '../words/grammar.ts';
import type { Clause } from '../words/text.ts';
import { spanOf } from './overlap.ts';

/** How two values of a row are compared: which of both is then the greater one, and whether they may be the same. */
const comparisons: readonly { says: string; greater: 'left' | 'right'; orEqual: boolean }[] = [
  {
    says: 'after|past|behind|above|over|(?:later|greater|larger|bigger|higher|longer|more) than|in excess of|exceeds?|exceeding',
    greater: 'left',
    orEqual: false,
  },
  {
    says: 'before|below|under|prior to|(?:earlier|less|lower|smaller|shorter|fewer|cheaper) than|precedes?',
    greater: 'right',
    orEqual: false,
  },
  { says: 'at least|at or above', greater: 'left', orEqual: true },
  { says: 'at most|up to|at or below', greater: 'right', orEqual: true },
];
const same = '(?:equal to|equal|the same as|the same|identical to|on|at|on the same day|the same day|same day)';
const pattern = new RegExp(
  `^(.*?)\\b((?:must|should|has to|have to|needs? to|is|are|be|being|cannot|can not|may not|must not|can only|can|may|never|always|shall|will|comes?|lies?|not|(?=exceed|precede))(?: (?:be|come|lie|only|always|never|set|happen|not|no))*) ?(?:(${same} or) )?(${comparisons.map(({ says }) => says).join('|')})( or (?:be )?${same})? (?:as [a-z]+ as )?(.+)$`,
);

interface Compared {
  left: string;
  right: string;
  greater: 'left' | 'right';
  orEqual: boolean;
}

/** "the end must not be before the start": what is compared with what, and how. */
function comparedIn(text: string): Compared | undefined {
  const [, left, modal, equalFirst, relation, equalThen, right] = pattern.exec(text) ?? [];
  const found = comparisons.find(({ says }) => new RegExp(`^(?:${says})$`).test(relation ?? ''));
  if (!left || modal === undefined || !right || !found) return undefined;
  const orEqual = found.orEqual || equalFirst !== undefined || equalThen !== undefined;
  if (!/\b(?:cannot|not|never|no)\b/.test(modal)) return { left, right, greater: found.greater, orEqual };
  return { left, right, greater: found.greater === 'left' ? 'right' : 'left', orEqual: !orEqual };
}

/** "the sale price cannot exceed the price": both sides are nothing but values of one row. */
export function readComparedRule(draft: Draft, clause: Clause): void {
  // "max servings at least min servings": without a verb.
  const compared =
    comparedIn(clause.text) ??
    comparedIn(clause.text.replace(/^((?:[a-z]+ ){1,4})(at (?:least|most)|after|before|above|below) /, '$1is $2 '));
  if (!compared) return;
  const entities = [...around(draft, clause), ...draft.entities];
  const left = whole(entities, compared.left);
  const right = left && whole([left.entity], compared.right);
  if (left && right) putInOrder(draft, clause, compared, left, right);
}

/** "end date must be after start date": one moment of a row lies before another. */
export function readOrderRule(draft: Draft, clause: Clause): void {
  // "no appointment may start before 8 am": a time of day, not another moment.
  if (/\b\d{1,2} (?:: \d{2}|am|pm)\b|\bo clock\b/.test(clause.text)) return;
  const compared = comparedIn(
    clause.text
      .replace(
        /^((?:[a-z]+ ){0,2}[a-z]+) (after|before) ((?:[a-z]+ ){0,2}[a-z]+)$/,
        (whole, left: string, word: string, right: string) =>
          /\b(?:must|should|is|are|can|cannot|comes?|lies?|be)$/.test(left) ||
          / (?:must|should|is|are|can|cannot|be) /.test(` ${left} `)
            ? whole
            : `${left} must be ${word} ${right}`,
      )
      .replace(
        /^(.*?) (?:(cannot|must not|may not|never|must|should|may only|can only) )?(end|start)s? (after|before) /,
        (_, left: string, modal: string | undefined, edge: string, word: string) =>
          `${left} ${edge} date ${modal ?? 'must'} be ${word} `,
      )
      .replace(
        /^((?:[a-z]+ ){0,3}(?:date|time|day|mileage|reading|price)) (after|before|later than|earlier than|greater than|less than) (?!\d)/,
        '$1 must be $2 ',
      ),
  );
  if (!compared) return;
  const entities = [...around(draft, clause), ...draft.entities];
  const left =
    times(entities, compared.left).at(-1) ??
    edge(entities, compared.left) ??
    made(draft, clause, entities, compared.left, compared.right);
  if (!left) return;
  const right =
    times([left.entity], compared.right)[0] ??
    edge([left.entity], compared.right) ??
    made(draft, clause, [left.entity], compared.right, compared.left);
  if (right) putInOrder(draft, clause, compared, left, right);
}

function putInOrder(draft: Draft, clause: Clause, { greater, orEqual }: Compared, left: Hit, right: Hit): void {
  if (left.field.name === right.field.name || left.field.type !== right.field.type) return;
  const [before, after] = greater === 'right' ? [left, right] : [right, left];
  addRule(draft, {
    kind: 'order',
    entity: left.entity.name,
    before: before.field.name,
    after: after.field.name,
    ...(orEqual ? { orEqual } : {}),
    from: stated(clause),
  });
  draft.ruled.add(clause);
}

/** The value that all of the words name: "its start date", "the price of a product". */
function whole(entities: readonly DraftEntity[], text: string): Hit | undefined {
  const said = text
    .trim()
    .replace(/^(?:(?:and|but|where|with|the|an?|its|their|his|her|every|each|of) )+/, '')
    .replace(/ (?:of|for|in) (?:the |an? |each |every |its )?[a-z]+(?: itself)?$/, '');
  const [hit, ...more] = times(entities, said);
  return hit && more.length === 0 && hit.from === 0 && hit.to === said.length ? hit : undefined;
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
