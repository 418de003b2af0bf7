import { type Draft, resolve, declare, nounEntry, stated } from '../draft.ts';
import { typeNamed } from '../fields/field-types.ts';
import { nounAt, phraseOf, singularPhrase } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isTitled } from '../things/statements.ts';
import { declareThing } from '../things/declare-thing.ts';
import { isKnownThing, isMeasure, isNever, isSystem, isThing, isUser } from '../words/noun-sense.ts';
import type { Clause } from '../words/text.ts';

/** Things that are named where people do something, or only in passing. */

/** "users can create todos and assign tags to them": what is acted upon is a thing. */
export function readActions(draft: Draft, clause: Clause): void {
  const pattern =
    /\b(?:can|may|should be able to|must be able to|will be able to|are able to|is able to|able to|allowed to|allow (?:\w+ )?to|lets? \w+|want to|wants to|need to|needs to|possible to|ability to|(?:crud|crud operations|operations) (?:for|on)) (.+)$/.exec(
      clause.text,
    );
  if (!pattern?.[1]) return;
  const subject = clause.text.slice(0, pattern.index).trim();
  const before = nounAt(subject);
  if (
    before &&
    isKnownThing(before.words) &&
    !resolve(draft, before.words) &&
    !/^only\b/.test(subject) &&
    !isRoleHere(draft, before.words)
  )
    declareThing(draft, clause, before);
  const at = clause.text.length - pattern[1].length;
  const { verbForms } = lexicon();
  const tokens = pattern[1].split(' ');
  let offset = at;
  let chain = true;
  // "may not book a crossing": the verb, which is no book.
  const opening = tokens.findIndex((token) => !/^(?:not|never|only|also|always|no|longer|be|able|to)$/.test(token));
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] ?? '';
    const previous = tokens[i - 1] ?? '';
    const isVerb: boolean =
      (chain && /^[a-z]/.test(token) && i >= opening && (i === opening || verbForms.has(token))) ||
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
        !resolve(draft, object.words) &&
        !isSystem(object.words) &&
        !isNever(object.words) &&
        !/^(?:only )?1 (?:person|individual|party) (?:at a time|at once|at the same time)\b/.test(rest) &&
        (isKnownThing(object.words) || (object.plural && isVerb && isThing(draft, object.words, true)))
      ) {
        declareThing(draft, clause, object);
      }
    }
    offset += token.length + 1;
  }
}

function chainAhead(tokens: readonly string[], index: number, verbs: ReadonlyMap<string, string>): boolean {
  const next = tokens[index + 1] ?? '';
  return (
    /^(?:,|and|or|\/)$/.test(next) ||
    (verbs.get(next) === next && lexicon().crudVerbs.has(next) && !lexicon().nouns.has(next))
  );
}

/** Things named in passing: "a member borrows at most 5 books" tells of members and books. */
export function readPassing(draft: Draft, clause: Clause): void {
  if (
    clause.heading === '#' ||
    /^(?:the |an? )?[a-z]+(?: [a-z]+)? (?:is|are) (?:required|optional|mandatory)$/.test(clause.text)
  )
    return;
  readSpoken(draft, clause);
  const tokens = clause.tokens;
  for (let i = 0; i < tokens.length; i += 1) {
    if (clause.read[i]) continue;
    for (let n = Math.min(3, tokens.length - i); n >= 1; n -= 1) {
      const phrase = tokens.slice(i, i + n).map((token) => token.text);
      const words = singularPhrase(phraseOf(phrase)).split(' ');
      if (!isKnownThing(words) || resolve(draft, words)) continue;
      const plural = words.at(-1) !== phrase.at(-1);
      const before = tokens[i - 1]?.text ?? '';
      // "the system stores exams"
      if (
        n === 1 &&
        /^(?:system|app|api|it|program|service|application|backend|platform)$/.test(before) &&
        lexicon().verbForms.has(phrase[0] ?? '')
      )
        continue;
      // "the number of units"
      if (before === 'of' && /^(?:number|amount|count)$/.test(tokens[i - 2]?.text ?? '')) continue;
      // "parents' evening": what it is called.
      if (tokens[i + n]?.text === "'s" && plural) continue;
      if (/^(?:min|max|minimum|maximum|total|number)$/.test(before)) continue;
      // "Library of games in a cafe": where it all is.
      if (
        clause === draft.clauses[0] &&
        nounEntry(words)?.place === true &&
        /\b(?:in|at|for|of|from) (?:an?|the|my|our) $/.test(clause.text.slice(0, clause.at[i] ?? 0))
      )
        continue;
      // "a museum collection catalogue": the first word of what the program is called.
      const after = tokens[i + n]?.text ?? '';
      // "a local farmers market": who meets there, in the name of the place.
      if (plural && clause === draft.clauses[0] && venue.test(after)) continue;
      const goesOn = /^[a-z]/.test(after) && !lexicon().functionWords.has(after) && !lexicon().verbForms.has(after);
      if (clause === draft.clauses[0] && !plural && goesOn && nounEntry(words)?.place === true) continue;
      if (!plural && after === 'list') continue;
      if (/^\d+$/.test(before) && /^(?:participant|attendee|person|visitor|passenger)$/.test(words.join(' '))) continue;
      // "the seats of a flight" is a number of the flight.
      if (isMeasure(words) && before === 'the' && tokens[i + n]?.text === 'of') continue;
      // "tables have seats … no more than its seats": the number that was told of before.
      if (
        nounEntry(words)?.is !== 'person' &&
        draft.notes.some((note) => ` ${note.text} `.includes(` ${phraseOf(phrase)} `) && note.clause !== clause) &&
        !quantifiedBy(before)
      )
        continue;
      // "a category (canned, fresh)", and "the total per category" later.
      const valued = `${phraseOf(words)} (`;
      if (draft.notes.some(({ text }) => text.startsWith(valued) || text.includes(` ${valued}`))) continue;
      const quantified = /^(?:a|an|the|each|every|per|same|any|no|another|one|1|only)$/.test(before);
      if (!(plural || quantified) || /^(?:can|may|must|to|cannot|not)$/.test(before)) continue;
      if (!plural && before === 'the' && isTitled(draft, words)) continue;
      // "a grade and a comment ( text )"
      if (tokens[i + n]?.text === '(' && tokens[i + n + 2]?.text === ')' && typeNamed(tokens[i + n + 1]?.text ?? ''))
        continue;
      if (inFieldList(draft, clause, clause.at[i] ?? 0)) continue;
      // "keeps a reading list in a file": where it lies.
      if (
        words.at(-1) === 'file' &&
        /\b(?:in|into|to|from) (?:an?|1|one|the|local) $/.test(clause.text.slice(0, clause.at[i] ?? 0))
      )
        continue;
      const only = /\bonly (?:by )?(?:the )?$/.test(clause.text.slice(0, clause.at[i] ?? 0));
      if (nounEntry(words)?.is === 'person' && lexicon().roles.has(words.at(-1) ?? '') && only) continue;
      if (isRoleHere(draft, words) || (phrase[0] === 'people' && n === 1)) continue;
      if (/^(?:author|owner|creator)$/.test(words.join(' ')) && draft.auth === 'token' && before === 'the') continue;
      const from = clause.at[i] ?? 0;
      declare(draft, words, stated(clause, from, from + phraseOf(phrase).length, 0.7));
      i += n - 1;
      break;
    }
  }
}

/** A manager who only may do more than others is no row. */
function isRoleHere(draft: Draft, words: readonly string[]): boolean {
  return words.length === 1 && draft.roles.some((role) => role.name === words[0]);
}

/** People of whom rows are kept for what they do: no role of those who sign in. */
function isActor(draft: Draft, words: readonly string[]): boolean {
  return lexicon().nouns.get(phraseOf(words))?.is === 'person' && !isRoleHere(draft, words);
}

const venue = /^(?:market|marketplace|fair|bazaar|guild|exchange|club|association|union|cooperative)$/;

function quantifiedBy(word: string): boolean {
  return /^(?:a|an|each|every|per|1|one)$/.test(word);
}

function inFieldList(draft: Draft, clause: Clause, at: number): boolean {
  return draft.notes.some((note) => note.clause === clause && at >= note.from && at < note.to);
}

/** "customers own accounts": a plural, its verb, and what it is done to. */
function readSpoken(draft: Draft, clause: Clause): void {
  const all = clause.tokens.map((token) => token.text);
  const [one] = all;
  // "runners can sign up for races"
  const at = /^(?:can|may)$/.test(all[1] ?? '') ? 2 : 1;
  const two = all[at];
  const joins = lexicon().associations[two ?? ''] !== undefined && /^(?:for|in|to|on)$/.test(all[at + 1] ?? '');
  const behind = at + (joins ? 2 : 1);
  const rest = all.slice(behind);
  const subject = nounAt(one ?? '');
  if (
    !subject?.plural ||
    two === undefined ||
    lexicon().verbForms.get(two) !== two ||
    isNever(subject.words) ||
    isUser(subject.words) ||
    !(
      resolve(draft, subject.words) ??
      (isKnownThing(subject.words) || isActor(draft, subject.words) || lexicon().associations[two] !== undefined)
    )
  )
    return;
  const object = nounAt(rest.join(' '), clause.at[behind] ?? 0);
  // "productions borrow props": whoever borrows is kept as well.
  if (
    object &&
    resolve(draft, object.words) &&
    (lexicon().associations[two] !== undefined || isActor(draft, subject.words)) &&
    !resolve(draft, subject.words)
  ) {
    declareThing(draft, clause, subject);
    return;
  }
  if (!object || resolve(draft, object.words) || inFieldList(draft, clause, object.from)) return;
  // "residents book the washing machine"
  const taken =
    lexicon().associations[two] !== undefined &&
    /^(?:the|a|an) [a-z]/.test(rest.join(' ')) &&
    !isNever(object.words) &&
    !isMeasure(object.words);
  if (!(object.plural && isThing(draft, object.words, true)) && !taken) return;
  // "bakers submit cakes": whose they are.
  if (isActor(draft, subject.words) && !resolve(draft, subject.words)) declareThing(draft, clause, subject);
  declareThing(draft, clause, object);
}
