import { associationOf } from './associations.ts';
import {
  type Draft,
  type DraftEntity,
  addRelation,
  assumed,
  declare,
  findEntity,
  nounEntry,
  referenceName,
  stated,
} from './draft.ts';
import { type Noun, nounAt, phraseOf, singularPhrase, splitItems } from './grammar.ts';
import { type Scope, dropProgramWords } from './kind.ts';
import { lexicon } from './lexicon.ts';
import { isFeatureWord, isKnownThing, isNever, isSystem, isThing } from './noun-sense.ts';
import { type Clause, markRead } from './text.ts';

/** Finds the things that the program keeps, and notes what is said about the fields of each for the next pass. */

const noun = '(?:[a-z][a-z0-9]* ){0,3}[a-z][a-z0-9]*';
const hasVerb =
  '(?:(?:can|should|must|may|will|also|always|should also|must also|will also) )*(?:has|have|having|contains?|includes?|consists? of|is made (?:up )?of|needs?|requires?|gets?|is described by|is defined by|comes with|stores?|keeps?|records?|with)';

export function findEntities(draft: Draft, scope: Scope | undefined): void {
  if (scope) readScope(draft, scope);
  for (const clause of draft.clauses) if (clause !== scope?.clause) readClause(draft, clause);
  for (const clause of draft.clauses) readActions(draft, clause);
  for (const clause of draft.clauses) readPassing(draft, clause);
}

/** What stands around the words "REST API": the domain, and often the whole list of entities. */
function readScope(draft: Draft, scope: Scope): void {
  const { clause } = scope;
  let owner: DraftEntity | undefined;
  if (scope.before !== '') owner = readDomain(draft, clause, scope.before, scope.beforeAt, false);
  let text = scope.after;
  let at = scope.afterAt;
  const eat = (pattern: RegExp): boolean => {
    const match = pattern.exec(text);
    if (!match || match[0] === '') return false;
    markRead(clause, at, at + match[0].length);
    at += match[0].length;
    text = text.slice(match[0].length);
    return true;
  };
  eat(
    /^(?:, )?(?:in|using|with|on|based on|written in|built with) (?:typescript|javascript|node(?:js)?|hono|express|sqlite|python|go|rust)\b(?: ?(?:and|,|\+) ?(?:hono|express|sqlite|typescript|nodejs))* ?/,
  );
  for (let guard = 0; guard < 4; guard += 1) {
    if (
      eat(
        /^(?:for|to|of|that|which|where|(?:that|which) (?:can|will|should|allows? (?:you|users|people|us|me) to|lets (?:you|users|people|us|me)|helps? (?:\w+ )?(?:to )?)|in order to|about) /,
      )
    )
      continue;
    if (
      eat(
        /^(?:manag(?:e|es|ing)|track(?:s|ing)?|stor(?:e|es|ing)|handl(?:e|es|ing)|keep(?:s|ing)? (?:track of|a record of)|record(?:s|ing)?|organi[sz](?:e|es|ing)|maintain(?:s|ing)?|administer(?:s|ing)?|sav(?:e|es|ing)|collect(?:s|ing)?|controll?(?:s|ing)?|shar(?:e|es|ing)|publish(?:es|ing)?|sell(?:s|ing)?|list(?:s|ing)?) /,
      )
    ) {
      readList(draft, clause, text, at, owner, 'entities');
      return;
    }
    break;
  }
  if (
    /^(?:users?|people|customers?|members?|we|i|you|employees|students|patients|clients|visitors|guests) (?:can|may|should|must|will|to)?/.test(
      text,
    ) &&
    isActionText(text)
  )
    return;
  if (/^(?:with|:|including|containing|-|,|having|includes|has|which has|that has)(?: |$)/.test(text)) {
    eat(/^(?:with|:|including|containing|-|,|having|includes|has|which has|that has) /);
    readList(draft, clause, text, at, owner, owner ? 'fields' : 'entities');
    return;
  }
  const cut =
    /^(.*?)(?: (with|:|including|containing|-|,|having|using|in which|where|that|which|who|,? and|in|on|has|so|to|by|featuring|\()(?: |$)(.*))?$/.exec(
      text,
    );
  const phrase = cut?.[1] ?? text;
  const lists = /^(?:and|,)$/.test(cut?.[2] ?? '') && isListWord(phrase);
  if (lists) {
    readList(draft, clause, text, at, owner, 'entities');
    return;
  }
  const found = phrase === '' ? undefined : readDomain(draft, clause, phrase, at, true);
  owner = found ?? owner;
  if (cut?.[2] === undefined) return;
  const rest = cut[3] ?? '';
  const restAt = at + text.length - rest.length;
  if (cut[2] === '(') {
    const inner = rest.replace(/ ?\)[^)]*$/, '');
    readList(draft, clause, inner, restAt, owner, owner && !hasThings(draft, inner) ? 'fields' : 'entities', true);
    const tail = rest.slice(inner.length).replace(/^ ?\) ?/, '');
    if (tail !== '') readTail(draft, clause, tail, restAt + rest.length - tail.length, owner);
    return;
  }
  if (/^(?:that|which|where|in which|who|to|so|by)$/.test(cut[2])) {
    readTail(draft, clause, rest, restAt, owner);
    return;
  }
  if (/^(?:in|on|using)$/.test(cut[2])) {
    const later = / (?:with|including|:|where|,) (.*)$/.exec(rest);
    if (later?.[1])
      readList(draft, clause, later[1], restAt + rest.length - later[1].length, owner, owner ? 'fields' : 'entities');
    return;
  }
  const sort = owner && !/^(?::|-)$/.test(cut[2]) ? 'fields' : owner && !hasThings(draft, rest) ? 'fields' : 'entities';
  readList(draft, clause, rest, restAt, owner, sort);
}

function readTail(draft: Draft, clause: Clause, text: string, at: number, owner: DraftEntity | undefined): void {
  const list =
    /^(?:(?:can |should |will )?(?:manag(?:e|es|ing)|track(?:s|ing)?|stor(?:e|es|ing)|handl(?:e|es|ing)|keeps? track of|record(?:s|ing)?|has|have|contains?|includes?|supports?|organi[sz]es?)) (.*)$/.exec(
      text,
    );
  if (list?.[1]) readList(draft, clause, list[1], at + text.length - list[1].length, owner, 'entities');
  else readStatement(draft, clause, text, at);
}

function isActionText(text: string): boolean {
  return / (?:can|may|should|to|will|must|be able)\b/.test(` ${text}`);
}

function isListWord(phrase: string): boolean {
  const found = nounAt(phrase);
  return found !== undefined && (found.plural || isKnownThing(found.words));
}

function hasThings(draft: Draft, text: string): boolean {
  const items = splitItems(text).map((item) => nounAt(item.text.split(' ( ')[0] ?? ''));
  const things = items.filter(
    (item) => item && (item.plural ? isThing(draft, item.words, true) : isKnownThing(item.words)),
  );
  return things.length * 2 >= items.length;
}

/** "library", "todo app", "gym class bookings": entities when they are things, else only the name of the domain. */
function readDomain(draft: Draft, clause: Clause, phrase: string, at: number, title: boolean): DraftEntity | undefined {
  const found = nounAt(phrase, at);
  if (!found) return undefined;
  const { words, dropped } = dropProgramWords(found.words);
  if (words.length === 0) return undefined;
  const from = stated(clause, found.from, found.to);
  if (draft.domain.length === 0 || title) {
    draft.domain = words;
    draft.domainFrom = from;
  }
  const { domains } = lexicon();
  const singularWords = singularPhrase(phraseOf(words)).split(' ');
  const plural = found.plural && !dropped;
  const domain = [phraseOf(words), phraseOf(singularWords), phraseOf(found.words)].some((key) => domains.has(key));
  const split = splitCompound(draft, singularWords, from);
  if (split) return split;
  const place = lexicon().nouns.get(phraseOf(singularWords))?.place === true;
  if (domain && !plural) return undefined;
  if (
    plural || dropped || !title
      ? isThing(draft, singularWords, true) || isKnownThing(singularWords)
      : isKnownThing(singularWords) && !place
  ) {
    return declare(draft, singularWords, from);
  }
  return undefined;
}

/** "room reservation": the thing booked and the booking. */
function splitCompound(draft: Draft, words: readonly string[], from: DraftEntity['from']): DraftEntity | undefined {
  if (words.length < 2) return undefined;
  const { nouns, domains } = lexicon();
  const whole = nouns.get(phraseOf(words));
  if (whole) return undefined;
  const head = nouns.get(words.at(-1) ?? '');
  const rest = words.slice(0, -1);
  const modifier = nounEntry(rest);
  const joins = head?.is === 'association' || head?.key === 'ticket' || head?.key === 'order';
  if (!head || !joins) return undefined;
  if (domains.has(phraseOf(rest)) && !modifier) return declare(draft, words.slice(-1), from);
  if (!modifier || modifier.place) return declare(draft, words.slice(-1), from);
  if (head.key === 'ticket' && modifier.key === 'event') {
    declare(draft, rest, from);
    return declare(draft, ['ticket'], from);
  }
  declare(draft, rest, from);
  return declare(draft, words.slice(-1), from);
}

/**
 * "books (title, isbn), authors and loans with a due date": entities, and fields of the one named last. In mode
 * `fields` the list belongs to `owner`; what is a thing of its own there becomes an entity related to it.
 */
export function readList(
  draft: Draft,
  clause: Clause,
  text: string,
  at: number,
  owner: DraftEntity | undefined,
  sort: 'entities' | 'fields',
  closed = false,
): void {
  let mode = sort;
  let current = owner;
  for (const item of splitItems(text, at)) {
    const paren = /^(.*?) ?\( (.*?) ?\)?(?: \)(.*))?$/.exec(item.text);
    const withPart = new RegExp(`^(${noun}) ${hasVerb} (.+)$`).exec(paren ? (paren[1] ?? '') : item.text);
    const head = nounAt(
      withPart?.[1] ??
        paren?.[1] ??
        item.text.replace(/ (?:per|for|of|on|by|from|to|in|is|are|must|can|should|between|at) .*$/, ''),
      item.from,
    );
    if (!head) {
      markRead(clause, item.from, item.to);
      continue;
    }
    if (isFeatureWord(head.words)) continue;
    const thing =
      mode === 'entities'
        ? !isNever(head.words)
        : isThing(draft, head.words, head.plural) && !(head.plural === false && owner);
    if (!thing) {
      if (current) draft.notes.push({ entity: current, clause, text: item.text, from: item.from, to: item.to, closed });
      continue;
    }
    const made = declareThing(draft, clause, head);
    if (owner && made !== owner && sort === 'fields') {
      if (mode === 'fields') linkOwner(draft, clause, owner, made, head);
    }
    if (withPart?.[2]) {
      current = made;
      mode = 'fields';
      const start = item.from + item.text.indexOf(withPart[2], (withPart[1] ?? '').length);
      draft.notes.push({
        entity: made,
        clause,
        text: item.text.slice(start - item.from),
        from: start,
        to: item.to,
        closed: false,
      });
    } else if (paren?.[2]) {
      const start = item.from + item.text.indexOf('( ') + 2;
      noteFields(draft, clause, made, paren[2], start);
    }
  }
}

function declareThing(draft: Draft, clause: Clause, head: Noun): DraftEntity {
  const from = stated(clause, head.from, head.to);
  return splitCompound(draft, head.words, from) ?? declare(draft, head.words, from);
}

function noteFields(draft: Draft, clause: Clause, entity: DraftEntity, text: string, at: number): void {
  for (const item of splitItems(text, at)) {
    draft.notes.push({ entity, clause, text: item.text, from: item.from, to: item.to, closed: true });
  }
}

/** "posts with comments", "each author has many books": the second lives under the first. */
function linkOwner(draft: Draft, clause: Clause, owner: DraftEntity, child: DraftEntity, head: Noun): void {
  if (owner === draft.user || child === draft.user) return;
  const from = stated(clause, head.from, head.to, 0.8);
  const tag = child.entry?.tag === true;
  addRelation(draft, {
    one: owner.name,
    many: child.name,
    field: referenceName(owner),
    kind: tag ? 'many-to-many' : 'one-to-many',
    onDelete: child.entry?.is === 'part' ? 'cascade' : 'restrict',
    from,
  });
}

const entityHeading =
  /^(?:(?:the |main |my |our |data )*(?:entities|resources|models?|tables|objects|data|things|collections|domain|domain model|data model|types|schema|nouns))$/;

function readClause(draft: Draft, clause: Clause): void {
  readStatement(draft, clause, clause.text, 0);
}

function readStatement(draft: Draft, clause: Clause, text: string, at: number): void {
  const under = clause.heading;
  if (under === '#') return;
  const entityList = new RegExp(
    `^(?:(?:the |main |my |our )*(?:entities|resources|models|tables|objects|things|collections)(?: (?:are|is|include|includes|will be|should be|needed))?|there (?:are|is|will be|should be)|(?:we|i|it|the system|the api|the app|this) (?:need|needs|have|has|should have|must have|want|contains|includes|stores|keeps|will have)(?: (?:to )?(?:manage|store|track|keep|handle|have)(?: track of)?)?|(?:manage|store|track|save|keep track of|handle|keep)) ?:? (.+)$`,
  ).exec(text);
  if (entityList?.[1] && !/^\d|^(?:at most|up to|no more|for each|be |been )/.test(entityList[1])) {
    const from = at + text.length - entityList[1].length;
    readList(draft, clause, entityList[1], from, undefined, 'entities');
    return;
  }
  const colon = new RegExp(
    `^(?:(?:a|an|the|each|every) )?(${noun})(?: (?:fields?|attributes?|properties|entity|table|model|has|have|with))? ?(?::|-) (.+)$`,
  ).exec(text);
  const paren = new RegExp(`^(?:(?:a|an|the|each|every) )?(${noun}) \\( (.+?) \\)(.*)$`).exec(text);
  if (colon?.[1] && colon[2] && !isSystem([colon[1]]) && (nounAt(colon[1])?.words.length ?? 9) <= 3) {
    const head = nounAt(colon[1], at + text.indexOf(colon[1]));
    const rest = colon[2];
    const restAt = at + text.length - rest.length;
    if (head && !isNever(head.words)) {
      const listed = hasThings(draft, rest) && !isKnownThing(head.words) && !head.plural;
      if (listed) readList(draft, clause, rest, restAt, undefined, 'entities');
      else readList(draft, clause, rest, restAt, declareThing(draft, clause, head), 'fields', true);
      return;
    }
  }
  if (paren?.[1] && paren[2]) {
    const head = nounAt(paren[1], at + text.indexOf(paren[1]));
    if (head && !isNever(head.words) && !new RegExp(` ${hasVerb} `).test(` ${paren[1]} `)) {
      readList(draft, clause, text, at, undefined, 'entities');
      return;
    }
  }
  if (clause.bullet && entityHeading.test(under)) {
    readList(draft, clause, text, at, undefined, 'entities');
    return;
  }
  if (clause.bullet && under !== '') {
    const head = nounAt(under);
    const about =
      head && under.split(' ').length <= 4
        ? (findEntity(draft, head.words) ??
          (isKnownThing(head.words)
            ? declare(draft, head.words, { words: under, confidence: 0.8, assumed: false })
            : undefined))
        : undefined;
    if (about && !/\b(?:can|must|cannot|may|should)\b/.test(text)) {
      readList(draft, clause, text, at, about, 'fields', true);
      return;
    }
  }
  readSentence(draft, clause, text, at);
}

function readSentence(draft: Draft, clause: Clause, text: string, at: number): void {
  const forEach = new RegExp(
    `^(?:for (?:each|every|all|a|an|the) (${noun}) (?:,|we|i|you|:|there|it|should|the|must|store|save|record|keep|track)+ ?(?:(?:we |i |you |it |should |must |need to |want to |can |the system )*(?:store|save|record|keep|track|need|want|know|have|is|are|:) )?)(.+)$`,
  ).exec(text);
  const fieldsOf = new RegExp(
    `^(?:the )?(?:fields|attributes|properties|columns) (?:of|for) (?:each |every |a |an |the )?(${noun})(?: (?:are|is|include))? ?:? (.+)$`,
  ).exec(text);
  const has = new RegExp(`^(?:(?:each|every|a|an|the|one|all|any|1) )?(${noun}) ${hasVerb} (.+)$`).exec(text);
  const found = forEach ?? fieldsOf ?? has;
  if (!found?.[1] || !found[2]) return;
  const rest = found[2];
  const restAt = at + text.length - rest.length;
  const head = nounAt(found[1], at + text.indexOf(found[1]));
  if (!head) return;
  if (isSystem(head.words)) {
    readList(draft, clause, rest, restAt, undefined, 'entities');
    return;
  }
  if (
    isNever(head.words) ||
    /^(?:to|been|be|no|already|not|access|only|permission|the (?:right|ability)|been) /.test(`${rest} `)
  )
    return;
  const owner = declareThing(draft, clause, head);
  markRead(clause, at, restAt);
  readList(
    draft,
    clause,
    rest
      .replace(/^(?:the )?(?:following )?(?:fields|attributes|properties|columns) ?:? /, (match) =>
        ' '.repeat(match.length),
      )
      .replace(/^ +/, (match) => match.replaceAll(' ', ' ')),
    restAt,
    owner,
    'fields',
  );
}

const personWords =
  'users?|people|customers?|members?|clients?|students?|teachers?|employees?|patients?|doctors?|guests?|visitors?|authors?|admins?|administrators?|managers?|owners?|agents?|staff|anyone|everyone|they|he|she|we|i|you|one';

/** "users can create todos and assign tags to them": what is acted upon is a thing. */
function readActions(draft: Draft, clause: Clause): void {
  const pattern =
    /\b(?:can|may|should be able to|must be able to|will be able to|are able to|is able to|able to|allowed to|allow (?:\w+ )?to|lets? \w+|want to|wants to|need to|needs to|possible to|ability to|(?:crud|crud operations|operations) (?:for|on)) (.+)$/.exec(
      clause.text,
    );
  if (!pattern?.[1]) return;
  const subject = clause.text.slice(0, pattern.index).trim();
  const before = nounAt(subject);
  if (before && isKnownThing(before.words)) declareThing(draft, clause, before);
  const at = clause.text.length - pattern[1].length;
  const { verbForms } = lexicon();
  const tokens = pattern[1].split(' ');
  let offset = at;
  let chain = true;
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] ?? '';
    const previous = tokens[i - 1] ?? '';
    const isVerb =
      (chain && /^[a-z]/.test(token) && (i === 0 || verbForms.has(token))) ||
      (/^(?:to|or|and|,)$/.test(previous) &&
        verbForms.get(token) === token &&
        i + 1 < tokens.length &&
        !/^(?:and|,|or)$/.test(tokens[i + 1] ?? ''));
    chain = isVerb || (chain && /^(?:,|and|or|\/|also|only|not|be|able|to)$/.test(token));
    const preposition = /^(?:to|on|for|in|from|of|with|into|at|about)$/.test(token);
    if ((isVerb || preposition) && !chainAhead(tokens, i, verbForms)) {
      const rest = tokens.slice(i + 1).join(' ');
      const object = nounAt(rest, offset + token.length + 1);
      if (
        object &&
        !isSystem(object.words) &&
        !isNever(object.words) &&
        (isKnownThing(object.words) || (object.plural && isVerb && isThing(draft, object.words, true)))
      ) {
        declareThing(draft, clause, object);
      }
    }
    offset += token.length + 1;
  }
  void personWords;
}

function chainAhead(tokens: readonly string[], index: number, verbs: ReadonlyMap<string, string>): boolean {
  const next = tokens[index + 1] ?? '';
  return (
    /^(?:,|and|or|\/)$/.test(next) ||
    (verbs.get(next) === next && lexicon().crudVerbs.has(next) && !lexicon().nouns.has(next))
  );
}

/** Things named in passing: "a member borrows at most 5 books" tells of members and books. */
function readPassing(draft: Draft, clause: Clause): void {
  if (clause.heading === '#') return;
  const tokens = clause.tokens;
  for (let i = 0; i < tokens.length; i += 1) {
    if (clause.read[i]) continue;
    for (let n = Math.min(3, tokens.length - i); n >= 1; n -= 1) {
      const phrase = tokens.slice(i, i + n).map((token) => token.text);
      const words = singularPhrase(phraseOf(phrase)).split(' ');
      if (!isKnownThing(words) || findEntity(draft, words)) continue;
      const plural = words.at(-1) !== phrase.at(-1);
      const before = tokens[i - 1]?.text ?? '';
      const quantified = /^(?:a|an|the|each|every|per|same|any|no|another|one|1|only)$/.test(before);
      if (!(plural || quantified) || /^(?:can|may|must|to|cannot|not)$/.test(before)) continue;
      if (inFieldList(draft, clause, clause.at[i] ?? 0)) continue;
      if (nounEntry(words)?.is === 'person' && lexicon().roles.has(words.at(-1) ?? '') && /^only$/.test(before))
        continue;
      const from = clause.at[i] ?? 0;
      declare(draft, words, stated(clause, from, from + phraseOf(phrase).length, 0.7));
      i += n - 1;
      break;
    }
  }
}

function inFieldList(draft: Draft, clause: Clause, at: number): boolean {
  return draft.notes.some((note) => note.clause === clause && at >= note.from && at < note.to);
}

/** Nothing was named but the kind of business: what such programs usually keep. */
export function addDomainEntities(draft: Draft): void {
  if (draft.entities.length > 0 || draft.userDeclared || draft.domain.length === 0) return;
  const { domains } = lexicon();
  const phrases = draft.domain.map((_, i) => singularPhrase(phraseOf(draft.domain.slice(i))));
  const known = [phraseOf(draft.domain), ...phrases]
    .map((phrase) => domains.get(phrase))
    .find((list) => list !== undefined);
  if (!known) return;
  for (const key of known) declare(draft, key.split('_'), assumed(0.55));
  draft.assumptions.push(
    `Nothing was said about what it keeps, so it keeps what such programs usually do: ${known.map((key) => key.replaceAll('_', ' ')).join(', ')}.`,
  );
}

export { associationOf };
