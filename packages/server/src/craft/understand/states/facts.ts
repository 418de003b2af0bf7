import { sideStates } from './vocabulary.ts';

/** What sentences say of the states that the rows of one thing go through. */

/** In which states a row is, by their names: `before` are those ahead of all of these, `from` these and all behind them. */
export type Where = { in: string[] } | { notIn: string[] } | { before: string[] } | { from: string[] };

export type StateFact =
  /** The states there are, in the order in which they are told. */
  | { kind: 'listed'; states: string[] }
  /** From each of `from` it may go to each of `to`; `way`: told as the way that rows go, which is all there is; `may`: as what
   * can be done to them. */
  | { kind: 'edge'; from: string[]; to: string[]; way: boolean; may: boolean }
  /** Into these it comes from there alone. */
  | { kind: 'only'; to: string[]; where: Where }
  /** From there it never comes into these. */
  | { kind: 'never'; to: string[] | 'any' | 'earlier'; where: Where }
  /** To the next one in their order. */
  | { kind: 'next' }
  /** To none of those before. */
  | { kind: 'forward' }
  /** No other change than those that were told. */
  | { kind: 'closed' }
  | { kind: 'start'; state: string }
  /** Rows there are not changed, or not deleted. */
  | { kind: 'fixed' | 'lasting'; where: Where };

export function opposite(where: Where): Where {
  if ('in' in where) return { notIn: where.in };
  if ('notIn' in where) return { in: where.notIn };
  return 'before' in where ? { from: where.before } : { before: where.from };
}

/** The states of a place among all of them. */
export function statesAt(where: Where, values: readonly string[]): string[] {
  if ('in' in where) return where.in;
  if ('notIn' in where) return values.filter((value) => !where.notIn.includes(value));
  const named = 'before' in where ? where.before : where.from;
  const first = Math.min(...named.map((name) => values.indexOf(name)));
  // What was left on the way may never have come there.
  return 'before' in where
    ? values.slice(0, first)
    : values.slice(first).filter((value) => named.includes(value) || !sideStates.test(value));
}
