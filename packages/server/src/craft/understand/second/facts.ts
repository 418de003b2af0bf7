import type { Token } from '../words/tokens.ts';
import { type Listed, listsIn } from './lists.ts';
import { type Mention, mentionsIn } from './mentions.ts';
import { asking, isCalledSo, isTalk, saysMore } from './talk.ts';

/** What a plain sentence says: which thing has which fields, and which belongs to which. */

export interface Facts {
  start: number;
  end: number;
  owns: { thing: string; fields: Listed[] }[];
  belongs: { child: string; parent: string }[];
  /** Every thing that is named. */
  things: string[];
  /** The words that are no names. */
  rest: string[];
}

/** Undefined where the sentence says nothing of this, or more than this. `spoken`: the thing that was spoken of before. */
export function factsOf(
  statement: readonly Token[],
  things: ReadonlySet<string>,
  spoken: string | undefined,
): Facts | undefined {
  const lists = listsIn(statement, things);
  const outside = (at: number): boolean => !lists.some((list) => at >= list.from && at < list.to);
  const mentions = mentionsIn(statement, things, outside);
  const named = (at: number): boolean => mentions.some((mention) => at >= mention.from && at < mention.to);
  const rest = statement.flatMap(({ text }, at) => (outside(at) && !named(at) ? [text] : []));
  if (saysMore(rest) || rest.some((word) => /^[a-z]/.test(word) && !isTalk(word) && word !== 'id' && word !== 'n'))
    return undefined;
  // "sellers put up items with a price": nobody knows whose it is.
  if (new Set(mentions.map(({ thing }) => thing)).size > 1 && rest.some((word) => isItem.test(word))) return undefined;
  if (statement.some((_, at) => isStranger(statement, at, named))) return undefined;
  const facts: Facts = {
    start: statement[0]?.start ?? 0,
    end: statement.at(-1)?.end ?? 0,
    owns: [],
    belongs: [],
    things: [...new Set(mentions.map(({ thing }) => thing))],
    rest,
  };
  for (const list of lists) {
    // "a start ( date )": what it is, and no list of what a thing has.
    if (statement[list.from - 1]?.text === '(' && !mentions.some(({ to }) => to === list.from - 1)) return undefined;
    const behind = mentions.find(({ from }) => from >= list.to && isOwner(statement, list.to, from));
    const [before, listed] = holderOf(statement, list.from, mentions);
    const thing = behind?.thing ?? before?.thing ?? spoken;
    // "a title, ingredients, instructions": nobody knows whose.
    if (thing === undefined || listed.some(({ many }) => many)) return undefined;
    facts.owns.push({ thing, fields: list.fields });
    for (const parent of [...list.things, ...listed.map((mention) => mention.thing)])
      facts.belongs.push({ child: thing, parent });
  }
  for (const [index, mention] of mentions.entries()) {
    const next = mentions[index + 1];
    if (!next || next.thing === mention.thing) continue;
    const words = textOf(statement, mention.to, next.from);
    if (next.many && partOf.test(words) && !within.test(words)) return undefined;
    // "motel booking api with motels"
    if (words.split(' ').some((word) => asking.test(word))) continue;
    // "a lesson belongs to a teacher and a student"
    const last = facts.belongs.at(-1);
    const tied =
      last?.parent === mention.thing && goesOn.test(words)
        ? { child: last.child, parent: next.thing }
        : tieOf(statement, mention, next, words);
    if (tied) facts.belongs.push(tied);
  }
  const [first] = mentions;
  if (first && spoken !== undefined && first.thing !== spoken && first.many) {
    const words = textOf(statement, 0, first.from);
    if (ofThem.test(words)) facts.belongs.push({ child: first.thing, parent: spoken });
  }
  // "boxes ( label ) and the lamps in them"
  const [whole, inside] = mentions.slice(-2);
  if (
    whole?.many &&
    inside &&
    /^(?:in|inside|within|on|of) (?:them|these|those|it)$/.test(textOf(statement, inside.to, statement.length))
  )
    facts.belongs.push({ child: inside.thing, parent: whole.thing });
  const both = facts.belongs.some(({ child, parent }) =>
    facts.belongs.some((other) => other.child === parent && other.parent === child),
  );
  return both ? undefined : facts;
}

/** What a list is told of by what stands before it, and the things that the list begins with: "a booking has a berth, a date". */
function holderOf(
  statement: readonly Token[],
  from: number,
  mentions: readonly Mention[],
): [Mention | undefined, Mention[]] {
  const before = mentions.filter((mention) => mention.to <= from);
  const listed: Mention[] = [];
  let at = from;
  while (before.length > 1) {
    const last = before.at(-1);
    if (!last || !goesOn.test(textOf(statement, last.to, at))) break;
    listed.unshift(last);
    at = last.from;
    before.pop();
  }
  const [holder, last] = before.slice(-2);
  // "each document is stored in a file and has a title": the document has
  if (last && before.length > 1 && itAlso.test(textOf(statement, last.to, from))) return [before[0], listed];
  // "trips of a kayak with a date"
  const isOf = holder && last && ofAnother.test(textOf(statement, holder.to, last.from));
  return [isOf ? holder : before.at(-1), listed];
}

/** "ships have a name" where nobody knows that ships are kept. */
function isStranger(statement: readonly Token[], at: number, named: (at: number) => boolean): boolean {
  const word = statement[at]?.text ?? '';
  return (
    /^[a-z]{3,}s$/.test(word) &&
    statement[at + 1]?.text === 'have' &&
    !named(at) &&
    !isCalledSo(word) &&
    !/^(?:users|others|clients|does)$/.test(word)
  );
}

/** "trips of a kayak", "tickets are sold for a screening" */
const ofAnother = /^(?:of|(?:are|is) [a-z]+ (?:for|on))(?: (?:an?|the|1|each|every))?$/;
const itAlso = /^(?:,|and|, and) (?:it |they )?(?:also )?(?:has|have)\b/;
const isItem = /^(?:items?|things?|objects?|entries)$/;
const goesOn = /^(?:,|and|, and|&|\/)(?: (?:an?|the|its|their|1))?$/;

const textOf = (statement: readonly Token[], from: number, to: number): string =>
  statement
    .slice(from, to)
    .map((token) => token.text)
    .join(' ');

/** "… of every lamp": right behind the list. */
function isOwner(statement: readonly Token[], from: number, to: number): boolean {
  return /^(?:of|for|per|about) (?:(?:every|each|all|the|our|my|an?|single) )*$/.test(
    `${textOf(statement, from, to)} `,
  );
}

/** "each of them can have any number of", "for each of these farms , a list of" */
const ofThem = /\b(?:each|every|any|all|1)(?: 1)? (?:of (?:them|these|those)|has|have|can have|also has)\b/;

const has =
  /\b(?:has|have|having|owns?|contains?|containing|holds?|includes?|including|consists? of|comprises?|with|keeps?)\b/;
const several =
  /\b(?:many|several|multiple|some|any number of|various|a (?:list|collection|set|number|group) of|lists? of)\b/;
const partOf =
  /\b(?:belongs? to|belonging to|assigned to|part of|linked to|attached to|tied to|related to|connected to|references?|referencing|refers? to|points? to|(?:lies|is|are|stored|located|placed|kept) (?:in|inside|within|at|on|under))\b/;
/** "are put into", "are in a": what lies in one lies in no second. */
const within =
  /(?:^|\b(?:is|are|be|get|gets) )(?:always |usually |also )?(?:[a-z]+(?:ed|en|pt|ut|old|ung|ught) )?(?:in|into|inside|within|onto)(?: (?:an?|the|1|its|their|different|various))*$/;
const pointing = /\b(?:reference|link|pointer) to (?:its|their|the|an?|1)$/;
const exactlyOne = /\b(?:exactly 1|1|a single|precisely 1)$/;

function tieOf(
  statement: readonly Token[],
  left: Mention,
  right: Mention,
  between: string,
): { child: string; parent: string } | undefined {
  const before = textOf(statement, 0, left.from);
  const isIn = { child: right.thing, parent: left.thing };
  const holds = { child: left.thing, parent: right.thing };
  // "farms and their barns", "farm / ( id ) / barns", "1 farm to many barns"
  if (/^(?:, )?(?:and|with|plus|including) (?:(?:all|each) )?(?:their|its)(?: own)?$/.test(between)) return isIn;
  if (/^(?:\/ )?(?:\( (?:[a-z]+ )?id \)|: (?:[a-z]+ )?id) \/$/.test(between)) return isIn;
  if (/^(?:to|has|have|:) (?:many|n|several|multiple)$/.test(between) && !left.many) return isIn;
  // "barns of farms", "barns of a farm", "barns per farm"
  if (/^(?:of|per|for)(?: (?:a|an|the|each|every|our|my|their))?$/.test(between) && left.many) return holds;
  if (partOf.test(between) && !has.test(between)) return holds;
  if (within.test(between) || pointing.test(between)) return holds;
  // "every barn has … and exactly one farm"
  if (
    !right.many &&
    ((exactlyOne.test(between) && has.test(between)) || /\b(?:and|,) (?:its|their|the)$/.test(between))
  )
    return holds;
  // "orders with a date , couriers with a name", "farms have a name and barns have a title": another that has its own
  const after = statement[right.to]?.text ?? '';
  const apart = /^(?:has|have|are|is|can|must|belongs?)$/.test(after) || (after === 'with' && between.endsWith(','));
  if (right.many && !apart && !/[()]/.test(between) && has.test(between)) return isIn;
  if (right.many && !apart && several.test(between)) return isIn;
  // "in each farm there are barns", "for every farm i keep its barns"
  const place = /(?:^|\b)(?:in|inside|within|at|on|for|per|to|under) (?:each|every|an?|any|the|1)$/;
  return right.many && !left.many && place.test(before) ? isIn : undefined;
}
