import { matchPattern } from './patterns.ts';
import type { Match, TypeCheck } from './patterns.ts';
import { isPhrase, phraseAt } from './phrases.ts';
import type { Lexicon } from './phrases.ts';
import type { IntakeRule } from './rules.ts';
import type { Token } from './tokens.ts';

const sentenceEnds = new Set(['.', '!', '?', ';', '\n', '…']);

/** Sentences and steps: ". ! ? ;", new lines and "then" part them; politeness is taken off at both ends. */
export function clausesOf(lexicon: Lexicon, tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [];
  let current: Token[] = [];
  for (const token of tokens) {
    const parts =
      (token.kind === 'mark' && sentenceEnds.has(token.text)) || (token.kind === 'word' && token.text === 'then');
    if (!parts) current.push(token);
    else {
      clauses.push(current);
      current = [];
    }
  }
  clauses.push(current);
  return clauses.map((clause) => stripped(lexicon, clause)).filter((clause) => clause.length > 0);
}

/** The clause and what follows each "and" or comma in it: where a second order may begin. */
export function parts(clause: readonly Token[], separators: ReadonlySet<string>): Token[][] {
  const found: Token[][] = [[]];
  for (const token of clause) {
    if (token.kind !== 'quoted' && separators.has(token.text)) found.push([]);
    else found.at(-1)?.push(token);
  }
  return found;
}

export function stripped(lexicon: Lexicon, clause: readonly Token[]): Token[] {
  let from = 0;
  let to = clause.length;
  for (;;) {
    const token = clause[from];
    if (!token || from >= to) break;
    const bullet = token.kind === 'mark' || /^(?:[-*•–—]|\d{1,3}\.?)$/.test(token.text);
    const filler = phraseAt(lexicon.fillers, clause, from);
    // A filler that is all there is may be the matter itself.
    if (filler > 0 && from + filler < to) from += filler;
    else if (bullet && from + 1 < to) from += 1;
    else break;
  }
  for (;;) {
    const last = clause[to - 1];
    if (!last || to <= from + 1) break;
    if (last.kind === 'mark' && last.text !== ')') {
      to -= 1;
      continue;
    }
    const closer = [5, 4, 3, 2, 1].find(
      (length) => to - length > from && isPhrase(lexicon.closers, clause, to - length, length),
    );
    if (closer === undefined) break;
    to -= closer;
  }
  return clause.slice(from, to);
}

/** Words after which "and" goes on with the same thing: "how to build and test it". */
const goingOn = new Set([
  'to',
  'how',
  'that',
  'which',
  'whether',
  'who',
  'where',
  'why',
  'what',
  'when',
  'can',
  'should',
  'if',
  'between',
  'both',
]);

/** "Review the code and fix the bugs" are two orders; "add a form to create and edit invoices" is one. */
export function splitOrders(
  clauses: readonly Token[][],
  lexicon: Lexicon,
  isOrder: (clause: readonly Token[]) => boolean,
): Token[][] {
  return clauses.flatMap((clause) => {
    const at = clause.findIndex((token) => token.kind === 'word' && token.text === 'and');
    if (at <= 0 || clause.slice(0, at).some((token) => token.kind === 'word' && goingOn.has(token.text)))
      return [clause];
    const rest = stripped(lexicon, clause.slice(at + 1));
    return isOrder(rest) && isOrder(clause.slice(0, at)) ? [stripped(lexicon, clause.slice(0, at)), rest] : [clause];
  });
}

export interface Candidate {
  rule: IntakeRule;
  match: Match;
  clause: readonly Token[];
  confidence: number;
}

const typeBonus = 0.03;

function confidenceOf(anchored: boolean, match: Match): number {
  const base = !anchored ? 0.68 : match.literals > 0 ? 0.9 : match.typed > 0 ? 0.7 : 0.6;
  const specific = Math.min(0.06, 0.02 * Math.max(0, match.literals - 1));
  return Math.round((base + specific + (match.typed > 0 ? typeBonus : 0)) * 1_000) / 1_000;
}

/** Every rule's best reading of a clause, the most certain first; rules of one confidence in the order of the files. */
export function candidates(rules: readonly IntakeRule[], clause: readonly Token[], check: TypeCheck): Candidate[] {
  const found: Candidate[] = [];
  // What must not be done is no order.
  if (clause[0]?.text === 'never' || (clause[0]?.text === 'do' && clause[1]?.text === 'not')) return found;
  for (const rule of rules) {
    let best: Candidate | null = null;
    for (const pattern of rule.compiled) {
      const match = matchPattern(pattern, clause, check);
      if (!match) continue;
      const confidence = confidenceOf(pattern.anchored, match);
      if (!best || confidence > best.confidence) best = { rule, match, clause, confidence };
    }
    if (best) found.push(best);
  }
  return found.sort((a, b) => b.confidence - a.confidence);
}
