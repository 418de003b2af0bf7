import type { Field, OpenWhen } from '../../requirements.ts';
import { around, fieldsNamed, openOf, referenceTo, things } from '../things/context.ts';
import { link } from '../things/associations.ts';
import { type Draft, type DraftEntity, addRule, cannot, mentions, stated } from '../draft.ts';
import { numeric } from '../fields/field-types.ts';
import { valueName } from '../fields/fields.ts';
import { infinitive } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isPerson } from '../words/noun-sense.ts';
import { type Clause, wordsOf } from '../words/text.ts';
import { flagFor, fromThenOn, othersThan, stateOf } from './kept.ts';

/** Rules that hold a row against others: what rises, how many there are in all, what something else has to be there for. */

const rises =
  /\b(?:higher|greater|larger|bigger|more|above|exceeds?|beats?|outbids?|over|tops?)\b(?: than)? (?:the |all |any |every |its )*(?:(?:current|so far|existing|present|previous|preceding|last|latest|other|earlier|prior|highest|largest|leading|standing|winning|one)(?: |$))/;
const fallsNot =
  /\b(?:lower|less|smaller|below|under)\b(?: than)?(?: or (?:equal to|the same as|as high as))? (?:the |all |any |its )*(?:(?:current|existing|present|previous|preceding|last|latest|earlier|prior|highest|leading) )/;
const main = /^(?:amount|value|price|bid|offer|score|reading|mileage|odometer|level|rating|number|points|sum)$/;

/** "each bid must be higher than the highest bid on that item so far" */
export function readRisingRule(draft: Draft, clause: Clause): void {
  const up =
    /\b(?:must|has to|have to|should|needs? to|always|only|is|are)\b/.test(clause.text) && rises.exec(clause.text);
  const down = /\b(?:cannot|must not|may not|never|can not)\b/.test(clause.text) && fallsNot.exec(clause.text);
  const found = up || down;
  // "than the last one"
  if (!found) return;
  // "by at least 5 percent": how much it is more.
  const step = /\d/.test(clause.text.replace(/ (?:higher|greater|larger|more) than (?:the )?[a-z]+ 1$| 1$/, ''));
  const subject = mentions(draft, clause.text.slice(0, found.index)).map(({ entity }) => entity);
  const rows = subject.find((entity) => entity !== draft.user && !isPerson(entity) && amountOf(entity, ''));
  const field = rows && amountOf(rows, clause.text.slice(0, found.index));
  if (!rows || !field) return;
  const named = things(draft, clause).filter((entity) => entity !== rows && referenceTo(rows, entity));
  const parents = rows.fields.flatMap(({ references }) => draft.entities.filter(({ name }) => name === references));
  const parent = [...named, ...parents].find((entity) => !isPerson(entity) && entity !== draft.user);
  const of = parent && referenceTo(rows, parent);
  addRule(draft, {
    kind: 'rising',
    entity: rows.name,
    field: field.name,
    ...(of ? { of: of.name } : {}),
    from: stated(clause),
  });
  field.required = true;
  if (of) of.required = true;
  if (step)
    cannot(draft, wordsOf(clause), 'By how much it has to be more is not enforced yet', 'that it is more at all');
  draft.ruled.add(clause);
}

function amountOf(rows: DraftEntity, text: string): Field | undefined {
  const fields = rows.fields.filter((field) => numeric(field.type) && !field.readOnly);
  const said = fieldsNamed([rows], text).find(({ field }) => numeric(field.type))?.field;
  return said ?? fields.find(({ name }) => main.test(name)) ?? (fields.length === 1 ? fields[0] : undefined);
}

const floor =
  /^(?:an? |the |each |every |first |initial |opening |all )*(.+?) (?:must|has to|have to|should|needs? to|may|can|cannot|must not|may not|can never) (?:always )?(?:be |start )?(at least|no lower than|no less than|not (?:be )?(?:lower|less|smaller) than|lower than|less than|below|under|smaller than|at) (?:the |its |their )?([a-z]+(?: [a-z]+)*)$/;

/** "a bid must be at least the starting price of its item": a number and the one that it may not be lower than. */
export function readFloorRule(draft: Draft, clause: Clause): void {
  const match = floor.exec(clause.text);
  if (!match?.[1] || !match[3] || match[2] === 'at') return;
  const not = /\b(?:cannot|must not|may not|can never)\b/.test(clause.text);
  if (/^(?:lower|less|below|under|smaller)/.test(match[2] ?? '') !== not) return;
  const rows = mentions(draft, match[1])[0]?.entity;
  const field = rows && amountOf(rows, match[1]);
  if (!rows || !field) return;
  for (const via of rows.fields) {
    const parent = draft.entities.find((entity) => entity.name === via.references && !isPerson(entity));
    const bound = parent && fieldsNamed([parent], match[3]).find(({ field: one }) => one.type === field.type)?.field;
    if (!parent || !bound) continue;
    addRule(draft, {
      kind: 'fits',
      entity: rows.name,
      field: field.name,
      via: via.name,
      parent: parent.name,
      parentField: bound.name,
      least: true,
      from: stated(clause),
    });
    draft.ruled.add(clause);
    return;
  }
}

const inAll =
  /^(?:there (?:can|may|must|should|are|will|is) (?:only |never |not )?(?:ever )?(?:be )?)?(?:at most|no more than|not more than|more than|up to|a maximum of|maximum|max|only) (\d+) ((?:[a-z]+ ){0,2}?[a-z]+?)(?: (?:(?:can|may) (?:exist|be (?:kept|stored|created|registered|added|held|open|active|made))(?: at (?:a|the same|one|any) time| at once)?|exist|are allowed|are possible|are kept|are stored|in total|in all|altogether|overall|at (?:a|the same|any) time|at once|at most|in the system|in the program))*$/;
const holdsAll =
  /^(?:the |our |this |an? |we |it )?([a-z]+(?: [a-z]+)?)? ?(?:takes?|holds?|accepts?|keeps?|allows?|supports?|stores?|has room for|have room for|has space for|can (?:only )?(?:hold|take|keep|store|have)) (?:at most |no more than |up to |a maximum of |only |not more than )?(\d+) ([a-z]+(?: [a-z]+)?)(?: (?:at most|in total|in all|altogether|overall|at maximum|maximum|at once))?$/;
const limiting = /\b(?:at most|no more than|not more than|more than|up to|maximum|max|only)\b/;

/** "there can be at most 40 projects", "the fair takes 40 projects at most": of the whole, not of each. */
export function readTotalRule(draft: Draft, clause: Clause): void {
  const plain = inAll.exec(clause.text);
  const held = plain ? null : holdsAll.exec(clause.text);
  const [limit, noun] = plain ? [plain[1], plain[2]] : [held?.[2], held?.[3]];
  if (limit === undefined || noun === undefined || !limiting.test(clause.text)) return;
  const all = mentions(draft, clause.text);
  const [mention] = mentions(draft, noun);
  const only = new Set(all.map(({ entity }) => entity));
  if (!mention || !mention.plural || mention.to !== noun.length || only.size !== 1) return;
  if (plain && !/^there |can|may|exist|total|in all|altogether|overall|system/.test(plain[0])) return;
  const entity = mention.entity;
  if (entity === draft.user) return;
  const state = noun.slice(0, mention.from).trim();
  const open = state === '' ? openOf(entity) : (stateOf(entity, state) ?? null);
  if (open === null) return;
  addRule(draft, {
    kind: 'total',
    entity: entity.name,
    limit: Number(limit),
    ...(open ? { open } : {}),
    from: stated(clause),
  });
  draft.ruled.add(clause);
}

const gone = '(?:deleted?|removed?|discarded|erased|thrown away)';
const never = '(?:cannot|can not|must not|may not|should not|can never|must never|can no longer|may no longer)';
const onlyState = new RegExp(`^only ([a-z]+(?: [a-z]+){0,3}) (?:can|may) (?:still )?be ${gone}$`);
const stateThing = new RegExp(
  `^(?:an? |the |all |any )?([a-z]+(?: [a-z]+){1,3}) ${never} be (?:[a-z]+ (?:or|and) )?${gone}$`,
);
const thingOnce = new RegExp(
  `^(?:an? |the |all |any )?([a-z]+(?: [a-z]+)?) ${never} be ${gone}(?: any ?more)? (?:once|after|when|if|while|as soon as) (?:it|they|the [a-z]+|its status|the status) (?:is|are|was|has been|have been|gets) (?:already )?([a-z]+(?: [a-z]+)?)$`,
);
const thingWhile = new RegExp(
  `^(?:an? |the |all |any )?([a-z]+(?: [a-z]+)?) (?:can|may) (?:only )?be ${gone}(?: only)? (?:while|when|if|as long as|until|before) (?:it|they|the [a-z]+|its status|the status) (?:is|are|has been|have been|was|were) (?:still )?(?:an? |in )?([a-z]+(?: [a-z]+)?)$`,
);

/** What these say of a thing is told by the rows that refer to it. */
const byOthers =
  /^(?:lent|borrowed|rented|booked|reserved|used|referenced|assigned|occupied|loaned|hired|sold|ordered|linked)$/;

function stateIn(entity: DraftEntity, word: string, clause: Clause): OpenWhen | undefined {
  return stateOf(entity, word) ?? (byOthers.test(word) ? undefined : flagFor(entity, word, stated(clause)));
}

/** "only drafts can be deleted", "paid invoices cannot be deleted", "an order can be deleted while it is open". */
export function readLastingRule(draft: Draft, clause: Clause): void {
  const done = new RegExp(`\\b${gone}\\b`).exec(clause.text)?.[0];
  if (done === undefined) return;
  // "only planned donations can be discarded", where that is one of their states
  const isState = ({ entity }: { entity: DraftEntity }): boolean =>
    entity.fields.some(({ values }) => values?.includes(valueName(done)));
  if (mentions(draft, clause.text).some(isState)) return;
  const keep = (entity: DraftEntity, open: OpenWhen | undefined): boolean => {
    if (!open) return false;
    addRule(draft, { kind: 'lasting', entity: entity.name, open, from: stated(clause) });
    draft.ruled.add(clause);
    return true;
  };
  const once = thingOnce.exec(clause.text);
  if (once?.[1] && once[2]) {
    const entity = mentions(draft, once[1])[0]?.entity;
    const open = entity && stateIn(entity, once[2], clause);
    if (entity && open && keep(entity, / (?:while|if|when) /.test(clause.text) ? open : fromThenOn(entity, open)))
      return;
  }
  const during = thingWhile.exec(clause.text);
  if (during?.[1] && during[2]) {
    const entity = mentions(draft, during[1])[0]?.entity;
    const open = entity && stateOf(entity, during[2]);
    const until = / (?:until|before) /.test(clause.text);
    if (entity && open && keep(entity, until ? fromThenOn(entity, open) : othersThan(entity, open))) return;
  }
  const only = onlyState.exec(clause.text)?.[1];
  const whole = only ?? stateThing.exec(clause.text)?.[1];
  if (whole === undefined) return;
  const words = whole.split(' ');
  // "only drafts": the thing is the one spoken of.
  if (only !== undefined && words.length === 1) {
    const value = valueName((words[0] ?? '').replace(/s$/, ''));
    const near = [...around(draft, clause), ...draft.entities];
    const entity = near.find(({ fields }) => fields.some((field) => field.values?.includes(value)));
    if (entity) keep(entity, othersThan(entity, stateOf(entity, value) ?? { field: '', equals: '' }));
    return;
  }
  for (let size = 1; size < words.length; size += 1) {
    const thing = words.slice(size).join(' ');
    const entity = mentions(draft, thing).find(({ from, to }) => from === 0 && to === thing.length)?.entity;
    const said = words.slice(0, size).join(' ');
    const open = entity && stateIn(entity, said, clause);
    if (entity && open && keep(entity, only === undefined ? open : othersThan(entity, open))) return;
  }
}

const article = '(?:an? |the |each |every |all |any )*';
const can = '(?:can|may|could|is allowed to|are allowed to)';
const has = '(?:must|has to|have to|needs? to|should)';
const person = '([a-z]+(?: [a-z]+)?)';
const backings: { pattern: RegExp; done: number; act: number }[] = [
  // "a student must be enrolled in the course to get a grade there", "users must join a room before they can post"
  {
    pattern: new RegExp(
      `^${article}${person} ${has} (?:first )?(?:be |have |have been )?(.+?) (?:before|to|in order to) (?:they |he |she |it )?(?:can |may )?(?:be able to )?(.+)$`,
    ),
    done: 2,
    act: 3,
  },
  // "students can leave a review only after they completed the course", "… only for products they have bought"
  {
    pattern: new RegExp(
      `^${article}${person} ${can} (?:only )?(.+?) (?:only )?(?:after|once|when|if) (?:they|he|she|he or she|the [a-z]+) (?:have |has |had |are |is |were |was )?(?:been |already |actually )*(.+)$`,
    ),
    act: 2,
    done: 3,
  },
  {
    pattern: new RegExp(
      `^${article}${person} ${can} only (.+?) (?:that |which )?(?:they|he|she|he or she) (?:have |has |had |are |is |were |was )?(?:been |already |actually )*(.+)$`,
    ),
    act: 2,
    done: 3,
  },
  // "only customers who have bought the product can review it", "only students enrolled in a course can get grades"
  {
    pattern: new RegExp(
      `^only ${article}${person} (?:who|that) (?:have |has |had |are |is |were |was )?(?:been |already |actually )*(.+?) (?:can|may) (.+)$`,
    ),
    done: 2,
    act: 3,
  },
  {
    pattern: /^only ([a-z]+) ((?:[a-z]+ed|[a-z]+en|[a-z]+ught) (?:in|for|to|on|at|into) .+?) (?:can|may) (.+)$/,
    done: 2,
    act: 3,
  },
];

/** "a student must be enrolled in the course to get a grade there": rows that are made only where another one is. */
export function readBackedRule(draft: Draft, clause: Clause): void {
  if (draft.ruled.has(clause)) return;
  for (const { pattern, done, act } of backings) {
    const match = pattern.exec(clause.text);
    if (!match?.[done] || !match[act]) continue;
    const [before, after] = [match[done] ?? '', match[act] ?? ''];
    const by = madeBy(draft, before, true);
    const rows = madeBy(draft, after, false, by);
    if (!by || !rows || by === rows || by === draft.user || rows === draft.user) continue;
    const pairs = sharedBy(draft, clause, rows, by);
    if (pairs.length === 0) continue;
    const value = before
      .split(' ')
      .map((word) => stateOf(by, word))
      .find((open) => open !== undefined);
    const open = value ?? openOf(by);
    addRule(draft, {
      kind: 'backed',
      entity: rows.name,
      by: by.name,
      pairs,
      ...(open ? { open } : {}),
      from: stated(clause),
    });
    draft.ruled.add(clause);
    return;
  }
}

/** What a verb makes, or what is named: "enrolled in the course" an enrolment, "get a grade" a grade. */
function madeBy(draft: Draft, text: string, participle: boolean, other?: DraftEntity): DraftEntity | undefined {
  const words = text.split(' ');
  const keys = words.slice(0, 3).map((word) => lexicon().associations[infinitive(word) ?? word]);
  const made = draft.entities.find(
    (entity) => entity !== other && entity.entry !== undefined && keys.includes(entity.entry.key),
  );
  if (made) return made;
  const named = mentions(draft, text).map(({ entity }) => entity);
  const joins = (entity: DraftEntity): boolean =>
    entity !== other &&
    !isPerson(entity) &&
    entity !== draft.user &&
    entity.fields.filter((field) => field.references !== undefined).length >= 2;
  const called = draft.entities.find(
    (entity) => joins(entity) && words.slice(0, 2).some((word) => entity.words.at(-1) === (infinitive(word) ?? word)),
  );
  return called ?? (participle ? undefined : named.find(joins));
}

/** The references that both have to the same; one that only the other has is made where it names somebody. */
function sharedBy(draft: Draft, clause: Clause, rows: DraftEntity, by: DraftEntity): [string, string][] {
  const people = by.fields.filter((field) => {
    const person = draft.entities.find((entity) => entity.name === field.references);
    return person !== undefined && person !== draft.user && isPerson(person);
  });
  const [only] = people;
  const hasPerson = rows.fields.some(
    (field) =>
      field.references === 'User' ||
      draft.entities.some((entity) => entity.name === field.references && isPerson(entity)),
  );
  const person = draft.entities.find((entity) => entity.name === only?.references);
  if (people.length === 1 && person && !hasPerson) link(draft, rows, person, stated(clause), true);
  const pairs: [string, string][] = [];
  for (const other of by.fields) {
    if (other.references === undefined) continue;
    const own = rows.fields.find((field) => field.references === other.references);
    if (own) pairs.push([own.name, other.name]);
  }
  // Somebody and something: without both it would say too little.
  if (pairs.length < 2) return [];
  for (const [own] of pairs) {
    const field = rows.fields.find(({ name }) => name === own);
    if (field) field.required = true;
  }
  return pairs;
}
