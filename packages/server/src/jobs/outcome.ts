import type { LedgerEntry } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';

/** Words for a finished job; every fact cites the ledger entry that it comes from. */
export function renderOutcome(_job: Job, _entries: LedgerEntry[]): string | null {
  return null;
}
