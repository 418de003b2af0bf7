export interface VigenereOptions {
  /** Turns an encoded text back. */
  decode?: boolean;
}

export interface CipherOptions {
  /** A whole number for caesar, letters for vigenere. */
  key?: string | undefined;
}

const morse: Record<string, string> = Object.fromEntries(
  `a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- r.-. s... t- u..- v...- w.-- x-..-
   y-.-- z--.. 0----- 1.---- 2..--- 3...-- 4....- 5..... 6-.... 7--... 8---.. 9----.`
    .split(/\s+/)
    .map((entry) => [entry.charAt(0), entry.slice(1)]),
);
const letters = new Map(Object.entries(morse).map(([letter, code]) => [code, letter]));

/** Encrypts a text by caesar, vigenere, atbash or rot13; case and other signs stay. */
export function encipher(cipher: string, text: string, options: CipherOptions = {}): string {
  return turned(cipher, text, options.key, false);
}

/** Turns a text back that was encrypted by a cipher. */
export function decipher(cipher: string, text: string, options: CipherOptions = {}): string {
  return turned(cipher, text, options.key, true);
}

/** Shifts each letter along the alphabet; the negative shift decodes. */
export function caesar(shift: number, text: string): string {
  if (!Number.isInteger(shift)) throw new RangeError('The shift must be a whole number.');
  return text.replace(/[a-z]/gi, (letter) => shifted(letter, shift));
}

/** Shifts each letter by the letters of a key. */
export function vigenere(key: string, text: string, options: VigenereOptions = {}): string {
  if (!/^[a-z]+$/i.test(key)) throw new RangeError('The key may hold letters only.');
  const shifts = [...key.toLowerCase()].map((letter) => letter.charCodeAt(0) - 97);
  const direction = options.decode ? -1 : 1;
  let place = 0;
  return text.replace(/[a-z]/gi, (letter) => {
    const shift = shifts[place % shifts.length] ?? 0;
    place += 1;
    return shifted(letter, shift * direction);
  });
}

/** Writes a text in Morse code, / between words. */
export function toMorse(text: string): string {
  const words = text.trim().toLowerCase().split(/\s+/);
  return words.map((word) => [...word].map(morseOf).join(' ')).join(' / ');
}

/** Reads Morse code. */
export function fromMorse(code: string): string {
  const words = code.trim().split(/\s*\/\s*/);
  return words
    .map((word) => word.split(/\s+/).map(letterOf).join(''))
    .join(' ')
    .toUpperCase();
}

function turned(cipher: string, text: string, key: string | undefined, decode: boolean): string {
  switch (cipher) {
    case 'caesar': {
      const shift = needed(cipher, key).trim();
      if (!/^[-+]?\d{1,9}$/.test(shift)) {
        throw new RangeError(`The key of caesar is a whole number, not ${shift}.`);
      }
      return caesar(decode ? -Number(shift) : Number(shift), text);
    }
    case 'vigenere':
      return vigenere(needed(cipher, key), text, { decode });
    case 'atbash':
      return text.replace(/[a-z]/gi, (letter) => {
        const base = letter <= 'Z' ? 65 : 97;
        return String.fromCharCode(2 * base + 25 - letter.charCodeAt(0));
      });
    case 'rot13':
      return caesar(13, text);
    default:
      throw new RangeError(`${cipher} is not one of caesar, vigenere, atbash and rot13.`);
  }
}

function needed(cipher: string, key: string | undefined): string {
  if (key === undefined) throw new RangeError(`${cipher} needs a key.`);
  return key;
}

function shifted(letter: string, shift: number): string {
  const base = letter <= 'Z' ? 65 : 97;
  const place = letter.charCodeAt(0) - base + (shift % 26) + 26;
  return String.fromCharCode(base + (place % 26));
}

function morseOf(letter: string): string {
  const code = morse[letter];
  if (code === undefined) throw new RangeError(`Morse code has no "${letter}".`);
  return code;
}

function letterOf(code: string): string {
  const letter = letters.get(code);
  if (letter === undefined) throw new SyntaxError(`"${code}" is no Morse code.`);
  return letter;
}
