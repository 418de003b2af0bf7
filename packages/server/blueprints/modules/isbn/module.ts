/** Whether a text is an ISBN of 10 or 13 digits; spaces and dashes do not count. */
export function isValidIsbn(isbn: string): boolean {
  const digits = bareDigits(isbn);
  if (/^\d{9}[\dX]$/.test(digits)) return isbnTenDigit(digits) === digits.at(-1);
  return /^97[89]\d{10}$/.test(digits) && isValidEan(digits);
}

/** Gives the 13 digits of an ISBN. */
export function toIsbn13(isbn: string): string {
  const digits = soundIsbn(isbn);
  if (digits.length === 13) return digits;
  const body = `978${digits.slice(0, 9)}`;
  return body + eanDigit(body);
}

/** Gives the 10 digits of an ISBN; those that begin with 979 have none. */
export function toIsbn10(isbn: string): string {
  const digits = soundIsbn(isbn);
  if (digits.length === 10) return digits;
  if (!digits.startsWith('978'))
    throw new RangeError('Only those that begin with 978 have 10 digits.');
  const body = digits.slice(3, 12);
  return body + isbnTenDigit(body);
}

/** Whether a text is an EAN of 8 or 13 digits. */
export function isValidEan(ean: string): boolean {
  const digits = bareDigits(ean);
  return /^(\d{8}|\d{13})$/.test(digits) && eanDigit(digits.slice(0, -1)) === digits.at(-1);
}

/** Gives the check digit of 7 or 12 digits: every second one from the right counts three times. */
export function eanDigit(digits: string): string {
  if (!/^(\d{7}|\d{12})$/.test(digits))
    throw new RangeError('An EAN has 7 or 12 digits before the last.');
  const weights = [...digits].reverse().map((digit, at) => Number(digit) * (at % 2 === 0 ? 3 : 1));
  return String((10 - (weights.reduce((sum, one) => sum + one, 0) % 10)) % 10);
}

/** The tenth digit of the nine before; X stands for ten. */
function isbnTenDigit(digits: string): string {
  const sum = [...digits.slice(0, 9)].reduce(
    (all, digit, at) => all + Number(digit) * (10 - at),
    0,
  );
  const last = (11 - (sum % 11)) % 11;
  return last === 10 ? 'X' : String(last);
}

function bareDigits(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase();
}

function soundIsbn(isbn: string): string {
  if (!isValidIsbn(isbn)) throw new RangeError(`${isbn} is no ISBN.`);
  return bareDigits(isbn);
}
