import type { Draft } from '../draft.ts';
import type { Clause } from '../text.ts';
import { readConditionRule } from './conditions.ts';
import { readDeletionRule } from './deletion.ts';
import { readCapacityRule, readExclusiveRule, readMaxPerRule } from './limits.ts';
import { readOrderRule } from './order.ts';
import { readOverlapRule } from './overlap.ts';
import { readPresenceRule } from './presence.ts';
import { readRangeRule } from './range.ts';
import { readTransitionsRule } from './transitions.ts';
import { readUniqueRule } from './unique.ts';

/** In the order in which they are tried on every clause; each looks for its own words and leaves the rest alone. */
const readers: ((draft: Draft, clause: Clause) => void)[] = [
  readConditionRule,
  readTransitionsRule,
  readDeletionRule,
  readUniqueRule,
  readMaxPerRule,
  readOverlapRule,
  readExclusiveRule,
  readCapacityRule,
  readOrderRule,
  readRangeRule,
  readPresenceRule,
];

export function readRules(draft: Draft): void {
  for (const clause of draft.clauses) {
    if (clause.heading === '#') continue;
    for (const read of readers) {
      if (read === readTransitionsRule && draft.ruled.has(clause) && !clause.text.includes('->')) continue;
      const before = draft.rules.length;
      read(draft, clause);
      // Once a clause gave a rule that counts rows, the rest would only read the same words again.
      if (
        draft.rules.length > before &&
        ['max-per', 'no-overlap', 'exclusive', 'no-delete-while'].includes(draft.rules.at(-1)?.kind ?? '')
      )
        break;
    }
  }
}
