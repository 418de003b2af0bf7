import { describe, expect, test } from 'vitest';
import { understand } from '../understand.ts';

const free = { constraints: {}, preferences: {} };

describe('another program than a REST API stops the work before it starts', () => {
  test.each([
    'a CLI tool that resizes photos',
    'chess in the terminal',
    'npm library for date parsing',
    'chrome extension to block ads',
    'a compiler for a toy language',
    'python script to resize images',
    'script which compresses videos',
  ])('%s is refused in one sentence, with nothing made up to keep', (text) => {
    const found = understand(text, free);
    if (found.verdict === 'understood') {
      expect(found.requirements.unsupported.some((item) => item.blocking)).toBe(true);
      return;
    }
    expect(found.reason).toBe('unsupported');
    expect(found.questions).toHaveLength(1);
    expect(found.questions[0]).toContain('cannot be generated yet');
  });

  test.each([
    ['a todo api in java', 'the same in TypeScript'],
    ['write a Laravel REST API for books', 'the same in TypeScript'],
  ])('%s names the nearest that can be done', (text, nearest) => {
    const found = understand(text, free);
    if (found.verdict !== 'understood') throw new Error('abstained');
    expect(found.requirements.unsupported).toContainEqual(expect.objectContaining({ blocking: true, nearest }));
  });

  test.each([
    ['write a REST API for books with Fastify', 'framework=fastify', 'the same with Hono'],
    ['Python REST API with FastAPI for books', 'framework=fastapi', 'the same with the standard library alone'],
    ['todo api with mongodb', 'database=mongodb', 'the same with SQLite'],
  ])('%s is built with what is nearest, and that is said; a constraint stops it', (text, constraint, nearest) => {
    const led = understand(text, free);
    if (led.verdict !== 'understood') throw new Error('abstained');
    expect(led.requirements.unsupported).toEqual([expect.objectContaining({ nearest })]);
    expect(led.requirements.unsupported[0]?.blocking).toBeUndefined();
    const [key = '', value = ''] = constraint.split('=');
    const bound = understand(text, { constraints: { [key]: value }, preferences: {} });
    if (bound.verdict !== 'understood') throw new Error('abstained');
    expect(bound.requirements.unsupported).toContainEqual(expect.objectContaining({ blocking: true }));
  });

  test('a rule that cannot be enforced does not stop the work', () => {
    const found = understand('Orders API. Every customer must pay within 30 days.', free);
    if (found.verdict !== 'understood') throw new Error('abstained');
    expect(found.requirements.unsupported).toHaveLength(1);
    expect(found.requirements.unsupported[0]?.blocking).toBeUndefined();
    expect(found.requirements.unsupported[0]?.reason).not.toMatch(/\.$/);
  });
});

test('a website that is known of a supplier makes no web application, one that is wanted does', () => {
  const kindOf = (text: string): string => {
    const found = understand(text, free);
    return found.verdict === 'understood' ? found.requirements.kind : found.verdict;
  };
  expect(kindOf('Keep products and suppliers. Suppliers have a name and a website.')).toBe('rest_api');
  expect(kindOf('Keep products and suppliers. Suppliers have a name. I need a website.')).toBe('web_app');
});

test('a program that takes options is run from a command line, whatever it reads', () => {
  const found = understand(
    'Build a log analyser. It reads an application log, counts the lines per level, shows the most common messages (--top N) and filters by date (--since, --until).',
    free,
  );
  if (found.verdict !== 'understood') throw new Error('abstained');
  expect(found.requirements.kind).toBe('cli_tool');
  expect(found.requirements.entities).toEqual([]);
  expect(found.requirements.unsupported).toEqual([]);
});

test.each([
  ['A Python program that plays tic-tac-toe against the user.', 'terminal_game', 'tic-tac-toe'],
  [
    'A Go program that finds duplicate files in a folder. It should have a --delete flag.',
    'cli_tool',
    'duplicate-files',
  ],
])('who runs a program and what it has make no rows of it: %s', (text, kind, module) => {
  const found = understand(text, free);
  if (found.verdict !== 'understood') throw new Error('abstained');
  expect(found.requirements.kind).toBe(kind);
  expect(found.requirements.modules.map((one) => one.module)).toEqual([module]);
  expect(found.requirements.entities).toEqual([]);
});

test.each([
  'A JavaScript tool that minifies CSS files.',
  'A Go program that watches a folder and prints a line whenever a file is created, changed or deleted.',
  'I need a Python script that resizes all images of a folder.',
])('what a program does to files is no service, and said where nothing does it: %s', (text) => {
  const found = understand(text, free);
  if (found.verdict !== 'understood') throw new Error('abstained');
  expect(found.requirements.kind).toBe('cli_tool');
  expect(found.requirements.entities).toEqual([]);
  expect(found.requirements.unsupported.some((one) => one.blocking)).toBe(true);
});

test('a program that keeps things is none that only does something', () => {
  const found = understand('A program that manages books and authors.', free);
  if (found.verdict !== 'understood') throw new Error('abstained');
  expect(found.requirements.entities.map(({ name }) => name)).toEqual(['Book', 'Author']);
});

test('what a switch does where it is given does not hold by itself', () => {
  const read = (text: string) => {
    const found = understand(text, free);
    if (found.verdict !== 'understood') throw new Error('abstained');
    return found.requirements;
  };
  const found = read('A Go CLI that prints a calendar of a month. --sunday starts the weeks on Sunday.');
  expect(found.modules.map((one) => one.options)).toEqual([{}]);
  expect(found.unsupported.map(({ words }) => words)).toEqual(['--sunday']);
  const plain = read('A Go CLI that prints a calendar of a month. Weeks start on Sunday.');
  expect(plain.modules.map((one) => one.options)).toEqual([{ first: 'sunday' }]);
});
