import { chosenName, isBound, isChoice, sideOf } from '../sentences/bracketed.ts';
import { type Draft, type DraftEntity, stated } from '../draft.ts';
import { nounAt, splitItems } from '../words/grammar.ts';
import { isNever } from '../words/noun-sense.ts';
import type { Clause } from '../words/text.ts';
import { link } from './associations.ts';
import { declareThing } from './declare-thing.ts';

/** What stands in the brackets behind a thing of a list: its fields, its kinds, to what it belongs. */

/** "works in a department", "belongs to customer": an item of a list that says where the thing belongs. */
export function linkSpoken(draft: Draft, clause: Clause, child: DraftEntity, text: string, at: number): boolean {
  const match =
    /^(?:which |that |and |it )?(?:belongs? to|works? (?:in|for|at)|lives? in|is (?:part of|in|owned by|assigned to|made by|taught by|written by)|owned by|assigned to|taught by|written by|created by|refers? to|linked to|is linked to) (?:exactly |only )?(?:a |an |the |1 |its |their |one )?([a-z]+(?: [a-z]+)?)$/.exec(
      text,
    );
  const parent = match?.[1] ? nounAt(match[1], at + text.length - match[1].length) : undefined;
  if (!parent || parent.plural || isNever(parent.words)) return false;
  const other = declareThing(draft, clause, parent);
  if (other === child) return false;
  link(draft, child, other, stated(clause, at, at + text.length), true);
  return true;
}

export function noteFields(draft: Draft, clause: Clause, entity: DraftEntity, text: string, at: number): void {
  // "transactions (deposit or withdrawal)": the kinds that there are.
  const values = splitItems(text).map((item) => item.text);
  if (isChoice(text) || (values.length > 1 && sideOf(values) !== undefined)) {
    draft.notes.push({
      entity,
      clause,
      text: `${sideOf(values) ?? chosenName(text)} ( ${text} )`,
      from: at,
      to: at + text.length,
      closed: false,
    });
    return;
  }
  for (const item of splitItems(text, at)) {
    if (linkSpoken(draft, clause, entity, item.text, item.from)) continue;
    const last = draft.notes.at(-1);
    // "grade 1-6 , optional"
    if (
      last?.entity === entity &&
      last.clause === clause &&
      (/^(?:unique|required|optional|mandatory)$/.test(item.text) || isBound(item.text))
    ) {
      last.text += ` ${item.text}`;
      last.to = item.to;
      continue;
    }
    draft.notes.push({ entity, clause, text: item.text, from: item.from, to: item.to, closed: true });
  }
}
