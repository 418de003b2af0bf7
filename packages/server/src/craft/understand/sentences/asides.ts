import { type AsideKind, cutOf } from './aside-cuts.ts';
import { singularPhrase } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { retold } from './retell.ts';
import { type Clause, makeClause } from '../words/text.ts';

/**
 * Statements of rules about time, money and stock, taken out of the text before things and fields are looked for in it:
 * "expire after 7 days" names no field, "2 eur per started hour" no row, "when it is full" nothing at all.
 */

export interface Aside {
  kind: AsideKind;
  /** The words of the rule; `text` says it in the plain form that its reader knows. */
  clause: Clause;
  /** What was said just before: what "it" stands for. */
  before: Clause | undefined;
}

/** "tours with a date and up to 8 paddlers each": the limit as a sentence of its own. */
function eachOf(text: string): string[] | undefined {
  const match =
    /^((?:.* : )?(?:an? |the |each |every )*([a-z]+(?: [a-z]+)?) (?:with|have|has) .*?)(?: ,)?(?: and| with)? (?:up to|at most|max(?:imum)?(?: of)?|no more than) (\d+) ([a-z]+)(?: each| per \2)?$/.exec(
      text,
    );
  if (!match?.[1] || !match[2] || !match[4] || !/ each$| per /.test(text)) return undefined;
  const one = singularPhrase(match[2]);
  return [match[1], `${match[2]} have ${match[4]}`, `a ${one} has at most ${match[3] ?? ''} ${match[4]}`];
}

/** "guests with name and email book classes": what they have, and what they do. */
function doersOf(text: string): string[] | undefined {
  const match =
    /^((?:an? |the |each |every )*[a-z]+) with (?:an? |their |the )?([a-z]+(?:(?: ,| and| , and) (?:an? |their |the )?[a-z]+)*) (book|borrow|rent|reserve|order|buy|join|enroll in|enrol in|register for|signup for|sign up for|apply for|attend) ([a-z]+(?: [a-z]+)?)$/.exec(
      text,
    );
  return match
    ? [`${match[1] ?? ''} have ${match[2] ?? ''}`, `${match[1] ?? ''} ${match[3] ?? ''} ${match[4] ?? ''}`]
    : undefined;
}

/** "people sign up for workshops with name and email": it is theirs, or that of the sign-up where nobody has an account. */
function signingOf(text: string): string[] | undefined {
  const match =
    /^((?:(?:an? |the |each |every )*([a-z]+)) (?:(?:can|may) )?(book|borrow|rent|reserve|order|join|register for|signup for|apply for|enroll in)s? ([a-z]+(?: [a-z]+)?)) (?:with|by giving|giving|by|using) (?:an? |their |the )?((?:full |first |last )?(?:name|email|phone|address|phone number|email address)(?:(?: ,| and| , and) (?:an? |their |the )?(?:full |first |last )?(?:name|email|phone|address|phone number|email address))*)$/.exec(
      text,
    );
  const [, done = '', who = '', verb = '', , fields = ''] = match ?? [];
  if (!match) return undefined;
  const made = lexicon().associations[verb.split(' ')[0] ?? ''];
  const whose = /^(?:user|people|person|anybody|anyone|everybody|everyone|one)s?$/.test(who) ? made : who;
  return whose === undefined ? undefined : [done, `${whose === made ? `an ${made}` : whose} has ${fields}`];
}

/** "classes with a title and 20 places": how many there is room for, and nothing that rows are kept of. */
function withCapacity(clause: Clause): Clause | undefined {
  const { text, tokens } = clause;
  const match =
    /^(?:an? |the |each |every )*[a-z]+(?: [a-z]+)? (?:has|have|with) (.*(?: ,| and) )?(\d+) (?:free |available )?(?:places|spots|slots|seats)( and | , |$)/.exec(
      text,
    );
  // "halls have 80 seats" alone may be the number that each has.
  if (!match || (match[1] === undefined && match[3] === '')) return undefined;
  const at = tokens.findIndex(
    ({ text: word }, index) =>
      word === match[2] && /^(?:free|available|places|spots|slots|seats)$/.test(tokens[index + 1]?.text ?? ''),
  );
  const end = tokens.findIndex(({ text: word }, index) => index > at && word.endsWith('s'));
  const [first, last] = [tokens[at], tokens[end]];
  if (!first || !last) return undefined;
  const said = ['a', 'capacity', 'of', first.text].map((word) => ({ text: word, start: first.start, end: last.end }));
  return makeClause(
    clause.source,
    [...tokens.slice(0, at), ...said, ...tokens.slice(end + 1)],
    clause.bullet,
    clause.heading,
  );
}

export function setAside(clauses: readonly Clause[]): { clauses: Clause[]; asides: Aside[] } {
  const kept: Clause[] = [];
  const asides: Aside[] = [];
  const elsewhere = (words: string, own: Clause): boolean => {
    const noun =
      words
        .replace(/^manage /, '')
        .split(' ')
        .at(-1) ?? '';
    const one = singularPhrase(noun);
    return clauses.some((other) => other !== own && new RegExp(`\\b(?:${noun}|${one})\\b`).test(other.text));
  };
  for (const clause of clauses) {
    const each =
      clause.heading === '#' ? undefined : (eachOf(clause.text) ?? doersOf(clause.text) ?? signingOf(clause.text));
    if (each) {
      kept.push(...each.map((words) => retold(clause, words)));
      continue;
    }
    const limited = clause.heading === '#' ? undefined : withCapacity(clause);
    if (limited) {
      kept.push(limited);
      continue;
    }
    const cut = clause.heading === '#' ? undefined : cutOf(clause.text);
    if (!cut) {
      kept.push(clause);
      continue;
    }
    const left = cut.left.filter((words) => !(words.startsWith('manage ') && elsewhere(words, clause)));
    kept.push(...left.map((words) => retold(clause, words)));
    asides.push({ kind: cut.kind, clause: told(clause, cut.told), before: kept.at(-1) });
  }
  return { clauses: kept, asides };
}

/** The rule in plain words, each of which stands for all that was said. */
function told(clause: Clause, words: string): Clause {
  const [first] = clause.tokens;
  const last = clause.tokens.at(-1);
  if (!first || !last) return clause;
  const tokens = words.split(' ').map((text) => ({ ...first, text, start: first.start, end: last.end }));
  return makeClause(clause.source, tokens, clause.bullet, clause.heading);
}
