import type { StopReason, Usage } from '@codewright/protocol/job';
import type { Turn, TurnUsage } from '../llm/contract.ts';

export const nothing: Usage = { steps: 0, tokens: 0, seconds: 0, cents: 0 };

/**
 * What a model call costs in the units of a budget. What the provider read from its cache is not counted again; what
 * attempts cost that came to nothing is.
 */
export function costOf({ usage, wasted, durationMs }: Pick<Turn, 'usage' | 'wasted' | 'durationMs'>): Usage {
  const of = (one: TurnUsage) => Math.max(0, one.inputTokens - one.cachedInputTokens) + one.outputTokens;
  return {
    steps: 1,
    tokens: of(usage) + (wasted ? of(wasted) : 0),
    seconds: durationMs / 1000,
    cents: usage.cents + (wasted?.cents ?? 0),
  };
}

export function difference(one: Usage, other: Partial<Usage>): Usage {
  return {
    steps: one.steps - (other.steps ?? 0),
    tokens: one.tokens - (other.tokens ?? 0),
    seconds: one.seconds - (other.seconds ?? 0),
    cents: one.cents - (other.cents ?? 0),
  };
}

const limits: Partial<Record<StopReason, string>> = {
  step_limit: 'Stopped: the budget of steps is used up.',
  token_limit: 'Stopped: the budget of tokens is used up.',
  time_limit: 'Stopped: the budget of time is used up.',
  cost_limit: 'Stopped: the budget of money is used up.',
};

export function limitText(stop: StopReason): string {
  return limits[stop] ?? `Stopped: ${stop}.`;
}

/** A turn in a line for a person. */
export function turnSummary(role: string, turn: Turn): string {
  if (turn.calls.length > 0) return `${role} calls ${turn.calls.map((call) => call.tool).join(', ')}`;
  const line = turn.text.trim().split('\n', 1)[0] ?? '';
  return `${role}: ${line.length > 120 ? `${line.slice(0, 119)}…` : line || '(nothing)'}`;
}
