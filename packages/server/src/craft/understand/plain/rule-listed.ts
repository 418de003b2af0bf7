import { pluralOf } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Tell, isMany, isPeople, one } from './words.ts';

/** Rules as they stand in a list, with as few words as can be: "a tour has a title, a date and at most 12 places", "a seat is sold once per showing". */

const determiner = '(?:an?|each|every|the|any|1)';
const noun = '[a-z]+(?: [a-z]+)??';
const most = '(?:at most|at maximum|up to|no more than|not more than|max|maximum|a maximum of|max of)';
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

const state = '[a-z]+(?: [a-z]+){0,2}';
/** States that take two words or three. */
const twoWords =
  /^(?:(?:in|on|under|out|not|to|half|being|partly|fully) [a-z]+|(?:waiting|ready|out|looking|asked) for [a-z]+|(?:given|picked|sold|checked|paid|sent|handed|signed|written|called|set|worn|locked|broken) (?:up|out|in|off|back|over|down))$/;

const plural = (words: string): string => (isMany(words) ? words : pluralOf(words.split(' ')).join(' '));

export const listedRules: [RegExp, Tell][] = [
  // "a tour has a title, a date and at most 12 places"
  [
    new RegExp(`^(${determiner} ${noun}|[a-z]+s) (?:has|have|with|consists? of|contains?) ([^()]+)$`),
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
  // "no two showings overlap in a hall"
  [
    /^no 2 ([a-z]+s) (?:may |can |must |should |ever )*(?:overlap|clash|collide|run at the same time|be at the same time|take place at the same time) (?:in|on|at|for|of|within) (?:the same|an?|1|1 and the same|any|each) ([a-z]+(?: [a-z]+)?)$/,
    ({ 1: rows = '', 2: where = '' }) => [`a ${one(where)} cannot have overlapping ${rows}`],
  ],
  // "a spot holds one car", "a kennel takes one pet at a time"
  [
    new RegExp(
      `^(${determiner} ${noun}) (?:holds?|takes?|fits?|houses?|seats?|hosts?|has room for|has space for) (?:only |exactly |just )?1 (${noun})(?: at (?:a|any 1|1) time| at once)?$`,
    ),
    ({ 1: who = '', 2: what = '' }) => [`${who} holds at most 1 ${one(what)} at a time`],
  ],
  // "a parcel is given out at most once a week per recipient"
  [
    new RegExp(
      `^${determiner} (${noun}) (?:is|are|can be|may be) (?:given|given out|handed|handed out|issued|sent|paid|paid out|made|granted|awarded|collected|taken|ordered|claimed) (?:only |at most |no more than )?once (?:an?|per|each|every|in a) (day|week|month|year) (?:per|for each|for every|to each|by each|by the same|to the same) (${noun})$`,
    ),
    ({ 1: what = '', 2: period = '', 3: who = '' }) => [`a ${one(who)} gets at most 1 ${one(what)} per ${period}`],
  ],
  // "a loan lasts 14 days": what is lent comes back by then
  [
    /^(?:an? |each |every |the )?(loans?|rentals?|borrowings?|checkouts?) (?:lasts?|runs?|is for|are for|takes?|goes?|go) (?:for )?(\d+ (?:days?|weeks?|hours?|months?))$/,
    ({ 1: what = '', 2: span = '' }) => [`${plural(what)} are due after ${span}`],
  ],
  // "a participant is in one team only"
  [
    new RegExp(
      `^(${determiner} ${noun}) (?:is|can be|may be) (?:only )?(?:in|on|part of|a member of) (?:only |just |exactly |at most )?1 (${noun})(?: only| at most)?$`,
    ),
    ({ 0: all, 1: who = '', 2: where = '' }) =>
      /\b(?:only|just|exactly|at most)\b/.test(all) ? [`${who} belongs to 1 ${where}`] : [],
  ],
  // "a game ends as win, loss or draw"
  [
    new RegExp(
      `^${determiner} (${noun}) (?:ends|finishes|results|closes|can end|may end) (?:as|in|with) (?:an? )?((?:an? )?[a-z]+(?: (?:,|or|, or) (?:an? )?[a-z]+)+)$`,
    ),
    ({ 1: what = '', 2: values = '' }) => [
      `a ${what} has a result ( ${values
        .split(/ (?:, or|,|or) /)
        .map((value) => value.replace(/^an? /, ''))
        .join(' , ')} )`,
    ],
  ],
  // "a gift is reserved by one guest"
  [
    new RegExp(
      `^${determiner} (${noun}) (?:is|are|can be|may be) (reserved|booked|rented|borrowed) by (?:only |at most |exactly |just )?1 (?!person|user)(${noun})(?: only| at most)?$`,
    ),
    ({ 1: what = '', 2: done = '', 3: who = '' }) => {
      const verb = lexicon().verbForms.get(done) ?? done;
      return [
        `${plural(who)} can ${verb} ${plural(what)}`,
        `a ${what} has at most 1 ${(lexicon().associations[verb] ?? verb).replaceAll('_', ' ')}`,
      ];
    },
  ],
  // "a repair is open, in progress, done or given up"
  [
    new RegExp(
      `^${determiner} (${noun}) (?:is|can be|may be) (?:either )?(${state}(?: , ${state})* (?:, )?or ${state})$`,
    ),
    ({ 1: what = '', 2: list = '' }) => {
      const values = list.split(/ (?:, or|,|or) /);
      const states = values.filter(
        (value) => twoWords.test(value) || lexicon().adjectives.has(value) || /(?:ed|ent|one)$/.test(value),
      );
      return values.some((value) => twoWords.test(value)) && states.length * 2 > values.length
        ? [`a ${what} has a status ( ${values.join(' / ')} )`]
        : [];
    },
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
      `^(?:${determiner} )?(${noun}) (?:can |may )?([a-z]+) (?:only |${most} )(\\d+) times (?:an?|per|each|every|in a) (day|week|month|year)$`,
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
      `^(${determiner} ${noun}) (?:is|can be|may be|works|sails|plays|lives|stays) (?:only )?(?:on|in|at|for) (?:only |just |exactly |at most )?1 (${noun}) at (?:a|any 1|any|1) time$`,
    ),
    ({ 1: who = '', 2: where = '' }) => [`${who} belongs to 1 ${where}`],
  ],
  // "parts in stock never go below zero"
  [
    /^(?:the )?([a-z]+s) in stock (?:can |must |may )?(?:never|cannot|not|must not|may not) (?:go|fall|drop|be|get) (?:below|under|less than) (?:0|zero)$/,
    ({ 1: what = '' }) => [`the stock of a ${one(what)} must never be negative`],
  ],
  // "an item is claimed by only one member", where there are claims
  [
    new RegExp(
      `^(${determiner} ${noun}) (?:is|are|can be|may be) ([a-z]{3,})ed by (?:only |at most |exactly |just )?1 (?:person|user|${noun})(?: only| at most)?$`,
    ),
    ({ 1: what = '', 2: stem = '' }) =>
      lexicon().nouns.get(stem)?.is === 'association' || /^(?:claim|order|rent)$/.test(stem)
        ? [`${what} is ${stem}ed at most once`]
        : [],
  ],
  // "they may not be the same person"
  [
    /^(?:they|both|the 2(?: [a-z]+)?|each [a-z]+) (?:may not|cannot|must not|should not|can never) be the same(?: [a-z]+)?$/,
    () => ['the 2 must be different'],
  ],
  // "a court can only be booked once per hour"
  [
    new RegExp(
      `^(${determiner} ${noun}) (?:can|may|must) (?:only )?be (booked|reserved|rented|hired|used) (?:only |just |at most )?(?:once|1 time) (?:per|an?|each|in an|within an) (?:hour|time slot|slot|half hour)$`,
    ),
    ({ 1: what = '', 2: done = '' }) => {
      const rows = lexicon().associations[lexicon().verbForms.get(done) ?? ''];
      return [`${what} cannot have overlapping ${plural((rows ?? 'booking').replaceAll('_', ' '))}`];
    },
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
  // "an order cannot go back to an earlier status"
  [
    new RegExp(
      `^(?:${determiner} )?(${noun}) (?:cannot|may not|must not|can never|may never|must never|never) (?:be )?(?:goe?s?|moves?|moved|set|returns?|steps?|jumps?|changed?|put) back(?:wards?)?(?: (?:to|into) (?:an?|the|any|its) (?:earlier|previous|former|prior) (?:status|state|stage|step))?$`,
    ),
    () => ['the status can only move forward'],
  ],
  [
    /^(?:the )?(?:statuses|states|status|stages) (?:only|always) (?:go|goes|move|moves|advance|advances) (?:forwards?|on|ahead)$/,
    () => ['the status can only move forward'],
  ],
  // "stock movements (in, out, transfer) have a quantity": of which kinds there are
  [
    /^((?:[a-z]+ )?[a-z]+s) \( ([a-z]+(?: (?:,|or|and|\/) [a-z]+)+) \) (?:have|has) (.+)$/,
    ({ 1: things = '', 2: kinds = '', 3: fields = '' }) => [
      `${things} have a type ( ${kinds.split(/ (?:,|or|and|\/) /).join(' / ')} ) , ${fields}`,
    ],
  ],
  // "enroll in a course only once and enrollment fails when the course is full"
  [
    /^(.+ (?:only|at most|just) once) and ((?:an? |the )?[a-z]+ (?:fails?|closes|ends|is refused|is rejected|is not possible) .+)$/,
    ({ 1: first = '', 2: second = '' }) => [first, second],
  ],
  // "runners register with first name, date of birth and email, and get a unique start number"
  [
    /^([a-z]+s) (?:register|signup|apply) with ((?!.*\b(?:password|google|github)\b)[^()]+? , .+)$/,
    ({ 1: who = '', 2: fields = '' }) =>
      isPeople(who) ? [`${who} have ${fields.replace(/ (?:, )?and (?:get|receive|are given) /, ' and ')}`] : [],
  ],
  // "show plants that need water today": asked for, and nothing that a plant has
  [
    /^(?:show|list|find|display|get|see|return) (?:all |the |me )*([a-z]+s) (?:that|which|who) (?:need|require|have|are) (?!a |an |the |been |no )(.+) (today|tomorrow|this week|this month|soon|now)$/,
    ({ 1: what = '', 2: how = '', 3: when = '' }) => [`list ${what} to ${how} ${when}`],
  ],
  // "a plant can be sold only once and only when it is ready"
  [
    new RegExp(
      `^(${determiner} ${noun}) (?:can|may) (?:only )?be ([a-z]+) (?:only )?once and only (when|if|while|as long as) (.+)$`,
    ),
    ({ 1: what = '', 2: done = '', 3: when = '', 4: state = '' }) => [
      `${what} can be ${done} only ${when} ${state}`,
      `${what} is ${done} only once`,
    ],
  ],
  // "a team 's total price must not exceed 100"
  [
    new RegExp(
      `^${determiner} (${noun}) 's total ([a-z]+) (?:must not exceed|cannot exceed|may not exceed|must not be more than|cannot be more than|is at most|must be at most|is limited to) (.+)$`,
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
  // "an instructor and a car have only one lesson at a time"
  [
    new RegExp(
      `^${determiner} (${noun})(?: and ${determiner} (${noun}))? (?:(?:can |may )?(?:has|have|gives?|leads?|teach|teaches|takes?|guides?|treats?)) (?:only |at most |just |no more than )?1 (lesson|appointment|session|class|meeting|exam|interview|treatment|match|game|shift|tour|course|lecture|performance|showing|screening|booking|reservation) at (?:a|the same|any 1|any|1) time$`,
    ),
    ({ 1: first = '', 2: second, 3: rows = '' }) =>
      [first, second].flatMap((who) => (who === undefined ? [] : [`a ${who} cannot have overlapping ${plural(rows)}`])),
  ],
  // "nights are charged at 25 euros"
  [
    /^(?:the |all )?(hours|nights|days|weeks|months) (?:are|is|get) (?:charged|billed|invoiced|paid|priced) (?:at|with|for) (\d+(?:\.\d+)? [a-z]+)(?: each)?$/,
    ({ 1: unit = '', 2: price = '' }) => [`a ${one(unit)} costs ${price}`],
  ],
  // "a courier carries at most 20 kg": of all that is given to it
  [
    new RegExp(
      `^(?:${determiner} (${noun})|([a-z]+s)) (?:carries|transports|loads|holds|takes|can carry|can hold|can take|may carry|can load|carry) (${most} \\d+(?:\\.\\d+)? (?:kg|kilos?|kilograms?|tonnes?|tons?|g|grams?))(?: at (?:a|1) time| at once| in total)?$`,
    ),
    ({ 1: who, 2: many = '', 3: bounds = '' }) => [
      `the total weight per ${who ?? one(many)} is ${bounds.replace(/^.*? (?=\d)/, 'at most ')}`,
    ],
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
