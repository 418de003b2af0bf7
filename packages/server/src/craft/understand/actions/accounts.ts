import type { Draft } from '../draft.ts';
import { isPlural, singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { makeClause } from '../words/text.ts';

/** "Gardeners register and log in": another word for users, unless more is told of them than that. */

const signsIn =
  /^(?:the |all |every |each )*([a-z]+) (?:(?:can|must|should|may|have to|need to) )?(?:first )?(?:register|signup|login|sign in|log in|authenticate)(?: and (?:login|log in|sign in|signup))?(?: with .*)?$/;
const seesOwn =
  /^(?:the |all |every |each )*([a-z]+) (?:(?:can|may|should) )?(?:only )?(?:see|view|access|edit|delete|manage|read|change)[a-z, ]* (?:only )?(?:their|his|her) own /;

export function nameAccounts(draft: Draft): void {
  const found = new Set<string>();
  for (const clause of draft.clauses) {
    const word = signsIn.exec(clause.text)?.[1] ?? seesOwn.exec(clause.text)?.[1];
    if (word !== undefined && lexicon().nouns.get(singular(word))?.is === 'person') found.add(singular(word));
  }
  const [one] = found;
  if (one === undefined || found.size > 1 || one === 'user' || toldMore(draft, one)) return;
  draft.clauses = draft.clauses.map((clause) => {
    if (!clause.tokens.some((token) => singular(token.text) === one)) return clause;
    const tokens = clause.tokens.map((token) =>
      singular(token.text) === one ? { ...token, text: isPlural(token.text) ? 'users' : 'user' } : token,
    );
    return makeClause(clause.source, tokens, clause.bullet, clause.heading);
  });
}

/** Rows of them are kept beside their accounts: they have fields, stand in a list, or belong to something. */
function toldMore(draft: Draft, one: string): boolean {
  const forms = `(?:${one}|${one}s|${one.replace(/y$/, 'ies')})`;
  const listed = new RegExp(
    `(?:^|, |and |: |with |for |of |manage )(?:the |an? |each |every )?${forms}(?= ?(?:,|\\(|:|and [a-z]+(?: ,|$| and)|with |has |have |belong|$))|\\b(?:of|for|to|by|per) (?:an? |the |each |every |one |1 )?${forms}\\b|\\b${forms} 's `,
  );
  return draft.clauses.some((clause) => listed.test(clause.text) && !signsIn.test(clause.text));
}
