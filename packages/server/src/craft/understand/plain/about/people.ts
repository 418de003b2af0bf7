import { lexicon } from '../../words/lexicon.ts';
import { giverSentences } from './givers.ts';
import { type Tell, has, isMany, isPeople, isThingHere, noun, one, plural } from '../words.ts';

/** Sentences about people: who may do what, who they are, and with what they register. */

/** Who runs things; an organizer is whoever made the thing. */
const isRoleWord = (words: string): boolean =>
  (lexicon().roles.has(one(words)) && !/^organi[sz]ers?$/.test(words)) || /^administrators?$/.test(words);

/** Where people are of: "of a food bank". */
function isPlace(word: string): boolean {
  return (
    lexicon().nouns.get(word)?.place === true ||
    /^(?:bank|company|association|firm|charity|team|space|studio|cent(?:re|er)|community|organi[sz]ation|department|town|city|village|theatre|theater|cinema|zoo|building|agency|institute|foundation|federation|workshop)$/.test(
      word,
    )
  );
}

/** "owners register their pets ( name , species ) , book appointments with a vet and pay invoices": each deed of theirs; none where it is one. */
function deeds(said: string): string[] {
  const { verbForms } = lexicon();
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  const words = said.split(' ');
  const opens = (at: number): boolean => {
    const [verb, next] = [words[at] ?? '', words[at + 1] ?? ''];
    // "an order date" is a field, "order cakes" a deed.
    return verbForms.get(verb) === verb && (isMany(next) || /^(?:an?|the|their|them|it|new|on|for|in|out)$/.test(next));
  };
  for (const [at, word] of words.entries()) {
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    const joins = word === 'and' || (word === ',' && words[at + 1] !== 'and');
    if (depth > 0 || !joins || !opens(at + 1)) continue;
    parts.push(words.slice(from, words[at - 1] === ',' ? at - 1 : at).join(' '));
    from = at + 1;
  }
  parts.push(words.slice(from).join(' '));
  return parts;
}

export const peopleSentences: [RegExp, Tell][] = [
  ...giverSentences,
  // "a poll can be closed by its owner": by nobody else
  [
    /^(?:an? |the |each |every )?([a-z]+(?: [a-z]+)?) (?:can|may|must) be ([a-z]+ed(?: (?:and|or) [a-z]+ed)*) by (?:its|the|their) (owner|author|creator|uploader|poster)$/,
    ({ 1: thing = '', 2: done = '', 3: who = '' }, told) =>
      isThingHere(told, thing) ? [`a ${one(thing)} can only be ${done} by its ${who}`] : [],
  ],
  // "jury members score films from 0 .. 10": the points of each
  [
    /^(?:the |all )?((?:[a-z]+ )?([a-z]+s)) (?:can |may )?(score|grade|mark) (?:the |all )?([a-z]+s) (?:from|between|with|on a scale from) (-?\d+ \.\. \d+)(?: (?:points?|stars?|marks?))?$/,
    ({ 1: who = '', 2: last = '', 3: does = '', 4: what = '', 5: range = '' }) =>
      isPeople(last) && isMany(what)
        ? [
            `each ${does} belongs to a ${one(who)}`,
            `each ${does} belongs to a ${one(what)}`,
            `each ${does} has ${does === 'score' ? 'points' : 'a value'} ( ${range} )`,
          ]
        : [],
  ],
  // "members check in at the desk": rows of theirs; where, is not kept
  [
    /^(?:the |all )?([a-z]+s) (?:can |may |must )?check in(?: (?:at|with) (?:the|our|an?) (?:desk|front desk|counter|reception|entrance|door|gate))?$/,
    ({ 1: who = '' }) => (isPeople(who) ? [`each check in belongs to a ${one(who)}`] : []),
  ],
  // "an overdue member cannot borrow": one with a loan that is
  [
    /^(?:an? |the |any |all )?overdue ([a-z]+) (cannot|can not|must not|may not) (borrow|rent|lend)( .+)?$/,
    ({ 1: who = '', 2: never = '', 3: does = '', 4: rest = '' }) =>
      isPeople(who)
        ? [`a ${one(who)} with an overdue ${does === 'rent' ? 'rental' : 'loan'} ${never} ${does}${rest}`]
        : [],
  ],
  // "owners register their pets ( name , species ) , book appointments with a vet and pay invoices"
  [
    /^(?:the |all )?([a-z]+s) ((?:can |may )?)([a-z]+ .+ (?:and|,) .+)$/,
    ({ 1: who = '', 2: may = '', 3: said = '' }) => {
      const [first = '', ...others] = deeds(said);
      const [verb = '', ...object] = first.split(' ');
      const things = /^(?:their |new |the |all |own )*([a-z]+s)(?= |$)/.exec(object.join(' '))?.[1];
      // "users list , add and delete notes": one object, which stands with the last.
      if (others.length === 0 || things === undefined || !isPeople(who) || lexicon().verbForms.get(verb) !== verb)
        return [];
      // "comment and rate them", "take quizzes and get a score": one deed of two verbs, and what comes of a deed.
      const ends = [first, ...others].map((deed) => deed.split(' , ').at(-1) ?? '');
      if (
        ends.some((end) => lexicon().verbForms.get(end) === end) ||
        others.some((deed) => /^(?:get|receive|see) /.test(deed))
      )
        return [];
      const own = object.join(' ').startsWith('their own ') ? 'their own ' : '';
      return [first, ...others.map((deed) => deed.replace(/(?<= )them(?= |$)/, `${own}${things}`))].map(
        (deed) => `${who} ${may}${deed}`,
      );
    },
  ],
  // "only receptionists can check guests in and out": of which rows is not said
  [
    /^only ([a-z]+s) (?:can|may) (?:check|sign|book) ([a-z]+s) (?:in|out)(?: (?:and|or) (?:in|out))?$/,
    ({ 1: who = '', 2: what = '' }) => (isPeople(what) ? [`only ${who} do that`] : []),
  ],
  // "managers approve or reject requests": theirs to do
  [
    new RegExp(
      `^(?:the |all )?([a-z]+) (?:(?:can|may|must|will) )?(?:either )?(approve|accept|confirm) (?:or|and) (reject|decline|deny|refuse) (?:the |all |these |those |their |any )*(${noun})$`,
    ),
    ({ 1: who = '', 2: yes = '', 3: no = '', 4: what = '' }, told) => {
      const { participles } = lexicon();
      const [accepted, refused] = [yes, no].map((verb) => participles.get(verb) ?? `${verb.replace(/e$/, '')}ed`);
      return isRoleWord(who) && isMany(what) && !has(told, who)
        ? [
            `each ${one(what)} has a status ( pending / ${accepted ?? ''} / ${refused ?? ''} )`,
            `only ${plural(who)} can ${yes} or ${no} ${what}`,
          ]
        : [];
    },
  ],
  // "a manager approves requests": theirs to do
  [
    /^(?:the |an? |all )?([a-z]+) (approves|approve|confirms|confirm|accepts|accept|rejects|reject) (?:the |all |new |every |each |an? |their )*([a-z]+s?)$/,
    ({ 1: who = '', 2: does = '', 3: what = '' }, told) =>
      isRoleWord(who) && isThingHere(told, what) && !has(told, who)
        ? [`only ${plural(one(who))} can ${lexicon().verbForms.get(does) ?? does} ${plural(one(what))}`]
        : [],
  ],
  // "staff members log in to manage everything": whoever is signed in may
  [
    /^(?:the |all )?(?:staff(?: members?)?|employees|workers|colleagues) (?:can |must |should |have to )?login (?:to|and)(?: can)? manage everything$/,
    () => ['users login'],
  ],
  // "listeners leave a review with a rating"
  [
    new RegExp(
      `^(.*(?:^| )(?:can |may |and |or |[a-z]+s ))(leaves?) (an? )?(reviews?|comments?|ratings?|notes?|feedback|messages?|tips?)(?= |$)(.*)$`,
    ),
    ({ 1: head = '', 3: a = '', 4: what = '', 5: rest = '' }) => [`${head}write ${a}${what}${rest}`],
  ],
  // "listeners can subscribe to shows and write a review with a rating and a comment"
  [
    /^((?:the |all )?[a-z]+s) ((?:can |may )?(?:.* and )?(?:can )?(?:write|post|submit|give|add|create)) (?:an? )?(reviews?|ratings?|feedbacks?|evaluations?)((?: (?:on|for|of|to|about) (?:an? |the )?[a-z]+)?) with (.+)$/,
    ({ 1: who = '', 2: does = '', 3: what = '', 4: about = '', 5: list = '' }) => {
      const before = / and (?:can )?[a-z]+$/.exec(does);
      const verb = does.split(' ').at(-1) ?? 'write';
      return [
        ...(before === null ? [] : [`${who} ${does.slice(0, before.index)}`]),
        `${who} can ${verb} ${plural(one(what))}${about}`,
        `each ${one(what)} has ${list}`,
      ];
    },
  ],
  // "teachers , who have a name and an email , are assigned to courses"
  [
    /^((?:the |all )?([a-z]+s)) , (?:who|which|that) (?:each )?have (.+?) , ((?:are|can|must|may|belong|teach|lead|work|give) .+)$/,
    ({ 1: who = '', 2: things = '', 3: list = '', 4: rest = '' }) =>
      isMany(things) ? [`manage ${things}`, `each ${one(things)} has ${list}`, `${who} ${rest}`] : [],
  ],
  // "owners create an account and register their pets with a name and a species"
  [
    /^(?:the |all )?([a-z]+s) (?:can )?(?:create|make|open|have) (?:an |their )?accounts? and (?:can )?(?:register|add|enter|manage|list) their ([a-z]+s) with (.+)$/,
    ({ 1: who = '', 2: things = '', 3: list = '' }) =>
      isPeople(who)
        ? [`${who} login`, `each ${one(things)} belongs to a ${one(who)}`, `each ${one(things)} has ${list}`]
        : [],
  ],
  // "clients should be able to search episodes": whoever calls it
  [
    /^(?:api )?(?:clients|consumers|callers) ((?:should|can|may|must) (?:be able to )?(?:search|filter|sort|query|list|browse|fetch|retrieve|look up|find) .+)$/,
    ({ 1: rest = '' }, told) => (has(told, 'client') ? [] : [`users ${rest}`]),
  ],
  // "members sign up with their name , email and company , and choose a plan ( day , month )"
  [
    new RegExp(
      `^(?:the |all |new )?([a-z]+) (?:(?:can|must|should|may) )?(?:sign up|signup|register|are registered|join|enrol|enroll) (?:online )?with (?:an? |their |a valid )?(.+?)(?: ,)? and (?:choose|pick|select) (an? [a-z]+(?: [a-z]+)?(?: \\( [^()]+ \\))?)$`,
    ),
    ({ 1: who = '', 2: list = '', 3: choice = '' }) =>
      isPeople(who) && isMany(who) ? [`${who} register with ${list}`, `each ${one(who)} has ${choice}`] : [],
  ],
  // "students register with name , email and date of birth and enroll in courses"
  [
    new RegExp(
      `^(?:the |all |new )?([a-z]+) (?:(?:can|must|should|may) )?(?:sign up|signup|register|are registered|join) (?:online )?with (?:an? |their )?(.+? and [a-z]+(?: of [a-z]+)?(?: [a-z]+)?) and ((?:can )?(?:enrol|enroll|book|borrow|rent|reserve|subscribe|order|buy|apply|place|submit|create) .+)$`,
    ),
    ({ 1: who = '', 2: list = '', 3: rest = '' }) =>
      isPeople(who) && isMany(who)
        ? [`${who} register with ${list}`, `${who} ${rest.startsWith('can ') ? rest : `can ${rest}`}`]
        : [],
  ],
  // "students register with name , email and date of birth": what is kept of them
  [
    new RegExp(
      `^(?:the |all |new )?([a-z]+) (?:(?:can|must|should|may) )?(?:are registered|register) (?:online )?with (?:an? |their |the )?([a-z]+(?: [a-z]+)? (?:,|and) .+)$`,
    ),
    ({ 1: who = '', 2: list = '' }) =>
      isPeople(who) &&
      isMany(who) &&
      !/^(?:users|people)$/.test(who) &&
      !/\b(?:password|login|gets?|receives?|are|can|must|have|then)\b/.test(list)
        ? [`manage ${who}`, `each ${one(who)} has ${list}`]
        : [],
  ],
  // "a rest api that lets members of a coworking space book desks"
  [
    /^(.+ (?:that|which) (?:lets|allows|enables) )([a-z]+s) of (?:an?|our|the) (?:[a-z]+ ){0,2}([a-z]+) ((?:to )?[a-z]+ [a-z]+s(?: .+)?)$/,
    ({ 1: head = '', 2: who = '', 3: place = '', 4: rest = '' }) =>
      isPlace(place) && isPeople(who) && lexicon().verbForms.has(rest.replace(/^to /, '').split(' ')[0] ?? '')
        ? [`${head}${who} ${rest}`]
        : [],
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
  // "runners register with first name, date of birth and email, and get a unique start number"
  [
    /^([a-z]+s) (?:register|signup|apply) with ((?!.*\b(?:password|google|github)\b)[^()]+? , .+)$/,
    ({ 1: who = '', 2: fields = '' }) =>
      isPeople(who) ? [`${who} have ${fields.replace(/ (?:, )?and (?:get|receive|are given) /, ' and ')}`] : [],
  ],
  // "a report is submitted, approved or rejected; only a manager approves"
  [
    /^only (?:an? |the )?([a-z]+) ([a-z]+)$/,
    ({ 1: who = '', 2: does = '' }) => {
      const { verbForms, roles } = lexicon();
      const verb = verbForms.get(does);
      return verb !== undefined && roles.has(one(who)) ? [`only ${plural(one(who))} may ${verb} it`] : [];
    },
  ],
  // "only the member who signed up may cancel a registration"
  [
    /^only (?:the|an?) [a-z]+ (?:who|that) (?:has |had )?(?:signed up|registered|made|booked|created|ordered|wrote|written|placed|reserved|posted|added|uploaded|submitted|opened|filed)(?: it| for it| the [a-z]+)? (may|can|is allowed to) (.+)$/,
    ({ 1: may = '', 2: what = '' }) => [`only the owner ${may} ${what}`],
  ],
];
