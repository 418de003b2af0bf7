import { expect, test } from 'vitest';
import { requirementsOf } from '../expectation.ts';

test.each([
  ['Go CLI for recipes with title and servings that saves to a JSON file', 'Recipe', 'rows are not kept as JSON'],
  ['a CLI for plants with a name and a height, kept in plain text files', 'Plant', 'rows are not kept as text'],
  ['a REST API for plants with a name and a height, saved in plants.json', 'Plant', 'rows are not kept as JSON'],
  ['a CLI for plants with a name and a height, kept in a YAML file', 'Plant', 'rows are not kept as YAML'],
  [
    'a CLI for plants with a name and a height, saved in ~/.plants.json',
    'Plant',
    'the file lies in the folder in which the tool keeps its data',
  ],
  ['a bookmark CLI that exports bookmarks to a PDF file', 'Bookmark', 'rows are neither exported nor imported yet'],
  ['a bookmark CLI that imports bookmarks from a CSV file', 'Bookmark', 'rows are neither exported nor imported yet'],
  ['Contacts CLI in Go with CSV import and export', 'Contact', 'rows are neither exported nor imported yet'],
])('what is wanted of files is said, and no field of rows: %s', (text, entity, reason) => {
  const found = requirementsOf(text);
  expect(found.entities.map(({ name }) => name)).toEqual([entity]);
  expect(found.entities.flatMap(({ fields }) => fields.map(({ name }) => name)).join()).not.toMatch(
    /file|kept|export|import/i,
  );
  expect(found.unsupported.map((one) => one.reason)).toEqual([reason]);
});

test.each([
  ['a CLI for plants with a name and a height, saved in a JSON file', 'json', 'plants.json'],
  [
    'A JavaScript CLI for plants with a name, a height and a genus. Data is persisted to a local json file.',
    'json',
    'plants.json',
  ],
  ['Python CLI for plants with a name and a height that saves to a JSON file', 'json', 'plants.json'],
  ['CLI for plants with name and height. Data in garden.json.', 'json', 'garden.json'],
  ['CLI for plants with name and height, stored as JSON.', 'json', 'plants.json'],
  ['A node tool that tracks plants with a name and a height, kept in garden.csv', 'csv', 'garden.csv'],
  ['CLI: plants have a name and a height. Plants are kept in a CSV file (garden.csv).', 'csv', 'garden.csv'],
])('a tool keeps its rows in the file that is wanted: %s', (text, format, name) => {
  const found = requirementsOf(text);
  expect(found.entities.map((one) => one.name)).toEqual(['Plant']);
  expect(found.rowsFile).toEqual({ format, name });
  expect(found.unsupported).toEqual([]);
  expect(found.unread).toEqual([]);
});

test('what refers to something else is more than one table, which CSV has not', () => {
  const text = 'A CLI in TypeScript: authors have a name, books have a title and an author. All is kept in a CSV file.';
  expect(requirementsOf(text)).not.toHaveProperty('rowsFile');
  expect(requirementsOf(text).unsupported.map(({ reason }) => reason)).toEqual(['rows are not kept as CSV']);
  expect(requirementsOf(text.replace('CSV', 'JSON')).rowsFile?.format).toBe('json');
});

test.each([
  ['a CLI that exports a CSV file to JSON', 'csv'],
  ['a key-value store library that is persisted to a JSON file', 'key-value'],
])('files may be all that a text is about: %s', (text, module) => {
  const found = requirementsOf(text);
  expect(found.entities).toEqual([]);
  expect(found.modules.map((use) => use.module)).toContain(module);
});

test('the file in which a tool keeps its rows anyway is no thing of its own, and nothing that is missing', () => {
  const found = requirementsOf(
    'Rust CLI todo list: add a todo with a title and a priority, list todos, remove a todo. Stored in a file in the home directory.',
  );
  expect(found.entities.map(({ name }) => name)).toEqual(['Todo']);
  expect(found.unsupported).toEqual([]);
  const files = requirementsOf(
    'REST API for documents with a title. Each document is stored in a file with a name and a size.',
  );
  expect(files.entities.map(({ name }) => name)).toContain('File');
});

test.each([
  ['a bookmark CLI that exports bookmarks to a CSV file', 'csv'],
  ['Expense tracker CLI in Python: record expenses with amount and date; list them; export to CSV.', 'csv'],
  ['Go CLI for plants with a name and a height, with JSON export', 'json'],
])('a tool over rows writes them as CSV and JSON: %s', (text, format) => {
  const found = requirementsOf(text);
  expect(found.unsupported).toEqual([]);
  expect(found.unread).toEqual([]);
  expect(found.assumptions.join(' ')).toContain(`list --format ${format}`);
});

test('an option of a tool over rows is missing where it is', () => {
  const missing = (text: string): string[] => requirementsOf(text).unsupported.map(({ words }) => words);
  expect(missing('Go CLI for plants with a name and a height. list takes --format json.')).toEqual([]);
  expect(missing('Go CLI for plants with a name and a height. list takes --format yaml.')).toEqual(['--format']);
  expect(missing('TypeScript CLI for plants with a name and a height. list takes --output FILE.')).toEqual([]);
  expect(missing('Python CLI for plants with a name and a height. list takes --output FILE.')).toEqual(['--output']);
});
