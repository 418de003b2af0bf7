import type { Mode } from '@codewright/protocol/job';
import { describeErrand, readErrand } from './errands.ts';

/** A request as far as the built-in model must know it. */
export interface Wish {
  goal: string;
  mode: Mode;
  /** The rule by which the words were understood. */
  rule: string;
  /** The workflow that was asked for by name. */
  workflow?: string | undefined;
}

/** What the built-in model makes of a request, told before anything starts. */
export type Ability =
  | {
      can: true;
      /** The workflow that fits better than the mode's own; null: that one. */
      workflow: string | null;
      /** What a person must approve first; null where nobody has to. */
      approval: string | null;
    }
  | { can: false; reason: string; suggestions: string[] };

/**
 * Whether a program can do this to the letter. Building from a description is for the craft to judge; in an existing repository
 * it is an errand, or a review by rules and by the project's own checks.
 */
export function canDo({ goal, mode, rule, workflow }: Wish): Ability {
  // Whatever the words say: what is wrong, and which versions are good, is what the tests say.
  if ((workflow === 'fix' || workflow === 'upgrade') && mode === 'mechanic')
    return { can: true, workflow, approval: null };
  if (mode === 'build' || (mode === 'review' && rule === 'review'))
    return { can: true, workflow: null, approval: null };
  if (mode === 'mechanic' || mode === 'genius') {
    const errand = readErrand(goal);
    if (errand) {
      // An errand is its own plan: there is nothing to think over.
      const approval =
        errand.kind === 'delete' ? `This takes something away for good: ${describeErrand(errand).title}` : null;
      return { can: true, workflow: mode === 'genius' ? 'mechanic' : null, approval };
    }
  }
  const what = mode === 'review' || mode === 'chat' ? 'Answering this' : 'This';
  return {
    can: false,
    reason:
      `${what} needs a language model, and none is set up. The built-in model builds new projects; in a repository it reviews, ` +
      'creates a file with given content, renames or deletes a file, applies formatting and lint fixes, and mends what checks find ' +
      'where a known fix does it.',
    suggestions: [
      'Review this repository',
      'Fix all lint errors',
      'Fix the failing tests',
      'Create a file NOTES.md with content "…"',
    ],
  };
}
