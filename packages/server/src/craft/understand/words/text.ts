import type { Token } from './tokens.ts';

/**
 * A description as clauses of normalised words, each of which knows where it stands in the original: patterns match
 * the plain form, provenance quotes the user's own.
 */

export interface Clause {
  tokens: Token[];
  /** Tokens joined by one space: what patterns run on. */
  text: string;
  /** Offset in `text` of each token. */
  at: number[];
  source: string;
  bullet: boolean;
  /** Normalised text of the heading that this clause stands under ("rules", "book"), or ''. */
  heading: string;
  /** Per token: some pass made something of it. */
  read: boolean[];
}

export function makeClause(source: string, tokens: Token[], bullet: boolean, heading: string): Clause {
  const at: number[] = [];
  let offset = 0;
  for (const token of tokens) {
    at.push(offset);
    offset += token.text.length + 1;
  }
  return {
    tokens,
    text: tokens.map((token) => token.text).join(' '),
    at,
    source,
    bullet,
    heading,
    read: tokens.map(() => false),
  };
}

/** The original words behind a stretch of a clause's text. */
export function wordsOf(clause: Clause, from = 0, to = clause.text.length): string {
  const [first, last] = tokenRange(clause, from, to);
  const start = clause.tokens[first];
  const end = clause.tokens[last];
  return start && end ? clause.source.slice(start.start, end.end) : '';
}

export function markRead(clause: Clause, from = 0, to = clause.text.length): void {
  const [first, last] = tokenRange(clause, from, to);
  for (let i = first; i <= last; i += 1) clause.read[i] = true;
}

function tokenRange(clause: Clause, from: number, to: number): [number, number] {
  let first = clause.at.findIndex((offset, i) => offset + (clause.tokens[i]?.text.length ?? 0) > from);
  if (first < 0) first = clause.tokens.length;
  let last = clause.tokens.length - 1;
  while (last > first && (clause.at[last] ?? 0) >= to) last -= 1;
  return [first, last];
}

/** What passes made something of, word by word; all of it where a pass answered the clause as a whole. */
export function wordsRead(clause: Clause, whole: boolean): string {
  return clause.tokens
    .filter((_, i) => whole || clause.read[i] === true)
    .map((token) => token.text)
    .join(' ');
}
