import { lexicon } from '../words/lexicon.ts';
import { type Edit, word } from './edits.ts';

/** Booleans however they are written, and arrows that mean "have". */

export const flagEdits: readonly Edit[] = [
  // "a flag whether they have a projector"
  [
    /(?<![^ ])(?:an? )?(?:flag|indicator|boolean)(?: (?:that|which) (?:says|tells|shows|indicates))? (?:whether|if|for whether) (?:it|they|he|she|the [a-z]+) (?:has|have|is|are) (?:an? )?[a-z]+(?![^ ])/,
    (match, found) => {
      const last = found.at(-1);
      const owns = / (?:has|have) (?:an? )?[a-z]+$/.test(match[0]);
      return last ? [...(owns ? [word('has', found[0])] : []), last, word('boolean', last)] : found;
    },
  ],
  // "shows -> episodes (title)": two plurals, one inside the other.
  [
    /(?:^|(?<= , ))[a-z]+s -> [a-z]+s(?= \(|$| ,)/,
    (match, found) => {
      const [one, arrow, other] = found;
      const plural = match[0]
        .split(' -> ')
        .every((part) => lexicon().nouns.has(part.slice(0, -1)) || lexicon().nouns.has(part.replace(/ies$/, 'y')));
      return plural && one && arrow && other ? [one, { ...arrow, text: 'have' }, other] : found;
    },
  ],
  [/(?<![^ ])\(? ?(?:api|backend) only(?: \))?(?![^ ])/, (_, found) => found.slice(0, 0)],
  // "watched yes/no" is a boolean.
  [
    /(?<![^ ])\(? ?(?:yes|true|y) (?:\/|or) (?:no|false|n)(?: \))?(?![^ ])(?! (?:\/|or) )/,
    (match, found) => [
      {
        ...word(match[0].startsWith('(') || !match[0].includes(')') ? 'boolean' : 'boolean )', found[0]),
        end: found.at(-1)?.end ?? 0,
      },
    ],
  ],
];
