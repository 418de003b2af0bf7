import pluralize from 'pluralize';

const empty = new Set([
  'a',
  'an',
  'the',
  'of',
  'in',
  'at',
  'on',
  'is',
  'and',
  'has',
  'it',
  'they',
  'are',
  'whether',
  'for',
]);
const same: Record<string, string> = {
  max: 'maximum',
  min: 'minimum',
  amount: 'number',
  count: 'number',
  kilograms: 'kilogram',
  kg: 'kilogram',
  day: 'date',
  credit: 'balance',
  begin: 'start',
  beginning: 'start',
  starting: 'start',
  ending: 'end',
};

/** `numberOfFrames`, `number-of-frames` and "number of frames" as the words that say something, singular. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word && !empty.has(word))
    .map((word) => same[word] ?? pluralize.singular(word));
}

/** How well a name of the program carries a stated one: 1 the same, 0 nothing in common. "show|spectacle" is either. */
export function likeness(stated: string, actual: string): number {
  if (stated.includes('|')) return Math.max(...stated.split('|').map((one) => likeness(one, actual)));
  const wanted = wordsOf(stated);
  const found = wordsOf(actual);
  if (wanted.length === 0 || found.length === 0) return 0;
  const hits = wanted.filter((word) => found.some((other) => alike(word, other))).length;
  return hits / Math.max(wanted.length, found.length);
}

function alike(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 4 && long.startsWith(short.slice(0, Math.max(4, short.length - 1)));
}

function sameWords(stated: string, actual: string): number {
  const found = wordsOf(actual);
  return wordsOf(stated).filter((word) => found.includes(word)).length;
}

/** The best of some names for a stated one, where at least half of the words agree; of two that are alike the one that is the same, is named first among the stated, or says nothing more. */
export function closest<T>(stated: string, all: readonly T[], nameOf: (one: T) => string): T | undefined {
  const scored = all
    .map((one) => ({
      one,
      score: likeness(stated, nameOf(one)),
      same: sameWords(stated, nameOf(one)),
      named: stated.split('|').findIndex((name) => likeness(name, nameOf(one)) === likeness(stated, nameOf(one))),
      words: wordsOf(nameOf(one)).length,
    }))
    .toSorted((a, b) => b.score - a.score || b.same - a.same || a.named - b.named || a.words - b.words);
  return scored[0] && scored[0].score >= 0.5 ? scored[0].one : undefined;
}
