import type { Caps, Usage } from '@codewright/protocol/job';
import { CodewrightError } from '../shared/errors.ts';
import type { Budget, Limit } from './contract.ts';

const dimensions = [
  { key: 'steps', limit: 'step_limit', unit: 'steps' },
  { key: 'tokens', limit: 'token_limit', unit: 'tokens' },
  { key: 'seconds', limit: 'time_limit', unit: 'seconds of active time' },
  { key: 'cents', limit: 'cost_limit', unit: 'US cents' },
] as const satisfies { key: keyof Caps; limit: Limit; unit: string }[];

/**
 * The budget of a whole job. Seconds are active time: what model and tool calls took, not what a person let it wait.
 * Tokens are those that were processed anew, without what a provider read from its cache.
 */
export function createBudget(caps: Caps): Budget {
  return budgetInside(null, caps);
}

function budgetInside(parent: Budget | null, caps: Caps): Budget {
  const used: Usage = { steps: 0, tokens: 0, seconds: 0, cents: 0 };
  let closed: Limit | null = null;
  const own = () => dimensions.find(({ key }) => used[key] > 0 && used[key] >= caps[key]);

  const self: Budget = {
    caps,
    used: () => ({ ...used }),
    exceeded: () => closed ?? reached(own()) ?? parent?.exceeded() ?? null,
    close(limit) {
      closed = limit;
    },
    check() {
      const found = own();
      if (!found) return parent?.check();
      throw new CodewrightError(
        'BUDGET_EXCEEDED',
        `The budget of ${format(caps[found.key])} ${found.unit} is used up (${format(used[found.key])} spent).`,
        {
          hint: 'Raise it with --max-steps, --max-tokens, --max-time or --max-cost, or ask for less at once.',
          details: { limit: found.limit, cap: caps[found.key], used: used[found.key] },
        },
      );
    },
    spend(amount) {
      for (const { key } of dimensions) {
        const more = amount[key];
        if (more === undefined) continue;
        if (!Number.isFinite(more)) throw new CodewrightError('INTERNAL', `A budget cannot count ${more} ${key}.`);
        used[key] = Math.max(0, used[key] + more);
      }
      parent?.spend(amount);
    },
    child(wanted) {
      const lesser = (key: keyof Caps) => Math.max(0, Math.min(wanted[key] ?? Infinity, caps[key] - used[key]));
      return budgetInside(self, {
        steps: lesser('steps'),
        tokens: lesser('tokens'),
        seconds: lesser('seconds'),
        cents: lesser('cents'),
      });
    },
  };
  return self;
}

const reached = (found: { limit: Limit } | undefined): Limit | null => found?.limit ?? null;

function format(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
