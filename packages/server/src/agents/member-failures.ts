import type { Member } from '../adapters/contract.ts';
import { CodewrightError } from '../shared/errors.ts';

/** It has failed too often of late. */
export function resting(member: Member, blocked: number): CodewrightError {
  const seconds = Math.ceil(blocked / 1000);
  return new CodewrightError(
    'AGENT_FAILED',
    `${member.about} failed five times in a minute: it rests for ${seconds} s.`,
    {
      hint: `codewright agents ${member.name} says whether it can be asked; then resume the job.`,
      details: { member: member.name, passing: false },
    },
  );
}

/** What a failure of a member says beside its words. */
export function detailsOf(error: unknown): { [key: string]: unknown } {
  const details = error instanceof CodewrightError ? error.details : null;
  return typeof details === 'object' && details !== null ? (details as { [key: string]: unknown }) : {};
}

/** Another try may go better. */
export function isPassing(error: unknown): boolean {
  return error instanceof CodewrightError && error.code === 'AGENT_FAILED' && detailsOf(error)['passing'] === true;
}
