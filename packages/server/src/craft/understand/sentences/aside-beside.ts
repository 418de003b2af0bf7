/** What nobody does with what is their own, and at what hours something happens, taken out of the text. */

type Cut = { kind: 'apart' | 'hours' | 'lag'; told: string; left: string[] } | undefined;

const never =
  '(?:cannot|can not|must not|may not|should not|can never|must never|never|are not allowed to|is not allowed to|are not able to|is not able to|do not|does not)';
const nobody = '(?:nobody|no one|noone|no [a-z]+)';
const own = "(?:their|his|her|its|his or her|one 's|your|his/her) own";
const prepositions = '(?:on|for|in|to|at|with|about|up for|up to|against|from)';

/** "sellers cannot bid on their own items", "nobody may review their own recipe", "not their own". */
export function apartOf(text: string): Cut {
  const match =
    new RegExp(
      `^(?:and |but |however , )?(?:an? |the |each |every |all )?([a-z]+(?: [a-z]+)??) ${never} (?:be )?([a-z]+)(?: ${prepositions})? ${own} ([a-z]+(?: [a-z]+)?)$`,
    ).exec(text) ??
    new RegExp(
      `^(?:and |but )?(${nobody}) (?:can|may|could|should|must|is allowed to|are allowed to) (?:ever )?([a-z]+)(?: ${prepositions})? ${own} ([a-z]+(?: [a-z]+)?)$`,
    ).exec(text) ??
    new RegExp(
      `^(?:and |but )?(?:an? |the |each )?([a-z]+(?: [a-z]+)??) ${never} ([a-z]+)(?: ${prepositions})? (?:an? |the |any )?([a-z]+(?: [a-z]+)?) (?:that |which )?(?:they|he|she|he or she) (?:(?:have|has) )?(?:themselves |himself |herself )?(?:created?s?|made|makes?|posts?|posted|lists?|listed|wrote|writes?|written|sells?|offers?|offered|owns?|organi[sz]es?d?|started|uploads?|uploaded|published|submitted)(?: themselves)?$`,
    ).exec(text);
  if (!match?.[1] || !match[2] || !match[3]) return undefined;
  // What is done to a thing itself is a matter of who may do it.
  if (
    /^(?:edit|change|delete|remove|update|see|view|read|have|create|add|be|approve|confirm|reject|accept)$/.test(
      match[2],
    )
  )
    return undefined;
  return { kind: 'apart', told: `apart : ${match[1].replace(/^no /, '')} : ${match[2]} : ${match[3]}`, left: [] };
}

const clock = '(\\d{1,2})(?: : (\\d{2}))?(?: ?(am|pm|a\\.m\\.|p\\.m\\.|o clock|h|uhr))?';
const range = `(?:between|from|within|during|in|,)? ?(?:the hours of )?${clock} (?:and|to|until|till|\\.\\.|-) ${clock}`;
const weekday = '(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?';
const spanOfDays = `(?:from |on |,)? ?${weekday} (?:to|until|till|\\.\\.|-|through) ${weekday}`;
const workDays = '(?:on |during )?(?:weekdays|week days|working days|business days|workdays)(?: only)?';
const offDays =
  '(?:not|never|closed|no [a-z]+|none) (?:(?:are |is )?(?:possible |allowed |accepted |taken |booked )?(?:on|at) )(?:the )?(weekends?|saturdays? (?:and|or) sundays?|mondays?|saturdays?|sundays?)';

const dayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const numberOf = (day: string): number => dayNames.indexOf(day.replace(/s$/, '')) + 1;

function timeOf(hour: string, minute: string | undefined, half: string | undefined): string | undefined {
  const late = half?.startsWith('p') === true;
  const value = (Number(hour) % (half === undefined || /^[hou]/.test(half) ? 25 : 12)) + (late ? 12 : 0);
  if (value > 24) return undefined;
  return `${String(value).padStart(2, '0')}.${minute ?? '00'}`;
}

/** "a title and a start between 6 : 00 and 22 : 00": said of one field in a list of them. */
function listedHours(text: string, times: string): Cut {
  const match = new RegExp(
    `^((?:an? |the |each |every )*([a-z]+(?: [a-z]+)??) (?:has|have|with) .*?)((?:[a-z]+ )?(?:time|start|end|starts?|begin|slot|hour|datetime))(?: (?:that |which )?(?:is|are|lies|lie|must be|of))? (?:between|from|within) ${clock} (?:and|to|until|till|\\.\\.|-) ${clock}(?= ,| and |$)`,
  ).exec(text);
  if (!match?.[1] || !match[3] || times === '') return undefined;
  const rest = text.slice(match[0].length);
  return {
    kind: 'hours',
    told: `hours : ${match[2] ?? ''} ${match[3]} : ${times} : none : start`,
    left: [`${match[1]}${match[3]}${rest}`],
  };
}

/** "only on weekdays between 8 : 00 and 18 : 00": the hours, and what is left to be read without them. */
export function hoursOf(text: string): Cut {
  if (
    !/\b(?:\d{1,2} : \d{2}|\d{1,2} ?(?:am|pm|h|o clock)|week ?days?|weekends?|(?:working|business|opening|office) (?:days|hours)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b/.test(
      text,
    )
  )
    return undefined;
  if (
    /^(?:every|each|on|once|when|if|send|remind|show) |\b(?:report|reminder|email|newsletter|job|backup)\b/.test(text)
  )
    return undefined;
  let rest = ` ${text} `;
  let times = '';
  let days = '';
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(rest);
    if (found) rest = `${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}`;
    return found;
  };
  const weekend = take(new RegExp(` ${offDays}(?= )`));
  const named = weekend ? null : take(new RegExp(` ${spanOfDays}(?= )`));
  const work = weekend || named ? null : take(new RegExp(` ${workDays}(?= )`));
  if (weekend) days = /week|saturday/.test(weekend[1] ?? '') ? '1 5' : /sunday/.test(weekend[1] ?? '') ? '1 6' : '2 7';
  else if (named) days = `${numberOf(named[1] ?? '')} ${numberOf(named[2] ?? '')}`;
  else if (work) days = '1 5';
  const span = take(new RegExp(` ${range}(?= )`));
  const told = span && /:|am|pm|h$|clock/.test(span[0]);
  if (span && (told || days !== '' || /\bhours\b/.test(text))) {
    const evening = span[3] === undefined && span[6]?.startsWith('p') && Number(span[1]) < 12 ? 'am' : span[3];
    const [opens, closes] = [timeOf(span[1] ?? '', span[2], evening), timeOf(span[4] ?? '', span[5], span[6])];
    if (opens === undefined || closes === undefined) return undefined;
    times = `${opens} ${closes}`;
  } else if (span) return undefined;
  if (times === '' && days === '') {
    const early = take(
      new RegExp(
        ` (?:not|never|no earlier than|not earlier than|cannot (?:start |begin )?|no [a-z]+) ?(?:before )?${clock}(?= )`,
      ),
    );
    if (!early || !/:|am|pm/.test(early[0]) || !/ before |earlier/.test(early[0])) return undefined;
    const opens = timeOf(early[1] ?? '', early[2], early[3]);
    if (opens === undefined) return undefined;
    times = `${opens} none`;
  }
  const words = rest
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?: ,)+ ,/g, ' ,');
  const bare = words.replace(/ (?:and|or|but|,|only|on|at|in|utc)+$/g, '').replace(/(?: ,)? (?:and |but )?only$/, '');
  const start =
    /\b(?:starts?|begins?|starting|start only|begin only)\b/.test(bare) && !/\bends?\b/.test(bare) ? 'start' : 'both';
  const isLength = /\b(?:lasts?|takes? (?!place)|at least|at most|long|overlap|overlapping|minutes|hours long)\b/.test(
    bare,
  );
  const isList = / (?:has|have|with) /.test(bare) && !/\b(?:opening|business|office|working) hours\b/.test(bare);
  if (isList) return listedHours(text, times);
  const subject = bare.split(' , ')[0] ?? bare;
  const tidy = bare
    .replaceAll(/ (?:, )?only(?: on)? (?=,)/g, ' ')
    .replaceAll(/ , (?=,)/g, ' ')
    .trim();
  return {
    kind: 'hours',
    told: `hours : ${subject.replaceAll(':', '')} : ${times === '' ? 'none' : times} : ${days === '' ? 'none' : days} : ${start}`,
    // "members can reserve courts between 8 : 00 and 22 : 00": that they do it makes the rows.
    left:
      isLength ||
      /^(?:the |all )?[a-z]+s? (?:can|may) (?:only )?(?:book|reserve|rent|hire|borrow|schedule) (?:an? |the )?[a-z]+(?: [a-z]+)?$/.test(
        tidy,
      )
        ? [tidy.replace(/ only (?=[a-z])/, ' ')]
        : [],
  };
}

const laterDone =
  '(refunded|returned|edited|changed|cancelled|canceled|deleted|removed|updated|corrected|undone|modified|withdrawn|exchanged|disputed|recalled|reversed|revoked)';
const laterDo =
  '(refund|return|edit|change|cancel|delete|remove|update|correct|undo|modify|withdraw|exchange|dispute|recall|reverse|revoke)';
const span = '(\\d+) (minute|hour|day|week|month|year)s?';

/** "donations can be refunded within 14 days", "users can edit their messages for 15 minutes". */
export function lagOf(text: string): Cut {
  const after = '(?: (?:of|after|from|since) (.+))?';
  const passive = new RegExp(
    `^(?:an? |the |each |every |all )?([a-z]+(?: [a-z]+)??) (?:(?:can|may|must|could) (?:only )?be|(?:is|are) only) ${laterDone} (?:only )?(?:within|for|up to|until|during|in|in the first|within the first|for the first|for up to) ${span}${after}$`,
  ).exec(text);
  if (passive) return lag(passive[1], passive[2], passive[3], passive[4], passive[5]);
  const active = new RegExp(
    `^((?:an? |the |each |every |all )?[a-z]+(?: [a-z]+)??) (?:can|may|could) (?:only )?${laterDo} (?:(?:their|his|her|an?|the|his or her|your) )*(own )?([a-z]+(?: [a-z]+)??) (?:only )?(?:within|for|up to|until|during|in|in the first|within the first|for the first|for up to) ${span}${after}$`,
  ).exec(text);
  if (active) {
    const [, who = '', verb = '', own, what = '', amount, unit, event] = active;
    const cut = lag(what, verb, amount, unit, event);
    // Whose they are is said as well.
    return cut && own !== undefined ? { ...cut, left: [`${who} can only ${verb} their own ${what}`] } : cut;
  }
  const not = new RegExp(
    `^(?:an? |the |each |every |all )?([a-z]+(?: [a-z]+)??) (?:cannot|can not|may not|must not|can no longer) be ${laterDone} (?:any more )?(?:later than |more than |after )${span}${after}$`,
  ).exec(text);
  return not ? lag(not[1], not[2], not[3], not[4], not[5]) : undefined;
}

function lag(what = '', done = '', amount = '', unit = '', event = ''): Cut {
  // "within 2 hours before": that is told of what comes.
  if (/\b(?:before|prior)\b/.test(event)) return undefined;
  return { kind: 'lag', told: `lag : ${what} : ${done} : ${amount} ${unit} : ${event.replaceAll(':', '')}`, left: [] };
}
