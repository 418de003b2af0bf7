import type { Program } from '../contract.ts';

/** Written before the operators of the search were looked at; measured first and worked on after. */
export const secondTypescript: Program[] = [
  {
    name: 'split',
    source: `export function splitBill(cents: number, people: number): number[] {
  if (people <= 0) throw new Error('somebody has to pay');
  const share = Math.floor(cents / people);
  const rest = cents % people;
  return Array.from({ length: people }, (_, index) => share + (index < rest ? 1 : 0));
}
`,
    slips: [['index < rest', 'index <= rest']],
    calls: ['splitBill(100, 2)', 'splitBill(100, 3)', 'splitBill(5, 5)', 'splitBill(7, 4)'],
    held: ['splitBill(1, 3)', 'splitBill(999, 10)', 'splitBill(0, 2)'],
  },
  {
    name: 'booking',
    source: `export interface Span {
  from: number;
  to: number;
}

export function overlaps(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

export function book(taken: Span[], wanted: Span): Span[] {
  if (wanted.from >= wanted.to) throw new Error('ends before it begins');
  if (taken.some((one) => overlaps(one, wanted))) return taken;
  return [...taken, wanted].sort((a, b) => a.from - b.from);
}
`,
    slips: [['a.from < b.to && b.from < a.to', 'a.from < b.to || b.from < a.to']],
    calls: [
      'book([], { from: 1, to: 2 })',
      'book([{ from: 1, to: 3 }], { from: 2, to: 4 })',
      'book([{ from: 5, to: 6 }], { from: 1, to: 2 })',
      'book([{ from: 1, to: 2 }], { from: 2, to: 3 })',
    ],
    held: [
      'overlaps({ from: 1, to: 9 }, { from: 3, to: 4 })',
      'overlaps({ from: 1, to: 2 }, { from: 8, to: 9 })',
      'book([{ from: 1, to: 2 }, { from: 4, to: 6 }], { from: 2, to: 4 })',
    ],
  },
  {
    name: 'rights',
    source: `interface Role {
  name: string;
  may: string[];
  inherits: string[];
}

const roles: Role[] = [
  { name: 'guest', may: ['read'], inherits: [] },
  { name: 'author', may: ['write'], inherits: ['guest'] },
  { name: 'editor', may: ['publish'], inherits: ['author'] },
  { name: 'admin', may: ['delete'], inherits: ['editor', 'guest'] },
];

export function may(name: string, action: string): boolean {
  const role = roles.find((one) => one.name === name);
  if (role === undefined) return false;
  return role.may.includes(action) || role.inherits.some((parent) => may(parent, action));
}

export function allowed(names: string[], action: string): string[] {
  return names.filter((name) => may(name, action));
}
`,
    slips: [['role.inherits.some((parent)', 'role.inherits.every((parent)']],
    calls: [
      "may('guest', 'read')",
      "may('guest', 'write')",
      "may('editor', 'write')",
      "may('admin', 'publish')",
      "may('nobody', 'read')",
      "allowed(['guest', 'author', 'admin'], 'write')",
    ],
    held: ["may('author', 'delete')", "may('admin', 'write')", "allowed(['editor', 'guest', 'x'], 'publish')"],
  },
  {
    name: 'outline',
    source: `export interface Item {
  title: string;
  children?: Item[];
}

export function outline(items: Item[], depth = 0): string[] {
  return items.flatMap(({ title, children = [] }) => [
    '  '.repeat(depth) + '- ' + title,
    ...outline(children, depth + 1),
  ]);
}

export function deepest(items: Item[]): number {
  return items.reduce((most, { children = [] }) => Math.max(most, 1 + deepest(children)), 0);
}
`,
    slips: [['...outline(children, depth + 1)', '...outline(children, depth)']],
    calls: [
      'outline([])',
      "outline([{ title: 'a' }, { title: 'b' }])",
      "outline([{ title: 'a', children: [{ title: 'b' }] }])",
      "deepest([{ title: 'a', children: [{ title: 'b' }] }])",
    ],
    held: [
      "outline([{ title: 'a', children: [{ title: 'b', children: [{ title: 'c' }] }, { title: 'd' }] }])",
      'deepest([])',
    ],
  },
  {
    name: 'insertion',
    source: `export function position(sorted: number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function insert(sorted: number[], value: number): number[] {
  const at = position(sorted, value);
  return [...sorted.slice(0, at), value, ...sorted.slice(at)];
}
`,
    slips: [['else high = middle;', 'else high = middle - 1;']],
    calls: [
      'insert([], 1)',
      'insert([1, 3], 2)',
      'insert([1, 2, 3, 4], 0)',
      'insert([1, 2, 4, 5], 3)',
      'position([2, 2, 2], 2)',
    ],
    held: [
      'insert([1, 5, 9, 13], 8)',
      'position([1, 3, 5, 7, 9, 11], 6)',
      'position([1, 3, 5, 7, 9, 11], 12)',
      'position([1, 3, 5, 7, 9, 11], 4)',
    ],
  },
  {
    name: 'matrix',
    source: `export function multiply(a: number[][], b: number[][]): number[][] {
  const columns = b[0]?.length ?? 0;
  return a.map((row) => {
    const result: number[] = [];
    for (let column = 0; column < columns; column += 1) {
      let sum = 0;
      for (let k = 0; k < row.length; k += 1) sum += (row[k] ?? 0) * (b[k]?.[column] ?? 0);
      result.push(sum);
    }
    return result;
  });
}

export function power(matrix: number[][], times: number): number[][] {
  let result = matrix.map((row, r) => row.map((_, c) => (r === c ? 1 : 0)));
  for (let done = 0; done < times; done += 1) result = multiply(result, matrix);
  return result;
}
`,
    slips: [['(b[k]?.[column] ?? 0)', '(b[column]?.[k] ?? 0)']],
    calls: [
      'multiply([[1]], [[2]])',
      'multiply([[1, 2], [3, 4]], [[5, 6], [7, 8]])',
      'multiply([[1, 0], [0, 1]], [[3, 4], [5, 6]])',
      'power([[1, 1], [1, 0]], 5)',
    ],
    held: ['multiply([[1, 2, 3]], [[4], [5], [6]])', 'power([[2, 1], [0, 3]], 2)', 'power([[1, 2], [3, 4]], 0)'],
  },
  {
    name: 'template',
    source: `export function render(template: string, values: Record<string, string | number>): string {
  return template.replace(/[{][{] *([a-z]+) *[}][}]/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : String(value);
  });
}
`,
    slips: [['[}][}]/g', '[}][}]/']],
    calls: [
      "render('plain', {})",
      "render('Hello {{ name }}', { name: 'Ann' })",
      "render('{{a}} and {{b}}', { a: 1, b: 2 })",
      "render('{{missing}}', {})",
    ],
    held: ["render('{{a}}{{a}}{{b}}', { a: 'x', b: 0 })", "render('{{ a }} {{ zz }} {{a}}', { a: 1 })"],
  },
];
