import type { CodewrightClient, JobReport, PendingDecision } from '@codewright/protocol/client';
import type { LedgerEntry } from '@codewright/protocol/event';
import type { Job, JobRequestInput, JobStatus, Usage } from '@codewright/protocol/job';
import type { Remark } from '@codewright/protocol/job-facts';
import type { JobView } from '@codewright/protocol/job-view';
import type { MemoryClient } from '@codewright/protocol/memory';

export interface CodewrightOptions {
  /** Use this server; without it everything happens in this process. */
  server?: string | { url: string; token?: string };
  /** Token of the server, where `server` is an address. */
  token?: string;
  /** Data folder: database, keys, workspaces, caches. `$CODEWRIGHT_HOME` or the user's own when absent. */
  home?: string;
  /** YAML file of settings in place of the user's own. */
  config?: string;
  /** Settings by dotted path (`'model.default': 'builtin/craft'`); they win over everything else. */
  settings?: Record<string, unknown>;
  /** Folder in which a new project gets one of its own name; the working folder (of the server, where there is one) when absent. */
  folder?: string;
  /**
   * Answers what a job asks on its way: `approve` or `reject` for an approval, words for a question. null, and no function at
   * all, leave the job waiting; its result then says so.
   */
  onDecision?(decision: PendingDecision): string | null | Promise<string | null>;
}

/** What all requests may say. */
export interface RequestOptions
  extends Pick<JobRequestInput, 'model' | 'caps' | 'autoApprove' | 'conversation' | 'idempotencyKey' | 'sandbox'> {
  /** `ask`: at a limit a decision with `budget` comes up, which `approve` raises; `end` when absent: the job ends by it. */
  atLimit?: 'ask' | 'end';
  /** Cancels the job. */
  signal?: AbortSignal;
}

export interface BuildRequest extends RequestOptions {
  description: string;
  /** Must hold, else it is refused before any work: `{framework: 'hono', database: 'sqlite'}`. */
  constraints?: Record<string, string>;
  /** Wanted if possible. */
  preferences?: Record<string, string>;
  /** When it must be over: the rest of the time is the budget. */
  deadline?: Date;
  /** Folder of the project, new or empty. */
  outputPath?: string;
}

export interface RunRequest extends RequestOptions {
  goal: string;
  /** Path of the repository to work on. */
  repository?: string;
  base?: string;
  workflow?: string;
}

export interface ReviewRequest extends RequestOptions {
  repository: string;
  /** Reviews what came after this revision; the whole repository when absent. */
  base?: string;
}

/** A step forward, told as it happens. */
export interface Progress<R extends Result = Result> {
  /** 0 to 100, by the weight of the phases that are over. */
  percentage: number;
  /** What is being done now, in words. */
  currentTask: string;
  /** `refused` where no job was made. */
  status: JobStatus | 'refused';
  job: string | null;
  phase: string | null;
  gates: JobView['gates'];
  used: Usage;
  /** What was recorded last; null where nothing was. */
  entry: LedgerEntry | null;
  /** How it ended; null in all but the last one. */
  result: R | null;
}

export interface Problem {
  code: string;
  message: string;
  hint?: string;
}

/** How a request ended. Nothing is a success that was not proven: see `gates` for the evidence. */
export interface Result {
  success: boolean;
  status: JobStatus | 'refused';
  /** The outcome in words. */
  summary: string;
  /** Why it is no success. */
  errors: Problem[];
  /** What was not checked or only warned of, what could not be done, and what the work took for granted. */
  warnings: string[];
  metrics: Metrics;
  /** With the evidence of each: command, exit code, output, tree. */
  gates: JobReport['gates'];
  /** What must be answered before it can be done, and whole requests to choose from. */
  questions: string[];
  suggestions: string[];
  /** What a waiting job waits for. */
  pending: PendingDecision[];
  /** The whole record; null where no job was made. */
  job: Job | null;
}

export interface Metrics extends Usage {
  files: number;
  linesAdded: number;
  linesRemoved: number;
  gatesPassed: number;
  gatesFailed: number;
  gatesNotChecked: number;
}

export interface BuildResult extends Result {
  /** Folder of the finished project. */
  projectPath: string | null;
  /** Language, framework, database …, by what they are. */
  techStack: Record<string, string>;
  /** Version by package. */
  packages: Record<string, string>;
}

export interface RunResult extends Result {
  repository: string | null;
  /** Branch of the result. */
  branch: string | null;
  /** What was answered, where nothing was to be changed. */
  answer: string;
}

export interface ReviewResult extends Result {
  approved: boolean;
  findings: Remark[];
}

export interface Codewright extends AsyncDisposable {
  /**
   * A new project. Resolves however it ends; rejects with a CodewrightError only where there can be no job: a wrong option, no
   * sandbox, no server.
   */
  build(request: string | BuildRequest): Promise<BuildResult>;
  /** The same, told as it happens; the last progress carries the result. */
  buildWithProgress(request: string | BuildRequest): ProgressStream<BuildResult>;
  /** Work in a repository: the words decide what kind. */
  run(request: RunRequest): Promise<RunResult>;
  runWithProgress(request: RunRequest): ProgressStream<RunResult>;
  /** Reviews and changes nothing. */
  review(request: string | ReviewRequest): Promise<ReviewResult>;
  reviewWithProgress(request: string | ReviewRequest): ProgressStream<ReviewResult>;
  /** Everything else that can be done with jobs; the same contract as the API's. */
  client(): Promise<CodewrightClient>;
  /** What is kept for later jobs and what was found out: one's own and what is shared; in process, all of the home's. */
  memory(): Promise<MemoryClient>;
  /**
   * Ends what runs in this process at its next step and gives it back to the queue (`codewright jobs resume` goes on), then
   * releases everything. `await using` calls it.
   */
  close(): Promise<void>;
}

/** Work begins with the first step of the loop; leaving it early cancels the job. Returns the result as well. */
export type ProgressStream<R extends Result> = AsyncGenerator<Progress<R>, R, void>;
