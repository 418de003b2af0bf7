import { expect, test } from 'vitest';
import { rankOf } from '../../testing.ts';

/** A slip, the right program, and what the slip makes of a part of it; words of the failure where they tell. */
const slips: [what: string, right: string, was: string, slip: string, said?: string][] = [
  [
    'rows that are one row',
    'function f(w, h) {\n  return Array.from({ length: h }, () => new Array(w).fill(0));\n}\n',
    'Array.from({ length: h }, () => new Array(w).fill(0))',
    'new Array(h).fill(new Array(w).fill(0))',
  ],
  [
    'rows that two lists share',
    'function f(rows) {\n  const next = rows.map((one) => [...one]);\n  next[0][0] = 1;\n  return next;\n}\n',
    'rows.map((one) => [...one])',
    '[...rows]',
  ],
  [
    'a copy that is the thing',
    'function f(a, b) {\n  return { ...a, ...b };\n}\n',
    '{ ...a, ...b }',
    'Object.assign(a, b)',
  ],
  [
    'a member that is asked for and that nothing has',
    'function f(list, call) {\n  const once = (value) => {\n    call(value);\n  };\n  once.original = call;\n  list.push(once);\n  return list.find((one) => one.original === call);\n}\n',
    '  once.original = call;\n',
    '',
  ],
  ['months from 1', 'function f(y, m, d) {\n  return new Date(y, m - 1, d);\n}\n', 'm - 1', 'm'],
  ['a month to show', 'function f(date) {\n  return `${date.getMonth() + 1}`;\n}\n', ' + 1', ''],
  [
    'a default left out',
    'function f(list, from = 0) {\n  return list.reduce((sum, one) => sum + one, from);\n}\n',
    ' = 0',
    '',
    'actual: NaN\nexpected: 3',
  ],
  [
    'promises for what they come to',
    'async function f(ids, load) {\n  const all = await Promise.all(ids.map((id) => load(id)));\n  return all;\n}\n',
    'await Promise.all(ids.map((id) => load(id)))',
    'ids.map((id) => load(id))',
  ],
  [
    'a loop that waits for nobody',
    'async function f(ids, load) {\n  for (const id of ids) {\n    await load(id);\n  }\n}\n',
    'for (const id of ids) {\n    await load(id);\n  }',
    'ids.forEach(async (id) => {\n    await load(id);\n  });',
  ],
  [
    'words some spaces apart',
    'function f(text) {\n  return text.split(/\\s+/).filter(Boolean);\n}\n',
    '/\\s+/).filter(Boolean)',
    "' ')",
  ],
  [
    'an answer before the end of a loop',
    'function f(list, value) {\n  for (const one of list) {\n    if (one === value) return true;\n  }\n  return false;\n}\n',
    '    if (one === value) return true;\n  }\n  return false;',
    '    if (one === value) return true;\n    else return false;\n  }',
  ],
  [
    'what moves up and is not looked at',
    'function f(list) {\n  for (let i = 0; i < list.length; i += 1) {\n    if (!list[i]) {\n      list.splice(i, 1);\n      i -= 1;\n    }\n  }\n}\n',
    '      i -= 1;\n',
    '',
  ],
  [
    'a list that begins anew',
    'function f(items) {\n  const all = {};\n  for (const one of items) {\n    all[one.key] ??= [];\n    all[one.key].push(one);\n  }\n  return all;\n}\n',
    '??=',
    '=',
  ],
  [
    'a count from nothing',
    'function f(text) {\n  const all = {};\n  for (const one of text) {\n    all[one] = (all[one] ?? 0) + 1;\n  }\n  return all;\n}\n',
    '(all[one] ?? 0)',
    'all[one]',
  ],
  [
    'a separator before the first',
    "function f(parts) {\n  let out = '';\n  for (const one of parts) {\n    if (out !== '') out += ', ';\n    out += one;\n  }\n  return out;\n}\n",
    "if (out !== '') out += ', '",
    "out += ', '",
  ],
  [
    'a method of a chain',
    'class A {\n  up() {\n    this.n += 1;\n    return this;\n  }\n\n  down() {\n    this.n -= 1;\n    return this;\n  }\n}\n',
    'this.n -= 1;\n    return this;',
    'this.n -= 1;',
  ],
  [
    'a beginning that was looked at and stays',
    "function f(text) {\n  if (!text.startsWith('#')) return [];\n  return text.slice(1).split(' ');\n}\n",
    '.slice(1)',
    '',
  ],
  ['a number that is none', 'function f(x) {\n  return Number.isNaN(x);\n}\n', 'Number.isNaN(x)', 'x === NaN'],
  [
    'a long tail',
    'function f(net, rate) {\n  return Math.round((net * rate) * 100) / 100;\n}\n',
    'Math.round((net * rate) * 100) / 100',
    'net * rate',
    'actual: 1.0999999999999999\nexpected: 1.1',
  ],
  [
    'a case that runs on',
    'function f(x) {\n  let n = 1;\n  switch (x) {\n    case 1:\n      n += 1;\n      break;\n    case 2:\n      n += 2;\n      break;\n  }\n  return n;\n}\n',
    'n += 1;\n      break;',
    'n += 1;',
  ],
  [
    'a better value that is not taken',
    'function f(far, to, way) {\n  if (far[to] === undefined || way < far[to]) {\n    far[to] = way;\n  }\n}\n',
    ' || way < far[to]',
    '',
  ],
  [
    'one part after the other',
    'function f(a, b, c, d) {\n  return a > b || (a === b && c >= d);\n}\n',
    'a > b || (a === b && c >= d)',
    'a >= b && c >= d',
  ],
  [
    'what was counted already',
    'function kth(list, k) {\n  const below = list.filter((one) => one < list[0]);\n  if (k < below.length) return kth(below, k);\n  return kth(list.slice(1), k - below.length);\n}\n',
    'k - below.length);\n}',
    'k);\n}',
  ],
  [
    'a key that says too little',
    'const known = new Map();\nfunction f(locale, key) {\n  const at = `${locale}:${key}`;\n  if (!known.has(at)) known.set(at, make(locale, key));\n  return known.get(at);\n}\n',
    '`${locale}:${key}`',
    'key',
  ],
  [
    'a neighbour that was treated otherwise',
    'class A {\n  join(left, right) {\n    const a = this.find(left);\n    const b = this.find(right);\n    return a === b;\n  }\n}\n',
    'this.find(right)',
    'right',
  ],
  [
    'a value that was made and is used nowhere',
    'function f(net, fee) {\n  const total = net + fee;\n  return total;\n}\n',
    'return total',
    'return net',
  ],
  [
    'a text from its end',
    "function f(n) {\n  let out = '';\n  while (n > 0) {\n    out = n % 2 + out;\n    n >>= 1;\n  }\n  return out;\n}\n",
    'out = n % 2 + out',
    'out += n % 2',
  ],
  [
    'a switch that never goes back',
    'function f(lines) {\n  let open = false;\n  for (const one of lines) if (one) {\n    open = !open;\n  }\n  return open;\n}\n',
    'open = !open',
    'open = true',
  ],
  [
    'one of a pair',
    'function f(pairs, here) {\n  for (const [a, b] of pairs) {\n    if (a !== here && b !== here) continue;\n    open(a, b);\n  }\n}\n',
    ' && b !== here',
    '',
  ],
  [
    'zero for nothing, twice',
    'function f(a, b) {\n  if (a === null || b === null) return null;\n  return a + b;\n}\n',
    'a === null || b === null',
    '!a || !b',
  ],
  [
    'a part that is none',
    'function f(n) {\n  const rest = n % 100;\n  const head = name(n);\n  if (rest === 0 && n === 0) return head;\n  return rest === 0 ? head : `${head} and ${rest}`;\n}\n',
    'return rest === 0 ? head : `',
    'return `',
  ],
  [
    'a part that is copied as it is',
    'function clone(value, seen) {\n  const copy = {};\n  for (const key of Object.keys(value)) copy[key] = clone(value[key], seen);\n  return copy;\n}\n',
    'clone(value[key], seen)',
    'value[key]',
  ],
  [
    'the empty text for zero',
    "function f(text) {\n  if (text !== '' && !Number.isNaN(Number(text))) return Number(text);\n  return text;\n}\n",
    "text !== '' && ",
    '',
  ],
  [
    'a list for its parts',
    'function f(list) {\n  const out = [];\n  for (const one of list) out.push(...f(one));\n  return out;\n}\n',
    '...f(one)',
    'f(one)',
  ],
  [
    'a step of one',
    'function f(list, size) {\n  const out = [];\n  for (let at = 0; at < list.length; at += size) out.push(list.slice(at, at + size));\n  return out;\n}\n',
    'at += size',
    'at++',
  ],
  [
    'a case that nobody thought of',
    "function f(x) {\n  switch (x) {\n    case 1:\n      return 'a';\n    default:\n      return 'other';\n  }\n}\n",
    "    default:\n      return 'other';\n",
    '',
    "actual: undefined\nexpected: 'other'",
  ],
  [
    'a digit too few',
    "function f(h, m) {\n  return `${h}:${String(m).padStart(2, '0')}`;\n}\n",
    "String(m).padStart(2, '0')",
    'm',
    "actual: '9:5'\nexpected: '9:05'",
  ],
  [
    'a list for an object',
    "function f(a) {\n  if (typeof a === 'object' && !Array.isArray(a)) return Object.keys(a);\n  return [];\n}\n",
    ' && !Array.isArray(a)',
    '',
  ],
  [
    'done once and never noted',
    'function once(work) {\n  let done = false;\n  return () => {\n    if (!done) {\n      done = true;\n      work();\n    }\n  };\n}\n',
    '      done = true;\n',
    '',
  ],
  [
    'an answer that is not kept',
    'function f(load) {\n  const known = new Map();\n  return (id) => {\n    if (known.has(id)) return known.get(id);\n    const value = load(id);\n    known.set(id, value);\n    return value;\n  };\n}\n',
    '    known.set(id, value);\n',
    '',
  ],
];

test.each(slips)('%s is mended among the first', async (_what, right, was, slip, said) => {
  const rank = await rankOf('a.js', right, was, slip, said);
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(40);
});
