import type { Rule } from '../../requirements.ts';
import { addRule, cannot, type Draft } from '../draft.ts';

/** "20 , 40 or 60 minutes": numbers that are no row of them. */
export function numbersIn(text: string): number[] | undefined {
  const match = /(?:^| )(?:of )?(-?\d+(?:\.\d+)?(?: (?:, or|,|or|\/) -?\d+(?:\.\d+)?)+)(?: (?:in )?[a-z]+)?$/.exec(
    text.trim(),
  );
  return match?.[1]?.split(/ (?:, or|,|or|\/) /).map(Number);
}

/** "in mg per l", not "in minutes". */
export const measured = /\bin (?!minutes|hours|days|weeks|months|years|seconds|pieces)[a-z]/;

/** What is said of numbers to choose from; where none between is left out, the bounds say it. */
export function choicesOf(numbers: readonly number[] | undefined): { choices?: number[] } {
  const sorted = [...new Set(numbers)].toSorted((a, b) => a - b);
  const gap = sorted.some((number, at) => at > 0 && number !== (sorted[at - 1] ?? 0) + 1);
  return gap ? { choices: sorted } : {};
}

/** Other rules count in any number within its bounds: what they are about has bounds only, and that is said. */
export function settleChoices(draft: Draft): void {
  for (const rule of draft.rules.filter((one) => one.kind === 'range')) {
    if (!rule.choices || !draft.rules.some((other) => countsIn(other, rule.entity, rule.field))) continue;
    const { choices: _choices, ...bounds } = rule;
    draft.rules = draft.rules.filter((one) => one !== rule);
    addRule(draft, bounds);
    cannot(
      draft,
      rule.from.words,
      'Numbers to choose from are not enforced one by one where another rule counts with them',
      'the range from the least to the largest',
    );
  }
}

function countsIn(rule: Rule, entity: string, field: string): boolean {
  if (['range', 'ends', 'role-only', 'owner-only', 'fee'].includes(rule.kind)) return false;
  const { from: _from, ...said } = rule;
  const told = JSON.stringify(said);
  return told.includes(`"${entity}"`) && told.includes(`"${field}"`);
}
