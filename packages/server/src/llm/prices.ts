import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CodewrightError } from '../shared/errors.ts';
import { modelPrice, type ModelPrice } from '../shared/model-settings.ts';
import { readYaml } from '../shared/yaml.ts';
import type { ModelDescription, TurnUsage } from './contract.ts';

const table = z.strictObject({
  asOf: z.iso.date(),
  /** By `provider/model`; `provider/*` speaks for the models of a provider that are not named. */
  models: z.record(z.string().regex(/^[^/]+\/.+$/, 'expected provider/model'), modelPrice),
  /** A model that nothing above names: dear on purpose, so that a cap on money holds. */
  unknown: modelPrice,
});
export type PriceTable = z.infer<typeof table>;

/** `own` are the user's lines, which come first. @throws CodewrightError CONFIG_INVALID with file, line and column. */
export function loadPrices(file: string, own: Readonly<Record<string, ModelPrice>> = {}): PriceTable {
  const source = readYaml(readFileSync(file, 'utf8'), file);
  const result = table.safeParse(source.value);
  const problems = source.problems.length > 0 ? source.problems : problemsOf(result.error, source);
  if (result.success && problems.length === 0) {
    return { ...result.data, models: { ...result.data.models, ...own } };
  }
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

/** `pricesOf`: the provider whose prices hold for one that has no lines of its own. */
export function describeModel(
  prices: PriceTable,
  name: string,
  pricesOf: (provider: string) => string | null = () => null,
): ModelDescription {
  const price = priceOf(prices, name) ?? priceAt(prices, name, pricesOf);
  const { context, images, over, ...rates } = price ?? prices.unknown;
  return {
    name,
    contextTokens: context,
    images,
    priced: price !== undefined,
    pricePerMillion: whole(rates),
    ...(over ? { over: { tokens: over.tokens, pricePerMillion: whole(over) } } : {}),
  };
}

function priceAt(prices: PriceTable, name: string, pricesOf: (provider: string) => string | null) {
  const slash = name.indexOf('/');
  const other = pricesOf(name.slice(0, slash));
  return other === null ? undefined : priceOf(prices, `${other}${name.slice(slash)}`);
}

function priceOf({ models }: PriceTable, name: string): ModelPrice | undefined {
  const undated = name.replace(/-(\d{8}|\d{4}-\d{2}-\d{2}|latest)$/, '');
  for (const one of [name, undated, `${name.split('/', 1)[0]}/*`]) if (Object.hasOwn(models, one)) return models[one];
  return undefined;
}

function whole(rates: Pick<ModelPrice, 'input' | 'cachedInput' | 'cacheWrite' | 'output'>) {
  const { input, cachedInput = input, cacheWrite = input, output } = rates;
  return { input, cachedInput, cacheWrite, output };
}

export function centsOf(usage: Omit<TurnUsage, 'cents' | 'reported'>, model: ModelDescription): number {
  const { over } = model;
  const price = over && usage.inputTokens > over.tokens ? over.pricePerMillion : model.pricePerMillion;
  const cached = Math.min(usage.cachedInputTokens, usage.inputTokens);
  const written = Math.min(usage.cacheWriteTokens, usage.inputTokens - cached);
  const plain = usage.inputTokens - cached - written;
  const { input, cachedInput, cacheWrite, output } = price;
  return (plain * input + cached * cachedInput + written * cacheWrite + usage.outputTokens * output) / 10_000;
}
