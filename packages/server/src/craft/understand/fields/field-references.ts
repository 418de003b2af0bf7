import type { Provenance } from '../../requirements.ts';
import { link } from '../things/associations.ts';
import { type Draft, type DraftEntity, addRelation, findEntity, referenceName } from '../draft.ts';
import { ruleForName } from './field-types.ts';
import { camel, phraseOf } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import { isPerson } from '../words/noun-sense.ts';

/** Fields that are rows of another thing: one of it is a reference, several are rows of their own. */

/** "seller (a member)": one of them, in the part that the name tells. */
export function roleOf(draft: Draft, entity: DraftEntity, inside: string): DraftEntity | undefined {
  const name = inside.replace(/ , optional$/, '').replace(/^(?:an?|the|1) /, '');
  const found = /^[a-z]+(?: [a-z]+)?$/.test(name) ? findEntity(draft, name.split(' ')) : undefined;
  return found === entity && !/^(?:an?|the|1) /.test(inside) ? undefined : found;
}

/** "white player" is a player in a part of its own. */
export function headEntity(draft: Draft, words: readonly string[]): DraftEntity | undefined {
  if (words.length !== 2 || ruleForName(words) !== undefined) return undefined;
  const found = findEntity(draft, words.slice(1));
  return found !== draft.user ? found : undefined;
}

/** Names for the signed-in person; true when the server fills them in by itself. */
export function personReference(_draft: Draft, words: readonly string[]): boolean | undefined {
  const phrase = phraseOf(words);
  if (
    /^(?:author|owner|creator|user|poster|created by|writer|uploader|organizer|organiser|host|submitter|requester|reporter)$/.test(
      phrase,
    )
  )
    return true;
  if (/^(?:assignee|assigned user|assigned to|approver|reviewer|responsible person|handler)$/.test(phrase))
    return false;
  return undefined;
}

/** "paid by", "driven by" where only one kind of people is told of: one of them. */
export function doerOf(draft: Draft, entity: DraftEntity, words: readonly string[]): DraftEntity | undefined {
  // What takes a skill is done by somebody else than those who are kept: samples of patients.
  if (
    words.length !== 2 ||
    words[1] !== 'by' ||
    !/^(?:paid|driven|won|written|read|owned|requested|ordered|borrowed|booked|submitted|reported|brought|lent|hosted|organized|organised|scored|claimed|donated|bought|sold|reserved|rented|ridden|flown|played|sung|painted|baked|cooked|planted|walked|seen|found)$/.test(
      words[0] ?? '',
    )
  )
    return undefined;
  const people = draft.entities.filter(
    (other) => other !== entity && other !== draft.user && isPerson(other) && !other.from.assumed,
  );
  if (people.length > 0) return people.length === 1 ? people[0] : undefined;
  return draft.auth === 'none' ? undefined : draft.user;
}

/** A field that is a thing of its own: one of it is a reference, several are rows of theirs. */
export function relate(
  draft: Draft,
  entity: DraftEntity,
  other: DraftEntity,
  plural: boolean,
  from: Provenance,
  words: readonly string[],
  optional: boolean,
): void {
  if (!plural) {
    const role =
      phraseOf(words) !== phraseOf(other.words) &&
      (isPerson(other) ||
        words.length > other.words.length ||
        (words.length > 1 && words.at(-1) === other.words.at(-1)))
        ? `${camel(words)}Id`
        : undefined;
    if (role === undefined) link(draft, entity, other, from, !optional);
    else link(draft, entity, other, from, !optional, role);
    return;
  }
  if (entity === draft.user || other === draft.user) return;
  addRelation(draft, {
    one: entity.name,
    many: other.name,
    field: referenceName(entity),
    kind: isShared(entity, other) ? 'many-to-many' : 'one-to-many',
    onDelete: other.entry?.is === 'part' ? 'cascade' : 'restrict',
    from,
  });
}

export function isShared(a: DraftEntity, b: DraftEntity): boolean {
  const { shared } = lexicon();
  return b.entry?.tag === true || shared.has(`${a.entry?.key ?? ''} ${b.entry?.key ?? ''}`);
}
