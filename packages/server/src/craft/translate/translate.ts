import { keptOfEach } from './kept.ts';
import pluralize from 'pluralize';
import { type Known, type Language, languages, type Meaning, type Part, piecesOf, plain } from './language.ts';
import { reorder } from './order.ts';
import { gerund } from '../understand/words/grammar.ts';

/**
 * A description in another language as plain English, word by word with the order that English wants: enough for a reader who knows what such
 * descriptions say, and nothing that anybody should print. Pure; the words are data in `lexicon/languages`.
 */

export interface Translation {
  /** In English: "German". */
  language: string;
  english: string;
  /** Words that no list has, as they were written. They stay, as names. */
  unknown: readonly string[];
}

/** A word on its way: as it was written, and what it became. */
export interface Word extends Meaning {
  written: string;
  /** Something of a thing that there are many of. */
  many?: boolean;
}

const english = new Set(
  'a an the for with and of to in is are that which has have can must each users from by at on or be'.split(' '),
);

/** Share of the words of a text that may be in no list. */
const foreignEnough = 0.4;

/** Undefined for English, and for a language that no list has. */
export function translate(text: string): Translation | undefined {
  // Neighbours have small words in common: then the one with fewer strange words it is.
  const spoken = languagesOf(text);
  const [best] = (spoken.length > 0 ? spoken : languagesByNouns(text))
    .map((known) => translateFrom(known, text))
    .sort((a, b) => a.unknown.length - b.unknown.length);
  const all = new Set(plain(text).match(/\p{L}+/gu));
  // A site is told of in names: of a firm, a town, its pages.
  const site = /\b(?:web ?sites?|web ?seiten?|webauftritt|homepage|internetseite|site|p[aá]ginas?|sitio|sito)\b/iu.test(
    text,
  );
  // Another language again, which has some words of this one.
  const strange = best?.unknown.filter((word) => !site || !/^\p{Lu}/u.test(word)) ?? [];
  return best && strange.length <= all.size * foreignEnough ? best : undefined;
}

/** A few words of a language, by its English name, in English. */
export function translateAs(text: string, name: string): string {
  const known = languages().find((one) => one.name === name);
  return known === undefined ? text : translateFrom(known, text).english;
}

/** "Völker" beside "Volk": of a word that no list has, the form for many, with the form for one. */
function pluralsIn(text: string): Map<string, string> {
  const words = [...new Set(text.match(/\p{Lu}\p{Ll}{2,}/gu))];
  const bare = (word: string): string =>
    word.toLowerCase().replaceAll('ä', 'a').replaceAll('ö', 'o').replaceAll('ü', 'u');
  const ones = new Map(words.map((word) => [bare(word), word]));
  const found = new Map<string, string>();
  for (const word of words)
    for (const ending of ['er', 'en', 'e', 'n', 's', '']) {
      const stem = bare(word).slice(0, word.length - ending.length);
      const one = ones.get(stem);
      if (
        bare(word).endsWith(ending) &&
        one !== undefined &&
        one !== word &&
        stem.length > 2 &&
        (ending !== '' || /[äöü]/.test(word))
      )
        found.set(word, one);
    }
  return found;
}

function translateFrom(known: Known, text: string): Translation {
  const unknown = new Set<string>();
  const language = {
    ...known.dictionary(),
    plurals: known.dictionary().verbLast ? pluralsIn(text) : new Map<string, string>(),
  };
  // Lines and sentences stay what they are: headings, points of a list.
  const out = text
    .split(/(\n+|(?<=[.!?;:])\s+)/)
    .map((piece) =>
      piece.trim() === '' ? piece : sentence(language.verbLast ? keptOfEach(piece) : piece, language, unknown),
    );
  return { language: known.name, english: out.join(''), unknown: [...unknown] };
}

/** Languages with most of their small words in the text, if these are more than the English ones; the likeliest first. */
export function languagesOf(text: string): Known[] {
  const words = plain(text).match(/\p{L}+/gu) ?? [];
  const ours = words.filter((word) => english.has(word)).length;
  const found = languages()
    .map((language) => ({ language, count: words.filter((word) => language.words.has(word)).length }))
    .sort((a, b) => b.count - a.count);
  const most = found[0]?.count ?? 0;
  if (most < 2 || most <= ours) return [];
  return found.filter(({ count }) => count >= 2 && count * 3 >= most * 2).map(({ language }) => language);
}

/** "Haus (Straße, Baujahr), Wohnung (…)": a list without small words, most of which are in one dictionary. */
function languagesByNouns(text: string): Known[] {
  const words = [...new Set(text.match(/\p{L}{4,}/gu)?.map((word) => plain(word)))];
  const ours = (plain(text).match(/\p{L}+/gu) ?? []).filter((word) => english.has(word)).length;
  if (words.length < 8 || ours > 2 || !/[\u00c0-\u024f]/.test(text)) return [];
  return languages().filter((known) => {
    const { meanings } = known.dictionary();
    const found = words.filter((word) => meanings.get(word)?.some(({ english: said }) => plain(said) !== word));
    return found.length * 2 > words.length;
  });
}

function sentence(text: string, language: Language, unknown: Set<string>): string {
  const bullet = /^\s*(?:[-*•]|\d+[.)])\s+/.exec(text)?.[0] ?? '';
  const words = wordsOf(text.slice(bullet.length), language, unknown);
  const ordered = reorder(words, language);
  return bullet + spell(ordered);
}

/** The words of a sentence, each with its meaning. */
function wordsOf(text: string, language: Language, unknown: Set<string>): Word[] {
  const pieces = piecesOf(text);
  const words: Word[] = [];
  for (let at = 0; at < pieces.length; ) {
    const size = phraseAt(pieces, at, language);
    const written = pieces.slice(at, at + Math.max(1, size)).join(' ');
    const [meaning] = size > 0 ? (language.meanings.get(plain(written)) ?? []) : [];
    // "Alt, Tenor, Bass": what German writes large is no adjective.
    const isName =
      language.verbLast &&
      words.length > 0 &&
      /^\p{Lu}/u.test(written) &&
      /^(?:adjective|participle|verb)$/.test(meaning?.part ?? '');
    if (meaning && !isName) words.push({ written, ...choose(written, language, words) });
    else words.push(...single(written, language, words, unknown));
    at += Math.max(1, size);
  }
  // "eine Anzahl Flaschen": how many there are of them.
  for (const [index, word] of words.entries())
    if (/^anzahl$/i.test(word.written) && words[index + 1]?.part === 'noun') word.english = 'number of';
  return words;
}

/** How many pieces from here make the longest entry; 0 for none. */
function phraseAt(pieces: readonly string[], at: number, language: Language): number {
  for (let size = Math.min(language.longest, pieces.length - at); size > 0; size -= 1) {
    if (language.meanings.has(plain(pieces.slice(at, at + size).join(' ')))) return size;
  }
  return 0;
}

/** Of several meanings the one that the words before suggest. */
function choose(written: string, language: Language, before: readonly Word[]): Meaning {
  const found = language.meanings.get(plain(written)) ?? [];
  const [first] = found;
  if (!first) throw new Error(`No meaning of ${written}.`);
  const last = before.at(-1);
  const prefer = (...parts: Part[]) => found.find(({ part }) => parts.includes(part));
  // German writes nouns with a capital, and nothing else but the beginning.
  const capital = /^\p{Lu}/u.test(written);
  const ruled = sinceMark(before).some(({ part }) => ['verb', 'modal', 'be', 'have'].includes(part));
  if (language.verbLast && !capital)
    return (
      (ruled ? prefer('phrase', 'participle', 'adjective') : undefined) ??
      found.find(({ part }) => part !== 'noun') ??
      first
    );
  if (language.verbLast && before.length > 0) return prefer('noun', 'phrase') ?? first;
  if (last && (last.part === 'article' || last.part === 'adjective' || last.part === 'number'))
    return prefer('noun', 'adjective', 'phrase') ?? first;
  return first;
}

/** Back to the last mark that ends a clause. */
function sinceMark(words: readonly Word[]): readonly Word[] {
  return words.slice(words.findLastIndex(({ part, english: mark }) => part === 'mark' && mark !== '(') + 1);
}

/** A word that no list has as it stands: a number, a mark, an inflected or a compound word, a name. */
function single(written: string, language: Language, before: readonly Word[], unknown: Set<string>): Word[] {
  if (/^["„«]/.test(written)) return [{ written, english: `"${written.slice(1, -1)}"`, part: 'noun' }];
  // `add`, --ignore-case, GET /:code: as a program is called.
  if (/^(?:`|--?[a-z]|[A-Z]+ \/)/i.test(written)) return [{ written, english: written, part: 'noun' }];
  if (/^\d/.test(written)) return [{ written, english: number(written), part: 'number' }];
  if (!/^\p{L}/u.test(written)) return [{ written, english: written, part: 'mark' }];
  const [head, ...tail] = written.split('-');
  if (head !== undefined && tail.length > 0) {
    const parts = [head, ...tail].flatMap((part) => wordsOf(part, language, unknown));
    return [{ written, english: parts.map((part) => part.english).join(' '), part: 'noun' }];
  }
  const inflected = withoutEnding(written, language);
  if (inflected) return [{ written, ...inflected }];
  const compound = language.verbLast ? compoundOf(written, language) : undefined;
  if (compound) return [{ written, ...compound }];
  // "une bibliothèque TypeScript": what it is made with tells of the thing as an adjective does.
  if (technical.has(plain(written)))
    return [{ written, english: written, part: language.adjectiveAfter && made.test(written) ? 'adjective' : 'noun' }];
  unknown.add(written);
  const ofMany = language.plurals?.get(written);
  if (ofMany !== undefined) return [{ written, english: `${folded(ofMany)}s`, part: 'noun' }];
  const isName = !language.verbLast || /^\p{Lu}/u.test(written) || before.at(-1)?.part === 'article';
  // "Therapeuten", "einem Präsidenten": nouns that are declined weakly have one form for many and for most of one.
  const weak = language.verbLast
    ? /^(\p{Lu}\p{Ll}+(?:ent|ist|eut|ant|at|ot|oph|og))en$/u.exec(written)?.[1]
    : undefined;
  if (weak !== undefined)
    return [
      {
        written,
        english: /^(?:einem|einen|eines|dem|des|jedem|jeden|ihrem|seinem)$/i.test(before.at(-1)?.written ?? '')
          ? folded(weak)
          : `${folded(weak)}s`,
        part: 'noun',
      },
    ];
  // "ceramistas" has an English plural by chance, "escultores" has not.
  // French has no such plurals: "spectacles" is one "spectacle" and more.
  const stem =
    language.adjectiveAfter && !language.endings.noun.includes('x')
      ? /^(.{3,}[rlnz])es$/.exec(written)?.[1]
      : undefined;
  return [{ written, english: folded(stem === undefined ? written : `${stem}s`), part: isName ? 'noun' : 'unknown' }];
}

/** Words of the trade, which are the same everywhere. */
const technical = new Set(
  'api rest graphql cli json csv xml html css typescript javascript python go rust node docker sqlite postgresql postgres jwt token tokens login url urls pdf id isbn iban cm mm km kg mg ml kwh http https tcp websocket markdown'.split(
    ' ',
  ),
);

const made = /^(?:typescript|javascript|python|go|rust|node|rest|graphql|websocket|tcp|http)$/i;

/** 1.000,50 and 12:30 as English writes them. */
function number(written: string): string {
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?%?$/.test(written)) return written.replaceAll('.', '').replace(',', '.');
  return written.replace(/^(\d+),(\d{1,2}%?)$/, '$1.$2');
}

/** "überlappende Termine": what is doing it, which is no compound of "Ende". */
function presentParticiple(word: string, language: Language): Meaning | undefined {
  const infinitive = /^(.{4,}n)d(?:e[mnrs]?)?$/.exec(word)?.[1];
  const verb = language.meanings.get(infinitive ?? '')?.find(({ part }) => part === 'infinitive');
  return verb === undefined || verb.english.includes(' ')
    ? undefined
    : { english: gerund(verb.english), part: 'adjective' };
}

function withoutEnding(written: string, language: Language): Meaning | undefined {
  const word = plain(written);
  const doing = language.verbLast ? presentParticiple(word, language) : undefined;
  if (doing) return doing;
  for (const ending of language.endings.adjective) {
    const stem = word.slice(0, -ending.length);
    if (!word.endsWith(ending) || stem.length < 3) continue;
    for (const candidate of [stem, `${stem}o`, `${stem}e`]) {
      const found = language.meanings.get(candidate)?.find(({ part }) => part === 'adjective' || part === 'participle');
      if (found) return found;
    }
  }
  const feminine = language.verbLast ? /^(.{3,})in(nen)?$/.exec(word) : null;
  const person = feminine && nounOf(feminine[1] ?? '', language);
  if (person) return feminine[2] === undefined ? person : { ...person, english: pluralize.plural(person.english) };
  for (const ending of language.endings.noun) {
    const stem = word.slice(0, -ending.length);
    if (!word.endsWith(ending) || stem.length < 3) continue;
    const found = language.meanings.get(stem)?.find(({ part }) => part === 'noun');
    // The dative of many has one more letter than the many; the genitive of one has too.
    if (found)
      return /^(?:e?s)$/.test(ending) && language.verbLast
        ? found
        : { ...found, english: pluralize.plural(found.english) };
  }
  return undefined;
}

/** "Kundennummer", "Bücherverwaltung": what it is comes last. */
function compoundOf(written: string, language: Language): Meaning | undefined {
  const word = plain(written).replace('-', '');
  for (let cut = 3; cut <= word.length - 3; cut += 1) {
    const head = nounOf(word.slice(cut), language);
    if (!head) continue;
    for (const link of ['', 's', 'es', 'n', 'en', 'er', 'e']) {
      const first = word.slice(0, cut);
      if (!first.endsWith(link)) continue;
      const owner = nounOf(first.slice(0, first.length - link.length), language) ?? nounOf(first, language);
      if (owner) return { english: `${pluralize.singular(owner.english)} ${head.english}`, part: 'noun' };
    }
  }
  // Whatever "Rahmen" is: what it is of is known.
  for (let cut = 4; cut <= word.length - 4; cut += 1) {
    const head = nounOf(word.slice(cut), language);
    if (head)
      return { english: `${folded(word.slice(0, cut)).replace(/(?<=.{3}[^s])s$/, '')} ${head.english}`, part: 'noun' };
  }
  // "-verwaltung", "-system", "-dienst" of something: a program for it.
  const program = /^(.{3,})(?:verwaltung|verzeichnis|system|verleih|planer|buchung|tracker|portal|register)$/.exec(
    word,
  );
  const of = program?.[1];
  if (of === undefined) return undefined;
  const thing = nounOf(of, language) ?? withoutLink(of, language);
  return (
    thing && {
      english: `${pluralize.singular(thing.english)} ${suffixes[word.slice(of.length)] ?? 'management'}`,
      part: 'noun',
    }
  );
}

const suffixes: Record<string, string> = {
  verwaltung: 'management',
  verzeichnis: 'directory',
  system: 'system',
  verleih: 'rental',
  planer: 'planner',
  buchung: 'booking',
  tracker: 'tracker',
  portal: 'portal',
  register: 'register',
};

function withoutLink(word: string, language: Language): Meaning | undefined {
  for (const link of ['s', 'es', 'n', 'en', 'er', 'e']) {
    if (word.endsWith(link)) {
      const found = nounOf(word.slice(0, -link.length), language);
      if (found) return found;
    }
  }
  return undefined;
}

function nounOf(word: string, language: Language): Meaning | undefined {
  return language.meanings.get(word)?.find(({ part }) => part === 'noun');
}

/** Letters that names in code have: "Größe" is "Groesse". */
function folded(word: string): string {
  return word
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('Ä', 'Ae')
    .replaceAll('Ö', 'Oe')
    .replaceAll('Ü', 'Ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '');
}

function spell(words: readonly Word[]): string {
  let text = '';
  for (const { english: word } of words) {
    if (word === '' || (text === '' && /^[,;.!?]$/.test(word))) continue;
    const tight = text === '' || /^[,.;:!?)\]}%]/.test(word) || /[([{/]$/.test(text) || word === '/';
    text += tight ? word : ` ${word}`;
  }
  return text
    .replaceAll(/\b(\w+?)s? and (\1s)\b/g, '$2')
    .replaceAll(/\ba (?=[aeio])/gi, 'an ')
    .replace(/^./u, (letter) => letter.toUpperCase());
}
