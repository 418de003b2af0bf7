/**
 * Words of sentences that say how many rows there may be, by what they mean. Those of more than one word are looked for
 * before the names of things, single words after them.
 *
 * MOST N at most · MORE more than · NO refused or never · REF refused · ON a further one · TWICE · ONCE · PER each · SAME ·
 * WHO of whom it is said · WHEN in which case · OVER in time · BUSY · TIME at one time · FULL · REACHED · ONLYDIFF unlike ·
 * DOUBLE twice, in time where there is one · NUM how many · TOTAL of all · ANY whoever · LEFT free places
 */

const period =
  /^(?:(?:(?:per|a|an|each|every|in|within|during|on|and|any|the|same|that|calendar|single|one|1|for|of|\/|given) )*)(day|week|month|year|hour|date|evening|night|morning|afternoon|season|quarter|term|semester|weekend)(?= |$)/;
const adverb = /^(dai|week|month|year|hour)ly(?= |$)/;

const several: [string, string][] = [
  [
    'MOST',
    'at (?:the )?most|at (?:the |a )?maximum|up to|(?:no|not|never) (?:any )?more than|(?:a |the )?(?:max|maximum|limit|cap|ceiling|quota)(?: number| count| amount)?(?: of| is| :)|(?:limited|restricted|capped) (?:to|at)|(?:or|and) (?:fewer|less)|(?:the )?most(?: that)?|no (?:greater|higher) than|not above|not beyond|(?:a |the )?(?:max|maximum|upper) (?:number|count|amount|limit)',
  ],
  ['MOST', '(?:and |but )?(?:no|not) (?:any )?more$|(?:stay|remain|keep|be kept|lie) (?:within|below|under|inside)'],
  ['MOST', '(?:is|are) (?:allowed|permitted|entitled to|granted|given)(?: to have)?(?= \\d)|exactly(?= 1 )'],
  ['MOST', 'limit(?= (?:every|each|an?|the|all) [a-z]+(?: [a-z]+)? to \\d)'],
  ['UNCOUNTED', '(?:do|does) not count(?: (?:towards|to|for|against|in|as))?'],
  [
    'NO',
    '(?:must|has to|have to|needs? to) (?:first )?[a-z]+ (?:1|one|it|that one|the first)(?: of them)? (?:first|before)',
  ],
  ['', '(?:has |have )?room for(?= \\d)'],
  ['EXCEED', '(?:be|get|go|grow|rise) (?:more|higher|greater|larger|bigger|over|above|beyond)(?: than)?'],
  [
    'TWICE',
    '(?:2|two|several|multiple|many) times|more than (?:1|one) time|more than once|a (?:2|second)(?: nd)? time|over and over',
  ],
  ['MORE', 'more than|in excess of|greater than|higher than'],
  ['ONCE', '(?:only |exactly |just |at most |a )?(?:1|one|single) time(?! slot)|(?:only|exactly|just|at most) once'],
  [
    'ON',
    '(?:1|one) more|any ?more|(?:a |the )?(?:next|new|further|additional|other|extra) (?:1|one|ones)|any (?:other|further|more|new)|the next (?:1|one)|by (?:someone|somebody|anyone|anybody) else|any longer',
  ],
  [
    'NO',
    '(?:no|not) 1|can (?:no longer|not)|(?:do|does|must|may|should|shall|will|would) not|no longer|not (?:be )?(?:allowed|possible|permitted|accepted)',
  ],
  ['NO ANY', 'no one'],
  ['ANY', 'any ?(?:one|body)|some ?(?:one|body)|every ?(?:one|body)|the same (?:person|user|people)'],
  [
    'PER',
    'for each|for every|of each|of every|by each|from each|to each|in each|on each|for any|in every|from every|by every|(?:for|of|in|on|by|from) any(?: given)?',
  ],
  [
    'NO OVER',
    '(?:at|in|on|during) different (?:times|hours|time slots)|(?:mutually )?(?:exclude|excludes) (?:each other|one another)|mutually exclusive',
  ],
  [
    'OVER',
    '(?:start|starts|begin|begins) (?:before|while) (?:the |an? )?(?:previous|last|other|another|earlier|existing)(?: 1| one)?|(?:overlap|overlaps|overlapping|clash|clashes|collide|collides|conflict|conflicts) in time',
  ],
  ['DOUBLE', 'double (?:bookings?|booked|book|reserved|reservations?|assigned|assignments?)'],
  [
    'TIME',
    '(?:at|in|for|during|on|within) (?:the |that |this |any |a |1 |one |those )*(?:same |given |single |overlapping )*(?:time slots?|point in time|times?|moment|period|slot|interval|hours)(?: in time)?(?: only)?|at (?:once|all times)|in parallel',
  ],
  [
    'FULL',
    '(?:fully|completely) (?:booked|occupied)|sold out|booked (?:up|out)|(?:at|over|above|beyond|past) (?:its |their |the )?(?:full )?capacity|(?:has |have |with |there (?:is|are) )?no (?:more |free |open |available )*(?:places?|seats?|spots?|room|space|capacity|slots)(?: (?:left|free|available|anymore|remaining))?|out of (?:places|seats|spots|space)',
  ],
  [
    'LEFT',
    '(?:free|open|available|remaining|empty) (?:places?|seats?|spots?|slots?|capacity|space)|(?:places?|seats?|spots?|room|space|capacity) (?:left|free|available|remaining)',
  ],
  ['1', 'an? (?:single|sole|lone)|single'],
  ['AS', '(?:at most |only |just )*as many'],
  ['NUM', '(?:the )?(?:total )?(?:number|amount|count) of|how many'],
  ['TOTAL', 'in total|in all|all in all|in the system|at all|as a whole|in the whole system|all together'],
  ['SAME', '(?:1|one) and the same|(?:the |an? )?(?:very )?(?:same|identical|equal|matching)'],
  [
    'UNLIKE',
    '(?:its|their|his|her) own|(?:must|can|may|should) not (?:repeat|be (?:repeated|reused|used again|shared))',
  ],
  ['TOGETHER', '(?:the )?(?:combination|pair|pairing|tuple) of|in combination|taken together'],
  ['WHEN', 'as soon as|in case|as long as|only (?:if|when|while)|provided that'],
  [
    '',
    '(?:has|have) (?:ended|finished)|(?:is|are) (?:over|finished)$|(?:be )?able to|(?:its|their) (?:own )?turn|make sure(?: that)?|(?:it )?(?:should|must|may|is) (?:be )?(?:ensured|guaranteed)(?: that)?|sign up|signs up|signed up|the system',
  ],
];

const single: [string, string][] = [
  ['MOST', 'max|maximum|maximal|maximally|limit|limits|limited|only|just|tops|merely|cap|quota'],
  ['EXCEED', 'exceed|exceeds|exceeding|surpass|surpasses|outnumber|outnumbers'],
  ['MORE', 'over|above|beyond|exceeding'],
  ['ON', 'another|further|additional|extra|more|other|others|anymore|new'],
  ['TWICE', 'twice|again|double|duplicate|duplicates|duplicated|repeatedly|multiple|several|repeat|repeats|repeated'],
  ['ONCE', 'once'],
  ['NO', 'no|not|never|cannot|none|without|nor|neither'],
  ['NO ANY', 'nobody'],
  [
    'REF',
    'refuse|refuses|refused|refusing|reject|rejects|rejected|rejecting|deny|denies|denied|forbid|forbids|forbidden|prohibited|prohibit|impossible|prevent|prevents|prevented|disallow|disallowed|fail|fails|failing|error|errors|invalid|blocked|block|declined|decline|stop|stops|avoid|avoids',
  ],
  ['ANY', 'anyone|anybody|everyone|everybody|someone|somebody|people|person'],
  ['PER', 'per|each|every'],
  ['SAME', 'same|identical|equal|that'],
  ['WHO', 'who|which|whose|with|having'],
  ['WHEN', 'when|if|while|after|whenever|where|until|unless'],
  ['ALREADY', 'already|currently|existing'],
  [
    'OVER',
    'overlap|overlaps|overlapping|overlapped|collide|collides|colliding|clash|clashes|clashing|intersect|intersects|intersecting|conflict|conflicts|conflicting|coincide|coincides|double-booked|doublebooked',
  ],
  ['BUSY', 'taken|sold|occupied|busy|unavailable|used'],
  ['FREE', 'free|available'],
  ['TIME', 'simultaneously|concurrently|time|times'],
  ['FULL', 'full|exhausted|overbooked|overbook|overbooking|overfill|overfilled|oversell|oversold|overcrowded'],
  ['REACHED', 'reached|reaches|reach|hit|hits'],
  ['CLOSED', 'close|closes|ends|end'],
  ['UNLIKE', 'unique|uniquely|uniqueness|distinct|different|differ|differs'],
  ['SHARE', 'share|shares|sharing'],
  ['TOGETHER', 'together|combination'],
  ['TOTAL', 'altogether|overall|total'],
];

/** Said of nothing in particular. */
const talk =
  /^(?:an?|the|this|these|those|its?|their|his|her|our|my|your|they|them|there|we|i|you|he|she|is|are|be|been|being|was|were|can|could|may|might|must|shall|should|will|would|to|of|for|in|on|at|by|from|into|within|inside|as|so|do|does|did|done|has|have|had|get|gets|got|getting|hold|holds|holding|held|own|owns|make|makes|made|making|create|creates|created|creating|add|adds|added|adding|place|places|placed|give|gives|given|giving|receive|receives|keep|keeps|kept|take|takes|taking|exist|exists|existing|allow|allows|allowed|permit|permitted|possible|accept|accepts|accepted|acceptable|let|ensure|ensures|that|and|or|but|also|then|still|ever|any|all|always|want|wants|need|needs|enforce|rule|rules|occur|occurs|appear|appears|use|uses|attached|assigned|belong|belonging|belongs|store|stores|stored|save|saved|enter|entered|registered|tries|try|book|time-wise|up|than|one|go|goes|now|here|who|both|least|well|exactly|precisely|contain|contains|opened|started|begun|start|starts|begin|begins|open|opens|submit|submits|file|send|available|reserve|apply|count|counts|case|whole|two|value|values|attempt|attempts|trying|tries|please|request|requests|,|;|:|-|–|\(|\)|\.|\/)$/;

const of = (rows: readonly [string, string][]): [string, RegExp][] =>
  rows.map(([sign, words]) => [sign, new RegExp(`^(?:${words})(?= |$)`)]);
const phrases = of(several);
const words = of(single);

interface Found {
  sign: string;
  /** Words that it takes. */
  size: number;
}

const sizeOf = (text: string): number => text.split(' ').length;

/** What the words that a text begins with mean; `alone`: single words, which may as well be names. */
export function meaningAt(text: string, alone: boolean): Found | undefined {
  if (!alone) {
    const within = period.exec(text) ?? adverb.exec(text);
    if (within?.[1] !== undefined) {
      const unit = within[1] === 'dai' || within[1] === 'date' ? 'day' : within[1];
      // "a date" is a field of theirs, "the same date" a day.
      if (within[1] !== 'date' || /same|per|each|any/.test(within[0]))
        return { sign: `P${unit}`, size: sizeOf(within[0]) };
    }
  }
  for (const [sign, pattern] of alone ? words : phrases) {
    const found = pattern.exec(text);
    if (found) return { sign, size: sizeOf(found[0]) };
  }
  return undefined;
}

export const isTalk = (word: string): boolean => talk.test(word);

export const ordinals: readonly string[] = [
  '',
  '',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
];
