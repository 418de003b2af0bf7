import { lexicon } from '../words/lexicon.ts';
import { isKnownThing } from '../words/noun-sense.ts';
import { retold } from '../sentences/retell.ts';
import { isSectionName } from '../sentences/sections.ts';
import { type Clause, makeClause } from '../words/text.ts';
import { isMany, one, plural, standIn } from './words.ts';

/** What is known of a thing where the words lead up to it: "with the following fields", "for every lamp, store its name", "each of them has". */

const fieldWord = '(?:data |input |form )?(?:fields|attributes|properties|columns)';
const keep = '(?:store|keep|record|save|note|track|remember|log|need|want|know|hold|register|enter|list|have)';
const kept = '(?:stored|kept|recorded|saved|tracked|noted|registered|entered|remembered|logged)';
/** Words between a verb and the list of what it is about. */
const lead = '(?:(?:the|its|their|his|her|an?) )?';

/** "with the fields name and colour", "with their name": the same without what only leads up to the list. */
const leads: [RegExp, string][] = [
  [
    new RegExp(
      `(?<= (?:with|has|have|having|including|contains?|stores?|includes?|of|and))(?: the| these| its| their)?(?: following)? ${fieldWord}(?: are| being| like| such as| called| named| of)?(?: :)? (?=[a-z])(?!(?:are|is|must|can|may|should|cannot|and|or|that|which|of|in|to|for|not|have|has|from|with) )`,
    ),
    ' ',
  ],
  // "lamps have the following : name , colour"
  [/(?<= (?:with|has|have|having|including)) (?:the )?following(?: things| data| information)? : (?=[a-z])/, ' '],
  // "store lamps with their name , color and weight"
  [/(?<=[a-z]s (?:with|including|incl|plus|:|,|-) )(?:their|its) (?=[a-z]+ ?(?:,|and) )/, ''],
  // "a lamp resource that has name"
  [
    /(?<=(?:^| )(?:an?|the|1|one|single|each|every) (?:[a-z]+ )?[a-z]+) (?:resource|entity|model|record type|object) (?=(?:that |which )?(?:has|with|having|contains?|stores?|holds?|includes?|:) |\()/,
    ' ',
  ],
  // "a single table lamps having the columns name and color"
  [
    /(?<=(?:^| )(?:with|for|having|has|needs?|using|use) )(?:an? |the |1 |one |single |only |just |main )*(?:table|entity|resource|collection|model) (?:(?:named|called|for|of|:) )?(?=[a-z]+s (?:with|having|that (?:has|have)|which (?:has|have)|\(|:) )/,
    '',
  ],
  // "each lamp is identified by its code and additionally has a name"
  [
    /(?<=^(?:each|every|an?|all) [a-z]+(?: [a-z]+)?) (?:is|are) (?:uniquely )?identified by (?:(?:its|their|an?|the) )?(?:unique )?(?=[a-z])/,
    ' has a unique ',
  ],
  [
    /(?<= (?:has|have) [a-z ]+?)(?: ,)?(?: and)? (?:additionally|also|furthermore|moreover|besides|further) (?:has|have) (?=an? )/,
    ' and ',
  ],
  // "a type of bulb": one field, of whichever words it is told
  [
    /(?<=(?:has|have|with|,|and|:|\() )(?:an? |the |its |their )?(?:type|kind|sort) of (?!(?:objects?|things?|entit|resources?|records?|items?|rows?|data|program|app|api|service|tool)\b)([a-z]+)(?= ,| and |$| \(| \)| :| which | that )/g,
    'a $1 type',
  ],
  [
    /(?<=(?:has|have|with|,|and|:|\() )(?:an? |the |its |their )?(brand|make|model|style|quality|method|form|place|way|language|color|colour) of (?:the |its )?([a-z]+)(?= ,| and |$| \(| \))/g,
    'a $2 $1',
  ],
  // "rest service , 1 type of object : lamp"
  [
    /(?: ,)? (?:with |has |for |of )?(?:an? |the |1 |one |single |only |just )+(?:type|kind|sort) of (?:object|thing|entity|resource|record|item|row|data) (?::|called|named|,) (?=[a-z]+$)/,
    ' for each ',
  ],
  // "lamps ( attributes : name , color )"
  [new RegExp(`(?<=[a-z] \\( )(?:the |its |their )?(?:following )?${fieldWord} (?:: |are )?(?=[a-z])`), ''],
  // "with name and color via rest"
  [
    /(?<=(?:,|and) (?:an? |the )?[a-z]+) (?:via|over|through|using|by) (?:an? |the )?(?:rest(?:ful)?|http|json|web)(?: api| apis| endpoints?| interface)?$/,
    '',
  ],
  // "and maybe a description", "a non empty name and a non negative price"
  [
    /(?<=(?:,|and|have|has|with) )(?:maybe|perhaps|possibly) (?:an? |the )?(?=[a-z]+(?: ,| and|$| [a-z]+(?: ,| and|$)))/,
    'an optional ',
  ],
  [
    /(?<=(?:,|and|have|has|with) )(?:an? )?(?:non empty|not empty|nonempty) ([a-z]+(?: [a-z]+)?)(?= ,| and |$)/,
    'a $1 ( required )',
  ],
  [
    /(?<=(?:,|and|have|has|with) )(?:an? )?(?:non negative|nonnegative) ([a-z]+(?: [a-z]+)?)(?= ,| and |$)/,
    'a $1 ( never negative )',
  ],
  // "an address consisting of street , zip code and city"
  [
    /(?<=(?:,|and|have|has|with) )(?:an?|the|its|their) (?:[a-z]+ )?(?:address|location|contact|name) (?:consisting|made up|composed) of (?=[a-z])/,
    '',
  ],
  [
    /(?<=\( )(?:1|one|either|any) of (?:the following |these )?(?:values )?(?:: )?(?=[a-z0-9]+(?: [a-z]+)? (?:,|or|\/))/,
    '',
  ],
  [
    /(?<=(?:,|and|have|has|with|:) )how many ([a-z]+s) (?:they|it|there) (?:has|have|are|is)(?: in it| in them)?(?= ,| and |$)/,
    'number of $1',
  ],
  // "created at and updated at timestamps": kept of every row.
  [/(?: ,| and|, and| , and)? (?:the )?created at (?:and|,) updated at(?: timestamps?| dates?| times?)?$/, ''],
  // What every program does with its rows is no field of theirs.
  [
    / (?:with|and|for|:) (?:the )?(?:add|create|edit|update|change|delete|remove|list|view|read|show|display)(?:ing)?(?:(?: ,| and| or|, and| &)+ (?:add|create|edit|update|change|delete|remove|list|view|read|show|display)(?:ing)?)+(?: (?:functions?|functionality|operations|actions|support|features?))?$/,
    '',
  ],
];

type Told = (match: RegExpExecArray, things: string) => string[];

const each = (thing: string, list: string): string => `each ${one(thing)} has ${list}`;
const listed =
  '((?:an? |the )?[a-z]+(?: [a-z]+){0,2}(?:(?: ,| and|, and| , and) (?:an? |the )?[a-z]+(?: [a-z]+){0,2})+)';

/** Sentences about each of the things that were named last. */
const ofEach: [RegExp, Told][] = [
  // "whether they are sold is stored too"
  [
    new RegExp(
      `^(?:(?:we|i|it) (?:also )?${keep}s? )?whether (?:they|it|an? [a-z]+|the [a-z]+) (?:are|is|was|were|has been|have been) ([a-z]+)(?: (?:is|must be|should be) (?:also )?${kept})?(?: (?:too|as well|also))?$`,
    ),
    ([, flag = ''], things) => [each(things, `a ${flag} boolean`)],
  ],
  // "what matters is name , color and weight", "important are name and color"
  [
    /^(?:what (?:matters|counts|is important|we need|we want|we store|i need|i want)|(?:the )?important(?: things?| parts?| facts?)?|of interest|relevant|needed|required)(?: (?:here|to us|to me|about them|of them))? (?:is|are) (?!not )(.+)$/,
    ([, list = ''], things) => (describes(list) ? [each(things, list)] : []),
  ],
  // "we note down name , color and weight"
  [
    new RegExp(
      `^(?:we|i|they|people|you) (?:want to |need to |also )*(?:note|write|jot|put|take) (?:down|in) (?!of )([a-z].+)$`,
    ),
    ([, list = ''], things) =>
      describes(list) ? [each(things, list.replaceAll(/(?<=^|, |and )(?:its|their|the) /g, ''))] : [],
  ],
  // "name color and weight is enough"
  [
    /^([a-z]+) ([a-z]+) and ([a-z]+) (?:is|are) (?:enough|sufficient|all (?:we|i) need)$/,
    ([, a, b, c], things) => [each(things, `${a} , ${b} and ${c}`)],
  ],
  [
    new RegExp(
      `^(?:and )?(?:every|each|all|any)(?: single)?(?: 1| one)?(?: (?:of (?:them|these|those)|entry|record|item|1|one|row|of which))?,? (?:must |should |will |can )?(?:has|have|holds?|contains?|consists? of|comes? with|needs?|stores?|includes?|get|gets) (.+)$`,
    ),
    ([, list = ''], things) => [each(things, list)],
  ],
  [
    new RegExp(
      `^${listed} (?:(?:should|must|will|shall|can|have to|has to|need to|needs to) be|is|are|get) (?:${kept}|enough|sufficient)(?: (?:for|with|of) (?:each|every)(?: (?:1|one|of them|of these|entry|record|item|[a-z]+))?)?$`,
    ),
    ([, list = ''], things) => [each(things, list.replaceAll(/(?<=^|, |and )(?:the|an?) /g, ''))],
  ],
  [
    new RegExp(
      `^(?:the )?(?:required |mandatory |necessary )?${fieldWord}(?: are| to (?:store|keep|save|record))? ?(?::|-)? ([a-z].+)$`,
    ),
    ([, list = ''], things) =>
      /^(?:are|is|must|can|may|should|cannot|and|or|that|which|of|in|to|for|not|have|has|from|with) /.test(list)
        ? []
        : [each(things, list)],
  ],
];

const container = '(?:list|registry|register|tracker|catalogue?|collection|inventory|directory|database|archive|log)';
/** What is known of one: nothing of which there are many. */
const describes = (list: string): boolean =>
  / , | and /.test(list) &&
  list
    .replaceAll(/\([^()]*\)/g, '')
    .split(/ ?, and | ?, | and /)
    .every((item) => !isMany(item.trim()) || lexicon().fieldNames.has(item.trim()));

/** Sentences that name the thing themselves. */
const named: [RegExp, Told][] = [
  // "courses cost between 10 and 300 euros"
  [
    /^(?:(?:each|every|an?|the|all) )?([a-z]+(?: [a-z]+)??) (?:may |can |should |must |always )?costs? ((?:between|at least|at most|up to|from) \d.+|\d+(?:\.\d+)? to \d+.+)$/,
    ([, thing = '', bounds = '']) =>
      /^(?:it|they|that|this)$/.test(thing)
        ? []
        : [each(thing, `a price ${bounds.replace(/^(\d\S*) to /, 'between $1 and ')}`)],
  ],
  // "additionally , a price is stored for each lamp", "the price of a lamp is stored as well"
  [
    new RegExp(
      `^(?:(?:additionally|also|moreover|furthermore|besides|in addition) (?:, )?)?((?:an?|its|their) [a-z]+(?: [a-z]+)??(?:(?: ,| and) (?:an? )?[a-z]+(?: [a-z]+)??)*) (?:is|are|should be|must be|will be|gets?) (?:also )?${kept} (?:for|with|of|on) (?:each|every|an?|the|all) ([a-z]+(?: [a-z]+)??)(?: (?:too|as well|also))?$`,
    ),
    ([, list = '', thing = '']) =>
      /^(?:user|time|row|case|one)s?$/.test(thing) ? [] : [each(thing, list.replace(/^(?:its|their) /, ''))],
  ],
  [
    new RegExp(
      `^(?:(?:additionally|also|moreover|furthermore|besides|in addition) (?:, )?)?the ([a-z]+(?: [a-z]+)?) of (?:an?|each|every|the) ([a-z]+(?: [a-z]+)??) (?:is|should be|must be|will be) (?:also )?${kept}(?: (?:too|as well|also))?$`,
    ),
    ([, field = '', thing = '']) => [each(thing, `a ${field}`)],
  ],
  // "each lamp is given a name , a price and a color by the seller"
  [
    /^(?:each|every|an?) ([a-z]+(?: [a-z]+)??) (?:is given|is assigned|receives|carries|comes with|is stored with|is kept with|is recorded with|is saved with) (.+?)(?: by (?:the|an?|its) [a-z]+)?$/,
    ([, thing = '', list = '']) =>
      describes(list) && /\b(?:name|title|label|code|number)\b/.test(list) ? [each(thing, list)] : [],
  ],
  // "an api where i can store lamps with name , color and weight"
  [
    /^(an? .+?|(?:[a-z]+ )?(?:api|app|service|backend)) (?:where|in which|with which) (?:i|we|you|they|users|people) (?:can|could|may) (?:store|save|keep|add|create|record|register|manage|enter) ([a-z]+(?: [a-z]+)?s) (?:with|including|by) (.+)$/,
    ([, head = '', things = '', list = '']) => (describes(list) ? [head, `manage ${things}`, each(things, list)] : []),
  ],
  [
    /^(?:and )?(?:i|we|you|they|users|people) (?:can|could|want to|would like to|need to|should be able to|may) (?:store|save|keep|add|create|record|register|manage|enter) ([a-z]+(?: [a-z]+)?s) (?:with|including|by) (.+)$/,
    ([, things = '', list = '']) => (describes(list) ? [`manage ${things}`, each(things, list)] : []),
  ],
  // "a lamp consists of a name , a color and a weight"
  [
    /^(?:an?|each|every|the|1) ([a-z]+(?: [a-z]+)??) (?:consists? of|is made up of|comprises|is composed of|is defined by|is described by|is characteri[sz]ed by) (.+)$/,
    ([, thing = '', list = '']) => (describes(list) ? [each(thing, list)] : []),
  ],
  // "an api in which lamps are stored"
  [
    /^(.*\b(?:api|service|backend|app|application|system|program)) (?:in|with|by|through) which ((?:our |my |the |all )*[a-z]+(?: [a-z]+)?s) (?:are|can be|get|should be|will be) (?:stored|kept|saved|managed|recorded|tracked|registered|maintained)$/,
    ([, head = '', things = '']) => [`${head} to manage ${things}`],
  ],
  // "users add new lamps by entering a name , a color and a weight"
  [
    /^(?:let |allow )?(?:i|we|you|they|users|people|everyone|everybody|anyone)(?: to)?(?: (?:can|could|want to|would like to|need to|should be able to|may))? (?:store|save|keep|add|create|record|register|manage|enter) (?:new |their |our |the )*([a-z]+(?: [a-z]+)?s) by (?:entering|giving|providing|specifying|typing|typing in|filling in|supplying|setting) (.+)$/,
    ([, things = '', list = '']) => (describes(list) ? [`manage ${things}`, each(things, list)] : []),
  ],
  // "lamps : we note down name , color and weight"
  [
    new RegExp(
      `^(.+ )?([a-z]+s) : (?:we|i|they|you|users|people) (?:want to |need to |can |also )*(?:${keep}(?! down)|note down|write down) ((?:their |the )?[a-z].+)$`,
    ),
    ([, head, things = '', list = '']) =>
      describes(list)
        ? [
            ...(head === undefined ? [] : [`${head}${things}`]),
            each(things, list.replaceAll(/(?<=^|, |and )(?:their|the) /g, '')),
          ]
        : [],
  ],
  // "a backend for managing lamps , where a lamp has a name and a color"
  [
    /^(.*\b(?:api|backend|service|app|application|system|program|tool|managing|manages)\b.*?)(?: ,)? (?:where|in which) (?:an?|each|every|the) ([a-z]+(?: [a-z]+)??) (?:has|contains|consists of|holds|stores|includes) (?!at |no |many |several )(.+)$/,
    ([, head = '', thing = '', list = '']) => (describes(list) ? [head, each(thing, list)] : []),
  ],
  // "entity : lamp"
  [
    /^(?:the |single |only |main )*(?:entity|resource|object|table|model|collection) (?:is )?(?:an? |: )+([a-z]+)$/,
    ([, thing = '']) => [`manage ${plural(thing)}`],
  ],
  // "api with 1 resource : lamp ( name , color )"
  [
    /^(.*) with (?:an?|1|one|a single|only 1|just 1) (?:resource|entity|model|table) (?::|called|named) ([a-z]+(?: [a-z]+)?) \( (.+) \)$/,
    ([, head = '', thing = '', list = '']) => [head, each(thing, list)],
  ],
  // "lamp registry : each record holds name , color and weight"
  [
    new RegExp(
      `^(?:an? |the |simple |small )*([a-z]+(?: [a-z]+)??) ${container}(?: api| app| service| backend)? : (?:each|every|an?) (?:record|entry|item|one|1|row) (?:has|holds|contains|consists of|stores|comes with) (.+)$`,
    ),
    ([, thing = '', list = '']) => (describes(list) ? [`manage ${plural(thing)}`, each(thing, list)] : []),
  ],
  // "inventory of lamps - name , color , weight"
  [
    new RegExp(
      `^(?:an? |the |my |our |simple |small )*${container} of (?:my |our |the |all )?([a-z]+(?: [a-z]+)?s) (?:-|:|with) (.+)$`,
    ),
    ([, things = '', list = '']) => (describes(list) ? [`manage ${things}`, each(things, list)] : []),
  ],
  // "for every lamp , store its name , color and weight"
  [
    new RegExp(
      `^for (?:each|every|an?|any|all) ([a-z]+(?: [a-z]+)??) (?:, )?(?:(?:we|i|you|they|users|people|it|the (?:api|app|system|service)) )?(?:(?:will|can|should|must|want to|need to|would like to) )?${keep}s? ${lead}(?!track )([a-z].+)$`,
    ),
    ([, thing = '', list = '']) => [each(thing, list.replaceAll(/(?<=(?:,|and) )(?:its|their|the) (?=[a-z]+)/g, ''))],
  ],
  // "when creating a lamp , they enter a name , a color and a weight"
  [
    /^when (?:creating|adding|entering|registering|making|recording) (?:an?|the|new|a new) ([a-z]+(?: [a-z]+)??) (?:, )?(?:they|users|you|people|one|we|i|he|she|the user|a user)(?: (?:must|can|should|have to|has to))? (?:enters?|gives?|provides?|specif(?:y|ies)|fills? in|sets?|types?|supplies|supply|chooses?) (.+)$/,
    ([, thing = '', list = '']) => (/(?: ,| and) /.test(list) ? [each(thing, list)] : []),
  ],
  // "the api stores the name , the color and the weight of lamps"
  [
    new RegExp(
      `^(?:(?:the|an?) (?:rest )?(?:api|app|application|system|service|backend|program|tool)|it|we|i|they|you|users) (?:can |should |will |must |want to |need to )?${keep}s? ((?:the )?[a-z]+(?: [a-z]+)?(?:(?: ,| and|, and| , and) (?:the )?[a-z]+(?: [a-z]+)?)+) (?:of|for) (?:each |every |all |the |our |my |an? )*([a-z]+(?: [a-z]+)??)$`,
    ),
    ([, list = '', thing = '']) => [`manage ${plural(thing)}`, each(thing, list.replaceAll(/(?<=^|, |and )the /g, ''))],
  ],
  // "the system should allow storing lamps including name , color and weight"
  [
    /^(?:(?:the|an?) (?:rest )?(?:api|app|application|system|service|backend|program|tool)|it) (?:should |must |will |can |has to )?(?:allow|support|offer|enable|handle)s? (?:us to |users to |people to |me to )?(?:stor|manag|track|record|keep|add|creat|sav)(?:e|ing|e track of|ing track of)? ([a-z]+s)(?: (?:including|with|incl|together with|along with) (.+))?$/,
    ([, things = '', list]) => [`manage ${things}`, ...(list === undefined ? [] : [each(things, list)])],
  ],
  // "as a collector i want to keep a list of my lamps so that i know the name , color and weight of each"
  [
    /^(.* ([a-z]+s)) so (?:that )?(?:i|we|you|they|people) (?:can )?(?:know|see|have|find|look up|remember) (?:the )?([a-z]+(?: [a-z]+)?(?:(?: ,| and|, and| , and) (?:the )?[a-z]+(?: [a-z]+)?)+) (?:of|for) (?:each|every 1|all|them|each 1|each of them)$/,
    ([, head = '', things = '', list = '']) => [head, each(things, list)],
  ],
];

/** The things that a clause is about: what stands last in it, "an api for my lamps". */
function thingsIn(text: string): string | undefined {
  // "simple lamp list api"
  const inside = new RegExp(
    `(?:^|an? |the |simple |small )([a-z]+) ${container}(?: api| app| service| backend)?$`,
  ).exec(text);
  if (inside?.[1] !== undefined) return plural(inside[1]);
  const told = /^(?:each |every |an? |the |all )?([a-z]+(?: [a-z]+)??) (?:has|have|with|:) [a-z]/.exec(text)?.[1];
  if (
    told !== undefined &&
    !lexicon().functionWords.has(told) &&
    !isSectionName(told) &&
    !standIn.test(told) &&
    !/^(?:user|people|nobody|it|they)s?$/.test(told)
  )
    return plural(told);
  const phrase =
    /(?:^| )(?:for|of|my|our|their|the|all|some|store|stores|storing|manage|manages|managing|track|tracks|tracking|keep|keeps|create|creates|add|adds|record|records|save|saves|handle|handles|digiti[sz]e|with|about) ((?!track |of |my |our |the |all |their )[a-z]+(?: [a-z]+)?s)$/.exec(
      text,
    )?.[1];
  if (phrase === undefined && /^[a-z]+(?: [a-z]+)?$/.test(text) && (isMany(text) || isKnownThing(text.split(' '))))
    return plural(text);
  if (phrase === undefined || !isMany(phrase)) return undefined;
  const word = one(phrase).split(' ').at(-1) ?? '';
  return lexicon().functionWords.has(word) ? undefined : phrase;
}

/** "Fields" on a line by itself: those of the thing that was named last. */
const fieldsHeading = new RegExp(`^(?:the |its |required |mandatory )*${fieldWord}$`);

/** Clauses that tell what is known of things, in the plain form of that. */
export function fieldsTold(clauses: readonly Clause[]): Clause[] {
  const told: Clause[] = [];
  let things: string | undefined;
  for (const clause of clauses) {
    if (clause.heading === '#') {
      const named = things !== undefined && fieldsHeading.test(clause.text) ? retold(clause, things) : clause;
      if (named === clause && !fieldsHeading.test(clause.text))
        things =
          isSectionName(clause.text) || standIn.test(clause.text)
            ? things
            : clause.text.split(' ').length < 3
              ? clause.text
              : undefined;
      told.push(named);
      continue;
    }
    const under = things !== undefined && fieldsHeading.test(clause.heading);
    const own = under ? makeClause(clause.source, clause.tokens, clause.bullet, things ?? '') : clause;
    const found = toldOf(own, things);
    told.push(...found);
    for (const { text } of under ? [] : found) things = thingsIn(text) ?? things;
  }
  return told;
}

/** "get / lamps lists them": what every one of these services does. */
const routeSaid =
  /^(?:get|post|put|patch|delete) \/ [a-z]+(?: \/ (?::|\( )?id(?: \))?)? (?:lists?|returns?|shows?|gets?|updates?|changes?|deletes?|removes?|creates?|adds?) (?:them|all of them|them all|all|1|one|it|a single one|a new one)$/;

/** "has many barns" as a point of the farm. */
const hasMany =
  /^(?:has|have|contains|owns) (?:many|several|multiple|any number of|0 or more|1 or more|one or more) ([a-z]+(?: [a-z]+)?s)$/;

function toldOf(clause: Clause, things: string | undefined): Clause[] {
  if (routeSaid.test(clause.text)) return [];
  const children = clause.bullet ? hasMany.exec(clause.text)?.[1] : undefined;
  if (children !== undefined && /^[a-z]+(?: [a-z]+)?$/.test(clause.heading) && !isSectionName(clause.heading)) {
    const said = retold(clause, `each ${one(children)} belongs to a ${one(clause.heading)}`);
    return [makeClause(said.source, said.tokens, false, '')];
  }
  let text = clause.text;
  for (const [pattern, plain] of leads) text = text.replace(pattern, plain);
  const again = text === clause.text ? clause : retold(clause, text.trim());
  for (const [pattern, tell] of named) {
    const match = pattern.exec(again.text);
    const said = match ? tell(match, '') : [];
    if (said.length > 0) return said.map((words) => retold(again, words));
  }
  for (const [pattern, tell] of things === undefined ? [] : ofEach) {
    const match = pattern.exec(again.text);
    const said = match && things !== undefined ? tell(match, things) : [];
    if (said.length > 0) return said.map((words) => retold(again, words));
  }
  return [again];
}
