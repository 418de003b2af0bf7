import { infinitive, singular } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Counted } from './things.ts';
import { isTalk, meaningAt, ordinals } from './vocabulary.ts';

/**
 * A sentence as signs: those of the vocabulary, `#2` a thing by its place among all, `V2` what one does to make a row of
 * it, `=name` a field, `~open` a state, `3` a number, `^3` the third.
 */

export interface Masked {
  signs: string[];
  things: readonly Counted[];
}

const longest = 40;

/** Undefined where a word is none that these sentences have. */
export function masked(text: string, things: readonly Counted[]): Masked | undefined {
  const words = text.split(' ').filter((word) => !/^[,()]$/.test(word));
  if (words.length > longest) return undefined;
  const signs: string[] = [];
  for (let at = 0; at < words.length; ) {
    const found = signAt(words, at, things);
    if (!found) return undefined;
    if (found.sign !== '') signs.push(...(/^[~=]/.test(found.sign) ? [found.sign] : found.sign.split(' ')));
    at += found.size;
  }
  return { signs, things };
}

function signAt(
  words: readonly string[],
  at: number,
  things: readonly Counted[],
): { sign: string; size: number } | undefined {
  const rest = words.slice(at).join(' ');
  const word = words[at] ?? '';
  // "the number of a room must be unique", where rooms have one
  const numbered =
    /^(?:the )?number of /.test(rest) &&
    !/ \d/.test(words.join(' ')) &&
    things.some(({ fields }) => fields.includes('number'));
  const phrase = numbered ? undefined : meaningAt(rest, false);
  // "per season", where seasons are kept
  const unit = phrase?.sign.startsWith('P') === true ? phrase.sign.slice(1) : undefined;
  if (phrase && !things.some(({ name, fields }) => name === unit || (unit !== undefined && fields.includes(unit))))
    return phrase;
  if (/^\d+$/.test(word)) {
    const ordinal = /^(?:st|nd|rd|th)$/.test(words[at + 1] ?? '');
    return { sign: ordinal ? `^${word}` : word, size: ordinal ? 2 : 1 };
  }
  const nth = ordinals.indexOf(word);
  if (nth >= 2) return { sign: `^${nth}`, size: 1 };
  const thing = thingAt(words, at, things);
  if (thing) return thing;
  for (const size of [3, 2, 1]) {
    const name = words.slice(at, at + size).join(' ');
    const one = [...words.slice(at, at + size - 1), singular(words[at + size - 1] ?? '')].join(' ');
    if (things.some(({ states }) => states.includes(name))) return { sign: `~${name}`, size };
    // "the same seat", which has a number
    const longer = things.flatMap(({ fields }) => fields.filter((field) => field === `${one} number`));
    if (size === 1 && longer[0] !== undefined) return { sign: `=${longer[0]}`, size };
    if (things.some(({ fields }) => fields.includes(name) || fields.includes(one))) {
      const known = things.some(({ fields }) => fields.includes(name)) ? name : one;
      if (!/^(?:status|state|stage|phase)$/.test(known)) return { sign: `=${known}`, size };
    }
  }
  const alone = meaningAt(rest, true);
  if (alone) {
    // "once a class is full": in that case, and not how often.
    if (
      alone.sign === 'ONCE' &&
      /^once (?:[a-z]+ ){1,6}?(?:is|are|has|have|was|reaches|gets|got|become|becomes)(?= |$)/.test(rest)
    )
      return { sign: 'WHEN', size: 1 };
    return alone;
  }
  const made = madeBy(word, things);
  if (made !== undefined) return { sign: `V${made}`, size: /^(?:for|on|in|to|up)$/.test(words[at + 1] ?? '') ? 2 : 1 };
  if (/^(?:booked|reserved|rented|lent|hired|borrowed|assigned|scheduled|rented out)$/.test(word))
    return { sign: 'BUSY', size: 1 };
  // "open rentals", where nothing tells which are
  if (word === 'open' && thingAt(words, at + 1, things)) return undefined;
  if (isTalk(word) || /^(?:status|state|capacity|places|seats|spots)$/.test(word))
    return { sign: /^(?:capacity|places|seats|spots)$/.test(word) ? '=capacity' : '', size: 1 };
  return undefined;
}

function thingAt(
  words: readonly string[],
  at: number,
  things: readonly Counted[],
): { sign: string; size: number } | undefined {
  for (const size of [3, 2, 1]) {
    if (at + size > words.length) continue;
    const said = words.slice(at, at + size);
    const one = [...said.slice(0, -1), singular(said.at(-1) ?? '')].join(' ');
    const index = indexOf(one, things);
    if (index < 0) continue;
    // "nobody can review the same film twice"
    const verb =
      size === 1 && /^(?:can|cannot|not|may|must|never|to)$/.test(words[at - 1] ?? '') && lexicon().verbForms.has(one);
    return { sign: `${verb ? 'V' : '#'}${index}`, size };
  }
  return undefined;
}

/** By its name, or by the last word of it where no other has that: "orders" that are repair orders. */
function indexOf(name: string, things: readonly Counted[]): number {
  const exact = things.findIndex((thing) => thing.name === name);
  if (exact >= 0 || things.some(({ fields }) => fields.includes(name))) return exact;
  const longer = things.filter((thing) => thing.name.endsWith(` ${name}`));
  return longer[0] && longer.length === 1 ? things.indexOf(longer[0]) : -1;
}

/** "book", "reserved", "apply": the thing of which that makes a row. */
function madeBy(word: string, things: readonly Counted[]): number | undefined {
  const verb = infinitive(word) ?? word;
  const noun = lexicon().associations[verb];
  const by = things.findIndex(({ name }) => name === noun || name === verb);
  if (by >= 0) return by;
  if (verb.length < 4 || !lexicon().verbForms.has(word)) return undefined;
  const stem = verb.replace(/(?:e|y|be)$/, '');
  const near = things.findIndex(
    ({ name, refs }) => refs.length > 0 && name.startsWith(stem) && name.length <= verb.length + 6,
  );
  return near < 0 ? undefined : near;
}
