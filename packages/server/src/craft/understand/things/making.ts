import { ensureAssociation, link } from './associations.ts';
import { type Draft, type DraftEntity, type Mention, mentions, stated } from '../draft.ts';
import { infinitive, phraseOf } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isPerson } from '../words/noun-sense.ts';
import { type Doing, doings, operation } from '../actions/operations.ts';
import type { Clause } from '../words/text.ts';

/** Verbs that make associations, before the fields are settled: a loan must exist before rules speak of it. */
export function readAssociations(draft: Draft): void {
  for (const clause of draft.clauses) {
    if (clause.heading === '#') continue;
    linkNamesakes(draft, clause);
    if (readVoting(draft, clause)) continue;
    for (const doing of doings(draft, clause)) {
      const saved =
        /^(?:save|add|mark)$/.test(doing.verb) &&
        /\b(?:as|to) (?:a |an |the |their |his |my )*(?:favou?rites?|wish ?list)\b/.test(clause.text);
      const key = saved ? 'favorite' : lexicon().associations[doing.verb];
      if (key === undefined) continue;
      const people = mentions(draft, clause.text.slice(0, doing.from)).filter((mention) => isPerson(mention.entity));
      // "tenants rent flats through leases": the lease is what renting makes.
      const through = /\b(?:through|via|by means of|using|with) (?:an? |the )?([a-z]+(?: [a-z]+)?)/.exec(
        clause.text.slice(doing.to),
      )?.[1];
      if (
        through !== undefined &&
        !saved &&
        mentions(draft, through).some((mention) => mention.entity.entry?.is === 'association')
      )
        continue;
      const object = doing.objects.find((mention) => !isPerson(mention.entity) || doing.verb === 'follow')?.entity;
      if (!object || becomes(object, clause, doing)) continue;
      const joins =
        /^(?:register|signup)$/.test(doing.verb) && /^ (?:up )?(?:for|to|in) /.test(clause.text.slice(doing.to));
      if (/^(?:register|pay|grade|signup)$/.test(doing.verb) && !joins && !worthJoining(doing.verb, object)) continue;
      if (object === draft.user) continue;
      if (/^(?:order|comment|rate|review|like|vote|apply|book|park)$/.test(doing.verb) && object.entry?.key === key)
        continue;
      const subject = (
        doing.passive
          ? mentions(draft, clause.text.slice(doing.to)).find((mention) => isPerson(mention.entity))
          : (people.at(-1) ?? actor(draft, clause, doing, object))
      )?.entity;
      const person = subject && (subject !== draft.user || draft.auth === 'token') ? subject : undefined;
      if (subject?.entry?.role === true && subject.entry.is === 'person' && /admin/.test(subject.name)) continue;
      if ((subject && isBookingItself(draft, object, subject)) || isTakenBy(draft, object, clause)) continue;
      const made = ensureAssociation(
        draft,
        saved ? 'favorite' : doing.verb,
        object,
        person,
        stated(clause, doing.from, doing.objects.at(-1)?.to ?? doing.to, 0.8),
      );
      if (made && !/\b(?:cannot|not|never)\b/.test(clause.text))
        operation(draft, made, 'create', stated(clause, doing.from, doing.to));
    }
  }
}

/** "a lesson has a teacher, a student and a start": who books a lesson makes one, and nothing beside it. */
function isBookingItself(draft: Draft, thing: DraftEntity, person: DraftEntity): boolean {
  const told = toldOf(draft, thing);
  return (
    told.includes(phraseOf(person.words)) &&
    told.some(isBeginning) &&
    told.some((text) => text !== phraseOf(person.words) && mentions(draft, text).length > 0)
  );
}

/** "a room may not be booked twice" where lessons have a room and a start: it is the lessons that take it. */
function isTakenBy(draft: Draft, thing: DraftEntity, { text }: Clause): boolean {
  if (!/\b(?:twice|double|doubly|overlap)\b|\bat the same time\b/.test(text)) return false;
  return draft.entities.some((rows) => {
    const told = rows === thing ? [] : toldOf(draft, rows);
    return told.includes(phraseOf(thing.words)) && told.some(isBeginning);
  });
}

const isBeginning = (text: string): boolean => /^(?:start|begin|date|time|day|from|when)/.test(text);

const toldOf = (draft: Draft, thing: DraftEntity): string[] =>
  draft.notes.filter(({ entity }) => entity === thing).map(({ text }) => text.replace(/^(?:an?|the|1) /, ''));

/** "an open cart can be ordered": it goes from one of its states to another, and nothing is made of it. */
function becomes(thing: DraftEntity, { text }: Clause, doing: Doing): boolean {
  const has = (value: string): boolean => thing.fields.some(({ values }) => values?.includes(value) === true);
  const ahead = text.slice(0, doing.from);
  const before = /([a-z]+) [a-z]+ (?:can|may|must) (?:only )?be $/.exec(ahead)?.[1];
  // "only while it is requested": the state that it has to be in.
  const condition = /\b(?:while|when|if|once|after|until|before|unless|as (?:long|soon) as) (?:[a-z]+ ){1,5}$/.test(
    ahead,
  );
  return has(text.slice(doing.from, doing.to)) && ((doing.passive && before !== undefined && has(before)) || condition);
}

/** "beekeepers inspect hives" where inspections are kept: an inspection is by a beekeeper, of a hive. */
function linkNamesakes(draft: Draft, clause: Clause): void {
  for (const doing of doings(draft, clause)) {
    if (doing.passive || doing.verb.length < 4) continue;
    const start = doing.verb.replace(/(?:e|y)$/, '');
    const made = draft.entities.find(
      (entity) =>
        entity.entry?.is === undefined &&
        (entity.words.at(-1) ?? '').startsWith(start) &&
        /^(?:ion|tion|ation|ing|ment|e|y|al|ery|ance|)$/.test((entity.words.at(-1) ?? '').slice(start.length)),
    );
    const subject = mentions(draft, clause.text.slice(0, doing.from)).at(-1)?.entity;
    const object = doing.objects[0]?.entity;
    if (!made || !subject || !object || made === subject || made === object || subject === object) continue;
    const from = stated(clause, doing.from, doing.objects[0]?.to ?? doing.to, 0.7);
    for (const other of [object, subject])
      if (
        other !== draft.user &&
        !draft.relations.some((relation) => relation.one === made.name && relation.many === other.name)
      )
        link(draft, made, other, from, true);
  }
}

/** "users vote", "members can comment on them": what is made needs no object, its kind says to what it goes. */
function readVoting(draft: Draft, clause: Clause): boolean {
  const match =
    /^(?:the |all |every |each |any |signed in |registered |logged )*([a-z]+)(?: (?:can|may))?(?: also)? (vote|votes|comment|comments|review|reviews|rate|bid|bids|rsvp)(?: (?:on|for) (?:it|them|these|those))?$/.exec(
      clause.text,
    );
  const who = match?.[1] ? mentions(draft, match[1])[0]?.entity : undefined;
  const key = lexicon().associations[infinitive(match?.[2] ?? '') ?? ''];
  if (!match?.[2] || key === undefined || !who || !isPerson(who)) return false;
  const person = who !== draft.user || draft.auth === 'token' ? who : undefined;
  const made = ensureAssociation(draft, infinitive(match[2]) ?? '', undefined, person, stated(clause));
  if (made) draft.ruled.add(clause);
  return made !== undefined;
}

/** "families borrow toys": whoever stands right before the verb, person or not. */
function actor(draft: Draft, clause: Clause, doing: Doing, object: DraftEntity): Mention | undefined {
  const last = mentions(draft, clause.text.slice(0, doing.from)).at(-1);
  if (!last || last.entity === object || last.entity.entry?.is === 'association' || last.entity.entry?.is === 'part')
    return undefined;
  return /^ (?:(?:can|may|must|should|cannot|also|only) )*$/.test(clause.text.slice(last.to, doing.from))
    ? last
    : undefined;
}

function worthJoining(verb: string, object: DraftEntity): boolean {
  const key = object.entry?.key ?? '';
  if (verb === 'register')
    return /^(?:event|course|class|workshop|conference|tournament|race|session|webinar|competition)$/.test(key);
  if (verb === 'pay') return /^(?:invoice|order|booking|rental|fine|bill|subscription|membership)$/.test(key);
  return /^(?:student|assignment|submission|exam)$/.test(key);
}
