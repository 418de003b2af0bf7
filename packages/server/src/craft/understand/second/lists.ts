import { ruleForName } from '../fields/field-types.ts';
import { standIn } from '../plain/words.ts';
import { singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Token } from '../words/tokens.ts';
import { isTalk } from './talk.ts';

/** Lists of names that fields have, wherever they stand in a sentence. */

export interface Listed {
  name: string;
  /** With what is said of it in brackets. */
  told: string;
}

export interface List {
  from: number;
  to: number;
  fields: Listed[];
  /** Things that stand among the fields: "number, weight, farm". */
  things: string[];
}

const article = /^(?:an?|the|its|their|his|her|our|my)$/;
const joint = /^(?:,|and|&|\/|\||plus)$/;
/** "a duration in seconds" */
const inUnits =
  /^in (?:seconds|minutes|hours|days|weeks|months|years|ms|km|kg|cm|mm|m|g|kilometers|kilometres|meters|metres|miles|grams|kilograms|kilos|pounds|percent|euros?|eur|dollars?|usd|cents?|litres?|liters?|degrees|celsius|bytes|mb|gb)$/;
/** What stands before the article of a field that is alone: "with a color", and not "for a day". */
const tells =
  /^(?:has|have|having|with|and|,|plus|:|\(|contains?|includes?|including|stores?|needs?|own|gets?|of|record|save|keep|store|track|know|knows|enter|give)$/;
/** "rides start and end" has no fields. */
const occurs = /^(?:start|end|begin|finish|open|close|done)$/;
/** What may stand behind a list: "a number of places", "hours move" go on. */
const endsThere =
  /^(?:$|[,:;)}\]"]|(?:of|for|per|about|on|to) (?:every|each|all|any|the|our|my|an?|single|them|these|those)\b|(?:and|are|is|must|should|can|may|will|have|has|need|via|over|through|using|as|so|because|too|also|each|every|please|in|when|where)\b)/;

/** `things`: names that stand for other things and not for fields. */
export function listsIn(statement: readonly Token[], things: ReadonlySet<string> = new Set()): List[] {
  const lists: List[] = [];
  for (let at = 0; at < statement.length; at += 1) {
    const list = listAt(statement, at, things);
    if (!list) continue;
    lists.push(list);
    at = list.to - 1;
  }
  return lists;
}

function listAt(statement: readonly Token[], from: number, others: ReadonlySet<string>): List | undefined {
  const word = (at: number): string => statement[at]?.text ?? '';
  const fields: Listed[] = [];
  const things: string[] = [];
  let at = from;
  let to = from;
  if (article.test(word(from))) return undefined;
  let unknown = 0;
  for (;;) {
    while (article.test(word(at)) || (word(at) === '1' && fields.length > 0)) at += 1;
    const other = fields.length > 0 ? thingAt(statement, at, others) : undefined;
    const known = [3, 2, 1].find((size) => isField(statement.slice(at, at + size).map((token) => token.text)));
    const size = other ?? known ?? (fields.length > 0 ? strangeName(statement, at) : 0);
    if (size === 0) break;
    const name = statement
      .slice(at, at + size)
      .map((token) => token.text)
      .join(' ');
    // "…, a lamp has": told of itself.
    if (other !== undefined && !/^(?:|[,)&/|]|and)$/.test(word(at + size))) break;
    if (other !== undefined) things.push(name.replace(/ id$/, ''));
    else if (known === undefined) unknown += 1;
    at += size;
    const noted = inUnits.test(`${word(at)} ${word(at + 1)}`) ? 2 : bracket(statement, at);
    if (other === undefined && name !== 'id')
      fields.push({ name, told: [name, ...statement.slice(at, at + noted).map((token) => token.text)].join(' ') });
    at += noted;
    to = at;
    if (!joint.test(word(at))) break;
    while (joint.test(word(at))) at += 1;
  }
  const behind = statement.slice(to, to + 2).map((token) => token.text);
  // "a comment has", "it is a date"
  const alone =
    fields.length === 1 &&
    /^(?:an?|its|their|has|have|with|\(|:)$/.test(word(from - 1)) &&
    !(article.test(word(from - 1)) && !tells.test(word(from - 2))) &&
    !/^(?:has|have|is|are|needs?)$/.test(word(to));
  return (fields.length > 1 || alone || (fields.length === 1 && things.length > 0)) &&
    unknown * 2 <= fields.length &&
    endsThere.test(behind.join(' '))
    ? { from, to, fields, things }
    : undefined;
}

/** "farm", "farm id": a thing that is no field here. */
function thingAt(statement: readonly Token[], at: number, things: ReadonlySet<string>): number | undefined {
  for (const size of [2, 1]) {
    const name = statement
      .slice(at, at + size)
      .map((token) => token.text)
      .join(' ');
    if (!things.has(name)) continue;
    return statement[at + size]?.text === 'id' ? size + 1 : size;
  }
  return undefined;
}

/** How many words a name of the list has that is in no dictionary: what stands between two marks of the list. */
function strangeName(statement: readonly Token[], at: number): number {
  for (let size = 1; size < 3; size += 1) {
    const word = statement[at + size - 1]?.text ?? '';
    if (!/^[a-z]{2,}$/.test(word) || isTalk(word) || singular(word) !== word) return 0;
    const next = statement[at + size]?.text;
    if (next === undefined || joint.test(next) || /^[)}\]]$/.test(next)) return size;
  }
  return 0;
}

/** How many words stand in brackets here: "( optional )". */
function bracket(statement: readonly Token[], at: number): number {
  if (statement[at]?.text !== '(') return 0;
  const end = statement.findIndex((token, index) => index > at && token.text === ')');
  return end > 0 && end - at < 6 ? end - at + 1 : 0;
}

function isField(words: readonly string[]): boolean {
  const name = words.join(' ');
  return (
    words.length > 0 &&
    words.every((word) => /^[a-z]+$/.test(word) && !lexicon().functionWords.has(word) && !article.test(word)) &&
    (name === 'id' || lexicon().fieldNames.has(name) || ruleForName(words) !== undefined) &&
    (singular(words.at(-1) ?? '') === words.at(-1) || lexicon().fieldNames.has(name)) &&
    !occurs.test(name) &&
    !standIn.test(name)
  );
}
