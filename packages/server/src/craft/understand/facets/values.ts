import { lexicon } from '../words/lexicon.ts';
import { meansSomething, talk } from './vocabulary.ts';

/** Values that one chooses from: "low , medium or high". */

/** What a sentence of rules, and no list of values, would have. */
const talks =
  /^(?:it|they|there|the|an?|must|can|is|are|if|when|who|that|which|he|she|we|you|i|this|no|not|chosen|selected|picked|from|of|values)$/;

/** "low / medium / high"; "boolean" of yes and no. */
export function choiceSaid(list: string): string | undefined {
  const values = list.split(/ ?(?: , (?:or|and)|, (?:or|and)|(?<= )[,/]|(?<= )(?:or|and)) /).map((item) => item.trim());
  return choiceOf(values);
}

function choiceOf(values: readonly string[]): string | undefined {
  if (values.length < 2 || values.some((item) => item === '' || item.split(' ').some((word) => talks.test(word))))
    return undefined;
  if (values.some((item) => lexicon().functionWords.has(item.split(' ')[0] ?? '') && !/^(?:in|on|out|no)\b/.test(item)))
    return undefined;
  if (/^(?:yes no|true false|no yes|false true)$/.test(values.join(' '))) return 'boolean';
  return values.every((item) => /^[a-z]/.test(item)) ? values.join(' / ') : undefined;
}

export interface Values {
  /** Words of the sentence, end exclusive. */
  from: number;
  to: number;
  said: string;
  /** "red and blue": what it is, or what it may be. */
  joined: boolean;
  /** "red or blue", "red / blue" */
  either: boolean;
}

const joint = /^(?:,|or|and|nor|\/)$/;
const isWord = (word: string | undefined): boolean => word !== undefined && /^[a-z0-9][a-z0-9+]*$/.test(word);
const isPlain = (word: string): boolean => isWord(word) && !talk.has(word) && !lexicon().functionWords.has(word);
/** How many words one value has. */
const longest = 3;

/** The one list of values in a sentence; `~` and `#` stand for its field and its thing. */
export function valuesIn(words: readonly string[]): Values | undefined {
  for (let first = 1; first < words.length - 1; first += 1) {
    if (!joint.test(words[first] ?? '')) continue;
    const from = startOf(words, first);
    if (from === undefined) continue;
    const items = [words.slice(from, first).join(' ')];
    let to = first;
    let ended = false;
    for (;;) {
      let at = to;
      while (joint.test(words[at] ?? '')) at += 1;
      if (at === to) break;
      const end = endOf(words, at);
      // "received , in progress , done": a list that goes on with what is no value.
      if (end === undefined && !ended) return undefined;
      if (end === undefined) break;
      ended ||= words.slice(to, at).some((word) => /^(?:or|and|nor)$/.test(word));
      items.push(words.slice(at, end).join(' '));
      to = end;
    }
    const said = choiceOf(items);
    if (said === undefined) continue;
    const between = words.slice(from, to);
    return {
      from,
      to,
      said,
      joined: items.length < 3 && between.includes('and'),
      either: between.includes('or') || (between.includes('/') && !between.includes(',')),
    };
  }
  return undefined;
}

function startOf(words: readonly string[], before: number): number | undefined {
  let from = before;
  while (from > 0 && before - from < longest && isValueWord(words, from - 1)) from -= 1;
  return from < before ? from : alone(words, before - 1);
}

function endOf(words: readonly string[], from: number): number | undefined {
  let to = from;
  while (to < words.length && to - from < longest && isValueWord(words, to)) to += 1;
  if (to > from) return to;
  const at = alone(words, from);
  return at === undefined ? undefined : at + 1;
}

/** "in progress", "on hold": a value begins with what else is no part of one. */
function isValueWord(words: readonly string[], at: number): boolean {
  const word = words[at] ?? '';
  if (/^(?:in|on|out|no|not)$/.test(word))
    return /^(?:,|or|and|\/|:|\(|~)?$/.test(words[at - 1] ?? '') && isPlain(words[at + 1] ?? '');
  return isPlain(word) && !meansSomething(word);
}

/** "new", "open": said of much else, and a value between marks. */
function alone(words: readonly string[], at: number): number | undefined {
  const word = words[at] ?? '';
  return isWord(word) &&
    /^(?:new|open|given|present|used|set|kept|sent|made|known|missing|unknown|empty|yes|no|true|false|fixed|free|whole|other|none|single|double|valid|invalid|refused|rejected|accepted|shared|created|saved)$/.test(
      word,
    )
    ? at
    : undefined;
}
