import { pluralOf } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Tell, has, isMany, isPeople, isThingHere, one } from './words.ts';

/** Rules and rights as the brief of a project states them: "managers approve or reject requests", "a booking lasts at least 30 minutes and at most 4 hours". */

const determiner = '(?:(?:an?|each|every|the|all|any|new) )?';
const noun = '([a-z]+(?: [a-z]+)??)';
const plural = (words: string): string => (isMany(words) ? words : pluralOf(words.split(' ')).join(' '));
/** Who runs things; an organizer is whoever made the thing. */
const isRoleWord = (words: string): boolean =>
  (lexicon().roles.has(one(words)) && !/^organi[sz]ers?$/.test(words)) || /^administrators?$/.test(words);

export const briefRules: [RegExp, Tell][] = [
  // "only receptionists can check guests in and out": of which rows is not said
  [
    /^only ([a-z]+s) (?:can|may) (?:check|sign|book) ([a-z]+s) (?:in|out)(?: (?:and|or) (?:in|out))?$/,
    ({ 1: who = '', 2: what = '' }) => (isPeople(what) ? [`only ${who} do that`] : []),
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
  // "owners can reschedule or cancel their appointments up to 24 hours before it starts": each of the two
  [
    /^((?:the |all |an? )?[a-z]+) (can|may) (?:only )?(reschedule|change|move|edit|modify) or (cancel|delete|withdraw) ((?:their|an?|the) (?:own )?[a-z]+ (?:up to|until|till|no later than|at least) .+)$/,
    ({ 1: who = '', 2: may = '', 3: first = '', 4: second = '', 5: rest = '' }) => [
      `${who} ${may} ${first} ${rest}`,
      `${who} ${may} ${second} ${rest}`,
    ],
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
