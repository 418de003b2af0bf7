import { singular } from './grammar.ts';

/** "validates", "validator" and "validation" are one word here, "parsing" and "parse", "topological" and "topologically" are. */
export function stem(word: string): string {
  const one = singular(word).replace(/(?<=[a-z]{3}ical)ly$/, '');
  if (one.length < 4) return one;
  const cut = /(?:ations?|ators?|ating|ated|ate)$/.test(one)
    ? one.replace(/(?:ations?|ators?|ating|ated|ate)$/, 'at')
    : one.replace(/(?:ing|er|or|ed|e)$/, '');
  return cut.length < 4 ? one : cut.replace(/([^aeiou])\1$/, '$1');
}
