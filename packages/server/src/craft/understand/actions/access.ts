import { link } from '../things/associations.ts';
import { fieldsNamed } from '../things/context.ts';
import { type Draft, addRule, cannot, mentions, stated } from '../draft.ts';
import { infinitive, singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isPerson } from '../words/noun-sense.ts';
import { fieldMeant, grantField, onlyChanges } from './field-rights.ts';
import { isOfAnother, ofSomeRows, ownerOfAnother } from './not-looked-at.ts';
import { addRole, roleName } from './roles.ts';
import { act } from './operations.ts';
import { signInBecause } from './sign-in.ts';
import { anyOfThem, isOwned, ownerRule, standIn } from './stand-ins.ts';
import { type Clause, markRead, wordsOf } from '../words/text.ts';

/** Roles, and who may do what. */

const onlyPattern =
  /^(?:but |and )?(?:only|just) (?:the |an? |its |their |by )*([a-z]+(?: [a-z]+)??(?: (?:and|or|\/) (?:the |an? )?[a-z]+)*)(?: of (?:the |a |an )?[a-z ]+?)? (?:can|may|must|should|is allowed to|are allowed to|is able to|has the right to|have permission to|are permitted to|could|will|shall) (?:be able to )?(.+)$/;

/** "edit or delete their posts" as its verbs and what they act upon. */
function splitVerbs(text: string): { verbs: string; object: string } {
  const tokens = text.split(' ');
  let end = 0;
  while (end < tokens.length) {
    const token = tokens[end] ?? '';
    if (end > 0 && !/^(?:,|and|or|\/)$/.test(tokens[end - 1] ?? '') && !/^(?:,|and|or|\/)$/.test(token)) break;
    if (!/^(?:,|and|or|\/)$/.test(token) && end > 0 && infinitive(token) === undefined) break;
    end += 1;
  }
  return { verbs: tokens.slice(0, end).join(' '), object: tokens.slice(end).join(' ') };
}

/** "only managers approve or reject claims", "the staff role manages rooms". */
const barePattern =
  /^(?:(?:only|just|the|an?|users with the|users with|people with the) )*([a-z]+(?:(?: and| or| ,| \/) [a-z]+)*?)(?: roles?)?(?: (?:can|may))? ([a-z]+) (.+)$/;

const passivePattern =
  /^(?:a |an |the |each |every |all |any )*([a-z]+(?: [a-z]+){0,2}) (?:(?:can|may|must|should) (?:only )?be|are|is) ([a-z]+(?:(?: ?,| and| or| \/) [a-z]+)*) (?:only )?by (?:only )?(?:the |an? |its |their |his |whose )*([a-z]+)(?: .*)?$/;
/** What is decided for others: whoever is said to do it does it alone. */
const decides =
  /^(?:(?:approved|rejected|declined|denied|accepted|confirmed|refused|verified|granted)(?:(?: ,| and| or)+ |$))+$/;
const negatedPattern =
  /^(?:a |an |the |no |other |normal |regular |ordinary |each )*([a-z]+) (?:cannot|may not|must not|should not|can) ([a-z]+(?:(?: ?,| and| or| \/) [a-z]+)*) (?:the )?([a-z]+(?: [a-z]+)?) (?:of|from|by|created by|written by|that belongs? to|belonging to|owned by) (?:an |the )?(?:other|others|another|someone|somebody|different|each other)\b.*$/;
const ownPattern =
  /^(?:a |an |the |each |every |all )*(?:[a-z]+) (?:(?:can|may|must|should) )?(?:only )?([a-z]+(?:(?: ?,| and| or| \/)? (?!(?:and|or)\b)[a-z]+){0,5}?) (?:only )?(?:their|his|her|its|his or her) own ([a-z]+(?: [a-z]+)?)(?: only)?$/;

export function readAccess(draft: Draft, clause: Clause): void {
  if (clause.heading === '#') return;
  if (withinOne(draft, clause)) return;
  const only = onlyPattern.exec(clause.text);
  if (only?.[1] && only[2] && !/^(?:be|have|has|contain|exist|1|one)\b/.test(only[2])) {
    const { verbs, object } = splitVerbs(only[2]);
    // "may add films and showings": each of them.
    const objects = /^(?:the |any |new )?[a-z]+s(?:(?: ,| and| or| , and) (?:the |any |new )?[a-z]+s)+$/.test(object)
      ? object.split(/ (?:, and|,|and|or) /)
      : [object];
    const granted = objects.map((one) => grant(draft, clause, only[1] ?? '', verbs, one));
    if (granted.includes(true)) return;
  }
  const bare = barePattern.exec(clause.text);
  const doers = bare?.[1]?.split(/ (?:and|or|,|\/) /) ?? [];
  if (
    bare?.[2] &&
    bare[3] &&
    infinitive(bare[2]) !== undefined &&
    (bare[0].startsWith('only ') ||
      /^(?:the |all )*(?:admin|administrator|moderator)s? /.test(bare[0]) ||
      bare[0].startsWith('just ') ||
      / roles? /.test(bare[0])) &&
    doers.every((word) => isRole(draft, singular(word)))
  ) {
    const { verbs, object } = splitVerbs(`${bare[2]} ${bare[3]}`);
    if (grant(draft, clause, doers.join(' and '), verbs, object)) return;
  }
  const passive = passivePattern.exec(clause.text);
  if (
    passive?.[1] &&
    passive[2] &&
    passive[3] &&
    (/\bonly\b|\bmust be\b/.test(clause.text) ||
      /^(?:managed|administered|maintained)$/.test(passive[2]) ||
      (/ (?:can|may) be /.test(clause.text) && decides.test(passive[2]) && isRole(draft, singular(passive[3])))) &&
    grant(draft, clause, passive[3], passive[2], passive[1])
  )
    return;
  const seen = /\b(?:see|view|access|read|list)s? only (?:their|his|her|its) own ([a-z]+(?: [a-z]+)?)/.exec(
    clause.text,
  );
  if (seen?.[1] && draft.auth === 'token') ownOnly(draft, clause, 'see', seen[1], true);
  const own = /\b(?:cannot|not|never|nobody|noone|no [a-z]+)\b/.test(clause.text) ? null : ownPattern.exec(clause.text);
  const negated = negatedPattern.exec(clause.text);
  if (own?.[1] && own[2] && draft.auth === 'token')
    ownOnly(draft, clause, own[1], own[2], /\b(?:only|just)\b/.test(clause.text));
  // "users can rate recipes of other users": denied only where it is said so.
  else if (
    negated?.[2] &&
    negated[3] &&
    !/^(?!no |other )(?:[a-z]+ )*?can /.test(clause.text.replace(/\bcan (?:not|never)\b/, 'cannot'))
  )
    ownOnly(draft, clause, negated[2], negated[3], true);
  else roleMay(draft, clause);
}

/** "only members of a room can post in it": of that one, and no role. */
function withinOne(draft: Draft, clause: Clause): boolean {
  const of =
    /^only (?:the )?(?:members?|participants?|students?|players?|attendees?|guests?|followers?|subscribers?) of (?:the|an?|that|this|each|its) ([a-z]+(?: [a-z]+)?) (?:can|may) /.exec(
      clause.text,
    );
  const entity = of?.[1] === undefined ? undefined : mentions(draft, of[1])[0]?.entity;
  if (!entity || entity === draft.user) return false;
  cannot(
    draft,
    wordsOf(clause),
    `What is for those of one ${entity.words.join(' ')} alone is not one that can be enforced yet`,
  );
  draft.ruled.add(clause);
  return true;
}

const crudOf = (verb: string): string | undefined => {
  const base = infinitive(verb) ?? verb;
  const crud = lexicon().crudVerbs.get(base);
  if (base === 'see' || base === 'view' || base === 'access') return 'read';
  return crud;
};

function verbList(draft: Draft, text: string, entity: Draft['entities'][number]): string[] {
  const verbs = new Set<string>();
  for (const part of text.split(/(?: ?,|\/| and | or | )+ ?/).filter((word) => word !== '')) {
    const base = infinitive(part) ?? part;
    if (
      (lexicon().functionWords.has(part) && crudOf(part) === undefined) ||
      /^(?:login|signin|signup|register)$/.test(part)
    )
      continue;
    const action = draft.operations.find((operation) => operation.entity === entity.name && operation.verb === base);
    const crud = crudOf(part);
    // "publish" makes a row elsewhere; here it is something that is done to one.
    if (action && (crud === undefined || crud === 'create')) verbs.add(action.verb);
    else if (crud === 'all') ['create', 'update', 'delete'].forEach((verb) => verbs.add(verb));
    else if (crud === 'read') ['list', 'read'].forEach((verb) => verbs.add(verb));
    else if (crud !== undefined && !(lexicon().actions[base] && crud === 'create')) verbs.add(crud);
    else if (crud !== undefined) verbs.add(crud);
    else if (lexicon().associations[base] !== undefined && lexicon().associations[base] === entity.entry?.key)
      verbs.add('create');
    else if (lexicon().verbForms.has(part)) verbs.add(base);
  }
  return [...verbs];
}

const ownerWord = /^(?:author|owner|creator|poster|writer|uploader|organizer|organiser)s?$/;

function grant(draft: Draft, clause: Clause, who: string, verbs: string, object: string): boolean {
  // One of them, not whoever has the role.
  if (/\b(?:assigned|responsible|same|respective|involved|chosen|current)\b/.test(`${who} ${clause.text.slice(0, 40)}`))
    return false;
  const found = mentions(draft, object)
    .map((mention) => mention.entity)
    .filter((entity) => entity !== draft.user);
  const before = mentions(draft, clause.text).map((mention) => mention.entity);
  const alone = found.length === 0 && onlyChanges(verbs) ? fieldMeant(draft.entities, object)?.entity : undefined;
  const target =
    found[0] ??
    alone ??
    (/^(?:(?:any|all|each|some) of )?(?:it|them|this|that)\b|^$/.test(object)
      ? lastEntity(draft, clause)
      : undefined) ??
    before.find((entity) => entity !== draft.user && !isPerson(entity));
  if (!target) return false;
  const part = /^(?:the |its |an? )?(.+?)(?: of .*)?$/.exec(object)?.[1] ?? '';
  const field = fieldsNamed([target], part).find(({ to }) => to === part.length);
  // What one may do to one field says nothing of the others.
  if (
    field &&
    !found.some((entity) => entity.words.join(' ') === part) &&
    /^(?:set|change|edit|update|modify|see|view|read|enter)(?: |$)/.test(verbs)
  ) {
    const roles = who.split(/ (?:and|or|\/) (?:the |an? )?/).map((word) => singular(word.split(' ').at(-1) ?? ''));
    if (onlyChanges(verbs) && roles.every((role) => isRole(draft, role))) {
      grantField(draft, clause, target, field.field.name, roles);
      signInBecause(draft, wordsOf(clause));
      return true;
    }
    cannot(
      draft,
      wordsOf(clause),
      'Who may see one field alone, or be its owner, is not one that can be enforced yet',
      `the same right to whole ${target.words.join(' ')} rows`,
    );
    draft.ruled.add(clause);
    return true;
  }
  if (ofSomeRows(draft, clause, target, verbs, object)) return true;
  const people = who.split(/ (?:and|or|\/) (?:the |an? )?/).map((person) => singular(person.split(' ').at(-1) ?? ''));
  let done = false;
  for (const person of people) {
    const read = verbList(draft, verbs, target);
    // Whoever made it publishes it later: to make it is what anybody does.
    const later = ownerWord.test(person) && read.join(' ') === 'create' && lexicon().actions[verbs] !== undefined;
    const list = later ? [verbs] : read;
    if (list.length === 0) continue;
    for (const verb of list) {
      const action = lexicon().actions[verb];
      if (action && (later || crudOf(verb) === undefined)) act(draft, target, verb, action, stated(clause));
    }
    const makes = ownerWord.test(person) || target.entry?.owner === person || isMaker(draft, target, person);
    if (makes && !declaredPerson(draft, target, person)) {
      if (isOfAnother(draft, clause, target)) {
        ownerOfAnother(draft, clause);
        return true;
      }
      ownerRule(draft, clause, target, list);
      if (!target.fields.some((field) => field.references === 'User' && field.readOnly))
        link(draft, target, draft.user, stated(clause), true, `${person}Id`);
      done = true;
    } else if (isRole(draft, person)) {
      addRole(draft, clause, person);
      // Whoever may do it with any of them does it beside those whose they are.
      if (anyOfThem.test(object) && isOwned(draft, target)) ownerRule(draft, clause, target, list);
      else if (anyOfThem.test(object) && shutsOut(draft, clause, list)) {
        done = true;
        continue;
      }
      addRule(draft, {
        kind: 'role-only',
        role: roleName(person),
        entity: target.name,
        verbs: list,
        from: stated(clause),
      });
      done = true;
    } else if (person === 'user' || person === 'member' || person === 'customer') {
      if (draft.auth === 'none') continue;
      markRead(clause);
      draft.ruled.add(clause);
      done = true;
    }
  }
  if (!done) return false;
  signInBecause(draft, wordsOf(clause));
  draft.ruled.add(clause);
  return true;
}

/** Whoever reports an issue made it, where nothing else is called the reporter. */
function isMaker(draft: Draft, target: Draft['entities'][number], person: string): boolean {
  return (
    /^(?:reporter|submitter|requester|requestor|opener|asker|sender|applicant|proposer)$/.test(person) &&
    !target.fields.some(({ name }) => name.startsWith(person)) &&
    !draft.entities.some(({ words }) => words.at(-1) === person)
  );
}

function declaredPerson(draft: Draft, target: Draft['entities'][number], person: string): boolean {
  return (
    draft.auth === 'none' && target.fields.some((field) => field.name === `${person}Id` && field.references !== 'User')
  );
}

function ownOnly(draft: Draft, clause: Clause, verbs: string, object: string, strict: boolean): void {
  const entity = mentions(draft, object)[0]?.entity;
  if (!entity || entity === draft.user) return;
  if (isOfAnother(draft, clause, entity)) {
    ownerOfAnother(draft, clause);
    return;
  }
  const list = verbList(draft, verbs, entity);
  const hides = list.includes('read') || list.includes('list') || (!strict && list.includes('create'));
  if (hides) {
    entity.owned = true;
    markRead(clause);
  }
  const guarded = list.filter((verb) => verb !== 'create' && verb !== 'list' && verb !== 'read');
  if (guarded.length > 0) ownerRule(draft, clause, entity, guarded);
  if (hides || guarded.length > 0) draft.ruled.add(clause);
}

function lastEntity(draft: Draft, clause: Clause): Draft['entities'][number] | undefined {
  const index = draft.clauses.indexOf(clause);
  for (let i = index; i >= 0; i -= 1) {
    const before = draft.clauses[i];
    const found = before
      ? mentions(draft, before.text).filter((mention) => mention.entity !== draft.user && !isPerson(mention.entity))
      : [];
    const last = found.at(-1);
    if (last) return last.entity;
  }
  return undefined;
}

/** Who is so by what a row says of them, or is anybody. */
const others =
  /^(?:assignee|requester|reporter|submitter|payee|sender|receiver|recipient|buyer|seller|borrower|lender|holder|bidder|winner|participant|caller|other|user|member|customer|voter|owner|author|creator|client|guest|person|patient|student|reader|tenant|donor|passenger|subscriber|visitor|player|pupil)$/;

function isRole(draft: Draft, word: string): boolean {
  const trade =
    /(?:er|or|ist|ian|ee|ant)$/.test(word) &&
    !others.test(word) &&
    !draft.entities.some((entity) => entity.words.at(-1) === word && !isPerson(entity));
  return (
    trade ||
    (!others.test(word) && draft.entities.some((entity) => entity.words.at(-1) === word && isPerson(entity))) ||
    /^(?:admin|administrator)$/.test(word) ||
    lexicon().roles.has(word) ||
    draft.roles.some((role) => role.name === word)
  );
}

/** "readers cannot create, change or delete articles": the other roles may. */
export function readDenied(draft: Draft, clause: Clause): void {
  const match =
    /^(?:the |all |an? )?([a-z]+) (?:cannot|may not|must not|can never|should not) ([a-z]+(?:(?: ?,| and| or| \/)+ [a-z]+)*) (?:an? |the |any )?([a-z]+(?: [a-z]+)?)$/.exec(
      clause.text,
    );
  const role = singular(match?.[1] ?? '');
  const others = draft.roles.filter(({ name }) => name !== role);
  const entity = match && mentions(draft, match[3] ?? '')[0]?.entity;
  if (!match?.[2] || others.length === draft.roles.length || others.length === 0 || !entity || entity === draft.user)
    return;
  const verbs = verbList(draft, match[2], entity).filter(
    (verb) =>
      !draft.rules.some(
        (rule) => rule.kind === 'role-only' && rule.entity === entity.name && rule.verbs.includes(verb),
      ),
  );
  for (const { name } of verbs.length > 0 ? others : [])
    addRule(draft, { kind: 'role-only', role: name, entity: entity.name, verbs, from: stated(clause) });
  stated(clause);
  draft.ruled.add(clause);
}

/** "admins can delete any post", "roles: admin, editor". */
function roleMay(draft: Draft, clause: Clause): void {
  const list =
    /\broles?(?: are| is| like| such as| ?:|,)? (?:\( )?([a-z]+(?:(?: ,| and| or| \/|,) [a-z]+)+|admin)/.exec(
      clause.text,
    );
  if (list?.[1] && draft.auth === 'token') {
    for (const word of list[1].split(/(?: ,| and| or| \/)+ /)) addRole(draft, clause, singular(word));
    draft.ruled.add(clause);
    return;
  }
  const may =
    /^(?:the |an? |only |but )*(admins?|administrators?|moderators?|editors?|managers?|staff|librarians?|superadmins?|supervisors?|receptionists?|organi[sz]ers?|operators?|accountants?) (?:can|may|are able to|is able to|is allowed to|are allowed to) ([a-z]+(?:(?: ?,| and| or| \/)+ [a-z]+)*?) (.+)$/.exec(
      clause.text,
    );
  if (
    !may?.[1] ||
    !may[2] ||
    draft.entities.some((entity) => entity.words.join(' ') === singular(may[1] ?? '') && entity.fields.length > 4)
  )
    return;
  if (draft.auth !== 'token') return;
  const entity = mentions(draft, may[3] ?? '')[0]?.entity;
  if (!entity || entity === draft.user) return;
  const verbs = verbList(draft, may[2], entity);
  if (verbs.length === 0) return;
  const role = roleName(singular(may[1]));
  addRole(draft, clause, role);
  const others = draft.rules.some((rule) => rule.kind === 'owner-only' && rule.entity === entity.name);
  const any = anyOfThem.test(may[3] ?? '');
  if (!others && any && shutsOut(draft, clause, verbs)) return;
  if (!others && !any) addRule(draft, { kind: 'role-only', role, entity: entity.name, verbs, from: stated(clause) });
  else standIn(draft, clause, entity, role, verbs);
  draft.ruled.add(clause);
}

/** "members can cancel their own bookings, admins any": nobody tells whose they are, and the members are not shut out. */
function shutsOut(draft: Draft, clause: Clause, verbs: readonly string[]): boolean {
  const own = (text: string, verb: string): boolean =>
    new RegExp(`\\b(?:can|may) (?:only )?${verb} (?:their|his|her) own `).test(text);
  if (!verbs.some((verb) => draft.clauses.some((other) => own(other.text, verb)))) return false;
  cannot(
    draft,
    wordsOf(clause),
    'Whose they are is looked at where people sign in as those who made them',
    'users as those who make them',
  );
  draft.ruled.add(clause);
  return true;
}
