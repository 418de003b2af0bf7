import { around, fieldsNamed } from '../things/context.ts';
import { type Draft, stated } from '../draft.ts';
import { valueName } from './fields.ts';
import type { Clause } from '../words/text.ts';

/** "The condition must be one of good, fair, poor", "weather is sunny, cloudy or wet": the values of a field told of before. */

const shape =
  /^(?:the |its |their |each |every |an? )?(.+?) (?:is|are|must be|can be|may be|has to be|have to be|should be|can only be|must only be|will be|could be)(?: always| only)* ((?:either |1 of |one of |any of |among |from )*)(?:the following |these |the values )?(?:: )?((?:[a-z0-9]+(?: [a-z0-9]+){0,2} (?:, or|, and|,|or|and|\/) )+[a-z0-9]+(?: [a-z0-9]+){0,2})$/;

export function readValues(draft: Draft): void {
  for (const clause of draft.clauses) if (!draft.ruled.has(clause)) readClause(draft, clause);
}

function readClause(draft: Draft, clause: Clause): void {
  const match = shape.exec(clause.text);
  const [, about = '', one = '', list = ''] = match ?? [];
  if (!match || !(/\S/.test(one) || / or | \/ /.test(list))) return;
  const values = list.split(/ (?:, or|, and|,|or|and|\/) /);
  if (values.length < 2 || values.some((value) => notValue.test(value))) return;
  const hits = fieldsNamed([...around(draft, clause), ...draft.entities], about);
  const [hit] = hits.filter((found) => found.field.type === 'string' || found.field.type === 'enum');
  // "the title of a book is long or short": only what is the subject, or belongs to the thing that is.
  if (!hit || hit.to < about.replace(/ of (?:an?|the|each|every) [a-z ]+$/, '').length) return;
  hit.field.type = 'enum';
  hit.field.values = [...new Set(values.map(valueName).filter((value) => value !== ''))];
  if (/^(?:status|state|stage|phase)$/.test(hit.field.name)) hit.field.default = hit.field.values[0];
  stated(clause);
  draft.ruled.add(clause);
}

const notValue =
  /^(?:unique|required|optional|mandatory|positive|negative|empty|null|a|an|the|\d+)\b|\b(?:than|least|most|not|never|can|must|by|for|with|at|before|after|when|if|per|same)\b/;
