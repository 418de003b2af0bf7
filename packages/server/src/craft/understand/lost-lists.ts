import type { Entity, Field as EntityField, Requirements, Understanding } from '../requirements.ts';
import { ruleForName } from './fields/field-types.ts';
import { one, standIn } from './plain/words.ts';
import { isOrdinary } from './unaccounted.ts';
import { camel, pluralOf, singular, spaced } from './words/grammar.ts';
import { lexicon } from './words/lexicon.ts';
import { type Token, tokenise } from './words/tokens.ts';

/**
 * A list of fields that no pass gave to anything, because nobody knew the words around it: the text is read a second time
 * with that sentence in the plain form. The second reading is kept where it tells all of the list and loses nothing of
 * the first, and that is said. Nothing is tried where a sentence says more than what is kept.
 */

type Understood = Extract<Understanding, { verdict: 'understood' }>;

interface Lost {
  start: number;
  end: number;
  thing: string;
  fields: Field[];
  /** The other words of the sentence. */
  rest: string[];
}

interface Field {
  name: string;
  /** With what is said of it in brackets. */
  told: string;
}

/** Says more than what is known of a thing: rules, orders, rights, and with what it is made. */
const more =
  /^(?:sort|sorts|sorted|filter|filters|filtered|search|searched|unique|cannot|not|never|only|if|unless|until|same|both|together|combination|users?|admins?|python|go|golang|rust|javascript|graphql|sqlite|postgres|postgresql|docker|login|auth|authentication|websocket|while|between|from|than|optional|average|total|sum|belongs?|states?|statuses|allowed|kinds?|types?|(?!1$)\d.*)$/;
/** "must be given": what has to be there is there. */
const needed =
  /(?:^| )(?:must|should|may|can|has to|have to|needs to|need to|shall|will|would) (?:be (?:given|entered|provided|listed|stored|saved|kept|recorded|specified|supplied|set|known|tracked|edited|changed|updated|editable|present|filled in|included|noted)|have|contain|include|hold|store|save|keep|record|know)(?= |$)/g;
const modal = /(?:^| )(?:must|should|may|has to|have to|needs to|shall)(?: |$)/;
const article = /^(?:an?|the|its|their|his|her|our|my)$/;
const joint = /^(?:,|and|&|\/|\||plus)$/;
const asking = /^(?:apis?|backend|service|app|application|server|program|software|system|tool)$/;
/** "rides start and end" has no fields. */
const occurs = /^(?:start|end|begin|finish|open|close|done)$/;

/** The understanding of a text, with what was lost of it told in the plain form. */
export function besideLost(text: string, read: (text: string) => Understanding): Understanding {
  let first = read(text);
  let current = text;
  const said: string[] = [];
  const given = first.verdict === 'understood' ? first.requirements.kind : 'rest_api';
  if (given !== 'rest_api') return first;
  for (let sentence = 0; sentence < 40; sentence += 1) {
    const statement = statementsOf(current)[sentence];
    if (!statement) break;
    const lost = lostIn(statement, current, first);
    if (!lost) continue;
    const plain = `each ${lost.thing} has ${lost.fields.map(({ name, told }) => (one(name) === name ? `a ${told}` : told)).join(', ')}`;
    const things = pluralOf(lost.thing.split(' ')).join(' ');
    const head =
      lost.rest.some((word) => asking.test(word)) || first.verdict !== 'understood'
        ? `REST API to manage ${things}. `
        : '';
    const next = `${current.slice(0, lost.start)}${head}${plain}${current.slice(lost.end)}`;
    const again = read(next);
    if (again.verdict !== 'understood' || again.requirements.kind !== given) continue;
    if (!tells(again, lost) || losesSomething(first, again, lost)) continue;
    first = again;
    current = next;
    said.push(plain);
  }
  if (said.length === 0 || first.verdict !== 'understood') return first;
  const { requirements } = first;
  const assumptions = [`Read as: ${said.join('. ')}.`, ...requirements.assumptions];
  return { ...first, requirements: { ...requirements, assumptions } };
}

/** Sentences; points below a line that ends with a colon are of its sentence. */
function statementsOf(text: string): Token[][] {
  const statements: Token[][] = [[]];
  const tokens = tokenise(text);
  let listed = false;
  for (const [index, token] of tokens.entries()) {
    const now = statements.at(-1) ?? [];
    const next = tokens[index + 1]?.text ?? '';
    const isPoint = token.text === '\n' && /^[-*•]$/.test(next);
    if (isPoint && (listed || now.at(-1)?.text === ':')) {
      if (listed) now.push({ ...token, text: ',' });
      listed = true;
    } else if (/^[.!?;\n]$/.test(token.text)) {
      listed = false;
      statements.push([]);
    } else if (!(listed && /^[-*•]$/.test(token.text) && /^(?:,|:)$/.test(now.at(-1)?.text ?? ''))) now.push(token);
  }
  return statements.filter((statement) => statement.length > 0);
}

function lostIn(statement: readonly Token[], text: string, found: Understanding): Lost | undefined {
  const list = longestList(statement);
  if (!list || list.fields.length < 2) return undefined;
  const { fields } = list;
  const rest = [...statement.slice(0, list.from), ...statement.slice(list.to)].map((token) => token.text);
  const plain = rest.join(' ').replace(needed, ' ').trim();
  if (modal.test(plain) || plain.split(' ').some((word) => more.test(word))) return undefined;
  const lead = statement.slice(0, list.from).map((token) => token.text);
  const tail = statement.slice(list.to).map((token) => token.text);
  const thing =
    thingKnown(found, rest) ??
    thingBehind(tail) ??
    thingIn(lead) ??
    thingIn(tail) ??
    thingBefore(text, statement, found, fields);
  if (thing === undefined || fields.some(({ name }) => name === thing)) return undefined;
  const lost = { start: 0, end: 0, thing, fields, rest };
  if (found.verdict === 'understood' && fields.every(({ name }) => isTold(found.requirements, lost, name)))
    return undefined;
  // What else stands there has to be talk.
  const own = new Set([...thing.split(' '), ...pluralOf(thing.split(' '))]);
  const strange = plain.split(' ').filter((word) => /^[a-z]/.test(word) && !isTalk(word) && !own.has(word));
  if (strange.length > 0 || namesOther(found, rest, own)) return undefined;
  const [start, end] = [statement[0]?.start ?? 0, statement.at(-1)?.end ?? 0];
  return { ...lost, start, end };
}

/** Whether another thing is named beside the list: what it has to do with it is more than the list says. */
function namesOther(found: Understanding, rest: readonly string[], own: ReadonlySet<string>): boolean {
  if (found.verdict !== 'understood') return false;
  const words = new Set(rest.filter((word) => !own.has(word)).map((word) => singular(word)));
  return found.requirements.entities.some(({ name }) => {
    if (isOfTalk(name)) return false;
    const named = spaced(name).toLowerCase().split(' ');
    return (
      (lexicon().nouns.has(named.join(' ')) || !named.every((word) => isTalk(word))) &&
      named.every((word) => words.has(word))
    );
  });
}

const isCalledSo = (word: string): boolean => standIn.test(word) || /^(?:things?|items?|endpoints?|schema)$/.test(word);

const isTalk = (word: string): boolean =>
  isOrdinary(word) ||
  isCalledSo(word) ||
  lexicon().adjectives.has(word) ||
  lexicon().functionWords.has(word) ||
  lexicon().programs.has(word) ||
  lexicon().verbForms.has(word) ||
  /^(?:along|crud|restful|web|exposing|requires?|inventory|catalogue?|collection|list|via|over|http|by|hi|hello)$/.test(
    word,
  );

interface List {
  from: number;
  to: number;
  fields: Field[];
}

/** The longest list of names that fields have, wherever it stands. */
function longestList(statement: readonly Token[]): List | undefined {
  let longest: List | undefined;
  for (let at = 0; at < statement.length; at += 1) {
    const list = listAt(statement, at);
    if (list && list.fields.length > (longest?.fields.length ?? 1)) longest = list;
    if (list) at = list.to - 1;
  }
  return longest;
}

/** What may stand behind a list: "a number of places", "hours move" go on. */
const endsThere =
  /^(?:$|[,:;)}\]"]|(?:of|for|per|about|on|to) (?:every|each|all|any|the|our|my|an?|single|them|these|those)\b|(?:are|is|must|should|can|may|will|have|has|need|via|over|through|using|as|so|because|too|also|each|every|please|in|when|where)\b)/;

function listAt(statement: readonly Token[], from: number): List | undefined {
  const word = (at: number): string => statement[at]?.text ?? '';
  const fields: Field[] = [];
  let at = from;
  let to = from;
  let unknown = 0;
  for (;;) {
    while (article.test(word(at))) at += 1;
    const known = [3, 2, 1].find((size) => isField(statement.slice(at, at + size).map((token) => token.text)));
    const size = known ?? (fields.length > 0 ? strangeName(statement, at) : 0);
    if (size === 0) break;
    if (known === undefined) unknown += 1;
    const name = statement
      .slice(at, at + size)
      .map((token) => token.text)
      .join(' ');
    at += size;
    const noted = bracket(statement, at);
    fields.push({ name, told: [name, ...statement.slice(at, at + noted).map((token) => token.text)].join(' ') });
    at += noted;
    to = at;
    if (!joint.test(word(at))) break;
    while (joint.test(word(at))) at += 1;
  }
  const behind = statement.slice(to, to + 2).map((token) => token.text);
  return fields.length > 1 && unknown * 2 <= fields.length && endsThere.test(behind.join(' '))
    ? { from, to, fields }
    : undefined;
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
    (lexicon().fieldNames.has(name) || ruleForName(words) !== undefined) &&
    (singular(words.at(-1) ?? '') === words.at(-1) || lexicon().fieldNames.has(name)) &&
    !occurs.test(name) &&
    !standIn.test(name)
  );
}

const isNoun = (word: string): boolean =>
  /^[a-z]{3,}$/.test(word) &&
  !isOrdinary(word) &&
  !isCalledSo(word) &&
  !lexicon().functionWords.has(word) &&
  !lexicon().programs.has(word);

/** "… of every lamp", "for each lamp", "of a lamp": right behind the list. */
function thingBehind(words: readonly string[]): string | undefined {
  const match = /(?:^| )(?:of|for|per|about) (?:(?:every|each|all|the|our|my|an?|single) )+([a-z]+)(?: |$)/.exec(
    words.join(' '),
  );
  const one = singular(match?.[1] ?? '');
  return isNoun(one) ? one : undefined;
}

/** The one thing of the first reading that the sentence names. */
function thingKnown(found: Understanding, rest: readonly string[]): string | undefined {
  if (found.verdict !== 'understood') return undefined;
  const words = new Set(rest.map((word) => singular(word)));
  const named = found.requirements.entities
    .map(({ name }) => spaced(name).toLowerCase())
    .filter((name) => !isOfTalk(name) && name.split(' ').every((word) => words.has(word)));
  return named.length === 1 ? named[0] : undefined;
}

/** What is kept: the last word that is many, or that stands behind "each", "per", "a". */
function thingIn(words: readonly string[]): string | undefined {
  for (let at = words.length - 1; at >= 0; at -= 1) {
    const word = words[at] ?? '';
    if (!isNoun(word)) continue;
    const before = words[at - 1] ?? '';
    const one = singular(word);
    if (one !== word && !lexicon().verbForms.has(word)) return one;
    if (/^(?:each|every|per|an?|the|single|table|entity|object|schema|resource|:|")$/.test(before)) return one;
  }
  return undefined;
}

/** The thing that was spoken of: the only one there is, or the one that was named last. */
function thingBefore(
  text: string,
  statement: readonly Token[],
  found: Understanding,
  fields: readonly Field[],
): string | undefined {
  if (found.verdict === 'understood') {
    const [only, ...others] = found.requirements.entities.filter(
      (entity) => !isOfTalk(entity.name) && !fields.some(({ name }) => one(name) === spaced(entity.name).toLowerCase()),
    );
    if (only && others.length === 0) return spaced(only.name).toLowerCase();
  }
  let thing: string | undefined;
  for (const other of statementsOf(text)) {
    if ((other[0]?.start ?? 0) >= (statement[0]?.start ?? 0)) break;
    thing = thingIn(other.map((token) => token.text)) ?? thing;
  }
  return thing;
}

/** "Crud", "ExposingLamp", "Property": named after the talk around it. */
const isOfTalk = (name: string): boolean =>
  spaced(name)
    .toLowerCase()
    .split(' ')
    .some((word) => isCalledSo(word) || /^(?:crud|exposing|rest|api|schema|inventory|catalogue?|post|get)$/.test(word));

const nameOf = (field: string): string => camel(field.split(' '));

function isTold({ entities }: Requirements, lost: Lost, field: string): boolean {
  return entities.some(
    (entity) =>
      !isMistaken(entity, lost) && entity.fields.some((one) => one.name === nameOf(field) && !one.from.assumed),
  );
}

function tells({ requirements }: Understood, { thing, fields }: Lost): boolean {
  const entity = requirements.entities.find((one) => one.name.toLowerCase() === camel(thing.split(' ')).toLowerCase());
  return fields.every(({ name }) => entity?.fields.some((one) => one.name === nameOf(name)) === true);
}

/** Made of the names of the list, or of the talk around it, and not of the thing: "Registering", "StoreLamp", "Color". */
function isMistaken(entity: Entity, { thing, fields }: Lost): boolean {
  const words = spaced(entity.name).toLowerCase().split(' ');
  const listed = new Set(fields.flatMap(({ name }) => [...name.split(' '), one(name)]));
  const own = new Set(thing.split(' '));
  if (words.every((word) => listed.has(word))) return true;
  if (words.every((word) => own.has(word)) || (lexicon().nouns.has(words.join(' ')) && !words.some(isCalledSo)))
    return false;
  if (words.some((word) => own.has(word))) return words.every((word) => own.has(word) || isTalk(word));
  return isOfTalk(entity.name) || words.every((word) => isTalk(word) && word.endsWith('ing'));
}

/** "additionallyHasAYear", "weightViaRest": the list with the talk around it. */
function isGlued(name: string, { fields }: Lost): boolean {
  const words = spaced(name).toLowerCase().split(' ');
  const listed = new Set(fields.flatMap((field) => field.name.split(' ')));
  return (
    words.length > 3 ||
    (words.length > 1 && words.some((word) => lexicon().functionWords.has(word))) ||
    (words.every((word) => listed.has(word)) && !fields.some((field) => nameOf(field.name) === name))
  );
}

const saysLess = (before: EntityField, again: EntityField): boolean =>
  before.type !== again.type ||
  (before.unique && !again.unique) ||
  (before.required !== again.required && before.type !== 'reference') ||
  String(before.values) !== String(again.values) ||
  before.min !== again.min ||
  before.max !== again.max ||
  before.default !== again.default;

/** Whether the first reading has a rule, a relation or a field of somebody's words that the second has not. */
function losesSomething(first: Understanding, { requirements: again }: Understood, lost: Lost): boolean {
  if (first.verdict !== 'understood') return false;
  const { requirements: before } = first;
  const names = new Set(again.entities.map(({ name }) => name));
  if (before.entities.some((entity) => !names.has(entity.name) && !isMistaken(entity, lost))) return true;
  const kept = before.entities.filter(({ name }) => names.has(name));
  const stays = (entity: string): boolean => kept.some(({ name }) => name === entity);
  const told = <T extends { from: { assumed: boolean } }>(all: readonly T[], of: (one: T) => string): number =>
    all.filter((one) => !one.from.assumed && stays(of(one))).length;
  const changed = kept.some((entity) => {
    const other = again.entities.find(({ name }) => name === entity.name);
    return entity.fields.some((field) => {
      const same = other?.fields.find(({ name }) => name === field.name);
      return !field.from.assumed && !isGlued(field.name, lost) && (!same || saysLess(field, same));
    });
  });
  return (
    told(again.rules, (rule) => rule.entity) < told(before.rules, (rule) => rule.entity) ||
    before.operations.some(
      (one) =>
        !one.from.assumed &&
        stays(one.entity) &&
        !again.operations.some(({ entity, verb }) => entity === one.entity && verb === one.verb),
    ) ||
    told(again.relations, (one) => one.many) < told(before.relations, (one) => one.many) ||
    again.roles.length < before.roles.length ||
    again.features.length < before.features.length ||
    changed ||
    again.unsupported.length + again.unread.length > before.unsupported.length + before.unread.length
  );
}
