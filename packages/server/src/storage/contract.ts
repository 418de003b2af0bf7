import type { EntryKind } from '@codewright/protocol/event';
import type { Role } from '@codewright/protocol/access';
import type { Job, JobStatus, Mode } from '@codewright/protocol/job';
import type { FactReads, FactWrites } from './facts/contract.ts';

/** A ledger entry as it lies in the database: `data` and `refs` are the canonical JSON texts that the hash covers. */
export interface EntryRow {
  /** Order over all chains. Ascending within a chain; a position that is missing belongs to a write that was rolled back. */
  position: number;
  id: string;
  job: string;
  seq: number;
  time: string;
  kind: EntryKind;
  actorType: string;
  actorId: string;
  summary: string;
  data: string;
  refs: string;
  /** Copies of `data.step` and `data.event`, so that they can be searched by. */
  step: string | null;
  event: string | null;
  prev: string;
  hash: string;
}

/** The head of a chain and what its entries add up to. `job` is null for a chain without a job_created entry. */
export interface Chain {
  id: string;
  /** 0 when the chain has no entry yet. */
  seq: number;
  hash: string;
  job: Job | null;
}

/** A chain as stored, with the columns that repeat parts of `job` for searching; verification compares them. */
export interface StoredChain extends Chain {
  status: string | null;
  mode: string | null;
  conversation: string | null;
  createdBy: string | null;
}

export interface EntryQuery {
  job?: string;
  after?: number;
  before?: number;
  afterSeq?: number;
  kinds?: readonly EntryKind[];
  events?: readonly string[];
  /** Only entries of this user's jobs. */
  createdBy?: string;
  limit: number;
  newestFirst?: boolean;
}

export interface JobQuery {
  status?: readonly JobStatus[];
  conversation?: string;
  mode?: Mode;
  createdBy?: string;
  /** Only jobs whose goal holds all of them; the last one may be the beginning of a word. */
  words?: readonly string[];
  limit: number;
  /** Jobs older than this id; newer ones where the oldest come first. */
  before?: string;
  oldestFirst?: boolean;
}

/**
 * A sum over what the ledger holds of a day (UTC, `2026-01-31`; '' is all days together): how often, and what it cost. Counted as
 * entries are written, so that nothing is ever counted again to show it.
 */
export interface Figure {
  day: string;
  /** User whose job it is. */
  owner: string;
  measure:
    | 'created'
    | 'ended'
    | 'ended-by'
    | 'duration'
    | 'agent'
    | 'model'
    | 'turn'
    | 'error'
    | 'agent-error'
    | 'gate'
    | 'cache';
  /** A mode, a model, an agent, a code of an error, a gate. */
  subject: string;
  /** A status, a verdict or the number of a duration's bucket; '' where there is none. */
  label: string;
  count: number;
  tokens: number;
  cents: number;
  seconds: number;
}

export interface FigureQuery {
  /** Days, both inclusive. */
  from: string;
  to: string;
  /** All users when absent. */
  owner?: string;
}

/** A comment of a review that is not sent yet. Not part of the ledger: what is sent is. */
export interface ReviewNote {
  id: string;
  job: string;
  author: string;
  /** ISO 8601. */
  updatedAt: string;
  /** JSON. */
  doc: string;
}

/**
 * Something that is kept beside the ledger: it may be changed and forgotten (settings of a webhook, what was read, what is to be
 * sent). Named by space, owner and id.
 */
export interface Document {
  space: string;
  owner: string;
  id: string;
  /** Lists are in its order; unique within its space and owner where pages are read. */
  sort: string;
  /** Unix milliseconds from which something is to be done about it; null: nothing. */
  due: number | null;
  /** JSON. */
  doc: string;
}

export interface DocumentQuery {
  space: string;
  /** All owners when absent. */
  owner?: string;
  /** Only those that sort before it. */
  before?: string;
  limit: number;
}

export interface UserRow {
  id: string;
  role: Role;
  /** ISO 8601, as all times here. */
  createdAt: string;
}

/** What somebody shows to be taken for a user: a token, a browser's session, or a code that makes one session. */
export interface CredentialRow {
  id: string;
  /** Id of the user. */
  owner: string;
  kind: 'token' | 'session' | 'code';
  /** For a person to tell it from others. */
  name: string;
  /** SHA-256 of the secret. */
  hash: string;
  createdAt: string;
  expiresAt: string | null;
  usedAt: string | null;
}

export interface StepRow {
  step: string;
  id: string;
  seq: number;
}

/** What can be asked without a transaction. Every method may throw one of the STORAGE_* errors. */
export interface Reads extends FactReads {
  entries(query: EntryQuery): Promise<EntryRow[]>;
  entry(id: string): Promise<EntryRow | null>;
  /**
   * Entries whose summary holds all the words (the last one may be the beginning of a word), the newest first; `kind`: only of that, and
   * of words that stand nearly everywhere only among its newest 10,000.
   */
  search(words: readonly string[], limit: number, kind?: EntryKind): Promise<EntryRow[]>;
  /** What was asked and answered in jobs that wait for a person, oldest first; of the newest jobs, or of those of one user. */
  asked(query: { createdBy?: string; limit: number }): Promise<EntryRow[]>;
  /** Entries of a job with a greater seq whose summary or data holds a text, whatever the case of its ASCII letters, or whose id ends with it; oldest first. */
  entriesHolding(query: { job: string; text: string; afterSeq: number; limit: number }): Promise<EntryRow[]>;
  /** What one person has written about a job and not sent, in the order of the ids. */
  reviewNotes(job: string, author: string): Promise<ReviewNote[]>;
  /** Newest (greatest `sort`) first. */
  documents(query: DocumentQuery): Promise<Document[]>;
  document(space: string, owner: string, id: string): Promise<Document | null>;
  users(): Promise<UserRow[]>;
  user(id: string): Promise<UserRow | null>;
  /** All, in the order of their ids. */
  credentials(): Promise<CredentialRow[]>;
  credential(hash: string): Promise<CredentialRow | null>;
  /** The recorded steps of a job, oldest first, without their results. */
  steps(job: string): Promise<StepRow[]>;
  /** Recorded steps with their data, from `seq` on. */
  stepEntries(job: string, fromSeq: number, limit: number): Promise<(StepRow & { data: string })[]>;
  /** The last entry of every chain, by what the entries themselves say; ordered by chain. */
  heads(): Promise<{ job: string; seq: number; hash: string }[]>;
  /** Ids of all chains that have an entry or a projection, ordered; a page after `after`. */
  chainIds(after: string, limit: number): Promise<string[]>;
  chain(id: string): Promise<StoredChain | null>;
  /** Jobs as projected, with the heartbeat of their lease. */
  job(id: string): Promise<Job | null>;
  jobsEndingWith(ending: string, limit: number): Promise<Job[]>;
  /** Newest first. */
  jobs(query: JobQuery): Promise<Job[]>;
  hasQueued(): Promise<boolean>;
  /** Added up over the owners, ordered by day, measure, subject, label. */
  figures(query: FigureQuery): Promise<Omit<Figure, 'owner'>[]>;
  /** How many jobs are in each state that is not the last. */
  activeJobs(owner?: string): Promise<Partial<Record<JobStatus, number>>>;
  /** Jobs that are held by a worker, with the end of its lease (Unix milliseconds; null when there is no lease). */
  heldJobs(): Promise<{ job: Job; expiresAt: number | null }[]>;
  lease(job: string): Promise<{ expiresAt: number; heartbeatAt: number } | null>;
}

/** One transaction. Chains are locked before they are changed, in ascending order of their ids. */
export interface Writes extends Reads, FactWrites {
  /** The chain, locked until the end of the transaction; an empty one (seq 0) when there is none yet. */
  lockChain(id: string): Promise<Chain>;
  /** The oldest queued job, locked; jobs that another transaction has locked are passed over. */
  lockOldestQueued(): Promise<Chain | null>;
  /** Returns the positions, in the order of the rows. */
  addEntries(rows: readonly Omit<EntryRow, 'position'>[]): Promise<number[]>;
  saveChain(chain: Chain): Promise<void>;
  /** Times in Unix milliseconds. */
  setLease(job: string, lease: { expiresAt: number; heartbeatAt: number }): Promise<void>;
  endLease(job: string): Promise<void>;
  /** Takes the place of the author's note of that id. */
  saveReviewNote(note: ReviewNote): Promise<void>;
  removeReviewNotes(job: string, author: string, ids: readonly string[]): Promise<void>;
  /** Takes the place of the one with the same space, owner and id. */
  saveDocument(document: Document): Promise<void>;
  /** False, and nothing is changed, where there is one already. */
  addDocument(document: Document): Promise<boolean>;
  removeDocument(space: string, owner: string, id: string): Promise<boolean>;
  /** Those that are due, the longest first, locked; what another transaction has locked is passed over. */
  lockDueDocuments(space: string, now: number, limit: number): Promise<Document[]>;
  /** Removes what sorts before a text, over all owners; returns how many. */
  removeDocumentsBefore(space: string, sort: string): Promise<number>;
  /** Takes the place of the user of that id. */
  saveUser(user: UserRow): Promise<void>;
  /** With everything that the user signed in with. */
  removeUser(id: string): Promise<void>;
  addCredential(credential: CredentialRow): Promise<void>;
  useCredential(id: string, usedAt: string): Promise<void>;
  /** True when it was there: of two that take it at once only one gets that. */
  removeCredential(id: string): Promise<boolean>;
  /** Removes all rows that have expired. */
  removeExpired(now: string): Promise<void>;
  /** Adds to what is there; in the order of their keys, so that two writers never wait for each other. */
  addFigures(figures: readonly Figure[]): Promise<void>;
  /** Removes all chains and figures and rebuilds the full-text index; nobody else writes until the transaction ends. */
  clearProjections(): Promise<void>;
}

/**
 * The database behind ledger, queue and memory: SQLite or PostgreSQL, the same to its callers. Several processes may
 * use one database at once, while it is being migrated too.
 */
export interface WriteOptions {
  /**
   * `soon`: it resolves once it outlives this process, and is on the disk a moment later; only the end of the whole machine, and with it
   * of whoever wrote it, can undo it. Order holds: where a later write is durable, so is this one. `now` when absent.
   */
  durable?: Durability;
}

export type Durability = 'now' | 'soon';

export interface Storage extends Reads {
  readonly kind: 'sqlite' | 'postgres';
  /**
   * Durable once it resolves; nothing is kept when it rejects. `work` may run more than once (deadlock) and must not
   * open another transaction.
   */
  write<T>(work: (tx: Writes) => Promise<T>, options?: WriteOptions): Promise<T>;
  /** Reads that all see the same moment. */
  snapshot<T>(work: (reads: Reads) => Promise<T>): Promise<T>;
  /**
   * Entries after a position, in order, only as far as no smaller position can still appear: a reader that goes on from
   * the last one misses none.
   */
  settledEntries(after: number, limit: number): Promise<EntryRow[]>;
  /** The highest position up to which no other can still appear; 0 when empty. */
  settledPosition(): Promise<number>;
  /**
   * Calls back after commits, by this process or another; several commits may be one call. Returns what ends it; while
   * nobody listens there is no timer and no connection for it.
   */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

/** What is kept of one content: a blob as one language reads it. Everything here can be made again from the files. */
export interface IndexedContent {
  /** Id of the blob and the language that it was read as. */
  key: string;
  lines: number;
  /** Words for the full-text index, identifiers also in their parts. */
  words: string;
  /** Hashes of the identifiers in it, each once. */
  identifiers: Uint32Array;
  symbols: IndexedSymbol[];
}

export interface IndexedSymbol {
  name: string;
  /** 32-bit hash of the name, as in `identifiers`. */
  hash: number;
  kind: string;
  /** From 1, both inclusive. */
  line: number;
  end: number;
  signature: string;
}

/** A file of a view; `key` null where its content is not read (binary, too large, no text). */
export interface IndexedPlace {
  path: string;
  key: string | null;
}

/** What one file is to its neighbours: what it defines, and the names that it uses. */
export interface IndexedFile {
  path: string;
  lines: number;
  identifiers: Uint32Array;
  symbols: IndexedSymbol[];
}

/**
 * The index of one repository in a file of its own, beside the database: a cache, so nothing is lost with it. A view is a tree as
 * one workspace sees it; views share the contents. Several processes may use it at once.
 */
/** What a place of a file says, as a vector of length 127, its parts rounded. */
export interface PlaceVector {
  line: number;
  end: number;
  symbol: string | null;
  vector: Int8Array;
}

export interface CodeIndexStore {
  /** The tree that a view was last brought up to; null for a new one. */
  tree(view: string): string | null;
  /** Those of the keys that are not known yet. */
  missing(keys: readonly string[]): string[];
  add(contents: readonly IndexedContent[]): void;
  /** Brings a view up to a tree; with `whole` the places are all there are. */
  place(view: string, tree: string, places: readonly IndexedPlace[], whole: boolean): void;
  /** Files that hold some of the words (FTS5 query syntax), best first; the better, the greater the score. */
  search(view: string, query: string, limit: number): { path: string; score: number }[];
  /** Symbols by name, whatever its case. */
  symbols(view: string, names: readonly string[], limit: number): (IndexedSymbol & { path: string })[];
  /** Symbols of one file, in its order. */
  symbolsIn(view: string, path: string): IndexedSymbol[];
  files(view: string): IterableIterator<IndexedFile>;
  /** Files of the view whose contents have no vectors of this model yet, each content once. */
  withoutVectors(view: string, model: string): { path: string; key: string }[];
  /** All vectors of one content. */
  addVectors(key: string, model: string, places: readonly PlaceVector[]): void;
  vectors(view: string, model: string): IterableIterator<PlaceVector & { path: string }>;
  paths(view: string): string[];
  close(): void;
}
