import pluralize from 'pluralize';
import { lexicon } from './lexicon.ts';

/** Slips of the keyboard: a word that nobody has, one letter away from one word that is known, and from no other. */

const letters = 'abcdefghijklmnopqrstuvwxyz';
const vowels = 'aeiouy';
/** Shorter words are a letter away from too many others. */
const shortest = 6;
const remembered = new Map<string, string | undefined>();

/** The known word that was meant; undefined where the word is one, or where two would fit. */
export function meant(word: string): string | undefined {
  if (remembered.has(word)) return remembered.get(word);
  if (remembered.size > 5_000) remembered.clear();
  const found = search(word);
  remembered.set(word, found);
  return found;
}

function search(word: string): string | undefined {
  if (word.length < shortest - 1 || !/^[a-z]+$/.test(word)) return undefined;
  const { vocabulary, spelled, realWords } = lexicon();
  if (vocabulary.has(word) || realWords.has(word) || vocabulary.has(pluralize.singular(word))) return undefined;
  // "a round", where only "rounds" is listed.
  if (vocabulary.has(pluralize.plural(word))) return undefined;
  const found = new Set<string>();
  for (const candidate of near(word))
    if (candidate.length >= shortest && (spelled.has(candidate) || vocabulary.has(candidate))) found.add(candidate);
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

/** One letter left out, doubled, swapped with the next, or a vowel taken for another; the first letter stands. */
function* near(word: string): Generator<string> {
  for (let i = 1; i <= word.length; i += 1) {
    const before = word.slice(0, i);
    for (const letter of letters) yield `${before}${letter}${word.slice(i)}`;
    const here = word[i];
    if (here === undefined) break;
    if (here === word[i - 1]) yield `${before}${word.slice(i + 1)}`;
    const next = word[i + 1];
    if (next !== undefined) yield `${before}${next}${here}${word.slice(i + 2)}`;
    if (vowels.includes(here)) for (const vowel of vowels) yield `${before}${vowel}${word.slice(i + 1)}`;
  }
}
