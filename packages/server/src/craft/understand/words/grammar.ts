import pluralize from 'pluralize';
import { lexicon } from './lexicon.ts';

/** Words: singular and plural, names in code, noun phrases, lists. Pure; no knowledge of any description. */

const singularFixed: Record<string, string> = {
  data: 'data',
  media: 'media',
  staff: 'staff',
  premises: 'premises',
  gas: 'gas',
  bus: 'bus',
  lens: 'lens',
  bonus: 'bonus',
  campus: 'campus',
  canvas: 'canvas',
  atlas: 'atlas',
  status: 'status',
  skus: 'sku',
  slots: 'slot',
  caches: 'cache',
  axes: 'axe',
  movies: 'movie',
  cookies: 'cookie',
  leaves: 'leave',
  pass: 'pass',
  chassis: 'chassis',
  sms: 'sms',
  gps: 'gps',
  sos: 'sos',
  bases: 'base',
  faqs: 'faq',
};

// Every pass asks for the same few hundred words; the rules behind are dozens of patterns each.
const singulars = new Map<string, string>();

export function singular(word: string): string {
  if (Object.hasOwn(singularFixed, word)) return singularFixed[word] ?? word;
  const known = singulars.get(word);
  if (known !== undefined) return known;
  if (singulars.size > 5_000) singulars.clear();
  const found = pluralize.singular(word);
  singulars.set(word, found);
  return found;
}

export function isPlural(word: string): boolean {
  return singular(word) !== word;
}

export function pluralOf(words: readonly string[]): string[] {
  const last = words.at(-1) ?? '';
  const plural = last === 'staff' || last === 'equipment' || last === 'feedback' ? last : pluralize.plural(last);
  return [...words.slice(0, -1), plural];
}

export const phraseOf = (words: readonly string[]): string => words.join(' ');

/** Singular form of a phrase: its last word only. */
export function singularPhrase(text: string): string {
  const words = text.split(' ');
  return [...words.slice(0, -1), singular(words.at(-1) ?? '')].join(' ');
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const plainWord = (word: string): string => word.replaceAll(/[^a-z0-9]/g, '');

export function pascal(words: readonly string[]): string {
  return words
    .map((word) => capital(plainWord(word)))
    .join('')
    .replace(/^[0-9]+/, '');
}

export function camel(words: readonly string[]): string {
  const plain = words.map(plainWord).filter((word) => word !== '');
  while (plain.length > 0 && /^[0-9]/.test(plain[0] ?? '')) plain.shift();
  return plain.map((word, i) => (i === 0 ? word : capital(word))).join('');
}

/** "dueAt" as "due at". */
export function spaced(name: string): string {
  const known = spacedNames.get(name);
  if (known !== undefined) return known;
  if (spacedNames.size > 5_000) spacedNames.clear();
  const found = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  spacedNames.set(name, found);
  return found;
}

// Every word of every rule is compared with the names of all fields.
const spacedNames = new Map<string, string>();

export interface Noun {
  /** Singular words. */
  words: string[];
  plural: boolean;
  /** Where it stands in the text that was read. */
  from: number;
  to: number;
}

const determiner =
  /^(?:a|an|the|each|every|all|any|some|many|multiple|several|different|various|its|his|her|their|our|my|your|own|only|1|one|two|these|those|this|that|no|more|other|another|both|of|also|and|or|most|least|at|up|to|few|single|plus|basic|simple|same|between|\.\.|exactly|\d+)$/;

/** The noun phrase that a piece of text begins with, determiners and adjectives dropped; undefined when there is none. */
export function nounAt(text: string, offset = 0): Noun | undefined {
  const words = lexicon();
  const tokens: { text: string; at: number }[] = [];
  let at = offset;
  for (const part of text.split(' ')) {
    tokens.push({ text: part, at });
    at += part.length + 1;
  }
  let i = 0;
  while (
    i < tokens.length &&
    (determiner.test(tokens[i]?.text ?? '') || isAdjective(tokens[i]?.text ?? '', tokens[i + 1]?.text))
  )
    i += 1;
  const taken: { text: string; at: number }[] = [];
  for (; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined || !/^[a-z][a-z0-9]*$/.test(token.text)) break;
    if (
      words.functionWords.has(token.text) &&
      !(taken.length > 0 && /^(?:type|on|at|in|out|up)$/.test(token.text) && i === tokens.length - 1)
    )
      break;
    const previous = taken.at(-1)?.text;
    // A plural ends the phrase ("patients book"), but for the few that go before another noun ("sales order").
    if (
      previous !== undefined &&
      isPlural(previous) &&
      !/^(?:sales|sports|savings|goods|news|parts|payments|works|operations|events|movies|games|cars)$/.test(previous)
    )
      break;
    // "a drone flies missions": a verb in the third person, with what it is done to behind it.
    const next = tokens[i + 1]?.text ?? '';
    if (
      previous !== undefined &&
      /^[a-z]/.test(next) &&
      token.text.endsWith('s') &&
      (words.verbForms.get(token.text) ?? token.text) !== token.text &&
      (!words.functionWords.has(next) ||
        (/^(?:after|before|in|on|to|from|with|by)$/.test(next) &&
          !words.nouns.has(words.verbForms.get(token.text) ?? '')) ||
        /^(?:a|an|the|their|its|at|up|many|only|no|his|her)$/.test(next))
    )
      break;
    taken.push(token);
    if (taken.length >= 4) break;
  }
  // "list of books": look through the container.
  const last = taken.at(-1);
  if (last === undefined) return undefined;
  const next = tokens[tokens.indexOf(last) + 1]?.text;
  if (next === 'of' && taken.length === 1 && words.containers.has(last.text)) {
    return nounAt(text.slice(last.at - offset + last.text.length + 4), last.at + last.text.length + 4);
  }
  const first = taken[0];
  if (first === undefined) return undefined;
  const singularWords = taken.map((token) => token.text);
  const head = singularWords.pop() ?? '';
  return {
    words: [...singularWords, singular(head)],
    plural: isPlural(head),
    from: first.at,
    to: last.at + last.text.length,
  };
}

function isAdjective(word: string, next: string | undefined): boolean {
  return (
    lexicon().adjectives.has(word) && next !== undefined && /^[a-z]/.test(next) && !lexicon().functionWords.has(next)
  );
}

export interface Item {
  text: string;
  from: number;
  to: number;
}

/** Parts of "a, b (x, y) and c"; what stands in parentheses stays together. Offsets are those of the whole text. */
export function splitItems(text: string, offset = 0, onSlash = false): Item[] {
  const items: Item[] = [];
  let depth = 0;
  let from = 0;
  const push = (to: number): void => {
    const raw = text.slice(from, to);
    const lead = raw.length - raw.trimStart().length;
    const item = raw.trim();
    if (item !== '') items.push({ text: item, from: offset + from + lead, to: offset + from + lead + item.length });
  };
  const parts = text.split(' ');
  let at = 0;
  for (const [place, part] of parts.entries()) {
    if (part === '(') depth += 1;
    if (part === ')') depth = Math.max(0, depth - 1);
    // "basic , plus or premium": one of them, where it stands alone.
    const alone = text.slice(from, at).trim() === '' && !/^[a-z0-9]/.test((parts[place + 1] ?? '').replace(/^or$/, ''));
    const cut =
      part === ',' ||
      part === 'and' ||
      (part === 'plus' && !alone) ||
      part === '•' ||
      (onSlash && (part === '/' || part === 'or'));
    if (depth === 0 && cut) {
      push(at);
      from = at + part.length;
    }
    at += part.length + 1;
  }
  push(text.length);
  return items;
}

export interface Parenthesis {
  before: string;
  inside: string;
  after: string;
}

/** "a ( b ( c ) ) d" cut at its first parenthesis and the one that closes it; a missing one closes at the end. */
export function parenthesis(text: string): Parenthesis | undefined {
  const parts = text.split(' ');
  const open = parts.indexOf('(');
  if (open < 0) return undefined;
  let depth = 0;
  let close = parts.length;
  for (let i = open; i < parts.length; i += 1) {
    if (parts[i] === '(') depth += 1;
    if (parts[i] === ')') depth -= 1;
    if (depth > 0) continue;
    close = i;
    break;
  }
  return {
    before: parts.slice(0, open).join(' '),
    inside: parts.slice(open + 1, close).join(' '),
    after: parts.slice(close + 1).join(' '),
  };
}

/** Infinitive of a verb form, or undefined. */
export function infinitive(word: string): string | undefined {
  return lexicon().verbForms.get(word);
}

/** "overlap" as what something is doing: "overlapping". */
export function gerund(verb: string): string {
  if (/[^e]e$/.test(verb)) return `${verb.slice(0, -1)}ing`;
  return /^[^aeiou]*[aeiou][bdglmnprt]$|lap$/.test(verb) ? `${verb}${verb.at(-1)}ing` : `${verb}ing`;
}

/** Past participle: "cancel" → "cancelled". */
export function participle(verb: string): string {
  const known = lexicon().participles.get(verb);
  if (known !== undefined) return known;
  if (verb.endsWith('e')) return `${verb}d`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  return `${verb}ed`;
}
