import { participle, pluralOf, singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isKnownThing } from '../words/noun-sense.ts';
import { placed } from '../sentences/rephrase.ts';
import { type Clause, makeClause } from '../words/text.ts';
import type { Token } from '../words/tokens.ts';
import { isReport } from './reports.ts';
import { isTalk, thingIn } from './told.ts';
import { has, isMany, one } from './words.ts';

/**
 * "mark as done, archive, sort by due date", "close and reopen issues": what a program is told that people do, without
 * anybody who does it, as a sentence for each that names the thing.
 */
export function ordersApart(clauses: readonly Clause[], told: ReadonlySet<string>): Clause[] {
  let spoken: string | undefined;
  return clauses.flatMap((clause) => {
    if (clause.heading === '#') {
      spoken = thingIn(clause.text, told) ?? spoken;
      return [clause];
    }
    if (isReport(clause.text)) return [{ ...clause, heading: '#' }];
    const orders = ordersIn(clause, spoken, told);
    spoken = thingIn(clause.text, told) ?? spoken;
    return orders ?? [clause];
  });
}

const between = /^(?:,|and|or|then|;|\/)$/;

/** "it would be great to", "I'd like to be able to" */
const wishing =
  /^(?:it would be (?:great|nice|good|cool|helpful|lovely|useful|handy|fine) (?:if (?:i|we|you|users|people) could|to(?: be able to)?)|(?:i|we|you|users|people) (?:want|need|would like|would love|should|must|am|are) to be able to|(?:the )?(?:being able|be able|ability|possibility|option) to) (?!be )/;

interface Order {
  tokens: Token[];
  /** Joined to the one behind it: "close and reopen issues". */
  joined: boolean;
}

function isVerb(word: string): boolean {
  const { actions, crudVerbs, verbForms } = lexicon();
  if (verbForms.get(word) === word && (actions[word] !== undefined || crudVerbs.has(word))) return true;
  return /^(?:mark|tick|check|cross|strike|sort|filter|search|duplicate|clone|copy|export|import|print|download|toggle|assign|unassign|invite|undo|restore|merge|share|flag)$/.test(
    word,
  );
}

/** "mark as done", "archive": no field of what was listed before. */
export function isOrder([first, second]: readonly Token[]): boolean {
  const [verb = '', next = ''] = [first?.text, second?.text];
  if (!isVerb(verb)) return false;
  if (/^(?:as|by|it|them)$/.test(next)) return true;
  return !lexicon().nouns.has(verb) && (next === '' || /^(?:,|and|an?|the|all)$/.test(next) || isMany(next));
}

function split(tokens: readonly Token[]): Order[] | undefined {
  const orders: Order[] = [];
  let current: Token[] = [];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    const next = tokens[index + 1]?.text ?? '';
    const behind = between.test(next) ? (tokens[index + 2]?.text ?? '') : next;
    if (
      depth === 0 &&
      between.test(token.text) &&
      (isVerb(behind) ||
        between.test(next) ||
        /^(?:it|them)$/.test(tokens[index + (between.test(next) ? 3 : 2)]?.text ?? ''))
    ) {
      if (current.length > 0) orders.push({ tokens: current, joined: /^(?:and|or|\/)$/.test(token.text) });
      current = [];
    } else current.push(token);
  }
  if (current.length > 0) orders.push({ tokens: current, joined: false });
  return orders.length > 0 &&
    orders.every(
      ({ tokens: [first, next] }, index) =>
        isVerb(first?.text ?? '') || (index > 0 && /^(?:it|them)$/.test(next?.text ?? '')),
    )
    ? orders
    : undefined;
}

function ordersIn(clause: Clause, spoken: string | undefined, told: ReadonlySet<string>): Clause[] | undefined {
  const lead = wishing.exec(clause.text)?.[0].trim().split(' ').length ?? 0;
  const wanted = clause.tokens.slice(lead);
  const [first, second] = wanted;
  // "book : title", "order ( number )": a name, not an order.
  if (
    !first ||
    !(isVerb(first.text) || bareOrder(wanted, told)) ||
    /^(?::|\(|-|has|have|with|can|must|belongs?|is|are)$/.test(second?.text ?? '')
  )
    return undefined;
  const plain = bareOrder(wanted, told);
  if (plain !== undefined) return [makeClause(clause.source, placed(plain.split(' '), [...wanted]), clause.bullet, '')];
  const orders = split(wanted);
  if (!orders || orders.some((order) => tells(order))) return undefined;
  const make = (words: string, tokens: readonly Token[]): Clause =>
    makeClause(clause.source, placed(words.split(' '), [...tokens]), clause.bullet, '');
  if (sharesItsThing(orders))
    return [make(`users can ${wanted.map(({ text }) => (text === '/' ? ',' : text)).join(' ')}`, wanted)];
  let changed = false;
  const made = orders.map((order, index) => {
    const words = order.tokens.map(({ text }) => text).join(' ');
    const follower = order.joined && order.tokens.length === 1 ? orders[index + 1]?.tokens.slice(1) : undefined;
    const plain = inFull(words, follower?.map(({ text }) => text).join(' '), spoken, told);
    if (plain !== undefined) changed = true;
    return make(plain ?? words, order.tokens);
  });
  return changed ? made : undefined;
}

/** "create, read, update and delete lamps": what every program does with its rows, said once for all. */
function sharesItsThing(orders: readonly Order[]): boolean {
  const { crudVerbs } = lexicon();
  return (
    orders.length > 1 &&
    isMany(orders.at(-1)?.tokens.at(-1)?.text ?? '') &&
    orders.every(
      ({ tokens }, index) =>
        crudVerbs.has(tokens[0]?.text ?? '') && (index < orders.length - 1 ? tokens.length === 1 : tokens.length > 1),
    )
  );
}

const notDone =
  /^(?:have|need|want|use|include|support|allow|provide|keep|make|do|be|get|give|take|let|know|say|tell|offer|require|enable|belong|contain|own|run|build|develop|implement|design|show|display|print|report|count|calculate|compute|generate|notify|remind|alert|assign|move|transfer|link|attach|invite|share)$/;

/** "withdraw a claim": any other verb with one thing that is told of. */
function bareOrder(tokens: readonly Token[], told: ReadonlySet<string>): string | undefined {
  const match = /^([a-z]+) (?:an?|the|each|every|any) ([a-z]+(?: [a-z]+)?)$/.exec(
    tokens.map(({ text }) => text).join(' '),
  );
  const [, verb = '', thing = ''] = match ?? [];
  const { verbForms, crudVerbs, actions, associations } = lexicon();
  if (verbForms.get(verb) !== verb || crudVerbs.has(verb) || actions[verb] !== undefined) return undefined;
  if (associations[verb] !== undefined || notDone.test(verb) || !has(told, thing)) return undefined;
  return `${pluralOf(thing.split(' ')).join(' ')} can be ${participle(verb)}`;
}

/** "add a book with a title": the fields of a thing, which another pass reads. */
function tells({ tokens }: Order): boolean {
  const words = tokens.map(({ text }) => text).join(' ');
  return lexicon().crudVerbs.get(tokens[0]?.text ?? '') === 'create' && / (?:with|\(|:) /.test(words);
}

const pronouns = /^(?:it|them|one|ones|these|those|each|this|everything|all|all of them)$/;

/** The order as a sentence about its thing; undefined where it is one already or no such order. */
function inFull(
  words: string,
  follower: string | undefined,
  spoken: string | undefined,
  told: ReadonlySet<string>,
): string | undefined {
  const { actions, crudVerbs } = lexicon();
  const marked =
    /^(?:mark|flag|set) (?:(?:it|them|one|ones|those|these|each) )?as (?:being )?([a-z]+(?: [a-z]+)?)$/.exec(words);
  // "for today" is no state that lasts.
  const ticked =
    /^(?:tick|check|cross|strike) (?:(?:it|them|one|ones|[a-z]+s?) )?off(?:(?! .*(?:day|week))[a-z ]+)?$/.test(words);
  if (ticked && spoken !== undefined) return `mark ${withArticle(spoken)} as done`;
  const toggled = /^toggle (?:the |its |their |whether it is )?([a-z]+)(?: (?:status|state|flag|field))?$/.exec(
    words,
  )?.[1];
  if (toggled !== undefined && spoken !== undefined && !has(told, toggled))
    return `mark ${withArticle(spoken)} as ${toggled}`;
  if (marked?.[1] && spoken !== undefined) return `mark ${withArticle(spoken)} as ${marked[1]}`;
  const [verb = '', ...others] = words.split(' ');
  const action = actions[`${verb} ${others[0] ?? ''}`] === undefined ? verb : `${verb} ${others.shift() ?? ''}`;
  const particle = /^(?:again|later|back|early|too|afterwards|manually|individually)$/;
  const given = others.length === 0 && follower ? follower.split(' ') : others;
  while (given.length > 0 && particle.test(given.at(-1) ?? '')) given.pop();
  const object = given
    .join(' ')
    .replace(/^(?:an?|the|all|any|my|our|each|every|existing|old|single|their|his|her|its) /, '');
  const thing = object === '' || pronouns.test(object) ? spoken : one(object);
  if (thing === undefined || !/^[a-z]+(?: [a-z]+)?$/.test(thing)) return undefined;
  const last = singular(thing.split(' ').at(-1) ?? '');
  if (
    isTalk(last) ||
    !(told.has(last) || /[a-z]{2}ing$/.test(last) || isKnownThing(thing.split(' ')) || thing === spoken)
  )
    return undefined;
  // "log waterings": of the plant that was spoken of
  if (
    /^(?:log|record|track|register|note|enter)$/.test(verb) &&
    thing !== spoken &&
    spoken !== undefined &&
    isMany(object) &&
    !has(told, object)
  )
    return `each ${thing} belongs to ${withArticle(spoken)}`;
  if (actions[action] === undefined) {
    // "edit", "delete": of the thing.
    return crudVerbs.has(verb) && others.length === 0
      ? `${pluralOf(thing.split(' ')).join(' ')} can be ${participle(verb)}`
      : undefined;
  }
  const [head = '', ...tail] = action.split(' ');
  return `${pluralOf(thing.split(' ')).join(' ')} can be ${[participle(head), ...tail].join(' ')}`;
}

function withArticle(thing: string): string {
  return isMany(thing) ? thing : `${/^[aeio]/.test(thing) ? 'an' : 'a'} ${thing}`;
}
