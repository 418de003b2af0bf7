import type { Field, OpenWhen } from '../../requirements.ts';
import { type Draft, type DraftEntity, addField, fieldOf, mentions } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { camel, singular, spaced } from '../words/grammar.ts';
import { happeningOf } from '../words/happenings.ts';
import type { Clause } from '../words/text.ts';

/** What a clause speaks about: the entities it names, those the sentence before named, and their fields. */

export function things(draft: Draft, clause: Clause): DraftEntity[] {
  return [...new Set(mentions(draft, clause.text).map((mention) => mention.entity))];
}

/** Entities named in this clause, else those of the nearest clause before it, else of its heading. */
export function around(draft: Draft, clause: Clause): DraftEntity[] {
  const here = things(draft, clause);
  if (here.length > 0) return here;
  const under = mentions(draft, clause.heading).map((mention) => mention.entity);
  if (under.length > 0) return under;
  for (let i = draft.clauses.indexOf(clause) - 1; i >= 0; i -= 1) {
    const before = draft.clauses[i];
    const found = before ? things(draft, before) : [];
    if (found.length > 0) return found;
  }
  return [];
}

export interface FieldFound {
  entity: DraftEntity;
  field: Field;
  from: number;
  to: number;
}

/** A field that the text names, on one of the entities: the longest name wins; "price of a product", "product price". */
export function fieldsNamed(entities: readonly DraftEntity[], text: string): FieldFound[] {
  const tokens = text.split(' ');
  const found: FieldFound[] = [];
  const known = entities.map((entity) => ({ entity, fields: namesOf(entity) }));
  let at = 0;
  for (let i = 0; i < tokens.length; ) {
    let step = 1;
    for (let n = Math.min(4, tokens.length - i); n >= 1; n -= 1) {
      const words = tokens.slice(i, i + n);
      if (!words.every((word) => plain.test(word))) continue;
      const last = words.at(-1) ?? '';
      const one = singular(last);
      const forms = one === last ? [words] : [words, [...words.slice(0, -1), one]];
      const names = forms.map((form) => form.join(''));
      let hit: { entity: DraftEntity; field: Field } | undefined;
      for (const find of [
        (at: number, form: number) => known[at]?.fields.get(names[form] ?? ''),
        (at: number, form: number) => {
          const entity = known[at]?.entity;
          return entity && byLastWord(entity, forms[form] ?? []);
        },
      ]) {
        for (let place = 0; place < known.length && !hit; place += 1) {
          for (let form = 0; form < forms.length && !hit; form += 1) {
            const field = find(place, form);
            const entity = known[place]?.entity;
            if (field && entity) hit = { entity, field };
          }
        }
      }
      if (!hit) continue;
      found.push({ entity: hit.entity, field: hit.field, from: at, to: at + words.join(' ').length });
      step = n;
      break;
    }
    for (let k = 0; k < step; k += 1) at += (tokens[i + k]?.length ?? 0) + 1;
    i += step;
  }
  return found;
}

/** The same field where it was listed, if it was only taken for granted here. */
export function listedFirst(draft: Draft, text: string, { field }: FieldFound): FieldFound[] | undefined {
  const isListed = (entity: DraftEntity): boolean =>
    entity.fields.some((other) => other.name === field.name && !other.from.assumed);
  const owner = field.from.assumed ? draft.entities.find(isListed) : undefined;
  return owner && fieldsNamed([owner], text).filter((hit) => hit.field.name === field.name);
}

const plain = /^[a-z][a-z0-9]*$/;

/** Fields by their names in small letters; a reference also by the name of what it refers to. */
function namesOf(entity: DraftEntity): Map<string, Field> {
  const names = new Map<string, Field>();
  for (const field of entity.fields) names.set(field.name.toLowerCase(), field);
  for (const field of entity.fields) {
    const short = field.name.endsWith('Id') ? field.name.slice(0, -2).toLowerCase() : undefined;
    if (short !== undefined && !names.has(short)) names.set(short, field);
    for (const noun of nounsOf(field)) if (!names.has(noun)) names.set(noun, field);
  }
  return names;
}

/** "the departure", "its departure time" where the field is called `departsAt`. */
function nounsOf(field: Field): string[] {
  const verb = isTime(field) ? /^([a-z]+s)(?:At|On)$/.exec(field.name)?.[1] : undefined;
  const noun = verb === undefined ? undefined : happeningOf(verb);
  return noun === undefined ? [] : [noun, `${noun}time`];
}

/** "rating" for `starRating`, "stock" for `stockLevel`: a name that is part of exactly one field's name. */
function byLastWord(entity: DraftEntity, words: readonly string[]): Field | undefined {
  if (words.length > 1) return undefined;
  const [word] = words;
  if (word === undefined || word.length < 4 || /^(?:date|time|name|number|code|type|table|room)$/.test(word))
    return undefined;
  const near = entity.fields.filter(
    (field) =>
      field.type !== 'reference' &&
      spaced(field.name).split(' ').includes(word) &&
      // "the stock never goes below 0" is not said of the least one.
      !/^(?:minimum|min|reorder)(?=[A-Z])/.test(field.name),
  );
  return near.length === 1 ? near[0] : undefined;
}

/** The field a rule speaks about, made when nobody listed it: "stock never goes negative". */
export function ensureField(entity: DraftEntity, words: readonly string[], from: Field['from']): Field {
  return (
    fieldOf(entity, words) ??
    addField(entity, { ...makeField(words, { ...from, assumed: false, confidence: 0.7 }), name: camel(words) })
  );
}

/** Reference field of `child` that points to `parent`. */
export function referenceTo(child: DraftEntity, parent: DraftEntity): Field | undefined {
  return child.fields.find((field) => field.references === parent.name);
}

/** A day, or a moment of one. */
export function isTime(field: Pick<Field, 'type'>): boolean {
  return field.type === 'date' || field.type === 'datetime';
}

/** Entities that hold references to all of these. */
export function joining(draft: Draft, parents: readonly DraftEntity[]): DraftEntity[] {
  return draft.entities.filter((entity) => parents.every((parent) => referenceTo(entity, parent) !== undefined));
}

/** "in progress" for the value `in_progress`. */
function says(words: readonly string[], value: string): boolean {
  const parts = value.split('_');
  return words.some((_word, at) => parts.every((part, offset) => words[at + offset] === part));
}

/** States of what nobody waits for any more. */
const over =
  /^(?:cancelled|canceled|returned|closed|completed|done|finished|resolved|rejected|declined|expired|delivered|refunded|settled|archived|withdrawn|collected)$/;

/** When what has a start was over: "end time", "stopped at", "clock out time". */
export function endOf(entity: DraftEntity): Field | undefined {
  const times = entity.fields.filter(({ type }) => type === 'datetime' || type === 'date');
  return times.length < 2
    ? undefined
    : times.find(({ name }) =>
        /^(?:end|stop|finish|clockOut|clockedOut|checkOut|signOut|logout)(?:s|ed|ped)?(?:At|On|Time|Date|AtTime)?$/.test(
          name,
        ),
      );
}

/** Which rows still count: not returned, not cancelled, not left; or those in the state that `text` names. */
export function openOf(entity: DraftEntity, text = ''): OpenWhen | undefined {
  const words = text.split(' ');
  const state = entity.fields.find(
    (field) =>
      field.type === 'enum' &&
      /^(?:status|state|stage|phase)$/.test(field.name) &&
      field.values?.some((value) => says(words, value)),
  );
  // "a repair that is not collected": every other state.
  const without = new RegExp(
    `\\bnot (?:yet |been |already )*(?:${state?.values?.join('|').replaceAll('_', ' ')})(?: |$)`,
  );
  const denied = state !== undefined && without.test(text);
  const [value, ...others] = state?.values?.filter((candidate) => says(words, candidate) !== denied) ?? [];
  if (state && value !== undefined)
    return { field: state.name, equals: value, ...(others.length > 0 ? { or: others } : {}) };
  const moment = entity.fields.find(
    (field) =>
      /^(?:(?:returned|cancell?ed|left|checkedOut|closed|ended|exited|pickedUp|collected|released|resolved|finished|departed|movedOut|broughtBack|givenBack|handedBack|paidBack)(?:At|On|Date|Day|Time)|exit(?:At|Time|Date)|returnDate)$/.test(
        field.name,
      ) && !field.required,
  );
  if (moment) return { field: moment.name, equals: null };
  // An "open rental" from one day to another may be one that lies ahead; what is running has not ended.
  const end = /\b(?:running|ongoing|unfinished|active|open|current)\b/.test(text) ? endOf(entity) : undefined;
  const noted = end?.type === 'datetime' || /\b(?:running|ongoing|unfinished)\b/.test(text);
  if (end && noted && !end.required) return { field: end.name, equals: null };
  const status = entity.fields.find(
    (field) => field.type === 'enum' && field.values?.some((value) => over.test(value)),
  );
  const live = (status?.values ?? []).filter((value) => !over.test(value) && value !== 'no_show');
  const [first, ...more] = live;
  if (!status || first === undefined) return undefined;
  return { field: status.name, equals: first, ...(more.length > 0 ? { or: more } : {}) };
}
