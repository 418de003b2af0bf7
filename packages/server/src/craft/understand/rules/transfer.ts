import { type Draft, cannot } from '../draft.ts';
import { type Clause, wordsOf } from '../text.ts';

const moving =
  /\b(?:transfers?|moves?|sends?|pays?|transferred|moved) (?:[a-z]+ ){0,3}?(?:money|funds|points|credits?|coins|amounts?|balance|stock)\b.*\b(?:from .* to|between|to another)\b|\batomic(?:ally)?\b.*\btransfers?\b|\btransfers?\b.*\batomic(?:ally)?\b/;

/** "move money from one account to another": two rows change together, which no rule of one row says. */
export function readTransferRule(draft: Draft, clause: Clause): void {
  if (!moving.test(clause.text) || draft.entities.some((entity) => entity.words.at(-1) === 'transfer')) return;
  cannot(
    draft,
    wordsOf(clause),
    'Moving an amount from one row to another in one step is not generated yet',
    'the amount as a field with its bounds, changed row by row',
  );
  draft.ruled.add(clause);
}
