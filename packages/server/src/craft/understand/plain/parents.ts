import { lexicon } from '../words/lexicon.ts';
import { type Tell, has, isMany, isThingHere, one, plural } from './words.ts';

/** Sentences that say in which thing another one lies, or to which it belongs, in the plain form of that. */

const any = '(?:an?|each|every|the|1|any)';
const single = '(?:an?|the|its|their|1|one|exactly 1|exactly one|only 1)';
const noun = '([a-z]+(?: [a-z]+)??)';

const belongs = (child: string, parent: string): string => `each ${one(child)} belongs to a ${one(parent)}`;
const both = (told: ReadonlySet<string>, first: string, second: string): boolean =>
  isThingHere(told, first) && isThingHere(told, second) && one(first) !== one(second);
/** Whether this is no thing that has its own sentence. */
const isField = (item: string, told: ReadonlySet<string>): boolean =>
  !isMany(item) || !has(told, item) || lexicon().fieldNames.has(item);

export const parentSentences: [RegExp, Tell][] = [
  // "each film is shown in screenings"
  [
    /^(?:each|every|an?|the) ([a-z]+(?: [a-z]+)??) (?:is|are|can be|may be) (?:shown|played|offered|held|used|listed|sold|taught|performed|run|given|served|displayed) (?:in|at|on|by|during|through) (?:several |many |multiple |different |various |one or more |1 or more )*([a-z]+s)$/,
    ({ 1: parent = '', 2: children = '' }, told) =>
      has(told, parent) && has(told, children) && isMany(children) ? [belongs(children, parent)] : [],
  ],
  // "flights go from an airport to another airport"
  [
    /^(?:an?|each|every|the|all)? ?([a-z]+(?: [a-z]+)??) (?:goes?|go|runs?|leads?|flies|fly|drives?|travels?|sails?) from (?:an?|one|1) ([a-z]+(?: [a-z]+)??) to (?:another|a different|a second|an other)(?: 1| one| ([a-z]+(?: [a-z]+)??))?(?: (?:, |and |with |has |have )+(.+))?$/,
    ({ 1: thing = '', 2: place = '', 3: again = place, 4: more }, told) =>
      has(told, place) && again === place
        ? [
            `each ${one(thing)} has an origin ${place} and a destination ${place}${more === undefined ? '' : ` , ${more}`}`,
          ]
        : [],
  ],
  // "trips go from an origin to a destination"
  [
    /^(?:an?|each|every|the|all)? ?([a-z]+(?: [a-z]+)??) (?:goes?|go|runs?|leads?|flies|fly|drives?|travels?|sails?) from (?:an?|one|1|its|their) ([a-z]+(?: [a-z]+)??) to (?:an?|another|one|1|its|their) ([a-z]+(?: [a-z]+)??)(?: (?:, |and |with |has |have )+(.+))?$/,
    ({ 1: thing = '', 2: from = '', 3: to = '', 4: more }, told) =>
      isThingHere(told, from) || has(told, to) || from === to || isMany(from)
        ? []
        : [`each ${one(thing)} has ${from} , ${to}${more === undefined ? '' : ` , ${more}`}`],
  ],
  // "barns reference a farm", "a barn points to its farm"
  [
    new RegExp(
      `^(?:${any} |all )?${noun} (?:references?|refers? to|points? to|links? to|is linked to|are linked to|is connected to|are connected to|is tied to|are tied to|is associated with|are associated with|is attached to|are attached to|are grouped by|is grouped by|is filed under|are filed under|is located in|are located in|lives? inside|is inside|are inside) (?:${single} )?${noun}$`,
    ),
    ({ 1: child = '', 2: parent = '' }, told) =>
      both(told, child, parent) && !isMany(parent) ? [belongs(child, parent)] : [],
  ],
  // "a barn cannot exist without a farm"
  [
    new RegExp(
      `^(?:${any} |no )?${noun} (?:cannot|can not|must not|may not|can never|can|may) (?:exist|be created|be added|be there|be entered|live|be stored) without (?:${single} )?${noun}$`,
    ),
    ({ 1: child = '', 2: parent = '' }, told) => (both(told, child, parent) ? [belongs(child, parent)] : []),
  ],
  // "when creating a barn , the farm must be given"
  [
    new RegExp(
      `^when (?:creating|adding|entering|registering|making) (?:an?|the|new) ${noun} (?:, )?(?:the|an?|its) ${noun} (?:must|has to|needs to|should) be (?:given|chosen|specified|selected|provided|set|named|stated|told)$`,
    ),
    ({ 1: child = '', 2: parent = '' }, told) =>
      both(told, child, parent) && has(told, parent) ? [belongs(child, parent)] : [],
  ],
  // "deleting a farm deletes its barns"
  [
    new RegExp(
      `^((?:deleting|removing) (?:an?|the) ${noun} (?:also )?(?:deletes|removes) (?:all )?(?:of )?(?:its|their|the) ([a-z]+(?: [a-z]+)?s))$`,
    ),
    ({ 1: all = '', 2: parent = '', 3: child = '' }, told) =>
      both(told, child, parent) && has(told, parent) && has(told, child) ? [belongs(child, parent), all] : [],
  ],
  // "the relation between farm and barn is one to many"
  [
    /^(?:there is )?(?:the |an? )?(?:relation|relationship|association|connection) (?:between|from) (?:the |an? )?([a-z]+(?: [a-z]+)??) (?:and|to) (?:the |an? )?([a-z]+(?: [a-z]+)??) (?:is|:) (?:an? )?(1|one|many|n|m) (?:to|:) (1|one|many|n|m)$/,
    ({ 1: first = '', 2: second = '', 3: from = '', 4: to = '' }, told) => {
      const [left, right] = [from, to].map((word) => /^(?:many|n|m)$/.test(word));
      if (!both(told, first, second)) return [];
      if (left && right) return [`${plural(first)} and ${plural(second)} are many to many`];
      return [left ? belongs(first, second) : belongs(second, first)];
    },
  ],
  // "farm 1 : n barn"
  [
    /^([a-z]+(?: [a-z]+)?) 1 (?::|to) (?:n|m|many|\*) ([a-z]+(?: [a-z]+)?)$/,
    ({ 1: parent = '', 2: child = '' }, told) => (both(told, child, parent) ? [belongs(child, parent)] : []),
  ],
  // "an api for farms and their barns"
  [
    /^(.* )?([a-z]+s) (?:, )?and (?:, for each of them , )?(?:their|its) ([a-z]+(?: [a-z]+)?s)$/,
    ({ 1: lead = '', 2: parents = '', 3: children = '' }, told) =>
      has(told, parents) && has(told, children) && !lexicon().nouns.has(one(children))
        ? [
            `${lead}${parents} and ${children}`.replace(/^we (?:store|keep|manage|have) /, 'manage '),
            belongs(children, parents),
          ]
        : [],
  ],
  // "a farm has a name and a list of barns", told of on their own
  [
    new RegExp(
      `^(?:${any} )${noun} (?:has|consists of|is made up of|contains) ([a-z].*?)(?: ,)? (?:and|,) (?:multiple |several |many |various |a list of |any number of |one or more )?([a-z]+s)(?: string| text)?$`,
    ),
    ({ 1: parent = '', 2: list = '', 3: children = '' }, told) => {
      const items = list.split(/ ?, and | ?, | and /).map((item) => item.replace(/^(?:an?|the) /, ''));
      if (isField(children, told) || one(children) === one(parent) || /[():]|\d/.test(list)) return [];
      return items.every((item) => isField(item, told) && !isThingHere(told, item))
        ? [`each ${one(parent)} has ${list}`, belongs(children, parent)]
        : [];
    },
  ],
  // "farms with a name contain barns with a title and a color"
  [
    /^([a-z]+s) with (.+?) (?:contain|have|hold|own|include|consist of) ([a-z]+(?: [a-z]+)?s) with (.+)$/,
    ({ 1: parents = '', 2: first = '', 3: children = '', 4: second = '' }) =>
      / (?:has|have|can|must|is|are) /.test(first)
        ? []
        : [`each ${one(parents)} has ${first}`, belongs(children, parents), `each ${one(children)} has ${second}`],
  ],
  // "every barn ( title , color ) is linked to a farm ( name )"
  [
    new RegExp(
      `^(?:${any} |all )?${noun} \\( ([^()]+) \\) (?:belongs? to|is linked to|are linked to|is part of|are part of|refers? to|is assigned to|references?|is in|are in) (?:${single} )?${noun} \\( ([^()]+) \\)$`,
    ),
    ({ 1: child = '', 2: first = '', 3: parent = '', 4: second = '' }) => [
      `each ${one(child)} has ${first}`,
      `each ${one(parent)} has ${second}`,
      belongs(child, parent),
    ],
  ],
  // "i can add farms with a name , and for each farm i can add barns with a title and a color"
  [
    /^(?:and )?(?:i|we|you|they|users|people) (?:can|could|may|want to) (?:store|save|keep|add|create|record|register|manage|enter) ([a-z]+s) with ([^()]+?) (?:, )?and (?:for|to|in|under) (?:each|every|an?|any) ([a-z]+) (?:, )?(?:i|we|you|they|users|people) (?:can|could|may) (?:store|save|keep|add|create|record|register|manage|enter) ([a-z]+s) with (.+)$/,
    ({ 1: parents = '', 2: first = '', 3: parent = '', 4: children = '', 5: second = '' }) =>
      one(parents) === parent
        ? [
            `manage ${parents} and ${children}`,
            `each ${parent} has ${first}`,
            `each ${one(children)} has ${second}`,
            belongs(children, parent),
          ]
        : [],
  ],
];
