import { z } from 'zod';
import { jobStatuses, modes } from './job.ts';

/** Buckets of durations grow by a tenth, so that a percentile is off by 5 % at most. */
const growth = 1.1;
const shortest = 0.01;

/** Name of the bucket that a duration in seconds falls into. */
export function bucketOf(seconds: number): string {
  return String(seconds <= shortest ? 0 : Math.ceil(Math.log(seconds / shortest) / Math.log(growth)));
}

/** The middle of a bucket, in seconds. */
export function secondsOf(bucket: string): number {
  const number = Number(bucket);
  return number === 0 ? 0 : shortest * growth ** (number - 0.5);
}

const count = z.number().int();
const ends = z.object({
  jobs: count.describe('that ended'),
  succeeded: count,
  failed: count,
  aborted: count.describe('that a person stopped: cancelled, or rejected where they asked'),
});
const times = z.object({
  p50Seconds: z.number().nullable().describe('null where none was counted'),
  p95Seconds: z.number().nullable(),
});
const cost = z.object({ calls: count, tokens: count, cents: z.number(), seconds: z.number() });

export const metricsQuery = z.object({
  days: z.coerce.number().int().min(1).max(366).optional().describe('so many days up to today (UTC); 30 when absent'),
});

/** What was done and what it cost, in days of UTC; of a member the own jobs alone. */
export const metrics = z.object({
  at: z.string(),
  from: z.string().describe('first day'),
  to: z.string(),
  queue: z
    .object(Object.fromEntries(jobStatuses.slice(0, 4).map((status) => [status, count])))
    .describe('jobs by state, now'),
  total: ends.extend({ created: count, tokens: count, cents: z.number() }).extend(times.shape),
  days: z.array(z.object({ day: z.string(), created: count, tokens: count, cents: z.number() }).extend(ends.shape)),
  kinds: z.array(
    z
      .object({ kind: z.enum(modes), created: count })
      .extend(ends.shape)
      .extend(times.shape),
  ),
  doneBy: z
    .array(z.object({ name: z.string() }).extend(ends.shape))
    .describe('jobs by each model or agent CLI that worked on them; `none`: none was needed'),
  agents: z.array(z.object({ name: z.string(), failedAttempts: count }).extend(cost.shape).extend(times.shape)),
  models: z.array(z.object({ name: z.string() }).extend(cost.shape)),
  errors: z.array(z.object({ code: z.string(), count })),
  gates: z.array(z.object({ name: z.string(), passed: count, failed: count, other: count })),
});
export type Metrics = z.infer<typeof metrics>;
