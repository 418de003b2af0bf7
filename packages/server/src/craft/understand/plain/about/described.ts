import { ruleForName } from '../../fields/field-types.ts';
import { tellsOf } from '../../sentences/bracketed.ts';
import { lexicon } from '../../words/lexicon.ts';
import { type Tell, has, isMany, isPeople, isThingHere, one, plural } from '../words.ts';

/** Sentences that say what a row has while they speak of what somebody does, or of what it is tied to. */

const article = '(?:an?|the|each|every|1) ';

/** "a title , instructions and a due date": names, and nothing that somebody does. */
const isList = (list: string): boolean =>
  !/ (?:can|must|may|cannot|should|that|which|who|when|if|so|to|but) |\b(?:them|it|their)\b/.test(` ${list} `);

const makes = /^(?:can |may )?(?:writes?|sets?|records?|logs?|creates?|makes?|files?|adds?|prepares?|drafts?|issues?)$/;

const isFact = (list: string): boolean => {
  const first = list.replace(/^an? /, '').split(/ (?:,|and) /)[0] ?? '';
  return (
    /^(?:number|start|end|text|name|title)$/.test(first) ||
    ruleForName(first.split(' ')) !== undefined ||
    lexicon().fieldNames.has(first)
  );
};

/** "put up", "hand in", "send out": what brings a row about; to live in something does not. */
const phrasal =
  /^(?:put|bring|hand|send|set|turn|fill|write|note|drop|take|give|type|post|key|call|jot|rent|lend|hire|open|draw|lay|carry|throw)$/;

/** Where somebody brings a row about by a verb of two words, before any pass takes the second for a name. */
export const broughtSentences: [RegExp, Tell][] = [
  // "volunteers sign up for shifts with a start and an end": when it is, and not whose name is given
  [
    /^((?:the |all )?[a-z]+s (?:can |may )?(?:signup|sign up|register|apply|enrol|enroll|volunteer)) for ((?:[a-z]+ )?[a-z]+s) with (an? (?:[a-z]+ )?(?:start|begin|date|day|time|title|place|location|capacity|price|fee|topic|subject|level)(?: .+)?)$/,
    ({ 1: who = '', 2: things = '', 3: list = '' }) =>
      isMany(things) && isList(list) ? [`${who} for ${things}`, `each ${one(things)} has ${list}`] : [],
  ],
  // "sellers put up lots with a title and an end time", "hosts put rooms up for rent with a name": verbs of two words
  [
    /^((?:the |all |other )?([a-z]+s)) (?:can |may |must )?([a-z]+) (?:(up|in|out|on|off|forward|down) (?:an? |their |new )?([a-z]+(?: [a-z]+)??)|(?:an? |their |new )?([a-z]+(?: [a-z]+)??) (?:up|in|out|on|off|forward|down)(?: for [a-z]+)?) with ((?:an? )?[a-z].*)$/,
    ({ 2: who = '', 3: does = '', 5: behind, 6: rows = behind ?? '', 7: list = '' }) => {
      const row = one(rows);
      const someone =
        isPeople(who) ||
        lexicon().bodies.has(one(who)) ||
        /^(?:company|business|shop|school|club|team|supplier|bank|factory|firm|agency)$/.test(one(who));
      return !phrasal.test(does) || !someone || isPeople(row) || !isFact(list) || !isList(list)
        ? []
        : [`${who} create ${plural(row)}`, `each ${row} belongs to a ${one(who)}`, `each ${row} has ${list}`];
    },
  ],
];

/** What has a title of that kind. */
const titled = (list: string): string => {
  if (/\b(?:pages|isbn|author)\b/.test(list)) return 'book';
  return /\bdirector\b/.test(list) ? 'film' : 'item';
};

export const describedSentences: [RegExp, Tell][] = [
  // "members with name , tools with name and copies": each with its own
  [
    /^((?:(?:manage|store|keep|track) )?)([a-z]+s) with ((?:(?! with ).)+?) (?:,|and|, and) ([a-z]+s) with (.+)$/,
    ({ 1: lead = '', 2: first = '', 3: list = '', 4: second = '', 5: rest = '' }, told) =>
      [first, second].every((things) => isMany(things) && isThingHere(told, things)) && isFact(list) && isFact(rest)
        ? [`${lead}${first} with ${list}`, `${lead}${second} with ${rest}`]
        : [],
  ],
  // "members have a name and borrow books": what they do makes the rows
  [
    /^((?:the |all )?([a-z]+s) have (.+?)) (?:, )?and (?:can |may )?(book|reserve|rent|borrow|hire|order|review|rate) ((?:an? |the )?[a-z]+(?: [a-z]+)??)((?: (?:for|in|on|at|from|with|once|up) .+)?)$/,
    ({ 1: head = '', 2: who = '', 4: does = '', 5: things = '', 6: rest = '' }, told) =>
      isPeople(who) && isThingHere(told, things.replace(/^(?:an?|the) /, ''))
        ? [head, `${who} can ${does} ${things}${rest}`]
        : [],
  ],
  // "visitors can browse acts and save favourite acts", "readers save articles for later"
  [
    /^(?:the |all )?([a-z]+s) (can |may )?(?:(.+?) (?:, )?and )?(?:save|keep|bookmark|collect|mark|have|add|store) (?:(?:their |own |a list of )*favou?rite ((?:[a-z]+ )?[a-z]+s)|(?:the )?((?:[a-z]+ )?[a-z]+s) for (?:later|another time))$/,
    ({ 1: who = '', 2: may = '', 3: first, 4: liked, 5: things = liked ?? '' }, told) =>
      isPeople(who) && has(told, things)
        ? [...(first === undefined ? [] : [`${who} ${may}${first}`]), `${who} can favorite ${things}`]
        : [],
  ],
  // "a teacher sets an assignment for a class with a title , instructions and a due date"
  [
    new RegExp(
      `^(?:${article})?([a-z]+(?: [a-z]+)?) (?:can |may )?([a-z]+) (?:an?|1) ([a-z]+(?: [a-z]+)??) (?:for|to|in|about|on|at) (?:an?|1|each|every|the) ([a-z]+) with ((?:an? )?[a-z].* (?:,|and) .+)$`,
    ),
    ({ 1: who = '', 2: does = '', 3: row = '', 4: whole = '', 5: list = '' }, told) =>
      isPeople(who) &&
      lexicon().verbForms.has(does) &&
      !isPeople(row) &&
      isThingHere(told, whole) &&
      (makes.test(does) || isThingHere(told, row)) &&
      isFact(list) &&
      isList(list)
        ? [`each ${row} belongs to a ${whole}`, `each ${row} belongs to a ${one(who)}`, `each ${row} has ${list}`]
        : [],
  ],
  // "members add a title with author and pages and set it as read"
  [
    /^(?:the |all )?([a-z]+s) ((?:can |may )?(?:add|enter|submit|post|suggest|log)) an? (title|entry) with ([a-z].*? (?:,|and) .+?)(?: and ((?:(?:can |may )?(?:set|mark|tick)) )(?:it|them) (as .+|off))?$/,
    ({ 1: who = '', 3: kept = '', 4: list = '', 5: marks, 6: how = '' }) => {
      const row = kept === 'title' ? titled(list) : kept;
      return isMany(who) && isList(list)
        ? [
            `each ${row} has ${kept === 'title' ? 'a title , ' : ''}${list}`,
            ...(isPeople(who) ? [`each ${row} belongs to a ${one(who)}`] : []),
            ...(marks === undefined ? [] : [`${who} ${marks}a ${row} ${how}`]),
          ]
        : [];
    },
  ],
  // "a slot puts an act on a stage with a start and an end"
  [
    new RegExp(
      `^${article}([a-z]+(?: [a-z]+)?) (?:puts?|places?|books?|brings?|pairs?|schedules?) (?:an?|1|the) ([a-z]+) (?:on|onto|in|into|at|to|with) (?:an?|1|the) ([a-z]+) with (.+)$`,
    ),
    ({ 1: row = '', 2: first = '', 3: second = '', 4: list = '' }, told) =>
      !isPeople(row) && has(told, first) && has(told, second) && isList(list)
        ? [`each ${row} belongs to a ${first}`, `each ${row} belongs to a ${second}`, `each ${row} has ${list}`]
        : [],
  ],
  // "a dog has a name , a breed and an owner with a phone number"
  [
    /^((?:an? |the |each |every |all )?([a-z]+(?: [a-z]+)?) (?:has|have)) (?:(.+?) (?:, )?and |(.+) , )?an? ([a-z]+) with (an? .+|[a-z]+(?: [a-z]+)?(?: (?:,|and) .+)?)$/,
    ({ 1: head = '', 2: thing = '', 3: some, 4: rest = some, 5: who = '', 6: list = '' }) =>
      isPeople(who) && isFact(list) && isList(list)
        ? [
            ...(rest === undefined ? [] : [`${head} ${rest}`]),
            `each ${one(thing)} belongs to a ${who}`,
            `each ${who} has ${/\bname\b/.test(list) ? '' : 'a name and '}${list}`,
          ]
        : [],
  ],
  // "incidents have a location and the ambulance assigned"
  [
    /^((?:.+ )?(?:has|have|with) (?:.+ )?)(?:the|an?) ([a-z]+) (?:assigned|in charge|responsible|involved|affected)(?: to it| for it)?((?: ,| and ).+)?$/,
    ({ 1: head = '', 2: what = '', 3: tail = '' }, told) =>
      has(told, what) ? [`${head}${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}${tail}`] : [],
  ],
  // "clubs ( name , email ) book halls": what is known of them, and what they do
  [
    /^(?:the |all )?([a-z]+s) \( ([^()]+) \) ((?:can |may )?([a-z]+) [^()]+)$/,
    ({ 1: who = '', 2: list = '', 3: does = '', 4: verb = '' }) =>
      isMany(who) && tellsOf(list) && lexicon().associations[verb] !== undefined
        ? [`${who} ( ${list} )`, `${who} ${does}`]
        : [],
  ],
  // "a bay has a number , a level and holds 1 vehicle"
  [
    /^((?:an? |the |each |every |all )?[a-z]+(?: [a-z]+)? (?:has|have) .+?) (?:, )?and ([a-z]+) (?:at most )?(?:1|exactly 1) ([a-z]+)$/,
    ({ 1: head = '', 2: does = '', 3: what = '' }, told) =>
      lexicon().verbForms.has(does) && has(told, what)
        ? [`${head} and an ${/^(?:holds|hosts|houses|keeps|carries)$/.test(does) ? 'optional ' : ''}${what}`]
        : [],
  ],
  // "households register with a family name , a number of people and dietary needs"
  [
    /^(?:the |all |new )?([a-z]+s) (?:can |may |must |have to )?(?:register|apply|signup|sign up|check in) with (?:their )?((?:an? )?[a-z].* (?:,|and) .+)$/,
    ({ 1: who = '', 2: list = '' }, told) =>
      isMany(who) && !/\b(?:password|passwords|credentials)\b/.test(list) && isThingHere(told, who) && isList(list)
        ? [`each ${one(who)} has ${list.replaceAll(/\btheir /g, '')}`]
        : [],
  ],
];
