import { link } from '../things/associations.ts';
import { around, ensureField, fieldsNamed, joining, listedFirst, referenceTo, things } from '../things/context.ts';
import { type Draft, type DraftEntity, addRule, mentions, stated } from '../draft.ts';
import { camel, infinitive, nounAt, participle } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isNever, isPerson } from '../words/noun-sense.ts';
import { act } from '../actions/operations.ts';
import type { Clause } from '../words/text.ts';
import { someWho } from './limits.ts';
import { addOnlyOne, countedIn } from './once-open.ts';

/** "email must be unique", "no two rooms with the same number", "each user can vote only once per poll". */
export function readUniqueRule(draft: Draft, clause: Clause): void {
  // "at least 30 minutes apart": both may be there, though not so close.
  if (/\bapart\b/.test(clause.text)) return;
  if (identified(draft, clause) || oncePer(draft, clause) || onePer(draft, clause)) return;
  if (!noTwo(draft, clause)) plain(draft, clause);
}

function plain(draft: Draft, clause: Clause): boolean {
  const word = /\b(?:unique|duplicates?|duplicated)\b/.exec(clause.text);
  if (!word) return false;
  // Said of one field in a list of fields, and read there.
  if (draft.notes.some((note) => note.clause === clause && word.index >= note.from && word.index < note.to))
    return true;
  const entities = [...around(draft, clause), ...draft.entities];
  // "unique within a team": the team is where, not what.
  const hits = fieldsNamed(entities, clause.text).filter(
    (hit) =>
      hit.field.type !== 'reference' ||
      !/\b(?:per|within|inside|in|for|each|every) (?:a |an |the |each |every |its |one |1 |same )*$/.test(
        clause.text.slice(0, hit.from),
      ),
  );
  const first =
    hits.find((hit) => hit.field.type !== 'reference') ??
    (/\b(?:combination|together|pair)\b/.test(clause.text) ? hits[0] : undefined);
  if (first) {
    const together = /\b(?:combination|together|per|within|for each|in the same|inside)\b/.exec(clause.text);
    if (together) {
      const scope = mentions(draft, clause.text.slice(together.index))
        .map((mention) => mention.entity)
        .find((entity) => referenceTo(first.entity, entity));
      const fields = [...new Set(hits.filter((hit) => hit.entity === first.entity).map((hit) => hit.field.name))];
      const other = mentions(draft, clause.text.slice(together.index))
        .map((mention) => mention.entity)
        .find((entity) => entity !== first.entity && entity !== draft.user);
      if (!scope && other && /^(?:per|within|inside|in the same|for each)$/.test(together[0]))
        link(draft, first.entity, other, stated(clause), true);
      const within = scope ?? other;
      const reference = within && referenceTo(first.entity, within);
      if (reference) fields.push(reference.name);
      addRule(draft, { kind: 'unique', entity: first.entity.name, fields: [...new Set(fields)], from: stated(clause) });
      draft.ruled.add(clause);
      return true;
    }
    const meant = listedFirst(draft, clause.text, first) ?? hits;
    const owner = meant === hits ? first.entity : meant[0]?.entity;
    for (const hit of meant.filter((candidate) => candidate.entity === owner)) {
      if (hit.field.unique && hit.field.from.words.includes('unique')) continue;
      hit.field.unique = true;
      addRule(draft, { kind: 'unique', entity: hit.entity.name, fields: [hit.field.name], from: stated(clause) });
    }
    draft.ruled.add(clause);
    return true;
  }
  const subject =
    /(?:unique|duplicate) ([a-z]+(?: [a-z]+)?)|^(?:the |each |every |an? )*((?:[a-z]+ ){0,2}[a-z]+?) (?:must|should|is|are|has to|have to|needs? to) (?:be )?unique/.exec(
      clause.text,
    );
  const noun = nounAt(subject?.[1] ?? subject?.[2] ?? '');
  if (!noun) return false;
  const scope =
    /\b(?:within|per|inside|in|for) (?:a |an |the |each |every |its |one |1 |same )*([a-z]+(?: [a-z]+)?)$/.exec(
      clause.text,
    );
  const parent = scope?.[1] ? mentions(draft, scope[1])[0]?.entity : undefined;
  const child =
    parent &&
    [...before(draft, clause), ...draft.entities]
      .toSorted((a, b) => Number(b.entry?.is === 'association') - Number(a.entry?.is === 'association'))
      .find((candidate) => candidate !== parent && referenceTo(candidate, parent));
  if (parent && child && (noun.words.length > 1 || !isNever(noun.words))) {
    const own = child.words.join(' ');
    const said = noun.words.join(' ').startsWith(`${own} `) ? noun.words.slice(child.words.length) : noun.words;
    const field = ensureField(child, said, stated(clause));
    const reference = referenceTo(child, parent);
    if (reference)
      addRule(draft, {
        kind: 'unique',
        entity: child.name,
        fields: [field.name, reference.name],
        from: stated(clause),
      });
    draft.ruled.add(clause);
    return true;
  }
  const entity = around(draft, clause).find((candidate) => candidate !== draft.user) ?? around(draft, clause)[0];
  if (
    !entity ||
    (isNever(noun.words) && !/^(?:name|title|email|code|number|phone|address|username)$/.test(noun.words.at(-1) ?? ''))
  )
    return false;
  const words = noun.words.join(' ').startsWith(`${entity.words.join(' ')} `)
    ? noun.words.slice(entity.words.length)
    : noun.words;
  if (words.join(' ') === entity.words.join(' ')) return false;
  if (entity === draft.user) {
    draft.ruled.add(clause);
    stated(clause);
    return true;
  }
  const field = ensureField(entity, words, stated(clause));
  field.unique = true;
  addRule(draft, { kind: 'unique', entity: entity.name, fields: [field.name], from: stated(clause) });
  draft.ruled.add(clause);
  return true;
}

/** What the clause before spoke of. */
function before(draft: Draft, clause: Clause): DraftEntity[] {
  const previous = draft.clauses[draft.clauses.indexOf(clause) - 1];
  return previous ? things(draft, previous) : [];
}

/** "cars are identified by their VIN" */
function identified(draft: Draft, clause: Clause): boolean {
  const match =
    /^(.+?) (?:is|are|can be) (?:uniquely )?identified by (?:a |an |the |its |their |his |her )?(?:unique )?([a-z]+(?: [a-z]+)?)$/.exec(
      clause.text,
    );
  const entity = match?.[1] ? mentions(draft, match[1])[0]?.entity : undefined;
  if (!match?.[2] || !entity || entity === draft.user) return false;
  const field = ensureField(entity, match[2].split(' '), stated(clause));
  if (field.type === 'reference') return false;
  field.unique = true;
  addRule(draft, { kind: 'unique', entity: entity.name, fields: [field.name], from: stated(clause) });
  draft.ruled.add(clause);
  return true;
}

/** "one application per child": the application is for a child, which no other is for. */
function onePer(draft: Draft, clause: Clause): boolean {
  const match =
    /^(?:there (?:is|can be|may be|must be) )?(?:only |exactly |just |at most |max |maximum )?1 ([a-z]+(?: [a-z]+)?) (?:per|for each|for every|by) ([a-z]+(?: [a-z]+)?)(?: only| is allowed| allowed)?$/.exec(
      clause.text,
    );
  const [child, parent] = [match?.[1], match?.[2]].map((text) =>
    text === undefined ? undefined : mentions(draft, text)[0]?.entity,
  );
  if (!child || !parent || child === parent || child === draft.user || parent === draft.user) return false;
  if (!referenceTo(child, parent)) link(draft, child, parent, stated(clause), true);
  const field = referenceTo(child, parent);
  if (!field) return false;
  addOnlyOne(draft, clause, child, [field.name]);
  return true;
}

function noTwo(draft: Draft, clause: Clause): boolean {
  const match =
    /\b(?:no 2|2|two|no) ([a-z]+(?: [a-z]+)?) (?:can |may |must |should |cannot |could )?(?:not )?(?:have|share|with|use|having)? ?(?:the )?same ([a-z ]+)/.exec(
      clause.text,
    );
  if (
    !match?.[1] ||
    !match[2] ||
    /\btime\b|\bperiod\b|\bslot\b/.test(match[2]) ||
    /\b(?:overlap|conflict|clash)/.test(clause.text)
  )
    return false;
  const entity = mentions(draft, match[1])[0]?.entity;
  if (!entity || entity === draft.user) return false;
  const hits = fieldsNamed([entity], match[2]).map((hit) => hit.field.name);
  const noun = nounAt(match[2]);
  const fields = hits.length > 0 ? hits : noun ? [ensureField(entity, noun.words, stated(clause)).name] : [];
  if (fields.length === 0) return false;
  const only = fields.length === 1 ? entity.fields.find((field) => field.name === fields[0]) : undefined;
  if (only) only.unique = true;
  addRule(draft, { kind: 'unique', entity: entity.name, fields: [...new Set(fields)], from: stated(clause) });
  draft.ruled.add(clause);
  return true;
}

const once =
  /\b(?:once(?! (?:the|a|an|it|they|you)\b)|only once|once only|just once|at most once|not more than once|no more than once|once per|1 time only|only 1 time|one time|twice|more than once|multiple times|again|only 1|1 [a-z]+ (?:per|for each|by each|for every)|exactly 1|at most 1 [a-z]+ per|max 1|maximum 1)\b/;

/** "a book that is lent cannot be lent again": while it is, and not ever. */
const heldAgain =
  /^(?:an? |the |any |all |every )?(?:[a-z]+ (?:[a-z]+ )?(?:that|which) (?:is|are) (?:already |currently |still )?)?(?:lent|loaned|borrowed|rented|hired|booked|reserved|taken|assigned)(?: out)?(?: [a-z]+)? (?:cannot|can not|must not|may not|should not|can never) be [a-z]+(?: out)? again$/;

/** Once per person (and thing): no two rows with the same pair of references. */
function oncePer(draft: Draft, clause: Clause): boolean {
  const match = once.exec(clause.text);
  if (!match || heldAgain.test(clause.text) || someWho.test(clause.text)) return false;
  const counted = countedIn(draft, clause.text);
  if (
    !counted &&
    /\b(?:same time|that period|this period|that time|those dates|these dates|those days|at a time|at once|overlap(?:s|ping|ped)?|conflicting|same (?:dates?|days?|period|hours?|slot)|double book(?:ed|ing)?|time slot|per (?:[a-z]+ )?(?:day|week|month|year|hour)|a (?:day|week|month|year)|at the moment|active|open|until|before)\b/.test(
      clause.text,
    )
  )
    return false;
  const negative = /\b(?:twice|more than once|multiple times|again)\b/.test(match[0]);
  if (negative && !/\b(?:cannot|not|never|no|nobody)\b/.test(clause.text)) return false;
  const named = things(draft, clause);
  const person =
    named.find((entity) => isPerson(entity)) ??
    (/\b(?:they|he|she|everyone|people|nobody|person|somebody)\b/.test(clause.text) && draft.auth === 'token'
      ? draft.user
      : undefined);
  if (!person) return !counted && sameTwice(draft, clause, named, negative);
  const association = rowsOf(draft, clause, named, person);
  if (!association) return false;
  if (!referenceTo(association, person) && person !== draft.user) return false;
  // A match has two players: which of them it would be is not said.
  if (association.fields.filter((field) => field.references === person.name).length > 1) return false;
  if (!referenceTo(association, person)) link(draft, association, draft.user, stated(clause), true);
  const own = referenceTo(association, person);
  const scope = /\b(?:per|for each|in each|for every) ([a-z]+(?: [a-z]+)?)$/.exec(clause.text)?.[1];
  const within = scope === undefined ? undefined : mentions(draft, scope)[0]?.entity;
  if (within && within !== person && within !== association && !referenceTo(association, within))
    link(draft, association, within, stated(clause), true);
  const parents = named.filter(
    (entity) => entity !== person && entity !== association && referenceTo(association, entity),
  );
  const implied = association.fields.filter(
    (field) => field.type === 'reference' && field !== own && field.required && !isPersonName(draft, field.references),
  );
  const others =
    parents.length > 0
      ? parents.map((entity) => referenceTo(association, entity)?.name ?? '')
      : implied.slice(0, 1).map((field) => field.name);
  if (!own || others.length === 0) return false;
  // "a member may borrow only one tool": so many at a time, whichever.
  const thing = /^(?:only|exactly) 1$/.test(match[0]) && mentions(draft, clause.text.slice(match.index))[0];
  if (thing && parents.includes(thing.entity) && !/ (?:per|each|every|same) /.test(clause.text)) return false;
  if (counted && counted.entity !== association) return false;
  addOnlyOne(draft, clause, association, [...others, own.name]);
  return true;
}

function isPersonName(draft: Draft, name: string | undefined): boolean {
  return name === 'User' || draft.entities.some((entity) => entity.name === name && isPerson(entity));
}

/** "nobody can book the same class twice": whoever the rows are for. */
function sameTwice(draft: Draft, clause: Clause, named: readonly DraftEntity[], negative: boolean): boolean {
  if (!negative && !/\b(?:only|just|at most) (?:once|1)\b|\bbe [a-z]+ once$/.test(clause.text)) return false;
  // "equipment that is currently lent cannot be lent again": once it is back it can.
  if (/\b(?:currently|still|that (?:is|are)|which (?:is|are)|on loan)\b/.test(clause.text)) return false;
  if (thingOnce(draft, clause, named)) return true;
  const verbs = clause.tokens.map((token) => lexicon().associations[infinitive(token.text) ?? '']);
  const association =
    named.find((entity) => entity.entry?.is === 'association') ??
    draft.entities.find(
      (entity) => verbs.includes(entity.entry?.key) && named.some((other) => referenceTo(entity, other)),
    ) ??
    (named.length > 0 ? joining(draft, named).find((entity) => entity.entry?.is === 'association') : undefined);
  if (!association) return false;
  const own =
    association.fields.find((field) => field.type === 'reference' && isPersonName(draft, field.references)) ??
    association.fields.find((field) =>
      /^(?:reviewer|voter|member|customer|user|person|guest|participant|attendee|author|student|holder)?(?:Name|Email|name|email)$/.test(
        field.name,
      ),
    );
  if (!own) return false;
  const parents = named.flatMap((entity) =>
    entity === association || isPerson(entity) ? [] : (referenceTo(association, entity)?.name ?? []),
  );
  const implied = association.fields.filter(
    (field) => field.type === 'reference' && field !== own && field.required && !isPersonName(draft, field.references),
  );
  const others = parents.length > 0 ? parents : implied.slice(0, 1).map((field) => field.name);
  if (others.length === 0) return false;
  // "the same dose of the same vaccine"
  const same = [...clause.text.matchAll(/\bsame ([a-z]+)/g)].flatMap((match) =>
    fieldsNamed([association], match[1] ?? '').map((hit) => hit.field.name),
  );
  // "tickets for a seat of a screening , each seat only once": nobody is spoken of, so it is once per screening.
  const isMeant = negative || parents.length === 0 || (own.type === 'reference' && own.required);
  const where = isMeant ? undefined : implied.find((field) => !others.includes(field.name));
  const fields = [...new Set([...others, ...same, (where ?? own).name])];
  addRule(draft, { kind: 'unique', entity: association.name, fields, from: stated(clause) });
  draft.ruled.add(clause);
  return true;
}

/** "an item can be reserved at most once", "a seat cannot be booked twice for the same screening". */
function thingOnce(draft: Draft, clause: Clause, named: readonly DraftEntity[]): boolean {
  const match =
    /^(?:an?|each|every|the|no|same|1) ([a-z]+(?: [a-z]+)?) (?:can|may|must|cannot|must not|may not)(?: only| never)? be ([a-z]+(?: (?:in|out|up|off|back|over))?) (?:only |at most |just )?(?:once|twice|more than once)(?: (?:for|in|at|on) (?:the |a |1 )?(?:same |single )?([a-z]+(?: [a-z]+)?))?$/.exec(
      clause.text,
    );
  const thing = match?.[1] ? mentions(draft, match[1])[0]?.entity : undefined;
  const scope = match?.[3] ? mentions(draft, match[3])[0]?.entity : undefined;
  const key = lexicon().associations[infinitive(match?.[2] ?? '') ?? ''];
  const negated = /\b(?:twice|more than once)\b/.test(match?.[0] ?? '');
  const rows =
    draft.entities.find((entity) => entity.entry?.key === key && thing && referenceTo(entity, thing)) ??
    joining(draft, named).find((entity) => entity.entry?.is === 'association');
  if (match && !thing && fieldOnce(draft, clause, match[1] ?? '', match[3], negated)) return true;
  if (match && thing && !negated && doneOnce(draft, clause, thing, match[2] ?? '')) return true;
  const sold = rows ?? (match && thing && scope ? soldAs(draft, thing) : undefined);
  if (sold && scope && !referenceTo(sold, scope)) link(draft, sold, scope, stated(clause), true);
  return addOnce(draft, clause, sold, thing, scope, match?.[3] !== undefined);
}

/** "an email can be subscribed only once": what is named is a field. */
function fieldOnce(draft: Draft, clause: Clause, text: string, where: string | undefined, negated: boolean): boolean {
  if (where !== undefined && !negated) return false;
  const hit = fieldsNamed(draft.entities, text).find(
    (found) => found.from === 0 && found.to === text.length && found.field.type !== 'reference',
  );
  const scope = where === undefined ? undefined : mentions(draft, where)[0]?.entity;
  const reference = hit && scope && referenceTo(hit.entity, scope);
  if (!hit || (where !== undefined && !reference)) return false;
  const fields = [hit.field.name, ...(reference ? [reference.name] : [])];
  if (fields.length === 1) hit.field.unique = true;
  addRule(draft, { kind: 'unique', entity: hit.entity.name, fields, from: stated(clause) });
  draft.ruled.add(clause);
  return true;
}

/** "each voucher can be redeemed once": the action asks that it was not done yet. */
function doneOnce(draft: Draft, clause: Clause, thing: DraftEntity, said: string): boolean {
  // "checked in": the verb and what belongs to it.
  const [first = '', ...particle] = said.split(' ');
  const plain = infinitive(first);
  const verb = plain === undefined ? undefined : [plain, ...particle].join(' ');
  if (verb !== undefined && lexicon().associations[verb] === undefined && !isPerson(thing)) {
    const at = `${camel([participle(plain ?? ''), ...particle])}At`;
    act(draft, thing, verb, lexicon().actions[verb] ?? { at }, stated(clause));
  }
  const name = verb === undefined ? undefined : camel(verb.split(' '));
  const done = draft.operations.find((other) => other.entity === thing.name && other.verb === name);
  if (!done || !Object.entries(done.when).some(([name, value]) => value === null && done.sets[name] === 'now'))
    return false;
  stated(clause);
  draft.ruled.add(clause);
  return true;
}

/** What is sold of a seat is a ticket. */
function soldAs(draft: Draft, thing: DraftEntity): DraftEntity | undefined {
  return draft.entities.find(
    (entity) =>
      referenceTo(entity, thing) !== undefined &&
      (entity.entry?.is === 'association' || /ticket|sale|order|booking|reservation/.test(entity.words.join(' '))),
  );
}

function addOnce(
  draft: Draft,
  clause: Clause,
  rows: DraftEntity | undefined,
  thing: DraftEntity | undefined,
  scope: DraftEntity | undefined,
  scoped: boolean,
): boolean {
  const own = rows && thing && referenceTo(rows, thing);
  if (!rows || !own || (scoped && (!scope || !referenceTo(rows, scope)))) return false;
  own.required = true;
  const other = scope && referenceTo(rows, scope);
  addRule(draft, {
    kind: 'unique',
    entity: rows.name,
    fields: [own.name, ...(other ? [other.name] : [])],
    from: stated(clause),
  });
  draft.ruled.add(clause);
  return true;
}

/** The rows that a clause counts: "vote", "review", or those of its verb. */
export function rowsOf(
  draft: Draft,
  clause: Clause,
  named: readonly DraftEntity[],
  person: DraftEntity,
): DraftEntity | undefined {
  const direct = named.find(
    (entity) => entity !== person && (entity.entry?.is === 'association' || referenceTo(entity, person) !== undefined),
  );
  if (direct?.entry?.is === 'association') return direct;
  for (const token of clause.tokens) {
    const key = lexicon().associations[infinitive(token.text) ?? ''];
    const found = key === undefined ? undefined : draft.entities.find((entity) => entity.entry?.key === key);
    if (found) return found;
  }
  if (direct) return direct;
  const parents = named.filter((entity) => entity !== person);
  return (
    joining(draft, [person, ...parents])[0] ??
    parents
      .map((parent) => joining(draft, [parent]).find((entity) => entity.entry?.is === 'association'))
      .find((entity) => entity !== undefined)
  );
}
