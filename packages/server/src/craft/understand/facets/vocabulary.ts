/**
 * The words in which people say what holds for a single field, by what they mean. A sentence that has a word of none of
 * these says something else, or more, and is left to the passes that know it.
 */

/** What a stretch of a sentence means: `NO` turns the meaning of what it stands with. */
export type Meaning =
  | 'NO'
  | 'REFUSED'
  | 'OTHER'
  | 'MAY'
  | 'MUST'
  | 'SOME'
  | 'NEEDED'
  | 'OPTIONAL'
  | 'ABSENT'
  | 'GIVEN'
  | 'SAME'
  | 'UNIQUE'
  | 'DEFAULT'
  | 'CHOICE'
  | 'NEW'
  | 'IF';

/**
 * What stands for a meaning, as patterns of whole words; those above go before those below. "~" is the field that is spoken
 * of, "#" its thing, "@" a list of values.
 */
const forms: [Meaning | 'NOTHING', string[]][] = [
  [
    'NOTHING',
    [
      'nothing else|no other(?: values?| options?)?(?= $)|and that is it|in any case|no matter what|without exception',
      '(?<=(?:another|same|as|the|no) )\\d|1(?= #)(?<!(?:exactly|only|just|most|precisely) 1)',
      '(?<!(?:default|defaults) )(?!(?:exactly )?1 )(?:exactly |these |the |following )*\\d+(?= (?:possible |different |allowed |fixed )*(?:#|values|options|choices|possibilities|~|:|@))',
    ],
  ],
  [
    'DEFAULT',
    [
      '(?:if|when|unless|where|in case) (?:nobody|nothing|no one|no 1|none|not|it is|they are|the users?|someone|somebody|you|it|otherwise|something else|anything else|no value|the client)(?: [a-z]+){0,3}? (?:otherwise|else|anything|different|it|1|so|sets?|set|given|specified|stated|provided|said|says|entered|chosen|passed|supplied|sent|filled in|there|is|defined)(?: otherwise| else)?(?= $| ,| ~| \\)| the| it)',
      'unless (?:otherwise )?(?:given|specified|stated|provided|said|told|entered|set|chosen)(?: otherwise)?',
      'without (?:any )?(?:other|further|more) (?:information|input|value|data|choice)',
      'by default|(?:the |an? |its |their )?(?:default|initial|standard|starting|preset|predefined)(?: value| choice| setting| option)?|defaults?|defaulting|initially',
      '(?:at|in) the (?:start|beginning|outset)|at first|to (?:start|begin) with|falls? back|fallback|preset|prefilled|pre filled|assumed?|assumes',
      '(?:starts?|begins?|starting|beginning)(?: out| off| life)?(?= (?:with|at|as|in|from|on|~))',
    ],
  ],
  [
    'SOME',
    [
      'not (?:every|each|all|always|necessarily)(?: of them)?|not everyone|not everybody|(?:only )?(?:sometimes|occasionally|rarely)|usually|in some cases',
      '(?:some|many|a few|(?<!at )most|several|certain)(?: of (?:them|the|these))?',
    ],
  ],
  [
    'MAY',
    [
      '(?:is |are |it is |that is |this is |would be |also |be |perfectly |totally |absolutely )?(?:fine|ok|okay|all right|alright|no problem|not a problem|acceptable|tolerated)',
    ],
  ],
  [
    'OPTIONAL',
    [
      'nice to have|up to (?:the )?(?:user|you|them|client)s?|not a must|optional|optionally|voluntary|nullable|at will',
      'if (?:known|available|there is 1|there is one|any|applicable|present|they have 1|it has 1|desired|wanted|you (?:want|like|wish))',
    ],
  ],
  [
    'MAY',
    [
      '(?:is|are|be) (?:allowed|permitted|possible|free|able)(?: to)?|can|may|might|could|allow(?:s|ed)?|permitted|permits?',
      'feel free(?: to)?|(?:added|given|entered|set|filled in|provided|specified|known|follow|come) later|possible|possibly|perhaps|maybe|accept(?:s|ed|able)?|valid|legal|let|lets',
    ],
  ],
  [
    'SAME',
    [
      'more than once|more than 1 time|(?:a )?(?:2nd|second|further) time|exists? already|existing|already|twice|again',
      '(?:that |which |who )?(?:already|previously) (?:exists?|there|taken|used|known|in use|present|registered|given|assigned|has|have|stored)',
      '(?:is|are|was|were|has been|have been) (?:already )?(?:taken|in use|there) (?:already|before)',
      'duplicate[sd]?|duplication|duplicating|repeat(?:s|ed|ing)?|repetitions?|shares?|shared|sharing|same|identical|equal|double|doubles|reuse[ds]?|reusing|in common',
    ],
  ],
  [
    'UNIQUE',
    [
      '(?:only|just|exactly|at most|at maximum|no more than) (?:once|1 time)|(?<=exists? |occurs? |appears? |used )once',
      '(?:belongs?|is given|is assigned|refers?|points?|leads?|stands?) (?:to |for )?(?:exactly|only|just|precisely|at most) (?:an?|1|a single) #',
      '(?:has|have|gets?|needs?|must have|should have|receives?) (?:its|their|an?|his|her) own(?: (?:unique|distinct))?',
      'unique(?:ly)?(?: (?:identifier|key|identifies|identify))?|uniqueness|distinct|(?:uniquely |clearly )?identif(?:y|ies)|(?:identified|recogni[sz]ed|known|recogni[sz]able)(?: uniquely)? by|identified|distinguish(?:es|ed)?(?: by)?',
      '(?:always )?differ(?:s|ent)?(?: (?:from|for|in|on|to)(?: that of| those of)?)?',
    ],
  ],
  [
    'REFUSED',
    [
      'impossible|forbidden|prohibited|not (?:allowed|permitted|possible|accepted|acceptable|valid|ok|okay|fine|legal)|invalid|illegal|unacceptable',
      'reject(?:s|ed|ing|ion)?|refuse[ds]?|refusing|den(?:y|ied|ies)|disallow(?:s|ed)?|prevent(?:s|ed)?|avoid(?:s|ed)?|fail(?:s|ed|ing)?|prohibits?|blocked|turned down|complain(?:s|ed)?|do not want|does not want',
      '(?:an? |the )?(?:validation |conflict |clear |proper )?errors?(?: message| code| response)?|(?:4(?:00|09|22))(?: error| conflict| bad request| status| response)?|conflict|bad request|trouble',
    ],
  ],
  [
    'OTHER',
    [
      'other than|except(?: for)?|apart from|besides|anything but|everything but|all but|but(?= (?:the |an? |its )?~)|different than|outside(?: of)?|beyond',
    ],
  ],
  ['NO', ['cannot|not|never|no|nobody|none|nothing|neither|nor|no one|hardly']],
  [
    'ABSENT',
    [
      '(?:left|leave|leaves|leaving|stays?|staying|remains?|remaining)(?: (?:the |an? |its )?~)?(?: out| empty| blank| open| away| unset| off)',
      '(?:do|does) not (?:have|contain|carry|include)|empty|blank|null|missing|absent|absence|omit(?:s|ted|ting)?|skip(?:s|ped|ping)?|unset|unknown|lack(?:s|ing)?|without|undefined|unspecified|forgets?|forgotten|dropped',
    ],
  ],
  ['NEEDED', ['required|mandatory|compulsory|obligatory|an? must|necessary|essential|indispensable|needed|requires?']],
  [
    'MUST',
    [
      '(?:must|should|shall|ought to|(?:has|have|had|needs?)(?: always)? to|needs?|got to)(?: always)?|at all times|always|necessarily|ever',
    ],
  ],
  [
    'GIVEN',
    [
      'filled(?: in| out)?|fill(?: in| out)?|given|gives?|giving|provid(?:e|es|ed|ing)|specif(?:y|ies|ied|ying)|enter(?:s|ed|ing)?|suppl(?:y|ies|ied|ying)|stat(?:e|es|ed|ing)',
      'present|pass(?:es|ed|ing)?|sent|known|knows?|defined|includ(?:e|es|ed)|contains?|existent|carry|carries|say|says|said|tell|tells|told|put in|put|available|at hand|comes? with|coming with|mention(?:s|ed)?|type in|typed in',
    ],
  ],
  [
    'CHOICE',
    [
      '(?:an? )?(?:enum|enumeration|drop ?down|select box|picklist|fixed list|closed list|fixed set|closed set|predefined list|predefined set|selection|choices?|options?|list|set|possibilities|alternatives)(?: (?:of|with|between|among|from))?',
      '(?:exactly )?(?:1|one|any|either)(?: out)? of|either|choos(?:e|es|ing)|chosen|pick(?:s|ed|ing)?|select(?:s|ed|ing)?|(?:restrict|limit|confin)ed|restricts?|limits?|only|following|levels?|consists? of|rang(?:e|es|ing)|comes? in',
    ],
  ],
  [
    'NEW',
    [
      '(?:on|at|during|upon|while) creation|(?:creat|add|sav|stor|enter|insert|register|submitt|mak|record|post)ing|(?:creat|add|sav|stor|insert|register|submitt)e?d',
      'creates?|adds?|saves?|stores?|inserts?|registers?|submits?|new|newly|fresh|2nd|second|made|make',
    ],
  ],
  ['IF', ['if|when|whenever|unless|in case|where|once|as long as|until']],
];

const of = (sources: readonly string[]): string => sources.join('|');
const patterns = forms.map(([meaning, sources]): [Meaning | 'NOTHING', RegExp] => [
  meaning,
  new RegExp(`(?<= )(?:${of(sources)})(?= )`, 'g'),
]);
const single = new RegExp(`^(?:${forms.map(([, sources]) => of(sources)).join('|')})$`);

/** Each word of a sentence by its meaning, or as it stands. */
export function meanings(sentence: string): string[] {
  let said = ` ${sentence} `;
  for (const [meaning, pattern] of patterns) said = said.replaceAll(pattern, meaning === 'NOTHING' ? ',' : meaning);
  return said.trim().split(/ +/);
}

/** Whether a word by itself has one of the meanings. */
export const meansSomething = (word: string): boolean => single.test(word);

/** Words that say nothing by themselves. */
export const talk = new Set(
  (
    'a an the its their this that these those each every all any our my your his her it they them he she we i you us me one own of for in on at to from with by as out into ' +
    'between among amongst across within about via be is are am was were been being will would do does did done has have had having there here then so also too just simply really still both ' +
    'please note sure ensure ensures check checks checked validate validates verify verifies guarantee guarantees want wants like field fields value values attribute attributes property properties column ' +
    'columns user users client clients person people somebody someone anybody anyone everybody everyone api system service app application program server database backend record records entry entries item items ' +
    'row rows thing things object objects while who which whose what keep keeps kept set sets setting use uses used using usage take takes taken taking get gets got getting becomes become support supports supported ' +
    "deal deals work works offer offers other others another else more less but and or , ; : - ( ) = . ' 's up whole total such respective corresponding certain particular now again assign assigns assigned end " +
    'return returns returned answer answers respond responds response result results give back send sends throw throws raise raises rule form input case cases important it is i' +
    ' treat treats treated leads lead leading means mean regarding concerning regards exist exists occur occurs appear appears'
  ).split(' '),
);

/** Of which kind a field is, in the words of people and of programs. */
export const kinds: [RegExp, string][] = [
  [/(?:whole|natural|round|integer) numbers?|integers?|int|counting numbers?/, 'integer'],
  [/decimal numbers?|decimals?|floating ?point numbers?|floats?|real numbers?|fractional numbers?|doubles?/, 'decimal'],
  [
    /yes ?\/ ?no(?: (?:field|value|flag|question))?|true ?\/ ?false(?: value)?|true (?:or|and) false|yes (?:or|and) no|booleans?|bool|flag|checkbox|tick ?box|toggle|switch/,
    'boolean',
  ],
  [/long texts?|free texts?|multi ?line texts?|longer texts?|texts?/, 'text'],
  [/strings?|short texts?|character strings?|single words?/, 'string'],
  [
    /dates? (?:and|with|plus|\/|&|including) (?:an? |the )?times?|date ?times?|timestamps?|points? in time|moments?/,
    'datetime',
  ],
  [/calendar (?:dates?|days?)|dates?/, 'date'],
  [/(?:money )?amounts?(?: of money)?|money|currency|monetary (?:values?|amounts?)/, 'money'],
  [/(?:valid |proper |real )?email(?: address(?:es)?)?/, 'email'],
  [/(?:valid |proper |real )?(?:urls?|links?|web address(?:es)?)/, 'url'],
  [/numbers?|numeric|numerical/, 'number'],
];
