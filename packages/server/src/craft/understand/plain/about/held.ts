import { infinitive } from '../../words/grammar.ts';
import { lexicon } from '../../words/lexicon.ts';
import { type Tell, isMany, isThingHere, most, noun, one, plural, several } from '../words.ts';

/** Sentences about what holds which others, who was there, and what is over: "for each bike there are repairs with a cost and a status". */

const each = '(?:for |in |at |on |to )?(?:each|every|an?|1)';
const there =
  '(?:there (?:are|can be|may be)|(?:we|i|they|users) (?:can |also |want to )*(?:store|keep|record|save|add|track|manage|log|note)|(?:(?:can|may|must|should|will|always|usually) )?(?:has|have|contains?|holds?|consists? of|includes?|comes with))';
const record =
  '(?:(?:we|i|the [a-z]+|users) (?:want to |need to |can |also |must |should )*)?(?:record|note|note down|write down|store|save|track|keep|keep track of|log|know|see|tick off|mark|enter)s?';
const wasThere =
  '(?:(?:were|was|are|is) (?:present|there|in attendance|at it)|(?:have |has )?(?:attended|came|took part|participated|showed up|joined|turned up|come|attend|attends|take part|comes|participate))';
const over =
  '(?:that |which )?(?:are|is|lie|lies|has|have)(?: already)? (?:over|started|begun|ended|passed|past|finished|taken place|in the past|gone by|happened)';

/** "lines with a product and a price , a status": what stands behind the last of a list is of the whole again. */
const goesOn = / and [^,]+,/;

const both = (first: string, second: string): string[] => [`${plural(first)} and ${plural(second)} are many to many`];

export const heldSentences: [RegExp, Tell][] = [
  // "for each bike there are repairs with a description , a cost and a status that goes from …": of the repairs
  [
    new RegExp(
      `^${each} (${noun}) (?:, )?${there} (?:${several} |the |its |their |all )?(${noun}) (?:with|having|that have|which have|, each with|, with|, each having) (?:an? |the |their |its )?((?!same\\b|more\\b|less\\b)[a-z]+ .+)$`,
    ),
    ({ 1: whole = '', 2: parts = '', 3: fields = '' }, told) =>
      isMany(parts) &&
      !isMany(whole) &&
      one(parts) !== whole &&
      isThingHere(told, whole) &&
      /(?:^| )(?:,|and) /.test(fields) &&
      !goesOn.test(fields.replaceAll(/\([^()]*\)/g, '')) &&
      !/^(?:list|number|set|amount|name|collection|group)s?$/.test(parts)
        ? [`each ${whole} has ${parts}`, `each ${one(parts)} has a ${fields}`]
        : [],
  ],
  // "each debate has two teams with up to three speakers"
  [
    new RegExp(
      `^((?:an?|each|every|the) ${noun} (?:has|have) (?:[a-z0-9 ]+ )?([a-z]+s)) with (${most} \\d+ [a-z]+s)(?: each)?$`,
    ),
    ({ 1: said = '', 2: parts = '', 3: bound = '' }) => [said, `each ${one(parts)} has ${bound}`],
  ],
  // "shelves hold bottles , at most 12 per shelf"
  [
    new RegExp(
      `^(?:the |all )?(${noun}) ((?:can )?(?:hold|contain|have|take|store|keep)) (${noun}) , ((?:at most|up to|no more than|max|maximum) \\d+) (?:of them )?(?:per|in each|in every|for each|for every|in a|on each|each) ?([a-z ]*)$`,
    ),
    ({ 1: whole = '', 3: parts = '', 4: bound = '', 5: per = '' }) =>
      isMany(whole) && isMany(parts) && (per === '' || per === one(whole))
        ? [`each ${one(whole)} has ${parts}`, `each ${one(whole)} has ${bound} ${parts}`]
        : [],
  ],
  // "tickets are sold for a screening with a seat number": of the tickets
  [
    new RegExp(
      `^(?:the |all )?(${noun}) ((?:are|is) (?:sold|made|created|booked|issued|placed|recorded|written|stored|opened|entered|filed) (?:for|on|at|in) (?:an?|each|every|1|one) (${noun})) with (an? [a-z]+.*|[a-z]+(?: [a-z]+)? (?:,|and) .+)$`,
    ),
    ({ 1: rows = '', 2: tied = '', 3: whole = '', 4: fields = '' }, told) =>
      isMany(rows) && told.has(one(whole)) ? [`${rows} ${tied}`, `each ${one(rows)} has ${fields}`] : [],
  ],
  // "a recipe uses ingredients with an amount": how much of each
  [
    new RegExp(
      `^(?:an? |each |every |the )?(${noun}) (?:uses?|has|have|needs?|contains?|requires?|consists? of|includes?) (?:${several} )?(${noun}) , ?(?:each )?(?:with|and) (an? (?:amount|quantity|number|count|portion|dose|share|position|unit))(?: and (an? (?:unit|note|position|price)))?(?: each| for each)?$`.replace(
        ' , ?',
        '(?: ,)? ?',
      ),
    ),
    ({ 1: whole = '', 2: parts = '', 3: field = '', 4: more }, told) =>
      isMany(parts) && told.has(one(whole)) && told.has(one(parts))
        ? [
            `a ${one(whole)} ${one(parts)} has 1 ${one(whole)} , 1 ${one(parts)} , ${field.replace(/amount$/, 'amount ( decimal )')}${more === undefined ? '' : ` and ${more}`}`,
          ]
        : [],
  ],
  // "lamps must have a name and may also have a color"
  [
    new RegExp(
      `^(?:the |all )?(${noun}) (?:must |should |always |will )?(?:have|has) ((?!to\\b)[^()]+?) (?:, )?and (?:may|can|might|could|optionally)(?: also| optionally| additionally)? have (an? [a-z]+(?: [a-z]+)?)$`,
    ),
    ({ 1: rows = '', 2: fields = '', 3: other = '' }) =>
      isMany(rows) ? [`each ${one(rows)} has ${fields} , ${other} ( optional )`] : [],
  ],
  // "several firefighters and vehicles take part in a mission"
  [
    /^((?:several|many|multiple) )([a-z]+s) and (?:several |many |multiple )?([a-z]+s) ((?:can |may )?(?:take part in|participate in|attend|join|work on|are used in|are part of) (?:an?|1|each|every) [a-z]+)$/,
    ({ 1: many = '', 2: first = '', 3: second = '', 4: rest = '' }) => [
      `${many}${first} ${rest}`,
      `${many}${second} ${rest}`,
    ],
  ],
  // "attendance is recorded every day : child , date , present or absent"
  [
    /^(?:the )?([a-z]+(?: [a-z]+)?) (?:is|are) (?:recorded|stored|kept|noted|logged|entered|tracked)(?: (?:every|each) [a-z]+| daily| weekly)? : ([a-z]+(?: [a-z]+)? , .+)$/,
    ({ 1: rows = '', 2: fields = '' }) => [`${plural(rows) === rows ? one(rows) : rows} : ${fields}`],
  ],
  // "for each rehearsal we record which members were present"
  [
    new RegExp(`^${each} (${noun}) (?:, )?(?:${record}|has) (?:which|what) (${noun}) ${wasThere}(?: (?:it|there))?$`),
    ({ 1: event = '', 2: who = '' }, told) =>
      isThingHere(told, who) && isThingHere(told, event) ? both(who, event) : [],
  ],
  // "record which members attended each rehearsal", "we note which players are at which training"
  [
    new RegExp(
      `^(?:and )?${record} (?:which|what) (${noun}) (?:${wasThere}|are|were|is) (?:at |in |to )?(?:each|every|an?|which|the|what) (${noun})$`,
    ),
    ({ 1: who = '', 2: event = '' }, told) =>
      isThingHere(told, who) && isThingHere(told, event) ? both(who, event) : [],
  ],
  // "each rehearsal has a list of the members who attended"
  [
    new RegExp(
      `^${each} (${noun}) (?:has|keeps|stores|contains|records) (?:an? |the )?(?:attendance )?(?:list|record|set) of (?:the |all |its )*(${noun}) (?:who|that|which) ${wasThere}(?: it)?$`,
    ),
    ({ 1: event = '', 2: who = '' }, told) => (isThingHere(told, who) ? both(who, event) : []),
  ],
  // "a laptop may be assigned to only one employee at a time": it names one
  [
    /^(?:an? |each |every |the |1 |the same )([a-z]+(?: [a-z]+)??) (?:(?:can|may|must|should) (?:only )?be|is|gets) (?:only )?(?:assigned|given|allocated|handed out|issued) to (?:only |exactly |at most |just )?1 ([a-z]+(?: [a-z]+)??)(?: only)?(?: at (?:a|the same|any|any 1|1) time| at once)?$/,
    ({ 1: what = '', 2: who = '' }, told) =>
      told.has(one(what)) && told.has(one(who)) && one(what) === what ? [`a ${what} can be assigned to a ${who}`] : [],
  ],
  // "when a class is full , nobody else can sign up"
  [
    /^(?:when|if|once|as soon as|after) (?:an? |the |that )?([a-z]+) (?:is|has become|becomes|gets) (?:already )?(?:full|sold out|fully booked|booked out) (?:, )?(?:then )?(?:nobody|no one|no more|no further|no other|no new|others cannot|[a-z]+s cannot|[a-z]+s can no longer) .*$/,
    ({ 1: what = '' }) => [`a full ${what} cannot be booked`],
  ],
  // "a student can only sign up once for the same class , and not for classes in the past"
  [
    /^((?:an? |each |every |the )?([a-z]+) (?:can|may) (?:only )?([a-z]+(?: up)?) .+?) (?:, )?(?:and|but) (?:not|never) (for|in|on|to) ((?:past |finished |old )?[a-z]+s(?: .+)?)$/,
    ({ 1: said = '', 2: who = '', 3: verb = '', 4: at = '', 5: what = '' }) =>
      deedOf(verb) === undefined ? [] : [said, `${isMany(who) ? who : `a ${who}`} cannot ${verb} ${at} ${what}`],
  ],
  // "a student cannot sign up for past classes", "nobody can book a trip that has already started"
  [
    new RegExp(
      `^(?:(?:nobody|no one|no [a-z]+) (?:can|may)|(?:an? |each |every |the )?[a-z]+ (?:cannot|may not|must not|can no longer|can never|should not)) ([a-z]+(?: up)?)(?: (?:for|in|on|to))? (?:any |an? |the )?(?:(?:past|finished|old|ended) ([a-z]+)|([a-z]+) (?:in the past|${over}))$`,
    ),
    ({ 1: verb = '', 2: before, 3: behind }, told) => closedOf(verb, before ?? behind ?? '', told),
  ],
  // "students can only sign up for classes in the future", "… for upcoming classes"
  [
    /^(?:an? |each |every |the )?[a-z]+ (?:can|may|must) only ([a-z]+(?: up)?)(?: (?:for|in|on|to))? (?:an? |the )?(?:(?:future|upcoming|coming) ([a-z]+)|([a-z]+) (?:in the future|that (?:are|is|lie|lies) in the future|that (?:have|has) not (?:yet )?(?:started|begun|taken place)(?: yet)?))$/,
    ({ 1: verb = '', 2: before, 3: behind }, told) => closedOf(verb, before ?? behind ?? '', told),
  ],
  // "registrations are only possible before the class starts"
  [
    /^(?:the )?([a-z]+s?) (?:is|are) (?:only )?(?:possible|allowed|accepted|permitted|open)(?: only)? (?:before|until|till|up to) (?:the|an?|its|their) ([a-z]+) (?:starts|begins|has started|has begun|takes place)$/,
    ({ 1: rows = '', 2: what = '' }) => [`no ${plural(rows)} after the ${what} has started`],
  ],
];

/** What doing this makes: who signs up makes a registration. */
function deedOf(verb: string): string | undefined {
  const { associations } = lexicon();
  const plain = verb === 'sign up' || verb === 'signup' ? 'register' : (infinitive(verb) ?? verb);
  return associations[plain]?.replaceAll('_', ' ');
}

function closedOf(verb: string, what: string, told: ReadonlySet<string>): string[] {
  const rows = deedOf(verb);
  return rows === undefined || /^(?:date|day|time|slot)s?$/.test(what) || !isThingHere(told, one(what))
    ? []
    : [`no ${plural(rows)} after the ${one(what)} has started`];
}
