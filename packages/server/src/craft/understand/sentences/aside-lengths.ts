/** How long a row may take, in the words of its reader: "length : stays : least 2 day : most 14 day". */

type Cut = { kind: 'length'; told: string; left: string[] } | undefined;

const amount = '(\\d+)';
const unit = '(minutes?|hours?|days?|nights?|weeks?)';
const most =
  '(?:at most|at maximum|no more than|not more than|no longer than|not longer than|up to|max|maximum|a maximum of|at the longest)';
const least = '(?:at least|no less than|not less than|no shorter than|not shorter than|min|minimum|a minimum of)';
const takes =
  '(?:(?:can|may|must|should|has to|have to|always) (?:only )?(?:last|take|be|run|go on)|lasts?|takes?|runs?|is|are|goes on)(?: for)?';
const never =
  '(?:cannot|must not|may not|can never|should not|never) (?:lasts?|takes?|be|runs?|exceeds?|goes? on)(?: for)?';
const thing = '(?:an? |the |each |every |all )?([a-z]+(?: (?!is|are|can|may|must|should|never)[a-z]+)??)';
const done = '(?:rented|booked|borrowed|reserved|hired|lent|leased|taken|kept)';

/** "stays are at most 30 nights", "a ride cannot last longer than 2 hours", "the minimum stay is 2 nights". */
export function lengthOf(text: string): Cut {
  const cut = lengthIn(text);
  // "the break must be at most 60 minutes" bounds a field; what lasts, or is long, takes time.
  const what = /^length : ([a-z ]+)/.exec(cut?.told ?? '')?.[1]?.trim() ?? '';
  const lasting =
    / (?:lasts?|takes?|runs?|long|longer|shorter)(?: |$)| be (?:rented|booked|borrowed|reserved|hired|lent|leased|kept) /;
  if (measures.test(what) || !(events.test(what) || lasting.test(text))) return undefined;
  return cut;
}

const measures =
  /(?:duration|length|time|period|age|term|delay|interval|notice|warranty|break|pause|hours|minutes|days)$/;
const events =
  /(?:^| )(?:stay|booking|reservation|rental|visit|loan|trip|ride|session|meeting|appointment|hire|lease|shift|course|event|class|lesson|slot|absence|vacation|holiday|leave|it|they)s?(?:es)?$/;

function lengthIn(text: string): Cut {
  const between = new RegExp(
    `^${thing} ${takes} (?:between )?(?:${least} )?${amount}(?: ${unit})? (?:\\.\\.|and|to|but|, but)(?: ${most})? ${amount} ${unit}(?: long)?$`,
  ).exec(text);
  if (between && (between[0].includes('between') || between[0].includes('..') || / least | most /.test(between[0])))
    return told(between[1], [between[2], between[3] ?? between[5]], [between[4], between[5]]);
  const longest = new RegExp(`^${thing} ${takes} ${most} ${amount} ${unit}(?: long)?$`).exec(text);
  if (longest) return told(longest[1], undefined, [longest[2], longest[3]]);
  const shortest = new RegExp(`^${thing} ${takes} ${least} ${amount} ${unit}(?: long)?$`).exec(text);
  if (shortest) return told(shortest[1], [shortest[2], shortest[3]], undefined);
  const not = new RegExp(
    `^${thing} ${never} (?:(longer|more|shorter|less|fewer) than )?${amount} ${unit}(?: long)?$`,
  ).exec(text);
  if (not && (not[2] !== undefined || not[0].includes('exceed')))
    return /shorter|less|fewer/.test(not[2] ?? '')
      ? told(not[1], [not[3], not[4]], undefined)
      : told(not[1], undefined, [not[3], not[4]]);
  const extreme = new RegExp(
    `^(?:the )?(maximum|max|longest|minimum|min|shortest) (?:duration of (?:an? |the )?|length of (?:an? |the )?)?([a-z]+)(?: (?:duration|length|period|time))? (?:is|of|:) ${amount} ${unit}$`,
  ).exec(text);
  if (extreme)
    return /^(?:max|long)/.test(extreme[1] ?? '')
      ? told(extreme[2], undefined, [extreme[3], extreme[4]])
      : told(extreme[2], [extreme[3], extreme[4]], undefined);
  const passive = new RegExp(
    `^(?:an? |the |each |no |1 )?([a-z]+(?: [a-z]+)?) (?:can|may|must|cannot|must not|may not|can never) (?:only )?be ${done} (?:for )?(?:(${most})|(${least})|(?:longer|more) than) ${amount} ${unit}$`,
  ).exec(text);
  if (!passive || /\bdue\b/.test(text)) return undefined;
  const length: Length = [passive[4], passive[5]];
  if (passive[3] !== undefined) return told(passive[1], length, undefined);
  const refused = / (?:longer|more) than /.test(text) && passive[2] === undefined;
  return refused === /^no | (?:cannot|not|never) /.test(text) ? told(passive[1], undefined, length) : undefined;
}

type Length = readonly [amount: string | undefined, unit: string | undefined];

function told(what: string | undefined, from: Length | undefined, to: Length | undefined): Cut {
  const words = (name: string, length: Length | undefined): string =>
    length ? ` : ${name} ${length[0] ?? ''} ${(length[1] ?? '').replace(/s$/, '').replace('night', 'day')}` : '';
  return { kind: 'length', told: `length : ${what ?? ''}${words('least', from)}${words('most', to)}`, left: [] };
}

const number = '(?:the |an? |its |each |every )*(?:number of )?';

/** "the party size must not exceed the table's capacity", "a table cannot be booked for more guests than it has seats". */
export function fitsIn(text: string): { what: string; counted: string; size: string } | undefined {
  const over = new RegExp(
    `^${number}([a-z]+(?: [a-z]+)?)(?: of (?:an? |the |each |every )?[a-z]+)? (?:(?:cannot|must not|may not|can never|should not|never) (?:exceeds?|be (?:more|greater|higher|larger|bigger) than|be above|be over|go over|be beyond)|(?:must|has to|should|can|may) (?:only )?be (?:at most|no more than|no larger than|not more than|less than or equal to|up to|within)|(?:is|are) (?:at most|never more than|limited to|limited by|never larger than)|(?:must|has to|should) (?:fit|fit into|fit in)) (?:(?:the |its |their |an? )?([a-z]+) 's ${number}([a-z]+(?: [a-z]+)?)|${number}([a-z]+(?: [a-z]+)?) (?:of|in|at|on) (?:the |its |their |an? |his )?([a-z]+)|(?:what )?(?:the |its )?([a-z]+) (?:has|holds|fits|seats|takes)(?: ([a-z]+))?)$`,
  ).exec(text);
  if (over && !/^(?:total|sum)\b/.test(over[1] ?? ''))
    return {
      what: over[2] ?? over[5] ?? over[6] ?? '',
      counted: over[1] ?? '',
      size: over[3] ?? over[4] ?? over[7] ?? '',
    };
  const passive =
    /^(?:an? |the |no |each )?([a-z]+(?: [a-z]+)?) (?:cannot|must not|may not|can never|can|may) be (?:reserved|booked|taken|rented|hired|used) (?:for|by) more (guests|people|persons|passengers|participants|visitors|customers) than (?:it has|there are|it holds|it fits|its|the number of|it takes)(?: (?:its )?([a-z]+))?$/.exec(
      text,
    );
  return passive ? { what: passive[1] ?? '', counted: passive[2] ?? '', size: passive[3] ?? '' } : undefined;
}
