import type { CodewrightClient, ServerInfo, Verification } from '@codewright/protocol/client';
import type { EntryKind, LedgerEntry } from '@codewright/protocol/event';
import type { Ledger, VerifyReport } from '../ledger/contract.ts';
import type { Queue } from '../queue/contract.ts';
import { findInJob } from './find.ts';
import { pendingDecisions } from './report.ts';

/** Of more jobs than these nobody is asked at once. */
const mostWaiting = 500;

export interface LedgerReadParts {
  ledger: Ledger;
  queue: Queue;
  info(): ServerInfo;
}

type LedgerReads = Pick<
  CodewrightClient,
  'events' | 'entries' | 'find' | 'pending' | 'search' | 'verifyLedger' | 'checkpoint' | 'verifyCheckpoint' | 'server'
>;

/** The operations that look at the record over all jobs. */
export function createLedgerReads(parts: LedgerReadParts): LedgerReads {
  const { ledger, queue } = parts;
  const full = async (id: string | undefined) => (id === undefined ? {} : { job: (await queue.get(id)).id });
  return {
    async *events({ job, after, kinds, signal }) {
      const live = ledger.subscribe({ after: after ?? 0, signal, ...(await full(job)) });
      yield* kinds === undefined ? live : only(live, kinds);
    },
    entries: async ({ job, ...query }) => ledger.read({ ...query, ...(await full(job)) }),
    find: async (id, query) => findInJob(ledger, { ...query, job: (await queue.get(id)).id }),
    async pending(query = {}) {
      const byJob = Map.groupBy(await ledger.asked({ ...query, limit: mostWaiting }), ({ job }) => job);
      const asked = [...byJob.values()].flatMap((entries) => pendingDecisions(entries));
      return asked.sort((one, other) => one.askedAt.localeCompare(other.askedAt));
    },
    search: (text, limit = 20) => ledger.search(text, limit),
    verifyLedger: async (job) => worded('chains', await ledger.verify((await full(job)).job)),
    checkpoint: () => ledger.checkpoint(),
    verifyCheckpoint: async (checkpoint) => worded('heads', await ledger.verifyCheckpoint(checkpoint)),
    server: async () => parts.info(),
  };
}

async function* only(entries: AsyncIterable<LedgerEntry>, kinds: EntryKind[]): AsyncGenerator<LedgerEntry> {
  for await (const entry of entries) if (kinds.includes(entry.kind)) yield entry;
}

function worded(name: string, report: VerifyReport): Verification {
  if (report.ok)
    return { ok: true, checks: [{ name, ok: true, detail: `${report.jobs} chains, ${report.entries} entries hold` }] };
  return {
    ok: false,
    checks: report.problems.map((problem) => ({ name: problem.kind, ok: false, detail: problem.message })),
  };
}
