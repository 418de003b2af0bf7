import { pluralOf } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isTalk } from './told.ts';
import { type Tell, isMany, isThingHere, one } from './words.ts';

/** What people who type one line leave out: of what a state is, what "them" are, where the title ends. */

const person =
  '(?:users?|people|persons?|members?|customers?|visitors?|anyone|anybody|everyone|everybody|someone|i|we|you|[a-z]+s)';
const place =
  '(?:apps?|application|websites?|site|platform|portal|system|service|tool|board|page|program|marketplace|software|backend|api|place)';
const verbs = '(?:[a-z]+(?: (?:on|to|for|up|out|down|off|back))?)';

/** "draft", "to read", "in progress": a state rather than a field. */
function isState(text: string): boolean {
  const { adjectives, verbForms } = lexicon();
  if (/^(?:to|in|on|not|half|being|under|out of) [a-z]+(?: [a-z]+)?$/.test(text)) return true;
  return (
    /^[a-z]+$/.test(text) &&
    (adjectives.has(text) ||
      (verbForms.has(text) && verbForms.get(text) !== text) ||
      /(?:ed|ing)$/.test(text) ||
      /^(?:draft|done|todo|doing|new|won|lost|lead|paid|sent|open|shut|live|idle|pending|ready|low|medium|normal|high|urgent|critical|small|large)$/.test(
        text,
      ))
  );
}

const parts = (list: string): string[] =>
  list.split(/ (?:, and|, or|,|and|or|\/|->|then|to) /).map((part) => part.trim());

/** " with steps , comment and rate" as what stands with the thing and what else is done to it. */
function verbsBehind(middle: string): { said: string; more: string[] } {
  const more: string[] = [];
  let said = middle;
  for (let guard = 0; guard < 5; guard += 1) {
    const match = /^(.*?)(?:^| )(?:, and|, or|,|and|or) (?:can |may |also )*([a-z]+)(?: on| for)?$/.exec(said);
    const found = match?.[2] ?? '';
    if (!match || lexicon().verbForms.get(found) !== found) break;
    more.unshift(found);
    said = match[1] ?? '';
  }
  return { said, more };
}

/** Each of these on its own: "comment" is on something, the rest is done to it. */
const doneTo = (verb: string): string => (/^(?:comment|vote|reply|bid)$/.test(verb) ? `${verb} on` : verb);

export const shortSentences: [RegExp, Tell][] = [
  // "a site where users can post recipes with steps , comment and rate them"
  [
    new RegExp(
      `^(.*\\b${place}) (?:where|in which|on which|that lets|which lets) (?=(?:the |all )?${person} (?:can |may )?[a-z]+ )(.+)$`,
    ),
    ({ 1: head = '', 2: rest = '' }) =>
      pronounActs.test(rest) ? [head, rest.replace(/^people (?=can |may |[a-z]+ )/, 'users ')] : [],
  ],
  // "users can post recipes with steps , comment and rate them from 1 .. 5"
  [
    new RegExp(
      `^((?:the |all )?${person} (?:can|may|should be able to|want to)) ((?!(?:not|only|never) )[a-z]+) ((?:[a-z]+ )?[a-z]+s)( [a-z0-9 ,]+?) (?:them|these)((?: [a-z0-9. ]+)?)$`,
    ),
    ({ 1: who = '', 2: verb = '', 3: things = '', 4: middle = '', 5: tail = '' }, told) => {
      const { said, more } = verbsBehind(middle);
      if (more.length === 0 || !isMany(things) || !isThingHere(told, things)) return [];
      const plain =
        said === '' && more.length === 1 && !/^(?:rate|comment|review|like|vote|upvote)$/.test(more[0] ?? '');
      if (plain) return [];
      const last = more.length - 1;
      return [
        `${who} ${verb} ${things}${said}`,
        ...more.map((part, i) => `${who} ${doneTo(part)} ${things}${i === last ? tail : ''}`),
      ];
    },
  ],
  // "a todo cli : add , list , complete and delete tasks"
  [
    new RegExp(
      `^(.*\\b(?:${place}|cli|script|library)(?: (?:in|using|with) [a-z]+)?) (?::|to|that can|which can) ((?:[a-z]+ , )*[a-z]+ (?:, and|and|,) [a-z]+) ((?:my |the |your )?[a-z]+(?: [a-z]+)?s)$`,
    ),
    ({ 1: head = '', 2: done = '', 3: things = '' }) =>
      isMany(things) && done.split(/ (?:, and|and|,) /).every((verb) => lexicon().verbForms.get(verb) === verb)
        ? [head, `users can ${done} ${things.replace(/^(?:my|the|your) /, '')}`]
        : [],
  ],
  // "keep track of my clothes : each item has a name"
  [
    /^(.*\b(?:my|our|the|of|manage|track) ([a-z]+s)) (?::|,|-) (?:each|every) (?:item|1|piece|entry|of them|of these|record|single one) (?:has|have|with|should have|needs) (.+)$/,
    ({ 1: head = '', 2: things = '', 3: list = '' }) =>
      isTalk(one(things)) ? [] : [head, `each ${one(things)} has ${list}`],
  ],
  // "meetings have a date and the book that is discussed"
  [
    /^(.+ (?:has|have|with) .+ (?:,|and)) (?:the|an?) ([a-z]+) (?:that|which|who) (?:is|was|are|were|has been|will be|they|we|it) [a-z]+(?: [a-z]+)?$/,
    ({ 1: head = '', 2: thing = '' }, told) =>
      isThingHere(told, thing) && !isMany(thing) ? [`${head} a ${thing}`] : [],
  ],
  // "deals move through stages : lead , qualified , won"
  [
    /^(?:each |every |an? |the |all )?([a-z]+(?: [a-z]+)??) (?:moves?|goes|go|pass|passes|progress|progresses|flows?|runs?|proceeds?|travels?|has|have) (?:through |along |in )?(?:the |these |those |following |several |different |fixed |various )*(stages|states|statuses|phases|steps) ?(?::|\(|like|such as|namely|,|-|of) (.+?)(?: \))?$/,
    ({ 1: thing = '', 2: field = '', 3: list = '' }) => {
      const values = parts(list);
      return values.length > 1 && values.every((value) => /^[a-z]+(?: [a-z]+)?$/.test(value)) && !isTalk(one(thing))
        ? [
            `each ${one(thing)} has a ${field === 'statuses' ? 'status' : field === 'steps' ? 'stage' : one(field)} ( ${values.join(' / ')} )`,
          ]
        : [];
    },
  ],
  // "books with title , author , status to read , reading , finished"
  [
    /^(.*(?:with|has|have|and|,|:) (?:an? |the )?(?:status|state|stage|phase|priority))(?: is| can be| either| one of| of)? ((?!\()[a-z]+(?: [a-z]+)?(?: (?:, or|, and|,|or|and|\/) [a-z]+(?: [a-z]+)?)+)$/,
    ({ 1: head = '', 2: list = '' }) => {
      const values = parts(list);
      return values.length > 1 && values.every(isState) ? [`${head} ( ${values.join(' / ')} )`] : [];
    },
  ],
  // "users suggest features , others vote"
  [
    new RegExp(
      `^(.*\\b${person} (?:can |may )?(?:suggests?|proposes?|posts?|submits?|shares?|creates?|adds?|requests?) (?:an? |new |their )?([a-z]+(?: [a-z]+)??)(?: with [a-z ]+?)?) (?:, and|,|and) (?:others?|other users|everyone|people|the rest|other people|all others) (?:can |may )?(${verbs})(?: on (?:them|it))?(?: them| for them)?((?: ,| and) .+)?$`,
    ),
    ({ 1: head = '', 2: things = '', 3: verb = '', 4: tail = '' }) =>
      lexicon().associations[lexicon().verbForms.get(verb.split(' ')[0] ?? '') ?? ''] === undefined || !isMany(things)
        ? []
        : [
            head,
            `users can ${doneTo(verb.split(' ')[0] ?? '')} ${things}`,
            ...(tail === '' ? [] : [tail.replace(/^ (?:,|and) (?:and )?/, '').replace(/\bthem\b/, things)]),
          ],
  ],
  // "start and stop a timer for a project"
  [
    /^(?:.+ can |.+ : )?(?:start and stop|start or stop|start , stop|run|start) (?:an? |the )?(?:timers?|stopwatch|clock) (?:for|on) (?:an? |the |each |every |different )?([a-z]+)$/,
    ([, what = '']) => [`manage ${pluralOf([one(what)]).join('')}`, `each time entry belongs to a ${one(what)}`],
  ],
  // "people post tweets and follow each other"
  [
    /^(?:(.+?) (?:, and|,|and) )?(?:(?:users?|people|members?|they) )?(?:can |may )?(?:also )?follow (?:and unfollow )?(?:each other|one another|other (?:users|people|members))$/,
    ({ 1: head }) => [...(head === undefined ? [] : [head]), 'manage users and followers'],
  ],
  // "the admin marks requests planned , in progress or done"
  [
    /^(?:the |an? |all |only )?([a-z]+) (?:can |may )?(?:marks?|sets?|flags?|labels?|moves?) (?:the )?([a-z]+(?: [a-z]+)?s) (?:as |to )?((?!\()[a-z]+(?: [a-z]+)?(?: (?:, or|, and|,|or|and) [a-z]+(?: [a-z]+)?)+)$/,
    ({ 2: things = '', 3: list = '' }) => {
      const values = parts(list);
      return isMany(things) && values.every(isState)
        ? [`each ${one(things)} has a status ( ${values.join(' / ')} )`]
        : [];
    },
  ],
];

const pronounActs = /\b(?:them|others?|each other)\b/;
