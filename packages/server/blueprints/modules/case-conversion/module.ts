export type Spelling = 'camel' | 'pascal' | 'snake' | 'kebab' | 'constant' | 'title' | 'sentence';

/** Writes a name in another spelling. */
export function convertCase(text: string, to: Spelling): string {
  const words = nameWords(text);
  const capitals = words.map(withCapital);
  switch (to) {
    case 'camel':
      return capitals.map((word, at) => (at === 0 ? (words[0] ?? '') : word)).join('');
    case 'pascal':
      return capitals.join('');
    case 'snake':
      return words.join('_');
    case 'kebab':
      return words.join('-');
    case 'constant':
      return words.join('_').toUpperCase();
    case 'title':
      return capitals.join(' ');
    case 'sentence':
      return withCapital(words.join(' '));
  }
}

/** The words of a name in small letters. */
function nameWords(text: string): string[] {
  return text
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

function withCapital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
