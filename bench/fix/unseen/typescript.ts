import type { Program } from '../contract.ts';

/** Written with those of `untouched2` and not run until the search was done: the figure that counts. */
export const unseenTypescript: Program[] = [
  {
    name: 'versions',
    source: `export function compare(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let part = 0; part < Math.max(left.length, right.length); part += 1) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

export function newest(versions: string[]): string | null {
  return versions.reduce<string | null>((best, one) => (best === null || compare(one, best) > 0 ? one : best), null);
}
`,
    slips: [['Math.max(left.length, right.length)', 'Math.min(left.length, right.length)']],
    calls: [
      "compare('1.2', '1.2')",
      "compare('1.10', '1.9')",
      "compare('1.2', '1.2.1')",
      'newest([])',
      "newest(['1.0', '2.0', '1.9'])",
    ],
    held: ["compare('2.0.0', '2')", "compare('3.0.1', '3')", "newest(['1.2', '1.2.3', '1.2.2'])"],
  },
  {
    name: 'heap',
    source: `export class Heap {
  private readonly items: number[] = [];

  push(value: number): void {
    this.items.push(value);
    let at = this.items.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.at(parent) <= this.at(at)) break;
      this.swap(at, parent);
      at = parent;
    }
  }

  pop(): number | undefined {
    const first = this.items[0];
    const last = this.items.pop();
    if (last === undefined || this.items.length === 0) return first;
    this.items[0] = last;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if (left < this.items.length && this.at(left) < this.at(least)) least = left;
      if (right < this.items.length && this.at(right) < this.at(least)) least = right;
      if (least === at) return first;
      this.swap(at, least);
      at = least;
    }
  }

  private at(index: number): number {
    return this.items[index] ?? Number.POSITIVE_INFINITY;
  }

  private swap(a: number, b: number): void {
    const kept = this.at(a);
    this.items[a] = this.at(b);
    this.items[b] = kept;
  }
}

export function sorted(values: number[]): (number | undefined)[] {
  const heap = new Heap();
  for (const value of values) heap.push(value);
  return values.map(() => heap.pop());
}
`,
    slips: [['this.at(right) < this.at(least)', 'this.at(right) < this.at(at)']],
    calls: [
      'sorted([])',
      'sorted([2, 1])',
      'sorted([5, 3, 8, 1])',
      'sorted([9, 4, 7, 1, 8, 2])',
      'sorted([1, 2, 3, 4, 5, 6])',
    ],
    held: ['sorted([6, 2, 9, 1, 5, 3, 8, 7, 4])', 'sorted([3, 3, 1, 2, 2])', 'sorted([10, 1, 2, 3])'],
  },
  {
    name: 'orders',
    source: `export interface Line {
  price: number;
  count: number;
  discount?: number;
}

export function lineTotal({ price, count, discount = 0 }: Line): number {
  return Math.round(price * count * (1 - discount / 100));
}

export function orderTotal(lines: Line[], shipping: number, freeFrom: number): number {
  const goods = lines.reduce((sum, line) => sum + lineTotal(line), 0);
  if (goods === 0) return 0;
  return goods >= freeFrom ? goods : goods + shipping;
}
`,
    slips: [['  if (goods === 0) return 0;\n', '']],
    calls: [
      'orderTotal([], 5, 100)',
      'orderTotal([{ price: 10, count: 2 }], 5, 100)',
      'orderTotal([{ price: 50, count: 2 }], 5, 100)',
      'lineTotal({ price: 10, count: 3, discount: 50 })',
    ],
    held: [
      'orderTotal([{ price: 9, count: 0 }], 5, 100)',
      'orderTotal([{ price: 200, count: 1, discount: 75 }], 5, 100)',
    ],
  },
];
