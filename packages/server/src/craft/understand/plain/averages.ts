import { placed } from '../sentences/rephrase.ts';
import { type Clause, makeClause } from '../words/text.ts';
import { isPeople, one } from './words.ts';

/** What people call the mean of what many gave: "each film has an average rating", "show the average score". */

const figure = '(?:average|mean|overall) (ratings?|scores?|stars?|grades?|marks?|reviews?)';
const from =
  '(?: (?:that |which )?(?:is |are )?(?:automatically )?(?:computed|calculated|derived|worked out|determined|taken|coming) (?:from|by|out of|over|of) .+| of (?:all )?(?:its|their|the) [a-z]+)?';
const shows =
  '(?:also |and )?(?:(?:users|people|everyone|everybody|they|we|it|the (?:api|app|list|page|site|overview|service|system)|lists|pages) )?(?:(?:can|should|must|may|shall|will|to) )?(?:also )?(?:show|display|return|include|see|calculate|compute|expose|list|give|provide|contain)s?';

/** Each with the thing whose figure it is as its first group, where it is named. */
const said = [
  // "every film has an average rating", "films show their average rating computed from their reviews"
  new RegExp(
    `^(?:each|every|an?|the|all)? ?(?<thing>[a-z]+(?: [a-z]+)??) (?:(?:can|should|must) )?(?:has|have|shows?|displays?|gets?|carry|carries|includes?|exposes?) (?:an?|its|their|the) ${figure}${from}$`,
  ),
  // "a film 's average rating is the mean of its ratings"
  new RegExp(
    `^(?:each|every|an?|the|all)? ?(?<thing>[a-z]+(?: [a-z]+)??) 's ${figure} (?:is|are|should be|must be) (?:shown|displayed|returned|visible|calculated|computed|derived|worked out|the (?:mean|average)).*$`,
  ),
  new RegExp(
    `^the ${figure} of (?:an?|each|every|the|all) (?<thing>[a-z]+(?: [a-z]+)??) (?:is|are|should be|must be) (?:shown|displayed|returned|visible|calculated|computed|derived|worked out|the (?:mean|average)).*$`,
  ),
  new RegExp(
    `^${shows} the ${figure} (?:of|for|per|with|on) (?:an?|each|every|the|all) (?<thing>[a-z]+(?: [a-z]+)??)$`,
  ),
  // "show the average rating", "the average rating is shown": of what is rated
  new RegExp(`^${shows} (?:the|its|their|an?) ${figure}$`),
  new RegExp(
    `^(?:the|its|their) ${figure} (?:is|are|should be|must be) (?:also )?(?:shown|displayed|returned|visible|calculated|computed)${from}(?: .+)?$`,
  ),
];
const given = /\b(?:rat(?:e|es|ed|ing|ings)|reviews?|scor(?:e|es|ed|ing|ings)|grad(?:e|es|ed|ing)|marks?|stars)\b/;
const rated =
  /\b(?:rate|rates|rated|review|reviews|score|scores|grade|grades)(?: (?:on|for|of|about))? (?:an?|the|each|every|any|all|other|these|those|per)? ?([a-z]+)/;
/** "users rate films and see the average rating": the second half by itself. */
const behind = new RegExp(`^(.+?) (?:, and|and|,|;) ((?:can |may )?(?:also )?(?:see|view|get|show)s? the ${figure})$`);

/** Means of what others gave, in the words in which figures are asked for. */
export function averagesTold(clauses: readonly Clause[]): Clause[] {
  return clauses
    .flatMap((clause) => halves(clause))
    .map((clause, index, all) => {
      const found = said.map((pattern) => pattern.exec(clause.text)).find(Boolean);
      if (!found || clause.heading === '#') return clause;
      const others = all.filter((other) => other !== clause && given.test(other.text));
      if (others.length === 0) return clause;
      const before = all.slice(0, index).findLast(({ text }) => thingRated(text) !== undefined);
      const thing = found.groups?.['thing'] ?? thingRated(before?.text ?? '');
      const name = one(
        found.slice(1).find((word) => word !== undefined && word !== found.groups?.['thing']) ?? 'rating',
      );
      if (thing === undefined || isPeople(thing)) return clause;
      return told(clause, `show the average ${/^(?:star|review)$/.test(name) ? 'rating' : name} of each ${one(thing)}`);
    });
}

function thingRated(text: string): string | undefined {
  const word = rated.exec(text)?.[1];
  return word === undefined || /^(?:from|with|between|by|as|once|only|and|or|their|it|them)$/.test(word)
    ? undefined
    : word;
}

function halves(clause: Clause): Clause[] {
  const [, first = '', second = ''] = behind.exec(clause.text) ?? [];
  return second === '' || !given.test(first) ? [clause] : [told(clause, first), told(clause, second)];
}

const told = (clause: Clause, words: string): Clause =>
  makeClause(clause.source, placed(words.split(' '), clause.tokens), clause.bullet, clause.heading);
