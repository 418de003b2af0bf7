import { describe, expect, test } from 'vitest';
import { understand } from './understand.ts';

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
    ['write a REST API for books with Fastify', 'the same with Hono'],
    ['todo api with mongodb', 'the same with SQLite'],
  ])('%s names the nearest that can be done', (text, nearest) => {
    const found = understand(text, free);
    if (found.verdict !== 'understood') throw new Error('abstained');
    expect(found.requirements.unsupported).toContainEqual(expect.objectContaining({ blocking: true, nearest }));
  });

  test('a rule that cannot be enforced does not stop the work', () => {
    const found = understand('Orders API. Every customer must pay within 30 days.', free);
    if (found.verdict !== 'understood') throw new Error('abstained');
    expect(found.requirements.unsupported).toHaveLength(1);
    expect(found.requirements.unsupported[0]?.blocking).toBeUndefined();
    expect(found.requirements.unsupported[0]?.reason).not.toMatch(/\.$/);
  });
});
