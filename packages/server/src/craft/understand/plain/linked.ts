import { lexicon } from '../words/lexicon.ts';
import { type Tell, has, isMany, isPeople, isThingHere, one, plural } from './words.ts';

/** Sentences that tie things together by a verb of their own: "a booking puts a dog into a run", "… and is made by a member". */

const at = '(?:in|into|to|at|on|onto|for|with|from|of|under)';
const tie = `(?:[a-z]+ed |led |run |held |given |made |written )?(?:into|in|on|at|of|for|by|from|to|against|with) (?:an?|1|the) [a-z]+`;
const someone = '(?:an?|1|one|its|the|exactly 1)';

export const linkedSentences: [RegExp, Tell][] = [
  // "a dog is put in a run for the stay": the stay is of both
  [
    /^(?:an?|each|every|the) ([a-z]+(?: [a-z]+)?) (?:is|gets) (?:put|placed|kept|housed|brought|given|assigned)(?: in| into| on| to| at)? (?:an?|1|the) ([a-z]+(?: [a-z]+)??) (?:for|during|throughout) (?:the|an?|its|each|that) ([a-z]+)$/,
    ({ 1: what = '', 2: place = '', 3: row = '' }, told) =>
      has(told, row) && isThingHere(told, what) && isThingHere(told, place) && one(row) !== one(place)
        ? [`each ${one(row)} belongs to a ${one(what)}`, `each ${one(row)} belongs to a ${one(place)}`]
        : [],
  ],
  // "each play uses several puppets": none is used up, the next play uses it too
  [
    /^(?:(?:an?|each|every|the|all) )?([a-z]+(?: [a-z]+)??) (?:uses?|needs?|involves?|features?|combines?|covers?|employs?|mentions?|treats?|requires?) (?:several|many|multiple|various|different|any number of|a number of|1 or more|at least 1|some) (?:different )?([a-z]+s)$/,
    ({ 1: first = '', 2: second = '' }, told) =>
      has(told, first) && has(told, second) && one(first) !== one(second)
        ? [`each ${one(first)} has many ${second}`, `each ${one(second)} has many ${plural(first)}`]
        : [],
  ],
  // "a screening shows a film at a cinema at a date and time"
  [
    new RegExp(
      `^(?:an?|each|every) ([a-z]+(?: [a-z]+)?) (?:shows?|plays?|presents?|features?|takes?|uses?) ${someone} ([a-z]+(?: [a-z]+)??) ${at} ${someone} ([a-z]+(?: [a-z]+)??) (?:at|on) (?:an? )?((?:datetime|date|time|day)(?: .+)?)$`,
    ),
    ({ 1: row = '', 2: first = '', 3: second = '', 4: list = '' }, told) =>
      isThingHere(told, row) && !isPeople(row) && isThingHere(told, first) && isThingHere(told, second)
        ? [
            `each ${one(row)} belongs to a ${one(first)}`,
            `each ${one(row)} belongs to a ${one(second)}`,
            `each ${one(row)} has a ${list}`,
          ]
        : [],
  ],
  // "bookings tie a guest to a room from a check in day to a check out day"
  [
    new RegExp(
      `^(?:the |all )?([a-z]+s) (?:tie|link|connect|join|bind|assign|put|place|bring|send|match|pair) ${someone} ([a-z]+(?: [a-z]+)??) (?:${at}|and) ${someone} ([a-z]+(?: [a-z]+)??)(?: from (?:an?|the|its) ([a-z]+(?: [a-z]+){0,2}?) (?:to|until|till) (?:an?|the|its) ([a-z]+(?: [a-z]+){0,2}?))?$`,
    ),
    ({ 1: things = '', 2: first = '', 3: second = '', 4: from, 5: to }, told) =>
      !isPeople(things) &&
      isThingHere(told, first) &&
      isThingHere(told, second) &&
      (has(told, first) || has(told, second))
        ? [
            `each ${one(things)} belongs to a ${one(first)}`,
            `each ${one(things)} belongs to a ${one(second)}`,
            ...(from === undefined || to === undefined ? [] : [`each ${one(things)} has a ${from} and a ${to}`]),
          ]
        : [],
  ],
  // "a booking puts a dog into a run from one date to another"
  [
    new RegExp(
      `^(?:an?|each|every|1|the) ([a-z]+(?: [a-z]+)?) ([a-z]+s) ${someone} ([a-z]+(?: [a-z]+)??) ${at} ${someone} ([a-z]+(?: [a-z]+)??)( from (?:an?|1|one) (?:date|day) (?:to|until|till) (?:another|a later 1|1)| from (?:an?|1|one) (?:time|moment|hour) (?:to|until|till) (?:another|a later 1|1)| from (?:an?|the|its) [a-z]+(?: [a-z]+){0,2}? (?:to|until|till) (?:an?|the|its) [a-z]+(?: [a-z]+){0,2}?)?(?: ,? ?(?:and|with|:) (?:has |with )?(.+))?$`,
    ),
    ({ 1: thing = '', 2: verb = '', 3: first = '', 4: second = '', 5: span, 6: more }, told) =>
      isThingHere(told, thing) &&
      !isPeople(thing) &&
      !/^(?:has|is|was|costs|needs|gets|takes|lasts|belongs|refers)$/.test(verb) &&
      isThingHere(told, first) &&
      isThingHere(told, second) &&
      (has(told, first) || has(told, second))
        ? [
            `each ${one(thing)} belongs to a ${one(first)}`,
            `each ${one(thing)} belongs to a ${one(second)}`,
            ...(span === undefined
              ? []
              : / (?:another|a later 1|1)$/.test(span)
                ? [
                    `each ${one(thing)} has a start ${/date|day/.test(span) ? 'date' : 'time'} and an end ${/date|day/.test(span) ? 'date' : 'time'}`,
                  ]
                : [
                    `each ${one(thing)} has ${span.replace(/^ from /, '').replace(/ (?:to|until|till) (?=an? |the |its )/, ' and ')}`,
                  ]),
            ...(more === undefined ? [] : [`each ${one(thing)} has ${more}`]),
          ]
        : [],
  ],
  // "a registration is a participant in a workshop"
  [
    new RegExp(
      `^(?:an?|each|every|the) ([a-z]+(?: [a-z]+)?) is ${someone} ([a-z]+(?: [a-z]+)??) (?:who is |that is |which is )?${at} ${someone} ([a-z]+(?: [a-z]+)??)$`,
    ),
    ({ 1: thing = '', 2: first = '', 3: second = '' }, told) =>
      isThingHere(told, first) &&
      isThingHere(told, second) &&
      (has(told, first) || has(told, second)) &&
      one(thing) !== one(first) &&
      !isPeople(thing)
        ? [`each ${one(thing)} belongs to a ${one(first)}`, `each ${one(thing)} belongs to a ${one(second)}`]
        : [],
  ],
  // "a proposal has a title , a text and is made by a member"
  [
    new RegExp(
      `^((?:(?:an?|each|every|the|all) )?([a-z]+(?: [a-z]+)??) (?:has|have) .+?) (?:, and|,|and) (?:it |they )?(?:is|are|was|were) (?:always |usually |often )?[a-z]+ (?:by|from|for|to|at|in|on|with) (?:exactly )?(?:an?|1|one) ([a-z]+(?: [a-z]+)??)((?: ,| and) .+)?$`,
    ),
    ({ 1: before = '', 2: thing = '', 3: other = '', 4: more = '' }, told) =>
      isThingHere(told, other) && !/ (?:cannot|can|must|may|not) /.test(before)
        ? [`${before}${more.replace(/^ (?:,|and) /, ' , ')}`, `each ${one(thing)} belongs to a ${one(other)}`]
        : [],
  ],
  // "issues belong to a project : title , description"
  [
    /^(?:(?:an?|each|every|the|all) )?([a-z]+(?: [a-z]+)??) belongs? to (?:exactly )?(?:an?|1|one|the) ([a-z]+(?: [a-z]+)??) (?::|-) (.+)$/,
    ({ 1: thing = '', 2: other = '', 3: list = '' }) => [
      `each ${one(thing)} belongs to a ${one(other)}`,
      `each ${one(thing)} has ${list}`,
    ],
  ],
  // "members vote on proposals with yes , no or abstain"
  [
    /^((?:the |all )?([a-z]+s) (?:can )?(vote|respond|answer|reply|react)(?: (?:on|to|for|about) (?:an? |the )?([a-z]+(?: [a-z]+)??))?) (?:with|by saying|by) ((?:[a-z]+ ,? ?)+(?:or|\/) [a-z]+)$/,
    ({ 2: people = '', 3: verb = '', 4: what, 5: list = '' }, told) => {
      const values = list.split(/ (?:, or|,|or|\/) /).join(' / ');
      const name =
        { vote: 'vote', respond: 'response', answer: 'answer', reply: 'reply', react: 'reaction' }[verb] ?? verb;
      if (!isThingHere(told, people)) return [];
      return what !== undefined && has(told, what)
        ? [
            `each ${name} belongs to a ${one(people)}`,
            `each ${name} belongs to a ${one(what)}`,
            `each ${name} has a choice ( ${values} )`,
          ]
        : [`each ${one(people)} has a ${name} ( ${values} )`];
    },
  ],
  // "expeditions into a cave led by a member with a date and a status"
  [
    new RegExp(`^(?:the |all )?([a-z]+s) (${tie}(?: ${tie})*) (?:,? ?(?:with|have|has|:)) (.+)$`),
    ({ 1: things = '', 2: ties = '', 3: list = '' }, told) => {
      const others = [...ties.matchAll(/(?:an?|1|the) ([a-z]+)/g)].map(([, word = '']) => word);
      return isThingHere(told, things) &&
        others.every((word) => isThingHere(told, word)) &&
        (others.length > 1 || !/^(?:of|for|in|on|at) /.test(ties))
        ? [...others.map((word) => `each ${one(things)} belongs to a ${one(word)}`), `each ${one(things)} has ${list}`]
        : [];
    },
  ],
  // "wheels of cheese sit on shelves in caves"
  [
    /^(?:the |our )?([a-z]+s)(?: of [a-z]+)? (?:sit|stand|lie|hang|live|grow|sleep|rest|park|are (?:kept|stored|housed|placed|parked|planted)) (?:in|on|at|under) ([a-z]+s)(?: (?:in|on|of) (?:an? |the )?[a-z]+)?$/,
    ({ 1: things = '', 2: place = '' }, told) =>
      has(told, things) && has(told, place) && one(things) !== one(place)
        ? [`each ${one(things)} belongs to a ${one(place)}`]
        : [],
  ],
  // "performances of a show take place at a time and have a number of seats"
  [
    /^(?:the |all )?([a-z]+s) of (?:an?|1|each|the) ([a-z]+) (has|have|takes? place|starts?|begins?|are held|happens?|lasts?) (.+ and (?:has|have) .+|(?<!has |have ).+)$/,
    ({ 1: things = '', 2: other = '', 3: verb = '', 4: rest = '' }, told) =>
      isThingHere(told, things) && isThingHere(told, other)
        ? [
            `each ${one(things)} belongs to a ${one(other)}`,
            `${things} ${/^ha[sv]e?$/.test(verb) ? 'have' : verb} ${rest.replace(/ and (?:has|have) /, ' and ')}`,
          ]
        : [],
  ],
  // "judges give a score from 1 to 10 and a comment to each baker"
  [
    /^(?:the |all )?([a-z]+s) (?:can )?(?:give|award|assign|leave|write) (an? ([a-z]+)(?: .+?)??)(?: and (an? [a-z]+(?: [a-z]+)?))? (?:to|for|on|about) (?:each|an?|the|every) ([a-z]+)$/,
    ({ 1: people = '', 3: thing = '', 2: first = '', 4: more, 5: other = '' }, told) => {
      if (!isPeople(people) && !has(told, people)) return [];
      if (!isThingHere(told, other) || !lexicon().nouns.has(thing)) return [];
      const bounds = /(?:from |between |of )?-?\d.*$/.exec(first)?.[0];
      return [
        `each ${thing} belongs to a ${one(people)}`,
        `each ${thing} belongs to a ${one(other)}`,
        ...(bounds === undefined ? [] : [`each ${thing} has a value ( ${bounds.replace(/^(?:from|of) /, '')} )`]),
        ...(more === undefined ? [] : [`each ${thing} has ${more}`]),
      ];
    },
  ],
  // "members can write one review per book , with one to five stars and a text"
  [
    /^((?:the |all |each |every |an? )?([a-z]+) (?:(?:can|may|must) )?(?:only )?(?:write|leave|give|post|submit|add|make|place|send|file) (?:only )?(?:exactly )?(?:an?|1|at most \d+|up to \d+) ([a-z]+)(?: (?:per|for|to|on|about) (?:(?:an?|each|every|the|1) )?[a-z]+)?) (?:, )?with (.+)$/,
    ({ 1: head = '', 2: people = '', 3: thing = '', 4: list = '' }, told) =>
      (isPeople(people) || has(told, people)) && !isPeople(thing) && lexicon().nouns.has(one(thing))
        ? [head, `each ${one(thing)} has ${list}`]
        : [],
  ],
  // "people reserve seats by giving their name and a number"
  [
    /^((?:the |all )?[a-z]+s|people|anyone|everyone) (?:can )?([a-z]+) ([a-z]+(?: [a-z]+)?) by (?:giving|stating|entering|leaving|providing|telling us) (?:their |his |her |the |an? )?(.+)$/,
    ({ 1: people = '', 2: verb = '', 3: what = '', 4: list = '' }) => {
      const made = lexicon().associations[verb]?.replaceAll('_', ' ');
      return made === undefined ? [] : [`${people} ${verb} ${what}`, `each ${made} has ${list}`];
    },
  ],
  // "they own dogs"
  [
    /^((?:the |our )?[a-z]+s) (?:own|possess|bring along|look after) (?:several |many |1 or more |some |their )?([a-z]+s)$/,
    ({ 1: people = '', 2: things = '' }, told) =>
      isThingHere(told, people) && has(told, things)
        ? [`each ${one(things)} belongs to a ${one(people.replace(/^(?:the|our) /, ''))}`]
        : [],
  ],
  // "trip expenses for groups of friends": whose they are
  [
    /^(.+) for (?:small |large |closed )?(?:groups?|circles?|bunches|communities|crowds|teams) of ([a-z]+s)((?: :| ,).+)?$/,
    ({ 1: before = '', 2: people = '', 3: more = '' }, told) =>
      has(told, people) || !isMany(people) ? [] : [`${before}${more}`],
  ],
];

export const linkedItems: [RegExp, string][] = [
  // "each review has 1 .. 10 stars": how many are given, not how many the thing has that is reviewed
  [
    /(?<=^each (?:review|rating|feedback|testimonial|evaluation|comment) has (?:.+ (?:,|and) )?)(?:(?:from|between) )?(\d+) (?:\.\.|to|and|-) (\d+) (stars?|points?)(?= ,| and |$)/,
    'a rating ( $1 .. $2 $3 )',
  ],
  // "a cost that can't be below zero , hours"
  [
    /(?<=[a-z]) (?:that|which) (?:cannot|can not|must not|may not|should not|can never|must never|may never|is never|never) (?:ever )?(?:be |go |goes |fall |falls |drop |drops |get )?(?:below|under|less than) (-?\d+(?:\.\d+)?)(?= ,| and |$)/,
    ' ( at least $1 )',
  ],
  [
    /(?<=[a-z]) (?:that|which) (?:cannot|can not|must not|may not|should not|can never|must never|may never|is never|never) (?:ever )?(?:be |go |get )negative(?= ,| and |$)/,
    ' ( at least 0 )',
  ],
  [/(?<=[a-z]) out of (\d+)(?= ,| and | \)|$)/, ' ( 1 .. $1 )'],
  [
    /^((?:each|every|an?|the|all) [a-z]+(?: [a-z]+)?) must (?:always |also )?belong to (?=an? |exactly |1 |the )/,
    '$1 belongs to ',
  ],
  [/(?<= [a-z]+) and must (?:also )?have (?=an? |the )/, ' and has '],
  [/(?<=(?:,|and) )(?:is|are|was|were|has been) ([a-z]+) or not(?= ,| and |$)/, '$1 boolean'],
  [
    /(?<=(?:,|and) )how many (?:of them )?(?:they|he|she|you|i|we|people) (?:want|need|take|book|would like)(?= ,| and | \(|$)/,
    'quantity',
  ],
  // "has water yes/no"
  [
    /(?<=(?:,|:|\(|-) )(?:has|have|is|are|was|were) (?:an? |the )?([a-z]+(?: [a-z]+)?) (?=(?:\( )?(?:yes|true|y) (?:\/|or) (?:no|false|n)|boolean)/,
    '$1 ',
  ],
  [/(?<=(?:,|:|\() )(?:number|quantity|count|amount|pieces|how many(?: are)?) in stock(?= ,| and | \)| \(|$)/, 'stock'],
  [
    /(?<=(?:,|:|\(|and|has|have|with) (?:an? |the )?)(status|state|stage|type|category|condition|priority) - (?=[a-z]+ ,)/,
    '$1 : ',
  ],
  [/(?<= and )(?:say|says|tell|tells|state|states|note|notes) (?=(?:how|what|when|which|whether|the|an?) )/, 'have '],
  [
    /(?<=(?:,|and|has|have|with) )how many ([a-z]+s)( \( [^()]* \))? (?:people|they|it|one|we|visitors|customers|guests|you) (?:[a-z]+ )?[a-z]+(?= ,| and |$)/,
    '$1$2',
  ],
  [
    /(?<=[a-z]) (?:that|which) (?:must|should|has to|have to|may|can) (?:always |only )?(?:be|lie|lies) in the (future|past)(?= ,| and | \)|$)/,
    ' ( in the $1 )',
  ],
  [/ ?(?:,|and|that|which) (?:it )?runs? in (?:the|a|my|any) browser(?= |$)/, ' in the browser'],
  [
    /(?<=(?:,|and|with|has|have|\() )who (?:does|has to do|is doing|will do|is responsible for|takes care of|is in charge of) (?:it|this|that|them)(?= ,| and | \)|$)/,
    'assignee',
  ],
  [
    /(?<=^| )signup with (?:an? |their )?(?=(?:email|password|passwords|e mail|username|nickname)(?: |$))/,
    'login with a ',
  ],
  [
    /(?<=(?:keep|keeps|write|writes|have) )(?:an?|their|their own|his|her|my|our) ([a-z]+) (?:diary|log|logbook|journal)(?= |$)/,
    '$1s',
  ],
];
