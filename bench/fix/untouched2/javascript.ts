import type { Program } from '../contract.ts';

/** Written before the operators of the search were looked at; measured first and worked on after. */
export const secondJavascript: Program[] = [
  {
    name: 'query',
    source: `export function parseQuery(text) {
  const values = {};
  for (const pair of text.replace(/^[?]/, '').split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const key = decodeURIComponent(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : decodeURIComponent(pair.slice(at + 1).replaceAll('+', ' '));
    if (key in values) values[key] = [].concat(values[key], value);
    else values[key] = value;
  }
  return values;
}
`,
    slips: [['pair.slice(at + 1).replaceAll', 'pair.slice(at).replaceAll']],
    calls: [
      "parseQuery('')",
      "parseQuery('?flag')",
      "parseQuery('a=1&b=x+y')",
      "parseQuery('t=1&t=2')",
      "parseQuery('?q=%26&&z=')",
    ],
    held: ["parseQuery('a=b=c')", "parseQuery('x=1&x=2&x=3')", "parseQuery('=v')"],
  },
  {
    name: 'defaults',
    source: `const isPlain = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

export function withDefaults(options, defaults) {
  const result = { ...defaults };
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined) continue;
    result[key] = isPlain(value) && isPlain(defaults[key]) ? withDefaults(value, defaults[key]) : value;
  }
  return result;
}

export function twice(first, second, defaults) {
  return [withDefaults(first, defaults), withDefaults(second, defaults), defaults];
}
`,
    slips: [['const result = { ...defaults };', 'const result = defaults;']],
    calls: [
      'withDefaults({}, { a: 1 })',
      'withDefaults({ a: 2, b: undefined }, { a: 1, b: 3 })',
      'withDefaults({ net: { port: 1 } }, { net: { port: 0, host: "h" } })',
      'twice({ a: 2 }, {}, { a: 1 })',
    ],
    held: [
      'twice({ net: { port: 1 } }, { net: { host: "i" } }, { net: { port: 0, host: "h" } })',
      'withDefaults({ list: [1] }, { list: [2, 3] })',
    ],
  },
  {
    name: 'pages',
    source: `export function pageOf(items, page, size) {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const current = Math.min(Math.max(1, page), pages);
  const from = (current - 1) * size;
  return { page: current, pages, items: items.slice(from, from + size), next: current < pages ? current + 1 : null };
}
`,
    slips: [['Math.ceil(items.length / size)', 'Math.floor(items.length / size)']],
    calls: [
      'pageOf([], 1, 10)',
      'pageOf([1, 2, 3, 4], 2, 2)',
      'pageOf([1, 2, 3, 4, 5], 3, 2)',
      'pageOf([1, 2, 3], 9, 2)',
    ],
    held: ['pageOf([1, 2, 3, 4, 5, 6, 7], 2, 3)', 'pageOf([1, 2, 3, 4, 5, 6], 2, 3)', 'pageOf([1], 0, 5)'],
  },
  {
    name: 'retry',
    source: `export async function retry(work, times) {
  let last;
  for (let attempt = 1; attempt <= times; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

export async function outcome(failures, times) {
  const work = async (attempt) => {
    if (attempt <= failures) throw new Error('attempt ' + attempt + ' failed');
    return 'done at ' + attempt;
  };
  try {
    return await retry(work, times);
  } catch (error) {
    return error.message;
  }
}
`,
    slips: [['return await work(attempt);', 'return work(attempt);']],
    calls: ['outcome(0, 3)', 'outcome(1, 3)', 'outcome(2, 3)', 'outcome(3, 3)'],
    held: ['outcome(4, 5)', 'outcome(9, 5)', 'outcome(0, 1)'],
  },
  {
    name: 'cache',
    source: `class Cache {
  constructor(limit) {
    this.limit = limit;
    this.entries = new Map();
  }

  get(key) {
    if (!this.entries.has(key)) return undefined;
    const value = this.entries.get(key);
    this.entries.delete(key);
    this.entries.set(key, value);
    return value;
  }

  set(key, value) {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size > this.limit) {
      const oldest = this.entries.keys().next().value;
      this.entries.delete(oldest);
    }
  }
}

export function keysAfter(limit, steps) {
  const cache = new Cache(limit);
  for (const [key, value] of steps) {
    if (value === undefined) cache.get(key);
    else cache.set(key, value);
  }
  return [...cache.entries.keys()];
}
`,
    slips: [
      [
        '    this.entries.delete(key);\n    this.entries.set(key, value);\n    return value;',
        '    this.entries.set(key, value);\n    return value;',
      ],
    ],
    calls: [
      'keysAfter(2, [])',
      "keysAfter(2, [['a', 1], ['b', 2]])",
      "keysAfter(2, [['a', 1], ['b', 2], ['c', 3]])",
      "keysAfter(2, [['a', 1], ['b', 2], ['a'], ['c', 3]])",
      "keysAfter(2, [['a', 1], ['b', 2], ['a', 5]])",
    ],
    held: [
      "keysAfter(3, [['a', 1], ['b', 2], ['c', 3], ['b'], ['a'], ['d', 4]])",
      "keysAfter(1, [['a', 1], ['a'], ['b', 2], ['c']])",
    ],
  },
  {
    name: 'median',
    source: `export function median(numbers) {
  if (numbers.length === 0) return null;
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
`,
    slips: [['.sort((a, b) => a - b)', '.sort()']],
    calls: ['median([])', 'median([3, 1, 2])', 'median([10, 9, 1])', 'median([4, 100, 20, 3])'],
    held: ['median([5, -1, 30, 200])', 'median([1000, 11, 2])', 'median([8])'],
  },
  {
    name: 'wrap',
    source: `export function wrap(text, width) {
  const lines = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : line + ' ' + word;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}
`,
    slips: [['line.length + 1 + word.length > width', 'line.length + word.length > width']],
    calls: ["wrap('', 5)", "wrap('aa bb', 5)", "wrap('aa bb', 4)", "wrap('one two three', 8)"],
    held: ["wrap('a b c d e', 3)", "wrap('abc def ghi', 7)", "wrap('longword x', 3)", "wrap('aaaa bb', 7)"],
  },
  {
    name: 'emitter',
    source: `export function emitter() {
  const listeners = new Map();
  const on = (name, listener) => {
    listeners.set(name, [...(listeners.get(name) ?? []), listener]);
    return () => off(name, listener);
  };
  const off = (name, listener) => {
    listeners.set(name, (listeners.get(name) ?? []).filter((one) => one !== listener));
  };
  const emit = (name, ...values) => {
    const called = listeners.get(name) ?? [];
    for (const listener of called) listener(...values);
    return called.length;
  };
  return { on, off, emit };
}

export function heard(plan) {
  const { on, off, emit } = emitter();
  const log = [];
  const kept = new Map();
  for (const [what, name, value] of plan) {
    if (what === 'on') {
      kept.set(value, (said) => log.push(value + ':' + said));
      on(name, kept.get(value));
    } else if (what === 'off') off(name, kept.get(value));
    else log.push(emit(name, value));
  }
  return log;
}
`,
    slips: [['.filter((one) => one !== listener)', '.filter((one) => one === listener)']],
    calls: [
      "heard([['emit', 'a', 1]])",
      "heard([['on', 'a', 'x'], ['emit', 'a', 1]])",
      "heard([['on', 'a', 'x'], ['on', 'a', 'y'], ['off', 'a', 'x'], ['emit', 'a', 2]])",
      "heard([['on', 'a', 'x'], ['off', 'b', 'x'], ['emit', 'a', 3]])",
    ],
    held: [
      "heard([['on', 'a', 'x'], ['on', 'a', 'y'], ['on', 'a', 'z'], ['off', 'a', 'y'], ['emit', 'a', 4], ['off', 'a', 'x'], ['off', 'a', 'z'], ['emit', 'a', 5]])",
    ],
  },
];
