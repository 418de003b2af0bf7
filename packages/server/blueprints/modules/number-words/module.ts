const smallNumbers =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const thousands = ['', ' thousand', ' million', ' billion', ' trillion', ' quadrillion'];

/** Writes a whole number in words. */
export function numberToWords(number: number): string {
  if (!Number.isSafeInteger(number)) throw new RangeError(`${number} is not a whole number.`);
  if (number < 0) return `minus ${numberToWords(-number)}`;
  if (number === 0) return 'zero';
  const groups: string[] = [];
  for (let rest = number, at = 0; rest > 0; rest = Math.floor(rest / 1000), at += 1) {
    if (rest % 1000 > 0) groups.unshift(belowThousand(rest % 1000) + (thousands[at] ?? ''));
  }
  return groups.join(' ');
}

/** Writes a number as 1st, 2nd, 3rd. */
export function ordinal(number: number): string {
  if (!Number.isSafeInteger(number)) throw new RangeError(`${number} is not a whole number.`);
  if (number < 0) throw new RangeError('An ordinal is not negative.');
  const isTeen = Math.floor((number % 100) / 10) === 1;
  return `${number}${(isTeen ? undefined : ['th', 'st', 'nd', 'rd'][number % 10]) ?? 'th'}`;
}

function belowThousand(number: number): string {
  const hundreds = number >= 100 ? `${smallNumbers[Math.floor(number / 100)]} hundred` : '';
  const rest = number % 100;
  const units = rest % 10 > 0 ? `-${smallNumbers[rest % 10]}` : '';
  const last = rest < 20 ? smallNumbers[rest] : `${tens[Math.floor(rest / 10)]}${units}`;
  return [hundreds, rest > 0 ? last : ''].filter((part) => part !== '').join(' ');
}
