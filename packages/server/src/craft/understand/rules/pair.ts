import { link } from '../things/associations.ts';
import { fieldsNamed, joining, openOf, referenceTo } from '../things/context.ts';
import { type Draft, type DraftEntity, addRule, mentions, stated } from '../draft.ts';
import { lexicon } from '../words/lexicon.ts';
import { isPerson } from '../words/noun-sense.ts';
import { onceEach } from '../sentences/retell.ts';
import type { Clause } from '../words/text.ts';
import { addOnlyOne } from './once-open.ts';

/** "only one harvest per parcel and year": to be read before either of the two is taken for the whole. */
export function readPerTwoRule(draft: Draft, clause: Clause): void {
  onlyOne(draft, clause, oneOfEach(draft, clause) ?? onePerTwo(draft, clause));
}

/** "each singer at most once per rehearsal", where nobody else made anything of it. */
export function readOnceForRule(draft: Draft, clause: Clause): void {
  if (!draft.ruled.has(clause)) onlyOne(draft, clause, onceFor(draft, clause));
  if (!draft.ruled.has(clause)) onceInAll(draft, clause);
}

/** "a property is closed at most once": one closing of each, as rows of those are kept. */
function onceInAll(draft: Draft, clause: Clause): void {
  const once = onceEach(clause.text);
  const parent = once && found(draft, once.thing);
  if (!parent) return;
  const children = draft.entities.filter((entity) => referenceTo(entity, parent) !== undefined);
  const start = once.verb.slice(0, Math.max(3, once.verb.length - 2));
  const entity =
    children.find((child) => child.words.at(-1)?.startsWith(start)) ??
    children.find((child) => child.entry !== undefined && child.entry.key === lexicon().associations[once.verb]);
  const field = entity && referenceTo(entity, parent);
  if (!entity || !field) return;
  addRule(draft, { kind: 'unique', entity: entity.name, fields: [field.name], from: stated(clause) });
  draft.ruled.add(clause);
}

function onlyOne(draft: Draft, clause: Clause, pair: Pair | undefined): void {
  if (pair) addOnlyOne(draft, clause, pair.entity, pair.fields);
}

interface Pair {
  entity: DraftEntity;
  fields: string[];
}

/** "each singer at most once per rehearsal": the rows that join the two. */
function onceFor(draft: Draft, clause: Clause): Pair | undefined {
  const match =
    /^(?:and )?(?:each|every|an?|the|no|1) ([a-z]+(?: [a-z]+)?) (?:[a-z]+ ){0,4}?(?:(?:at most|only|just|no more than|not more than|maximum|max) once|once at most|once only|more than once|twice|once(?= per | for each | for every )) (?:per|for|in|at|on|to) (?:each |every |an? |the |1 )?(?:same )?([a-z]+(?: [a-z]+)?)$/.exec(
      clause.text,
    );
  // "each team can play a puzzle only once"
  const plain =
    match ??
    /^(?:each|every|an?|the|1) ([a-z]+(?: [a-z]+)??) (?:(?:can|may) )?[a-z]+ (?:an?|each|every|the|any|1) ([a-z]+(?: [a-z]+)??) (?:at most |only |just )once$/.exec(
      clause.text,
    );
  const [one, other] = [plain?.[1], plain?.[2]].map((text) => (text === undefined ? undefined : found(draft, text)));
  if (!one || !other || one === other) return undefined;
  const entity = joining(draft, [one, other]).find((rows) => rows !== one && rows !== other);
  const [own, per] = [entity && referenceTo(entity, one), entity && referenceTo(entity, other)];
  return entity && own && per ? { entity, fields: [per.name, own.name] } : undefined;
}

/** "a seat has at most one ticket per showing" */
function oneOfEach(draft: Draft, clause: Clause): Pair | undefined {
  const match =
    /^(?:an?|each|every|the|1) ([a-z]+(?: [a-z]+)??) (?:(?:can|may) )?(?:have|has|gets?|receives?) (?:only|at most|just|exactly|no more than|max|maximum) 1 ([a-z]+(?: [a-z]+)??) (?:per|for each|for every|in each|at each) ([a-z]+(?: [a-z]+)?)$/.exec(
      clause.text,
    );
  const [one, entity, other] = [match?.[1], match?.[2], match?.[3]].map((text) => found(draft, text ?? ''));
  if (!one || !entity || !other || new Set([one, entity, other]).size < 3) return undefined;
  for (const parent of [one, other])
    if (!referenceTo(entity, parent)) link(draft, entity, parent, stated(clause), true);
  const [own, per] = [referenceTo(entity, one), referenceTo(entity, other)];
  return own && per ? { entity, fields: [per.name, own.name] } : undefined;
}

/** "only one harvest per parcel and year": each of the two is a field of the harvest, or what it belongs to. */
function onePerTwo(draft: Draft, clause: Clause): Pair | undefined {
  const match =
    /(?:only|at most|exactly|just|max|maximum|more than|never 2|not 2|^(?=1 )) ?(?:1 )?([a-z]+(?: [a-z]+)?) (?:per|for each|for every|for the same|for a) ([a-z]+(?: [a-z]+)?) (?:and|in each|per|in a|on a|in the same) ([a-z]+(?: [a-z]+)?)$/.exec(
      clause.text,
    );
  const entity = match?.[1] === undefined ? undefined : found(draft, match[1]);
  if (!entity || !match) return undefined;
  const fields = [match[2] ?? '', match[3] ?? ''].map((text) => {
    const day = /^(?:day|date)$/.test(text)
      ? entity.fields.find(({ type, readOnly }) => type === 'date' && !readOnly)
      : undefined;
    const own = day ?? fieldsNamed([entity], text).find((hit) => hit.field.type !== 'reference')?.field;
    const parent = own ? undefined : found(draft, text);
    if (parent && parent !== entity && !referenceTo(entity, parent)) link(draft, entity, parent, stated(clause), true);
    // Students who are users are who makes the row.
    const maker = own || parent || !draft.roles.some((role) => role.name === text) ? undefined : draft.user;
    if (maker) return referenceTo(entity, maker)?.name;
    return own?.name ?? (parent && referenceTo(entity, parent)?.name);
  });
  const [one, other] = fields;
  // "one enrolment per student and course": whoever reads uniqueness reads it.
  const plain = fields.some((name) =>
    entity.fields.some((field) => field.name === name && (field.type !== 'reference' || field.references === 'User')),
  );
  const ofPeople = [match[2], match[3]].some((text) => isPerson(found(draft, text ?? '') ?? draft.user));
  if (!plain && ofPeople && clause.text.startsWith('1 ')) return undefined;
  return one !== undefined && other !== undefined && one !== other ? { entity, fields: [one, other] } : undefined;
}

function found(draft: Draft, text: string): DraftEntity | undefined {
  const entity = mentions(draft, text)[0]?.entity;
  return entity === draft.user ? undefined : entity;
}

/** "up to 4 tickets per email and event": for two things together, either of them a field of the row or what it belongs to. */
export function readMaxPerTwo(draft: Draft, clause: Clause, text: string): boolean {
  const match =
    /^(\d+) ([a-z]+(?: [a-z]+)??) (?:per|for each|by each|for 1|from each) ([a-z]+(?: [a-z]+)?) (?:per|and|for each|in each|on each|for the same) (?:per )?([a-z]+(?: [a-z]+)?)$/.exec(
      text,
    );
  const entity = match?.[2] === undefined ? undefined : mentions(draft, match[2])[0]?.entity;
  const limit = Number(match?.[1]);
  if (!match || !entity || limit < 2 || /^(?:day|week|month|year|hour)$/.test(match[4] ?? '')) return false;
  const fields = [match[3] ?? '', match[4] ?? ''].map((words) => {
    const own = fieldsNamed([entity], words).find((hit) => hit.to === words.length)?.field;
    const parent = mentions(draft, words)[0]?.entity;
    return own ?? (parent && referenceTo(entity, parent));
  });
  const [per, also] = fields[0]?.type === 'reference' ? fields : fields.toReversed();
  if (!per || !also || per === also || !['reference', 'string', 'email', 'phone', 'enum'].includes(also.type))
    return false;
  for (const field of [per, also]) field.required = true;
  const open = openOf(entity);
  addRule(draft, {
    kind: 'max-per',
    entity: entity.name,
    per: per.name,
    also: [also.name],
    limit,
    ...(open ? { open } : {}),
    from: stated(clause),
  });
  draft.ruled.add(clause);
  return true;
}
