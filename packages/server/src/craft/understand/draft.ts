import type { Field, Provenance, Relation, Requirements, Rule } from '../requirements.ts';
import { camel, pascal, phraseOf, pluralOf, singular } from './words/grammar.ts';
import { lexicon, type NounEntry } from './words/lexicon.ts';
import type { Aside } from './sentences/asides.ts';
import { type Clause, markRead, wordsOf } from './words/text.ts';

/** What the passes have made of the description so far. Each pass reads it and adds to it. */

export interface DraftEntity {
  name: string;
  /** Singular, as people say it. */
  words: string[];
  entry: NounEntry | undefined;
  fields: Field[];
  /** Its fields were listed as a closed list: nothing is added but what rules need. */
  closed: boolean;
  owned: boolean;
  from: Provenance;
  /** Deliberately ruled out operations. */
  without: Set<string>;
}

export interface FieldNote {
  entity: DraftEntity;
  clause: Clause;
  text: string;
  from: number;
  to: number;
  /** Stated in a list that is meant to be whole. */
  closed: boolean;
}

export interface Draft {
  description: string;
  clauses: Clause[];
  entities: DraftEntity[];
  /** The signed-in person; an entity of its own only without sign-in. */
  user: DraftEntity;
  userDeclared: boolean;
  /** Words for the domain, as in "library". */
  domain: string[];
  domainFrom: Provenance | undefined;
  notes: FieldNote[];
  relations: Relation[];
  operations: Requirements['operations'];
  roles: Requirements['roles'];
  rules: Rule[];
  features: Requirements['features'];
  assumptions: string[];
  unsupported: Requirements['unsupported'];
  auth: 'none' | 'token';
  authWords: string;
  /** What people sign in with. */
  login: 'email' | 'username';
  /** Statements of rules that no other pass reads. */
  asides: Aside[];
  /** Clauses that some rule pattern fully answered. */
  ruled: Set<Clause>;
}

export function newDraft(description: string, clauses: Clause[]): Draft {
  return {
    description,
    clauses,
    entities: [],
    user: emptyEntity(['user'], assumed()),
    userDeclared: false,
    domain: [],
    domainFrom: undefined,
    notes: [],
    relations: [],
    operations: [],
    roles: [],
    rules: [],
    features: [],
    assumptions: [],
    unsupported: [],
    auth: 'none',
    login: 'email',
    authWords: '',
    asides: [],
    ruled: new Set(),
  };
}

export function assumed(confidence = 0.5): Provenance {
  return { words: '', confidence, assumed: true };
}

export function stated(clause: Clause, from = 0, to = clause.text.length, confidence = 0.9): Provenance {
  markRead(clause, from, to);
  return { words: wordsOf(clause, from, to), confidence, assumed: false };
}

function emptyEntity(words: string[], from: Provenance): DraftEntity {
  return {
    name: pascal(words),
    words,
    entry: nounEntry(words),
    fields: [],
    closed: false,
    owned: false,
    from,
    without: new Set(),
  };
}

/** The lexicon's entry for a phrase, else for its last word ("premium member"). */
export function nounEntry(words: readonly string[]): NounEntry | undefined {
  const { nouns } = lexicon();
  for (let i = 0; i < words.length; i += 1) {
    const found = nouns.get(phraseOf(words.slice(i)));
    if (found && !(i > 0 && found.weak && found.is === undefined)) return found;
  }
  return undefined;
}

export const isUserWord = (words: readonly string[]): boolean =>
  words.length <= 2 &&
  words.at(-1) === 'user' &&
  (words.length === 1 || /^(?:app|end|registered|system|platform)$/.test(words[0] ?? ''));

/** Adds an entity unless it is known; a better provenance replaces an assumed one. */
export function declare(draft: Draft, words: readonly string[], from: Provenance): DraftEntity {
  if (isUserWord(words)) {
    if (!from.assumed && draft.user.from.assumed) draft.user.from = from;
    return draft.user;
  }
  const same0 = findEntity(draft, words);
  const known = same0 && toldApart(draft, same0, words) ? undefined : same0;
  if (known) {
    if (known.from.assumed && !from.assumed) known.from = from;
    // "leave", and later "leave request": the longer name says what is kept.
    if (!from.assumed && phraseOf(words).startsWith(`${phraseOf(known.words)} `)) rename(draft, known, words);
    return known;
  }
  const created = emptyEntity([...words], from);
  if (created.name === '' || !/^[A-Z]/.test(created.name)) return created;
  const same = draft.entities.find((other) => other.name === created.name);
  if (same) return same;
  draft.entities.push(created);
  return created;
}

/** "cinemas have halls": two words of one sentence are two things, though one may stand for the other elsewhere. */
function toldApart(draft: Draft, known: DraftEntity, words: readonly string[]): boolean {
  const [one, other] = [phraseOf(known.words), phraseOf(words)];
  if (one === other || one.endsWith(` ${other}`) || other.endsWith(` ${one}`)) return false;
  const both = new RegExp(
    `^(?:each |every |a |an |the )?(?:${one}|${phraseOf(pluralOf(known.words))}) (?:has|have|contains?|with) [a-z, ]*\\b(?:${other}|${phraseOf(pluralOf(words))})\\b`,
  );
  const [oneForms, otherForms] = [known.words, words].map(
    (list) => `(?:${phraseOf(list)}|${phraseOf(pluralOf(list))})`,
  );
  // "performances of a show": the one within the other; "shows have …", "performances have …": each told of by itself.
  const within = new RegExp(`\\b${otherForms} (?:of|for|in|at) (?:a |an |the |each |one |1 )?${oneForms}\\b`);
  const [own, others] = [oneForms, otherForms].map(
    (forms) => new RegExp(`^(?:each |every |a |an |the )?${forms ?? ''} (?:has|have|\\(|:|with|belongs?)(?: |$)`),
  );
  return (
    draft.clauses.some((clause) => both.test(clause.text) || within.test(clause.text)) ||
    [own, others].every((pattern) => draft.clauses.some((clause) => pattern?.test(clause.text)))
  );
}

/** An entity by its phrase, a synonym, or its last word when only one entity has it. */
export function findEntity(draft: Draft, words: readonly string[]): DraftEntity | undefined {
  const phrase = phraseOf(words);
  if (isUserWord(words)) return draft.user;
  const exact = draft.entities.find((entity) => spoken(entity) === phrase);
  if (exact) return exact;
  const entry = lexicon().nouns.get(phrase);
  if (entry) {
    const synonym = draft.entities.find(
      (entity) => entity.entry?.key === entry.key && lexicon().nouns.get(spoken(entity)) === entity.entry,
    );
    if (synonym) return synonym;
  }
  const longer = draft.entities.filter(
    (entity) => entity.words.length > words.length && spoken(entity).endsWith(` ${phrase}`),
  );
  if (longer.length === 1 && !partOfOther(longer[0], phrase)) return longer[0];
  return undefined;
}

// Asked of every entity for every few words of the text.
const phrases = new WeakMap<readonly string[], string>();

function spoken(entity: DraftEntity): string {
  const known = phrases.get(entity.words) ?? phraseOf(entity.words);
  phrases.set(entity.words, known);
  return known;
}

/** "item" is not short for "order item" when items are things of their own. */
function partOfOther(entity: DraftEntity | undefined, phrase: string): boolean {
  return entity?.entry?.is === 'part' && lexicon().nouns.has(phrase) && phrase === 'product';
}

/** The one entity that a word may stand for although another was used for it: "car" where vehicles are kept. */
function findNear(draft: Draft, words: readonly string[]): DraftEntity | undefined {
  const phrase = phraseOf(words);
  const groups = lexicon().near.filter((group) => group.includes(phrase));
  if (groups.length === 0) return undefined;
  const found = new Set(
    groups.flatMap((group) =>
      draft.entities.filter(
        (entity) => group.includes(spoken(entity)) || group.includes((entity.entry?.key ?? '').replaceAll('_', ' ')),
      ),
    ),
  );
  return found.size === 1 ? [...found][0] : undefined;
}

/** What a word in passing refers to. */
export function resolve(draft: Draft, words: readonly string[]): DraftEntity | undefined {
  return findEntity(draft, words) ?? findNear(draft, words);
}

export interface Mention {
  entity: DraftEntity;
  plural: boolean;
  from: number;
  to: number;
}

/** Found mentions by text, for as long as the entities stay the same: every pass asks for those of the same clauses. */
const remembered = new WeakMap<Draft, { key: string; found: Map<string, Mention[]> }>();

/** Every entity that a text names, in order; places are counted from `offset`. */
export function mentions(draft: Draft, text: string, offset = 0): Mention[] {
  const key = draft.entities.map((entity) => `${entity.name}:${entity.entry?.key ?? ''}`).join();
  let memory = remembered.get(draft);
  if (memory?.key !== key) {
    memory = { key, found: new Map() };
    remembered.set(draft, memory);
  }
  const known = memory.found.get(text) ?? findMentions(draft, text);
  memory.found.set(text, known);
  return known.map((mention) => ({ ...mention, from: mention.from + offset, to: mention.to + offset }));
}

function findMentions(draft: Draft, text: string): Mention[] {
  const tokens = text.split(' ');
  const found: Mention[] = [];
  let at = 0;
  const starts = tokens.map((token) => {
    const start = at;
    at += token.length + 1;
    return start;
  });
  for (let i = 0; i < tokens.length; ) {
    let size = 0;
    for (let n = Math.min(4, tokens.length - i); n >= 1 && size === 0; n -= 1) {
      const words = tokens.slice(i, i + n);
      if (!words.every((word) => /^[a-z]/.test(word))) continue;
      const last = words.at(-1) ?? '';
      const singulars = [...words.slice(0, -1), singular(last)];
      const entity = n === 1 && isVerbHere(tokens, i) ? undefined : resolve(draft, singulars);
      if (!entity) continue;
      size = n;
      found.push({
        entity,
        plural: singular(last) !== last,
        from: starts[i] ?? 0,
        to: (starts[i + n - 1] ?? 0) + last.length,
      });
    }
    i += Math.max(1, size);
  }
  return found;
}

/** After a modal or "to" a word is a verb, whatever else it may name ("can book", "to order"). */
export function isVerbHere(tokens: readonly string[], index: number): boolean {
  const previous = tokens[index - 1] ?? '';
  const word = tokens[index] ?? '';
  if (/^(?:can|may|must|cannot|should|could|will|shall|not|never)$/.test(previous)) return true;
  if (previous === 'to') return lexicon().verbForms.get(word) === word;
  if (/^(?:who|that|which|also)$/.test(previous)) return lexicon().verbForms.has(word);
  // "customers order cakes"
  const next = tokens[index + 1] ?? '';
  if (
    lexicon().associations[word] !== undefined &&
    singular(previous) !== previous &&
    lexicon().nouns.get(singular(previous))?.is === 'person' &&
    (/^(?:a|an|the|their|many|multiple|several)$/.test(next) ||
      (/^[a-z]/.test(next) && singular(next) !== next && !lexicon().functionWords.has(next)))
  )
    return true;
  return false;
}

export function fieldOf(entity: DraftEntity, words: readonly string[]): Field | undefined {
  const name = camel(words);
  if (name === '') return undefined;
  const exact = entity.fields.find((field) => field.name === name || field.name === `${name}Id`);
  if (exact) return exact;
  const lower = name.toLowerCase();
  return entity.fields.find((field) => field.name.toLowerCase() === lower);
}

/** The states that were told hold those that follow from what is done: "managers approve or reject them". */
const knows = ({ values: told }: Field, { values = [] }: Field): boolean =>
  told !== undefined && values.filter((value) => value !== 'pending').every((value) => told.includes(value));

export function addField(entity: DraftEntity, field: Field): Field {
  const known = entity.fields.find((other) => other.name === field.name);
  if (known) {
    if (known.from.assumed && !field.from.assumed) Object.assign(known, field);
    // "a type", and in a sentence of its own what it may be.
    else if (
      field.type === 'enum' &&
      !field.from.assumed &&
      (known.type === 'string' || (known.type === 'enum' && !knows(known, field)))
    ) {
      const { values, default: preset } = field;
      Object.assign(known, { type: 'enum', values, ...(preset === undefined ? {} : { default: preset }) });
    }
    return known;
  }
  entity.fields.push(field);
  return field;
}

export function addRelation(draft: Draft, relation: Relation): void {
  const same = draft.relations.find(
    (other) =>
      other.one === relation.one &&
      other.many === relation.many &&
      other.kind === relation.kind &&
      other.field === relation.field,
  );
  if (same === undefined) draft.relations.push(relation);
  else if (same.from.assumed && !relation.from.assumed) same.from = relation.from;
}

export function addRule(draft: Draft, rule: Rule): void {
  const { from: _from, ...bare } = rule;
  const key = JSON.stringify(bare);
  const same = draft.rules.some((other) => {
    const { from: _other, ...plain } = other;
    return JSON.stringify(plain) === key;
  });
  if (!same) draft.rules.push(rule);
}

export function addFeature(draft: Draft, name: Requirements['features'][number]['name'], from: Provenance): void {
  if (!draft.features.some((feature) => feature.name === name)) draft.features.push({ name, from });
}

/** `blocking`: the work must not start, because what was asked for is another program. */
export function cannot(draft: Draft, words: string, why: string, nearest?: string, blocking = false): void {
  const reason = why.replace(/\.+$/, '');
  if (draft.unsupported.some((entry) => entry.words === words && entry.reason === reason)) return;
  draft.unsupported.push({
    words,
    reason,
    ...(nearest === undefined ? {} : { nearest }),
    ...(blocking ? { blocking } : {}),
  });
}

/** Gives an entity another name, and everything that refers to it. */
export function rename(draft: Draft, entity: DraftEntity, words: readonly string[]): void {
  const before = entity.name;
  const reference = referenceName(entity);
  const name = pascal(words);
  if (draft.entities.some((other) => other !== entity && other.name === name)) return;
  entity.words = [...words];
  entity.name = name;
  entity.entry = nounEntry(words) ?? entity.entry;
  for (const other of draft.entities) {
    for (const field of other.fields) {
      if (field.references !== before) continue;
      field.references = name;
      if (field.name === reference) field.name = referenceName(entity);
    }
  }
  for (const relation of draft.relations) {
    if (relation.one === before)
      Object.assign(relation, { one: name, ...(relation.field === reference ? { field: referenceName(entity) } : {}) });
    if (relation.many === before) relation.many = name;
  }
}

/** camelCase plural as it stands in paths. */
export function pluralName(entity: DraftEntity): string {
  return camel(pluralOf(entity.words));
}

export const referenceName = (entity: DraftEntity): string => `${camel(entity.words)}Id`;
