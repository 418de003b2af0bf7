import { openOf, referenceTo } from '../things/context.ts';
import { type Draft, type DraftEntity, addRule, mentions, stated } from '../draft.ts';
import { isPerson } from '../words/noun-sense.ts';
import type { Provenance } from '../../requirements.ts';
import type { Clause } from '../words/text.ts';
import { headsIn, sizeOf } from './capacity.ts';

/** Room that rows have through another: tickets for a screening, in a hall that has so many seats. */

const noMore =
  /\b(?:cannot|not|never|no|nobody)\b.*? (?:more|exceeds?|over|beyond|above|past|than)\b(?: [a-z]+)*? (?:than )?|\b(?:limited (?:to|by)|at most as many|as many|at most|up to) /;

/** "a screening cannot sell more tickets than its hall has seats". */
export function readThroughRule(draft: Draft, clause: Clause): void {
  const { text } = clause;
  if (/\d/.test(text)) return;
  const match = noMore.exec(text);
  if (!match) return;
  const named = mentions(draft, text);
  const entities = [...new Set(named.map(({ entity }) => entity))];
  for (const parent of entities) {
    const spot = named.find(({ entity }) => entity === parent);
    const size = sizeSaid.exec(text.slice(match.index))?.[0];
    if (!spot || spot.from < match.index || isPerson(parent) || size === undefined) continue;
    const others = entities.filter((entity) => entity !== parent);
    const rows = others.find((one) => pathOf(draft, one, parent)) ?? takersOf(draft, parent, others);
    if (rows && countThrough(draft, rows, parent, size, () => stated(clause))) {
      draft.ruled.add(clause);
      return;
    }
  }
}

const sizeSaid = /\b(?:seats?|capacit(?:y|ies)|places|spots|beds|room for|desks|berths|spaces|slots|limit|size)\b/;

/** Whatever is booked of one that is named, which itself is in the parent. */
function takersOf(draft: Draft, parent: DraftEntity, named: readonly DraftEntity[]): DraftEntity | undefined {
  return draft.entities.find((rows) => {
    const path = rows.entry?.is === 'association' ? pathOf(draft, rows, parent) : undefined;
    return path !== undefined && named.includes(path.between);
  });
}

interface Path {
  per: string;
  between: DraftEntity;
  through: string;
}

/** The one that stands between rows and what has the room; none where the rows refer to it themselves. */
function pathOf(draft: Draft, rows: DraftEntity, parent: DraftEntity): Path | undefined {
  if (rows === parent || rows === draft.user || referenceTo(rows, parent)) return undefined;
  for (const between of draft.entities) {
    const per = between === rows || isPerson(between) ? undefined : referenceTo(rows, between);
    const through = per && referenceTo(between, parent);
    if (per && through && between !== parent) return { per: per.name, between, through: through.name };
  }
  return undefined;
}

/** Whether a rule was made of it. `size`: words that name the number. */
export function countThrough(
  draft: Draft,
  rows: DraftEntity,
  parent: DraftEntity,
  size: string,
  source: () => Provenance,
): boolean {
  const path = pathOf(draft, rows, parent);
  const most = path && sizeOf(parent, size);
  const through = path?.between.fields.find(({ name }) => name === path.through);
  if (!path || !most || !through) return false;
  Object.assign(most, { type: 'integer', required: true });
  through.required = true;
  const open = openOf(rows);
  const places = headsIn(rows);
  if (places) Object.assign(places, { type: 'integer', required: true, min: Math.max(places.min ?? 1, 1) });
  addRule(draft, {
    kind: 'capacity',
    entity: rows.name,
    per: path.per,
    parent: parent.name,
    parentField: most.name,
    through: path.through,
    ...(places ? { places: places.name } : {}),
    ...(open ? { open } : {}),
    from: source(),
  });
  return true;
}
