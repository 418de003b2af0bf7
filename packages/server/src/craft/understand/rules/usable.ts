import { link } from '../things/associations.ts';
import { referenceTo } from '../things/context.ts';
import { type Draft, type DraftEntity, addField, addRule, mentions, stated } from '../draft.ts';
import { makeField } from '../fields/field-types.ts';
import { camel, infinitive } from '../words/grammar.ts';
import { lexicon } from '../words/lexicon.ts';
import type { OpenWhen, Rule } from '../../requirements.ts';
import type { Aside } from '../sentences/asides.ts';

/** "usable : not : closed : poll : votes": rows are made only for what is in a state. */

export function readUsable(draft: Draft, aside: Aside): boolean {
  const [how, state = '', thing = '', done = ''] = aside.clause.text
    .split(' :')
    .slice(1)
    .map((part) => part.trim());
  const parent = mentions(draft, thing).find(({ entity }) => entity !== draft.user)?.entity;
  if (!parent) return false;
  const from = stated(aside.clause);
  const moves = movesOf(draft, parent, done);
  if (moves) return notMoved(draft, parent, moves, state, how === 'not', from);
  const rows = rowsOf(draft, parent, done);
  if (!rows) return false;
  const open = openIn(parent, state, how === 'not', from);
  if (!open) return false;
  const via = referenceTo(rows, parent) ?? (link(draft, rows, parent, from, true), referenceTo(rows, parent));
  if (!via) return false;
  addRule(draft, { kind: 'usable', entity: rows.name, via: via.name, parent: parent.name, open, from });
  return true;
}

/** "frozen accounts cannot send or receive money": of the rows that move amounts, at which of their ends. */
function movesOf(draft: Draft, parent: DraftEntity, done: string): { rows: string; ends: string[] } | undefined {
  const gives =
    /\b(?:sends?|sent|transfer|transferred|moved?|pays?|paid|spent|spend|withdraw|withdrawn|debited|from|out)\b/.test(
      done,
    );
  const gets = /\b(?:receives?|received|gets?|got|accept|credited|deposited|to|into)\b/.test(done);
  if (!gives && !gets && !/\btransfers\b/.test(done)) return undefined;
  for (const rule of draft.rules)
    if (rule.kind === 'transfer') {
      const rows = draft.entities.find(({ name }) => name === rule.entity);
      const named = rows?.fields.find(({ name }) => name === rule.source)?.references;
      const both = gives === gets;
      if (rows && named === parent.name)
        return {
          rows: rows.name,
          ends: [...(gives || both ? [rule.source] : []), ...(gets || both ? [rule.target] : [])],
        };
    }
  return undefined;
}

function notMoved(
  draft: Draft,
  parent: DraftEntity,
  { rows, ends }: { rows: string; ends: string[] },
  state: string,
  isNot: boolean,
  from: Rule['from'],
): boolean {
  const open = openIn(parent, state, isNot, from);
  if (!open) return false;
  for (const via of ends) addRule(draft, { kind: 'usable', entity: rows, via, parent: parent.name, open, from });
  return true;
}

/** What is made: it is named, or comes of the verb. */
export function rowsOf(draft: Draft, parent: DraftEntity, done: string): DraftEntity | undefined {
  const named = mentions(draft, done).map(({ entity }) => entity);
  const direct = named.find((entity) => entity !== parent && entity !== draft.user && referenceTo(entity, parent));
  const [verb = ''] = done.split(' ');
  const key = lexicon().associations[infinitive(verb) ?? verb];
  const made = draft.entities.find((entity) => entity.entry?.key === key && key !== undefined);
  if (made && made !== parent) return made;
  if (direct) return direct;
  // "ordered" makes an order, "voted on" a vote.
  const stem = infinitive(verb) ?? verb;
  const called = draft.entities.find((entity) => entity !== parent && entity.words.at(-1) === stem);
  // What is rented may go on trips.
  const children = draft.entities.filter((entity) => entity !== parent && referenceTo(entity, parent));
  return called ?? (key !== undefined && children.length === 1 ? children[0] : undefined);
}

function cutLast(state: string): [string, string] {
  const at = state.lastIndexOf(' ');
  return [state.slice(0, at), state.slice(at + 1)];
}

/** The state as a value of the status or a flag; a flag is made where there is neither, and new rows are in it. */
export function openIn(parent: DraftEntity, state: string, isNot: boolean, from: Rule['from']): OpenWhen | undefined {
  // "whose membership is active": a status that is called so, or a flag of both words.
  const [field, said] = / /.test(state) ? cutLast(state) : [undefined, state];
  const status = parent.fields.find(
    ({ name, type, values }) =>
      type === 'enum' && values?.includes(said) && (field === undefined || name.startsWith(camel(field.split(' ')))),
  );
  if (status?.values) {
    const values = isNot ? status.values.filter((value) => value !== said && !value.startsWith('cancel')) : [said];
    const first = typeof status.default === 'string' ? status.default : status.values[0];
    // A new row is in the state where it may be; else it gets there first: "only published events can be booked".
    const equals = first !== undefined && values.includes(first) ? first : values[0];
    if (equals === undefined) return undefined;
    const or = values.filter((value) => value !== equals);
    return { field: status.name, equals, ...(or.length > 0 ? { or } : {}) };
  }
  // "doctors can block a donor": the time at which they did.
  const moment = parent.fields.find(({ name, type }) => name === `${state}At` && type === 'datetime');
  if (moment && isNot) return { field: moment.name, equals: null };
  const base = said.replace(
    /^(?:in|un|dis|de)(?=active|available|published|verified|activated|abled|locked|paid|valid)/,
    '',
  );
  const opposite = base !== said;
  const names = field === undefined ? base : `(?:${camel([...field.split(' '), base])}|${base})`;
  const known = parent.fields.find(
    ({ name, type }) => type === 'boolean' && new RegExp(`^(?:is|has)?${names}(?:Flag)?$`, 'i').test(name),
  );
  const flag =
    known ??
    addField(parent, {
      ...makeField([...(field?.split(' ') ?? []), base], { ...from, confidence: 0.7 }, 'boolean'),
      required: false,
    });
  const equals = isNot === opposite;
  // "whether the fee is paid": what was told of begins as it was.
  if (known === undefined || known.from.assumed || !/^(?:paid|verified|valid|confirmed|approved|checked)$/.test(said))
    flag.default = equals;
  return { field: flag.name, equals };
}
