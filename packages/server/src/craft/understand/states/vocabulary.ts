/**
 * The words in which people say through which states a row goes, by what they mean. A sentence that has a word of none of
 * these says something else, or more, and is left to the passes that know it.
 */

export type Meaning =
  | 'NO'
  /** "NO YET": what did not come so far. */
  | 'YET'
  /** "MUST PAST": what had to come first. */
  | 'PAST'
  | 'REFUSED'
  | 'ONLY'
  | 'MAY'
  | 'MUST'
  /** The row has come into the state: "once it is paid". */
  | 'ONCE'
  /** The row is in the state: "if it is paid", "from paid". */
  | 'POINT'
  /** As long as the row is in the state: "while it is open". */
  | 'LASTING'
  /** Which rows: "a repair that is open". */
  | 'THAT'
  | 'UNLESS'
  | 'BEFORE'
  | 'START'
  | 'END'
  | 'THEN'
  | 'TO'
  | 'BECOME'
  | 'GO'
  | 'THERE'
  | 'BACK'
  /** "reopened": in a state that it had before. */
  | 'AGAIN'
  | 'SKIP'
  | 'NEXT'
  | 'ORDER'
  | 'FORWARD'
  | 'ELSE'
  | 'KEEP'
  | 'LOCKED'
  | 'CHANGE'
  | 'DELETE';

/**
 * What stands for a meaning, as patterns of whole words; those above go before those below. "~" is the status, "#" the thing, "@" a
 * word that stands for it, "S0", "S1" and on are its states; "A0" one that stands before the thing, "V0" the
 * verb that leads into it.
 */
const forms: [Meaning | 'NOTHING', string[]][] = [
  [
    'NOTHING',
    [
      'as follows|in any case|of its life|no matter what|with an error(?: message)?|any more|anymore|any longer|at all|under no circumstances',
      '(?<=[SAV]\\d+ )before(?= $| ,)|(?<=(?:must|has to|have to|needs? to|was|been|being|not|without) (?:[a-zA-Z~#@]+ )*[SAV]\\d+ )first(?= $| ,)|following(?= ~)|[2-9]\\d*(?= ~)|(?:possible|different|allowed|valid|permitted|fixed)(?= ~)',
      '(?<=~ )(?:that|which)(?= (?:is|are))|1 of(?: the| these)?(?: following)?(?: [2-9]\\d*)?(?= ~)|in between',
      '(?:but )?not (?:later|after(?:wards)?|any later|then)(?: on)?(?= $)',
      'for V\\d+|(?<=BACK )(?=BACK)',
      '(?:please )?make sure(?: that)?|(?:returns?|gives?|shows?|raises?|throws?)(?= an? error)|(?:when(?:ever)?|if) (?:somebody|someone|anyone|anybody|an? user|users?|you) (?:tries|try|attempts?|wants?) to',
      '(?:trying|tries|try|attempts?|attempting|wants?|wanting) to',
    ],
  ],
  [
    'START',
    [
      '(?:newly|freshly|just|recently) (?:created|added|made|entered|registered|submitted|opened|recorded)|brand new',
      '(?:on|at|upon|during|after|with) (?:its |their |the )?(?:creation|start|beginning)|(?:in|at|from) the (?:very )?(?:beginning|start|outset)',
      '(?:when(?:ever)?|once|if|as soon as|after) (?:(?:an? |the )?(?:new )?[#@] )?(?:is |are |gets? |has been |was )?(?:first )?(?:newly )?(?:created|added|entered|made|registered|recorded|new|born)(?: #)?|(?:when|on|after|if) (?:creating|adding|entering|registering|(?:we|you|i|users?|somebody|someone) (?:creates?|adds?|enters?|registers?|records?)) (?:an? |the )?(?:new )?[#@]',
      'if nothing (?:else )?is (?:said|given|specified|stated|set)|unless (?:otherwise )?(?:said|given|specified|stated|set)(?: otherwise)?|if not (?:said|given|specified|stated|set)(?: otherwise)?',
      'at first|first of all|to (?:begin|start) with|by default|initial(?:ly)?|defaults?|(?:begin|start)(?:s|ing)?(?: (?:its|their) life| life)?(?: out| off)?|(?<!MUST )first|(?<=[SAV]\\d+ )1st|new|fresh|created|originally',
    ],
  ],
  [
    'THEN',
    [
      '(?:and )?(?:after|from|following) (?:that|this|which|there on|then on)|afterwards|thereafter|subsequently|(?:and )?then|later(?: on)?|finally|lastly|eventually|at the (?:very )?end|in the end|as the last (?:step|~)',
    ],
  ],
  [
    'NEXT',
    [
      '(?:always |only |just |by )*1 (?:(?:step|~) )?(?:at a time|after the other|after another|by 1|further|forwards?|ahead)|1 ~ (?:at a time|after the other|after another|by 1)|(?:from )?1 to the next(?: 1| ~)?|(?:step|~) by (?:step|~)|1 by (?:1|@)|1 step|1 ~ (?:forwards?|further|ahead)',
      '(?:to )?(?:the )?(?:directly |immediately )?(?:next|following|adjacent|subsequent|neighbou?ring)(?: 1| ~| @| step)?(?: in (?:line|(?:the|this|that) (?:list|order|row|sequence|chain)))?|(?:to )?(?:the )?(?:1|~) (?:that|which) (?:comes|follows) next|(?:comes|follows) next',
    ],
  ],
  [
    'ELSE',
    [
      '(?:anything|everything|something|somewhere|anywhere) (?:else|other)|(?:an? )?arbitrary(?: ~| values?)?|other (?:changes?|transitions?|moves?|orders?|paths?|ways?)(?: than)?|(?:another|other)(?: 1s?| ~| @)?(?: than)?|further (?:~|changes?|transitions?)|different ~|else',
    ],
  ],
  [
    'ORDER',
    [
      '(?:these|the following|following|such|~) (?:changes|moves|transitions)|(?:changes|moves)(?= (?:is|are) (?:allowed|possible|permitted|valid))|in (?:exactly |precisely |strictly )?(?:(?:this|that|the|a|its|their) )?(?:following |given |listed |stated |above |same |right |correct |fixed |strict |exact )*(?:order|sequence)(?: above| given| listed)?|in order|(?:the|that|this|any) order(?: (?:of|above|given|below|listed))?|(?:the )?(?:sequence|chain|path|row|line)(?: (?:of|above|given|below|listed))?|along|linear(?:ly)?|life ?cycle|lifespan|workflow|flow|life|transitions?(?! to )|progression|journey',
    ],
  ],
  ['TO', ['(?:is |are |be |being )?followed by|leads? (?:only )?to|->|(?<=[SAV]\\d+ (?:only |just )?)by']],
  [
    'SKIP',
    [
      'skip(?:s|ped|ping)?|jump(?:s|ed|ing)?(?: over)?|leav(?:e|es|ing) (?:~ )?out|left out|omit(?:s|ted|ting)?|bypass(?:es|ed|ing)?|miss(?:es|ed|ing)?|shortcuts?',
    ],
  ],
  [
    'BACK',
    [
      '(?:the |an |its |any |a )?(?:way )?back(?:wards?)?|return(?:s|ed|ing)?|revert(?:s|ed|ing)?|reopen(?:s|ed|ing)?|undo|undone|(?:an? |the |any )?(?:earlier|previous|former|prior)(?: 1| ~)?',
    ],
  ],
  ['FORWARD', ['forwards?|onwards?|ahead|upwards?']],
  [
    'KEEP',
    [
      '(?:stays?|keeps?|remains?|staying|remaining)(?: (?:its|their|the|that|this) ~)?(?: (?:like )?(?:that|so|this way))?|forever|for ever|permanent(?:ly)?|for good|for all time',
    ],
  ],
  [
    'LOCKED',
    [
      'locked|frozen|freezes|immutable|read ?only|read - only|unchangeable|closed for (?:changes|edits|editing)|write protected|(?<!ORDER )fixed',
    ],
  ],
  [
    'MUST',
    [
      '(?:must|should|shall|ought to|(?:has|have|had|needs?)(?: always| first)? to|is required to|are required to)(?: always| first| already)?',
    ],
  ],
  [
    'REFUSED',
    [
      'impossible|forbidden|prohibited|not (?:allowed|permitted|possible|accepted|valid|legal)|invalid|illegal|disallowed',
      'reject(?:s|ed|ing|ion)?|refuse[ds]?|refusing|den(?:y|ied|ies)|prevent(?:s|ed)?|fail(?:s|ed|ing)?|blocked|turned down|(?:an? |the )?(?:validation |conflict |clear |proper )?errors?(?: message| code| response)?|4(?:00|09|22)|conflict',
    ],
  ],
  ['ONLY', [', (?:otherwise|else) not(?= $)|still|only|solely|exclusively|just']],
  [
    'MAY',
    [
      '(?:is |are |be )?(?:allowed|permitted|accepted|possible|free|able|ok|okay|fine|valid|legal)(?: to)?|works?|can|may|might|could|allow(?:s|ed)?|permits?|valid',
    ],
  ],
  ['UNLESS', ['unless|except(?: when| if| for| from)?|other than|apart from']],
  [
    'BEFORE',
    [
      '(?<=MUST (?:be |have been |be set to )?S\\d+ )(?:in order )?to (?:be(?:come)?|get|reach)|up to(?: the (?:point|moment)(?: where| when| that)?)?|before|until|till|prior to|without(?: (?:being|having been|first being))?|^(?:in order )?to (?:be(?:come)?|get|reach|be set to)(?: marked(?: as)?)?',
    ],
  ],
  ['NO', ['cannot|not(?: yet)?|never|no longer|no|nobody|none|nothing|neither|no one|no 1']],
  ['LASTING', ['(?:for )?as long as|so long as|while|whilst|during|provided(?: that)?|only if|just if|only when']],
  [
    'THAT',
    [
      '(?:that|which|who)(?= (?:(?:is|are|was|were|has|have|had|NO|already|been|still) )+[SAV]\\d)|whose(?: ~)?|with (?:the )?~(?= [SAV]\\d)|in (?:the )?~(?= [SAV]\\d)',
    ],
  ],
  ['THERE', ['(?:from )?there(?! (?:is|are))|from that ~']],
  ['ONCE', ['once|after(?:wards)?|as soon as|from the moment|having been']],
  ['POINT', ['when(?:ever)?|if|from|in case|upon|out of|starting from|follows|follow(?= [SAV]\\d)']],
  ['DELETE', ['delet(?:e|es|ed|ing|ion|ions)|remov(?:e|es|ed|ing|al)|erase[ds]?|destroy(?:s|ed)?']],
  [
    'TO',
    [
      '(?:switch|transition|chang|mov|advanc|progress|promot)(?:e|es|ed|ing)?(?:s|ed|ing)?(?: (?:[@#]|the #|an? #|~|the ~|its ~))*(?: on| over| forward)? (?:to|into|as)(?= (?:the )?(?:~ )?[SV]\\d)',
    ],
  ],
  [
    'CHANGE',
    [
      'chang(?:e|es|ed|ing)|edit(?:s|ed|ing)?|modif(?:y|ies|ied|ying|ications?)|updat(?:e|es|ed|ing)|alter(?:s|ed|ing)?|amend(?:s|ed|ing)?|adjust(?:s|ed|ing)?|overwrit(?:e|ten)',
    ],
  ],
  [
    'BECOME',
    [
      'becom(?:e|es|ing)|becoming|gets?|got|getting|turns?(?: into)?|turned|reach(?:es|ed|ing)?|enters?|entered|set(?:s|ting)?|mark(?:s|ed|ing)?|put|switch(?:es|ed|ing)?|bring(?:s|ing)?|brought|receives?|reachable|takes?(?: on)?',
    ],
  ],
  [
    'GO',
    [
      'go(?:es|ing)?(?: on)?|mov(?:e|es|ed|ing)(?: on)?|runs?|pass(?:es|ed|ing)?|flows?|advanc(?:e|es|ed|ing)|progress(?:es|ed|ing)?|proceeds?|travels?|through|via|over|comes?|leads?|follow(?:s|ed|ing)?|taken|steps|stepped|transition(?:s|ed|ing)?|cycles?',
    ],
  ],
  ['TO', ['to|into|as']],
  ['END', ['(?:the )?(?:final|last|terminal|ultimate|end)(?: ~)?|ends?(?: up)?|ending|finish(?:es|ed)?']],
];

const patterns = forms.map(([meaning, sources]): [Meaning | 'NOTHING', RegExp] => [
  meaning,
  new RegExp(
    `(?<= )(?:${sources.map((source) => source.replaceAll('^', '(?<=^ )').replaceAll('$', '(?:$)')).join('|')})(?= )`,
    'g',
  ),
]);

/** Words that mean two of these at once. */
const turns: [RegExp, string][] = [
  [/(?<= )(?:(?:has|have|had|was|were|is) not (?:yet )?been(?: yet)?|not (?:yet been|been yet|yet))(?= )/g, 'NO YET'],
  [
    /(?<= )(?:requires?|needs?|demands?|presupposes?|calls? for)(?: that| (?:an? |the )?#(?: that| to be)?)*(?= (?:@ )?(?:is |be |to be |being |have been )?(?:~ )?S\d)/g,
    'ONLY LASTING',
  ],
  [
    /(?<= )(?:must|should|(?:has|have|needs?) to) (?:already )?have (?:already |first |previously )?been(?= )/g,
    'MUST PAST',
  ],
  [/(?<= )leav(?:e|es|ing) (?:the )?(?:~ )?(?=S\d)/g, 'GO POINT '],
  [/(?<= )(?:editable|changeable|modifiable)(?= )/g, 'MAY CHANGE'],
  [/(?<= )(?:deletable|removable)(?= )/g, 'MAY DELETE'],
  [
    /(?<= )(?:(?:is|are|as) )?(?:an? |the )?(?:pre ?)?(?:conditions?|requirements?|requisites?|prerequisites?) (?:for|of|to)(?= )/g,
    'MUST BEFORE',
  ],
];

/** Each word of a masked sentence by its meaning, or as it stands. */
export function meanings(sentence: string): string[] {
  let said = ` ${sentence} `;
  for (const [pattern, plain] of turns) said = said.replaceAll(pattern, plain);
  for (const [meaning, pattern] of patterns) said = said.replaceAll(pattern, meaning === 'NOTHING' ? '%' : meaning);
  return said
    .trim()
    .split(/ +/)
    .filter((word) => word !== '%');
}

/** Words that say nothing by themselves. */
export const talk = new Set(
  (
    'a an the its their this that these those each every all any it they them he she we i you one own of for in on at with be is are am was were been being will would do does did done has have had having ' +
    'there here so also too just simply really please note sure ensure ensures check want wants like value values users user people person somebody someone anyone anybody everyone api system app application ' +
    'service then always already exactly automatically ever whether far completed see again which who what way ways about how long current currently such now upon state machine possible allowed possibility different several various ' +
    'attempt attempts attempting try tries trying request requests action operation strictly counts count keep kept yet directly immediately either both between among per more' +
    ' follow track tracks know supposed give gives result results yields answer answers above below than'
  ).split(' '),
);

/** States that a row leaves its way for. */
export const sideStates =
  /^(?:cancell?ed|rejected|declined|refused|archived|refunded|withdrawn|aborted|suspended|expired|failed|lost|void|abandoned|blocked|paused|on hold)$/;
