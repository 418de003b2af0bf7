import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pluralize from 'pluralize';
import * as z from 'zod';
import { dataFolder } from '../../shared/data.ts';
import { readYaml } from '../../shared/yaml.ts';
import { participle } from '../understand/words/grammar.ts';

/** What a word does in its sentence, as far as the order of words needs it. */
export type Part =
  | 'noun'
  | 'adjective'
  | 'verb'
  | 'infinitive'
  | 'participle'
  | 'modal'
  | 'be'
  | 'have'
  | 'article'
  | 'preposition'
  | 'phrase'
  | 'word'
  | 'number'
  | 'mark'
  | 'unknown';

/** A word or phrase of the language and what it is in English; `prefix` stands apart from its verb ("leiht … aus"). */
export interface Meaning {
  english: string;
  part: Part;
  prefix?: string;
}

/** What is known of a language: by the lower-case word or phrase, its meanings in order of likelihood. */
export interface Language {
  meanings: ReadonlyMap<string, readonly Meaning[]>;
  /** Most words that an entry of `meanings` has. */
  longest: number;
  endings: { noun: readonly string[]; adjective: readonly string[] };
  relative: ReadonlySet<string>;
  /** Words that begin a clause whose verb comes last. */
  subordinate: ReadonlySet<string>;
  /** Of words in the text that no list has: the form for one, by that for many. */
  plurals?: ReadonlyMap<string, string>;
  /** Nouns are written with a capital, the verb goes to the end, words are put together. */
  verbLast: boolean;
  /** An adjective follows its noun. */
  adjectiveAfter: boolean;
}

const forms = z.record(z.string(), z.string());
const shape = z.strictObject({
  order: z.enum(['germanic', 'romance']),
  many: z.string().default(''),
  endings: z.strictObject({ noun: z.array(z.string()), adjective: z.array(z.string()) }),
  phrases: forms,
  modals: forms,
  be: z.strictObject({
    infinitive: z.array(z.string()),
    present: z.array(z.string()),
    is: z.array(z.string()),
    are: z.array(z.string()),
  }),
  have: z.strictObject({ infinitive: z.array(z.string()), present: z.array(z.string()) }),
  relative: z.array(z.string()).default([]),
  subordinate: forms.default({}),
  words: forms,
  adjectives: forms,
  nouns: forms,
  verbs: forms,
});
type Source = z.infer<typeof shape>;

const known = z.record(z.string(), z.strictObject({ name: z.string(), words: z.array(z.string()) }));

/** A language that there is a dictionary of. */
export interface Known {
  /** In English: "German". */
  name: string;
  /** Small words that it is known by. */
  words: ReadonlySet<string>;
  /** Read when it is first asked for. */
  dictionary(): Language;
}

let loaded: readonly Known[] | undefined;

export function languages(): readonly Known[] {
  const folder = dataFolder('lexicon');
  loaded ??= Object.entries(read(join(folder, 'languages.yaml'), known)).map(([file, { name, words }]) => {
    let dictionary: Language | undefined;
    return {
      name,
      words: new Set(words),
      dictionary: () => (dictionary ??= load(join(folder, 'languages', `${file}.yaml`))),
    };
  });
  return loaded;
}

function read<T>(file: string, schema: z.ZodType<T>): T {
  const yaml = readYaml(readFileSync(file, 'utf8'), file);
  const [problem] = yaml.problems;
  if (problem) throw new Error(yaml.format(problem));
  return schema.parse(yaml.value);
}

/** How words are looked up. */
export const plain = (word: string): string => word.toLowerCase().replaceAll('’', "'");

/** Words, numbers, quoted texts and marks of a text, one after another; "l'eau" is two. */
export function piecesOf(text: string): string[] {
  const pieces =
    /"[^"]*"|„[^“”]*[“”]|«[^»]*»|`[^`\n]*`|\b(?:GET|POST|PUT|PATCH|DELETE) \/[\w/:{}<>-]*|(?<!\S)--?[a-z][\w-]*|\d+(?:[.,:]\d+)*%?|(?<!\p{L})(?:[ldsncjmt]|qu|un|(?:d|n|s|da)ell|all|sull|dall|quest)['’](?=\p{L})|\p{L}[\p{L}\p{M}\d'’_-]*|\S/giu;
  return text.match(pieces) ?? [];
}

const articles = new Set(['the', 'a']);
const prepositions = new Set(
  'with without for of in on at to from by per until between under over after before'.split(' '),
);

function load(file: string): Language {
  const source = read(file, shape);
  const meanings = new Map<string, Meaning[]>();
  const put = (text: string, meaning: Meaning) => {
    const key = plain(piecesOf(text).join(' '));
    const known = meanings.get(key) ?? [];
    if (!known.some(({ english, part }) => english === meaning.english && part === meaning.part)) known.push(meaning);
    meanings.set(key, known);
  };
  const each = (entries: Record<string, string>, visit: (english: string, foreign: string) => void) => {
    for (const [english, list] of Object.entries(entries))
      for (const foreign of list.split(',')) visit(english, foreign.trim());
  };
  each(source.phrases, (english, foreign) => put(foreign, { english, part: 'phrase' }));
  each(source.modals, (english, foreign) => put(foreign, { english, part: 'modal' }));
  putAuxiliaries(source, put);
  each(source.subordinate, (english, foreign) => put(foreign, { english, part: 'word' }));
  each(source.words, (english, foreign) =>
    put(foreign, {
      english,
      part: articles.has(english) ? 'article' : prepositions.has(english) ? 'preposition' : 'word',
    }),
  );
  each(source.nouns, (english, foreign) => {
    const [one = '', many = `${one}s`] = foreign.split('/');
    put(one, { english, part: 'noun' });
    put(many, { english: pluralize.plural(english), part: 'noun' });
  });
  each(source.verbs, (english, foreign) => putVerb(english, foreign, source.many, put));
  each(source.adjectives, (english, foreign) => put(foreign, { english, part: 'adjective' }));
  return {
    meanings,
    longest: Math.max(...[...meanings.keys()].map((key) => key.split(' ').length)),
    endings: source.endings,
    relative: new Set(source.relative),
    subordinate: new Set(
      Object.values(source.subordinate).flatMap((list) => list.split(',').map((word) => word.trim())),
    ),
    verbLast: source.order === 'germanic',
    adjectiveAfter: source.order === 'romance',
  };
}

type Put = (text: string, meaning: Meaning) => void;

function putAuxiliaries({ be, have }: Source, put: Put): void {
  for (const word of be.infinitive) put(word, { english: 'be', part: 'infinitive' });
  for (const word of have.infinitive) put(word, { english: 'have', part: 'infinitive' });
  for (const word of be.present) put(word, { english: 'are', part: 'be' });
  for (const word of be.is) put(word, { english: 'is', part: 'be' });
  for (const word of be.are) put(word, { english: 'are', part: 'be' });
  for (const word of have.present) put(word, { english: 'has', part: 'have' });
}

/** `infinitive/third person/participle[/third person plural]`, of which the second may name a prefix that stands apart. */
function putVerb(english: string, foreign: string, ending: string, put: Put): void {
  const [infinitive = '', third = '', past = '', many] = foreign.split('/');
  const [stem = '', prefix] = third.split('-');
  const apart = prefix === undefined ? {} : { prefix };
  const [first = '', ...rest] = english.split(' ');
  const tail = rest.length > 0 ? ` ${rest.join(' ')}` : '';
  put(infinitive, { english, part: 'infinitive' });
  const now = `${thirdPerson(first)}${tail}`;
  put(stem, { english: now, part: 'verb', ...apart });
  // "das die Summe ausgibt": at the end of its clause the prefix stands before it.
  if (prefix !== undefined) put(`${prefix}${stem}`, { english: now, part: 'verb' });
  for (const form of many?.split('|') ?? [pluralOf(infinitive, stem, prefix, ending)])
    if (form !== infinitive) put(form, { english: first === 'be' ? `are${tail}` : english, part: 'verb', ...apart });
  put(past, { english: `${participle(first)}${tail}`, part: 'participle' });
}

/** German says "leihen … aus" of many, French "empruntent", Spanish "prestan". */
function pluralOf(infinitive: string, third: string, prefix: string | undefined, ending: string): string {
  if (prefix !== undefined) return infinitive.slice(prefix.length);
  return ending === '' ? infinitive : `${third}${ending}`;
}

function thirdPerson(verb: string): string {
  if (verb === 'be') return 'is';
  if (/(?:s|x|ch|sh|z|o)$/.test(verb)) return `${verb}es`;
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
}
