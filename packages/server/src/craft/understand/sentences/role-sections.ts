import { plural } from '../plain/words.ts';
import { infinitive } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Clause, makeClause } from '../words/text.ts';
import { placed } from './rephrase.ts';

/** Sections that list who uses the program: "## Roles", "- Student: enrolls in courses, submits assignments". */

const heading =
  /^(?:the |our |main )?(?:user |system )?(?:roles?|actors?|personas?|user types?|types of users?|kinds of users?|users and roles|roles and (?:permissions|rights)|actors and roles|stakeholders)$/;

const point =
  /^(?:an? |the )?([a-z]+(?: [a-z]+)?) (?::|-|\() ((?:only )?(?:can only |may only |can |may |cannot |must )?)([a-z]+) (.+?)(?: \))?$/;

export const isRolesHeading = (text: string): boolean => heading.test(text);

/** Each deed of a point as a sentence about those who do it. */
export function rolesTold(clause: Clause): Clause[] {
  if (!clause.bullet || !heading.test(clause.heading)) return [clause];
  const [, who = '', may = '', verb = '', rest = ''] = point.exec(clause.text) ?? [];
  if (infinitive(verb) === undefined || /^(?:has|have|is|are)$/.test(verb)) return [clause];
  const people = plural(who);
  const modal = may === '' ? 'can ' : may;
  return deeds(`${verb} ${rest}`.split(' ')).map((deed) => {
    const [first = '', ...others] = deed;
    const words = `${people} ${modal}${infinitive(first) ?? first} ${others.join(' ')}`
      .replace(/^([a-z ]+?) only can /, 'only $1 can ')
      .split(' ');
    return makeClause(clause.source, placed(words, clause.tokens), clause.bullet, '');
  });
}

/** "enrolls in courses , submits assignments and sees grades": cut before each verb that has an object of its own. */
function deeds(words: readonly string[]): string[][] {
  const { verbForms } = lexicon();
  const parts: string[][] = [[]];
  let depth = 0;
  for (const [at, word] of words.entries()) {
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    const joins = depth === 0 && /^(?:,|and)$/.test(word);
    const next = words[at + 1] === 'and' ? words[at + 2] : words[at + 1];
    // "manages patients and visits": what nothing follows has no object, and is one.
    const behind = words[at + (words[at + 1] === 'and' ? 3 : 2)];
    const acts = behind !== undefined && !/^(?:,|and)$/.test(behind);
    if (joins && acts && next !== undefined && verbForms.has(next) && (parts.at(-1)?.length ?? 0) > 1) {
      parts.push([]);
      continue;
    }
    if ((parts.at(-1)?.length ?? 0) === 0 && /^(?:,|and)$/.test(word)) continue;
    parts.at(-1)?.push(word);
  }
  return parts.filter((part) => part.length > 0);
}
