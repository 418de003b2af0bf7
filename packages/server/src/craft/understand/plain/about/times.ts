import { infinitive } from '../../words/grammar.ts';
import { lexicon } from '../../words/lexicon.ts';
import { type Tell, determined, noun, one, plural } from '../words.ts';

/** Sentences about when things are and how long they last: "no two showings overlap in a hall", "a loan lasts 14 days". */

/** Two lengths in different units are compared in the smaller. */
function inMinutes(amount: string, unit: string): string {
  const minutes: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };
  return `${Number(amount) * (minutes[one(unit)] ?? 1)} minutes`;
}

/** "in 1 hour slots", "in slots of 30 minutes", "for 45 - minute slots". */
const slots =
  /(?: (?:in|for|by|as))? (?:(?:fixed |exactly |full )?(?:1 |an? )?(\d+)(?: -)? ?(minute|hour|day|week|min|h)s? (?:slots?|blocks?|intervals?|time slots?|periods?|sessions?)|(?:fixed )?(?:time )?(?:slots?|blocks?|intervals?|periods?) of (?:exactly )?(\d+) (minute|hour|day|week|min|h)s?)(?: each)?(?= |$)/;

export const timedSentences: [RegExp, Tell][] = [
  // "members can reserve courts in 1 hour slots between 8 : 00 and 22 : 00", "courts are booked in slots of 30 minutes"
  [
    new RegExp(`^.*${slots.source}.*$`),
    ({ 0: all }) => {
      const found = slots.exec(all);
      const [, amount, unit, other, otherUnit] = found ?? [];
      const before = all.slice(0, found?.index ?? 0).split(' ');
      const deed = before
        .map((word) => lexicon().associations[infinitive(word) ?? ''])
        .find((made) => made !== undefined);
      if (!found || deed === undefined) return [];
      const length = `${amount ?? other ?? ''} ${{ min: 'minute', h: 'hour' }[unit ?? otherUnit ?? ''] ?? unit ?? otherUnit ?? ''}s`;
      return [all.replace(slots, ''), `a ${deed} lasts exactly ${length}`];
    },
  ],
  // "nobody can sign up after the class has started"
  [
    /^(?:(?:nobody|no one|no [a-z]+) (?:can|may)|(?:people|users|[a-z]+s|an? [a-z]+) (?:cannot|may not|must not|can no longer|can not)) (?:signup|sign up|register)(?: any ?more| any longer)? (after|once|when|if|as soon as) ((?:an? |the |its )?[a-z]+ (?:has|have|is|are) .+)$/,
    ({ 1: from = '', 2: event = '' }) => [`no registrations ${from} ${event}`],
  ],
  // "a van and a driver can be on one trip at a time"
  [
    new RegExp(
      `^${determined} (${noun}) and ${determined} (${noun}) (?:can |may )(?:only )?(?:be|work|go) (?:on|in|at) (?:only |at most )?1 (${noun}) at (?:a|the same|any 1|any|1) time$`,
    ),
    ({ 1: first = '', 2: second = '', 3: rows = '' }) =>
      [first, second].map((who) => `a ${who} cannot have overlapping ${plural(rows)}`),
  ],
  // "bidding after the end time is refused", "no booking after the start"
  [
    /^(?:the )?([a-z]+ing)((?: (?:on|for|in|to|of) (?:an? |the )?[a-z]+)?) (after|once|when|later than) (.+) (?:is|will be|must be|gets) (?:always |automatically )?(?:refused|rejected|declined|forbidden|prohibited|impossible|not allowed|not possible|not accepted|denied|not permitted|blocked)$/,
    ({ 1: doing = '', 3: when = '', 4: moment = '' }) => {
      const verb = infinitive(doing) ?? '';
      const rows = lexicon().associations[verb];
      return rows === undefined ? [] : [`no ${plural(rows.replaceAll('_', ' '))} can be made ${when} ${moment}`];
    },
  ],
  // "a vet can only have one appointment at a time"
  [
    /^(?:an?|each|every|the) ([a-z]+(?: [a-z]+)?) (?:can|may) only (?:have|give|take|hold|teach|lead|attend|accept) 1 (lesson|appointment|session|class|meeting|exam|interview|treatment|visit|match|game|shift|tour|course|lecture|booking|reservation|consultation) at (?:a|the same|any|any 1|1) time$/,
    ({ 1: who = '', 2: rows = '' }) => [`a ${one(who)} cannot have overlapping ${plural(rows)}`],
  ],
  // "owners can reschedule or cancel their appointments up to 24 hours before it starts": each of the two
  [
    /^((?:the |all |an? )?[a-z]+) (can|may) (?:only )?(reschedule|change|move|edit|modify) or (cancel|delete|withdraw) ((?:their|an?|the) (?:own )?[a-z]+ (?:up to|until|till|no later than|at least) .+)$/,
    ({ 1: who = '', 2: may = '', 3: first = '', 4: second = '', 5: rest = '' }) => [
      `${who} ${may} ${first} ${rest}`,
      `${who} ${may} ${second} ${rest}`,
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
  // "no two showings overlap in a hall"
  [
    /^no 2 ([a-z]+s) (?:may |can |must |should |ever )*(?:overlap|clash|collide|run at the same time|be at the same time|take place at the same time) (?:in|on|at|for|of|within) (?:the same|an?|1|1 and the same|any|each) ([a-z]+(?: [a-z]+)?)$/,
    ({ 1: rows = '', 2: where = '' }) => [`a ${one(where)} cannot have overlapping ${rows}`],
  ],
  // "a loan lasts 14 days": what is lent comes back by then
  [
    /^(?:an? |each |every |the )?(loans?|rentals?|borrowings?|checkouts?) (?:lasts?|runs?|is for|are for|takes?|goes?|go) (?:for )?(\d+ (?:days?|weeks?|hours?|months?))$/,
    ({ 1: what = '', 2: span = '' }) => [`${plural(what)} are due after ${span}`],
  ],
  // "an instructor and a car have only one lesson at a time"
  [
    new RegExp(
      `^${determined} (${noun})(?: and ${determined} (${noun}))? (?:(?:can |may )?(?:has|have|gives?|leads?|teach|teaches|takes?|guides?|treats?)) (?:only |at most |just |no more than )?1 (lesson|appointment|session|class|meeting|exam|interview|treatment|match|game|shift|tour|course|lecture|performance|showing|screening|booking|reservation) at (?:a|the same|any 1|any|1) time$`,
    ),
    ({ 1: first = '', 2: second, 3: rows = '' }) =>
      [first, second].flatMap((who) => (who === undefined ? [] : [`a ${who} cannot have overlapping ${plural(rows)}`])),
  ],
  // "nights are charged at 25 euros"
  [
    /^(?:the |all )?(hours|nights|days|weeks|months) (?:are|is|get) (?:charged|billed|invoiced|paid|priced) (?:at|with|for) (\d+(?:\.\d+)? [a-z]+)(?: each)?$/,
    ({ 1: unit = '', 2: price = '' }) => [`a ${one(unit)} costs ${price}`],
  ],
];
