import { retold } from '../sentences/retell.ts';
import { type Clause, makeClause } from '../words/text.ts';
import { type Tell, isPeople, one } from './words.ts';

/** A case and what comes of it: "given an order that is shipped, when somebody cancels it, then it is refused". */

const refused =
  '(?:(?:it|this|that|the [a-z]+|they|an? [a-z]+) )?(?:(?:is|are|gets?|will be|must be|should be) (?:refused|rejected|denied|blocked|not (?:allowed|possible|accepted|permitted|created|changed|saved)|forbidden|impossible|prevented)|fails?|cannot (?:do|be|happen|succeed)[a-z ]*|(?:gets?|sees?|receives?|returns?|answers?|is answered)(?: with)? (?:an? )?(?:error|409|422|403|400|conflict|refusal)[a-z0-9 ]*|does not (?:work|happen|succeed))';
const somebody = '(?:somebody|someone|anybody|anyone|an? [a-z]+|another [a-z]+|the [a-z]+|i|we|you|they|he|she)';

/** What is done to a thing that is lent or booked already. */
const held: Record<string, string> = {
  lent: 'lent',
  borrowed: 'lent',
  loaned: 'lent',
  'on loan': 'lent',
  out: 'lent',
  rented: 'rented',
  booked: 'booked',
  reserved: 'reserved',
};

const caseSentences: [RegExp, Tell][] = [
  // "given a coordinator, when they cancel a shift, then its status is cancelled"
  [
    /^given (?:that )?(?:an? |the )?(?:[a-z]+ ){1,4}, ?(?:and )?when (?:they|he|she|the [a-z]+|an? [a-z]+|i) ([a-z]+) (?:an?|the|their|his|her|my) ([a-z]+(?: [a-z]+)?) ,? ?then (?:its|the|the [a-z]+ 's) (?:status|state) (?:is|becomes|changes to|is set to|turns to) ([a-z]+(?: [a-z]+)?)$/,
    ({ 1: verb = '', 2: thing = '', 3: state = '' }) => {
      const base = verb.replace(/(?<=[^aeious])s$/, '');
      return state.startsWith(base.slice(0, 4))
        ? [`users can ${base} a ${one(thing)}`]
        : [`users can mark a ${one(thing)} as ${state}`];
    },
  ],
  // Things of which there is too little.
  [
    new RegExp(
      `^given (?:an? |the |that (?:there (?:is|are) )?)?([a-z]+(?: [a-z]+)??)(?: (?:with|has|that has))? (?:only |a stock of )?\\d+ ?(?:pieces?|items?|units?|copies|of them)?(?: left)?(?: in stock)? ,? ?(?:and )?when .*\\b(?:orders?|ordered|buys?|bought|sold|sells?|taken|takes?)\\b.* then ${refused}$`,
    ),
    ({ 0: all }) => (/ in stock|stock of/.test(all) ? ['an order takes its quantity from the stock'] : []),
  ],
  [
    new RegExp(
      `^given (?:an? |the )?(?:full ([a-z]+(?: [a-z]+)??)|([a-z]+(?: [a-z]+)??) (?:that |which )?(?:is |has been )?(?:full|fully booked|sold out)) ,? ?(?:and )?when .+ then ${refused}$`,
    ),
    ({ 1: first, 2: second }) => [`a full ${one(first ?? second ?? '')} cannot be booked`],
  ],
  // A state in which something is not done.
  [
    new RegExp(
      `^given (?:that )?(?:an? |the )?(?:([a-z]+(?: [a-z]+)??) (?:that |which |who )?(?:is|was|has been|is already|has already been) (?:already )?([a-z]+(?: (?:loan|progress))?)|([a-z]+ed|paid|sold|sent|lent) ([a-z]+)) ,? ?(?:and )?when ${somebody} (?:tries to |try to |wants to |attempts to )?([a-z]+)s? (?:it|them|this|that|the [a-z]+|that [a-z]+)(?: again)? ,? ?then ${refused}$`,
    ),
    ({ 1: what, 2: state, 3: before, 4: thing, 5: doing = '' }) => {
      const [of, as] = [what ?? thing ?? '', state ?? before ?? ''];
      if (isPeople(of)) return [];
      if (held[as] !== undefined && /^(?:borrow|lend|book|rent|reserve|take|loan|hire)/.test(doing))
        return [`a ${of} that is already ${held[as]} cannot be ${held[as]} again`];
      return [`${as} ${of}s cannot be ${participle(doing)}`];
    },
  ],
];

/** "cancels" and "cancel" → "cancelled": what is done to it. */
function participle(word: string): string {
  const base = word.replace(/(?<=[^aeiou])s$/, '').replace(/ie$/, 'y');
  const known: Record<string, string> = {
    cancel: 'cancelled',
    edit: 'edited',
    pay: 'paid',
    send: 'sent',
    lend: 'lent',
    sell: 'sold',
    ship: 'shipped',
    submit: 'submitted',
  };
  if (known[base] !== undefined) return known[base];
  if (base.endsWith('e')) return `${base}d`;
  return base.endsWith('y') ? `${base.slice(0, -1)}ied` : `${base}ed`;
}

const begins = /^(?:(?:.* : )?given|scenario) /;
const goesOn = /^(?:when|then|and when|and then|and|but) /;

/** Lines of one case as one sentence: a case that is cut in pieces says nothing. */
function casesJoined(clauses: readonly Clause[]): Clause[] {
  const joined: Clause[] = [];
  for (const clause of clauses) {
    const before = joined.at(-1);
    const open =
      before && begins.test(before.text) && !/ then .*(?:refused|rejected|fails?|denied|error)/.test(before.text);
    if (before && open && clause.heading !== '#' && goesOn.test(clause.text) && before.source === clause.source) {
      const last = before.tokens.at(-1);
      const comma = last ? [{ ...last, text: ',', start: last.end, end: last.end }] : [];
      const tokens = [...before.tokens, ...comma, ...clause.tokens];
      joined[joined.length - 1] = makeClause(clause.source, tokens, before.bullet, before.heading);
    } else joined.push(clause);
  }
  return joined;
}

/** What comes of a case is said by it as well. */
function toTheEnd(told: Clause, clause: Clause): Clause {
  const [last, end] = [told.tokens.at(-1), clause.tokens.at(-1)?.end];
  if (!last || end === undefined) return told;
  return makeClause(told.source, [...told.tokens.slice(0, -1), { ...last, end }], told.bullet, told.heading);
}

/** Cases as the rules that they are examples of; those that say something else stay as they are. */
export function casesTold(clauses: readonly Clause[]): Clause[] {
  if (!clauses.some((clause) => begins.test(clause.text))) return [...clauses];
  return casesJoined(clauses).flatMap((clause) => {
    const [, topic, text] = /^(?:(.+) : )?(given .+)$/.exec(clause.text) ?? [];
    if (text === undefined || clause.heading === '#') return [clause];
    for (const [pattern, tell] of caseSentences) {
      const match = pattern.exec(text);
      const said = match ? tell(match, new Set()) : [];
      if (said.length > 0)
        return [...(topic === undefined ? [] : [topic]), ...said].map((words, index, all) =>
          index === all.length - 1 ? toTheEnd(retold(clause, words), clause) : retold(clause, words),
        );
    }
    return [clause];
  });
}
