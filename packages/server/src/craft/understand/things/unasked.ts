import { type Draft, type DraftEntity, cannot, mentions } from '../draft.ts';
import { wordsOf } from '../words/text.ts';
import { isPerson } from '../words/noun-sense.ts';

/**
 * Things that are usual where nobody told more, and stand in the way where somebody did: the project of a time entry that
 * was told to have an employee, a date and hours.
 */

export function dropUnasked(draft: Draft): void {
  dropDoubled(draft);
  dropCounted(draft);
  dropNumbered(draft);
  dropBridged(draft);
  dropRoles(draft);
  dropCollective(draft);
  for (const entity of draft.entities.filter((one) => isUnasked(draft, one))) {
    const users = draft.entities.filter((one) => one !== entity && refersTo(one, entity));
    if (users.length === 0 || !users.every((one) => isTold(one, entity))) continue;
    for (const one of users) one.fields = one.fields.filter(({ references }) => references !== entity.name);
    draft.entities = draft.entities.filter((one) => one !== entity);
    draft.relations = draft.relations.filter(({ one, many }) => one !== entity.name && many !== entity.name);
  }
}

const collectives = /^(?:Equipment|Vehicle|Property|Asset|Gear|Item|Venue|Product|Machine)$/;

/** "equipment rental: customers rent machines": what is rented is told by its own name. */
function dropCollective(draft: Draft): void {
  const [opening] = draft.clauses;
  for (const entity of draft.entities.filter(
    ({ name, fields }) => collectives.test(name) && fields.every(({ from }) => from.assumed),
  )) {
    const spoken = draft.clauses.filter(
      ({ text, heading }) => heading !== '#' && mentions(draft, text).some((mention) => mention.entity === entity),
    );
    const rows = draft.entities.filter((one) => one.fields.some(({ references }) => references === entity.name));
    const beside = rows.every(
      (one) =>
        one.entry?.key === 'rental' &&
        one.fields.some(({ references }) => {
          const other = draft.entities.find(({ name }) => name === references);
          return other !== undefined && other !== entity && !isPerson(other);
        }),
    );
    if (rows.length === 0 || !beside || spoken.some((clause) => clause !== opening)) continue;
    for (const one of rows) one.fields = one.fields.filter(({ references }) => references !== entity.name);
    draft.entities = draft.entities.filter((one) => one !== entity);
    draft.relations = draft.relations.filter(({ one, many }) => one !== entity.name && many !== entity.name);
  }
}

/** "only treasurers can record payments": who signs in as one, and no rows of treasurers. */
function dropRoles(draft: Draft): void {
  for (const entity of draft.entities.filter((one) => one !== draft.user)) {
    const [name = '', ...more] = entity.words;
    const alone = new RegExp(`^only (?:the )?${name}s? (?:can|may|must|should) [a-z ]+$`);
    const spoken = draft.clauses.filter(
      ({ text, heading }) => heading !== '#' && mentions(draft, text).some((mention) => mention.entity === entity),
    );
    if (
      more.length > 0 ||
      !draft.roles.some((role) => role.name === name) ||
      draft.notes.some((note) => note.entity === entity) ||
      spoken.length === 0 ||
      !spoken.every(({ text }) => alone.test(text))
    )
      continue;
    for (const one of draft.entities) one.fields = one.fields.filter(({ references }) => references !== entity.name);
    draft.entities = draft.entities.filter((one) => one !== entity);
    draft.relations = draft.relations.filter(({ one, many }) => one !== entity.name && many !== entity.name);
  }
}

/** "volunteers sign up for shifts": the sign-ups say whose a shift is, and no shift is of one volunteer. */
function dropDoubled(draft: Draft): void {
  for (const entity of draft.entities.filter(({ entry }) => entry?.is !== 'association')) {
    const doubled = entity.fields.filter(
      ({ references, from }) =>
        references !== undefined &&
        isSaidOfRegistering(from) &&
        draft.entities.some(
          (other) =>
            other.entry?.key === 'registration' &&
            other.fields.some((field) => field.references === entity.name) &&
            other.fields.some((field) => field.references === references),
        ) &&
        draft.relations.every(
          ({ one, many, from: said }) => one !== references || many !== entity.name || isSaidOfRegistering(said),
        ),
    );
    entity.fields = entity.fields.filter((field) => !doubled.includes(field));
    draft.relations = draft.relations.filter(
      ({ one, many }) => many !== entity.name || !doubled.some(({ references }) => references === one),
    );
  }
}

/** "products (sku, name), warehouses (code), movements with product and warehouse": the movements say where a product is. */
function dropBridged(draft: Draft): void {
  for (const entity of draft.entities) {
    if (entity.fields.filter(({ references, from }) => references === undefined && !from.assumed).length < 2) continue;
    const bridged = entity.fields.filter(
      ({ references, from }) =>
        references !== undefined &&
        from.assumed &&
        draft.entities.some(
          (other) => other !== entity && [entity.name, references].every((name) => isStatedTo(other, name)),
        ),
    );
    entity.fields = entity.fields.filter((field) => !bridged.includes(field));
    draft.relations = draft.relations.filter(
      ({ one, many }) => many !== entity.name || !bridged.some(({ references }) => references === one),
    );
  }
}

function isStatedTo(entity: DraftEntity, name: string): boolean {
  return entity.fields.some(({ references, from }) => references === name && !from.assumed);
}

/** "at most 15 participants", where firefighters attend: a number of them, and no people of their own. */
function dropCounted(draft: Draft): void {
  for (const entity of draft.entities.filter(({ words }) => /^(?:participant|attendee)$/.test(words.join(' ')))) {
    const attended = draft.entities.some(
      (rows) =>
        rows.entry?.is === 'association' &&
        refersTo(rows, entity) !== undefined &&
        rows.fields.filter(({ references }) => references !== undefined && references !== entity.name).length > 1,
    );
    const counted = draft.clauses.every(({ text }) =>
      mentions(draft, text).every(
        (mention) =>
          mention.entity !== entity ||
          / (?:\d+|number of|maximum of) $|^ each $/.test(` ${text.slice(0, mention.from)}`),
      ),
    );
    if (!attended || !counted || draft.notes.some((note) => note.entity === entity)) continue;
    for (const other of draft.entities)
      other.fields = other.fields.filter(({ references }) => references !== entity.name);
    draft.entities = draft.entities.filter((other) => other !== entity);
    draft.relations = draft.relations.filter(({ one, many }) => one !== entity.name && many !== entity.name);
  }
}

const asNumber = / (?:an?|the|this|that|my|each) (?:given |certain |chosen )?number of $/;
/** The field that the number is compared with. */
const asBound = / (?:max|maximum|min|minimum)(?: number of)? $/;

/** "List games for a given number of players": a number that is asked for, and no players; that lists are not filtered by it is said. */
function dropNumbered(draft: Draft): void {
  for (const entity of draft.entities.filter(
    (one) => one !== draft.user && one.fields.every(({ from }) => from.assumed),
  )) {
    const spoken = draft.clauses.flatMap((clause) =>
      mentions(draft, clause.text)
        .filter((mention) => mention.entity === entity)
        .map((mention) => ({ clause, before: clause.text.slice(0, mention.from) })),
    );
    const isAsked = spoken.some(({ before }) => asNumber.test(` ${before}`));
    const isNumber = isAsked && spoken.every(({ before }) => asNumber.test(` ${before}`) || asBound.test(` ${before}`));
    if (!isNumber || draft.notes.some((note) => note.entity === entity)) continue;
    draft.entities = draft.entities.filter((one) => one !== entity);
    draft.relations = draft.relations.filter(({ one, many }) => one !== entity.name && many !== entity.name);
    for (const other of draft.entities)
      other.fields = other.fields.filter(({ references }) => references !== entity.name);
    for (const { clause, before } of spoken)
      if (/\b(?:list|show|find|filter|search|see|get|which)\b/.test(before))
        cannot(
          draft,
          wordsOf(clause),
          'lists are filtered by what is the same in a field, and not by what lies between two of them',
        );
  }
}

/** Nobody said it, or it was made of "a member can sign up for several courses". */
function isSaidOfRegistering({ assumed, words }: DraftEntity['from']): boolean {
  return assumed || /\b(?:sign(?:s|ed)? ?up|enrol|register|join)/i.test(words);
}

/** Behind "guest": a field of the booking, which says all that is to be known of the guest. */
const named = /^ (?:names?|emails?|phones?|titles?|numbers?|addresses|address|e-mails?)\b/;

/** Nobody spoke of it, and it is not known by anything that was said. */
function isUnasked(draft: Draft, entity: DraftEntity): boolean {
  return (
    entity.from.assumed &&
    entity !== draft.user &&
    entity.entry?.is !== 'association' &&
    entity.fields.every(({ from }) => from.assumed) &&
    !draft.clauses.some(({ text }) =>
      mentions(draft, text).some((mention) => mention.entity === entity && !named.test(text.slice(mention.to))),
    )
  );
}

/** Whether it was told what it has and what else it belongs to. */
function isTold(entity: DraftEntity, besides: DraftEntity): boolean {
  const stated = entity.fields.filter(({ from }) => !from.assumed);
  return (
    refersTo(entity, besides)?.from.assumed === true &&
    stated.some(({ references }) => references !== undefined && references !== besides.name) &&
    stated.some(({ references }) => references === undefined)
  );
}

function refersTo(entity: DraftEntity, other: DraftEntity): DraftEntity['fields'][number] | undefined {
  return entity.fields.find(({ references }) => references === other.name);
}
