import type { Requirements } from '../requirements.ts';
import { sentencesOf } from './unaccounted.ts';
import { type Token, tokenise } from './words/tokens.ts';

/** Bounds that a description states and nothing in its requirements knows: a limit is never dropped without a word. */

const number = '\\d+(?:\\.\\d+)?';
/** Numbers that bound something, in the words of the sentences; a number alone may tell of anything. */
const bounds = [
  `(?:between|from) (${number}) (?:and|to|till|until|-|\\.\\.) (${number})`,
  `(?<![a-z0-9] )(${number}) (?:to|till|\\.\\.) (${number})`,
  `(?:at least|at most|up to|no more than|not more than|no less than|more than|less than|fewer than|maximum(?: of)?|minimum(?: of)?|max|min|limited to|exactly|(?:lasts?|takes?) (?:exactly |always )?) ?(${number})(?! ?:)`,
  `(${number}) (?:times|percent|minutes?|hours?|days?|weeks?|months?) (?:long|each|at most|at least|before|after|in advance)`,
].map((source) => new RegExp(`(?<![a-z0-9.])${source}(?![a-z0-9.])`, 'g'));

/** What every account is asked for, whether it is said or not. */
const always = /\bpasswords? .*\b8 (?:characters|letters|signs|chars)\b/;

/** Who asks tells of what there is: "we have about 60 plots". */
const tells = /\b(?:about|around|roughly|nearly|almost|some|over) \d|^(?:we|i|our|my|hi|hello|dear)\b/;

/** The sentences of `description` with a bound that `found` has nowhere. */
export function unansweredNumbers(description: string, found: Requirements): string[] {
  const known = numbersIn(found);
  const isKnown = (text: string): boolean => {
    const value = Number(text);
    // Money is kept in cents, a part as a fraction, and an hour of the day in minutes.
    return value <= 2 || [value, value * 100, value / 100, value * 60].some((one) => known.has(one));
  };
  return sentencesOf(description).flatMap((tokens) => {
    const text = tokens.map((token) => token.text).join(' ');
    if (tells.test(text) || always.test(text)) return [];
    const lost = bounds
      .flatMap((pattern) => [...text.matchAll(pattern)])
      .find(([, ...parts]) => parts.some((part) => part !== undefined && !isKnown(part)));
    const words = lost ? part(description, tokens, text, lost.index, lost[0].length) : '';
    return words === '' || found.unread.some((other) => words.includes(other)) ? [] : [words];
  });
}

/** The part of a sentence that a bound stands in, in the words of the description; with the part before where it is short. */
function part(description: string, tokens: readonly Token[], text: string, at: number, length: number): string {
  const first = text.slice(0, at).split(' ').length - 1;
  const last = text.slice(0, at + length).split(' ').length - 1;
  const cuts = tokens.flatMap((token, index) => (/^[,:()]$/.test(token.text) ? [index] : []));
  const before = cuts.filter((index) => index < first).toReversed();
  const from = (before.find((index) => last - index > 4) ?? -1) + 1;
  const to = cuts.find((index) => index > last) ?? tokens.length;
  return description.slice(tokens[from]?.start, tokens[to - 1]?.end);
}

function numbersIn(found: Requirements): Set<number> {
  const known = new Set<number>();
  const add = (text: string): void => {
    for (const token of tokenise(text)) if (/^\d/.test(token.text)) known.add(Number(token.text));
  };
  const { description: _, ...read } = found;
  JSON.stringify(read, (key, value: unknown) => {
    if (key === 'from') return undefined;
    if (typeof value === 'number') known.add(Math.abs(value));
    if (typeof value === 'string') add(value);
    return value;
  });
  return known;
}
