import { describe, expect, test } from 'vitest';
import { modules } from '../../modules/library.ts';
import type { Requirements } from '../../requirements.ts';
import { clausesOf } from '../sentences/clauses.ts';
import { findModules } from './modules.ts';
import { understand } from '../understand.ts';

const free = { constraints: {}, preferences: {} };

function read(text: string, options: Parameters<typeof understand>[1] = free): Requirements {
  const found = understand(text, options);
  if (found.verdict !== 'understood') throw new Error(`abstained: ${found.questions.join(' ')}`);
  return found.requirements;
}

const blocked = (found: Requirements): boolean => found.unsupported.some((entry) => entry.blocking);

describe('a program made of specific logic is recognised by its words', () => {
  test.each<[string, Requirements['kind'], Requirements['language'], string]>([
    ['a command line utility that turns Markdown files into HTML', 'cli_tool', 'typescript', 'markdown'],
    ['npm package that validates IBANs', 'library', 'typescript', 'iban'],
    ['JavaScript library to parse durations', 'library', 'javascript', 'duration'],
    ['TCP server for a key-value store', 'server', 'typescript', 'key-value'],
    ['link shortener service over HTTP', 'server', 'typescript', 'url-shortener'],
    ['REST API that validates IBANs', 'rest_api', 'typescript', 'iban'],
    ['I want a function that makes slugs out of titles', 'library', 'typescript', 'slugify'],
    ['a roman numeral converter', 'cli_tool', 'typescript', 'roman'],
    ['semver comparison and text diff package', 'library', 'typescript', 'semver text-diff'],
    ['a command-line argument parser library in TypeScript', 'library', 'typescript', 'argument-parser'],
    ['an HTTP router library in Go', 'library', 'go', 'router'],
    [
      'Text statistics tool: sentences, longest word, reading time at 200 words per minute',
      'cli_tool',
      'typescript',
      'readability',
    ],
    ['A CLI in Go that generates random test data, with --count and --seed', 'cli_tool', 'go', 'sample-data'],
    ['a dependency injection container library in Python', 'library', 'python', 'container'],
    ['a job queue server in Python over HTTP', 'server', 'python', 'job-queue'],
    ['a full-text search library in Go', 'library', 'go', 'text-search'],
    ['a quiz game for the terminal in Go', 'terminal_game', 'go', 'quiz-game'],
    ['a maze game in the terminal in Python', 'terminal_game', 'python', 'maze'],
    ['a CLI that converts YAML to JSON in Go', 'cli_tool', 'go', 'yaml-format'],
    ['a caesar cipher tool in Rust', 'cli_tool', 'rust', 'cipher'],
    ['a Rust tool that tells the weekday of a date', 'cli_tool', 'rust', 'dates'],
    ['a Go CLI that converts TOML to JSON and back', 'cli_tool', 'go', 'toml-format'],
    ['a CLI in Python that scans the TCP ports of a host', 'cli_tool', 'python', 'port-scanner'],
    ['a CLI in TypeScript that tells which ports are open', 'cli_tool', 'typescript', 'port-scanner'],
    ['a publish/subscribe library in Go', 'library', 'go', 'pub-sub'],
    ['a CLI in Rust that generates UUIDs and ULIDs', 'cli_tool', 'rust', 'identifiers'],
    // Who writes a log is not what is read of it.
    ['a Rust tool that counts the lines of a log file for each level', 'cli_tool', 'rust', 'log-lines'],
    ['a logger library in TypeScript with levels', 'library', 'typescript', 'logger'],
    ['a Python CLI that analyses nginx access logs', 'cli_tool', 'python', 'access-log'],
  ])('%s', (text, kind, language, modules_) => {
    const found = read(text);
    expect(found.kind).toBe(kind);
    expect(found.language).toBe(language);
    expect(found.modules.map((use) => use.module)).toEqual(modules_.split(' '));
    expect(found.entities).toEqual([]);
    expect(blocked(found)).toBe(false);
    for (const use of found.modules) expect(text).toContain(use.from.words);
  });

  test.each<[string, Record<string, unknown>]>([
    ['TypeScript LRU cache library, capacity 250, entries expire after 2 minutes', { capacity: 250, ttl: 120_000 }],
    ['npm package: cache with ttl of 30 seconds and at most 40 entries', { capacity: 40, ttl: 30_000 }],
    ['rate limiter library: 120 requests per minute', { capacity: 120, refillPerSecond: 2 }],
    ['token bucket library with a burst of 20 and 5 tokens per second', { capacity: 20, refillPerSecond: 5 }],
    ['slugify library with underscores as separator', { separator: '_' }],
    ['CLI that converts semicolon separated CSV into JSON', { delimiter: ';' }],
  ])('%s has its options', (text, options) => {
    expect(read(text).modules[0]?.options).toEqual(options);
  });

  test('what one waits for is a command, and what fails as jobs do is none', () => {
    expect(blocked(read('a TypeScript CLI that scans ports of a host'))).toBe(false);
    expect(blocked(read('a TypeScript CLI that runs shell commands'))).toBe(true);
    expect(blocked(read('an HTTP server in TypeScript that scans ports of a host'))).toBe(true);
  });

  test('the functions that are asked for are those it has', () => {
    expect(read('a CLI that converts CSV to JSON').modules[0]?.functions).toEqual(['parseCsv']);
    expect(read('a CLI that converts JSON to CSV').modules[0]?.functions).toEqual(['formatCsv']);
  });

  test('a game holds games only, and what else was wished for is said', () => {
    const found = read('Wordle in the terminal in Go. It keeps statistics of wins.');
    expect(found.modules.map((use) => use.module)).toEqual(['wordle']);
    expect(found.unsupported.map((entry) => entry.words).join()).toContain('statistics');
    expect(blocked(found)).toBe(false);
  });

  test('how a command is called is no other thing that the tool is about', () => {
    const dates = read(
      'A date calculator CLI: `diff 2030-01-01 2030-03-01` prints the number of days between two dates.',
    );
    expect(dates.modules.map((use) => use.module)).toEqual(['dates']);
    expect(read('A CLI for texts: `diff` shows a diff of two texts').modules.map((use) => use.module)).toEqual([
      'text-diff',
    ]);
  });

  test.each(['A reverse proxy in TypeScript.', 'A load balancer in Go for web servers.'])('%s is a server', (text) => {
    const found = read(text);
    expect(found.kind).toBe('server');
    expect(found.entities).toEqual([]);
  });

  test('what no module does is said, and the rest is built', () => {
    const found = read('a CLI that converts CSV to JSON and uploads everything to Dropbox folders');
    expect(found.modules.map((use) => use.module)).toEqual(['csv']);
    expect(found.unsupported.map((entry) => entry.words).join()).toContain('Dropbox');
    expect(blocked(found)).toBe(false);
  });

  test.each(['a CLI that resizes photos', 'npm package for parsing dates', 'a terminal tool to mix cocktails'])(
    '%s is refused, because no module is about it',
    (text) => expect(blocked(read(text))).toBe(true),
  );

  test.each([
    ['A Python CLI "tally" that counts how often each word occurs in text files, sorted by frequency', 'word-count'],
    ['A Go program for the command line to convert between units of length, mass and temperature', 'unit-conversion'],
    ['a script in Python that prints all headings of a Markdown file as a table of contents', 'markdown'],
  ])('%s is read by the words of its module, which is said where no name of it stands there', (text, module) => {
    const found = read(text);
    expect(found.modules.map((use) => use.module)).toEqual([module]);
    expect(blocked(found)).toBe(false);
    const named = findModules(clausesOf(text)).length > 0;
    expect(found.assumptions.some((said) => said.startsWith('What it does was read as'))).toBe(!named);
  });

  test.each([
    'A CLI that downloads a web page and lists its broken links',
    'A CLI that shows the running processes of a machine and their owners',
    'Command line tool that shows git statistics: commits per author and per day',
  ])('%s shares too few words with any module', (text) => expect(blocked(read(text))).toBe(true));

  test('comments are searched for, and are no todos that are kept', () => {
    const found = read('A Go CLI that finds all TODO and FIXME comments in a source tree');
    expect(found.entities).toEqual([]);
    expect(blocked(found)).toBe(true);
    expect(read('A Go CLI for my todos with a title and a due date').entities.length).toBeGreaterThan(0);
  });

  test('"with or without" leaves an option as it is, and a behaviour that no module has is said', () => {
    const [use] = read('CLI that generates passwords with or without symbols').modules;
    expect(use?.options).toEqual({});
    expect(read('CLI that generates passwords without symbols').modules[0]?.options).toEqual({ symbols: false });
    const undone = read('a CLI that renames files in a folder, must have dry run and undo');
    expect(undone.unsupported.map(({ words }) => words)).toEqual(['undo']);
    expect(read('an undo and redo library').unsupported).toEqual([]);
  });

  test.each([
    ['A Go CLI that reads a CSV and sorts its rows by price', 'csv csv-tables'],
    ['A CLI in Rust that reads a CSV and sorts its rows by price', 'csv'],
    ['A Python CLI that converts CSV to JSON', 'csv'],
  ])('%s has what builds on a module only where that is asked for and written in the language', (text, ids) => {
    expect(read(text).modules.map((use) => use.module)).toEqual(ids.split(' '));
  });

  test('things to keep win over a module of the same name', () => {
    const found = read('REST API for an online shop: products, carts and customers. Users log in.');
    expect(found.modules).toEqual([]);
    expect(found.entities.map((entity) => entity.name)).toContain('Cart');
  });

  test('every module is found by each of its own words', () => {
    for (const module of modules()) {
      for (const word of module.words) {
        const found = findModules(clausesOf(`a TypeScript library for ${word}`));
        expect(
          found.map((one) => one.module.id),
          word,
        ).toContain(module.id);
      }
    }
  });
});

test('a verb tells of all that is listed behind it', () => {
  const found = read('A Python library that validates credit card numbers, IBANs and e-mail addresses.');
  expect(found.modules.map(({ module }) => module)).toEqual(['luhn', 'iban', 'validators']);
  expect(found.unsupported).toEqual([]);
});

test('what every game or clocked class does anyway is not said to be missing, and what it does not do is', () => {
  const cannot = (text: string) => read(text).unsupported.map(({ words }) => words);
  expect(cannot('Terminal game in Rust: minesweeper, and it tells when you won.')).toEqual([]);
  expect(cannot('Terminal game in Rust: minesweeper, and it plays cheerful music.')).not.toEqual([]);
  expect(cannot('TypeScript library: a rate limiter with an injectable clock.')).toEqual([]);
  expect(cannot('TypeScript library: a trie with an injectable clock.')).not.toEqual([]);
});

test('a tool of rows is about what stands before where it runs', () => {
  const found = read('Habit tracker for the command line in Rust');
  expect(found.kind).toBe('cli_tool');
  expect(found.entities.map(({ name }) => name)).toContain('Habit');
});

test('what is taken from standard input is said to be missing only where no text is taken', () => {
  const cannot = (text: string) => read(text).unsupported.map(({ words }) => words);
  expect(cannot('A CLI in Go that reads numbers from stdin, one per line, and prints their mean')).toEqual([
    'from stdin, one per line',
  ]);
  expect(cannot('A CLI in Go that reads Markdown from stdin and prints HTML')).toEqual([]);
});

test('programs over UDP are not built over TCP without a word', () => {
  expect(blocked(read('UDP echo server in Go on port 9000.'))).toBe(true);
  expect(blocked(read('TCP echo server in Go on port 9000.'))).toBe(false);
});

test('what refuses is there anyway, and exit codes of what cannot be worked with are those of every tool', () => {
  const cannot = (text: string) => read(text).unsupported.map(({ words }) => words);
  expect(cannot('Python library for matrices: addition and inverse; wrong sizes raise an error.')).toEqual([]);
  expect(cannot('A CLI in Go that formats JSON. Exit code 1 when a file is not JSON.')).toEqual([]);
  expect(cannot('A CLI in Go that formats JSON. Exit code 3 when a file is not JSON.')).not.toEqual([]);
});

test('an address that is looked at is not that of a function to which a text is sent', () => {
  const found = read(
    'An HTTP server in Go that receives webhooks with an HMAC signature and lists payloads: GET /events',
  );
  expect(found.modules.map(({ called }) => called ?? {})).toEqual([{}]);
  expect(found.unsupported.map(({ words }) => words)).toContain('GET /events');
});

describe('wishes for a kind of program', () => {
  test('a constraint decides the kind', () => {
    expect(read('convert CSV to JSON', { constraints: { kind: 'cli' }, preferences: {} }).kind).toBe('cli_tool');
    expect(read('convert CSV to JSON', { constraints: { kind: 'library' }, preferences: {} }).kind).toBe('library');
  });

  test('a preference decides only where nothing was said', () => {
    const preferences = { kind: 'library', language: 'javascript' };
    const said = read('a TypeScript CLI that converts CSV to JSON', { constraints: {}, preferences });
    expect([said.kind, said.language]).toEqual(['cli_tool', 'typescript']);
    const open = read('convert CSV to JSON', { constraints: {}, preferences });
    expect([open.kind, open.language]).toEqual(['library', 'javascript']);
  });

  test.each([
    ['A Python barrel tracker CLI. A barrel has a label and a volume.', 'python'],
    ['Build me a Go recipe manager with recipes that have a title and steps', 'go'],
    ['Rust todo list CLI', 'rust'],
    ['A go karting club booking app with races and drivers', 'typescript'],
    ['A rust on cars booking app with customers and visits', 'typescript'],
  ])('a language stands before what the program is about: %s', (text, language) => {
    expect(read(text).language).toBe(language);
  });

  test.each([
    [{ kind: 'spaceship' }, 'kind spaceship'],
    [{ language: 'cobol' }, 'language cobol'],
    [{ node: '18' }, 'Node.js 22.18'],
    [{ database: 'oracle' }, 'database oracle'],
    [{ color: 'red' }, '"color"'],
  ])('the constraint %o cannot be met, and that is said before any work', (constraints, part) => {
    const found = read('REST API for books', { constraints: constraints as Record<string, string>, preferences: {} });
    const entry = found.unsupported.find((candidate) => candidate.blocking);
    expect(entry?.reason).toContain(part);
    expect(entry?.nearest).toBeTruthy();
  });

  test('docker is left out where a constraint says so', () => {
    const text = 'REST API for books with docker';
    expect(read(text).features.map((feature) => feature.name)).toContain('docker');
    const without = read(text, { constraints: { docker: 'no' }, preferences: {} });
    expect(without.features.map((feature) => feature.name)).not.toContain('docker');
  });
});

test('"in Go for the terminal" is a language, and nothing that goes anywhere', () => {
  for (const [text, kind] of [
    ['A calculator in Go for the terminal with history.', 'cli_tool'],
    ['A stopwatch in Go for the console.', 'terminal_game'],
  ] as const) {
    const found = read(text);
    expect([found.kind, found.language]).toEqual([kind, 'go']);
    expect(found.unsupported).toEqual([]);
  }
});

test('links are looked for in Markdown files, not on the pages of a site', () => {
  const checker = read(
    'A tool that finds broken links in Markdown files. It walks the directory, checks relative links to files and anchors, and exits with 1 if there are any broken links.',
  );
  expect(checker.modules.map(({ module }) => module)).toEqual(['markdown-links']);
  expect(checker.unsupported).toEqual([]);
  for (const text of [
    'Python script to check all links in our docs folder of markdown files and report dead ones',
    'Go tool: markdown link checker with anchors',
  ])
    expect(read(text)).toMatchObject({ kind: 'cli_tool', modules: [{ module: 'markdown-links' }], unsupported: [] });
  const pages = understand('A CLI that crawls a website and reports broken links.', free);
  expect(pages.verdict === 'understood' ? pages.requirements.modules : []).toEqual([]);
});

test.each([
  ['A TypeScript library with binary search, linear search and interpolation search.', 'interpolation search'],
  ['Python CLI: encrypt text with Caesar cipher, Vigenère cipher and Playfair cipher.', 'Playfair cipher'],
  ['A Python library with bubble sort, radix sort and quick sort.', 'radix sort'],
])('another sort of what a module does is said to be missing: %s', (text, words) => {
  expect(read(text).unsupported.map((one) => one.words)).toEqual([words]);
});

test('depth first is walked, and texts are compared as they are asked to be', () => {
  expect(read('A Python library for graphs with breadth first search and depth first search.').modules).toMatchObject([
    { module: 'graph', functions: ['reachable', 'depthFirst'] },
  ]);
  expect(read('A Go CLI that prints the Jaccard similarity of two texts.').modules).toMatchObject([
    { module: 'text-similarity', functions: ['jaccardSimilarity'] },
  ]);
});

test('an option that a game does not have is said', () => {
  const found = read('A Pomodoro timer for the command line in Go. --work and --break change the lengths.');
  expect(found.kind).toBe('terminal_game');
  expect(found.unsupported.map((one) => one.words)).toEqual(['--break']);
});

test.each([
  ['A Go CLI that searches for a text in all files of a folder and prints file and line.', 'findInFiles'],
  ['A command line tool in Python that splits a large text file into parts of 500 lines.', 'splitFile'],
])('files of text are searched and split, and nothing is made of money or names of files: %s', (text, fn) => {
  expect(read(text).modules).toMatchObject([{ module: 'text-files', functions: [fn] }]);
});

test.each([
  ['A Rust tool that removes duplicate lines from a text file, keeping the order.', 'text-lines', ['uniqueLines']],
  ['A Rust tool that reverses the order of lines of a file.', 'text-lines', ['reverseLines']],
  ['Python script that removes blank lines and trailing whitespace from text files.', 'text-lines', ['cleanLines']],
  ['A Node library that parses INI files into objects and writes them back.', 'config-file', ['parseIni', 'formatIni']],
])('lines of a text are no rows of orders, and what is read is written back: %s', (text, module, functions) => {
  const found = read(text);
  expect(found.modules).toMatchObject([{ module, functions, options: {} }]);
  expect(found.entities).toEqual([]);
});
