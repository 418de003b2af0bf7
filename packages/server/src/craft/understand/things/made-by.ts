import type { Provenance } from '../../requirements.ts';
import { link } from './associations.ts';
import { type Draft, type DraftEntity, mentions } from '../draft.ts';
import { isPerson } from '../words/noun-sense.ts';
import type { Doing } from '../actions/operations.ts';
import type { Clause } from '../words/text.ts';

/** Ties what people make to those who make it and to what it is made for. */

const making =
  /^(?:post|send|submit|write|leave|make|publish|create|give|file|upload|report|log|offer|put|organize|organise|host|open|add|record)$/;
const staff =
  /^(?:admin|administrator|librarian|manager|moderator|clerk|operator|receptionist|staff|editor|accountant|employee)$/;

/** "freelancers send proposals for gigs": the proposal is theirs, and for a gig. */
export function linkMade(draft: Draft, clause: Clause, doing: Doing, from: Provenance): void {
  if (doing.passive || !making.test(doing.verb)) return;
  const [first, second] = doing.objects;
  const made = first?.entity;
  if (!first || !made || made === draft.user || isPerson(made) || made.entry?.tag || made.entry?.classifies) return;
  const tied = (other: DraftEntity): boolean =>
    other === made ||
    other === draft.user ||
    made.fields.some((field) => field.references === other.name) ||
    other.fields.some((field) => field.references === made.name) ||
    draft.relations.some(
      (relation) =>
        [relation.one, relation.many].includes(made.name) && [relation.one, relation.many].includes(other.name),
    ) ||
    draft.entities.some((joint) =>
      [made, other].every((part) =>
        joint.fields.some((field) => field.references === part.name && !field.from.assumed),
      ),
    );
  const between = second ? clause.text.slice(first.to, second.from) : '';
  const small =
    made.entry === undefined ||
    made.entry.is === 'part' ||
    made.entry.is === 'personal' ||
    made.entry.is === 'association';
  if (
    second &&
    !isPerson(second.entity) &&
    /^ (?:\( [^()]* \) )?(?:to|for|on|in|about|under|into|of) (?:a |an |the |their |each |every |any )?$/.test(
      between,
    ) &&
    (small || !/^(?:add|put)$/.test(doing.verb)) &&
    !tied(second.entity)
  )
    link(draft, made, second.entity, from, true);
  const subject = mentions(draft, clause.text.slice(0, doing.from)).at(-1)?.entity;
  const maker =
    subject &&
    (isPerson(subject) || /^(?:company|team|seller|club|department|organization)$/.test(subject.entry?.key ?? ''));
  if (
    doing.spoken &&
    subject &&
    maker &&
    !tied(subject) &&
    (!isUsed(draft, subject) || (!staff.test(subject.words.at(-1) ?? '') && !/^(?:add|record|log)$/.test(doing.verb)))
  )
    link(draft, made, subject, from, false);
}

/** Whether anything else says what the people are kept for. */
function isUsed(draft: Draft, people: DraftEntity): boolean {
  return (
    people.fields.some(({ references }) => references !== undefined) ||
    draft.entities.some((other) => other.fields.some(({ references }) => references === people.name)) ||
    draft.relations.some(({ one, many }) => one === people.name || many === people.name)
  );
}
