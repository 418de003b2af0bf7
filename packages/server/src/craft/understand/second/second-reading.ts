import type { Understanding } from '../../requirements.ts';
import { one, plural } from '../plain/words.ts';
import type { Facts } from './facts.ts';
import { factsOf } from './facts.ts';
import { type Understood, faultsOf, isLost, losesSomething, tells } from './losses.ts';
import { thingsOf } from './mentions.ts';
import { statementsOf } from './statements.ts';
import { asking } from './talk.ts';

/**
 * What no pass gave to anything, because nobody knew the words around it: sentences that only say which thing has which
 * fields, and which belongs to which, are told again in the plain form. That reading is kept where it tells all of them
 * and loses nothing of the first, and it is said. A sentence that says more than this is left as it stands.
 */

/** The understanding of a text, with what was lost of it told in the plain form. */
export function besideLost(text: string, read: (text: string) => Understanding): Understanding {
  const first = read(text);
  if (first.verdict === 'understood' && first.requirements.kind !== 'rest_api') return first;
  const facts = factsIn(text, first);
  if (first.verdict !== 'understood') return retoldWith(text, facts, first, read) ?? first;
  const { requirements } = first;
  const lost = facts.filter((fact) => isLost(requirements, fact));
  const faults = faultsOf(requirements, facts, text);
  if (facts.length === 0 || (lost.length === 0 && faults === 0)) return first;
  const some = lost.length > 0 ? retoldWith(text, lost, first, read) : undefined;
  if (some && faultsOf(some.requirements, facts, text) === 0) return some;
  const all = retoldWith(text, facts, first, read);
  if (all && faultsOf(all.requirements, facts, text) < faultsOf((some ?? first).requirements, facts, text)) return all;
  if (some) return some;
  let best: Understood = first;
  let kept: Facts[] = [];
  for (const fact of lost) {
    const more = retoldWith(text, [...kept, fact], best, read);
    if (!more) continue;
    best = more;
    kept = [...kept, fact];
  }
  return best;
}

function factsIn(text: string, found: Understanding): Facts[] {
  const statements = statementsOf(text);
  const things = thingsOf(statements, found);
  let spoken: string | undefined;
  return statements.flatMap((statement) => {
    const facts = factsOf(statement, things, spoken);
    const [only, ...others] = facts?.things ?? [];
    spoken = facts?.owns.at(-1)?.thing ?? (others.length === 0 ? only : undefined) ?? spoken;
    return facts && facts.owns.length + facts.belongs.length > 0 ? [facts] : [];
  });
}

/** The text read with these sentences in the plain form, where that is better than `first`. */
function retoldWith(
  text: string,
  facts: readonly Facts[],
  first: Understanding,
  read: (text: string) => Understanding,
): Understood | undefined {
  let next = text;
  const said: string[] = [];
  for (const fact of facts.toSorted((a, b) => b.start - a.start)) {
    const plain = plainOf(fact);
    const asks = fact.rest.some((word) => asking.test(word)) || first.verdict !== 'understood';
    const head = asks && fact.things.length > 0 ? `REST API to manage ${listOf(fact.things.map(plural))}. ` : '';
    said.unshift(`${head}${plain}`);
    next = `${next.slice(0, fact.start)}${head}${plain}${next.slice(fact.end)}`;
  }
  const again = read(next);
  if (again.verdict !== 'understood' || again.requirements.kind !== 'rest_api') return undefined;
  if (!tells(again.requirements, facts) || losesSomething(first, again, facts)) return undefined;
  const { requirements } = again;
  const assumptions = [`Read as: ${said.join('. ')}.`, ...requirements.assumptions];
  return { ...again, requirements: { ...requirements, assumptions } };
}

function plainOf({ owns, belongs }: Facts): string {
  return [
    ...owns.map(
      ({ thing, fields }) =>
        `each ${thing} has ${fields.map(({ name, told }) => (one(name) === name ? `a ${told}` : told)).join(', ')}`,
    ),
    ...belongs.map(({ child, parent }) => `each ${child} belongs to a ${parent}`),
  ].join('. ');
}

const listOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
