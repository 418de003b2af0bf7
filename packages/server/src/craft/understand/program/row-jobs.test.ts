import { describe, expect, test } from 'vitest';
import type { Requirements } from '../../requirements.ts';
import { understand } from '../understand.ts';

function read(text: string): Requirements {
  const found = understand(text, { constraints: {}, preferences: {} });
  if (found.verdict !== 'understood') throw new Error(found.questions.join(' '));
  return found.requirements;
}

/** What rows become, of which, by what, and how often. */
function jobIn(text: string): string {
  const { kind, jobs, entities } = read(text);
  const [job] = jobs ?? [];
  const entity = entities.find(({ name }) => name === job?.entity);
  const values = entity?.fields.find(({ name }) => name === job?.field)?.values ?? [];
  return `${kind}: ${job?.entity} ${job?.from.join('|')} to ${job?.to} by ${job?.due} each ${job?.everySeconds} of ${values.join('|')}`;
}

describe('a worker over rows', () => {
  test.each([
    [
      'Scheduled job: every 20 minutes it marks vouchers as void when their last day is over. A voucher has a code, a worth, a last day and a state (fresh, void).',
      'worker: Voucher fresh to void by lastDay each 1200 of fresh|void',
    ],
    [
      'A nightly worker releases rooms whose hold date has passed. Rooms: number, hold date, status: held, released',
      'worker: Room held to released by holdDate each 86400 of held|released',
    ],
    [
      'I need a background process in JavaScript which looks hourly for adverts that have run out and flags them as stale. An advert has a headline, an end date and a status: live or stale.',
      'worker: Advert live to stale by endDate each 3600 of live|stale',
    ],
    [
      'A cron job that sets open quotes whose validity date is past to lapsed every night',
      'worker: Quote open to lapsed by validityDate each 86400 of open|lapsed',
    ],
  ])('%s', (text, job) => {
    expect(jobIn(text)).toBe(job);
  });

  test('leaves rows alone that have come to their end', () => {
    const text =
      'Every day a worker marks rentals as late once their return date has passed. A rental has a renter, a return date and a status (out, returned, late).';
    expect(jobIn(text)).toContain('Rental out to late');
  });

  test('is none where an API is asked for, or where nothing can be past', () => {
    expect(read('A REST API for vouchers. A voucher has a code and a last day.').jobs).toBeUndefined();
    expect(read('A worker that counts the words of texts every night').jobs).toBeUndefined();
  });
});
