import { isPlural, pluralOf, singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { placed } from '../sentences/rephrase.ts';
import { type Clause, makeClause } from '../words/text.ts';
import type { Token } from '../words/tokens.ts';

/**
 * "keeps a reading list: add book with title and pages, mark as read, list unread": what a program is told to do, one order after
 * another, as sentences that name the thing each time.
 */
export function commandsOf(clause: Clause): Clause[] {
  if (clause.heading === '#') return [clause];
  return isOrdinaryToAll(clause.text) ? [] : (managed(clause) ?? ordersOf(clause));
}

/** "list them", "edit or delete it" in a sentence of its own: what every program that keeps things does anyway. */
function isOrdinaryToAll(text: string): boolean {
  const verbs = /^((?:[a-z]+ (?:,|and|or|, and|, or) )*[a-z]+) (?:it|them|all|all of them|everything)$/.exec(text)?.[1];
  return (
    verbs !== undefined &&
    verbs.split(/ (?:, )?(?:,|and|or) /).every((verb) => /^(?:list|update|delete)$/.test(crud(verb)) || verb === 'show')
  );
}

/** "a contact book: add, search, edit and delete contacts with name and phone": several things done with the same are all that can be done. */
function managed(clause: Clause): Clause[] | undefined {
  const { tokens } = clause;
  const word = (at: number): string => tokens[at]?.text ?? '';
  const isVerb = (at: number): boolean => crud(word(at)) !== '' || /^(?:search|find|filter|sort)$/.test(word(at));
  const isBetween = (at: number): boolean => /^(?:,|and|or)$/.test(word(at));
  const start = tokens.findIndex((token, at) => token.text === ':' && isVerb(at + 1) && isBetween(at + 2)) + 1;
  if (start < 2) return undefined;
  const done = new Set<string>();
  let at = start;
  while (isVerb(at)) {
    done.add(crud(word(at)));
    at += 1;
    if (!isBetween(at)) break;
    while (isBetween(at)) at += 1;
  }
  const object = /^[a-z]+$/.test(word(at)) && isPlural(word(at));
  if (!object || isBetween(at - 1) || !['create', 'update', 'delete'].every((verb) => done.has(verb))) return undefined;
  const all = placed(['manage'], tokens.slice(start, start + 1));
  const searches = tokens.slice(start, at).filter(({ text }) => text === 'search' || text === 'find');
  const make = (own: Token[]): Clause => makeClause(clause.source, own, clause.bullet, clause.heading);
  return [
    make(tokens.slice(0, start - 1)),
    make([...all, ...tokens.slice(at)]),
    ...searches.map((token) => make([token, ...tokens.slice(at, at + 1)])),
  ];
}

function ordersOf(clause: Clause): Clause[] {
  const starts = orderStarts(clause.tokens);
  const thing = starts.length > 0 ? thingAdded(clause.tokens, starts) : undefined;
  if (thing === undefined) return [clause];
  const [first = 0] = starts;
  const orders = starts.map((start, index) => trimmed(clause.tokens.slice(start, starts[index + 1])));
  const full = orders.map((order) => inFull(said(order), thing));
  // Each is a sentence of its own where one tells of fields or a state: a mere list of orders is read as it stands.
  const apart = full.filter((order) => / with | \(|^mark /.test(order));
  if (apart.length === 0) return [clause];
  // One order within a sentence stands apart where a colon opens it: "expense tracker: add expenses with amount and date".
  if (
    starts.length === 1 &&
    first > 0 &&
    clause.tokens[first - 1]?.text !== ':' &&
    !isPlea(clause.tokens.slice(0, first))
  )
    return [clause];
  const make = (words: string, old: Token[]): Clause =>
    makeClause(clause.source, placed(words.split(' '), old), clause.bullet, clause.heading);
  const head = trimmed(clause.tokens.slice(0, first));
  return [
    ...(head.length === 0 || onlyCommands.test(said(head)) || isPlea(head)
      ? []
      : [make(keeping(said(head), thing), head)]),
    ...orders.flatMap((order, index) => {
      const words = full[index] ?? said(order);
      return isOrdinary(words, thing, full) ? [] : [make(words, order)];
    }),
  ];
}

/** "Commands: add a habit, …", "I can add a habit, …" */
const onlyCommands =
  /^(?:(?:it|the|its|available|supported|main|following|has|have|there|are|these|with|sub) )*(?:sub ?)?(?:commands?|features|functions|usage)(?: are)?(?: :)?$/;
const iCan =
  /^(?:(?:i|you|we) (?:(?:can|could|want to|should be able to|must be able to|need to|would like to)|want to be able to)|(?:it|this|the (?:tool|program|app|cli)|that|which) (?:(?:should |must |can )?(?:let|lets|allow|allows) (?:me|you|us)(?: to)?|can|should|must)|commands are)$/;

function isPlea(tokens: readonly Token[]): boolean {
  return iCan.test(said(tokens));
}

function said(tokens: readonly Token[]): string {
  return tokens.map((token) => token.text).join(' ');
}

/** "list them by region" where they are added with a region. */
function byFields(order: string, thing: string, orders: readonly string[]): string {
  const plural = pluralOf(thing.split(' ')).join(' ');
  const match =
    /^((?!search|find|look|filter).*?) (?:(?:filtered|sorted|ordered|optionally|grouped) )*by ([a-z]+(?: [a-z]+)?)$/.exec(
      order,
    );
  const own = orders.some((one) => one !== order && one.split(/ (?:with|,|and) /).includes(match?.[2] ?? ''));
  return own && match?.[1] !== undefined ? match[1].replace(/ them$/, ` ${plural}`) : order;
}

/** What every program that keeps things does with them anyway: "list books", "show unread books", "delete books". */
function isOrdinary(said: string, thing: string, orders: readonly string[]): boolean {
  const order = byFields(said, thing, orders);
  const [verb = '', ...rest] = order.split(' ');
  if (!/^(?:list|update|delete)$/.test(crud(verb)) && !/^(?:show|print)$/.test(verb)) return false;
  const plural = pluralOf(thing.split(' ')).join(' ');
  const object = rest.join(' ').replace(/^(?:all |the |an? |my )+/, '');
  return object === thing || object === plural || (rest.length <= 3 && object.endsWith(` ${plural}`));
}

/** Where an order begins: at the head, or behind a colon or comma; `to` may stand before the first. */
function orderStarts(tokens: readonly Token[]): number[] {
  const starts: number[] = [];
  let depth = 0;
  // "write me a tool that keeps my list: add a book …": the plea is no order of its own.
  const colon = tokens.findIndex(({ text }) => text === ':');
  const plea = colon > 2 && /^(?:write|make|create|build|give)$/.test(tokens[0]?.text ?? '') ? colon : -1;
  for (const [index, token] of tokens.entries()) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (depth > 0 || index < plea || !isOrder(token.text)) continue;
    const before = tokens[index - 1]?.text;
    const then = before === 'and' || before === 'then' ? tokens[index - 2]?.text : before;
    if (before === undefined || then === ':' || then === ',' || (starts.length === 0 && isPlea(tokens.slice(0, index))))
      starts.push(index);
  }
  return starts;
}

function isOrder(word: string): boolean {
  return /^(?:mark|show|print|export|count)$/.test(word) || /^(?:create|list|update|delete)$/.test(crud(word));
}

function crud(word: string): string {
  return lexicon().crudVerbs.get(word) ?? '';
}

/** The one thing that the first order of adding names: "add a book with", "add books". Undefined where it names none, or several. */
function thingAdded(tokens: readonly Token[], starts: readonly number[]): string | undefined {
  const start = starts.find((index) => crud(tokens[index]?.text ?? '') === 'create');
  if (start === undefined) return undefined;
  const text = tokens
    .slice(start + 1)
    .map((token) => token.text)
    .join(' ');
  const found = /^(?:an? |new |the |my )*([a-z]+(?: [a-z]+)??)(?= with |,| ,| \(|$)/.exec(text)?.[1];
  return found === undefined ? undefined : singularOf(found);
}

function singularOf(phrase: string): string {
  const words = phrase.split(' ');
  return [...words.slice(0, -1), singular(words.at(-1) ?? '')].join(' ');
}

/** "a reading list", "my wine collection": what is kept is the thing. */
function keeping(head: string, thing: string): string {
  const plural = pluralOf(thing.split(' ')).join(' ');
  return head.replace(
    /(?<=(?:keeps?|manages?|maintains?|tracks?|handles?|for) )(?:an? |my |the |your |our )?[a-z]+ (?:list|log|collection|catalog|catalogue|diary|journal|register|tracker)$/,
    plural,
  );
}

function inFull(order: string, thing: string): string {
  const plural = pluralOf(thing.split(' ')).join(' ');
  const [verb = '', ...rest] = order.split(' ');
  const words = rest.join(' ');
  if (crud(verb) === 'create') {
    const bare = /^(?!an? |the |new |my )([a-z]+(?: [a-z]+)??)(?= with |$)/.exec(words)?.[1];
    if (bare === thing) return `${verb} a ${thing}${words.slice(bare.length)}`;
  }
  if (verb === 'mark') {
    const as = /^(?:(?:it|them|one|an? [a-z]+|[a-z]+s) )?as (.+)$/.exec(words)?.[1];
    if (as !== undefined) return `mark a ${thing} as ${as}`;
  }
  const ones = /^(?:the |all |all the )?([a-z]+) (?:ones?)$/.exec(words)?.[1];
  if (ones !== undefined) return `${verb} ${ones} ${plural}`;
  // "list unread", "show all", "delete": of the thing.
  if (words === '' || /^(?:all|them|everything|it|one)$/.test(words)) return `${verb} ${plural}`;
  if (!words.includes(' ') && !isPlural(words) && (lexicon().adjectives.has(words) || /^un[a-z]+$|ed$/.test(words)))
    return `${verb} ${words} ${plural}`;
  return order;
}

function trimmed(tokens: readonly Token[]): Token[] {
  const isBetween = (token: Token | undefined): boolean => /^(?:,|:|and|then)$/.test(token?.text ?? '');
  let to = tokens.length;
  while (to > 0 && isBetween(tokens[to - 1])) to -= 1;
  return tokens.slice(0, to);
}

const named =
  /(?:^| )(?:with |has |have |it has |there are |needs |and )?(?:the |these |following |sub ?)*(?:sub ?)?commands? (?:called |named |for |like |such as |are |is |: |- )?((?:[a-z]+(?: [a-z]+)? (?:,|and|or|, and) )+[a-z]+(?: [a-z]+)?)$/;

/** "add, list, done and remove commands": named before the word for them. */
const listed =
  /(?:^|(?:^| )(?::|with|has|have|it has|there are|needs|offers|supports|provides|and) )(?:(?:the|an?|these|following) )*((?:[a-z]+ (?:,|and|or|, and) )+[a-z]+) (?:sub ?)?commands?(?= ,|$)/;
/** "a Go CLI for notes: add, list, done, remove": what a tool does, with nothing that it is done to. */
const bare =
  /(?:^|(?:^|.* )(?:cli|command line|tool|terminal|console|script)(?: .*)? ): ((?:[a-z]+ (?:,|and|or|, and) )+[a-z]+)$/;
const otherNames =
  /^(?:ls|rm|cp|mv|del|init|status|stats|summary|help|config|export|import|done|check|edit|new|info|today|next|all|undo)$/;

function commandNames(list: string): string[] {
  const names = list.split(/ (?:,|and|or|, and) /).map((name) => name.split(' ')[0] ?? '');
  const verbs = names.filter((name) => lexicon().verbForms.get(name) === name || otherNames.test(name));
  return names.length < 2 || verbs.length * 2 < names.length ? [] : names;
}

/** The names of commands that a clause lists, and where they stand in it. */
export function commandsNamed(text: string): { names: string[]; from: number; to: number } | undefined {
  for (const form of [named, listed]) {
    const match = form.exec(text);
    const names = commandNames(match?.[1] ?? '');
    if (match && names.length > 0) return { names, from: match.index, to: match.index + match[0].length };
  }
  const list = bare.exec(text)?.[1] ?? '';
  const names = commandNames(list);
  const isCalled = (name: string): boolean => crud(name) !== '' || otherNames.test(name) || isOrder(name);
  const all = names.length > 2 && names.every(isCalled);
  return all ? { names, from: text.length - list.length - 2, to: text.length } : undefined;
}

/**
 * "with commands start, stop and report": how the commands of a tool are to be called, apart from what it keeps. Said of a tool
 * of things, whose commands are called after them. One that is done with a thing makes an order of its own.
 */
export function namedCommands(clause: Clause): Clause[] {
  if (tellsOfCommand(clause)) return [makeClause(clause.source, [...clause.tokens], clause.bullet, '#')];
  const found = clause.heading === '#' ? undefined : commandsNamed(clause.text);
  if (!found) return [clause];
  const sizeOf = (text: string): number => text.split(' ').filter(Boolean).length;
  const [from, to] = [sizeOf(clause.text.slice(0, found.from)), sizeOf(clause.text.slice(0, found.to))];
  const head = trimmed(clause.tokens.slice(0, from));
  const rest = clause.tokens.slice(to);
  const behind = rest.findIndex((token) => !/^(?:,|:|and|then)$/.test(token.text));
  const of = (tokens: Token[], heading: string): Clause[] =>
    tokens.length === 0 ? [] : [makeClause(clause.source, tokens, heading === '#' ? false : clause.bullet, heading)];
  return [
    ...of(head, clause.heading),
    ...of(clause.tokens.slice(from, to), '#'),
    ...(behind < 0 ? [] : of(rest.slice(behind), clause.heading)),
  ];
}

/** "list takes --all and --format json", "the add command supports --due" */
const ofOptions =
  /^(?:the )?[`"']?(?:[a-z]+|[a-z]+ [a-z]+(?= ?command))[`"']?(?: (?:sub)?command)? (?:also )?(?:has|have|takes?|accepts?|supports?|offers?|understands?|knows|with|can (?:take|be given))(?: (?:an?|the|optional|options?|flags?))* [`"']?--[a-z]/i;

/** "`list --all` also shows done tasks": how a command that is there anyway is called, which tells of nothing to keep. */
function tellsOfCommand(clause: Clause): boolean {
  if (clause.heading === '#') return false;
  const start = clause.tokens[0]?.start ?? 0;
  const told = clause.source.slice(start, clause.tokens.at(-1)?.end);
  if (ofOptions.test(told)) return true;
  const span = /^`([a-z]+(?: [^`]*)?)`/.exec(clause.source.slice(Math.max(0, start - 1)))?.[1];
  if (span === undefined) return false;
  const [verb = '', ...rest] = span.split(' ');
  return /^(?:list|ls|show|view|get|find|search)$/.test(verb) && rest.every((word) => /^(?:--|[<[A-Z])/.test(word));
}

/** "commands add, list and done": something is done with things, of which nothing else tells. */
export function finishedBy(clauses: readonly Clause[]): Clause[] {
  const list = clauses.find(
    (clause) =>
      clause.heading === '#' &&
      commandsNamed(clause.text)?.names.some((name) => /^(?:done|complete|finish|check|tick)$/.test(name)),
  );
  const told = /\b(?:done|complet(?:es?|ed|ing)|finish(?:es|ed)?|checked|ticked|status|state)\b/;
  if (!list || clauses.some((clause) => clause.heading !== '#' && told.test(clause.text))) return [];
  return [makeClause(list.source, placed(['mark', 'as', 'done'], list.tokens), false, '')];
}

/** Of a clause that only names commands. */
export function namesCommands(text: string): boolean {
  return commandsNamed(text) !== undefined;
}
