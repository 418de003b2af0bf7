export interface TextCount {
  lines: number;
  words: number;
  characters: number;
  sentences: number;
}

export interface WordFrequency {
  word: string;
  count: number;
}

export interface TopWordsOptions {
  /** Most words in the list. */
  limit?: number;
  /** Shortest word that counts. */
  minLength?: number;
  /** Words that differ in capitals alone are one, in small letters. */
  ignoreCase?: boolean;
  /** Words that do not count, in capitals or not. */
  stopWords?: readonly string[];
}

export interface ReadingOptions {
  wordsPerMinute?: number;
}

/** Counts the lines, words and characters of a text. */
export function countText(text: string): TextCount {
  const words = wordsOf(text).length;
  const lines = text === '' ? 0 : text.replace(/\r?\n$/, '').split('\n').length;
  const ended = text.match(/[.!?…]+(?=\s|$)/g)?.length ?? 0;
  const rest = wordsOf(
    text.slice(Math.max(...['.', '!', '?', '…'].map((end) => text.lastIndexOf(end))) + 1),
  );
  return {
    lines,
    words,
    characters: [...text].length,
    sentences: ended + (rest.length > 0 ? 1 : 0),
  };
}

/** Lists the most frequent words of a text, words of the same count by the alphabet. */
export function topWords(text: string, options: TopWordsOptions = {}): WordFrequency[] {
  const { limit = 10, minLength = 1, ignoreCase = true, stopWords = [] } = options;
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be at least 1.');
  const counts = new Map<string, number>();
  const left = new Set(stopWords.map((word) => word.toLowerCase()));
  for (const word of wordsOf(ignoreCase ? text.toLowerCase() : text)) {
    if (word.length >= minLength && !left.has(word.toLowerCase())) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .map(([word, count]) => ({ word, count }))
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
    .slice(0, limit);
}

/** Estimates how many minutes it takes to read a text. */
export function readingTime(text: string, options: ReadingOptions = {}): number {
  const { wordsPerMinute = 200 } = options;
  if (!(wordsPerMinute > 0)) throw new RangeError('wordsPerMinute must be above zero.');
  return Math.ceil(wordsOf(text).length / wordsPerMinute);
}

/** Letters and digits with apostrophes and hyphens between them. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
}
