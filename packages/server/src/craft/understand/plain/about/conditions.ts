import { type Tell, isPeople, noun, one, plural } from '../words.ts';

/** Sentences about what is asked for before something is done, or while it is so: "cannot be resolved unless it has an assignee". */

const never =
  '(?:cannot|can not|must not|may not|should not|can never|must never|can no longer|may no longer|must no longer)';
const modal = `(?:${never}|can|may|must|should|can only|may only)`;
const article = '(?:an? |the |any |all |each |every )*';
const it = '(?:it|they|the [a-z]+|he|she)';
const participle = '[a-z]+(?:ed|en|ne|ld|nt|id)';

export const conditionSentences: [RegExp, Tell][] = [
  // "once approved , an application cannot be changed"
  [
    new RegExp(
      `^(?:once|after|when|if|as soon as) (?:it (?:is|was|has been) |being )?(${participle}) ,? ?${article}(${noun}) (${modal} (?:be )?.+)$`,
    ),
    ({ 1: state = '', 2: what = '', 3: rest = '' }) =>
      isPeople(what) ? [] : [`once the ${one(what)} is ${state} it ${rest}`],
  ],
  // "it can only be approved or declined while it is pending": each of the two
  [
    new RegExp(
      `^(${article}${noun}) ((?:can|may|must) only be|${never} be) ([a-z]+)(?: ,)? or (?:be )?([a-z]+)((?: any ?more)? (?:while|when|if|as long as|once|after|unless|before|until) .+| any ?more| again)$`,
    ),
    ({ 1: what = '', 2: how = '', 3: first = '', 4: second = '', 5: rest = '' }) =>
      /^(?:changed?|edited|updated|modified|deleted|removed)$/.test(first) ||
      /^(?:changed?|edited|updated|modified|deleted|removed)$/.test(second)
        ? []
        : [`${what} ${how} ${first}${rest}`, `${what} ${how} ${second}${rest}`],
  ],
  // "members register for courses once and only if their fee is paid", "members may only borrow books while they are active"
  [
    new RegExp(
      `^${article}(${noun})(?: (?:can|may|must|are allowed to|is allowed to))?( only)? (?!be |have |has |is |are )([a-z]+ .+?)(?: only)?(?: once)?(?: ,)?(?: but| and)?( only)? (?:if|when|while|as long as) (?:(?:their|his|her|its|the|the [a-z]+ 's) ([a-z]+(?: [a-z]+)?)|they|he|she) (?:is|are|has been|have been) ([a-z]+)(?: ,)?(?: (?:and|but|also))? ?(never .+)?$`,
    ),
    ({ 0: all, 1: who = '', 2: before, 3: done = '', 4: only, 5: field, 6: state = '', 7: further }) => {
      if (!isPeople(who) || (before ?? only) === undefined) return [];
      const once = / once(?: ,)?(?: but| and)? only /.test(all) ? [`${plural(who)} can ${done} once`] : [];
      return [
        ...once,
        `only ${plural(who)}${field === undefined ? ' who' : ` whose ${field}`} are ${state} can ${done}`,
        ...(further === undefined ? [] : [further]),
      ];
    },
  ],
  // "members cannot borrow books unless their fee is paid"
  [
    new RegExp(
      `^${article}(${noun}) ${never} ([a-z]+ .+?) (?:unless|until|before) (?:(?:their|his|her|its|the) ([a-z]+(?: [a-z]+)?)|they|he|she) (?:is|are|has been|have been) ([a-z]+)$`,
    ),
    ({ 1: who = '', 2: done = '', 3: field, 4: state = '' }) =>
      isPeople(who) && !done.startsWith('be ')
        ? [`only ${plural(who)}${field === undefined ? ' who' : ` whose ${field}`} are ${state} can ${done}`]
        : [],
  ],
  // "a ticket cannot be resolved unless it has an assignee"
  [
    new RegExp(
      `^(${article}${noun} ${never} be [a-z]+) (?:unless|until|before|as long as|while|if) ${it} (has|have|has got|is given|have been given|has been given|has no|have no|does not have|do not have) (?:an? |its |any |at least 1 |the )*([a-z]+(?: [a-z]+)?)$`,
    ),
    ({ 0: all, 1: what = '', 2: has = '', 3: field = '' }) =>
      / (?:unless|until|before) /.test(all) !== / no$| not have$/.test(has) ? [`${what} without a ${one(field)}`] : [],
  ],
  // "a ticket must have an assignee before it can be resolved"
  [
    new RegExp(
      `^${article}(${noun}) (?:must have|has|have|needs|need|requires|require|has to have|have to have) (?:an? |its |at least 1 |the )([a-z]+(?: [a-z]+)?) (?:before ${it} (?:can be|is|gets|may be)|to be|in order to be|before being) ([a-z]+)$`,
    ),
    ({ 1: what = '', 2: field = '', 3: done = '' }) => [`a ${one(what)} cannot be ${done} without a ${one(field)}`],
  ],
  // "an animal in reserved state cannot be deleted"
  [
    new RegExp(
      `^${article}(${noun}) (?:in|with) (?:the |an? )?(?:(?:state|status) ([a-z]+)|([a-z]+) (?:state|status)) (${modal} .+)$`,
    ),
    ({ 1: what = '', 2: behind, 3: before, 4: rest = '' }) => [`a ${behind ?? before ?? ''} ${one(what)} ${rest}`],
  ],
  // "only shelter staff approve applications"
  [
    /^only (?:the |our )?[a-z]+ (staff|personnel|employees|staff members)(?: (?:can|may|must|should|are allowed to))? ([a-z]+ .+|[a-z]+)$/,
    ({ 1: who = '', 2: rest = '' }) => [`only ${/^(?:staff|personnel)/.test(who) ? 'staff' : who} can ${rest}`],
  ],
  // "no visitor can have two pending applications for the same animal"
  [
    new RegExp(
      `^(?:no|nobody|no one)(?: (${noun}))? (?:can|may|must|should) (?:ever )?(?:have|hold|make|place|own|submit|book|open|write|leave|give) (?:2|more than 1) ((?:[a-z]+ )?[a-z]+s?) (?:for|of|on|in|about) (?:the same|1|an?|each) ([a-z]+)$`,
    ),
    ({ 1: who, 2: what = '', 3: per = '' }) =>
      /^(?:time|day|date|week|month|year|hour|moment)$/.test(per)
        ? []
        : [`a ${who === undefined ? 'user' : one(who)} can have only 1 ${one(what)} per ${per}`],
  ],
  // "performances in the past cannot be booked"
  [
    new RegExp(
      `^${article}(${noun}) (?:in the past|that (?:is|are|lies?) in the past|that (?:has|have) (?:already )?(?:started|begun|taken place|passed)) ${never} be (booked|reserved|ordered|joined)(?: any ?more)?$`,
    ),
    ({ 1: what = '', 2: done = '' }) => [`no ${bookings[done] ?? done} can be made after the date of the ${one(what)}`],
  ],
  // "the seats of all bookings must never exceed the seats of the performance"
  [
    new RegExp(
      `^the ([a-z]+s) of all (?:the |its )?([a-z]+s) (${never} (?:exceed|be more than)) the ([a-z ]+) of the ([a-z]+)$`,
    ),
    ({ 1: what = '', 2: rows = '', 3: not = '', 4: most = '', 5: whole = '' }) => [
      `the total number of ${what} of all ${rows} of a ${whole} ${not} its ${most}`,
    ],
  ],
  // "no booking may be for more than 6 seats"
  [
    new RegExp(
      `^(no|an?|each|every) (${noun}) (?:can|may|must) (?:only )?be for (more than|at most|up to|no more than) (\\d+) ([a-z]+s)$`,
    ),
    ({ 1: who = '', 2: what = '', 3: how = '', 4: most = '', 5: of = '' }) =>
      (who === 'no') === (how === 'more than') && !/^(?:minutes|hours|days|weeks|months|nights)$/.test(of)
        ? [`the number of ${of} of a ${what} must be at most ${most}`]
        : [],
  ],
  // "no two tracks of an album may have the same position"
  [
    /^no 2 ([a-z]+s) (?:of|in|on|within) (?:an?|the same|1|the) ([a-z]+) (?:can|may|must|should)?(?: ?(?:have|share|use))? ?the same ([a-z]+(?: [a-z]+)?)$/,
    ({ 1: what = '', 2: whole = '', 3: field = '' }) =>
      /\b(?:time|day|date|period|slot)$/.test(field) ? [] : [`the ${field} of a ${one(what)} is unique per ${whole}`],
  ],
];

const bookings: Record<string, string> = {
  booked: 'bookings',
  reserved: 'reservations',
  ordered: 'orders',
  joined: 'registrations',
};
