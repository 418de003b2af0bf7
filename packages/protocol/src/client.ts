import { z } from 'zod';
import { budgetRaise } from './budget.ts';
import type {
  ChatMessage,
  ChatRequest,
  ChatTurn,
  Conversation,
  ConversationChange,
  ConversationPage,
  ConversationQuery,
  FileQuery,
  MessageQuery,
  NoteRequest,
} from './chat.ts';
import type { EntryKind, LedgerEntry } from './event.ts';
import { gateResult } from './evidence.ts';
import { job, jobStatuses, modes } from './job.ts';
import type { Caps, Job, JobRequestInput } from './job.ts';
import type { JobDigest } from './job-digest.ts';
import type {
  Changes,
  ChangesQuery,
  CommentDraft,
  FileContent,
  FileList,
  Found,
  Reviews,
  ReviewSubmission,
  SentReview,
  ViewedFile,
  ViewMark,
} from './review.ts';

/** What is known before any work starts: how the words were read, what they may cost, what cannot be done. */
export const preview = z.object({
  verdict: z.enum(['ready', 'needs-answer', 'refused']),
  mode: z.enum(modes),
  workflow: z.string(),
  /** LogLine text of the intent; '' unless `ready`. */
  intent: z.string(),
  /** What a person must approve before the work begins; null where nobody has to. */
  approval: z.string().nullable(),
  rule: z.string().nullable(),
  confidence: z.number(),
  risk: z.number(),
  /** One sentence: how the request was understood, or why it was not. */
  summary: z.string(),
  /** What the person must answer before this can become a job, and complete requests to choose from. */
  questions: z.array(z.string()),
  suggestions: z.array(z.string()),
  /** What helps where it is refused. */
  hint: z.string().optional(),
  assumptions: z.array(z.string()),
  unsupported: z.array(z.object({ words: z.string(), reason: z.string(), nearest: z.string().optional() })),
  /** Name of the new project, where one is to be built. */
  name: z.string().nullable(),
  /** Seconds that work of this complexity takes, where it can be told. */
  estimateSeconds: z.number().nullable(),
  /** Where a project is to be built: how it is put together, how much there is to it, what may go wrong. */
  design: z
    .object({
      architecture: z.string(),
      complexity: z.enum(['simple', 'medium', 'complex']),
      risks: z.array(z.string()),
    })
    .optional(),
});
export type Preview = z.infer<typeof preview>;

export const submitted = z.object({ job, preview });
export type Submitted = z.infer<typeof submitted>;

export const jobQuery = z.object({
  status: z.array(z.enum(jobStatuses)).optional(),
  conversation: z.string().optional(),
  mode: z.enum(modes).optional(),
  /** Only jobs of this user. */
  createdBy: z.string().optional(),
  limit: z.number().int().min(1).max(500).optional(),
  before: z.string().optional(),
  /** Words that the goal holds; the last one may be the beginning of a word. */
  text: z.string().optional(),
  oldestFirst: z.boolean().optional(),
});
export type JobQuery = z.infer<typeof jobQuery>;

/** A decision that a job waits for. The answer must carry the same digest: a changed action is a new question. */
export const pendingDecision = z.object({
  job: z.string(),
  /** Ledger entry id of the question. */
  id: z.string(),
  kind: z.enum(['question', 'approval']),
  text: z.string(),
  choices: z.array(z.string()),
  /** For an approval: exactly what would be done. */
  action: z.unknown(),
  /** The rule that wants a person to say so, and the repository that it is about; null where none is named. */
  rule: z.string().nullable(),
  repository: z.string().nullable(),
  /** For an approval of a larger budget: what it is and what it would be. */
  budget: budgetRaise.optional(),
  digest: z.string(),
  askedAt: z.string(),
  /** When an approval can be given no more unless it is asked again; null: at any time. */
  expiresAt: z.string().nullable(),
});
export type PendingDecision = z.infer<typeof pendingDecision>;

export const answer = z.object({
  id: z.string(),
  digest: z.string(),
  /** `approve` or `reject` for an approval (for one of a larger budget `raise` or `end` too); the words for a question. */
  answer: z.string().min(1).max(10_000),
});
export type Answer = z.infer<typeof answer>;

/** A job with what a person wants to know of it at one glance. */
export const jobReport = z.object({
  job,
  gates: z.array(gateResult.extend({ entry: z.string() })),
  /** The rendered outcome, facts cited as [n]; null while the job runs. */
  summary: z.string().nullable(),
  pending: z.array(pendingDecision),
  checkpoints: z.array(z.object({ step: z.string(), commit: z.string(), at: z.string() })),
  /** Size of the whole change; null while there is none. */
  change: z.object({ files: z.number(), added: z.number(), removed: z.number() }).nullable(),
  merged: z.boolean(),
});
export type JobReport = z.infer<typeof jobReport>;

export const verification = z.object({
  ok: z.boolean(),
  /** One line per thing checked, with what was found. */
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
});
export type Verification = z.infer<typeof verification>;

/** The heads of all chains, signed: a job that is missing or shortened later shows. */
export const signedCheckpoint = z.object({
  time: z.string(),
  position: z.number().int(),
  heads: z.array(z.object({ job: z.string(), seq: z.number().int(), hash: z.string() })),
  /** SHA-256 over the canonical JSON of the fields above, signed with Ed25519 (base64); the public key as SPKI base64. */
  hash: z.string(),
  signature: z.string(),
  publicKey: z.string(),
});
export type SignedCheckpoint = z.infer<typeof signedCheckpoint>;

/** What answers: this process, or a server. */
export const serverInfo = z.object({
  version: z.string(),
  /** Jobs at once; 0 where only others work. */
  workers: z.number().int().nonnegative(),
  /** The sandbox that a job gets which names none. */
  sandbox: z.enum(['bubblewrap', 'process']),
});
export type ServerInfo = z.infer<typeof serverInfo>;

export const pullRequestOptions = z.object({
  /** Name of the repository's remote; `origin` when absent. */
  remote: z.string().min(1).max(200).optional(),
  /** Branch that should take the result; the server's default one when absent. */
  base: z.string().min(1).max(200).optional(),
  draft: z.boolean().optional(),
});
export type PullRequestOptions = z.infer<typeof pullRequestOptions>;

export const publishedResult = z.object({
  url: z.string(),
  number: z.number().int(),
  branch: z.string(),
  /** False where a pull request for this branch was open already: it was brought up to date. */
  created: z.boolean(),
});
export type PublishedResult = z.infer<typeof publishedResult>;

export interface EntryQuery {
  job?: string;
  /** Entries with a greater position. */
  after?: number;
  /** Entries with a smaller position. */
  before?: number;
  /** Entries of the job with a greater number within it. */
  afterSeq?: number;
  kinds?: EntryKind[];
  /** Only entries of this user's jobs. */
  createdBy?: string;
  /** 1 to 5,000; 1,000 when absent. */
  limit?: number;
  newestFirst?: boolean;
}

/**
 * Everything a person can do with jobs, the same in process and over HTTP. Every method rejects with an error that has
 * `code`, `message` and `hint`. Job ids may be given by an unambiguous ending of at least 4 characters.
 */
export interface CodewrightClient {
  preview(request: JobRequestInput): Promise<Preview>;
  /** Durable once it resolves. Rejects with ABSTAINED (questions in `details`) when the words leave something open. */
  submit(request: JobRequestInput): Promise<Submitted>;
  job(id: string): Promise<JobReport>;
  /** What its page shows of the whole record beside the report, however long that is. */
  digest(id: string): Promise<JobDigest>;
  jobs(query: JobQuery): Promise<Job[]>;
  /** Recorded entries after a position, then live ones, each once and in order, until the signal fires. */
  events(options: {
    job?: string;
    after?: number;
    kinds?: EntryKind[];
    signal: AbortSignal;
  }): AsyncIterable<LedgerEntry>;
  /** A page of recorded entries. */
  entries(query: EntryQuery): Promise<LedgerEntry[]>;
  /** Everything recorded of a job so far, oldest first. */
  history(id: string): Promise<LedgerEntry[]>;
  cancel(id: string): Promise<Job>;
  pause(id: string): Promise<Job>;
  /** A paused job goes on; one that stands at a limit or was ended by it does with larger caps. */
  resume(id: string, options?: { caps?: Partial<Caps> }): Promise<Job>;
  answer(id: string, answer: Answer): Promise<Job>;
  /** Has an approval asked for anew, with the whole time to give it in; one that has expired cannot be given otherwise. */
  askAgain(id: string, asked: Pick<Answer, 'id' | 'digest'>): Promise<Job>;
  /** Reaches a running job at its next turn; a finished one continues it as a new job. */
  say(id: string, text: string): Promise<Job>;
  diff(id: string, options?: { from?: string; to?: string }): Promise<string>;
  /** The same with the commits that it is between, so that lines of it can be commented on. */
  changes(id: string, query?: ChangesQuery): Promise<Changes>;
  /** The files of the work at a commit; as it is now when none is named. */
  filesOf(id: string, options?: { commit?: string }): Promise<FileList>;
  fileOf(id: string, options: { path: string; commit?: string }): Promise<FileContent>;
  /** Entries of a job that hold a text anywhere, oldest first; `after`: a seq. */
  find(id: string, query: { text: string; after?: number; limit?: number }): Promise<Found>;
  /** What is being written about a job's changes, and how far the reviews have come that were sent. */
  reviews(id: string): Promise<Reviews>;
  /** Keeps a comment of the review that is being written, in place of the one of its id; without words it is taken back. */
  comment(id: string, comment: CommentDraft): Promise<{ updatedAt: string }>;
  /** Keeps that one has looked at a file of the changes as it is now, or takes that back. Resolves with all of one's marks. */
  view(id: string, mark: ViewMark): Promise<{ viewed: ViewedFile[] }>;
  /** Sends all comments as one review: to a job that works as a word to it, to one that is over as a follow-up. */
  sendReview(id: string, submission?: ReviewSubmission): Promise<SentReview>;
  /**
   * Merges the result branch into the branch that the repository has checked out, if that is safe. Resolves with the result
   * branch and the commit that the repository is on now.
   */
  merge(id: string): Promise<{ branch: string; commit: string }>;
  /**
   * Pushes the result branch to a remote of the repository and opens a pull request there (GitHub, GitLab) with summary, evidence
   * and truthpack, or brings the open one up to date.
   */
  publish(id: string, options?: PullRequestOptions): Promise<PublishedResult>;
  /** A new job that shares this one's record up to and including a step. */
  fork(id: string, step: string): Promise<Job>;
  /**
   * A new job that runs a finished one again by its record: no model, registry or person is asked, tools and gates really run,
   * nothing is delivered. It succeeds when the same tree comes of it; its entry `replay-compared` says what differs.
   */
  replay(id: string): Promise<Job>;
  verify(id: string): Promise<Verification>;
  /** The job's signed provenance as a DSSE envelope in JSON. */
  truthpack(id: string): Promise<string>;
  /** What waits for a person, over all jobs or those of one user, oldest first. */
  pending(query?: { createdBy?: string }): Promise<PendingDecision[]>;
  /** Entries whose summary holds all the words, the newest first. */
  search(text: string, limit?: number): Promise<LedgerEntry[]>;
  /** Recomputes one job's chain, or every chain. */
  verifyLedger(job?: string): Promise<Verification>;
  checkpoint(): Promise<SignedCheckpoint>;
  /**
   * A message to a conversation: a request becomes a job, an answer reaches the job that asked, a question is answered. Resolves
   * with the message and what is said to it; the job goes on by itself.
   */
  chat(request: ChatRequest): Promise<ChatTurn>;
  /** Records a message and answers nothing. */
  note(request: NoteRequest): Promise<ChatTurn>;
  /** Newest first. */
  conversations(query: ConversationQuery): Promise<ConversationPage>;
  /** By id, its ending of at least 4 characters, or name. */
  conversation(id: string): Promise<Conversation>;
  changeConversation(id: string, change: ConversationChange): Promise<Conversation>;
  /** Oldest first; those that were searched for best first. */
  messages(query: MessageQuery): Promise<ChatMessage[]>;
  /** Paths of a repository that hold the words, the best first. */
  repositoryFiles(query: FileQuery): Promise<string[]>;
  verifyCheckpoint(checkpoint: SignedCheckpoint): Promise<Verification>;
  server(): Promise<ServerInfo>;
}

/** The part of it that has to do with conversations. */
export type TalkClient = Pick<
  CodewrightClient,
  'chat' | 'note' | 'conversations' | 'conversation' | 'changeConversation' | 'messages' | 'repositoryFiles'
>;
export type JobsClient = Omit<CodewrightClient, keyof TalkClient>;
