import type { Clause } from '../words/text.ts';
import { stem } from '../words/stem.ts';
import { tokenise } from '../words/tokens.ts';

/** Where the words of a manifest stand in a description. */

export interface Spot {
  clause: Clause;
  /** Index of the first token and of the one behind the last. */
  from: number;
  to: number;
}

const normal = new Map<string, string[]>();

/** A phrase of a manifest as the tokens of a description would look. */
export function phrase(text: string): string[] {
  const known = normal.get(text);
  if (known) return known;
  const words = tokenise(text)
    .map((token) => stem(token.text))
    .filter((word) => !/^[-.]$/.test(word));
  normal.set(text, words);
  return words;
}

const stemmed = new WeakMap<Clause, string[]>();

export function stems(clause: Clause): string[] {
  const known = stemmed.get(clause) ?? clause.tokens.map((token) => stem(token.text));
  stemmed.set(clause, known);
  return known;
}

export function spotsOf(clauses: readonly Clause[], text: string): Spot[] {
  const words = phrase(text);
  if (words.length === 0) return [];
  return clauses.flatMap((clause) => {
    const tokens = stems(clause);
    const found: Spot[] = [];
    if (!tokens.includes(words[0] ?? '')) return found;
    for (let i = 0; i + words.length <= tokens.length; i += 1) {
      if (words.every((word, k) => tokens[i + k] === word)) found.push({ clause, from: i, to: i + words.length });
    }
    return found;
  });
}

/** "validates IBANs and email addresses": the verb of a phrase tells of all that is listed behind it. */
export function sharedSpots(clauses: readonly Clause[], text: string): Spot[] {
  const [verb, ...rest] = phrase(text);
  if (verb === undefined || rest.length === 0) return [];
  return clauses.flatMap((clause) => {
    const tokens = stems(clause);
    const from = tokens.indexOf(verb);
    if (from < 0) return [];
    return tokens.flatMap((_, i) => {
      const listed =
        i > from + 1 && /^(?:,|and|or)$/.test(tokens[i - 1] ?? '') && rest.every((word, k) => tokens[i + k] === word);
      const ends = /^(?:,|and|or|\.|;|:|\)|$)/.test(tokens[i + rest.length] ?? '');
      return listed && ends ? [{ clause, from: i, to: i + rest.length }] : [];
    });
  });
}

/** "sort, number and dedupe the lines": the object of a phrase stands behind the last of several verbs. */
export function listedVerbs(clauses: readonly Clause[], text: string): Spot[] {
  const [verb, object, more] = phrase(text).filter((word) => word !== 'the');
  if (verb === undefined || object === undefined || more !== undefined) return [];
  return clauses.flatMap((clause) => {
    const tokens = stems(clause);
    return tokens.flatMap((token, from) => {
      if (token !== verb) return [];
      let at = from + 1;
      while (/^(?:,|and|or)$/.test(tokens[at] ?? '')) at += /^(?:,|and|or)$/.test(tokens[at + 1] ?? '') ? 1 : 2;
      if (at === from + 1) return [];
      if (tokens[at] === 'the') at += 1;
      return tokens[at] === object ? [{ clause, from, to: from + 1 }] : [];
    });
  });
}

export const says = (clauses: readonly Clause[], text: string): boolean => spotsOf(clauses, text).length > 0;

const quoted =
  /(?<=^|[\s(:])(?:'[^'\n]{2,80}'|"[^"\n]{2,80}"|“[^”\n]{2,80}”|‘[^’\n]{2,80}’|`[^`\n]{2,80}`)(?=$|[\s).,;:!?])/g;
const quotes = new Map<string, [number, number][]>();

/** 'Crème Brûlée' in "should become": a sample, not what is wished. */
export function isQuoted(clause: Clause, at: number): boolean {
  let spots = quotes.get(clause.source);
  if (!spots) {
    spots = [...clause.source.matchAll(quoted)].map(({ index, 0: all }) => [index, index + all.length]);
    quotes.clear();
    quotes.set(clause.source, spots);
  }
  return spots.some(([from, to]) => at >= from && at < to);
}
