import { lexicon } from '../words/lexicon.ts';
import { type Tell, determiner, has, isOwnVerb, isPeople, isThingHere, one, phrase } from './words.ts';

/** What is kept of something that was done with a thing. */
const doneAs: Record<string, string> = {
  lent: 'loans',
  loaned: 'loans',
  borrowed: 'loans',
  rented: 'rentals',
  hired: 'rentals',
  booked: 'bookings',
  reserved: 'reservations',
  paid: 'payments',
};

/** "two lessons cannot use the same room at the same time": their times lie apart; else no two have it, or none of one other. */
function alone(things: string, field: string, where: string | undefined): string {
  if (where === undefined) return `${one(things)} ${field} is unique`;
  return /^(?:time|times|moment|hour|period|slot)$/.test(where)
    ? `2 ${things} with the same ${field} cannot overlap`
    : `${one(things)} ${field} is unique per ${where}`;
}

/** Sentences that bind, told again in the words in which the rules are read: "X is unique", "a X with Ys cannot be deleted". */
export const ruleSentences: [RegExp, Tell][] = [
  // "two players cannot wear the same number on the same team"
  [
    new RegExp(
      `^(?:(?:there )?(?:must|may|can|should) (?:never )?(?:not )?(?:be )?)?(?:no 2|2|no|never 2|different) ([a-z]+(?: [a-z]+)??) (?:(?:can|may|must|should|shall|will|are allowed to) )?(?:cannot |not |never )?(?:ever )?([a-z]+) the same ([a-z]+(?: [a-z]+){0,2}?)(?: (?:in|on|at|within|for|of|during|inside) (?:the same|1|an?|the|one) ([a-z]+))?$`,
    ),
    ({ 0: all, 1: things = '', 2: verb = '', 3: field = '', 4: where }, told) =>
      /\b(?:no|cannot|not|never)\b/.test(all) &&
      !isOwnVerb(verb) &&
      verb !== 'have' &&
      !lexicon().functionWords.has(verb) &&
      !has(told, field)
        ? [alone(things, field, where)]
        : [],
  ],
  // "no telescope can have two requests for the same night", "a nurse cannot have two shifts on the same day"
  [
    /^(no |an? |each |every |the |1 )([a-z]+(?: [a-z]+)??) (?:can|may|must|should|cannot)(?: not| never)? (?:ever )?(?:have|get|hold) (?:2|more than 1|several|multiple) ([a-z]+(?: [a-z]+)??s) (?:in|for|on|with|at|of) the same ([a-z]+(?: [a-z]+)?)$/,
    ({ 0: all, 1: who = '', 2: thing = '', 3: rows = '', 4: same = '' }, told) => {
      if (!(who === 'no ' || /\b(?:cannot|not|never)\b/.test(all)) || /^(?:time|period|slot|moment|hours?)/.test(same))
        return [];
      if (has(told, same)) return [];
      return /^(?:day|date|week|month|year)$/.test(same)
        ? [`at most 1 ${one(rows)} per ${thing} per ${same.replace('date', 'day')}`]
        : [`${one(rows)} ${same} is unique per ${thing}`];
    },
  ],
  // "roll number should not repeat", "ear tags are never used twice"
  [
    /^(?:the |an? |each |every |its |their |same )?([a-z]+(?: [a-z]+){0,2}) (?:must|should|can|may|will|do|does|is|are|shall|cannot|has to|have to)? ?(?:not|never)? ?(?:be )?(?:ever )?(?:repeat(?:s|ed)?|reused|duplicated?|used again|re used|given out twice|(?:used|given|assigned|issued|handed out|taken|present|entered) (?:twice|more than once|two times)|(?:occurs?|appears?|exists?|comes? up|shows? up) (?:twice|more than once|again|two times))$/,
    ({ 0: all, 1: field = '' }, told) =>
      /\b(?:not|never|cannot)\b/.test(all) && !told.has(one(field)) && !isPeople(field)
        ? [`${one(field.replace(/ (?:must|should|can|may|will|do|does|is|are|shall|cannot)$/, ''))} is unique`]
        : [],
  ],
  // "each ear tag is given only once", "no ear tag is used twice"
  [
    /^(?:each|every|an?|no|the same) ([a-z]+(?: [a-z]+)?) (?:is|are|can be|may be|must be|gets) (?:only )?(?:used|given|assigned|issued|handed out|given out) (?:only once|just once|once only|once|twice|at most once)$/,
    ({ 0: all, 1: field = '' }, told) =>
      !told.has(one(field)) && all.startsWith('no ') === all.endsWith('twice') ? [`${one(field)} is unique`] : [],
  ],
  // "no two employees share a badge number", "two employees must not have one badge number in common"
  [
    /^(?:no 2|never 2|2) ([a-z]+(?: [a-z]+)?) (?:can |may |must |should |will |cannot |must not |may not |should not |never )?(?:ever )?(?:share|use|carry|get|bear|hold|own)s? (?:an?|the same|the|1|1 and the same) ([a-z]+(?: [a-z]+){0,2}?)(?: (?:in|at|on|within|of|for) (?:the same|1|an?|the) ([a-z]+))?$/,
    ({ 0: all, 1: things = '', 2: field = '', 3: where }, told) =>
      /\b(?:no|never|cannot|not)\b/.test(all) && !has(told, field) ? [alone(things, field, where)] : [],
  ],
  // "a badge number must not already be in use", "the badge number has to be different for every employee"
  [
    /^(?:an? |the |each |every )?([a-z]+(?: [a-z]+){0,2}?)(?: of (?:an? |the |each |every )?([a-z]+))? (?:must not|cannot|may not|should not) (?:already |yet )?(?:be (?:already )?(?:in use|taken|used|known|registered|there|present)|exist)(?: (?:already|yet|before|by another [a-z]+))?$/,
    ({ 1: field = '', 2: of }, told) =>
      told.has(one(field)) ||
      isPeople(field) ||
      /^(?:expired|used|old|full|cancell?ed|closed|invalid|past) /.test(field)
        ? []
        : [`${of === undefined ? '' : `${of} `}${one(field)} is unique`],
  ],
  [
    /^(?:the |an? |each |every )?([a-z]+(?: [a-z]+){0,2}?)(?: of (?:an? |the |each |every )?([a-z]+))? (?:has to|have to|must|should|needs? to|is|are|always)(?: be)? (?:always )?(?:different|differ|distinct|be distinct|another 1) (?:for|between|from|across|among|on|in) (?:each|every|all|any)(?: other)? ([a-z]+(?: [a-z]+)?)$/,
    ({ 1: field = '', 2: of }) =>
      isPeople(field) ? [] : [`${of === undefined ? '' : `${of} `}${one(field)} is unique`],
  ],
  // "the same badge number cannot be used by two employees", "no badge number may occur more than once"
  [
    /^(?:the same|1|no|an?) ([a-z]+(?: [a-z]+){0,2}?) (?:cannot|must not|may not|should not|can never|must never|can|may|must) (?:be (?:used|given|taken|held|had|carried|assigned|shared|owned)|occur|appear|exist|come up|show up|belong) (?:(?:by|to|for|in|on|at|between|among) (?:2|two|several|more than 1|different|multiple) [a-z]+(?: [a-z]+)?|twice|more than once|2 times|again)$/,
    ({ 0: all, 1: field = '' }, told) =>
      /\b(?:no|not|never|cannot)\b/.test(all) && !told.has(one(field)) && !isPeople(field)
        ? [`${one(field)} is unique`]
        : [],
  ],
  // "a second employee with the same badge number is refused"
  [
    /^(?:an? |the |any )?(?:second|2nd|another|other|further|new) ([a-z]+(?: [a-z]+)??) (?:with|having|that has|who has|under|of) (?:the same|an existing|an already (?:used|known|taken|existing)|a known|a used) ([a-z]+(?: [a-z]+){0,2}?) (?:is|are|must be|will be|gets?|should be|cannot be|may not be|must not be) (?:refused|rejected|forbidden|not allowed|not accepted|denied|created|added|made|registered|entered|allowed|accepted)$/,
    ({ 1: thing = '', 2: field = '' }) => [`${one(thing)} ${field} is unique`],
  ],
  // "a roll number may be used only once within a class"
  [
    /^(?:each |every |an? |the )?([a-z]+(?: [a-z]+){0,2}?) (?:may|can|must|should|is|are) (?:only )?(?:be )?(?:used|given|assigned|issued|taken|present|registered|entered|handed out|exist|occur|appear|there) (?:only |just |at most |no more than )?once(?: (?:within|in|per|for|inside|for each|on) (?:an? |the same |the |each |every |1 )?([a-z]+(?: [a-z]+)?))?$/,
    ({ 1: field = '', 2: where }, told) =>
      told.has(one(field)) || isPeople(field) || / and | of /.test(` ${field} `)
        ? []
        : [`${one(field)} is unique${where === undefined ? '' : ` per ${where}`}`],
  ],
  [
    /^(?:the )?combination (?:of )?(.+? and .+?) (?:may|can|must|should|is|has to) (?:only )?(?:be |exist |occur |appear )?(?:unique|there |only |just |at most )*(?:once|unique|only once)?$/,
    ({ 1: both = '' }) => [`the combination of ${both} is unique`],
  ],
  // "there are no duplicate codes"
  [
    /^(?:there (?:are|is|must be|can be|should be|may be) )?(?:no|never any) (?:duplicates? of |duplicated |duplicate |double |repeated )(?:the )?([a-z]+(?: [a-z]+)?)(?: (?:allowed|are allowed|please|exist))?$/,
    ([, field = '']) => (/^(?:book|enter)/.test(field) ? [] : [`${one(field)} is unique`]),
  ],
  // "I do not want anybody to have more than 6 loans at once"
  [
    /^(?:i|we) (?:do not|would not|never|cannot|must not) (?:want|like|allow|wish)(?: for)? (anybody|anyone|somebody|someone|people|users|[a-z]+s|(?:an?|the|1) [a-z]+(?: [a-z]+)?) to (.+)$/,
    ({ 1: who = '', 2: doing = '' }) => [
      /^(?:any|some|people)/.test(who) ? `nobody can ${doing}` : `${who} cannot ${doing}`,
    ],
  ],
  // "on any given day a desk can only be reserved once"
  [
    /^(?:on|in|per|for) (?:any|each|every|1|a|the same|any 1) (?:given |single |particular )?(day|date|month|year) (?:, )?((?:an? |each |every |the |1 )?[a-z]+(?: [a-z]+)??) (?:can|may|must|should) (?:only |just )?be ([a-z]+) (?:only |just |at most )?once(?: only)?$/,
    ({ 1: period = '', 2: what = '', 3: done = '' }) => [`${what} can be ${done} only once per ${period}`],
  ],
  // "turbine with inspections not deletable"
  [
    /^(?:an? |the |any |no )?([a-z]+(?: [a-z]+)?) (?:with|that has|which has|having|who has) (?:any |some )?((?:open |active |unpaid )?[a-z]+s) (?:is |are )?(?:not|never) (?:deletable|removable|erasable|deleted|removed)$/,
    ({ 1: kept = '', 2: by = '' }) => [`a ${one(kept)} with ${by} cannot be deleted`],
  ],
  // "no account may be overdrawn by a transfer"
  [
    /^(no|an?|the|any) ([a-z]+(?: [a-z]+)??) (?:may|can|cannot|must not|may not|can never|should not|is|are) (?:ever )?(?:be |go |get |become )?(?:overdrawn|in the red|into the red|into debt|into overdraft|in overdraft)(?: (?:by|with|through|because of|after) .*)?$/,
    ({ 0: all, 1: no = '', 2: what = '' }) =>
      (no === 'no') !== /\b(?:cannot|not|never)\b/.test(all) ? [`the balance of a ${what} cannot be negative`] : [],
  ],
  // "the same number cannot be handed out a second time"
  [
    /^(?:the same|an?|1|each|every) ([a-z]+(?: [a-z]+){0,2}?) (?:cannot|must not|may not|should not|can never) be (?:used|given|assigned|issued|handed out|given out|taken|entered) (?:a 2nd time|a second time|again|another time|anew|by (?:anyone|anybody|someone|somebody) else|to (?:anyone|anybody|someone|somebody) else)$/,
    ({ 1: field = '' }, told) => (told.has(one(field)) || isPeople(field) ? [] : [`${one(field)} is unique`]),
  ],
  // "nobody can sign up with an email address that somebody else already uses"
  [
    /^(?:nobody|no one|an? [a-z]+|users?|people|you|members?|customers?) (?:can|may|cannot|must not|may not|can never) (?:be )?(?:login|signup|sign up|register|registered|join|enrol|enroll|create an account|created|added|entered) (?:with|under|using) (?:an? |the )?([a-z]+(?: [a-z]+)?) (?:that|which) (?:is already|somebody else|someone else|another [a-z]+|anybody else|others|someone|somebody|has already been|was already|already) ?(?:already )?(?:uses?|has|have|used|taken|in use|belongs to (?:another|someone else|somebody else)(?: [a-z]+)?|registered|known|owns?|exists)$/,
    ({ 0: all, 1: field = '' }) =>
      all.startsWith('no') !== /\b(?:cannot|not|never)\b/.test(all)
        ? [`${field.replace(/^(email|phone|postal) (?:address|number)$/, '$1')} is unique`]
        : [],
  ],
  // "the combination of row and number identifies a seat within its hall"
  [
    /^(?:the )?(?:combination|pair) (?:of )?([a-z]+(?: [a-z]+)? (?:, [a-z]+ )?and [a-z]+(?: [a-z]+)?) (?:uniquely )?(?:identifies|determines|names|tells apart|is unique for|is different for) (?:an? |the |each |every )?([a-z]+(?: [a-z]+)?)(?: (?:within|in|inside|of) (?:an? |the |its |each |every )?([a-z]+))?$/,
    ({ 1: both = '', 2: what = '', 3: where }) => [
      `the combination of ${what} ${both}${where === undefined ? '' : ` and ${where}`} is unique`,
    ],
  ],
  // "inside one hall every seat number occurs just once", "within a team no shirt number is used twice"
  [
    /^(?:inside|within|in|on|at) (?:1|an?|each|every|any|the same|1 and the same) ([a-z]+(?: [a-z]+)?) (?:, )?(?:each|every|an?|the|no) ([a-z]+(?: [a-z]+){0,2}?) (?:occurs?|exists?|appears?|is (?:used|given|there|assigned|allowed|taken)|(?:can|may|must|should) (?:only )?(?:occur|exist|appear|be (?:used|given|there|assigned|taken))) (?:only once|just once|at most once|exactly once|once|twice|more than once|once only)$/,
    ({ 0: all, 1: where = '', 2: field = '' }) =>
      / no /.test(all) === / (?:twice|more than once)$/.test(all) ? [`${one(field)} is unique per ${where}`] : [],
  ],
  // "duplicate skus are rejected with a 409"
  [
    /^(?:an? |any |the )?(?:duplicates? of|duplicated?|repeated|doubled?) (?:the |an? )?([a-z]+(?: [a-z]+)?)(?: within (?:an? |the same |1 )?([a-z]+))? (?:is|are|will be|must be|should be|gets?|cannot be|must not be|may not be|can never be) (?:always )?(?:refused|rejected|forbidden|prohibited|not allowed|not accepted|denied|impossible|invalid|disallowed|accepted|allowed|not possible|not permitted)(?: (?:with|by|as) .*)?$/,
    ({ 0: all, 1: field = '', 2: where }, told) =>
      /^(?:book|enter)/.test(field) ||
      has(told, field) ||
      (/ (?:accepted|allowed)$/.test(all) && !/not|never/.test(all))
        ? []
        : [`${one(field)} is unique${where === undefined ? '' : ` per ${where}`}`],
  ],
  // "as long as there are order lines for a product , it cannot be deleted"
  [
    /^(?:as long as|while|if|when|until) (?:there (?:are|is) (?:still |any |some |open )*(?:an? )?([a-z]+(?: [a-z]+)?) (?:for|of|in|on|at|with|to|under) (?:an? |the |that )?([a-z]+)|(?:an? |the )?([a-z]+) (?:still )?(?:has|have|holds|contains) (?:any |some |an? |open )*([a-z]+(?: [a-z]+)?)) (?:, )?(?:it|they|the [a-z]+|that [a-z]+|he|she) (?:cannot|must not|may not|can never|should not) be (?:deleted|removed|erased)$/,
    ({ 1: by, 2: kept, 3: other, 4: what }) => [
      `a ${one(kept ?? other ?? '')} with ${by ?? what ?? ''} cannot be deleted`,
    ],
  ],
  // "deleting a book that is lent gives a 409", "removing a room with bookings fails"
  [
    /^(?:delet(?:e|ing|ion of)|remov(?:e|ing|al of)) (?:an? |the |any )?([a-z]+(?: [a-z]+)?) (?:(?:that|which|who) (?:is|are) (?:still |currently )?([a-z]+)|with (?:open |any )?([a-z]+(?: [a-z]+)?)|(?:that|which|who) (?:still )?(?:has|have) (?:open |any |an? )?([a-z]+(?: [a-z]+)?)) (?:gives?|returns?|answers?|fails?|responds?|results?|leads?|ends?|causes?)(?: (?:with|in|to))?(?: .*)?$/,
    ({ 0: all, 1: kept = '', 2: state, 3: by, 4: other }) =>
      state === undefined
        ? [`a ${one(kept)} with ${/ open /.test(all) ? 'open ' : ''}${by ?? other ?? ''} cannot be deleted`]
        : [`a ${one(kept)} cannot be deleted while it is ${state}`],
  ],
  // "toys that were ever lent cannot be deleted"
  [
    /^(?:an? |the |all |any |no )?([a-z]+(?: [a-z]+)?) (?:that|which|who) (?:were|was|have been|has been|have|has|had been|is|are) (?:(?:ever|once|already|at any time|before) )*(lent|loaned|borrowed|rented|hired|booked|reserved|ordered|sold|paid)(?: (?:out|ever|once|before))* (?:cannot|must not|may not|can never|must never|can no longer) be (?:deleted|removed|erased)$/,
    ({ 1: kept = '', 2: done = '' }) => [`a ${one(kept)} with ${doneAs[done] ?? 'orders'} cannot be deleted`],
  ],
  // "one ride per bike at a time"
  [
    /^(?:there (?:is|can be|may be) )?(?:only |at most |just |max |maximum )?1 ([a-z]+(?: [a-z]+)?) (?:per|for each|for every|for 1) ([a-z]+(?: [a-z]+)?) (?:at a time|at once|at the same time|at any time|at any 1 time)$/,
    ({ 1: what = '', 2: per = '' }) => [`a ${per} can have only 1 ${what} at a time`],
  ],
  // "deletion of a lot which has bids is forbidden"
  [
    /^(?:the )?(?:delet(?:e|ing|ion)|remov(?:e|al|ing))(?: of)? (?:an? |the |any )?([a-z]+(?: [a-z]+)?) (?:which|that|who|with)(?: still| already)?(?: has| have| holds| owns)? (?:any |open |an? |some )?([a-z]+(?: [a-z]+)?) (?:is|must be|should be|are) (?:strictly )?(?:forbidden|not allowed|prohibited|impossible|refused|rejected|not possible|denied|disallowed|blocked|prevented)$/,
    ([, kept = '', by = '']) => [`a ${one(kept)} with ${by} cannot be deleted`],
  ],
  // "a client who still has documents cannot be removed"
  [
    /^(?:an?|the|any|each|no) ([a-z]+(?: [a-z]+)?) (?:who|that|which)(?: still| already)? (?:has|have|owns?|holds?) (?:any |open |an? |some )?([a-z]+(?: [a-z]+)?) (?:cannot|must not|may not|should not|can never|can|may|must never) be (?:deleted|removed|erased)$/,
    ({ 0: all, 1: kept = '', 2: by = '' }) =>
      /\bnot\b|cannot|never/.test(all) === !all.startsWith('no ')
        ? [`a ${one(kept)} with ${by} cannot be deleted`]
        : [],
  ],
  // "only signed in staff may use it"
  [
    /^only (?:(?:signed in|logged in|login|loged in|authenticated|registered|known|authorised|authorized)(?: [a-z]+)?|(?:[a-z]+ )?(?:who|that) (?:is|are|have|has) (?:signed in|logged in|login|loged in|authenticated|registered)) (?:can|may|should|must|are allowed to|is allowed to|get to)(?: be able to)? (?:use|access|see|enter|open|work with|reach) (?:it|this|that|everything|anything|them|the [a-z]+|any of (?:it|this|that))(?: at all)?$/,
    () => ['users must login to use the api'],
  ],
  // "an alarm time and an end time which comes after it"
  [
    /^(.*?(?:has|have|with|:|,) (?:an? |the )?)([a-z]+(?: [a-z]+){0,2}) (?:, )?and (?:an? |the )?([a-z]+(?: [a-z]+){0,2}?) (?:which|that) (?:comes|is|lies|falls|must be|has to be|must come|must lie|should be)(?: always)? (after|later than|before|earlier than) (?:it|that|the [a-z]+(?: [a-z]+)?)((?: ,| and) .+)?$/,
    ({ 1: lead = '', 2: first = '', 3: second = '', 4: how = '', 5: rest = '' }) => [
      `${lead}${first} and ${second}${rest}`,
      `${second} must be ${/after|later/.test(how) ? 'after' : 'before'} ${first}`,
    ],
  ],
  // "a hire is for one crane , from a start date to an end date"
  [
    /^(.+?) (?:, )?from (?:an? |the |its )?((?:[a-z]+ )?(?:date|time|day|start|begin|beginning|moment)) (?:to|until|till) (?:an? |the |its )?((?:[a-z]+ )?(?:date|time|day|end|finish|moment))((?: ,| and) .+)?$/,
    ({ 1: lead = '', 2: from = '', 3: to = '', 4: rest = '' }, told) => {
      const subject = new RegExp(`^${determiner}${phrase} (?:is|are|has|have|belongs?|goes|runs?|lasts?) `).exec(
        lead,
      )?.[1];
      const listed = / (?:has|have) /.test(` ${lead} `);
      if (subject === undefined || !isThingHere(told, subject)) return [];
      return [
        listed ? `${lead} , ${from} , ${to}${rest}` : lead,
        ...(listed ? [] : [`each ${one(subject)} has a ${from} and a ${to}${rest}`]),
        `${to} must be after ${from}`,
      ];
    },
  ],
  // "no fridge can be deleted as long as there are bags in it"
  [
    /^(?:an?|no|the) ([a-z]+(?: [a-z]+)?) (?:can|may|must|cannot|must not|may not) be (?:deleted|removed|erased) (?:as long as|while|if|when|until) (?:there (?:are|is) (?:still )?|it (?:still )?(?:has|holds|contains) )(?:any |an? |some )?([a-z]+)(?: (?:in|on|for|at|of) it| left)?$/,
    ({ 0: all, 1: kept = '', 2: by = '' }) =>
      /^no | (?:cannot|not) /.test(all) ? [`a ${one(kept)} with ${by} cannot be deleted`] : [],
  ],
];
