import { ruleForName } from '../fields/field-types.ts';
import { phraseOf, pluralOf } from './grammar.ts';
import { lexicon } from './lexicon.ts';
import { type Draft, type DraftEntity, findEntity, isUserWord, nounEntry } from '../draft.ts';

/** What a noun stands for: a thing to keep, a property of a thing, a part of the program, or a person. */

export function isProgramWord(words: readonly string[]): boolean {
  const { programs, never } = lexicon();
  return words.every((word) => programs.has(word) || never.has(word));
}

const systemSubject =
  /^(?:it|this|that|api|rest api|app|application|system|service|backend|platform|program|server|software|database|we|i|you|they|website|one|there|solution|tool)$/;

export function isSystem(words: readonly string[]): boolean {
  const phrase = phraseOf(words);
  return (
    systemSubject.test(phrase) ||
    (words.length > 1 &&
      /^(?:api|app|application|system|service|backend|platform)$/.test(words.at(-1) ?? '') &&
      !lexicon().nouns.has(phrase))
  );
}

/** Never something to keep rows of. */
export function isNever(words: readonly string[]): boolean {
  const { never, functionWords } = lexicon();
  const last = words.at(-1) ?? '';
  if (words.length === 0 || last.length < 2) return true;
  const entry = lexicon().nouns.get(phraseOf(words));
  if (entry && !entry.weak) return false;
  if (words.length === 1) return never.has(last) || never.has(phraseOf(pluralOf([last]))) || functionWords.has(last);
  return never.has(phraseOf(words)) || functionWords.has(last) || (never.has(last) && !entry);
}

export function isMeasure(words: readonly string[]): boolean {
  const { measures } = lexicon();
  const plural = phraseOf(pluralOf(words));
  return measures.has(plural) || measures.has(pluralOf(words).at(-1) ?? '') || measures.has(phraseOf(words));
}

/** Whether a plural or singular noun in a list after "with" or "has" is a thing of its own rather than a property. */
export function isThing(draft: Draft, words: readonly string[], plural: boolean): boolean {
  if (isUserWord(words)) return true;
  if (isNever(words)) return false;
  if (findEntity(draft, words)) return true;
  const entry = lexicon().nouns.get(phraseOf(words));
  if (entry === undefined && isAttribute(words)) return false;
  if (plural)
    return (
      !isMeasure(words) && (entry !== undefined || ruleForName(words) === undefined || nounEntry(words) !== undefined)
    );
  return false;
}

const attribute =
  /^(?:priority|status|state|title|name|deadline|location|colou?r|size|level|description|amount|difficulty|weight|height|urgency|severity|importance|stage|phase|visibility|currency|timestamp|barcode)$/;

/** "todos with due dates and priorities": what each has one of, though all together have many. */
export function isAttribute(words: readonly string[]): boolean {
  const type = ruleForName(words)?.type;
  return (
    attribute.test(words.at(-1) ?? '') ||
    (type !== undefined && /^(?:date|datetime|email|phone|url|money|percentage)$/.test(type))
  );
}

/** A noun that people keep rows of even when it is named in passing. */
export function isKnownThing(words: readonly string[]): boolean {
  const entry = lexicon().nouns.get(phraseOf(words));
  return entry !== undefined && !entry.weak && !isNever(words);
}

export function isPerson(entity: DraftEntity | undefined): boolean {
  return entity !== undefined && (entity.entry?.is === 'person' || isUserWord(entity.words));
}

const technology =
  /^(?:hono|sqlite|typescript|javascript|express|fastify|nestjs|nodejs|node|postgres|postgresql|mysql|mongodb|redis|python|rust|java|golang|zod|vitest|jest|react|vue|jwt|api|rest|json|http)$/;

/** "authentication", "docker": a wish for the program itself. */
export function isFeatureWord(words: readonly string[]): boolean {
  return lexicon().features.has(phraseOf(words)) || words.every((word) => technology.test(word));
}

/** "register", "close": a verb of the lexicon in its plain form, which no entry of the nouns knows as a thing. */
export function isBareVerb(noun: { words: readonly string[]; plural: boolean }): boolean {
  const { verbForms, nouns } = lexicon();
  const last = noun.words.at(-1) ?? '';
  if (noun.plural || nouns.has(last)) return false;
  return noun.words.length > 0 && noun.words.every((word) => verbForms.get(word) === word);
}

export { isUserWord as isUser } from '../draft.ts';

/** "car sharing", "maintenance": an activity rather than a thing, unless the lexicon knows better. */
export function isAbstract(words: readonly string[]): boolean {
  return nounEntry(words) === undefined && /(?:ing|ance|ence|ness|ism|ics|logy)$/.test(words.at(-1) ?? '');
}

const neverThings =
  /^(?:api|app|application|system|backend|frontend|server|database|service|endpoint|response|error|name|title|email|password|price|amount|number|date|time|quantity|description|address|phone|status|state|value|id|identifier|length|text|stock|user|admin|login|result|way|example|case|day|hour|minute|week|month|year|it|this|that|one|entity|resource|table|model|field|attribute|permission|search|list)$/;
const told = new WeakMap<Draft, Map<string, boolean>>();

/** "A role has a name and a number of lines": a word that is mostly something else, told of with fields of its own. */
export function hasOwnFields(draft: Draft, words: readonly string[]): boolean {
  const phrase = phraseOf(words);
  if (words.length === 0 || neverThings.test(words.at(-1) ?? '')) return false;
  const memory = told.get(draft) ?? new Map<string, boolean>();
  told.set(draft, memory);
  const known = memory.get(phrase);
  if (known !== undefined) return known;
  const some = phraseOf(pluralOf(words));
  const field = '(?:an? (?!set|list|lot|number of different)[a-z]|[a-z]+(?: [a-z]+)? (?:,|and|\\() ?[a-z])';
  const statement = new RegExp(
    `^(?:and )?(?:(?:each|every|an?) ${phrase} (?:has|belongs to)|(?:each |every |an? )?(?:${phrase}|${some}) (?::|-|\\()|${some} (?:have|belong to)|(?:manage|keep|track|store) (?:[a-z]+ed )?${some} (?:with|\\()) (?:the )?${field}`,
  );
  const found = draft.clauses.some((clause) => statement.test(clause.text));
  memory.set(phrase, found);
  return found;
}

const happening =
  /(?:[a-z]{2}ing|[a-z]{2}[st]ion|ment|[ai]val|visit|check|repair|ascent|catch|harvest|contract|sale|order|delivery|transfer|trip|walk|claim|fine|log)$/;
/** Things by the ends of their names: what is there, and does not happen. */
const standing =
  /^(?:instrument|garment|ornament|monument|document|element|fragment|segment|painting|drawing|building|ring|king|wing|string|spring|clothing|station|nation|location|collection|publication|section|region|organization|organisation|institution|constitution|medication|decoration|implement|supplement|compartment|department|apartment|attachment|equipment|festival|carnival|interval|catalog|blog)$/;

/** "inspection", "harvest": what happens rather than what is there. */
export function isHappening(word: string): boolean {
  return happening.test(word) && !standing.test(word);
}

const partaker =
  /^(?:user|person|member|customer|client|guest|student|reader|visitor|patient|buyer|seller|tenant|player|participant|borrower|resident|subscriber)$/;

/** Whose rows are kept, or who is anybody that signs in: no role by what they may do alone. */
export function isPartaker(one: string): boolean {
  return partaker.test(one);
}
