import { link } from './associations.ts';
import { declareThing } from './declare-thing.ts';
import { type Draft, type DraftEntity, findEntity, rename, stated } from '../draft.ts';
import { type Noun, isPlural, nounAt, parenthesis, pascal, phraseOf, pluralOf, splitItems } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import {
  areExamples,
  isBusinessName,
  donePart,
  isCounted,
  isMeasureOrPeople,
  isPlainText,
  lastNoun,
} from './list-nouns.ts';
import {
  hasOwnFields,
  isAbstract,
  isAttribute,
  isBareVerb,
  isFeatureWord,
  isKnownThing,
  isMeasure,
  isNever,
  isThing,
} from '../words/noun-sense.ts';
import { typeNamed } from '../fields/field-types.ts';
import { type Clause, markRead } from '../words/text.ts';
import { isBound, isValue, saysOfValue, tellsOf } from '../sentences/bracketed.ts';
import { linkSpoken, noteFields } from './list-fields.ts';
import { linkOwner } from './list-owners.ts';

/** Lists of things and of fields: "books (title, isbn), authors and loans with a due date". */

export const noun = '(?:[a-z][a-z0-9]* ){0,3}?[a-z][a-z0-9]*';
export const hasVerb =
  '(?:(?:can|should|must|may|will|also|always|should also|must also|will also) )*(?:has|have|having|contains?|includes?|consists? of|consisting of|containing|is made (?:up )?of|needs?|requires?|gets?|(?:is|are) (?:described|defined|characteri[sz]ed) by|comes with|stores?|keeps?|records?|with)';

export function isListWord(phrase: string): boolean {
  const found = nounAt(phrase);
  return found !== undefined && (found.plural || isKnownThing(found.words));
}

export function hasThings(draft: Draft, text: string): boolean {
  const told = splitItems(text);
  // "status ( new , paid )" ends in an s, and is none of several.
  const listed = told.filter((item) => {
    const words = /^([a-z]+s(?: [a-z]+s)?) \( [^)]*,/.exec(item.text)?.[1];
    return words !== undefined && isPlural(words.split(' ').at(-1) ?? '');
  });
  if (listed.length * 2 >= told.length) return true;
  if (told.some((item) => isValue(parenthesis(item.text)?.inside))) return false;
  const items = told.map((item) => nounAt(item.text.split(' ( ')[0] ?? ''));
  const things = items.filter(
    (item) => item && (item.plural ? isThing(draft, item.words, true) : isKnownThing(item.words)),
  );
  return things.length * 2 >= items.length;
}

/** "from", "from port", "on loan (yes/no)": names of fields that begin with a small word. */
const placedField =
  /^(?:(?:an? |the )?(?:from|to|until|till|since|via)(?: [a-z]+)?(?: \( (?:date|datetime|time|text|string)(?: , optional)? \))?|(?:in|on|out of) (?:stock|use|loan|sale|hold|display|request|order|print)|(?:on|in|at|off|out|under) (?:of )?[a-z]+ (?:boolean|\(.*))$/;
const stateOfBeing = /^(?:in (?:stock|use)|on (?:loan|sale|hold|display|request)|out of (?:order|stock|use|print))$/;

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
  options: { closed?: boolean; loose?: boolean } = {},
): void {
  const closed = options.closed === true;
  const colon = new RegExp(`^(${noun}) : (.+)$`).exec(text);
  const named = colon?.[1] ? nounAt(colon[1], at) : undefined;
  if (colon?.[2] && named && !isNever(named.words) && sort === 'entities' && !hasThings(draft, colon[2])) {
    const made = declareThing(draft, clause, named);
    readList(draft, clause, colon[2], at + text.length - colon[2].length, made, 'fields', { closed: true });
    return;
  }
  if (
    colon?.[2] &&
    named?.plural &&
    owner &&
    sort === 'fields' &&
    !hasThings(draft, colon[2]) &&
    !isNever(named.words) &&
    !isMeasure(named.words)
  ) {
    const made = declareThing(draft, clause, named);
    if (made !== owner) linkOwner(draft, clause, owner, made, named, false);
    readList(draft, clause, colon[2], at + text.length - colon[2].length, made, 'fields', { closed: true });
    return;
  }
  let mode = sort;
  let current = owner;
  let latest: DraftEntity | undefined;
  /** The item before was a field of the thing named last. */
  let following = false;
  let roleList = false;
  for (const raw of splitItems(text, at)) {
    // "owners , pets and visits , with vaccinations"
    const item =
      raw.text.startsWith('with ') && sort === 'entities'
        ? { ...raw, text: raw.text.slice(5), from: raw.from + 5 }
        : raw;
    const cut = parenthesis(item.text);
    const paren = cut && ['', cut.before, cut.inside];
    const before = paren ? (paren[1] ?? '') : item.text;
    const outer =
      /^([a-z]+s(?: [a-z]+s?)??)(?: [a-z]+ed)?(?: (?:of|to|for|from|per|by|on|in|at) (?:an? |the |each |every |one |1 )?[a-z]+(?: [a-z]+)?| between (?:an? |the |1 )?[a-z]+ and (?:an? |the |1 )?[a-z]+)+? with (.+)$/.exec(
        before,
      );
    const withPart = outer ?? new RegExp(`^(${noun}) ${hasVerb} (.+)$`).exec(before);
    const joined = !outer && withPart?.[1] !== undefined && item.text.slice(withPart[1].length).startsWith(' with ');
    const doer = joined ? nounAt(withPart[1] ?? '', item.from) : undefined;
    const last = joined ? lastNoun(withPart[1] ?? '', item.from) : undefined;
    if (doer && last && doer.to < last.from && isKnownThing(doer.words)) declareThing(draft, clause, doer);
    const head =
      last ??
      nounAt(
        withPart?.[1] ??
          paren?.[1] ??
          item.text.replace(/ (?:per|for|of|on|by|from|to|in|is|are|must|can|should|between|at) .*$/, ''),
        item.from,
      );
    const bounded =
      /^(?:(?:needs?|takes?|allows?|accepts?|holds?|has|have|fits?) )?(?:(?:a|an|the) )?(?:limit of|capacity of|total of|at most|at least|up to|no more than|not more than|max(?:imum)?(?: of)?|min(?:imum)?(?: of)?|only|exactly) \d/;
    if (bounded.test(item.text) && isMeasureOrPeople(item.text.replace(/^.*?\d+ /, ''))) continue;
    const noted = draft.notes.at(-1);
    if (
      current &&
      noted?.entity === current &&
      noted.clause === clause &&
      (/^(?:unique|required|optional|mandatory)$/.test(item.text) ||
        (isBound(item.text) && /^[ ,]*$/.test(clause.text.slice(noted.to, item.from))))
    ) {
      noted.text += ` ${item.text}`;
      noted.to = item.to;
      continue;
    }
    const once = /^(?:at most|up to|only|max(?:imum)?|no more than) 1 /.test(item.text);
    if (current && mode === 'fields' && head && !head.plural && once) {
      markRead(clause, item.from, item.to);
      continue;
    }
    // "closes on": closes are nothing that is kept.
    const timed = /^[a-z]+s (?:on|at)(?: \(.*\))?$/.test(item.text);
    if ((!head || timed) && current && mode === 'fields' && (timed || placedField.test(item.text))) {
      const text = stateOfBeing.test(item.text) ? `${item.text} boolean` : item.text;
      draft.notes.push({ entity: current, clause, text, from: item.from, to: item.to, closed });
      continue;
    }
    if (!head) {
      // "a max weight", "min players int"
      if (current && /^(?:(?:a|an|the|its) )?(?:(?:max|min) [a-z]|(?:type|kind)(?: \(|$))/.test(item.text))
        draft.notes.push({ entity: current, clause, text: item.text, from: item.from, to: item.to, closed });
      else markRead(clause, item.from, item.to);
      continue;
    }
    if (/^(?:the )?(?:user )?roles?\b/.test(item.text) || roleList) {
      roleList = /^[a-z ]+$/.test(item.text) && item.text.split(' ').length <= 3;
      if (roleList) {
        markRead(clause, item.from, item.to);
        continue;
      }
    }
    if (
      current &&
      mode === 'fields' &&
      /^(?:(?:a|an|the|its) )?(?:number|count|amount|total|max|min|maximum|minimum) (?:number )?(?:of )?[a-z]/.test(
        item.text,
      )
    ) {
      draft.notes.push({ entity: current, clause, text: item.text, from: item.from, to: item.to, closed });
      continue;
    }
    if (!paren && isBareVerb(head) && mode === 'entities') continue;
    // "Dog grooming salon": the name of the business among what it keeps.
    if (mode === 'entities' && !paren && !withPart && !head.plural && isBusinessName(head.words)) {
      markRead(clause, item.from, item.to);
      continue;
    }
    // "marks obtained", "languages spoken": what was done with them makes them a field.
    if (
      current &&
      mode === 'fields' &&
      head.plural &&
      sort === 'fields' &&
      donePart.test(item.text) &&
      (findEntity(draft, head.words) ?? current) === current
    ) {
      draft.notes.push({ entity: current, clause, text: item.text, from: item.from, to: item.to, closed: true });
      continue;
    }
    // "points (integer, default 1, 1 .. 10)": what a value may be, of nothing that is kept.
    if (current && mode === 'fields' && paren && sort === 'fields' && saysOfValue(paren[2] ?? '')) {
      draft.notes.push({ entity: current, clause, text: item.text, from: item.from, to: item.to, closed: true });
      continue;
    }
    // "nights 1..14" is a number, and so are the beds of a hut of which nothing more is said.
    if (current && mode === 'fields' && !withPart && head.plural && isCounted(draft, clause, head, item.text)) {
      const text = /\d/.test(item.text)
        ? item.text
        : paren
          ? item.text.replace(/ \)$/, ' , integer )')
          : `${item.text} ( integer )`;
      draft.notes.push({ entity: current, clause, text, from: item.from, to: item.to, closed: true });
      continue;
    }
    // "beds count" is a number.
    if (current && mode === 'fields' && /^(?:the )?[a-z]+s (?:count|total|amount|limit)$/.test(item.text)) {
      draft.notes.push({ entity: current, clause, text: item.text, from: item.from, to: item.to, closed });
      continue;
    }
    if (isFeatureWord(head.words) || item.text.includes('->')) continue;
    if (current && linkSpoken(draft, clause, current, item.text, item.from)) continue;
    const single = mode === 'fields' && current && /^(?:exactly |only )?(?:1|one|a single) [a-z]/.test(item.text);
    if (single && isKnownThing(head.words) && !isNever(head.words)) {
      link(
        draft,
        current ?? declareThing(draft, clause, head),
        declareThing(draft, clause, head),
        stated(clause, item.from, item.to),
        true,
      );
      continue;
    }
    // "inventory: objects, title": in a loose list only plurals and known things are things, the rest is known of the last one.
    if (
      options.loose === true &&
      mode === 'entities' &&
      (!paren || (latest !== undefined && isAttribute(head.words))) &&
      !withPart &&
      (head.plural
        ? latest !== undefined && isOneEach(head.words, following)
        : !isKnownThing(head.words) || (following && isMeasure(head.words)))
    ) {
      if (draft.domain.length === 0) draft.domain = head.words;
      const entity = current ?? latest;
      following = entity !== undefined;
      if (entity) draft.notes.push({ entity, clause, text: item.text, from: item.from, to: item.to, closed });
      else markRead(clause, item.from, item.to);
      continue;
    }
    const thing =
      mode === 'entities'
        ? (!isNever(head.words) ||
            (head.plural && hasOwnFields(draft, head.words)) ||
            (head.plural &&
              withPart !== null &&
              /^(?:object|record|model|code|rule|content|token|address)$/.test(head.words.at(-1) ?? '')) ||
            (paren?.[2]?.includes(',') ?? false) ||
            (lexicon().nouns.has(phraseOf(head.words)) &&
              head.plural &&
              (withPart !== null || text.includes(' , ')))) &&
          (head.plural || !isAbstract(head.words))
        : (isThing(draft, head.words, head.plural) ||
            (head.plural && (paren?.[2]?.includes(' , ') ?? false) && !areExamples(head.words, paren?.[2] ?? ''))) &&
          !(!head.plural && (owner ?? current));
    // "eggs (none/boiled/fried)": one of these, of nothing that is kept.
    if (
      current &&
      mode === 'fields' &&
      (/^[^(),]+ \/ [^(),]+$/.test(paren?.[2] ?? '') || typeNamed(paren?.[2] ?? '') !== undefined) &&
      !hasOwnFields(draft, head.words) &&
      !findEntity(draft, head.words)
    ) {
      draft.notes.push({ entity: current, clause, text: item.text, from: item.from, to: item.to, closed });
      continue;
    }
    const passing =
      options.closed === true && head.plural && !isKnownThing(head.words) && isSaidOnce(draft, head.words);
    if (
      thing &&
      current &&
      mode === 'fields' &&
      !paren &&
      !withPart &&
      (passing || isPlainText(draft, clause, head, text))
    ) {
      draft.notes.push({
        entity: current,
        clause,
        text: `${item.text} ( text )`,
        from: item.from,
        to: item.to,
        closed,
      });
      continue;
    }
    // "order: customer (name, email), lines (…)": a person or thing with fields of its own.
    if (
      current &&
      mode === 'fields' &&
      paren &&
      !head.plural &&
      head.from === item.from &&
      isKnownThing(head.words) &&
      tellsOf(paren[2] ?? '')
    ) {
      const made = declareThing(draft, clause, head);
      if (made !== current) {
        link(draft, current, made, stated(clause, item.from, item.to), true);
        noteFields(draft, clause, made, paren[2] ?? '', item.from + item.text.indexOf('( ') + 2);
        continue;
      }
    }
    if (!thing) {
      if (current) draft.notes.push({ entity: current, clause, text: item.text, from: item.from, to: item.to, closed });
      continue;
    }
    const made = declareThing(draft, clause, head);
    latest = made;
    following = false;
    if (paren?.[2]?.includes(',') && areExamples(head.words, paren[2])) {
      markRead(clause, item.from, item.to);
      if (owner && made !== owner && mode === 'fields' && sort === 'fields')
        linkOwner(draft, clause, owner, made, head, options.loose === true);
      continue;
    }
    if (paren?.[2]?.includes(',')) useShorterName(draft, made, head);
    if (owner && made !== owner && sort === 'fields') {
      if (mode === 'fields') linkOwner(draft, clause, owner, made, head, options.loose === true);
    }
    if (withPart?.[2]) {
      current = made;
      mode = 'fields';
      const start = item.from + item.text.indexOf(withPart[2], (withPart[1] ?? '').length);
      readList(draft, clause, item.text.slice(start - item.from), start, made, 'fields');
    } else if (paren?.[2]) {
      const start = item.from + item.text.indexOf('( ') + 2;
      noteFields(draft, clause, made, paren[2], start);
    }
  }
}

/** "due dates", "amounts" among things: of each there is one; "notes" only behind other fields. */
function isOneEach(words: readonly string[], following: boolean): boolean {
  if (!isMeasure(words) && !isAttribute(words)) return false;
  return following || lexicon().nouns.get(phraseOf(words)) === undefined;
}

/** A word of one list and of nothing else: "shoes" among the fields of a run. */
function isSaidOnce(draft: Draft, words: readonly string[]): boolean {
  const word = new RegExp(`\\b(?:${phraseOf(words)}|${phraseOf(pluralOf(words))})\\b`, 'g');
  return draft.clauses.reduce((sum, clause) => sum + [...clause.text.matchAll(word)].length, 0) === 1;
}

/** "Conference room booking. Rooms (name, floor)": its own list calls it a room. */
function useShorterName(draft: Draft, entity: DraftEntity, head: Noun): void {
  if (
    entity === draft.user ||
    head.words.length >= entity.words.length ||
    draft.entities.some((other) => other.name === pascal(head.words))
  )
    return;
  if (phraseOf(entity.words) !== phraseOf(draft.domain.slice(0, entity.words.length))) return;
  rename(draft, entity, head.words);
}
