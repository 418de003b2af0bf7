import { link } from './associations.ts';
import {
  type Draft,
  type DraftEntity,
  addRelation,
  declare,
  findEntity,
  mentions,
  referenceName,
  stated,
} from '../draft.ts';
import { isShared } from '../fields/field-references.ts';
import { camel, infinitive, nounAt, splitItems } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { joins } from './list-owners.ts';
import { isNever, isPerson, isSystem, isUser } from '../words/noun-sense.ts';
import { isReport } from '../plain/reports.ts';
import type { Clause } from '../words/text.ts';

/** "A comment belongs to a post", "many to many between books and tags", "tasks are assigned to an agent". */

const noun = '(?:[a-z][a-z0-9]* ){0,3}[a-z][a-z0-9]*';
const article =
  '(?:(?:a|an|the|each|every|1|one|exactly|only|single|their|its|many|multiple|several|some|any|another) )*';

const belongs = new RegExp(
  `^${article}(${noun}?) (?:(?:can|must|should|may|will|always|also|only) )*(?:(?:be )?(belongs? to|is part of|are part of|is for|are for|refers? to|is linked to|are linked to|links? to|is connected to|is related to|are related to|is associated with|are associated with|is attached to|are attached to|lives? in|live in|is in|are in|is inside|works? (?:in|for|at)|is placed by|are placed by|is made by|are made by|is owned by|are owned by|is written by|are written by|is created by|are created by|is published by|is taught by|are taught by|(?:is|are) (?:run|performed|done|made|carried out|conducted|recorded|created|written|collected|held|stored|kept|located|parked|planted|sold|served|hosted|played|shown|taken|given|issued|ordered|organised|organized|offered|reported) (?:on|for|in|at|from|with|to)|(?:is|are) (?:driven|operated|used|repaired|inspected|treated|trained|coached|supervised|handled|hosted|sponsored|produced|directed|cleaned|booked|reviewed|chaired|guarded|flown|ridden|cooked|prepared|delivered|shipped|carried) by|(?:is|are) (?:added|attached|posted|written|linked|tied|bound|connected) (?:to|on)|be (?:added|attached|posted|written|linked) (?:to|on)|is assigned to|are assigned to|assigned to|is given by|is issued to|is issued by|is managed by|is led by|is organized by|is posted by|is submitted by|is sold by|is supplied by|takes? place (?:in|at|on)|happens? (?:in|at)|runs? in|(?:is|are) (?:held|shown|scheduled) (?:in|at)|(?:uses?|is flown with|is operated with)(?= (?:an?|1) )|plays? for|reports? to)) (.+)$`,
);

export function readRelations(draft: Draft): void {
  const others = draft.clauses.filter(
    (clause) =>
      clause.heading !== '#' &&
      !isReport(clause.text) &&
      !manyToMany(draft, clause) &&
      !manyInOne(draft, clause) &&
      !belongsTo(draft, clause),
  );
  // "garages have levels", and that there are levels is told where something belongs to one.
  for (const clause of others) hasMany(draft, clause);
  mergeDirections(draft);
}

/** After the fields, which may have said it already: what belongs to what by small words. */
export function readSpokenRelations(draft: Draft): void {
  for (const clause of draft.clauses) {
    if (clause.heading === '#' || isReport(clause.text)) continue;
    between(draft, clause);
    spokenLinks(draft, clause);
    heldPer(draft, clause);
  }
}

const byWords =
  /^(?:is|are) (?:placed|made|owned|written|created|published|taught|given|issued|managed|led|organized|posted|submitted|sold|supplied) by$/;

function belongsTo(draft: Draft, clause: Clause): boolean {
  const match = belongs.exec(clause.text);
  if (!match?.[1] || !match[2] || !match[3]) return false;
  const child = nounAt(match[1]);
  if (!child || (isSystem(child.words) && !child.plural) || (isNever(child.words) && !findEntity(draft, child.words)))
    return false;
  // Whoever uses something is not a part of it.
  if (
    /^uses?$/.test(match[2]) &&
    (lexicon().nouns.get(child.words.join(' '))?.is === 'person' || isSystem(child.words))
  )
    return false;
  const restAt = clause.text.length - match[3].length;
  const made = declare(
    draft,
    child.words,
    stated(clause, clause.text.indexOf(match[1]), clause.text.indexOf(match[1]) + match[1].length),
  );
  let found = false;
  for (const item of splitItems(
    match[3].replace(
      / (?:with|where|when|and (?:is|are|has|have|can|must)|which|that|if|at the|at same|until|as soon) .*$/,
      '',
    ),
    restAt,
    true,
  )) {
    const parent = nounAt(item.text, item.from);
    if (!parent || (isNever(parent.words) && !findEntity(draft, parent.words))) continue;
    // "ads belong to campaigns": each to one, unless it says many.
    const many = /^(?:many|multiple|several|1 or more|different|various)\b/.test(item.text);
    const from = stated(clause, 0, item.to);
    const owner = isUser(parent.words) ? draft.user : declare(draft, parent.words, from);
    if (owner === made && !/report/.test(match[2])) continue;
    found = true;
    if (many && throughAssociation(draft, made, owner)) continue;
    if (
      many &&
      !byWords.test(match[2]) &&
      owner !== draft.user &&
      !/assigned|live|work|play|^(?:is|are) (?:for|in|on)$/.test(match[2])
    ) {
      addRelation(draft, {
        one: made.name,
        many: owner.name,
        field: referenceName(made),
        kind: 'many-to-many',
        onDelete: 'cascade',
        from,
      });
      continue;
    }
    const optional = /assigned|\bcan\b|\bmay\b|linked/.test(clause.text) || owner === made;
    const role = roleOf(match[2], owner, draft);
    link(draft, made, owner, from, !optional, role);
  }
  return found;
}

/** How a person is tied to a row: the assignee is not the owner. */
function roleOf(words: string, owner: DraftEntity, draft: Draft): string | undefined {
  if (owner === draft.user && /assigned/.test(words)) return 'assigneeId';
  if (owner === draft.user && /written|posted/.test(words)) return 'authorId';
  if (/report/.test(words)) return 'managerId';
  return undefined;
}

/** "many members take part in a mission", and a member surely in more than one. */
function manyInOne(draft: Draft, clause: Clause): boolean {
  const match =
    /^(?:many|several|multiple) (.+?) (?:can |may )?(?:take part in|participate in|attend|join|be in|appear in|play in|work on|contribute to) (?:a |an |the same |one |1 |each |every )([a-z]+(?: [a-z]+)?)$/.exec(
      clause.text,
    );
  const a = match?.[1] ? mentions(draft, match[1])[0]?.entity : undefined;
  const b = match?.[2] ? mentions(draft, match[2])[0]?.entity : undefined;
  if (!a || !b || a === b || a === draft.user || b === draft.user || throughAssociation(draft, a, b)) return false;
  addRelation(draft, {
    one: b.name,
    many: a.name,
    field: referenceName(b),
    kind: 'many-to-many',
    onDelete: 'cascade',
    from: stated(clause),
  });
  return true;
}

function manyToMany(draft: Draft, clause: Clause): boolean {
  if (!/\b(?:many to many|n to m|m n|n m)\b/.test(clause.text)) return false;
  const found = [...new Set(mentions(draft, clause.text).map((mention) => mention.entity))].filter(
    (entity) => entity !== draft.user,
  );
  const [a, b] = found;
  if (!a || !b) return false;
  addRelation(draft, {
    one: a.name,
    many: b.name,
    field: referenceName(a),
    kind: 'many-to-many',
    onDelete: 'cascade',
    from: stated(clause),
  });
  return true;
}

const tie =
  /^ (?:([a-z]+(?:ed|en|ught|ade|old|one)) )?(by|for|of|on|in|at|about|against|per|to) (?:(?:a|an|the|the same|one|1|each|every|any|a single|their|its|another|some) )*(?:same )?$/;

/** "cycles started by a customer on a machine", "sessions of an artist", "tickets for a crossing". */
function spokenLinks(draft: Draft, clause: Clause): void {
  const named = mentions(draft, clause.text);
  let head = named[0];
  const { associations, verbForms } = lexicon();
  for (let i = 1; i < named.length; i += 1) {
    const [before, after] = [named[i - 1], named[i]];
    if (!before || !after || !head) continue;
    const match = tie.exec(clause.text.slice(before.to, after.from));
    if (!match?.[2]) {
      head = after;
      continue;
    }
    // "customers book seats for screenings": it is the booking that is for a screening.
    const verb = verbForms.get(clause.text.slice(0, before.from).trimEnd().split(' ').at(-1) ?? '');
    const made =
      verb === undefined ? undefined : draft.entities.find((entity) => entity.entry?.key === associations[verb]);
    if (match[1] === undefined && verb !== undefined && associations[verb] !== undefined) {
      if (made && made !== before.entity && tieable(draft, made, after.entity, match[2]))
        link(draft, made, after.entity, stated(clause, before.from, after.to, 0.7), true);
      continue;
    }
    // "distributions of items to families": the distribution is to a family.
    const on = before !== head && !/^(?:of|in)$/.test(match[2]);
    const child = on || (isPerson(before.entity) && !/^(?:of|in|at)$/.test(match[2])) ? head.entity : before.entity;
    if (before !== head && child !== head.entity) head = before;
    if (child.entry?.tag && /^(?:for|of|on)$/.test(match[2]) && after.entity !== draft.user)
      addRelation(draft, {
        one: after.entity.name,
        many: child.name,
        field: referenceName(after.entity),
        kind: 'many-to-many',
        onDelete: 'cascade',
        from: stated(clause, before.from, after.to, 0.8),
      });
    if (tieable(draft, child, after.entity, match[2])) {
      const optional = isPerson(after.entity) && match[2] !== 'of' && match[2] !== 'by';
      link(draft, child, after.entity, stated(clause, before.from, after.to, 0.7), !optional);
    }
  }
}

function tieable(draft: Draft, child: DraftEntity, parent: DraftEntity, word: string): boolean {
  if (child === parent || child === draft.user || parent === draft.user) return false;
  if (child.entry?.tag || child.entry?.classifies || parent.entry?.tag) return false;
  if (parent.entry?.is === 'association' || (parent.entry?.is === 'part' && child.entry?.is !== 'association'))
    return false;
  if (isPerson(child) && (isPerson(parent) || word === 'by')) return false;
  const tied = (a: DraftEntity, b: DraftEntity): boolean =>
    a.fields.some((field) => field.references === b.name) ||
    draft.relations.some((relation) =>
      [relation.one, relation.many].every((name) => name === a.name || name === b.name),
    );
  return !tied(child, parent) && !tied(parent, child) && !throughAssociation(draft, parent, child);
}

/** "deals between a buyer and a seller" */
function between(draft: Draft, clause: Clause): void {
  const match =
    /([a-z]+(?: [a-z]+)?) (?:[a-z]+ed )?between (?:an? |the |2 )?([a-z]+) and (?:an? |the )?([a-z]+)\b/.exec(
      clause.text,
    );
  const [made, one, other] = [match?.[1], match?.[2], match?.[3]].map((text) =>
    text === undefined ? undefined : mentions(draft, text).at(-1)?.entity,
  );
  if (!made || !one || !other || made === draft.user) return;
  for (const parent of [one, other])
    if (tieable(draft, made, parent, 'of')) link(draft, made, parent, stated(clause), true);
}

/** "an angler can hold only one permit per lake": the permit is the angler's, and for a lake. */
function heldPer(draft: Draft, clause: Clause): void {
  const match =
    /^(?:an?|each|every|the|1) ([a-z]+(?: [a-z]+)?) (?:(?:can|may|must|cannot) )?(?:not )?(?:only )?(?:hold|holds|have|has|own|owns|buy|buys|get|gets|make|makes|place|places|submit|submits|file|files|keep|keeps|receive|receives|use|uses|play|plays|write|writes|give|gives) (?:(?:only|at most|up to|just|no|more|than|exactly|max) )*\d+ ([a-z]+(?: (?!per|for|in|at|of|on|with)[a-z]+)?)(?: (?:per|for each|in each|for every) ([a-z]+))?\b/.exec(
      clause.text,
    );
  const [holder, held, per] = [match?.[1], match?.[2], match?.[3]].map((text) =>
    text === undefined ? undefined : mentions(draft, text)[0]?.entity,
  );
  if (!holder || !held || held === draft.user || holder === held || holder.entry?.is === 'association') return;
  for (const other of [holder, per])
    if (other && tieable(draft, held, other, 'for') && !(other === per && isPerson(other)))
      link(draft, held, other, stated(clause), true);
}

const many = new RegExp(
  `^${article}(${noun}?) (?:(?:can|must|should|may|will|always|also) )*(?:have|has|contains?|includes?|be in|be on|be [a-z]+ (?:in|on|at|by|to|for)(?= (?:many|multiple|several) )|write|writes|own|owns|teach|teaches|join|joins|appear in|place|places|hold|holds|consists? of|attend|attends|take|takes|be part of|belong to|get|gets|[a-z]+ (?:in|on|at|for|to|with)(?= (?:many|multiple|several) )|(?!(?:can|may|must|should|will|is|are|of) )[a-z]+(?= (?:many|multiple|several) )) (?:(?:many|multiple|several|1 or more|more than 1|0 or more|any number of|a list of|lists of|a set of|some|a number of|a collection of|at least 1|different|various|own|its|their|up to \\d+|at most \\d+|no more than \\d+|maximum \\d+|a maximum of \\d+|max \\d+|own|\\d+ \\.\\.) )*(.+)$`,
);

function hasMany(draft: Draft, clause: Clause): boolean {
  // A limit on rows that a verb makes is for the rule to read.
  if (/\b(?:never|cannot|more)\b/.test(clause.text) && / than (?:its|their|the) /.test(clause.text)) return false;
  const match = many.exec(clause.text);
  if (!match?.[1] || !match[2]) return false;
  // "members borrow many books": the loan says it.
  const verb = infinitive(/([a-z]+) (?:many|multiple|several) /.exec(clause.text)?.[1] ?? '');
  if (verb !== undefined && lexicon().associations[verb] !== undefined) return false;
  const head = nounAt(match[1]);
  if (!head) return false;
  const owner = mentions(draft, head.words.join(' ')).at(-1)?.entity;
  if (!owner || owner === draft.user) return false;
  const restAt = clause.text.length - match[2].length;
  const quantified = /\b(?:many|multiple|several|1 or more|more than 1|any number|list of|at least 1)\b/.test(
    clause.text.slice(0, restAt),
  );
  let found = false;
  for (const item of splitItems(
    match[2].replace(/ (?:with|where|which|per|at the|at a|that|in a|from|on) .*$/, ''),
    restAt,
  )) {
    const child = nounAt(item.text, item.from);
    if (!child?.plural) continue;
    const other = mentions(draft, item.text)[0]?.entity;
    if (!other || other === owner || other === draft.user) continue;
    if (throughAssociation(draft, owner, other)) continue;
    if (joins(owner, other)) {
      link(draft, owner, other, stated(clause, 0, item.to), true);
      found = true;
      continue;
    }
    const from = stated(clause, 0, item.to);
    found = true;
    const shared =
      isShared(owner, other) ||
      (quantified && /\b(?:can|may) be (?:[a-z]+ )?(?:in|on|at|by|to|for)\b|belong to/.test(clause.text));
    addRelation(draft, {
      one: owner.name,
      many: other.name,
      field: referenceName(owner),
      kind: shared ? 'many-to-many' : 'one-to-many',
      onDelete: other.entry?.is === 'part' ? 'cascade' : 'restrict',
      from,
    });
  }
  return found;
}

/** Members and books meet in loans; a list of books on the member would say it twice. */
function throughAssociation(draft: Draft, a: DraftEntity, b: DraftEntity): boolean {
  if (b.entry?.is === 'association' || a.entry?.is === 'association') return false;
  return draft.entities.some((entity) => {
    const slots =
      entity.entry?.is === 'association'
        ? (entity.entry.links ?? []).map((slot) => slot.replace('?', '').split('|'))
        : [];
    const holds = (other: DraftEntity): number => slots.findIndex((slot) => slot.includes(other.entry?.key ?? ''));
    return holds(a) >= 0 && holds(b) >= 0 && holds(a) !== holds(b);
  });
}

/** Both "an A has many B" and "a B has many A" make one many-to-many; the rest gets its reference. */
function mergeDirections(draft: Draft): void {
  const kept: Draft['relations'] = [];
  for (const relation of draft.relations) {
    const back = kept.find((other) => other.one === relation.many && other.many === relation.one);
    const same = kept.find(
      (other) =>
        other.one === relation.one &&
        other.many === relation.many &&
        (other.kind === 'many-to-many' || relation.kind === 'many-to-many'),
    );
    if (
      back &&
      (relation.kind === 'many-to-many' ||
        back.kind === 'many-to-many' ||
        (!hasReference(draft, relation) && !hasReference(draft, back)))
    )
      back.kind = 'many-to-many';
    else if (same) same.kind = 'many-to-many';
    else if (!(back && hasReference(draft, back))) kept.push(relation);
  }
  draft.relations.length = 0;
  for (const relation of kept) {
    draft.relations.push(relation);
    const one = draft.entities.find((entity) => entity.name === relation.one);
    const other = draft.entities.find((entity) => entity.name === relation.many);
    if (relation.kind === 'many-to-many') {
      relation.onDelete = 'cascade';
      // "one or more authors" is one statement: no single author beside them.
      for (const side of [one, other])
        if (side)
          side.fields = side.fields.filter(
            ({ references, from }) =>
              !(references === relation.one || references === relation.many) ||
              from.assumed ||
              from.words === '' ||
              from.words !== relation.from.words,
          );
      continue;
    }
    if (!one || !other) continue;
    const existing = other.fields.find((field) => field.references === one.name);
    if (existing) relation.field = existing.name;
    else link(draft, other, one, relation.from, true, relation.field || `${camel(one.words)}Id`);
  }
}

function hasReference(draft: Draft, relation: { one: string; many: string; from: { words: string } }): boolean {
  return (
    draft.entities
      .find((entity) => entity.name === relation.many)
      ?.fields.some((field) => field.references === relation.one && field.from.words === relation.from.words) ?? false
  );
}
