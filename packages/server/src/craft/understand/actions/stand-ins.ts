import { type Draft, type DraftEntity, addRule, stated } from '../draft.ts';
import { allRightsOf, isReadingOnly, soleRightsOf } from './all-rights.ts';
import { roleName } from './roles.ts';
import { type Clause, markRead, wordsOf } from '../words/text.ts';

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

/** "admins manage everything", after every rule was read. */
export function settleAllRights(draft: Draft): void {
  const reading = draft.clauses.filter(isReadingOnly);
  for (const clause of draft.clauses) {
    const role = allRightsOf(clause);
    const sole = soleRightsOf(clause);
    if (sole && draft.roles.some(({ name }) => name === roleName(sole.role))) {
      settleSole(draft, clause, roleName(sole.role), sole.verbs);
      for (const one of [clause, ...reading]) {
        stated(one);
        draft.ruled.add(one);
      }
      draft.unsupported = draft.unsupported.filter(({ words }) => reading.every((one) => words !== wordsOf(one)));
      continue;
    }
    if (role === undefined || !draft.roles.some(({ name }) => name === role)) continue;
    for (const rule of draft.rules.slice()) {
      const entity = draft.entities.find(({ name }) => name === rule.entity);
      if (rule.kind === 'owner-only' && entity) standIn(draft, clause, entity, role, rule.verbs);
      if (rule.kind === 'role-only' && rule.role !== role) addRule(draft, { ...rule, role, from: stated(clause) });
    }
    stated(clause);
    draft.ruled.add(clause);
    draft.assumptions.push(
      `"${wordsOf(clause)}": they may also do what is said to be for others alone; nobody is shut out of anything that was not said to be for some only.`,
    );
  }
}

/** What nobody else may do to anything, less what others were said to do and what is theirs. */
function settleSole(draft: Draft, clause: Clause, role: string, verbs: readonly string[]): void {
  for (const entity of draft.entities) {
    // "members book rooms": what others are said to make.
    const others = entity.entry?.is === 'association' && entity.from.assumed;
    if (entity === draft.user || others || isOwned(draft, entity)) continue;
    const taken = draft.rules.flatMap((rule) =>
      rule.kind === 'role-only' && rule.entity === entity.name && rule.role !== role ? rule.verbs : [],
    );
    const alone = verbs.filter((verb) => !taken.includes(verb));
    if (alone.length > 0)
      addRule(draft, { kind: 'role-only', role, entity: entity.name, verbs: alone, from: stated(clause) });
  }
}
