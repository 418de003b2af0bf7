import { type Draft, type DraftEntity, addField, addRule, assumed } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { pluralOf } from '../words/grammar.ts';
import type { Field, SpanUnit } from '../../requirements.ts';
import type { Clause } from '../words/text.ts';
import type { Span } from './overlap.ts';

/** Rows that say when they begin and how long they take: when they end follows from it. */

const begins =
  /^(?:start|startsAt|startTime|startDate|scheduledAt|date|dateTime|datetime|time|appointmentDate|playedAt|from|begin|beginsAt)$/;
const lasts = /^(?:duration|length)(?:In)?(?:Min|Minutes?|Hours?|Days?)?$/;

/** "appointments last 30 minutes", where nothing else asks when they end. */
export function readLasting(draft: Draft): void {
  for (const rows of draft.entities) if (saidLength(draft, rows)) lastingSpan(draft, rows);
}

/** From the start to where the duration leads; undefined where no duration is told. */
export function lastingSpan(draft: Draft, rows: DraftEntity): Span | undefined {
  const known = draft.rules.find((rule) => rule.kind === 'ends' && rule.entity === rows.name);
  if (known?.kind === 'ends') return { start: known.start, end: known.field };
  const times = rows.fields.filter(({ type }) => type === 'date' || type === 'datetime');
  const told = times.filter(({ from }) => !from.assumed);
  const open = times.filter(({ name, readOnly }) => begins.test(name) && !readOnly);
  // "appointments last 30 minutes", and nobody said when they begin.
  const start =
    open.find(({ from }) => !from.assumed) ?? (told.length === 0 && saidLength(draft, rows) ? open[0] : undefined);
  if (!start || told.some(({ name }) => /^(?:end|until|till|to$|finish)/i.test(name))) return undefined;
  const by = rows.fields.find(({ name, type }) => lasts.test(name) && /^(?:integer|decimal|string)$/.test(type));
  const fixed = by ? undefined : fixedLength(draft, rows);
  if (!by && !fixed) return undefined;
  const unit = by ? unitOf(by) : (fixed?.unit ?? 'minute');
  if (by) Object.assign(by, { type: 'integer', required: true, min: Math.max(by.min ?? 1, 1) });
  if (/minute|hour/.test(unit)) start.type = 'datetime';
  start.required = true;
  // An end that was only supposed to be there is not asked for.
  rows.fields = rows.fields.filter(({ name, from }) => !(from.assumed && /^(?:end|until)/.test(name)));
  const from = by?.from ?? assumed(0.7);
  const end = addField(rows, {
    ...makeField(['ends', start.type === 'date' ? 'on' : 'at'], assumed(0.7), start.type),
    required: false,
    readOnly: true,
  });
  addRule(draft, {
    kind: 'ends',
    entity: rows.name,
    field: end.name,
    start: start.name,
    ...(by ? { by: by.name } : {}),
    amount: fixed?.amount ?? 1,
    unit,
    from,
  });
  return { start: start.name, end: end.name };
}

function unitOf(field: Field): SpanUnit {
  const said = `${field.name} ${field.from.words}`;
  return /hour/i.test(said) ? 'hour' : /day|night/i.test(said) ? 'day' : 'minute';
}

/** "a viewing takes 30 minutes" */
function fixedLength(draft: Draft, rows: DraftEntity): { amount: number; unit: SpanUnit } | undefined {
  const found = saidLength(draft, rows);
  if (found) draft.ruled.add(found.clause);
  return found;
}

function saidLength(draft: Draft, rows: DraftEntity): { amount: number; unit: SpanUnit; clause: Clause } | undefined {
  const forms = [rows.words.join(' '), pluralOf(rows.words).join(' '), rows.words.at(-1) ?? ''].join('|');
  const said = new RegExp(
    `^(?:an? |the |each |every |all )?(?:${forms}) (?:always |usually )?(?:takes?|lasts?|(?:is|are)) (?:always |exactly )?(?:for )?(\\d+) (minute|hour)s?(?: long)?(?: each)?$`,
  );
  for (const clause of draft.clauses) {
    const match = said.exec(clause.text);
    const unit = match?.[2];
    if (!match || (unit !== 'minute' && unit !== 'hour')) continue;
    return { amount: Number(match[1]), unit, clause };
  }
  return undefined;
}
