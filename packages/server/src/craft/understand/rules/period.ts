import { around, joining, referenceTo, things } from '../things/context.ts';
import { type Draft, type DraftEntity, addField, addRule, assumed, mentions, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { infinitive } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import type { Clause } from '../words/text.ts';

const once =
  /(?<!from |between )\b(?:only 1|1(?! \.\.)|once|at most 1|not more than 1|no more than 1|twice|more than once|more than 1) ?([a-z]*)\b(?=.*\b(?:(?:per|each|every|same|in 1|on 1) (?:calendar )?|a (?=day|month|year))(day|date|month|year)\b)/;

/** "one reading per meter per day": no two rows of the same meter carry the same day. */
export function readOncePerPeriodRule(draft: Draft, clause: Clause): void {
  const match = once.exec(clause.text);
  const period = match?.[2];
  if (!match || period === undefined) return;
  if (/^(?:twice|more than)/.test(match[0]) && !/\b(?:cannot|not|never|no|nobody)\b/.test(clause.text)) return;
  const named = things(draft, clause);
  const counted = mentions(draft, clause.text).find(
    (mention) => mention.from >= match.index && match[1] !== '',
  )?.entity;
  const rows = rowsFor(draft, clause, named);
  if (!rows) return;
  const parents = named.filter(
    (entity) =>
      entity !== rows &&
      (entity !== counted || counted === rows || (named.length === 2 && !referenceTo(rows, named[0] ?? rows))) &&
      referenceTo(rows, entity),
  );
  const scopes = parents.length > 0 ? parents : around(draft, clause).filter((entity) => referenceTo(rows, entity));
  const field = periodField(rows, period);
  if (!field || scopes.length === 0) return;
  // What is left out is the same as nothing else.
  for (const entity of scopes) Object.assign(referenceTo(rows, entity) ?? {}, { required: true });
  addRule(draft, {
    kind: 'unique',
    entity: rows.name,
    fields: [...scopes.map((entity) => referenceTo(rows, entity)?.name ?? ''), field],
    from: stated(clause),
  });
  draft.ruled.add(clause);
}

function rowsFor(draft: Draft, clause: Clause, named: readonly DraftEntity[]): DraftEntity | undefined {
  const verb = clause.tokens
    .map((token) => lexicon().associations[infinitive(token.text) ?? ''])
    .find((key) => key !== undefined && draft.entities.some((entity) => entity.entry?.key === key));
  return (
    draft.entities.find((entity) => verb !== undefined && entity.entry?.key === verb) ??
    named.find((entity) => named.some((other) => other !== entity && referenceTo(entity, other))) ??
    named.find((entity) => entity.entry?.is === 'association') ??
    joining(draft, named).find((entity) => !named.includes(entity))
  );
}

/** The field that holds the day (month, year); a booking without times of its own is given a day. */
function periodField(rows: DraftEntity, period: string): string | undefined {
  if (period === 'day' || period === 'date') {
    const day = rows.fields.find((field) => field.type === 'date' && !field.from.assumed && !field.readOnly);
    if (day) return day.name;
    const times = rows.fields.filter((field) => /^(?:date|datetime)$/.test(field.type) && !field.readOnly);
    if (times.some((field) => !field.from.assumed)) return undefined;
    const isRecord =
      rows.entry === undefined ? times.every(({ from }) => from.assumed) : rows.entry.is === 'association';
    if (!isRecord) return times.find((field) => field.type === 'date')?.name;
    rows.fields = rows.fields.filter((field) => !/^(?:startsAt|endsAt|startDate|endDate|happenedAt)$/.test(field.name));
    const from = { words: '', confidence: 0.6, assumed: true };
    return addField(rows, { ...makeField(['date'], from, 'date'), required: true }).name;
  }
  return rows.fields.find((field) => field.type === 'integer' && field.name.toLowerCase().endsWith(period))?.name;
}

/** The moment that says in which period a row lies: when it takes place, or when it was made. */
export function withinOf(
  entity: DraftEntity,
  words: string,
): { field: string; period: 'hour' | 'day' | 'week' | 'month' | 'year' } {
  const found = /(hour|day|week|month|year)|(daily)|(weekly)|(monthly)/.exec(words);
  const period = (found?.[1] ?? (found?.[2] ? 'day' : found?.[3] ? 'week' : 'month')) as
    | 'hour'
    | 'day'
    | 'week'
    | 'month'
    | 'year';
  const times = entity.fields.filter(
    (field) => field.type === 'datetime' || (field.type === 'date' && period !== 'hour'),
  );
  const told = times.find(
    (field) =>
      !field.from.assumed && !field.readOnly && !/^(?:due|end|expir|return|updated|valid|birth)/.test(field.name),
  );
  const past = times.find(
    (field) =>
      /(?:ed|made|sent|taken|given|bought|written|lent)At$/.test(field.name) &&
      !/^(?:return|cancel|publish|clos|end|left|finish|resolv|complet|confirm|accept|reject|approv|deliver|check|updat|pick)/.test(
        field.name,
      ),
  );
  const field = told ?? past ?? addField(entity, makeField(['made', 'at'], assumed(0.6), 'datetime'));
  field.required = true;
  // Nobody says of a row that it was made last week.
  if (field !== told) Object.assign(field, { default: 'now', readOnly: true });
  return { field: field.name, period };
}
