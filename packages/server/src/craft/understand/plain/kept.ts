import { pluralOf, splitItems } from '../words/grammar.ts';
import { namesMoment } from '../words/happenings.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Tell, isMany, isThingHere, one } from './words.ts';

/** How descriptions lead up to what is kept: "stores data about paintings: title, painter", "each user keeps their own wine list". */

const keep =
  '(?:store|keep|manage|save|hold|track|record|collect|handle|maintain|organi[sz]e|catalogue?|register|administer|log)';
const container =
  '(?:library|collection|overview|list|catalogue?|inventory|database|register|archive|directory|set|portfolio|stock|pool|fleet|range|log|history|record|table)';

export const keptItems: [RegExp, string][] = [
  // "i keep losing track of my subscriptions : …"
  [
    /^(?:and |but )?(?:i|we) (?:always |constantly |often )?(?:keep |am |are )?(?:losing|lose|loose) track of (?:my |our |all )*(?=[a-z]+s (?::|,|-) )/,
    'manage ',
  ],
  // "stores data about paintings"
  [
    new RegExp(
      `(?<=(?:${keep}(?:s|es|ing)?|of|with|for) )(?:all |the |my |our |some |basic )?(?:data|information|infos?|details|facts|metadata) (?:about|on|of|for|regarding) (?:all |the |my |our )?(?=[a-z])`,
    ),
    '',
  ],
  // "manage a library of board games"
  [
    new RegExp(
      `(?<=${keep}(?:s|ing)? (?:track of )?)(?:an?|my|our|the|their) (?:[a-z]+ )?${container} of (?:my |our |the |all )?(?=(?:[a-z]+ )?[a-z]+s(?: |$))`,
    ),
    '',
  ],
  // "track things like members, trainers and classes"
  [
    /(?<=(?:^| )(?:manages?|tracks?|stores?|keeps?|handles?|of|for|with|managing|tracking|keeping|storing) (?:track of )?)(?:things|stuff|objects|entities|resources|items|data) (?:like|such as|eg|including|namely|:) (?=[a-z]+(?: [a-z]+)?s(?: ,| and|$))/,
    '',
  ],
  // "an application that stores paintings"
  [
    /(?<=(?:app|application|api|tool|service|system|program|software|site|website|something|backend|cli) (?:that|which) (?:can |should |will )?)stores? (?=[a-z])/,
    'keeps ',
  ],
  // "keeping a reading log - title , author"
  [
    /(?<=(?:keep|keeps|keeping|maintain|maintaining) )(?:my|our|the|an?) ([a-z]+) (?:list|log|diary|journal|collection|inventory|register|catalogue|catalog|archive) (?:-|:) (?=[a-z]+(?: [a-z]+)? ,)/,
    '$1s : ',
  ],
  // "how i felt ( great , ok , bad )"
  [/(?<=(?:,|and|with|\() )how (?:i|we|you|they|he|she|it|one) (?:felt|feels?)(?= ,| and | \(| \)|$)/, 'feeling'],
  // "tags ( array of strings )"
  [/(?<=[a-z]s) \( (?:an? )?(?:array|list|set)(?: of (?:strings?|texts?|words?|names?|numbers?|values?))? \)/, ''],
  // "type ShoeSize", "entity parcel ( … )"
  [
    /^(?:entity|model|table|resource|class|interface|type|schema|struct|record) (?=[a-z]+(?: [a-z]+)? (?:\(|:|->) )/,
    '',
  ],
];

const program =
  '(?:apis?|backend|app|application|tool|cli|service|program|system|website|site|server|software|database|something|platform|tracker|manager)';
const about = new RegExp(`(?:^| )(?:${program}|${keep}(?:s|ing)?)(?: |$)`);

/** Whether a list tells what is known of one thing, rather than naming several. */
function tellsFields(list: string): boolean {
  const items = splitItems(list).map(({ text }) => text.split(' (')[0] ?? '');
  const many = items.filter(
    (item) => /^(?:[a-z]+ )?[a-z]+$/.test(item) && isMany(item) && !lexicon().fieldNames.has(item),
  );
  return (
    items.length > 2 &&
    many.length * 3 <= items.length &&
    !/ (?:has|have|can|must|cannot|belongs?|:|with) /.test(list.replaceAll(/\([^()]*\)/g, ''))
  );
}

export const keptSentences: [RegExp, Tell][] = [
  // "rest api : rooms - name , beds"
  [
    new RegExp(`^((?:[a-z]+ ){0,8}${program}(?: [a-z]+){0,3}) : ((?:[a-z]+ )?[a-z]+s - .+)$`),
    ({ 1: lead = '', 2: rest = '' }) => [lead, rest.replace(' - ', ' : ')],
  ],
  // "each user keeps their own wine list - name , vintage"
  [
    /^(?:where |in which |so that )?(?:each|every|all|any|the)? ?(?:user|users|person|people|member|customer)s? (?:can |may |should )?(?:keeps?|has|have|manages?|maintains?|owns?|tracks?|edits?) (?:their|his|her|its|an?)(?: or her)? (?:own |personal |private )?([a-z]+(?: [a-z]+)?) (?:list|collection|log|diary|journal|inventory|wishlist|catalogue?|library|archive|notebook)(?: (?:-|:|with) (.+))?$/,
    ({ 1: kept = '', 2: list }) => [
      `users can manage their own ${many(kept)}`,
      ...(list === undefined ? [] : [`each ${one(kept)} has ${list}`]),
    ],
  ],
  // "matches between two teams with date , home score"
  [
    /^(?:(?:an?|each|every|the) )?([a-z]+) (?:(?:is|are|takes? place|happens?|goes|played) )*between (?:2|both|two) (?:different )?([a-z]+s)((?: (?:on|at|in) an? [a-z]+)*)(?: ?(?:, with|,|with|has|have|and (?:has|have)|:|-) (.+))?$/,
    ({ 0: all, 1: thing = '', 2: sides = '', 3: where = '', 4: more }, told) => {
      // "on a date at a venue"
      const list = [...where.matchAll(/(?<=(?:on|at|in) an? )[a-z]+/g), ...(more === undefined ? [] : [[more]])]
        .map(([said = '']) => said)
        .join(' , ');
      return isThingHere(told, sides)
        ? [
            `each ${one(thing)} has a ${/\b(?:home|away)\b/.test(all) ? `home ${one(sides)} and an away` : `first ${one(sides)} and a second`} ${one(sides)}${list === '' ? '' : ` , ${list}`}`,
          ]
        : [];
    },
  ],
  // "a start date and a due date , at most 14 days later"
  [
    /^((?:an? |each |every |the )?[a-z]+(?: [a-z]+)? (?:has|have|with|:) .*\b(?:due|end|return|finish|until|to|closing) ?(?:date|time|day)?) (?:, |\( )(?:which is |that is )?((?:at most|no more than|not more than|up to|at least|max(?:imum)?) \d+ (?:minute|hour|day|night|week)s?) (?:later|afterwards|after (?:that|it|the start(?: date| time)?))(?: \))?((?: ,| and) .*)?$/,
    ({ 1: list = '', 2: bound = '', 3: rest = '' }) => [`${list}${rest}`, `it may last ${bound}`],
  ],
  // "the due date is at most 14 days after the start date"
  [
    /^(?:the |its |their )?(?:due|end|return) (?:date|time|day) (?:is|must be|may be|has to be|lies|can be|should be) (?:set )?((?:at most|no more than|not more than|up to|at least|max(?:imum)?) \d+ (?:minute|hour|day|night|week)s?) (?:after|later than) (?:the |its |their )?(?:start|pick ?up|begin|lending|loan|borrowing)(?: date| time| day)?$/,
    ({ 1: bound = '' }) => [`it may last ${bound}`],
  ],
  // "transfers move money from one account to another , at least 0.10 and at most 500 euros"
  [
    /^((?:each |every |an? |the )?([a-z]+) (?:moves?|transfers?|sends?|brings?|takes?) (?:money|an amount) .*[a-z]) (?:, )?(?:of )?((?:at least|min(?:imum)?|at most|up to|max(?:imum)?|between) \d.*)$/,
    ({ 1: told = '', 2: thing = '', 3: bound = '' }) => [told, `each ${one(thing)} has an amount of ${bound}`],
  ],
  // "departure , arrival ( after departure )"
  [
    /^(.+?(?: ,| and|:|\(|has|have|with) )((?:an? |the |its )?[a-z]+(?: [a-z]+)??) \( ((?:date|time|datetime) , )?(?:must be |always |is )?(after|later than|before|earlier than) (?:the )?([a-z]+(?: [a-z]+)?) \)(.*)$/,
    ({ 1: before = '', 2: field = '', 3: type, 4: how = '', 5: other = '', 6: rest = '' }) =>
      namesMoment(before, other)
        ? [
            `${before}${field}${type === undefined ? '' : ` ( ${type.replace(' , ', ' )')}`}${rest}`,
            `${field.replace(/^(?:an?|the|its) /, '')} must be ${how.replace(' than', '').replace('later', 'after').replace('earlier', 'before')} ${other}`,
          ]
        : [],
  ],
  // "an app to track runs : date , distance", "an api for runs with date , distance and mood"
  [
    /^(.+? )((?:[a-z]+ )?[a-z]+s) (:|-|with) ([a-z].* (?:,|and) .+)$/,
    ({ 1: lead = '', 2: phrase = '', 3: how = '', 4: all = '' }, told) => {
      const [first = '', last] = phrase.split(' ');
      const acted = last !== undefined && (lexicon().verbForms.has(first) || lexicon().functionWords.has(first));
      const [before, named] = acted ? [`${lead}${first} `, last] : [lead, phrase];
      const things = isThingHere(told, named) ? named : (named.split(' ').at(-1) ?? '');
      // "houseplants : plant - nickname , species"
      const again = /^([a-z]+) (?:-|:) /.exec(all);
      const list = again?.[1] !== undefined && one(named).endsWith(one(again[1])) ? all.slice(again[0].length) : all;
      if (!about.test(before) || /[:(]| (?:has|have|can|must|is|are) /.test(before)) return [];
      if (!isMany(things) || !tellsFields(list)) return [];
      if (how === 'with' && (!isThingHere(told, things) || list.split(' , ').length < 3)) return [];
      return [`${before}${named}`, `${named} : ${list}`];
    },
  ],
];

function many(words: string): string {
  return pluralOf(one(words).split(' ')).join(' ');
}
