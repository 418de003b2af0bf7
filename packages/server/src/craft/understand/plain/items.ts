import { doneItems } from './item-done.ts';
import { clauseItems } from './item-clauses.ts';
import { measureItems } from './item-measures.ts';
import { listItems } from './item-lists.ts';
import { notedItems } from './item-notes.ts';
import { partItems } from './item-parts.ts';
import { infinitive, pluralOf, singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { countedParts } from '../things/list-nouns.ts';
import { keptItems } from './kept.ts';
import { linkedItems } from './linked.ts';
import { stateItems } from './states.ts';

/** What people say about one item of a list, as a name with its bounds in brackets: "whether it was paid" is "paid boolean". */

const number = '-?\\d+(?:\\.\\d+)?';
const bound = `(?:(?:never|not|cannot be|must not be|may not be) (?:negative|below ${number}|under ${number}|less than ${number}|above ${number}|over ${number})|(?:always )?positive|(?:at least|at most|no more than|greater than|more than|less than|above|below|up to|min|max|minimum|maximum) ${number}|between ${number} (?:and|\\.\\.) ${number}|${number} (?:to|-|\\.\\.) ${number}|optional|required|mandatory|unique)`;
/** Where an item ends. */
const end = '(?= ,| and | \\)| \\(|$)';
/** Where an item begins. */
const open = '(?:,|and|\\(|:|has|have|with|as well as|plus|of|contains?)';
const start =
  '(?<=(?:^| )(?:,|and|\\(|:|has|have|with|records?|notes?|stores?|as well as|plus|of|contains?) (?:an? |the )?)';

type Change = string | ((match: RegExpExecArray) => string);

/** What a clause begins with that is no item: "a booking may be cancelled , but not once it has started". */
const linking =
  '(?:which|that|what|how|when|where|who|whether|and|or|but|if|because|as|once|until|till|unless|while|whilst|whenever|after|before|since|so|then|than|not|only|just|never|even|though|although|except|provided|first|last)';
const people = '(?:it|they|he|she|he or she|we|i|you|one|each of them)';
const measures: Record<string, string> = {
  long: 'duration',
  old: 'age',
  tall: 'height',
  high: 'height',
  heavy: 'weight',
  deep: 'depth',
  wide: 'width',
  far: 'distance',
  fast: 'speed',
  big: 'size',
  large: 'size',
  hot: 'temperature',
  loud: 'loudness',
  good: 'quality',
};
const costs: Record<string, string> = {
  cost: 'cost',
  costs: 'cost',
  weigh: 'weight',
  weighs: 'weight',
  weighed: 'weight',
  pay: 'price',
  paid: 'price',
};

const group =
  '(?:coordinates|dimensions|measurements|contact details|contact data|contact information|personal data|personal details|details|position data|geo coordinates|gps coordinates|basic data|master data)';

const changes: [RegExp, Change][] = [
  // "enter donated things with a price"
  [/(?<=(?:manage|keep|track|store) (?:[a-z]+ed )?)(?:things|stuff) (?=(?:with|\() )/, 'items '],
  [/(?<=(?:manage|keep|track|store) )[a-z]+ed (?=[a-z]+s (?:with|\())/, ''],
  // "an inventory number nobody else has"
  [
    new RegExp(
      `${start}([a-z]+(?: [a-z]+)?) (?:that |which )?(?:nobody|no one|no other|none) (?:else |other )?(?:[a-z]+ )?(?:has|have|uses?|shares?|carries|gets?|got)${end}`,
    ),
    '$1 ( unique )',
  ],
  // "a dorm has between 4 and 12 beds"
  [
    new RegExp(`${start}between (${number} \\.\\. ${number}) ([a-z]+s)${end}`),
    ({ 0: all, 1: bounds = '', 2: parts = '' }) =>
      countedParts.test(singular(parts)) ? `${parts} ( ${bounds} )` : all,
  ],
  // "each observation must state the object"
  [
    /^((?:each|every|an?|the|all) [a-z]+(?: [a-z]+)??) (?:must|should|will|has to|needs to) (?:also )?(?:state|record|show|name|give|contain|include|mention|carry|hold|note|specify|indicate|bear) (?=(?:the |an? |its |at |[a-z]+(?: [a-z]+)? (?:,|and)))/,
    '$1 has ',
  ],
  [
    /(?<= [a-z]+) and (?:must|should|will) (?:also )?(?:state|record|show|name|contain|include|mention|specify|indicate) (?=(?:the |an? |its ))/,
    ' and has ',
  ],
  // "which player was at which concert"
  [
    /(?:which|what) ([a-z]+) (?:was|were|is|came|went|took part|plays?|played|sang|rode|drove) (?:at|in|on|to|by|with) (?:which|what) ([a-z]+)(?= ,| and |$)/,
    '$1 , $2',
  ],
  [/(?<=(?:,|\(|and|with|has|have) )([a-z]+ed) in (?:which|what) year/, 'year $1'],
  [new RegExp(`${start}what (?:it|that|this) is${end}`), 'description'],
  [/(?<![^ ])(rest|http|json) interface(?![^ ])/, '$1 api'],
  [
    /(?<=(?:keeps|keep|manages|manage|holds|contains) )(?:the|our|my) (?:logbook|log|books|records|files|data|register) of (?:our|my|the|an?) [a-z]+(?: [a-z]+)? : (?=[a-z]+s )/,
    '',
  ],
  // "note which films i watched : title , year"
  [
    /(?<=(?:^| )(?:note|write down|log|track|record|remember|keep|list|save|collect) )(?:down |track of )?(?:which |what |the |all the |all )([a-z]+s) (?:(?:that|which) )?(?:i|we) (?:have |had )?[a-z]+(?: [a-z]+)? (?=: )/,
    '$1 ',
  ],
  // "every watch that comes in gets a number"
  [
    /^((?:each|every|an?|the|any) [a-z]+(?: [a-z]+)??) (?:that|which|who) (?:(?:is|gets) )?(?:comes?|brought|handed|sent|arrives?|joins?|signs?|enters?|delivered|received)(?: (?:in|up|here|to us|by [a-z]+))? (?:gets|receives|has|is given) (?=an? )/,
    '$1 has ',
  ],
  [new RegExp(`${start}what is (?:wrong|broken|the matter|defective)(?: with (?:it|them))?${end}`), 'problem'],
  // "label - unique", "weight kg max 25"
  [/(?<=[a-z]) - (unique|required|optional|mandatory)(?= ,| \)|$)/, ' $1'],
  [
    /(?<=(?:^|,|\(|and|with|has|have|:|-) (?:an? |the )?[a-z]+) (kg|cm|mm|km|ml|litres|liters|grams|metres|meters) (?=(?:max|min|at most|at least|up to|between|from|\d))/,
    ' in $1 ',
  ],
  [/^((?:each|every|an?|the) [a-z]+(?: [a-z]+)?) is ([a-z]+(?:ed|en)) or not$/, '$1 has $2 boolean'],
  [
    /(?<=(?:^| )(?:,|and) )lasts? (?:some|so many|a number of|several) (minutes|hours|days|seconds|weeks)(?= ,| and |$)/,
    'has a duration in $1',
  ],
  // "should be documented with openapi"
  [
    /^(?:it |this |everything )?(?:should|must|has to) be documented (?:with|in|by|using|via) (?=openapi|swagger)/,
    'with ',
  ],
  // "a web app 2 keep my books"
  [/(?<=(?:app|api|tool|program|service|site|backend|system|cli|want|need|like) )2 (?=[a-z])/, 'to '],
  [
    /(?<=(?:api|backend|app|application|tool|service|system|program|cli|software) (?:to|that|which|with which (?:we|i) can|where (?:we|i) can) )(?:follow|follows|look after|looks after|administer|administers|oversee|oversees|keep an eye on|document|documents|catalogue|catalog)(?= (?:all |my |our |the )?[a-z]+s(?: |$))/,
    'track',
  ],
  // "keep my book wishlist : title , author"
  [
    /(?<=(?:^| )(?:keep|track|manage|store|maintain|save) )(?:track of )?(?:my|our|the|an?) ([a-z]+) (?:wishlist|wish list|list|collection|inventory|log|logbook|diary|register|catalog|catalogue|archive|journal|database) (?=: )/,
    ({ 1: thing = '' }) => `${pluralOf([singular(thing)]).join('')} `,
  ],
  // "bought or not", "done or not done"
  [new RegExp(`${start}([a-z]+(?:ed|en|ght|ne|id|ld|nt|active|ready|open|free)) or not(?: \\1)?${end}`), '$1 boolean'],
  // ", which is at least 0"
  [
    new RegExp(
      ` , (?:which|that) (?:is|are|must be|should be|has to be|lies|can be|may be)(?: always)? (${bound})(?= ,| and |$)`,
    ),
    ' ( $1 )',
  ],
  // "an instrument section , either strings , brass or percussion"
  [
    /(?<=[a-z])(?<! (?:is|are|be|always|only|from)) (?:, )?(?:either|1 of|one of) ((?:[a-z0-9]+ , )*[a-z0-9]+ ,? ?or [a-z0-9]+)(?= ,|$| and )/,
    ({ 1: list = '' }) => ` ( ${list.replaceAll(/ (?:, or|,|or) /g, ' / ')} )`,
  ],
  // "a start and , once it is back , an end"
  [/ , (?:once|when|as soon as|if) [a-z ]{3,40} , (?=an? [a-z]+(?: [a-z]+)?$)/, ' '],
  [/ , meaning (?=[a-z]+s )/, ' , '],
  [/(?<=[a-z]+s) in (?:an?|some|a certain|the right|a fixed|a given|their) order(?= ,|$| and )/, ''],
  // "the member who paid": who it is
  [
    new RegExp(`${start}(?:the |an? )?([a-z]+) (?:who|that) (?:has |had )?([a-z]+)(?: (?:it|them|this))?${end}`),
    ({ 0: all, 1: who = '', 2: verb = '' }) =>
      lexicon().nouns.get(who)?.is === 'person' && infinitive(verb) !== undefined ? `a ${who}` : all,
  ],
  // "how many words are in a file"
  [
    /(?:^| )(?:know|see|find out|tell|tells|say|says|show|shows|check|learn|(?:tell|tells|show|shows) (?:me|us|you)) how many ([a-z]+s) (?:are (?:there )?(?:in|inside)|there are in|(?:an?|the) (?=[a-z]+ has)) (?=[a-z])/,
    ' count $1 in ',
  ],
  // "one about her services , her prices and how to reach her": pages of a site.
  [
    /(?<= pages? .*(?:,|and) )(?:1|one|a page|another|another 1|a second|a third) (?:about|for|with|on|showing) (?:the |her |his |our |my |their )?(?=[a-z])/,
    '',
  ],
  [/(?<= pages? .*(?:,|and) )(?:her|his|our|my|their) (?=[a-z]+(?: [a-z]+)?(?: ,| and |$))/, ''],
  [
    /(?<= pages? .*(?:,|and) )(?:how|where) to (?:reach|contact|find|get in touch with|get to|write to|call) (?:the )?(?:her|him|us|me|them|it|shop|office|place)(?= ,| and |$)/,
    'contact',
  ],
  // "w / name"
  [/(?<![^ ])w \/ (?=[a-z])/, 'with '],
  // "etc."
  [
    /(?: ,)?(?: and)? (?:etc|etcetera|and so on|so on|and so forth|so forth|and the like|and more|among others|and others|or similar|or whatever|and such|and things like that|and stuff)(?: \.)?(?= \)| \.|$| ,)/,
    '',
  ],
  // "a player 's on a team"
  [
    /(?<=[a-z]) 's (?=(?:on|in|at|from|for|of|an?|not|always|called|assigned|part|either|no|also|never|only|usually) )/,
    ' is ',
  ],
  [/(?<=[a-z]) 's (?=(?:got|been) )/, ' has '],
  // "their parents 's email", "owners phone number"
  [
    /(?<=(?:,|and|has|have|with|:|\() (?:the |its |their |an? )?)([a-z]+s) 's (?=[a-z]+)/,
    ({ 1: who = '' }) => `${singular(who)} `,
  ],
  [
    /(?<=(?:,|and|has|have|with|:|\() (?:the |its |their |an? )?)([a-z]+s) (?=(?:full |last |first |phone |telephone |mobile |email )?(?:names?|phone|number|email|address|telephone|mobile|age|birthday)(?: ,| and | \)|$))/,
    ({ 0: all, 1: who = '' }) => (lexicon().nouns.get(singular(who))?.is === 'person' ? `${singular(who)} ` : all),
  ],
  [/^[a-z]+(?: [a-z]+)? : (?=[a-z]+(?: [a-z]+)? -> [a-z][a-z ]*,)/, ''],
  // "owner -> name , phone"
  [/^([a-z]+(?: [a-z]+)?) -> (?=[a-z][a-z ]*(?: \( [^()]*\))?(?: in [a-z]+)? , (?!.* -> ))/, '$1 : '],
  // "timetable service ( rest )"
  [
    /\( ((?:rest|rest api|graphql|http|json|cli|websocket|web|typescript|javascript|python|go|rust|sqlite|api)(?: (?:api|service))?) \)/,
    '$1',
  ],
  // "weighings belong to a bird , with grams and a time"
  [
    /(?<=belongs? to (?:exactly )?(?:an?|1|one|the|its) [a-z]+(?: [a-z]+)?(?: and (?:an?|1|one|the) [a-z]+)?) (?:, )?(?:and )?(?:with|having) (?!(?:the|an?) same )/,
    ' and have ',
  ],
  // ", and carry a time"
  [/(?<= , and | and )(?:carry|carries|bears?|mentions?|features?) (?=(?:an? |the )[a-z])/, 'have '],
  [/(?<=^| )(has|have) (?:got|have|has) (?=(?:an? |the )?[a-z])/, '$1 '],
  // "points ( 1 , 2 or 3 )": numbers in a row are a range.
  [
    /\( (-?\d+(?: (?:, or|, and|,|or|and|\/) -?\d+)+) \)/,
    ({ 0: all, 1: list = '' }) => {
      const numbers = list.split(/ (?:, or|, and|,|or|and|\/) /).map(Number);
      const row = numbers.every((value, index) => index === 0 || value === (numbers[index - 1] ?? 0) + 1);
      return row ? `( ${numbers[0] ?? 0} .. ${numbers.at(-1) ?? 0} )` : all;
    },
  ],
  [/(?<= a )(?:few|couple of|bunch of|lot of) (?=[a-z]+s(?: |$))/, ''],
  // "students are having a name", "machines got a label", "departures carry a time"
  [
    /^((?:and )?(?:(?:each|every|an?|the|all) )?[a-z]+(?: [a-z]+)?) (?:are having|is having|got|has got|have got|have gotten|carry|carries|bear|bears|feature|features|shall have|should have|will have|must have|must carry|must contain) (?=(?:an? |the |[a-z]+(?: [a-z]+){0,2} (?:,|and|\()))/,
    ({ 1: who = '' }) =>
      `${who} ${singular(who.split(' ').at(-1) ?? '') === (who.split(' ').at(-1) ?? '') ? 'has' : 'have'} `,
  ],
  // "insurance number , which is different for every patient"
  [
    /(?: ,)? (?:which|that) (?:is|are|must be|should be|has to be|will be)? ?(?:different|distinct|never the same|not the same|another 1|individual) (?:for|per|on|with|in) (?:each|every|all|any) [a-z]+(?: [a-z]+)?(?= ,| and |$)/,
    ' ( unique )',
  ],
  [/(?: ,)? (?:which|that) no other [a-z]+ (?:has|have|may have|can have|shares?|uses?)(?= ,| and |$)/, ' ( unique )'],
  [
    /(?: ,)? (?:which|that) (?:must|may|can|should|is|are|cannot|will)? ?(?:not|never)? ?(?:be )?(?:repeat|repeats|reused|duplicated|used twice|occur twice|appear twice|given twice)(?= ,| and |$)/,
    ({ 0: all }) => (/\b(?:not|never|cannot)\b/.test(all) ? ' ( unique )' : all),
  ],
  [
    /\( (?:no duplicates?|no doubles?|no repeats?|not twice|never twice|only once|no 2 (?:alike|the same)|different for (?:each|every) [a-z]+|must not repeat|never the same|one of a kind|no duplicates allowed|always different) \)/,
    '( unique )',
  ],
  [/ , (?:no duplicates?|no doubles?|must not repeat)(?= ,|$)/, ' ( unique )'],
  // "a kind which is washer or dryer"
  [
    /([a-z]+) (?:, )?(?:which|that) (?:is|are|can be|may be|must be)(?: either| 1 of| one of| always)* ((?!(?:unique|required|optional|not|never|between|at|more|less|greater|an?|the) )[a-z0-9]+(?: [a-z0-9]+)?(?: , [a-z0-9]+(?: [a-z0-9]+)?)* ,? ?or [a-z0-9]+(?: [a-z0-9]+)?)(?= ,| and |$)/,
    ({ 1: name = '', 2: list = '' }) => `${name} ( ${list.replaceAll(/ (?:, or|,|or) /g, ' / ')} )`,
  ],
  // "of one or more"
  [
    new RegExp(
      `(?<! (?:be|is|are))(?: of| :)? (${number}) or (?:more|above|higher|greater|over|up|later|longer|better)${end}`,
    ),
    ' ( at least $1 )',
  ],
  [new RegExp(`(?: of| :)? (${number}) or (?:less|fewer|below|under|lower|earlier|shorter)${end}`), ' ( at most $1 )'],
  // "whether they have been adopted yet", "if it was paid"
  [
    new RegExp(
      `(?:${start}(?:whether|if)(?: or not)? ${people}|(?<=(?:^| )${open} )(?:whether|if)(?: or not)? (?:the|an?|each) [a-z]+(?: [a-z]+)?) (?:has|have|is|are|was|were|had|can|may|must|should|needs?|wants?|gets?|got|do|does|did)(?: to be| be| been| already| still| yet| currently| now)* ([a-z]+(?: (?!yet|already|or|and|now|\\()[a-z]+){0,2})(?: (?:yet|already|or not|now))*${end}`,
    ),
    '$1 boolean',
  ],
  // "how many frames have brood", "how long it lasted in minutes", "how much it costs"
  [
    new RegExp(`${start}how (?:many|much) (?!${people} )([a-z]+)(?: [a-z]+){0,5}?(?: in ([a-z]+))?${end}`),
    ({ 1: counted = '', 2: unit }) =>
      singular(counted) === counted ? `${counted}${unit === undefined ? '' : ` in ${unit}`}` : `number of ${counted}`,
  ],
  [
    new RegExp(`${start}(?:how much|what) ${people} (costs?|weigh|weighs|weighed|paid|pay)(?: in ([a-z]+))?${end}`),
    ({ 1: verb = '', 2: unit }) => `${costs[verb] ?? verb}${unit === undefined ? '' : ` in ${unit}`}`,
  ],
  [
    new RegExp(
      `${start}how (long|old|tall|high|heavy|deep|wide|far|fast|big|large|hot|loud|good) (?:${people}|(?:the|an?|each) [a-z]+(?: [a-z]+)?)?(?: ?[a-z]+){0,3}?(?: in ([a-z]+))?${end}`,
    ),
    ({ 1: how = '', 2: unit }) => `${measures[how] ?? how}${unit === undefined ? '' : ` in ${unit}`}`,
  ],
  // "when they come next", "where it was found"
  [
    new RegExp(
      `${start}when (?:${people}|(?:the|an?|each) [a-z]+) (?:(?:is|are|was|were|has|have|will|should|must) )?(?:be |been )?(?:(last|first) )?([a-z]+)(?: (next|last|first))?(?: [a-z]+){0,2}?${end}`,
    ),
    ({ 1: before, 2: verb = '', 3: behind }) => {
      const known = lexicon().participles.get(lexicon().verbForms.get(verb) ?? '');
      const isDone = /(?:ed|en|wn|nt|ght|ld|de)$/.test(verb);
      const which = before ?? behind;
      if (which !== undefined) return isDone ? `${which} ${verb} on` : `${which} date`;
      return isDone ? `${verb} on` : known === undefined ? 'date' : `${known} on`;
    },
  ],
  [new RegExp(`${start}where (?:${people}|(?:the|an?|each) [a-z]+)(?: [a-z]+){1,3}?${end}`), 'place'],
  // "which cow it was"
  [
    new RegExp(
      `${start}(?:which|what) ([a-z]+(?: [a-z]+)?) (?:${people}|(?:the|an?|each) [a-z]+) (?:is|are|was|were|came|comes?|went|belongs?|has|had|uses?|used|needs?|wants?|gets?|got)(?: [a-z]+){0,2}?${end}`,
    ),
    '$1',
  ],
  // "the minutes it took", "the days they run on", "a locomotive they usually run with"
  [
    new RegExp(
      `${start}((?!${linking} )[a-z]+(?: (?!${linking} )[a-z]+)?) (?:it|they|he|she|we|i|you) (?:usually |often |mostly |always |normally |first |last |actually )?(?!(?:can|may|must|should|cannot) )(?:(?:was|were|is|are|has|have|had|been) )*[a-z]+(?: (?:on|in|at|with|for|from|to|by|up|off|out|down|of|about|under))?${end}`,
    ),
    '$1',
  ],
  // "the number of lines spoken"
  [
    /(?<=(?:number|amount|count) of [a-z]+s) (?:spoken|used|needed|made|done|given|taken|sold|bought|eaten|worked|played|won|lost|kept|seen|found|counted|left)(?= ,| and | \)| \(|$)/,
    '',
  ],
  // "the name of the family"
  [
    /(?<=(?:^| )(?:,|and|has|have|with|:) (?:an? |the )?)(name|title|number|colou?r|address|phone|phone number|email|age|birthday|nickname|surname) of (?:the |its |their |his |her )([a-z]+)(?= ,| and |$)/,
    '$2 $1',
  ],
  // "coordinates : latitude from -90 to 90 and longitude": a name for both.
  [new RegExp(`(?<=(?:,|and|has|have|with) (?:an? |the |its |their )?)${group} (?::|\\(|, namely|namely) `), ''],
  // "humidity as a percentage"
  [
    /(?<= [a-z]+) as an? (percentage|percent|decimal|integer|date|text|boolean|number|whole number)(?= ,| and |$)/,
    ({ 1: type = '' }) => ` ( ${type === 'whole number' ? 'integer' : type === 'percent' ? 'percentage' : type} )`,
  ],
  // "mode of payment ie cash , cheque or upi"
  [
    /(?<=[a-z]) (?:, )?(?:ie|eg|namely|that is|meaning|such as|viz|being)(?: either| 1 of| one of)? :? ?((?:[a-z0-9]+(?: [a-z0-9]+)? , )*[a-z0-9]+(?: [a-z0-9]+)? ,? ?or [a-z0-9]+(?: [a-z0-9]+)?)(?= ,|$)/,
    ({ 1: list = '' }) => ` ( ${list.replaceAll(/ (?:, or|,|or) /g, ' / ')} )`,
  ],
  // "a label , a kind and": "the", "some" before an item say nothing.
  [/(?<=(?:,|and|has|have|with) )some (?=[a-z]+(?: ,| and |$))/, ''],
];

const every: [RegExp, Change][] = [
  ...doneItems,
  ...clauseItems,
  ...linkedItems,
  ...partItems,
  ...notedItems,
  ...keptItems,
  ...listItems,
  ...measureItems,
  ...changes,
  ...stateItems,
];

export function plainItems(text: string): string {
  let said = text;
  for (const [pattern, change] of every) {
    for (let guard = 0; guard < 8; guard += 1) {
      const match = pattern.exec(said);
      if (!match) break;
      const put =
        typeof change === 'string'
          ? change.replaceAll(/\$(\d)/g, (_, at: string) => match[Number(at)] ?? '')
          : change(match);
      const next = `${said.slice(0, match.index)}${put}${said.slice(match.index + match[0].length)}`
        .replaceAll(/ +/g, ' ')
        .trim();
      if (next === said || next === '') break;
      said = next;
    }
  }
  return sharedBounds(said);
}

/** "an estimate and a reserve price , both never below 0", "a name and a number , the latter unique". */
function sharedBounds(text: string): string {
  const match = new RegExp(
    `^(.+?) (?:, )?(?:\\( )?(?:(both|all|each|all of them|neither)(?: of (?:them|which))?|the (latter|former|last|first|second)(?: 1)?) (?:(?:is|are|must be|being|of which) )*(${bound}|(?:can|may) (?:ever )?(?:go|be|fall|drop) (?:below|under|above|over) ${number})(?: \\))?$`,
  ).exec(text);
  if (!match?.[1] || !match[4]) return text;
  const lead = /^(.*?(?: (?:has|have|with|:|\() ))(.+)$/.exec(match[1]);
  if (!lead?.[1] || !lead[2]) return text;
  const items = lead[2].split(/ (?:, and|,|and) /);
  const size = items.length;
  const chosen = (index: number): boolean =>
    match[3] === undefined
      ? match[2] === 'both' || match[2] === 'neither'
        ? index >= size - 2
        : true
      : /^(?:former|first)$/.test(match[3])
        ? index === (match[3] === 'former' ? Math.max(0, size - 2) : 0)
        : match[3] === 'second'
          ? index === 1
          : index === size - 1;
  const put = (match[4] ?? '')
    .replace(/^(?:can|may) (?:ever )?(?:go|be|fall|drop) /, 'never ')
    .replace(/^(?:never|not|cannot be|must not be|may not be) (?:below|under|less than) (\S+)$/, 'at least $1')
    .replace(/^(?:never|not|cannot be|must not be|may not be) (?:above|over) (\S+)$/, 'at most $1');
  return `${lead[1]}${items.map((item, index) => (chosen(index) ? `${item} ( ${put} )` : item)).join(' , ')}`;
}
