import { singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Clause } from '../words/text.ts';
import type { Token } from '../words/tokens.ts';

/** Where a sentence is cut in two: what stands behind a comma, a colon or an "and" and begins a statement of its own. */

export const verb =
  '(?:can|may|must|cannot|should|shall|will|has|have|had|belongs?|is|are|gets?|needs?|contains?|consists?|never|expires?|borrows?|goes|lasts)';

/** ", teachers teach courses": a plural and its verb begin a statement of their own. */
export function spokenAhead(tokens: readonly Token[], index: number): boolean {
  let at = index + 1;
  if (tokens[at]?.text === 'and') at += 1;
  const one = tokens[at]?.text ?? '';
  const two = tokens[at + 1]?.text ?? '';
  const three = tokens[at + 2]?.text ?? '';
  const words = lexicon();
  const person =
    one.endsWith('s') && (words.nouns.get(one.slice(0, -1))?.is === 'person' || words.roles.has(one.slice(0, -1)));
  return person && words.verbForms.get(two) === two && /^[a-z]/.test(three) && !/^(?:and|or|of|is|are)$/.test(three);
}

/** "a spot has at most one ticket: parking api with …": the rule before the program. */
export function ruleFirst(clause: Clause, index: number): boolean {
  const at = clause.at[index] ?? 0;
  return (
    /\b(?:can|cannot|must|may|only|never|at most|belongs?|has|have)\b/.test(clause.text.slice(0, at)) &&
    /^: (?:[a-z]+ ){0,6}(?:apis?|backend|rest service|web service)\b/.test(clause.text.slice(at))
  );
}

/** "beekeepers inspect hives: each inspection has …": a sentence of its own behind the colon. */
export function newSubject(clause: Clause, index: number): boolean {
  const at = clause.at[index] ?? 0;
  // "Pizza place with delivery: pizzas (name, price)": a title before the first list.
  const title = clause.text.slice(0, at).trim();
  const last = title.split(' ').at(-1) ?? '';
  if (
    (clause.tokens[0]?.start ?? 9) < 3 &&
    !clause.bullet &&
    singular(last) === last &&
    title.split(' ').length > 1 &&
    title.split(' ').length < 7 &&
    /^: [a-z]+s(?: [a-z]+s)? (?:\(|with) /.test(clause.text.slice(at)) &&
    !/\b(?:api|apis|backend|service|app|cli|tool|manage|track|keep|store|has|have|can)\b|\(/.test(title)
  )
    return true;
  return (
    /^: (?:[a-z]+ with [a-z]+(?: [a-z]+)? ,|(?:each|every|an?|the) [a-z]+(?: [a-z]+)? (?:has|have|records?|contains?|can|must|may|belongs?|needs?|stores?|is|gets?) )/.test(
      clause.text.slice(at),
    ) && at > 0
  );
}

/** "laundry booking: residents book machines": a plural and its verb right after the colon. */
export function pluralActs(clause: Clause, index: number): boolean {
  const [one = '', two = '', three = ''] = clause.tokens.slice(index + 1, index + 4).map((token) => token.text);
  const { verbForms, nouns, associations, crudVerbs, functionWords } = lexicon();
  return (
    one.endsWith('s') &&
    singular(one) !== one &&
    verbForms.get(two) === two &&
    (associations[two] !== undefined || crudVerbs.has(two) || !nouns.has(two)) &&
    /^[a-z]/.test(three) &&
    !/^(?:and|or|of|is|are|at)$/.test(three) &&
    !functionWords.has(one)
  );
}

/** "customers" in "customers place orders": people in the plural do what follows. */
function plainPerson(word: string): boolean {
  return singular(word) !== word && lexicon().nouns.get(singular(word))?.is === 'person';
}

/** "a, b and c are required" is one statement: what stands before the cut has no verb of its own yet. */
export function listAhead(clause: Clause, index: number): boolean {
  const before = clause.text.slice(0, clause.at[index] ?? 0);
  const mark = clause.tokens[index]?.text;
  if (mark === ':' || mark === '-' || mark === 'but') return false;
  // "customer places order, …": it has its verb.
  const { verbForms, nouns, functionWords } = lexicon();
  const spoken = before
    .trim()
    .split(' ')
    .some((word, i, all) => {
      const base = verbForms.get(word);
      return (
        i > 0 &&
        i < all.length - 1 &&
        base !== undefined &&
        !functionWords.has(word) &&
        (!nouns.has(base) ||
          plainPerson(all[i - 1] ?? '') ||
          (word !== base && word.endsWith('s') && singular(all[i - 1] ?? '') === all[i - 1])) &&
        !/^(?:,|a|an|the|of)$/.test(all[i - 1] ?? '') &&
        (word === base || !word.endsWith('ing'))
      );
    });
  if (spoken) return false;
  return !new RegExp(
    `(?:^| )(?:${verb.slice(3, -1)}|api|app|application|backend|service|system|manages?|track(?:s|ing)?|with|borrow|book|rest|do|does|wants?|per|unique|between|most|least|more|up to|->|:) `,
  ).test(`${before} `);
}

const wishes =
  /\b(?:with|using|and|,|in|on) (?:an? |the )?(?:user )?(?:login|log in|sign in|signin|signup|sign up|auth|authentication|accounts?|roles|tokens?|jwt|passwords?|pagination|paging|search|docker|dockerfile|tests|ci|openapi|swagger|postgres|postgresql|sqlite|tailwind|playwright)$/;

/** "REST API with login: dogs with a name and a breed": what it is made with is said, and what it keeps begins. */
export function afterWishes(clause: Clause, index: number): boolean {
  return wishes.test(clause.text.slice(0, clause.at[index] ?? 0).trimEnd());
}
