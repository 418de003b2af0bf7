export interface ParseBytesOptions {
  /** KB, MB and GB are powers of 1024, as KiB, MiB and GiB always are. */
  binary?: boolean;
}

export interface FormatBytesOptions {
  /** In KiB, MiB and GiB. */
  binary?: boolean;
  /** Digits behind the point at most. */
  decimals?: number;
}

const sizeUnits = ['', 'K', 'M', 'G', 'T', 'P'];

/** Reads a size such as `1.5 MB` and gives its bytes. */
export function parseBytes(size: string, options: ParseBytesOptions = {}): number {
  const { binary = false } = options;
  const [, number = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(size) ?? [];
  if (number === '') throw new SyntaxError(`"${size}" is no size, such as 1.5 MB.`);
  const known = /^(?:([kmgtp])(i?)b?|b|bytes?|)$/i.exec(unit);
  if (!known) throw new SyntaxError(`There is no unit ${unit}; B, KB, MiB and the like are.`);
  const [, prefix = '', isBinary = ''] = known;
  const power = sizeUnits.indexOf(prefix.toUpperCase());
  const bytes = Math.round(Number(number) * (binary || isBinary !== '' ? 1024 : 1000) ** power);
  if (!Number.isSafeInteger(bytes)) throw new RangeError(`"${size}" is too large.`);
  return bytes;
}

/** Writes a number of bytes in the largest unit of which there is at least one. */
export function formatBytes(bytes: number, options: FormatBytesOptions = {}): string {
  const { binary = false, decimals = 1 } = options;
  if (!Number.isSafeInteger(bytes)) throw new RangeError('bytes must be a whole number.');
  if (bytes < 0) throw new RangeError('bytes must not be below zero.');
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 6)
    throw new RangeError('decimals must be 0 to 6.');
  const step = binary ? 1024 : 1000;
  const rounded = (power: number): number => Number((bytes / step ** power).toFixed(decimals));
  let power = 0;
  while (power < sizeUnits.length - 1 && rounded(power) >= step) power += 1;
  return `${rounded(power)} ${sizeUnits[power]}${binary && power > 0 ? 'i' : ''}B`;
}
