import { expect, test } from 'vitest';
import { followUpOf, workflowQuestionOf } from './follow-up.ts';

test.each([
  'also add a test for the empty list',
  'Now write it in the README of the package as well, with an example',
  'then rename the column to something that a person would understand',
  'fix the typo in the error message that it prints at the end of it',
  'make it faster',
  'and the other one?',
  'Please also log the requests that are refused by the limiter',
  'No, use tabs instead of spaces everywhere in the generated files',
  'too slow',
])('%j goes on with the task before', (text) => {
  expect(followUpOf(text)).toBe('follow-up');
});

test.each([
  'Create a REST API for a bike shop with customers, bikes and repairs',
  'build me a CLI tool that counts words',
  'a library that parses durations',
])('%j begins something new', (text) => {
  expect(followUpOf(text)).toBe('new');
});

test.each([
  'The invoices of last month are sent twice to customers with two addresses',
  'Customers should see all of their orders of the last twelve months on one page',
])('%j may be either', (text) => {
  expect(followUpOf(text)).toBe('unclear');
});

test.each([
  ['Which workflows are there?', ''],
  ['list the workflows', ''],
  ['what workflows can I use', ''],
  ['which workflow is used?', ''],
  ['What does the thorough workflow do?', 'thorough'],
  ['explain workflow `review-only`', 'review-only'],
  ['how does the workflow genius work?', 'genius'],
])('%j asks about workflows', (text, name) => {
  expect(workflowQuestionOf(text)).toBe(name);
});

test.each([
  'add a workflow for GitHub Actions',
  'show the diff',
  'Fix the workflow that publishes the package',
  'which workflows in src/ fail when the queue is empty?',
  'what is a workflow',
])('%j asks for something else', (text) => {
  expect(workflowQuestionOf(text)).toBeNull();
});
