import type { JobStatus } from '@codewright/protocol/job';
import { CodewrightError } from '../shared/errors.ts';

/** What moves a job, and between which states: the table of docs/job-states.md, which a test holds against this one. */
export const transitions = {
  claim: [['queued', 'running']],
  finish: [
    ['running', 'succeeded'],
    ['running', 'failed'],
    ['running', 'aborted'],
    ['cancelling', 'succeeded'],
    ['cancelling', 'failed'],
    ['cancelling', 'aborted'],
  ],
  park: [
    ['running', 'waiting_human'],
    ['running', 'queued'],
    ['cancelling', 'aborted'],
  ],
  pause: [['queued', 'waiting_human']],
  unpark: [['waiting_human', 'queued']],
  release: [
    ['running', 'queued'],
    ['cancelling', 'aborted'],
  ],
  cancel: [
    ['queued', 'aborted'],
    ['waiting_human', 'aborted'],
    ['running', 'cancelling'],
  ],
  reopen: [['failed', 'queued']],
  rescue: [
    ['running', 'queued'],
    ['running', 'failed'],
    ['running', 'waiting_human'],
    ['cancelling', 'aborted'],
  ],
} as const satisfies Record<string, readonly (readonly [JobStatus, JobStatus])[]>;

export type Operation = keyof typeof transitions;

/** @throws CodewrightError CONFLICT when the operation does not lead from one state to the other. */
export function assertTransition(operation: Operation, from: JobStatus, to: JobStatus): void {
  const allowed: readonly (readonly [JobStatus, JobStatus])[] = transitions[operation];
  if (allowed.some(([source, target]) => source === from && target === to)) return;
  throw new CodewrightError('CONFLICT', `A job that is ${from} cannot become ${to} by ${operation}.`);
}
