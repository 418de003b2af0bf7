/** How a page or program behaves, which is known of no thing. */
export const behaviours =
  '(?:drag and drop|dark mode|light mode|keyboard shortcuts?|infinite scroll(?:ing)?|auto ?complete|animations?|responsive (?:design|layout)|offline (?:mode|support)|undo(?: and redo)?)';

/** What people say behind a field: what values it takes, after what it comes, that it may be left out. */

export const notedItems: [RegExp, string | ((match: RegExpExecArray) => string)][] = [
  // "notes if i want"
  [
    /(?<=[a-z]) (?:, )?(?:if (?:i|we|you|they|he|she) (?:want|like|need|wish|know)s?(?: (?:to|it|1|one))?|if any|if known|if needed|if there (?:is|are) (?:any|1|one)|if applicable|when known|where known)(?= ,| and |$| \))/,
    ' ( optional )',
  ],
  // "an end time , empty while the ride is going on", "a returned date that is blank until it is back"
  [
    /(?<=[a-z]) (?:, )?(?:\( )?(?:(?:that|which) )?(?:(?:is|are|stays?|remains?) )?(?:left )?(?:empty|null|blank|unset|not set|missing|open) (?:while|until|as long as|so long as|when|if|before) (?:(?!and )[a-z]+ ?)+?(?: \))?(?= ,| and |$)/,
    ' ( optional )',
  ],
  // "a todo list with drag and drop".
  [new RegExp(`(?<=[a-z])(?: (?:with|and|,|including|plus))+ (?:an? )?${behaviours}(?= ,| and |$)`), ''],
  // "a cask number ( there cannot be two with the same one )"
  [
    /\( (?:there )?(?:cannot|must not|may not|can never|must never|should not) be 2 (?:with|of|that have|having) the same(?: 1| number| name| code)? \)/,
    '( unique )',
  ],
  // "what it is called , what it costs a month , which category ( … ) , if i cancelled it"
  [/(?<=(?:^|,|and|has|:) )what (?:it|they|he|she|the [a-z]+) (?:is|are) called(?= ,| and |$)/, 'name'],
  [
    /(?<=(?:^|,|and|has|:) )what (?:it|they|the [a-z]+) costs? (?:an?|per|each|every) (month|year|week|day)(?= ,| and |$)/,
    ({ 1: unit = '' }) => `${unit === 'day' ? 'daily' : `${unit}ly`} cost`,
  ],
  [/(?<=(?:,|and|has|:) )which (?=[a-z]+(?: [a-z]+)? \()/, ''],
  [
    /(?<=(?:,|and|has|:) )if (?:i|we|it|they) (?:have |has |was |were |is |am )?([a-z]+ed)(?: (?:it|them))?(?= ,| and |$)/,
    '$1 boolean',
  ],
  // "reported at first , then assigned"
  [/(?<= [a-z]+) (?:at first|initially)(?= , (?:and )?then )/, ''],
  // "kind - single / double / canadian", "state - open , ordered or abandoned"
  [
    /(?<=(?:^|,|:|and|with|has|have) [a-z]+(?: [a-z]+)?) - ([a-z0-9]+(?: [a-z0-9]+)?(?: \/ [a-z0-9]+(?: [a-z0-9]+)?)+)(?= ,|$)/,
    ' ( $1 )',
  ],
  [
    /(?<=(?:,|:|with|has|have|-) (?:an? |the )?(?:[a-z]+ )?(?:kind|type|state|status|stage|size|colou?r|category|level|mode|condition|phase|grade)) (?:- |: )((?:[a-z0-9]+(?: [a-z0-9]+)? , )*[a-z0-9]+(?: [a-z0-9]+)? (?:, )?or [a-z0-9]+(?: [a-z0-9]+)?)$/,
    ({ 1: list = '' }) => ` ( ${list.replaceAll(/ (?:, or|,|or) /g, ' / ')} )`,
  ],
  // "kind temperature or humidity"
  [
    /(?<=(?:,|\() )(kind|type|sort|category|mode|size|colou?r) ((?!of |is |in |from |between )[a-z]+) or ([a-z]+)(?= ,| \)|$)/,
    '$1 ( $2 / $3 )',
  ],
  // "an amount , at least 0.10 and at most 500 euros , and a purpose"
  [
    /(?<=(?: has| have|:| with) .*[a-z]) , (?:at least|no less than|not less than|min(?:imum)?) (\d[\d.]*)(?: ([a-z]+))? (?:and|but|,) (?:at most|no more than|not more than|up to|max(?:imum)?) (\d[\d.]*)(?: (?!and )([a-z]+))?(?= ,| and |$)/,
    ({ 1: least = '', 2: unit, 3: most = '', 4: units }) =>
      ` ( ${least} .. ${most}${units === undefined && unit === undefined ? '' : ` ${units ?? unit ?? ''}`} )`,
  ],
  // "a due date that is after the issue date , and a status"
  [
    /(?<=[a-z] (?:an? |the )?[a-z]+ [a-z]+|, (?:an? )?[a-z]+) (?:that|which) (?:is|must be|comes|lies|has to be|should be|has to come)(?: always)? (after|before|later than|earlier than) (?:the |its )?((?!it|this|that)[a-z]+(?: (?!and )[a-z]+)?)(?= ,| and |$)/,
    ' ( $1 $2 )',
  ],
  // "a home club , an away club , the goals of both sides"
  [
    /^(.* home [a-z]+ .*away [a-z]+ .*?)(?:the )?([a-z]+) (?:of|by|for) (?:both|each)(?: of the)? (?:sides?|teams?|clubs?|parties|players?)(?= ,| and |$| \))/,
    '$1home $2 and away $2',
  ],
];
