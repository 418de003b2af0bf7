import { infinitive, pluralOf } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Tell, has, isMany, isPeople, isThingHere, one } from './words.ts';

/** How the brief of a project speaks: "the system should support authors (…)", "managers approve or reject requests", "orders consisting of several products with quantities". */

const noun = '([a-z]+(?: [a-z]+)??)';
const system =
  '(?:the|this|our|my) (?:[a-z]+ )?(?:system|platform|application|app|service|api|backend|software|program|solution|website|tool|site)';
const shall = '(?:should|must|shall|will|has to|needs to|is to|can|is supposed to)';
const several =
  '(?:one or more|1 or more|at least 1|at least one|several|multiple|many|various|a number of|any number of)';

const plural = (words: string): string => (isMany(words) ? words : pluralOf(words.split(' ')).join(' '));
const nouns = (list: string): string[] => list.split(/ (?:, and|,|and|or|, or) /);

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

export const briefItems: [RegExp, string][] = [
  // "a rating from 1 to 5 and a comment": words that go with it, and no row of its own
  [
    /(?<=(?:\d|\)|rating|title|grade|date|type|status|stars|points) (?:, )?(?:and )?)(an? (?:optional )?)comment(?= ,|$)/,
    '$1comment ( text )',
  ],
  // "any number of actors"
  [/(?<=(?:,|and|has|have) )(?:any number of|0 or more|zero or more) (?=[a-z]+s(?: |$))/, 'many '],
  // "a list of amenities", "a list of languages they speak"
  [
    /(?<=(?:,|and|with|has|have) )an? list of (?:the )?([a-z]+s)(?: (?:they|he|she|it) [a-z]+)?(?= ,| and |$)/,
    '$1 string',
  ],
  // "an optional limit on the number of backers"
  [
    /(?<=(?:,|and|with|has|have) )an? (?:optional )?(?:limit on|cap on|maximum for|upper limit for) the number of ([a-z]+)(?= ,| and |$)/,
    'a maximum number of $1 ( optional )',
  ],
  // "identified by a code such as A-01-03": an example says nothing of the form
  [
    /(?<= (?:identified by|have|has) an? (?:unique )?[a-z]+)(?: ,)? (?:such as|like|for example|eg) [a-z]{0,3}(?: ?(?:\.\.|-)? ?\d+)+(?= and |$)/,
    '',
  ],
  // "each donation records the donor , the quantity": what it has
  [
    /(?<=^(?:each|every|an?) [a-z]+(?: [a-z]+)? )(?:records|stores|captures|contains) (?=the [a-z]+(?: [a-z]+)? (?:,|and) )/,
    'has ',
  ],
  [
    /(?<=^(?:each|every|an?) [a-z]+(?: [a-z]+)? has (?:.* (?:, |and ))?)the (?=[a-z]+(?: [a-z]+)?(?: ,| \(| and|$))/g,
    'a ',
  ],
];

export const briefSentences: [RegExp, Tell][] = [
  // "the system should support authors ( name , biography ) , books ( title )"
  [
    new RegExp(
      `^(?:${system}|it) ${shall} (?:support|handle|cover|include|keep|hold|contain|provide|offer|model|have)s? ((?:[a-z]+ )?[a-z]+s \\( .+)$`,
    ),
    ({ 1: list = '' }) => [`manage ${list}`],
  ],
  // "the school offers courses with a title"
  [
    new RegExp(
      `^(?:the|our) ([a-z]+) (?:offers|runs|sells|owns|keeps|organi[sz]es|employs|operates|provides|hosts|maintains|rents out|lends) (?:different |several |various |many )?${noun} (?:with|\\(|which have|that have) (.+)$`,
    ),
    ({ 1: owner = '', 2: things = '', 3: list = '' }, told) =>
      isMany(things) && !told.has(owner) && (lexicon().domains.has(owner) || lexicon().nouns.get(owner)?.place === true)
        ? [`manage ${things}`, `each ${one(things)} has ${list.replace(/ \)$/, '')}`]
        : [],
  ],
  // "the hotel has rooms with a number": there is one, and nothing is kept of it
  [
    /^(?:the|our) ([a-z]+) has (?:several |various |many )?([a-z]+s) (?:with|which have|that have) (.+ (?:,|and) .+)$/,
    ({ 1: owner = '', 2: things = '', 3: list = '' }) =>
      isMany(things) && (lexicon().domains.has(owner) || lexicon().nouns.get(owner)?.place === true)
        ? [`manage ${things}`, `each ${one(things)} has ${list}`]
        : [],
  ],
  // "actors and directors have a name and a birth date": both have them
  [
    /^(?:both )?([a-z]+s) and ([a-z]+s) (?:both |each |all )?have ((?:an? |the )?[a-z]+(?: [a-z]+)?(?: \([^()]*\))? (?:,|and) .+)$/,
    ({ 1: first = '', 2: second = '', 3: list = '' }) =>
      isMany(first) && isMany(second)
        ? [`manage ${first} and ${second}`, `each ${one(first)} has ${list}`, `each ${one(second)} has ${list}`]
        : [],
  ],
  // "a movie has exactly one director and many actors"
  [
    new RegExp(
      `^(?:an?|each|every) ([a-z]+) has (?:exactly |only |just )?1 ([a-z]+) and (?:many|${several.slice(3, -1)}) ([a-z]+s)$`,
    ),
    ({ 1: what = '', 2: whole = '', 3: others = '' }, told) =>
      isThingHere(told, whole) && isThingHere(told, others) && isPeople(whole)
        ? [
            `each ${what} belongs to a ${whole}`,
            `each ${what} has many ${others}`,
            ...(isPeople(others) ? [`each ${one(others)} has many ${plural(what)}`] : []),
          ]
        : [],
  ],
  // "a movie has one director and any number of actors , and for every actor the name of the role is stored"
  [
    /^((?:an?|each|every) [a-z]+ has .+?) , and for (?:each|every) [a-z]+ (?:the|an?) .+ (?:is|are) (?:stored|kept|recorded|saved|noted)$/,
    ({ 1: head = '' }) => [head, 'only with that'],
  ],
  // "when a vehicle enters , a session is created with the entry time"
  [
    /^when an? ([a-z]+) [a-z]+ (?:the [a-z]+ )?, an? ([a-z]+(?: [a-z]+)?) is (?:created|opened|started|recorded|made) with (?:the|an?|its) ([a-z]+(?: [a-z]+)?)$/,
    ({ 1: what = '', 2: row = '', 3: time = '' }) => [`each ${row} belongs to a ${what}`, `each ${row} has a ${time}`],
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
  // "listeners leave a review with a rating"
  [
    new RegExp(
      `^(.*(?:^| )(?:can |may |and |or |[a-z]+s ))(leaves?) (an? )?(reviews?|comments?|ratings?|notes?|feedback|messages?|tips?)(?= |$)(.*)$`,
    ),
    ({ 1: head = '', 3: a = '', 4: what = '', 5: rest = '' }) => [`${head}write ${a}${what}${rest}`],
  ],
  // "listeners can subscribe to shows and write a review with a rating and a comment"
  [
    /^((?:the |all )?[a-z]+s) ((?:can |may )?(?:.* and )?(?:can )?(?:write|post|submit|give|add|create)) (?:an? )?(reviews?|ratings?|feedbacks?|evaluations?)((?: (?:on|for|of|to|about) (?:an? |the )?[a-z]+)?) with (.+)$/,
    ({ 1: who = '', 2: does = '', 3: what = '', 4: about = '', 5: list = '' }) => {
      const before = / and (?:can )?[a-z]+$/.exec(does);
      const verb = does.split(' ').at(-1) ?? 'write';
      return [
        ...(before === null ? [] : [`${who} ${does.slice(0, before.index)}`]),
        `${who} can ${verb} ${plural(one(what))}${about}`,
        `each ${one(what)} has ${list}`,
      ];
    },
  ],
  // "teachers , who have a name and an email , are assigned to courses"
  [
    /^((?:the |all )?([a-z]+s)) , (?:who|which|that) (?:each )?have (.+?) , ((?:are|can|must|may|belong|teach|lead|work|give) .+)$/,
    ({ 1: who = '', 2: things = '', 3: list = '', 4: rest = '' }) =>
      isMany(things) ? [`manage ${things}`, `each ${one(things)} has ${list}`, `${who} ${rest}`] : [],
  ],
  // "users register and can create recipes consisting of a title , a difficulty and a list of ingredients with amounts"
  [
    /^(.*(?:^| )(?:create|creates|add|adds|submit|submits|publish|launch|post|write|open|enter|register)s? (?:an? |new |their |own )*([a-z]+(?: [a-z]+)?)) (?:consisting of|made up of|composed of) (.+? (?:,|and) .+?)(?:(?: ,)? and (?:an? list of |1 or more |several |multiple )([a-z]+s) (?:with|each with) (?:an? |their )?([a-z]+(?: and (?:an? )?[a-z]+)?))?$/,
    ({ 1: head = '', 2: whole = '', 3: list = '', 4: parts, 5: of = '' }) => [
      head,
      `each ${one(whole)} has ${list}`,
      ...(parts === undefined
        ? []
        : [
            `each ${one(parts)} belongs to a ${one(whole)}`,
            `each ${one(parts)} has a name and ${of
              .split(' and ')
              .map((item) => `a ${one(item.replace(/^an? /, '')).replace('amount', 'quantity')}`)
              .join(' and ')}`,
          ]),
    ],
  ],
  // "owners create an account and register their pets with a name and a species"
  [
    /^(?:the |all )?([a-z]+s) (?:can )?(?:create|make|open|have) (?:an |their )?accounts? and (?:can )?(?:register|add|enter|manage|list) their ([a-z]+s) with (.+)$/,
    ({ 1: who = '', 2: things = '', 3: list = '' }) =>
      isPeople(who)
        ? [`${who} login`, `each ${one(things)} belongs to a ${one(who)}`, `each ${one(things)} has ${list}`]
        : [],
  ],
  // "appointments take place with one of the veterinarians and last 20 , 40 or 60 minutes"
  [
    /^(?:the |all |each |an? )?([a-z]+) takes? place with (?:1 of the|an?|1) ([a-z]+)(?: and (lasts? .+))?$/,
    ({ 1: what = '', 2: who = '', 3: lasts }) => [
      `each ${one(what)} belongs to a ${one(who)}`,
      ...(lasts === undefined
        ? []
        : [/ (?:,|or) /.test(lasts) ? `only ${lasts}` : `each ${one(what)} ${lasts.replace(/^last /, 'lasts ')}`]),
    ],
  ],
  // "recipes can be tagged"
  [
    /^(?:the |all )?([a-z]+s) (?:can|may) be tagged$/,
    ({ 1: what = '' }) => [`each ${one(what)} has many tags`, `each tag has many ${what}`],
  ],
  // "teachers are assigned to courses": one of them gives each
  [
    /^(?:the |all )?([a-z]+s) are assigned to (courses|classes|lessons|lectures|workshops)$/,
    ({ 1: who = '', 2: what = '' }) => (isPeople(who) ? [`each ${one(what)} belongs to a ${one(who)}`] : []),
  ],
  // "an api for a food bank that distributes donations to families": what the place does is no tie between them
  [
    /^((?:[a-z]+ )*for (?:an?|our|the) ([a-z]+(?: [a-z]+)?)) (?:that|which) (?:collects|distributes|sells|rents|rents out|lends|offers|provides|delivers|gives|hands out|donates) ([a-z]+s)(?: (?:to|for) ([a-z]+s))?$/,
    ({ 1: lead = '', 3: things = '', 4: people }) =>
      isMany(things) ? [lead, `manage ${things}`, ...(people === undefined ? [] : [`manage ${people}`])] : [],
  ],
  // "volunteers hand out items to families : a distribution records the family"
  [
    /^(?:the |all )?([a-z]+s) [a-z]+(?: out| in| up)? [a-z]+ (?:to|for|from|with) [a-z]+ : ((?:an?|each|every) ([a-z]+) (?:has|records|stores|notes|captures|contains) .+)$/,
    ({ 1: who = '', 2: rest = '', 3: row = '' }) =>
      isPeople(who) ? [rest, `each ${row} belongs to a ${one(who)}`] : [],
  ],
  // "clients should be able to search episodes": whoever calls it
  [
    /^(?:api )?(?:clients|consumers|callers) ((?:should|can|may|must) (?:be able to )?(?:search|filter|sort|query|list|browse|fetch|retrieve|look up|find) .+)$/,
    ({ 1: rest = '' }, told) => (has(told, 'client') ? [] : [`users ${rest}`]),
  ],
  // "members sign up with their name , email and company , and choose a plan ( day , month )"
  [
    new RegExp(
      `^(?:the |all |new )?([a-z]+) (?:(?:can|must|should|may) )?(?:sign up|signup|register|are registered|join|enrol|enroll) (?:online )?with (?:an? |their |a valid )?(.+?)(?: ,)? and (?:choose|pick|select) (an? [a-z]+(?: [a-z]+)?(?: \\( [^()]+ \\))?)$`,
    ),
    ({ 1: who = '', 2: list = '', 3: choice = '' }) =>
      isPeople(who) && isMany(who) ? [`${who} register with ${list}`, `each ${one(who)} has ${choice}`] : [],
  ],
  // "students register with name , email and date of birth and enroll in courses"
  [
    new RegExp(
      `^(?:the |all |new )?([a-z]+) (?:(?:can|must|should|may) )?(?:sign up|signup|register|are registered|join) (?:online )?with (?:an? |their )?(.+? and [a-z]+(?: of [a-z]+)?(?: [a-z]+)?) and ((?:can )?(?:enrol|enroll|book|borrow|rent|reserve|subscribe|order|buy|apply|place|submit|create) .+)$`,
    ),
    ({ 1: who = '', 2: list = '', 3: rest = '' }) =>
      isPeople(who) && isMany(who)
        ? [`${who} register with ${list}`, `${who} ${rest.startsWith('can ') ? rest : `can ${rest}`}`]
        : [],
  ],
  // "students register with name , email and date of birth": what is kept of them
  [
    new RegExp(
      `^(?:the |all |new )?([a-z]+) (?:(?:can|must|should|may) )?(?:are registered|register) (?:online )?with (?:an? |their |the )?([a-z]+(?: [a-z]+)? (?:,|and) .+)$`,
    ),
    ({ 1: who = '', 2: list = '' }) =>
      isPeople(who) &&
      isMany(who) &&
      !/^(?:users|people)$/.test(who) &&
      !/\b(?:password|login|gets?|receives?|are|can|must|have|then)\b/.test(list)
        ? [`manage ${who}`, `each ${one(who)} has ${list}`]
        : [],
  ],
];
