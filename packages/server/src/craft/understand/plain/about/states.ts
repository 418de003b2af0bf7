import { pluralOf } from '../../words/grammar.ts';
import { lexicon } from '../../words/lexicon.ts';
import { type Tell, determined, has, isMany, isThingHere, noun, one, plural } from '../words.ts';

/** Sentences about the states of something and the ways between them: "recipes are either drafts or published", "a game ends as win, loss or draw". */

const state = '[a-z]+(?: [a-z]+){0,2}';

/** States that take two words or three. */
const twoWords =
  /^(?:(?:in|on|under|out|not|to|half|being|partly|fully) [a-z]+|(?:waiting|ready|out|looking|asked) for [a-z]+|(?:given|picked|sold|checked|paid|sent|handed|signed|written|called|set|worn|locked|broken) (?:up|out|in|off|back|over|down))$/;

const many = (word: string): string => pluralOf([one(word)]).join('');

export const stateSentences: [RegExp, Tell][] = [
  // "companies move applications from received to interview": the state is that of the applications
  [
    /^(?:the |all |each |every |an? )?([a-z]+(?: [a-z]+)?) (?:can |may )?(?:moves?|takes?|advances?|brings?|pushes?|shifts?|progress(?:es)?) (?:an? |the |each |their )?([a-z]+(?: [a-z]+)?) from ([a-z]+(?: [a-z]+)? to .+)$/,
    ({ 2: things = '', 3: way = '' }) =>
      /\b(?:[a-z]{3,}ed|new|open|draft|pending|todo|done|in progress)\b/.test(way) &&
      way.split(/ (?:to|or|and) /).every((state) => !isMany(state))
        ? [`${plural(things)} go from ${way}`]
        : [],
  ],
  // "a comment is mandatory when a request is rejected": a text of the request
  [
    /^an? ((?:[a-z]+ )?(?:comment|message|note|explanation|reason|remark|justification)) (?:is|must be|has to be|should be) (?:always )?(?:required|mandatory|obligatory|needed|given|set|provided|stated|entered|compulsory|added) (?:when|if|once|as soon as|for) (?:an? |the )?([a-z]+(?: [a-z]+)?) (?:is|was|has been|gets|becomes) ([a-z]+)$/,
    ({ 1: text = '', 2: what = '', 3: state = '' }, told) =>
      isThingHere(told, what) && !has(told, text)
        ? [
            `each ${one(what)} has a ${text} ( text , optional )`,
            `the ${text} is required when the ${one(what)} is ${state}`,
          ]
        : [],
  ],
  // "every movement must be kept in a history and cannot be modified"
  [
    /^(?:each|every|all) ([a-z]+(?: [a-z]+)?) (?:(?:must|should|has to|have to|will) be|is|are) (?:kept|recorded|stored|logged|saved|written|tracked) in (?:an?|the) (?:history|log|audit log|journal|audit trail|history log)(?: and ((?:cannot|must not|may not|can never) .+))?$/,
    ({ 1: what = '', 2: never }) => [
      `manage ${plural(what)}`,
      ...(never === undefined ? [] : [`${plural(what)} ${never}`]),
    ],
  ],
  // "movements are either in or out with a quantity"
  [
    /^([a-z]+(?: [a-z]+)?s) are either ([a-z]+) or ([a-z]+)(?: ,)? (?:with|and have) (.+)$/,
    ({ 1: what = '', 2: first = '', 3: second = '', 4: rest = '' }) => [
      `each ${one(what)} has a type ( ${first} / ${second} )`,
      `each ${one(what)} has ${rest}`,
    ],
  ],
  // "recipes are either drafts or published"
  [
    /^(?:the |all )?([a-z]+s) (?:are|can be) (?:either )?([a-z]+s) or ([a-z]+ed)$/,
    ({ 1: what = '', 2: first = '', 3: second = '' }, told) =>
      isThingHere(told, what) && isMany(first) ? [`each ${one(what)} has a status ( ${one(first)} / ${second} )`] : [],
  ],
  // "an enrollment starts as pending , becomes confirmed once it is paid and may be cancelled before the course starts"
  [
    new RegExp(
      `^(?:an?|each|every|new) (${noun}) (?:starts|begins) (?:out )?(?:as|in) ([a-z]+)(?: (?:,|and|, and) (?:it )?(?:then )?becomes ([a-z]+) (?:once|when|after|as soon as) (.+?))?(?: (?:,|and|, and) (?:it )?((?:may|can|cannot|must) .+))?$`,
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
  // "state changes : requested -> accepted -> returned"
  [
    /^(?:the )?(?:allowed |valid )?(?:state|status) (?:changes|transitions|flow|machine|workflow) (?:: |is |are )?([a-z]+(?: -> [a-z]+)+)$/,
    ({ 1: way = '' }) => [`status : ${way}`],
  ],
  // "a lent book cannot be deleted"
  [
    /^(?:an? |the |any |all )?(?:currently |still )?(lent|loaned|borrowed|rented|booked|reserved) ([a-z]+) (?:cannot|can not|must not|may not|should not|can never) be (?:deleted|removed)$/,
    ({ 1: state = '', 2: kept = '' }) => [`${many(kept)} that are ${state} cannot be deleted`],
  ],
  // "can not be lent a book if no copies are left", as the Romance languages say it
  [
    /^(?:can not|cannot) be ([a-z]+) ((?:an? |the )[a-z]+(?: [a-z]+)?) ((?:if|while|when|until|before|after|unless) .+)$/,
    ({ 1: verb = '', 2: thing = '', 3: rest = '' }) => [`${thing} cannot be ${verb} ${rest}`],
  ],
  // "a game ends as win, loss or draw"
  [
    new RegExp(
      `^${determined} (${noun}) (?:ends|finishes|results|closes|can end|may end) (?:as|in|with) (?:an? )?((?:an? )?[a-z]+(?: (?:,|or|, or) (?:an? )?[a-z]+)+)$`,
    ),
    ({ 1: what = '', 2: values = '' }) => [
      `a ${what} has a result ( ${values
        .split(/ (?:, or|,|or) /)
        .map((value) => value.replace(/^an? /, ''))
        .join(' , ')} )`,
    ],
  ],
  // "a repair is open, in progress, done or given up", "tickets are open, in progress or resolved"
  [
    new RegExp(
      `^(?:${determined} )?(${noun}) (?:is|are|can be|may be) (?:either )?(${state}(?: , ${state})* (?:, )?or ${state})$`,
    ),
    ({ 1: what = '', 2: list = '' }, told) => {
      const values = list.split(/ (?:, or|,|or) /);
      const states = values.filter(
        (value) => twoWords.test(value) || lexicon().adjectives.has(value) || /(?:ed|ent|one|ing)$/.test(value),
      );
      const known = values.some((value) => twoWords.test(value)) && states.length * 2 > values.length;
      const told3 = values.length > 2 && states.length === values.length && isThingHere(told, what);
      return known || told3 ? [`a ${one(what)} has a status ( ${values.join(' / ')} )`] : [];
    },
  ],
  // "an order cannot go back to an earlier status"
  [
    new RegExp(
      `^(?:${determined} )?(${noun}) (?:cannot|may not|must not|can never|may never|must never|never) (?:be )?(?:goe?s?|moves?|moved|set|returns?|steps?|jumps?|changed?|put) back(?:wards?)?(?: (?:to|into) (?:an?|the|any|its) (?:earlier|previous|former|prior) (?:status|state|stage|step))?$`,
    ),
    () => ['the status can only move forward'],
  ],
  [
    /^(?:the )?(?:statuses|states|status|stages) (?:only|always) (?:go|goes|move|moves|advance|advances) (?:forwards?|on|ahead)$/,
    () => ['the status can only move forward'],
  ],
];
