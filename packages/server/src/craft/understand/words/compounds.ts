import { type Draft, type DraftEntity, declare, nounEntry } from '../draft.ts';
import { phraseOf } from './grammar.ts';
import { lexicon } from './lexicon.ts';
import { hasOwnFields, isAbstract, isHappening } from './noun-sense.ts';

/** Names of two things in one. */

/** "room reservation": the thing booked and the booking. */
export function splitCompound(
  draft: Draft,
  words: readonly string[],
  from: DraftEntity['from'],
): DraftEntity | undefined {
  if (words.length < 2) return undefined;
  const { nouns, domains } = lexicon();
  const whole = nouns.get(phraseOf(words));
  if (whole) return undefined;
  const head = nouns.get(words.at(-1) ?? '');
  const rest = words.slice(0, -1);
  const modifier = nounEntry(rest);
  const plain = lexicon().programs.has(rest.at(-1) ?? '') && !nouns.has(phraseOf(rest));
  const joins = head?.is === 'association' || head?.key === 'ticket' || head?.key === 'order';
  if (!head || !joins || (head.weak && head.key === 'request')) return undefined;
  // "breakfast orders: guest, date": told of as one thing, and of no breakfast.
  if (!modifier && !plain && hasOwnFields(draft, words)) return undefined;
  // "repair orders", "delivery tickets": of what happens, and not of a thing that is ordered.
  if ((head.key === 'order' || head.key === 'ticket') && modifier?.key !== 'event' && isHappening(rest.at(-1) ?? ''))
    return undefined;
  if (domains.has(phraseOf(rest)) && !modifier) return declare(draft, words.slice(-1), from);
  if (
    plain ||
    modifier?.place ||
    isAbstract(rest) ||
    rest.every((word) => lexicon().programs.has(word) || lexicon().never.has(word) || lexicon().verbForms.has(word))
  )
    return declare(draft, words.slice(-1), from);
  if (head.key === 'ticket' && modifier?.key === 'event') {
    declare(draft, rest, from);
    return declare(draft, ['ticket'], from);
  }
  declare(draft, rest, from);
  return declare(draft, words.slice(-1), from);
}
