const letters: readonly [letters: string, value: number][] = [
  ['M', 1000],
  ['CM', 900],
  ['D', 500],
  ['CD', 400],
  ['C', 100],
  ['XC', 90],
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
];

/** Writes a whole number from 1 to 3999 as a Roman numeral. */
export function toRoman(number: number): string {
  if (!Number.isInteger(number) || number < 1 || number > 3999) {
    throw new RangeError('Roman numerals are for whole numbers from 1 to 3999.');
  }
  let left = number;
  let numeral = '';
  for (const [text, value] of letters) {
    while (left >= value) {
      numeral += text;
      left -= value;
    }
  }
  return numeral;
}

/** Reads a Roman numeral, in capitals or small letters. */
export function fromRoman(numeral: string): number {
  const text = numeral.toUpperCase();
  if (!/^(?=.)M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/.test(text)) {
    throw new SyntaxError(`"${numeral}" is not a Roman numeral.`);
  }
  let at = 0;
  let number = 0;
  for (const [part, value] of letters) {
    while (text.startsWith(part, at)) {
      number += value;
      at += part.length;
    }
  }
  return number;
}
