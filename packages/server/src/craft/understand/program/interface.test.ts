import { describe, expect, test } from 'vitest';
import { blueprintFor } from '../../kinds/registry.ts';
import { offeredFunctions, usedModules } from '../../modules/uses.ts';
import type { Requirements } from '../../requirements.ts';
import { understand } from '../understand.ts';

function read(text: string): Requirements {
  const found = understand(text, { constraints: {}, preferences: {} });
  if (found.verdict !== 'understood') throw new Error(`abstained: ${found.questions.join(' ')}`);
  return found.requirements;
}

const offered = (found: Requirements): string[] =>
  offeredFunctions(usedModules(found)).map(({ name, fn }) => fn.http ?? name);
const names = (found: Requirements): string[] => offeredFunctions(usedModules(found)).map(({ name }) => name);
const cannot = (found: Requirements): string => found.unsupported.map((entry) => entry.words).join(' | ');

describe('what a description calls things they are called', () => {
  test('commands in backticks', () => {
    const found = read('A password generator CLI. A `check` command rates how strong a password is.');
    expect(names(found)).toEqual(['generate', 'check']);
    expect(cannot(found)).toBe('');
  });

  test('words of a line protocol', () => {
    const found = read('TCP key value store in Go: SET, GET, DEL, EXPIRE and KEYS over a line protocol.');
    expect(found.kind).toBe('server');
    expect(names(found)).toEqual(expect.arrayContaining(['set', 'get', 'del', 'expire', 'keys']));
    expect(names(found)).not.toContain('delete');
  });

  test('addresses, with the parameters that the functions have', () => {
    const found = read(
      'HTTP server in Rust for URL shortening: POST /shorten with a url returns a code, GET /{short} redirects, GET /stats/{short} shows the hits.',
    );
    expect(offered(found)).toEqual(expect.arrayContaining(['POST /shorten', 'GET /:code', 'GET /stats/:code']));
    expect(cannot(found)).toBe('');
  });
});

describe('what is not called so is said', () => {
  test('options that a tool does not have, with those that it has', () => {
    const found = read('Rust program that counts lines, words and characters of a file like wc, with flags -l and -w.');
    expect(cannot(found)).toContain('-l, -w');
    const log = read(
      'CLI tool that reads an nginx access log. `--status 404` shows only those, `--top 5` the first five.',
    );
    expect(cannot(log)).toBe('');
  });

  test.each(['TypeScript', 'Python', 'Go', 'Rust'])(
    'an option of a tool in %s has the name that it is given',
    async (language) => {
      const found = read(`A ${language} CLI that prints the most frequent words of a text, with --top N and --min N.`);
      const [first] = offeredFunctions(usedModules(found));
      expect(first?.parameters.slice(0, 3).map(({ name, flag }) => [name, flag])).toEqual([
        ['text', undefined],
        ['limit', 'top'],
        ['minLength', 'min'],
      ]);
      const files =
        (await blueprintFor(found))?.generateProject(found, {
          typescript: '1.0.0',
          '@types/node': '1.0.0',
          '@biomejs/biome': '1.0.0',
        }) ?? [];
      expect(files.find(({ path }) => path === 'README.md')?.content).toContain('`--top`');
      expect(files.filter(({ content }) => /"top"|'top'|"--top"/.test(content)).length).toBeGreaterThan(0);
      expect(cannot(found)).toBe('');
    },
  );

  test('a switch that is on by itself is off where the description has a name to turn it on', () => {
    const [use] = read('A CLI that prints the most frequent words of a text, with --ignore-case.').modules;
    expect(use?.options).toEqual({ ignoreCase: false });
    const [merge] = read(
      'A Python CLI that merges several CSV files into one, with --dedupe to drop duplicate rows.',
    ).modules;
    expect(merge).toMatchObject({ module: 'csv-files', options: {}, flags: { unique: 'dedupe' } });
    expect(merge?.options.unique).not.toBe(true);
    const [rename] = read('A Python script that renames photos in a batch, with --dry-run to only show it.').modules;
    expect(rename).toMatchObject({ module: 'file-renaming', options: { dryRun: false } });
    expect(read('A hard sudoku game for the terminal in Python.').modules).toMatchObject([
      { options: { level: 'hard' } },
    ]);
  });

  test.each([
    ['A Go CLI that filters lines of a file. With -i it ignores case.', {}],
    ['A Go CLI that prints lines containing a word. It ignores case if --ignore-case is given.', {}],
    ['A Rust CLI that removes duplicate lines, with an option to ignore case.', {}],
    ['A CLI that removes duplicate lines, optionally ignoring case.', {}],
    ['A CLI that removes duplicate lines and has a case-insensitive option.', {}],
    ['A Rust CLI that removes duplicate lines, ignoring case.', { ignoreCase: true }],
    ['A CLI that sorts the lines of a file ignoring case, with --reverse.', { ignoreCase: true }],
    ['A CLI that sorts lines with --reverse and ignores case.', { ignoreCase: true }],
    ['A Python CLI that prints the most frequent words, with --count (default 50).', { limit: 50 }],
    ['A Python CLI that prints the most frequent words. --top N sets how many, 25 by default.', { limit: 25 }],
    ['A CLI that prints the most frequent words; --top defaults to 5.', { limit: 5 }],
  ])('what an option does holds where it is given: %s', (text, options) => {
    expect(read(text).modules).toMatchObject([{ options }]);
    expect(read(text).modules[0]?.options).toEqual(options);
  });

  test.each([
    ['A command line tool in Python that sorts the lines of a file, with --reverse and --unique.', ['sortLines']],
    ['A command line tool that prints the most frequent words of a file.', ['topWords']],
    [
      'A Python tool. It can sort, number and dedupe the lines of a text file.',
      ['uniqueLines', 'sortLines', 'numberLines'],
    ],
  ])('options make no commands, and verbs in a list do: %s', (text, functions) => {
    expect(read(text).modules).toMatchObject([{ functions }]);
  });

  test('a switch is not called like what takes a value, nor a choice like one that it does not have', () => {
    expect(cannot(read('A Python CLI that sorts a CSV file by a column, with --desc.'))).toBe('');
    expect(cannot(read('A Python CLI that sorts a CSV file by a column, with --desc COLUMN.'))).toContain('--desc');
    expect(cannot(read('A CLI that prints CSV as an aligned table, with --format text|html.'))).toBe('');
    expect(cannot(read('A CLI that prints CSV as an aligned table, with --format text|pdf.'))).toContain('--format');
  });

  test.each(['TypeScript', 'Python', 'Go', 'Rust'])('but not those that every tool in %s has', (language) => {
    const found = read(
      `A CLI in ${language} that converts CSV to JSON, with --output FILE, --quiet, --json and --frob.`,
    );
    expect(cannot(found)).toContain('--frob');
    expect(cannot(found)).not.toMatch(/--output|--quiet|--json/);
  });

  test('a command that does what nothing of the tool does', () => {
    expect(cannot(read('A password generator CLI with commands generate, strength and teleport.'))).toContain(
      'teleport',
    );
  });

  test.each(['TypeScript', 'Python', 'Go', 'Rust'])(
    'a switch of a tool in %s is turned off by its name',
    (language) => {
      const found = read(
        `A password generator CLI in ${language} with --length, --no-symbols, --no-digits and --no-frob.`,
      );
      expect(cannot(found)).toBe('--no-frob');
      // An option that there is to be sets nothing.
      expect(found.modules[0]?.options).toEqual({});
      expect(read('A password generator CLI, no symbols').modules[0]?.options).toEqual({ symbols: false });
    },
  );

  test('options of a tool over rows that no field answers to', () => {
    const todo = 'A todo CLI in Rust with commands add, list, done and remove. Tasks have a priority and a due date.';
    const found = read(`${todo} \`list --all\` also shows done tasks, \`list --due today --sort priority\` only some.`);
    expect(found.entities.map(({ name }) => name)).toEqual(['Task']);
    expect(cannot(found)).toBe('--all');
    expect(found.commands).toMatchObject({ create: 'add', list: 'list', delete: 'remove' });
  });

  test('exit codes of another meaning', () => {
    expect(cannot(read('A CLI that converts CSV to JSON. Exits with 3 if the file is empty.'))).toContain('3');
    expect(cannot(read('A CLI that converts CSV to JSON. Exit code 1 if the file does not exist.'))).toBe('');
    expect(cannot(read('A calculator CLI which exits with status 1 on a syntax error or division by zero.'))).toBe('');
    expect(cannot(read('A CLI that validates IBANs, exit code 0 if valid, 1 if not.'))).toBe('');
    expect(cannot(read('A CLI that compares two JSON files. Exit code 1 if they differ.'))).toContain(
      '1 if they differ',
    );
    expect(cannot(read('A CLI that validates IBANs, exit code 0 if valid, 4 if not.'))).toContain('4 if not');
    expect(cannot(read('A CLI that validates IBANs. Exit code 1 for wrong usage.'))).toContain('1 for wrong usage');
  });
});

describe('functions that are asked for in other words than their own', () => {
  test('stand beside those that are named', () => {
    const graph = read('A library for dependency graphs: sort topologically and detect cycles.');
    expect(graph.modules[0]?.functions).toEqual(['topologicalOrder', 'findCircle']);
  });

  test('and none that nobody asked for', () => {
    expect(read('a CLI that detects cycles in a dependency graph').modules[0]?.functions).toEqual(['findCircle']);
  });
});

test('what is true of every program of a kind is not said to be missing', () => {
  expect(cannot(read('HTTP server for URL shortening. Unknown codes give 404. It shuts down gracefully.'))).toBe('');
  expect(cannot(read('A Go library with a token bucket rate limiter, safe for concurrent use.'))).toBe('');
  expect(cannot(read('A Go library with a graph, safe for concurrent use by penguins.'))).toContain('penguins');
  expect(cannot(read('Go package for retrying functions with jitter and context cancellation.'))).toBe('');
  expect(cannot(read('Python package for retrying functions with jitter and context cancellation.'))).toContain(
    'context',
  );
});

test('statuses of another meaning are said, and those of every server are not', () => {
  const units = 'HTTP server in Go which converts units.';
  expect(cannot(read(`${units} Unknown units give 400.`))).toBe('Unknown units give 400');
  expect(cannot(read(`${units} Values that are refused are answered with 422.`))).toBe('');
});

test('of a range and what is usual the usual is taken', () => {
  expect(read('A password generator CLI: --length (8 to 128, default 16).').modules[0]?.options).toMatchObject({
    length: 16,
  });
});

test.each([
  ['A Go library with an LRU cache: Get, Put and Delete.', ['Put']],
  ['A TypeScript LRU cache library with methods get, put and has.', ['put']],
  ['A Python library for a priority queue with `enqueue()` and `dequeue()`.', ['enqueue', 'dequeue']],
  ['Go library for rate limiting with a token bucket. Functions Allow, Wait and Available.', ['Allow', 'Wait']],
  ['A Python library for a priority queue with `push()`, `pop()` and `peek()`.', []],
  ['A TypeScript library for TypeScript and JavaScript that keeps an LRU Cache with get and set.', []],
])('functions that a library calls otherwise are said: %s', (text, words) => {
  expect(read(text).unsupported.map((one) => one.words)).toEqual(words);
});

test('of what is asked for both ways neither is the usual one, and functions in a list are those of one module', () => {
  expect(read('A TypeScript library with a min heap and a max heap.').modules).toMatchObject([{ options: {} }]);
  expect(read('A TypeScript library with a min heap and a max heap.').modules[0]?.options).toEqual({});
  expect(read('A TypeScript library with a max heap.').modules[0]?.options).toEqual({ largestFirst: true });
  const sorted = 'A Python CLI that sorts the lines of a file in ascending or descending order.';
  expect(read(sorted).modules[0]?.options).toEqual({});
  const listed = read('A JavaScript library with debounce, throttle and once.').modules;
  expect(listed.map(({ module, functions }) => [module, functions])).toEqual([['debounce', []]]);
});

test('commands of a line protocol are read with what they take, and those in brackets', () => {
  const text =
    'A TCP key-value server in Go. Clients send SET key value, GET key and DEL key, one per line. Keys may expire (SETEX).';
  expect(read(text).modules).toMatchObject([{ module: 'key-value', called: { remove: 'del' } }]);
  expect(read(text).unsupported.map(({ words }) => words)).toEqual(['setex']);
});

test('one who runs a tool is no number, and what an option does is not said to be missing', () => {
  const found = read('A CLI in TypeScript which prints a folder as a tree. With --depth one can limit how deep.');
  expect(found.modules).toMatchObject([{ module: 'tree', options: {} }]);
  expect(found.modules[0]?.options).toEqual({});
  expect(found.unsupported).toEqual([]);
});

test('a page of a server that answers JSON is said', () => {
  const text = 'A url shortener server in node, and there is a page with the number of clicks for each.';
  expect(cannot(read(text))).toContain('page');
  expect(cannot(read('A url shortener server in node that redirects to the page of a code.'))).not.toContain('page');
});

test('helpers that are listed by their names are those of one module', () => {
  const text = 'Build a JavaScript library with groupBy, chunk, uniq, flatten and zip.';
  expect(read(text).modules.map(({ module }) => module)).toEqual(['arrays']);
});

test.each([
  'A Go tool which takes a CSV file and prints statistics of a numeric column: min, max, mean and median.',
  'A Python CLI that reads a CSV file and computes the average and the maximum of a column.',
  'A TypeScript CLI that prints the statistics of a column of a CSV file.',
])(
  'numbers in a column of a file are no list on the command line, and the file is read by the same command: %s',
  (text) => {
    expect(read(text).modules.map(({ module }) => module)).toEqual(['csv-statistics']);
    expect(read(text).unsupported).toEqual([]);
  },
);
