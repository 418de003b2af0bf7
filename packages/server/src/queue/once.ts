import type { Job } from '@codewright/protocol/job';
import { CodewrightError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';
import { uuidv7 } from '../shared/ids.ts';
import type { Reads } from '../storage/contract.ts';
import type { Once } from './contract.ts';

/** The end of the ids of all jobs of a key: they are found by it, and no table needs to know of keys. */
const endingOf = (key: string) => sha256(`idempotency ${key}`).slice(0, 12);

export function idFor(once: Once | undefined): string {
  return once === undefined ? uuidv7() : `${uuidv7().slice(0, -12)}${endingOf(once.key)}`;
}

/** The name that is locked while a job is looked for and made, so that two calls at once make one job. */
export const lockOf = (once: Once): string => `once-${endingOf(once.key)}`;

/** The job that this key has made. @throws CodewrightError INVALID_INPUT where it was made by another request. */
export async function findOnce(reads: Reads, once: Once): Promise<Job | null> {
  const jobs = await reads.jobsEndingWith(endingOf(once.key), 10);
  const found = jobs.find((job) => job.request.idempotencyKey === once.key);
  if (!found) return null;
  const [first] = await reads.entries({ job: found.id, kinds: ['job_created'], limit: 1 });
  const { fingerprint } = JSON.parse(first?.data ?? '{}') as { fingerprint?: string };
  if (fingerprint === once.fingerprint) return found;
  throw new CodewrightError('INVALID_INPUT', `The idempotency key ${once.key} was used for another request.`, {
    hint: 'A new request needs a key of its own.',
  });
}
