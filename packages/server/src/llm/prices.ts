import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CodewrightError } from '../shared/errors.ts';
import { readYaml } from '../shared/yaml.ts';
import type { ModelDescription, TurnUsage } from './contract.ts';

const price = z.strictObject({
  input: z.number().nonnegative(),
  cachedInput: z.number().nonnegative().optional(),
  output: z.number().nonnegative(),
  context: z.number().int().positive(),
  /** The model can look at images. */
  images: z.boolean().default(false),
});
const table = z.strictObject({
  asOf: z.iso.date(),
  /** By `provider/model`; `provider/*` speaks for the models of a provider that are not named. */
  models: z.record(z.string().regex(/^[^/]+\/.+$/, 'expected provider/model'), price),
  /** A model that nothing above names: dear on purpose, so that a cap on money holds. */
  unknown: price,
});
export type PriceTable = z.infer<typeof table>;

/** @throws CodewrightError CONFIG_INVALID with file, line and column. */
export function loadPrices(file: string): PriceTable {
  const source = readYaml(readFileSync(file, 'utf8'), file);
  const result = table.safeParse(source.value);
  const problems = source.problems.length > 0 ? source.problems : problemsOf(result.error, source);
  if (result.success && problems.length === 0) return result.data;
  throw new CodewrightError('CONFIG_INVALID', problems.map((problem) => source.format(problem)).join('\n'), {
    hint: 'Prices are US dollars per million tokens.',
  });
}

function problemsOf(error: z.ZodError | undefined, source: ReturnType<typeof readYaml>) {
  return (error?.issues ?? []).map((issue) =>
    source.problem(
      issue.path.map((part) => part as string),
      issue.message,
    ),
  );
}

export function describeModel(prices: PriceTable, name: string): ModelDescription {
  const found = prices.models[name] ?? prices.models[`${name.split('/', 1)[0]}/*`] ?? prices.unknown;
  return {
    name,
    contextTokens: found.context,
    images: found.images,
    pricePerMillion: { input: found.input, cachedInput: found.cachedInput ?? found.input, output: found.output },
  };
}

export function centsOf(usage: Omit<TurnUsage, 'cents' | 'reported'>, model: ModelDescription): number {
  const { input, cachedInput, output } = model.pricePerMillion;
  const cached = Math.min(usage.cachedInputTokens, usage.inputTokens);
  const dollars = (usage.inputTokens - cached) * input + cached * cachedInput + usage.outputTokens * output;
  return dollars / 10_000;
}
