export interface SortLinesOptions {
  /** The last comes first. */
  descending?: boolean;
  /** By the number at the beginning; what has none comes first. */
  numeric?: boolean;
  ignoreCase?: boolean;
  /** Equal lines once. */
  unique?: boolean;
}

export interface FilterLinesOptions {
  ignoreCase?: boolean;
  /** The others stay. */
  without?: boolean;
}

export interface CountedLine {
  line: string;
  count: number;
}

/** Keeps the first of equal lines, in the order in which they stand. */
export function uniqueLines(text: string, options: { ignoreCase?: boolean } = {}): string {
  return joined(distinct(linesOf(text), options.ignoreCase ?? false));
}

/** Sorts lines by the alphabet or by the number that they begin with. */
export function sortLines(text: string, options: SortLinesOptions = {}): string {
  const { descending = false, numeric = false, ignoreCase = false, unique = false } = options;
  const key = (line: string): string => (ignoreCase ? line.toLowerCase() : line);
  const order = (a: string, b: string): number => {
    if (numeric && numberOf(a) !== numberOf(b)) return numberOf(a) < numberOf(b) ? -1 : 1;
    return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
  };
  const lines = linesOf(text);
  const kept = unique ? distinct(lines, ignoreCase) : lines;
  return joined([...kept].sort(descending ? (a, b) => order(b, a) : order));
}

/** Puts the last line first. */
export function reverseLines(text: string): string {
  return joined(linesOf(text).reverse());
}

/** Puts its number before each line. */
export function numberLines(text: string, options: { start?: number } = {}): string {
  const { start = 1 } = options;
  wholeNumber(start, 'The first number');
  const lines = linesOf(text);
  const width = String(start + lines.length - 1).length;
  const numbered = lines.map((line, at) => `${String(start + at).padStart(width)}  ${line}`);
  return joined(numbered.map((line) => line.trimEnd()));
}

/** Keeps the lines in which something stands, or those in which it does not. */
export function filterLines(part: string, text: string, options: FilterLinesOptions = {}): string {
  const { ignoreCase = false, without = false } = options;
  const key = (one: string): string => (ignoreCase ? one.toLowerCase() : one);
  return joined(linesOf(text).filter((line) => key(line).includes(key(part)) !== without));
}

/** Counts how often each line stands there, the most frequent first. */
export function countLines(text: string): CountedLine[] {
  const counts = new Map<string, number>();
  for (const line of linesOf(text)) counts.set(line, (counts.get(line) ?? 0) + 1);
  const counted = [...counts].map(([line, count]) => ({ line, count }));
  return counted.sort((a, b) => b.count - a.count);
}

/** Takes out empty lines and the blanks at the ends of lines. */
export function cleanLines(text: string, options: { keepEmpty?: boolean } = {}): string {
  const lines = linesOf(text).map((line) => line.trimEnd());
  return joined(options.keepEmpty ? lines : lines.filter((line) => line !== ''));
}

/** Gives the lines at the beginning. */
export function firstLines(text: string, options: { count?: number } = {}): string {
  const { count = 10 } = options;
  wholeNumber(count, 'The count');
  return joined(linesOf(text).slice(0, count));
}

/** Gives the lines at the end. */
export function lastLines(text: string, options: { count?: number } = {}): string {
  const { count = 10 } = options;
  wholeNumber(count, 'The count');
  const lines = linesOf(text);
  return joined(lines.slice(Math.max(0, lines.length - count)));
}

/** What ends a text is no line of its own. */
function linesOf(text: string): string[] {
  if (text === '') return [];
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function distinct(lines: readonly string[], ignoreCase: boolean): string[] {
  const seen = new Set<string>();
  return lines.filter((line) => {
    const key = ignoreCase ? line.toLowerCase() : line;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The number at the beginning of a line; what has none comes before all. */
function numberOf(line: string): number {
  const found = /^\s*([+-]?\d+(?:\.\d+)?)/.exec(line);
  return found ? Number(found[1]) : Number.NEGATIVE_INFINITY;
}

function wholeNumber(value: number, what: string): void {
  if (!Number.isInteger(value) || value < 0) {
    throw new RangeError(`${what} must be a whole number from 0 on.`);
  }
}
