import { lexicon } from '../../words/lexicon.ts';
import { type Tell, has, isMany, isPeople, isThingHere, one } from '../words.ts';

/** Sentences about people and what is theirs: what they offer, whom they enter, what they answer. */

/** What is done with a thing for others, by the one whose it is. */
const gives =
  '(?:sell|offer|give|teach|host|upload|breed|grow|supply|produce|provide|lead|bring|own|donate|compose|paint|exhibit|run)';
const answers = '(?:say|answer|tell|state|indicate|reply|respond|confirm|mark|enter|vote)';
/** Whoever signs in is known as a user. */
const accounts = /^(?:users?|people|persons?|everyone|anyone|staff|admins?|administrators?)$/;

export const giverSentences: [RegExp, Tell][] = [
  // "users register and offer tools with a name": two deeds
  [
    /^((?:the |all )?[a-z]+s) (?:can |may |must |have to )?(register|signup|login|(?:create|open|have|make) an account) and (?:then )?((?:can |may )?)([a-z]+) ((?!with |in |up ).+)$/,
    ({ 1: who = '', 2: first = '', 3: may = '', 4: verb = '', 5: rest = '' }) =>
      lexicon().verbForms.get(verb) === verb && !/^(?:login|register|signup|get|receive)$/.test(verb)
        ? [`${who} can ${first}`, `${who} ${may === '' ? 'can ' : may}${verb} ${rest}`]
        : [],
  ],
  // "parents create accounts for their children with a name and a birthday"
  [
    /^(?:the |all )?([a-z]+s) (?:can |may )?(?:create|open|make|register|setup|set up|add|keep|have) (?:an )?(?:accounts?|profiles?|entries) for (?:their |the |his |her )?(?:own )?([a-z]+) with (.+)$/,
    ({ 1: who = '', 2: whom = '', 3: list = '' }) =>
      isPeople(who) && isPeople(whom) && isMany(whom)
        ? [`each ${one(whom)} belongs to a ${one(who)}`, `each ${one(whom)} has ${list}`]
        : [],
  ],
  // "singers say whether they will come to a rehearsal : yes , no or maybe"
  [
    new RegExp(
      `^(?:the |all |each |every )?([a-z]+s?) (?:can |may |must )?${answers}s? (?:whether|if) (?:they|he|she) (?:(?:will|can|want to|are going to|would|is|are|may) )?[a-z]+(?: part)?(?: to| at| in| for)? (?:an?|the|each|every|that) ([a-z]+(?: [a-z]+)??) (?::|\\(|,|with) ((?:[a-z]+ , )*[a-z]+ (?:, )?(?:or|and|\\/) [a-z]+)(?: \\))?$`,
    ),
    ({ 1: who = '', 2: what = '', 3: list = '' }, told) =>
      (isPeople(who) || has(told, who)) && isThingHere(told, what)
        ? [
            `each response belongs to a ${one(who)}`,
            `each response belongs to a ${one(what)}`,
            `each response has an answer ( ${list.split(/ (?:, or|, and|,|or|and|\/) /).join(' / ')} )`,
            `only 1 response per ${one(who)} and ${one(what)}`,
          ]
        : [],
  ],
  // "there are several members per team", "several drivers per bus"
  [
    /^(?:and )?(?:there (?:are|can be|may be) )?(?:several|many|multiple) ([a-z]+s) (?:per|in each|in every|for each|for every|in an?|to an?) ([a-z]+)$/,
    ({ 1: many = '', 2: whole = '' }, told) =>
      isThingHere(told, many) && isThingHere(told, whole) ? [`each ${whole} has many ${many}`] : [],
  ],
  // "vendors sell lots", where lots are told of: each is of one of them
  [
    new RegExp(
      `^(?:the |all )?([a-z]+s) (?:can |may )?${gives} (?:the |their |own |several |many |different )*([a-z]+(?: [a-z]+)??s)(?: (?:to|for) [a-z]+)?(?: (?:with ([^()]+)|\\( ([^()]+) \\)))?$`,
    ),
    ({ 1: who = '', 2: things = '', 3: spoken, 4: list = spoken }, told) =>
      isPeople(who) &&
      !accounts.test(who) &&
      isMany(who) &&
      isMany(things) &&
      !isPeople(things) &&
      (list !== undefined || has(told, things)) &&
      !/ (?:can|must|may|to|for) /.test(list ?? '')
        ? [
            `each ${one(things)} belongs to a ${one(who)}`,
            ...(list === undefined ? [] : [`each ${one(things)} has ${list}`]),
          ]
        : [],
  ],
];
