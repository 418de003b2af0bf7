import { type Tell, has, isThingHere, one } from './words.ts';

/** Several rules in one sentence, told one by one: "usernames are unique, 3 to 20 characters long and cannot be changed". */

const article = '(?:the |an? |each |every |all |its |their )*';
const number = '\\d+(?:\\.\\d+)?';
const unit = '(?: (?!and |or |but )[a-z]+)?';
const is = '(?:must (?:all )?be|should be|have to be|has to be|needs? to be|are|is)';

/** What may be said of a text or a number without a verb of its own. */
const said: [RegExp, (what: string) => string][] = [
  [/^(unique|required|optional|mandatory|immutable|positive)$/, (what) => `must be ${what}`],
  [/^(?:not|never) (?:empty|blank)$/, () => 'is required'],
  [/^not negative$/, () => 'cannot be negative'],
  [
    new RegExp(
      `^((?:between |at least |at most |up to |exactly |no more than )?\\d+(?: (?:\\.\\.|to|and) \\d+)?) (characters|chars|letters|digits)(?: long)?$`,
    ),
    (what) => `must be ${what.replace(/ (?:to|and) /, ' .. ').replace(/ long$/, '')} long`,
  ],
  [
    /^(?:not longer|no longer|not more|no more) than \d+ (?:characters|chars|letters|digits)$/,
    (what) => `must be ${what.replace(/^.*than/, 'at most')} long`,
  ],
  [
    /^(?:not shorter|no shorter|not less|no less) than \d+ (?:characters|chars|letters|digits)$/,
    (what) => `must be ${what.replace(/^.*than/, 'at least')} long`,
  ],
  [
    /^(?:(?:only )?(?:letters|digits|numbers|(?:small|lower ?case|capital|upper ?case) letters)(?: ?(?:,|and|or|, and)? (?:digits|numbers|letters|dashes|hyphens|underscores))*(?: only)?|(?:all |in )?(?:lower ?case|upper ?case)(?: letters)?(?: (?:with|and) (?:dashes|hyphens|digits|underscores))*(?: only)?)$/,
    (what) => `consists of ${what.replace(/ only$|^only /, '')}`,
  ],
  [
    new RegExp(
      `^(?:at least|at most|more than|less than|greater than|no more than|between) ${number}${unit}(?: (?:\\.\\.|and|to) ${number}${unit})?$`,
    ),
    (what) => `must be ${what}`,
  ],
  [/^(?:cannot|can not|must not|may not|can never) be .+$/, (what) => what],
];

function predicates(field: string, list: string): string[] {
  const parts = list.split(/ (?:, and|, but|,|and|but) (?!digits|numbers|hyphens|dashes|underscores)/);
  const told = parts.map((part) => {
    const bare = part.replace(new RegExp(`^${is} `), '');
    const found = said.find(([pattern]) => pattern.test(bare));
    return found ? `${field} ${found[1](bare)}` : '';
  });
  return parts.length > 1 && told.every((sentence) => sentence !== '') ? told : [];
}

const statement =
  /^(?:given |(?:(?:an?|the|each|every|only|no|neither) |[a-z]+s )(?:(?!has |have |with )[a-z0-9']+ ){0,5}(?:can|cannot|may|must|should|starts?|begins?|goes|moves?|lasts?|answers?|takes?|costs?|never|only|at most|at least|is|are) )/;
const program = /\b(?:api|apis|service|backend|app|application|system|tool|server|cli|program|store|site)\b/;

export const listSentences: [RegExp, Tell][] = [
  // "hotel api : a guest cannot check out before checking in": what it is for, and its first rule.
  [
    /^((?!(?:roles?|permissions?|rights|access|status|states?|given|q|a) )(?:[a-z]+ ){1,7}?): (.+)$/,
    ({ 1: topic = '', 2: rest = '' }) =>
      (program.test(topic) || topic.trim().split(' ').length <= 2) &&
      statement.test(rest) &&
      !/ : | -> | \( /.test(rest)
        ? [topic.trim(), rest]
        : [],
  ],
  [
    new RegExp(`^${article}([a-z]+(?: [a-z]+)??) ${is} (.+ (?:,|and|but) .+)$`),
    ({ 0: all, 1: field = '', 2: list = '' }) =>
      /\b(?:it|they|there|who|if|when|while|per)\b/.test(all) ? [] : predicates(one(field), list),
  ],
  // "neither a teacher nor a student may have two lessons at the same time"
  [
    /^neither (?:an? |the )?([a-z]+(?: [a-z]+)??) nor (?:an? |the )?([a-z]+(?: [a-z]+)??) (?:can|may|must|should) (.+)$/,
    ({ 1: first = '', 2: second = '', 3: doing = '' }) => [`a ${first} cannot ${doing}`, `a ${second} cannot ${doing}`],
  ],
  // "a member can book only one desk per day, and a desk only one member per day"
  [
    /^(.+ (?:can|may) (?:only )?[a-z]+ (?:only )?1 [a-z]+ per (day|date|hour|slot)) , (?:and |but )?((?:an?|the|each) [a-z]+) (?:only |just )(?:by |for )?1 ([a-z]+) per \2$/,
    ({ 1: first = '', 2: period = '', 3: what = '' }) => [first, `${what} can be booked only once per ${period}`],
  ],
  // "a donation is at least 5 euros and at most 10000 euros"
  [
    new RegExp(
      `^(${article}[a-z]+(?: [a-z]+){0,3}?) (?:is|are|must be|has to be|have to be|should be|costs?|must cost) at least (${number})(${unit}) (?:, )?(?:and|but) (?:at most|no more than|not more than|up to) (${number}${unit})$`,
    ),
    ({ 1: what = '', 2: least = '', 4: most = '' }) => [`${what} must be between ${least} .. ${most}`],
  ],
  // "bookings are for a minimum of 2 nights and a maximum of 21 nights"
  [
    /^(?:an? |the |each |every |all )?([a-z]+(?: [a-z]+)??) (?:is|are|lasts?|must be|must last|runs?|goes|can be)(?: made)?(?: for)? (?:a )?(?:minimum(?: of)?|min|at least) (\d+(?: [a-z]+)?) (?:, )?(?:and|but|to) (?:for )?(?:a )?(?:maximum(?: of)?|max|at most|no more than) (\d+ (?:minutes?|hours?|days?|nights?|weeks?))(?: long)?$/,
    ({ 1: what = '', 2: least = '', 3: most = '' }) => [
      `each ${one(what)} lasts at least ${least} and at most ${most}`,
    ],
  ],
  // "bib numbers run from 1 to 999 and each is given out once per race"
  [
    /^((?:the |an? )?([a-z]+(?: [a-z]+)?)s (?:run|range|go|are) .+?) (?:, )?and (?:each|every 1|each 1|each of them) (?:is|are|may be|can be) ([a-z]+(?: out)?) (?:only |just |at most )?once(?: (per|in|within|for) (?:an? |each |the same )?([a-z]+))?$/,
    ({ 1: first = '', 2: field = '', 5: where }) => [
      first,
      `${one(field)} is unique${where === undefined ? '' : ` per ${where}`}`,
    ],
  ],
  // "an enclosure has a max number of animals which must not be exceeded"
  [
    /^((?:an? |the |each |every )?([a-z]+(?: [a-z]+)??) (?:has|have) .*?(?:an? |the )((?:max(?:imum)?|largest|highest) (?:number of )?([a-z]+)|capacity|limit)) (?:, )?(?:which|that) (?:must not|cannot|may not|can never|must never|is never|should not) (?:be )?exceeded$/,
    ({ 1: first = '', 2: holder = '', 3: size = '', 4: counted }) => [
      first,
      `no more ${counted ?? 'places'} than the ${counted === undefined ? size : 'places'} of the ${one(holder)}`,
    ],
  ],
  // "a course cannot exceed its capacity"
  [
    /^(?:the |an? |each |every |all |no )?([a-z]+(?: [a-z]+)??) (?:cannot|can never|must not|must never|may not|can|may|should not) (?:ever )?(?:exceed|surpass|go over|go beyond) (?:its|their|the) (?:max(?:imum)? )?(?:capacity|number of (?:seats|places|spots|participants))$/,
    ({ 0: all, 1: what = '' }, told) =>
      isThingHere(told, what) && (all.startsWith('no ') || / (?:cannot|never|not) /.test(all))
        ? [`a ${one(what)} cannot be overbooked`]
        : [],
  ],
  // "a crossing has a departure time and room for 80 vehicles"
  [
    /^((?:an? |the |each |every )?([a-z]+(?: [a-z]+)??) (?:has|have) .+?) (?:, )?and (?:has )?(?:room|space|places?|seats?) for (?:up to |at most |only )?(\d+) [a-z]+$/,
    ({ 1: first = '', 2: what = '', 3: limit = '' }) => [first, `a ${one(what)} has at most ${limit} participants`],
  ],
  // "registration is closed when the maximum is reached"
  [
    /^(?:registrations?|sign ?ups?|bookings?|enrol?lments?|booking|sales?) (?:is|are|closes?|ends?|stops?) ?(?:closed|over|no longer possible)? ?(?:when|once|as soon as|if) (?:the |its )?(?:maximum|limit|capacity|max(?:imum)? [a-z ]+) (?:is|has been|was) (?:reached|met|full)$/,
    () => ['no overbooking'],
  ],
  // "a coupon has a code, expires at a date and can be used at most 3 times"
  [
    /^((?:an? |the |each |every )?([a-z]+(?: [a-z]+)??) (?:has|have) .+?) (?:, )?(?:and )?expires? (?:at|on) (?:an? |the |its )?(?:given |certain |fixed |set )?(?:date|time|day|moment)(?: (?:, )?(?:and )?(.+))?$/,
    ({ 1: first = '', 2: what = '', 3: rest }) => [
      `${first} and an expiry date`,
      `expired ${what}s cannot be used`,
      ...(rest === undefined ? [] : [`a ${one(what)} ${rest}`]),
    ],
  ],
  [
    /^(?:an? |the |each |every )?([a-z]+(?: [a-z]+)??) (?:can|may|must|should) (?:only )?be (?:used|redeemed) (?:at most|no more than|only|up to|not more than) (\d+) times$/,
    ({ 1: what = '', 2: limit = '' }, told) =>
      has(told, 'redemption') || +limit < 2
        ? [`a ${one(what)} has at most ${limit} redemptions`]
        : [`each redemption belongs to a ${one(what)}`, `a ${one(what)} has at most ${limit} redemptions`],
  ],
  // "a resident can have at most 3 visits on the same date"
  [
    /^(.+ (?:at most|no more than|up to|more than|max|maximum) \d+ [a-z]+(?: [a-z]+)?) (?:on|in|within) (?:the same|1|any 1|a single|1 and the same) (day|date|week|month|year)$/,
    ({ 1: said = '', 2: period = '' }) => [`${said} per ${period === 'date' ? 'day' : period}`],
  ],
  // "the same nickname cannot upvote the same question 2 times"
  [
    /^(?:the )?same ([a-z]+(?: [a-z]+)?) (?:cannot|must not|may not|can never) ([a-z]+)(?: (?:for|on))? (?:the )?same ([a-z]+(?: [a-z]+)?) (?:2 times|twice|again|more than once|another time)$/,
    ({ 1: who = '', 2: doing = '', 3: what = '' }) => [`each ${who} can ${doing} a ${what} only once`],
  ],
  // "each user can vote once": in each of what there is to vote on.
  [
    /^(?:each|every|an?|1) ([a-z]+) (?:can|may|must)? ?(?:only )?(?:votes?|cast (?:only )?(?:1|a) vote) ?(?:only |just |exactly )?(?:once)?$/,
    ({ 0: all, 1: who = '' }, told) => {
      const on = ['poll', 'election', 'survey', 'proposal', 'ballot', 'referendum'].find((word) => told.has(word));
      return on === undefined || !/once|1 vote/.test(all) ? [] : [`each ${who} can vote only once per ${on}`];
    },
  ],
  // "ports used by a shipment cannot be deleted"
  [
    /^(?:an? |the |any |all )?([a-z]+(?: [a-z]+)??) (?:that (?:is|are) |which (?:is|are) )?(?:used|referenced|needed|named|mentioned) (?:by|in|on) (?:an? |any |some )?([a-z]+(?: [a-z]+)??) (?:cannot|must not|may not|can never) be (?:deleted|removed|erased)$/,
    ({ 1: kept = '', 2: by = '' }) => [`a ${one(kept)} with ${by.endsWith('s') ? by : `${by}s`} cannot be deleted`],
  ],
  [
    /^(?:an? |the |any |all )?([a-z]+(?: [a-z]+)??) (?:with|that have|who have|which have) ([a-z]+s) (?:must|have to|should) (?:stay|remain|be kept)(?: in the (?:system|list|database|books))?(?: .*)?$/,
    ({ 1: kept = '', 2: by = '' }) => [`a ${one(kept)} with ${by} cannot be deleted`],
  ],
  // "an approved request can still be cancelled , a rejected one cannot"
  [
    /^(an? ([a-z]+) ([a-z]+(?: [a-z]+)?) can )(?:still |then )?(be [a-z]+) (?:, )?(?:but )?(?:an? |the )?([a-z]+) (?:one|1) (?:cannot|can not|not|may not)(?: any ?more)?$/,
    ({ 1: head = '', 4: done = '' }) => [`${head}${done}`],
  ],
  // "a runner can register for a run only if there are places left"
  [
    /^(?:(.+ (?:can|may|could) .+?) )?(?:, )?(?:but )?only (?:if|while|when|as long as) (?:there (?:are|is) (?:still )?(?:free |enough )?(?:places?|seats?|spots?|room|spaces?)(?: (?:left|free|available))?|(?:places?|seats?|spots?|spaces?) are (?:still )?(?:left|free|available))$/,
    ({ 1: said }) => [...(said === undefined ? [] : [said.replace(/ ,(?: but)?$/, '')]), 'no overbooking'],
  ],
  // "an order starts as pending, then it can be confirmed or cancelled"
  [
    /^(?:an? |each |every |all |new )*([a-z]+) (?:starts?|begins?) (?:out |off )?as (?:an? )?([a-z]+) (?:, )?(?:and )?(?:then|after that|later|from there|afterwards)(?: it| they| the [a-z]+| [a-z]+s?)? (?:can|may) (?:then )?(?:be|become) ((?:[a-z]+)(?:(?: , | or | , or )[a-z]+)*)$/,
    ({ 1: what = '', 2: first = '', 3: next = '' }) => [
      `${one(what)} status : ${first} -> ${next.replaceAll(/ , or | , /g, ' or ')}`,
    ],
  ],
  // "requests start as submitted and are then approved or rejected"
  [
    /^(?:an? |each |every |all |new )*([a-z]+(?: [a-z]+)?) (?:starts?|begins?) (?:out |off )?as (?:an? )?([a-z]+) (?:, )?(?:and )?(?:(?:is|are|gets?|becomes?) )?(?:then|later|afterwards) (?:(?:is|are|gets?|becomes?) )?((?:[a-z]+)(?:(?: , | or | , or )[a-z]+)+)$/,
    ({ 1: what = '', 2: first = '', 3: next = '' }) => [
      `${one(what)} status : ${first} -> ${next.replaceAll(/ , or | , /g, ' or ')}`,
    ],
  ],
  // "a student can be enrolled in at most 5 courses"
  [
    /^(?:an? |each |every )?([a-z]+) (?:can|may) be (?:enrolled|registered|signed up) (?:in|for|on|into|to) (at most|up to|no more than|only) (\d+) ([a-z]+s)(.*)$/,
    ({ 1: who = '', 2: how = '', 3: limit = '', 4: what = '', 5: rest = '' }) => [
      `${who}s enroll in ${what}`,
      `a ${who} can enroll in ${how} ${limit} ${what}${rest}`,
    ],
  ],
  // "a member may book a desk at most 10 times per month"
  [
    /^((?:an? |each |every )?[a-z]+ (?:can|may) )(?:only )?([a-z]+) (?:an? |the |any |1 |the same )([a-z]+(?: [a-z]+)?) (at most|up to|no more than|only|max|maximum) (\d+) times( (?:per|a|each|in a|in 1) (?:day|week|month|year|hour))?$/,
    ({ 1: who = '', 2: verb = '', 3: what = '', 4: how = '', 5: limit = '', 6: period }) => {
      if (/^(?:take|sit|try|attempt|retake|repeat|do|write)$/.test(verb))
        return [`${who.replace(/ (?:can|may) $/, '')} has at most ${limit} attempts per ${what}`];
      return period === undefined ? [] : [`${who}${verb} ${how} ${limit} ${what}s${period}`];
    },
  ],
  // "lessons last 45 minutes, a tutor cannot have two lessons at once"
  [
    /^([a-z]+s? (?:last|take|cost)s? \d+ [a-z]+) , (?:and )?((?:an?|no|each|every|the) .+ (?:cannot|can|must|may|never) .+)$/,
    ({ 1: first = '', 2: second = '' }) => [first, second],
  ],
  // "a rental period is 1 to 14 days"
  [
    /^(?:an? |the |each )?([a-z]+) (?:period|duration|length) (?:is|lasts?|must be|can be|may be|takes?|has to be) (?:between |from )?(\d+) (?:\.\.|to|and) (\d+ (?:minutes?|hours?|days?|nights?|weeks?))(?: long)?$/,
    ({ 1: what = '', 2: least = '', 3: most = '' }) => [`${what}s last at least ${least} and at most ${most}`],
  ],
  // "episodes are numbered per podcast"
  [
    /^([a-z]+s) are numbered (?:per|within|for each|inside) (?:an? |the |each |their )?([a-z]+)(?: .*)?$/,
    ({ 1: what = '', 2: where = '' }) => [
      `each ${one(what)} belongs to a ${one(where)} and has a ${one(what)} number`,
      `${one(what)} number is unique per ${one(where)}`,
    ],
  ],
  // "when an order is placed, the stock is reduced"
  [
    /^(?:when|once|as soon as|every time) (?:an? |the )?([a-z]+) is (?:placed|made|created|paid|confirmed|sold|submitted|booked) (?:, )?(?:then )?(?:the |its )?(?:stock|inventory|quantity)(?: [a-z]+){0,4}? (?:is|gets|goes|must be) (?:automatically )?(?:reduced|decreased|lowered|updated|deducted|adjusted|down)(?: .*)?$/,
    ({ 1: what = '' }) => [`manage ${one(what)}s`, `an ${what} takes its quantity from the stock`],
  ],
  // "when it is used the balance is reduced by the amount"
  [
    /^(?:when|whenever|each time|every time|if) (?:it|they|an? [a-z]+(?: [a-z]+)?|the [a-z]+|[a-z]+(?: [a-z]+)?) (?:is|are) (?:used|redeemed|charged|spent) (?:, )?(?:the |its |their )?(balance|credit|value) (?:is|gets|goes) (?:reduced|lowered|decreased|down) (?:by|with) (?:the |an? |that |this )?(?:spent |used |redeemed )?amount$/,
    ({ 1: store = '' }) => [`a redemption takes an amount off the ${store}`],
  ],
  // "a form can be closed, after which no submissions are accepted"
  [
    /^((?:an? |each |the )([a-z]+(?: [a-z]+)?) (?:can|may) be (closed|locked|archived|cancelled|deactivated)) (?:, )?(?:after which|after that|and then|then) no (?:more |further |new )?([a-z]+s) (?:are|can be|may be) (?:accepted|made|added|allowed|possible|taken|submitted)$/,
    ({ 1: first = '', 2: what = '', 3: state = '', 4: rows = '' }) => [first, `no ${rows} on ${state} ${what}s`],
  ],
  // "cars enter and leave"
  [
    /^(?:the )?(car|vehicle|truck|lorry|motorbike)s (?:can |may )?(?:enter and (?:leave|exit)|come and go|drive in and (?:drive )?out|check in and (?:check )?out)(?: (?:the|a|our) [a-z ]+)?$/,
    ({ 1: what = '' }) => [`each parking session belongs to a ${what}`],
  ],
  // "the total is the sum of its lines plus 20 percent vat": the sum, and what is put on it.
  [
    /^((?:the |an? |each |every )?[a-z]+(?: [a-z]+)?(?: of (?:an? |the |each )?([a-z]+))? is (?:the )?(?:sum|total) of .+?) (plus|minus|less|with|including) (?:an? )?(\d+(?:\.\d+)?) percent (vat|tax|sales tax|discount|service charge|fee)$/,
    ({ 1: sum = '', 2: of, 3: how = '', 4: percent = '', 5: what = '' }) => [
      sum,
      `sum${of === undefined ? '' : ` of ${of}`} is sum ${/minus|less|discount/.test(`${how} ${what}`) ? 'minus' : 'plus'} ${percent} percent ${what === 'discount' ? 'discount' : 'vat'}`,
    ],
  ],
  // "a boat finishes a race only once", where finishes are kept
  [
    /^(?:an? |each |every )([a-z]+) ([a-z]+?)(?:e?s)? (?:an? |the same |each |1 )([a-z]+) (?:only |just |at most )(?:once|1 time)$/,
    ({ 1: who = '', 2: verb = '', 3: what = '' }, told) => {
      const rows = [verb, `${verb}e`].find((word) => told.has(word));
      return rows === undefined || !told.has(who) || !told.has(what) ? [] : [`only 1 ${rows} per ${who} and ${what}`];
    },
  ],
  // "a prescription may be refilled at most 3 times"
  [
    /^(?:an? |the |each |every )?([a-z]+(?: [a-z]+)??) (?:can|may|must|should) (?:only )?be ([a-z]+?)(?:led|ed|d) (?:at most|no more than|only|up to|not more than) (\d+) times$/,
    ({ 1: what = '', 2: stem = '', 3: limit = '' }, told) => {
      const rows = [`${stem}al`, stem, `${stem}e`, `${stem}l`, `${stem}sion`].find((word) => has(told, word));
      return rows === undefined ? [] : [`a ${what} has at most ${limit} ${rows}s`];
    },
  ],
  // "only students may hand in submissions, one submission per student and assignment"
  [
    /^((?:(?:only )?[a-z]+ (?:can|may|must)|[a-z ]+ :) .+?) , (?:and )?((?:only |at most |just )?1 [a-z]+(?: [a-z]+)? per [a-z]+.*)$/,
    ({ 1: first = '', 2: second = '' }) => [first, second],
  ],
  [
    /^((?:but |and )?only [a-z]+(?: (?:and|or) [a-z]+)? (?:can|may|must)) (?:hand in|turn in|put in|send in|lodge) (.+)$/,
    ({ 1: who = '', 2: what = '' }) => [`${who} create ${what}`],
  ],
  // "the same plate cannot be on one crossing twice"
  [
    /^(?:the )?same ([a-z]+(?: [a-z]+)??) (?:cannot|must not|may not|can never|never) (?:be|appear|occur|stand|come|show up|go) (?:on|in|at|for|into) (?:1|the same|an?|1 and the same) ([a-z]+) (?:twice|more than once|again|2 times)$/,
    ({ 1: field = '', 2: where = '' }, told) => (has(told, field) ? [] : [`${field} is unique per ${where}`]),
  ],
  // "a ticket is issued on entry and closed on exit"
  [
    /^(?:an? |each |every |the )?([a-z]+(?: [a-z]+)??) (?:is|are|gets?) (?:issued|opened|started|created|printed|given(?: out)?|made|drawn) (?:on|at|upon|when) (?:entry|entering|arrival|arriving|check in|driving in|coming in) (?:, )?and (?:is |gets )?(?:closed|ended|completed|finished|paid|settled|stopped|returned) (?:on|at|upon|when) (?:exit|leaving|departure|check out|driving out|going out)$/,
    ({ 1: what = '' }) => [`each ${what} has an entry time and an exit time`],
  ],
];
