import { tellsOf } from '../../sentences/bracketed.ts';
import { infinitive } from '../../words/grammar.ts';
import { lexicon } from '../../words/lexicon.ts';
import { type Tell, isMany, isPeople, isThingHere, noun, one, plural, several } from '../words.ts';

/** Sentences about what there is and what belongs to it: "the system should support authors (…)", "the school offers courses with a title". */

const system =
  '(?:the|this|our|my) (?:[a-z]+ )?(?:system|platform|application|app|service|api|backend|software|program|solution|website|tool|site)';

const shall = '(?:should|must|shall|will|has to|needs to|is to|can|is supposed to)';

/** Verbs that other sentences are made of. */
const functional = /^(?:have|be|do|can|contain|include|belong|with|need|require)$/;

export const thingSentences: [RegExp, Tell][] = [
  // "a car ( license plate , unique ) enters and leaves the garage": who leaves does so, and takes no leave
  [
    /^(?:an? |the |each |every )([a-z]+)( \( .+? \))? ([a-z]+s)( [a-z]+| (?:the |an? )[a-z]+)? and (leaves|exits)( .*)?$/,
    ({ 1: who = '', 2: known, 3: first = '', 4: into = '', 5: last = '', 6: rest = '' }) => {
      const verb = infinitive(first);
      const rows = plural(who);
      return verb === undefined
        ? []
        : [
            ...(known === undefined ? [] : [`${rows}${known}`]),
            `${rows} ${verb}${into} and ${infinitive(last) ?? last}${rest}`,
          ];
    },
  ],
  // "an application belongs to one job and one candidate": one of many, and no program
  [
    /^an application ((?:belongs? to|refers? to|is for|is made|is sent) .+|(?:has|contains|consists of) (?!users\b|[a-z]+s ?(?:,|and|$)).+)$/,
    ({ 1: rest = '' }) => [`each application ${rest}`],
  ],
  // "nurses record vital signs ( pulse , temperature ) for patients"
  [
    /^(?:the |all )?([a-z]+s) ((?:can |may )?[a-z]+) ((?:[a-z]+ )?[a-z]+s) (\( [^()]* , [^()]* \)) (?:for|of|on|about|from) (?:the |their |an? )?([a-z]+s?)$/,
    ({ 1: who = '', 2: does = '', 3: rows = '', 4: list = '', 5: whole = '' }, told) =>
      isPeople(who) && isMany(rows) && isThingHere(told, whole) && lexicon().verbForms.has(does.split(' ').at(-1) ?? '')
        ? [
            `${rows} ${list}`,
            `each ${one(rows)} belongs to a ${one(whole)}`,
            `each ${one(rows)} belongs to a ${one(who)}`,
          ]
        : [],
  ],
  // "drivers ( name , licence plate ) send their position ( latitude , longitude )"
  [
    /^(?:(.+?) : )?(?:the |all )?([a-z]+s)((?: \( [^()]+ \))?) ((?:can |may )?[a-z]+) (?:their|its|his|her) (?:own |current |live |new )?([a-z]+) \( ([^()]+ , [^()]+) \)$/,
    ({ 1: lead, 2: who = '', 3: own = '', 4: does = '', 5: what = '', 6: list = '' }) =>
      isMany(who) && !isMany(what) && lexicon().verbForms.has(does.split(' ').at(-1) ?? '') && !functional.test(does)
        ? [
            ...(lead === undefined ? [] : [lead]),
            ...(own === '' ? [] : [`${who}${own}`]),
            `each ${what} belongs to a ${one(who)}`,
            `each ${what} has ${list.replaceAll(/(?<=[a-z]) (?:from )?(-?\d+(?:\.\d+)?) (?:to|\.\.) (-?\d+(?:\.\d+)?)(?= ,|$)/g, ' ( between $1 and $2 )')}`,
          ]
        : [],
  ],
  // "walkers ( name , phone ) do walks on a date at a start time"
  [
    /^(?:(.+?) : )?(?:the |all )?([a-z]+(?:er|or|ist|ant|ee)s|[a-z]+s)((?: \( [^()]+ \))?) (?:do|give|lead|hold|run|offer|perform) ([a-z]+s) ((?:(?:on|at) (?:an?|a certain) [a-z]+(?: (?!on |at )[a-z]+)? ?)+)$/,
    ({ 1: lead, 2: who = '', 3: own = '', 4: what = '', 5: when = '' }, told) =>
      (isPeople(who) || /(?:er|or|ist|ant|ee)s$/.test(who)) && isThingHere(told, who) && isMany(what)
        ? [
            ...(lead === undefined ? [] : [lead]),
            ...(own === '' ? [] : [`${who}${own}`]),
            `each ${one(what)} belongs to a ${one(who)}`,
            `each ${one(what)} has ${when
              .trim()
              .replaceAll(/(?:^| )(?:on|at) /g, ' and ')
              .replace(/^ and /, '')}`,
          ]
        : [],
  ],
  // "sensors ( location , battery ) send alerts with a severity and a timestamp"
  [
    /^(?:(.+?) : )?(?:the |all )?([a-z]+s) (\( [^()]+ \)) (?:can |may )?(send|report|publish|emit|produce|record|measure|transmit|push) ([a-z]+s) with ((?:an? |the )?.+)$/,
    ({ 1: lead, 2: who = '', 3: own = '', 5: what = '', 6: list = '' }) =>
      isMany(who) && isMany(what) && !isPeople(who)
        ? [
            ...(lead === undefined ? [] : [lead]),
            `${who} ${own}`,
            `each ${one(what)} belongs to a ${one(who)}`,
            `each ${one(what)} has ${list}`,
          ]
        : [],
  ],
  // "a ticket is issued when a vehicle enters , with plate and entry time"
  [
    /^(?:an? |each |every |the )?([a-z]+(?: [a-z]+)?) (?:is|are|gets|get) (created|issued|made|written|opened|recorded|entered|filed|registered|started|placed|logged|added|submitted|printed|drawn up) ((?:when|whenever|once|as soon as|after|if|every time|each time|by|for|at) [a-z].*?) , (?:with|including|which has|that has|and has) ((?:an? |the |its |their )?[a-z].*)$/,
    ({ 1: what = '', 2: done = '', 3: rest = '', 4: fields = '' }) => {
      if (/ (?:can|must|may|cannot) /.test(` ${fields} `)) return [];
      const list = `${what.endsWith('s') && one(what) !== what ? `${what} have` : `a ${what} has`} ${fields}`;
      // What somebody does is how the row comes to be; "once an order is shipped" would be done for them.
      const byHand =
        /^(?:when|whenever|if|every time|each time|as soon as) (?:an? |the )?[a-z]+ (?!is |are |was |were |has |have )[a-z]+s?(?: .*)?$/.test(
          rest,
        );
      return byHand ? [list] : [`a ${one(what)} is ${done} ${rest}`, list];
    },
  ],
  // "clients ( name ) , vehicles ( plate ) that belong to a client , and repairs with a price"
  [
    /^((?:.+ )?([a-z]+s) \( [^()]+ \)) (?:that|which|who) ((?:each )?belongs? to (?:an?|1|one|the) [a-z]+(?: [a-z]+)?)(?: (?:, and|,|and) (.+))?$/,
    ({ 1: head = '', 2: things = '', 3: tie = '', 4: rest }) =>
      isMany(things)
        ? [
            head,
            `each ${one(things)} ${tie.replace(/^(?:each )?belong /, 'belongs ')}`,
            ...(rest === undefined ? [] : [rest]),
          ]
        : [],
  ],
  // "screenings link a film with a venue and a start time"
  [
    /^(?:the |an? |each )?([a-z]+) (?:links?|connects?|joins?|ties?|combines?|assigns?|brings together) (?:an?|1|the) ([a-z]+) (?:to|with|and) (?:an?|1|the) ([a-z]+) (?:, )?(?:and|with|at|on) (?!(?:records?|has|have|stores?|notes?|keeps?|can|must|is|are|says?|tells?) )(.+)$/,
    ({ 1: rows = '', 2: first = '', 3: second = '', 4: list = '' }, told) =>
      isThingHere(told, first) && isThingHere(told, second) && !isPeople(rows)
        ? [
            `each ${one(rows)} belongs to a ${first}`,
            `each ${one(rows)} belongs to a ${second}`,
            `each ${one(rows)} has ${list}`,
          ]
        : [],
  ],
  // "trucks ( name ) , stands ( number ) , bookings where a truck takes a stand on a date"
  [
    /^(?:(.+?) (?:, and|,|:|and) )?([a-z]+s) (?:where|in which|by which|with which) (?:an?|1|one) ([a-z]+) ([a-z]+s) (?:an?|1|one) ([a-z]+)(?: (?:on|at|for|from|with) (?:an? )?(.+))?$/,
    ({ 1: lead, 2: rows = '', 3: first = '', 4: verb = '', 5: second = '', 6: rest }, told) =>
      isMany(rows) && lexicon().verbForms.has(verb) && isThingHere(told, first) && isThingHere(told, second)
        ? [
            ...(lead === undefined ? [] : [lead]),
            `each ${one(rows)} belongs to a ${first}`,
            `each ${one(rows)} belongs to a ${second}`,
            ...(rest === undefined ? [] : [`each ${one(rows)} has a ${rest}`]),
          ]
        : [],
  ],
  // "the members ( name , email ) borrow documents ( title , author )": two things, and what the ones do with the others
  [
    /^(?:(.*) : )?(?:the |all )?([a-z]+s) \( ([^()]+) \) ((?:can |may )?)([a-z]+) (?:the |new |their )?([a-z]+s) (\(|with) (.+)$/,
    ({ 1: lead, 2: who = '', 3: list = '', 4: may = '', 5: verb = '', 6: things = '', 7: open = '', 8: rest = '' }) =>
      isPeople(who) && isMany(who) && isMany(things) && lexicon().verbForms.get(verb) === verb && !functional.test(verb)
        ? [
            ...(lead === undefined ? [] : [lead]),
            `each ${one(who)} has ${list}`,
            `${things} ${open} ${rest}`,
            `${who} ${may}${verb} ${things}`,
          ]
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
      `^(?:the|our) ([a-z]+) (?:offers|runs|sells|owns|keeps|organi[sz]es|employs|operates|provides|hosts|maintains|rents out|lends) (?:different |several |various |many )?(${noun}) (?:with|\\(|which have|that have) (.+)$`,
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
  // "stock movements (in, out, transfer) have a quantity": of which kinds there are
  [
    /^((?:[a-z]+ )?[a-z]+s) \( ([a-z]+(?: (?:,|or|and|\/) [a-z]+)+) \) (?:have|has) (.+)$/,
    ({ 1: things = '', 2: kinds = '', 3: fields = '' }) =>
      // "owners ( name , phone ) have pets ( name )": what is known of them, and no kinds
      tellsOf(kinds)
        ? [`${things} ( ${kinds} )`, `${things} have ${fields}`]
        : [`${things} have a type ( ${kinds.split(/ (?:,|or|and|\/) /).join(' / ')} ) , ${fields}`],
  ],
  // "show plants that need water today": asked for, and nothing that a plant has
  [
    /^(?:show|list|find|display|get|see|return) (?:all |the |me )*([a-z]+s) (?:that|which|who) (?:need|require|have|are) (?!a |an |the |been |no )(.+) (today|tomorrow|this week|this month|soon|now)$/,
    ({ 1: what = '', 2: how = '', 3: when = '' }) => [`list ${what} to ${how} ${when}`],
  ],
  // "pupils , their email and their grade"
  [
    /^(?:the )?([a-z]+s) , (?:and )?(?:their|its) (.+)$/,
    ({ 1: things = '', 2: list = '' }) =>
      isMany(things) && !/ (?:can|must|may|are|is|have|has) /.test(list)
        ? [`manage ${things}`, `each ${one(things)} has ${list.replaceAll(/(?<=^|, |and )(?:their|its) /g, '')}`]
        : [],
  ],
];
