import { allRightsOf } from './all-rights.ts';
import { type Draft, stated } from '../draft.ts';
import { signInBecause } from './sign-in.ts';
import { singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { hasOwnFields, isPartaker } from '../words/noun-sense.ts';
import { type Clause, wordsOf } from '../words/text.ts';

/** Words for what somebody is in the program: "admins can …", "staff role", "only managers approve …". */

/** Those who run a program, rather than what it keeps. */
const staffWords =
  'admins?|administrators?|superadmins?|super admins?|moderators?|managers?|staff(?: members?)?|librarians?|supervisors?|receptionists?|editors?|operators?|accountants?|clerks?|cashiers?|dispatchers?|curators?|hr|owners?';
const staffActs = new RegExp(
  `^(?:the |an? |all |every |only |just |but )*(${staffWords})(?: (?:and|or|,|/) (?:the |an? )?(${staffWords}))?(?: only)? (?:can|may|must|should|are able to|is able to|is allowed to|are allowed to|has to|have to) (?!be |have |has )[a-z]`,
);
const onlyActs =
  /^(?:only|just) (?:the |an? )?([a-z]+)(?: (?:and|or|,|\/) (?:the |an? )?([a-z]+))?(?: (?:can|may|must|should|are allowed to|is allowed to))? ([a-z]+)\b/;
const byOnly = new RegExp(`\\b(?:only by|by) (?:the |an? )?(${staffWords})(?: only)?\\b|\\b(${staffWords}) only$`);
const roleNoun = /(?:^| )((?:[a-z]+ (?:, |and |or |\/ |, and )(?:an? |the )?)*[a-z]+) roles?\b(?! (?:in|of|play))/g;

/** Before things and fields are read: whether some may do more than others. */
export function findRoles(draft: Draft): void {
  for (const clause of draft.clauses) {
    if (clause.heading === '#') continue;
    const named = [...clause.text.matchAll(roleNoun)].flatMap(
      (match) => match[1]?.split(/ (?:,|and|or|\/) (?:and )?(?:an? |the )?/) ?? [],
    );
    if (named.length > 0 && named.every((word) => isRoleWord(word)) && !/\b(?:no|without) /.test(clause.text)) {
      for (const word of named) addRole(draft, clause, singular(word));
      if (clause.tokens.length <= named.length * 3 + 4) draft.ruled.add(clause);
      signInBecause(draft, wordsOf(clause));
      continue;
    }
    const listed =
      /\b(?:the |with |and |has |have )?roles (?:are |is |: |like |such as |of |\( )?(?:an? )?([a-z]+(?:(?: ,| and| or| \/|, and)+ (?:an? )?[a-z]+)+)(?= ?(?:$|\)|\.))/.exec(
        clause.text,
      );
    const names = listed?.[1]?.split(/(?: ,| and| or| \/|, and)+ (?:an? )?/) ?? [];
    if (
      names.some((word) => isRoleWord(word)) &&
      names.every((word) => /(?:er|or|ist|ian|ee|ant|min|ff)s?$|^user$/.test(word) || isRoleWord(word))
    ) {
      // Who is denied something is no thing that rows are kept of.
      for (const word of names) if (isDenied(draft, singular(word))) addRole(draft, clause, singular(word));
    }
    const only = onlyActs.exec(clause.text);
    const verb = lexicon().verbForms.get(only?.[3] ?? '');
    const people = [only?.[1], only?.[2]].filter((word) => word !== undefined);
    if (
      verb !== undefined &&
      people.length > 0 &&
      people.every((word) => (isRoleWord(word) || isDoer(draft, clause, word)) && !isOwner(word))
    ) {
      for (const word of people) if (!isListed(draft, word)) addRole(draft, clause, singular(word));
      signInBecause(draft, wordsOf(clause));
      continue;
    }
    const plain = /^(?:the |all )*(admins?|administrators?|moderators?) ([a-z]+) /.exec(clause.text);
    if (plain?.[1] && lexicon().verbForms.has(plain[2] ?? '')) {
      addRole(draft, clause, singular(plain[1]));
      signInBecause(draft, wordsOf(clause));
      continue;
    }
    // "the board manages everything"
    const all = allRightsOf(clause);
    if (all !== undefined) {
      addRole(draft, clause, all);
      signInBecause(draft, wordsOf(clause));
      continue;
    }
    const acts = staffActs.exec(clause.text);
    const words = [acts?.[1], acts?.[2]].filter((word) => word !== undefined);
    if (words.length > 0 && words.every((word) => !isListed(draft, word) && !isOwner(word))) {
      for (const word of words) addRole(draft, clause, singular(word.split(' ')[0] ?? ''));
      signInBecause(draft, wordsOf(clause));
      continue;
    }
    const by = byOnly.exec(clause.text);
    const one = by?.[1] ?? by?.[2];
    if (
      one !== undefined &&
      !isOwner(one) &&
      /\bonly\b|\bmust be\b|\b(?:are|is) (?:managed|administered|maintained) by\b/.test(clause.text) &&
      !isListed(draft, one)
    ) {
      addRole(draft, clause, singular(one.split(' ')[0] ?? ''));
      signInBecause(draft, wordsOf(clause));
    }
  }
}

function isDenied(draft: Draft, name: string): boolean {
  const said = new RegExp(
    `^(?:the |all |an? )?${name}s? (?:cannot|may not|must not|can never|should not|can only|may only) `,
  );
  return draft.clauses.some((clause) => said.test(clause.text));
}

/** Who is so by one row of another thing. */
const partOfOne = /^(?:donor|winner|bidder|reviewer|voter)$/;

function isOwner(word: string): boolean {
  return /^(?:owner|author|creator)s?$/.test(word);
}

/** "only analysts can edit samples": people by what they may do, of whom no rows are kept. */
function isDoer(draft: Draft, clause: Clause, word: string): boolean {
  const one = singular(word);
  const { nouns, crudVerbs, bodies } = lexicon();
  const verb = /^only (?:the )?[a-z]+(?: (?:and|or) (?:the )?[a-z]+)? (?:can|may) ([a-z]+)/.exec(clause.text)?.[1];
  const some = one !== word || bodies.has(word);
  // A word that is known is a person or no role: "only dogs can …".
  const people = nouns.get(one);
  return (
    verb !== undefined &&
    (crudVerbs.has(verb) || lexicon().actions[verb] !== undefined) &&
    some &&
    (people === undefined ||
      bodies.has(word) ||
      (people.is === 'person' && !partOfOne.test(one) && !isPartaker(one))) &&
    !hasOwnFields(draft, [one])
  );
}

function isRoleWord(word: string): boolean {
  const one = singular(word);
  return lexicon().roles.has(one) || /^(?:user|admin|member)$/.test(one);
}

/** "managers (name, email)", "employees, managers and shifts", "a manager has": rows of them are kept. */
function isListed(draft: Draft, words: string): boolean {
  const one = singular(words.split(' ')[0] ?? '');
  if (/^(?:super)?admin|^administrator/.test(one)) return false;
  const said = new RegExp(
    `(?:^|, |and |: |with |track |manages? |for )(?:the |an? |each )?${one}s?(?= ?(?:,|\\(|:|and |with |has |have |belong|$))`,
  );
  return draft.clauses.some(
    (clause) =>
      said.test(clause.text) &&
      !/^only |\broles?\b/.test(clause.text) &&
      !new RegExp(`\\b${one}s? (?:and [a-z]+ )?(?:can|may|must|should)\\b`).test(clause.text),
  );
}

/** An administrator and an admin are the same. */
export const roleName = (word: string): string => (word === 'administrator' ? 'admin' : word);

export function addRole(draft: Draft, clause: Clause, name: string): void {
  const plain = roleName(name);
  if (!draft.roles.some((role) => role.name === plain)) draft.roles.push({ name: plain, from: stated(clause) });
}
