import { type Tell, has, isThingHere, one, plural } from './words.ts';

/** Rules told by what is refused, what is limited or how it is checked, in the words in which they are read. */

const any = '(?:an? |each |every |the |any |all |1 )?';
const noun = '([a-z]+(?: [a-z]+)??)';
const field = '([a-z]+(?: [a-z]+){0,2}?)';
const number = '(\\d+(?:\\.\\d+)?)';
const refuse =
  '(?:reject|refuse|forbid|deny|prevent|block|disallow|do not (?:allow|accept|permit)|never (?:allow|accept))s?';
const refused =
  '(?:is|are|must be|will be|gets?) (?:always )?(?:rejected|refused|invalid|not (?:allowed|valid|accepted|permitted|possible)|forbidden|denied|prohibited|an error|disallowed)';
const never = '(?:cannot|can not|must not|may not|can never|may never|is not allowed to|are not allowed to)';
const begin =
  '(?:place|make|create|add|have|get|open|start|book|order|take|borrow|rent|enter|do|submit|request|hold|own)';
const more = '(?:another|any more|any further|a further|a new|1 more|more|an additional|a \\w+)';

const atMost = (who: string, limit: string, what: string): string => `a ${one(who)} has at most ${limit} ${what}`;
const once = (who: string, verb: string, what: string): string => `a ${one(who)} can ${verb} a ${one(what)} only once`;

export const otherwiseSentences: [RegExp, Tell][] = [
  // "reject a product whose name already exists"
  [
    new RegExp(
      `^${refuse} ${any}(?:new )?${noun} (?:whose|if its|if the|when its|with an?|that has an?|with the same) ${field} (?:that )?(?:already )?(?:exists|is taken|is in use|is used|is known|was used before|has been used|as another(?: one| 1)?)(?: already)?$`,
    ),
    ({ 1: thing = '', 2: what = '' }) => [`the ${what} of a ${one(thing)} must be unique`],
  ],
  // "names of products have to be distinct"
  [
    new RegExp(
      `^(?:the )?${field} (?:of|for) ${any}${noun} (?:have to be|must be|are|should be|need to be|has to be|is) (?:always |all )?(?:distinct|different|unambiguous|all different)(?: from each other)?$`,
    ),
    ({ 1: what = '', 2: thing = '' }, told) =>
      isThingHere(told, thing) ? [`the ${one(what)} of a ${one(thing)} must be unique`] : [],
  ],
  // "a name may occur only once among the products"
  [
    new RegExp(
      `^(?:an?|the|each|every|the same) ${field} (?:may|can|must|should|is allowed to) (?:only )?(?:occur|appear|exist|be used|be given|be there|show up) (?:only |just |at most )?once (?:among|in|across|within|for|over) (?:all )?(?:the |all )?([a-z]+s)$`,
    ),
    ({ 1: what = '', 2: things = '' }, told) =>
      has(told, things) ? [`the ${what} of a ${one(things)} must be unique`] : [],
  ],
  // "each email belongs to one member only"
  [
    new RegExp(
      `^(?:each|every|an?|1) (email(?: address)?|phone(?: number)?|username|code|number|name|[a-z]+ (?:number|code|name)) (?:belongs|can belong|may belong|is assigned|is given) to (?:only |just |exactly |at most )?(?:1|one|a single) ([a-z]+)(?: only| at most)?$`,
    ),
    ({ 1: what = '', 2: thing = '' }, told) =>
      isThingHere(told, thing) ? [`the ${what} of a ${one(thing)} must be unique`] : [],
  ],
  // "no product costs more than 500 euros"
  [
    new RegExp(`^no ${noun} (?:may |can |must |should )?(cost|weigh|last)s? (more|less) than ${number}( [a-z]+)?$`),
    ({ 1: thing = '', 2: verb = '', 3: how = '', 4: bound = '', 5: unit = '' }) => {
      const what = { cost: 'price', weigh: 'weight', last: 'duration' }[verb] ?? verb;
      return [`the ${what} of a ${one(thing)} must be ${how === 'more' ? 'at most' : 'at least'} ${bound}${unit}`];
    },
  ],
  // "age must be 18 or above"
  [
    new RegExp(
      `^(.* (?:must be|has to be|have to be|should be|needs to be|is|are)) ${number}((?: [a-z]+)?) (?:or|and) (above|more|higher|over|greater|up|upwards|older|later|below|less|lower|under|fewer|smaller|younger)$`,
    ),
    ({ 1: head = '', 2: bound = '', 3: unit = '', 4: how = '' }) =>
      /^(?:or|and)$/.test(unit.trim())
        ? []
        : [
            `${head} ${/^(?:below|less|lower|under|fewer|smaller|younger)$/.test(how) ? 'at most' : 'at least'} ${bound}${unit}`,
          ],
  ],
  // "only adults ( 18 plus ) can be customers"
  [
    /^(?:only )?adults ?\(? ?(?:over |from |at least )?(\d+)(?: ?(?:plus|and (?:older|over|above|up)|or older|years(?: and older| or older)?))? ?\)? (?:can|may) (?:be(?:come)?|register as|sign up as) (?:an? )?([a-z]+)$/,
    ({ 1: age = '', 2: who = '' }) => [`the age of a ${one(who)} must be at least ${age}`],
  ],
  // "the number of orders per customer is limited to 5", "limit orders to 5 per customer"
  [
    new RegExp(
      `^(?:the )?number of ${noun} (?:per|of|for|of each|for each|of an?|for an?|that an?) ${noun}(?: has| may have| can have)? (?:is|must be|should be|is always) (?:limited to|restricted to|capped at) (\\d+)$`,
    ),
    ({ 1: rows = '', 2: who = '', 3: limit = '' }, told) =>
      isThingHere(told, rows) && isThingHere(told, who) ? [atMost(who, limit, plural(rows))] : [],
  ],
  [
    new RegExp(
      `^(?:limit|restrict|cap) (?:the )?(?:number of )?${noun} (?:to|at) (\\d+) (?:per|for each|for every|for an?|by) ${noun}$`,
    ),
    ({ 1: rows = '', 2: limit = '', 3: who = '' }, told) =>
      isThingHere(told, rows) && isThingHere(told, who) ? [atMost(who, limit, plural(rows))] : [],
  ],
  // "a customer with 5 orders cannot place another one"
  [
    new RegExp(
      `^(?:an? |each |every |the )?${noun} (?:with|who has|that has|who already has|having) (\\d+)( open| active| running| pending| unpaid| current)? ${noun} ${never} ${begin} ${more}(?: one| 1| [a-z]+)?$`,
    ),
    ({ 1: who = '', 2: limit = '', 3: state = '', 4: rows = '' }, told) =>
      isThingHere(told, who) && isThingHere(told, rows)
        ? [atMost(who, limit, `${state.trim()} ${plural(rows)}`.trim())]
        : [],
  ],
  // "a member cannot have 2 bookings for the same course"
  [
    new RegExp(
      `^(?:an? |each |every |the |the same |no )?${noun} (?:(?:${never}|can|may) (?:have|make|place|hold|create|own)|has) (?:2|two|more than 1|more than one|several|multiple) ${noun} (?:for|of|in|on|to) (?:the same|1|one|a single) ${noun}$`,
    ),
    ({ 0: all, 1: who = '', 2: rows = '', 3: what = '' }, told) =>
      isThingHere(told, who) &&
      isThingHere(told, rows) &&
      isThingHere(told, what) &&
      (all.startsWith('no ') || !/ (?:can|may) (?:have|make|place|hold|create|own) /.test(all))
        ? [`a ${one(who)} can have at most 1 ${one(rows)} per ${one(what)}`]
        : [],
  ],
  // "double bookings of a course by the same member are rejected"
  [
    new RegExp(
      `^(?:double|duplicate|repeated|multiple|2) ([a-z]+s) (?:of|for|in) (?:an?|the same|the|1|one) ${noun} by (?:the same|an?|1|one) ${noun} ${refused}$`,
    ),
    ({ 1: rows = '', 2: what = '', 3: who = '' }) => [`a ${one(who)} can have at most 1 ${one(rows)} per ${one(what)}`],
  ],
  // "a member who has already booked the course cannot book it again"
  [
    new RegExp(
      `^(?:an? |each |every |the )?${noun} (?:who|that) (?:has |have )?already ([a-z]+ed|taken|bought|chosen|seen) (?:an?|the|this|that) ${noun} ${never} ([a-z]+) (?:it|the same(?: one| 1)?|that [a-z]+|the same [a-z]+) (?:again|a second time|twice)$`,
    ),
    ({ 1: who = '', 3: what = '', 4: verb = '' }) => [once(who, verb, what)],
  ],
  // "a cancelled order cannot be changed back to open"
  [
    new RegExp(
      `^(?:an? |the |any )?([a-z]+) ${noun} ${never} (?:be )?(?:changed?|set|moved?|go|turn(?:ed)?|switch(?:ed)?|put|revert(?:ed)?|return(?:ed)?|become)(?:(?: back)?(?: again)? (?:in|to|into)|(?<=become)) (?:the (?:status|state) )?([a-z]+)(?: again| any ?more)?$`,
    ),
    ({ 1: from = '', 2: thing = '', 3: to = '' }, told) =>
      has(told, thing) && !isThingHere(told, to) && from !== one(thing)
        ? [`an ${one(thing)} can never go from ${from} to ${to}`]
        : [],
  ],
  // "allowed status changes : open to paid , paid to shipped"
  [
    /^(?:the )?(?:allowed|possible|permitted|valid) (?:status |state )?(?:changes|transitions|moves|steps)(?: of (?:an? |the )?[a-z]+)? (?::|are) ((?:[a-z]+ (?:to|->) [a-z]+)(?:(?: ,| and|, and| , and) [a-z]+ (?:to|->) [a-z]+)*)$/,
    ({ 1: pairs = '' }) => [
      `the status can change ${pairs
        .split(/ ?, and | ?, | and /)
        .map((pair) => `from ${pair.replace(' -> ', ' to ')}`)
        .join(' and ')}`,
    ],
  ],
  // "refuse to delete a customer as long as there are orders"
  [
    new RegExp(
      `^(?:refuse|forbid|do not allow|never allow|deny) (?:to )?(?:delete|remove|deleting|removing)(?: of)? (?:an?|the|any) ${noun} (?:as long as|while|when|if|who|that|which) (?:there are|it has|they have|he has|still has|has|have|it still has|there are still)(?: still)? (?:any |open )?([a-z]+s)(?: (?:left|for it|of it|of theirs))?$`,
    ),
    ({ 1: thing = '', 2: rows = '' }) => [`a ${one(thing)} with ${rows} cannot be deleted`],
  ],
  // "before a customer is deleted , all their orders must be gone"
  [
    new RegExp(
      `^before (?:an?|the) ${noun} (?:is|can be|may be) (?:deleted|removed) (?:, )?(?:all )?(?:of )?(?:its|their|his|the) ([a-z]+s) (?:must|have to|need to|should) be (?:gone|deleted|removed|moved|deleted first|removed first)$`,
    ),
    ({ 1: thing = '', 2: rows = '' }) => [`a ${one(thing)} with ${rows} cannot be deleted`],
  ],
  // "no delivery date in the past", "an order date in the future is rejected"
  [
    new RegExp(
      `^(?:no|an?|the|any|all)? ?((?:[a-z]+ )?(?:dates?|times?|days?|deadlines?|moments?)) (?:that (?:is|lies) |which (?:is|lies) |lying )?in the (past|future)(?: ${refused})?$`,
    ),
    ({ 0: all, 1: what = '', 2: side = '' }) =>
      all.startsWith('no ') !== new RegExp(`${refused}$`).test(all)
        ? [`the ${one(what)} must not be in the ${side}`]
        : [],
  ],
  // "members must be born before today"
  [
    new RegExp(
      `^(?:an? |all |each |every |the )?${noun} (?:must|has to|have to|should|can only|may only|cannot|must not) (?:have been |be )?born (?:before (?:today|now)|in the past|after (?:today|now)|in the future)$`,
    ),
    ({ 0: all, 1: who = '' }) =>
      /(?:cannot|must not)/.test(all) === /(?:after|future)/.test(all)
        ? [`the birth date of a ${one(who)} must be in the past`]
        : [],
  ],
  // "once a course has started , it can no longer be booked"
  [
    new RegExp(
      `^(?:once|after|when|as soon as) (?:an?|the) ${noun} (?:has|is|have) (started|begun|over|ended|finished|closed) (?:, )?(?:it|they|the [a-z]+|an? [a-z]+) (?:can no longer|cannot|can not|must not|may no longer|can never|may not) be ([a-z]+ed)(?: any ?more| any longer)?$`,
    ),
    ({ 1: thing = '', 2: when = '', 3: done = '' }, told) =>
      isThingHere(told, thing) && /^(?:booked|reserved|ordered|joined)$/.test(done)
        ? [`a ${one(thing)} can be ${done} until it ${/started|begun/.test(when) ? 'starts' : 'ends'}`]
        : [],
  ],
];
