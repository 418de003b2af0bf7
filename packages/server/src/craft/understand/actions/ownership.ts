import { type Draft, type DraftEntity, mentions } from '../draft.ts';
import { isPerson } from '../words/noun-sense.ts';

/** Whose rows they are, and whether users are a thing of their own. */

/** A list that names users keeps them: as accounts with sign-in, as plain rows without. */
export function settleUser(draft: Draft): void {
  const listed = draft.clauses.some((clause) =>
    mentions(draft, clause.text).some(
      (mention) => mention.entity === draft.user && isListed(clause.text, mention.from, mention.to),
    ),
  );
  const referred = draft.entities.some((entity) => entity.fields.some((field) => field.references === 'User'));
  const told = draft.notes.some((note) => note.entity === draft.user);
  draft.userDeclared = listed || referred || told;
  if (!draft.userDeclared) return;
  if (draft.auth === 'none' || told) draft.entities.push(draft.user);
}

function isListed(text: string, from: number, to: number): boolean {
  const before = text.slice(0, from).trimEnd();
  const after = text.slice(to).trimStart();
  return (
    (/(?:,|:|\band|\bwith|\bmanage|\bfor)$/.test(before) || before === '') &&
    (/^(?:,|and|\(|:)(?: |$)/.test(after) || after === '') &&
    !/\b(?:can|must|may|login|authentication)\b/.test(after.slice(0, 20))
  );
}

/** With sign-in and nothing else said, personal things belong to whoever made them. */
export function settleOwnership(draft: Draft): void {
  if (draft.auth !== 'token') {
    for (const entity of draft.entities) entity.owned = false;
    return;
  }
  for (const entity of draft.entities) {
    if (entity.owned || isPerson(entity) || entity === draft.user) continue;
    if (entity.entry?.is !== 'personal' || spokenFor(draft, entity) || entity.entry.owner !== undefined) continue;
    entity.owned = true;
  }
}

function spokenFor(draft: Draft, entity: DraftEntity): boolean {
  if (
    draft.rules.some((rule) => (rule.kind === 'owner-only' || rule.kind === 'role-only') && rule.entity === entity.name)
  )
    return true;
  if (isSeen(draft, entity)) return true;
  return entity.fields.some(
    (field) =>
      field.required &&
      draft.entities.some((other) => other.name === field.references && isPerson(other) && other !== draft.user),
  );
}

/** Where people meet, and read what the others write. */
const meeting = /^(?:Room|ChatRoom|Channel|Conversation|Chat|Thread|Group|Forum)$/;

/** What others vote for, what is written where they read, or rows that stand for something to others. */
function isSeen(draft: Draft, { name, fields }: DraftEntity): boolean {
  const judging = /^(?:Vote|Like|Rating|Review|Comment|Reaction|Bid)$/;
  return (
    fields.some(({ references }) => references !== undefined && meeting.test(references)) ||
    draft.rules.some(
      (rule) => (rule.kind === 'apart' && rule.parent === name) || (rule.kind === 'backed' && rule.by === name),
    ) ||
    draft.entities.some((other) => judging.test(other.name) && other.fields.some((field) => field.references === name))
  );
}
