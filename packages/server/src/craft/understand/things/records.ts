import { type Draft, type DraftEntity, assumed, mentions } from '../draft.ts';
import { isHappening, isPerson } from '../words/noun-sense.ts';
import { link } from './associations.ts';

/** "hives, inspections, harvests": what happens with a thing, where nobody says with which. */

/**
 * A record that stands with nothing is taken to be one of the thing that is named before it, and of the person, if only one kind of
 * people is kept. Both are said, and neither has to be given.
 */
export function joinRecords(draft: Draft): void {
  const places = new Map<DraftEntity, number>();
  draft.clauses.forEach((clause, index) => {
    for (const { entity, from } of mentions(draft, clause.text))
      if (!places.has(entity)) places.set(entity, index * 10_000 + from);
  });
  const place = (entity: DraftEntity): number => places.get(entity) ?? Number.MAX_SAFE_INTEGER;
  const told = draft.entities.filter((entity) => !entity.from.assumed && places.has(entity));
  const people = told.filter((entity) => isPerson(entity));
  const isRecord = (entity: DraftEntity): boolean =>
    !isPerson(entity) && !entity.entry?.place && isHappening(entity.words.at(-1) ?? '');
  for (const record of told) {
    if (!isRecord(record) || !standsAlone(draft, record)) continue;
    const before = told
      .filter((other) => other !== record && !isPerson(other) && !isRecord(other) && place(other) < place(record))
      .toSorted((a, b) => place(b) - place(a));
    const [nearest] = before;
    const [person] = people;
    if (nearest) link(draft, record, nearest, assumed(0.55), false);
    if (person && people.length === 1) link(draft, record, person, assumed(0.55), false);
  }
}

function standsAlone(draft: Draft, entity: DraftEntity): boolean {
  return (
    !entity.fields.some(({ type }) => type === 'reference') &&
    !draft.relations.some(({ one, many }) => one === entity.name || many === entity.name)
  );
}
