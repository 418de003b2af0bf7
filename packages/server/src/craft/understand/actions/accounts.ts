import type { Draft } from '../draft.ts';
import { isPlural, singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Clause, makeClause } from '../words/text.ts';

/** "Gardeners register and log in": another word for users, unless more is told of them than that. */

const signsIn =
  /^(?:the |all |every |each )*([a-z]+) (?:(?:can|must|should|may|have to|need to) )?(?:first )?(?:register|signup|login|sign in|log in|authenticate)(?: and (?:login|log in|sign in|signup))?(?: with (?:(?:an? |their )?(?:email|e mail|mail|password|username|user name|name|phone|number|address|google|github|,|and|or)[ ]?)+)?$/;
const seesOwn =
  /^(?:the |all |every |each )*([a-z]+) (?:(?:can|may|should) )?(?:only )?(?:see|view|access|edit|delete|manage|read|change)[a-z, ]* (?:only )?(?:their|his|her) own /;

/** Words for whoever does something, of whom nothing else is kept. */
const acting =
  /^(?:seller|bidder|host|voter|poster|writer|author|creator|uploader|reviewer|commenter|contributor|asker|blogger|photographer|streamer)$/;
const makes =
  '(?:can |may )?(?:list|place|post|write|publish|upload|submit|offer|add|cast|leave|create|share|open|start|ask|put up) ';

/** "users sign up …; sellers list items": with accounts, who only makes things is a user like others. */
function actingAccounts(draft: Draft): void {
  const said = draft.clauses.some(({ text }) => /^(?:user|users|people)$/.test(signsIn.exec(text)?.[1] ?? ''));
  if (!said) return;
  const words = new Set(
    draft.clauses.flatMap(({ tokens }) => tokens.map(({ text }) => singular(text))).filter((word) => acting.test(word)),
  );
  for (const one of words) {
    const only = new RegExp(
      `^(?:the |all |each |every |an? )*${one}s? ${makes}|^(?:each|an?) [a-z]+(?: [a-z]+)? belongs to an? ${one}$`,
    );
    // Whose something is has a word of its own there.
    const right = new RegExp(
      `^(?:only|just) (?:by )?(?:the|its|their) ${one} (?:may|can) |\\bby (?:its|their) ${one}$`,
    );
    const about = draft.clauses.filter(
      ({ text, tokens }) => tokens.some((token) => singular(token.text) === one) && !right.test(text),
    );
    if (about.length > 0 && about.every(({ text }) => only.test(text))) callUsers(draft, one, about);
  }
}

export function nameAccounts(draft: Draft): void {
  userAccounts(draft);
  actingAccounts(draft);
  const found = new Set<string>();
  for (const clause of draft.clauses) {
    const word = signsIn.exec(clause.text)?.[1] ?? seesOwn.exec(clause.text)?.[1];
    if (word !== undefined && lexicon().nouns.get(singular(word))?.is === 'person') found.add(singular(word));
  }
  const [one] = found;
  if (one === undefined || found.size > 1 || one === 'user' || toldMore(draft, one)) return;
  callUsers(draft, one, draft.clauses);
}

function callUsers(draft: Draft, one: string, where: readonly Clause[]): void {
  draft.clauses = draft.clauses.map((clause) => {
    if (!where.includes(clause) || !clause.tokens.some((token) => singular(token.text) === one)) return clause;
    const tokens = clause.tokens.map((token) =>
      singular(token.text) === one ? { ...token, text: isPlural(token.text) ? 'users' : 'user' } : token,
    );
    return makeClause(clause.source, tokens, clause.bullet, clause.heading);
  });
}

/** What is said of money, or of customers as a firm, has accounts of its own. */
const otherAccounts =
  /\b(?:balances?|transfer|transfers|deposits?|withdraw[a-z]*|transactions?|payments?|iban|bank|banking|ledger|debit|credit|crm|leads|invoices?)\b/;

/** "a hiking club with accounts: members, tours": people have them, nothing is kept in them. */
function userAccounts(draft: Draft): void {
  const told = draft.clauses.filter(({ text }) => /\baccounts?\b/.test(text));
  const [only] = told;
  if (!only || told.length > 1 || draft.clauses.some(({ text }) => otherAccounts.test(text))) return;
  if (!/ with accounts(?= :| for |$)/.test(only.text) || / accounts?\b.* accounts?\b/.test(only.text)) return;
  const at = only.tokens.findIndex(({ text }) => text === 'accounts');
  const noun = only.tokens[at];
  if (!noun) return;
  const named = [...only.tokens.slice(0, at), { ...noun, text: 'user', end: noun.start }, ...only.tokens.slice(at)];
  draft.clauses = draft.clauses.map((clause) =>
    clause === only ? makeClause(clause.source, named, clause.bullet, clause.heading) : clause,
  );
}

/** Rows of them are kept beside their accounts: they have fields, stand in a list, or belong to something. */
function toldMore(draft: Draft, one: string): boolean {
  const forms = `(?:${one}|${one}s|${one.replace(/y$/, 'ies')})`;
  const listed = new RegExp(
    `(?:^|, |and |: |with |for |of |manage )(?:the |an? |each |every )?${forms}(?= ?(?:,|\\(|:|and [a-z]+(?: ,|$| and)|with |has |have |belong|$))|\\b(?:of|for|to|by|per) (?:an? |the |each |every |one |1 )?${forms}\\b|\\b${forms} 's `,
  );
  return draft.clauses.some((clause) => listed.test(clause.text) && !signsIn.test(clause.text));
}
