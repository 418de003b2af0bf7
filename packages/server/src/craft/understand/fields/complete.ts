import { type Draft, type DraftEntity, addField, assumed, declare, mentions, referenceName } from '../draft.ts';
import { makeField, parseFieldSpecs } from './field-types.ts';
import { lexicon } from '../words/lexicon.ts';
import { link } from '../things/associations.ts';
import { isTime } from '../things/context.ts';
import { phraseOf, spaced } from '../words/grammar.ts';
import { isHappening, isPerson } from '../words/noun-sense.ts';

/** Adds what everybody expects of a thing but nobody said: the fields of a book, the dates of a stay. All assumed. */

/** Whoever names a field has said what matters. */
const enough = 1;

export function completeFields(draft: Draft): void {
  for (const entity of draft.entities) {
    // How many fit in, and how far it has come, say nothing of what it is.
    const told = entity.fields.filter(
      (field) =>
        field.type !== 'reference' &&
        !field.from.assumed &&
        field.name !== 'capacity' &&
        !(field.type === 'enum' && /^(?:status|stage|state|phase)$/.test(field.name)),
    );
    if (entity.closed) continue;
    if (told.length >= enough) {
      addLabel(entity, told);
      continue;
    }
    const before = [...entity.fields];
    const expected = entity.entry ? parseFieldSpecs(entity.entry.fields, assumed(0.55)) : general(entity);
    for (const field of expected) {
      if (similar(before, field.name) || isSaidByReference(draft, entity, before, field.name)) continue;
      // A key of a kind that somebody else may own is no longer required beside stated fields.
      addField(entity, { ...field, from: assumed(0.55) });
    }
  }
  for (const entity of draft.entities) addTimes(draft, entity);
}

/** Whose ticket it is, and when a rehearsal was: no name of the holder and no date beside the visitor or rehearsal that it refers to. */
function isSaidByReference(draft: Draft, entity: DraftEntity, fields: DraftEntity['fields'], name: string): boolean {
  const others = draft.entities.filter((other) => fields.some(({ references }) => references === other.name));
  if (name === 'date' && entity.entry?.is === 'association')
    return others.some((other) =>
      other.fields.some((field) => isTime(field) && !field.from.assumed && !field.readOnly),
    );
  return (
    /^(?:holder|buyer|guest|customer|attendee)(?:Name|Email)$/.test(name) && others.some((other) => isPerson(other))
  );
}

const labels = new Set(['name', 'title', 'firstName', 'lastName', 'subject', 'question', 'symbol', 'label', 'term']);

const tellsApart =
  /(?:name|title|code|number|label|sku|isbn|plate|email|subject|question|description|text|body|content|message|term|word|key|model|make|symbol|slug|url|link|address|phrase|quote|item|what)$/;

/** "todos with priorities and due dates": of what is told apart by nothing that was stated, the name is added. */
function addLabel(entity: DraftEntity, told: DraftEntity['fields']): void {
  if (!entity.entry || told.some((field) => field.unique || tellsApart.test(spaced(field.name)))) return;
  // Whoever told what it is may leave the name out.
  const required = told.every(({ type }) => /^(?:date|datetime|enum|boolean)$/.test(type));
  for (const field of parseFieldSpecs(entity.entry.fields, assumed(0.55)))
    if (labels.has(field.name) && field.required && !similar(entity.fields, field.name))
      entity.fields.unshift({ ...field, required });
  if (entity.fields[0]?.name === 'lastName') entity.fields.splice(0, 2, ...entity.fields.slice(0, 2).toReversed());
}

/** "year" says what "publishedYear" would. */
function similar(fields: DraftEntity['fields'], name: string): boolean {
  const wanted = spaced(name).split(' ');
  const groups = [
    ['name', 'title', 'firstName', 'lastName'],
    ['body', 'text', 'content', 'description', 'message'],
    ['dueDate', 'dueAt', 'deadline'],
    ['completed', 'done', 'status', 'finished', 'stage', 'state', 'phase'],
    ['price', 'cost', 'unitPrice'],
    ['quantity', 'stock', 'count'],
    ['startsAt', 'start', 'begin', 'startTime', 'date', 'startDate', 'dateTime', 'datetime', 'time', 'scheduledAt'],
    ['endsAt', 'end', 'endTime', 'endDate'],
    ['question', 'title'],
    ['value', 'rating', 'score', 'stars'],
    ['durationMinutes', 'durationSeconds', 'duration'],
    ['capacity', 'maxParticipants', 'seats'],
    ['spentOn', 'date'],
    ['amount', 'total', 'price'],
    ['subject', 'title'],
    ['publishedYear', 'year', 'releaseYear'],
    ['loanedAt', 'loanDate', 'borrowedAt', 'borrowDate', 'borrowedDate'],
    ['dueAt', 'dueDate'],
    ['returnedAt', 'returnDate', 'returnedDate'],
    ['number', 'name', 'roomNumber'],
    ['genre', 'categoryId', 'genreId'],
    ['issueDate', 'date'],
    ['licensePlate', 'plate', 'plateNumber', 'registration'],
  ];
  return fields.some((field) => {
    if (field.name === name || field.name === `${name}Id`) return true;
    if (groups.some((group) => group.includes(name) && group.includes(field.name) && name !== field.name)) return true;
    const words = spaced(field.name).split(' ');
    // "start price" and "starting price".
    if (words.length === wanted.length && words.every((word, i) => alike(word, wanted[i] ?? ''))) return true;
    return (
      field.type !== 'reference' &&
      words.at(-1) === wanted.at(-1) &&
      (words.length === 1 || wanted.length === 1) &&
      words.at(-1) !== 'at'
    );
  });
}

function alike(one: string, other: string): boolean {
  return one === other || (one.length > 3 && other.length > 3 && (one.startsWith(other) || other.startsWith(one)));
}

function general(entity: DraftEntity): DraftEntity['fields'] {
  const last = entity.words.at(-1) ?? '';
  if (/(?:ist|ician|ologist|keeper|man|woman|mentor|pilot|soldier|wizard|monk|priest|rider|walker|maker)$/.test(last)) {
    return parseFieldSpecs('name!, email unique, phone', assumed(0.4));
  }
  if (isHappening(last) && entity.fields.some((field) => field.type === 'reference')) {
    return parseFieldSpecs('happenedAt datetime =now, notes', assumed(0.4));
  }
  return parseFieldSpecs('name!, description, active boolean =true', assumed(0.4));
}

const eventLike =
  /^(?:startsAt|startTime|departsAt|departureTime|departure|start|beginsAt|date|startDate|scheduledAt|time|dateTime|datetime|startAt|begin|begins|heldAt|heldOn)$/;
const byDay = new Set([
  'hotel_room',
  'property',
  'apartment',
  'car',
  'vehicle',
  'boat',
  'house',
  'tool',
  'equipment',
  'camera',
  'costume',
  'truck',
  'bed',
  'campsite',
]);

/** A booking of something that has no time of its own needs one. */
function addTimes(draft: Draft, entity: DraftEntity): void {
  if (!/^(?:booking|reservation)$/.test(entity.entry?.key ?? '')) return;
  if (
    entity.closed ||
    entity.fields.some(
      (field) =>
        (field.type === 'date' || field.type === 'datetime') &&
        !/(?:bookedAt|reservedAt|cancelledAt|createdAt)/.test(field.name),
    )
  )
    return;
  const target = draft.entities.find(
    (other) => !isPerson(other) && entity.fields.some((field) => field.references === other.name),
  );
  if (
    !target ||
    target.fields.some((field) => eventLike.test(field.name)) ||
    /^(?:seat|book|slot)$/.test(target.entry?.key ?? '')
  )
    return;
  const hotel =
    draft.entities.some((other) => other.entry?.key === 'guest' || other.entry?.key === 'hotel') ||
    draft.domain.includes('hotel') ||
    draft.domain.includes('hostel');
  const days = byDay.has(target.entry?.key ?? '') || (target.entry?.key === 'room' && hotel);
  const type = days ? 'date' : 'datetime';
  for (const words of days
    ? [
        ['start', 'date'],
        ['end', 'date'],
      ]
    : [
        ['starts', 'at'],
        ['ends', 'at'],
      ])
    addField(entity, makeField(words, assumed(0.6), type));
}

/** Someone must hold a loan, a booking or a vote: the one person named, else the signed-in user. */
export function completePeople(draft: Draft): void {
  for (const entity of draft.entities) {
    if (entity.entry?.is !== 'association') continue;
    const slots = (entity.entry.links ?? []).map((slot) => slot.replace('?', '').split('|'));
    if (
      !slots.some((slot) =>
        slot.some((key) => key === 'user' || key === 'member' || key === 'customer' || key === 'student'),
      )
    )
      continue;
    const held = entity.fields.some(
      (field) =>
        field.references === 'User' ||
        draft.entities.some((other) => other.name === field.references && isPerson(other)),
    );
    if (held) continue;
    const people = draft.entities.filter((other) => isPerson(other) && draft.clauses.length > 0);
    const [only] = people;
    if (only && people.length === 1 && slots.some((slot) => slot.includes(only.entry?.key ?? phraseOf(only.words))))
      link(draft, entity, only, assumed(0.6), true);
    else if (draft.auth === 'token') link(draft, entity, draft.user, assumed(0.6), true);
    else if (draft.userDeclared) link(draft, entity, draft.user, assumed(0.6), true);
  }
}

/** "members borrow documents": the loan has what it is of. */
function isDoneTo(draft: Draft, association: DraftEntity): boolean {
  const { associations, verbForms } = lexicon();
  return draft.clauses.some((clause) => {
    const words = clause.text.split(' ');
    const at = words.findIndex((word) => associations[verbForms.get(word) ?? ''] === association.entry?.key);
    const [object] = at < 0 ? [] : mentions(draft, words.slice(at + 1, at + 4).join(' '));
    return (
      object !== undefined && object.entity !== association && !isPerson(object.entity) && !object.entity.from.assumed
    );
  });
}

/** A loan needs something to lend, and a library that keeps books and members lends: what the domain would have. */
export function completeDomain(draft: Draft, keys: readonly string[]): void {
  const near = (key: string): string[] =>
    lexicon()
      .near.filter((group) => group.includes(key.replaceAll('_', ' ')))
      .flatMap((group) => group.map((word) => word.replaceAll(' ', '_')));
  const has = (options: readonly string[]): boolean =>
    draft.entities.some((other) => options.flatMap((key) => [key, ...near(key)]).includes(other.entry?.key ?? ''));
  const stated = [...draft.entities];
  for (const entity of stated) {
    const slots = entity.entry?.is === 'association' || entity.entry?.is === 'part' ? (entity.entry.links ?? []) : [];
    for (const slot of slots) {
      const options = slot.split('|');
      if (
        slot.endsWith('?') ||
        has(options) ||
        isDoneTo(draft, entity) ||
        (entity.entry?.is === 'part' && stated.length > 1)
      )
        continue;
      const needed = keys.find((key) => options.includes(key));
      if (needed !== undefined) declare(draft, needed.split('_'), assumed(0.6));
    }
  }
  if (stated.some((entity) => entity.entry?.is === 'association')) return;
  for (const key of keys) {
    const entry = lexicon().nouns.get(key.replaceAll('_', ' '));
    if (entry?.is !== 'association' || !entry.links?.every((slot) => has(slot.replace('?', '').split('|')))) continue;
    declare(draft, key.split('_'), assumed(0.55));
    return;
  }
}

/** An author of books, a category of products: tied together when nothing else ties them. */
export function completeRelations(draft: Draft): void {
  const tied = (a: DraftEntity, b: DraftEntity): boolean =>
    a.fields.some((field) => field.references === b.name) ||
    b.fields.some((field) => field.references === a.name) ||
    draft.relations.some(
      (relation) => [relation.one, relation.many].includes(a.name) && [relation.one, relation.many].includes(b.name),
    );
  for (const [one, many, loose] of lexicon().natural) {
    const parent = draft.entities.find((entity) => entity.entry?.key === one);
    const child = draft.entities.find((entity) => entity.entry?.key === many);
    if (!parent || !child || parent === child || tied(parent, child)) continue;
    if (isThrough(draft, child, parent)) continue;
    const met = draft.entities.some(
      (other) =>
        other.entry?.is === 'association' &&
        [parent, child].every((end) => other.fields.some((field) => field.references === end.name)),
    );
    if (met) continue;
    if (child.closed && !parent.from.assumed && child.fields.some((field) => field.name === one)) continue;
    const optional =
      loose ||
      parent.entry?.classifies === true ||
      (isPerson(parent) && !/^(?:author|artist|customer|client|owner)$/.test(one));
    link(draft, child, parent, assumed(0.55), !optional);
  }
  pairUp(draft);
  for (const pair of lexicon().shared) {
    const [one, other] = pair.split(' ').map((key) => draft.entities.find((entity) => entity.entry?.key === key));
    if (one && other && one !== other && !tied(one, other)) share(draft, one, other);
  }
}

/** A song of an album of an artist is the artist's; so is a card of a column of a board. */
function isThrough(draft: Draft, child: DraftEntity, parent: DraftEntity): boolean {
  const parents = (one: DraftEntity): string[] => one.fields.flatMap((field) => field.references ?? []);
  return draft.entities.some(
    (other) => other !== child && parents(child).includes(other.name) && parents(other).includes(parent.name),
  );
}

/** Two of the same in one row: who plays at home and who away, who follows whom. */
function pairUp(draft: Draft): void {
  for (const [key, end, first, second] of [
    ['match', 'team', 'homeTeamId', 'awayTeamId'],
    ['follower', 'user', 'followerId', 'followedId'],
    ['follow', 'user', 'followerId', 'followedId'],
  ] as const) {
    const row = draft.entities.find((entity) => entity.entry?.key === key);
    const side =
      draft.entities.find((entity) => entity.entry?.key === end) ??
      (end === 'user' && draft.auth === 'token' ? draft.user : undefined);
    if (!row || !side || row.closed || row.words.length > 1) continue;
    if (row.fields.some((field) => !field.from.assumed || field.references === side.name)) continue;
    const met = draft.entities.some((other) =>
      [row, side].every((one) => other !== row && other.fields.some((field) => field.references === one.name)),
    );
    if (met) continue;
    for (const name of [first, second]) {
      link(draft, row, side, assumed(0.55), true, name);
      for (const field of row.fields)
        if (field.name === name) field.readOnly = side === draft.user && draft.auth === 'token' && name === first;
    }
  }
}

/** A song is on many playlists, and each of these has many songs. */
function share(draft: Draft, one: DraftEntity, many: DraftEntity): void {
  const between = draft.entities.some(
    (other) =>
      other.entry?.is === 'association' &&
      [one, many].every((end) => other.fields.some((field) => field.references === end.name)),
  );
  if (between || isThrough(draft, one, many) || isThrough(draft, many, one)) return;
  if ([one, many].some((end) => end === draft.user)) return;
  draft.relations.push({
    one: one.name,
    many: many.name,
    field: referenceName(one),
    kind: 'many-to-many',
    onDelete: 'cascade',
    from: assumed(0.55),
  });
}

/** "class bookings with a capacity": it is the class that has room for so many. */
export function moveCapacities(draft: Draft): void {
  for (const entity of draft.entities) {
    if (entity.entry?.is !== 'association') continue;
    const field = entity.fields.find(
      (candidate) =>
        candidate.type === 'integer' &&
        /^(?:capacity|seats|limitedSeats|maxParticipants|limitedCapacity|spots)$/.test(candidate.name),
    );
    const parents = entity.fields.map((candidate) =>
      draft.entities.find((other) => other.name === candidate.references),
    );
    const parent = parents.find((other) => other !== undefined && !isPerson(other));
    if (!field || !parent) continue;
    entity.fields = entity.fields.filter((candidate) => candidate !== field);
    addField(parent, field);
  }
}
