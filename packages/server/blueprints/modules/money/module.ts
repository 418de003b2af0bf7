export interface MoneyFormat {
  /** Code of the currency. */
  currency?: string;
  /** Language and country for signs and order. */
  locale?: string;
}

export interface ShareBillOptions {
  /** In percent. */
  tip?: number;
  /** Each pays a multiple of so many cents. */
  roundUpTo?: number;
}

/** All in cents. */
export interface SharedBill {
  tip: number;
  total: number;
  each: number;
  /** By all together. */
  paid: number;
}

/** All in cents. */
export interface PercentAdded {
  amount: number;
  added: number;
  total: number;
}

/** Splits an amount into parts that differ by one cent at most, the larger ones first. */
export function splitAmount(cents: number, ways: number): number[] {
  if (!Number.isInteger(ways) || ways < 1)
    throw new RangeError('ways must be a whole number above zero.');
  return splitByShares(cents, new Array<number>(ways).fill(1));
}

/** Adds a tip to a bill and gives what each person pays, rounded up. */
export function shareBill(
  cents: number,
  people: number,
  options: ShareBillOptions = {},
): SharedBill {
  const { tip = 0, roundUpTo = 1 } = options;
  if (!Number.isInteger(people) || people < 1) throw new RangeError('people must be above zero.');
  if (cents < 0) throw new RangeError('A bill is not below zero.');
  if (!Number.isInteger(roundUpTo) || roundUpTo < 1)
    throw new RangeError('roundUpTo must be above zero.');
  const { added, total } = addPercent(cents, tip);
  const each = Math.ceil(total / (people * roundUpTo)) * roundUpTo;
  return { tip: added, total, each, paid: each * people };
}

/** Splits an amount by shares so that the parts add up to it. */
export function splitByShares(cents: number, shares: readonly number[]): number[] {
  checkCents(cents);
  const sum = shares.reduce((total, share) => total + share, 0);
  if (!(sum > 0) || shares.some((share) => share < 0)) {
    throw new RangeError('The shares must not be negative, and one must be above zero.');
  }
  const exact = shares.map((share) => (cents * share) / sum);
  const parts = exact.map(Math.floor);
  // Cents that rounding left over go to those who lost most by it.
  const order = exact
    .map((value, at) => ({ at, lost: value - Math.floor(value) }))
    .sort((a, b) => b.lost - a.lost || a.at - b.at);
  const left = cents - parts.reduce((total, part) => total + part, 0);
  for (const { at } of order.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1;
  return parts;
}

/** Adds a percentage such as tax or a tip to an amount; half a cent is rounded up. */
export function addPercent(cents: number, percent: number): PercentAdded {
  checkCents(cents);
  if (!(percent >= 0)) throw new RangeError('percent must not be negative.');
  const added = Math.round((cents * percent) / 100);
  return { amount: cents, added, total: cents + added };
}

/** Writes an amount with its currency. */
export function formatMoney(cents: number, options: MoneyFormat = {}): string {
  checkCents(cents);
  const { currency = 'USD', locale = 'en-US' } = options;
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(cents / 100);
}

function checkCents(cents: number): void {
  if (!Number.isSafeInteger(cents))
    throw new RangeError('An amount must be a whole number of cents.');
}
