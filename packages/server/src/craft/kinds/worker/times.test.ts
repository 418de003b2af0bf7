import { describe, expect, it } from 'vitest';
import { cronIn } from './times.ts';

describe('times of a worker', () => {
  it.each([
    ['every night at 3 it requests', '0 3 * * *'],
    ['runs every 15 minutes', '*/15 * * * *'],
    ['every 6 hours', '0 */6 * * *'],
    ['script what runs every hour', '0 * * * *'],
    ['a digest every morning', '0 8 * * *'],
    ['every day at 7:30 pm', '30 19 * * *'],
    ['every day at 12 am', '0 0 * * *'],
    ['on mondays at 9', '0 9 * * 1'],
    ['a weekly report', '0 6 * * 1'],
    ['does what is in its queue', '0 6 * * *'],
  ])('reads "%s"', (text, cron) => {
    expect(cronIn(text)).toBe(cron);
  });
});
