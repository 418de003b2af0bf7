import { infinitive, isPlural, singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { type Clause, makeClause } from '../words/text.ts';
import type { Token } from '../words/tokens.ts';

/** Sentences that say two things at once, or say them in a way of their own, as the plain sentences that the passes read. */

type Told = (match: RegExpExecArray) => string[];

const one = '(?:(?:exactly |only )?(?:1|an?|one|the))';
const thing = '(?!(?:status|time|date|number|it|they|we|i|you|there|this|that) )[a-z]+(?: [a-z]+)?';
const belongs = ({ 1: child = '', 2: parent = '', 3: fields = '' }: RegExpExecArray): string[] => [
  `${aOf(child)} belongs to a ${singular(parent)}`,
  `${aOf(child)} has ${fields}`,
];

const retellings: [RegExp, Told][] = [
  // "each item got name and place"
  [
    new RegExp(`^(each|every|an?|the) (${thing}) (?:has |have )?got (.+)$`),
    ([, word, who, rest]) => [`${word} ${who} has ${rest}`],
  ],
  // "where i note my plants"
  [
    /^(?:where )?(?:i|we|you|people|users|everyone) (?:can |could |may |want to |will )?(?:notes?|write down|logs?|collects?|lists?|saves?|enters?|remembers?|tracks?|keeps?|records?|manages?) (?:all )?(?:my|our|their|your) ([a-z]+(?: [a-z]+)?)$/,
    ([, kept = '']) => (isPlural(kept.split(' ').at(-1) ?? '') ? [`manage ${kept}`] : []),
  ],
  // "visits are for a pet , with date and reason"
  [
    new RegExp(
      `^(?:each |every |an? |the )?(${thing}) (?:is|are) (?:always )?(?:for|of|about|on|at|in|by) ${one} ([a-z]+) (?:, )?(?:and )?(?:with|has|have) (.+)$`,
    ),
    belongs,
  ],
  // "events per parcel with place and time"
  [
    new RegExp(
      `^([a-z]+s) (?:per|for each|of each|for every|of every|of an?|for an?|under each|in each) ([a-z]+) (?:, )?(?:with|have|having) (.+)$`,
    ),
    belongs,
  ],
  // "you cannot delete an owner who still has pets"
  [
    /^(?:(?:you|one|nobody|no one|we|people|users|it|it is) (?:cannot|can not|must not|may not|should not|can|may|must)|(?:cannot|never|do not|not)) (?:ever )?(?:delete|remove) (?:an? |any |the )?([a-z]+(?: [a-z]+)?) (?:who|that|which) (?:still |already )?(?:has|have|owns?|holds?) (.+)$/,
    ([, kept, by]) => [`a ${kept} with ${by} cannot be deleted`],
  ],
  // "money can be deposited , withdrawn and transferred between accounts"
  [
    /^(?:money|funds|an amount|amounts|cash) (?:can|may) be (?:deposited|paid in)(?: ,| and| or|, and)? (?:and )?(?:withdrawn|paid out)(?: and transferred between ([a-z]+))?(?: (?:in|into|to|from|on)(?: and from)? (?:an? |the |their )?([a-z]+))?$/,
    ([, moved, held = 'accounts']) => [
      `deposits and withdrawals change the balance of ${moved ?? held}`,
      ...(moved === undefined ? [] : [`money can be transferred between ${moved}`]),
    ],
  ],
  // "customers can deposit and withdraw money"
  [
    /^(?:an? |the |each )?[a-z]+ (?:can|may) (?:deposit(?: money)?|make deposits)(?: ,| and| or)+ (?:withdraw(?: money)?|withdrawals?)(?: money)?(?: (?:in|into|to|from|on)(?: and from)? (?:an? |the |their )?(?:own )?([a-z]+))?$/,
    ([, held = 'accounts']) => [`deposits and withdrawals change the balance of ${held}`],
  ],
  // "a deposit increases the balance and a withdrawal decreases it"
  [
    /^((?:an? |the |each |every )?[a-z]+ (?:increases?|raises?|adds? to) .+?) (?:(?:, )?(?:and|while|but)|,) ((?:an? |the |each |every )?[a-z]+ (?:decreases?|lowers?|reduces?) .+)$/,
    ([, first = '', second = '']) => [first, second],
  ],
  // "a purchase has an amount and adds to the points of the member"
  [
    /^((?:an? |the |each |every )?[a-z]+) (has|have) (.+?) (?:, )?and (adds? to|increases?|decreases?|lowers?|reduces?|is added to|is deducted from|is taken from) ((?:the|its|their) .+)$/,
    ([, who, has, fields, does, what]) => [`${who} ${has} ${fields}`, `${who} ${does} ${what}`],
  ],
  // "pledges after the deadline are rejected"
  [
    /^(?:any |all )?([a-z]+s) (?:(?:made|placed|sent|received|submitted|entered|that come|which come|coming) )?(after|later than|less than \d+ [a-z]+ before) (.+) (?:are|will be|must be|get) (?:automatically )?(?:rejected|refused|declined|ignored|not accepted|not allowed|not possible|invalid|denied)$/,
    ([, rows, when, event]) => [`no ${rows} can be made ${when} ${event}`],
  ],
  // "no bids are accepted after the end date"
  [
    /^no (?:more |new |further )?([a-z]+(?: [a-z]+)?) (?:are|is|will be|can be|may be) (?:accepted|taken|allowed|possible|permitted|received) (?:any ?more )?(after|once|when|later than) (.+)$/,
    ([, rows, when, event]) => [`no ${rows} can be made ${when} ${event}`],
  ],
  // "items that already have bids cannot be removed"
  [
    /^(?:an? |the |any )?([a-z]+(?: [a-z]+)?) (?:that|which|who) (?:(?:already|still|ever|once) )+(has|have|had|got) (.+) (cannot|can not|must not|may not|can never) be (deleted|removed)$/,
    ([, thing, , rows, never, gone]) => [`${thing} that have ${rows} ${never} be ${gone}`],
  ],
  // "patients may cancel up to 24 hours before"
  [
    /^(.+ (?:can|may|must|could|cannot|be) .+ \d+ (?:minutes?|hours?|days?|weeks?)) (?:before|ahead|in advance|beforehand|prior)$/,
    ([, head]) =>
      /\b(?:cancel|reschedul|chang|edit|withdr|move)/.test(head ?? '') ? [`${head} before it starts`] : [],
  ],
  // "a match has a home team and an away team , which must be different , and a date"
  [
    /^(.+?) (?:has|have) (.+?) (?:an? )?([a-z]+(?: [a-z]+)?) and (?:an? )?([a-z]+(?: [a-z]+)?) ,? ?(?:which|that) (?:must|have to|should|cannot|may not|must not) (?:not )?(?:be )?(?:different|differ|the same|equal|distinct)(?: ,? ?(?:and )?(.+))?$/,
    ([, who = '', before = '', first = '', second = '', rest]) => [
      `${who} has ${before} ${first} and ${second}${rest === undefined ? '' : ` , ${rest}`}`.replaceAll(/ +/g, ' '),
      `${first} and ${second} must be different`,
    ],
  ],
  // "a regular price and a discount price , the discount price being lower than the regular price"
  [
    /^(.+?) , (?:and |with )?(the [a-z]+(?: [a-z]+)?) being ((?:always )?(?:[a-z]+ than|before|after|at least|at most|below|above) .+)$/,
    ([, head = '', subject, compared]) => [head, `${subject} must be ${compared}`],
  ],
  // "roundings record which boat rounded which mark at what time"
  [
    new RegExp(
      `^(?:each |every |an? |the )?([a-z]+) (?:records?|notes?|logs?|says?|tells?|tracks?|remembers?|stores?|shows?) ((?:which|what|who|when|where|how) .+)$`,
    ),
    ({ 1: rows = '', 2: asked = '' }) => {
      const parts = [...asked.matchAll(/(?:which|what) ([a-z]+)|(when)|(where)|how (?:many|much) ([a-z]+)/g)].map(
        (part) => part[1] ?? (part[2] ? 'date' : part[3] ? 'place' : `number of ${part[4] ?? ''}`),
      );
      return parts.length === 0 ? [] : [`${aOf(rows)} has ${parts.map((part) => `a ${part}`).join(' and ')}`];
    },
  ],
];

/** "an end date ( it may never precede the start )": a sentence in brackets, about what stands before them or not. */
const bracketedSentence =
  /^(.*?\b(?:has|have|with|and|,|:) (?:an? |the )?)((?:(?!and |an? |the )[a-z]+ )?[a-z]+) \( ((?:it|this|that|they|these|which|the [a-z]+(?: [a-z]+)?|its [a-z]+(?: [a-z]+)?) (?:must|may|can|cannot|should|has to|have to|is|are|will) [^()]+) \)(.*)$/;

/** Somebody who looks on is told of changes: what a live service does anyway. */
const lookingOn =
  /^(?:and )?(?:every|all|each|any)[a-z]*(?: [a-z]+)? (?:(?:who|that) (?:is|are) )?(?:connected|online|watching|subscribed|listening|present)(?: [a-z]+)? (?:sees?|gets?|receives?|hears?|is told|are told|is notified|are notified|is shown|are shown)\b/;

/** "a title , a number that is unique per podcast , and a length": what is unique, and within what, as its own sentence. */
const uniqueWithin =
  /(?<=(?: (?:has|have|with|and) | , )(?:and )?(?:an? )?)([a-z]+(?: [a-z]+)?) (?:that |which )?(?:(?:is|are|must be) )?unique (?:per|within|for each|in each|inside) (?:an? |its |the |each )?([a-z]+)(?= ,| and |$)/;

/** The same at the head of a clause that goes on with the list of the clause before; or a bound there. */
const uniqueNext =
  /^(?:and )?(?:an? )?([a-z]+(?: [a-z]+)?) (?:that |which )?(?:(?:is|are|must be) )?unique (?:per|within|for each|in each|inside) (?:an? |its |the |each )?([a-z]+)(?: (?:, )?(?:and )?(.+))?$/;
const boundNext =
  /^(?:and )?(?:an? )?([a-z]+)(?: in [a-z0-9]+)? ((?:never|not|always) (?:negative|positive))(?: , (.+))?$/;
const listed = /^(?:(?:each|every|an?|the) )?[a-z]+(?: [a-z]+)? (?:has|have|with|:) /;

function goesOn(clause: Clause, before: Clause | undefined): Clause[] {
  const unique = uniqueNext.exec(clause.text);
  const bound = unique ? null : boundNext.exec(clause.text);
  const name = unique?.[1] ?? bound?.[1];
  if (name === undefined || !before || before.source !== clause.source || !listed.test(before.text)) return [];
  const between = clause.source.slice(before.tokens.at(-1)?.end ?? 0, clause.tokens[0]?.start ?? 0);
  if (!/^[\s,]*(?:and|a|an|the)?[\s]*$/i.test(between)) return [];
  const rest = unique ? unique[3] : bound?.[3];
  const both = makeClause(clause.source, [...before.tokens, ...clause.tokens], before.bullet, before.heading);
  const joined = `${before.text} , ${name}${rest === undefined ? '' : ` , ${rest}`}`;
  return [
    retold(both, joined),
    retold(clause, unique ? `${name} is unique per ${unique[2] ?? ''}` : `the ${name} is ${bound?.[2] ?? ''}`),
  ];
}

function joinLists(clauses: readonly Clause[]): Clause[] {
  const joined: Clause[] = [];
  for (const clause of clauses) {
    const both = goesOn(clause, joined.at(-1));
    if (both.length > 0) joined.pop();
    joined.push(...(both.length > 0 ? both : [clause]));
  }
  return joined;
}

export function retell(told: readonly Clause[]): Clause[] {
  const clauses = joinLists(told);
  const live = clauses.some((clause) => /\b(?:web ?sockets?|real ?time|live)\b/.test(clause.text));
  const readers = clauses.flatMap((clause) => readsOnly.exec(clause.text)?.[1] ?? []);
  // What only some may read stays as it was said, to be told as not built, where nobody is known who may do more.
  const guarded =
    readers.some(isPersonWord) &&
    clauses.some(
      (clause) =>
        onlyThey(clause, readers).length > 0 ||
        /^only [a-z]+ (?:can|may) (?:create|add|edit|update|change|delete|manage|enter|record)\b/.test(clause.text),
    );
  return clauses.flatMap((clause) => {
    if (clause.heading === '#') return [clause];
    if (guarded) {
      if (readsOnly.test(clause.text)) return [];
      const told = onlyThey(clause, readers);
      if (told.length > 0) return told;
    }
    if (live && lookingOn.test(clause.text)) return [];
    const [, head, name = '', said = '', tail = ''] = bracketedSentence.exec(clause.text) ?? [];
    if (head !== undefined) {
      const sentence = said.replace(/^(?:it|this|that|they|these|which) /, `the ${name} `);
      return retell([retold(clause, `${head}${name}${tail}`), retold(clause, sentence)]);
    }
    const unique = uniqueWithin.exec(clause.text);
    const owner =
      /^(?:each |every |an? |the )?([a-z]+(?: [a-z]+)?) (?:has|have|with|:) /.exec(clause.text)?.[1] ??
      // "spots ( level , number unique within a level )"
      /([a-z]+) \( [^()]*$/.exec(clause.text.slice(0, unique?.index))?.[1];
    if (unique?.[1] && unique[2] && owner !== undefined && unique[1] !== 'only') {
      const rest = `${clause.text.slice(0, unique.index)}${unique[1]}${clause.text.slice(unique.index + unique[0].length)}`;
      return [retold(clause, rest), retold(clause, `${unique[1]} is unique per ${unique[2]}`)];
    }
    for (const [pattern, tell] of retellings) {
      const match = pattern.exec(clause.text);
      const told = match ? tell(match) : [];
      if (told.length > 0) return told.map((words) => retold(clause, words));
    }
    return [clause];
  });
}

/** "parents can only read": so what others may do is theirs alone. */
const readsOnly =
  /^(?:and |but |while |the |all |every |each |other )*([a-z]+) (?:can|may|are|is) (?:only|just) (?:(?:able|allowed) to )?(?:read|view|see|look|browse|list|watch)(?: (?!their|his|her|own)[a-z]+)*$/;
const mayDo =
  /^(?:and |but |the |all |every |each )*([a-z]+) (?:can|may) ((?:[a-z]+(?: , | and | or | , and ))*[a-z]+) ((?:the |all |any )*[a-z]+(?: [a-z]+)?(?:(?: ,| and| or)+ [a-z]+)*)$/;

const isPersonWord = (word: string): boolean => {
  const entry = lexicon().nouns.get(singular(word));
  return entry?.is === 'person' || lexicon().roles.has(singular(word));
};

function onlyThey(clause: Clause, readers: readonly string[]): Clause[] {
  const match = mayDo.exec(clause.text);
  // Beside those who only read, whoever may do more are people, whatever they are called.
  if (!match?.[1] || !match[3] || readers.includes(match[1]) || !(isPersonWord(match[1]) || isPlural(match[1])))
    return [];
  return match[3]
    .split(/(?: ,| and| or)+ /)
    .map((object) => retold(clause, `only ${match[1]} can ${match[2]} ${object}`));
}

function aOf(words: string): string {
  const parts = words.split(' ');
  return `a ${[...parts.slice(0, -1), singular(parts.at(-1) ?? '')].join(' ')}`;
}

/** The new words where the old ones of the same spelling stood, in order. */
export function retold(clause: Clause, words: string): Clause {
  let next = 0;
  let place = clause.tokens[0];
  const tokens = words.split(' ').map((text): Token => {
    const found = clause.tokens.findIndex((token, at) => at >= next && token.text === text);
    if (found >= 0 && text.length > 1) {
      next = found + 1;
      place = clause.tokens[found];
      return clause.tokens[found] ?? { text, start: 0, end: 0 };
    }
    return { text, start: place?.start ?? 0, end: place?.end ?? 0 };
  });
  return makeClause(clause.source, tokens, clause.bullet, clause.heading);
}

/** "a property is closed at most once": the thing, and the verb in its plain form. */
export function onceEach(text: string): { thing: string; verb: string } | undefined {
  const match =
    /^(?:each |every |an? |the same )([a-z]+(?: [a-z]+)?) (?:is|can be|may be|gets|can get|must be) ([a-z]+) (?:(?:at most|only|no more than|not more than|just) )?once$/.exec(
      text,
    );
  const said = match?.[2] ?? '';
  // "claimed": no verb that is known, and yet the claims of it are told.
  const verb = lexicon().verbForms.get(said) ?? infinitive(said) ?? /^([a-z]{3,})ed$/.exec(said)?.[1];
  return match?.[1] && verb && !isPlural(match[1]) ? { thing: match[1], verb } : undefined;
}
