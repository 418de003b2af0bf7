import type { Caps, Usage } from '@codewright/protocol/job';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBudget } from './budget.ts';
import type { Budget } from './contract.ts';

const keys = ['steps', 'tokens', 'seconds', 'cents'] as const;
const caps: Caps = { steps: 10, tokens: 1000, seconds: 60, cents: 50 };
const amount = (most: number) => fc.integer({ min: 0, max: most });
const cost = fc.record({ tokens: amount(400), seconds: amount(30), cents: amount(20) });

/** One step as the loop takes it: refused when a limit is reached, counted at once, corrected at its end. */
function begin(budget: Budget, step: Omit<Usage, 'steps'>): (() => void) | null {
  if (budget.exceeded()) return null;
  budget.spend({ steps: 1 });
  return () => budget.spend(step);
}

describe('a budget', () => {
  it('that is closed has nothing left for anybody in it', () => {
    const root = createBudget(caps);
    const child = root.child({});
    const inner = child.child({});
    expect(begin(inner, { tokens: 1, seconds: 1, cents: 1 })).not.toBeNull();
    root.close('token_limit');
    expect([root, child, inner].map((one) => one.exceeded())).toEqual(Array(3).fill('token_limit'));
    expect(begin(inner, { tokens: 1, seconds: 1, cents: 1 })).toBeNull();
  });

  it('is overshot by at most one step in every dimension', () => {
    fc.assert(
      fc.property(fc.array(cost, { maxLength: 60 }), (steps) => {
        const budget = createBudget(caps);
        for (const step of steps) begin(budget, step)?.();
        const used = budget.used();
        expect(used.steps).toBeLessThanOrEqual(caps.steps);
        for (const key of ['tokens', 'seconds', 'cents'] as const) {
          const largest = Math.max(0, ...steps.map((step) => step[key]));
          expect(used[key]).toBeLessThan(caps[key] + Math.max(1, largest));
        }
      }),
    );
  });

  it('counts what children at work side by side have begun, so that their steps together stay inside it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), cost), { maxLength: 80 }), (moves) => {
        const root = createBudget(caps);
        const children = [root.child({}), root.child({ steps: 6 }), root.child({ tokens: 500 })];
        const open: ((() => void) | null)[] = [null, null, null];
        for (const [who, step] of moves) {
          const end = open[who];
          if (end) {
            end();
            open[who] = null;
          } else open[who] = begin(children[who] as Budget, step);
        }
        const used = root.used();
        expect(used.steps).toBeLessThanOrEqual(caps.steps);
        for (const key of keys) {
          const sum = children.reduce((total, child) => total + child.used()[key], 0);
          expect(sum).toBe(used[key]);
          // One open step of each agent at most lies above the cap.
          const largest = key === 'steps' ? 0 : Math.max(0, ...moves.map(([, step]) => step[key]));
          expect(used[key]).toBeLessThan(caps[key] + Math.max(1, largest * children.length));
        }
      }),
    );
  });

  it('gives a child no more than is left above, however deep it lies', () => {
    fc.assert(
      fc.property(cost, fc.array(amount(2000), { minLength: 1, maxLength: 6 }), (spent, wanted) => {
        const root = createBudget(caps);
        root.spend({ steps: 1, ...spent });
        let budget = root;
        for (const tokens of wanted) {
          const child = budget.child({ tokens });
          for (const key of keys) {
            expect(child.caps[key]).toBeLessThanOrEqual(Math.max(0, budget.caps[key] - budget.used()[key]));
          }
          expect(child.caps.tokens).toBeLessThanOrEqual(tokens);
          budget = child;
        }
      }),
    );
  });

  it('names the limit that is reached, in itself or above', () => {
    const root = createBudget(caps);
    const child = root.child({ steps: 2 });
    child.spend({ steps: 2 });
    expect(child.exceeded()).toBe('step_limit');
    expect(() => child.check()).toThrow(/budget of 2 steps is used up/);
    expect(root.exceeded()).toBeNull();
    const other = root.child({});
    root.spend({ cents: 50 });
    expect(other.exceeded()).toBe('cost_limit');
    expect(() => other.check()).toThrow(
      expect.objectContaining({ code: 'BUDGET_EXCEEDED', details: expect.objectContaining({ limit: 'cost_limit' }) }),
    );
  });

  it('with no money allows what costs none', () => {
    const budget = createBudget({ ...caps, cents: 0 });
    budget.spend({ steps: 1, tokens: 10, cents: 0 });
    expect(budget.exceeded()).toBeNull();
    budget.spend({ cents: 0.1 });
    expect(budget.exceeded()).toBe('cost_limit');
  });

  it('takes an estimate back when the real amount is known', () => {
    const root = createBudget(caps);
    const child = root.child({});
    child.spend({ tokens: 1000 });
    expect(root.exceeded()).toBe('token_limit');
    child.spend({ tokens: -900 });
    expect(root.used().tokens).toBe(100);
    expect(root.exceeded()).toBeNull();
  });
});
