import { ruleForName } from '../fields/field-types.ts';
import { isKinds } from '../sentences/bracketed.ts';
import { lexicon } from '../words/lexicon.ts';
import { one } from './words.ts';

/**
 * What a predicate says of a field, as it stands in brackets behind its name: "can be low, medium or high", "may be left
 * empty", "is 0 unless specified", "must not occur twice", "is a whole number".
 */

const value = '[a-z0-9][a-z0-9+]*(?: (?!or |and |as |for )[a-z0-9+]+){0,2}';
const listOf = `${value}(?: , ${value})*(?: ,)? (?:or|and|/) ${value}|${value}(?: (?:,|/) ${value})+`;
const kind =
  '(?:is|are|can be|may be|must be|should be|has to be|will be|can only be|may only be|must always be|is always|is stored as|is saved as|is kept as|is given as|is entered as|=|:|-)';

const choices = [
  new RegExp(
    `^(?:${kind} )?(?:either |only |always )*(?:(?:1|one|any|either|exactly 1) of (?:the )?(?:following |these |those )*(?:values )?(?:: )?)?\\(? ?(${listOf})(?: \\))?$`,
  ),
  new RegExp(
    `^(?:can|may|must|should)? ?(?:have|has|takes?|accepts?|allows?|with|having) (?:only )?(?:(?:1|one|any) of )?(?:the |these )*(?:following |possible |allowed )*(?:values?|options|choices|levels) (?:: )?(${listOf})$`,
  ),
  new RegExp(
    `^(?:is |are |can be )?(?:chosen|selected|picked|taken) (?:from|out of|among|between) (?:: )?(${listOf})$`,
  ),
];

/** What follows the value of a choice that a sentence of rules, and no list of words, would have. */
const talks =
  /^(?:it|they|there|the|an?|must|can|is|are|if|when|who|that|which|he|she|we|you|i|this|no|not|chosen|selected|picked|from|of|values)$/;

/** "low / medium / high"; "boolean" of yes and no. */
export function choiceSaid(list: string): string | undefined {
  const values = list.split(/ ?(?: , (?:or|and)|, (?:or|and)|(?<= )[,/]|(?<= )(?:or|and)) /).map((item) => item.trim());
  if (values.length < 2 || values.some((item) => item === '' || item.split(' ').some((word) => talks.test(word))))
    return undefined;
  if (values.some((item) => lexicon().functionWords.has(item.split(' ')[0] ?? '') && !/^(?:in|on|out|no)\b/.test(item)))
    return undefined;
  if (/^(?:yes no|true false|no yes|false true)$/.test(values.join(' '))) return 'boolean';
  return values.every((item) => /^[a-z]/.test(item)) ? values.join(' / ') : undefined;
}

const given = '(?:given|specified|stated|set|provided|chosen|entered|said|supplied|selected|filled in|passed)';
const types: [RegExp, string][] = [
  [/^(?:whole numbers?|integers?|int|natural numbers?)$/, 'integer'],
  [/^(?:numbers?|numeric|numerical)$/, 'number'],
  [/^(?:decimals?|decimal numbers?|floats?|floating point numbers?|real numbers?)$/, 'decimal'],
  [
    /^(?:booleans?|bool|flag|checkbox|yes \/ no|yes \/ no (?:value|field)|true \/ false|true or false|yes or no)$/,
    'boolean',
  ],
  [/^(?:strings?|short text|words?)$/, 'string'],
  [/^(?:texts?|long text|free text)$/, 'text'],
  [/^(?:dates?|calendar dates?)$/, 'date'],
  [/^(?:dates? and times?|datetimes?|timestamps?|points? in time|moments?)$/, 'datetime'],
  [/^(?:amounts? of money|money|money amounts?|currency)$/, 'money'],
  [/^(?:email|email address(?:es)?)$/, 'email'],
  [/^(?:urls?|links?|web address(?:es)?)$/, 'url'],
];
const unit =
  /^(?:(?:milli|centi|kilo)?met(?:er|re)s?|(?:kilo|milli)?grams?|kg|cm|mm|km|lit(?:er|re)s?|minutes?|hours?|days?|seconds?|euros?|dollars?|usd|eur|cents?|pounds?|percent|square met(?:er|re)s?|degrees?(?: celsius)?|feet|inches|miles)$/;

export function typeSaid(words: string): string | undefined {
  return types.find(([pattern]) => pattern.test(words))?.[1];
}

const predicates: [RegExp, (match: RegExpExecArray) => string | undefined][] = [
  // Defaults.
  [
    new RegExp(
      `^(?:(?:is|are|will be|shall be|should be|gets|becomes) )?(?:set to |automatically )?([a-z0-9.]+) (?:by default|initially|at first|at the (?:start|beginning)|to (?:start|begin) with|if (?:not|nothing is|none is|no value is|it is not|omitted|left out|missing)(?: ${given})?|unless (?:otherwise |it is |something else is )?${given}(?: otherwise)?|when (?:not ${given}|omitted|left out))$`,
    ),
    ([, set = '']) => `default ${set}`,
  ],
  [
    /^(?:(?:is|are|which is|has|have|with|by default|should|will) )*(?:(?:an? )?default(?:s|ing)? (?:value )?(?:of|to|is|:|=|as)?|initially|by default(?: set to)?|starts? (?:at|as|with|out as)|starting (?:at|as|with|out as)|an? initial value of) ?(?:: )?([a-z0-9.]+)$/,
    ([, set = '']) => `default ${set}`,
  ],
  // Optional and required.
  [
    new RegExp(
      `^(?:(?:is|are) (?:optional|nullable)|(?:is|are) not (?:required|mandatory|necessary|needed|compulsory|obligatory)|(?:need|needs|does|do|must|has) not (?:need to |have to )?be (?:${given}|required|there)|(?:may|can|could) (?:also )?be (?:empty|null|missing|absent|blank|omitted|skipped|unknown|left (?:out|empty|blank|open)|unset)|may not be (?:known|there)|optional|nullable|(?:can|may) be (?:empty|null|blank|omitted) ?|if (?:there is (?:1|one|any)|known|available|present|any|applicable|it has (?:1|one)))$`,
    ),
    () => 'optional',
  ],
  [
    /^(?:(?:is|are|being) (?:required|mandatory|compulsory|obligatory|necessary|needed)|required|mandatory|not null|(?:must|may|can) (?:not|never) be (?:empty|null|missing|blank|omitted|left out|left empty)|cannot be (?:empty|null|missing|blank|omitted|left out|left empty)|(?:must|has to|needs to) be (?:filled in|present))$/,
    () => 'required',
  ],
  // Unique.
  [
    /^(?:(?:exists?|occurs?|appears?|is used|are used|may be used|can be used|is given|may occur|may exist|can exist|can occur|must occur)(?: only| just| at most)* once|(?:must|may|can|should) (?:not|never) (?:be (?:used|given|assigned)|occur|appear|exist) (?:twice|more than once|again)|cannot (?:be (?:used|given|assigned)|occur|appear|exist) (?:twice|more than once|again)|(?:must be|is|are|has to be|have to be|should be) (?:different|distinct) (?:for|on|in|of) (?:each|every|all) [a-z]+(?: [a-z]+)?|(?:is|are|must be|has to be) unique(?: (?:among|across|for|within) (?:all |every |each )(?:the )?[a-z]+(?: [a-z]+)?)?|(?:that |which )?no other [a-z]+(?: [a-z]+)? (?:has|uses)|no 2 (?:of them )?(?:with )?the same|unique)$/,
    () => 'unique',
  ],
  // Types and units.
  [
    /^(?:is|are|as|of type|of the type|: type|which is|being|is of type|is stored as|is kept as|is saved as|is given as|is entered as|should be|must be|has to be)(?: always)? (?:an? |the |simply |just )*([a-z/]+(?: [a-z/]+){0,3})$/,
    ([, words = '']) => typeSaid(words),
  ],
  [
    /^(?:(?:is|are) )?(?:(?:given|measured|stored|counted|expressed|entered|specified|stated|recorded) )?in ([a-z]+(?: [a-z]+)?)$/,
    ([, words = '']) => (unit.test(words) ? words.replace(/^square met(?:er|re)s?$/, 'decimal') : undefined),
  ],
];

/** What the words behind a field say of it, as in brackets; none where they say something else. */
export function factSaid(words: string): string | undefined {
  const said = words.trim().replace(/^(?:which|that) /, '');
  for (const [pattern, fact] of predicates) {
    const match = pattern.exec(said);
    const found = match ? fact(match) : undefined;
    if (found !== undefined) return found;
  }
  for (const pattern of choices) {
    const found = pattern.exec(said)?.[1];
    const list = found === undefined ? undefined : choiceSaid(found);
    // "engines : code , power": what they have, and no choice of theirs.
    if (
      list === undefined ||
      (/^[:=-] [a-z]/.test(said) && !/^[:=-] (?:1|one|either|any) /.test(said) && !isKinds(list.split(' / ')))
    )
      continue;
    return list;
  }
  return undefined;
}

export interface FieldFact {
  /** Empty: the one named last. */
  field: string;
  fact: string;
  /** Of which thing, where the sentence names it. */
  thing?: string;
  /** The field may be told by this sentence for the first time. */
  declares?: boolean;
}

const field = '((?!only )[a-z]+(?: (?!is |are |as )[a-z]+){0,2}?)';
const thing = '([a-z]+(?: [a-z]+)??)';
const who = '(?:users?|you|one|1|we|i|they|people|the user|a user|anyone)';

const choice = (name: string | undefined, list: string | undefined): FieldFact[] => {
  const fact = choiceSaid(list ?? '');
  return fact === undefined || name === undefined ? [] : [{ field: one(name), fact }];
};
/** What may be told of a thing for the first time: names of fields, and nothing of which rows are kept. */
const isName = (name: string): boolean => lexicon().fieldNames.has(name) || ruleForName(name.split(' ')) !== undefined;
const optional = (names: string): FieldFact[] => {
  const items = names.split(/ ?(?: , and|,|(?<= )and|(?<= )or) /).map((item) => item.trim().replace(/^an? /, ''));
  return items.every(isName) ? items.map((name) => ({ field: name, fact: 'optional', declares: true })) : [];
};
const list = `\\(? ?(${listOf})(?: \\))?`;

/** Sentences about fields that do not begin with the name of the field. */
const sentences: [RegExp, (match: RegExpExecArray) => FieldFact[]][] = [
  [
    new RegExp(
      `^(?:the )?(?:only )?(?:allowed|possible|valid|available|permitted|accepted|legal|only|supported) (?:values (?:for|of) (?:the |an? )?${field}|${field}(?: values)?) (?:are|is|:) (?:: )?${list}$`,
    ),
    (match) => choice(match[1] ?? match[2], match[3]).map((told) => ({ ...told, declares: false })),
  ],
  [
    new RegExp(
      `^(?:there are|we (?:have|use|know|distinguish|offer)|it has) (?:only )?(?:the )?(?:\\d+ |these |following |several |different |possible )*([a-z]+s|[a-z]+ies) (?::|-|,)? ?${list}$`,
    ),
    ([, name, values]) => choice(name, values),
  ],
  [
    new RegExp(
      `^${who} (?:can |may |must |should |will |have to |has to )?(?:pick|choose|select|set|chooses|selects|picks|sets|give|gives|assign) (?:an?|the|its|their|one|1) ${field} (?:from|:|as|of|out of|between|among|which is|to|\\() ?(?:: )?${list}$`,
    ),
    ([, name, values]) => choice(name, values).map((told) => ({ ...told, declares: true })),
  ],
  [
    new RegExp(
      `^(?:for|as) (?:the |an? |its )?${field} (?:, )?(?:${who} (?:can|may|must|should|have to|has to) )?(?:pick|choose|select|use|be|is|are)? ?(?:from |between |either |1 of )?(?:: )?${list}(?: (?:can|may|must) be (?:selected|chosen|picked|used)| (?:is|are) (?:allowed|possible|available|valid))?$`,
    ),
    ([, name, values]) => choice(name, values).map((told) => ({ ...told, declares: true })),
  ],
  [
    new RegExp(`^no other ${field} than ${list} (?:is|are) (?:allowed|possible|accepted|valid|permitted)$`),
    ([, name, values]) => choice(name, values),
  ],
  [
    new RegExp(
      `^(?:anything|everything|any value|all|any ${field}) (?:other than|except|but|besides) ${list}(?: (?:as|for|in) (?:the |an? )?${field})? (?:is|are|must be|will be|should be) (?:rejected|refused|invalid|not allowed|an error|not accepted|denied)$`,
    ),
    ([, before, values, behind]) => choice(behind ?? before, values),
  ],
  // Defaults.
  [
    new RegExp(`^(?:the )?(?:default|initial|starting|standard) ${field} (?:is|should be|will be|:|=) ([a-z0-9.]+)$`),
    ([, name = '', set = '']) => (name.startsWith('value') ? [] : [{ field: name, fact: `default ${set}` }]),
  ],
  [
    new RegExp(
      `^(?:the )?(?:default|initial|starting) (?:value )?(?:of|for) (?:the |an? )?${field} (?:is|should be|will be|:) ([a-z0-9.]+)$`,
    ),
    ([, name = '', set = '']) => [{ field: name, fact: `default ${set}` }],
  ],
  [
    new RegExp(`^by default (?:, )?(?:the |its )?${field} (?:is|are|will be|should be) ([a-z0-9.]+)$`),
    ([, name = '', set = '']) => [{ field: name, fact: `default ${set}` }],
  ],
  [
    new RegExp(
      `^(?:if|when|whenever|where|in case) (?:no ${field} (?:is|was|has been) ${given}|(?:the |an? )?${field} (?:is|was) (?:missing|omitted|left out|left empty|empty|not ${given}|null)) (?:, )?(?:then )?(?:it|this|use|the default|we use|we take|take|the [a-z]+|assume)? ?(?:should be|will be|is set to|is|are|defaults to|becomes|as|is taken as|shall be|gets)? ?(?:set to )?([a-z0-9.]+)(?: (?:is|will be|should be) (?:used|taken|assumed|set))?$`,
    ),
    ([, first, second, set = '']) =>
      /^(?:error|rejected|refused|invalid|it|optional|empty|used|allowed|required)$/.test(set)
        ? []
        : [{ field: first ?? second ?? '', fact: `default ${set}` }],
  ],
  [
    new RegExp(
      `^(?:if|when) (?:not|nothing is|none is) (?:otherwise )?${given} (?:, )?(?:the |its )?${field} (?:should be|will be|is|defaults to) (?:set to )?([a-z0-9.]+)$`,
    ),
    ([, name = '', set = '']) => [{ field: name, fact: `default ${set}` }],
  ],
  [
    new RegExp(
      `^unless (?:otherwise )?(?:it is |something else is )?${given}(?: otherwise)? (?:, )?(?:the |its )?${field} (?:should be|will be|is|defaults to) (?:set to )?([a-z0-9.]+)$`,
    ),
    ([, name = '', set = '']) => [{ field: name, fact: `default ${set}` }],
  ],
  [
    new RegExp(
      `^without (?:an? |any )?(?:value|${field}) (?:, )?(?:the |its )?${field} (?:is|will be|should be)(?: set to)? ([a-z0-9.]+)$`,
    ),
    ([, , name = '', set = '']) => [{ field: name, fact: `default ${set}` }],
  ],
  [
    new RegExp(
      `^(?:an? |all |every |each )?new ${thing} (?:has|have|gets?|starts? with|are given|is given|receives?) (?:an? |the )?(?:${field} (?:of|=) ([a-z0-9.]+)|${field} ([a-z0-9.]+))$`,
    ),
    ([, named = '', a, first, b, second]) => [
      { field: a ?? b ?? '', fact: `default ${first ?? second ?? ''}`, thing: one(named) },
    ],
  ],
  // Optional.
  [
    new RegExp(
      `^${who} (?:do not have to|does not have to|need not|do not need to|does not need to|must not necessarily|may choose not to) (?:give|enter|provide|specify|fill in|set|supply|add) (?:an? |the |any |its )?${field}$`,
    ),
    ([, name = '']) => [{ field: one(name), fact: 'optional' }],
  ],
  [
    new RegExp(
      `^(?:not (?:every|each|all) ${thing} (?:has|have|needs?)|some ${thing} (?:have|do not have|has)) (?:an? |no |any )?${field}$`,
    ),
    ([all, first, second, name = '']) =>
      all.startsWith('some') && !/ (?:no|not) /.test(all) && !/have an? /.test(all)
        ? []
        : [{ field: one(name), fact: 'optional', thing: one(first ?? second ?? '') }],
  ],
  [
    new RegExp(
      `^(?:an?|each|every|the) ${thing} (?:does not (?:need|have)(?: to have)?|need not have|may have no|can have no|can exist without|may lack|can be without|can be (?:created|saved|added|stored) without) (?:an? |any )?${field}$`,
    ),
    ([, named = '', name = '']) => [{ field: one(name), fact: 'optional', thing: one(named) }],
  ],
  [
    new RegExp(`^(?:an? |the )${field} (?:is not|are not) (?:necessary|needed|required)$`),
    ([, name = '']) => [{ field: one(name), fact: 'optional' }],
  ],
  // "it may have a color too", "optionally it has a color", "optionally , users can add a color", "a color can be added"
  [
    /^(?:optionally (?:, )?)?(?:it|they|each|every one|each one) (?:(may|can|could|might|optionally)(?: also| optionally| additionally)? (?:have|has)|has|have) (?:also )?(an? [a-z]+(?: (?!too|as|also|and|or)[a-z]+)?(?:(?: ,| and|, and| or) (?:an? )?[a-z]+(?: (?!too|as|also)[a-z]+)?)*)(?: too| as well| also)?$/,
    ([all, may, names = '']) => (may === undefined && !all.startsWith('optionally') ? [] : optional(names)),
  ],
  [
    new RegExp(
      `^(?:optionally (?:, )?)${who} (?:can |may )?(?:also )?(?:add|give|enter|provide|set|specify) (an? .+)$`,
    ),
    ([, names = '']) => optional(names),
  ],
  [
    /^(?:optionally (?:, )?)?(an? [a-z]+(?: [a-z]+)?) (?:can|may) (?:also |optionally )?be (?:added|given|entered|set|stored|specified|provided|noted|recorded)(?: too| as well| optionally)?$/,
    ([, names = '']) => optional(names),
  ],
  // "each lamp is given a priority ( low , medium or high )"
  [
    new RegExp(
      `^(?:each|every|an?|all|the) ${thing} (?:is given|is assigned|are given|are assigned|gets?|receives?) (?:an?|one|1) ${field} (\\( .+ \\)|(?:of|from|out of|:) .+)$`,
    ),
    ([, named = '', name = '', said = '']) => {
      const fact = choiceSaid(said.replace(/^(?:\( |of |from |out of |: )/, '').replace(/ \)$/, ''));
      return fact === undefined ? [] : [{ field: name, fact, thing: one(named), declares: true }];
    },
  ],
  // "we also track if it is finished"; "whether it is finished is a boolean"
  [
    /^(?:(?:we|i|you|they|users?|it|the (?:api|app|system)) (?:also |can |should |must |want to )*(?:track|store|keep|record|see|mark|note|know|remember|save|tell)s?(?: track of)? )?(?:whether|if) (?:it|they|(?:an?|the|each|every) [a-z]+) (?:is|are|was|were|has been|have been) (?:already |still )?([a-z]+)(?: or not)?(?: (?:is|as) (?:an? )?(?:boolean|flag|checkbox|yes \/ no(?: field| value)?|(?:stored|kept|recorded|tracked|noted)(?: too| as well)?))?$/,
    ([all, name = '']) =>
      /^(?:if|whether) /.test(all) &&
      !/ (?:is|as) (?:an? )?(?:boolean|flag|checkbox|yes|stored|kept|recorded|tracked|noted)/.test(all)
        ? []
        : [{ field: name, fact: 'boolean', declares: true }],
  ],
  // Unique.
  [
    new RegExp(
      `^no 2 (?:of them |entries |records )?(?:with|have|share|may have|can have|may share|can share) the same ${field}$`,
    ),
    ([, name = '']) => [{ field: name, fact: 'unique' }],
  ],
  [
    new RegExp(
      `^(?:each|every|an?) ${thing} (?:needs|has|must have|gets|should have|has to have|needs to have) (?:its|their|an?) own(?: unique)? ${field}$`,
    ),
    ([, named = '', name = '']) => [{ field: name, fact: 'unique', thing: named }],
  ],
  [
    new RegExp(
      `^(?:there (?:must|can|may|should) (?:not|never) be |there cannot be )?(?:no )?(?:2|two) ${thing} (?:with|may have|can have|must never have|may never have|must not have|cannot have|cannot share|must not share|can never have|can never share|should not have|should never have|(?:are|may be) allowed to have|have|share) (?:the same|an?|1) ${field}$`,
    ),
    ([all, named = '', name = '']) =>
      /\b(?:no|not|never|cannot)\b/.test(all) ? [{ field: name, fact: 'unique', thing: one(named) }] : [],
  ],
  [
    new RegExp(
      `^(?:an?|any|every) ${thing} (?:with|whose) (?:an? |the )?${field} (?:that |which )?(?:already exists|already taken|(?:is|was) already (?:used|taken|in use|there|known|registered)|exists already) (?:is|must be|will be|should be) (?:refused|rejected|not accepted|denied)$`,
    ),
    ([, named = '', name = '']) => [{ field: name, fact: 'unique', thing: named }],
  ],
  [
    new RegExp(
      `^(?:if|when) (?:the |an? )?${field} (?:already exists|exists already|is already (?:used|taken|in use|there|known|registered)|is taken(?: already)?) (?:, )?(?:then )?(?:the api |the service |we |it )?(?:should |must |will )?(?:(?:returns?|answers?|gives?|sends?|shows?|throws?)(?: back)?(?: with)? (?:an? )?(?:\\d+ )?(?:error|conflict|409|400|422)(?: .*)?|(?:is|be) (?:refused|rejected)|(?:refuse|reject)s? (?:it|the request|this))$`,
    ),
    ([, name = '']) => [{ field: name, fact: 'unique' }],
  ],
];

const lead = '(?:(?:and |but |also |however |, )*)';
const subject = new RegExp(
  `^${lead}(?:(its|their|the|an?|each|every|all|any) )?((?!only |it |they |no |this |that |latter )(?:[a-z]+ ){0,2}?[a-z]+)(?: (?:of|for) (?:an?|the|each|every|all) ([a-z]+(?: [a-z]+)??))? ((?:is|are|can|may|must|should|has to|have to|will|need|needs|does|do|cannot|defaults?|starts?|exists?|occurs?|appears?|takes?|accepts?|allows?|:|-|=|has the|have the|has one|required|optional) ?.*|by default .+)$`,
);

/** What a sentence says of fields by name; none where it says anything else. */
export function factsIn(text: string): FieldFact[] {
  // "the name is required , the color is not"; "name required , color optional"
  const both =
    /^(?:the )?([a-z]+(?: (?!is|are)[a-z]+)?) (?:is |are )?(required|optional|mandatory|unique)(?: ,| and| but| , but| while)+ (?:the )?([a-z]+(?: (?!is|are)[a-z]+)?) (?:is |are )?(required|optional|mandatory|unique|not)(?: required| mandatory)?$/.exec(
      text,
    );
  if (both) {
    const [, first = '', said = '', second = '', other = ''] = both;
    return [
      { field: first, fact: said.replace('mandatory', 'required') },
      { field: second, fact: other.replace('mandatory', 'required').replace(/^not$/, 'optional') },
    ];
  }
  for (const [pattern, tell] of sentences) {
    const match = pattern.exec(text);
    const said = match ? tell(match) : [];
    if (said.length > 0) return said;
  }
  // "it defaults to medium": of the field named last
  const last = /^(?:and |but )?(?:it|this|that|they|these|the latter|the value|this value|its value) (.+)$/.exec(
    text,
  )?.[1];
  const ofLast = last === undefined ? undefined : factSaid(last);
  if (ofLast !== undefined) return [{ field: '', fact: ofLast }];
  const match = subject.exec(text);
  const fact = match?.[4] === undefined ? undefined : factSaid(match[4]);
  if (!match || fact === undefined) return [];
  const named = match[3] === undefined ? {} : { thing: one(match[3]) };
  const name = one(match[2] ?? '');
  const declares =
    /^(?:its|their)$/.test(match[1] ?? '') ||
    (isName(name) &&
      (named.thing !== undefined ||
        (/^an?$/.test(match[1] ?? '') && fact === 'optional') ||
        /^is (?:stored|kept|saved|entered|given|recorded) /.test(match[4] ?? '')));
  return [{ field: name, fact, declares, ...named }];
}
