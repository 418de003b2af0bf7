import type { Program } from '../contract.ts';

/** One slip each, of the kinds people make; written before looking at what `search_repair` tries. */
export const everydayJavascript: Program[] = [
  {
    name: 'paginate',
    source: `export function paginate(items, page, size) {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const current = Math.min(Math.max(1, page), pages);
  const from = (current - 1) * size;
  return {
    page: current,
    pages,
    items: items.slice(from, from + size),
    more: current < pages,
  };
}
`,
    slips: [['items.slice(from, from + size)', 'items.slice(from, size)']],
    calls: [
      'paginate([], 1, 10)',
      'paginate([1, 2, 3], 1, 2)',
      'paginate([1, 2, 3], 2, 2)',
      'paginate([1, 2, 3, 4, 5], 9, 2)',
    ],
    held: [
      'paginate([1, 2, 3, 4, 5, 6, 7], 2, 3)',
      'paginate([1, 2, 3, 4, 5, 6, 7], 3, 3)',
      'paginate([1, 2, 3, 4], 0, 1)',
      'paginate([1, 2, 3, 4], 4, 1)',
    ],
  },
  {
    name: 'retry',
    source: `export async function retry(task, { attempts = 3, onError = () => {} } = {}) {
  let last;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      return await task(attempt);
    } catch (error) {
      last = error;
      onError(error, attempt);
    }
  }
  return { failed: last.message, attempts };
}
`,
    slips: [['return await task(attempt)', 'return task(attempt)']],
    calls: [
      'retry(async () => 4)',
      "retry(async (n) => { if (n < 2) throw new Error('early'); return n; })",
      "retry(async () => { throw new Error('never'); }, { attempts: 2 })",
    ],
    held: [
      "retry(async (n) => { if (n < 4) throw new Error('x'); return 'ok'; }, { attempts: 4 })",
      "(async () => { const seen = []; await retry(async () => { throw new Error('q'); }, { onError: (e, n) => seen.push(e.message + n) }); return seen; })()",
    ],
  },
  {
    name: 'merge',
    source: `function isPlain(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function merge(base, over) {
  const result = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (isPlain(value) && isPlain(result[key])) {
      result[key] = merge(result[key], value);
    } else {
      result[key] = value;
    }
  }
  return result;
}
`,
    slips: [["typeof value === 'object' && value !== null &&", "typeof value === 'object' &&"]],
    calls: [
      'merge({ a: 1 }, { b: 2 })',
      'merge({ a: { x: 1 } }, { a: { y: 2 } })',
      'merge({ a: [1] }, { a: [2, 3] })',
      'merge({ a: { x: 1 } }, { a: null })',
    ],
    held: [
      'merge({ a: null }, { a: { b: 1 } })',
      'merge({ a: { b: null } }, { a: { b: null, c: 1 } })',
      'merge({ a: { b: { c: 1 } } }, { a: { b: { d: [1] } } })',
      'merge({ a: 0 }, { a: {} })',
    ],
  },
  {
    name: 'leaderboard',
    source: `export function leaderboard(players, top = 3) {
  const best = players
    .filter((player) => player.games > 0)
    .sort((a, b) => b.points - a.points || a.name.localeCompare(b.name))
    .slice(0, top);
  return best.map((player, index) => \`\${index + 1}. \${player.name} (\${player.points})\`);
}
`,
    slips: [['b.points - a.points || a.name.localeCompare(b.name)', 'b.points > a.points']],
    calls: [
      'leaderboard([])',
      "leaderboard([{ name: 'Ann', points: 3, games: 1 }, { name: 'Bo', points: 9, games: 2 }])",
      "leaderboard([{ name: 'Cy', points: 3, games: 1 }, { name: 'Al', points: 3, games: 2 }, { name: 'Di', points: 1, games: 0 }])",
    ],
    held: [
      "leaderboard([{ name: 'a', points: 1, games: 1 }, { name: 'b', points: 5, games: 1 }, { name: 'c', points: 3, games: 1 }, { name: 'd', points: 4, games: 1 }])",
      "leaderboard([{ name: 'z', points: 2, games: 1 }, { name: 'y', points: 2, games: 1 }, { name: 'x', points: 2, games: 1 }], 2)",
    ],
  },
  {
    name: 'median',
    source: `export function median(numbers) {
  if (numbers.length === 0) return null;
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 0 ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle];
}

export function summary(numbers) {
  return { first: numbers[0] ?? null, last: numbers.at(-1) ?? null, median: median(numbers) };
}
`,
    slips: [['[...numbers].sort(', 'numbers.sort(']],
    calls: [
      'median([])',
      'median([3, 1, 2])',
      'median([4, 1, 3, 2])',
      '(() => { const given = [9, 10, 1]; median(given); return given; })()',
      'summary([5, 1, 3])',
    ],
    held: [
      'median([10, 9, 100])',
      '(() => { const given = [3, 2, 1, 0]; return [median(given), given]; })()',
      'summary([])',
    ],
  },
  {
    name: 'sentence',
    source: `export function sentence(parts, options = {}) {
  const separator = options.separator ?? ', ';
  const last = options.last ?? ' and ';
  const present = parts.filter((part) => part !== '');
  if (present.length < 2) return present.join('');
  return present.slice(0, -1).join(separator) + last + present.at(-1);
}
`,
    slips: [["options.last ?? ' and '", "options.last || ' and '"]],
    calls: [
      "sentence(['a'])",
      "sentence(['a', 'b', '', 'c'])",
      "sentence(['a', 'b', 'c'], { separator: '; ' })",
      "sentence(['a', 'b'], { last: '' })",
    ],
    held: [
      "sentence(['x', 'y', 'z'], { last: '', separator: '' })",
      "sentence(['x', 'y'], { last: ' or ' })",
      "sentence(['x', 'y'], { last: undefined })",
      'sentence([])',
    ],
  },
  {
    name: 'group',
    source: `export function groupBy(list, key) {
  return list.reduce((groups, item) => {
    const name = typeof key === 'function' ? key(item) : item[key];
    if (!groups[name]) groups[name] = [];
    groups[name].push(item);
    return groups;
  }, {});
}

export function countBy(list, key) {
  const groups = groupBy(list, key);
  return Object.fromEntries(Object.entries(groups).map(([name, items]) => [name, items.length]));
}
`,
    slips: [['    groups[name].push(item);\n    return groups;\n', '    groups[name].push(item);\n']],
    calls: [
      "groupBy([], 'a')",
      "groupBy([{ a: 1 }], 'a')",
      "groupBy([{ a: 1 }, { a: 2 }, { a: 1 }], 'a')",
      'countBy([1, 2, 3], (n) => n % 2)',
    ],
    held: ['countBy([1, 2, 3, 4, 5], (n) => n > 2)', "groupBy([{ t: 'x', n: 1 }, { t: 'y', n: 2 }], (one) => one.t)"],
  },
  {
    name: 'media-type',
    source: `export function mediaType(file) {
  const extension = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  switch (extension) {
    case 'jpg':
    case 'jpeg':
      return 'image/jpeg';
    case 'png':
      return 'image/png';
    case 'htm':
    case 'html':
      return 'text/html';
    case 'txt':
      return 'text/plain';
    default:
      return 'application/octet-stream';
  }
}
`,
    slips: [["    case 'jpeg':\n", '']],
    calls: [
      "mediaType('a.jpg')",
      "mediaType('photo.jpeg')",
      "mediaType('index.html')",
      "mediaType('x.PNG')",
      "mediaType('archive.tar.gz')",
    ],
    held: ["mediaType('b.JPEG')", "mediaType('old.htm')", "mediaType('notes.txt')", "mediaType('noextension')"],
  },
  {
    name: 'clock',
    source: `export function clock(seconds) {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = Math.floor(seconds % 60);
  const two = (number) => String(number).padStart(2, '0');
  return hours > 0 ? \`\${hours}:\${two(minutes)}:\${two(rest)}\` : \`\${minutes}:\${two(rest)}\`;
}
`,
    slips: [["padStart(2, '0')", "padStart('0', 2)"]],
    calls: ['clock(0)', 'clock(61)', 'clock(725)', 'clock(3661)'],
    held: ['clock(59)', 'clock(600)', 'clock(36000)', 'clock(7322.7)'],
  },
  {
    name: 'transpose',
    source: `export function transpose(matrix) {
  const rows = matrix.length;
  const columns = rows > 0 ? matrix[0].length : 0;
  const result = [];
  for (let i = 0; i < columns; i++) {
    const line = [];
    for (let j = 0; j < rows; j++) {
      line.push(matrix[j][i]);
    }
    result.push(line);
  }
  return result;
}
`,
    slips: [['for (let j = 0; j < rows; j++)', 'for (let j = 0; j < columns; j++)']],
    calls: ['transpose([])', 'transpose([[1]])', 'transpose([[1, 2], [3, 4]])', 'transpose([[1, 2, 3], [4, 5, 6]])'],
    held: ['transpose([[1], [2], [3]])', 'transpose([[1, 2, 3, 4]])', 'transpose([[1, 2], [3, 4], [5, 6]])'],
  },
];
