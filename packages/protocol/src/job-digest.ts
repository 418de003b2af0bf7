import { z } from 'zod';
import { usage } from './job.ts';
import { phaseStates } from './progress.ts';

const seq = z.number().int().positive();
const commit = z.string().describe('state of the files; empty where there is none');

/** What the page of a job shows of its whole record beside the report: as small for 20,000 entries as for a hundred. */
export const jobDigest = z.object({
  seq: z.number().int().nonnegative().describe('number of the last entry that it was made from'),
  percent: z.number().describe('0 to 100'),
  phases: z
    .array(
      z.object({
        name: z.string(),
        title: z.string(),
        state: z.enum(phaseStates),
        first: seq.nullable().describe('number of its first entry; null where it has not begun'),
        last: seq.nullable().describe('of its last one; null while it may go on'),
        from: commit.describe('state of the files when it began; empty where there was none'),
        to: commit.describe('when it ended, or now'),
      }),
    )
    .describe('steps of the workflow in their order, those to come too'),
  plan: z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        after: z.array(z.string()).describe('ids of those before it'),
        state: z.enum(phaseStates).nullable().describe('null where the record tells of none'),
      }),
    )
    .describe('steps of the newest recorded plan; none where no plan names any'),
  turns: z
    .array(z.object({ id: z.string().describe('of the entry'), label: z.string(), from: commit, to: commit }))
    .describe('the last 300 that left another state of the files behind, oldest first'),
  checkpoint: commit.describe('the newest state of the files'),
  used: usage,
  reserved: usage.describe('what agents at work may still take of what is left'),
  bySteps: z.array(z.object({ step: z.string(), used: usage })),
  turnsOfModels: z.object({
    all: z.number().int(),
    reported: z.number().int().describe('whose usage the provider has said'),
  }),
  said: z
    .object({
      seq,
      state: z
        .enum(['queued', 'delivered', 'applied'])
        .describe('delivered: an agent has read it; applied: a turn of its has ended since'),
    })
    .nullable()
    .describe('the newest word of a person'),
  answer: z.string().describe('the agent’s last words; empty where it said none'),
  unsupported: z.array(z.string()).describe('parts of the description that were not built, as `words: reason`'),
  assumptions: z.array(z.string()),
});
export type JobDigest = z.infer<typeof jobDigest>;
