import { type Draft, cannot, mentions } from '../draft.ts';
import { type Clause, wordsOf } from '../words/text.ts';

/** What a right may depend on and no program looks at: whose the row is that a row belongs to, and what is in it. */

/** "only the owner of the tool may decline a request", "companies see applications for their own jobs": of another thing. */
export function isOfAnother(draft: Draft, clause: Clause, target: Draft['entities'][number]): boolean {
  const about = (words = ''): Draft['entities'][number] | undefined => mentions(draft, words)[0]?.entity;
  const [, of] =
    /^(?:but |and )?only (?:the )?[a-z]+ of (?:the |an? |its |that )?([a-z]+(?: [a-z]+)??) (?:can|may|must|is allowed to|should) /.exec(
      clause.text,
    ) ?? [];
  const holder = about(of);
  if (holder !== undefined && holder !== target && holder !== draft.user) return true;
  const [, rows, own] =
    / (?:the |all |any )?([a-z]+) (?:for|of|to|on|in|about) (?:their|his|her|its) own ([a-z]+(?: [a-z]+)?)$/.exec(
      clause.text,
    ) ?? [];
  return about(rows) !== undefined && about(own) !== undefined && about(rows) !== about(own);
}

/** Said as what cannot be done. */
export function ownerOfAnother(draft: Draft, clause: Clause): void {
  const why = 'Who owns what a row belongs to is not looked at yet';
  cannot(draft, wordsOf(clause), why, 'the owner of the row itself');
  draft.ruled.add(clause);
}

/** "only agents see internal comments": the others are for everybody. */
export function ofSomeRows(
  draft: Draft,
  clause: Clause,
  target: Draft['entities'][number],
  verbs: string,
  object: string,
): boolean {
  const word = /^(?:the |all |any )?([a-z]+) [a-z]+$/.exec(object)?.[1];
  if (word === undefined || !/^(?:see|view|read|list|access)s?$/.test(verbs)) return false;
  if (!target.fields.some(({ name, type, values }) => (type === 'boolean' && name === word) || values?.includes(word)))
    return false;
  cannot(
    draft,
    wordsOf(clause),
    'Who may see rows may depend on the role alone, and not on what is in them',
    `the same right to all ${target.words.join(' ')} rows`,
  );
  draft.ruled.add(clause);
  return true;
}
