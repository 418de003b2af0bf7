const networks: readonly [name: string, pattern: RegExp][] = [
  ['American Express', /^3[47]\d{13}$/],
  ['Visa', /^4(\d{12}|\d{15}|\d{18})$/],
  ['Mastercard', /^(5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12})$/],
  ['Discover', /^(6011|65\d\d|64[4-9]\d)\d{12}$/],
  ['Diners Club', /^3(0[0-5]|[68]\d)\d{11}$/],
  ['JCB', /^35(2[89]|[3-8]\d)\d{12}$/],
];

/** Whether the last digit of a number is its Luhn check digit; spaces and dashes do not count. */
export function isValidLuhn(number: string): boolean {
  const digits = compact(number);
  return /^\d{2,}$/.test(digits) && sum(digits) % 10 === 0;
}

/** The check digit that a number needs. */
export function luhnDigit(number: string): string {
  const digits = compact(number);
  if (!/^\d+$/.test(digits)) throw new RangeError('The number may hold digits only.');
  return String((10 - (sum(`${digits}0`) % 10)) % 10);
}

/** The network that a card number belongs to. */
export function cardNetwork(number: string): string | undefined {
  const digits = compact(number);
  return networks.find(([, pattern]) => pattern.test(digits))?.[0];
}

function compact(number: string): string {
  return number.replace(/[\s-]/g, '');
}

/** From the right, every second digit counts double, and a result of two digits counts as their sum. */
function sum(digits: string): number {
  return [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
}
