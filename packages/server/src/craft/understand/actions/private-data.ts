import { type Draft, type DraftEntity } from '../draft.ts';
import { isPerson } from '../words/noun-sense.ts';
import { type Clause, markRead, wordsOf } from '../words/text.ts';
import { signInBecause } from './sign-in.ts';

/** "users see only their own data": of everything that they keep, and of no thing by its name. */

const kept = '(?:data|information|records?|entries|things|stuff|items|rows|content|contents|accounts? data|user data)';
const who =
  '(?:(?:each|every|all|any|an?|the) )?(?:users?|people|persons?|everyone|everybody|accounts?|one|they|you|members?|customers?)';
const sees =
  '(?:see|view|read|access|manage|edit|change|update|delete|list|work with|use|look at|reach)s?(?:(?: ,| and| or)+ (?:see|view|read|access|manage|edit|change|update|delete|list|modify)s?)*';
const others =
  "(?:each other|one another|1 another|others|other users?|other people|other members?|other accounts?|another user|someone else|somebody else|anyone else|anybody else|other peoples|other customers?)(?: ')?(?: ?'?s)?";
const never = '(?:cannot|can not|must not|may not|should not|can never|must never|will not|are not able to)';

const sayings = [
  `${who} (?:(?:can|may|must|should|will) )?(?:(?:only|just) )?${sees} (?:only )?(?:their|his|her|your|its) own ${kept}(?: only)?`,
  `${who} (?:(?:can|may|must|should|will) )?(?:(?:only|just) )?${sees} (?:only )?what (?:they|he|she|you) (?:have |has )?(?:created|made|entered|added|own|owns|wrote)(?: themselves| yourself)?`,
  `(?:${who} ${never}|(?:nobody|no one|no user) (?:can|may|must|should)) (?:ever )?${sees} (?:the )?(?:${others} ${kept}|${kept} (?:of|from|by|that belongs? to|belonging to|owned by) ${others})`,
  `(?:all |the |every |each |any )*(?:user 's |users ' |user )?${kept} (?:is|are|stays?|must be|must stay|should be|has to be|remains?) (?:always |strictly |completely )?(?:private|isolated|separated?|kept apart|kept separate|scoped|visible only|only visible|not shared)(?: (?:to|for|per|by|between|from|with) (?:the |each |every |their |its |other |different )*(?:users?|owners?|accounts?|persons?|people|creators?|others))?`,
].map((saying) => new RegExp(`^(?:and |but )?${saying}$`));

/** Kept of people by a user, who is none of them. */
const contacts = /^(?:Client|Contact|Lead|Friend|Recipient|Debtor|Relative|Supplier)$/;

export function readPrivateData(draft: Draft, clause: Clause): void {
  if (clause.heading === '#' || !sayings.some((saying) => saying.test(clause.text))) return;
  signInBecause(draft, wordsOf(clause));
  for (const entity of draft.entities) if (isTheirs(draft, entity)) entity.owned = true;
  markRead(clause);
  draft.ruled.add(clause);
}

/** What one role keeps for all, and what people borrow, order or vote for, is there for everybody. */
function isTheirs(draft: Draft, entity: DraftEntity): boolean {
  if (entity === draft.user || (isPerson(entity) && !contacts.test(entity.name))) return false;
  const forAll = draft.rules.some(
    (rule) => rule.kind === 'role-only' && rule.entity === entity.name && rule.verbs.includes('create'),
  );
  const taken = draft.entities.some(
    (other) =>
      other.entry?.is === 'association' &&
      other !== entity &&
      other.fields.some((field) => field.references === entity.name),
  );
  return !forAll && !taken;
}
