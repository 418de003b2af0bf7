import { isPlural, singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isPartaker } from '../words/noun-sense.ts';
import type { Clause } from '../words/text.ts';
import { allRightsOf, isReadingOnly, soleTold } from '../actions/all-rights.ts';
import { retold } from './retell.ts';
import { isRolesHeading } from './role-sections.ts';

/** People of whom nothing is told but what they may do are roles, and what they are said to do is theirs alone. */

const only = /^(?:but |and )?(?:only|just) (?:the )?([a-z]+) (?:can|may|must|should|are allowed to) [a-z]/;
const deed =
  /^(?:only )?(?:the |all )?([a-z]+) (?:(?:can|may|are allowed to|must|should) )?((?:[a-z]+(?: , | and | or | , and ))*[a-z]+) ((?:the |all |any )?[a-z]+(?: [a-z]+)?(?:(?: ,| and| or| , and) (?:the |all |any )?[a-z]+(?: [a-z]+)?)*)$/;
const looks = /^(?:the |all )?([a-z]+) (?:can|may) (?:only|just) (?:read|view|see|list|browse|look|watch) /;

/** Who is so by what a row says of them, or is nobody in particular, or no person. */
const nobodyNamed =
  /^(?:people|everybody|everyone|they|we|you|owners?|authors?|creators?|system|app|application|api|service)$/;

/** What is made of this verb alone, and no row of another thing: "manage", "delete", "record". */
const isRight = (verb: string): boolean => {
  const { crudVerbs, verbForms, associations } = lexicon();
  const base = verbForms.get(verb) ?? verb;
  const crud = crudVerbs.get(base);
  return crud !== undefined && !/^(?:list|read)$/.test(crud) && associations[base] === undefined;
};

const isTheirs = (clause: Clause): boolean => / (?:own|their|his|her) /.test(clause.text);

/** "only board members may": those of the board, and not every member. */
function bodiesNamed(clause: Clause): Clause {
  const [all, head = '', body = ''] = /^(only (?:the )?)([a-z]+) members? (?=can |may )/.exec(clause.text) ?? [];
  if (all === undefined || !lexicon().bodies.has(body)) return clause;
  return retold(clause, `${head}${body} ${clause.text.slice(all.length)}`);
}

/** As sentences that begin with "only", one for each thing, where the people are roles. */
export function rightsTold(told: readonly Clause[]): Clause[] {
  const othersRead = told.some(isReadingOnly);
  const clauses = told.map((clause) => {
    const named = bodiesNamed(clause);
    const text = clause.heading === '#' ? named.text : soleTold(named.text, othersRead);
    return text === named.text ? named : retold(named, text);
  });
  const points = new Set(rolePoints(clauses));
  const doers = new Map<string, string[]>();
  for (const clause of clauses) {
    const [, who = '', verbs = ''] = clause.heading === '#' ? [] : (deed.exec(clause.text) ?? []);
    const sole = only.exec(clause.text)?.[1];
    const word = sole ?? who;
    if (nobodyNamed.test(word) || isPartaker(singular(word)) || !isPlural(word) || clause.heading === '#') continue;
    const first = lexicon().verbForms.get(verbs.split(' ')[0] ?? '') ?? '';
    const runs = /^(?:manage|administer|maintain)$/.test(first) && isPersonWord(word);
    if (sole !== undefined || runs || (points.has(clause) && isRight(verbs.split(' ')[0] ?? '')))
      doers.set(word, [...(doers.get(word) ?? []), clause.text]);
  }
  const roles = new Set([...doers.keys()].filter((who) => clauses.every((clause) => isOfRights(clause, who))));
  if (roles.size === 0) return clauses;
  return clauses.flatMap((clause) => {
    const [, who = '', verbs = '', objects = ''] = clause.heading === '#' ? [] : (deed.exec(clause.text) ?? []);
    if (!roles.has(who) || clause.text.startsWith('only ') || looks.test(clause.text)) return [clause];
    // Who manages everything shuts nobody out.
    if (allRightsOf(clause) !== undefined) return [clause];
    return objects
      .split(/ (?:, and|,|and|or) /)
      .map((object) => retold(clause, `only ${who} can ${plainVerbs(verbs)} ${object}`));
  });
}

/** The points of sections of roles. */
function rolePoints(clauses: readonly Clause[]): Clause[] {
  let heading = '';
  return clauses.filter((clause) => {
    if (clause.heading === '#') heading = clause.text;
    else if (!clause.bullet) heading = '';
    return clause.heading !== '#' && isRolesHeading(heading);
  });
}

/** Speaks of them as those who may do something, or not at all. */
function isOfRights(clause: Clause, who: string): boolean {
  const one = singular(who);
  if (clause.heading === '#' || !clause.tokens.some(({ text }) => text === who || text === one)) return true;
  if (isTheirs(clause)) return false;
  const [, doer, verbs = ''] = deed.exec(clause.text) ?? [];
  return (
    only.exec(clause.text)?.[1] === who ||
    looks.exec(clause.text)?.[1] === who ||
    (doer === who && verbs.split(/ (?:, and|,|and|or) /).every(isRight))
  );
}

const isPersonWord = (word: string): boolean => {
  const { nouns, roles } = lexicon();
  return nouns.get(singular(word))?.is === 'person' || roles.has(singular(word)) || /(?:ist|ian)s$/.test(word);
};

const plainVerbs = (verbs: string): string =>
  verbs
    .split(' ')
    .map((word) => lexicon().verbForms.get(word) ?? word)
    .join(' ');
