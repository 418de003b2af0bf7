import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import type { ModelDescription, ModelRequest, TurnUsage } from './contract.ts';
import { lettersOf, tokensIn } from './letters.ts';
import { centsOf } from './prices.ts';
import type { Answer } from './read-stream.ts';

/** What the provider reported, and by 4 letters a token where it reported nothing usable. */
export function countUsage(answer: Answer, request: ModelRequest, model: ModelDescription): TurnUsage {
  const reported = reportedUsage(answer.usage);
  const said = answer.text.length + answer.reasoning.length + JSON.stringify(answer.calls).length;
  // No prompt has no tokens, and what was said has some.
  const input = reported.input || null;
  const output = reported.output === 0 && said > '[]'.length ? null : reported.output;
  const counted = {
    inputTokens: input ?? tokensIn(lettersOf([request.prompt, request.tools])),
    cachedInputTokens: reported.cached,
    cacheWriteTokens: reported.written,
    outputTokens: output ?? tokensIn(said),
  };
  return { ...counted, cents: centsOf(counted, model), reported: input !== null && output !== null };
}

/** What a failed attempt cost by the word of its provider; null: it said nothing. */
export function wastedUsage(usage: LanguageModelV4Usage | null, model: ModelDescription): TurnUsage | null {
  const { input, cached, written, output } = reportedUsage(usage ?? undefined);
  if (input === null && output === null) return null;
  const counted = {
    inputTokens: input ?? 0,
    cachedInputTokens: cached,
    cacheWriteTokens: written,
    outputTokens: output ?? 0,
  };
  return { ...counted, cents: centsOf(counted, model), reported: true };
}

export function sumOf(usages: TurnUsage[]): TurnUsage {
  const sum = (key: Exclude<keyof TurnUsage, 'reported'>) => usages.reduce((all, one) => all + one[key], 0);
  return {
    inputTokens: sum('inputTokens'),
    cachedInputTokens: sum('cachedInputTokens'),
    cacheWriteTokens: sum('cacheWriteTokens'),
    outputTokens: sum('outputTokens'),
    cents: sum('cents'),
    reported: true,
  };
}

function reportedUsage(usage: Partial<LanguageModelV4Usage> | undefined) {
  const input = count(usage?.inputTokens?.total);
  const part = (value: unknown) => (input === null ? 0 : Math.min(count(value) ?? 0, input));
  return {
    input,
    cached: part(usage?.inputTokens?.cacheRead),
    written: part(usage?.inputTokens?.cacheWrite),
    output: count(usage?.outputTokens?.total),
  };
}

const count = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.round(value) : null;
