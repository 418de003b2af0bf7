import type { Draft } from '../draft.ts';
import type { Clause } from '../words/text.ts';
import { readAmountLimit } from './amounts.ts';
import { readBackedRule, readFloorRule, readLastingRule, readRisingRule, readTotalRule } from './beside.ts';
import { readConditionRule, readExclusionRule, readStatesRule } from './conditions.ts';
import { readDeletionRule } from './deletion.ts';
import { readCapacityRule, readFixedCapacityRule } from './capacity.ts';
import { readGapRule } from './gap.ts';
import { readInStateRule } from './in-state.ts';
import { readLasting } from './lasting.ts';
import { readLeastRule } from './least.ts';
import { readExclusiveRule, readMaxPerRule } from './limits.ts';
import { readDistinctRule, readKeptRule, readNeedsRule } from './kept.ts';
import { readLengthRule } from './length.ts';
import { readMomentRule, readNotedMoments } from './moments.ts';
import { readComparedRule, readOrderRule } from './order.ts';
import { readOverlapRule } from './overlap.ts';
import { readOncePerPeriodRule } from './period.ts';
import { readOnceForRule, readPerTwoRule } from './pair.ts';
import { readPricedRule } from './priced.ts';
import { readPresenceRule } from './presence.ts';
import { readRangeRule } from './range.ts';
import { readSettledRule } from './settled.ts';
import { readThroughRule } from './through.ts';
import { readTransitionsRule } from './transitions.ts';
import { readUniqueRule } from './unique.ts';
import { readUntilRule } from './until.ts';

/** In the order in which they are tried on every clause; each looks for its own words and leaves the rest alone. */
const readers: ((draft: Draft, clause: Clause) => void)[] = [
  readComparedRule,
  readAmountLimit,
  readThroughRule,
  readPricedRule,
  readRisingRule,
  readFloorRule,
  readBackedRule,
  readTotalRule,
  readLastingRule,
  readGapRule,
  readSettledRule,
  readUntilRule,
  readNeedsRule,
  readKeptRule,
  readMomentRule,
  readDistinctRule,
  readStatesRule,
  readConditionRule,
  readExclusionRule,
  readTransitionsRule,
  readDeletionRule,
  readInStateRule,
  readLengthRule,
  readOncePerPeriodRule,
  readPerTwoRule,
  readUniqueRule,
  readOnceForRule,
  readMaxPerRule,
  readFixedCapacityRule,
  readOverlapRule,
  readExclusiveRule,
  readCapacityRule,
  readOrderRule,
  readLeastRule,
  readRangeRule,
  readPresenceRule,
];

/** What one of these read says nothing else. */
const whole = new Set([
  readComparedRule,
  readAmountLimit,
  readThroughRule,
  readPricedRule,
  readRisingRule,
  readFloorRule,
  readBackedRule,
  readTotalRule,
  readLastingRule,
  readGapRule,
  readSettledRule,
  readInStateRule,
  readUntilRule,
  readPerTwoRule,
  readNeedsRule,
  readKeptRule,
  readMomentRule,
  readDistinctRule,
  readStatesRule,
]);

export function readRules(draft: Draft): void {
  readNotedMoments(draft);
  for (const clause of draft.clauses) {
    if (clause.heading === '#') continue;
    for (const read of readers) {
      if (read === readTransitionsRule && draft.ruled.has(clause) && !clause.text.includes('->')) continue;
      const before = draft.rules.length;
      const ruled = draft.ruled.has(clause);
      read(draft, clause);
      if (
        (draft.rules.length > before ||
          ([readUntilRule, readNeedsRule].includes(read) && !ruled && draft.ruled.has(clause))) &&
        whole.has(read)
      )
        break;
      // The number in it counts letters, or rows of one day: nothing else is to be read from it.
      if (
        (read === readLengthRule || read === readOncePerPeriodRule || read === readLeastRule) &&
        !ruled &&
        draft.ruled.has(clause) &&
        !/\b(?:required|optional|mandatory)\b/.test(clause.text)
      )
        break;
      // Once a clause gave a rule that counts rows, the rest would only read the same words again.
      if (
        draft.rules.length > before &&
        ['max-per', 'no-overlap', 'exclusive', 'no-delete-while'].includes(draft.rules.at(-1)?.kind ?? '')
      )
        break;
    }
  }
  readLasting(draft);
}
