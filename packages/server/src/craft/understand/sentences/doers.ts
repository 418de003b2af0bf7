import { singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Clause } from '../words/text.ts';
import { retold } from './retell.ts';

/** Who does it is who was said to do it: "a neighbour can borrow a tool ; the borrower returns it". */

const deeds: Record<string, string> = {
  borrow: 'borrower',
  rent: 'renter',
  hire: 'hirer',
  lend: 'lender',
  buy: 'buyer',
  book: 'booker',
  bid: 'bidder',
  donate: 'donor',
  ride: 'rider',
};

const doing =
  /^(?:an? |the |each |every |any |all )?([a-z]+) (?:(?:can|may) )?(?:also )?([a-z]+) (?:an? |the |each |one |1 |several |many |any |up to \d+ |at most \d+ )*[a-z]/;

/** Nothing is told of a borrower but that somebody is one: the word stands for whoever borrows. */
export function doersTold(clauses: readonly Clause[]): readonly Clause[] {
  const people = new Map<string, Set<string>>();
  for (const { text, heading } of clauses) {
    const [, who = '', does = ''] = heading === '#' ? [] : (doing.exec(text) ?? []);
    const doer = deeds[lexicon().verbForms.get(does) ?? does];
    const person = singular(who);
    if (doer === undefined || person === doer || lexicon().nouns.get(person)?.is !== 'person') continue;
    people.set(doer, (people.get(doer) ?? new Set()).add(person));
  }
  const meant = [...people].flatMap(([doer, [person = '', ...others]]) =>
    others.length === 0 && !isDescribed(clauses, doer) ? [[doer, person] as const] : [],
  );
  if (meant.length === 0) return clauses;
  return clauses.map((clause) => {
    if (clause.heading === '#') return clause;
    const text = meant.reduce(
      (so, [doer, person]) =>
        so.replaceAll(new RegExp(`(?<=^|\\b(?:an?|the|each|every) )${doer}(?= (?!and |, ))`, 'g'), person),
      clause.text,
    );
    return text === clause.text ? clause : retold(clause, text);
  });
}

/** Has fields of its own, stands in a list, or is what something has: a borrower and no mere word for one who borrows. */
function isDescribed(clauses: readonly Clause[], doer: string): boolean {
  const own = new RegExp(
    `^(?:an? |the |each |every )?${doer}s? (?:has|have|:|\\()|\\b(?:has|have|with|manage|,|and) (?:an? |the )?${doer}s?(?= |$)|${doer}s`,
  );
  return clauses.some(({ text, heading }) => (heading === '#' ? text.includes(doer) : own.test(text)));
}
