import { z } from 'zod';

export const jobStatuses = [
  'queued',
  'running',
  'waiting_human',
  'cancelling',
  'succeeded',
  'failed',
  'aborted',
] as const;
export type JobStatus = (typeof jobStatuses)[number];
export const finalStatuses: readonly JobStatus[] = ['succeeded', 'failed', 'aborted'];

export const modes = ['build', 'genius', 'mechanic', 'review', 'chat'] as const;
export type Mode = (typeof modes)[number];

export const stopReasons = [
  'completed',
  'cancelled',
  'step_limit',
  'token_limit',
  'time_limit',
  'cost_limit',
  'error',
] as const;
export type StopReason = (typeof stopReasons)[number];

/** What a job may spend. Steps count model calls plus tool calls; time in seconds; cost in US cents. */
export const caps = z.object({
  steps: z.number().int().positive(),
  tokens: z.number().int().positive(),
  seconds: z.number().int().positive(),
  cents: z.number().nonnegative(),
});
export type Caps = z.infer<typeof caps>;

/** What has been spent, in the units of {@link Caps}. */
export const usage = z.object({
  steps: z.number().int().nonnegative(),
  tokens: z.number().int().nonnegative(),
  seconds: z.number().nonnegative(),
  cents: z.number().nonnegative(),
});
export type Usage = z.infer<typeof usage>;

/** Limits on the change itself. A soft limit warns, a hard one fails the patch gate. */
export const changeLimits = z.object({
  files: z.number().int().positive(),
  lines: z.number().int().positive(),
  soft: z.boolean(),
  forbiddenPaths: z.array(z.string()),
  mustPassTests: z.boolean(),
  mustPassLint: z.boolean(),
});
export type ChangeLimits = z.infer<typeof changeLimits>;

/** What a person hands in; everything else about a job follows from it. */
export const jobRequest = z.object({
  goal: z.string().min(1).max(10_000),
  mode: z.enum(modes).optional(),
  /** Absolute path of the repository to work on; absent for a new project. */
  repository: z.string().max(4096).optional(),
  /** Base revision for a review, or to branch from; HEAD when absent. */
  base: z.string().max(200).optional(),
  /** Absolute path of the folder that a new project is delivered to. */
  output: z.string().max(4096).optional(),
  /** Absolute path of the folder in which a new project gets one of its own name, where `output` is absent. */
  folder: z.string().max(4096).optional(),
  workflow: z.string().max(100).optional(),
  /** `provider/model`; the configured default when absent. */
  model: z.string().max(200).optional(),
  /** Agent CLI (`claude`, `codex` …) that takes every part in place of a model. */
  agent: z.string().max(100).optional(),
  constraints: z.record(z.string(), z.string()).default({}),
  preferences: z.record(z.string(), z.string()).default({}),
  caps: caps.partial().default({}),
  conversation: z.string().max(200).optional(),
  parent: z.string().optional(),
  /** Id of a job that is run again by its record; set by `replay` alone. */
  replay: z.string().optional(),
  /** Approvals are given in advance (`--yes`). Recorded with the job. */
  autoApprove: z.boolean().default(false),
  atLimit: z
    .enum(['ask', 'end'])
    .optional()
    .describe('`end`: at a limit the job ends, also where somebody could raise it; it asks when absent'),
  /** Sandbox named by the user instead of the configured one (`process` means none). Recorded with the job. */
  sandbox: z.enum(['bubblewrap', 'process']).optional(),
  createdBy: z.string().default('local'),
  /** Two requests with the same key are one job: the second gets what the first one got. */
  idempotencyKey: z
    .string()
    .regex(/^[\u0021-\u007e]{1,200}$/, '1 to 200 visible ASCII characters')
    .optional(),
});
export type JobRequest = z.infer<typeof jobRequest>;
export type JobRequestInput = z.input<typeof jobRequest>;

export const job = z.object({
  id: z.string(),
  trace: z.string(),
  conversation: z.string().nullable(),
  parent: z.string().nullable(),
  goal: z.string(),
  mode: z.enum(modes),
  status: z.enum(jobStatuses),
  stopReason: z.enum(stopReasons).nullable(),
  repository: z.string().nullable(),
  /** The checked intent as LogLine text, and the SHA-256 of that text. */
  intent: z.string(),
  intentHash: z.string(),
  /** The request as it came in, and the caps that apply after modes, settings and flags are merged. */
  request: jobRequest,
  caps,
  used: usage,
  /** Models and agent CLIs that worked on it so far; absent where none did. */
  models: z.array(z.string()).optional(),
  currentAction: z.string().nullable(),
  /** What a waiting job waits for, in words for a person. */
  waitingFor: z.string().nullable(),
  worker: z.string().nullable(),
  /** Lease number: raised by each claim; writes of an older epoch are refused. */
  epoch: z.number().int(),
  attempts: z.number().int(),
  cancelRequestedAt: z.string().nullable(),
  /** Set while a running job is to be parked at its next step's border. */
  pauseRequestedAt: z.string().nullable(),
  /** Ledger entry id of the signed provenance, once there is one. */
  truthpack: z.string().nullable(),
  /** Where the result lies: a folder or `repository#branch`. */
  result: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }).nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  heartbeatAt: z.string().nullable(),
});
export type Job = z.infer<typeof job>;
