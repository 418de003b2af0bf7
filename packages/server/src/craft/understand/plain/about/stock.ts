import { infinitive } from '../../words/grammar.ts';
import { lexicon } from '../../words/lexicon.ts';
import { type Tell, has, isPeople, isThingHere, noun, one, several } from '../words.ts';

/** Sentences about what is in store and is taken from it: "selling books", "orders consisting of several products with quantities". */

/** "restocking" → "restock", where it is a verb at all. */
const deedOf = (gerund: string): string | undefined => {
  const stem = gerund.replace(/ing$/, '');
  return infinitive(gerund) ?? (moved[stem] === undefined ? lexicon().verbForms.get(stem) : stem);
};

/** Rows of these say what was taken from the stock of a thing, or put there. */
const moved: Readonly<Record<string, string>> = {
  sell: 'sale',
  purchase: 'purchase',
  restock: 'restock',
  replenish: 'replenishment',
};

const taken = (what: string, verb: string): string[] => {
  const row = moved[verb] ?? verb;
  return [
    `each ${row} belongs to a ${what}`,
    `each ${row} has a quantity`,
    row.startsWith('re') ? `a ${row} adds to the stock of the ${what}` : `a ${row} reduces the stock of its ${what}`,
  ];
};

/** "customers place orders consisting of several products with quantities": rows between the two. */
const items = (whole: string, part: string, list: string): string[] => [
  `each ${one(whole)} has many ${one(whole)} items`,
  `each ${one(whole)} item belongs to a ${one(part)}`,
  `each ${one(whole)} item has ${list.replaceAll(/(?<=^|and |, )(?:an? |their |its )?([a-z]+(?: [a-z]+)?)(?= and| ,|$)/g, (_, item: string) => `a ${one(item)}`)}`,
];

const nouns = (list: string): string[] => list.split(/ (?:, and|,|and|or|, or) /);

export const stockSentences: [RegExp, Tell][] = [
  // "a preorder cannot exceed the available quantity of a product": ordering takes it
  [
    new RegExp(
      `^(?:(?:an?|each|every|the|all|any|new) )?(${noun}) (?:cannot|must not|may not|can never|should not) (?:exceed|be (?:more|higher|greater|larger) than|take more than) (?:the |its )?(?:available|remaining|current) (?:quantity|stock|amount|inventory)(?: in stock)? of (?:an?|the|its|each|any) (${noun})$`,
    ),
    ({ 1: rows = '', 2: store = '' }, told) =>
      isThingHere(told, store) ? [`a ${one(rows)} reduces the stock of the ${one(store)}`] : [],
  ],
  // "no more than the remaining quantity of a donation is handed out"
  [
    new RegExp(
      `^(?:(?:the|our) system (?:must|should|has to) (?:ensure|guarantee|make sure|check)(?: that)? )?(?:no|not|never) more than (?:the |its )?(?:available|remaining|current) (?:quantity|stock|amount|inventory) of (?:an?|the|each|any) (${noun}) (?:can be |is |may be |are )([a-z]+)(?: [a-z]+)?$`,
    ),
    ({ 1: store = '' }, told) =>
      has(told, store) ? [`handing out a ${one(store)} reduces the stock of the ${one(store)}`] : [],
  ],
  // "include mutations for restocking and selling books"
  [
    /^(?:also )?(?:include|provide|add|expose|offer|implement|there (?:should|must) be|i need|we need) (?:graphql )?(?:mutations|endpoints|operations|routes|queries|actions|functions) (?:for|to) ((?:[a-z]+ing(?: , | and | or | , and )?)+) ([a-z]+s)$/,
    ({ 1: deeds = '', 2: what = '' }, told) => {
      const verbs = nouns(deeds).map((deed) => deedOf(deed));
      if (!isThingHere(told, what) || verbs.some((verb) => verb === undefined)) return [];
      return verbs.flatMap((verb = '') =>
        moved[verb] === undefined ? [`users can ${verb} ${what}`] : taken(one(what), verb),
      );
    },
  ],
  // "customers place orders consisting of several products with quantities"
  [
    new RegExp(
      `^(.* )?([a-z]+(?: [a-z]+)?) (?:consisting of|made up of|composed of|that consist of|which consist of|containing|that contain|consists? of|contains?) ${several} ([a-z]+s)(?: ,)? (?:(?:each )?(?:with|in|having) )?(?:an? |their )?(quantit(?:y|ies)(?: and [a-z ]+)?|amounts?|counts?)(?: each)?$`,
    ),
    ({ 1: lead = '', 2: phrase = '', 3: part = '', 4: list = '' }, told) => {
      const whole = /^(?:an?|each|every|the|place|places|create|creates|make|makes) /.test(phrase)
        ? phrase.replace(/^[a-z]+ /, '')
        : phrase;
      const head = `${lead}${phrase}`.trim();
      return isThingHere(told, part) && !isPeople(part)
        ? [...(lead === '' ? [] : [head]), ...items(whole, part, list)]
        : [];
    },
  ],
  // "parts in stock never go below zero"
  [
    /^(?:the )?([a-z]+s) in stock (?:can |must |may )?(?:never|cannot|not|must not|may not) (?:go|fall|drop|be|get) (?:below|under|less than) (?:0|zero)$/,
    ({ 1: what = '' }) => [`the stock of a ${one(what)} must never be negative`],
  ],
];
