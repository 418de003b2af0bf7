import { singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Clause } from '../words/text.ts';

/** "admins manage everything": they may do whatever is said to be for others alone, and nobody is shut out by it. */

const everything =
  /^(?:but |and )?(?:only |the |all )*([a-z]+)(?: (?:can|may|are allowed to|is allowed to))? (?:do|does|manage|manages|administer|administers|control|controls|edit|edits|change|changes|access|see and (?:change|edit)|view and (?:change|edit)|create , (?:edit|update|change) and delete)(?: absolutely)? (?:everything|anything)(?: else)?$/;

/** The role that a clause gives all rights to; users who may do everything are no role. */
export function allRightsOf({ text, heading }: Clause): string | undefined {
  const who = heading === '#' ? undefined : everything.exec(text)?.[1];
  if (who === undefined) return undefined;
  const one = singular(who);
  const { roles, bodies } = lexicon();
  if (/^(?:user|member|customer|student|guest|viewer|owner|author)$/.test(one)) return undefined;
  return roles.has(one) || bodies.has(one) ? (one === 'administrator' ? 'admin' : one) : undefined;
}
