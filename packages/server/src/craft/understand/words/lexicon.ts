import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pluralize from 'pluralize';
import { z } from 'zod';
import { dataFolder } from '../../../shared/data.ts';
import { readYaml } from '../../../shared/yaml.ts';
import type { Feature, FieldType } from '../../requirements.ts';

/** The word lists of `lexicon/*.yaml`, read once, when a description is first understood. */

const strings = z.array(z.string());
const nounShape = z.strictObject({
  fields: z.string(),
  is: z.enum(['person', 'personal', 'association', 'part']).optional(),
  links: strings.optional(),
  also: strings.optional(),
  owner: z.string().optional(),
  weak: z.boolean().optional(),
  tag: z.boolean().optional(),
  place: z.boolean().optional(),
  personal: z.boolean().optional(),
  role: z.boolean().optional(),
  cancel: z.boolean().optional(),
  return: z.boolean().optional(),
  transaction: z.boolean().optional(),
  mass: z.boolean().optional(),
  classifies: z.boolean().optional(),
});
const typeShape = z.strictObject({
  whole: strings.optional(),
  last: strings.optional(),
  first: strings.optional(),
  second: strings.optional(),
  any: strings.optional(),
  type: z.string(),
  min: z.number().optional(),
  max: z.number().optional(),
  default: z.union([z.boolean(), z.string(), z.number()]).optional(),
});
const actionShape = z.strictObject({
  at: z.string().optional(),
  status: strings.optional(),
  flag: strings.optional(),
  repeat: z.boolean().optional(),
});
const verbsShape = z.strictObject({
  crud: z.record(z.string(), strings),
  associations: z.record(z.string(), z.string()),
  actions: z.record(z.string(), actionShape),
  other: strings,
  irregular: z.record(z.string(), z.tuple([z.string(), z.string()])),
});
const wordsShape = z.strictObject({
  function: strings,
  adjectives: strings,
  containers: strings,
  programs: strings,
  never: strings,
  measures: strings,
  roles: strings,
  bodies: strings,
  people: strings,
  typos: z.record(z.string(), z.string()),
  shared: strings,
  natural: strings,
  titles: z.record(z.string(), z.array(z.string())),
  near: z.array(strings),
  options: z.array(strings),
  features: z.record(z.string(), strings),
});

export type NounEntry = z.infer<typeof nounShape> & { key: string };
export type ActionEntry = z.infer<typeof actionShape>;
export type TypeRule = Omit<z.infer<typeof typeShape>, 'type'> & { type: FieldType };

export interface Lexicon {
  /** By singular phrase ("order item"), synonyms included. */
  nouns: ReadonlyMap<string, NounEntry>;
  domains: ReadonlyMap<string, readonly string[]>;
  typeRules: readonly TypeRule[];
  /** Any form of a known verb to its infinitive. */
  verbForms: ReadonlyMap<string, string>;
  participles: ReadonlyMap<string, string>;
  crudVerbs: ReadonlyMap<string, string>;
  associations: Readonly<Record<string, string>>;
  actions: Readonly<Record<string, ActionEntry>>;
  functionWords: ReadonlySet<string>;
  adjectives: ReadonlySet<string>;
  containers: ReadonlySet<string>;
  programs: ReadonlySet<string>;
  never: ReadonlySet<string>;
  measures: ReadonlySet<string>;
  roles: ReadonlySet<string>;
  /** Several people by one word, who do something together. */
  bodies: ReadonlySet<string>;
  typos: ReadonlyMap<string, string>;
  /** "book author": either has many of the other. */
  shared: ReadonlySet<string>;
  /** [one, many] that belong together unless something else is said. */
  /** Other words for what a program of this name keeps. */
  titles: ReadonlyMap<string, readonly string[]>;
  natural: readonly (readonly [one: string, many: string, optional: boolean])[];
  /** Phrases that may stand for one another. */
  near: readonly (readonly string[])[];
  /** Names of options of a command line that stand for one another. */
  options: readonly (readonly string[])[];
  /** Phrase to feature. */
  features: ReadonlyMap<string, Feature>;
  /** Words with doubled letters collapsed, to mend "adress" and "comitee". */
  collapsed: ReadonlyMap<string, string>;
  /** Words spelled as they should be. */
  spelled: ReadonlySet<string>;
  /** Every word that any list has. */
  vocabulary: ReadonlySet<string>;
  /** Words of English that are a letter away from one of ours and mean what they say. */
  realWords: ReadonlySet<string>;
  /** Names of fields of the nouns, as people say them ("birth date"), and their last words. */
  fieldNames: ReadonlySet<string>;
}

let loaded: Lexicon | undefined;

export function lexicon(): Lexicon {
  loaded ??= load(dataFolder('lexicon'));
  return loaded;
}

function load(path: string): Lexicon {
  const read = <T>(name: string, shape: z.ZodType<T>): T =>
    shape.parse(readYaml(readFileSync(join(path, `${name}.yaml`), 'utf8'), `${name}.yaml`).value);
  const nouns = new Map<string, NounEntry>();
  const entries = Object.entries(read('nouns', z.record(z.string(), nounShape)));
  for (const [key, entry] of entries) nouns.set(key.replaceAll('_', ' '), { ...entry, key });
  for (const [key, entry] of entries) {
    for (const name of entry.also ?? []) if (!nouns.has(name)) nouns.set(name, { ...entry, key });
  }
  const verbs = read('verbs', verbsShape);
  const words = read('words', wordsShape);
  const crudVerbs = new Map<string, string>();
  for (const [crud, list] of Object.entries(verbs.crud)) for (const verb of list) crudVerbs.set(verb, crud);
  const infinitives = new Set([
    ...crudVerbs.keys(),
    ...Object.keys(verbs.associations),
    ...Object.keys(verbs.actions).filter((verb) => !verb.includes(' ')),
    ...verbs.other,
    'check',
  ]);
  const verbForms = new Map<string, string>();
  const participles = new Map<string, string>();
  for (const verb of infinitives) addForms(verb, verbs.irregular[verb], verbForms, participles);
  const functionWords = new Set(words.function);
  const collapsed = new Map<string, string>();
  const spelled = new Set<string>();
  const known = [...nouns.keys(), ...words.never, ...functionWords, ...infinitives].flatMap((name) => name.split(' '));
  for (const word of known) {
    for (const form of [word, pluralize.plural(word)]) {
      spelled.add(form);
      if (form.length >= 6) collapsed.set(form.replaceAll(/(.)\1/g, '$1'), form);
    }
  }
  const domains = read('domains', z.record(z.string(), strings));
  const typeRules = read('field-types', z.array(typeShape)) as TypeRule[];
  const vocabulary = new Set(spelled);
  const lists = [
    words.adjectives,
    words.containers,
    words.programs,
    words.measures,
    words.roles,
    Object.keys(words.typos),
    words.near.flat(),
    Object.values(words.features).flat(),
    Object.keys(domains),
    ...typeRules.flatMap((rule) =>
      [rule.whole, rule.first, rule.second, rule.last, rule.any].map((list) => list ?? []),
    ),
    [...verbForms.keys()],
    entries.flatMap(([, entry]) =>
      entry.fields
        .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
        .toLowerCase()
        .split(/[^a-z]+/),
    ),
  ];
  for (const word of lists.flat().flatMap((phrase) => phrase.split(' '))) vocabulary.add(word);
  // No words that others are mended to, and nothing to keep for being named in passing.
  for (const word of words.people)
    if (!nouns.has(word))
      nouns.set(word, {
        fields: 'name!, email unique, phone',
        is: 'person',
        key: word.replaceAll(' ', '_'),
        weak: true,
      });
  return {
    vocabulary,
    realWords: new Set(read('real-words', strings)),
    nouns,
    domains: new Map(Object.entries(domains)),
    typeRules,
    verbForms,
    participles,
    crudVerbs,
    associations: bare(verbs.associations),
    actions: bare(verbs.actions),
    functionWords,
    adjectives: new Set(words.adjectives),
    containers: new Set(words.containers),
    programs: new Set(words.programs),
    never: new Set(words.never),
    measures: new Set(words.measures),
    roles: new Set(words.roles),
    bodies: new Set(words.bodies),
    typos: new Map(Object.entries(words.typos)),
    titles: new Map(Object.entries(words.titles)),
    shared: new Set(words.shared),
    natural: words.natural.map((pair): [string, string, boolean] => {
      const [one = '', many = ''] = pair.replace('?', '').split(' ');
      return [one, many, pair.endsWith('?')];
    }),
    near: words.near,
    options: words.options,
    features: new Map(
      Object.entries(words.features).flatMap(([name, list]) =>
        list.map((phrase): [string, Feature] => [phrase, name as Feature]),
      ),
    ),
    collapsed,
    spelled,
    fieldNames: new Set(
      entries.flatMap(([, entry]) =>
        entry.fields.split(',').flatMap((spec) => {
          const name = (spec.trim().split(/[\s!]/)[0] ?? '').replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
          return [name, name.split(' ').at(-1) ?? ''];
        }),
      ),
    ),
  };
}

/** Looked up by words of strangers: "constructor" is no verb. */
function bare<T>(record: Record<string, T>): Record<string, T> {
  return Object.assign(Object.create(null) as Record<string, T>, record);
}

function addForms(
  verb: string,
  irregular: [string, string] | undefined,
  forms: Map<string, string>,
  participles: Map<string, string>,
): void {
  const e = verb.endsWith('e');
  const doubled = /^(?:[a-z]?[^aeiou]?[^aeiou][aeiou][bdgmnprt]|submit|cancel|enrol|travel|label)$/.test(verb);
  // "edited" and "opened", but "admitted".
  const unstressed = /^[aeiou][^aeiou]+[aeiou]/.test(verb) && !/^(?:ad|e|o)mit$/.test(verb);
  const stem =
    doubled && !unstressed && !/(?:en|er|it|et)$/.test(verb.length > 4 && verb !== 'submit' ? verb : '')
      ? verb + verb.at(-1)
      : verb;
  const third = /(?:s|x|z|ch|sh|o)$/.test(verb)
    ? `${verb}es`
    : /[^aeiou]y$/.test(verb)
      ? `${verb.slice(0, -1)}ies`
      : `${verb}s`;
  const ed = e ? `${verb}d` : /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${stem}ed`;
  const ing = e && !verb.endsWith('ee') ? `${verb.slice(0, -1)}ing` : `${stem}ing`;
  const put = (form: string): void => {
    if (!forms.has(form)) forms.set(form, verb);
  };
  [verb, third, ing, ...(irregular ?? [ed])].forEach(put);
  if (stem !== verb && irregular === undefined) [`${verb}ed`, `${verb}ing`].forEach(put);
  participles.set(verb, irregular?.[1] ?? ed);
}
