import { expect, test } from 'vitest';
import { understand } from '../understand.ts';

function read(text: string) {
  const found = understand(text, { constraints: {}, preferences: {} });
  if (found.verdict !== 'understood') throw new Error(`abstained: ${found.questions.join(' ')}`);
  return found.requirements;
}

test.each<[string, number, number]>([
  ['Failed jobs are retried up to 3 times with exponential backoff starting at 2 seconds.', 4, 2000],
  ['Each job is tried at most 4 times, waiting 10 seconds before the second try.', 4, 10_000],
  ['A job that fails is retried twice before giving up.', 3, 1000],
  ['It retries failed jobs five times, with a delay of 500 ms, and then they are marked as failed.', 6, 500],
  ['Failed jobs retry up to 5 times with exponential backoff.', 6, 1000],
  ['At most 3 attempts per job.', 3, 1000],
  ['Every job gets attempted 2 times in total.', 2, 1000],
])('a worker with a queue, of which is said: %s', (said, attempts, delayMs) => {
  const found = read(`A background job worker in TypeScript that validates IBANs. ${said}`);
  expect(found.retries).toEqual({ attempts, delayMs });
  expect(found.modules.map(({ module }) => module)).toEqual(['iban']);
  expect(found.unsupported).toEqual([]);
  expect(found.unread).toEqual([]);
});

test.each<[string, number, number]>([
  ['Failed jobs are retried 3 times, with a wait of 2 seconds between all of them.', 4, 2000],
  ['It waits 5 seconds between retries, at most 3 retries.', 4, 5000],
  ['Failed jobs are retried 2 times with a fixed delay of 500 ms.', 3, 500],
  ['Each job is tried 3 times, 10 seconds apart.', 3, 10_000],
])('waits that do not grow: %s', (said, attempts, delayMs) => {
  const found = read(`A background job worker in TypeScript that validates IBANs. ${said}`);
  expect(found.retries).toEqual({ attempts, delayMs, fixed: true });
  expect(found.unsupported).toEqual([]);
  expect(found.unread).toEqual([]);
});

test('retries in the same sentence are no job of their own, and without any the usual ones hold', () => {
  const found = read('A background job worker that validates IBANs and retries failed jobs 3 times');
  expect(found.retries).toEqual({ attempts: 4, delayMs: 1000 });
  expect(found.modules.map(({ module }) => module)).toEqual(['iban']);
  expect(read('A background job worker that validates IBANs').retries).toBeUndefined();
});

test('what is said of other programs, or cannot be had, is read as before', () => {
  expect(read('A TypeScript library that retries a function up to 3 times').modules[0]?.module).toBe('retry');
  expect(read('A REST API for quizzes with a title. A quiz allows 3 attempts per user.').retries).toBeUndefined();
});
