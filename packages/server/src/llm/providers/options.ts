import type { JsonValue } from '@codewright/protocol/json';
import type { CallOptions, Manner } from '../contract.ts';

/** The call with a provider's own options; those that were there stay. */
export function withOptions(
  options: CallOptions,
  provider: string,
  own: Record<string, JsonValue | undefined>,
): CallOptions {
  const said = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as Record<
    string,
    JsonValue
  >;
  if (Object.keys(said).length === 0) return options;
  const before = options.providerOptions ?? {};
  return { ...options, providerOptions: { ...before, [provider]: { ...before[provider], ...said } } };
}

/** A budget of thinking as an effort, for wires that know no budgets. */
export function asEffort(options: CallOptions, { reasoning }: Manner): CallOptions {
  if (reasoning === null || typeof reasoning === 'string') return options;
  const { budgetTokens } = reasoning;
  return { ...options, reasoning: budgetTokens <= 2048 ? 'low' : budgetTokens <= 8192 ? 'medium' : 'high' };
}
