import { participle } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Tell, determiner, has, isMany, isPeople, isThingHere, one, phrase, plural } from './words.ts';

/** Sentences that say two rules of one subject, or a rule in the words of what is done rather than of what it is done to. */

const limit = '(?:at most|no more than|not more than|up to|a maximum of|max(?:imum)?)';
const time = '(?:minutes?|hours?|days?|weeks?|months?)';

const when = '(?:once|after|before|while|until|till|as long as|when|if|as soon as)';
const change = '(?:edited|changed|updated|modified|altered|deleted|removed|cancelled)';
const barred = '(?:cannot|can never|can only|may not|must not)';

export const twofoldSentences: [RegExp, Tell][] = [
  // "a member cannot book the same class twice and at most 3 classes per day"
  [
    new RegExp(
      `^(${determiner}${phrase}) (?:cannot|can|may|must not|may not) (?:only )?([a-z]+) (.+?) (?:, )?(?:and|but) (?:can |may )?(${limit} \\d+ [a-z].*)$`,
    ),
    ({ 0: all, 1: who = '', 3: verb = '', 5: most = '' }) =>
      /^(?:be|have)$/.test(verb) || new RegExp(`^.*?\\b${limit} .*\\b${limit} `).test(all)
        ? []
        : [
            all.slice(0, all.lastIndexOf(most)).replace(/ (?:, )?(?:and|but) (?:can |may )?$/, ''),
            `${who} can ${verb} ${most}`,
          ],
  ],
  // "reservations of the same tool must not overlap and last at most 7 days"
  [
    /^((?:the |2 |all )?([a-z]+s)(?: (?:of|for|in|on) .+?)? (?:must not|cannot|may not|can never|do not|should not) overlap(?: each other)?) (?:, )?and (?:(?:must|can|may|should) )?(?:only )?(last|take) (.+)$/,
    ({ 1: said = '', 2: rows = '', 3: verb = '', 4: length = '' }) => [said, `${rows} ${verb} ${length}`],
  ],
  // "no registrations once a class is full or has started"
  [
    /^(.+? (?:once|when|if|after|as soon as|because) )((?:an? |the |its |that )?[a-z]+ )((?:is|are) (?:already )?(?:full|sold out|fully booked|booked out|overbooked)) or ((?:it )?(?:has|have|is|are) (?:already )?(?:started|begun|ended|finished|over|closed|cancelled|past))$/,
    ({ 1: head = '', 2: what = '', 3: full = '', 4: begun = '' }) => [
      `${head}${what}${full}`,
      `${head.replace(/ (?:once|when|if|because) $/, ' after ')}${what}${begun.replace(/^it |already /g, '')}`,
    ],
  ],
  // "an appointment is for a pet, starts at a time and lasts 30 minutes"
  [
    new RegExp(
      `^(${determiner}${phrase} (?:is|are|has|have|starts?|begins?|belongs?|takes?) .+?) (?:, )?and (?:always )?(?:lasts?|takes?) (?:exactly )?(\\d+ (?:minutes|hours))(?: each)?$`,
    ),
    ({ 1: said = '', 2: what = '', 3: length = '' }) => [said, `${many(what)} last ${length}`],
  ],
  // "teams have a name and at most 25 members"
  [
    new RegExp(`^(${determiner}${phrase}) (has|have) (.+?) (?:, )?and (${limit} \\d+ ([a-z]+s))$`),
    ({ 1: who = '', 2: thing = '', 3: verb = '', 4: list = '', 5: most = '', 6: counted = '' }, told) =>
      isThingHere(told, counted) && !/\b(?:at most|at least|per|only)\b/.test(list)
        ? [
            `${who} ${verb} ${list}`,
            `each ${one(counted)} may belong to a ${one(thing)}`,
            `a ${one(thing)} has ${most}`,
          ]
        : [],
  ],
  // "cancelling is possible until 12 hours before the class starts", "cancellation of a booking is allowed up to a day before"
  [
    new RegExp(
      `^(?:the |a )?(cancelling|canceling|cancellations?|rescheduling|changing|editing)(?: of)?(?: (?:an? |the |its |their )?([a-z]+(?: (?!is|are)[a-z]+)?))? (?:is|are) (?:only |still )?(?:possible|allowed|permitted|free|accepted) (?:only )?((?:until|till|up to|at most|no later than|at least) .+|\\d+ ${time} (?:in advance|beforehand|ahead|before))$`,
    ),
    ({ 1: doing = '', 2: what, 3: said = '' }, told) => {
      const when = said.replace(
        /^(?:up to |at least )?(\d+ [a-z]+) (?:in advance|beforehand|ahead|before)$/,
        'until $1 before it starts',
      );
      const rows = what ?? bookable.find((word) => has(told, word)) ?? 'booking';
      const done =
        { r: 'rescheduled', e: 'edited' }[doing[0] ?? ''] ?? (doing === 'changing' ? 'changed' : 'cancelled');
      return [`a ${one(rows)} can be ${done} ${when}`];
    },
  ],
  // "bookings for past dates are rejected", "no reservations in the past"
  [
    /^(no |any |all )?([a-z]+s) (?:for|in|on|with|made for) (?:the past|an? past (?:date|day|time)|past (?:dates|days|times)|(?:dates?|days?|times?) (?:that (?:is|are|lies|lie) )?in the past)(?: (?:(?:is|are|must be|will be|get) (?:(not )?(?:possible|allowed|accepted|permitted|rejected|refused|forbidden|impossible|denied|prohibited|invalid))|(?:cannot|must not|may not) be (?:made|created|booked)))?$/,
    ({ 0: all, 1: none, 2: what = '', 3: not }) => {
      const refused =
        / (?:rejected|refused|forbidden|impossible|denied|prohibited|invalid)$| (?:cannot|must not|may not) /.test(all);
      return (none === 'no ') !== (refused || not !== undefined) ? [`${what} cannot be in the past`] : [];
    },
  ],
  // "a parcel that was delivered cannot be changed any more"
  [
    new RegExp(
      `^${determiner}${phrase} (?:that|which|who) (?:is|are|was|were|has been|have been) (?:already |once |still )?([a-z]+) ((?:cannot|must not|may not|can never|can no longer|must never) (?!be deleted|be removed).+)$`,
    ),
    ({ 1: thing = '', 2: state = '', 3: never = '' }, told) =>
      isThingHere(told, thing) && isState(state) ? [`${state} ${many(thing)} ${never.replace(/ any ?more$/, '')}`] : [],
  ],
  // "a book with no copies left cannot be lent"
  [
    new RegExp(
      `^${determiner}${phrase} (?:with|that has|which has|having|without) (?:no |any )?(?:more |free |available |remaining )?([a-z]+s)(?: left| available| remaining| any ?more)* (?:cannot|must not|may not|can no longer|can never) be ([a-z]+)(?: out| any ?more)?$`,
    ),
    ({ 0: all, 1: thing = '', 2: size = '', 3: done = '' }) => {
      const rows = rowsOf[done];
      return rows !== undefined &&
        /\bno\b|\bwithout\b/.test(all) &&
        /^(?:copies|seats|places|spots|rooms|units|pieces|items|spaces|slots|tickets)$/.test(size)
        ? [`no more ${rows} than the ${size} of the ${one(thing)}`]
        : [];
    },
  ],
  // "only vets may mark them as completed"
  [
    /^((?:and |but )?only (?:the |an? )?[a-z]+(?: (?:and|or) [a-z]+)?(?: can| may| must| should)?) (?:set|sets|mark|marks|flag|flags) (.+?) as (?:being )?([a-z]+)$/,
    ({ 1: who = '', 2: what = '', 3: done = '' }) => {
      const verb = lexicon().verbForms.get(done);
      return verb === undefined || verb === done ? [] : [`${who} ${verb} ${what}`];
    },
  ],
  // "sellers list lots with a title": who puts them there.
  [
    new RegExp(
      `^(?:the |all )?([a-z]+s) (?:can )?list (?:an? |the |their )?([a-z]+s?(?: [a-z]+s)?)(?: for (?:sale|rent|auction|hire))?( (?:with|and) .+)?$`,
    ),
    ({ 1: who = '', 2: what = '', 3: rest = '' }, told) =>
      (isPeople(who) || has(told, who)) && isMany(who) && (isThingHere(told, what) || rest.startsWith(' with'))
        ? [
            `each ${one(what)} belongs to a ${one(who)}`,
            ...(rest.startsWith(' with ') ? [`each ${one(what)} has ${rest.slice(6)}`] : []),
          ]
        : [],
  ],
  // "only admins may cancel a booking , and not once it has started", "a booking may be cancelled by its driver , but only before it starts"
  [
    new RegExp(
      `^(.*?\\b(?:can|may) ((?:be )?[a-z]+)(?: (.+?))??) (?:, )?(?:and |but |though |yet ){1,2}(not|never|only) (${when}) (?:it|they|this|the [a-z]+) (.+)$`,
    ),
    ({ 0: all, 1: said = '', 2: verb = '', 3: what = '', 4: how = '', 5: time = '', 6: rest = '' }, told) => {
      const thing = thingMeant(all, verb, what, told);
      if (thing === undefined) return [];
      const done = verb.startsWith('be ') ? verb.slice(3) : participle(verb);
      return [said, `a ${thing} ${how === 'only' ? 'can only' : 'cannot'} be ${done} ${time} it ${rest}`];
    },
  ],
  // "completed or cancelled orders cannot be changed", "orders that are paid or shipped cannot be deleted"
  [
    new RegExp(`^(?:the |all |any )?((?:[a-z]+ , )*[a-z]+(?: ,)? (?:or|and) [a-z]+) ([a-z]+s) (${barred} be .+)$`),
    ({ 1: states = '', 2: things = '', 3: rest = '' }, told) => ofEach(states, things, rest, told),
  ],
  [
    new RegExp(
      `^(?:the |all |any |an? |each )?([a-z]+) (?:that|which) (?:is|are|was|were|has been|have been) (?:already )?((?:[a-z]+ , )*[a-z]+(?: ,)? (?:or|and) [a-z]+) (${barred} be .+)$`,
    ),
    ({ 1: things = '', 2: states = '', 3: rest = '' }, told) => ofEach(states, plural(things), rest, told),
  ],
  [
    new RegExp(
      `^(?:once|when|if|after|as soon as) (?:an?|the|any|each) ([a-z]+) (?:is|was|has been|gets) (?:already )?((?:[a-z]+ , )*[a-z]+(?: ,)? (?:or|and) [a-z]+) , (?:it|the [a-z]+) (${barred} be .+)$`,
    ),
    ({ 1: thing = '', 2: states = '', 3: rest = '' }, told) => ofEach(states, plural(thing), rest, told),
  ],
  // "paid orders cannot be edited or deleted"
  [
    new RegExp(`^(.+? (?:cannot|can never|may not|must not) be )(${change}) or ((?:be )?${change})((?: ${when} .+)?)$`),
    ({ 1: said = '', 2: first = '', 3: second = '', 4: rest = '' }) => [
      `${said}${first}${rest}`,
      `${said}${second.replace(/^be /, '')}${rest}`,
    ],
  ],
  // "users may rate a recipe once per recipe , but not their own"
  [
    /^((?:the |all |each |every |an? |other |all other )?([a-z]+) (?:can |may |(?=[a-z]+ .+ once ))([a-z]+)(?: on| for)? (?:an? |the |each |any )?([a-z]+(?: [a-z]+)??)((?: from| once| only| at| with| per| ,)(?: .+?)?)?) (?:, )?(?:(?:but|and|though) (?:not|never)|except|never) (?:for |on )?(?:their|his|her|his or her) own(?: ones?| 1s?| [a-z]+)?$/,
    ({ 1: said = '', 2: who = '', 3: verb = '', 4: what = '' }) => [
      said.replace(/ ,$/, ''),
      `${isMany(who) ? who : `${who}s`} cannot ${verb} their own ${many(what)}`,
    ],
  ],
  // "recipes start as drafts and only published ones can be rated": what "ones" are.
  [
    /^(?:the |all |an? |each |every )?([a-z]+s?) (start|begin|are|is|starts|begins) (.+?) (?:, )?(?:and|but) (only |)([a-z]+) (?:ones?|1s?) ((?:can|may|cannot|must|are) .+)$/,
    ({ 1: what = '', 2: verb = '', 3: how = '', 4: only = '', 5: state = '', 6: rest = '' }, told) =>
      !isThingHere(told, what)
        ? []
        : [
            /^(?:start|begin)/.test(verb) && how.startsWith('as ')
              ? `each ${one(what)} has a status ( ${one(how.replace(/^as (?:an? )?/, ''))} / ${state} )`
              : `${what} ${verb} ${how}`,
            `${only}${state} ${many(what)} ${rest}`,
          ],
  ],
  // "an order goes from new to paid , shipped and delivered"
  [
    /^(.+? (?:goes?|moves?|pass(?:es)?|changes?|progress(?:es)?)) from ([a-z]+(?: [a-z]+)?) to ((?:[a-z]+(?: (?!and|or|then)[a-z]+)? , )*[a-z]+(?: (?!and|or|then)[a-z]+)?) (?:, )?(?:and|then|and then|and finally|finally) (?:to )?([a-z]+(?: [a-z]+)?)$/,
    ({ 1: said = '', 2: from = '', 3: list = '', 4: last = '' }) =>
      / (?:to|from|or|back) /.test(` ${list} ${last} `)
        ? []
        : [`${said} from ${[from, ...list.split(' , '), last].join(' to ')}`],
  ],
  // "screenings show a film in a hall at a time"
  [
    /^(?:the |all )?([a-z]+s) (?:show|present|feature|play|cover|host|use|take) (?:an?|1) ([a-z]+(?: [a-z]+)?) (?:in|at|on) (?:an?|1) ([a-z]+(?: [a-z]+)?)(?: (?:at|on) (?:an?|1) ((?:[a-z]+ )?(?:time|date|day|datetime)))?$/,
    ({ 1: things = '', 2: first = '', 3: second = '', 4: when }, told) =>
      isThingHere(told, things) && !isPeople(things) && has(told, first) && isThingHere(told, second)
        ? [
            `each ${one(things)} belongs to a ${one(first)}`,
            `each ${one(things)} belongs to a ${one(second)}`,
            ...(when === undefined ? [] : [`each ${one(things)} has a ${when === 'time' ? 'start time' : when}`]),
          ]
        : [],
  ],
  // "from in transit it may also become returned"
  [
    /^from (?:the (?:state|status) )?([a-z]+(?: [a-z]+)?) (?:on )?(?:it|they|he|she|(?:the|an?) ([a-z]+)) (?:can|may|could) (?:also |only |then |instead )*(?:become|(?:go|move|return|be moved|be sent)(?: back)? to|turn into|be|be set to|change to|get)(?: to)? ([a-z]+(?: [a-z]+)?)$/,
    ({ 1: from = '', 2: who, 3: to = '' }) => [
      `${who === undefined ? 'the status' : `a ${who}`} can also go from ${from} to ${to}`,
    ],
  ],
  // "members ( name , email ) book classes ( title )": both lists, and what the ones do.
  [
    /^([a-z]+s) \( ([^()]+) \) ([a-z]+) ([a-z]+s)( \( [^()]+ \))?$/,
    ({ 1: who = '', 2: list = '', 3: verb = '', 4: what = '', 5: rest = '' }) =>
      isMany(who) && isMany(what) && lexicon().associations[verb] !== undefined
        ? [`${who} ( ${list} )`, `${who} ${verb} ${what}`, ...(rest === '' ? [] : [`${what}${rest}`])]
        : [],
  ],
  // "a donor must wait 56 days between two donations"
  [
    new RegExp(
      `^${determiner}${phrase} (?:must|has to|have to|should|needs? to) wait (?:at least |for )*(\\d+) (${time}) (?:between (?:2 |their |his |the )?([a-z]+s)|(?:after|since|from) (?:an?|the|their|his|1|each|every|the last|their last|the previous) ([a-z]+) (?:before|until) .+)$`,
    ),
    ({ 1: who = '', 2: amount = '', 3: unit = '', 4: rows, 5: row }) => [
      `at least ${amount} ${unit} between ${rows ?? many(row ?? '')} of the same ${one(who)}`,
    ],
  ],
  [
    new RegExp(
      `^(?:there (?:must|have to|has to|should) be (?:at least |a minimum of )?|(?:at least |a minimum of ))(\\d+) (${time}) (?:must |have to |should |need to )?(?:lie |pass |be |go by )?between (?:2 |the |any 2 )?([a-z]+s) (?:of|by|for|from) (?:the same|1|an?|each|every) ([a-z]+)$`,
    ),
    ({ 1: amount = '', 2: unit = '', 3: rows = '', 4: who = '' }) => [
      `at least ${amount} ${unit} between ${rows} of the same ${who}`,
    ],
  ],
];

/** What a rule's "it" is: what is done, or where that is an "it" too, what the sentence named before. */
function thingMeant(all: string, verb: string, what: string, told: ReadonlySet<string>): string | undefined {
  const words = verb.startsWith('be ')
    ? /^(?:the |all |an? |each |every |any )?(.+?) (?:can|may) be /.exec(all)?.[1]
    : what;
  const named = one(
    (words ?? '').replace(/^(?:an?|the|their|his|her|its|any|each)(?: own)? /, '').replace(/ (?:of|by|for) .*$/, ''),
  );
  if (!/^(?:it|them|this)$/.test(named)) return isThingHere(told, named) && !isPeople(named) ? named : undefined;
  const before = all.slice(0, all.search(/ (?:can|may) /)).split(' ');
  return before.map(one).findLast((word) => isThingHere(told, word) && !isPeople(word));
}

/** A rule of rows in several states, for each of them. */
function ofEach(states: string, things: string, rest: string, told: ReadonlySet<string>): string[] {
  const each = states.split(/ (?:, (?:or|and)|,|or|and) /);
  return isThingHere(told, things) && each.every(isState) ? each.map((state) => `${state} ${things} ${rest}`) : [];
}

/** What one cancels, where nothing is named. */
const bookable = [
  'booking',
  'reservation',
  'appointment',
  'enrolment',
  'enrollment',
  'registration',
  'rental',
  'order',
  'visit',
  'lesson',
];

const rowsOf: Record<string, string> = {
  lent: 'loans',
  loaned: 'loans',
  borrowed: 'loans',
  rented: 'rentals',
  hired: 'rentals',
  booked: 'bookings',
  reserved: 'reservations',
};

const many = (words: string): string => (isMany(words) ? words : `${words}s`);

function isState(word: string): boolean {
  return /(?:ed|en|sold|paid|sent|lost|done|shut|void)$/.test(word) || lexicon().adjectives.has(word);
}
