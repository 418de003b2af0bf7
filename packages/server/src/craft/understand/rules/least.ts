import { fieldsNamed } from '../things/context.ts';
import { type Draft, cannot, mentions, stated } from '../draft.ts';
import { singular } from '../words/grammar.ts';
import { type Clause, wordsOf } from '../words/text.ts';

const atLeast =
  /\b(?:at least|minimum(?: of)?|min|no fewer than|no less than|not fewer than|fewer than|less than) (\d+) ([a-z]+(?: [a-z]+)?)/;

/** "a course needs at least 5 participants": of rows that come one after the other there is always a time with fewer. */
export function readLeastRule(draft: Draft, clause: Clause): void {
  const match = atLeast.exec(clause.text);
  if (!match?.[2] || draft.ruled.has(clause)) return;
  const counted = mentions(draft, match[2]).find((mention) => mention.from === 0)?.entity;
  const word = match[2].split(' ')[0] ?? '';
  const many = counted !== undefined && (singular(word) !== word || match[1] === '1');
  if (
    !many ||
    fieldsNamed(
      draft.entities.filter((entity) => entity !== counted),
      word,
    ).length > 0
  )
    return;
  const before = mentions(draft, clause.text.slice(0, match.index)).find(({ entity }) => entity !== counted);
  if (!before) return;
  cannot(
    draft,
    wordsOf(clause),
    'A least number of rows is not one that can be enforced, because they come one after the other',
    'a list of them whose length is looked at, or a most',
  );
  stated(clause);
  draft.ruled.add(clause);
}
