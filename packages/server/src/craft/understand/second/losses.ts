import type { Entity, Field, Requirements, Rule, Understanding } from '../../requirements.ts';
import { ruleForName } from '../fields/field-types.ts';
import { one } from '../plain/words.ts';
import { camel, spaced } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Facts } from './facts.ts';
import { isCalledSo, isOfTalk, isTalk } from './talk.ts';

/** What one reading has of somebody's words and another has not. */

export type Understood = Extract<Understanding, { verdict: 'understood' }>;

export const nameOf = (words: string): string => camel(words.split(' '));
const isCalled = (entity: Entity, thing: string): boolean => entity.name.toLowerCase() === nameOf(thing).toLowerCase();

/** Whether everything that the sentences say is told: fields of the thing itself, and what belongs to what. */
export function tells({ entities, relations }: Requirements, facts: readonly Facts[], assumed = true): boolean {
  return facts.every(
    ({ owns, belongs }) =>
      owns.every(({ thing, fields }) => {
        const entity = entities.find((candidate) => isCalled(candidate, thing));
        return fields.every(({ name }) =>
          entity?.fields.some((field) => field.name === nameOf(name) && (assumed || !field.from.assumed)),
        );
      }) &&
      belongs.every(({ child, parent }) =>
        relations.some(({ kind, many, one: whole }) => {
          const isOf = (under: string, over: string): boolean =>
            under.toLowerCase() === nameOf(child).toLowerCase() && over.toLowerCase() === nameOf(parent).toLowerCase();
          return isOf(many, whole) || (kind === 'many-to-many' && isOf(whole, many));
        }),
      ),
  );
}

/** Made of the names of a list, or of the talk around it, and not of a thing: "Registering", "StoreLamp", "Color". */
export function isMistaken(entity: Entity, facts: readonly Facts[]): boolean {
  const words = spaced(entity.name).toLowerCase().split(' ');
  const things = new Set(facts.flatMap((fact) => [...fact.things, ...fact.owns.map(({ thing }) => thing)]));
  // What joins two others is told of both.
  if (things.has(words.join(' ')) || entity.fields.filter(({ type }) => type === 'reference').length > 1) return false;
  const listed = new Set(
    facts.flatMap(({ owns }) =>
      owns.flatMap(({ fields }) => fields.flatMap(({ name }) => [...name.split(' '), one(name)])),
    ),
  );
  if (words.every((word) => listed.has(word))) return true;
  if (lexicon().nouns.has(words.join(' ')) && !words.some(isCalledSo)) return false;
  const own = new Set([...things].flatMap((thing) => thing.split(' ')));
  if (words.some((word) => own.has(word))) return words.every((word) => own.has(word) || isTalk(word));
  return isOfTalk(entity.name) || words.every((word) => isTalk(word) && word.endsWith('ing'));
}

/** "additionallyHasAYear", "weightViaRest": a list with the talk around it. */
function isGlued(name: string, facts: readonly Facts[]): boolean {
  const words = spaced(name).toLowerCase().split(' ');
  if (words.length === 1 && (lexicon().fieldNames.has(name) || ruleForName(words) !== undefined)) return false;
  const fields = facts.flatMap(({ owns }) => owns.flatMap((own) => own.fields));
  const things = new Set(facts.flatMap((fact) => fact.things.flatMap((thing) => thing.split(' '))));
  const listed = new Set(fields.flatMap((field) => field.name.split(' ')));
  return (
    words.length > 3 ||
    isTalk(name) ||
    (words.length > 1 && words.some((word) => lexicon().functionWords.has(word))) ||
    (words.every((word) => listed.has(word) || things.has(word)) &&
      !fields.some((field) => nameOf(field.name) === name))
  );
}

const saysLess = (before: Field, again: Field): boolean =>
  before.type !== again.type ||
  (before.unique && !again.unique) ||
  (before.required !== again.required && before.type !== 'reference') ||
  String(before.values) !== String(again.values) ||
  before.min !== again.min ||
  before.max !== again.max ||
  before.default !== again.default;

/** Whether a reading has less than what the sentence says: a thing of it, a tie, or two of its fields. */
export function isLost(found: Requirements, fact: Facts): boolean {
  const { entities } = found;
  const values = new Set(entities.flatMap(({ fields }) => fields.flatMap((field) => field.values ?? [])));
  // What one chooses from is no list of fields.
  if (fact.owns.some(({ fields }) => fields.filter(({ name }) => values.has(nameOf(name))).length > 1)) return false;
  if (!tells(found, [{ ...fact, owns: [] }], true)) return true;
  return fact.owns.some((own) => {
    const entity = entities.find((candidate) => isCalled(candidate, own.thing));
    if (!entity) return true;
    const told = entity.fields.filter(({ from }) => !from.assumed);
    const lost = own.fields.filter(({ name }) => !told.some((field) => field.name === nameOf(name)));
    return lost.length > 1 || (lost.length > 0 && (own.fields.length > 2 || own.fields.length === lost.length));
  });
}

/** "a collection of barrels": what holds things is no field. */
const isHolder = (field: Field): boolean =>
  /^(?:collection|list|set|group|array|any(?:Number|Amount))(?:Of[A-Z]\w*)?$/.test(field.name);

/** How much of a reading is no more than the talk around the lists, or was not read of it. */
export function faultsOf({ entities, unread }: Requirements, facts: readonly Facts[], text: string): number {
  const within = unread.filter((words) => facts.some(({ start, end }) => text.slice(start, end).includes(words)));
  return (
    entities.filter((entity) => isMistaken(entity, facts)).length +
    entities.flatMap(({ fields }) => fields.filter(isHolder)).length +
    within.length
  );
}

/** Whether the first reading has a rule, a relation or a field of somebody's words that the second has not. */
export function losesSomething(
  first: Understanding,
  { requirements: again }: Understood,
  facts: readonly Facts[],
): boolean {
  if (first.verdict !== 'understood') return false;
  const { requirements: before } = first;
  const names = new Set(again.entities.map(({ name }) => name));
  if (before.entities.some((entity) => !names.has(entity.name) && !isMistaken(entity, facts))) return true;
  // Nothing comes up that nobody has told anything of.
  const owns = facts.flatMap((fact) => fact.owns.map(({ thing }) => thing));
  const known = new Set(before.entities.map(({ name }) => name));
  if (again.entities.some((entity) => !known.has(entity.name) && !owns.some((thing) => isCalled(entity, thing))))
    return true;
  const kept = before.entities.filter(({ name }) => names.has(name));
  const stays = (entity: string): boolean => kept.some(({ name }) => name === entity);
  const told = <T extends { from: { assumed: boolean } }>(all: readonly T[], of: (one: T) => string): number =>
    all.filter((item) => !item.from.assumed && stays(of(item))).length;
  // "exactly one vineyard" was a limit on the barrels of a vineyard's own.
  const turned = before.relations.filter(({ one: parent, many }) =>
    again.relations.some((relation) => relation.one === many && relation.many === parent),
  );
  const isNotTurned = (rule: Rule): boolean =>
    !turned.some(({ many, field }) => rule.entity === many && JSON.stringify(rule).includes(`"${field}"`));
  const changed = kept.some((entity) => {
    const other = again.entities.find(({ name }) => name === entity.name);
    const moved = (field: string): boolean =>
      facts.some(({ owns }) =>
        owns.some((own) => !isCalled(entity, own.thing) && own.fields.some(({ name }) => nameOf(name) === field)),
      );
    return entity.fields.some((field) => {
      const same = other?.fields.find(({ name }) => name === field.name);
      if (field.from.assumed || field.type === 'reference' || isHolder(field) || isGlued(field.name, facts))
        return false;
      return same ? same.from.assumed || saysLess(field, same) : !moved(field.name);
    });
  });
  return (
    changed ||
    told(again.rules, (rule) => rule.entity) < told(before.rules.filter(isNotTurned), (rule) => rule.entity) ||
    before.operations.some(
      (operation) =>
        !operation.from.assumed &&
        stays(operation.entity) &&
        !again.operations.some(({ entity, verb }) => entity === operation.entity && verb === operation.verb),
    ) ||
    before.relations.some(
      (relation) =>
        !relation.from.assumed &&
        stays(relation.many) &&
        stays(relation.one) &&
        !again.relations.some(
          ({ one: parent, many, kind }) =>
            kind === relation.kind &&
            ((parent === relation.one && many === relation.many) ||
              (parent === relation.many && many === relation.one)),
        ),
    ) ||
    again.roles.length < before.roles.length ||
    again.features.length < before.features.length ||
    again.unsupported.length + again.unread.length > before.unsupported.length + before.unread.length
  );
}
