import { computedOf, stockOf, totalOf, transferOf } from './aside-amounts.ts';
import { apartOf, hoursOf, lagOf } from './aside-beside.ts';
import { fitsIn, lengthOf } from './aside-lengths.ts';
import { drawOf } from './aside-draws.ts';
import { markOf, notedOf } from './aside-noted.ts';
import { shareOf } from './aside-shares.ts';
import { approvalOf, barredOf, usableOf } from './aside-states.ts';
import { pluralOf, singularPhrase } from '../words/grammar.ts';

/** Which statements are rules of time, money, stock and places, and what each says in plain words. */

export type AsideKind =
  | 'expiry'
  | 'use'
  | 'due'
  | 'fee'
  | 'most'
  | 'transfer'
  | 'total'
  | 'computed'
  | 'share'
  | 'form'
  | 'usable'
  | 'barred'
  | 'draw'
  | 'within'
  | 'stock'
  | 'full'
  | 'waiting'
  | 'uncounted'
  | 'length'
  | 'apart'
  | 'hours'
  | 'lag'
  | 'approval'
  | 'noted'
  | 'marks'
  | 'once'
  | 'remark';

const amount = '(\\d+(?:\\.\\d+)?)';
const time = '(?:minutes?|hours?|days?|weeks?|months?|years?|min|mins|h)';
const span = `\\d+ ${time}`;
const person = '(?:they|it|he|she|the [a-z]+|nobody|the customer|the user)';
const condition = `(?: (?:if|unless|when|as long as|while|until) ${person}? ?(?:is|are|was|were|has|have)? ?(?:still )?(?:not |yet |been |not been )*[a-z]+(?: yet| in time| by then)?)?`;
const expires = `(?:automatically |then )?(?:expires?|lapses?|run(?:s)? out|become(?:s)? (?:invalid|void)|(?:is|are|stays?|remains?|be) (?:only )?(?:valid|good|active|open) for|valid for|(?:is|are) (?:released|cancelled|dropped|freed|void|invalid)(?: again| automatically)?|time(?:s)? out|close)`;

/** The text that is left to be read, and what was set aside of it. */
type Cut = { kind: AsideKind; told: string; left: string[] } | undefined;

const cutters: ((text: string) => Cut)[] = [
  formOf,
  notedOf,
  markOf,
  approvalOf,
  barredOf,
  apartOf,
  hoursOf,
  lagOf,
  lengthOf,
  expiryOf,
  deadlineOf,
  useOf,
  dueOf,
  feeOf,
  mostOf,
  transferOf,
  shareOf,
  computedOf,
  totalOf,
  drawOf,
  usableOf,
  stockOf,
  fullOf,
  waitingOf,
  uncountedOf,
  remarkOf,
];

const letters =
  '(?:\\d+|\\.\\.|lower ?case|upper ?case|capital|small|letters?|digits?|numbers|alphanumeric|hyphens?|dashes|underscores?|characters?|followed|latin|ascii|by|the|an?|with|and|or|only|,)';

/** "the slug may only contain lowercase letters, digits and hyphens": what a text is made of names no things. */
function formOf(text: string): Cut {
  const match = new RegExp(
    `^(?:the |an? |each |every |its )*((?:[a-z]+ )?[a-z]+)(?: (?:is|are|must be|has to be) (?<state>unique|required) and)? (?:(?:may|must|can|should|has to) (?:only )?(?:contain|consist of|be made (?:up )?of|have)|consists? (?:only )?of|contains? only|is made (?:up )?of) ((?:${letters} )*${letters})(?: and (?:must be|is|are|has to be) (?<later>unique|required))?$`,
  ).exec(text);
  const { state, later } = match?.groups ?? {};
  const form = match?.[3] ?? '';
  if (
    !match?.[1] ||
    !/letters?|digits?|characters?|alphanumeric|numbers|lower ?case|upper ?case/.test(form) ||
    /\blong\b/.test(text)
  )
    return undefined;
  // So many letters and nothing of their kind is a length.
  if (/^(?:exactly |at least |at most )?\d+ (?:letters|digits|characters)$/.test(form)) return undefined;
  const size =
    /^((?:exactly |at least |at most )?\d+(?: \.\. \d+)?) (?:[a-z]+ ){0,2}(?:letters|characters|digits)$/.exec(
      form,
    )?.[1];
  const left = [
    ...[state, later].flatMap((said) => (said === undefined ? [] : [`${match[1] ?? ''} must be ${said}`])),
    ...(size === undefined ? [] : [`${match[1]} must be ${size} characters long`]),
  ];
  return { kind: 'form', told: text, left };
}

/** "coupons have a code and expire after 7 days", "unpaid orders are cancelled after 2 hours". */
function expiryOf(text: string): Cut {
  const match = new RegExp(
    `^(.*?)(?:(?: ,)? (?:and|that|which)| ,)? ${expires} (?:after |in |within )?(?:exactly |just )?(${span})(${condition})(?: after [a-z ]+)?( and (?:no longer count|cannot .*|can no longer .*))?$`,
  ).exec(text);
  if (!match?.[1] || /\b(?:can|may|must|should|cannot|will not)$/.test(match[1])) return undefined;
  if (
    / close$| open for$/.test(match[0].slice(0, match[0].lastIndexOf(match[2] ?? '')).trimEnd()) &&
    !/\b(?:polls?|votes?|voting|surveys?|auctions?|offers?|applications?)\b/.test(match[1])
  )
    return undefined;
  const subject = subjectOf(match[1]);
  return subject === undefined
    ? undefined
    : { kind: 'expiry', told: `${subject} expire after ${match[2]}${match[3] ?? ''}`, left: keptOf(match[1], subject) };
}

/** "an invitation can be accepted within 48 hours", "orders must be paid within 30 minutes or they are released". */
function deadlineOf(text: string): Cut {
  // "a reservation that is not paid within 20 minutes expires"
  const undone = new RegExp(
    `^(.*?) (?:that|which|who) (?:is|are|was|were|has|have) not (?:been )?([a-z]+|picked up) (?:within|after|in|for) (${span}) (?:(?:is|are) (?:automatically )?(?:cancelled|released|dropped|freed|void|deleted|expired)|(?:automatically )?(?:expires?|lapses?)).*$`,
  ).exec(text);
  const waiting = undone?.[1] === undefined ? undefined : subjectOf(undone[1]);
  if (undone && waiting !== undefined) {
    const told = `${waiting} expire after ${undone[3] ?? ''} if they are not ${undone[2] ?? ''}`;
    return { kind: 'expiry', told, left: keptOf(undone[1] ?? '', waiting) };
  }
  const can = new RegExp(
    `^(.*?) (?:can|may|must|have to|has to|should|needs? to|can only) (?:only )?(?:be )?(?:(accepted|used|redeemed|claimed|confirmed|opened|activated|paid|picked up|collected|booked)|(?:accept|use|redeem|claim|confirm|activate)) (?:only )?(?:within|for|in|up to) (${span})(?: of .*)?(?: (?:, )?(?:or|otherwise|else|after that|, after that)( .*)?)?$`,
  ).exec(text);
  if (!can?.[1] || !can[3]) return undefined;
  const subject = subjectOf(can[1]);
  const done = can[2] ?? '';
  if (subject === undefined) return undefined;
  const unless = /^(?:confirmed|paid|picked up|collected)$/.test(done) ? ` if they are not ${done}` : '';
  const use = done !== '' && unless === '' ? [`${subject} can be ${done}`] : [];
  return {
    kind: 'expiry',
    told: `${subject} expire after ${can[3]}${unless}`,
    left: [...keptOf(can[1], subject), ...use],
  };
}

/** "expired coupons cannot be redeemed", "a link cannot be opened after it has expired", "expired ones answer 410". */
function useOf(text: string): Cut {
  if (!/\bexpir(?:ed|y|es|ation)\b/.test(text)) return undefined;
  const first =
    /^(?:an? |the |any |all )?expired ([a-z]+(?: [a-z]+)?) (?:(?:cannot|can not|must not|may not|are not|is not|can no longer|no longer|do not|does not|will not|never) .*|answers? .*|returns? .*|gives? .*|is gone|are gone|are rejected|are refused|is rejected)$/.exec(
      text,
    );
  if (first?.[1]) return { kind: 'use', told: text, left: [] };
  const last =
    /^(?:an? |the |any |all )?([a-z]+(?: [a-z]+)?) (?:cannot|can not|must not|may not|can no longer|are not|is not) (?:be )?(.*?)(?: any ?more| again)? (?:after|once|when|if) (?:it|they|the [a-z]+|their|its|the)? ?(?:is|are|has|have)? ?(?:been )?(?:expired|expires?|expiry(?: date| time)?|expiration(?: date)?)(?: is past| has passed| is over)?$/.exec(
      text,
    );
  if (last?.[1]) return { kind: 'use', told: `expired ${last[1]} cannot be ${last[2] ?? 'used'}`, left: [] };
  if (
    /^(?:and |but )?(?:not|never) (?:if|when|after|once) (?:it|they|the [a-z]+) (?:is|are|has|have)(?: been)? ?expired?$/.test(
      text,
    )
  )
    return { kind: 'use', told: 'after that it is expired', left: [] };
  // "after that it is expired"
  return /^(?:after that|afterwards|then) (?:it|they) (?:is|are|has|have) (?:been )?expired$/.test(text)
    ? { kind: 'use', told: text, left: [] }
    : undefined;
}

/** "loans are due after 14 days", "rentals of films by customers , due in 3 days", "the loan period is 2 weeks". */
function dueOf(text: string): Cut {
  const match =
    new RegExp(
      `^(.*?)(?: ,)?(?: and)? (?:(?:is|are) )?(?:always )?due (${span}) (?:after|from) (?:it|they|he|she|the|an?|its|being) .*$`,
    ).exec(text) ??
    new RegExp(
      `^(.*?)(?: ,)?(?: and)? (?:(?:is|are) )?(?:due|(?:must|have to|has to|should|needs? to) be (?:returned|brought back|given back|paid)|to be returned) (?:back )?(?:after|in|within) (?:at most )?(${span})(?: of .*)?$`,
    ).exec(text) ??
    new RegExp(`^(?:the |a )?([a-z]+) (?:period|time|term) (?:is|of|:) (${span})$`).exec(text);
  const subject = match?.[1] === undefined ? undefined : subjectOf(match[1]);
  return match && subject !== undefined
    ? { kind: 'due', told: `${subject} are due after ${match[2] ?? ''}`, left: keptOf(match[1] ?? '', subject) }
    : undefined;
}

const currency = '(?:eur|euros?|usd|us dollars?|dollars?|chf|francs?|pounds?|gbp|cents?|ct|pence|rupees?|inr)\\b';
const unit = '(?:(\\d+) )?(minute|hour|day|week)s?';

/** "2 eur per started hour", "each started hour costs 3 euros", "a late fee of 0.20 per day", "5.50 for each day or part of it". */
function feeOf(said: string): Cut {
  const text = said
    .replace(/\bhalf (?:an? )?hours?\b/g, '30 minutes')
    .replace(/\bquarters? (?:of an )?hours?\b/g, '15 minutes')
    .replace(/\bhalf (?:an? )?days?\b/g, '12 hours')
    .replace(/\bnights?\b/g, 'day');
  const money = `(?:${currency} )?${amount}(?: ${currency})?`;
  const rate = new RegExp(
    `\\b${money}(?: [a-z]+ (?:fee|fine|penalty|charge))?(?: (?:is|are|becomes?) (?:charged|due|payable|owed|added)(?: delay)?)? (?:per|for each|for every|each|every|a|an|/) (?:(?:started|begun|commenced|late|overdue|full|additional) )?${unit}\\b`,
  ).exec(text);
  const costs = new RegExp(
    `\\b(?:each|every|per|a|an) (?:(?:started|begun|commenced|late|overdue|additional) )?${unit} (?:late |overdue |(?:of )?delay |(?:of )?lateness )?(?:(?:(?<=delay |lateness )(?:: )?|(?:costs?|is|adds|is charged(?: at| with)?) )${money}|has a price in ${currency} \\( ${amount} \\))`,
  ).exec(text);
  const found = rate ?? costs;
  if (
    !found ||
    !/\b(?:fees?|price|costs?|charged?|charges|fine[sd]?|pays?|price[sd]?|rates?|late|overdue|penalt(?:y|ies)|started|begun|commenced|rounded up|parking|rent(?:al|ing)?|hir(?:e|ing)|lending|storage)\b/.test(
      text,
    )
  )
    return undefined;
  const value = rate ? rate[1] : (costs?.[3] ?? costs?.[4]);
  const each = (rate ? [rate[2], rate[3]] : [costs?.[1], costs?.[2]]).filter((part) => part !== undefined).join(' ');
  const cents = /\b(?:cents?|ct|pence)\b/.test(found[0]) ? ' cents' : '';
  const late = /\b(?:late|overdue|fine[sd]?|penalt(?:y|ies)|delay(?:ed)?|past due|after the due)\b/.test(text)
    ? 'late '
    : '';
  const most = mostIn(text.slice(found.index + found[0].length));
  const named = text.slice(0, found.index);
  // "a session has a start and an end and costs …": what it has goes on to be read.
  const kept = /^(.+? (?:has|have) .+?) (?:, )?(?:and )?(?:costs?|(?:is|are) charged|pays?)(?: at| with)? ?$/.exec(
    named,
  )?.[1];
  const subject =
    /^(?:an? |the |each |every )?((?:[a-z]+ )?[a-z]+) (?:costs?|is charged|are charged|has|have|pays?)\b/.exec(
      named,
    )?.[1] ?? '';
  return {
    kind: 'fee',
    told: `${late}fee of ${value ?? ''}${cents} per ${each}${most === undefined ? '' : ` ${most}`} : ${subject}`,
    left: kept === undefined ? [] : [kept],
  };
}

/** "at most 15 per day", "capped at 20", "never more than 10 euros". */
function mostIn(text: string): string | undefined {
  const match = new RegExp(
    `\\b(?:at most|capped at|a cap of|up to|no more than|never more than|not more than|maximum(?: of)?|max(?:imum)?|limited to) (?:a maximum of )?(?:${currency} )?${amount}(?: ${currency})?(?: (?:per|a|each|for each) (day|24 hours))?`,
  ).exec(text);
  return match
    ? `most ${match[1] ?? ''}${/\b(?:cents?|ct|pence)\b/.test(match[0]) ? ' cents' : ''}${match[2] === undefined ? '' : ' each day'}`
    : undefined;
}

/** The same as a sentence of its own: its fee is the one before. */
function mostOf(text: string): Cut {
  const most = mostIn(text);
  const whole = new RegExp(
    `^(?:and |but )?(?:it is |the fee is |that is |with )?(?:at most|capped at|a cap of|up to|no more than|never more than|not more than|maximum(?: of)?|max(?:imum)?|limited to) (?:a maximum of )?(?:${currency} )?${amount}(?: ${currency})?(?: (?:per|a|each|for each) (?:day|24 hours))?(?: in total| per [a-z]+)?$`,
  ).test(text);
  return most !== undefined && whole ? { kind: 'most', told: most, left: [] } : undefined;
}

/** "a full course cannot be booked", "no more bookings than the boat holds", "when the room is full registration is refused". */
function fullOf(text: string): Cut {
  if (/\bwait(?:ing)? ?list|\bwaitlist/.test(text)) return undefined;
  // What is brought back or moved there is no row that is made.
  if (/^(?:returning|moving|bringing|parking|storing|transferring|putting) /.test(text)) return undefined;
  const state = '(?:sold out|full|fully booked|booked out|completely booked)';
  const noun = '([a-z]+(?: (?!(?:can|may|must|should|is|are|has|have|never) )[a-z]+)?)';
  const article = '(?:an? |the |its |their |each |every |any |1 )*';
  const told = (what = '', counted = '', size = ''): Cut => ({
    kind: 'full',
    told: `full : ${what} : ${counted} : ${size}`,
    left: [],
  });
  const fits = fitsIn(text);
  if (fits) return told(fits.what, fits.counted, fits.size);
  // "there must be enough seats on the ferry"
  const enough = new RegExp(
    `^(?:(?:there (?:must|should|has to|have to|needs? to) (?:always )?be|[a-z ]+ only (?:if|when|while|as long as) there (?:are|is)) )(?:always |still )?enough (?:free |available )?(seats|places|spots|beds|room|space|capacity|berths)(?: left| free| available)?(?: (?:in|on|for|at) ${article}([a-z]+)(?: .*)?)?$`,
  ).exec(text);
  if (enough) return told(enough[2], '', /^(?:room|space)$/.test(enough[1] ?? '') ? '' : enough[1]);
  const head = new RegExp(
    `^${article}${state} ${noun} (?:cannot|can not|must not|may not|can no longer|rejects?|refuses?|do(?:es)? not|takes? no|accepts? no|are closed|is closed)\\b.*$`,
  ).exec(text);
  if (head) return told(head[1]);
  const when = new RegExp(
    `^(?:.* )?(?:when|if|once|as soon as|after) ${article}${noun} (?:is|are|gets?|becomes?) ${state}\\b.*$`,
  ).exec(text);
  if (when && /\b(?:no|not|cannot|never|refused?|rejected?|rejects?|closed|closes?|stops?|denied|fails?)\b/.test(text))
    return told(when[1]);
  if (when && /^(?:when|if|once|as soon as) .* (?:full|sold out|fully booked)$/.test(text)) return told(when[1]);
  const than = new RegExp(
    `^(?:there (?:can |must |may |should )?(?:be |are |is )?)?(?:no|never|not) (?:be |have |sell |book |accept |take )?more ${noun} (?:in |on |at |to |for |into )?(?:${article}([a-z]+) )?than (?:there are |${article}([a-z]+) (?:holds?|has|have|fits?|takes?|allows?|seats?|offers?)|${article}([a-z]+(?: [a-z]+)?))(?: (?:of|in) ${article}([a-z]+))?$`,
  ).exec(text);
  if (than) return told(than[3] ?? than[5] ?? than[2], than[1], than[4]);
  const hold = new RegExp(
    `^${article}${noun} (?:cannot|can not|must not|may not|never|can never|should not) (?:hold|take|have|accept|contain|holds|takes|has|accepts|house|houses|carry|carries|seat|seats) more ${noun} than (?:${article}([a-z]+(?: [a-z]+){0,2}))$`,
  ).exec(text);
  if (hold) return told(hold[1], hold[2], hold[3]);
  const exceed = new RegExp(
    `^(?:the )?(?:total |sum of (?:all |the )?|number of )*${noun}(?: of (?:all )?(?:${article})?[a-z]+)?(?: (?:for|in|on|of|per) ${article}([a-z]+))? (?:cannot|can not|must not|may not|never|can never|must never|should not) (?:exceeds?|be (?:more|greater|higher|larger) than|goes over|go over|get over) ${article}([a-z]+(?: [a-z]+)?)(?: of ${article}([a-z]+))?$`,
  ).exec(text);
  if (
    exceed &&
    /^(?:capacity|seats?|spaces?|beds?|places?|spots?|rooms?|tickets? available|available [a-z]+|limit|berths|stalls)$/.test(
      exceed[3] ?? '',
    )
  )
    return told(
      exceed[4] ?? exceed[2],
      `${/\b(?:total|sum)\b/.test(text) ? 'total ' : ''}${exceed[1] ?? ''}`,
      exceed[3],
    );
  return undefined;
}

/** What a rule before has said already: "the fee is computed on return", "never below zero". */
function remarkOf(text: string): Cut {
  const said =
    /^(?:and |but )?(?:the |a )?(?:late )?(?:fee|fine|price|cost|charge) (?:is |are |gets? )?(?:automatically )?(?:computed|calculated|charged|due|determined|worked out|added) (?:on|at|when|upon|once|after|by) .*$|^(?:computed|calculated|charged) (?:on|at|when|upon) [a-z ]+$|^(?:and |but )?(?:it |they |the (?:balance|stock|amount) )?(?:is |are |must |may |can )?never (?:goes |go |falls? |drops? |be |is )?(?:below|under|less than) 0$/;
  // What a transfer that is all or nothing comes to.
  const safe =
    /^(?:and |but )?(?:if|when|should) (?:something|anything|it|1 part|a step|1 step|the [a-z]+) (?:breaks|break|fails?|goes wrong|crashes|crash|stops?)(?: halfway| in between| in the middle| midway| half way)?(?: down)? (?:, )?(?:then )?(?:nothing|no [a-z]+) (?:must|may|should|can|is|gets|will) (?:be |get )?(?:ever )?(?:lost|missing|changed|moved)$|^(?:no|nothing of the) (?:money|points|credits?|amount|stock) (?:must|may|should|can|is|gets) (?:ever |never )?(?:be |get )?lost(?: on the way)?$/;
  // What is too much is refused, as was said.
  const refused =
    /^(?:and |but )?(?:it|this|that|the (?:request|order|booking|redemption|withdrawal|payment)) (?:fails?|is (?:refused|rejected|denied)|is not (?:allowed|possible)) (?:if|when|where) (?:the |its )?(?:amount|quantity|sum|number|value) (?:is|would be) (?:higher|more|larger|greater|bigger) than (?:the |its |what is )?[a-z ]+$/;
  if (said.test(text) || safe.test(text) || refused.test(text)) return { kind: 'remark', told: text, left: [] };
  // "a returned game cannot be returned again": what is done is done once.
  const [, done = '', what = ''] =
    /^(?:an? |the |all |any )?(?:already )?(?!(?:lent|loaned|borrowed|rented|hired|booked|reserved|taken|leased|sold|assigned|adopted|occupied) )([a-z]+(?:ed|en|nt|id|ld|ne)) ([a-z]+(?: [a-z]+)?) (?:cannot|must not|may not|can never|can no longer) be \1(?: again| twice| a second time| a 2nd time| once more| any ?more)?$/.exec(
      text,
    ) ?? [];
  return what === ''
    ? undefined
    : {
        kind: 'once',
        told: `once : ${singularPhrase(what)} : ${done}`,
        left: [`a ${singularPhrase(what)} can be ${done}`],
      };
}

/** "further sign-ups go on a waiting list", "the first on the waitlist moves up". */
function waitingOf(text: string): Cut {
  const next =
    /^(?:(?:when|if) (?:somebody|someone|anyone|a [a-z]+) cancels ,? ?)?(?:the )?(?:first|next)(?: one| person| [a-z]+)?(?: (?:on|in) (?:the )?(?:list|queue|line))? (?:moves?|goes|comes|is moved|is promoted|gets? (?:the|a) (?:place|seat|spot))\b/;
  if (next.test(text)) return { kind: 'waiting', told: text, left: [] };
  if (/^[a-z ]+ belongs? to (?:an? |the )?wait(?:ing)? ?list$/.test(text))
    return { kind: 'waiting', told: text, left: [] };
  if (!/\b(?:wait(?:ing)? ?list(?:ed|s)?|queue[ds]?)\b/.test(text)) return undefined;
  if (/\b(?:have|has|with) (?:a |an |the )?wait(?:ing)? ?list(?: entr(?:y|ies))? (?:with|of|:)/.test(text))
    return undefined;
  const full =
    /\b(?:full|sold out|fully booked|no (?:more )?(?:places|seats|spots)|further|later|everyone else|others?|go|goes|gets?|put|placed|added|land|moves? up|first|next|cancels?|free|joins?|when|if|automatically)\b/.test(
      text,
    );
  return full ? { kind: 'waiting', told: text, left: [] } : undefined;
}

/** "cancelled bookings do not count", "only confirmed ones count" is said of the rules before. */
function uncountedOf(text: string): Cut {
  const match =
    /^(?:and |but )?(?:the |an? )?cancell?ed ([a-z]+(?: [a-z]+)?) (?:do|does|are|is|no longer|must|should)(?: not)?(?: longer)? (?:be )?(?:count(?:s|ed)?|take up a (?:place|seat|spot)|taken into account|included)\b.*$|^(?:counting |count )?only (?:those|what|[a-z]+) (?:that|which)? ?(?:is|are) not cancell?ed(?: counts?)?$|^(?:and |but )?(?:not counting|without|excluding) (?:the )?cancell?ed ([a-z]+)$/.exec(
      text,
    );
  return match
    ? { kind: 'uncounted', told: `cancelled ${match[1] ?? match[2] ?? 'ones'} do not count`, left: [] }
    : undefined;
}

/** The plural noun that a rule speaks of, the last that stands before its verb or a list of fields. */
function subjectOf(text: string): string | undefined {
  const head =
    /^(?:.* : )?(?:an? |the |each |every |all |any )*((?:[a-z]+ ){0,2}[a-z]+?)(?: (?:have|has|with|of|for|by|in|are|is|contain|contains|can|may|must|,|\().*)?$/.exec(
      text.replace(/ (?:that|which)$/, ''),
    )?.[1];
  if (head === undefined || head === '') return undefined;
  if (/^(?:it|they|this|these|that|there)$/.test(head)) return head;
  const words = singularPhrase(head).split(' ');
  return pluralOf(words).join(' ');
}

/** What stands beside the rule goes on to be read; where it is no more than the subject, that is what is left. */
function keptOf(text: string, subject: string): string[] {
  const plain = text.replace(/(?: ,| and| that| which)+$/, '');
  if (/^(?:it|they|this|these|that)$/.test(subject)) return [];
  return / (?:have|has|with|of|for|by|can|may|\()/.test(plain) || / : /.test(plain)
    ? [plain]
    : [`manage ${subject.replace(/^(?:unpaid|unconfirmed|pending|open|held|unused|new) /, '')}`];
}

/** The first that fits, if any does. */
export function cutOf(text: string): Cut {
  for (const cutter of cutters) {
    const cut = cutter(text);
    if (cut) return cut;
  }
  return undefined;
}
