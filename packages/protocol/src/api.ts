import { z } from 'zod';
import { accessRoutes } from './api-access.ts';
import { settingsRoutes } from './api-settings.ts';
import { chatRoutes } from './chat-routes.ts';
import {
  answer,
  jobQuery,
  jobReport,
  pendingDecision,
  preview,
  publishedResult,
  pullRequestOptions,
  signedCheckpoint,
  submitted,
  verification,
} from './client.ts';
import { entryKinds, ledgerEntry } from './event.ts';
import { caps, job, jobRequest, jobStatuses } from './job.ts';
import { jobDigest } from './job-digest.ts';
import { jsonObject } from './json.ts';
import { memoryRoutes } from './memory-routes.ts';
import { newJob } from './new-job.ts';
import { reviewRoutes } from './review-routes.ts';
import { noticeRoutes } from './notices.ts';
import type { RouteDefinition } from './route.ts';
import { serverRoutes } from './server-routes.ts';
import { teamRoutes } from './team-routes.ts';
import { viewRoutes } from './views.ts';
import { webhookRoutes } from './webhooks.ts';

/** A list in a query: its values in one text, separated by commas. */
const listOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(values)))
    .describe(`one or more of ${values.join(', ')}, separated by commas`);
const count = (most: number) => z.coerce.number().int().min(1).max(most);
const jobId = z.string().min(4).max(40).describe('id of a job, or its ending of at least 4 characters');
const position = z.coerce.number().int().min(0).describe('only entries after this position');

const decision = z.object({ id: z.string(), digest: z.string() });
const entriesQuery = z.object({
  after: position.optional(),
  before: z.coerce.number().int().min(0).optional().describe('only entries before this position'),
  kinds: listOf(entryKinds).optional(),
  limit: count(5000).optional().describe('1,000 when absent'),
  order: z.enum(['oldest', 'newest']).optional().describe('oldest first when absent'),
});
const jobEntriesQuery = entriesQuery.extend({
  afterSeq: z.coerce.number().int().min(0).optional().describe('only entries with a greater number within the job'),
});
const entries = z.object({ events: z.array(ledgerEntry) });
const streamQuery = z.object({ after: position.optional(), kinds: listOf(entryKinds).optional() });
const lastEventId = z.object({
  'last-event-id': z.string().optional().describe('position of the last entry that was seen; what came after is sent'),
});
const heartbeat = z.number().describe('Unix milliseconds; sent so that silence can be told from a dead link');
const streamError = z.object({ code: z.string(), message: z.string() });

export const routes = {
  ...accessRoutes,
  ...settingsRoutes,
  ...serverRoutes,
  listJobs: {
    method: 'GET',
    path: '/api/jobs',
    role: 'viewer',
    tag: 'jobs',
    summary: 'Jobs by state, mode, user, conversation and words',
    query: z.object({
      status: listOf(jobStatuses).optional(),
      conversationId: z.string().optional(),
      mode: jobQuery.shape.mode,
      createdBy: z.string().max(64).optional().describe('only jobs of this user'),
      limit: count(500).optional().describe('50 when absent'),
      before: z.string().optional().describe('id of the last job that was seen: those that follow it in the order'),
      q: z
        .string()
        .max(200)
        .optional()
        .describe('words that the goal holds; the last one may be the beginning of a word'),
      order: z.enum(['newest', 'oldest']).optional().describe('newest first when absent'),
    }),
    status: 200,
    answer: {
      type: 'json',
      schema: z.object({ jobs: z.array(job), next: z.string().nullable().describe('`before` of the next page') }),
    },
  },
  createJob: {
    method: 'POST',
    path: '/api/jobs',
    role: 'member',
    tag: 'jobs',
    summary: 'A new job, durable once it is answered',
    makesJob: true,
    headers: z.object({
      'idempotency-key': jobRequest.shape.idempotencyKey.describe(
        'sent again with the same request it makes no second job',
      ),
    }),
    body: newJob,
    status: 201,
    answer: { type: 'json', schema: submitted.extend({ id: job.shape.id, status: job.shape.status }) },
  },
  previewJob: {
    method: 'POST',
    path: '/api/jobs/preview',
    role: 'member',
    tag: 'jobs',
    summary: 'How a request is understood, what it may cost and what cannot be done; nothing is started',
    body: newJob,
    status: 200,
    answer: { type: 'json', schema: preview },
  },
  getJob: {
    method: 'GET',
    path: '/api/jobs/{id}',
    role: 'viewer',
    tag: 'jobs',
    summary: 'A job with its gates, its outcome, what it waits for and where it can be forked',
    status: 200,
    answer: { type: 'json', schema: jobReport },
  },
  jobDigest: {
    method: 'GET',
    path: '/api/jobs/{id}/digest',
    role: 'viewer',
    tag: 'jobs',
    summary: 'The steps of a job, its plan, what it spent and what it changed turn by turn, however long its record is',
    status: 200,
    answer: { type: 'json', schema: jobDigest },
  },
  jobEvents: {
    method: 'GET',
    path: '/api/jobs/{id}/events',
    role: 'viewer',
    tag: 'jobs',
    summary: 'Recorded entries of a job',
    query: jobEntriesQuery,
    status: 200,
    answer: { type: 'json', schema: entries },
  },
  jobStream: {
    method: 'GET',
    path: '/api/jobs/{id}/stream',
    role: 'viewer',
    tag: 'jobs',
    summary: 'A job as it happens: each entry once and in order; ends with `complete` when the job is over',
    query: z.object({ after: position.optional() }),
    headers: lastEventId,
    status: 200,
    answer: {
      type: 'events',
      events: { status: job, event: ledgerEntry, complete: job, heartbeat, error: streamError },
    },
  },
  jobDiff: {
    method: 'GET',
    path: '/api/jobs/{id}/diff',
    role: 'viewer',
    tag: 'jobs',
    summary: 'What the job changed, as a unified diff',
    query: z.object({ from: z.string().max(200).optional(), to: z.string().max(200).optional() }),
    status: 200,
    answer: { type: 'text', media: 'text/x-diff' },
  },
  ...reviewRoutes,
  verifyJob: {
    method: 'GET',
    path: '/api/jobs/{id}/verify',
    role: 'viewer',
    tag: 'jobs',
    summary: 'Recomputes the job’s hash chain and checks its truthpack',
    status: 200,
    answer: { type: 'json', schema: verification },
  },
  truthpack: {
    method: 'GET',
    path: '/api/jobs/{id}/truthpack',
    role: 'viewer',
    tag: 'jobs',
    summary: 'The job’s signed provenance, a DSSE envelope',
    status: 200,
    answer: { type: 'json', schema: jsonObject },
  },
  cancelJob: {
    method: 'POST',
    path: '/api/jobs/{id}/cancel',
    role: 'member',
    tag: 'jobs',
    summary: 'Stops a job with everything it started; one that nobody works on is over at once',
    status: 200,
    answer: { type: 'json', schema: z.object({ id: job.shape.id, status: job.shape.status, job }) },
  },
  pauseJob: {
    method: 'POST',
    path: '/api/jobs/{id}/pause',
    role: 'member',
    tag: 'jobs',
    summary: 'Parks a job at its next step',
    status: 200,
    answer: { type: 'json', schema: job },
  },
  resumeJob: {
    method: 'POST',
    path: '/api/jobs/{id}/resume',
    role: 'member',
    tag: 'jobs',
    summary: 'Lets a paused job go on, and with larger caps one that stands at a limit or was ended by it',
    body: z.object({ caps: caps.partial().optional() }).optional(),
    status: 200,
    answer: { type: 'json', schema: job },
    errors: ['CONFLICT'],
  },
  answerJob: {
    method: 'POST',
    path: '/api/jobs/{id}/answer',
    role: 'member',
    tag: 'jobs',
    summary: 'Answers what a job waits for; the digest says which form of the question was answered',
    body: answer,
    status: 200,
    answer: { type: 'json', schema: job },
    errors: ['CONFLICT'],
  },
  approveJob: {
    method: 'POST',
    path: '/api/jobs/{id}/approve',
    role: 'member',
    tag: 'jobs',
    summary: 'Approves what a job waits for',
    body: decision,
    status: 200,
    answer: { type: 'json', schema: job },
    errors: ['CONFLICT'],
  },
  rejectJob: {
    method: 'POST',
    path: '/api/jobs/{id}/reject',
    role: 'member',
    tag: 'jobs',
    summary: 'Rejects what a job waits for',
    body: decision,
    status: 200,
    answer: { type: 'json', schema: job },
    errors: ['CONFLICT'],
  },
  askAgain: {
    method: 'POST',
    path: '/api/jobs/{id}/ask-again',
    role: 'member',
    tag: 'jobs',
    summary: 'Has an approval asked for anew, with the whole time to give it in',
    body: decision,
    status: 200,
    answer: { type: 'json', schema: job },
    errors: ['CONFLICT'],
  },
  sayToJob: {
    method: 'POST',
    path: '/api/jobs/{id}/say',
    role: 'member',
    tag: 'jobs',
    summary: 'A word to a running job, read at its next turn; to a finished one a follow-up job',
    body: z.object({ text: z.string().min(1).max(10_000) }),
    status: 200,
    answer: { type: 'json', schema: job },
  },
  mergeJob: {
    method: 'POST',
    path: '/api/jobs/{id}/merge',
    role: 'member',
    tag: 'jobs',
    summary: 'Merges the result branch into the branch that the repository has checked out, if that is safe',
    status: 200,
    answer: { type: 'json', schema: z.object({ branch: z.string(), commit: z.string() }) },
    errors: ['CONFLICT'],
  },
  publishJob: {
    method: 'POST',
    path: '/api/jobs/{id}/publish',
    role: 'member',
    tag: 'jobs',
    summary: 'Pushes the result branch and opens a pull request with its evidence, or brings the open one up to date',
    body: pullRequestOptions,
    status: 200,
    answer: { type: 'json', schema: publishedResult },
    errors: ['CONFLICT', 'FORBIDDEN'],
  },
  replayJob: {
    method: 'POST',
    path: '/api/jobs/{id}/replay',
    role: 'member',
    tag: 'jobs',
    summary: 'A new job that runs a finished one again by its record, and holds the two results side by side',
    makesJob: true,
    status: 201,
    answer: { type: 'json', schema: job },
    errors: ['CONFLICT'],
  },
  forkJob: {
    method: 'POST',
    path: '/api/jobs/{id}/fork',
    role: 'member',
    tag: 'jobs',
    summary: 'A new job that shares the record up to and including a finished step',
    makesJob: true,
    body: z.object({ step: z.string().min(1).max(200) }),
    status: 201,
    answer: { type: 'json', schema: job },
    errors: ['CONFLICT'],
  },
  pending: {
    method: 'GET',
    path: '/api/decisions',
    role: 'viewer',
    tag: 'jobs',
    summary: 'Everything that waits for a person, over all jobs',
    status: 200,
    answer: { type: 'json', schema: z.object({ decisions: z.array(pendingDecision) }) },
  },
  listEvents: {
    method: 'GET',
    path: '/api/events',
    role: 'viewer',
    tag: 'ledger',
    summary: 'Recorded entries of all jobs',
    query: entriesQuery,
    status: 200,
    answer: { type: 'json', schema: entries },
  },
  eventStream: {
    method: 'GET',
    path: '/api/events/stream',
    role: 'viewer',
    tag: 'ledger',
    summary: 'Recorded entries and then new ones as they are committed, without an end',
    query: streamQuery.extend({ job: jobId.optional() }),
    headers: lastEventId,
    status: 200,
    answer: { type: 'events', events: { event: ledgerEntry, heartbeat, error: streamError } },
    errors: ['NOT_FOUND'],
  },
  searchLedger: {
    method: 'GET',
    path: '/api/ledger/search',
    role: 'viewer',
    tag: 'ledger',
    summary: 'Entries whose summary holds the words, the newest first',
    query: z.object({ q: z.string().min(1).max(1000), limit: count(500).optional().describe('20 when absent') }),
    status: 200,
    answer: { type: 'json', schema: entries },
  },
  verifyLedger: {
    method: 'GET',
    path: '/api/ledger/verify',
    role: 'admin',
    tag: 'ledger',
    summary: 'Recomputes one job’s hash chain, or every one',
    query: z.object({ job: jobId.optional() }),
    status: 200,
    answer: { type: 'json', schema: verification },
    errors: ['NOT_FOUND'],
  },
  checkpoint: {
    method: 'GET',
    path: '/api/ledger/checkpoint',
    role: 'admin',
    tag: 'ledger',
    summary: 'Signs the heads of all chains; kept elsewhere it shows a job that is missing later',
    status: 200,
    answer: { type: 'json', schema: signedCheckpoint },
  },
  verifyCheckpoint: {
    method: 'POST',
    path: '/api/ledger/checkpoint/verify',
    role: 'admin',
    tag: 'ledger',
    summary: 'Checks an earlier checkpoint against the ledger',
    body: signedCheckpoint,
    bodyBytes: 16 * 1024 * 1024,
    status: 200,
    answer: { type: 'json', schema: verification },
  },
  ...chatRoutes,
  ...memoryRoutes,
  ...teamRoutes,
  ...noticeRoutes,
  ...viewRoutes,
  ...webhookRoutes,
} as const satisfies Record<string, RouteDefinition>;
