import { lexicon } from '../../words/lexicon.ts';
import { type Tell, determined, noun, one, plural, isMany, isPeople } from '../words.ts';

/** Sentences about what is done only once, or not to the same again: "a gift is reserved by one guest", "what is on loan cannot be borrowed". */

const lent =
  '(?:lent|loaned|borrowed|rented|hired|booked|reserved|taken|checked out|issued|assigned|in use|on loan|out)';

const done = '(lent|loaned|borrowed|rented|hired|booked|reserved|taken|checked out|issued|assigned)';

export const onceSentences: [RegExp, Tell][] = [
  // "students enrol in courses ( not twice , not when full )"
  [
    /^((?:the |all )?([a-z]+s) (?:can )?([a-z]+(?: up)?) (in|for|to|on|at)? ?([a-z]+s)) \( (not twice|only once|not when (?:it is |they are )?full) (?:(?:, and|,|and) (.+) )?\)$/,
    ({ 1: said = '', 2: who = '', 3: verb = '', 4: at, 5: things = '', 6: rule = '', 7: rest }) => {
      const into = at === undefined ? '' : `${at} `;
      const toldOf = (part: string): string =>
        /twice|once/.test(part)
          ? `a ${one(who)} cannot ${verb} ${into}the same ${one(things)} twice`
          : /full/.test(part)
            ? `a full ${one(things)} cannot take more ${who}`
            : part;
      return isPeople(who) ? [said, ...[rule, ...(rest?.split(/ (?:, and|,|and) /) ?? [])].map(toldOf)] : [];
    },
  ],
  // "listeners subscribe to shows ( once per show )"
  [
    /^((?:the |all |an? )?[a-z]+ .+?) \( (?:only |at most |just )?(once(?: per [a-z]+)?|1 time(?: per [a-z]+)?|only once|once only) \)$/,
    ({ 1: said = '', 2: often = '' }) =>
      /[:(]/.test(said) ? [] : [said, `${said} ${often.replace('1 time', 'once')}`],
  ],
  // "with users , ratings from 1 to 5 ( one rating per user and recipe ) and tags"
  [
    /^(.*?(?<![^ ])([a-z]+s)(?: from -?\d+ (?:to|-|\.\.) \d+(?: (?:stars|points))?)?) \( (?:only |at most |just |max |maximum )?1 (?:([a-z]+) )?per ([a-z]+) (?:and|\/|per|,) (?:per )?([a-z]+) \)(.*)$/,
    ({ 1: said = '', 2: rows = '', 3: named, 4: first = '', 5: second = '', 6: rest = '' }) =>
      isMany(rows) && (named === undefined || named === one(rows))
        ? [`${said}${rest}`, `1 ${one(rows)} per ${first} and ${second}`]
        : [],
  ],
  // "with reviews ( 1 to 5 stars , one per user and recipe )"
  [
    /^(.*?(?<![^ ])(ratings|reviews|votes|scores|grades|marks)) \( (?:from |stars? |score |rating )*(-?\d+) (?:to|-|\.\.) (-?\d+)(?: (?:stars|points))?(?: , (.+?))? \)(.*)$/,
    ({ 1: said = '', 2: rows = '', 3: low = '', 4: high = '', 5: more, 6: rest = '' }) => {
      const often = /^(?:only |at most |just |max )?1 per (.+)$/.exec(more ?? '')?.[1];
      const kept = more === undefined || often !== undefined ? '' : ` ( ${more} )`;
      return [
        `${said} from ${low} to ${high}${kept}${rest}`,
        ...(often === undefined ? [] : [`1 ${one(rows)} per ${often}`]),
      ];
    },
  ],
  // "users rate recipes from 1 to 5 , one rating per user and recipe"
  [
    /^((?:the |all )?([a-z]+s) (?:can |may )?[a-z]+ [a-z]+s(?: [^(),]+?)?) , (?:and )?(?:only |at most |just |max )?1 ([a-z]+) per ([a-z]+ (?:and|\/|per) (?:per )?[a-z]+)$/,
    ({ 1: said = '', 2: who = '', 3: rows = '', 4: per = '' }) =>
      isPeople(who) ? [said, `1 ${rows} per ${per.replace(/ (?:\/|per) /, ' and ').replace('and per', 'and')}`] : [],
  ],
  // "members log ascents of routes , one per route and day"
  [
    /^((?:the |all )?([a-z]+s) (?:can |may )?[a-z]+ ([a-z]+s)(?: .+?)?) , (?:only |at most |just |max )?1 (per .+|for each .+)$/,
    ({ 1: said = '', 2: who = '', 3: rows = '', 4: per = '' }) =>
      isPeople(who) && isMany(rows)
        ? [
            said,
            `a ${one(who)} can have at most 1 ${one(rows)} ${per.replace(/ and (?:per )?(?=(?:day|week|month|date)$)/, ' per ')}`,
          ]
        : [],
  ],
  // "only one ascent per member , route and day"
  [
    /^(?:there (?:is|can be|may be) )?(?:only |at most |just |no more than )?1 ([a-z]+(?: [a-z]+)?) (?:is allowed )?per ([a-z]+) (?:,|and|per|, and) (?:per )?([a-z]+) (?:,|and|, and|per) (?:per )?(day|date|week|month)$/,
    ({ 1: rows = '', 2: first = '', 3: second = '', 4: time = '' }) => {
      const [who, what] = isPeople(second) ? [second, first] : [first, second];
      return isPeople(who)
        ? [`a ${who} can have at most 1 ${one(rows)} per ${what} per ${time === 'date' ? 'day' : time}`]
        : [];
    },
  ],
  // "it must not be possible to enroll a student in the same course twice or in a course that is already full"
  [
    /^(?:it (?:must|should) not be possible|it is not possible|it is impossible) to ([a-z]+) (an? [a-z]+) (in|for|to|on) (?:the|a) same ([a-z]+) (?:twice|more than once)(?: (?:, )?or (?:in|for|to|on) an? ([a-z]+) (?:that|which) is (?:already )?full)?$/,
    ({ 1: verb = '', 2: who = '', 3: by = '', 4: what = '', 5: full }) => [
      `${who} cannot ${verb} ${by} the same ${what} twice`,
      ...(full === undefined ? [] : [`a full ${full} cannot take more ${plural(one(who.replace(/^an? /, '')))}`]),
    ],
  ],
  // "equipment that is currently on loan cannot be borrowed by another student"
  [
    new RegExp(
      `^(?:an? |the |any |all |every )?(?:(?:currently |already |still )?(?:lent|loaned|borrowed|rented|hired|booked|reserved) ([a-z]+)|([a-z]+(?: [a-z]+)?) (?:that|which|who) (?:is|are|has been|have been) (?:currently |already |still |presently )?${lent}(?: out)?(?: at the moment| currently| right now)?) (?:cannot|must not|may not|can not|should not|can never) be ${done}(?: out)?(?: again| anew| 1 more time| once more| (?:by|to) (?:another|other|anyone|anybody|someone|somebody|any other|a different)(?: [a-z]+)?| at the same time| (?:until|before) .*)*$`,
    ),
    ({ 1: before, 2: behind, 3: verb = '' }) => {
      const thing = one(before ?? behind ?? '');
      return verb === '' ? [] : [`a ${thing} that is already ${verb} cannot be ${verb} again`];
    },
  ],
  // "a gift is reserved by one guest"
  [
    new RegExp(
      `^${determined} (${noun}) (?:is|are|can be|may be) (reserved|booked|rented|borrowed) by (?:only |at most |exactly |just )?1 (?!person|user)(${noun})(?: only| at most)?$`,
    ),
    ({ 1: what = '', 2: done = '', 3: who = '' }) => {
      const verb = lexicon().verbForms.get(done) ?? done;
      return [
        `${plural(who)} can ${verb} ${plural(what)}`,
        `a ${what} has at most 1 ${(lexicon().associations[verb] ?? verb).replaceAll('_', ' ')}`,
      ];
    },
  ],
  // "an item is claimed by only one member", where there are claims
  [
    new RegExp(
      `^(${determined} ${noun}) (?:is|are|can be|may be) ([a-z]{3,})ed by (?:only |at most |exactly |just )?1 (?:person|user|${noun})(?: only| at most)?$`,
    ),
    ({ 1: what = '', 2: stem = '' }) =>
      lexicon().nouns.get(stem)?.is === 'association' || /^(?:claim|order|rent)$/.test(stem)
        ? [`${what} is ${stem}ed at most once`]
        : [],
  ],
  // "they may not be the same person"
  [
    /^(?:they|both|the 2(?: [a-z]+)?|each [a-z]+) (?:may not|cannot|must not|should not|can never) be the same(?: [a-z]+)?$/,
    () => ['the 2 must be different'],
  ],
  // "a court can only be booked once per hour"
  [
    new RegExp(
      `^(${determined} ${noun}) (?:can|may|must) (?:only )?be (booked|reserved|rented|hired|used) (?:only |just |at most )?(?:once|1 time) (?:per|an?|each|in an|within an) (?:hour|time slot|slot|half hour)$`,
    ),
    ({ 1: what = '', 2: done = '' }) => {
      const rows = lexicon().associations[lexicon().verbForms.get(done) ?? ''];
      return [`${what} cannot have overlapping ${plural((rows ?? 'booking').replaceAll('_', ' '))}`];
    },
  ],
  // "enroll in a course only once and enrollment fails when the course is full"
  [
    /^(.+ (?:only|at most|just) once) and ((?:an? |the )?[a-z]+ (?:fails?|closes|ends|is refused|is rejected|is not possible) .+)$/,
    ({ 1: first = '', 2: second = '' }) => [first, second],
  ],
  // "a plant can be sold only once and only when it is ready"
  [
    new RegExp(
      `^(${determined} ${noun}) (?:can|may) (?:only )?be ([a-z]+) (?:only )?once and only (when|if|while|as long as) (.+)$`,
    ),
    ({ 1: what = '', 2: done = '', 3: when = '', 4: state = '' }) => [
      `${what} can be ${done} only ${when} ${state}`,
      `${what} is ${done} only once`,
    ],
  ],
];
