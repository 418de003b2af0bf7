export interface WrapOptions {
  /** Letters of a line. */
  width?: number;
  /** left, right, center or justify. */
  align?: string;
  /** Spaces before each line. */
  indent?: number;
}

const alignments: Readonly<
  Record<string, (line: string, width: number, isLast: boolean) => string>
> = {
  left: (line) => line,
  right: (line, width) => line.padStart(width),
  center: (line, width) => ' '.repeat(Math.floor((width - line.length) / 2)) + line,
  justify: (line, width, isLast) => (isLast ? line : spread(line, width)),
};

/** Breaks lines at a width; an empty line parts paragraphs. */
export function wrapText(text: string, options: WrapOptions = {}): string {
  const { width = 80, align = 'left', indent = 0 } = options;
  if (!Number.isInteger(width) || width < 1 || width > 1000) {
    throw new RangeError('A line has 1 to 1000 letters.');
  }
  const put = Object.hasOwn(alignments, align) ? alignments[align] : undefined;
  if (!put) throw new RangeError(`${align} is not one of ${Object.keys(alignments).join(', ')}.`);
  const room = Math.max(1, width - indent);
  const paragraphs = text.trim().split(/\n\s*\n/);
  const wrapped = paragraphs.map((paragraph) => {
    const lines = linesOf(
      paragraph.split(/\s+/).filter((word) => word !== ''),
      room,
    );
    return lines.map(
      (line, at) => `${' '.repeat(indent)}${put(line, room, at === lines.length - 1)}\n`,
    );
  });
  return wrapped.map((lines) => lines.join('')).join('\n');
}

/** Cuts a text at a length, between words where it can. */
export function shortenText(text: string, length: number): string {
  if (!Number.isInteger(length) || length < 1) throw new RangeError('The length is at least 1.');
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  const atWord = /\s/.test(text.charAt(length - 1)) ? cut : cut.replace(/\s+\S*$/, '');
  return `${(/\s/.test(cut) ? atWord : cut).trimEnd()}…`;
}

/** Puts a box around a text. */
export function boxText(text: string): string {
  const lines = text.replace(/\n$/, '').split('\n');
  const width = Math.max(...lines.map((line) => line.length));
  const edge = '─'.repeat(width + 2);
  const body = lines.map((line) => `│ ${line.padEnd(width)} │\n`).join('');
  return `┌${edge}┐\n${body}└${edge}┘\n`;
}

/** Words into lines; those longer than a line are broken. */
function linesOf(words: readonly string[], width: number): string[] {
  const pieces = words.flatMap((word) => word.match(new RegExp(`.{1,${width}}`, 'gsu')) ?? []);
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + piece.length <= width) {
      lines[lines.length - 1] = `${last} ${piece}`;
    } else lines.push(piece);
  }
  return lines;
}

/** Spaces between words so that the line is as long as it may be, those on the left first. */
function spread(line: string, width: number): string {
  const words = line.split(' ');
  const gaps = words.length - 1;
  if (gaps === 0) return line;
  const spaces = width - words.join('').length;
  return words
    .map((word, at) => {
      if (at === gaps) return word;
      return word + ' '.repeat(Math.floor(spaces / gaps) + (at < spaces % gaps ? 1 : 0));
    })
    .join('');
}
