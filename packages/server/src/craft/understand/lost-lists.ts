import type { Requirements, Understanding } from '../requirements.ts';
import { ruleForName } from './fields/field-types.ts';
import { isOrdinary, sentencesOf } from './unaccounted.ts';
import { standIn } from './plain/words.ts';
import { camel, pluralOf, singular } from './words/grammar.ts';
import { lexicon } from './words/lexicon.ts';
import type { Token } from './words/tokens.ts';

/**
 * A list of fields that no pass gave to anything, because nobody knew the words around it: it is given to the thing that
 * was named last, and that is said. Nothing is tried where a sentence says more than what is kept.
 */

/** Says more than what is known of a thing: rules, orders, rights, and with what it is made. */
const more =
  /^(?:sort|sorts|sorted|filter|filters|filtered|search|searched|unique|must|cannot|not|never|only|may|if|unless|until|same|both|together|combination|change|edit|users?|admins?|python|go|golang|rust|javascript|graphql|sqlite|postgres|postgresql|docker|login|auth|authentication|websocket|when|while|from|between|than|\d.*)$/;
const isCalledSo = (word: string): boolean => standIn.test(word) || /^(?:things?|items?|endpoints?)$/.test(word);
/** "rides start and end" has no fields. */
const occurs = /^(?:start|end|begin|finish)$/;
const trailing = /^(?:via|over|please|rest|api|http|thanks|too|also)$/;
const article = /^(?:an?|the|its|their|his|her|our|my)$/;
const joint = /^(?:,|and|&)$/;

type Understood = Extract<Understanding, { verdict: 'understood' }>;

interface Lost {
  sentence: readonly Token[];
  thing: string;
  fields: string[];
}

/** The understanding of a text, with what was lost of it told in the plain form. */
export function besideLost(text: string, read: (text: string) => Understanding): Understanding {
  const first = read(text);
  const lost = lostIn(text, first);
  if (!lost) return first;
  const [start, end] = [lost.sentence[0]?.start ?? 0, lost.sentence.at(-1)?.end ?? 0];
  const things = pluralOf(lost.thing.split(' ')).join(' ');
  const said = `each ${lost.thing} has ${lost.fields.map((field) => `a ${field}`).join(', ')}`;
  const again = read(`${text.slice(0, start)}REST API to manage ${things}. ${said}${text.slice(end)}`);
  if (again.verdict !== 'understood' || again.requirements.kind !== 'rest_api') return first;
  if (!tells(again, lost) || losesSomething(first, again)) return first;
  const assumption = `Read as: ${said}.`;
  return {
    ...again,
    requirements: { ...again.requirements, assumptions: [assumption, ...again.requirements.assumptions] },
  };
}

function lostIn(text: string, found: Understanding): Lost | undefined {
  if (found.verdict === 'understood' && found.requirements.kind !== 'rest_api') return undefined;
  let thing: string | undefined;
  for (const sentence of sentencesOf(text)) {
    const { told, of } = withoutTail(sentence);
    const { lead, fields } = listAt(told);
    const words = lead.map((token) => token.text);
    thing = of ?? thingIn(words) ?? thing;
    if (thing === undefined || fields.length < 2 || words.some((word) => more.test(word))) continue;
    // What else stands there has to be talk, but for one word that nobody knows.
    const strange = words.filter((word) => /^[a-z]/.test(word) && !isTalk(word) && singular(word) !== thing);
    if (strange.length > 1) continue;
    const lost = { sentence, thing, fields };
    if (found.verdict !== 'understood' || !someTells(found, lost)) return lost;
  }
  return undefined;
}

const isTalk = (word: string): boolean =>
  isOrdinary(word) ||
  isCalledSo(word) ||
  lexicon().adjectives.has(word) ||
  lexicon().functionWords.has(word) ||
  lexicon().programs.has(word) ||
  lexicon().verbForms.has(word);

/** "… the name and color of every lamp via REST": the list stands before that. */
function withoutTail(sentence: readonly Token[]): { told: readonly Token[]; of?: string } {
  let end = sentence.length;
  while (end > 0 && trailing.test(sentence[end - 1]?.text ?? '')) end -= 1;
  const texts = sentence.slice(0, end).map((token) => token.text);
  const behind = /(?:^| )(?:of|for|per) (?:(?:every|each|all|the|our|my|an?) )([a-z]+)$/.exec(texts.join(' '));
  const one = singular(behind?.[1] ?? '');
  if (!behind || isOrdinary(one) || lexicon().functionWords.has(one)) return { told: sentence.slice(0, end) };
  return { told: sentence.slice(0, end - behind[0].trim().split(' ').length), of: one };
}

/** The list at the end of a sentence, of names that fields have, and what stands before it. */
function listAt(sentence: readonly Token[]): { lead: readonly Token[]; fields: string[] } {
  const fields: string[] = [];
  let end = sentence.length;
  for (let at = sentence.length - 1; at >= 0; ) {
    const two = at > 0 ? [sentence[at - 1]?.text ?? '', sentence[at]?.text ?? ''] : [];
    const one = [sentence[at]?.text ?? ''];
    const name = isField(two) ? two : isField(one) ? one : undefined;
    if (!name || occurs.test(name.join(' '))) break;
    fields.unshift(name.join(' '));
    at -= name.length;
    while (at >= 0 && article.test(sentence[at]?.text ?? '')) at -= 1;
    end = at + 1;
    let joined = false;
    while (at >= 0 && joint.test(sentence[at]?.text ?? '')) {
      at -= 1;
      joined = true;
    }
    if (!joined) break;
  }
  return { lead: sentence.slice(0, end), fields };
}

function isField(words: readonly string[]): boolean {
  const known = lexicon().fieldNames.has(words.join(' ')) || ruleForName(words) !== undefined;
  return (
    words.length > 0 &&
    known &&
    words.every((word) => /^[a-z]+$/.test(word) && !article.test(word) && !joint.test(word)) &&
    singular(words.at(-1) ?? '') === words.at(-1)
  );
}

/** What is kept: the last word that is many, or that stands behind "each", "per", "a". */
function thingIn(words: readonly string[]): string | undefined {
  const isNoun = (word: string): boolean =>
    /^[a-z]{3,}$/.test(word) &&
    !isOrdinary(word) &&
    !isCalledSo(word) &&
    !lexicon().functionWords.has(word) &&
    !lexicon().programs.has(word);
  for (let at = words.length - 1; at >= 0; at -= 1) {
    const word = words[at] ?? '';
    if (!isNoun(word)) continue;
    const before = words[at - 1] ?? '';
    const one = singular(word);
    if (one !== word && !lexicon().verbForms.has(word)) return one;
    if (/^(?:each|every|per|an?|the|single|table|entity|object|:)$/.test(before)) return one;
  }
  return undefined;
}

function tells({ requirements }: Understood, { thing, fields }: Lost): boolean {
  const name = camel(thing.split(' ')).toLowerCase();
  const entity = requirements.entities.find((one) => one.name.toLowerCase() === name);
  return fields.every((field) => entity?.fields.some((one) => one.name === camel(field.split(' '))) === true);
}

/** Whether half of them or more are told of some thing. */
function someTells({ requirements }: Understood, { fields }: Lost): boolean {
  const names = new Set(fields.map((field) => camel(field.split(' '))));
  return requirements.entities.some(
    (entity) =>
      entity.fields.filter((field) => names.has(field.name) && !field.from.assumed).length * 2 >= fields.length,
  );
}

/** Whether the first reading has a rule, a relation or a field of somebody's words that the second has not. */
function losesSomething(first: Understanding, { requirements: again }: Understood): boolean {
  if (first.verdict !== 'understood') return false;
  const { requirements: before } = first;
  const counted = (['rules', 'relations', 'roles', 'features', 'operations'] as const).some(
    (part) => again[part].length < before[part].filter(({ from }) => !from.assumed).length,
  );
  const said = (found: Requirements): number =>
    found.entities.flatMap(({ fields }) => fields.filter(({ from }) => !from.assumed)).length;
  return (
    counted ||
    said(again) < said(before) ||
    again.unsupported.length + again.unread.length > before.unsupported.length + before.unread.length
  );
}
