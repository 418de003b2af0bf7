export interface SlugOptions {
  /** What stands between words. */
  separator?: string;
  /** Most characters; words are kept whole where one fits. */
  maxLength?: number;
}

/** Letters that have no base letter to fall back on. */
const spelled: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  '&': ' and ',
};

/** Turns a text into small letters, digits and separators. */
export function slugify(text: string, options: SlugOptions = {}): string {
  const { separator = '-', maxLength } = options;
  if (maxLength !== undefined && !(Number.isInteger(maxLength) && maxLength > 0)) {
    throw new RangeError('maxLength must be a whole number above zero.');
  }
  const words =
    text
      .toLowerCase()
      .replace(/[ßæœøłđðþı&]/g, (letter) => spelled[letter] ?? '')
      .normalize('NFKD')
      .replace(/\p{Mark}|['’]/gu, '')
      .match(/[a-z0-9]+/g) ?? [];
  return maxLength === undefined ? words.join(separator) : fit(words, separator, maxLength);
}

function fit(words: readonly string[], separator: string, maxLength: number): string {
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word : slug + separator + word;
    if (longer.length > maxLength) break;
    slug = longer;
  }
  return slug === '' ? (words[0] ?? '').slice(0, maxLength) : slug;
}
