import { namedCommands } from '../commands.ts';
import { placed } from '../rephrase.ts';
import { type Clause, makeClause } from '../text.ts';
import { withoutChatter } from './chatter.ts';
import { plainItems } from './items.ts';
import { ordersApart } from './orders.ts';
import { withNames } from './pronouns.ts';
import { toldPlainly } from './sentences.ts';
import { isPaging, technologyApart } from './technology.ts';
import { thingsTold } from './told.ts';

/** Longer than any sentence that is told again: what is longer is read as it stands. */
const longest = 110;

/**
 * Clauses of a description in anybody's words as those that the passes know: talk dropped, pronouns named, sentences and
 * items in their plain form. The words keep their places in the original.
 */
export function plainly(clauses: readonly Clause[]): Clause[] {
  const whole = clauses.flatMap((clause) => namedCommands(clause)).map((clause) => technologyApart(clause));
  const said = [...whole.flatMap(([clause]) => clause ?? []), ...whole.flatMap(([, ...asides]) => asides)].flatMap(
    (clause) => withoutChatter(clause, clauses) ?? [],
  );
  const told = thingsTold(said);
  return ordersApart(withNames(said.flatMap(apart), told), told).flatMap((clause) => restated(clause, told));
}

/** The same for clauses that were cut from longer ones since. */
export function plainAgain(clauses: readonly Clause[]): Clause[] {
  const told = thingsTold(clauses);
  return clauses
    .map((clause) => (isPaging(clause.text) ? { ...clause, heading: '#' } : clause))
    .flatMap((clause) => restated(clause, told));
}

function restated(clause: Clause, told: ReadonlySet<string>): Clause[] {
  return clause.heading === '#' || clause.tokens.length > longest ? [clause] : again(clause, told, 0);
}

/** "a player is on a team , they have a name": what a pronoun begins is a sentence of its own. */
function apart(clause: Clause): Clause[] {
  if (clause.heading === '#') return [clause];
  const found =
    / (?:,|-) (?:and |but )?(?=(?:they|he|she|it) (?:has|have|had|got|can|must|cannot|belongs?|is|are) |(?:i|we) (?:then |also )?(?:write down|note|note down|jot down|take down|ask for) )/.exec(
      clause.text,
    );
  if (!found || clause.text.slice(0, found.index).includes('(')) return [clause];
  const size = clause.text.slice(0, found.index).split(' ').length;
  const skipped = found[0].trim().split(' ').length;
  const part = (tokens: Clause['tokens']): Clause => makeClause(clause.source, tokens, clause.bullet, clause.heading);
  return [part(clause.tokens.slice(0, size)), ...apart(part(clause.tokens.slice(size + skipped)))];
}

function again(clause: Clause, told: ReadonlySet<string>, depth: number): Clause[] {
  const text = plainItems(clause.text);
  const sentences = toldPlainly(text, told);
  const make = (words: string): Clause =>
    words === clause.text
      ? clause
      : makeClause(clause.source, placed(words.split(' '), clause.tokens), clause.bullet, clause.heading);
  if (sentences.length === 1 && sentences[0] === text) return [make(text)];
  return sentences.flatMap((sentence) => (depth < 3 ? again(make(sentence), told, depth + 1) : [make(sentence)]));
}
