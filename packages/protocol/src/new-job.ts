import { z } from 'zod';
import { jobRequest } from './job.ts';

/** Beside our own names of the parts of a new job, those of the seed contract are taken. */
export const newJob = z
  .object({
    ...jobRequest.omit({ idempotencyKey: true, replay: true }).shape,
    repoPath: z.string().max(4096).optional().describe('the same as `repository`'),
    conversationId: z.string().max(200).optional().describe('the same as `conversation`'),
    stepCap: z.number().int().positive().optional().describe('the same as `caps.steps`'),
    tokenCap: z.number().int().positive().optional().describe('the same as `caps.tokens`'),
    costCapCents: z.number().nonnegative().optional().describe('the same as `caps.cents`'),
  })
  .transform(({ repoPath, conversationId, stepCap, tokenCap, costCapCents, ...own }) => {
    const repository = own.repository ?? repoPath;
    const conversation = own.conversation ?? conversationId;
    const caps = { ...own.caps };
    if (stepCap !== undefined) caps.steps ??= stepCap;
    if (tokenCap !== undefined) caps.tokens ??= tokenCap;
    if (costCapCents !== undefined) caps.cents ??= costCapCents;
    return {
      ...own,
      caps,
      ...(repository === undefined ? {} : { repository }),
      ...(conversation === undefined ? {} : { conversation }),
    };
  });
