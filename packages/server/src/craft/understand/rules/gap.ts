import type { Field, SpanUnit } from '../../requirements.ts';
import { referenceTo } from '../things/context.ts';
import { type Draft, type DraftEntity, addField, addRule, assumed, mentions, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { isPerson } from '../words/noun-sense.ts';
import type { Clause } from '../words/text.ts';

const shape =
  /^(?:at least )?(\d+) (minute|hour|day|week|month)s? (?:must |have to |should )?(?:lie |pass |be )?between (?:2 )?([a-z]+?)(?: of (?:the same|an?|1|each) ([a-z]+(?: [a-z]+)?))?$/;
const happens = /^(?:date|datetime|time|start|happened|taken|made|on$|at$)|(?:At|On|Date|Time)$/;

/**
 * "at least 56 days between donations of the same donor": each takes up so long from when it is, and those of one donor do
 * not overlap.
 */
export function readGapRule(draft: Draft, clause: Clause): void {
  const match = shape.exec(clause.text);
  const rows = match && mentions(draft, match[3] ?? '')[0]?.entity;
  const of = match?.[4] === undefined ? undefined : mentions(draft, match[4])[0]?.entity;
  const scope = rows && (match?.[4] === undefined ? ownerOf(draft, rows) : of && referenceTo(rows, of));
  const start = rows && startOf(rows);
  if (!match || !rows || !scope || !start) return;
  const unit = match[2] as SpanUnit;
  if (/minute|hour/.test(unit)) start.type = 'datetime';
  Object.assign(start, { required: true });
  scope.required = true;
  const end = addField(rows, {
    ...makeField(['next', start.type === 'date' ? 'on' : 'at'], assumed(0.7), start.type),
    required: false,
    readOnly: true,
  });
  const from = stated(clause);
  addRule(draft, {
    kind: 'ends',
    entity: rows.name,
    field: end.name,
    start: start.name,
    amount: Number(match[1]),
    unit,
    from,
  });
  addRule(draft, {
    kind: 'no-overlap',
    entity: rows.name,
    scope: scope.name,
    start: start.name,
    end: end.name,
    from,
  });
  draft.ruled.add(clause);
}

/** "56 days between two donations": of one donor, where that is all that they are of. */
function ownerOf(draft: Draft, rows: DraftEntity): Field | undefined {
  const references = rows.fields.filter(({ type }) => type === 'reference');
  const people = references.filter(({ references: name }) =>
    draft.entities.some((entity) => entity.name === name && isPerson(entity)),
  );
  return people.length === 1 ? people[0] : references.length === 1 ? references[0] : undefined;
}

/** When a row happens: the time that was told of, or else the first that is set. */
function startOf(rows: DraftEntity): Field | undefined {
  const times = rows.fields.filter(({ type, name }) => (type === 'date' || type === 'datetime') && happens.test(name));
  return times.find(({ from }) => !from.assumed) ?? times[0];
}
