import type { Program } from '../contract.ts';

/** Written with the everyday ones and not run until the search was done: the figure that counts. */
export const untouchedJavascript: Program[] = [
  {
    name: 'escape',
    source: `export function escapeHtml(text) {
  return String(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export function tag(name, attributes, body) {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([key, value]) => (value === true ? \` \${key}\` : \` \${key}="\${escapeHtml(value)}"\`));
  return \`<\${name}\${given.join('')}>\${escapeHtml(body)}</\${name}>\`;
}
`,
    slips: [
      [
        "    .replaceAll('&', '&amp;')\n    .replaceAll('<', '&lt;')\n    .replaceAll('>', '&gt;')\n",
        "    .replaceAll('<', '&lt;')\n    .replaceAll('>', '&gt;')\n    .replaceAll('&', '&amp;')\n",
      ],
    ],
    calls: [
      "escapeHtml('plain')",
      "escapeHtml('a & b')",
      "escapeHtml('<b>')",
      "tag('p', {}, 'x')",
      "tag('a', { href: '/?a=1&b=2', hidden: true, title: undefined }, 'go')",
    ],
    held: [`escapeHtml('"<&>"')`, "tag('i', { no: false, n: 0 }, '<>')", 'escapeHtml(5)'],
  },
  {
    name: 'pipeline',
    source: `export function load(sources, read) {
  return Promise.all(
    sources.map((source) => {
      return read(source)
        .then((text) => {
          return text.split('\\n').filter((line) => line.trim() !== '');
        })
        .catch((error) => {
          return [\`\${source}: \${error.message}\`];
        });
    }),
  ).then((lists) => lists.flat());
}
`,
    slips: [["          return text.split('\\n').filter", "          text.split('\\n').filter"]],
    calls: [
      "load([], async () => '')",
      "load(['a'], async () => 'x\\n\\ny')",
      "load(['a', 'b'], async (s) => s + '1')",
      "load(['a'], async () => { throw new Error('gone'); })",
    ],
    held: ["load(['p', 'q'], async (s) => { if (s === 'p') throw new Error('no'); return ' \\n' + s + '\\n'; })"],
  },
  {
    name: 'camel',
    source: `export function camelCase(text) {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word.length > 0);
  return words
    .map((word, index) => {
      const lower = word.toLowerCase();
      return index === 0 ? lower : lower[0].toUpperCase() + lower.slice(1);
    })
    .join('');
}

export function camelKeys(value) {
  if (Array.isArray(value)) return value.map(camelKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camelCase(key), camelKeys(inner)]));
}
`,
    slips: [['[camelCase(key), camelKeys(inner)]', '[camelCase(key), inner]']],
    calls: [
      "camelCase('hello world')",
      "camelCase('--Foo-BAR_baz')",
      'camelKeys({ a_b: 1 })',
      'camelKeys({ a_b: { c_d: null } })',
      'camelKeys([{ x_y: [{ z_z: 2 }] }])',
    ],
    held: ["camelKeys({ 'a-b': [1, { 'c-d': { e_f: [] } }] })", "camelCase('')", 'camelKeys(7)'],
  },
  {
    name: 'equal',
    source: `export function deepEqual(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && deepEqual(a[key], b[key]));
}
`,
    slips: [['  if (keys.length !== Object.keys(b).length) return false;\n', '']],
    calls: [
      'deepEqual(1, 1)',
      'deepEqual({ a: 1 }, { a: 1 })',
      'deepEqual({ a: 1 }, { a: 2 })',
      'deepEqual([1, [2]], [1, [2]])',
      'deepEqual({ a: 1 }, { a: 1, b: 2 })',
      'deepEqual(null, {})',
      'deepEqual([], {})',
    ],
    held: [
      'deepEqual([1], [1, 2])',
      'deepEqual({}, { a: undefined })',
      'deepEqual({ a: { b: [] } }, { a: { b: [] } })',
      'deepEqual([1, 2], [1])',
    ],
  },
];
