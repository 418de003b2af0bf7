import { infinitive, participle } from '../../words/grammar.ts';
import { type Tell, determiner, has, isMany, isPeople, isThingHere, noun, one, plural } from '../words.ts';

/** Rules of a service as people state them, in the words in which they are read: two bounds in one sentence, what is noted by itself, what is lent at once. */

const modal = '(?:must|has to|have to|should|needs? to|may only|can only)';
const number = '-?\\d+(?:\\.\\d+)?(?: [a-z]+| %)?';
const above = '(?:above|over|more than|greater than|higher than|larger than|at least|no less than|not less than)';
const below =
  '(?:below|under|less than|lower than|smaller than|at most|no more than|not more than|up to|not above|not over)';
const never =
  '(?:cannot|must not|may not|should not|can never|must never|can no longer|may no longer|must no longer|is not to|are not to)';
const refused =
  '(?:(?:is|are|must be|will be|gets?|should be) (?:always )?(?:refused|rejected|declined|denied|forbidden|invalid|turned down|not (?:allowed|accepted|possible|permitted|valid|taken))|(?:cannot|must not|may not) be (?:accepted|placed|made|taken|submitted))';
const changed = '(?:changed|edited|modified|updated|altered|touched)';
const noted =
  '(?:is|are|gets?|must be|should be|will be|has to be) (?:automatically |also |then )?(?:set|recorded|stored|saved|noted|filled in|filled|stamped|logged|written down|registered|kept|remembered|entered)(?: automatically)?(?: to (?:the current (?:date|time|day|moment)|now|today|that (?:date|time|day|moment)|the (?:date|time) of (?:that|the) [a-z]+))?';
const moment = '((?:[a-z]+ ){0,2}(?:date|time|day|timestamp|moment|datetime)(?: and time)?)';
const turns =
  '(?:(?:automatically )?(?:becomes?|turns?(?: into| to)?|goes(?: back)? to|changes? to|switches to|gets|returns? to|moves? to)|(?:is|must be|should be|will be|gets) (?:automatically |then )?(?:set (?:back )?to|marked(?: as)?|changed to|put (?:back )?to|switched to|flagged as))';
const mark = '(?!(?:the|a|an|more|less|higher|lower)(?![a-z]))(?:not |in |on |out of )?[a-z]+';
const happens = '(?:is|are|was|were|has been|have been|gets?|becomes?)';

/** What people do that makes rows, where the verb alone does not say which. */
const rowsOf: Readonly<Record<string, string>> = {
  give: 'donation',
  donate: 'donation',
  visit: 'visit',
  answer: 'answer',
  apply: 'application',
  withdraw: 'withdrawal',
  vote: 'vote',
  bid: 'bid',
  comment: 'comment',
  train: 'training',
  attend: 'attendance',
  deposit: 'deposit',
  play: 'game',
  ride: 'ride',
  pay: 'payment',
  harvest: 'harvest',
  swap: 'swap',
  post: 'post',
  call: 'call',
};

/** Where somebody is who joined it. */
const gatherings = /^(?:round|room|game|match|session|table|lobby|quiz|channel|race|party|team|group)$/;

export const ruledSentences: [RegExp, Tell][] = [
  // "the amount must be above 0 and at most 5000 euros"
  [
    new RegExp(
      `^(.+? ${modal} (?:always )?be )(${above} ${number}) (?:, )?(?:and|but) (?:also )?(?:be )?(${below} ${number})$`,
    ),
    ({ 1: who = '', 2: least = '', 3: most = '' }) =>
      / (?:minutes?|hours?|days?|nights?|weeks?|characters|letters|digits|long|old)$/.test(most)
        ? []
        : [`${who}${least}`, `${who}${most}`],
  ],
  // "a withdrawal is for one variety with a number of packets , at most 5": said of the last item alone
  [
    new RegExp(
      `^(.+ (?:with|has|have) (?:.+ )?(?:number of [a-z]+|quantity|amount|count|weight|size|price)) , (?:which is |of )?((?:at most|at least|no more than|no less than|up to|max|maximum) \\d+(?:\\.\\d+)?(?: (?:kg|g|cm|m|km|euros?|dollars?|percent|minutes|hours))?)$`,
    ),
    ({ 1: said = '', 2: bound = '' }) => [`${said} ( ${bound} )`],
  ],
  // "bids below the starting price are refused"
  [
    new RegExp(
      `^(?:any |all |the )?([a-z]+s) (?:that (?:is|are) )?(?:below|under|lower than|less than|smaller than) (?:the |its |their |an? )((?:[a-z]+ )?[a-z]+)(?: of (?:the |its |their )?[a-z]+)? ${refused}$`,
    ),
    ({ 1: rows = '', 2: bound = '' }) => [`a ${one(rows)} must be at least the ${bound}`],
  ],
  // "bidders cannot withdraw a bid": it is not taken away again
  [
    new RegExp(
      `^(?:the |all |an? |any |each )?(?:[a-z]+s?|nobody|no one) (${never}|can|may) (?:ever )?(?:withdraw|retract|take back|revoke|undo|call back) (?:an? |the |their |his |her |its |any )?(?:own )?([a-z]+)(?: (?:any ?more|again|later|afterwards|once (?:it|they) (?:is|are|was|were|has been|have been) (?:made|placed|cast|sent|given)))?$`,
    ),
    ({ 0: all, 1: not = '', 2: rows = '' }, told) =>
      has(told, rows) && all.startsWith('no') !== /not|never|longer|cannot/.test(not)
        ? [`${plural(rows)} cannot be deleted`]
        : [],
  ],
  // "each member may have at most three games at the same time", where games are lent
  [
    new RegExp(
      `^(${determiner}[a-z]+) (?:may|can|must|should)(?: only)? (?:have|hold|keep|possess|take home) ((?:at most|up to|no more than|not more than|a maximum of|max|only) )?(\\d+) ([a-z]+s)(?: (?:at the same time|at (?:a|1|any) time|at once|out|on loan|borrowed|rented|at home|in total at a time))*$`,
    ),
    ({ 0: all, 1: who = '', 2: most, 3: limit = '', 4: things = '' }, told) => {
      const lent = ['loan', 'borrowing', 'checkout', 'lending'].some((row) => told.has(row));
      const deed = lent ? 'borrow' : told.has('rental') ? 'rent' : undefined;
      const limiting = most !== undefined || / only /.test(all);
      return deed !== undefined && limiting && has(told, who.replace(/^.* /, '')) && told.has(one(things))
        ? [`${who} may ${deed} at most ${limit} ${things} at the same time`]
        : [];
    },
  ],
  // "a game can be borrowed only once at the same time"
  [
    /^((?:an? |each |every |the (?:same )?)?[a-z]+(?: [a-z]+)?) (?:can|may|must|should) (?:only )?be (?:lent|borrowed|loaned|checked out|lent out|on loan)(?: out)? (?:only |just )?once (?:at the same time|at (?:a|1|any) time|at once)$/,
    ({ 1: what = '' }) => [`${what} can only be lent once at a time`],
  ],
  // "concerts in the past cannot be changed", "meetings that are over cannot be edited"
  [
    new RegExp(
      `^(?:an? |the |all |any )?(?:(past) )?(${noun})( in the past| that (?:is|are) (?:over|past|in the past)| that (?:has|have) (?:already )?(?:started|begun|taken place|passed|happened|ended)| whose (?:date|time|start) (?:is|lies) in the past)? ${never} be ${changed}(?: any ?more)?$`,
    ),
    ({ 1: past, 2: what = '', 3: behind }) =>
      past === undefined && behind === undefined
        ? []
        : [`a ${one(what)} can be changed until it ${/ended|over/.test(behind ?? '') ? 'ends' : 'starts'}`],
  ],
  // "the same email can sign up only once per concert"
  [
    /^(?:the same|an?|each|every|1|1 and the same) (email|email address|phone|phone number|name|nickname|address|number) (?:can|may|must|should) (?:only )?(signup|sign up|register|enrol|enroll|book|vote|apply|enter) (?:only |at most |just )?once (?:per|for|for each|for the same|for every|in|on) (?:an? |the |each |every )?([a-z]+)$/,
    ({ 1: field = '', 2: does = '', 3: where = '' }, told) => {
      const rows = {
        sign: 'registration',
        regi: 'registration',
        enro: 'enrolment',
        book: 'booking',
        vote: 'vote',
        appl: 'application',
        ente: 'entry',
      }[does.slice(0, 4)];
      return rows !== undefined && has(told, rows)
        ? [`${rows} ${field.replace(/ (?:address|number)$/, '')} is unique per ${where}`]
        : [];
    },
  ],
  // "a donor can give at most 6 times a year"
  [
    new RegExp(
      `^(${determiner}[a-z]+) (?:can |may )?(?:only )?([a-z]+)(?: [a-z]+)? (?:only |at most |no more than |not more than |up to |a maximum of |max )(?:(\\d+) times?|(once|twice)) (?:an?|per|each|every|in a|within a) (hour|day|week|month|year)$`,
    ),
    ({ 1: who = '', 2: does = '', 3: times, 4: word, 5: period = '' }, told) => {
      const rows = rowsOf[does] ?? '';
      const limit = times ?? (word === 'twice' ? '2' : '1');
      return has(told, rows) && has(told, who.replace(/^.* /, ''))
        ? [`a ${one(who.replace(/^.* /, ''))} has at most ${limit} ${plural(rows)} per ${period}`]
        : [];
    },
  ],
  // "a member may comment on a recipe at most 3 times per recipe"
  [
    new RegExp(
      `^(${determiner}[a-z]+) (?:can |may )?(?:only )?([a-z]+)(?: (?:on|for|in|at|to))?(?: (?:an?|the|each|any|every) [a-z]+)? (?:only |at most |no more than |not more than |up to |a maximum of |max )(?:(\\d+) times|twice) (?:per|for each|for every|on each|in each) ([a-z]+)$`,
    ),
    ({ 1: who = '', 2: does = '', 3: times = '2', 4: per = '' }, told) => {
      const rows = rowsOf[does] ?? '';
      return has(told, rows) && has(told, per) && !/^(?:hour|day|week|month|year)$/.test(per)
        ? [`a ${one(who.replace(/^.* /, ''))} can have at most ${times} ${plural(rows)} per ${per}`]
        : [];
    },
  ],
  // "once a donation is done , its amount cannot be changed"
  [
    new RegExp(
      `^(?:once|after|when|if|as soon as|while) (?:an? |the |each )?(${noun}) ${happens} (?:already )?([a-z]+(?: (?:in )?[a-z]+)?) , (?:its|their|the) ([a-z]+(?: [a-z]+)?) (${never} be ${changed}|(?:is|are) (?:fixed|frozen|locked|final|immutable|read only))(?: any ?more)?$`,
    ),
    ({ 1: what = '', 2: state = '', 3: field = '' }) =>
      isPeople(what) || /^(?:status|state)$/.test(field) || /^(?:it|they)$/.test(what)
        ? []
        : [`the ${field} of a ${one(what)} cannot be changed once it is ${state}`],
  ],
  // "a rejected application cannot be approved later"
  [
    new RegExp(
      `^((?:an? |the |all |any )?([a-z]+(?:ed|en|nt|id|ld|ne)) ${noun} ${never} be (?!\\2 )[a-z]+(?:ed|en|nt|id|ld|ne)) (?:again|later|later on|afterwards|any ?more|after all|after that|subsequently)$`,
    ),
    ({ 1: said = '' }) => (/ (?:deleted|removed|edited|changed|modified|updated)$/.test(said) ? [] : [said]),
  ],
  // "when an expense is approved , the approval date is set": noted by itself, and nothing that is asked for
  [
    new RegExp(
      `^(?:when|once|if|as soon as|whenever|after) (?:an? |the |each )?(${noun}) ${happens} ([a-z]+) , (?:its |the |their |an? )?${moment} ${noted}$`,
    ),
    ({ 1: what = '', 2: state = '', 3: field = '' }) => notedBy(what, state, field),
  ],
  // "the delivery time is recorded when a parcel is delivered"
  [
    new RegExp(
      `^(?:the |its |an? )?${moment}(?: of (?:an? |the )[a-z]+)? ${noted} (?:when|once|as soon as|whenever|after) (?:an? |the |each )?(${noun}) ${happens} ([a-z]+)$`,
    ),
    ({ 1: field = '', 2: what = '', 3: state = '' }) => notedBy(what, state, field),
  ],
  // "when an application is approved , its pet becomes adopted": what a row changes in another
  [
    new RegExp(
      `^(?:when|once|if|as soon as|whenever|after) (?:an? |the |each )?(${noun}) ${happens} ([a-z]+) , (?:then )?(?:the (?:status|state) of )?(?:its |the |that |their )?(${noun})(?: 's)?(?: status| state)? ${turns} (?:an? )?(${mark})(?: again| automatically| any ?more)?$`,
    ),
    ({ 1: rows = '', 2: done = '', 3: what = '', 4: state = '' }, told) => markedBy(rows, done, what, state, told),
  ],
  // "the pet becomes adopted when an application for it is approved"
  [
    new RegExp(
      `^(?:the (?:status|state) of )?(?:the |an? |its |each )?(${noun})(?: 's)?(?: status| state)? ${turns} (?:an? )?(${mark})(?: again| automatically)? (?:when|once|as soon as|whenever|after) (?:an? |the |its |one of its )?(${noun})(?: (?:for|of|on) (?:it|them|that [a-z]+))? ${happens} ([a-z]+)$`,
    ),
    ({ 1: what = '', 2: state = '', 3: rows = '', 4: done = '' }, told) => markedBy(rows, done, what, state, told),
  ],
  // "approving an application marks its pet as adopted", "returning a loan makes the book available again"
  [
    new RegExp(
      `^([a-z]+ing) (?:an? |the )?(${noun}) (?:marks?|sets?|makes?|turns?|puts?|changes?|switches) (?:the (?:status|state) of )?(?:its |the |that )(${noun})(?: 's)?(?: status| state)? (?:as |to |into )?(${mark})(?: again| automatically)?$`,
    ),
    ({ 1: doing = '', 2: rows = '', 3: what = '', 4: state = '' }, told) => {
      const verb = infinitive(doing);
      return verb === undefined ? [] : markedBy(rows, participle(verb), what, state, told);
    },
  ],
  // "players join a round with a nickname": where there is nobody else who could be in it
  [
    /^(?:the |all )?([a-z]+s) (?:can |may )?(?:join|enter) (?:an? |the |1 )([a-z]+) with (?:an? |their |a unique )((?:[a-z]+ )?(?:name|nickname|nick|alias|colou?r|username|number)(?: and (?:an? )?[a-z]+)?)$/,
    ({ 1: who = '', 2: where = '', 3: list = '' }, told) =>
      isMany(who) &&
      /^(?:player|participant|guest|client|contestant|racer|runner)s$/.test(who) &&
      gatherings.test(where) &&
      has(told, where)
        ? [`each ${one(who)} belongs to a ${where}`, `each ${one(who)} has a ${list}`]
        : [],
  ],
  // "rooms hold blocks , at most as many as their capacity"
  [
    /^((?:an? |the |each |all )?([a-z]+)) (?:hold|holds|have|has|take|takes|contain|contains|house|houses|carry|carries|seat|seats) ([a-z]+s) , (?:but )?(?:at most|no more than|never more than|not more than|only) (?:as many as )?(?:their|its|the|his|her) ([a-z]+)(?: (?:allows?|says?|permits?))?$/,
    ({ 2: holder = '', 3: rows = '', 4: size = '' }) => [`no more ${rows} than the ${size} of the ${one(holder)}`],
  ],
  // "spent blocks cannot be harvested": no rows of what is done to them
  [
    new RegExp(`^(?:an? |the |all |any )?([a-z]+) (${noun}) ${never} be ([a-z]+ed)(?: any ?more| again)?$`),
    ({ 1: state = '', 2: what = '', 3: done = '' }, told) => {
      const rows = rowsOf[done.replace(/ed$/, '')] ?? rowsOf[done.replace(/d$/, '')];
      return rows !== undefined && has(told, rows) && has(told, what) && !isPeople(what)
        ? [`no ${plural(rows)} can be made for ${state} ${plural(what)}`]
        : [];
    },
  ],
];

/** In words that say nothing else, for its reader: of a row and another one that it refers to. */
function markedBy(rows: string, done: string, what: string, state: string, told: ReadonlySet<string>): string[] {
  const [row, other] = [one(rows), one(what)];
  return row !== other &&
    !/^(?:it|this|that|stock|everything|nothing|somebody|someone|anybody)$/.test(row) &&
    isThingHere(told, other) &&
    !isPeople(other) &&
    !/^(?:it|they|more|less)$/.test(state)
    ? [`${other} becomes ${state} by itself once a ${row} is ${done}`]
    : [];
}

/** In words that say nothing else, for its reader. */
function notedBy(what: string, state: string, field: string): string[] {
  return /^(?:it|they|this|that)$/.test(what) || isPeople(what)
    ? []
    : [`${field} noted by itself when a ${one(what)} becomes ${state}`];
}
