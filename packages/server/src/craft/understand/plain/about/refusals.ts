import { type Tell, has, isMany, isPeople, noun, one } from '../words.ts';

/** Sentences that say what is refused and who alone is not: "bids are refused after the end time", "nobody but the author may …". */

const refused =
  '(?:(?:are|is|will be|get|gets|must be|should be) (?:refused|rejected|declined|denied|blocked|closed|turned down|forbidden|prohibited|(?:not|no longer) (?:accepted|possible|allowed|permitted|taken|counted))(?: any ?more)?|(?:cannot|must not|may not|can no longer|should not) be (?:accepted|made|placed|taken|submitted|given|posted|entered|added)(?: any ?more)?)';
const state = '[a-z]+(?: (?!to |from |and |or )[a-z]+){0,2}';
const alone = /^(?!(?:from|to|and|or|then|it|they) )[a-z]+(?: [a-z]+){0,2}$/;
const waiting =
  '(pending|draft|drafts|open|new|waiting|requested|submitted|unconfirmed|inactive|unpaid|planned|scheduled|proposed|todo)';
const after = '(after|once|as soon as|from)';

export const refusalSentences: [RegExp, Tell][] = [
  // "pledges are not accepted after the deadline"
  [
    new RegExp(`^(?:the |all |any |new |further |more |late )*(${noun}) ${refused} ${after} (?!(?:it|they|\\d))(.+)$`),
    ({ 1: rows = '', 2: when = '', 3: event = '' }) =>
      isMany(rows) && !isPeople(rows) && !/ (?:full|sold out|fully booked)$/.test(event)
        ? [`no ${rows} ${when === 'from' ? 'after' : when} ${event}`]
        : [],
  ],
  // "an auction accepts no bids after its end time", "auctions do not take bids after their end"
  [
    new RegExp(
      `^(?:the |an? |each |every |all )?(${noun}) (?:accepts? no|takes? no|allows? no|(?:does|do) not (?:accept|take|allow)|no longer (?:accepts?|takes?|allows?)|stops? (?:accepting|taking|allowing)|cannot (?:accept|take|receive|get)|must not (?:accept|take)) (?:any |new |more |further )*([a-z]+s) (?:any ?more )?${after} (.+)$`,
    ),
    ({ 1: what = '', 2: rows = '', 3: when = '', 4: event = '' }, told) =>
      has(told, what) && has(told, rows) && !/^\d| (?:full|sold out|fully booked)$/.test(event)
        ? [
            `no ${rows} ${when === 'from' ? 'after' : when} ${event.replace(/^(?:its|their) /, `the ${one(what)} `).replace(/^(?:it|they) (?=has|have|is|are)/, `the ${one(what)} `)}`,
          ]
        : [],
  ],
  // "nobody but a moderator may delete a message", "no one except the author can edit posts"
  [
    /^(?:nobody|no one|no 1|none)(?: else)? (?:but|except(?: for)?|other than|besides|apart from) (?:the |an? )?([a-z]+(?: (?:(?:and|or) )?(?:the |an? )?[a-z]+)*?) (?:can|may|must|is allowed to|should) (.+)$/,
    ({ 1: who = '', 2: deed = '' }) => [`only ${who.replaceAll(/ (?:the|an?) /g, ' ')} can ${deed}`],
  ],
  // "stays are limited to 30 nights", "a stay is capped at 30 nights"
  [
    new RegExp(
      `^(?:the |an? |each |every |all )?(${noun}) (?:is|are) (?:limited|capped|restricted|confined) (?:to|at) (?:at most |a maximum of |up to )?(\\d+) (minutes|hours|days|nights|weeks)$`,
    ),
    ({ 1: what = '', 2: amount = '', 3: unit = '' }) =>
      isPeople(what) ? [] : [`${isMany(what) ? what : `a ${what}`} last at most ${amount} ${unit}`],
  ],
  // "the end must be after the start and at most 14 days later"
  [
    /^((?:the |an? )?[a-z]+(?: [a-z]+){0,2} (?:must|has to|have to|should|needs to|is|lies) (?:be |come |lie )?(?:after|later than) (?:the |its )?[a-z]+(?: [a-z]+){0,2}?) (?:, )?(?:and|but) (?:(?:be|is|must be) )?(at most|no more than|not more than|up to|at least|no less than|within) (\d+ (?:minutes|hours|days|nights|weeks)) (?:later|after it|after that|of it|afterwards|apart)$/,
    ({ 1: order = '', 2: most = '', 3: span = '' }) => [
      order,
      `it lasts ${most === 'within' ? 'at most' : most} ${span}`,
    ],
  ],
  // "an issue goes from open to in progress , and from in progress to done or back to open"
  [
    new RegExp(
      `^(?:the |an? |each |every )?(${noun}) (?:status |state )?(?:goes|moves|can go|can move|may go|may move|changes|can change|go|move) (from ${state} (?:on |back )*to ${state}.* from ${state} (?:on |back )*to ${state}.*)$`,
    ),
    ({ 1: what = '', 2: list = '' }) => {
      const steps = ` ${list}`.split(/ (?:, )?(?:and |then |but )*from /).filter((part) => part !== '');
      const pairs = steps.flatMap((part) => {
        const [from = '', to = ''] = part.replace(/ ,$/, '').split(/ (?:on |back |either )*to (.*)/);
        const targets = to.split(/ (?:, )?(?:or|and) (?:back )?(?:to )?| , (?:back )?(?:to )?/);
        return targets.map((target) => [from, target]);
      });
      return pairs.every((pair) => pair.every((name) => alone.test(name)))
        ? [`${one(what)} status : ${pairs.map((pair) => pair.join(' -> ')).join(' , ')}`]
        : [];
    },
  ],
  // "new requests are pending": where they begin.
  [
    new RegExp(`^(?:all |every |each |the |an? )?new (${noun}) (?:is|are) (?:always |set to |marked as )*${waiting}$`),
    ({ 1: what = '', 2: first = '' }) =>
      isPeople(what) ? [] : [`${isMany(what) ? what : `${what}s`} start as ${first}`],
  ],
  // "requests start as waiting and become fulfilled or declined"
  [
    new RegExp(
      `^((?:the |all |new |an? |each |every )*${noun} (?:starts?|begins?) (?:out |off )?(?:as|in) (?:an? )?[a-z]+) (?:and|,) ((?:becomes?|turns?|gets?) .+)$`,
    ),
    ({ 1: start = '', 2: rest = '' }) => [`${start} , then ${rest}`],
  ],
];
