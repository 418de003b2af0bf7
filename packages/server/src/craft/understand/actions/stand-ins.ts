import { type Draft, type DraftEntity, addRule, stated } from '../draft.ts';
import { roleName } from './roles.ts';
import { type Clause, markRead } from '../words/text.ts';

/** What only those may do whose row it is, and who may do it beside them. */

export const anyOfThem = /\b(?:any|all|every|other|others)\b/;

export function ownerRule(draft: Draft, clause: Clause, entity: DraftEntity, verbs: string[]): void {
  const known = draft.rules.flatMap((rule) =>
    rule.kind === 'owner-only' && rule.entity === entity.name ? rule.verbs : [],
  );
  const onlyOwn = verbs.filter((verb) => verb !== 'create' && !known.includes(verb));
  if (onlyOwn.length === 0) return;
  addRule(draft, { kind: 'owner-only', entity: entity.name, verbs: onlyOwn, from: stated(clause) });
}

export function isOwned(draft: Draft, entity: DraftEntity): boolean {
  return (
    entity.owned ||
    entity.entry?.is === 'personal' ||
    draft.rules.some((rule) => rule.kind === 'owner-only' && rule.entity === entity.name)
  );
}

/** "admins can delete any post": beside whoever owns it; where nobody does it alone, everybody may anyway. */
export function standIn(draft: Draft, clause: Clause, entity: DraftEntity, who: string, verbs: string[]): void {
  const role = roleName(who);
  if (isOwned(draft, entity)) ownerRule(draft, clause, entity, verbs);
  const shared = verbs.filter((verb) =>
    draft.rules.some((rule) => rule.kind === 'owner-only' && rule.entity === entity.name && rule.verbs.includes(verb)),
  );
  if (shared.length > 0)
    addRule(draft, { kind: 'role-only', role, entity: entity.name, verbs: shared, from: stated(clause) });
  else markRead(clause);
}
