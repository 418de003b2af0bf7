import type { EntryDraft, LedgerEntry } from '@codewright/protocol/event';
import type { Job } from '@codewright/protocol/job';
import { CodewrightError } from '../shared/errors.ts';
import type { Clock } from '../shared/clock.ts';
import { uuidv7 } from '../shared/ids.ts';
import type { Redactor } from '../shared/redact.ts';
import type { Chain, Writes } from '../storage/contract.ts';
import type { Fence } from './contract.ts';
import { entryOf, rowOf } from './entries.ts';
import { figuresOf, merged } from './figures.ts';
import { project } from './projections.ts';

/**
 * Adds entries inside a transaction and brings the projections along. `locked` are chains that the transaction holds already.
 * Chains are locked in the order of their ids, so that two writers never wait for each other.
 */
export async function appendWithin(
  tx: Writes,
  { clock, redactor }: { clock: Clock; redactor?: Redactor | undefined },
  drafts: readonly EntryDraft[],
  options: { fence?: Fence; locked?: readonly Chain[] } = {},
): Promise<{ entries: LedgerEntry[]; chains: Map<string, Chain> }> {
  const chains = new Map((options.locked ?? []).map((chain) => [chain.id, chain]));
  const wanted = new Set(drafts.map(({ job }) => job));
  if (options.fence) wanted.add(options.fence.job);
  for (const id of [...wanted].sort()) {
    if (!chains.has(id)) chains.set(id, await tx.lockChain(id));
  }
  if (options.fence) assertHeld(options.fence, chains.get(options.fence.job)?.job ?? null);

  const rows = drafts.map((draft) => {
    const chain = chains.get(draft.job);
    if (!chain) throw new TypeError(`Chain ${draft.job} is not locked.`);
    const place = { id: uuidv7(), seq: chain.seq + 1, time: clock.now().toISOString(), prev: chain.hash };
    const row = rowOf(draft, place, redactor);
    const entry = entryOf({ position: 0, ...row });
    const job = project(chain.job, entry);
    chains.set(draft.job, { id: draft.job, seq: row.seq, hash: row.hash, job });
    return { row, entry, figures: figuresOf(chain.job, job, entry) };
  });
  const positions = await tx.addEntries(rows.map(({ row }) => row));
  for (const id of new Set(drafts.map(({ job }) => job))) {
    const chain = chains.get(id);
    if (chain) await tx.saveChain(chain);
  }
  await tx.addFigures(merged(rows.flatMap(({ figures }) => figures)));
  const entries = rows.map(({ entry }, index) => ({ ...entry, position: positions[index] ?? 0 }));
  return { entries, chains };
}

/** @throws CodewrightError LEASE_LOST unless the job is still held under this epoch. */
export function assertHeld(fence: Fence, job: Job | null): void {
  if (job !== null && job.epoch === fence.epoch && (job.status === 'running' || job.status === 'cancelling')) return;
  const now = job === null ? 'does not exist' : `is ${job.status} under epoch ${job.epoch}`;
  throw new CodewrightError('LEASE_LOST', `Job ${fence.job} ${now}; a write of epoch ${fence.epoch} was refused.`, {
    hint: 'Another worker has taken the job over, or it has ended. Stop working on it.',
  });
}
