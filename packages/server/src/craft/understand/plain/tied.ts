import { pluralOf } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isTalk } from './told.ts';
import { type Tell, isMany, isPeople, isThingHere, one } from './words.ts';

/** Sentences that tie a thing to several others at once, or say what it is made of: "… and consist of lines with a quantity". */

const many =
  '(?:(?:one|1|two|2) or more |several |many |multiple |a list of |a number of |at least (?:one|1) |some |its |their )?';
const when = '(date and time|datetime|start time|start date|date|time|day)';
const a = '(?:an?|1|one|the|exactly 1)';
const thing = '([a-z]+(?: [a-z]+)??)';

const figure = '(?:the |an? )?(?:total|sum|number|count|average|mean|how many|how much)';

/** "approves": the verb, and what was done. */
function doneOf(word: string): [string, string] | undefined {
  const { verbForms, participles } = lexicon();
  const verb = verbForms.get(word);
  if (verb === undefined) return undefined;
  return [verb, participles.get(verb) ?? `${verb.replace(/e$/, '')}ed`];
}

const plural = (words: string): string => pluralOf(one(words).split(' ')).join(' ');

export const tiedSentences: [RegExp, Tell][] = [
  // "products that have deliveries cannot be deleted"
  [
    new RegExp(
      `^(?:an? |the |any |all )?${thing} (?:that|which|who) (?:still |already )?(?:has|have|had|own|owns|hold|holds) (?:any |some |existing )?(.+?) (?:cannot|must not|may not|can never|should not) be (?:deleted|removed)$`,
    ),
    ({ 1: what = '', 2: parts = '' }) => [`a ${one(what)} with ${parts} cannot be deleted`],
  ],
  // "expenses with an amount , a date and a note that belong to a category"
  [
    /^(.*\b([a-z]+s) with .+) (?:that|which) belong to (an? [a-z]+(?: [a-z]+)?)$/,
    ({ 1: head = '', 2: things = '', 3: whole = '' }) =>
      isMany(things) && !isTalk(one(things)) ? [head, `each ${one(things)} belongs to ${whole}`] : [],
  ],
  // "the kitchen marks an order as cooking , ready or served"
  [
    /^(?:(?:an?|the|all) )?[a-z]+ (?:can |may )?(?:marks?|flags?|sets?) (?:an?|the|each|their) ([a-z]+(?: [a-z]+)??) (?:as|to) (?:either )?((?:[a-z]+(?: [a-z]+)? , )*[a-z]+(?: [a-z]+)? ,? ?or [a-z]+(?: [a-z]+)?)$/,
    ({ 1: what = '', 2: list = '' }, told) =>
      isThingHere(told, what)
        ? [`each ${one(what)} has a status ( ${list.split(/ (?:, or|,|or) /).join(' / ')} )`]
        : [],
  ],
  // "a withdrawal reduces the stock of its batch and is refused if there are not enough": that it cannot is what the rule says.
  [
    /^(.+ (?:reduces?|decreases?|lowers?|takes?|deducts?|uses?|draws?|consumes?) .+?) (?:, and|and|,|, but|but) (?:(?:it|they) )?(?:is|are|will be|gets?|fails?|must be) ?(?:refused|rejected|denied|declined|not allowed|forbidden)? (?:with [a-z0-9 ]+? )?(?:if|when|where|unless) (?:there (?:is|are) (?:not enough|too few|too little|insufficient|enough).*|(?:not|too few|insufficient) .*|(?:the |its )?(?:stock|balance|amount|quantity)[a-z ]* (?:is|are) (?:not enough|too low|insufficient|too small))$/,
    ({ 1: head = '' }) => [head],
  ],
  // "the total is the sum of its items , ordering reduces the stock"
  [
    /^(.+) , (?:and )?((?:placing (?:an? )?orders?|ordering|buying|selling|each order|an order) (?:reduces?|lowers?|decreases?) .+)$/,
    ({ 1: head = '', 2: rest = '' }) => [head, rest],
  ],
  // "a held session cannot become planned again"
  [
    new RegExp(
      `^(?:an? |the |any |all )?([a-z]+ed|held|sold|lost|paid|sent|done|shipped|open|active) ${thing} (?:cannot|must not|may not|can never|can no longer) (?:become|go back to|return to|be set (?:back )?to|be made|be moved (?:back )?to|turn|change to|change back to|be changed to) ([a-z]+)(?: again| any ?more| any longer)?$`,
    ),
    ({ 1: from = '', 2: what = '', 3: to = '' }) => [`${plural(what)} cannot go from ${from} to ${to}`],
  ],
  // "a dashboard shows the number of bookings per class"
  [
    new RegExp(
      `^(?:an?|the|my|our) (?:[a-z]+ )?(?:dashboard|overview|page|screen|view|summary|report) (?:shows?|lists?|displays?|contains?|with|tells?|has) (${figure} .+)$`,
    ),
    ({ 1: asked = '' }) => [`show ${asked}`],
  ],
  // "each recipe shows its average rating"
  [
    new RegExp(
      `^(?:each|every|an?|the|all) ${thing} (?:shows?|displays?|tells?|lists?) (?:its|their|the) (average|mean|total|number of|count of) ([a-z]+(?: [a-z]+)?)$`,
    ),
    ({ 1: what = '', 2: kind = '', 3: of = '' }) => [`show the ${kind} ${of} of each ${one(what)}`],
  ],
  // "users rate recipes from 1 to 5 , once per recipe , and nobody can rate their own"
  [
    /^(.*\b([a-z]+) (?:on |for )?([a-z]+s)\b.*?) (?:, and|, but|and|but|,) (?:nobody|no one|no user|users cannot|they cannot|but not|not) (?:(?:can|may|must|is allowed to) )?((?:[a-z]+ )?)(?:on |for )?(?:their|his|his or her) own(?: ones?)?$/,
    ({ 1: head = '', 2: verb = '', 3: things = '', 4: again = '' }) =>
      again.trim() === verb || again === '' ? [head, `nobody can ${verb} their own ${things}`] : [],
  ],
  // "a request has a reason , and is pending until a manager approves or rejects it"
  [
    new RegExp(
      `^((?:(?:an?|each|every|the|all) )?${thing} (?:has|have) .+?) (?:, and|and|,) (?:it |they )?((?:is|are|stays?|remains?) .+ until .+)$`,
    ),
    ({ 1: head = '', 2: what = '', 3: rest = '' }) => [head, `each ${one(what)} ${rest.replace(/^are/, 'is')}`],
  ],
  [
    new RegExp(
      `^(?:an?|each|every|the|all|new) ${thing} (?:is|are|stays?|remains?) ([a-z]+) until (?:an? |the |1 of the )?([a-z]+) (?:either )?([a-z]+s?) or ([a-z]+s?)(?: (?:it|them))?$`,
    ),
    ({ 1: what = '', 2: first = '', 3: who = '', 4: yes = '', 5: no = '' }) => {
      const [accepted, refused] = [doneOf(yes), doneOf(no)];
      return accepted === undefined || refused === undefined || !isPeople(who)
        ? []
        : [
            `each ${one(what)} has a status ( ${first} / ${accepted[1]} / ${refused[1]} )`,
            `only ${plural(who)} can ${accepted[0]} or ${refused[0]} ${plural(what)}`,
          ];
    },
  ],
  // "todos can be marked as done"
  [
    new RegExp(
      `^(?:(?:an?|each|every|the|all) )?${thing} (?:can|may|should) be (?:marked|flagged|ticked off|checked off) as ([a-z]+(?: [a-z]+)?)$`,
    ),
    ({ 1: what = '', 2: state = '' }, told) => (isThingHere(told, what) ? [`mark a ${one(what)} as ${state}`] : []),
  ],
  // "orders belong to a customer and consist of order lines with a product and a quantity"
  [
    new RegExp(
      `^((?:(?:an?|each|every|the|all) )?${thing} (?:belongs? to|has|have|is|are) .+?) (?:, and|and|,) (?:each )?(?:consists? of|is made up of|are made up of|is made of|are made of|contains?|includes?) ${many}([a-z]+s(?: [a-z]+s)?|[a-z]+ [a-z]+s)(?: (?:, each |, |each )?(?:with|having|which have|that have|of which each has) (.+))?$`,
    ),
    ({ 1: before = '', 2: whole = '', 3: parts = '', 4: list }) =>
      isMany(parts) && !isPeople(parts) && !isTalk(one(whole))
        ? [
            before,
            `each ${one(whole)} has many ${parts}`,
            ...(list === undefined ? [] : [`each ${one(parts)} has ${list}`]),
          ]
        : [],
  ],
  // "orders consist of one or more order lines , each with a product and a quantity"
  [
    new RegExp(
      `^(?:(?:an?|each|every|the|all) )?${thing} (?:consists? of|is made up of|are made up of|is composed of|are composed of) ${many}([a-z]+(?: [a-z]+)?s)(?: (?:, each |, |each )?(?:with|having|which have|that have) (.+))?$`,
    ),
    ({ 1: whole = '', 2: parts = '', 3: list }, told) =>
      isMany(parts) && isThingHere(told, whole) && isThingHere(told, parts)
        ? [`each ${one(whole)} has many ${parts}`, ...(list === undefined ? [] : [`each ${one(parts)} has ${list}`])]
        : [],
  ],
  // "visits are for a pet with a vet at a date and time and last 30 minutes"
  [
    new RegExp(
      `^(?:(?:an?|each|every|the|all) )?${thing} (?:is|are) (?:always )?(?:for|of|between) ${a} ${thing} (?:with|by|at|in|and) ${a} ${thing}(?: (?:,|at|on|for) (?:an?|the|its) ${when})?(?: (?:, and|and|,) (?:has|have|with) (.+?))?(?: (?:, and|and|,) (?:always )?(lasts? .+))?$`,
    ),
    ({ 1: what = '', 2: first = '', 3: second = '', 4: time, 5: list, 6: lasts }, told) =>
      isThingHere(told, first) && isThingHere(told, second)
        ? [
            `each ${one(what)} belongs to a ${one(first)}`,
            `each ${one(what)} belongs to a ${one(second)}`,
            ...(time === undefined
              ? []
              : [
                  `each ${one(what)} has a ${/time/.test(time) && time !== 'time' ? (time.startsWith('date') ? 'start time' : time) : time}`,
                ]),
            ...(list === undefined ? [] : [`each ${one(what)} has ${list}`]),
            ...(lasts === undefined ? [] : [`${plural(what)} ${lasts.replace(/^lasts/, 'last')}`]),
          ]
        : [],
  ],
  // "showings of a film take place in a hall at a start time"
  [
    new RegExp(
      `^(?:an?|each|every|the|all)? ?${thing} of ${a} ${thing} (?:takes? place|happens?|is held|are held|runs?|is shown|are shown) (?:in|at|on) ${a} ${thing}(?: (?:at|on) (?:an?|the|its) ${when})?(?: (?:, and|and|,|with|, with) (?:has |have )?(.+))?$`,
    ),
    ({ 1: what = '', 2: first = '', 3: second = '', 4: time, 5: list }, told) =>
      isThingHere(told, first) && isThingHere(told, second)
        ? [
            `each ${one(what)} belongs to a ${one(first)}`,
            `each ${one(what)} belongs to a ${one(second)}`,
            ...(time === undefined ? [] : [`each ${one(what)} has a ${time}`]),
            ...(list === undefined ? [] : [`each ${one(what)} has ${list}`]),
          ]
        : [],
  ],
];
