import type { Program } from '../contract.ts';

/** Written with those of `untouched2` and not run until the search was done: the figure that counts. */
export const unseenJavascript: Program[] = [
  {
    name: 'slug',
    source: `export function slug(title, limit = 40) {
  const words = title
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9 -]/g, '')
    .split(/[ -]+/)
    .filter(Boolean);
  let result = '';
  for (const word of words) {
    const longer = result === '' ? word : result + '-' + word;
    if (longer.length > limit) break;
    result = longer;
  }
  return result;
}
`,
    slips: [['.filter(Boolean)', '']],
    calls: [
      "slug('Hello World')",
      "slug('  Spaces  ')",
      "slug('Ünïcode - ok')",
      "slug('one two three', 7)",
      "slug('')",
    ],
    held: ["slug(' -- ')", "slug('!a b! ', 3)", "slug('-x')"],
  },
  {
    name: 'memo',
    source: `export function memoize(work) {
  const known = new Map();
  return (...values) => {
    const key = JSON.stringify(values);
    if (!known.has(key)) known.set(key, work(...values));
    return known.get(key);
  };
}

export function answers(calls) {
  let counted = 0;
  const add = memoize((a, b) => {
    counted += 1;
    return a + b;
  });
  return [...calls.map(([a, b]) => add(a, b)), counted];
}
`,
    slips: [['JSON.stringify(values)', 'JSON.stringify(values[0])']],
    calls: ['answers([])', 'answers([[1, 2]])', 'answers([[1, 2], [1, 2]])', 'answers([[1, 2], [1, 3]])'],
    held: ['answers([[1, 2], [2, 1], [1, 2], [1, 1]])', "answers([['a', 'b'], ['a', 'c'], ['ab', '']])"],
  },
  {
    name: 'tally',
    source: `export function tally(votes, seats) {
  const counts = new Map();
  for (const { party, count = 1 } of votes) counts.set(party, (counts.get(party) ?? 0) + count);
  const won = new Map([...counts.keys()].map((party) => [party, 0]));
  for (let seat = 0; seat < seats && counts.size > 0; seat += 1) {
    let best = null;
    let highest = -1;
    for (const [party, count] of counts) {
      const quotient = count / (won.get(party) + 1);
      if (quotient > highest) {
        highest = quotient;
        best = party;
      }
    }
    won.set(best, won.get(best) + 1);
  }
  return Object.fromEntries(won);
}
`,
    slips: [['        highest = quotient;\n', '']],
    calls: [
      'tally([], 3)',
      "tally([{ party: 'a', count: 5 }], 2)",
      "tally([{ party: 'a', count: 100 }, { party: 'b', count: 60 }], 3)",
      "tally([{ party: 'a' }, { party: 'a' }, { party: 'b' }], 1)",
    ],
    held: [
      "tally([{ party: 'a', count: 340 }, { party: 'b', count: 280 }, { party: 'c', count: 160 }, { party: 'd', count: 60 }], 7)",
      "tally([{ party: 'x', count: 1 }, { party: 'y', count: 9 }], 4)",
    ],
  },
];
