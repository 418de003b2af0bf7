import { type Tell, isMany, one } from './words.ts';

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
  // "vouchers older than 30 days are no longer accepted"
  [
    new RegExp(`^(?:an? |the |all |any )?([a-z]+(?: [a-z]+)??) (?:that (?:is|are) )?older than (${span}) ${noLonger}$`),
    ({ 1: what = '', 2: when = '' }) => [`${many(what)} expire after ${when}`],
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
