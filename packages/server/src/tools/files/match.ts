/** Where a text stands that was quoted with other white space than the file has. */
export type Place =
  | { kind: 'one'; start: number; end: number; replacement: string }
  | { kind: 'many'; lines: number[] }
  | { kind: 'none' };

/**
 * Looks for `old` line by line with the white space of each line taken as one blank, its ends left out. The
 * replacement is moved to the indentation that the file really has, and gets its line ends.
 */
export function findPlace(text: string, old: string, replacement: string): Place {
  const lines = text.split('\n');
  const wanted = trimBlankLines(old.split('\n'));
  if (wanted.length === 0) return { kind: 'none' };
  const plainLines = lines.map(plain);
  const plainWanted = wanted.map(plain);
  const found: number[] = [];
  for (let at = 0; at + wanted.length <= lines.length; at++) {
    if (plainWanted.every((line, index) => line === plainLines[at + index])) found.push(at);
  }
  const [at] = found;
  if (at === undefined) return { kind: 'none' };
  if (found.length > 1) return { kind: 'many', lines: found.map((line) => line + 1) };
  const start = offsetOf(lines, at);
  const last = lines[at + wanted.length - 1] ?? '';
  const end = offsetOf(lines, at + wanted.length - 1) + last.length;
  const carriage = last.endsWith('\r');
  const moved = reindent(trimBlankLines(replacement.split('\n')), wanted, lines.slice(at, at + wanted.length));
  const body = carriage ? moved.map((line) => `${line.replace(/\r$/, '')}\r`) : moved;
  return { kind: 'one', start, end, replacement: body.join('\n') };
}

function plain(line: string): string {
  return line.trim().replaceAll(/\s+/g, ' ');
}

function trimBlankLines(lines: string[]): string[] {
  let start = 0;
  let end = lines.length;
  while (start < end && lines[start]?.trim() === '') start++;
  while (end > start && lines[end - 1]?.trim() === '') end--;
  return lines.slice(start, end);
}

function offsetOf(lines: string[], index: number): number {
  let offset = 0;
  for (let line = 0; line < index; line++) offset += (lines[line]?.length ?? 0) + 1;
  return offset;
}

function indentation(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** Each indentation that the quoted lines have is exchanged for the one that the file has on that line. */
function reindent(replacement: string[], quoted: string[], actual: string[]): string[] {
  const exchange = new Map<string, string>();
  for (const [index, line] of quoted.entries()) {
    if (line.trim() !== '' && !exchange.has(indentation(line)))
      exchange.set(indentation(line), indentation(actual[index] ?? ''));
  }
  const first = quoted.find((line) => line.trim() !== '') ?? '';
  const from = indentation(first);
  const to = exchange.get(from) ?? '';
  return replacement.map((line) => {
    if (line.trim() === '') return line;
    const own = indentation(line);
    const known = exchange.get(own);
    if (known !== undefined) return known + line.slice(own.length);
    // Deeper than anything quoted: what exceeds the first line's indentation is kept.
    return own.startsWith(from) ? to + line.slice(from.length) : line;
  });
}

/** The lines of the file most like the text that was looked for, so that the next try can quote them. */
export function nearestLines(text: string, old: string): string {
  const lines = text.split('\n');
  const wanted = trimBlankLines(old.split('\n')).map(plain);
  const size = Math.min(wanted.length, 12);
  const bags = wanted.slice(0, size).map(wordsOf);
  let best = { score: 0, at: 0 };
  for (let at = 0; at < lines.length; at++) {
    let score = 0;
    for (let index = 0; index < size; index++)
      score += alike(bags[index] ?? new Set(), wordsOf(lines[at + index] ?? ''));
    if (score > best.score) best = { score, at };
  }
  if (best.score < size * 0.3) return ' Nothing in it is like it: read it again.';
  const shown = lines.slice(best.at, best.at + size).join('\n');
  return ` The nearest is at line ${best.at + 1}:\n${shown.slice(0, 2000)}`;
}

function wordsOf(line: string): Set<string> {
  return new Set(line.match(/\w+|[^\w\s]/g));
}

/** Shared words over all words (Jaccard), 0 to 1. */
function alike(a: Set<string>, b: Set<string>): number {
  if (a.size === 0 && b.size === 0) return 1;
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared / (a.size + b.size - shared);
}
