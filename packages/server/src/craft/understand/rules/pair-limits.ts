import { fieldsNamed, openOf, referenceTo } from '../things/context.ts';
import { link } from '../things/associations.ts';
import { type Draft, type DraftEntity, type Mention, addRule, cannot, stated } from '../draft.ts';
import { isPerson } from '../words/noun-sense.ts';
import { type Clause, wordsOf } from '../words/text.ts';

/** How many rows there are of two things together, or of one value of a field. */

/** "no more than 3 riders of the same real team", "at most 2 rooms with the same name": rows of one value of a field. */
export function limitOfValue(draft: Draft, clause: Clause, { entity, to }: Mention, limit: number): boolean {
  const word = /^ ?(?:of|with|from|in|for|by|at|on) (?:the|1) same ([a-z]+(?: [a-z]+)?)$/.exec(
    clause.text.slice(to),
  )?.[1];
  const [hit] = word === undefined ? [] : fieldsNamed([entity], word);
  if (!hit) return false;
  addRule(draft, { kind: 'max-per', entity: entity.name, per: hit.field.name, limit, from: stated(clause) });
  draft.ruled.add(clause);
  return true;
}

export const anybody = /\b(?:nobody|no one|anybody|anyone|everybody|everyone|one person|a person)\b/;

/** "nobody may buy more than 10 tickets per raffle": what somebody has of each raffle is counted, not what all have. */
function limitOfEach(draft: Draft, clause: Clause, holder: DraftEntity, counted: DraftEntity, limit: number): boolean {
  const rows = [counted, ...draft.entities.filter((entity) => referenceTo(entity, counted) !== undefined)].flatMap(
    (entity) => {
      const per = referenceTo(entity, holder);
      const makers = entity.fields.filter(
        ({ references }) =>
          references === 'User' || draft.entities.some((other) => other.name === references && isPerson(other)),
      );
      const [maker] = makers;
      return per && maker && makers.length === 1 ? [{ entity, per, maker }] : [];
    },
  )[0];
  draft.ruled.add(clause);
  if (!rows) {
    cannot(draft, wordsOf(clause), 'A limit for each person needs rows that tell whose they are', 'whose they are');
    return true;
  }
  const { entity, per, maker } = rows;
  const open = openOf(entity);
  addRule(
    draft,
    limit === 1 && !open
      ? { kind: 'unique', entity: entity.name, fields: [per.name, maker.name], from: stated(clause) }
      : {
          kind: 'max-per',
          entity: entity.name,
          per: per.name,
          also: [maker.name],
          limit,
          ...(open ? { open } : {}),
          from: stated(clause),
        },
  );
  return true;
}

/** "each player plays at most one match per round": one row for the two together; more than one cannot be counted. */
export function pairLimit(
  draft: Draft,
  clause: Clause,
  named: readonly Mention[],
  holder: DraftEntity,
  counted: Mention,
  limit: number,
): boolean {
  if (anybody.test(clause.text.slice(0, counted.from)) && !isPerson(holder))
    return limitOfEach(draft, clause, holder, counted.entity, limit);
  const subject = named.find((mention) => mention.to <= counted.from && isPerson(mention.entity))?.entity;
  if (!subject || subject === holder || subject === counted.entity) return false;
  const references = counted.entity.fields.filter((field) => field.references === subject.name);
  if (!isPerson(holder) && !referenceTo(counted.entity, holder))
    link(draft, counted.entity, holder, stated(clause), true);
  const per = referenceTo(counted.entity, holder);
  const [own] = references;
  if (limit === 1 && own && per && references.length === 1)
    addRule(draft, { kind: 'unique', entity: counted.entity.name, fields: [per.name, own.name], from: stated(clause) });
  else if (own && per && references.length === 1) {
    const open = openOf(counted.entity);
    addRule(draft, {
      kind: 'max-per',
      entity: counted.entity.name,
      per: per.name,
      also: [own.name],
      limit,
      ...(open ? { open } : {}),
      from: stated(clause),
    });
  } else cannot(draft, wordsOf(clause), 'A limit for two things together is not one that can be enforced yet');
  draft.ruled.add(clause);
  return true;
}
