import type { Field, OpenWhen, Rule } from '../../requirements.ts';
import { openOf, referenceTo } from '../things/context.ts';
import { type Draft, type DraftEntity, addField, addRule, assumed, mentions, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import type { Aside } from '../sentences/asides.ts';
import { isPerson } from '../words/noun-sense.ts';
import { flagFor, stateOf } from './kept.ts';
import { rowsOf } from './usable.ts';

/** "a reader with an overdue loan cannot borrow another book": rows that keep somebody from more. */
export function readBarred(draft: Draft, aside: Aside): boolean {
  const [who = '', state = '', what = '', done = ''] = aside.clause.text
    .split(' :')
    .slice(1)
    .map((part) => part.trim());
  const by = mentions(draft, what)[0]?.entity;
  // "overdue loans block new ones" names nobody: whoever has them.
  const person = who === '-' ? by && holderOf(draft, by) : mentions(draft, who)[0]?.entity;
  if (!person || !by || person === draft.user || person === by) return false;
  const rows = /^1s$|^ones?$/.test(done) ? by : rowsOf(draft, person, done);
  if (!rows || rows === person || rows.owned || by.owned) return false;
  const own = referenceTo(rows, person);
  const other = referenceTo(by, person);
  if (!own || !other || own.references === 'User') return false;
  const from = stated(aside.clause);
  const late = /^(?:overdue|late)$/.test(state);
  const past = late ? by.fields.find(isDue) : undefined;
  const open = late ? openOf(by) : openIn(by, state, from);
  if (late ? !past : !open) return false;
  // One that is open keeps from another of its kind: there is one at a time.
  if (by === rows && !past) {
    addRule(draft, { kind: 'max-per', entity: rows.name, per: own.name, limit: 1, ...(open ? { open } : {}), from });
    return true;
  }
  addRule(draft, {
    kind: 'backed',
    entity: rows.name,
    by: by.name,
    pairs: [[own.name, other.name]],
    none: true,
    ...(past ? { past: past.name } : {}),
    ...(open ? { open } : {}),
    from,
  });
  return true;
}

/** The only person that such rows belong to. */
function holderOf(draft: Draft, rows: DraftEntity): DraftEntity | undefined {
  const people = draft.entities.filter((entity) => isPerson(entity) && referenceTo(rows, entity) !== undefined);
  return people.length === 1 ? people[0] : undefined;
}

function isDue({ name, type }: Field): boolean {
  return (type === 'date' || type === 'datetime') && /^(?:due|deadline|payBy|returnBy|payableUntil)/.test(name);
}

/** "unpaid": what is not paid, by its state, a flag or the time at which it was. */
export function openIn(by: DraftEntity, state: string, from: Rule['from']): OpenWhen | undefined {
  const done = /^un([a-z]+)$/.exec(state)?.[1] ?? (state === 'outstanding' ? 'paid' : undefined);
  const said = stateOf(by, state);
  if (said || done === undefined) return said ?? openOf(by);
  const status = by.fields.find(({ type, values }) => type === 'enum' && values?.includes(done));
  const [first, ...or] = status?.values?.filter((value) => value !== done && !value.startsWith('cancel')) ?? [];
  if (status && first !== undefined) return { field: status.name, equals: first, ...(or.length > 0 ? { or } : {}) };
  const moment = by.fields.find(({ name }) => name === `${done}At` || name === `${done}On`);
  if (moment) return { field: moment.name, equals: null };
  const flag = by.fields.find(({ name, type }) => type === 'boolean' && name === done);
  if (flag) return { field: flag.name, equals: false };
  if (flagFor(by, done, from)) return { field: done, equals: false };
  const made = addField(by, { ...makeField([done], assumed(0.7), 'boolean'), required: false, default: false });
  return { field: made.name, equals: false };
}
