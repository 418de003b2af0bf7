import { singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { plural } from '../plain/words.ts';
import { thingsTold } from '../plain/told.ts';
import type { Clause } from '../words/text.ts';

/** What a description tells of each thing, as far as it says how many of them there may be. */

export interface Counted {
  /** Singular. */
  name: string;
  plural: string;
  /** Names of its fields. */
  fields: string[];
  /** Things that it refers to. */
  refs: string[];
  /** Values of its state. */
  states: string[];
  /** Whether it has a start and an end. */
  span: boolean;
  /** Whether it has a start at least. */
  started: boolean;
  /** The field that says how many there is room for. */
  capacity: string | undefined;
  person: boolean;
}

const telling =
  /^(?:(?:(?:must|should|will|also|can|each|all|always) )*(?:(?:has|have)(?! to )|having|gets?|contains?|includes?|consists? of|belongs? to|refers? to|(?:is|are) (?:made )?(?:for|of|by|in|at)|stores?|records?)|with|which have|that have|who have|,? ?(?:their|its)|:|->|\() /;
const starts =
  /^(?:start|starts|begin|begins|from|check in|checkin|arrival|pickup|pick up|start (?:time|date|at|on)|starts (?:at|on)|begins (?:at|on)|start date and time|arrives)\b/;
const ends =
  /^(?:end|ends|until|to|till|check out|checkout|departure|return|due|end (?:time|date|at|on)|ends (?:at|on)|leaves|return date|end date and time)\b/;
const lasts = /^(?:duration|length|minutes|hours)\b/;
const sizes =
  /^(?:(?:max(?:imum)?|total|seat|seating) )*(?:capacity|seats|places|spots|size|number of (?:seats|places|spots)|participants|attendees|max|maximum)(?: limit)?$/;

export function thingsCounted(clauses: readonly Clause[]): Counted[] {
  const heads = clauses.flatMap(({ text }) =>
    [...text.matchAll(head)].map(([, many, one = '']) => (many === undefined ? one : singular(many))),
  );
  const names = [...thingsTold(clauses), ...heads].filter((name) => /^[a-z]/.test(name) && !noThing.test(name));
  const things = new Map<string, Counted>();
  for (const name of names) things.set(name, empty(name));
  for (const { text, heading } of clauses) {
    if (heading === '#') continue;
    const words = text.split(' ');
    for (let at = 0; at < words.length; at += 1) {
      const size = [3, 2, 1].find((count) => things.has(oneOf(words.slice(at, at + count))));
      if (size === undefined) continue;
      const thing = things.get(oneOf(words.slice(at, at + size)));
      const rest = words.slice(at + size).join(' ');
      const told = telling.exec(`${rest} `);
      // "a room has a name": the thing that a sentence begins with, or one in a list with its own brackets.
      if (
        thing &&
        told &&
        (/\(|:|with|their|its/.test(told[0])
          ? !ruled.test(words.slice(0, at).join(' '))
          : isSubject(words.slice(0, at)))
      )
        listed(thing, inside(rest.slice(told[0].length), told[0]), things);
      at += size - 1;
    }
  }
  const named = new Set(
    clauses.flatMap(({ text }) =>
      [...text.matchAll(listing)]
        .map(([, list = '']) => list)
        .flatMap((list) => list.split(/ (?:, and|,|and) /).map((item) => item.replace(/^an? /, ''))),
    ),
  );
  // "each email belongs to one member": a field that is told of again.
  return [...things.values()].filter(
    ({ name, fields, refs }) => fields.length > 0 || (refs.length > 0 && !named.has(name)),
  );
}

/** "no hotel has two rooms with an equal number": said of how many there may be. */
const ruled =
  /(?:^| )(?:no|not|never|nobody|cannot|if|when|once|unless|per|only|[2-9]|most|max|maximum|refuse|reject|without)(?: |$)/;

/** "applications have": a thing, whatever else such words are said of. */
const head =
  /(?:^|(?:,|and|:|;) )(?:([a-z]+s) (?:have (?=an? |the |[a-z]+ ,)|belong to (?=an? |the |1 |one ))|an? ([a-z]+) belongs to (?=an? |the |1 |one ))/g;
const noThing =
  /^(?:(?:.* )?(?:status|state|stage|phase|they|we|you|all|which|who|that|it)|(?:no|not|never|each|every|any|some|this|that|another|same|second|third|more|new|only|one|other|which|whose|if|when) .*)$/;

/** "name, email": what things have, by their bare names. */
const listing =
  /(?:has|have|with|:|\() (?:an? )?([a-z]+(?: [a-z]+)?(?: (?:,|and|, and) (?:an? )?[a-z]+(?: [a-z]+)?)*)/g;

const oneOf = (words: readonly string[]): string => [...words.slice(0, -1), singular(words.at(-1) ?? '')].join(' ');

const isSubject = (before: readonly string[]): boolean =>
  before.every((word) => /^(?:an?|the|each|every|all|and|also|our|any|new|,|:|-)$/.test(word)) ||
  /^(?:,|and|;|:|where|while|whose)$/.test(
    before.filter((word) => !/^(?:an?|the|each|every)$/.test(word)).at(-1) ?? '',
  );

/** The list up to its closing bracket, or to the next statement. */
function inside(rest: string, told: string): string {
  if (told.includes('(')) return /^[^()]*(?:\([^()]*\)[^()]*)*/.exec(rest)?.[0] ?? '';
  return rest;
}

function empty(name: string): Counted {
  return {
    name,
    plural: plural(name),
    fields: [],
    refs: [],
    states: [],
    span: false,
    started: false,
    capacity: undefined,
    person: lexicon().nouns.get(name.split(' ').at(-1) ?? '')?.is === 'person',
  };
}

function listed(thing: Counted, list: string, things: ReadonlyMap<string, Counted>): void {
  const states = /(?:^| )(?:status|state|stage|phase) (?:\(|:|which is|is|of) ([^()]+)/.exec(list)?.[1];
  if (states !== undefined)
    thing.states.push(
      ...states
        .split(/ (?:, or|, and|,|\/|or|and|\|) /)
        .map((value) => value.trim())
        .filter((value) => /^[a-z]+(?: [a-z]+)?$/.test(value) && !/^(?:default|required|optional)/.test(value)),
    );
  let spans = 0;
  for (const item of list
    .replaceAll(/\([^()]*\)/g, '')
    .split(
      / (?:, and|,|and|;|\/|to (?=an? )|for|by|from(?= an? )|with|of) |(?:^| )(?:for|by|of) (?=an? |the |1 |one )/,
    )) {
    const said = item
      .replace(
        /^(?:(?:an?|the|one|1|its|their|his|her|optional|required|unique|exactly|many|several|some|which|has|have|belongs? to|is|are) )+/,
        '',
      )
      .trim();
    if (!/^[a-z]+(?: [a-z]+){0,3}$/.test(said)) continue;
    const one = oneOf(said.split(' '));
    const other = things.has(one)
      ? one
      : things.has(one.split(' ').at(-1) ?? '') && one.split(' ').length > 1
        ? ''
        : undefined;
    if (other !== undefined && other !== '' && other !== thing.name) {
      // "members have many loans"
      const many = said !== one;
      const child = many ? things.get(other) : thing;
      const parent = many ? thing.name : other;
      if (child && !child.refs.includes(parent)) child.refs.push(parent);
      continue;
    }
    if (sizes.test(said)) thing.capacity ??= said;
    if (starts.test(said)) thing.started = true;
    if (starts.test(said) || ends.test(said) || lasts.test(said)) spans += 1;
    if (!thing.fields.includes(said)) thing.fields.push(said);
  }
  if (spans >= 2 || /(?:^| )(?:from .* (?:to|until) |time slot|period|time span)/.test(`${list} `)) thing.span = true;
}
