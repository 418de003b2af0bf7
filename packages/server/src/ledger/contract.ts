import type { SignedCheckpoint } from '@codewright/protocol/client';
import type { EntryDraft, EntryKind, LedgerEntry } from '@codewright/protocol/event';
import type { Journal } from '../shared/step.ts';
import type { Chain, Durability, Writes } from '../storage/contract.ts';

/** Proof of ownership: a write that carries an epoch older than the job's is refused (LEASE_LOST). */
export interface Fence {
  job: string;
  epoch: number;
}

export interface LedgerQuery {
  job?: string;
  /** Entries with a greater position. */
  after?: number;
  /** Entries with a smaller position. */
  before?: number;
  /** Entries of the job with a greater seq. */
  afterSeq?: number;
  kinds?: EntryKind[];
  /** By `data.event`. */
  events?: string[];
  /** Only entries of this user's jobs. */
  createdBy?: string;
  /** 1,000 when absent. */
  limit?: number;
  newestFirst?: boolean;
}

/**
 * The append-only record. One SHA-256 chain per job over the canonical JSON (RFC 8785) of each entry; all entries of one
 * `append` are recorded, chained and projected into the other tables in one transaction, or none is; durable once it resolves, unless a
 * moment later is soon enough.
 */
export interface Ledger {
  append(drafts: readonly EntryDraft[], options?: { fence?: Fence; durable?: Durability }): Promise<LedgerEntry[]>;
  read(query: LedgerQuery): Promise<LedgerEntry[]>;
  get(id: string): Promise<LedgerEntry | null>;
  /** Entries of a job after a seq that hold a text in their summary or anywhere in their data, or whose id ends with it, oldest first. */
  holding(query: { job: string; text: string; afterSeq: number; limit: number }): Promise<LedgerEntry[]>;
  /** What was asked and answered in jobs that wait for a person, oldest first; of the newest so many jobs, of all or of one user. */
  asked(query: { createdBy?: string; limit: number }): Promise<LedgerEntry[]>;
  /** Full-text search over summaries, the newest first. */
  search(text: string, limit?: number): Promise<LedgerEntry[]>;
  /**
   * Every entry after a position, then each new one as it is committed — by this process or another — once, in order.
   * Ends when the signal fires.
   */
  subscribe(options: { after: number; job?: string; signal: AbortSignal }): AsyncIterable<LedgerEntry>;
  /** Highest position so far; 0 in an empty ledger. */
  position(): Promise<number>;
  /** Loads what the ledger holds of a job's steps; the journal appends under the fence. */
  openJournal(fence: Fence): Promise<Journal>;
  /** Recomputes a job's chain (or every chain). */
  verify(job?: string): Promise<VerifyReport>;
  /** Signs the heads of all chains, so that a job that is later missing or shortened shows. */
  checkpoint(): Promise<SignedCheckpoint>;
  verifyCheckpoint(checkpoint: SignedCheckpoint): Promise<VerifyReport>;
  /** Drops every projection and derives it from the entries again. */
  rebuild(): Promise<{ entries: number; jobs: number }>;
}

/** For the queue: entries that belong into a transaction of its own. */
export interface TransactionalLedger extends Ledger {
  /** Appends within the transaction; `locked` are chains it has locked. Returns the chains as they are afterwards. */
  appendWithin(
    tx: Writes,
    drafts: readonly EntryDraft[],
    options?: { fence?: Fence; locked?: readonly Chain[] },
  ): Promise<{ entries: LedgerEntry[]; chains: Map<string, Chain> }>;
}

export interface VerifyProblem {
  job: string;
  seq: number | null;
  kind:
    | 'hash-mismatch'
    | 'chain-broken'
    | 'gap'
    | 'missing-job'
    | 'shortened'
    | 'signature-invalid'
    | 'projection-differs';
  /** What was expected, what was found, in one sentence. */
  message: string;
}

export interface VerifyReport {
  ok: boolean;
  jobs: number;
  entries: number;
  problems: VerifyProblem[];
}
