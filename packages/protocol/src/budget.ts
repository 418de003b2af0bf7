import { z } from 'zod';
import { type Caps, caps, usage } from './job.ts';

/** What a job asks that stands at a limit: to spend more, or to end. */
export const budgetRaise = z.object({
  limit: z.enum(['step_limit', 'token_limit', 'time_limit', 'cost_limit']),
  /** When it was asked. */
  used: usage,
  caps,
  /** What would be allowed from then on; a limit that is not named stays. */
  raise: caps.partial(),
});
export type BudgetRaise = z.infer<typeof budgetRaise>;

/** The flags of the command line that raise them. */
export const capFlags = {
  step_limit: '--max-steps',
  token_limit: '--max-tokens',
  time_limit: '--max-time',
  cost_limit: '--max-cost',
} as const satisfies Record<BudgetRaise['limit'], string>;

/** Limits of which so much is gone are raised along with the one that is used up: the next stop would be near. */
const nearlyGone = 0.8;
const keys = ['steps', 'tokens', 'seconds', 'cents'] as const satisfies (keyof Caps)[];

/** A question for a larger budget: each limit that is used up, or nearly, at twice what it is, or of what was spent beyond it, in round figures. */
export function raiseFor({ limit, used, caps: now }: Omit<BudgetRaise, 'raise'>): BudgetRaise {
  const raise: Partial<Caps> = {};
  for (const key of keys) {
    if (used[key] === 0 || used[key] < now[key] * nearlyGone) continue;
    raise[key] = now[key] * 2 >= used[key] * 1.5 ? now[key] * 2 : roundedUp(used[key] * 2);
  }
  return { limit, used, caps: now, raise };
}

/** Of its figures the first two. */
function roundedUp(amount: number): number {
  const step = 10 ** Math.max(0, Math.ceil(amount).toString().length - 2);
  return Math.ceil(amount / step) * step;
}

/** The first limit that leaves nothing of what is spent already; null: there is something to go on with. */
export function usedUp(used: Caps, allowed: Caps): keyof Caps | null {
  return keys.find((key) => used[key] > 0 && used[key] >= allowed[key]) ?? null;
}

/** `40 steps and 400,000 tokens` */
export function capsWords(amounts: Partial<Caps>): string {
  const parts = keys.flatMap((key) => {
    const amount = amounts[key];
    return amount === undefined ? [] : [words[key](amount)];
  });
  return parts.length < 3 ? parts.join(' and ') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const words: Record<keyof Caps, (amount: number) => string> = {
  steps: (amount) => `${amount.toLocaleString('en')} steps`,
  tokens: (amount) => `${amount.toLocaleString('en')} tokens`,
  seconds: (amount) => `${timeWords(amount)} of work`,
  cents: (amount) => `$${(amount / 100).toFixed(2)}`,
};

/** `90 seconds`, `5 minutes`, `2 minutes 30 seconds` */
function timeWords(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), Math.round(seconds % 60)];
  if (seconds < 120) return `${seconds.toLocaleString('en')} seconds`;
  return rest === 0
    ? `${minutes.toLocaleString('en')} minutes`
    : `${minutes.toLocaleString('en')} minutes ${rest} seconds`;
}
