import { link } from '../things/associations.ts';
import { openOf, referenceTo } from '../things/context.ts';
import { type Draft, type DraftEntity, addRule, cannot, mentions, stated } from '../draft.ts';
import type { OpenWhen } from '../../requirements.ts';
import { type Clause, wordsOf } from '../words/text.ts';

const pattern =
  /^(.*?)\b(?:cannot|can not|must not|may not|should not|can never|is not allowed to|not possible to|can only|may only)\b(.*?)\b(?:deleted?|removed?)\b(.*?)\b(while|if|when|as long as|unless|until|because|once|with|that has|having|who has|that have|after|without|before)\b(.*)$/;
const leading =
  /^(?:(?:an? |the |no |any |each |every )*)(.*?) (?:with|that has|that have|who has|who have|having) (.*?) (?:cannot|can not|must not|may not|should not|can never) be (?:deleted|removed)$/;
const forbidden =
  /^(?:do not allow (?:deleting|removing|deletion of)|prevent (?:deleting|removing|deletion of)|no (?:deleting|removing|deletion of)|deleting|not allow(?:ed)? to (?:delete|remove)) (.*?) (?:while|if|when|as long as|with|that has|that have|having) (.*)$/;

function othersThan(entity: DraftEntity, state: string): OpenWhen | undefined {
  const status = entity.fields.find(({ type, values }) => type === 'enum' && values?.includes(state));
  const flag = entity.fields.find(
    ({ name, type }) => type === 'boolean' && (name === state || name === `${state}Flag`),
  );
  if (flag) return { field: flag.name, equals: false };
  const [first, ...or] = (status?.values ?? []).filter((value) => value !== state && !value.startsWith('cancel'));
  return status && first !== undefined
    ? { field: status.name, equals: first, ...(or.length > 0 ? { or } : {}) }
    : undefined;
}

/** "a book cannot be deleted while it is on loan": what points to a row keeps it. */
export function readDeletionRule(draft: Draft, clause: Clause): void {
  const lead = leading.exec(clause.text) ?? forbidden.exec(clause.text);
  const match = lead ?? pattern.exec(clause.text);
  if (!match) return;
  const subject = lead ? (lead[1] ?? '') : `${match[1] ?? ''} ${match[2] ?? ''} ${match[3] ?? ''}`;
  const reason = lead ? (lead[2] ?? '') : (match[5] ?? '');
  if (/\b(?:future|upcoming|past)\b/.test(reason)) {
    cannot(draft, wordsOf(clause), 'What is to come is not told from what is past here', 'the same while there is any');
    draft.ruled.add(clause);
    return;
  }
  const named = mentions(draft, subject).map((mention) => mention.entity);
  const entity =
    (lead
      ? named.at(-1)
      : (named.find((candidate) => candidate !== draft.user && candidate.entry?.is !== 'person') ?? named[0])) ??
    undefined;
  if (!entity || entity === draft.user) return;
  const blockers = mentions(draft, reason)
    .map((mention) => mention.entity)
    .filter((candidate) => candidate !== entity && referenceTo(candidate, entity));
  // "a building cannot be deleted while it has elevators" tells whose they are.
  if (blockers.length === 0) {
    const own = mentions(draft, reason).find(
      (mention) => mention.plural && mention.entity !== entity && mention.entity !== draft.user,
    )?.entity;
    if (own && !referenceTo(entity, own) && own.entry?.is !== 'person') {
      link(draft, own, entity, stated(clause), true);
      blockers.push(own);
    }
  }
  const implied = draft.entities.filter(
    (candidate) => referenceTo(candidate, entity) && candidate.entry?.is === 'association',
  );
  const word =
    /\b(?:loan|lent|borrowed|rented|booked|reserved|enrolled|in use|used|referenced|assigned|occupied|on loan)\b/.test(
      reason,
    );
  const blocker =
    blockers[0] ??
    (word
      ? (implied[0] ?? draft.entities.find((candidate) => candidate !== entity && referenceTo(candidate, entity)))
      : undefined);
  const field = blocker && referenceTo(blocker, entity);
  if (!blocker || !field) return;
  const active =
    word ||
    /\b(?:active|open|current|unreturned|pending|outstanding|upcoming|unfinished|not returned|borrowed|ongoing|running)\b/.test(
      reason,
    );
  // "tasks that are not done": all other states.
  const over = /\bnot (?:yet )?(?:been )?([a-z]+)(?: yet)?$/.exec(reason)?.[1];
  const open = (over === undefined ? undefined : othersThan(blocker, over)) ?? (active ? openOf(blocker) : undefined);
  addRule(draft, {
    kind: 'no-delete-while',
    entity: entity.name,
    blockedBy: blocker.name,
    field: field.name,
    ...(open ? { open } : {}),
    from: stated(clause),
  });
  draft.ruled.add(clause);
}
