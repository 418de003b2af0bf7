/** Whether a text reads the same from behind; only letters and digits count. */
export function isPalindrome(text: string): boolean {
  const letters = lettersIn(text);
  if (letters.length === 0) throw new RangeError('There are no letters in this text.');
  return letters.every((letter, at) => letter === letters.at(-1 - at));
}

/** Whether two texts have the same letters. */
export function areAnagrams(left: string, right: string): boolean {
  return sortedLetters(left) === sortedLetters(right);
}

/** Puts words together that have the same letters: groups of two and more. */
export function groupAnagrams(words: readonly string[]): string[][] {
  return [...Map.groupBy(words, sortedLetters).values()].filter((group) => group.length > 1);
}

/** Says a text in pig latin: consonants go to the end, followed by "ay". */
export function toPigLatin(text: string): string {
  return text.replace(/[a-z]+/gi, (word) => {
    const plain = word.toLowerCase();
    const [head = ''] = /^(?:[^aeiouy]*qu|y?[^aeiouy]*|)(?=[aeiouy])/.exec(plain) ?? [];
    const hasVowel = /[aeiou]/.test(plain);
    const changed = hasVowel
      ? `${plain.slice(head.length)}${head === '' ? 'way' : `${head}ay`}`
      : `${plain}ay`;
    const isCapital = word.charAt(0) !== plain.charAt(0);
    return isCapital ? changed.charAt(0).toUpperCase() + changed.slice(1) : changed;
  });
}

/** Writes a text from behind; what people see as one sign stays whole. */
export function reverseText(text: string): string {
  const signs = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)];
  return signs
    .map(({ segment }) => segment)
    .reverse()
    .join('');
}

function lettersIn(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]/gu) ?? []
  );
}

function sortedLetters(text: string): string {
  return lettersIn(text).sort().join('');
}
