import { z } from 'zod';

/** What Codewright itself captured when it ran something; nothing else may make a gate green. */
export const evidence = z.object({
  /** The argv as one shell-quoted line. */
  command: z.string(),
  exitCode: z.number().int().nullable(),
  outcome: z.enum(['exited', 'signalled', 'timeout', 'cancelled', 'output-limit']),
  /** SHA-256 of the whole output (stdout then stderr), also where only its head and tail are kept. */
  outputHash: z.string(),
  /** Head and tail of the output. */
  excerpt: z.string(),
  /** Git tree that it ran on. */
  tree: z.string(),
  durationMs: z.number(),
  at: z.string(),
});
export type Evidence = z.infer<typeof evidence>;

export const gateVerdicts = ['passed', 'warned', 'failed', 'not-checked'] as const;
export type GateVerdict = (typeof gateVerdicts)[number];

export const gateResult = z.object({
  gate: z.string(),
  verdict: z.enum(gateVerdicts),
  /** One sentence: what was found, or why it was not checked. */
  reason: z.string(),
  evidence: z.array(evidence),
  /** Figures that the gate counted itself (`tests`: run, failed; `lint`: errors, warnings; `patch-limits`: files, lines). */
  measures: z.record(z.string(), z.number()).optional(),
  /** What the gate took, an installation that it waited for included; absent until it is recorded. */
  durationMs: z.number().nonnegative().optional(),
  /** Problems a fixer can act on, newest first. */
  problems: z.array(
    z.object({
      file: z.string().optional(),
      line: z.number().int().optional(),
      code: z.string().optional(),
      message: z.string(),
    }),
  ),
});
export type GateResult = z.infer<typeof gateResult>;
