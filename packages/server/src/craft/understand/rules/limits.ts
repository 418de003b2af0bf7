import { around, endOf, fieldsNamed, joining, openOf, referenceTo, things } from '../things/context.ts';
import { link } from '../things/associations.ts';
import { type Draft, type DraftEntity, type Mention, addRule, cannot, mentions, stated } from '../draft.ts';
import { infinitive } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isPerson } from '../words/noun-sense.ts';
import { type Clause, wordsOf } from '../words/text.ts';
import { timed } from './capacity.ts';
import { readMaxPerTwo } from './pair.ts';
import { anybody, limitOfValue, pairLimit } from './pair-limits.ts';
import { withinOf } from './period.ts';
import { spanOf } from './overlap.ts';

const number = '(\\d+)';
const upTo = new RegExp(
  `\\b(?:at most|up to|no more than|not more than|more than|maximum(?: of)?|max(?: of)?|a limit of|limited to|limit of|not exceed|exceed|only(?: (?:ever )?(?:have|hold|own|get|borrow|book|rent|reserve|take|contain|be in|join|make|place))?|just|at maximum|capacity(?: of| is| :)?|(?<!from |between |of )(?:0|1) \\.\\.|exactly) ${number} (?:[a-z]+ ){0,3}?(?=[a-z])|\\b${number} ((?:[a-z]+ ){1,3})(?:maximum|max|at most|at maximum|or less|or fewer)\\b`,
);

/** "a member borrows at most 5 books", "max 3 bookings per user": open rows for one parent are counted. */
export function readMaxPerRule(draft: Draft, clause: Clause): void {
  const text = clause.text;
  const match = upTo.exec(text) ?? /\bbetween \d+ \.\. (\d+) (?=[a-z])/.exec(text);
  if (!match) return;
  if (
    match[0].startsWith('more than') &&
    !/\b(?:cannot|not|never|no|may not|nobody|none)\b/.test(text.slice(0, match.index))
  )
    return;
  // "grades 1 to 6 to pupils": the values of one thing, not a number of others.
  if (
    /^\d+ \.\./.test(match[0]) &&
    /^(?:to|for|in|from|by|on|of|and|or) /.test(text.slice(match.index + match[0].length))
  )
    return;
  const limit = Number(match[1] ?? match[2]);
  if (!Number.isInteger(limit) || limit < 1) return;
  const numberAt = match.index + match[0].search(/\d+ (?!\.\.)/);
  const period =
    /\b(?:(?:per|a|each|every|any|1) |(?:in|within|during|on) (?:the|1|any|a) (?:same )?|per [a-z]+(?: [a-z]+)? and )(?:calendar |single )?(?:day|week|month|year|hour)\b|\bdaily\b|\bweekly\b|\bmonthly\b/.exec(
      text,
    );
  // "per glacier and season": without its period the limit would refuse what is right.
  const other =
    /\b(?:per|a|each|every|same|1|any|and) (?:minute|semester|season|quarter|night|evening|morning|weekend|term|decade)s?\b/.exec(
      text.slice(match.index),
    );
  const after = text.slice(numberAt);
  const named = mentions(draft, text);
  const counted = named.find(
    (mention) => mention.from >= numberAt && !/ , | and /.test(text.slice(numberAt, mention.from)),
  );
  const wordAfter = /^\d+ (?:[a-z]+ )?([a-z]+)/.exec(after)?.[1] ?? '';
  if (match[0].startsWith('capacity')) return;
  if (readMaxPerTwo(draft, clause, text.slice(numberAt))) return;
  if (!counted && countsPeople(draft, clause, named, wordAfter, limit)) return;
  if (!counted && fieldsNamed(draft.entities, wordAfter).length > 0) return;
  if (counted && limitOfValue(draft, clause, counted, limit)) return;
  const holder = holderOf(draft, clause, named, counted, numberAt);
  if (!holder || !counted) return;
  if (ofSome(draft, clause, counted, text.slice(numberAt, counted.from))) return;
  // "members who joined this week may borrow only one": a limit for some of them.
  if (someWho.test(text.slice(0, numberAt))) {
    cannot(draft, wordsOf(clause), 'A limit for some of them alone is not one that can be enforced yet', 'one for all');
    draft.ruled.add(clause);
    return;
  }
  const some = someOf(holder, text.slice(0, numberAt), named);
  if (some !== undefined) {
    cannot(draft, wordsOf(clause), `A limit for ${some} ones alone is not one that can be enforced yet`, 'one for all');
    draft.ruled.add(clause);
    return;
  }
  if (pairLimit(draft, clause, named, holder, counted, limit)) return;
  const rows = rowsFor(draft, clause, holder, counted.entity);
  if (!rows) return;
  if (match[0].startsWith('between')) {
    cannot(draft, wordsOf(clause), 'A least number of rows is not one that can be enforced yet.', `at most ${limit}`);
  }
  const { entity, per } = rows;
  // "more than one landing for the same fee": those that agree in it are counted.
  const same = period ? undefined : /\b(?:in|for|on|with|at|of) the same ([a-z]+)(?: [a-z]+)?$/.exec(text)?.[1];
  const each = period ? undefined : /\bper ([a-z]+)$/.exec(text)?.[1];
  const shared = entity.fields.find(({ name }) => name === same || name === each)?.name;
  if (
    (other && !period) ||
    (same !== undefined && shared === undefined && !/^(?:time|day|date|moment|period|slot)$/.test(same))
  ) {
    cannot(
      draft,
      wordsOf(clause),
      'A limit for such a period is not one that can be enforced yet',
      'one for a day, a week, a month or a year',
    );
    draft.ruled.add(clause);
    return;
  }
  const also = shared ?? fieldBefore(draft, entity, text);
  const within = period && withinOf(entity, period[0]);
  // What runs has no end yet, whatever is kept of it later.
  const end = /\b(?:running|ongoing|unfinished)\b/.test(text) ? endOf(entity) : undefined;
  if (end) end.required = false;
  const open = within || /\bin total\b|\bever\b|\ball time\b/.test(text) ? undefined : openOf(entity, text);
  const span =
    limit === 1 &&
    open === undefined &&
    /\b(?:active|current|at a time|at once|at the same time|running|open)\b/.test(text)
      ? spanOf(entity)
      : undefined;
  if (within) addRule(draft, { kind: 'max-per', entity: entity.name, per, limit, within, from: stated(clause) });
  else if (span) addRule(draft, { kind: 'no-overlap', entity: entity.name, scope: per, ...span, from: stated(clause) });
  else if (limit === 1 && open === undefined && /\b(?:active|current|open|running|ongoing|unfinished)\b/.test(text))
    return;
  else if (limit === 1 && entity.entry?.is === 'association' && !isPerson(holder) && open !== undefined) {
    addRule(draft, { kind: 'exclusive', entity: entity.name, field: per, open, from: stated(clause) });
  } else
    addRule(draft, {
      kind: 'max-per',
      entity: entity.name,
      per,
      ...(also === undefined ? {} : { also: [also] }),
      limit,
      ...(open ? { open } : {}),
      from: stated(clause),
    });
  draft.ruled.add(clause);
}

/** "an email can order at most 10 tickets per event": those of one address are counted. */
function fieldBefore(draft: Draft, rows: DraftEntity, text: string): string | undefined {
  const subject =
    /^(?:an? |each |every |1 |the same )([a-z]+(?: [a-z]+)??) (?:can|may|must|cannot) /.exec(text)?.[1] ?? '';
  if (mentions(draft, subject).length > 0) return undefined;
  return fieldsNamed([rows], subject).find(({ field }) => ['string', 'email', 'phone'].includes(field.type))?.field
    .name;
}

/** "exactly one correct option", "up to 2 open rentals": nothing tells which of them are so. */
function ofSome(draft: Draft, clause: Clause, { entity }: Mention, between: string): boolean {
  const word = /^\d+ (?:different |separate |other |new |more )*([a-z]+) $/.exec(between)?.[1];
  if (word === undefined || openOf(entity, word) !== undefined || !some.test(word)) return false;
  cannot(draft, wordsOf(clause), 'Nothing tells which of them are so', 'a status as a field of theirs');
  draft.ruled.add(clause);
  return true;
}

export const someWho = /^(?:an? |the |all |any |new )*[a-z]+(?: [a-z]+)? (?:who|whose) (?!(?:can|may|must) )/;

const some =
  /^(?:upcoming|future|past|open|unpaid|outstanding|unfinished|unreturned|correct|right|wrong|primary|main|pending|[a-z]+ed)$/;

/** "basic members may reserve …": the value of a field of theirs that tells them from the others. */
function someOf(holder: DraftEntity, before: string, named: readonly Mention[]): string | undefined {
  const spot = named.find(({ entity, from }) => entity === holder && from < before.length);
  const word = /([a-z]+) $/.exec(before.slice(0, spot?.from ?? 0))?.[1];
  return word !== undefined && holder.fields.some(({ values }) => values?.includes(word)) ? word : undefined;
}

/** "a class has at most 20 participants": whoever they are, their bookings are counted. */
function countsPeople(draft: Draft, clause: Clause, named: readonly Mention[], word: string, limit: number): boolean {
  if (
    !/^(?:participants?|people|persons?|students?|members?|guests?|attendees?|players?|users?|visitors?|passengers?|bookings?|reservations?|places|registrations?|enrollments?|customers?)$/.test(
      word,
    )
  )
    return false;
  const holder =
    named.map((mention) => mention.entity).find((entity) => !isPerson(entity)) ??
    around(draft, clause).find((entity) => !isPerson(entity));
  const rows =
    holder && draft.entities.find((entity) => entity.entry?.is === 'association' && referenceTo(entity, holder));
  const per = rows && referenceTo(rows, holder);
  if (!rows || !per) return false;
  const open = openOf(rows);
  addRule(draft, {
    kind: 'max-per',
    entity: rows.name,
    per: per.name,
    limit,
    ...(open ? { open } : {}),
    from: stated(clause),
  });
  draft.ruled.add(clause);
  return true;
}

/** Whom the limit is for: "per user", else the subject before it. */
function holderOf(
  draft: Draft,
  clause: Clause,
  named: readonly Mention[],
  counted: Mention | undefined,
  numberAt: number,
): DraftEntity | undefined {
  const per = /\b(?:per|for each|for every|for 1|by each|each|by 1|for a|in each|in a|in 1|from each) (?=[a-z])/.exec(
    clause.text.slice(numberAt),
  );
  if (per) {
    const from = numberAt + per.index;
    const found = named.find((mention) => mention.from >= from && mention !== counted);
    if (found) return found.entity;
  }
  const someone = anybody.test(clause.text);
  const holders = draft.entities.filter(
    (rows) => someone && counted && (rows === counted.entity || referenceTo(rows, counted.entity) !== undefined),
  );
  const referred = holders
    .flatMap((rows) => rows.fields.flatMap((field) => (field.references === undefined ? [] : [field.references])))
    .filter((name) => name !== counted?.entity.name);
  const whoever = draft.entities.filter((entity) => referred.includes(entity.name));
  const somebody =
    whoever.find((entity) => isPerson(entity)) ?? draft.entities.find(({ name }) => name === referred[0]);
  if (somebody) return somebody;
  const before = named.filter((mention) => mention.to <= numberAt && mention.entity !== counted?.entity);
  const subject = before.find((mention) => isPerson(mention.entity)) ?? before.at(0);
  if (subject) return subject.entity;
  return around(draft, clause).find((entity) => entity !== counted?.entity);
}

/** Rows that are counted: those of the counted thing that refer to the holder, else those that join the two. */
/** What is said of somebody's part in something is not that part: grades of those who are enrolled. */
const opinions = /^(?:grade|review|rating|attendance|submission|like|favorite|vote|comment|certificate)$/;

function rowsFor(
  draft: Draft,
  clause: Clause,
  holder: DraftEntity,
  counted: DraftEntity,
): { entity: DraftEntity; per: string } | undefined {
  const direct = counted === draft.user ? undefined : referenceTo(counted, holder);
  const joins = joining(draft, [holder, counted]).filter((entity) => entity !== holder && entity !== counted);
  const byVerb = clause.tokens
    .map((token) => lexicon().associations[infinitive(token.text) ?? ''])
    .find((key) => key !== undefined);
  const join =
    joins.find((entity) => entity.entry?.key === byVerb) ??
    joins
      .filter((entity) => !opinions.test(entity.entry?.key ?? ''))
      .find((entity) => entity.entry?.is === 'association') ??
    joins.find((entity) => !opinions.test(entity.entry?.key ?? ''));
  if (
    join &&
    !(
      direct &&
      !(isPerson(counted) && join.entry?.is === 'association') &&
      (counted.entry?.is === 'association' || counted.entry?.is === 'part' || byVerb === undefined)
    )
  )
    return { entity: join, per: referenceTo(join, holder)?.name ?? '' };
  if (direct) return { entity: counted, per: direct.name };
  if (counted.entry?.is === 'person') {
    const through = draft.entities.find(
      (entity) => entity.entry?.is === 'association' && !opinions.test(entity.entry.key) && referenceTo(entity, holder),
    );
    if (through) return { entity: through, per: referenceTo(through, holder)?.name ?? '' };
  }
  if (counted === draft.user || holder === counted) return undefined;
  const shared = draft.relations.some(
    (relation) =>
      relation.kind === 'many-to-many' &&
      [relation.one, relation.many].includes(holder.name) &&
      [relation.one, relation.many].includes(counted.name),
  );
  if (shared) {
    cannot(
      draft,
      wordsOf(clause),
      'A limit on a many-to-many relation is not one that can be enforced yet.',
      'the same limit on a one-to-many relation',
    );
    draft.ruled.add(clause);
    return undefined;
  }
  if (holder === draft.user && draft.auth === 'none') return undefined;
  link(draft, counted, holder, stated(clause), true);
  return { entity: counted, per: referenceTo(counted, holder)?.name ?? '' };
}

const exclusiveWords =
  /\b(?:already (?:borrowed|lent|loaned|rented|on loan|taken|booked|reserved|out|occupied|checked out|hired|assigned|adopted|sold)|(?:cannot|not|never) be (?:borrowed|lent|loaned|rented|checked out|hired|taken|occupied|adopted|reserved|booked|assigned|parked)(?: out)? (?:again|twice|by (?:2|two|several|more|another|other|others|multiple|someone else|somebody else|anyone else|anybody else|any other)|to (?:2|two|another|more|several)|until|while|if|when|before|more than once|at the same time)|(?:to|by|for) (?:only )?(?:1|one|a single) (?:[a-z]+ )?(?:[a-z]+ )?(?:at a time|at once|at the same time)|only (?:1|one) (?:[a-z]+ ){1,3}(?:at a time|at once|at the same time)|(?:1|one) (?:active|open|current|unreturned|running|ongoing) [a-z]+|until (?:it is|they are|it has been|it was|it)? ?(?:returned|given back|back|free|available|released)|is (?:not )?available|(?:1|one|only) (?:[a-z]+ ){0,2}at a time|hold (?:only )?1 [a-z]+|(?:lent|borrowed|rented|booked|used|checked out|assigned) (?:only )?once at (?:a|the same) time)\b/;

/** "a book on loan cannot be lent again", "one car per spot at a time". */
export function readExclusiveRule(draft: Draft, clause: Clause): void {
  const match = exclusiveWords.exec(clause.text);
  if (!match || /\b(?:overlap|double book)/.test(clause.text)) return;
  if (/\b(?:[2-9]|\d\d+)\b/.test(clause.text)) return;
  if (/\bthe same (?!time|moment|day|date)/.test(clause.text) && draft.ruled.has(clause)) return;
  const named = things(draft, clause);
  if (heldAtATime(draft, clause)) return;
  const verb = clause.tokens
    .map((token) => lexicon().associations[infinitive(token.text) ?? ''])
    .find((key) => key !== undefined && draft.entities.some((entity) => entity.entry?.key === key));
  const rows =
    draft.entities.find((entity) => entity.entry?.key === verb) ??
    named.find((entity) => entity.entry?.is === 'association') ??
    draft.entities.find(
      (entity) => entity.entry?.is === 'association' && named.some((parent) => referenceTo(entity, parent)),
    );
  if (!rows) return;
  if (timed(rows) && openOf(rows) === undefined) return;
  const person =
    /^(?:a |an |each |every )?[a-z]+ (?:can|may|cannot) (?:only )?(?:have|borrow|rent|book|hold|drive) (?:only )?1\b|\bper (?:user|member|customer|person)\b/.test(
      clause.text,
    );
  const parents = named.filter((entity) => referenceTo(rows, entity));
  const parent =
    parents.find((entity) => isPerson(entity) === person) ??
    (person
      ? undefined
      : (parents.find((entity) => !isPerson(entity)) ??
        around(draft, clause).find((entity) => !isPerson(entity) && referenceTo(rows, entity)) ??
        firstThing(draft, rows)));
  const field = parent && referenceTo(rows, parent);
  if (!field) return;
  const open = openOf(rows);
  // "a book can only be borrowed if a copy is available": of some there are several.
  const several = parent.fields.find(
    ({ name, type }) => type === 'integer' && /cop(?:y|ies)|numberOf|units/i.test(name),
  );
  if (several && !isPerson(parent) && /\b(?:cop(?:y|ies)|available|left|stock|free|units?)\b/.test(clause.text)) {
    several.required = true;
    addRule(draft, {
      kind: 'capacity',
      entity: rows.name,
      per: field.name,
      parent: parent.name,
      parentField: several.name,
      ...(open ? { open } : {}),
      from: stated(clause),
    });
    draft.ruled.add(clause);
    return;
  }
  addRule(draft, {
    kind: 'exclusive',
    entity: rows.name,
    field: field.name,
    ...(open ? { open } : {}),
    from: stated(clause),
  });
  draft.ruled.add(clause);
}

/** "a locker holds one parcel at a time": the parcel refers to its locker. */
function heldAtATime(draft: Draft, clause: Clause): boolean {
  const match =
    /^(?:(?:an?|each|every|the|all) )?([a-z]+(?: [a-z]+)?) (?:can |may )?(?:only )?(?:holds?|has|have|contains?|takes?|fits?|houses?|carr(?:y|ies)|delivers?|handles?|process(?:es)?|serves?|treats?|repairs?|drives?|cleans?|inspects?|prepares?|cooks?|packs?|works? on) (?:only |at most |just )?1 ([a-z]+(?: [a-z]+)?) at (?:a|the same|any|1|any 1|any given) time$/.exec(
      clause.text,
    );
  const [parent, child] = [match?.[1], match?.[2]].map((text) =>
    text === undefined ? undefined : mentions(draft, text)[0]?.entity,
  );
  if (!parent || !child || parent === child || child === draft.user) return false;
  if (!referenceTo(child, parent)) link(draft, child, parent, stated(clause), false);
  const field = referenceTo(child, parent);
  if (!field) return false;
  const open = openOf(child);
  addRule(draft, {
    kind: 'exclusive',
    entity: child.name,
    field: field.name,
    ...(open ? { open } : {}),
    from: stated(clause),
  });
  draft.ruled.add(clause);
  return true;
}

function firstThing(draft: Draft, rows: DraftEntity): DraftEntity | undefined {
  return draft.entities.find((entity) => !isPerson(entity) && referenceTo(rows, entity));
}
