import { type Draft, addFeature, assumed, mentions, stated } from '../draft.ts';
import { isPerson } from '../words/noun-sense.ts';
import { type Clause, markRead, wordsOf } from '../words/text.ts';

/** Whether people sign in, and with what. */

const authPattern =
  /\b(?:authenticat(?:ion|e|ed|es)|authori[sz]ation|auth|log ?in|login|logins|signup|signin|sign up|sign in|logged in|signed in|jwt|user accounts?|register and login|accounts? and passwords?|passwords?|bearer tokens?|access tokens?|user registration|oauth|users? (?:with|have|has|need|needs|must have|get|gets) (?:an? |their |own )*accounts?|registered users?)\b/;
const noAuth =
  /\b(?:no|without|not need(?: any)?|no need for)(?: any)? (?:authentication|auth|login|log in|sign in|user accounts?|users?|accounts?|authorization)\b/;
const privately =
  /\b(?:their own|his own|her own|own (?:[a-z]+ ){0,2}only|only (?:see|view|access|edit|manage|read|update|delete)[a-z, ]* (?:their|his|her|its) own|private to (?:the|each) user|per user|each user has|belongs? to (?:a|the|one|1|exactly one) user|every user has|user specific|multi user|multi tenant|my own)\b/;

const byName =
  /\b(?:usernames?|nicknames?|handles?) (?:and|\/|or|plus) (?:a |an |their )?passwords?\b|\b(?:login|log in|sign in|signin|authenticate) (?:with|by|using) (?:a |an |their )?(?:usernames?|nicknames?)\b/;

/** Before the fields: whether people sign in decides what "author" and "owner" are. */
export function findAuth(draft: Draft): void {
  findLogin(draft);
  for (const clause of draft.clauses) {
    if (noAuth.test(clause.text)) {
      markRead(clause);
      draft.ruled.add(clause);
      return;
    }
  }
  for (const clause of draft.clauses) {
    const match = authPattern.exec(clause.text) ?? signupSentence(clause);
    if (!match || (/^(?:signup|sign up|register)/.test(match[0]) && joinsSomething.test(clause.text))) continue;
    turnOn(draft, stated(clause, match.index, match.index + match[0].length).words);
    addFeature(draft, 'auth', stated(clause, match.index, match.index + match[0].length));
    const needed =
      /\b(?:logged in|signed in|authenticated|login|authentication)\b/.test(clause.text) &&
      /\b(?:must|need|needs|have to|has to|required?|requires)\b/.test(clause.text);
    const alone =
      clause.tokens.length <= 5 && /\b(?:required?|needed|necessary|enabled|mandatory|everywhere)\b/.test(clause.text);
    if ((needed || alone) && !/\bonly\b/.test(clause.text)) draft.ruled.add(clause);
    if (
      match[0].length * 2 > clause.text.length ||
      /^(?:users?|people|everyone|anyone|customers|members) (?:can|must|should|have to|need to|may|log|sign|register)/.test(
        clause.text,
      )
    ) {
      if (!/\bonly\b|\bcreate\b|\bedit\b/.test(clause.text)) draft.ruled.add(clause);
    }
  }
  if (draft.auth === 'token') return;
  for (const clause of draft.clauses) {
    const owner =
      /\b(?:only|just) (?:by )?(?:(?:the|its|their|a|an|his) )?(?:own )?(?:[a-z]+ )?(?:author|owner|creator|poster|writer|user who|person who)\b|\b(?:author|owner|creator)s? only\b/.exec(
        clause.text,
      );
    const users =
      /\b(?:1|one|once|twice|\d+|only)(?: [a-z]+){0,3} (?:per|by each|by every|for each|from each) (?:user|account|person)\b|\b(?:each|every|a|one|1) (?:user|person|account) (?:can|may|must|cannot)(?: [a-z]+){0,6} (?:once|1|one|twice|at most|up to|more than|only)\b|\b(?:users|people) (?:can|may) only (?:vote|review|rate|like|answer|apply|see|view|edit|delete|update|manage)\b|\busers? can (?:[a-z]+ ){1,5}(?:only )?once\b|\b(?:each|every|a|1) (?:user|person) [a-z]+ (?:[a-z]+ ){0,5}once\b|\broles? (?:are |is |: |like |such as |of )?(?:admin|user|manager|editor|moderator|viewer|staff)[a-z]* ?(?:,|and|or)\b|\b(?:same|1|a) user cannot\b|\ba user cannot\b|\busers cannot\b/.exec(
        clause.text,
      );
    const own = privately.exec(clause.text);
    const match = owner ?? users ?? (own && /user|own/.test(own[0]) && !personEntity(draft, clause) ? own : null);
    if (!match) continue;
    signInBecause(draft, wordsOf(clause), wordsOf(clause, match.index, match.index + match[0].length));
    return;
  }
}

/** What people sign in with. */
function findLogin(draft: Draft): void {
  for (const clause of draft.clauses) {
    if (!byName.test(clause.text)) continue;
    draft.login = 'username';
    // "login with a username and password": all of it is said of the sign-in.
    if (
      /^(?:the |all |every |each )*[a-z]+ (?:(?:can|must|should|may) )?(?:signup|login|register|log in|sign in)\b/.test(
        clause.text,
      )
    )
      draft.ruled.add(clause);
  }
}

function personEntity(draft: Draft, clause: Clause): boolean {
  return mentions(draft, clause.text).some((mention) => mention.entity !== draft.user && isPerson(mention.entity));
}

/** "sign up for a shift" is about shifts, not about accounts. */
const joinsSomething =
  /\b(?:signup|sign up|register) (?:for|to) (?:a |an |the |their |some )?(?!account|the (?:app|api|service|system))[a-z]/;

function signupSentence(clause: Clause): RegExpExecArray | null {
  return /\b(?:users?|people|customers|members|visitors|anyone) (?:can|must|should|may|have to|need to) (?:first )?(?:register|sign|log|create (?:an|their) account)(?: (?:and|,|up|in|out|on|with|before|first|or|login|an|account)|$)/.exec(
    clause.text,
  );
}

function turnOn(draft: Draft, words: string): void {
  draft.auth = 'token';
  if (draft.authWords === '') draft.authWords = words;
}

/** People sign in although no word says so, since what is told needs to know who asks. */
export function signInBecause(draft: Draft, told: string, words = told): void {
  if (draft.auth !== 'none') return;
  turnOn(draft, words);
  draft.assumptions.push(`People sign in, because "${told}" tells users apart.`);
  addFeature(draft, 'auth', assumed(0.7));
}
