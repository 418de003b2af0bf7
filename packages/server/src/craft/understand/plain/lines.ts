import { isTalk } from './told.ts';
import { type Tell, determiner, has, isMany, isPeople, isThingHere, one, phrase } from './words.ts';

/** What stands between two things that have many of each other: the lines of an order, what was used of a coupon by whom. */

const holder =
  '((?:purchase |sales |shopping |customer )?(?:order|cart|basket|invoice|sale|quote|receipt|shipment|delivery|bill|purchase)s?)';
const holds =
  '(?:contains?|includes?|holds?|lists?|has|have|consists? of|is made up of|are made up of|comprises?) (?:of )?(?:several |many |multiple |various |different |some |any number of |(?:1|one|at least 1) or (?:more|several) |at least 1 |1 or more )?';
const amount =
  '(?:, )?(?:each |all |every one )?(?:with|having|in) (?:a |an |the |its |their |a certain |different )?(quantit(?:y|ies)|amounts?|counts?|numbers?|numbers? of pieces)(?: each| of each| per [a-z]+)?';

/** These are lines already, whatever they are of. */
const isLine = (words: string): boolean =>
  /^(?:items?|lines?|positions?|rows?|entr(?:y|ies)|parts?|ingredients?|(?:order|line|cart|invoice|basket) (?:items?|lines?|positions?))$/.test(
    words,
  );

const lineOf = (words: string): string => `${one(words).split(' ').at(-1) ?? ''} item`;

/** ", and a purchase lowers the stock" is said of something else; ", a price" of the line. */
const andThen = (said: string, rest: string): string[] => {
  const other = /^(?: ,| and)+ ((?:an?|the|each|every) [a-z]+ [a-z]+s (?:an?|the|its|their) .+)$/.exec(rest)?.[1];
  return other === undefined ? [`${said}${rest}`] : [said, other];
};

const unnamed = '(?:an? )?(?!(?:and|or|with)(?: |$))[a-z]+(?: (?!(?:and|or|with)(?: |$))[a-z]+){0,3}(?: \\([^()]*\\))?';

export const lineSentences: [RegExp, Tell][] = [
  // "an order has lines with product , quantity and price , a status and a total": behind the list of the lines, the order's own
  [
    new RegExp(
      `^(${determiner}([a-z]+(?: [a-z]+)??) (?:has|have)) (?:(.+?) (?:, and|,|and) )?(?:1 or more |several |many |multiple )?([a-z]+s) with ((?:${unnamed} , )*${unnamed} (?:, )?and ${unnamed})(?: (?:, and|,|and) (an? .+))?$`,
    ),
    ({ 1: head = '', 2: whole = '', 3: before, 4: things = '', 5: list = '', 6: rest = '' }) =>
      isMany(things) &&
      // "plots have a number , and gardeners with name and email": people of their own.
      (rest !== '' || before === undefined || !isPeople(things)) &&
      !isTalk(whole.split(' ').at(-1) ?? '') &&
      !/^(?:details|dates|times|hours|coordinates|settings|options|terms)$/.test(things) &&
      !/ (?:with|each) /.test(` ${before ?? ''} ${rest} `)
        ? [
            ...([before, rest].some((said) => said !== undefined && said !== '')
              ? [`${head} ${[before, rest].filter((said) => said !== undefined && said !== '').join(' , ')}`]
              : []),
            `each ${one(things)} belongs to a ${one(whole)}`,
            `each ${one(things)} has ${list}`,
          ]
        : [],
  ],
  // "orders have a customer name , a pick up date and a list of breads with quantities"
  [
    new RegExp(
      `^(${determiner}${holder} (?:has|have|with) .+?)(?: ,)? and (?:an? list of |several |many |multiple |1 or more |at least 1 )([a-z]+s) ${amount}$`,
    ),
    ({ 1: head = '', 2: whole = '', 3: things = '' }, told) =>
      isMany(things) && !isLine(things) && !isPeople(things) && !told.has(lineOf(whole))
        ? [
            head,
            `each ${lineOf(whole)} belongs to a ${one(whole)}`,
            `each ${lineOf(whole)} belongs to a ${one(things)}`,
            `each ${lineOf(whole)} has a quantity ( at least 1 )`,
          ]
        : [],
  ],
  // "an order contains several menu items with quantities"
  [
    new RegExp(
      `^(${determiner}${holder}) (?:(.+?) (?:, )?and )?(?:it )?${holds}([a-z]+(?: [a-z]+)??) ${amount}((?: ,| and) .+)?$`,
    ),
    ({ 1: who = '', 2: whole = '', 3: before, 4: things = '', 6: rest }, told) =>
      isMany(things) &&
      !isLine(things) &&
      !isPeople(things) &&
      !told.has(lineOf(whole)) &&
      !/^(?:can|must|may|cannot)\b/.test(before ?? '')
        ? [
            ...(before === undefined ? [] : [`${who} ${before}`]),
            `each ${lineOf(whole)} belongs to a ${one(whole)}`,
            `each ${lineOf(whole)} belongs to a ${one(things)}`,
            ...andThen(`each ${lineOf(whole)} has a quantity ( at least 1 )`, rest ?? ''),
          ]
        : [],
  ],
  // "orders have a number and items", where order items are told of
  [
    new RegExp(
      `^(${determiner}${holder} (?:has|have) .+?) (?:, )?and (?:several |many |its |their )?(?:items|lines|positions)$`,
    ),
    ({ 1: said = '', 2: whole = '' }, told) =>
      [lineOf(whole), `${one(whole)} line`, `${one(whole)} position`].some((line) => told.has(line)) ? [said] : [],
  ],
  // "a coupon can be used 5 times in all and once per customer"
  [
    new RegExp(
      `^${determiner}([a-z]+(?: [a-z]+)??) (?:can|may) (?:only )?be (?:used|redeemed|applied|claimed) (?:(?:at most |up to |only |no more than |max )?(\\d+) times (?:in (?:all|total)|overall|altogether)?)? ?(?:, )?(?:and |but )?(?:only |just |at most |no more than )?(once|\\d+ times) (?:per|by each|by every|for each|by the same|by 1|by an?|by) ([a-z]+)(?: only)?$`,
    ),
    ({ 1: what = '', 2: all, 3: often = '', 4: who = '' }, told) => {
      if (!isPeople(who) && !has(told, who)) return [];
      const limit = often === 'once' ? 1 : Number.parseInt(often, 10);
      return [
        `each redemption belongs to a ${one(what)}`,
        `each redemption belongs to a ${one(who)}`,
        ...(all === undefined ? [] : [`a ${one(what)} has at most ${all} redemptions`]),
        limit === 1
          ? `only 1 redemption per ${one(who)} and ${one(what)}`
          : `at most ${limit} redemptions per ${one(who)} and ${one(what)}`,
      ];
    },
  ],
  [
    new RegExp(
      `^${determiner}([a-z]+(?: [a-z]+)??) (?:can|may) (?:only )?be (used|redeemed) (?:at most |up to |only |max )?(\\d+) times (?:in (?:all|total)|overall|altogether)$`,
    ),
    ({ 1: what = '', 2: done = '', 3: limit = '' }) => [`a ${one(what)} can be ${done} at most ${limit} times`],
  ],
  // "a vehicle with a capacity is assigned to a trip": the trip names it.
  [
    new RegExp(
      `^${determiner}([a-z]+)(?: with (.+?))? (?:is|are|must be|has to be|gets?|will be) assigned to (?:exactly |only )?(?:an?|1|each|every|one) ([a-z]+)$`,
    ),
    ({ 1: what = '', 2: list, 3: target = '' }, told) =>
      isThingHere(told, what) &&
      isThingHere(told, target) &&
      !isPeople(target) &&
      (isPeople(what) || used.test(one(what)))
        ? [
            ...(list === undefined ? [] : [`each ${one(what)} has ${list}`]),
            `each ${one(target)} belongs to a ${one(what)}`,
          ]
        : [],
  ],
  // "a parcel belongs to a customer and goes from registered to delivered": nothing goes by the name of a going.
  [
    new RegExp(
      `^(${determiner}${phrase} belongs? to (?:exactly )?(?:an?|1|one|the|its) [a-z]+(?: (?!and)[a-z]+)?) (?:, )?and ((?:goes|go|moves?|pass(?:es)?|changes?|travels?|starts?|begins?|runs?|expires?|lasts?|costs?|comes?|stays?|remains?) .+)$`,
    ),
    ({ 1: first = '', 2: what = '', 3: rest = '' }) => [
      first,
      `each ${one(what)} ${isMany(what) ? rest.replaceAll(/(?<=^|and )(?:go|move|start|begin|run|expire|last|cost|come|end|take)(?= )/g, '$&s') : rest}`,
    ],
  ],
  // "refunds must not exceed the order total"
  [
    /^(?:the |all )?([a-z]+s) (?:together |in total |in all )?(?:must not|cannot|may not|can never|must never|should not) (?:together |in total )?(?:exceed|be (?:more|higher|larger|greater) than) (?:the |its |their )(?:([a-z]+) ((?:total |final )?(?:total|amount|price|sum|value|budget|balance))|((?:total |final )?(?:total|amount|price|sum|value|budget|balance)) of (?:the |its |their |an? )([a-z]+))$/,
    ({ 1: rows = '', 2: whole, 3: field, 4: size, 5: of }, told) => {
      const holder = whole ?? of ?? '';
      return isThingHere(told, holder) && isThingHere(told, rows) && one(rows) !== one(holder)
        ? [
            `each ${one(rows)} belongs to a ${one(holder)}`,
            `each ${one(rows)} has an amount`,
            `each ${one(holder)} has a ${field ?? size ?? ''}`,
            `the ${rows} of a ${one(holder)} must not exceed its ${field ?? size ?? ''}`,
          ]
        : [];
    },
  ],
  // "comments can be internal"
  [
    new RegExp(`^${determiner}([a-z]+(?: [a-z]+)??) (?:can|may|could) be (?:marked (?:as )?)?([a-z]+)(?: or not)?$`),
    ({ 1: what = '', 2: how = '' }, told) =>
      isThingHere(told, what) && !isPeople(what) && flags.test(how) ? [`each ${one(what)} has ${how} boolean`] : [],
  ],
];

/** What is put to something for as long as it takes. */
const used =
  /^(?:vehicle|car|truck|van|bus|boat|plane|aircraft|train|room|hall|machine|desk|bay|court|crew|team|tool|locker)$/;
const flags =
  /^(?:internal|external|private|public|urgent|featured|anonymous|recurring|confidential|mandatory|vegan|vegetarian|remote|virtual|favou?rite|visible|hidden|sticky|taxable|fragile|billable)$/;
