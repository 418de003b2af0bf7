import { type Tell, determiner, isMany, isThingHere, one, phrase } from './words.ts';
import { pluralOf } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isTalk } from './told.ts';

/** How requirement documents and definitions state things: "the system shall store …", "a pass is when …", "books are kept with …". */

const program =
  '(?:(?:the |this |our )?(?:system|application|app|service|api|rest api|software|program|platform|tool|backend|solution|product|server|website|site)|it)';
const must = '(?:must|should|shall|will|has to|have to|needs to|can|is to|may|allows (?:users|people|us|me|staff) to)';
const keep =
  '(?:store|keep|manage|hold|record|maintain|track|handle|save|contain|register|persist|administer|know|log)(?: track of| a record of| records of)?(?: (?:the )?(?:data|information|details) (?:about|on|of))?';

export const statedSentences: [RegExp, Tell][] = [
  // "the system must store keepers with name and phone number"
  [
    new RegExp(
      `^${program} ${must}(?: also)?(?: be able to)?(?: allow (?:users|people|staff) to)? ${keep} (?:all |the |our |every |any )*(.+)$`,
    ),
    ({ 1: kept = '' }) => {
      const listed = /^([a-z]+s(?: [a-z]+s)?) (?:with|having|including|, including|, each with|, with) (.+)$/.exec(
        kept,
      );
      return listed?.[1] && listed[2]
        ? [`manage ${listed[1]}`, `each ${one(listed[1])} has ${listed[2]}`]
        : [`manage ${kept}`];
    },
  ],
  // "the service must be written in go and offer a rest interface"
  [
    new RegExp(
      `^${program} (?:must|should|shall|will|has to|needs to|is to) (?:be )?(?:written|built|implemented|developed|made|programmed|coded|run|delivered|provided) (?:in|with|using|on|as|for) (?:an? )?(.+)$`,
    ),
    ({ 1: how = '' }) =>
      how
        .split(/ (?:, )?and (?:must |should |shall )?(?:(?:offer|provide|expose|have|use|run on|be) )/)
        .map((part) => `using ${part}`),
  ],
  [
    new RegExp(
      `^${program} (?:must|should|shall|will|has to|needs to) (?:offer|provide|expose|have|use|be) (?:an? )?((?:rest|graphql|http|json)(?: [a-z]+){0,2}|[a-z]+ (?:database|language))$`,
    ),
    ([, what = '']) => [`a ${what}`],
  ],
  // "books are kept with title and author"
  [
    new RegExp(
      `^${determiner}${phrase} (?:are|is) (?:all )?(?:kept|stored|recorded|registered|saved|described|listed|entered|tracked|noted|managed|held|defined|characterised|characterized) (?:with|by|together with|along with|including) (?:their |its |an? |the )?(.+)$`,
    ),
    ({ 1: thing = '', 2: list = '' }) =>
      !isTalk(one(thing)) && /^[a-z]+(?: [a-z]+)? (?:,|and|\() /.test(`${list} `)
        ? [`manage ${thing}`, `each ${one(thing)} has ${list.replaceAll(/(?<=, |and )(?:their|its) /g, '')}`]
        : [],
  ],
  // "a pass is when a satellite is visible from a station : start , end"
  [
    new RegExp(
      `^(?:an?|each|every|1) ${phrase} is (?:when|where|what happens when|the moment when) (.+?) (?::|-|with|, with|, we note|, we store|; ) (.+)$`,
    ),
    ({ 1: thing = '', 2: story = '', 3: list = '' }, told) => [
      ...tiesIn(thing, story, told),
      `each ${thing} has ${list}`,
    ],
  ],
  // "a score is what a team got in a round ( 0 .. 10 )"
  [
    new RegExp(
      `^(?:an?|each|every|1) ${phrase} is (?:what|how much|how many points|the (?:number of )?[a-z]+ (?:that |which )?) ?(.+?)(?: \\( ([^()]*) \\))?$`,
    ),
    ({ 1: thing = '', 2: story = '', 3: inside }, told) => {
      const ties = tiesIn(thing, story, told);
      return ties.length < 2 ? [] : [...ties, `each ${thing} has a value ( ${inside ?? 'integer'} )`];
    },
  ],
  // "guests , that is their full name , date of birth": what is known of them.
  [
    /^(.*\b([a-z]+s)) , (?:that is|ie|namely|meaning|by which (?:i|we) mean|which means) (?:their |its |the )?([a-z]+(?: [a-z]+)? (?:,|and) .+)$/,
    ({ 1: head = '', 2: things = '', 3: list = '' }) =>
      isMany(things) && !isTalk(one(things))
        ? [head === things ? `manage ${things}` : head, `each ${one(things)} has ${list}`]
        : [],
  ],
  // "then there are our greens - we have 3 of them - with a name"
  [
    /^(?:then |and |also )*(?:there are|there is|we have|i have|we own) (?:also )?(?:our |the |my |some |all the )?([a-z]+s)(?: (?:-|,|\() (?:we have |there are |about |around |only )?(?:\d+|many|several|a few|some|lots)(?: of them| in all| in total)?(?: (?:-|,|\)))?)? (?:, )?(?:with|which have|that have|each with|and each has) (.+)$/,
    ({ 1: things = '', 2: list = '' }) =>
      isMany(things) && !isTalk(one(things)) ? [`manage ${things}`, `each ${one(things)} has ${list}`] : [],
  ],
  // "an adoption concerns an animal and an adopter , with a date"
  [
    new RegExp(
      `^${determiner}${phrase} (?:concerns?|involves?|regards?|covers?|affects?|relates? to|refers? to) ((?:(?:an?|1|the|exactly 1) [a-z]+(?: [a-z]+)?(?: , | and | , and )?)+?)(?:(?: ,)? (?:and has|and have|with|has|:) (.+))?$`,
    ),
    ({ 1: thing = '', 2: list = '', 3: rest }, told) => {
      const items = list
        .split(/ (?:, and|,|and) ?/)
        .map((item) => item.replace(/^(?:exactly )?(?:an?|1|the) /, '').trim())
        .filter((item) => item !== '');
      if (isTalk(one(thing)) || items.length === 0 || !items.every((item) => isThingHere(told, item))) return [];
      return [
        ...items.map((item) => `each ${one(thing)} belongs to a ${item}`),
        ...(rest === undefined ? [] : [`each ${one(thing)} has ${rest}`]),
      ];
    },
  ],
  // "users can add questions to a quiz : text , points"
  [
    /^((?:[a-z]+(?: [a-z]+)? )?(?:can |may |should be able to )?(?:add|create|register|enter|record|write|post|submit|attach|log|define|manage)s?) (?:new )?([a-z]+s?) (?:to|for|in|on|of) (?:an?|1|the|each|every|their) ([a-z]+) (?::|- |with|, with) (.+)$/,
    ({ 1: lead = '', 2: things = '', 3: whole = '', 4: list = '' }, told) =>
      isThingHere(told, whole) && !isTalk(one(things)) && (isMany(things) || isThingHere(told, things))
        ? [`${lead} ${things}`, `each ${one(things)} belongs to a ${whole}`, `each ${one(things)} has ${list}`]
        : [],
  ],
  // "a reservation is made for a stand by an employee for a day"
  [
    new RegExp(
      `^${determiner}${phrase} (?:is|are|gets?) (?:[a-z]+ed|made|done|taken|given|written|held|kept|placed|put|sent)((?: (?:for|by|on|in|at|with|from|to|of) (?:an?|1|the) [a-z]+){3,4})$`,
    ),
    ({ 1: thing = '', 2: tail = '' }, told) => {
      const said = [...tail.matchAll(/ (for|by|on|in|at|with|from|to|of) (?:an?|1|the) ([a-z]+)/g)].map(
        ([, by = '', name = '']) =>
          isThingHere(told, name)
            ? `each ${one(thing)} belongs to a ${name}`
            : /^(?:for|on|at|in)$/.test(by)
              ? `each ${one(thing)} has a ${name}`
              : '',
      );
      return said.includes('') || isTalk(one(thing)) ? [] : said;
    },
  ],
  // "guests book rooms from a check-in date to a check-out date"
  [
    /^(?:the |all )?([a-z]+s) (book|reserve|rent|hire|borrow|lease) (?:an? |the )?([a-z]+) from (?:an?|the|their) ([a-z]+(?: (?:in|out))? (?:date|day|time)) (?:to|until|till) (?:an?|the|their) ([a-z]+(?: (?:in|out))? (?:date|day|time))$/,
    ({ 1: people = '', 2: verb = '', 3: things = '', 4: from = '', 5: to = '' }) => {
      const made = lexicon().associations[verb];
      return made === undefined
        ? []
        : [
            `${people} can ${verb} ${things}`,
            `each ${made.replaceAll('_', ' ')} has a ${from.replace(' in ', 'in ')} and a ${to.replace(' out ', 'out ')}`,
          ];
    },
  ],
  // "customers book seats for a showing with their email": so many of them, of the showing.
  [
    /^((?:the |all )?[a-z]+s (?:can |may )?(?:book|reserve|buy|order)) (?:seats?|places?|spots?|spaces?) (?:for|on|in|at) (an?|the) ([a-z]+)(?: with (?:their |an? )?(.+))?$/,
    ({ 1: lead = '', 2: article = '', 3: what = '', 4: list }, told) => {
      const verb = lead.split(' ').at(-1) ?? '';
      const made = lexicon().associations[verb];
      if (made === undefined || !isThingHere(told, what) || told.has('seat') || told.has('place')) return [];
      return [
        `${lead} ${article} ${what}`,
        `each ${made.replaceAll('_', ' ')} has a number of seats${list === undefined ? '' : ` and ${list.replace(/^(?:an?|their) /, '')}`}`,
      ];
    },
  ],
  // "box item : belongs to a box and an article , quantity"
  [
    new RegExp(
      `^${determiner}${phrase} (?::|-) belongs? to (?:an?|1|the|exactly 1) ([a-z]+(?: [a-z]+)??)(?: and (?:to )?(?:an?|1|the|exactly 1) ([a-z]+(?: [a-z]+)??))?(?: (?:, and|,|and) (?:has )?(.+))?$`,
    ),
    ({ 1: thing = '', 2: first = '', 3: second, 4: list }) =>
      isTalk(one(thing))
        ? []
        : [
            `each ${one(thing)} belongs to a ${first}`,
            ...(second === undefined ? [] : [`each ${one(thing)} belongs to a ${second}`]),
            ...(list === undefined ? [] : [`each ${one(thing)} has ${list}`]),
          ],
  ],
  // "nicknames have 20 characters at most"
  [
    /^([a-z]+s) (?:have|has|are|contain|consist of) (at least |at most |up to |no more than |max |maximum )?(\d+) (?:characters|chars|letters)( at most| max| maximum| at least| minimum)?(?: long)?$/,
    ({ 1: things = '', 2: before, 3: count = '', 4: behind }) =>
      isMany(things) && (before ?? behind) !== undefined
        ? [
            `${one(things)} must be ${/least|minimum/.test(`${before ?? ''}${behind ?? ''}`) ? 'at least' : 'at most'} ${count} characters`,
          ]
        : [],
  ],
  // "users buy vouchers for a gala with name and email"
  [
    /^(?:users?|people|anyone|visitors|guests|customers) (?:can )?(?:buy|order|get|request|send|take|fill in|fill out|make) ([a-z]+s) (?:for|to|of) (?:an?|1|the) ([a-z]+) with (?:their |an? )?(.+)$/,
    ({ 1: things = '', 2: whole = '', 3: list = '' }, told) =>
      isMany(things) && !isTalk(one(things)) && isThingHere(told, whole) && !told.has(one(things))
        ? [
            `manage ${things}`,
            `each ${one(things)} belongs to a ${whole}`,
            `each ${one(things)} has ${list.replaceAll(/(?<=, |and )(?:their|its|an?) /g, '')}`,
          ]
        : [],
  ],
  // "users can register a voice group with a unique name and a seat number"
  [
    /^((?:users?|[a-z]+s?) can (?:create|add|register|enter|record|define|set up|keep|upload|save|store|file|log)) (?:an?|new|1) ([a-z]+(?: [a-z]+)?) with (an? .+)$/,
    ({ 1: lead = '', 2: thing = '', 3: list = '' }) =>
      isTalk(thing) || /^(?:account|profile|login|user)$/.test(thing) || isMany(thing)
        ? []
        : [`${lead} ${pluralOf(thing.split(' ')).join(' ')}`, `each ${thing} has ${list}`],
  ],
  // "1 owner many cars"
  [
    /^(?:1|an?|each|every) ([a-z]+) (?:- |: |-> |has |can have |owns )?(?:many|several|multiple|n|0 \.\. n|1 \.\. n) ([a-z]+s)$/,
    ({ 1: whole = '', 2: parts = '' }, told) =>
      isThingHere(told, whole) && isThingHere(told, parts) ? [`each ${whole} has many ${parts}`] : [],
  ],
];

/** The things of a story: a "pass" belongs to the satellite and to the station of which it is told. */
function tiesIn(thing: string, story: string, told: ReadonlySet<string>): string[] {
  const named = [...story.matchAll(/(?:^| )(?:an?|the|each|every|1) ([a-z]+(?: [a-z]+)?)/g)].flatMap(
    ([, words = '']) => {
      const [first = ''] = words.split(' ');
      return isThingHere(told, words) && told.has(one(words)) ? [one(words)] : told.has(first) ? [first] : [];
    },
  );
  return [...new Set(named)].filter((name) => name !== thing).map((name) => `each ${thing} belongs to a ${name}`);
}
