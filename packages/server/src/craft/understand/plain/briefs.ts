import { infinitive, pluralOf } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Tell, has, isMany, isPeople, isThingHere, one } from './words.ts';

/** How the brief of a project speaks: "the system should support authors (…)", "managers approve or reject requests", "orders consisting of several products with quantities". */

const determiner = '(?:(?:an?|each|every|the|all|any|new) )?';
const noun = '([a-z]+(?: [a-z]+)??)';
const system =
  '(?:the|this|our|my) (?:[a-z]+ )?(?:system|platform|application|app|service|api|backend|software|program|solution|website|tool|site)';
const shall = '(?:should|must|shall|will|has to|needs to|is to|can|is supposed to)';
const several =
  '(?:one or more|1 or more|at least 1|at least one|several|multiple|many|various|a number of|any number of)';

const plural = (words: string): string => (isMany(words) ? words : pluralOf(words.split(' ')).join(' '));
/** Who runs things; an organizer is whoever made the thing. */
const isRoleWord = (words: string): boolean =>
  (lexicon().roles.has(one(words)) && !/^organi[sz]ers?$/.test(words)) || /^administrators?$/.test(words);
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
    /^re/.test(row) ? `a ${row} adds to the stock of the ${what}` : `a ${row} reduces the stock of its ${what}`,
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
  // "only receptionists can check guests in and out": of which rows is not said
  [
    /^only ([a-z]+s) (?:can|may) (?:check|sign|book) ([a-z]+s) (?:in|out)(?: (?:and|or) (?:in|out))?$/,
    ({ 1: who = '', 2: what = '' }) => (isPeople(what) ? [`only ${who} do that`] : []),
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
  // "managers approve or reject requests": theirs to do
  [
    new RegExp(
      `^(?:the |all )?([a-z]+) (?:(?:can|may|must|will) )?(?:either )?(approve|accept|confirm) (?:or|and) (reject|decline|deny|refuse) (?:the |all |these |those |their |any )*${noun}$`,
    ),
    ({ 1: who = '', 2: yes = '', 3: no = '', 4: what = '' }, told) => {
      const { participles } = lexicon();
      const [accepted, refused] = [yes, no].map((verb) => participles.get(verb) ?? `${verb.replace(/e$/, '')}ed`);
      return isRoleWord(who) && isMany(what) && !has(told, who)
        ? [
            `each ${one(what)} has a status ( pending / ${accepted ?? ''} / ${refused ?? ''} )`,
            `only ${plural(who)} can ${yes} or ${no} ${what}`,
          ]
        : [];
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
  // "a vet can only have one appointment at a time"
  [
    /^(?:an?|each|every|the) ([a-z]+(?: [a-z]+)?) (?:can|may) only (?:have|give|take|hold|teach|lead|attend|accept) 1 (lesson|appointment|session|class|meeting|exam|interview|treatment|visit|match|game|shift|tour|course|lecture|booking|reservation|consultation) at (?:a|the same|any|any 1|1) time$/,
    ({ 1: who = '', 2: rows = '' }) => [`a ${one(who)} cannot have overlapping ${plural(rows)}`],
  ],
  // "members with a basic membership may register for at most 2 classes": a limit for some of them is none for all
  [
    /^(?:the |all )?([a-z]+s) (?:with|on|who have) an? ([a-z]+) (membership|plan|subscription|account|licen[cs]e|tariff|level|tier|contract) (?:may|can|must|cannot|have|are) .*\b\d+\b.*$/,
    ({ 1: who = '' }) => (isPeople(who) ? ['only some of them'] : []),
  ],
  // "every movement must be kept in a history and cannot be modified"
  [
    /^(?:each|every|all) ([a-z]+(?: [a-z]+)?) (?:(?:must|should|has to|have to|will) be|is|are) (?:kept|recorded|stored|logged|saved|written|tracked) in (?:an?|the) (?:history|log|audit log|journal|audit trail|history log)(?: and ((?:cannot|must not|may not|can never) .+))?$/,
    ({ 1: what = '', 2: never }) => [
      `manage ${plural(what)}`,
      ...(never === undefined ? [] : [`${plural(what)} ${never}`]),
    ],
  ],
  // "recipes are either drafts or published"
  [
    /^(?:the |all )?([a-z]+s) (?:are|can be) (?:either )?([a-z]+s) or ([a-z]+ed)$/,
    ({ 1: what = '', 2: first = '', 3: second = '' }, told) =>
      isThingHere(told, what) && isMany(first) ? [`each ${one(what)} has a status ( ${one(first)} / ${second} )`] : [],
  ],
  // "recipes can be tagged"
  [
    /^(?:the |all )?([a-z]+s) (?:can|may) be tagged$/,
    ({ 1: what = '' }) => [`each ${one(what)} has many tags`, `each tag has many ${what}`],
  ],
  // "owners can reschedule or cancel their appointments up to 24 hours before it starts": each of the two
  [
    /^((?:the |all |an? )?[a-z]+) (can|may) (?:only )?(reschedule|change|move|edit|modify) or (cancel|delete|withdraw) ((?:their|an?|the) (?:own )?[a-z]+ (?:up to|until|till|no later than|at least) .+)$/,
    ({ 1: who = '', 2: may = '', 3: first = '', 4: second = '', 5: rest = '' }) => [
      `${who} ${may} ${first} ${rest}`,
      `${who} ${may} ${second} ${rest}`,
    ],
  ],
  // "teachers are assigned to courses": one of them gives each
  [
    /^(?:the |all )?([a-z]+s) are assigned to (courses|classes|lessons|lectures|workshops)$/,
    ({ 1: who = '', 2: what = '' }) => (isPeople(who) ? [`each ${one(what)} belongs to a ${one(who)}`] : []),
  ],
  // "staff members log in to manage everything": whoever is signed in may
  [
    /^(?:the |all )?(?:staff(?: members?)?|employees|workers|colleagues) (?:can |must |should |have to )?login (?:to|and)(?: can)? manage everything$/,
    () => ['users login'],
  ],
  // "an enrollment starts as pending , becomes confirmed once it is paid and may be cancelled before the course starts"
  [
    new RegExp(
      `^(?:an?|each|every|new) ${noun} (?:starts|begins) (?:out )?(?:as|in) ([a-z]+)(?: (?:,|and|, and) (?:it )?(?:then )?becomes ([a-z]+) (?:once|when|after|as soon as) (.+?))?(?: (?:,|and|, and) (?:it )?((?:may|can|cannot|must) .+))?$`,
    ),
    ({ 1: what = '', 2: first = '', 3: second, 4: when, 5: rest }) =>
      second === undefined || when === undefined
        ? []
        : [
            `each ${what} has a status ( ${first} / ${second} )`,
            `becomes ${second} once ${when}`,
            ...(rest === undefined ? [] : [`each ${what} ${rest}`]),
          ],
  ],
  // "a booking lasts at least 30 minutes and at most 4 hours"
  [
    new RegExp(
      `^((?:an?|each|every|the) [a-z]+(?: [a-z]+)?|[a-z]+s) ((?:(?:must|should|can|may) )?(?:lasts?|takes?)) (?:between|at least|no less than) (\\d+) (minutes?|hours?|days?) (?:and|to|but|\\.\\.|or) (?:at most |no more than |not more than |up to )?(\\d+) (minutes?|hours?|days?)$`,
    ),
    ({ 1: who = '', 2: lasts = '', 3: least = '', 4: unit = '', 5: most = '', 6: other = '' }) =>
      one(unit) === one(other)
        ? []
        : [`${who} ${lasts} at least ${inMinutes(least, unit)} and at most ${inMinutes(most, other)}`],
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
        ? [`${who} register with ${list}`, `${who} ${/^can /.test(rest) ? rest : `can ${rest}`}`]
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
  // "the dashboard should show the upcoming bookings of the day": a way to look at them, and no thing
  [
    /^(?:the|an?) (?:dashboard|home ?page|start page|landing page|overview|main page) (?:should |must |will |can )?(?:show|display|list|ha)s? ((?:all |the )*(?:(?:upcoming|open|current|recent|latest|active|new) )?([a-z]+s)(?: .+)?)$/,
    ({ 1: asked = '', 2: what = '' }, told) =>
      isThingHere(told, what)
        ? [/upcoming|recent|latest|new|current|day|today/.test(asked) ? `only ${asked}` : `users can see all ${what}`]
        : [],
  ],
  // "a preorder cannot exceed the available quantity of a product": ordering takes it
  [
    new RegExp(
      `^${determiner}${noun} (?:cannot|must not|may not|can never|should not) (?:exceed|be (?:more|higher|greater|larger) than|take more than) (?:the |its )?(?:available|remaining|current) (?:quantity|stock|amount|inventory)(?: in stock)? of (?:an?|the|its|each|any) ${noun}$`,
    ),
    ({ 1: rows = '', 2: store = '' }, told) =>
      isThingHere(told, store) ? [`a ${one(rows)} reduces the stock of the ${one(store)}`] : [],
  ],
  // "no more than the remaining quantity of a donation is handed out"
  [
    new RegExp(
      `^(?:(?:the|our) system (?:must|should|has to) (?:ensure|guarantee|make sure|check)(?: that)? )?(?:no|not|never) more than (?:the |its )?(?:available|remaining|current) (?:quantity|stock|amount|inventory) of (?:an?|the|each|any) ${noun} (?:can be |is |may be |are )([a-z]+)(?: [a-z]+)?$`,
    ),
    ({ 1: store = '' }, told) =>
      has(told, store) ? [`handing out a ${one(store)} reduces the stock of the ${one(store)}`] : [],
  ],
  // "a customer can have at most one open preorder per market day": the day is one of its dates
  [
    new RegExp(
      `^((?:an?|each|every) [a-z]+ (?:can have|may have|has|can place|may place) (?:at most|only|no more than|up to) \\d+) ((?:open|active|pending|confirmed) )?${noun} (?:per|for each|on each|on the same) ([a-z]+) day$`,
    ),
    ({ 1: head = '', 2: state = '', 3: rows = '', 4: of = '' }) => [
      `each ${one(rows)} has a ${of} day date`,
      `${head} ${state}${rows} per day`,
    ],
  ],
  // "each employee has 25 vacation days a year": how many there are is kept, whether they are used up is not looked at
  [
    /^(?:each|every|an?|all) ([a-z]+)s? (?:has|have|gets?|is entitled to|are entitled to) (\d+) ((?:[a-z]+ )?(?:days|hours|minutes|credits)(?: off)?) (?:an?|per|each|every) (year|month|week)$/,
    ({ 1: who = '', 2: number = '', 3: what = '' }, told) =>
      isPeople(who) || has(told, who)
        ? [`each ${one(who)} has a number of ${what} ( default ${number} )`, 'never more than that']
        : [],
  ],
  // "it must not be possible to enroll a student in the same course twice or in a course that is already full"
  [
    /^(?:it (?:must|should) not be possible|it is not possible|it is impossible) to ([a-z]+) (an? [a-z]+) (in|for|to|on) (?:the|a) same ([a-z]+) (?:twice|more than once)(?: (?:, )?or (?:in|for|to|on) an? ([a-z]+) (?:that|which) is (?:already )?full)?$/,
    ({ 1: verb = '', 2: who = '', 3: by = '', 4: what = '', 5: full }) => [
      `${who} cannot ${verb} ${by} the same ${what} twice`,
      ...(full === undefined ? [] : [`a full ${full} cannot take more ${plural(one(who.replace(/^an? /, '')))}`]),
    ],
  ],
];

/** Two lengths in different units are compared in the smaller. */
function inMinutes(amount: string, unit: string): string {
  const minutes: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };
  return `${Number(amount) * (minutes[one(unit)] ?? 1)} minutes`;
}
