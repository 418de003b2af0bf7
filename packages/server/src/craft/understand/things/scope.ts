import { splitCompound } from '../words/compounds.ts';
import { isContainer } from './containers.ts';
import { type Draft, type DraftEntity, declare, nounEntry, stated } from '../draft.ts';
import { nounAt, phraseOf, singularPhrase, splitItems } from '../words/grammar.ts';
import { type Scope, dropProgramWords } from '../program/kind.ts';
import { lexicon } from '../words/lexicon.ts';
import { isDescribed } from './list-sense.ts';
import { hasThings, isListWord, readList } from './lists.ts';
import { isAbstract, isBareVerb, isKnownThing, isMeasure, isThing } from '../words/noun-sense.ts';
import { readStatement } from './statements.ts';
import { type Clause, markRead } from '../words/text.ts';

/** What stands around the words "REST API": the domain, and often the whole list of entities. */
export function readScope(draft: Draft, scope: Scope): void {
  const { clause } = scope;
  let owner: DraftEntity | undefined;
  if (scope.before !== '')
    owner =
      readDomain(draft, clause, scope.before, scope.beforeAt, false) ??
      readProgramNoun(draft, clause, scope.before, scope.beforeAt, scope.after);
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
  let verbal = false;
  for (let guard = 0; guard < 4; guard += 1) {
    const opening =
      /^(?:for|to|of|that|which|where|in order to|about) (?:(?:can|will|should) |allows? (?:you|users|people|us|me) to |lets (?:you|users|people|us|me) |helps? (?:\w+ )?(?:to )?)?/.exec(
        text,
      )?.[0] ?? '';
    if (
      eat(
        /^(?:for|to|of|that|which|where|in order to|about) (?:(?:can|will|should) |allows? (?:you|users|people|us|me) to |lets (?:you|users|people|us|me) |helps? (?:\w+ )?(?:to )?)?/,
      )
    ) {
      verbal = !/^(?:for|of|about|where) $/.test(opening);
      continue;
    }
    if (
      eat(
        /^(?:manag(?:e|es|ing)|track(?:s|ing)?|stor(?:e|es|ing)|handl(?:e|es|ing)|keep(?:s|ing)? (?:track of|a record of)|record(?:s|ing)?|organi[sz](?:e|es|ing)|maintain(?:s|ing)?|administer(?:s|ing)?|sav(?:e|es|ing)|collect(?:s|ing)?|controll?(?:s|ing)?|shar(?:e|es|ing)|publish(?:es|ing)?|sell(?:s|ing)?|list(?:s|ing)?) (?!with |having |: |\()/,
      )
    ) {
      readManaged(draft, clause, text, at, owner);
      return;
    }
    break;
  }
  const [first = ''] = text.split(' ');
  if (verbal && lexicon().verbForms.has(first) && !/^(?:users?|has|have|with)$/.test(first)) {
    eat(/^\S+ /);
    readManaged(draft, clause, text, at, owner);
    return;
  }
  if (
    /^(?:users?|people|customers?|members?|we|i|you|employees|students|patients|clients|visitors|guests) (?:can|may|should|must|will|to)?/.test(
      text,
    ) &&
    isActionText(text)
  )
    return;
  eat(/^, (?=(?:with|including|containing|having) )/);
  if (/^(?:with|:|including|containing|-|,|having|includes|has|which has|that has)(?: |$)/.test(text)) {
    const with_ =
      !/^(?::|-|,)/.test(text) && !/^with (?:the )?(?:following )?(?:entities|resources|models|tables)\b/.test(text);
    eat(/^(?:with|:|including|containing|-|,|having|includes|has|which has|that has) /);
    eat(/^(?:the )?(?:following )?(?:entities|resources|models|tables|objects|collections|things)(?: are)?(?: ?:)? /);
    readTitled(draft, clause, text, at, owner, with_);
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
  const found =
    phrase === '' || isAudience(draft, clause, phrase, cut?.[2], cut?.[3] ?? '')
      ? undefined
      : (readDomain(draft, clause, phrase, at, true) ?? readDescribed(draft, clause, phrase, at, cut));
  owner = found ?? owner;
  if (cut?.[2] === undefined) return;
  const rest = cut[3] ?? '';
  const restAt = at + text.length - rest.length;
  if (cut[2] === '(') {
    const inner = rest.replace(/ ?\)[^)]*$/, '');
    readList(draft, clause, inner, restAt, owner, owner && !hasThings(draft, inner) ? 'fields' : 'entities', {
      closed: true,
    });
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
      readList(draft, clause, later[1], restAt + rest.length - later[1].length, owner, owner ? 'fields' : 'entities', {
        loose: true,
      });
    return;
  }
  const sort = owner && !/^(?::|-)$/.test(cut[2]) ? 'fields' : owner && !hasThings(draft, rest) ? 'fields' : 'entities';
  // "REST backend, ambulance dispatch": what it is for, not a row of it.
  const only = splitItems(rest);
  const name = nounAt(rest, restAt);
  if (cut[2] === ',' && only.length === 1 && name && !name.plural && !isKnownThing(name.words) && !/[(:]/.test(rest)) {
    draft.domain = name.words;
    draft.domainFrom = stated(clause, name.from, name.to);
    return;
  }
  if (/^(?:with|including|containing|having|has|featuring|:|-)$/.test(cut[2]))
    readTitled(draft, clause, rest, restAt, owner, !/^(?::|-)$/.test(cut[2]));
  else readList(draft, clause, rest, restAt, owner, sort, { loose: true });
}

/** What is listed behind the title: fields of what the title names, or the things that are kept where the title is only a name. */
function readTitled(
  draft: Draft,
  clause: Clause,
  text: string,
  at: number,
  owner: DraftEntity | undefined,
  joined: boolean,
): void {
  const nouns = splitItems(text).map((item) => nounAt(item.text.split(/ (?:\(|with) /)[0] ?? ''));
  const things = nouns.filter((item) => item?.plural === true && isThing(draft, item.words, true));
  const [first] = nouns;
  const leads = first !== undefined && things.includes(first);
  const own = phraseOf(owner?.words ?? []);
  const again = things.some((item) => {
    const phrase = phraseOf(item?.words ?? []);
    return phrase === own || lexicon().near.some((group) => group.includes(own) && group.includes(phrase));
  });
  // "plant care tracker : plants , watering schedule": a title of its own making, and the thing that has the rest.
  const only =
    owner !== undefined &&
    !lexicon().nouns.has(own) &&
    (again || things.length > 1 || isKnownThing(first?.words ?? []));
  const kept = owner !== undefined || (leads && isKnownThing(first.words));
  if (leads && kept && (owner === undefined || again || only)) {
    // What is told of it elsewhere brings it back.
    if (owner && !again) draft.entities = draft.entities.filter((entity) => entity !== owner);
    readList(draft, clause, text, at, undefined, 'entities', { loose: true });
    return;
  }
  const sort = owner && (joined || !hasThings(draft, text)) ? 'fields' : 'entities';
  readList(draft, clause, text, at, owner, sort, { loose: true });
}

const trades =
  /(?:ist|ian|man|men|woman|women|people|owner|freelancer|plumber|photographer|designer|developer|programmer|engineer|gardener|builder|hairdresser|barber|cleaner|baker|farmer|keeper|teacher|trainer|tutor|dealer|landlord|carpenter|painter|roofer|joiner|caterer|brewer|winemaker|writer|blogger|seller|trader|maker|lawyer|doctor|contractor|translator|instructor|tailor|collector|organi[sz]er|planner|grower|breeder|walker|sitter|driver|courier)$/;

/** "an invoicing api for plumbers : clients , invoices": whom it is for, where other things are listed and nothing is told of them. */
function isAudience(draft: Draft, clause: Clause, phrase: string, mark: string | undefined, rest: string): boolean {
  const found = nounAt(phrase);
  const word = found?.words.at(-1) ?? '';
  // Orders, numbers and folders end as bakers do: who else ends so is known by name.
  const folk = lexicon().nouns.get(word)?.is === 'person' || lexicon().roles.has(word) || trades.test(word);
  if (
    !found?.plural ||
    !folk ||
    !/^[a-z ]+$/.test(phrase) ||
    !(mark === ':' || mark === undefined) ||
    !clause.text.includes(` for ${phrase}`)
  )
    return false;
  // "an api for orders : reference , status" tells of the orders.
  if (lexicon().nouns.has(word) && lexicon().nouns.get(word)?.is !== 'person') return false;
  if (mark === ':' && !splitItems(rest).some((item) => nounAt(item.text.split(' ( ')[0] ?? '')?.plural === true))
    return false;
  const said = new RegExp(`\\b(?:${word}|${phrase})\\b`, 'g');
  const times = draft.clauses.reduce((sum, other) => sum + [...other.text.matchAll(said)].length, 0);
  return (
    times === 1 &&
    (mark === ':' || draft.clauses.some((other) => other !== clause && / (?:has|have|with|:|\() /.test(other.text)))
  );
}

/** "manage a music collection: artists, albums": what stands before the colon is only the name of it. */
function readManaged(draft: Draft, clause: Clause, text: string, at: number, owner: DraftEntity | undefined): void {
  const colon = /^(.*?) (?::|-) (.*)$/.exec(text);
  if (!colon?.[1] || colon[2] === undefined) {
    // "track water consumption for households": what is tracked is a topic when it is no countable thing.
    const topic = nounAt(text, at);
    if (
      topic &&
      !topic.plural &&
      nounEntry(topic.words) === undefined &&
      !/^(?:a|an|my|our|the) /.test(text) &&
      !/^[a-z ]+ (?:,|\()/.test(text)
    ) {
      draft.domain = topic.words;
      draft.domainFrom = stated(clause, topic.from, topic.to);
      return;
    }
    // "manage a music collection" names the whole, "manage books" the rows.
    if (
      /^(?:a|an|my|our|the) /.test(text) &&
      !/ (?:and|,|with|\() /.test(text) &&
      nounAt(text)?.plural === false &&
      isWhole(text)
    ) {
      readDomain(draft, clause, text, at, true);
      return;
    }
    readList(draft, clause, text, at, owner, 'entities');
    return;
  }
  const named = readDomain(draft, clause, colon[1], at, true);
  const first = nounAt(splitItems(colon[2])[0]?.text ?? '');
  const coined = named === undefined || !lexicon().nouns.has(phraseOf(named.words));
  if (coined && first?.plural && isKnownThing(first.words) && !isMeasure(first.words)) {
    readTitled(draft, clause, colon[2], at + text.length - colon[2].length, named, false);
    return;
  }
  // "manage my seed collection: variety, quantity": what it is a collection of has them.
  const kept = singularPhrase(phraseOf(draft.domain)).split(' ');
  const found =
    named ??
    (draft.domain.length > 0 &&
    !hasThings(draft, colon[2]) &&
    !isBareVerb({ words: kept, plural: false }) &&
    !lexicon().domains.has(phraseOf(kept))
      ? declare(draft, kept, stated(clause, at, at + colon[1].length, 0.7))
      : undefined);
  const listed = !found || hasThings(draft, colon[2]);
  readList(draft, clause, colon[2], at + text.length - colon[2].length, found, listed ? 'entities' : 'fields', {
    loose: true,
  });
}

function isWhole(text: string): boolean {
  const words = nounAt(text)?.words ?? [];
  return lexicon().domains.has(phraseOf(words)) || isContainer(words);
}

/** "where I note my plants": whoever uses it and what they do with it, before the things. */
const doer =
  /^(?:i|we|you|people|users|everyone|one) (?:can |could |may |want to |will )?(?=(?:notes?|writes? down|logs?|tracks?|keeps?|collects?|lists?|saves?|records?|enters?|manages?|stores?|organi[sz]es?) )/;

function readTail(draft: Draft, clause: Clause, told: string, from: number, owner: DraftEntity | undefined): void {
  const lead = doer.exec(told)?.[0] ?? '';
  const text = told.slice(lead.length);
  const at = from + lead.length;
  const list =
    /^(?:(?:can |should |will )?(?:manag(?:e|es|ing)|track(?:s|ing)?|stor(?:e|es|ing)|handl(?:e|es|ing)|keeps? track of|record(?:s|ing)?|has|have|contains?|includes?|supports?|organi[sz]es?|notes?|writes? down|logs?|collects?|lists?|saves?|enters?)) (?:(?:all|my|our|the) )*(.*)$/.exec(
      text,
    );
  if (list?.[1]) readList(draft, clause, list[1], at + text.length - list[1].length, owner, 'entities');
  else if (
    lexicon().verbForms.has(text.split(' ')[0] ?? '') &&
    !/^(?:users?|members?)$/.test(text.split(' ')[0] ?? '')
  ) {
    const [first = ''] = text.split(' ');
    readList(draft, clause, text.slice(first.length + 1), at + first.length + 1, owner, 'entities');
  } else readStatement(draft, clause, text, at);
}

function isActionText(text: string): boolean {
  return / (?:can|may|should|to|will|must|be able)\b/.test(` ${text}`);
}

/** "a project api with title and budget": what it keeps, though elsewhere the word is one for programs. */
function readProgramNoun(
  draft: Draft,
  clause: Clause,
  before: string,
  at: number,
  after: string,
): DraftEntity | undefined {
  const found = nounAt(before, at);
  const list = /^(?:with|having|has|:|-|\(|,) (.+)$/.exec(after)?.[1];
  const known = found && lexicon().nouns.get(singularPhrase(phraseOf(found.words)));
  if (!found || !known || known.place || list === undefined || !isDescribed(list)) return undefined;
  return declare(draft, singularPhrase(phraseOf(found.words)).split(' '), stated(clause, found.from, found.to));
}

/** "projects with title and budget", "companies: name, city": rows, though elsewhere the word is one for programs. */
function readDescribed(
  draft: Draft,
  clause: Clause,
  phrase: string,
  at: number,
  cut: readonly (string | undefined)[] | null,
): DraftEntity | undefined {
  const [, , mark = '', rest = ''] = cut ?? [];
  const found = nounAt(phrase, at);
  if (!found?.plural || !/^(?:with|having|has|:|\()$/.test(mark) || !isDescribed(rest)) return undefined;
  return declare(draft, singularPhrase(phraseOf(found.words)).split(' '), stated(clause, found.from, found.to));
}

/** "library", "todo app", "gym class bookings": entities when they are things, else only the name of the domain. */
function readDomain(draft: Draft, clause: Clause, phrase: string, at: number, title: boolean): DraftEntity | undefined {
  const found = nounAt(phrase, at);
  if (!found) return undefined;
  const { words, dropped } = dropProgramWords(found.words);
  // "reading list": what is done with what is on it.
  if (/^(?:reading|watch|wish|bucket|packing|play|reading and watch) list$/.test(phraseOf(words))) {
    if (draft.domain.length === 0 || title) draft.domain = words;
    return undefined;
  }
  while (words.length > 1 && isContainer(words) && !lexicon().nouns.has(words.join(' '))) words.pop();
  if (words.length === 0) return undefined;
  const from = stated(clause, found.from, found.to);
  if (draft.domain.length === 0 || title) {
    draft.domain = words;
    draft.domainFrom = from;
  }
  const { domains } = lexicon();
  const singularWords = singularPhrase(phraseOf(words)).split(' ');
  const plural = found.plural && !dropped;
  const domain =
    [phraseOf(words), phraseOf(singularWords), phraseOf(found.words)].some((key) => domains.has(key)) ||
    isBusiness(words);
  const split = splitCompound(draft, singularWords, from);
  if (split) return split;
  const place = lexicon().nouns.get(phraseOf(singularWords))?.place === true;
  if (domain && !plural) return undefined;
  if (!plural && !title && isOnlyName(draft, clause, singularWords)) return undefined;
  if (!plural && isAbstract(singularWords)) return undefined;
  if (isBareVerb({ words: singularWords, plural })) return undefined;
  if (
    plural || dropped || !title
      ? isThing(draft, singularWords, true) || isKnownThing(singularWords)
      : isKnownThing(singularWords) && !place
  ) {
    return declare(draft, singularWords, from);
  }
  return undefined;
}

/** "a catalogue api", "courier backend": what the program is called, where other things are told of and it is not. */
function isOnlyName(draft: Draft, clause: Clause, words: readonly string[]): boolean {
  const [word = ''] = words;
  const person = lexicon().nouns.get(word)?.is === 'person';
  if (
    words.length > 1 ||
    !(isContainer(words) || person) ||
    !/ (?:api|app|backend|service|system)(?: (?:for|of|in|at) (?:an?|the|our|my) [a-z ]+)?$/.test(clause.text)
  )
    return false;
  const others = draft.clauses.filter((other) => other !== clause);
  return (
    others.some(({ text }) => /^(?:each |every |an? |the |all )?[a-z]+(?: [a-z]+)? (?:has|have) /.test(text)) &&
    !others.some(({ text }) => new RegExp(`\\b${word}`).test(text))
  );
}

/** "tool lending library", "small town museum": ends in the name of a business that is no row of itself. */
function isBusiness(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  return (
    words.length > 1 &&
    lexicon().domains.has(last) &&
    lexicon().nouns.get(last)?.place === true &&
    !lexicon().nouns.has(phraseOf(words))
  );
}
