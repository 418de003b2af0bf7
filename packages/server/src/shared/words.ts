/** Letters and digits only, so that no query syntax of either database gets through; PostgreSQL refuses longer words. */
export function wordsOf(text: string): string[] {
  const words = text.toWellFormed().match(/[\p{L}\p{N}]{1,100}/gu) ?? [];
  return words.slice(0, 32);
}

/** `1 file`, `2 files`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
