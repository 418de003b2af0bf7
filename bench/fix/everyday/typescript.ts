import type { Program } from '../contract.ts';

/** One slip each, of the kinds people make; written before looking at what `search_repair` tries. */
export const everydayTypescript: Program[] = [
  {
    name: 'emitter',
    source: `type Listener = (value: unknown) => void;

class Emitter {
  private listeners = new Map<string, Listener[]>();

  on(name: string, listener: Listener): () => void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
    return () => this.off(name, listener);
  }

  off(name: string, listener: Listener): void {
    const left = (this.listeners.get(name) ?? []).filter((one) => one !== listener);
    this.listeners.set(name, left);
  }

  emit(name: string, value: unknown): number {
    const all = this.listeners.get(name) ?? [];
    for (const listener of all) listener(value);
    return all.length;
  }
}

export function play(steps: [string, string, unknown?][]): unknown[] {
  const emitter = new Emitter();
  const stops: Record<string, () => void> = {};
  const seen: unknown[] = [];
  for (const [action, name, value] of steps) {
    if (action === 'on') stops[String(value)] = emitter.on(name, (got) => seen.push([value, got]));
    if (action === 'stop') stops[name]?.();
    if (action === 'emit') seen.push(emitter.emit(name, value));
  }
  return seen;
}
`,
    slips: [['.filter((one) => one !== listener)', '.filter((one) => one === listener)']],
    calls: [
      "play([['emit', 'a', 1]])",
      "play([['on', 'a', 'x'], ['emit', 'a', 1]])",
      "play([['on', 'a', 'x'], ['on', 'a', 'y'], ['stop', 'x'], ['emit', 'a', 2]])",
    ],
    held: [
      "play([['on', 'a', 'x'], ['stop', 'x'], ['stop', 'x'], ['emit', 'a', 2]])",
      "play([['on', 'a', 'x'], ['on', 'b', 'y'], ['stop', 'y'], ['emit', 'a', 2], ['emit', 'b', 3]])",
    ],
  },
  {
    name: 'stock',
    source: `interface Line {
  sku: string;
  quantity: number;
}

export function reserve(stock: Record<string, number>, lines: Line[]): { ok: boolean; missing: string[]; left: Record<string, number> } {
  const left = { ...stock };
  const missing: string[] = [];
  for (const { sku, quantity } of lines) {
    const available = left[sku] ?? 0;
    if (available < quantity) missing.push(sku);
    else left[sku] = available - quantity;
  }
  return missing.length > 0 ? { ok: false, missing, left: stock } : { ok: true, missing, left };
}
`,
    slips: [['available < quantity', 'available <= quantity']],
    calls: [
      'reserve({}, [])',
      "reserve({ a: 2 }, [{ sku: 'a', quantity: 1 }])",
      "reserve({ a: 2 }, [{ sku: 'a', quantity: 2 }])",
      "reserve({ a: 2 }, [{ sku: 'a', quantity: 3 }, { sku: 'b', quantity: 1 }])",
    ],
    held: [
      "reserve({ a: 5, b: 1 }, [{ sku: 'a', quantity: 4 }, { sku: 'a', quantity: 1 }])",
      "reserve({ a: 5 }, [{ sku: 'c', quantity: 0 }])",
      "reserve({ a: 1, b: 9 }, [{ sku: 'b', quantity: 9 }, { sku: 'a', quantity: 2 }])",
    ],
  },
  {
    name: 'tokenize',
    source: `export function tokenize(text: string): string[] {
  const tokens: string[] = [];
  let at = 0;
  while (at < text.length) {
    const letter = text.charAt(at);
    if (letter === ' ') {
      at += 1;
      continue;
    }
    if (/[0-9]/.test(letter)) {
      let end = at;
      while (end < text.length && /[0-9.]/.test(text.charAt(end))) end += 1;
      tokens.push(text.slice(at, end));
      at = end;
      continue;
    }
    tokens.push(letter);
    at += 1;
  }
  return tokens;
}
`,
    slips: [['      at += 1;\n      continue;\n    }\n    if (/[0-9]/', '      continue;\n    }\n    if (/[0-9]/']],
    calls: ["tokenize('')", "tokenize('1+2')", "tokenize('12 * 3')", "tokenize('(4.5)')"],
    held: ["tokenize('  7 ')", "tokenize('a = 10 - 2.25')", "tokenize('((1))')"],
  },
  {
    name: 'map-limit',
    source: `export async function mapLimit<T, R>(items: T[], limit: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  async function worker(): Promise<void> {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await work(items[index]!);
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, () => worker()));
  return results;
}
`,
    slips: [['await Promise.all(Array.from(', 'Promise.all(Array.from(']],
    calls: [
      'mapLimit([], 2, async (n: number) => n)',
      'mapLimit([1, 2, 3], 2, async (n) => n * 2)',
      "mapLimit(['a', 'b'], 9, async (s) => { await new Promise((done) => setTimeout(done, 5)); return s + s; })",
    ],
    held: [
      '(async () => { let most = 0, now = 0; await mapLimit([1, 2, 3, 4, 5], 2, async () => { most = Math.max(most, ++now); await new Promise((done) => setTimeout(done, 2)); now--; }); return most; })()',
      'mapLimit([5, 1, 3], 3, async (n) => { await new Promise((done) => setTimeout(done, n)); return n; })',
    ],
  },
  {
    name: 'days-between',
    source: `const dayMs = 24 * 60 * 60 * 1000;

export function daysBetween(from: string, to: string): number {
  const start = Date.parse(\`\${from}T00:00:00Z\`);
  const end = Date.parse(\`\${to}T00:00:00Z\`);
  return Math.round((end - start) / dayMs);
}

export function isOverdue(due: string, today: string, grace = 0): boolean {
  return daysBetween(due, today) > grace;
}
`,
    slips: [['24 * 60 * 60 * 1000', '24 * 60 * 60']],
    calls: [
      "daysBetween('2024-01-01', '2024-01-01')",
      "daysBetween('2024-01-01', '2024-01-02')",
      "daysBetween('2024-02-01', '2024-03-01')",
      "isOverdue('2024-01-01', '2024-01-05', 7)",
      "isOverdue('2024-01-01', '2024-01-09', 7)",
    ],
    held: [
      "daysBetween('2024-03-01', '2024-02-01')",
      "daysBetween('2023-01-01', '2024-01-01')",
      "isOverdue('2024-01-01', '2024-01-08', 7)",
    ],
  },
  {
    name: 'label',
    source: `interface Person {
  name: string;
  title?: string;
  address?: { city: string; country?: string };
}

export function label(person: Person): string {
  const name = person.title ? \`\${person.title} \${person.name}\` : person.name;
  const city = person.address?.city ?? 'unknown';
  const country = person.address?.country;
  return country ? \`\${name}, \${city} (\${country})\` : \`\${name}, \${city}\`;
}
`,
    slips: [["person.address?.city ?? 'unknown'", 'person.address!.city']],
    calls: [
      "label({ name: 'Ann', address: { city: 'Oslo' } })",
      "label({ name: 'Bo', title: 'Dr', address: { city: 'Rome', country: 'IT' } })",
      "label({ name: 'Cy' })",
    ],
    held: ["label({ name: 'Di', title: 'Mx' })", "label({ name: 'Ed', address: { city: '' } })"],
  },
  {
    name: 'history',
    source: `export class History<T> {
  private past: T[] = [];
  private future: T[] = [];
  private readonly limit: number;
  private current: T;

  constructor(first: T, limit = 10) {
    this.current = first;
    this.limit = limit;
  }

  push(value: T): void {
    this.past.push(this.current);
    if (this.past.length > this.limit) this.past.shift();
    this.current = value;
    this.future = [];
  }

  undo(): T {
    const back = this.past.pop();
    if (back === undefined) return this.current;
    this.future.push(this.current);
    this.current = back;
    return back;
  }

  redo(): T {
    const forward = this.future.pop();
    if (forward === undefined) return this.current;
    this.past.push(this.current);
    this.current = forward;
    return forward;
  }
}

export function steps(limit: number, actions: string): string[] {
  const history = new History('0', limit);
  return [...actions].map((one) => {
    if (one === '<') return history.undo();
    if (one === '>') return history.redo();
    history.push(one);
    return one;
  });
}
`,
    slips: [['    this.current = value;\n    this.future = [];\n', '    this.current = value;\n']],
    calls: ["steps(5, 'ab<<<')", "steps(5, 'ab<>')", "steps(1, 'abc<<')", "steps(5, 'ab<c>')"],
    held: ["steps(5, 'abc<<d><')", "steps(2, 'abcd<<<>>')", "steps(5, '<>x<<>')"],
  },
  {
    name: 'query',
    source: `export function parseQuery(query: string): Record<string, string | string[]> {
  const result: Record<string, string | string[]> = {};
  const text = query.startsWith('?') ? query.slice(1) : query;
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const [key = '', value = ''] = pair.split('=').map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    const known = result[key];
    if (known === undefined) result[key] = value;
    else if (Array.isArray(known)) known.push(value);
    else result[key] = [known, value];
  }
  return result;
}
`,
    slips: [["part.replaceAll('+', ' ')", "part.replace('+', ' ')"]],
    calls: [
      "parseQuery('')",
      "parseQuery('?a=1&b=2')",
      "parseQuery('a=1&a=2&a=3')",
      "parseQuery('q=a+b+c&empty')",
      "parseQuery('x=%26')",
    ],
    held: ["parseQuery('name=J+R+R+T')", "parseQuery('?&&a=')", "parseQuery('a%20b=c&a+b=d')"],
  },
  {
    name: 'intervals',
    source: `type Interval = [number, number];

export function mergeIntervals(intervals: Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => a[0] - b[0]);
  const merged: Interval[] = [];
  for (const [start, end] of sorted) {
    const last = merged.at(-1);
    if (last && start <= last[1]) {
      last[1] = Math.max(last[1], end);
    } else {
      merged.push([start, end]);
    }
  }
  return merged;
}
`,
    slips: [['last[1] = Math.max(last[1], end);', 'last[1] = end;']],
    calls: [
      'mergeIntervals([])',
      'mergeIntervals([[1, 3], [2, 4]])',
      'mergeIntervals([[5, 6], [1, 2]])',
      'mergeIntervals([[1, 10], [2, 3]])',
    ],
    held: [
      'mergeIntervals([[1, 10], [2, 3], [4, 12]])',
      'mergeIntervals([[0, 1], [1, 2], [5, 5]])',
      'mergeIntervals([[3, 9], [1, 20]])',
    ],
  },
  {
    name: 'access',
    source: `interface User {
  id: number;
  role: 'admin' | 'editor' | 'reader';
  suspended?: boolean;
}

interface Document {
  owner: number;
  locked: boolean;
  shared: number[];
}

export function mayEdit(user: User, document: Document): boolean {
  if (user.suspended) return false;
  if (user.role === 'admin') return true;
  return !document.locked && (document.owner === user.id || document.shared.includes(user.id));
}

export function mayRead(user: User, document: Document): boolean {
  return mayEdit(user, document) || user.role === 'reader';
}
`,
    slips: [
      [
        '!document.locked && (document.owner === user.id || document.shared.includes(user.id))',
        '!document.locked && document.owner === user.id || document.shared.includes(user.id)',
      ],
    ],
    calls: [
      "mayEdit({ id: 1, role: 'admin' }, { owner: 2, locked: true, shared: [] })",
      "mayEdit({ id: 1, role: 'editor' }, { owner: 1, locked: false, shared: [] })",
      "mayEdit({ id: 1, role: 'editor' }, { owner: 1, locked: true, shared: [] })",
      "mayEdit({ id: 3, role: 'editor' }, { owner: 1, locked: false, shared: [3] })",
      "mayEdit({ id: 3, role: 'editor' }, { owner: 1, locked: true, shared: [3] })",
      "mayRead({ id: 3, role: 'reader', suspended: true }, { owner: 1, locked: true, shared: [3] })",
    ],
    held: [
      "mayEdit({ id: 1, role: 'admin', suspended: true }, { owner: 1, locked: false, shared: [] })",
      "mayEdit({ id: 9, role: 'editor' }, { owner: 1, locked: false, shared: [3] })",
      "mayRead({ id: 3, role: 'editor' }, { owner: 1, locked: true, shared: [3] })",
      "mayRead({ id: 3, role: 'editor' }, { owner: 3, locked: false, shared: [] })",
    ],
  },
];
