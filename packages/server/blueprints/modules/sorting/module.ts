export interface SortNumbersOptions {
  /** quick, merge, heap, insertion, bubble or selection. */
  way?: string;
  /** The largest first. */
  descending?: boolean;
}

/** Negative where the first number comes first. */
type Order = (a: number, b: number) => number;

const sortingWays: Readonly<
  Record<string, (numbers: readonly number[], order: Order) => number[]>
> = {
  quick: quickSort,
  merge: mergeSort,
  heap: heapSort,
  insertion: insertionSort,
  bubble: bubbleSort,
  selection: selectionSort,
};

/** Sorts numbers; the list that is given stays as it is. */
export function sortNumbers(
  numbers: readonly number[],
  options: SortNumbersOptions = {},
): number[] {
  const { way = 'merge', descending = false } = options;
  const sort = Object.hasOwn(sortingWays, way) ? sortingWays[way] : undefined;
  if (!sort) throw new RangeError(`${way} is not one of ${Object.keys(sortingWays).join(', ')}.`);
  return sort(numbers, descending ? (a, b) => b - a : (a, b) => a - b);
}

/** Counts the comparisons that each way takes for the same numbers. */
export function countComparisons(numbers: readonly number[]): Record<string, number> {
  const counts = Object.entries(sortingWays).map(([way, sort]) => {
    let count = 0;
    sort(numbers, (a, b) => {
      count += 1;
      return a - b;
    });
    return [way, count] as const;
  });
  return Object.fromEntries(counts);
}

/** The place of a number in a sorted list; undefined where it is not there. */
export function searchSorted(numbers: readonly number[], number: number): number | undefined {
  if (numbers.some((one, at) => at > 0 && one < (numbers[at - 1] ?? one))) {
    throw new RangeError('The numbers are not in order.');
  }
  let [from, to] = [0, numbers.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if ((numbers[middle] ?? 0) < number) from = middle + 1;
    else to = middle;
  }
  return numbers[from] === number ? from : undefined;
}

/** The first place of a number in a list in any order; undefined where it is not there. */
export function searchLinear(numbers: readonly number[], number: number): number | undefined {
  for (const [at, one] of numbers.entries()) if (one === number) return at;
  return undefined;
}

function quickSort(numbers: readonly number[], order: Order): number[] {
  if (numbers.length < 2) return [...numbers];
  const middle = Math.floor(numbers.length / 2);
  const pivot = numbers[middle] ?? 0;
  const smaller: number[] = [];
  const others: number[] = [];
  numbers.forEach((number, at) => {
    if (at !== middle) (order(number, pivot) < 0 ? smaller : others).push(number);
  });
  return [...quickSort(smaller, order), pivot, ...quickSort(others, order)];
}

function mergeSort(numbers: readonly number[], order: Order): number[] {
  if (numbers.length < 2) return [...numbers];
  const middle = Math.floor(numbers.length / 2);
  const [left, right] = [
    mergeSort(numbers.slice(0, middle), order),
    mergeSort(numbers.slice(middle), order),
  ];
  const merged: number[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const [a = 0, b = 0] = [left[i], right[j]];
    // Of equals the left one first: their order stays.
    if (order(b, a) < 0) {
      merged.push(b);
      j += 1;
    } else {
      merged.push(a);
      i += 1;
    }
  }
  return [...merged, ...left.slice(i), ...right.slice(j)];
}

function heapSort(numbers: readonly number[], order: Order): number[] {
  const heap = [...numbers];
  const swap = (a: number, b: number) => {
    [heap[a], heap[b]] = [heap[b] ?? 0, heap[a] ?? 0];
  };
  const isLast = (a: number, b: number) => order(heap[a] ?? 0, heap[b] ?? 0) > 0;
  const sink = (from: number, size: number) => {
    for (let at = from; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      if (left >= size) return;
      const below = right < size && isLast(right, left) ? right : left;
      if (!isLast(below, at)) return;
      swap(below, at);
      at = below;
    }
  };
  for (let at = Math.floor(heap.length / 2) - 1; at >= 0; at -= 1) sink(at, heap.length);
  for (let end = heap.length - 1; end > 0; end -= 1) {
    swap(0, end);
    sink(0, end);
  }
  return heap;
}

function insertionSort(numbers: readonly number[], order: Order): number[] {
  const sorted: number[] = [];
  for (const number of numbers) {
    let at = sorted.length;
    while (at > 0 && order(number, sorted[at - 1] ?? 0) < 0) at -= 1;
    sorted.splice(at, 0, number);
  }
  return sorted;
}

function bubbleSort(numbers: readonly number[], order: Order): number[] {
  const sorted = [...numbers];
  for (let end = sorted.length - 1; end > 0; end -= 1) {
    let moved = false;
    for (let at = 0; at < end; at += 1) {
      const [a = 0, b = 0] = [sorted[at], sorted[at + 1]];
      if (order(b, a) >= 0) continue;
      [sorted[at], sorted[at + 1]] = [b, a];
      moved = true;
    }
    if (!moved) break;
  }
  return sorted;
}

function selectionSort(numbers: readonly number[], order: Order): number[] {
  const sorted = [...numbers];
  for (let start = 0; start < sorted.length - 1; start += 1) {
    let first = start;
    for (let at = start + 1; at < sorted.length; at += 1) {
      if (order(sorted[at] ?? 0, sorted[first] ?? 0) < 0) first = at;
    }
    [sorted[start], sorted[first]] = [sorted[first] ?? 0, sorted[start] ?? 0];
  }
  return sorted;
}
