import type { Program } from './contract.ts';

/** Small programs as people write them, each with slips that people make: what stands there, and what should. */
export const javascriptPrograms: Program[] = [
  {
    name: 'cart',
    source: `export function total(items, { discount = 0, tax = 0 } = {}) {
  let sum = 0;
  for (const { price, quantity = 1 } of items) {
    sum += price * quantity;
  }
  const reduced = sum - sum * discount;
  return Math.round((reduced + reduced * tax) * 100) / 100;
}
`,
    slips: [
      ['sum += price * quantity', 'sum += price + quantity'],
      ['sum - sum * discount', 'sum - discount'],
      ['reduced + reduced * tax', 'reduced + sum * tax'],
      ['quantity = 1', 'quantity = 0'],
      ['Math.round', 'Math.floor'],
    ],
    calls: [
      'total([])',
      'total([{ price: 2, quantity: 3 }])',
      'total([{ price: 5 }, { price: 1.5, quantity: 2 }])',
      'total([{ price: 10, quantity: 2 }], { discount: 0.1 })',
      'total([{ price: 10, quantity: 2 }], { discount: 0.5, tax: 0.2 })',
      'total([{ price: 0.355, quantity: 2 }], { tax: 0.19 })',
    ],
    held: [
      'total([{ price: 3 }, { price: 4, quantity: 5 }], { tax: 0.07 })',
      'total([{ price: 19.99, quantity: 3 }], { discount: 0.15, tax: 0.2 })',
      'total([{ price: 1, quantity: 0 }])',
    ],
  },
  {
    name: 'slug',
    source: `export function slugify(text) {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
`,
    slips: [
      ['[^a-z0-9]+/g', '[^a-z0-9]+/'],
      ['toLowerCase', 'toUpperCase'],
      ["'-')", "'_')"],
      ['[^a-z0-9]+', '[^a-z]+'],
      ['[^a-z0-9]+', '[^a-z0-9]'],
    ],
    calls: [
      "slugify('Hello World')",
      "slugify('  A  B  c ')",
      "slugify('Rock & Roll 2')",
      "slugify('already-fine')",
      "slugify('!x!')",
    ],
    held: ["slugify('What? 3 Times!')", "slugify('--a--')", "slugify('Tab\\there now')"],
  },
  {
    name: 'chunk',
    source: `export function chunk(list, size) {
  if (size < 1) return [];
  const chunks = [];
  for (let at = 0; at < list.length; at += size) {
    chunks.push(list.slice(at, at + size));
  }
  return chunks;
}
`,
    slips: [
      ['at += size', 'at++'],
      ['list.slice(at, at + size)', 'list.slice(at, size)'],
      ['at < list.length', 'at <= list.length'],
      ['let at = 0', 'let at = 1'],
      ['size < 1', 'size <= 1'],
      ['  if (size < 1) return [];\n', '  if (size < 1) return list;\n'],
    ],
    calls: [
      'chunk([1, 2, 3, 4], 2)',
      'chunk([1, 2, 3], 2)',
      'chunk([], 3)',
      'chunk([1, 2], 1)',
      'chunk([1], 0)',
      'chunk([1, 2], 5)',
    ],
    held: ['chunk([1, 2, 3, 4, 5, 6, 7], 3)', 'chunk([9], 1)', 'chunk([1, 2, 3], 3)'],
  },
  {
    name: 'lru',
    source: `class Cache {
  constructor(size) {
    this.size = size;
    this.map = new Map();
  }
  get(key) {
    if (!this.map.has(key)) return undefined;
    const value = this.map.get(key);
    this.map.delete(key);
    this.map.set(key, value);
    return value;
  }
  set(key, value) {
    if (this.map.has(key)) this.map.delete(key);
    this.map.set(key, value);
    if (this.map.size > this.size) {
      this.map.delete(this.map.keys().next().value);
    }
  }
}

export function play(size, steps) {
  const cache = new Cache(size);
  const seen = [];
  for (const [key, value] of steps) {
    if (value === undefined) seen.push(cache.get(key) ?? null);
    else cache.set(key, value);
  }
  return [seen, [...cache.map.keys()]];
}
`,
    slips: [
      ['this.map.size > this.size', 'this.map.size >= this.size'],
      [
        '    this.map.delete(key);\n    this.map.set(key, value);\n    return value;',
        '    this.map.set(key, value);\n    return value;',
      ],
      ['this.map.keys().next()', 'this.map.values().next()'],
      ['if (!this.map.has(key)) return undefined', 'if (this.map.has(key)) return undefined'],
    ],
    calls: [
      "play(2, [['a', 1], ['b', 2], ['c', 3]])",
      "play(2, [['a', 1], ['b', 2], ['a'], ['c', 3]])",
      "play(1, [['a', 1], ['a'], ['x']])",
      "play(2, [['a', 1], ['a', 2], ['b', 3], ['a']])",
    ],
    held: [
      "play(3, [['a', 1], ['b', 2], ['c', 3], ['a'], ['d', 4], ['b']])",
      "play(2, [['k', 0], ['l', 5], ['k', 9], ['m', 1]])",
    ],
  },
  {
    name: 'duration',
    source: `const units = { s: 1, m: 60, h: 3600, d: 86400 };

export function parse(text) {
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\\d+)\\s*([smhd])/g)) {
    seconds += Number(amount) * units[unit];
  }
  return seconds;
}

export function format(seconds) {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  return [hours, minutes, rest].map((part) => String(part).padStart(2, '0')).join(':');
}
`,
    slips: [
      ['h: 3600', 'h: 360'],
      ['(seconds % 3600) / 60', 'seconds / 60'],
      ["padStart(2, '0')", "padEnd(2, '0')"],
      ['(\\\\d+)', '(\\\\d)'],
      ["join(':')", "join('.')"],
      ['seconds += Number', 'seconds = Number'],
      ['const rest = seconds % 60', 'const rest = seconds % 3600'],
    ],
    calls: [
      "parse('1h')",
      "parse('1h 30m')",
      "parse('90 s')",
      "parse('2d')",
      "parse('')",
      'format(0)',
      'format(3661)',
      'format(59)',
      'format(36000)',
    ],
    held: ["parse('12h 5m 7s')", 'format(86399)', 'format(600)', "parse('3d 4h')"],
  },
  {
    name: 'dates',
    source: `export function isLeap(year) {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysIn(year, month) {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export function dayOfYear(year, month, day) {
  let days = day;
  for (let at = 1; at < month; at++) days += daysIn(year, at);
  return days;
}
`,
    slips: [
      ['year % 100 !== 0', 'year % 100 === 0'],
      ['|| year % 400 === 0', ''],
      ['? 29 : 28', '? 28 : 29'],
      ['at < month', 'at <= month'],
      ['let at = 1', 'let at = 0'],
      ['[4, 6, 9, 11]', '[4, 6, 9, 10]'],
      ['daysIn(year, at)', 'daysIn(year, month)'],
      ['let days = day', 'let days = 0'],
    ],
    calls: [
      'isLeap(2000)',
      'isLeap(1900)',
      'isLeap(2024)',
      'isLeap(2023)',
      'daysIn(2023, 2)',
      'daysIn(2024, 2)',
      'daysIn(2024, 11)',
      'daysIn(2024, 10)',
      'dayOfYear(2023, 1, 5)',
      'dayOfYear(2023, 3, 1)',
      'dayOfYear(2024, 12, 31)',
    ],
    held: [
      'isLeap(2100)',
      'isLeap(2400)',
      'daysIn(2100, 2)',
      'dayOfYear(2024, 7, 4)',
      'dayOfYear(2000, 3, 1)',
      'daysIn(2022, 9)',
    ],
  },
  {
    name: 'query',
    source: `export function parseQuery(text) {
  const result = {};
  const body = text.startsWith('?') ? text.slice(1) : text;
  for (const part of body.split('&')) {
    if (part === '') continue;
    const [key, value = ''] = part.split('=');
    const name = decodeURIComponent(key);
    if (name in result) result[name] = [].concat(result[name], decodeURIComponent(value));
    else result[name] = decodeURIComponent(value);
  }
  return result;
}
`,
    slips: [
      ["split('&')", "split(';')"],
      ["    if (part === '') continue;\n", ''],
      ['text.slice(1)', 'text.slice(0)'],
      ['[].concat(result[name], decodeURIComponent(value))', '[].concat(decodeURIComponent(value))'],
      ['else result[name] = decodeURIComponent(value)', 'else result[name] = value'],
      ["text.startsWith('?')", "text.endsWith('?')"],
    ],
    calls: [
      "parseQuery('a=1&b=2')",
      "parseQuery('?a=1')",
      "parseQuery('')",
      "parseQuery('a=1&a=2')",
      "parseQuery('x=%20y')",
      "parseQuery('flag')",
    ],
    held: ["parseQuery('?q=a%26b&r=1&&')", "parseQuery('n=1&n=2&n=3')", "parseQuery('?')"],
  },
];
