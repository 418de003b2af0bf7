import { z } from 'zod';
import {
  changes,
  commentDraft,
  fileContent,
  fileList,
  found,
  reviews,
  reviewSubmission,
  sentReview,
  viewedFiles,
  viewMark,
} from './review.ts';
import type { RouteDefinition } from './route.ts';

const commit = z
  .string()
  .regex(/^[0-9a-f]{7,64}$/)
  .describe('id of a commit');

/** Looking at what a job has written, saying what should be different, and finding in its record. */
export const reviewRoutes = {
  jobChanges: {
    method: 'GET',
    path: '/api/jobs/{id}/changes',
    role: 'viewer',
    tag: 'jobs',
    summary: 'What the job changed, with the commits that the diff is between',
    query: z.object({ from: commit.optional(), to: commit.optional(), ignoreSpace: z.enum(['true']).optional() }),
    status: 200,
    answer: { type: 'json', schema: changes },
  },
  jobFiles: {
    method: 'GET',
    path: '/api/jobs/{id}/files',
    role: 'viewer',
    tag: 'jobs',
    summary: 'The files of the work at a commit, as it is now when none is named',
    query: z.object({ commit: commit.optional() }),
    status: 200,
    answer: { type: 'json', schema: fileList },
  },
  jobFile: {
    method: 'GET',
    path: '/api/jobs/{id}/file',
    role: 'viewer',
    tag: 'jobs',
    summary: 'A file of the work at a commit',
    query: z.object({ path: z.string().min(1).max(4096), commit: commit.optional() }),
    status: 200,
    answer: { type: 'json', schema: fileContent },
  },
  findInJob: {
    method: 'GET',
    path: '/api/jobs/{id}/find',
    role: 'viewer',
    tag: 'jobs',
    summary: 'Recorded entries of a job that hold a text anywhere, oldest first',
    query: z.object({
      q: z.string().min(1).max(200),
      after: z.coerce.number().int().min(0).optional().describe('only entries after this sequence number'),
      limit: z.coerce.number().int().min(1).max(1000).optional().describe('200 when absent'),
    }),
    status: 200,
    answer: { type: 'json', schema: found },
  },
  jobReviews: {
    method: 'GET',
    path: '/api/jobs/{id}/review',
    role: 'viewer',
    tag: 'jobs',
    summary: 'One’s own comments and viewed files of a job’s changes, and how far the reviews have come that were sent',
    status: 200,
    answer: { type: 'json', schema: reviews },
  },
  markViewed: {
    method: 'POST',
    path: '/api/jobs/{id}/review/viewed',
    role: 'viewer',
    tag: 'jobs',
    summary: 'Keeps that one has looked at a file of a job’s changes, as it is now; each person has their own marks',
    body: viewMark,
    status: 200,
    answer: { type: 'json', schema: viewedFiles },
  },
  commentOnJob: {
    method: 'POST',
    path: '/api/jobs/{id}/review/comments',
    role: 'member',
    tag: 'jobs',
    summary: 'Keeps a comment of the review that is being written; without words it is taken back',
    body: commentDraft,
    status: 200,
    answer: { type: 'json', schema: z.object({ updatedAt: z.string() }) },
    errors: ['CONFLICT'],
  },
  sendReview: {
    method: 'POST',
    path: '/api/jobs/{id}/review',
    role: 'member',
    tag: 'jobs',
    summary: 'Sends the comments as one review: a word to a running job, a follow-up to one that is over',
    body: reviewSubmission,
    status: 201,
    answer: { type: 'json', schema: sentReview },
    errors: ['CONFLICT'],
  },
} as const satisfies Record<string, RouteDefinition>;
