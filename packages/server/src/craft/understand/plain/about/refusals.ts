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
    /^(?:but |and )?(?:nobody|no one|no 1|none)(?: else)? (?:but|except(?: for)?|other than|besides|apart from) (?:the |its |their |an? )?([a-z]+(?: (?:(?:and|or) )?(?:the |an? )?[a-z]+)*?) (?:can|may|must|is allowed to|are allowed to|should) (.+)$/,
    ({ 1: who = '', 2: deed = '' }) =>
      / (?:who|that) /.test(who)
        ? []
        : [`only ${who.replace(/ of .*$/, '').replaceAll(/ (?:the|an?) /g, ' ')} can ${deed}`],
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
  // "no orders can be placed for past events", "bookings for events in the past are refused"
  [
    /^no ([a-z]+s)(?: (?:can|may|must|should) be (?:placed|made|taken|accepted|created)| (?:are|is) (?:possible|allowed|accepted))? (?:for|on|in) (?:past ([a-z]+s)|([a-z]+s) (?:in the past|that (?:are over|have (?:already )?(?:started|taken place|passed)|lie in the past)))$/,
    ({ 1: rows = '', 2: before, 3: behind }) => {
      const what = one(before ?? behind ?? '');
      return /^(?:date|day|time|slot)$/.test(what) ? [] : [`no ${rows} after the ${what} has started`];
    },
  ],
  // "an application moves from submitted to screening , then interview , then offered or rejected"
  [
    new RegExp(
      `^(?:the |an? |each |every )?(${noun}) (?:status |state )?(?:goes|moves|can go|can move|may move|changes|passes|progresses|advances) (?:from )?(${state} (?:to|->) ${state}(?: (?:, )?(?:and )?(?:then|finally|and then|and finally|to|then to)(?: to)? ${state})+(?: or ${state})?)$`,
    ),
    ({ 1: what = '', 2: list = '' }) => {
      const steps = list
        .split(/ (?:, )?(?:and )?(?:then to|finally to|then|finally|to|->) /)
        .map((part) => part.split(/ (?:, )?or /));
      if (!steps.some((part) => part.length > 1) || steps.flat().some((name) => !alone.test(name))) return [];
      const pairs = steps.flatMap((from, at) =>
        from.flatMap((before) => (steps[at + 1] ?? []).map((next) => `${before} -> ${next}`)),
      );
      return [`${one(what)} status : ${pairs.join(' , ')}`];
    },
  ],
  // "a delivery can be assigned , picked up , delivered or failed , in this order"
  [
    new RegExp(
      `^(?:the |an? |each |every )?(${noun}) (?:can be|is|may be|becomes|is first|goes through|passes through) ((?:${state} , )+${state})(?: (?:, )?(and|or) (${state}))?(?: ,)? in (?:this|that|the given|exactly this) order$`,
    ),
    ({ 1: what = '', 2: list = '', 3: last, 4: end }) => {
      const steps = list.split(' , ');
      if (end === undefined) return [`${one(what)} status : ${steps.join(' -> ')}`];
      const branch = last === 'or' ? [`${steps.at(-2) ?? ''} -> ${end}`] : [`${steps.at(-1) ?? ''} -> ${end}`];
      return [`${one(what)} status : ${[steps.join(' -> '), ...branch].join(' , ')}`];
    },
  ],
  // "members can cancel their booking until the day before"
  [
    /^(.+ (?:cancel|cancelled|change|changed|edit|edited|reschedule|rescheduled)(?: .+?)?) (?:until|till|up to) (?:the |1 )(day|evening|week) before(?:hand)?$/,
    ({ 1: deed = '', 2: unit = '' }) => [`${deed} until 1 ${unit === 'week' ? 'week' : 'day'} before it starts`],
  ],
  // "a student joins a club through a membership with a role"
  [
    /^(?:the |an? |each |every )?([a-z]+s?) (?:joins?|belongs? to|is linked to|are linked to|enrols? in|enrolls? in|takes? part in|signs up for|sign up for|registers? for) (?:an? |the )?([a-z]+s?) (?:through|via|by|by means of|using) (?:an? |the )?([a-z]+s?)(?: (?:with|which has|that has|having) (.+))?$/,
    ({ 1: who = '', 2: what = '', 3: rows = '', 4: list }, told) =>
      isPeople(rows) || !(has(told, rows) || list !== undefined || /ship|ment|tion$/.test(one(rows)))
        ? []
        : [
            `each ${one(rows)} belongs to a ${one(who)}`,
            `each ${one(rows)} belongs to a ${one(what)}`,
            ...(list === undefined ? [] : [`each ${one(rows)} has ${list}`]),
          ],
  ],
  // "a column that contains cards cannot be removed"
  [
    /^(?:an? |the |any )?([a-z]+(?: [a-z]+)?) (?:that|which|who) (?:still |already )*(?:contains?|includes?|holds?|carries|carry|lists?|(?:is|are) (?:still )?(?:used|referenced|referred to) (?:by|in)) (?:any |some |an? |at least 1 )?([a-z]+) (?:cannot|must not|may not|can never|can no longer) be (?:deleted|removed|erased)$/,
    ({ 1: kept = '', 2: by = '' }) => [`a ${one(kept)} with ${by} cannot be deleted`],
  ],
  // "a parcel weighs no more than 30 kg"
  [
    /^((?:an? |the |each |every )?([a-z]+(?: [a-z]+)?)) (?:(?:must|may|can|should) )?(?:(cannot|must not|may not) )?(weighs?|costs?|measures) ((?:at most|no more than|not more than|at least|no less than|more than|less than|up to) \d+(?:\.\d+)?(?: [a-z]+)?)$/,
    ({ 2: what = '', 3: not, 4: verb = '', 5: bound = '' }) =>
      isPeople(what) && !verb.startsWith('weigh')
        ? []
        : [
            `the ${verb.startsWith('weigh') ? 'weight' : verb.startsWith('cost') ? 'price' : 'length'} of a ${one(what)} ${not ?? 'must'} be ${bound}`,
          ],
  ],
  // "a seat can be sold only once per showing", where a ticket says which seat
  [
    /^(?:an? |the |each |every |1 )?(?:same )?seat (?:can|may|must) (?:only )?be (?:sold|booked|reserved|taken|assigned|given out) (?:only |at most |just )?once(?: only)? (?:per|for each|for every|in each|on each|on the same|for the same|in the same) ([a-z]+)$/,
    ({ 1: per = '' }, told) => (told.has('seat') ? [] : [`seat number is unique per ${per}`]),
  ],
  // "adopters must be of full age , that is 18 or older"
  [
    /^(?:an? |the |each |every |all )?([a-z]+(?: [a-z]+)?) (?:must|have to|has to|should|need to|needs to) be (?:of (?:full|legal) age|adults?|of age|grown up)(?: (?:, )?(?:that is |ie |meaning |so |which means )?(?:at least )?(?:\( )?(\d+)(?: years)?(?: (?:\/|or) (?:older|over|more))?(?: \))?)?$/,
    ({ 1: who = '', 2: years = '18' }) => [`${who} must be at least ${years} years old`],
  ],
  // "managers approve or reject submitted reports"
  [
    /^((?:only )?(?:the )?[a-z]+s (?:can |may )?(?:approve|accept|confirm|reject|decline)(?: (?:and|or) (?:approve|accept|confirm|reject|decline))?) (?:the )?(?:submitted|pending|open|new|waiting|requested|filed) ([a-z]+s)$/,
    ({ 1: deed = '', 2: what = '' }, told) => (has(told, what) && !isPeople(what) ? [`${deed} ${what}`] : []),
  ],
  // "a plot is leased to one gardener at a time"
  [
    /^(an? |the |each |every )([a-z]+) is (?:only )?(leased|rented|lent|hired) (?:out )?to (?:only |just |exactly |at most )?1 ([a-z]+) (?:at a time|at once|at any time|at the same time)$/,
    ({ 1: a = '', 2: what = '', 3: done = '', 4: who = '' }) => [
      `${a}${what} can only be ${done} to 1 ${who} at a time`,
    ],
  ],
];
