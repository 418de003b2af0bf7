export interface FilterLevelOptions {
  /** Leaves out the levels above it. */
  only?: boolean;
}

export interface FilterTimeOptions {
  /** `YYYY-MM-DD`, with or without a time. */
  since?: string | undefined;
  /** All of it included: the whole day, the whole minute. */
  until?: string | undefined;
}

export interface TopMessagesOptions {
  /** Most messages. */
  top?: number;
}

export interface LogMessage {
  count: number;
  /** With `#` in place of digits. */
  message: string;
}

/** By weight. */
const levels: readonly (readonly string[])[] = [
  ['trace'],
  ['debug'],
  ['info', 'notice'],
  ['warn', 'warning'],
  ['error', 'err'],
  ['fatal', 'critical', 'crit', 'panic'],
];

/** Counts the lines of a log by their level; those without one are `other`, empty ones are none. */
export function countLevels(log: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of linesOf(log)) {
    const level = levels[weightOf(line)]?.[0] ?? 'other';
    counts[level] = (counts[level] ?? 0) + 1;
  }
  return counts;
}

/** Keeps the lines of a level and of those above it. @throws RangeError for what is no level. */
export function filterLevel(log: string, level: string, options: FilterLevelOptions = {}): string {
  const least = levels.findIndex(([name]) => name === level);
  if (least < 0) throw new RangeError(`${level} is no level.`);
  return linesOf(log)
    .filter((line) => (options.only ? weightOf(line) === least : weightOf(line) >= least))
    .map((line) => `${line}\n`)
    .join('');
}

/** Keeps the lines of a period; those without a time belong to the line before them. @throws SyntaxError for what is no time. */
export function filterTime(log: string, options: FilterTimeOptions = {}): string {
  const [since, until] = [options.since, options.until].map(readBound);
  let kept = since === undefined;
  return linesOf(log)
    .filter((line) => {
      const time = /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?/.exec(line)?.[0].replace('T', ' ');
      if (time !== undefined)
        kept =
          (since === undefined || time.slice(0, since.length) >= since) &&
          (until === undefined || time.slice(0, until.length) <= until);
      return kept;
    })
    .map((line) => `${line}\n`)
    .join('');
}

function readBound(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?$/.test(text))
    throw new SyntaxError(`"${text}" is no date or time, such as 2030-01-31 or 2030-01-31 10:00.`);
  return text.replace('T', ' ');
}

/** Finds the lines in which a text stands. @throws RangeError for no text. */
export function searchLog(log: string, text: string): string[] {
  if (text === '') throw new RangeError('The text to look for is missing.');
  const wanted = text.toLowerCase();
  return log
    .split('\n')
    .map((line, at) => `${at + 1}: ${line.replace(/\r$/, '')}`)
    .filter((line) =>
      line
        .slice(line.indexOf(' ') + 1)
        .toLowerCase()
        .includes(wanted),
    );
}

/** Lists the messages that come most often, equally frequent ones by the alphabet. @throws RangeError where none is wanted. */
export function topMessages(log: string, options: TopMessagesOptions = {}): LogMessage[] {
  const { top = 10 } = options;
  if (!Number.isInteger(top) || top < 1) throw new RangeError('The top must be at least 1.');
  const counts = new Map<string, number>();
  for (const line of linesOf(log)) {
    const message = messageOf(line);
    counts.set(message, (counts.get(message) ?? 0) + 1);
  }
  return [...counts]
    .map(([message, count]) => ({ count, message }))
    .sort((a, b) => b.count - a.count || (a.message < b.message ? -1 : 1))
    .slice(0, top);
}

function linesOf(log: string): string[] {
  return log.split(/\r?\n/).filter((line) => line.trim() !== '');
}

/** Which of the levels a line has; -1 for none. */
function weightOf(line: string): number {
  const named = /(?:level|lvl|severity)["']?\s*[=:]\s*["']?([a-z]+)/i.exec(line)?.[1];
  const told = named === undefined ? -1 : weightNamed(named);
  if (told >= 0) return told;
  for (const { 0: word, index } of line.matchAll(/[a-z]+/gi)) {
    const [before, behind] = [line[index - 1] ?? '', line[index + word.length] ?? ''];
    const marked = /[[(<]/.test(before) ? /[\])>]/.test(behind) : behind === ':';
    // A small word in a sentence is none.
    if ((word === word.toUpperCase() || marked) && weightNamed(word) >= 0) return weightNamed(word);
  }
  return -1;
}

function weightNamed(word: string): number {
  return levels.findIndex((names) => names.includes(word.toLowerCase()));
}

/** Without the times before it, and with one sign for each number. */
function messageOf(line: string): string {
  const text = line
    .trim()
    .replace(/^[[(]?\d[\d:.,/TZ+-]*[\])]?(?: +\d[\d:.,/TZ+-]*[\])]?)?\s+/, '');
  return text.replace(/\d+/g, '#');
}
