import type { Understanding } from '../../requirements.ts';
import { singular, spaced } from '../words/grammar.ts';
import { isOrdinary } from '../unaccounted.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Token } from '../words/tokens.ts';
import { listsIn } from './lists.ts';
import { asking, isCalledSo, isMore, isOfTalk, isTalk } from './talk.ts';

/** Where the things of a text are named. */

export interface Mention {
  thing: string;
  from: number;
  to: number;
  many: boolean;
}

const isNoun = (word: string): boolean =>
  /^[a-z]{3,}$/.test(word) &&
  !isOrdinary(word) &&
  !isCalledSo(word) &&
  !isMore(word) &&
  !container.test(word) &&
  !lexicon().functionWords.has(word) &&
  !lexicon().programs.has(word);

const container =
  /^(?:collections?|lists?|sets?|groups?|overviews?|catalog(?:ue)?s?|inventory|registry|register|archive|directory|database|pieces?|pairs?|bits?)$/;
const determiner = /^(?:each|every|per|single|1|table|entity|object|schema|resource|:|\/)$/;
const goesOn = /^(?:[(:]|has|have|with|can|must|is|are|consists?|contains?|belongs?|stores?|holds?|owns?|needs?)$/;

/** "ships have a name", "- project : name, color": whatever else the word may mean. */
function isDescribed(statement: readonly Token[], at: number, inLists: (at: number) => boolean): boolean {
  const [word, next] = [statement[at]?.text ?? '', statement[at + 1]?.text ?? ''];
  const before = statement[at - 1]?.text;
  if (!/^[a-z]{3,}$/.test(word) || isCalledSo(word) || container.test(word) || lexicon().functionWords.has(word))
    return false;
  if (/^(?:[(:]|-|–)$/.test(next)) return inLists(at + 2) && !asking.test(word) && lexicon().nouns.has(singular(word));
  return (
    /^(?:has|have)$/.test(next) &&
    (before === undefined || /^(?:each|every|all|the|an?|any)$/.test(before)) &&
    (lexicon().nouns.has(singular(word)) || singular(word) !== word)
  );
}

/** "an api for a school", "as a collector" */
function isWhose(statement: readonly Token[], at: number): boolean {
  const words = statement.slice(0, at).map((token) => token.text);
  return (
    /(?:^| )as an?$/.test(words.join(' ')) ||
    (/ (?:for|of|in|at) (?:an?|the|my|our)(?: [a-z]+)?$/.test(words.join(' ')) &&
      words.some((word) => asking.test(word)))
  );
}

/** Names of the things of a text: those of the first reading, and what a list of fields is told of. */
export function thingsOf(statements: readonly (readonly Token[])[], found: Understanding): Set<string> {
  const things = new Set<string>();
  const listed = new Set<string>();
  const known = new Set(
    found.verdict === 'understood' ? found.requirements.entities.map(({ name }) => spaced(name).toLowerCase()) : [],
  );
  for (const statement of statements) {
    const lists = listsIn(statement);
    for (const list of lists) for (const { name } of list.fields) listed.add(singular(name));
    const inLists = (at: number): boolean => lists.some((list) => at >= list.from && at < list.to);
    for (const [at, { text: word }] of statement.entries()) {
      const before = statement[at - 1]?.text ?? '';
      // "what matters", "post / lamps"
      const described = isDescribed(statement, at, inLists);
      if (inLists(at) || !(isNoun(word) || described)) continue;
      if (/^(?:what|that|which|who|it|we|they|i|you|to)$/.test(before)) continue;
      if (/^(?:get|post|put|patch|delete)$/.test(word) && statement[at + 1]?.text === '/') continue;
      const one = singular(word);
      const many = one !== word && (!lexicon().verbForms.has(word) || lexicon().nouns.has(one));
      const next = statement[at + 1]?.text ?? '';
      // "lamp api", "an api for a school": whose it is.
      if (asking.test(next) || (!many && isWhose(statement, at))) continue;
      const alone = determiner.test(before) || goesOn.test(next);
      if (!(many || described || (alone && (lexicon().nouns.has(word) || !isTalk(word))))) continue;
      const pair = `${before} ${one}`;
      const joined =
        lexicon().nouns.has(pair) ||
        (known.has(pair) && /^(?:has|have|can|must|is|are|belongs?|needs?)$/.test(next)) ||
        (isNoun(before) && !isTalk(before) && singular(before) === before && !inLists(at - 1));
      things.add(joined ? pair : one);
    }
  }
  for (const words of known) {
    if (!isOfTalk(words) && (lexicon().nouns.has(words) || words.split(' ').every((word) => !isTalk(word))))
      things.add(words);
  }
  for (const name of listed) if (!toldOf(statements, name)) things.delete(name);
  return things;
}

/** A name of a list is a thing as well where a list is told of it. */
function toldOf(statements: readonly (readonly Token[])[], name: string): boolean {
  return statements.some((statement) =>
    statement.some(
      ({ text: word }, at) =>
        singular(word) === name &&
        (/^(?:[(:]|has|have)$/.test(statement[at + 1]?.text ?? '') ||
          (singular(word) !== word && /^(?:for|of|manages?|and)$/.test(statement[at - 1]?.text ?? ''))),
    ),
  );
}

/** Things named in a sentence, outside of its lists, in their order. */
export function mentionsIn(
  statement: readonly Token[],
  things: ReadonlySet<string>,
  outside: (at: number) => boolean,
): Mention[] {
  const mentions: Mention[] = [];
  for (let at = 0; at < statement.length; at += 1) {
    if (!outside(at)) continue;
    for (const size of [2, 1]) {
      const words = statement.slice(at, at + size).map((token) => token.text);
      if (words.length < size || !outside(at + size - 1)) continue;
      const last = words.at(-1) ?? '';
      const thing = [...words.slice(0, -1), singular(last)].join(' ');
      if (!things.has(thing)) continue;
      mentions.push({ thing, from: at, to: at + size, many: singular(last) !== last });
      at += size - 1;
      break;
    }
  }
  return mentions;
}
