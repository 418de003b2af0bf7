import { pluralOf } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { one } from './words.ts';

/** "status is pending by default, can be approved or rejected", "starts as draft": the values of a state and its first one. */

const name = '(status|state|stage|phase|condition|priority|level|visibility)';
const start =
  '(?:defaults? to|default is|by default is|is by default|starts? (?:out |off )?(?:as|at|with|in)|begins? (?:as|at|with|in)|(?:is |are )?(?:initially|at first)|initial value is|is(?: set to)?|default)';
const value =
  '(?:in (?:progress|review|transit|use|repair)|on hold|(?!(?:unique|required|optional|mandatory|not|never|always|a|an|the|changed|set|one|either|shown|only|kept|visible|public)(?![a-z]))[a-z]+(?: progress| review| hold)?)';
const values = `${value}(?:(?: ,| or| and| \\/|, or|, and)+ ${value})*`;
const later =
  '(?:,? ?(?:and|but|then|later|afterwards|after that|it|which|,)* ?(?:(?:can|may|could|will|should) (?:later |then |also )?(?:be|become|change to|turn into|go to|move to)|becomes?|changes? to|turns? into|goes to|moves? to|other (?:values|states|options)(?: are)? ?:?|others(?: are)? ?:?|also possible ?:?|then)(?: (?:changed|set|moved|switched) to)?)';
const spoken = new RegExp(
  `^(?:and )?(?:the |its |their |each |every |an? )?(?:([a-z]+(?: [a-z]+)?) )?${name} (?:field )?${start} (${value})(?: (?:by default|initially|at first|at the start|when (?:it is )?(?:created|new|added)))?(?: ${later} (${values}))?(?: by (?:an? |the )?([a-z]+)(?: only)?)?( only)?$`,
);
/** "tickets start as open", "a task starts as todo". */
const begins = new RegExp(
  `^(?:(?:each|every|an?|the|all|new) )*([a-z]+(?: [a-z]+)?) (?:starts? (?:out |off )?as|starts? (?:out|off)|begins? as|(?:is|are) initially|(?:is|are) (${value}) (?:by default|at first|initially|when (?:it is |they are )?(?:created|new)))(?: (${value}))?(?: ${later} (${values}))?(?: by (?:an? |the )?[a-z]+)?$`,
);
const alone = new RegExp(`^(?:it |they |everything |all )?(?:starts?|begins?) (?:out |off )?as (${value})$`);

/** "an order is ready or picked up": one value has two words, or is no participle. */
const either = new RegExp(
  `^(?:(?:each|every|an?|the) )?([a-z]+(?: [a-z]+)?) (?:is|(can be|may be|could be)) (?:always |either |1 of |one of )*(?:: )?((?:${value}(?: up| out| in| off| back)?(?: ,| or| \\/|, or)+ )+${value}(?: up| out| in| off| back)?)$`,
);

const neverDone =
  /^(?:pending|draft|new|active|inactive|ready|busy|idle|free|full|open|available|unavailable|waiting|todo|in progress|in review|in transit|on hold|overdue|backlog|running|vacant|empty|doing)$/;

function isState(list: string): boolean {
  const { adjectives, verbForms } = lexicon();
  const words = listed(list).map((part) => part.split(' ')[0] ?? '');
  return (
    words.some((word) => /ed$|en$|^(?:ready|busy|idle|free|full|lost|sold|late|gone|done|won)$/.test(word)) &&
    words.every(
      (word) =>
        adjectives.has(word) ||
        verbForms.has(word) ||
        /ed$|en$|^(?:ready|busy|idle|free|full|lost|sold|late|gone|away|done|won)$/.test(word) ||
        neverDone.test(word) ||
        /^(?:in|on)$/.test(word),
    ) &&
    !words.some((word) => /^(?:unique|required|optional|mandatory|public|private|deleted|used)$/.test(word))
  );
}

/** As sentences with a list of values; undefined where it says something else. */
export function statesTold(
  text: string,
  thing: string | undefined,
  isThing: (word: string) => boolean,
): string[] | undefined {
  const match = spoken.exec(text);
  if (match) {
    const [, named, field = '', first = '', more, who] = match;
    if (named !== undefined && !isThing(named)) return undefined;
    const owner = named ?? thing;
    if (owner === undefined || (more === undefined && !/default|start|begin|initial|first/.test(text)))
      return undefined;
    return [
      ...stateOf(owner, field, first, more),
      ...(who === undefined || more === undefined ? [] : onlyBy(who, more, owner)),
    ];
  }
  const told = either.exec(text);
  // "orders can be cancelled or refunded" is what is done to them; "pending" is done to nobody.
  if (
    told?.[1] !== undefined &&
    isThing(told[1]) &&
    isState(told[3] ?? '') &&
    (told[2] === undefined || listed(told[3]).some((word) => neverDone.test(word)))
  )
    return [`each ${one(told[1])} has a status ( ${listed(told[3]).join(' / ')} )`];
  const bare = alone.exec(text)?.[1];
  if (bare !== undefined && thing !== undefined) return [`each ${thing} has a status ( default ${bare} )`];
  const begun = begins.exec(text);
  const first = begun?.[2] ?? begun?.[3];
  return begun?.[1] !== undefined && first !== undefined && isThing(begun[1]) && !/^(?:status|state)$/.test(begun[1])
    ? stateOf(one(begun[1]), 'status', one(first), begun[4])
    : undefined;
}

const ofField =
  /^(?:the |its |their )?([a-z]+(?: [a-z]+)?) (?:is|are|can be|may be|must be|should be)(?: always| either| 1 of| one of)* ?:? ?((?:[a-z0-9]+(?: [a-z0-9]+)? (?:, or|,|or|\/) )+[a-z0-9]+(?: [a-z0-9]+)?)(?: (?:,|and|with) ([a-z0-9]+(?: [a-z0-9]+)?) (?:by default|as (?:the )?default|(?:is|being) the default))?$/;

/** "each todo has a title and a priority", and then "priority is low , medium or high , medium by default". */
export function valuesTold(text: string, before: string): string | undefined {
  const match = ofField.exec(text);
  const [, field = '', list = '', first] = match ?? [];
  const owner = /^(?:(?:each|every|an?|the|all) )?([a-z]+(?: [a-z]+)?) (?:has|have) (.+)$/.exec(before);
  if (
    !match ||
    owner?.[1] === undefined ||
    !/ or | \/ /.test(list) ||
    /^(?:not|no|never|an?|the|at|more|less|\d+) /.test(list)
  )
    return undefined;
  const items = (owner[2] ?? '').split(/ (?:, and|,|and) /).map((item) => item.replace(/^(?:an?|the|its) /, ''));
  if (!items.includes(field)) return undefined;
  const preset = first === undefined ? '' : ` , default ${first}`;
  return `each ${one(owner[1])} has a ${field} ( ${listed(list).join(' / ')}${preset} )`;
}

function stateOf(owner: string, field: string, first: string, more: string | undefined): string[] {
  const all = [first, ...listed(more)].filter((one, i, list) => list.indexOf(one) === i);
  return [`each ${owner} has a ${field} ( ${all.length > 1 ? all.join(' / ') : `default ${first}`} )`];
}

function listed(text: string | undefined): string[] {
  return (text ?? '')
    .replaceAll(/\b(?:at first|first of all|in the beginning|in the end|finally|afterwards) ?/g, '')
    .trim()
    .split(/(?: ,| or| and| \/|, or|, and)+ /)
    .filter((part) => part !== '');
}

/** "can be approved or rejected by a manager only" */
function onlyBy(who: string, done: string, owner: string): string[] {
  const things = pluralOf(owner.split(' ')).join(' ');
  return listed(done).map((word) => `${things} can only be ${word} by ${pluralOf([who]).join('')}`);
}

/** The same within a list: "status default planned , other values underway , completed". */
export const stateItems: [RegExp, (match: RegExpExecArray) => string][] = [
  [
    new RegExp(
      `(?<=(?:^|,|\\(|:|and|has|have|with|an?|the) )${name} ${start} (${value}) (?:, )?${later} (${values})(?=$| \\))`,
    ),
    ({ 1: field = '', 2: first = '', 3: more = '' }) => `${field} ( ${[first, ...listed(more)].join(' / ')} )`,
  ],
  // "status ( draft , sent , paid ) , starts as draft"
  [
    new RegExp(
      `(${name} \\( [a-z][a-z ,/]*) \\) (?:, )?(?:and |which |that |it )*(?:starts? (?:out )?(?:as|with|at)|begins? (?:as|with)|defaults? to|default is|default|initially|is initially) :? ?(${value})(?=$| ,| and | \\))`,
    ),
    ({ 1: list = '', 3: first = '' }) => `${list} , default ${first} )`,
  ],
];
