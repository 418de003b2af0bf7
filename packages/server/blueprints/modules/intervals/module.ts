export interface FreeSlotOptions {
  /** Shorter gaps are left out. */
  least?: number;
}

/** Puts intervals together that overlap or touch. */
export function mergeIntervals(intervals: unknown): [number, number][] {
  if (!Array.isArray(intervals)) throw new RangeError('Intervals are a list of pairs.');
  const sorted = intervals.map(soundInterval).sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** What two lists of intervals have in common. */
export function intersectIntervals(left: unknown, right: unknown): [number, number][] {
  const others = mergeIntervals(right);
  return mergeIntervals(left).flatMap(([start, end]) =>
    others.flatMap(([from, to]): [number, number][] => {
      const common: [number, number] = [Math.max(start, from), Math.min(end, to)];
      return common[0] < common[1] ? [common] : [];
    }),
  );
}

/** What is left of the first intervals without the others. */
export function subtractIntervals(left: unknown, right: unknown): [number, number][] {
  const others = mergeIntervals(right);
  return mergeIntervals(left).flatMap(([start, end]) => freeSlots(others, start, end));
}

/** Whether a point lies in one of the intervals; their ends do not belong to them. */
export function containsPoint(intervals: unknown, point: number): boolean {
  return mergeIntervals(intervals).some(([start, end]) => start <= point && point < end);
}

/** The gaps between intervals within bounds. */
export function freeSlots(
  busy: unknown,
  from: number,
  to: number,
  options: FreeSlotOptions = {},
): [number, number][] {
  const { least = 0 } = options;
  soundInterval([from, to]);
  const taken = mergeIntervals(busy);
  const starts = [from, ...taken.map(([, end]) => Math.max(from, end))];
  const ends = [...taken.map(([start]) => Math.min(to, start)), to];
  return starts.flatMap((start, at): [number, number][] => {
    const end = ends[at] ?? to;
    return end > start && end - start >= least ? [[start, end]] : [];
  });
}

/** Start and end; the end does not belong to it. */
function soundInterval(interval: unknown): [number, number] {
  const [start, end, ...more] = Array.isArray(interval) ? interval.map(Number) : [];
  if (start === undefined || end === undefined || more.length > 0 || Number.isNaN(start - end)) {
    throw new RangeError('An interval is a pair of numbers.');
  }
  if (start > end) throw new RangeError(`An interval begins behind its end: ${start}, ${end}`);
  return [start, end];
}
