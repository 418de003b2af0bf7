import { type Draft, findEntity, nounEntry } from '../draft.ts';
import { ruleForName } from '../fields/field-types.ts';
import { type Noun, nounAt, phraseOf, pluralOf, splitItems } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { hasOwnFields, isKnownThing, isMeasure } from '../words/noun-sense.ts';
import type { Clause } from '../words/text.ts';

/** What the nouns of a list are: names of a business, examples of a kind, numbers of people. */

export function isBusinessName(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  return (
    words.length > 1 &&
    !lexicon().nouns.has(phraseOf(words)) &&
    (lexicon().domains.has(last) ||
      lexicon().nouns.get(last)?.place === true ||
      /^(?:agency|association|centre|center|studio|league|federation|shed|depot|kennel|cooperative|office|workshop|society|foundation|nursery|practice|authority)$/.test(
        last,
      ))
  );
}

const kinds =
  /^(?:item|product|service|category|type|genre|tag|ingredient|dish|drink|device|equipment|tool|vehicle|animal|pet|sport|facility|article|good|thing|machine|material|asset|accessory|role|snack|garment|skill|topic)$/;

/** "items (shirt, pants, dress)": examples of the thing rather than what is known of each. */
export function areExamples(words: readonly string[], inside: string): boolean {
  if (!kinds.test(words.at(-1) ?? '')) return false;
  const parts = splitItems(inside).map((item) => item.text);
  // "title unique" is known of each.
  if (parts.some((part) => / (?:unique|required|optional|mandatory)$/.test(part))) return false;
  return (
    parts.length > 1 &&
    parts.every(
      (part) => /^[a-z]+(?: [a-z]+)?$/.test(part) && ruleForName(part.split(' ')) === undefined && !isFieldName(part),
    )
  );
}

/** A name that some thing of the lexicon has a field for. */
function isFieldName(phrase: string): boolean {
  const words = phrase.split(' ');
  return lexicon().fieldNames.has(phrase) || lexicon().fieldNames.has(words.at(-1) ?? '');
}

/** The noun right before a point: "repairs" in "technicians log repairs". */
export function lastNoun(text: string, at: number): Noun | undefined {
  const words = text.split(' ');
  // "customers book washing programs": all that stands behind the verb.
  const { verbForms, nouns } = lexicon();
  const spoken = words.findLastIndex(
    (word, i) =>
      i > 0 &&
      i < words.length - 1 &&
      verbForms.has(word) &&
      !word.endsWith('ing') &&
      (!nouns.has(verbForms.get(word) ?? '') || i === 1),
  );
  if (spoken > 0) {
    const tail = words.slice(spoken + 1).join(' ');
    const found = nounAt(tail, at + text.length - tail.length);
    if (found?.plural && found.to === at + text.length && found.words.length > 1) return found;
  }
  for (let size = Math.min(3, words.length); size >= 1; size -= 1) {
    const tail = words.slice(-size);
    const found = nounAt(tail.join(' '), at + text.length - tail.join(' ').length);
    const reaches = found !== undefined && found.to === at + text.length;
    if (reaches && (size === 1 || isKnownThing(found.words) || words.length <= size)) return found;
  }
  return nounAt(text, at);
}

/** "at most 20 participants" bounds a number of rows; a rule reads it. */
export function isMeasureOrPeople(text: string): boolean {
  const found = nounAt(text);
  return (
    found !== undefined &&
    (isMeasure(found.words) || !isKnownThing(found.words) || nounEntry(found.words)?.is === 'person')
  );
}

const bounds =
  /^(?:an? |the )?[a-z]+(?: (?!between )[a-z]+)? (?:\( )?(?:(?:is|are|must be) )?(?:(?:in stock|available|left|sold) )?(?:\( )?(?:between (?=-?\d+(?:\.\d+)? \.\.)|from |at least |at most |more than |less than |greater than |up to |never |not )?(?:-?\d|negative|below)/;
/** Parts of which a thing has so many, and which are seldom kept one by one. */
export const countedParts =
  /^(?:bed|seat|chair|door|window|wheel|engine|leg|string|key|gear|lane|berth|bunk|oar|paddle|pedal|button|drawer|cylinder|axle|strand|stitch|socket|shelf|floor|storey|level|burner|nozzle|pipe|blade|tooth)$/;

export const donePart =
  /^(?:the )?[a-z]+s (?:obtained|scored|earned|gained|reached|served|visited|attended|completed|collected|delivered|received|ordered|needed|used|wanted|offered|covered|included|spoken|known|taken|given|left|sold|worn|won|lost|seen|eaten|drawn|found|read|paid)(?: (?!in |by |from |at |to |on )|$)/;

/** Neither people nor what people make of each other: "ratings from 1 to 5" are rows. */
const isCountable = (entry: ReturnType<typeof nounEntry>): boolean =>
  entry === undefined || ((entry.is === undefined || entry.is === 'personal') && !entry.tag && !entry.classifies);

/** A plural among the fields of a thing that says how many it has of something that is kept nowhere. */
export function isCounted(draft: Draft, clause: Clause, head: Noun, text: string): boolean {
  const phrase = phraseOf(head.words);
  if (findEntity(draft, head.words) || hasOwnFields(draft, head.words)) return false;
  const countable = countedParts.test(head.words.at(-1) ?? '');
  const bounded = bounds.test(text) && (countable || isCountable(nounEntry(head.words)));
  const counted = /\( (?:at least 0|not below 0|not negative|never negative|never below 0|at least 0 ) \)$/.test(text);
  if (counted) return true;
  const part = countable && /^(?:the )?[a-z]+(?: [a-z]+)?$/.test(text);
  if (!bounded && !part) return false;
  const word = new RegExp(`\\b(?:${phrase}|${phraseOf(pluralOf(head.words))})\\b`);
  return !draft.clauses.some((other) => other !== clause && other.text !== clause.text && word.test(other.text));
}

/** "findings" behind a date and a vet: a plural that nobody says more about, among fields that are one each. */
export function isPlainText(draft: Draft, clause: Clause, head: Noun, list: string): boolean {
  if (!head.plural || nounEntry(head.words) !== undefined || findEntity(draft, head.words)) return false;
  const items = splitItems(list).map((item) => nounAt(item.text));
  const single = items.filter((item) => item !== undefined && !item.plural).length;
  if (single < 2 || single * 2 <= items.length) return false;
  const word = new RegExp(`\\b(?:${phraseOf(head.words)}|${phraseOf(pluralOf(head.words))})\\b`);
  return !draft.clauses.some((other) => other !== clause && other.text !== clause.text && word.test(other.text));
}
