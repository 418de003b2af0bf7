import { link } from './associations.ts';
import { type Draft, type DraftEntity, addRelation, referenceName, stated } from '../draft.ts';
import type { Noun } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Clause } from '../words/text.ts';

/** How what a list names is tied to the thing that the list belongs to. */

/** "posts with comments", "each author has many books": the second lives under the first. */
export function linkOwner(
  draft: Draft,
  clause: Clause,
  owner: DraftEntity,
  child: DraftEntity,
  head: Noun,
  loose: boolean,
): void {
  if (owner === draft.user || child === draft.user) return;
  // "appointments with doctors": an association refers to what it joins.
  if (joins(owner, child)) {
    link(draft, owner, child, stated(clause, head.from, head.to, 0.8), true);
    return;
  }
  if (child.entry?.classifies) {
    link(draft, owner, child, stated(clause, head.from, head.to, 0.7), false);
    return;
  }
  // "an API for projects with tasks and people": only what lives inside another thing is tied to it by that.
  if (
    loose &&
    !child.entry?.tag &&
    child.entry?.is !== 'part' &&
    lexicon().natural.every(([one, many]) => one !== owner.entry?.key || many !== child.entry?.key)
  )
    return;
  const from = stated(clause, head.from, head.to, 0.8);
  const tag = child.entry?.tag === true;
  addRelation(draft, {
    one: owner.name,
    many: child.name,
    field: referenceName(owner),
    kind: tag ? 'many-to-many' : 'one-to-many',
    onDelete: child.entry?.is === 'part' ? 'cascade' : 'restrict',
    from,
  });
}

/** Whether the lexicon knows `owner` as something that joins rows of `child` to others. */
export function joins(owner: DraftEntity, child: DraftEntity): boolean {
  if (owner.entry?.is !== 'association' || child.entry?.is === 'association') return false;
  const key = child.entry?.key ?? '';
  return (owner.entry.links ?? []).some((slot) => slot.replace('?', '').split('|').includes(key));
}
