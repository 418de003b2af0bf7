import { pluralOf } from '../../words/grammar.ts';
import { lexicon } from '../../words/lexicon.ts';
import { type Tell, determined, has, isMany, isPeople, isThingHere, most, noun, one, plural } from '../words.ts';

/** Sentences about how many there may be of something, or how much: "a tour has a title, a date and at most 12 places", "a courier carries at most 20 kg". */

/** How many of a thing there may be, as one of the things that another has. */
const bound = new RegExp(
  `^(?:only )?(?:${most} \\d+|between \\d+ (?:\\.\\.|and|to) \\d+|\\d+ \\.\\. \\d+) [a-z]+(?: [a-z]+)?$`,
);

const measured =
  /\d (?:euros?|eur|dollars?|usd|pounds?|cents?|percent|kg|kilos?|grams?|g|met(?:re|er)s?|m|cm|mm|km|litres?|liters?|l|ml|seconds?|minutes?|hours?|days?|weeks?|months?|years?|characters|letters|digits|words|points?|stars?)(?: |$)/;

/** "at most 12 places", "between 2 and 5 members" as sentences of their own. */
function bounds(who: string, said: string): string[] {
  const range = /^(?:between )?(\d+) (?:\.\.|and|to) (\d+) (.+)$/.exec(said);
  if (range) return [`${who} has at most ${range[2]} ${range[3]}`, `${who} has at least ${range[1]} ${range[3]}`];
  return [`${who} has at most ${/\d+ .+$/.exec(said)?.[0] ?? ''}`];
}

const refused =
  '(?:returns?|gives?|yields?|answers?|responds?|results?|fails?|is rejected|is refused|must be rejected|must fail|must be refused|leads to|causes)(?: .*)?';

const comparison =
  '(?:higher|greater|larger|bigger|more|above|over|lower|less|smaller|fewer|below|at least|at most|no (?:less|lower|more|higher|smaller) than)';

export const boundSentences: [RegExp, Tell][] = [
  // "users create polls with a question and 2 .. 10 options": how many rows of another thing
  [
    new RegExp(
      `^(.*?\\b([a-z]+s?)) with (.+?) (?:, )?and ((?:(?:between )?\\d+ (?:\\.\\.|to|and) \\d+|(?:at least|at most|up to|exactly|no more than) \\d+) ([a-z]+s))$`,
    ),
    ({ 1: head = '', 2: thing = '', 3: list = '', 4: so = '', 5: parts = '' }, told) =>
      isMany(parts) &&
      told.has(one(thing)) &&
      isThingHere(told, parts) &&
      !/ (?:up to|at most|between|from) /.test(list)
        ? [`${head} with ${list}`, `each ${one(thing)} has ${so}`]
        : [],
  ],
  // "a customer may have at most 4 tools out at the same time": on loan
  [
    new RegExp(
      `^((?:an? |each |every )[a-z]+) (?:may|can) (?:only )?have (${most} \\d+ [a-z]+s) (?:out|on loan|borrowed|checked out)(?: at the same time| at (?:a|1) time| at once)?$`,
    ),
    ({ 1: who = '', 2: bounds = '' }) => [`${who} may borrow ${bounds} at the same time`],
  ],
  // "each participant has 3 votes per board": so many, and no more
  [
    new RegExp(
      `^(?:(?:an?|each|every) (?=${noun} (?:has|gets|receives) )|(?:all )?(?=[a-z]+s (?:have|get|receive) ))(${noun}) (?:has|gets|receives|have|get|receive) (?:only |exactly )?(\\d+) ([a-z]+s) (?:per|for each|on each|in each|for every) (${noun})$`,
    ),
    ({ 1: said = '', 2: limit = '', 3: rows = '', 4: per = '' }, told) => {
      const who = one(said);
      return isPeople(who) &&
        isThingHere(told, per) &&
        !measured.test(`${limit} ${rows}`) &&
        !/^(?:day|week|month|year)s?$/.test(per)
        ? [`a ${who} can have at most ${limit} ${rows} per ${per}`]
        : [];
    },
  ],
  // "members rate recipes from 1 .. 5 , once per recipe": how much, and how often
  [
    /^((?:only )?[a-z]+(?: (?:can|may|must))? [a-z]+ (?:an? |the |each )?[a-z]+)(?: ,)? (?:from|with|between|on a scale (?:from|of)) (\d+ \.\. \d+)(?: stars| points)? (?:, )?(?:and |but )?((?:only |at most |just )?once(?: .*)?)$/,
    ({ 1: said = '', 2: bounds = '', 3: often = '' }) => [`${said} from ${bounds}`, `${said} ${often}`],
  ],
  // "only teachers can enter grades , from 0 .. 20"
  [
    /^(only [a-z]+ (?:can|may) [a-z]+ ([a-z]+s))(?: ,)? (?:from|between|with) (\d+ \.\. \d+)$/,
    ({ 1: said = '', 2: what = '', 3: bounds = '' }) => [said, `${what} must be between ${bounds}`],
  ],
  // "members rate recipes … and cannot rate their own"
  [
    /^([a-z]+s) ((?:can |may )?([a-z]+)) ([a-z]+s)((?: [^ ]+)*?)(?: ,)? (?:and|but) (?:they )?((?:cannot|may not|must not|never) \3) their own(?: 1s| ones)?$/,
    ({ 1: who = '', 2: does = '', 4: what = '', 5: rest = '', 6: not = '' }) => [
      `${who} ${does} ${what}${rest}`,
      `a ${one(who)} ${not} their own ${one(what)}`,
    ],
  ],
  // "donors must be at least 18 and weigh at least 50 kg"
  [
    /^(?:the |all |an? |each |every )?([a-z]+) ((?:must|have to|has to|should) be )((?:at least|at most|between|over|under|older than) \d+(?: .+?)?) and ((?:must )?weighs? )((?:at least|at most|more than|less than|between|over|under) \d+.*)$/,
    ({ 1: who = '', 2: must = '', 3: age = '', 5: weight = '' }) =>
      isPeople(who) ? [`${who} ${must}${age}`, `the weight of a ${one(who)} must be ${weight}`] : [],
  ],
  [
    /^(?:the |all |an? |each |every )?([a-z]+) (?:must|have to|has to|should) weigh ((?:at least|at most|more than|less than|between|over|under) \d+.*)$/,
    ({ 1: what = '', 2: weight = '' }) => [`the weight of a ${one(what)} must be ${weight}`],
  ],
  // "a bid must be higher than the highest bid and no less than the starting price"
  [
    new RegExp(
      `^(.+? (?:must|has to|have to|should|needs to)(?: always)? be )(${comparison} .+?) (?:, )?(?:and|but) (?:also |must be |be )*(${comparison} .+)$`,
    ),
    ({ 1: who = '', 2: first = '', 3: second = '' }) =>
      /\d/.test(`${first} ${second}`) ? [] : [`${who}${first}`, `${who}${second}`],
  ],
  // "members with a basic membership may register for at most 2 classes": a limit for some of them is none for all
  [
    /^(?:the |all )?([a-z]+s) (?:with|on|who have) an? ([a-z]+) (membership|plan|subscription|account|licen[cs]e|tariff|level|tier|contract) (?:may|can|must|cannot|have|are) .*\b\d+\b.*$/,
    ({ 1: who = '' }) => (isPeople(who) ? ['only some of them'] : []),
  ],
  // "a customer can have at most one open preorder per market day": the day is one of its dates
  [
    new RegExp(
      `^((?:an?|each|every) [a-z]+ (?:can have|may have|has|can place|may place) (?:at most|only|no more than|up to) \\d+) ((?:open|active|pending|confirmed) )?(${noun}) (?:per|for each|on each|on the same) ([a-z]+) day$`,
    ),
    ({ 1: head = '', 2: state = '', 3: rows = '', 4: of = '' }) => [
      `each ${one(rows)} has a ${of} day date`,
      `${head} ${state}${rows} per day`,
    ],
  ],
  // "each employee has 25 vacation days a year": how many there are is kept, whether they are used up is not looked at
  [
    /^(?:each|every|an?|all) ([a-z]+)s? (?:has|have|gets?|is entitled to|are entitled to) (\d+) ((?:[a-z]+ )?(?:days|hours|minutes|credits)(?: off)?) (?:an?|per|each|every) (year|month|week)$/,
    ({ 1: who = '', 2: number = '', 3: what = '' }, told) =>
      isPeople(who) || has(told, who)
        ? [`each ${one(who)} has a number of ${what} ( default ${number} )`, 'never more than that']
        : [],
  ],
  // "creating a second open ticket for a space returns 409"
  [
    new RegExp(
      `^(?:creating|adding|opening|making|booking|placing|submitting|posting|registering) (?:a second|2nd|second|a 2nd|another|a further|1 more) ((?:open|active|pending|current|running) )?([a-z]+(?: [a-z]+)?) (?:for|on|in|of|by|to) (?:the same |an? |1 |the |that )([a-z]+(?: [a-z]+)?) ${refused}$`,
    ),
    ({ 1: state = '', 2: what = '', 3: of = '' }, told) =>
      isThingHere(told, of) && isThingHere(told, what) ? [`a ${one(of)} has at most 1 ${state}${one(what)}`] : [],
  ],
  // "a tour has a title, a date and at most 12 places"
  [
    new RegExp(`^(${determined} ${noun}|[a-z]+s) (?:has|have|with|consists? of|contains?) ([^()]+)$`),
    ({ 1: who = '', 2: list = '' }) => {
      const items = list.split(
        / ?, and | ?, | and (?=(?:only )?(?:at |up |no |max|a max|\d|an? |the )|[a-z]+(?: [a-z]+)?(?: ,|$))/,
      );
      const limits = items.filter((item) => bound.test(item) && !measured.test(item));
      const fields = items.filter((item) => !limits.includes(item));
      if (limits.length === 0 || fields.some((item) => /\d/.test(item))) return [];
      if (fields.length === 0 && !/^\d/.test(limits[0] ?? '')) return [];
      return [
        ...(fields.length === 0 ? [] : [`${who} has ${fields.join(' , ')}`]),
        ...limits.flatMap((item) => bounds(who, item)),
      ];
    },
  ],
  // "tours have a title, a date and 12 places at most"
  [
    new RegExp(`^(.+ (?:,|and) )(\\d+ [a-z]+(?: [a-z]+)??) (?:at most|at maximum|maximum|max|tops)$`),
    ({ 1: head = '', 2: what = '' }) =>
      /\b(?:at most|at least|more than|less than|between|only|\.\.)\b/.test(head) ? [] : [`${head}at most ${what}`],
  ],
  // "a run has a number , a size and holds at most 2 dogs at a time": what it has, and how many it holds
  [
    new RegExp(
      `^(${determined} ${noun}) has (.+?) (?:, )?and (?:can )?(holds?|takes?|fits?|houses?|seats?|hosts?) ((?:at most|up to|no more than|only) \\d+ [a-z]+(?: at (?:a|any 1|1|the same) time| at once)?)$`,
    ),
    ({ 1: who = '', 2: list = '', 3: verb = '', 4: most = '' }) => [
      `${who} has ${list}`,
      `${who} ${verb.replace(/s?$/, 's')} ${most}`,
    ],
  ],
  // "a spot holds one car", "a kennel takes one pet at a time"
  [
    new RegExp(
      `^(${determined} ${noun}) (?:holds?|takes?|fits?|houses?|seats?|hosts?|has room for|has space for) (?:only |exactly |just )?1 (${noun})(?: at (?:a|any 1|1) time| at once)?$`,
    ),
    ({ 1: who = '', 2: what = '' }) => [`${who} holds at most 1 ${one(what)} at a time`],
  ],
  // "a parcel is given out at most once a week per recipient"
  [
    new RegExp(
      `^${determined} (${noun}) (?:is|are|can be|may be) (?:given|given out|handed|handed out|issued|sent|paid|paid out|made|granted|awarded|collected|taken|ordered|claimed) (?:only |at most |no more than )?once (?:an?|per|each|every|in a) (day|week|month|year) (?:per|for each|for every|to each|by each|by the same|to the same) (${noun})$`,
    ),
    ({ 1: what = '', 2: period = '', 3: who = '' }) => [`a ${one(who)} gets at most 1 ${one(what)} per ${period}`],
  ],
  // "a participant is in one team only"
  [
    new RegExp(
      `^(${determined} ${noun}) (?:is|can be|may be) (?:only )?(?:in|on|part of|a member of) (?:only |just |exactly |at most )?1 (${noun})(?: only| at most)?$`,
    ),
    ({ 0: all, 1: who = '', 2: where = '' }) =>
      /\b(?:only|just|exactly|at most)\b/.test(all) ? [`${who} belongs to 1 ${where}`] : [],
  ],
  // "donors are 18 to 70"
  [
    /^(?:the |all )?([a-z]+s) (?:are|must be|have to be|should be) (?:aged )?(?:between )?(\d+) (?:\.\.|and) (\d+)(?: years old| years of age)?$/,
    ({ 1: who = '', 2: least = '', 3: most = '' }) =>
      isPeople(who) ? [`the age of a ${one(who)} must be between ${least} .. ${most}`] : [],
  ],
  // "guests book at most 3 times a week"
  [
    new RegExp(
      `^(?:${determined} )?(${noun}) (?:can |may )?([a-z]+) (?:only |${most} )(\\d+) times (?:an?|per|each|every|in a) (day|week|month|year)$`,
    ),
    ({ 1: who = '', 2: does = '', 3: times = '', 4: period = '' }) => {
      const verb = lexicon().verbForms.get(does) ?? '';
      const rows = lexicon().associations[verb];
      return rows !== undefined && isPeople(who)
        ? [`a ${one(who)} has at most ${times} ${plural(rows.replaceAll('_', ' '))} per ${period}`]
        : [];
    },
  ],
  // "25 visitors per tour"
  [
    /^(?:at most |up to |max |maximum |no more than )?(\d+) ([a-z]+s) (?:per|for each|in each|on each) ([a-z]+)$/,
    ({ 1: limit = '', 2: who = '', 3: where = '' }) =>
      isPeople(who) && !/^(?:day|week|month|year|hour|minute)$/.test(where)
        ? [`a ${where} has at most ${limit} ${who}`]
        : [],
  ],
  // "a sailor is on one voyage at a time"
  [
    new RegExp(
      `^(${determined} ${noun}) (?:is|can be|may be|works|sails|plays|lives|stays) (?:only )?(?:on|in|at|for) (?:only |just |exactly |at most )?1 (${noun}) at (?:a|any 1|any|1) time$`,
    ),
    ({ 1: who = '', 2: where = '' }) => [`${who} belongs to 1 ${where}`],
  ],
  // "a student may borrow at most 3 items": of what is lent
  [
    new RegExp(
      `^(.+ (?:may|can) (?:only )?(?:borrow|rent|hire|reserve|book|check out|take out|have) ${most} (?:of )?\\d+) (?:items|things|objects|pieces|units)(?= at the same time$| at (?:a|1) time$| at once$|$)`,
    ),
    ({ 0: all, 1: head = '', input }, told) => {
      const lent = [...told].filter((word) => lexicon().nouns.has(word) && lexicon().nouns.get(word)?.is === undefined);
      const [only] = lent;
      return only !== undefined && lent.length === 1 && !told.has('item')
        ? [
            `${head.replace(/ of (?=\d+$)/, ' ')} ${isMany(only) ? only : pluralOf([only]).join(' ')}${input.slice(all.length)}`,
          ]
        : [];
    },
  ],
  // "a team 's total price must not exceed 100"
  [
    new RegExp(
      `^${determined} (${noun}) 's total ([a-z]+) (?:must not exceed|cannot exceed|may not exceed|must not be more than|cannot be more than|is at most|must be at most|is limited to) (.+)$`,
    ),
    ({ 1: who = '', 2: what = '', 3: bound = '' }) => [`the total ${what} per ${who} is at most ${bound}`],
  ],
  // "discounts are between 5 and 50 percent": a number that something has
  [
    /^(?:the |all )?([a-z]+s) (?:are|must be|have to be) (?:always )?((?:between \d+(?:\.\d+)? (?:\.\.|and) \d+(?:\.\d+)?|at least \d+(?:\.\d+)?|at most \d+(?:\.\d+)?)(?: (?:percent|%|euros?|dollars?|pounds?|points?|kg|cm|m|km|metres|meters|litres|liters|minutes|hours))?)$/,
    ({ 1: what = '', 2: bounds = '' }, told) =>
      told.has(one(what)) || isPeople(what) || lexicon().nouns.get(one(what))?.is !== undefined
        ? []
        : [`${one(what)} must be ${bounds}`],
  ],
  // "a courier carries at most 20 kg": of all that is given to it
  [
    new RegExp(
      `^(?:${determined} (${noun})|([a-z]+s)) (?:carries|transports|loads|holds|takes|can carry|can hold|can take|may carry|can load|carry) (${most} \\d+(?:\\.\\d+)? (?:kg|kilos?|kilograms?|tonnes?|tons?|g|grams?))(?: at (?:a|1) time| at once| in total)?$`,
    ),
    ({ 1: who, 2: many = '', 3: bounds = '' }) => [
      `the total weight per ${who ?? one(many)} is ${bounds.replace(/^.*? (?=\d)/, 'at most ')}`,
    ],
  ],
];
