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

const changes = '(?:create|add|edit|change|update|modify|delete|remove|write|manage|administer|maintain)';
const some = `${changes}(?: (?:, and|, or|,|and|or) ${changes})*`;
const sole = new RegExp(
  `^(?:but |and )?(?:only|just) (?:the )?([a-z]+) (?:can|may|are allowed to|is allowed to) (${some}) (?:everything|anything)$`,
);

/** "only curators can edit anything": who alone may, and whether that is to make new ones only. */
export function soleRightsOf({ text, heading }: Clause): { role: string; verbs: string[] } | undefined {
  const [, who = '', verbs = ''] = heading === '#' ? [] : (sole.exec(text) ?? []);
  if (who === '') return undefined;
  const added = verbs.split(/ (?:, and|, or|,|and|or) /).every((verb) => /^(?:create|add)$/.test(verb));
  return { role: singular(who), verbs: added ? ['create'] : ['create', 'update', 'delete'] };
}

const nobodyElse = '(?:everyone|everybody|anyone|anybody|all|others|the others|the rest|all others)(?: else)?';
const looks =
  '(?:can |may )?(?:only |just )?(?:reads?|views?|sees?|looks?)(?: only| everything| anything| it| them| all of it)?';

/** "everyone else can only read": what those may who are not named. */
export const isReadingOnly = ({ text, heading }: Clause): boolean =>
  heading !== '#' && new RegExp(`^(?:but |and |while )?${nobodyElse} ${looks}$`).test(text);

const pair = new RegExp(
  `^(?:only |the |all )*([a-z]+) (?:can |may )?(?:${some})(?: everything| anything| it all| all of it)? (?:, )?(?:and |but |while )?${nobodyElse} ${looks}$`,
);
const all = new RegExp(`^(?:the )?([a-z]+) (?:can |may )?(?:${some}) (?:everything|anything)$`);
const makesChanges =
  /^(?:but |and )?(?:only|just) (?:the )?([a-z]+) (?:can|may|are allowed to) (?:make (?:any )?changes|change things|edit things|edit the data|change (?:the )?data)$/;

/** "curators edit , everyone reads": that only curators may edit anything. */
export function soleTold(text: string, othersRead: boolean): string {
  const who = pair.exec(text)?.[1] ?? makesChanges.exec(text)?.[1] ?? (othersRead ? all.exec(text)?.[1] : undefined);
  return who === undefined || /^(?:users|people|we|they|you|everyone|owners|authors|creators)$/.test(who)
    ? text
    : `only ${who} can create , edit and delete everything`;
}
