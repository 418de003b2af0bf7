export interface TextFactsOptions {
  wordsPerMinute?: number;
}

export interface TextFacts {
  characters: number;
  words: number;
  sentences: number;
  paragraphs: number;
  wordsPerSentence: number;
  longestWord: string;
  readingMinutes: number;
}

export interface ReadingEase {
  /** 0 (hard) to 100 (easy). */
  ease: number;
  /** Years of school. */
  grade: number;
  meaning: string;
}

/** From which ease on a text is called so. */
const easeNames: readonly [least: number, name: string][] = [
  [90, 'very easy'],
  [80, 'easy'],
  [70, 'fairly easy'],
  [60, 'plain'],
  [50, 'fairly hard'],
  [30, 'hard'],
];

/** Counts what a text holds; averages have one decimal. */
export function describeText(text: string, options: TextFactsOptions = {}): TextFacts {
  const { wordsPerMinute = 200 } = options;
  if (wordsPerMinute < 1) throw new RangeError('The words per minute must be at least 1.');
  const words = wordsOfText(text);
  const sentences = sentencesOf(text);
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best), '');
  return {
    characters: text.length,
    words: words.length,
    sentences: sentences.length,
    paragraphs: text.split(/\n\s*\n/).filter((part) => part.trim() !== '').length,
    wordsPerSentence: sentences.length === 0 ? 0 : oneDecimal(words.length / sentences.length),
    longestWord: longest,
    readingMinutes: oneDecimal(words.length / wordsPerMinute),
  };
}

/** How easily an English text reads, by Flesch and by Flesch and Kincaid. */
export function readingEase(text: string): ReadingEase {
  const words = wordsOfText(text);
  if (words.length === 0) throw new RangeError('There are no words in this text.');
  const perSentence = words.length / Math.max(1, sentencesOf(text).length);
  const perWord = words.reduce((sum, word) => sum + syllablesOf(word), 0) / words.length;
  const ease = Math.min(100, Math.max(0, 206.835 - 1.015 * perSentence - 84.6 * perWord));
  const grade = Math.max(0, 0.39 * perSentence + 11.8 * perWord - 15.59);
  const [, meaning] = easeNames.find(([least]) => ease >= least) ?? [0, 'very hard'];
  return { ease: oneDecimal(ease), grade: oneDecimal(grade), meaning };
}

function wordsOfText(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
}

function sentencesOf(text: string): string[] {
  return text.split(/[.!?…]+(?=\s|$)/).filter((part) => wordsOfText(part).length > 0);
}

/** Groups of vowels; an e at the end is silent. */
function syllablesOf(word: string): number {
  const groups = word
    .toLowerCase()
    .replace(/(?<=[^aeiouy]{1,20})e$/, '')
    .match(/[aeiouy]+/g);
  return Math.max(1, groups?.length ?? 0);
}

function oneDecimal(number: number): number {
  return Math.round(number * 10) / 10;
}
