export interface NumberFacts {
  count: number;
  sum: number;
  mean: number;
  median: number;
  min: number;
  max: number;
  /** Standard deviation of the whole population. */
  deviation: number;
}

/** Gives count, sum, mean, median, extremes and standard deviation of numbers. */
export function describeNumbers(numbers: readonly number[]): NumberFacts {
  const sorted = inOrder(numbers);
  const sum = sorted.reduce((total, number) => total + number, 0);
  const mean = sum / sorted.length;
  const squares = sorted.reduce((total, number) => total + (number - mean) ** 2, 0);
  return {
    count: sorted.length,
    sum,
    mean,
    median: percentile(50, sorted),
    min: sorted[0] ?? 0,
    max: sorted.at(-1) ?? 0,
    deviation: Math.sqrt(squares / sorted.length),
  };
}

/** Gives the value under which a share of the numbers (in percent) lies. */
export function percentile(share: number, numbers: readonly number[]): number {
  if (!(share >= 0 && share <= 100)) throw new RangeError('The share must be 0 to 100.');
  const sorted = inOrder(numbers);
  const place = (share / 100) * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

/** Lists the most frequent of the numbers, the smallest first. */
export function modes(numbers: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const number of inOrder(numbers)) counts.set(number, (counts.get(number) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts].filter(([, count]) => count === most).map(([number]) => number);
}

function inOrder(numbers: readonly number[]): number[] {
  if (numbers.length === 0) throw new RangeError('There must be at least one number.');
  return [...numbers].sort((a, b) => a - b);
}
