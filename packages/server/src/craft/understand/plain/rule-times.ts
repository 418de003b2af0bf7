import { type Tell, has, isMany, one } from './words.ts';

/** Sentences about time and states, in the words in which these are read: "vouchers expire after 30 days", "status: new -> paid". */

const time = '(?:minutes?|hours?|days?|weeks?|months?|years?)';
const span = `\\d+ ${time}`;
const noLonger =
  '(?:(?:can|may) no longer be (?:used|redeemed|accepted|opened|claimed|activated)|cannot be (?:used|redeemed|accepted|opened|claimed|activated)(?: any ?more| any longer)?|(?:is|are) (?:no longer|not) (?:valid|accepted|usable|good|active)(?: any ?more)?|(?:is|are|becomes?|gets?) (?:invalid|void|worthless|useless|unusable|dead|expired)|(?:is|are) (?:gone|over)|stops? working|(?:do|does) not work any ?more|no longer works?|lapses?|expires?|dies?|ends?)';
const many = (words: string): string => (isMany(words) ? words : `${words}s`);
const state = '((?!(?:it|they|this|that|the|a|an|changed|created|made) )[a-z]+(?: (?:in |for |to )?[a-z]+)??)';
const then =
  '(?: ,)?(?: (?:and|or))?(?: (?:then|later|afterwards|finally|after that|lastly|at last|in the end|from there))*(?: ,)?';
const step = `${then} (?:(?:it )?(?:is|becomes|turns|gets|goes(?: on)?|moves(?: on)?|changes|be|go|move|become|are)(?: (?:to|into|set to|marked|marked as))? |to |into )?${state}`;

export const timeSentences: [RegExp, Tell][] = [
  // "no double bookings , check-out after check-in , at most 30 nights": rules that are only named
  [
    /^(no (?:double|overlapping) (?:bookings?|reservations?)|check out after check in) (?:, )?(?:and )?(.+)$/,
    ({ 1: first = '', 2: rest = '' }) => (/^(?:for|of|in|on|at|are|is|may|can) /.test(rest) ? [] : [first, rest]),
  ],
  [
    /^(at most|at least|no more than) (\d+ (?:nights|days|hours|weeks))(?: per (?:stay|booking|reservation|rental))?$/,
    ({ 1: how = '', 2: length = '' }) => [`a stay lasts ${how} ${length}`],
  ],
  // "the total is nights times price per night"
  [
    /^the (?:total|price|cost|amount|total (?:price|cost|amount))(?: of (?:an?|the|each) ([a-z]+))? is (?:the )?(?:number of )?(nights|days|hours) (?:times|multiplied by|x) (?:the )?(price|rate|fee|cost) per (night|day|hour)$/,
    ({ 1: named, 2: unit = '', 3: rate = '', 4: per = '' }) => [
      `the total price${named === undefined ? '' : ` of a ${named}`} is the number of ${unit} times the ${rate} per ${per}`,
    ],
  ],
  // "after the end time no bids are accepted": the time behind
  [
    /^(after|before|until) ((?:the |its |their )?(?:[a-z]+ )??(?:time|date|deadline|day|start|end|closing|expiry)(?: of (?:the |an? |its )?[a-z]+)?) (?:, )?((?:no|nobody|users cannot) .+)$/,
    ({ 1: when = '', 2: what = '', 3: rest = '' }) => [
      `${rest} ${when} ${what === 'closing' ? 'the closing time' : what}`,
    ],
  ],
  // "after 30 days a voucher can no longer be used", "30 days after creation a voucher becomes invalid"
  [
    new RegExp(
      `^(?:after (${span})|(${span}) (?:after|from|since) (?:creation|it (?:is|was) (?:created|made|issued|sent|opened)|they (?:are|were) (?:created|made|issued|sent)|issue|issuing|sending|being (?:created|sent|issued))) (?:, )?(?:an? |the |each |every |any |all )?([a-z]+(?: [a-z]+)??) (?:automatically )?${noLonger}$`,
    ),
    ({ 1: first, 2: second, 3: what = '' }) => [`${many(what)} expire after ${first ?? second ?? ''}`],
  ],
  // "a voucher stops working after 30 days", "links die after 2 hours"
  [
    new RegExp(
      `^(?:an? |the |each |every |any |all )?([a-z]+(?: [a-z]+)??) (?:automatically )?${noLonger} (?:after|in|within) (${span})(?: (?:after|from|of) .*)?$`,
    ),
    ({ 1: what = '', 2: when = '' }) => [`${many(what)} expire after ${when}`],
  ],
  // "a voucher lives for 30 days", "a code can be used for 10 minutes", "each voucher has a lifetime of 30 days"
  [
    new RegExp(
      `^(?:an? |the |each |every |any |all )?([a-z]+(?: [a-z]+)??) (?:(?:lives?|holds?|works?|keeps?|counts?) (?:only )?(?:for )?|(?:can|may) (?:only )?be (?:used|redeemed|opened|claimed|accepted) (?:only )?(?:for|up to|until) |has (?:a |an )?(?:lifetime|life span|lifespan|life|validity|validity period|time to live|ttl|shelf life|expiry time) (?:of|:) )(${span})(?: (?:after|from|of) .*| only)?$`,
    ),
    ({ 1: what = '', 2: when = '' }) => [`${many(what)} expire after ${when}`],
  ],
  [
    new RegExp(
      `^(?:the )?(?:lifetime|life span|lifespan|validity|validity period|time to live|ttl) of (?:an? |the |each |every )?([a-z]+(?: [a-z]+)?) (?:is|:|are) (${span})$`,
    ),
    ({ 1: what = '', 2: when = '' }) => [`${many(what)} expire after ${when}`],
  ],
  // "the due date is 14 days after the loan date"
  [
    new RegExp(
      `^(?:the |its |an? )?(due date|return date|deadline|due day)(?: of (?:an? |the |each )?([a-z]+))? (?:is|lies|falls|must be) (?:always |set to )?(${span}) (?:after|from|behind) (?:the |its )?(?:(loan|borrowing|lending|rental|issue|order|booking|creation|start)(?: (?:date|day|time))?|it (?:is|was) [a-z]+|(?:date|day) of (?:the )?([a-z]+))$`,
    ),
    ({ 2: of, 3: when = '', 4: made, 5: day }) => {
      const what =
        of ?? { borrowing: 'loan', lending: 'loan', creation: undefined, start: undefined }[made ?? ''] ?? made ?? day;
      return what === undefined || /^(?:creation|start)$/.test(what) ? [] : [`${many(what)} are due after ${when}`];
    },
  ],
  // "vouchers older than 30 days are no longer accepted"
  [
    new RegExp(`^(?:an? |the |all |any )?([a-z]+(?: [a-z]+)??) (?:that (?:is|are) )?older than (${span}) ${noLonger}$`),
    ({ 1: what = '', 2: when = '' }) => [`${many(what)} expire after ${when}`],
  ],
  // "members can borrow at most 5 books at a time for 14 days"
  [
    /^(.+ (?:can|may) (borrow|rent|hire|take out|check out) .+?) for (?:up to |at most |a maximum of |max )?(\d+ (?:days?|weeks?|hours?))(?: each)?$/,
    ({ 1: said = '', 2: verb = '', 3: span = '' }) => [
      said,
      `${/rent|hire/.test(verb) ? 'rentals' : 'loans'} are due after ${span}`,
    ],
  ],
  // "a stay lasts at least 2 and at most 14 nights"
  [
    /^(?:an? |the |each |every )?([a-z]+(?: [a-z]+)??) (?:(?:can|may|must|should|has to|have to) )?lasts? (?:between |at least |from )?(\d+)(?: [a-z]+)? (?:\.\.|and|to|but|, but)(?: at most| no more than| up to)? (\d+ (?:minutes?|hours?|days?|nights?|weeks?))$/,
    ({ 1: what = '', 2: least = '', 3: most = '' }) => [`${many(what)} must be between ${least} and ${most} long`],
  ],
  // "invitations are automatically invalidated after 48 hours"
  [
    new RegExp(
      `^(?:an? |the |each |every |any |all )?([a-z]+(?: [a-z]+)??) (?:is|are|gets?|will be|must be|should be) (?:automatically )?(?:invalidated|deactivated|revoked|disabled|voided|withdrawn|blocked|dead|useless) (?:automatically )?(?:after|in|within) (${span})(?: (?:after|from|of) .*)?$`,
    ),
    ({ 1: what = '', 2: when = '' }) => [`${many(what)} expire after ${when}`],
  ],
  // "unless it is accepted within 3 days , an invitation expires"
  [
    new RegExp(
      `^(?:unless|if not|if) (?:it|they|an? [a-z]+|the [a-z]+) (?:is|are|has been|have been|was|were) (not )?([a-z]+|picked up) (?:within|in|after|for) (${span}) (?:, )?(?:then )?(?:it|they|(?:an? |the |each |every )?([a-z]+(?: [a-z]+)??)) (?:automatically )?(?:expires?|lapses?|(?:is|are|becomes?) (?:automatically )?(?:void|invalid|cancelled|released|gone))$`,
    ),
    ({ 0: all, 1: not, 2: done = '', 3: when = '', 4: what }) =>
      what === undefined || (not === undefined) !== all.startsWith('unless')
        ? []
        : [`a ${one(what)} that is not ${done} within ${when} expires`],
  ],
  // "a coupon past its expiry date cannot be used"
  [
    /^(?:an? |the |any |all )?([a-z]+(?: [a-z]+)?) (?:past|after|beyond) (?:its|their|the) (?:expiry|expiration|expiry date|expiry time|expiration date|end of validity|validity) (?:date )?((?:cannot|must not|may not|can never|can no longer|is not|are not) .+|is (?:invalid|void|refused|rejected)|are (?:invalid|void|refused|rejected))$/,
    ({ 1: what = '', 2: then = '' }) => [
      `expired ${many(what)} ${/^(?:is|are) /.test(then) ? 'cannot be used' : then}`,
    ],
  ],
  // "double bookings of a room are impossible", "a room can be booked only if it is free during that time"
  [
    /^(?:double|duplicate|simultaneous|parallel|overlapping) (?:bookings?|reservations?) (?:of|for|in|on) (?:an? |the |1 |any |each )?([a-z]+(?: [a-z]+)??)s? (?:are|is|must be|should be|cannot be|must not be|may not be) (?:impossible|not possible|possible|not allowed|allowed|forbidden|refused|rejected|prohibited|prevented|avoided|excluded|ruled out|accepted|not accepted)$/,
    ({ 0: all, 1: what = '' }) =>
      / (?:be possible|be allowed|be accepted|are possible|are allowed|is allowed|are accepted)$/.test(all) &&
      !/not|cannot/.test(all)
        ? []
        : [`a ${what} cannot be double booked`],
  ],
  [
    /^(?:an? |the |each |every )?([a-z]+(?: [a-z]+)??) (?:can|may|must|should) (?:only )?be (?:booked|reserved|rented|hired|used|taken) (?:only )?(?:if|when|while|as long as|provided(?: that)?) (?:it|they|the [a-z]+) (?:is|are) (?:still )?(?:free|available|not (?:booked|taken|reserved|occupied)(?: yet| already)?) (?:(?:during|at|for|in|over|throughout) (?:that|the|this|the whole|the entire|the same|those) (?:[a-z]+ )?(?:times?|periods?|slots?|days?|dates?|hours?|nights?|range)|then|at that time)$/,
    ({ 1: what = '' }) => [`a ${what} cannot be double booked`],
  ],
  // "nobody can register for a workshop once all its seats are taken", "registrations are accepted until the workshop is full"
  [
    /^(.+?) (?:, )?(?:when|if|once|as soon as|after) (?:all|all of) (?:the |its |their |of the )?(?:places?|seats?|spots?|beds?|spaces?|tickets?)(?: (?:of|in|on|at|for) (?:an? |the |1 |that )?([a-z]+))? (?:is|are|have been|has been) (?:taken|gone|booked|occupied|sold|filled|used up|reserved)$/,
    ({ 1: head = '', 2: what }) => {
      if (!/\b(?:nobody|no one|no|not|cannot|refused|rejected|closed|none|never)\b/.test(head)) return [];
      const named = what ?? / (?:for|of|in|on|to|into|at) (?:an? |the )?([a-z]+)$/.exec(head)?.[1];
      return [named === undefined ? 'no overbooking' : `a full ${one(named)} cannot be booked`];
    },
  ],
  [
    /^(?:an? |the )?(?:[a-z]+s|bookings?|people|anyone|new [a-z]+) (?:are|is|can be|may be|can|may) (?:only )?(?:accepted|taken|possible|allowed|open|made|register|join|book|enrol|enroll|signup|added) (?:only )?(?:until|till|as long as|while|up to when) (?:an? |the )?([a-z]+) (is|is not|has not been|are) (?:yet )?(?:full|sold out|fully booked|booked out)(?: yet)?$/,
    ({ 0: all, 1: what = '', 2: is = '' }) =>
      / (?:until|till) /.test(all) === (is === 'is') ? [`a full ${one(what)} cannot be booked`] : [],
  ],
  // "there can be as many registrations as the workshop has seats"
  [
    /^(?:there (?:can|may) (?:only )?be |(?:an? |each |every |the )?[a-z]+ (?:has|have|takes?|accepts?|can have|can take) )?(?:only |at most |just |no more than )?as many ([a-z]+(?: [a-z]+)?) as (?:there are ([a-z]+) (?:in|on|at|for) (?:an? |the |its )?([a-z]+)|(?:an? |the |its )?([a-z]+) (?:has|have|offers?|holds?) ([a-z]+))$/,
    ({ 1: what = '', 2: size, 3: where, 4: holder, 5: seats }) => [
      `no more ${what} than ${seats ?? size ?? ''} of the ${holder ?? where ?? ''}`,
    ],
  ],
  // "all bookings of a tour together cannot have more persons than the tour has places"
  [
    /^(?:all )?(?:the )?([a-z]+s) (?:of|for|in|on) (?:an?|the|1|each|every) ([a-z]+(?: [a-z]+)??) (?:together|in total|altogether|combined|taken together) (?:cannot|must not|may not|can never|should not) (?:have|take|hold|include|comprise|be for|need|bring|cover|contain) more ([a-z]+(?: [a-z]+)?) than (?:(?:the [a-z]+|it) (?:has|have|offers?|holds?)|there are) ([a-z]+)(?: (?:in|on|of) .*)?$/,
    ({ 1: rows = '', 2: holder = '', 3: counted = '', 4: places = '' }) => [
      `the total ${counted} of all ${rows} of a ${holder} cannot exceed the ${places} of the ${holder}`,
    ],
  ],
  // "you cannot plan an event in the past", "nobody can book an appointment in the past"
  [
    /^(?:you|nobody|no one|one|users?|people|it|we|they|customers?|members?) (?:can|may|cannot|must not|may not|can never|is not possible to|should not) (?:plan|create|make|schedule|book|add|enter|set up|arrange|reserve|hold|give) (?:an? |the |new |any )*([a-z]+(?: [a-z]+)??)s? (?:(?:in|for|on) (?:the past|a date in the past|a time in the past|a day in the past|a past (?:date|day|time))|that (?:is|are|lies|lie) in the past|before today)$/,
    ({ 0: all, 1: what = '' }) =>
      all.startsWith('no') !== /\b(?:cannot|not|never)\b/.test(all) ? [`${many(what)} cannot be in the past`] : [],
  ],
  [
    /^([a-z]+s) (?:can|may|must|are) (?:only )?(?:be )?(?:made|booked|created|placed|taken|accepted|possible|allowed|given) (?:only )?(?:for|on|in) (?:an? )?(?:future (?:dates?|days?|times?|moments?)|(?:dates?|days?|times?) (?:that (?:is|are|lies|lie) )?in the future|the future)$/,
    ({ 1: what = '' }) => [`${what} must be in the future`],
  ],
  // "an open cart can be ordered or abandoned , an ordered one cannot be opened again"
  [
    /^(.+ (?:can|may) (?:only )?be .+?) , (?:and |but )?an? ([a-z]+) (?:one|1|[a-z]+) (?:cannot|must not|may not|can never) (?:be |become )?([a-z]+?)(?:ed)?(?: any ?more| again)?$/,
    ({ 1: first = '', 2: from = '', 3: to = '' }) => [first, `the status cannot go from ${from} to ${to}`],
  ],
  [
    /^(?:nobody|no one|no [a-z]+|an? [a-z]+|[a-z]+s) (?:can|may|cannot|must not|may not|can never) be born (?:in the future|after today|tomorrow or later)$/,
    () => ['the date of birth cannot be in the future'],
  ],
  // "a closed ticket can never be reopened"
  [
    /^(?:an? |the |all |any |once )?([a-z]+(?: progress| hold)?) ([a-z]+(?: [a-z]+)?) (?:cannot|must not|may not|can never|can no longer|should not) be (?:reopened|opened again|changed back|set back|moved back|reactivated|revived|resumed|restarted|started again|touched again)(?: again| any ?more)?$/,
    ({ 1: name = '' }) => [`${name} is final`],
  ],
  // "there is no way back from shipped to paid"
  [
    /^(?:there is |there must be |there can be )?no (?:way back|way|going back|return|change|step back|path|move|transition) from ([a-z]+(?: [a-z]+)?) (?:back )?(?:to|into) ([a-z]+(?: [a-z]+)?)$/,
    ({ 1: from = '', 2: to = '' }) => [`the status cannot go from ${from} to ${to}`],
  ],
  // "orders are new at first , become paid , and are then shipped"
  [
    new RegExp(
      `^(?:an? |the |each |every |all |new )*([a-z]+(?: [a-z]+)??) (?:is|are|starts?(?: out)?|begins?) (?:as )?${state} (?:at first|first|initially|in the beginning|at the start|to begin with) (?:, )?(?:and )?((?:then )?(?:becomes?|turns?|gets?|is|are|goes|moves?|changes?)(?: then| to| into)? [a-z]+(?: [a-z]+)?(?: (?:, |and |, and |then |, then |and then |, and then |finally |, finally |and finally )+(?:(?:becomes?|turns?|gets?|is|are|goes|moves?|changes?)(?: then| finally| to| into| in the end)* )?[a-z]+(?: (?:in )?(?!and|then)[a-z]+)?){0,5})$`,
    ),
    ({ 1: what = '', 2: first = '', 3: rest = '' }) => {
      const steps = rest
        .split(/ (?:, and then|, and finally|and then|and finally|, then|, finally|, and|then|finally|and|,) (?=[a-z])/)
        .map((part) =>
          part
            .replace(
              /^(?:(?:then|finally|becomes?|turns?|gets?|is|are|goes|moves?|changes?|to|into|in the end)(?: |$))+/,
              '',
            )
            .trim(),
        )
        .filter((part) => part !== '');
      return steps.length === 0 || steps.some((part) => part.split(' ').length > 2)
        ? []
        : [`${what} status : ${[first, ...steps].join(' -> ')}`];
    },
  ],
  // "a ticket can only be closed if it has been resolved before"
  [
    /^(.+? (?:can|may|must) (?:only )?be [a-z]+ (?:only )?(?:if|when|once|after) (?:it|they|the [a-z]+) (?:has|have|had|was|were|is) (?:been )?(?:already )?[a-z]+) (?:before|beforehand|earlier|first|previously)$/,
    ({ 1: said = '' }) => [said],
  ],
  // "if a claim is rejected , a reason has to be given", "a claim cannot be rejected without a reason", "a rejected claim needs a reason"
  [
    /^(?:an? |the |each |every |no )?([a-z]+(?: [a-z]+)?) (?:cannot|must not|may not|can never|can only|may only|can|may) be ([a-z]+ed|[a-z]+en|[a-z]*paid|sent|sold|lost|closed) (?:only )?(without|with|if there is|unless there is|when there is) (?:giving |stating |having |setting |entering )?(?:an? |the |its |any )?([a-z]+(?: [a-z]+)?)$/,
    ({ 0: all, 1: what = '', 2: state = '', 3: how = '', 4: field = '' }) => {
      const needs = /cannot|not|never|^no /.test(all) ? /without|unless/.test(how) : / only /.test(all);
      return needs && !/^(?:enough|sufficient|more|less|room|no|any) |^(?:stock|room|space)$/.test(field)
        ? [`the ${field} is required when the ${one(what)} is ${state}`]
        : [];
    },
  ],
  [
    /^(?:if|when|once|as soon as|while) (?:an? |the )?([a-z]+(?: [a-z]+)?) (?:is|has been|was|gets|becomes) ([a-z]+(?: progress| hold)?) (?:, )?(?:then )?(?:there (?:must|has to|should) be )?(?:an? |the |its |his |her )?([a-z]+(?: [a-z]+)?)(?: (?:must|has to|have to|should|is|are|needs to) (?:also )?(?:be )?(?:given|stated|set|filled(?: in| out)?|provided|entered|present|required|mandatory|named|needed|there|compulsory|supplied))$/,
    ({ 1: what = '', 2: state = '', 3: field = '' }) =>
      /^(?:it|they)$/.test(what) ? [] : [`the ${field} is required when the ${one(what)} is ${state}`],
  ],
  [
    /^(?:an? |the |each |every |all )?([a-z]+ed|[a-z]*paid|sent|sold|lost|broken|done) ([a-z]+(?: [a-z]+)?) (?:needs?|requires?|must have|must carry|must state|must give|has to have|have to have|should have|must come with|must contain) (?:an? |the |its |their )?([a-z]+(?: [a-z]+)?)$/,
    ({ 1: state = '', 2: what = '', 3: field = '' }, told) =>
      has(told, what) ? [`the ${field} is required when the ${one(what)} is ${state}`] : [],
  ],
  // "once an invoice has been sent , nothing about it may change", "paid invoices are locked", "only draft invoices can be edited"
  [
    /^(?:once|after|when|if|as soon as) (?:an? |the )?([a-z]+(?: [a-z]+)?) (?:is|has been|was|gets|becomes) ([a-z]+) (?:, )?(?:nothing (?:about|of|in|on) it (?:can|may|must|should) (?:be changed|change|be edited|be modified|be altered)(?: any ?more| again)?|(?:it|the [a-z]+|its data) (?:is|becomes|gets) (?:locked|frozen|read only|immutable|sealed|fixed|untouchable)|no (?:changes|edits|modifications)(?: to it)? (?:are|is|must be|can be) (?:allowed|possible|accepted|permitted|made))$/,
    ({ 1: what = '', 2: state = '' }) => [`a ${one(what)} cannot be changed once it is ${state}`],
  ],
  [
    /^(?:an? |the |all |any )?([a-z]+) ([a-z]+(?: [a-z]+)?) (?:is|are|stays?|becomes?) (?:locked|frozen|read only|immutable|sealed|untouchable|not editable|no longer editable|uneditable)$/,
    ({ 1: state = '', 2: what = '' }, told) => (has(told, what) ? [`${state} ${what} cannot be changed`] : []),
  ],
  [
    /^only ([a-z]+(?: progress)?) ([a-z]+(?: [a-z]+)?) (?:can|may) be (?:edited|changed|modified|updated|altered)$/,
    ({ 1: state = '', 2: what = '' }, told) =>
      has(told, what) ? [`a ${one(what)} can only be changed while it is ${state}`] : [],
  ],
  // "two trips of the same boat must not collide", "trips of one boat never intersect"
  [
    /^(?:the )?(?:(?:2|no 2|any 2) )?([a-z]+s) (?:of|for|in|on|at|with) (?:the same|an?|1|each|every|any|the) ([a-z]+(?: [a-z]+)?) (?:must not|cannot|may not|should not|must never|can never|never|do not|are not allowed to|can|may|must) (?:ever )?(?:collide|intersect|clash|cross|coincide|interfere|touch|overlap|run into each other|get in each other 's way)(?: (?:with each other|in time|each other))?$/,
    ({ 0: all, 1: what = '', 2: per = '' }) =>
      /\b(?:not|never|cannot|no)\b/.test(all) ? [`2 ${what} of 1 ${per} must not overlap`] : [],
  ],
  // "it must be impossible to double book a boat"
  [
    /^(?:it )?(?:must be|should be|is|has to be) (?:impossible|not possible|forbidden|not allowed) to (?:double book|doublebook|book) (?:an? |the |any )?([a-z]+(?: [a-z]+)??)(?: twice(?: (?:at|for) the same time)?| doubly)?$/,
    ({ 0: all, 1: what = '' }) => (/double|twice|doubly/.test(all) ? [`a ${what} cannot be double booked`] : []),
  ],
  // "the same boat cannot be booked twice for overlapping times", "the same bed cannot be given to two guests for the same night"
  [
    /^(?:the same |1 |an? |no |each )([a-z]+(?: [a-z]+)??) (?:cannot|must not|may not|can never|must never|should not|can|may|must) be (?:[a-z]+) (?:(?:twice|doubly|more than once|again|to 2 [a-z]+|by 2 [a-z]+|for 2 [a-z]+|to several [a-z]+|by several [a-z]+|to more than 1 [a-z]+|by more than 1 [a-z]+|by another [a-z]+|by someone else)) (?:for|at|in|on|over|during) (?:the |an? )?(?:same |overlapping |1 )(?:times?|time ?slots?|slots?|periods?|dates?|days?|nights?|hours?|moments?|intervals?|ranges?)$/,
    ({ 0: all, 1: what = '' }) =>
      /\b(?:not|never|cannot)\b/.test(all) !== all.startsWith('no ') ? [`overlaps of a ${what} are not allowed`] : [],
  ],
  // "when all places are taken nobody else can enrol"
  [
    /^(?:when|if|once|as soon as|after) (?:all|all the|every|no) (?:more )?(?:places?|seats?|spots?|beds?|spaces?)(?: (?:of|in|on|at) (?:an? |the |1 )?([a-z]+))? (?:is|are|have been|has been)? ?(?:taken|gone|booked|occupied|sold|filled|used up|left|free|available) (?:, )?(.+)$/,
    ({ 1: what, 2: then = '' }) =>
      /\b(?:nobody|no one|no|not|cannot|refused|rejected|closed|none|never)\b/.test(then)
        ? [what === undefined ? 'no overbooking' : `no overbooking of ${what}s`]
        : [],
  ],
  // "a trip cannot end before it starts"
  [
    /^(?:an? |the |each |every )?([a-z]+(?: [a-z]+)??) (?:cannot|must not|may not|can never|must never|never|should not) ends? (?:before|earlier than) (?:it|they|the [a-z]+) (?:starts?|begins?|has started|has begun|started|began)$/,
    ({ 1: what = '' }) => [`the end of a ${one(what)} must be after its start`],
  ],
  [
    /^(?:an? |the |each |every )?([a-z]+(?: [a-z]+)??) (?:(?:must|has to|have to|should|can only|may only|always|only) )?(?:be ended|ends?) (?:only )?(?:after|later than) (?:it|they|the [a-z]+) (?:starts?|begins?|has started|have started|has begun|have begun|started|began)$/,
    ({ 1: what = '' }) => [`the end of a ${one(what)} must be after its start`],
  ],
  // "new orders can be paid or cancelled , paid ones delivered"
  [
    /^(.+ (?:can|may) be .+?) , (?:and )?([a-z]+(?: [a-z]+)?) ones ((?:[a-z]+(?: or | , )?)+)$/,
    ({ 1: first = '', 2: from = '', 3: to = '' }) =>
      / (?:can|may|must|be) /.test(` ${to} `) ? [] : [first, `${from} ones can be ${to}`],
  ],
  // "status order : open , in progress , closed"
  [
    /^(?:the )?(status|state) (?:order|flow|sequence|chain|path|lifecycle|life cycle|workflow|steps?)(?: (?:is|are))? ?:? ([a-z]+(?: [a-z]+)?(?: (?:,|then|, then|and then|and) [a-z]+(?: [a-z]+)?)+)$/,
    ({ 1: field = '', 2: list = '' }) => [`${field} : ${list.split(/ (?:, then|and then|,|then|and) /).join(' -> ')}`],
  ],
  // "once closed , a ticket stays closed", "a closed ticket can never change its status again"
  [
    /^once (?:it is )?([a-z]+(?: [a-z]+)?) (?:, )?(?:it|an? [a-z]+|the [a-z]+) (?:always )?(?:stays|remains|is always|keeps being) \1(?: forever| for good)?$/,
    ([, name = '']) => [`${name} is final`],
  ],
  [
    /^(?:an? |the |all |any )?([a-z]+(?: [a-z]+)?) [a-z]+ (?:can never|cannot|must not|may not|never|must never) changes? (?:its|their|the) (?:status|state)(?: again| any ?more)?$/,
    ([, name = '']) => [`${name} is final`],
  ],
  [
    /^(?:an? |the |all )?([a-z]+ed|done|sold|paid|sent|lost) [a-z]+ (?:always )?(?:stays?|remains?) \1(?: forever| for good)?$/,
    ([, name = '']) => [`${name} is final`],
  ],
  [
    /^there is no (?:way )?(?:back|return|way out) (?:from|after|of) ([a-z]+(?: [a-z]+)?)$/,
    ([, name = '']) => [`${name} is final`],
  ],
  // "a ticket starts as open , then goes to in progress , then resolved , and finally closed"
  [
    new RegExp(
      `^(?:first |at first )?(?:an? |the |each |every |all |new )*([a-z]+(?: [a-z]+)??) (?:(?:starts?|begins?)(?: out| off)? (?:as|in|with|at) |(?:is|are) (?:at )?first |(?:is|are) )(?:an? |the )?${state}((?:${step}){1,6})$`,
    ),
    ({ 0: all, 1: what = '', 2: first = '', 3: rest = '' }) => {
      if (!/ then | finally | lastly | later | afterwards /.test(` ${rest} `) || /\d/.test(all)) return [];
      const steps = rest
        .split(
          / ?(?:, |\band\b |\bor\b )?(?:\bthen\b|\bfinally\b|\blastly\b|\bafterwards\b|\blater\b|\bafter that\b|\bin the end\b)(?: ,)? ?|(?<=[a-z]) , /,
        )
        .map((part) =>
          part
            .replace(/^(?:,|and|or) /, '')
            .replace(
              /^(?:it )?(?:is|becomes|turns|gets|goes(?: on)?|moves(?: on)?|changes|be|go|move|become|are)(?: (?:to|into|set to|marked as|marked))? /,
              '',
            )
            .replace(/^(?:to|into) /, '')
            .replace(/ (?:,|and|or)$/, '')
            .trim(),
        )
        .filter((part) => part !== '');
      return steps.length === 0 || steps.some((part) => part.split(' ').length > 3)
        ? []
        : [`${what} status : ${[first, ...steps].join(' -> ')}`];
    },
  ],
];
