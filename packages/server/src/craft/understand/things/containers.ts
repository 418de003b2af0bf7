/** Words for a place where many of a thing are kept: "photo library", "stamp collection". */

const containers =
  /^(?:collection|catalog|catalogue|database|record|directory|registry|log|library|archive|diary|journal|history|list)$/;

/** "photo library" is a name for photos; a lending library is a library. */
export function isContainer(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (
    last === 'library' &&
    words.some((word) => /^(?:lending|loan|public|school|tool|toy|book|city|university)$/.test(word))
  )
    return false;
  if (last === 'book')
    return /^(?:contact|address|phone|telephone|recipe|guest|log|order|cook)$/.test(words.at(-2) ?? '');
  return containers.test(last);
}
