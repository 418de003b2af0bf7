import type { Job } from '@codewright/protocol/job';
import type { JsonValue } from '@codewright/protocol/json';
import { canonicalJson } from '../shared/hash.ts';
import type { EntryRow, Reads, StoredChain } from '../storage/contract.ts';
import type { VerifyProblem, VerifyReport } from './contract.ts';
import { entryOf, hashOf, searchCopies } from './entries.ts';
import { project } from './projections.ts';

const page = 500;
/** The hash that the first entry of a chain follows. */
export const genesis = '0'.repeat(64);

/** Recomputes one chain, or every one, and compares the projections with what the entries say. */
export async function verifyChains(reads: Reads, only?: string): Promise<VerifyReport> {
  const report: VerifyReport = { ok: true, jobs: 0, entries: 0, problems: [] };
  for await (const id of only === undefined ? allChains(reads) : [only]) {
    const { entries, problems } = await verifyChain(reads, id);
    report.jobs += 1;
    report.entries += entries;
    report.problems.push(...problems);
  }
  report.ok = report.problems.length === 0;
  return report;
}

export async function* allChains(reads: Reads): AsyncGenerator<string> {
  for (let after = ''; ; ) {
    const ids = await reads.chainIds(after, page);
    yield* ids;
    if (ids.length < page) return;
    after = ids.at(-1) ?? after;
  }
}

/** The rows of a chain in order, a page at a time. */
export async function* rowsOf(reads: Reads, job: string): AsyncGenerator<EntryRow> {
  for (let afterSeq = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await reads.entries({ job, afterSeq, limit: page });
    yield* rows;
    if (rows.length < page) return;
    afterSeq = rows.at(-1)?.seq ?? afterSeq;
    // Recomputing is work without a pause: let heartbeats and requests in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function verifyChain(reads: Reads, id: string): Promise<{ entries: number; problems: VerifyProblem[] }> {
  const problems: VerifyProblem[] = [];
  const add = (seq: number | null, kind: VerifyProblem['kind'], message: string) =>
    problems.push({ job: id, seq, kind, message });
  let job: Job | null = null;
  let seq = 0;
  let hash = genesis;
  let position = 0;
  let entries = 0;

  for await (const row of rowsOf(reads, id)) {
    entries += 1;
    if (row.seq !== seq + 1) add(row.seq, 'gap', `After entry ${seq} comes entry ${row.seq}; ${seq + 1} was expected.`);
    if (row.position <= position) {
      add(row.seq, 'chain-broken', `Entry ${row.seq} has position ${row.position}, not after ${position}.`);
    }
    if (row.prev !== hash) {
      add(row.seq, 'chain-broken', `Entry ${row.seq} follows hash ${row.prev}; the entry before it has ${hash}.`);
    }
    const computed = hashOf(row);
    if (row.hash !== computed) {
      add(row.seq, 'hash-mismatch', `Entry ${row.seq} carries hash ${row.hash}; its content gives ${computed}.`);
    }
    const copies = copiesOf(row);
    if (copies === null) add(row.seq, 'hash-mismatch', `Entry ${row.seq} holds no JSON object.`);
    else if (copies.step !== row.step || copies.event !== row.event) {
      add(row.seq, 'projection-differs', `The step or event column of entry ${row.seq} differs from its data.`);
    }
    if (copies !== null) {
      const after = projected(job, row);
      if (after === undefined)
        add(row.seq, 'hash-mismatch', `Entry ${row.seq} does not hold what a ${row.kind} entry holds.`);
      else job = after;
    }
    ({ seq, hash, position } = row);
  }

  const stored = await reads.chain(id);
  if (entries === 0) {
    if (stored === null) add(null, 'missing-job', `There is no chain ${id}.`);
    else add(null, 'missing-job', `Chain ${id} is known with ${stored.seq} entries, and none of them is there.`);
  } else if (stored !== null && stored.seq > seq) {
    add(seq, 'shortened', `The chain ends at entry ${seq}; it is known to have had ${stored.seq}.`);
  } else if (problems.length === 0) {
    const difference = compare(stored, { seq, hash, job });
    if (difference) add(seq, 'projection-differs', `The jobs table differs from the ledger in ${difference}.`);
  }
  return { entries, problems };
}

/** Undefined where the content is none that we write: whoever changed it may have computed the hash again. */
function projected(job: Job | null, row: EntryRow): Job | null | undefined {
  try {
    return project(job, entryOf(row));
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function copiesOf(row: EntryRow): ReturnType<typeof searchCopies> | null {
  try {
    JSON.parse(row.refs);
    const data = JSON.parse(row.data) as JsonValue;
    return typeof data === 'object' && data !== null && !Array.isArray(data) ? searchCopies(data) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The first field that differs, or null. */
function compare(stored: StoredChain | null, expected: { seq: number; hash: string; job: Job | null }): string | null {
  if (stored === null) return 'its row, which is missing';
  if (stored.seq !== expected.seq) return 'seq';
  if (stored.hash !== expected.hash) return 'hash';
  for (const name of ['status', 'mode', 'conversation', 'createdBy'] as const) {
    if (stored[name] !== (expected.job?.[name] ?? null)) return name;
  }
  if (stored.job === null || expected.job === null) return stored.job === expected.job ? null : 'the job';
  for (const name of Object.keys({ ...stored.job, ...expected.job }) as (keyof Job)[]) {
    // Rows that were written before it was kept lack it until the next rebuild.
    if (name === 'models' && stored.job.models === undefined) continue;
    if (text(stored.job[name]) !== text(expected.job[name])) return name;
  }
  return null;
}

function text(value: unknown): string {
  return value === undefined ? '' : canonicalJson(JSON.parse(JSON.stringify(value)) as JsonValue);
}
