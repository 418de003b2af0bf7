import { lexicon } from '../words/lexicon.ts';
import { besides, placedIn } from './ties.ts';
import { isTalk } from './told.ts';
import {
  type Tell,
  determiner,
  phrase,
  isMany,
  isOwnVerb,
  isPeople,
  isThingHere,
  listOf,
  measured,
  one,
} from './words.ts';

/** Sentences as people make them, told again as the plain ones that every pass reads: "each X has …", "X belongs to a Y". */

export const plainSentences: [RegExp, Tell][] = [
  // "teams have a nickname and take part in a quiz", "plots have an area and are rented by a member"
  [
    new RegExp(
      `^(?:and )?${determiner}${phrase} (has|have) (.+?) (?:, )?and (?:(?:are|is) (?:[a-z]+ed|[a-z]+en|let|held|built|kept|led|sold|hung) |(?:takes? part|[a-z]+s?) )(by|in|at|on|from|for|under|inside|near|with) (?:an?|1|one|exactly 1) ([a-z]+(?: [a-z]+)??)$`,
    ),
    ({ 0: all, 1: thing = '', 2: verb = '', 3: list = '', 4: by = '', 5: target = '' }, told) => {
      const said =
        / and (?:(?:are|is) )?([a-z]+)(?: part)? [a-z]+ (?:an?|1|one|exactly 1) [a-z]+(?: [a-z]+)?$/.exec(all)?.[1] ??
        '';
      const { verbForms } = lexicon();
      const verbal =
        verbForms.has(said) ||
        /^(?:stands?|lies?|hangs?|sits?|competes?|participates?|stems?|grows?)$/.test(said) ||
        said.endsWith('ed');
      if (!verbal || isTalk(one(thing)) || lexicon().fieldNames.has(said)) return [];
      const base = `each ${one(thing)} ${verb === 'have' ? 'has' : verb} ${list}`;
      if (isThingHere(told, target)) return [base, `each ${one(thing)} belongs to a ${target}`];
      return /^(?:in|at|on)$/.test(by) && !isTalk(target) ? [`${base} , ${target}`] : [];
    },
  ],
  // "for every rehearsal we note the topic and who came"
  [
    new RegExp(
      `^(?:for|of|about) (?:each|every|all|any|an?) ${phrase} (?:, )?(?:i|we|you|they|one|it|the system) (?:also |then |must |should |have to |need to |want to )*(?:note(?: down)?|write down|enter|register|log|put down|remember|know|store|save|record|keep|track|need|want) (.+)$`,
    ),
    ([, thing = '', list = '']) => [`each ${one(thing)} has ${list}`],
  ],
  // "funerals , weddings and baptisms are entered as ceremonies with a type"
  [
    /^(?:[a-z]+(?: [a-z]+)?(?: , | and | or )){1,6}[a-z]+(?: [a-z]+)? are (?:all )?(?:entered|kept|recorded|stored|treated|seen|registered|handled|booked|saved|called) as ([a-z]+s) (?:, )?(?:with|which have|that have|and have|having) (.+)$/,
    ([, things = '', list = '']) => [`each ${one(things)} has ${list}`],
  ],
  // "which vehicle went to a mission is stored"
  [
    /^(?:(?:we|i|they) (?:also )?(?:record|note|store|log|track|keep track of|want to know|write down) )?which ([a-z]+) [a-z]+(?: [a-z]+)? (?:an?|the|which|what) ([a-z]+)(?: (?:is|are|should be|must be|has to be|gets) (?:also )?(?:stored|recorded|noted|kept|saved|written down|logged)(?: (?:as well|too|also))?)?$/,
    ({ 0: all, 1: first = '', 2: second = '' }, told) =>
      isThingHere(told, first) &&
      isThingHere(told, second) &&
      /\b(?:stored|recorded|noted|kept|saved|written|logged|note|record|store|log|track|know|write)\b/.test(all)
        ? [`each ${second} has many ${first}s`, `each ${first} has many ${second}s`]
        : [],
  ],
  // "plots are numbered ( no duplicates ) , have an area"
  [
    new RegExp(
      `^${determiner}${phrase} (?:is|are) (numbered|named|titled|dated|priced|labelled|labeled|graded|coloured|colored|sized|weighed|coded)(?: (\\( [^()]* \\)|uniquely|consecutively))?((?: ,| and| with) .+)?$`,
    ),
    ({ 1: thing = '', 2: how = '', 3: note, 4: rest = '' }) => {
      const bound = note === 'uniquely' || note === 'consecutively' ? '( unique )' : (note ?? '');
      const go = rest.replace(/^(?: ,| and)+ (?=(?:have|has|are|is|can|must|belongs?) )/, '');
      return [
        `each ${one(thing)} has a ${measured[how] ?? 'name'} ${bound}`.trim(),
        ...(go === ''
          ? []
          : [
              go === rest
                ? `each ${one(thing)} has ${listOf(rest.trim())}`
                : `${thing}${go.startsWith(' ') ? '' : ' '}${go}`,
            ]),
      ];
    },
  ],
  // "stations are identified by a unique call sign and stand at an elevation"
  [
    new RegExp(
      `^(${determiner}${phrase}) (?:is|are) (identified|recognised|recognized|referenced|told apart|looked up|known|called) by (?:an?|its|their|the) (unique )?([a-z]+(?: [a-z]+){0,2}?)( \\( unique \\))?(?: (?:, )?and (.+))?$`,
    ),
    ({ 2: thing = '', 3: how = '', 4: sole, 5: field = '', 6: noted, 7: rest }) => [
      `each ${one(thing)} has a ${field}${/^(?:known|called)$/.test(how) && sole === undefined && noted === undefined ? '' : ' ( unique )'}`,
      ...(rest === undefined
        ? []
        : [
            /^(?:has|have|an? |is|are|[a-z]+ (?:at|in|on|from|to|by) )/.test(rest)
              ? `${thing} ${/^an? /.test(rest) ? 'have ' : ''}${rest}`
              : `each ${one(thing)} has ${rest}`,
          ]),
    ],
  ],
  // "each recipe contains ingredients , each having a name and a unit"
  [
    /^(.*?\b([a-z]+s)) (?:, )?(?:and )?(?:each having|each with|each of which has|each of them has|each one has|each has|all with|which each have|that each have|which have|that have|each of which have|every one with) (.+)$/,
    ({ 1: head = '', 2: things = '', 3: list = '' }) =>
      isMany(things) && !isTalk(one(things)) && !/\b(?:no|only|cannot|must|can|delete|remove|if|when)\b/.test(head)
        ? [head === things ? `manage ${things}` : head, `each ${one(things)} has ${list}`]
        : [],
  ],
  // "there are households , with a surname and a number of people"
  [
    /^((?:there is|there are|we have|we keep|i have|i keep|we need|we store|manage)) ((?:[a-z]+ )?[a-z]+s) , with (.+)$/,
    ({ 1: lead = '', 2: things = '', 3: list = '' }) =>
      isMany(things) ? [`${lead} ${things}`, `each ${one(things)} has ${list}`] : [],
  ],
  // "whenever a car leaves somebody updates whether the bay is occupied"
  [
    /(?:^|\b(?:see|know|record|records|note|notes|track|tracks|store|stores|remember|remembers|mark|marks|update|updates|keep|set|sets|check|tell|tells|say|enter|enters|and) )whether (?:or not )?(?:an?|the|each|every|any) ([a-z]+(?: [a-z]+)??) (?:has been|have been|is|are|was|were|has|have|had been) (?:already |still |been |yet |currently |now )*([a-z]+(?: (?!yet|already|or|and|now|,)[a-z]+)?)(?: (?:yet|already|or not|now))?(?: (?:, )?and (.+))?$/,
    ({ 1: thing = '', 2: what = '', 3: rest }, told) =>
      isThingHere(told, thing) ? [`each ${one(thing)} has ${what} boolean`, ...(rest === undefined ? [] : [rest])] : [],
  ],
  // "the club 's wagons have a type"
  [
    /^(?:the|our|my|an?|each|every) ([a-z]+) 's ([a-z]+s) ((?:has|have|are|with|:|\() .+)$/,
    ({ 1: owner = '', 2: things = '', 3: rest = '' }, told) =>
      !isMany(things) || !told.has(one(things))
        ? []
        : told.has(owner)
          ? [`each ${one(things)} belongs to a ${owner}`, `${things} ${rest}`]
          : [`${things} ${rest}`],
  ],
  // "departures refer to a line and a stop , and have a time"
  [
    new RegExp(
      `^${determiner}${phrase} ((?:refers?|points?|belongs?|relates?) to (?:(?!can|must|has|have|may|is|are)[a-z]+ |, )+?)(?:, )?and (?:also )?(?:has|have) (.+)$`,
    ),
    ({ 1: thing = '', 2: tie = '', 3: list = '' }) => [`${thing} ${tie}`.trim(), `each ${one(thing)} has ${list}`],
  ],
  // "performances of a show take place at a time"
  [
    /^(?:the )?([a-z]+s) (?:of|for|in|at) (?:an?|each|every|1) ([a-z]+) ((?:have|take|are|need|carry|happen|start|last) .+)$/,
    ({ 1: things = '', 2: whole = '', 3: rest = '' }, told) =>
      isMany(things) &&
      isThingHere(told, things) &&
      isThingHere(told, whole) &&
      !/\b(?:at most|no more|only|must|cannot|never|limited|unique)\b/.test(rest)
        ? [`each ${one(things)} belongs to a ${whole}`, `${things} ${rest}`]
        : [],
  ],
  // "a borrowing links a borrower to a packet and records the date"
  [
    new RegExp(
      `^${determiner}${phrase} (?:links?|connects?|joins?|ties?|assigns?|attaches) (?:an?|1|the) ([a-z]+(?: [a-z]+)??) (?:to|with|and) (?:an?|1|the) ([a-z]+(?: [a-z]+)??)((?: ,| and| with| at| on| in) .+)?$`,
    ),
    ({ 1: thing = '', 2: first = '', 3: second = '', 4: tail = '' }, told) => {
      const more = besides(tail, one(thing), told);
      return more === undefined || isPeople(thing) || !isThingHere(told, first) || !isThingHere(told, second)
        ? []
        : [`each ${one(thing)} belongs to a ${first}`, `each ${one(thing)} belongs to a ${second}`, ...more];
    },
  ],
  // "waterings are recorded per plant with the date and amount"; "repair requests per flat : title"
  [
    /^(?:the )?((?:[a-z]+ )?[a-z]+s)(?: (?:are|is) (?:[a-z]+ed|kept|made|taken|written down|given))? (?:per|for each|for every|by) ([a-z]+) (?:, )?(?:with|:) (.+)$/,
    ({ 1: things = '', 2: per = '', 3: list = '' }, told) =>
      isMany(things) && isThingHere(told, per) && !isTalk(one(things))
        ? [`each ${one(things)} belongs to a ${one(per)}`, `each ${one(things)} has ${list}`]
        : [],
  ],
  // "bags are stored in fridges , of which we know the ward"
  [
    /^(.*\b([a-z]+s)) , (?:of|about|for) which (?:we|i|you|they) (?:know|store|record|keep|note|need|want|have|save) (.+)$/,
    ({ 1: head = '', 2: things = '', 3: list = '' }) =>
      isMany(things) ? [head, `each ${one(things)} has ${list}`] : [],
  ],
  // "bags are stored in fridges"
  [
    /^(?:all |the |each )?([a-z]+) (?:are|is) (stored|kept|housed|filed|grown|held|parked|planted|placed|hung|shelved|displayed|shown|brewed|stabled|moored) (?:in|at|on|inside|under) (?:the |our |different |various )?([a-z]+s)$/,
    ({ 1: things = '', 3: where = '' }, told) =>
      isMany(where) && isThingHere(told, things) && isThingHere(told, where)
        ? [`each ${one(things)} belongs to a ${one(where)}`]
        : [],
  ],
  // "wheels are turned : for each turning we want the date"
  [
    /^(?:the )?([a-z]+s) are [a-z]+(?:ed|en|t) : (?:for|of|on|at) (?:each|every) ([a-z]+) (?:, )?(?:we|i|they|you) (?:want|need|note|record|store|keep|write down|log|know|must know) (.+)$/,
    ({ 1: things = '', 2: each = '', 3: list = '' }) =>
      isMany(things) && !isTalk(each) ? [`each ${each} belongs to a ${one(things)}`, `each ${each} has ${list}`] : [],
  ],
  // "each tour has exactly one guide"
  [
    new RegExp(
      `^(?:each|every|an?) ${phrase} has (?:(?:exactly|only|just) (?:1|one|an?)|1|one|a single|1 single) ([a-z]+)$`,
    ),
    ({ 1: thing = '', 2: other = '' }, told) =>
      (isThingHere(told, other) || isPeople(other)) && isThingHere(told, thing) && !isTalk(other)
        ? [`each ${thing} belongs to a ${other}`]
        : [],
  ],
  // "on the shelves are boxes with a barcode"
  [
    /^(?:on|in|at|inside|under) (?:the |each |every |an? )?([a-z]+) (?:there )?(?:are|is|lie|stand|hang) (?:the |an? )?([a-z]+)(?: (?:-|:|with|,) (.+))?$/,
    ({ 1: where = '', 2: things = '', 3: list }, told) =>
      isThingHere(told, where) && !isTalk(one(things)) && (list !== undefined || isThingHere(told, things))
        ? [
            `each ${one(things)} belongs to a ${one(where)}`,
            ...(list === undefined ? [] : [`each ${one(things)} has ${list}`]),
          ]
        : [],
  ],
  // "there are quotes , each taken from an interview , with a text"
  [
    /^(.*\b([a-z]+s)) , each (?:[a-z]+ )?(?:from|of|for|in|by|on|at) (?:an?|1|one) ([a-z]+)((?: ,| and| with) .+)?$/,
    ({ 1: head = '', 2: things = '', 3: whole = '', 4: tail = '' }, told) => {
      const more = besides(tail, one(things), told);
      return more === undefined || !isMany(things) || !isThingHere(told, whole)
        ? []
        : [head, `each ${one(things)} belongs to a ${whole}`, ...more];
    },
  ],
  // "interviewees are anonymous : only a code and a profession"
  [
    /^(?:the )?([a-z]+s) are [a-z]+ : (?:only |just )?(an? .+)$/,
    ({ 1: things = '', 2: list = '' }) =>
      isMany(things) && !isTalk(one(things)) ? [`each ${one(things)} has ${list}`] : [],
  ],
  // "a booking is for one room , one day and a purpose"
  [
    new RegExp(
      `^${determiner}${phrase} (?:is|are) (?:for|of|about) ((?:(?:exactly )?(?:an?|1|one|the) [a-z]+(?: [a-z]+)? (?:, and|,|and) )+(?:an?|1|one|the) [a-z]+(?: [a-z]+)?)$`,
    ),
    ({ 1: thing = '', 2: list = '' }, told) => {
      const items = list.split(/ (?:, and|,|and) /).map((item) => item.replace(/^(?:exactly )?(?:an?|1|one|the) /, ''));
      return !isTalk(one(thing)) && items.some((item) => isThingHere(told, item))
        ? items.map((item) => `each ${one(thing)} ${isThingHere(told, item) ? 'belongs to' : 'has'} a ${item}`)
        : [];
    },
  ],
  // "a club is a name plus an email"
  [
    new RegExp(`^(?:each|every|an?|the) ${phrase} is (?:just |only )?(an? [a-z]+(?: [a-z]+)? plus .+)$`),
    ({ 1: thing = '', 2: list = '' }) => [`each ${thing} has ${list.replace(' plus ', ' and ')}`],
  ],
  // "instructors know one or more languages and have a level"
  [
    /^(?:the |all )?([a-z]+s) ([a-z]+) ((?:(?! (?:have|has|can|must|and) ).)+) and (?:also )?have (.+)$/,
    ({ 1: things = '', 2: verb = '', 3: rest = '', 4: list = '' }, told) =>
      isMany(things) &&
      isThingHere(told, things) &&
      !/^(?:have|are|can|must|may|should|will|with|of|for|in|and|or)$/.test(verb)
        ? [`${things} ${verb} ${rest}`, `each ${one(things)} has ${list}`]
        : [],
  ],
  // "at each site we take samples : date , temperature"
  [
    /^(?:at|in|on|for|from|with) (?:each|every) ([a-z]+) (?:, )?(?:we|i|they|you) (?:take|make|do|record|note|collect|log|store|keep|count|measure|run) ([a-z]+s) (?::|with|\() (.+?)(?: \))?$/,
    ({ 1: where = '', 2: things = '', 3: list = '' }) =>
      isMany(things) && !isTalk(one(things))
        ? [`each ${one(things)} belongs to a ${where}`, `each ${one(things)} has ${list}`]
        : [],
  ],
  // "results of candidates in papers : marks , status"
  [
    /^(?:the )?([a-z]+s) of ([a-z]+s)(?: (?:in|for|at|on|with) ([a-z]+s))? (?::|with) (.+)$/,
    ({ 1: things = '', 2: first = '', 3: second, 4: list = '' }, told) =>
      isMany(things) &&
      isMany(first) &&
      (isThingHere(told, first) || (second !== undefined && isThingHere(told, second))) &&
      !lexicon().containers.has(things)
        ? [
            `each ${one(things)} belongs to a ${one(first)}`,
            ...(second === undefined ? [] : [`each ${one(things)} belongs to a ${one(second)}`]),
            `each ${one(things)} has ${list}`,
          ]
        : [],
  ],
  // "customers give us their name and phone number"
  [
    /^(?:the |all |our )?([a-z]+s) (?:give|tell|leave|send|hand) (?:us|me|you) (?:their |an? )(.+)$/,
    ({ 1: people = '', 2: list = '' }) =>
      isMany(people) ? [`each ${one(people)} has ${list.replaceAll(/(?<=and |, )their /g, '')}`] : [],
  ],
  // "a product is a kind of bread with a name and a price"
  [
    new RegExp(`^(?:each|every|an?) ${phrase} is an? (?:[a-z]+ ){1,5}?with (an? .+)$`),
    ({ 1: thing = '', 2: list = '' }) => (isTalk(thing) ? [] : [`each ${thing} has ${list}`]),
  ],
  // "screenings of a film in a venue at a time"
  [
    /^(?:and )?([a-z]+s) of (?:an?|1) ([a-z]+)((?: (?:in|at|on|by|for) (?:an?|1) [a-z]+)+)(?: , (?:and )?([a-z]+s (?:with|\() .+))?$/,
    ({ 1: things = '', 2: whole = '', 3: tail = '', 4: rest }, told) => {
      const more = besides(tail, one(things), told);
      if (more === undefined || !isMany(things) || !isThingHere(told, whole)) return [];
      return [`each ${one(things)} belongs to a ${whole}`, ...more, ...(rest === undefined ? [] : [rest])];
    },
  ],
  // "guests stay in a room from an arrival date until a departure date"
  [
    /^(?:the |all )?([a-z]+s) stay (?:in|at|on) (?:an?|1|the) ([a-z]+) from (?:an?|the|their) ([a-z]+(?: [a-z]+)?) (?:to|until|till) (?:an?|the|their) ([a-z]+(?: [a-z]+)?)$/,
    ({ 1: people = '', 2: place = '', 3: from = '', 4: to = '' }, told) =>
      isMany(people) && isThingHere(told, place)
        ? [
            `each stay belongs to a ${place}`,
            `each stay belongs to a ${one(people)}`,
            `each stay has a ${from} and a ${to}`,
            `${to} must be after ${from}`,
          ]
        : [],
  ],
  // "passengers only read"
  [
    /^(?:the |all )?([a-z]+s) (?:only|just) (read|view|look|see|browse)( [a-z ]+)?$/,
    ([, who = '', verb = '', what = '']) => [`${who} can only ${verb}${what}`],
  ],
  // "batches are brewed from a recipe and have a number"
  [
    new RegExp(
      `^(?:and )?${determiner}${phrase} (?:((?:is|are|was|were|gets?|must be|can be|has to be|have to be|should be|may be) )(?:always |usually |only |often )?)?([a-z]+) (by|from|for|to|at|in|on|with|of|into|about|under|against|inside|within|near) (?:(?:exactly |only )?(?:an?|1|one|the|its|their) )([a-z]+(?: [a-z]+)??)(?: (?:, )?(by|from|for|to|at|in|on|with|of|into|about|under|near) (?:exactly |only )?(?:an?|1|one|the) ([a-z]+(?: [a-z]+)??))?(?: (?:daily|weekly|monthly|yearly|once|regularly|usually|always))?((?: ,| and| with| :| (?:on|at|in|by) an?) .+)?$`,
    ),
    placedIn,
  ],
  // "fees are paid by students monthly : amount , date"
  [
    new RegExp(
      `^${determiner}([a-z]+(?: [a-z]+)?s) are ([a-z]+)(?: (?:out|in|up|over|down))? (?:by|from|to|for) ([a-z]+s)(?: (?:daily|weekly|monthly|yearly|every [a-z]+|once|regularly|usually|each [a-z]+))?((?: ,| and| with| :) .+)?$`,
    ),
    ({ 1: things = '', 2: verb = '', 3: people = '', 4: tail = '' }, told) => {
      const plain = lexicon().verbForms.get(verb) ?? verb;
      const acted = isOwnVerb(verb) && plain !== 'pay' && plain !== 'write';
      if (acted || !isMany(things) || !isMany(people) || !isThingHere(told, people)) return [];
      if (tail === '' && !isThingHere(told, things)) return [];
      const more = besides(tail, one(things), told);
      return more === undefined ? [] : [`each ${one(things)} belongs to a ${one(people)}`, ...more];
    },
  ],
];
