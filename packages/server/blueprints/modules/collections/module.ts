interface ListNode<Item> {
  item: Item;
  before: ListNode<Item> | undefined;
  behind: ListNode<Item> | undefined;
}

/** Items, each of which knows the one before and the one behind it. Both ends are reached at once. */
export class LinkedList<Item = unknown> {
  #first: ListNode<Item> | undefined;
  #last: ListNode<Item> | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  first(): Item | undefined {
    return this.#first?.item;
  }

  last(): Item | undefined {
    return this.#last?.item;
  }

  /** Puts an item at the end, and says how many there are. */
  append(item: Item): number {
    return this.insertAt(this.#size, item);
  }

  /** Puts an item at the beginning. */
  prepend(item: Item): number {
    return this.insertAt(0, item);
  }

  /** Puts an item in at a place. @throws RangeError when it is beyond the end. */
  insertAt(place: number, item: Item): number {
    const behind = place === this.#size ? undefined : this.#nodeAt(place);
    const before = behind ? behind.before : this.#last;
    const node = { item, before, behind };
    if (before) before.behind = node;
    else this.#first = node;
    if (behind) behind.before = node;
    else this.#last = node;
    this.#size += 1;
    return this.#size;
  }

  /** Takes an item out. @throws RangeError when there is none. */
  removeAt(place: number): Item {
    const { item, before, behind } = this.#nodeAt(place);
    if (before) before.behind = behind;
    else this.#first = behind;
    if (behind) behind.before = before;
    else this.#last = before;
    this.#size -= 1;
    return item;
  }

  /** Turns the order round. */
  reverse(): void {
    for (let node = this.#first; node; node = node.before) {
      [node.before, node.behind] = [node.behind, node.before];
    }
    [this.#first, this.#last] = [this.#last, this.#first];
  }

  toArray(): Item[] {
    return [...this];
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (let node = this.#first; node; node = node.behind) yield node.item;
  }

  #nodeAt(place: number): ListNode<Item> {
    let node = Number.isInteger(place) && place >= 0 ? this.#first : undefined;
    for (let at = 0; at < place && node; at += 1) node = node.behind;
    if (!node) throw new RangeError(`There is no place ${place}.`);
    return node;
  }
}

/** The last item in comes out first. */
export class Stack<Item = unknown> {
  readonly #items: Item[] = [];

  get size(): number {
    return this.#items.length;
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  pop(): Item | undefined {
    return this.#items.pop();
  }

  peek(): Item | undefined {
    return this.#items.at(-1);
  }
}

/** The first item in comes out first; both take the same time however many there are. */
export class Queue<Item = unknown> {
  readonly #items = new LinkedList<Item>();

  get size(): number {
    return this.#items.size;
  }

  enqueue(item: Item): void {
    this.#items.append(item);
  }

  dequeue(): Item | undefined {
    return this.#items.size === 0 ? undefined : this.#items.removeAt(0);
  }

  peek(): Item | undefined {
    return this.#items.first();
  }
}
