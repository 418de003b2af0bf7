import { pluralOf, singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Clause, makeClause } from '../words/text.ts';
import { type Tell, isPeople, isThingHere, one } from './words.ts';

/** Sentences of specifications: what is lent is not lent again, and what an answer with 409 is the example of. */

const lent =
  '(?:lent|loaned|borrowed|rented|hired|booked|reserved|taken|checked out|issued|assigned|in use|on loan|out)';
const done = '(lent|loaned|borrowed|rented|hired|booked|reserved|taken|checked out|issued|assigned)';
const refused =
  '(?:returns?|gives?|yields?|answers?|responds?|results?|fails?|is rejected|is refused|must be rejected|must fail|must be refused|leads to|causes)(?: .*)?';

const many = (word: string): string => pluralOf([one(word)]).join('');

/** Where people are of: "of a food bank". */
function isPlace(word: string): boolean {
  return (
    lexicon().nouns.get(word)?.place === true ||
    /^(?:bank|company|association|firm|charity|team|space|studio|cent(?:re|er)|community|organi[sz]ation|department|town|city|village|theatre|theater|cinema|zoo|building|agency|institute|foundation|federation|workshop)$/.test(
      word,
    )
  );
}

export const specifiedSentences: [RegExp, Tell][] = [
  // "state changes : requested -> accepted -> returned"
  [
    /^(?:the )?(?:allowed |valid )?(?:state|status) (?:changes|transitions|flow|machine|workflow) (?:: |is |are )?([a-z]+(?: -> [a-z]+)+)$/,
    ({ 1: way = '' }) => [`status : ${way}`],
  ],
  // "a lent book cannot be deleted"
  [
    /^(?:an? |the |any |all )?(?:currently |still )?(lent|loaned|borrowed|rented|booked|reserved) ([a-z]+) (?:cannot|can not|must not|may not|should not|can never) be (?:deleted|removed)$/,
    ({ 1: state = '', 2: kept = '' }) => [`${many(kept)} that are ${state} cannot be deleted`],
  ],
  // "can not be lent a book if no copies are left", as the Romance languages say it
  [
    /^(?:can not|cannot) be ([a-z]+) ((?:an? |the )[a-z]+(?: [a-z]+)?) ((?:if|while|when|until|before|after|unless) .+)$/,
    ({ 1: verb = '', 2: thing = '', 3: rest = '' }) => [`${thing} cannot be ${verb} ${rest}`],
  ],
  // "a rest api that lets members of a coworking space book desks"
  [
    /^(.+ (?:that|which) (?:lets|allows|enables) )([a-z]+s) of (?:an?|our|the) (?:[a-z]+ ){0,2}([a-z]+) ((?:to )?[a-z]+ [a-z]+s(?: .+)?)$/,
    ({ 1: head = '', 2: who = '', 3: place = '', 4: rest = '' }) =>
      isPlace(place) && isPeople(who) && lexicon().verbForms.has(rest.replace(/^to /, '').split(' ')[0] ?? '')
        ? [`${head}${who} ${rest}`]
        : [],
  ],
  // "equipment that is currently on loan cannot be borrowed by another student"
  [
    new RegExp(
      `^(?:an? |the |any |all |every )?(?:(?:currently |already |still )?(?:lent|loaned|borrowed|rented|hired|booked|reserved) ([a-z]+)|([a-z]+(?: [a-z]+)?) (?:that|which|who) (?:is|are|has been|have been) (?:currently |already |still |presently )?${lent}(?: out)?(?: at the moment| currently| right now)?) (?:cannot|must not|may not|can not|should not|can never) be ${done}(?: out)?(?: again| anew| 1 more time| once more| (?:by|to) (?:another|other|anyone|anybody|someone|somebody|any other|a different)(?: [a-z]+)?| at the same time| (?:until|before) .*)*$`,
    ),
    ({ 1: before, 2: behind, 3: verb = '' }) => {
      const thing = one(before ?? behind ?? '');
      return verb === '' ? [] : [`a ${thing} that is already ${verb} cannot be ${verb} again`];
    },
  ],
  // "creating a second open ticket for a space returns 409"
  [
    new RegExp(
      `^(?:creating|adding|opening|making|booking|placing|submitting|posting|registering) (?:a second|2nd|second|a 2nd|another|a further|1 more) ((?:open|active|pending|current|running) )?([a-z]+(?: [a-z]+)?) (?:for|on|in|of|by|to) (?:the same |an? |1 |the |that )([a-z]+(?: [a-z]+)?) ${refused}$`,
    ),
    ({ 1: state = '', 2: what = '', 3: of = '' }, told) =>
      isThingHere(told, of) && isThingHere(told, what) ? [`a ${one(of)} has at most 1 ${state}${one(what)}`] : [],
  ],
  // "coordinators of an animal shelter plan shifts": whose people they are is not kept
  [
    /^((?:the )?[a-z]+s) (?:of|at|from) (?:an?|our|the) ((?:[a-z]+ ){0,2}[a-z]+) ([a-z]+) ((?:the |an? |their |all )?[a-z]+s(?: .+)?)$/,
    ({ 1: who = '', 2: place = '', 3: verb = '', 4: rest = '' }, told) => {
      const last = place.split(' ').at(-1) ?? '';
      const { verbForms } = lexicon();
      const where = isPlace(last);
      const people = isPeople(who.replace(/^the /, '')) || /(?:[eo]r|ist|ant|ee)s$/.test(who);
      if (!where || !people || told.has(last) || verbForms.get(verb) !== verb) return [];
      return [`${who} ${verb} ${rest}`];
    },
  ],
  // "coordinators plan shifts"
  [
    /^(?:the )?([a-z]+(?:[eo]r|ist|ant|ee)s) (?:plan|organi[sz]e|schedule|set up|announce) (?:the |their |our )?([a-z]+s)$/,
    ({ 1: who = '', 2: things = '' }, told) => (isThingHere(told, things) ? [`${who} can create ${things}`] : []),
  ],
];

/** "coordinators plan shifts and volunteers sign up for them": for the shifts. */
export function themNamed(clause: Clause): Clause {
  const found =
    /(?:^| )([a-z]+s) and [a-z]+s (?:can |may )?[a-z]+(?: up)? (?:for |to |in |at )?them$/.exec(clause.text)?.[1] ?? '';
  if (clause.heading === '#' || found === '' || isPeople(found)) return clause;
  const tokens = clause.tokens.map((token, index, all) =>
    index === all.length - 1 ? { ...token, text: found } : token,
  );
  return makeClause(clause.source, tokens, clause.bullet, clause.heading);
}

/** "readers with a name as well as books with a title": two statements. */
export function listsApart(clause: Clause): Clause[] {
  const found = / ,? ?as well as (?=(?:the |an? )?[a-z]+(?: [a-z]+)? (?:with|\() )/.exec(clause.text);
  if (!found || clause.heading === '#') return [clause];
  const before = clause.text.slice(0, found.index);
  const open = (before.match(/\(/g)?.length ?? 0) > (before.match(/\)/g)?.length ?? 0);
  const next =
    /^(?:the |an? )?([a-z]+(?: [a-z]+)??) (?:with|\() /.exec(clause.text.slice(found.index + found[0].length))?.[1] ??
    '';
  if (open || !/ with | \( /.test(before) || singular(next) === next) return [clause];
  const size = before.split(' ').length;
  const skipped = found[0].trim().split(' ').length;
  const make = (tokens: Clause['tokens']): Clause => makeClause(clause.source, tokens, clause.bullet, clause.heading);
  return [make(clause.tokens.slice(0, size)), ...listsApart(make(clause.tokens.slice(size + skipped)))];
}
