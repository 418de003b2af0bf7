import { type Draft, type DraftEntity, addField, addRelation, assumed, declare, referenceName } from '../draft.ts';
import type { Provenance } from '../../requirements.ts';
import { phraseOf } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isPerson } from '../words/noun-sense.ts';

/** Entities that join others: a loan of a book to a member, a booking of a class. */

/** The association that a verb makes, declared if need be, joined to what the sentence names. */
export function ensureAssociation(
  draft: Draft,
  verb: string,
  object: DraftEntity | undefined,
  subject: DraftEntity | undefined,
  from: Provenance,
): DraftEntity | undefined {
  const key = lexicon().associations[verb];
  if (key === undefined) return undefined;
  // "make a booking", "leave a review": the object is the association itself.
  if (object?.entry?.key === key) {
    if (subject) link(draft, object, subject, from, true);
    return object;
  }
  // "patients book appointments": the appointment is what booking makes.
  if (
    object?.entry?.is === 'association' &&
    !/^(?:review|rating|comment|reply|like|vote|payment|application|attempt|follow)$/.test(key)
  ) {
    if (subject) link(draft, object, subject, from, true);
    return object;
  }
  const sibling = object && joinedBy(draft, object, key);
  const found = sibling ?? draft.entities.find((entity) => entity.entry?.key === key);
  const made = found ?? declare(draft, key.split('_'), { ...from, assumed: true, confidence: 0.7 });
  if (object && object !== made) link(draft, made, object, from, true);
  if (subject && subject !== made) link(draft, made, subject, from, true);
  return made;
}

/** A stated entity that plays the part of the verb's own noun: "reservations" when people "book" rooms. */
function joinedBy(draft: Draft, object: DraftEntity, key: string): DraftEntity | undefined {
  const families = [
    ['booking', 'reservation', 'appointment', 'rental', 'registration', 'order'],
    ['loan', 'rental', 'checkout'],
    ['enrollment', 'registration', 'participation', 'attendance', 'booking'],
    ['order', 'cart', 'transaction', 'sale', 'event_ticket', 'ticket'],
    ['review', 'rating'],
    ['comment', 'review'],
    ['application', 'registration'],
    ['payment', 'transaction'],
    ['vote', 'like', 'answer', 'response'],
  ];
  if (draft.entities.some((entity) => entity.entry?.key === key)) return undefined;
  const family = families.find((keys) => keys[0] === key || (keys.includes(key) && keys.indexOf(key) < 4)) ?? [];
  return draft.entities.find(
    (entity) =>
      entity !== object &&
      (!entity.from.assumed ||
        (entity.entry?.links ?? []).some((slot) => slot.split('|').includes(object.entry?.key ?? ''))) &&
      family.includes(entity.entry?.key ?? '') &&
      (entity.entry?.is === 'association' || entity.entry?.is === 'part' || entity.entry?.key === 'order'),
  );
}

/** A reference from `child` to `parent` and the relation that goes with it. */
export function link(
  draft: Draft,
  child: DraftEntity,
  parent: DraftEntity,
  from: Provenance,
  required: boolean,
  name = parent === draft.user ? 'userId' : referenceName(parent),
): void {
  const known = child.fields.find(
    (field) => field.references === parent.name && (field.name === name || name === referenceName(parent)),
  );
  if (known) {
    if (known.from.assumed && !from.assumed) known.from = from;
  } else {
    // Rows that need each other could never be made.
    const needed = parent.fields.some((field) => field.references === child.name && field.required && parent !== child);
    addField(child, {
      name,
      type: 'reference',
      required: required && !needed,
      unique: false,
      readOnly: parent === draft.user && required,
      secret: false,
      references: parent.name,
      from,
    });
  }
  if (parent === draft.user) return;
  addRelation(draft, {
    one: parent.name,
    many: child.name,
    field: known?.name ?? name,
    kind: 'one-to-many',
    onDelete: child.entry?.is === 'part' ? 'cascade' : required ? 'restrict' : 'set-null',
    from,
  });
}

/** Joins the associations and parts that were stated to the stated things they go with. */
export function linkAssociations(draft: Draft): void {
  for (const entity of draft.entities) {
    const slots = entity.entry?.links;
    if (
      slots === undefined ||
      (lexicon().nouns.get(phraseOf(entity.words)) === undefined && entity.entry?.is !== 'association')
    )
      continue;
    for (const slot of slots) linkSlot(draft, entity, slot);
    linkRest(draft, entity);
  }
  const made = new Set(Object.values(lexicon().associations));
  for (const entity of draft.entities) if (made.has(entity.entry?.key ?? '')) settleHeld(draft, entity);
}

/** "customers order trees; an order has one or more trees": none has the one tree that was ordered, nor a tree its one order. */
function settleHeld(draft: Draft, made: DraftEntity): void {
  for (const { references } of made.fields) {
    const thing = draft.entities.find(({ name }) => name === references);
    const back = thing?.fields.find((field) => field.references === made.name && !field.from.assumed);
    if (!thing || !back || thing === made || thing === draft.user || isPerson(thing)) continue;
    const joins = (field: { references?: string | undefined }): boolean =>
      field.references === made.name || field.references === thing.name;
    made.fields = made.fields.filter((field) => !joins(field));
    thing.fields = thing.fields.filter((field) => !joins(field));
    const between = (one: string, many: string): boolean =>
      [one, many].includes(made.name) && [one, many].includes(thing.name);
    draft.relations = draft.relations.filter((relation) => !between(relation.one, relation.many));
    addRelation(draft, {
      one: made.name,
      many: thing.name,
      field: referenceName(made),
      kind: 'many-to-many',
      onDelete: 'cascade',
      from: back.from,
    });
  }
}

function linkSlot(draft: Draft, entity: DraftEntity, slot: string): void {
  const optional = slot.endsWith('?');
  const keys = slot.replace('?', '').split('|');
  const taken = (other: DraftEntity): boolean =>
    entity.fields.some((field) => field.references === other.name) || linkedMany(draft, entity, other);
  const exact = keys.flatMap((key) =>
    draft.entities.filter(
      (other) => other !== entity && (other.entry?.key === key || phraseOf(other.words).replaceAll(' ', '_') === key),
    ),
  );
  const candidates = exact.length > 0 ? exact : standIns(draft, entity, keys);
  if (candidates.some(taken) && entity.entry?.is !== 'part') return;
  const [first] = candidates;
  if (candidates.some(taken)) return;
  if (first) {
    const several =
      entity.entry?.key === 'comment' || entity.entry?.key === 'review' ? candidates.slice(0, 1) : [first];
    for (const parent of several) link(draft, entity, parent, assumed(0.7), !optional);
    return;
  }
  if (keys.includes('user') && draft.auth === 'token' && !hasPerson(draft, entity))
    link(draft, entity, draft.user, assumed(0.7), true);
}

/** Courses where the lexicon would have classes: another word for what an association joins. */
function standIns(draft: Draft, entity: DraftEntity, keys: readonly string[]): DraftEntity[] {
  if (entity.entry?.is !== 'association') return [];
  const groups = lexicon().near.filter((group) => keys.some((key) => group.includes(key.replaceAll('_', ' '))));
  const found = draft.entities.filter(
    (other) =>
      other !== entity &&
      other.entry?.is === undefined &&
      groups.some((group) => group.includes((other.entry?.key ?? '').replaceAll('_', ' '))),
  );
  return found.length === 1 ? found : [];
}

function linkedMany(draft: Draft, a: DraftEntity, b: DraftEntity): boolean {
  return draft.relations.some(
    (relation) =>
      relation.kind === 'many-to-many' &&
      [relation.one, relation.many].includes(a.name) &&
      [relation.one, relation.many].includes(b.name),
  );
}

function hasPerson(draft: Draft, entity: DraftEntity): boolean {
  return entity.fields.some(
    (field) =>
      field.references === 'User' ||
      draft.entities.some((other) => other.name === field.references && other.entry?.is === 'person'),
  );
}

/** An association whose thing has no place in the lexicon takes the one stated thing that is left over. */
function linkRest(draft: Draft, entity: DraftEntity): void {
  if (entity.entry?.is !== 'association') return;
  joinPerson(draft, entity);
  const references = entity.fields.filter((field) => field.type === 'reference');
  const people = references.filter(
    (field) =>
      field.references === 'User' ||
      draft.entities.some((other) => other.name === field.references && other.entry?.is === 'person'),
  );
  if (references.length > people.length || people.length > 1) return;
  const free = draft.entities.filter(
    (other) =>
      other !== entity &&
      other.entry?.is !== 'association' &&
      other.entry?.is !== 'part' &&
      other.entry?.is !== 'person' &&
      !other.entry?.tag,
  );
  const [only] = free;
  if (only && free.length === 1) link(draft, entity, only, assumed(0.6), true);
}

/** "singers, rehearsals, attendance": whoever the only people are that are kept, where the lexicon would have others. */
function joinPerson(draft: Draft, entity: DraftEntity): void {
  const { nouns } = lexicon();
  const keyOf = (name: string | undefined): string =>
    draft.entities.find((other) => other.name === name)?.entry?.key ?? '';
  const linked = new Set(entity.fields.map((field) => keyOf(field.references)));
  const forPeople = (entity.entry?.links ?? []).some((slot) => {
    const keys = slot.replace('?', '').split('|');
    const forOne = keys.some((key) => key === 'user' || nouns.get(key.replaceAll('_', ' '))?.is === 'person');
    return forOne && !keys.some((key) => linked.has(key));
  });
  const people = draft.entities.filter((other) => other !== entity && other.entry?.is === 'person');
  const [only] = people;
  // "ticket: buyer name": whoever holds it is told in the row itself.
  const toldOf = entity.fields.some(({ name }) =>
    /^(?:holder|buyer|guest|customer|attendee|visitor|passenger)Name$/.test(name),
  );
  if (forPeople && only && people.length === 1 && !toldOf && !hasPerson(draft, entity))
    link(draft, entity, only, assumed(0.6), true);
}
