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

const openly =
  /\b(?:see|read|view|list|browse|search|look|access|visit|use)\b.*\b(?:without (?:an? )?(?:login|log in|logging in|signin|sign in|signing in|account|accounts|authentication|token|being (?:logged|signed) in|registering|registration)|anonymously|publicly)\b/;

/** "everyone can read without signing in", where others have rights of their own: all that is read needs somebody who signed in. */
export function readOpenly(draft: Draft): void {
  if (draft.auth !== 'token') return;
  for (const clause of draft.clauses) {
    if (
      clause.heading === '#' ||
      !openly.test(clause.text) ||
      /\b(?:cannot|can not|must not|may not|never|nobody|no one)\b/.test(clause.text)
    )
      continue;
    const why = 'Where some have rights of their own, nothing is read without signing in';
    cannot(draft, wordsOf(clause), why, 'reading for everybody who signs in');
    draft.ruled.add(clause);
  }
}
