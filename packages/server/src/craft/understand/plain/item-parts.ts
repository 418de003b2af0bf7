import { chosenName } from '../sentences/bracketed.ts';

/** Items of a list that are several fields: "a location (latitude, longitude)", "an address (street, city)". */

const part = '[a-z]+(?: [a-z]+)?';

/** As the names of fields say them. */
const units: Record<string, string> = {
  eur: 'euros',
  euro: 'euros',
  usd: 'dollars',
  gbp: 'pounds',
  chf: 'francs',
  min: 'minutes',
  mins: 'minutes',
};

export const partItems: [RegExp, string | ((match: RegExpExecArray) => string)][] = [
  // "a location ( latitude , longitude )"
  [
    /(?<=(?:^|,|and|with|has|have|:|\() )(?:an? |the |its |their )?(?:gps |geo |geographic |current )?(?:locations?|positions?|coordinates?|place) (?:\(|as|:) (latitude|lat) (?:,|and) (longitude|lng|lon|long)(?: \))?(?= ,| and |$| \))/,
    'latitude , longitude',
  ],
  // "its gps coordinates"
  [
    /(?<=(?:^|,|and|with|has|have|:|\() )(?:its |the |their )?(?:(?:gps|geo|geographic|geographical|map) coordinates|coordinates)(?= ,| and |$| \))/,
    'latitude , longitude',
  ],
  // "a size ( width , height )"
  [
    new RegExp(
      `(?<=(?:^|,|and|with|has|have|:) )(?:an? |the |its |their )?(?:dimensions?|measurements?|measures|size) \\( ((?:width|height|length|depth|diameter|thickness)(?: in ${part})?(?: , (?:width|height|length|depth|diameter|thickness)(?: in ${part})?)+) \\)(?= ,| and |$)`,
    ),
    '$1',
  ],
  // "the date they joined", "the year they were founded"
  [
    /(?<=(?:^|,|and|with|has|have|:|\() )(?:the |an? )?(date|day) (?:when |on which |that )?(?:it|he|she|they) ([a-z]+ed|left|began|came|died|went|paid)(?= ,| and | \)|$)/,
    ({ 2: done = '' }) => `${done} date`,
  ],
  [
    /(?<=(?:^|,|and|with|has|have|:|\() )(?:the |an? )?year (?:when |in which |that )?(?:it|he|she|they) (?:was |were )?([a-z]+ed|built|made|born|began|died|won|bought)(?= ,| and | \)|$)/,
    ({ 1: done = '' }) => `year ${done}`,
  ],
  // "the date it was last watered", "the date on which it was bought"
  [
    /(?<=(?:^|,|and|with|has|have|:|\() )(?:the |an? )?(date|day|time) (?:when |on which |that |at which )?(?:it|he|she|they|the [a-z]+) (?:was|were|is|are|has been|have been) (last )?([a-z]+ed|bought|sold|built|made|born|found|sent|taken|written|held|paid|seen|met|given|caught)(?= ,| and |$| \))/,
    ({ 1: when = '', 2: last = '', 3: done = '' }) =>
      done === 'born' ? 'birth date' : `${last}${done} ${when === 'time' ? 'at' : 'date'}`,
  ],
  [/(?<=[a-z]) \( (?:an? )?(?:list|array|set) of (?:texts?|strings?|words?) \)(?= ,| and |$)/, ' ( text )'],
  // "an hourly rate ( eur )", "a dosage ( mg )": in what it is measured
  [
    /(?<=[a-z]) \( (eur|euro|euros|usd|dollars?|gbp|pounds|chf|mg|kg|kilograms?|g|grams?|ml|l|litres?|liters?|cm|mm|m|metres?|meters?|km|kilometres?|kilometers?|minutes?|mins?|seconds?|hours?|days?|celsius|percent|kwh|square metres?|hectares?) \)(?= ,| and |$)/,
    ({ 1: unit = '' }) => ` in ${units[unit] ?? unit}`,
  ],
  // "a reference range ( low , high )"
  [
    /(?<=(?:^|,|and|with|has|have|:) )(?:an? |the |its |their )?((?:[a-z]+ )?(?:range|interval|limits|bounds|hours|window|period)) \( (low|min|minimum|lower|from|start|opening) (?:,|and|\/) (high|max|maximum|upper|to|end|until|closing) \)(?= ,| and |$)/,
    '$1 $2 , $1 $3',
  ],
  // "a delivery address ( street , postal code , city )"
  [
    /(?<=(?:^|,|and|with|has|have|:) )(?:an? |the |its |their )?((?:[a-z]+ )?)(?:address|location|place) \( ((?:street|house number|number|zip|zip code|postal code|postcode|city|town|state|region|county|country|district)(?: name)?(?: (?:,|and) (?:street|house number|number|zip|zip code|postal code|postcode|city|town|state|region|county|country|district))+) \)(?= ,| and |$)/,
    ({ 1: kind = '', 2: list = '' }) =>
      list
        .split(/ (?:,|and) /)
        .map((field) => `${kind}${field}`)
        .join(' , '),
  ],
  // "a flag whether it is abnormal"
  [
    /(?<=(?:^|,|and|with|has|have|:) )(?:an? |the )?(?:flag|boolean|marker|indicator|checkbox|yes no field)(?: that (?:says|tells|shows|indicates))? (?:whether|if|for whether) (?:it|he|she|they|the [a-z]+) (?:is|are|was|were|has been) ([a-z]+)(?= ,| and |$| \))/,
    '$1 boolean',
  ],
  // "a contact person": what they are called
  [
    /(?<=(?:^|,|and|with|has|have|:|\() )(?:an? |the |its )?contact person(?= ,| and |$| \))/,
    'contact person ( string )',
  ],
  // "appointments between an artist and a client with a start"
  [
    /(?<=(?:^|,|and|:) )([a-z]+s) between (?:an? |1 |the )?([a-z]+) and (?:an? |1 |the )?([a-z]+) with (?=[a-z])/,
    ({ 1: rows = '', 2: first = '', 3: second = '' }) => `${rows} with a ${first} , a ${second} , `,
  ],
  // "whether morning or evening": which of them
  [
    /(?<=(?:^|,|and|with|has|have|:) )whether (?:it (?:is|was) )?(?:an? |in the |at |by |for )?([a-z]+) or (?:an? |in the |at |by |for )?(?!not\b)([a-z]+)(?= ,| and |$)/,
    ({ 1: first = '', 2: second = '' }) => `${chosenName(`${first} or ${second}`)} ( ${first} / ${second} )`,
  ],
  // "deposit paid or not"
  [
    /(?<=(?:^|,|and|with|has|have|:) )(?:an? |the |whether )?((?:[a-z]+ )?[a-z]*(?:ed|paid|sent|sold|done)) or not(?= ,| and |$)/,
    '$1 boolean',
  ],
  // "each member has 1 membership ( monthly / yearly )": which it is, and no row of its own
  [
    /(?<=(?:has|have|with|,|and) )(?:exactly |only )?1 (?=[a-z]+(?: [a-z]+)? \( [^()]+ \/ [^()]+ \)(?= ,| and |$))/,
    'a ',
  ],
  // "blood type : 1 of a , b , ab"
  [
    new RegExp(
      `(?<=^|, |with |has |have |and )(${part}) (?:: )?(?:1|one|any|either) of :? ?(${part}(?: , ${part})+(?:(?: ,)? (?:or|and) ${part})?)$`,
    ),
    ({ 1: name = '', 2: list = '' }) => `${name} ( ${list.split(/ (?:, or|, and|,|or|and) /).join(' / ')} )`,
  ],
  // "tested : boolean" in a list of what a donation has
  [/^([a-z]+(?: [a-z]+){0,2}) : boolean$/, '$1 boolean'],
  // "open by default"
  [
    /^(?:it is |they are )?(open|pending|active|draft|new|unread|unpaid|available|waiting|planned) by default$/,
    'status ( default $1 )',
  ],
];
