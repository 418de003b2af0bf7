import { type Tell, one } from './words.ts';

/** Sentences that bound a number, how many there may be of a thing, or what a field starts with, in the words in which these are read. */

const number = '-?\\d+(?:\\.\\d+)?';
const unit =
  '(?: (?:euros?|eur|dollars?|usd|pounds?|francs?|chf|cents?|percent|kg|kilos?|kilograms?|grams?|g|tonnes?|met(?:re|er)s?|m|cm|mm|km|inches|feet|litres?|liters?|l|ml|minutes?|hours?|days?|weeks?|months?|years?|degrees?|points?|words?))?';
const unitBehind = new RegExp(`(?<=\\d)${unit.replace(/\?$/, '')}`, 'g');
const refused =
  '(?:(?:is|are|will be|gets?|must be|should be) (?:always )?(?:refused|rejected|forbidden|prohibited|invalid|disallowed|denied|not (?:allowed|accepted|permitted|possible|valid|ok))|(?:is|are) not (?:to be )?(?:allowed|accepted|permitted)|(?:do|does) not (?:exist|count)|(?:cannot|must not|may not|can never) be (?:accepted|taken|admitted|allowed|handled|sent|entered))';
const anyone =
  '(?:nobody|no one|none|no [a-z]+|an? [a-z]+ (?:cannot|must not|may not|never)|[a-z]+s (?:cannot|must not|may not|never))';

/** What a thing of such a length or age has. */
const measures: Record<string, string> = {
  long: 'length',
  tall: 'height',
  high: 'height',
  heavy: 'weight',
  deep: 'depth',
  wide: 'width',
  thick: 'thickness',
  old: 'age',
};
const paid: Record<string, string> = {
  earn: 'salary',
  cost: 'price',
  weigh: 'weight',
  pay: 'amount',
  last: 'duration',
};

export const numberSentences: [RegExp, Tell][] = [
  // "the postcode has exactly five digits", "postcodes are 5 digits long"
  [
    /^(?:the |an? |each |every |all )*((?!(?:it|they|there|this|that)(?![a-z]))[a-z]+(?: [a-z]+){0,2}?) (?:has|have|consists? of|contains?|comprises?|is made of|are made of|counts?|must have|must consist of|must contain|should have|has to have|is|are|must be|has to be|should be) (?:always )?((?:exactly|at least|at most|between|from|up to|no more than|precisely)? ?\d+(?: (?:\.\.|to|and|or) \d+)?) (digits|letters|characters|chars|numbers)(?: long| each| in length)?$/,
    ({ 0: all, 1: field = '', 2: bounds = '', 3: what = '' }, told) =>
      (told.has(one(field)) && !/ long$| in length$/.test(all) && !/^exactly |^\d+$/.test(bounds.trim())) ||
      / or /.test(bounds)
        ? []
        : [
            `${one(field)} must be ${/^\d+$/.test(bounds.trim()) ? 'exactly ' : ''}${bounds
              .trim()
              .replace('precisely', 'exactly')
              .replace(/(?<=\d) (?:to|and) (?=\d)/, ' .. ')} ${what === 'numbers' ? 'digits' : what} long`,
          ],
  ],
  // "notes may be left empty"
  [
    /^(?:the |an? |each |every |its |their )?([a-z]+(?: [a-z]+){0,2}?) (?:may|can|might|need not|does not have to|do not have to) (?:also )?be (?:left )?(?:empty|blank|out|open|missing|omitted|skipped|given|filled(?: in| out)?|set)$/,
    ({ 0: all, 1: field = '' }) =>
      / (?:not|do not|does not) /.test(all) === / (?:given|filled(?: in| out)?|set)$/.test(all)
        ? [`${field} is optional`]
        : [],
  ],
  // "a car can only have one open stay"
  [
    /^((?:an? |each |every |no |the )*[a-z]+(?: [a-z]+)??) (?:can|may|must|should) (?:only |just )?(?:ever )?have (?:only |just |at most |max |up to |no more than )*(\d+) ((?:open|active|running|current|unfinished|unreturned|pending|ongoing) [a-z]+(?: [a-z]+)?)(?: at (?:a|the same|any 1|any|1) time| at once)?$/,
    ({ 0: all, 1: who = '', 2: limit = '', 3: what = '' }) =>
      /\b(?:only|just|at most|max|up to|no more than)\b/.test(all) && !who.startsWith('no ')
        ? [`${who} has at most ${limit} ${what}`]
        : [],
  ],
  // "the minimum donation is 5 euros", "the largest group size is 20"
  [
    new RegExp(
      `^(?:the |an? |our )?(minimum|min|smallest|lowest|least|shortest|maximum|max|largest|highest|biggest|longest) ((?!number|length)[a-z]+(?: [a-z]+){0,2}?) (?:is|are|of|must be|should be|:) (${number}${unit})$`,
    ),
    ({ 1: how = '', 2: what = '', 3: bound = '' }) => [
      `${what} must be ${/^(?:min|minimum|smallest|lowest|least|shortest)$/.test(how) ? 'at least' : 'at most'} ${bound}`,
    ],
  ],
  // "a boat is at least 3 metres and at most 40 metres long"
  [
    new RegExp(
      `^((?:an? |each |every |the |all )*[a-z]+(?: [a-z]+)??) (?:is|are|must be|has to be|have to be|should be|may be|can be|cannot be|must not be|may not be) (?:only )?((?:at least|at most|between|more than|less than|longer than|shorter than|no more than|no less than|up to|from|exactly)? ?${number}${unit}(?: (?:and|to|\\.\\.|but|or) (?:at most |at least |no more than |less than |up to )?${number}${unit})?) (long|tall|high|heavy|deep|wide|thick)$`,
    ),
    ({ 0: all, 1: who = '', 2: bounds = '', 3: how = '' }) => {
      // What is so many hours long lasts so long.
      const time = how === 'long' && /\b(?:minutes?|hours?|days?|nights?|weeks?)\b/.test(bounds);
      if (time && !/\bcannot|\bnot be /.test(all) && /^(?:at most|at least|between|up to|no more than)/.test(bounds))
        return [`${who} last ${bounds.replace(/^up to|^no more than/, 'at most')}`];
      const plain = bounds.replaceAll(unitBehind, '');
      const both = /at least (\S+) .*at most (\S+)/.exec(plain);
      const modal = /\b(?:cannot|not) be /.test(all) ? 'cannot' : 'must';
      return [
        `the ${measures[how] ?? how} of ${who.replace(/^(?:each|every|all) /, 'a ')} ${modal} be ${both ? `between ${both[1] ?? ''} .. ${both[2] ?? ''}` : plain}`,
      ];
    },
  ],
  // "nobody earns less than 1200 euros", "no parcel weighs more than 30 kg"
  [
    new RegExp(
      `^${anyone} (?:may |can |must |should )?(earn|cost|weigh|pay|last)s? (less|more|longer|shorter|fewer) than (${number}${unit})$`,
    ),
    ({ 0: all, 1: verb = '', 2: how = '', 3: bound = '' }) => {
      // What has a beginning and an end need not keep how long it takes.
      const rows = /^(?:no |an? |the |each )*([a-z]+(?: [a-z]+)?) (?:may|can|must|should|cannot) /.exec(all)?.[1] ?? '';
      const lasting = verb === 'last' && / (?:minutes?|hours?|days?|nights?|weeks?)$/.test(bound);
      return lasting && rows !== '' && !/^(?:nobody|no one|it|they)$/.test(rows)
        ? [`${rows} last ${/less|shorter|fewer/.test(how) ? 'at least' : 'at most'} ${bound}`]
        : [`${paid[verb] ?? verb} must be ${/less|shorter|fewer/.test(how) ? 'at least' : 'at most'} ${bound}`];
    },
  ],
  // "nobody younger than 18 or older than 67 can be an employee"
  [
    new RegExp(
      `^(?:nobody|no one|no [a-z]+) (younger|older) than (\\d+)(?: years?)?(?: or (?:younger|older) than (\\d+)(?: years?)?)? (?:can|may|is|are) (?:allowed to )?(?:be(?:come)? )?(?:an? )?([a-z]+)?.*$`,
    ),
    ({ 1: how = '', 2: first = '', 3: second }) => {
      if (second !== undefined)
        return [`age must be between ${Math.min(+first, +second)} .. ${Math.max(+first, +second)}`];
      return [`age must be ${how === 'younger' ? 'at least' : 'at most'} ${first}`];
    },
  ],
  // "a negative salary is not allowed", "salaries of 0 or less are rejected", "ages above 67 are refused"
  [
    new RegExp(`^(?:an? |any )?negative ((?:[a-z]+ )?[a-z]+) ${refused}$`),
    ({ 1: what = '' }) => (/^(?:values?|numbers?)$/.test(what) ? [] : [`${one(what)} must never be negative`]),
  ],
  [
    new RegExp(
      `^(?:an? |any |no )?((?:[a-z]+ )?[a-z]+) (?:of |that is |that are |with )?(?:(above|over|more than|greater than|higher than|beyond|exceeding|below|under|less than|lower than|smaller than) (${number}${unit})|(${number}${unit}) or (less|below|under|fewer|lower|smaller|more|above|over|higher|greater)) ${refused}$`,
    ),
    ({ 0: all, 1: what = '', 2: how, 3: bound = '', 4: edge = '', 5: side = '' }) => {
      if (all.startsWith('no ') || /\b(?:number|than)\b/.test(what)) return [];
      if (how !== undefined)
        return [
          `${one(what)} must be ${/above|over|more|greater|higher|beyond|exceed/.test(how) ? 'at most' : 'at least'} ${bound}`,
        ];
      return [
        `${one(what)} must be ${/less|below|under|fewer|lower|smaller/.test(side) ? 'greater than' : 'less than'} ${edge}`,
      ];
    },
  ],
  // "a rating below 1 or above 5 is refused", "ages outside 6 .. 99 are not accepted"
  [
    new RegExp(
      `^(?:an? |any |every )?((?:[a-z]+ )?[a-z]+) (?:below|under|less than|lower than|smaller than) (${number}) (?:or|and) (?:above|over|more than|greater than|higher than|larger than|bigger than) (${number})${unit} ${refused}$`,
    ),
    ({ 1: what = '', 2: from = '', 3: to = '' }) => [`${one(what)} must be between ${from} .. ${to}`],
  ],
  [
    new RegExp(
      `^(?:an? |any |every )?((?:[a-z]+ )?[a-z]+) (?:outside(?: of)?|not between|not in|beyond) (?:the range (?:of )?)?(${number}) (?:\\.\\.|to|and) (${number})${unit} ${refused}$`,
    ),
    ({ 1: what = '', 2: from = '', 3: to = '' }) => [`${one(what)} must be between ${from} .. ${to}`],
  ],
  // "the fee can be anything up to 500 euros , but not less than 20", "the discount is a percentage , never above 50"
  [
    new RegExp(
      `^((?:the |an? |each |every )*[a-z]+(?: 's)?(?: [a-z]+){0,3}?) (?:can|may|must|should|is|has to|are) (?:be )?(?:anything |any (?:number|amount|value) )?(?:up to|at most|no more than|not more than|at maximum) (${number})${unit} (?:, )?(?:but|and|yet) (?:not|never|no|at) (?:less than|below|under|least|lower than|fewer than) (${number})${unit}$`,
    ),
    ({ 1: what = '', 2: most = '', 3: least = '' }) => [`${what} must be between ${least} .. ${most}`],
  ],
  [
    new RegExp(
      `^((?:the |an? |each |every )*[a-z]+(?: [a-z]+){0,3}?) is (an? (?:percentage|percent|number|whole number|integer|amount|decimal)) (?:, )?(?:which |that |and |but )?(?:is |must be |can be |may be |cannot be |must not be )?(never |not |at |no |up |between |greater |less |more |above |below |of at )(.*\\d.*)$`,
    ),
    ({ 1: what = '', 2: type = '', 3: how = '', 4: rest = '' }) => [
      `${what} is ${type}`,
      `${what} must ${/^(?:never|not) $/.test(how) ? 'not ' : ''}be ${/^(?:never|not) $/.test(how) ? '' : how.replace('of at', 'at')}${rest}`,
    ],
  ],
  // "an order line must be for at least one piece"
  [
    /^((?:an? |each |every |the )*[a-z]+(?: [a-z]+)?) (?:must|has to|should|needs to|have to|can only|may only) (?:be|order|contain|buy|take|ask) (?:for )?(at least|at most|between|no more than) (\d+(?: \.\. \d+)?) (?:pieces?|items?|units?|copies|copy)$/,
    ({ 1: who = '', 2: how = '', 3: bound = '' }) => [`${who} quantity must be ${how} ${bound}`],
  ],
  // "unless said otherwise the priority is normal", "the default priority is normal"
  [
    /^(?:unless (?:(?:it is )?(?:said|stated|specified|given|set|chosen|told) otherwise|otherwise (?:said|stated|specified|given|set|noted)|something else is (?:said|given|set|chosen))|by default|if nothing (?:else )?is (?:said|given|set|chosen|specified)|without (?:a|any) (?:value|choice)) (?:, )?((?:the |an? |each |every )?[a-z]+(?: (?:of (?:an? |the )?)?[a-z]+){0,2}?) (?:is|are|has|gets|becomes|will be|should be) ([a-z0-9]+(?: [a-z]+)?)$/,
    ({ 1: what = '', 2: value = '' }) => [`${what} defaults to ${value}`],
  ],
  [
    /^(?:the )?default (?:value )?(?:for |of )?(?:the |an? )?([a-z]+(?: [a-z]+)?) (?:is|:|should be|must be) ([a-z0-9]+)$/,
    ({ 1: what = '', 2: value = '' }) => [`${what} defaults to ${value}`],
  ],
  // "nobody under 18 can become a member", "you have to be 18 to rent a car"
  [
    /^(?:nobody|no one|no [a-z]+|people|persons?|anyone|anybody|those|an? [a-z]+) (?:who (?:is|are) )?(?:aged )?(?:under|below|younger than|less than) (?:the age of )?(\d+)(?: years?(?: old| of age)?)? (?:can|may|cannot|can never|must not|may not|is|are) (?:be|become|join as|register as|signup as|get) (?:an? |our )?([a-z]+)(?: of .*)?$/,
    ({ 0: all, 1: age = '', 2: who = '' }) =>
      all.startsWith('no') !== /\b(?:cannot|never|not)\b/.test(all)
        ? [`a ${one(who)} must be at least ${age} years old`]
        : [],
  ],
  // "the currency is a three letter iso code"
  [
    /^(?:the |an? |each |every |its )*([a-z]+(?: [a-z]+)?) (?:is|are|must be|has to be|should be) (?:an? |the )?(\d+) (letter|digit|character|number)s? (?:long )?(?:iso )?(?:code|currency code|country code|number|abbreviation|string|id|pin|text)s?$/,
    ({ 1: field = '', 2: size = '', 3: what = '' }) => [
      `${one(field)} must be exactly ${size} ${what === 'number' ? 'digit' : what}s long`,
    ],
  ],
  // "the number of passengers is capped at 12"
  [
    new RegExp(
      `^((?:the |an? |each |every )*(?!number )[a-z]+(?: [a-z]+){0,3}?) (?:is|are) (?:capped|limited|topped|cut off) (?:at|to) (?:a (?:maximum|max) of )?(${number}${unit})$`,
    ),
    ({ 1: what = '', 2: bound = '' }) => [`${what} must be at most ${bound}`],
  ],
  // "the price can not be 0"
  [
    /^((?:the |an? |each |every )*[a-z]+(?: [a-z]+){0,3}?) (?:(?:cannot|must not|may not|should not|can never|must never) be|(?:is|are) (?:not|never)) (?:0|0 or less|0 or negative|negative or 0)$/,
    ({ 1: what = '' }) => [`${what} must be greater than 0`],
  ],
  // "more than three trips per member are not allowed", "3 trips per member is the maximum"
  [
    new RegExp(
      `^(?:having )?more than (\\d+) ([a-z]+(?: [a-z]+)?) (?:per|for each|for 1|for an?|by|in an?) ([a-z]+(?: [a-z]+)?) ${refused}$`,
    ),
    ({ 1: limit = '', 2: what = '', 3: per = '' }) => [`a ${per} has at most ${limit} ${what}`],
  ],
  [
    /^(?:the )?(?:limit|maximum|max|cap) (?:is|of|are) (\d+) ([a-z]+(?: [a-z]+)?) (?:per|for each|for every|for a) ([a-z]+(?: [a-z]+)?)$/,
    ({ 1: limit = '', 2: what = '', 3: per = '' }) => [`a ${per} has at most ${limit} ${what}`],
  ],
  [
    /^(\d+) ([a-z]+(?: [a-z]+)?) (?:per|for each|for every) ([a-z]+(?: [a-z]+)?) (?:is|are) the (?:limit|maximum|max|most)$/,
    ({ 1: limit = '', 2: what = '', 3: per = '' }) => [`a ${per} has at most ${limit} ${what}`],
  ],
  // "a course has room for 25 students"
  [
    /^((?:an? |each |every |the )*[a-z]+(?: [a-z]+)?) (?:has|have|offers?|provides?) (?:room|space|place|places|seats) for (?:up to |at most |a maximum of |only )?(\d+) ([a-z]+)$/,
    ({ 1: who = '', 2: limit = '', 3: what = '' }) => [`${who} has at most ${limit} ${what}`],
  ],
  // "if no value is given it is 10 euros", "a joining date that is left out is today"
  [
    /^(?:if|when) (?:no|the) ([a-z]+(?: [a-z]+){0,2}?) (?:is|was) (?:given|set|stated|specified|said|provided|entered|named|chosen|missing|left out|not given|not set|not specified|omitted) (?:, )?(?:then )?(?:it|the [a-z]+(?: [a-z]+)?) (?:is|becomes|will be|should be|defaults to|counts as) (?:set to )?([a-z0-9]+(?: (?!when|if)[a-z]+)?)$/,
    ({ 1: field = '', 2: value = '' }) => [`${field} defaults to ${value.replace(unitBehind, '')}`],
  ],
  [
    /^([a-z]+(?: [a-z]+){0,2}?) (?:is|are|will be|should be) ([a-z0-9]+(?: [a-z]+)?) (?:unless (?:said|stated|specified|given|told|set|chosen) otherwise|unless otherwise (?:said|stated|specified|given|set)|unless (?:another|a different) [a-z]+(?: [a-z]+)? (?:is|was) (?:given|set|said|chosen)|if (?:left out|left empty|nothing is given|nothing else is given|not given|missing|omitted|empty|it is left out|nothing is said)|when (?:left out|left empty|nothing is given|not given|missing|omitted|empty))$/,
    ({ 1: what = '', 2: value = '' }) => [`${what} is ${value} by default`],
  ],
];
