export interface PriorityQueueOptions<Item = unknown> {
  /** The largest priority comes first. */
  largestFirst?: boolean;
  /** An order of one's own in place of priorities: negative where the first item comes out before the second. */
  compare?: (a: Item, b: Item) => number;
}

export interface PriorityQueueState {
  largestFirst: boolean;
  /** In the order in which they were put in. */
  items: { item: unknown; priority: number }[];
}

interface HeapEntry<Item> {
  item: Item;
  priority: number;
  /** Entries are numbered as they come. */
  number: number;
}

/** Items that come out by priority: a binary heap, so that each push and pop takes log n steps. */
export class PriorityQueue<Item = unknown> {
  readonly #largestFirst: boolean;
  readonly #compare: ((a: Item, b: Item) => number) | undefined;
  readonly #heap: HeapEntry<Item>[] = [];
  #pushed = 0;

  constructor(options: PriorityQueueOptions<Item> = {}, state?: PriorityQueueState) {
    this.#largestFirst = state?.largestFirst ?? options.largestFirst ?? false;
    this.#compare = options.compare;
    for (const { item, priority } of state?.items ?? []) this.push(item as Item, { priority });
  }

  push(item: Item, options: { priority?: number } = {}): number {
    const { priority = 0 } = options;
    if (typeof priority !== 'number' || Number.isNaN(priority)) {
      throw new RangeError('A priority is a number.');
    }
    this.#heap.push({ item, priority, number: this.#pushed });
    this.#pushed += 1;
    this.#rise(this.#heap.length - 1);
    return this.#heap.length;
  }

  pop(): Item | undefined {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (first && last && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return first?.item;
  }

  peek(): Item | undefined {
    return this.#heap[0]?.item;
  }

  size(): number {
    return this.#heap.length;
  }

  toJSON(): PriorityQueueState {
    const items = [...this.#heap]
      .sort((a, b) => a.number - b.number)
      .map(({ item, priority }) => ({ item, priority }));
    return { largestFirst: this.#largestFirst, items };
  }

  #isBefore(a: HeapEntry<Item>, b: HeapEntry<Item>): boolean {
    const own = this.#compare?.(a.item, b.item) ?? a.priority - b.priority;
    const order = this.#compare === undefined && this.#largestFirst ? -own : own;
    return order === 0 ? a.number < b.number : order < 0;
  }

  #rise(from: number): void {
    let at = from;
    while (at > 0) {
      const above = Math.floor((at - 1) / 2);
      if (!this.#swapIfBefore(at, above)) return;
      at = above;
    }
  }

  #sink(from: number): void {
    let at = from;
    for (;;) {
      const [left, right] = [this.#heap[2 * at + 1], this.#heap[2 * at + 2]];
      if (!left) return;
      const below = right && this.#isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
      if (!this.#swapIfBefore(below, at)) return;
      at = below;
    }
  }

  #swapIfBefore(lower: number, upper: number): boolean {
    const [a, b] = [this.#heap[lower], this.#heap[upper]];
    if (!a || !b || !this.#isBefore(a, b)) return false;
    [this.#heap[lower], this.#heap[upper]] = [b, a];
    return true;
  }
}
