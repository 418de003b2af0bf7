export interface FlattenListOptions {
  /** How deep; all the way if not given. */
  depth?: number | undefined;
}

/** Cuts a list into pieces of a length; the last may be shorter. */
export function chunkList<T>(items: readonly T[], size: number): T[][] {
  if (!Number.isInteger(size) || size < 1) throw new RangeError('The size must be above zero.');
  const list = listOf(items);
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_, at) => list.slice(at * size, (at + 1) * size));
}

/** Leaves out what stands in a list before; objects and lists are the same when what is inside is. */
export function uniqueItems<T>(items: readonly T[]): T[] {
  const seen = new Set<string>();
  return listOf(items).filter((item) => {
    const key = keyOf(item);
    const known = seen.has(key);
    seen.add(key);
    return !known;
  });
}

/** Puts the items of lists inside a list in their place. */
export function flattenList(
  items: readonly unknown[],
  options: FlattenListOptions = {},
): unknown[] {
  const { depth = Number.POSITIVE_INFINITY } = options;
  if (depth < 0) throw new RangeError('The depth must not be below 0.');
  return listOf(items).flat(depth);
}

/** Groups objects by what they hold under a key; under "null" are those that hold nothing there. */
export function groupByKey<T>(items: readonly T[], key: string): Record<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of listOf(items)) {
    if (typeof item !== 'object' || item === null)
      throw new RangeError('The items must be objects.');
    const value: unknown = new Map<string, unknown>(Object.entries(item)).get(key) ?? null;
    const name = typeof value === 'string' ? value : JSON.stringify(value);
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return Object.fromEntries(groups);
}

/** Pairs the items of two lists, as far as the shorter one goes. */
export function zipLists<L, R>(left: readonly L[], right: readonly R[]): [L, R][] {
  const others = listOf(right);
  return listOf(left)
    .slice(0, others.length)
    .map((item, at): [L, R] => [item, others[at] as R]);
}

/** Gives what stands in both lists, each once, in the order of the first. */
export function commonItems<T>(left: readonly T[], right: readonly T[]): T[] {
  const others = new Set(listOf(right).map(keyOf));
  return uniqueItems(left).filter((item) => others.has(keyOf(item)));
}

/** Gives what stands in the first list and not in the second, each once. */
export function missingItems<T>(left: readonly T[], right: readonly T[]): T[] {
  const others = new Set(listOf(right).map(keyOf));
  return uniqueItems(left).filter((item) => !others.has(keyOf(item)));
}

/** Gives what stands in either list, each once. */
export function allItems<T>(left: readonly T[], right: readonly T[]): T[] {
  return uniqueItems([...listOf(left), ...listOf(right)]);
}

/** Puts a list in an order by chance, each as likely as the others (Fisher–Yates). */
export function shuffleList<T>(items: readonly T[]): T[] {
  const shuffled = [...listOf(items)];
  for (let at = shuffled.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1));
    const item = shuffled[at] as T;
    shuffled[at] = shuffled[other] as T;
    shuffled[other] = item;
  }
  return shuffled;
}

/** What comes from outside may be no list. */
function listOf<T>(items: readonly T[]): readonly T[] {
  if (!Array.isArray(items)) throw new RangeError('This is no list.');
  return items;
}

/** The same for objects with the same content in whatever order. */
function keyOf(item: unknown): string {
  const ordered = (_: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return `${typeof item} ${JSON.stringify(item, ordered)}`;
}
