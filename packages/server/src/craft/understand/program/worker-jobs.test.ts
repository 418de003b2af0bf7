import { describe, expect, test } from 'vitest';
import { concurrencyIn } from '../../kinds/worker/concurrency.ts';
import { understand } from '../understand.ts';

function read(text: string) {
  const found = understand(text, { constraints: {}, preferences: {} });
  if (found.verdict !== 'understood') throw new Error(`abstained: ${found.questions.join(' ')}`);
  const { kind, modules, unsupported, assumptions } = found.requirements;
  return {
    kind,
    modules: modules.map(({ module }) => module),
    cannot: unsupported.map(({ words }) => words),
    blocked: unsupported.some(({ blocking }) => blocking),
    commands: assumptions.some((said) => said.includes('a command of the shell')),
  };
}

const built = { kind: 'worker', cannot: [], blocked: false };

describe('a queue of jobs', () => {
  test.each([
    'Background job queue in TypeScript',
    'Job queue worker in TypeScript with retries, exponential backoff and a dead letter queue; concurrency of 4',
    'A persistent job queue whose jobs survive a crash',
  ])('of which nothing else is told runs commands, which is said: %s', (text) => {
    expect(read(text)).toEqual({ ...built, modules: ['shell-command'], commands: true });
  });

  test.each([
    ['A persistent job queue that hashes passwords', 'password-hash'],
    ['A scheduler that runs shell commands from a crontab-like file and keeps the output in a log', 'shell-command'],
    ['Background worker: validates IBANs from a queue, 5 workers, failed jobs go to a dead letter queue', 'iban'],
  ])('does what it is said to do: %s', (text, module) => {
    expect(read(text)).toEqual({ ...built, modules: [module], commands: false });
  });

  test('what its jobs do is said to be missing where it is told', () => {
    const found = read('TypeScript worker that processes image resize jobs from a queue with 3 concurrent workers.');
    expect(found.cannot.join()).toContain('image resize');
    expect(found.blocked).toBe(false);
    expect(read('Background job queue in TypeScript with 5 workers.').cannot).toEqual([]);
  });

  test('says what it has not, and is refused where nobody wrote its jobs', () => {
    expect(read('A job queue in TypeScript with priorities and retries')).toMatchObject({ blocked: false });
    expect(read('A job queue in TypeScript with priorities and retries').cannot.join()).toContain('priorities');
    expect(read('A job queue that sends emails').blocked).toBe(true);
    expect(read('A CLI that runs shell commands one after the other').blocked).toBe(true);
  });
});

test.each<[string, number]>([
  ['a worker', 1],
  ['concurrency of 4', 4],
  ['it works on three jobs at a time', 3],
  ['with 2 workers', 2],
  ['up to 8 threads', 8],
  ['5 concurrent jobs', 5],
  ['a dead letter queue and 2 workers', 2],
  ['every 2 minutes, one at a time', 1],
])('%s: %i at a time', (said, count) => expect(concurrencyIn(said)).toBe(count));
