import { isMany, one } from './words.ts';

/** "a birth date that cannot be in the future , and a weight": what a clause within a list says of one item, in brackets. */

const number = '-?\\d+(?:\\.\\d+)?';
const never =
  '(?:cannot|can not|can never|must not|must never|may not|may never|should not|should never|is not|is never|never)';
const always =
  '(?:must|has to|have to|should|needs? to|is to|can|may|will)(?: (?:always|only))? (?:be|lie|have)|is|are|has';
const item =
  '(?<=(?:^| )(?:,|and|has|have|having|with|:|plus|including) (?:an? |the |its |their |1 )?(?!(?:and|or|that|which) )[a-z][a-z0-9]*(?: (?!(?:and|or|that|which|has|have|is|are|can|must|may|cannot) )[a-z0-9]+){0,4})';
const end = '(?= ,| and (?!valid)| \\)|$)';
const such = (said: string): RegExp => new RegExp(`${item} (?:, )?(?:that|which) ${said}${end}`);

const some = '(?!(?:a|an|the|and|or) )[a-z0-9]+(?: (?!(?:and|or) )[a-z0-9]+){0,2}';
/** "a , b or c": of two words at most each, and two of them at least. */
const values = `(${some}(?: , ${some})* ?,? (?:or|and|\\/) ${some}|${some}(?: [,/] ${some}){2,})`;
const spread = (list = ''): string => list.split(/ (?:, or|, and|,|or|and|\/) /).join(' / ');
const states = '(?:states?|statuses|status|stages?|phases?)';

export const clauseItems: [RegExp, string | ((match: RegExpExecArray) => string)][] = [
  // "a paid flag": whether it is so
  [/(?<=(?:,|and|has|have|with|:) an? )([a-z]+(?:ed|en|id|nt|ld|ne|ble|ve)) flag(?= ,| and |$)/, '$1 boolean'],
  // "a priority ( low / medium / high ) , medium by default"
  [
    /(?<=\( [^()]*) \) (?:, )?(?:and |with |which is |where )?([a-z0-9]+) (?:by default|as (?:the )?default|(?:is|being) the default)(?= ,| and |$)/,
    ' , default $1 )',
  ],
  // "a grade from a to f"
  [
    /(?<=(?:grade|mark|class|level|rating|category|group|band|rank|section|row|letter|block|type)) (?:from |of |between )?([a-h]) (?:to|through|until|and|-|\.\.) ([b-h])(?= ,| and |$)/,
    ({ 0: all, 1: first = '', 2: last = '' }) => {
      const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].filter((letter) => letter >= first && letter <= last);
      return letters.length < 3 ? all : ` ( ${letters.join(' / ')} )`;
    },
  ],
  // "how often they need water in days"
  [
    /(?<=(?:^| )(?:,|and|has|have|with) )how often (?:it|they|he|she|we|i|you) (?:need|needs|want|wants|get|gets|is|are|has to be|have to be|must be) (?:to be )?([a-z]+)(?: [a-z]+)? in (days|weeks|months|hours|minutes)/,
    ({ 1: what = '', 2: unit = '' }) => `${what} interval in ${unit}`,
  ],
  // "a length of at least 20 minutes and at most 90"
  [
    new RegExp(
      `(?<=(?:^| )(?:,|and|has|have|with) (?:an? |the |its )?[a-z]+(?: (?!for )[a-z]+){0,2}) (?:of |from |between )?(?:at least|a minimum of|min|minimum) (${number})(?: ([a-z]+))? (?:, )?(?:and|but|to) (?:at most|no more than|not more than|up to|a maximum of|max|maximum) (${number})(?: ([a-z]+))?(?= ,| and |$| \\))`,
    ),
    ({ 1: low = '', 2: first, 3: high = '', 4: second }) => {
      const unit = second ?? first;
      return /^(?:characters|chars|letters|digits)$/.test(unit ?? '')
        ? ` ( ${low} .. ${high} ${unit ?? ''} )`
        : `${unit === undefined ? '' : ` in ${unit}`} ( ${low} .. ${high} )`;
    },
  ],
  // "a length of 20 , 40 or 60 minutes"
  [
    new RegExp(
      `(?<=(?:^| )(?:,|and|has|have|with) (?:an? |the |its )?(?:[a-z]+ )?[a-z]+) (?:of|which is|that is|is|must be) (?:either )?(${number}(?: , ${number})* ,? ?or ${number})(?: ([a-z]+))?(?= ,| and |$)`,
    ),
    ({ 1: list = '', 2: unit }) => `${unit === undefined ? '' : ` in ${unit}`} ( ${list.replace(/ , or /, ' or ')} )`,
  ],
  // "a state that is one of active , returned and overdue"
  [
    new RegExp(
      `${item} (?:, )?(?:that |which )?(?:(?:is|can be|may be|must be|has to be|being|takes?) )?(?:(?:1|one|any) of|either(?: (?:1|one) of)?)(?: the (?:values|following|options))? ?:? ?${values}(?= ,? ?(?:and|with) (?:an? )|$)`,
    ),
    ({ 1: list }) => ` ( ${spread(list)} )`,
  ],
  // "claims can be in one of these states : filed , approved"
  [
    new RegExp(
      `^((?:(?:each|every|an?|the|all) )?[a-z]+(?: [a-z]+)??) (?:(?:can|may|must|will) )?(?:be|is|are|has|have|goes through|go through|passes through|pass through)(?: always)? (?:in |1 of |any of |the |these |following )*${states}(?: of)? ?:? ?(?:\\( )?${values}(?: \\))?$`,
    ),
    ({ 1: who = '', 2: list }) =>
      `${who} ${isMany(who.split(' ').at(-1) ?? '') ? 'have' : 'has'} a status ( ${spread(list)} )`,
  ],
  // "the status of a machine is one of idle , running , broken"
  [
    new RegExp(
      `^(?:the )?(?:(?:possible|allowed|valid) )?(?:values of the |values for the )?(${states}) of (?:an?|the|each|every|all) ([a-z]+(?: [a-z]+)?) (?:is|are|can be|may be|must be|has to be)(?: always| either| 1 of| one of)* ?:? ?${values}$`,
    ),
    ({ 1: field = '', 2: thing = '', 3: list }) => `each ${one(thing)} has a ${one(field)} ( ${spread(list)} )`,
  ],
  [
    such(`(?:${always}) (?:always )?unique(?: (?:and valid|across all [a-z]+|in the (?:whole )?system))?`),
    ' ( unique )',
  ],
  // "unique number per podcast" in a list: of the number
  [
    /(?<=(?:^| )(?:,|and|has|have|with) (?:an? )?)unique ([a-z]+(?: (?!per|within|for)[a-z]+)?) (per|within (?:its|the|an?|each)|for each|in each) ([a-z]+)(?= ,| and |$)/,
    '$1 ( unique $2 $3 )',
  ],
  [such(`${never} (?:be|lie) in the (future|past)`), ' ( not in the $1 )'],
  [such(`(?:${always}) in the (future|past)`), ' ( in the $1 )'],
  [
    such(`${never} (?:be|go|become|get|turn|fall|drop)(?: below)? (?:negative|zero|0)`),
    ({ 0: all }) => (/ below /.test(all) || all.endsWith('negative') ? ' ( at least 0 )' : all),
  ],
  [
    such(`${never} (?:be|go|fall|drop) (?:below|under|less than|lower than|smaller than) (${number})`),
    ' ( at least $1 )',
  ],
  [
    such(
      `${never} (?:exceed|(?:be|go|rise) (?:above|over|more than|higher than|larger than|greater than|longer than)) (${number}(?: (?:characters|chars|letters))?)`,
    ),
    ' ( at most $1 )',
  ],
  [such(`(?:${always}) (${number}) (?:or|and) (?:more|older|above|higher|greater|over|up)`), ' ( at least $1 )'],
  [such(`(?:${always}) (${number}) (?:or|and) (?:less|younger|below|lower|fewer|under)`), ' ( at most $1 )'],
  [
    such(
      `(?:${always}) ((?:exactly |at least |at most |up to |no more than |no longer than |a minimum of |a maximum of )?\\d+(?: \\.\\. \\d+)? (?:characters|chars|letters|digits))(?: long| or (?:less|fewer|more))?`,
    ),
    ' ( $1 )',
  ],
  [
    such(
      `(?:${always}) ((?:at least|at most|no more than|more than|less than|greater than|above|below|between) ${number}(?: (?:and|\\.\\.) ${number})?)`,
    ),
    ' ( $1 )',
  ],
  [
    such(`(?:defaults? to|is|starts (?:as|at|with)|has (?:a )?default(?: value)? of) ([a-z0-9]+)(?: by default)?`),
    ({ 0: all, 1: value }) =>
      / (?:by default|defaults? (?:to|value of|of)) ?|starts /.test(`${all} `) ? ` ( default ${value ?? ''} )` : all,
  ],
  [such('(?:can|may) be (?:empty|blank|null|omitted|missing|left out|left empty|left blank)'), ' ( optional )'],
  [such(`${never} be (?:empty|blank|null|missing)`), ' ( required )'],
];
