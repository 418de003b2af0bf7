import { z } from 'zod';

/** What a user may set about language models: the slice `model` of the configuration. */

const name = z.string().regex(/^[^/\s]+\/\S+$/, 'expected provider/model');

/** Tokens of thinking before an answer, or how hard to think. */
const reasoning = z.union([
  z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']),
  z.strictObject({ budgetTokens: z.number().int().positive() }),
]);
export type Reasoning = z.infer<typeof reasoning>;

const rates = {
  input: z.number().nonnegative(),
  /** Read from the provider's cache; as `input` when absent. */
  cachedInput: z.number().nonnegative().optional(),
  /** Written to the provider's cache; as `input` when absent. */
  cacheWrite: z.number().nonnegative().optional(),
  output: z.number().nonnegative(),
};

/** US dollars per million tokens, and the context window in tokens. */
export const modelPrice = z.strictObject({
  ...rates,
  context: z.number().int().positive(),
  /** The model can look at images. */
  images: z.boolean().default(false),
  /** What a call costs whose prompt is longer than so many tokens. */
  over: z.strictObject({ tokens: z.number().int().positive(), ...rates }).optional(),
});
export type ModelPrice = z.infer<typeof modelPrice>;

/** A provider: one that is brought along, or the user's own. What is left out stays as it is. */
export const providerSetting = z.strictObject({
  about: z.string().optional(),
  kind: z
    .enum(['anthropic', 'openai', 'openai-chat', 'google', 'openai-compatible', 'package'])
    .optional()
    .describe('the wire it speaks'),
  baseUrl: z.url().optional(),
  keyVariable: z.string().optional().describe('name of the environment variable, or of the stored secret'),
  key: z.enum(['needed', 'optional', 'none']).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** Sent with each call, as the provider's package names them. */
  options: z.record(z.string(), z.json()).optional(),
  /** For kind `package`: name of an installed package or path of a module, and what of it makes the provider. */
  package: z.string().optional(),
  export: z.string().optional(),
});
export type ProviderSetting = z.infer<typeof providerSetting>;

export const modelSettings = z.strictObject({
  default: name.default('builtin/craft').describe('`provider/model` for every role that names no other'),
  roles: z.record(z.string(), name).default({}).describe('model by role'),
  embeddings: name
    .nullable()
    .default(null)
    .describe(
      '`provider/model` that semantic_search also finds code by meaning with; its texts go there. null: by words alone',
    ),
  fallbacks: z
    .array(name)
    .default([])
    .describe('models that are asked in this order when the one that was wanted fails'),
  reasoning: z
    .record(z.string(), reasoning)
    .default({})
    .describe('how hard to think, by role, by `provider/model`, or `*`: none … max, or {budgetTokens: n}'),
  maxOutputTokens: z
    .number()
    .int()
    .positive()
    .nullable()
    .default(null)
    .describe('longest answer; null leaves it to the provider'),
  retries: z.number().int().min(0).max(20).default(4).describe('further tries of a model whose failure may pass'),
  maxWaitSeconds: z
    .number()
    .positive()
    .default(60)
    .describe('longest wait that a provider may ask for (Retry-After); beyond it the next model is asked'),
  firstByteSeconds: z.number().positive().default(180).describe('how long the first byte of an answer may take'),
  stallSeconds: z.number().positive().default(120).describe('how long an answer may pause'),
  callSeconds: z.number().positive().default(1800).describe('how long one answer may take as a whole'),
  answerMegabytes: z
    .number()
    .positive()
    .default(4)
    .describe('longest text of one answer; beyond it is cut off as faulty'),
  prices: z
    .record(name, modelPrice)
    .default({})
    .describe('prices and context windows by `provider/model`, before those of models/prices.yaml'),
  providers: z
    .record(z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'expected a name of small letters, digits and -'), providerSetting)
    .default({})
    .describe('further providers, and changes to those brought along (docs/models.md)'),
});
export type ModelSettings = z.infer<typeof modelSettings>;
