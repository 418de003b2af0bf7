export interface PadTextOptions {
  /** The character to fill with. */
  fill?: string;
  /** Where it is filled. */
  side?: 'left' | 'right' | 'both';
}

export interface MaskTextOptions {
  /** Characters that stay. */
  keep?: number;
  /** What stands for the others. */
  sign?: string;
}

/** Letters that are no others with an accent. */
const strokes: Record<string, string> = { ł: 'l', Ł: 'L', ø: 'o', Ø: 'O', đ: 'd', Đ: 'D' };
const mostPadded = 10_000;

/** Writes the first letter of a text as a capital. */
export function capitalizeText(text: string): string {
  const [first = '', ...rest] = text;
  return first.toUpperCase() + rest.join('');
}

/** Writes the first letter of each word as a capital, and the others small. */
export function capitalizeWords(text: string): string {
  return text.replace(/\S+/g, (word) => capitalizeText(word.toLowerCase()));
}

/** Trims a text, and puts one blank where there are several signs of white space. */
export function collapseSpaces(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

/** Fills a text up to a length. */
export function padText(text: string, length: number, options: PadTextOptions = {}): string {
  const { fill = ' ', side = 'left' } = options;
  if ([...fill].length !== 1) throw new RangeError('It is filled with one character.');
  if (!Number.isInteger(length) || length < 0 || length > mostPadded)
    throw new RangeError(`The length must be 0 to ${mostPadded}.`);
  const missing = Math.max(0, length - [...text].length);
  const left = side === 'left' ? missing : side === 'both' ? Math.floor(missing / 2) : 0;
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

/** Counts the vowels of a text, with accents too. */
export function countVowels(text: string): number {
  return removeAccents(text).match(/[aeiou]/gi)?.length ?? 0;
}

/** Counts how often a part stands in a text, nothing twice. */
export function countOccurrences(text: string, part: string): number {
  if (part === '') throw new RangeError('The part is empty.');
  return text.split(part).length - 1;
}

/** Writes letters without their accents. */
export function removeAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[łŁøØđĐ]/g, (letter) => strokes[letter] ?? letter);
}

/** Hides a text but for its last characters. */
export function maskText(text: string, options: MaskTextOptions = {}): string {
  const { keep = 4, sign = '*' } = options;
  if (!Number.isInteger(keep) || keep < 0) throw new RangeError('What stays must not be below 0.');
  const signs = [...text];
  return signs.map((one, at) => (at < signs.length - keep ? sign : one)).join('');
}
