import type { Job } from '@codewright/protocol/job';
import type { Clock } from '../shared/clock.ts';
import type { Redactor } from '../shared/redact.ts';
import { wordsOf } from '../shared/words.ts';
import type { EntryQuery, Figure, Storage, Writes } from '../storage/contract.ts';
import { appendWithin } from './append.ts';
import { signCheckpoint, verifyHeads } from './checkpoints.ts';
import type { Ledger, LedgerQuery, TransactionalLedger } from './contract.ts';
import { entryOf } from './entries.ts';
import { openJournal } from './journal.ts';
import type { SigningKeys } from './keys.ts';
import { figuresOf, merged } from './figures.ts';
import { project } from './projections.ts';
import { createSubscribe } from './subscribe.ts';
import { allChains, genesis, rowsOf, verifyChains } from './verify.ts';

/** The ledger over a storage. `keys` sign its checkpoints; what `redactor` knows is never recorded. */
export function createLedger(
  storage: Storage,
  options: { keys: SigningKeys; clock: Clock; redactor?: Redactor },
): TransactionalLedger {
  const { keys, clock, redactor } = options;
  const append: Ledger['append'] = async (drafts, { fence, durable = 'now' } = {}) => {
    if (drafts.length === 0) return [];
    const write = (tx: Writes) => appendWithin(tx, { clock, redactor }, drafts, fence ? { fence } : {});
    return (await storage.write(write, { durable })).entries;
  };
  return {
    append,
    appendWithin: (tx, drafts, options) => appendWithin(tx, { clock, redactor }, drafts, options),
    read: async (query) => (await storage.entries(entryQuery(query))).map(entryOf),
    get: async (id) => {
      const row = await storage.entry(id);
      return row ? entryOf(row) : null;
    },
    holding: async (query) => (await storage.entriesHolding(query)).map(entryOf),
    asked: async (query) => (await storage.asked(query)).map(entryOf),
    search: async (text, limit = 50) => (await storage.search(wordsOf(text), limit)).map(entryOf),
    subscribe: createSubscribe(storage),
    position: () => storage.settledPosition(),
    openJournal: (fence) => openJournal({ fence, reads: storage, append, clock, redactor }),
    verify: (job) => storage.snapshot((reads) => verifyChains(reads, job)),
    checkpoint: () =>
      storage.snapshot(async (reads) => {
        const heads = await reads.heads();
        const [last] = await reads.entries({ limit: 1, newestFirst: true });
        return signCheckpoint({ time: clock.now().toISOString(), position: last?.position ?? 0, heads }, keys);
      }),
    verifyCheckpoint: (checkpoint) => storage.snapshot((reads) => verifyHeads(reads, checkpoint, keys.publicKey)),
    rebuild: () => storage.write(rebuild),
  };
}

function entryQuery(query: LedgerQuery): EntryQuery {
  return { ...query, limit: query.limit ?? 1000 };
}

async function rebuild(tx: Writes): Promise<{ entries: number; jobs: number }> {
  await tx.clearProjections();
  let entries = 0;
  let jobs = 0;
  let figures: Figure[] = [];
  for await (const id of allChains(tx)) {
    let job: Job | null = null;
    let seq = 0;
    let hash = genesis;
    for await (const row of rowsOf(tx, id)) {
      const entry = entryOf(row);
      const after: Job | null = project(job, entry);
      figures.push(...figuresOf(job, after, entry));
      job = after;
      ({ seq, hash } = row);
      entries += 1;
    }
    await tx.saveChain({ id, seq, hash, job });
    if (job !== null) jobs += 1;
    figures = merged(figures);
  }
  await tx.addFigures(figures);
  return { entries, jobs };
}
