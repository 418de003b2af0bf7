import { around, ensureField, fieldsNamed, things } from '../things/context.ts';
import { type Draft, type DraftEntity, stated } from '../draft.ts';
import type { Field } from '../../requirements.ts';
import type { Clause } from '../words/text.ts';

const unit = '(?:characters?|chars?|letters|digits|symbols)';
const most = new RegExp(
  `(?:at most|no more than|not more than|more than|maximum(?: of)?|max(?:imum)? length(?: of| is)?|max|up to|no longer than|longer than|not exceed|exceed|limited to|limit of|less than) (\\d+) ${unit}|(\\d+) ${unit} (?:at most|maximum|max|or less|or fewer|long at most)|(?:max(?:imum)? length(?: of| is)?) (\\d+)`,
);
const least = new RegExp(
  `(?:at least|no fewer than|minimum(?: of)?|min|no less than|not less than|no shorter than|shorter than|min(?:imum)? length(?: of| is)?) (\\d+) ${unit}|(\\d+) ${unit} (?:minimum|at least|or more)|(?:min(?:imum)? length(?: of| is)?) (\\d+)`,
);
const both = new RegExp(
  `(?:at least |no fewer than )?(\\d+)(?: ${unit})? (?:\\.\\.|-|to|(?:and|but|,) (?:at most|no more than|not more than|up to|max|maximum)) (\\d+) ${unit}`,
);
const exact = new RegExp(`(?:exactly|of|has|have|with) (\\d+) ${unit}`);
const one = new RegExp(`\\b(\\d+) ${unit}`);

export interface Length {
  min?: number;
  max?: number;
}

/** "at most 100 characters", "between 3 and 20 characters": how long a text may be. */
export function readLength(text: string): Length | undefined {
  const range = both.exec(text);
  if (range) return { min: Number(range[1]), max: Number(range[2]) };
  const length: Length = {};
  const max = most.exec(text);
  const min = least.exec(text);
  if (max) length.max = Number(max[1] ?? max[2] ?? max[3]);
  if (min) length.min = Number(min[1] ?? min[2] ?? min[3]);
  const fixed = max || min ? null : exact.exec(text);
  if (fixed) return { min: Number(fixed[1]), max: Number(fixed[1]) };
  if (!max && !min && one.test(text) && /\blong\b/.test(text)) length.max = Number(one.exec(text)?.[1]);
  return length.max === undefined && length.min === undefined ? undefined : length;
}

/** Sets what a text field may hold; false when it is no text. */
export function limitLength(field: Field, length: Length): boolean {
  if (field.type !== 'string' && field.type !== 'text') return false;
  if (length.min !== undefined) field.min = length.min;
  if (length.max !== undefined) field.max = length.max;
  return true;
}

const mainTexts = ['body', 'text', 'content', 'message', 'title', 'name', 'description', 'subject'];

export function readLengthRule(draft: Draft, clause: Clause): void {
  const length = readLength(clause.text);
  if (!length) return;
  const spot = one.exec(clause.text)?.index ?? 0;
  if (draft.notes.some((note) => note.clause === clause && spot >= note.from && spot < note.to)) return;
  const entities = [...new Set([...around(draft, clause), ...draft.entities])];
  // Accounts ask for eight characters at least, whatever else is said.
  if (
    /\bpasswords?\b/.test(clause.text) &&
    draft.auth === 'token' &&
    length.max === undefined &&
    (length.min ?? 0) <= 8
  ) {
    stated(clause);
    draft.ruled.add(clause);
    return;
  }
  const named = fieldsNamed(entities, clause.text).filter((hit) => /^(?:string|text)$/.test(hit.field.type));
  const [first] = named;
  const about = things(draft, clause)[0];
  const field = first?.field ?? (about && (ownText(clause, about) ?? mainText(about)));
  if (!field || !limitLength(field, length)) return;
  for (const hit of named) if (hit.entity === first?.entity) limitLength(hit.field, length);
  stated(clause);
  draft.ruled.add(clause);
}

/** "question text at most 500 characters": a field that nobody listed. */
function ownText(clause: Clause, entity: DraftEntity): Field | undefined {
  const lead = entity.words.join(' ');
  const match = new RegExp(
    `^(?:the |a |an |each |every )*${lead} (?:'s )?([a-z]+) (?:is|are|must|should|can|cannot|may|has|at most|at least|max|up to)\\b`,
  ).exec(clause.text);
  if (!match?.[1] || /^(?:is|are|must|should|can|cannot|may|has|have)$/.test(match[1])) return undefined;
  return ensureField(entity, [match[1]], stated(clause));
}

function mainText(entity: DraftEntity): Field | undefined {
  return mainTexts
    .map((name) => entity.fields.find((field) => field.name === name))
    .find((field) => field !== undefined);
}
