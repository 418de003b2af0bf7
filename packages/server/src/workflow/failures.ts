import { CodewrightError } from '../shared/errors.ts';
import type { ErrorCode } from '../shared/errors.ts';

/** Errors that end the job whatever a workflow says: an optional step does not swallow them. */
const fatal: readonly ErrorCode[] = [
  'CANCELLED',
  'LEASE_LOST',
  'LEDGER_BROKEN',
  'STORAGE_BUSY',
  'STORAGE_FULL',
  'STORAGE_CORRUPT',
  'STORAGE_NEWER',
  'STORAGE_UNREACHABLE',
  'SANDBOX_UNAVAILABLE',
  'WORKFLOW_INVALID',
  'INTERNAL',
];

/** Whether a failure concerns one step alone, so that the work can go on without it. */
export function isOfStep(error: unknown): error is CodewrightError {
  return error instanceof CodewrightError && !fatal.includes(error.code);
}
