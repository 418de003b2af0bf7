import { isTime, referenceTo } from '../things/context.ts';
import { type Draft, type DraftEntity, type Mention, addRule, mentions, stated } from '../draft.ts';
import { numeric } from '../fields/field-types.ts';
import { spaced } from '../words/grammar.ts';
import { isPerson } from '../words/noun-sense.ts';
import type { Field } from '../../requirements.ts';
import type { Clause } from '../words/text.ts';
import { withinOf } from './period.ts';

/** Limits of what rows add up to: "an employee may log at most 12 hours per day". */

const bound =
  /\b(at most|up to|no more than|not more than|more than|over|exceeds?|limited to|limit of|a maximum of|maximum|max|capped at) (\d+(?:\.\d+)?)(?: ([a-z]+))?/;
const denied = /\b(?:cannot|not|never|no|nobody|none)\b/;
const period =
  /\b(?:per|a|an|each|every|in 1|within 1|on 1|of 1|on (?:the same|any)|in (?:the same|any)|of (?:the same|any)) (?:calendar |single |given )*(day|date|week|month|year)\b|\b(daily|weekly|monthly)\b/;
const inAll = /\b(?:in (?:total|all)|altogether|add up|adds up|sum up|together|combined|the sum of|the total|total)\b/;
const currency = /^(?:eur|usd|gbp|chf|euros?|dollars?|pounds?|cents?)$/;

/** How many of the unit that a field is kept in make one of the unit that was said. */
const lengths: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

export function readAmountLimit(draft: Draft, clause: Clause): void {
  const { text } = clause;
  const match = bound.exec(text);
  if (!match?.[2]) return;
  if (/^(?:more than|over|exceeds?)$/.test(match[1] ?? '') && !denied.test(text.slice(0, match.index))) return;
  // "a date, a number of hours (max 24)": of one field.
  if (draft.notes.some((note) => note.clause === clause && match.index >= note.from && match.index < note.to)) return;
  const when = period.exec(text);
  const total = inAll.test(text);
  if (!when && !total) return;
  const named = mentions(draft, text);
  // "at most 5 books per day": rows that are counted.
  const unit = match[3] ?? '';
  const at = match.index + match[0].length - unit.length;
  if (unit !== '' && named.some(({ from }) => from === at)) return;
  for (const rows of rowsIn(draft, named)) {
    const found = amountOf(rows, unit, text);
    const holders = found && holdersOf(draft, rows, named, text);
    const [per, ...also] = holders ?? [];
    if (!found || per === undefined) continue;
    if (when && !rows.fields.some((field) => isTime(field))) continue;
    const from = stated(clause);
    const within = when && withinOf(rows, when[0].replace('date', 'day'));
    found.field.required = true;
    addRule(draft, {
      kind: 'max-per',
      entity: rows.name,
      per,
      ...(also.length > 0 ? { also } : {}),
      limit: Number(match[2]) * found.times,
      amount: found.field.name,
      ...(within ? { within } : {}),
      from,
    });
    draft.ruled.add(clause);
    return;
  }
}

/** Those that are named first, and people last: "the total price of a team's riders". */
function rowsIn(draft: Draft, named: readonly Mention[]): DraftEntity[] {
  const said = named.map(({ entity }) => entity);
  const all = [...new Set([...said, ...draft.entities])].filter((entity) => entity !== draft.user);
  return [...all.filter((entity) => !isPerson(entity)), ...all.filter((entity) => isPerson(entity))];
}

/** The number of the rows that is limited: in the unit, or by its name. */
function amountOf(rows: DraftEntity, unit: string, text: string): { field: Field; times: number } | undefined {
  // What somebody has is not what they spend.
  const numbers = rows.fields.filter(
    (field) =>
      numeric(field.type) &&
      !field.readOnly &&
      !/^(?:balance|credit|budget|limit|stock)$|(?:Balance|Limit)$/.test(field.name),
  );
  const one = unit.replace(/s$/, '');
  if (currency.test(unit)) {
    const money = numbers.find(({ type }) => type === 'money');
    // Money is kept in hundredths.
    return money && { field: money, times: unit.startsWith('cent') ? 1 : 100 };
  }
  const words = (field: Field): string[] =>
    spaced(field.name)
      .split(' ')
      .map((word) => word.replace(/s$/, ''));
  const lengthOf = lengths[one];
  if (lengthOf !== undefined) {
    for (const field of numbers) {
      const kept =
        words(field).find((word) => word in lengths) ??
        /\b(second|minute|hour|day)s?\b/i.exec(field.from.words)?.[1]?.toLowerCase();
      const times = lengthOf / (lengths[kept ?? ''] ?? lengthOf);
      if (kept !== undefined || words(field).includes('duration')) return { field, times };
    }
    return undefined;
  }
  const said = text.split(' ').map((word) => word.replace(/s$/, ''));
  const wanted = /^(?:km|kilometer|kilometre|mile)$/.test(one)
    ? ['km', 'kilometer', 'kilometre', 'distance', 'mile']
    : [one];
  const field =
    numbers.find((number) => words(number).some((word) => wanted.includes(word))) ??
    numbers.find((number) => words(number).every((word) => said.includes(word)));
  if (field) return { field, times: field.type === 'money' ? 100 : 1 };
  // "total withdrawals of an account per day": what is added up of them is their one amount.
  const [only, ...others] = numbers;
  const added = /\b(?:total|sum|add up|adds up)\b/.test(text) && others.length === 0;
  const time = only && words(only).some((word) => word in lengths);
  return added && only && (unit === '' || /^(?:in|per|a|each|every|on)$/.test(unit)) && !time
    ? { field: only, times: only.type === 'money' ? 100 : 1 }
    : undefined;
}

/** Whose rows are added up: who is named and referred to by them, people first; else the one person that they have. */
function holdersOf(draft: Draft, rows: DraftEntity, named: readonly Mention[], text: string): string[] {
  const referred = [
    ...new Set(named.flatMap(({ entity }) => (entity === rows ? [] : (referenceTo(rows, entity)?.name ?? [])))),
  ];
  const people = rows.fields.filter((field) =>
    draft.entities.some((entity) => entity.name === field.references && isPerson(entity)),
  );
  const isPersonal = (name: string): boolean => people.some((field) => field.name === name);
  if (referred.length > 0) return referred.toSorted((a, b) => Number(isPersonal(b)) - Number(isPersonal(a)));
  const anybody = /\b(?:nobody|no one|anybody|anyone|everybody|everyone|users?|person)\b/.test(text);
  const own = rows.fields.find(({ references }) => references === draft.user.name);
  if (anybody && own) return [own.name];
  return people.length === 1 && people[0] ? [people[0].name] : [];
}
