import { chosenName, isKinds, sideOf } from '../../sentences/bracketed.ts';
import { type Tell, has, isMany, isThingHere, one, plural } from '../words.ts';

/** Sentences about the kinds that there are of something: "rooms are public or private", "kennels come in three sizes: small, medium and large". */

const value = '[a-z]+(?: (?!and |or )[a-z]+)?';
const spread = (list: string): string => list.split(/ (?:, or|, and|,|or|and|\/) /).join(' / ');

const written = /^(?:comment|note|message|reply|post|remark)$/;

export const choiceSentences: [RegExp, Tell][] = [
  // "rooms ( single , double , suite ) with a number": what stands beside the fields is no field
  [
    /^((?:.*? )??((?:(?<=^)[a-z]+ )?[a-z]+s)) \( ([^()]+ , [^()]+) \) (?:, )?(?:with|having|each with) (.+)$/,
    ({ 1: head = '', 2: things = '', 3: list = '', 4: fields = '' }) =>
      isMany(things) && isKinds(spread(list).split(' / '))
        ? [
            head === things ? `manage ${things}` : head,
            `each ${one(things)} has a ${chosenName(spread(list))} ( ${spread(list)} ) , ${fields}`,
          ]
        : [],
  ],
  // "each quote has a price , an expiry date and is ( open / accepted / declined )"
  [
    /^((?:an? |the |each |every |all )?([a-z]+(?: [a-z]+)?) (?:has|have) .+?) (?:, )?and (?:is|are) (?:either )?\( ([^()]+ \/ [^()]+) \)$/,
    ({ 1: head = '', 2: thing = '', 3: list = '' }) => [
      head,
      `each ${one(thing)} has a ${chosenName(list)} ( ${list} )`,
    ],
  ],
  // "cooks change the status of an order ( queued , ready )"
  [
    /^(?:(.+) , (?:and )?)?[a-z]+(?: [a-z]+){1,3} (?:the|its) (status|state|stage|phase|priority|type|category|condition) of (?:an?|the|each|their|its) ([a-z]+(?: [a-z]+)?) \( ([^()]+(?: [,/] [^()]+)+) \)$/,
    ({ 1: lead, 2: field = '', 3: thing = '', 4: list = '' }, told) =>
      isThingHere(told, thing)
        ? [...(lead === undefined ? [] : [lead]), `each ${one(thing)} has a ${field} ( ${spread(list)} )`]
        : [],
  ],
  // "a spot is for cars , motorcycles or trucks": of one kind
  [
    /^(?:an? |each |every )([a-z]+(?: [a-z]+)?) is (?:meant |reserved |suitable |made )?for (?:either )?((?:[a-z]+s , )*[a-z]+s (?:, )?or [a-z]+s)$/,
    ({ 1: thing = '', 2: list = '' }, told) =>
      spread(list)
        .split(' / ')
        .every((kind) => !told.has(one(kind)))
        ? [`each ${one(thing)} has a type ( ${spread(list).split(' / ').map(one).join(' / ')} )`]
        : [],
  ],
  // "rooms are public or private", "the equipment is new, good or worn"
  [
    new RegExp(
      `^(?:the |all |each |every |an? )?([a-z]+(?: [a-z]+)??) (?:is|are|can be|may be) (?:either )?(${value}(?: , ${value})* (?:, )?or ${value})$`,
    ),
    ({ 1: thing = '', 2: list = '' }, told) => {
      const name = sideOf(spread(list).split(' / '));
      return name !== undefined && isThingHere(told, thing)
        ? // What is written has its text, though nobody says so.
          [
            `each ${one(thing)} has ${written.test(one(thing)) && !has(told, thing) ? 'a text and ' : ''}a ${name} ( ${spread(list)} )`,
          ]
        : [];
    },
  ],
  // "rooms are public or private and hold at most 50 members"
  [
    new RegExp(
      `^((?:the |all |each |every |an? )?([a-z]+) (?:is|are) (?:either )?(?!(?:not|only) )${value}(?: , ${value})* (?:, )?or ${value}) and ((?:have|has|hold|holds|cost|costs|belong|belongs|contain|contains|can|must|cannot|take|takes|last|lasts|need|needs) .+)$`,
    ),
    ({ 1: head = '', 2: things = '', 3: rest = '' }, told) =>
      isThingHere(told, things) ? [head, `${things} ${rest}`] : [],
  ],
  // "kennels come in 3 sizes : small , medium and large"
  [
    new RegExp(
      `^(?:the |all |each |every |an? )?([a-z]+(?: [a-z]+)??) (?:comes?|exists?|is available|are available|is offered|are offered) in (?:\\d+ |different |several |various |the |these |following )*([a-z]+s) (?::|\\(|,) (${value}(?: , ${value})*(?: ,)? (?:and|or|,) ${value})(?: \\))?$`,
    ),
    ({ 1: thing = '', 2: kinds = '', 3: list = '' }) =>
      isMany(kinds) ? [`each ${one(thing)} has a ${one(kinds)} ( ${spread(list)} )`] : [],
  ],
  // "there are 3 kinds of rooms : single , double and suite"
  [
    new RegExp(
      `^(?:there are|we have|we offer|we rent out) (?:\\d+ |different |several |various )*(kinds|types|sorts|sizes|categories|classes|levels) of ([a-z]+s?) (?::|\\(|,) (${value}(?: , ${value})*(?: ,)? (?:and|or|,) ${value})(?: \\))?$`,
    ),
    ({ 1: kinds = '', 2: things = '', 3: list = '' }) => [
      `manage ${plural(things)}`,
      `each ${one(things)} has a ${kinds === 'kinds' || kinds === 'sorts' ? 'type' : one(kinds)} ( ${spread(list)} )`,
    ],
  ],
  // "boats are numbered and come in 3 sizes : …", "desks are numbered and stand in a room"
  [
    /^((?:the |all )?([a-z]+s) are (?:numbered|named|titled|labelled|labeled|priced|graded)) and ((?:come|belong|stand|lie|have|hold|can|must|cannot|cost) .+)$/,
    ({ 1: head = '', 2: things = '', 3: rest = '' }) => (isMany(things) ? [head, `${things} ${rest}`] : []),
  ],
];
