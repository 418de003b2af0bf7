import { lexicon } from '../words/lexicon.ts';
import { isKnownThing } from '../words/noun-sense.ts';
import { isExtra } from '../plain/technology.ts';
import { type Clause, makeClause } from '../words/text.ts';
import type { Token } from '../words/tokens.ts';

/** What anybody does with what a program keeps: it says nothing of who does it. */
const ordinaryVerb =
  /^(?:create|add|register|enter|record|keep|manage|list|see|view|read|write|delete|remove|update|edit|change|search|find|filter|sort|return|cancel|close|mark|export|import|print|check|get|receive|know|store|save|track|upload|define|set|show|browse|look|log|be|have|make|publish|plan|schedule)$/;

/** Sentences turned round: "chefs only can edit" as "only chefs can edit", "as a climber I want to log" as "climber can log". */
export function turned(clause: Clause, told: ReadonlySet<string>): Clause {
  const { tokens, text } = clause;
  const make = (list: Token[]): Clause => makeClause(clause.source, list, clause.bullet, clause.heading);
  if (clause.heading === '#') return clause;
  if (/^[a-z]+ only (?:can|may) [a-z]/.test(text)) {
    const [who, only, ...rest] = tokens;
    return who && only ? make([only, who, ...rest]) : clause;
  }
  const story =
    /^as (?:an? |the )?([a-z]+(?: [a-z]+)?)( (?:of|at|in|from|for) (?:an?|the|our|my) [a-z]+(?: [a-z]+)?)? ,? ?(?:i|we) (?:(want(?: to be able)?|need|would like|should be able|must be able|can|may|am able|wish|do not want)(?: to)?) (?!to (?:be|have) )/.exec(
      text,
    );
  if (!story?.[1]) return clause;
  const size = story[0].trim().split(' ').length;
  const purpose = tokens.findIndex(
    (token, i) =>
      i > size && /^(?:so|because)$/.test(token.text) && /^(?:that|i|we|they)$/.test(tokens[i + 1]?.text ?? ''),
  );
  const rest = tokens.slice(size, purpose < 0 ? tokens.length : purpose);
  const can = tokens[size - 1];
  if (!can || rest.length === 0) return clause;
  const [first] = rest;
  // "I want an item to be on loan to one borrower", "I do not want anybody to have more than 6": said of the thing.
  if (/^(?:an?|the|each|every|all|no|only|any|anybody|anyone|nobody|people)$/.test(first?.text ?? '')) {
    const to = rest.findIndex(
      (token, i) => token.text === 'to' && /^(?:be|have|get|see|do|change|delete)$/.test(rest[i + 1]?.text ?? ''),
    );
    if (to > 0 && to < 5) {
      const never = story[3] === 'do not want';
      const subjectOf = rest
        .slice(0, to)
        .map((token) => (never && /^any(?:body|one)$/.test(token.text) ? { ...token, text: 'nobody' } : token));
      const be = rest[to + 1];
      const verbOf = be?.text === 'be' && !never ? [{ ...be, text: 'is' }] : be ? [{ ...be, text: 'can' }, be] : [];
      return make([...subjectOf, ...verbOf, ...rest.slice(to + 2)]);
    }
  }
  if (!lexicon().verbForms.has(first?.text ?? ''))
    return { ...make(rest), heading: isExtra(`i want ${make(rest).text}`) ? '#' : clause.heading };
  // Who tells a story is a row only where the text tells what is known of them.
  const plain = lexicon().verbForms.get(first?.text ?? '') ?? '';
  const who =
    told.has(story[1]) ||
    (story[2] === undefined && /admin|administrator|manager|staff|owner/.test(story[1])) ||
    (story[2] === undefined && isKnownThing(story[1].split(' ')) && !ordinaryVerb.test(plain));
  const people = who
    ? tokens.filter((_, i) => i < size).filter((token) => story[1]?.split(' ').includes(token.text))
    : [{ ...can, text: 'users' }];
  return make([...people, { ...can, text: 'can' }, ...rest]);
}
