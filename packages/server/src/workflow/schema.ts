import { z } from 'zod';

/** Names of workflows and steps. */
export const nameRule = /^[A-Za-z0-9_-]{1,100}$/;

const name = z.string().regex(nameRule, 'Use 1 to 100 letters, digits, - and _.');
const text = z.string().trim().min(1, 'This must not be empty.').max(10_000);
/** Steps inside a step are read one by one, each by its own kind. */
const steps = z.array(z.unknown()).min(1, 'There must be at least one step here.');

const base = {
  name,
  title: text.optional(),
  weight: z.number().positive().max(100).optional(),
  optional: z.boolean().default(false),
  when: text.optional(),
  caps: z
    .strictObject({
      steps: z.number().int().positive().optional(),
      tokens: z.number().int().positive().optional(),
      seconds: z.number().positive().optional(),
      cents: z.number().nonnegative().optional(),
    })
    .optional(),
};
const inputs = z.array(z.string()).default([]);

const json = z.json();
/** A key that is not there is not given: null is a value. */
const declared = z.strictObject({ description: text.optional(), default: json.optional() });

export const workflowSchema = z.strictObject({
  name,
  description: text,
  answers: z.boolean().default(false),
  inputs: z.record(z.string().regex(/^[A-Za-z_]\w{0,99}$/, 'Use letters, digits and _.'), declared).optional(),
  result: text.optional(),
  steps,
});

/** Attempts of which the best is taken; the number alone leaves the rest as usual. */
export const bestOf = z.strictObject({
  attempts: z.number().int().min(2, 'Give at least two attempts.').max(8, 'Give eight attempts at most.'),
  gates: z.array(z.string()).min(1, 'Name at least one gate.').optional(),
  reviewer: z.string().default('reviewer'),
});

/** One schema per kind of step; the key that names the kind holds what the step is about. */
export const stepSchemas = {
  agent: z.strictObject({
    ...base,
    agent: z.string(),
    instruction: text,
    inputs,
    by: z.union([z.string(), z.array(z.string()).min(1, 'Name at least one agent.')]).optional(),
    best_of: z.unknown().optional(),
  }),
  gates: z.strictObject({ ...base, gates: z.array(z.string()).min(1, 'Name at least one gate.') }),
  human: z.strictObject({
    ...base,
    human: text,
    choices: z.array(text).min(2, 'Give at least two choices.').default(['approve', 'reject']),
    inputs,
  }),
  sequence: z.strictObject({ ...base, sequence: steps }),
  parallel: z.strictObject({ ...base, parallel: steps }),
  workflow: z.strictObject({ ...base, workflow: z.string(), with: z.record(z.string(), json).default({}) }),
  repeat: z.strictObject({ ...base, repeat: steps, max: z.number().int().min(1).max(20), until: text }),
} as const;

export type StepKind = keyof typeof stepSchemas;
export const stepKinds = Object.keys(stepSchemas) as StepKind[];
