export interface BaseOptions {
  /** Base of the number, 2 to 36. */
  from?: number;
  /** Base of the result, 2 to 36. */
  to?: number;
}

/** Converts a whole number of any size from one base to another. */
export function convertBase(number: string, options: BaseOptions = {}): string {
  const { from = 10, to = 2 } = options;
  for (const base of [from, to]) {
    if (!Number.isInteger(base) || base < 2 || base > 36) {
      throw new RangeError('A base is a whole number from 2 to 36.');
    }
  }
  const [, sign = '', digits = ''] = /^([+-]?)(.*)$/s.exec(number.trim().toLowerCase()) ?? [];
  const value = [...digits].reduce(
    (sum, digit) => sum * BigInt(from) + digitValue(digit, from),
    0n,
  );
  if (digits === '') throw new SyntaxError(`"${number}" is not a number of base ${from}.`);
  return (sign === '-' && value !== 0n ? '-' : '') + value.toString(to);
}

function digitValue(digit: string, base: number): bigint {
  const value = /^[0-9a-z]$/.test(digit) ? Number.parseInt(digit, 36) : base;
  if (value >= base) throw new SyntaxError(`"${digit}" is not a digit of base ${base}.`);
  return BigInt(value);
}
