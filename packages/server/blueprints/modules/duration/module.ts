interface Unit {
  name: string;
  short: string;
  milliseconds: number;
  pattern: RegExp;
}

/** The largest first. */
const units: readonly Unit[] = [
  { name: 'week', short: 'w', milliseconds: 604_800_000, pattern: /^w(eeks?|ks?)?$/ },
  { name: 'day', short: 'd', milliseconds: 86_400_000, pattern: /^d(ays?)?$/ },
  { name: 'hour', short: 'h', milliseconds: 3_600_000, pattern: /^h((ou)?rs?)?$/ },
  { name: 'minute', short: 'm', milliseconds: 60_000, pattern: /^m(in(ute)?s?)?$/ },
  { name: 'second', short: 's', milliseconds: 1000, pattern: /^s(ec(ond)?s?)?$/ },
  { name: 'millisecond', short: 'ms', milliseconds: 1, pattern: /^(ms|milli(second)?s?)$/ },
];

/** Milliseconds of a duration such as "1h 30m", "2 days" or "1.5 hours". */
export function parseDuration(text: string): number {
  const sign = text.trim().startsWith('-') ? -1 : 1;
  const rest = text
    .trim()
    .replace(/^[+-]/, '')
    .replace(/,|\band\b/gi, ' ')
    .trim();
  if (rest === '') throw new SyntaxError('A duration is needed, such as "1h 30m".');
  const used = new Set<Unit>();
  let total = 0;
  for (const [piece, amount, word = ''] of rest.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)|\S+/gi)) {
    if (amount === undefined) throw new SyntaxError(`"${piece}" is not part of a duration.`);
    const unit = findUnit(amount, word);
    if (used.has(unit)) throw new SyntaxError(`The duration names ${unit.name}s twice.`);
    used.add(unit);
    total += Number(amount) * unit.milliseconds;
  }
  return sign * total;
}

function findUnit(amount: string, word: string): Unit {
  if (word === '') throw new SyntaxError(`The number ${amount} has no unit.`);
  const unit = units.find(({ pattern }) => pattern.test(word.toLowerCase()));
  if (!unit) throw new SyntaxError(`"${word}" is not a unit of time.`);
  return unit;
}

export interface DurationFormat {
  /** Writes units as words. */
  long?: boolean;
  /** Most units in the result. */
  parts?: number;
}

/** Writes milliseconds as a duration, the largest unit first. */
export function formatDuration(milliseconds: number, options: DurationFormat = {}): string {
  const { long = false, parts = 3 } = options;
  if (!Number.isInteger(parts) || parts < 1) {
    throw new RangeError('parts must be a whole number above zero.');
  }
  let left = Math.abs(Math.round(milliseconds));
  const written: string[] = [];
  for (const unit of units.filter(({ name }) => name !== 'week')) {
    const amount = Math.floor(left / unit.milliseconds);
    left -= amount * unit.milliseconds;
    if (amount > 0 && written.length < parts) written.push(write(amount, unit, long));
  }
  if (written.length === 0) return long ? '0 seconds' : '0s';
  return (milliseconds < 0 ? '-' : '') + written.join(long ? ', ' : ' ');
}

function write(amount: number, unit: Unit, long: boolean): string {
  if (!long) return `${amount}${unit.short}`;
  return `${amount} ${unit.name}${amount === 1 ? '' : 's'}`;
}
